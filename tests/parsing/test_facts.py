"""Genre and year follow from a report's words."""

from datetime import date

import pytest

from searchapp.parsing.facts import find_year, genre_of, hinge_of
from searchapp.reports import Genre, Origin

NOVEMBER, JANUARY = date(2024, 11, 28), date(2025, 1, 20)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("松栎镇2024年法治政府建设情况的报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设年度报告（2024年度）", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设工作总结", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设自查报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设自查自评", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设年报", Genre.RULE_OF_LAW),
        ("松櫟鎮2024年法治政府建設情況報告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设情况", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治建设工作报告", Genre.RULE_OF_LAW),
        ("松栎镇2018年依法行政工作总结", Genre.RULE_OF_LAW),
        ("松栎镇推进依法治镇工作情况报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设情况及2025年工作安排的报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设总结和2025年工作计划", Genre.RULE_OF_LAW),
        ("政 府 工 作 报 告", Genre.GOVERNMENT_WORK),
        ("松栎镇2024年政府工作报告", Genre.GOVERNMENT_WORK),
        ("松栎镇2024年政府信息公开工作年度报告", Genre.DISCLOSURE),
        ("松栎镇2024年工作总结", Genre.SUMMARY),
        ("松栎镇2024年工作总结和2025年工作计划", Genre.SUMMARY),
        ("松栎镇2025年工作计划", Genre.PLAN),
        ("松栎镇2025年法治政府建设工作要点", Genre.PLAN),
        ("松栎镇法治政府建设实施方案", Genre.PLAN),
        ("关于报送法治政府建设情况报告的通知", Genre.OTHER),
        ("松栎镇法治政府建设年度报告政策解读", Genre.OTHER),
        ("松栎镇概况", Genre.OTHER),
        ("", Genre.OTHER),
    ],
)
def test_a_title_names_its_genre(title: str, genre: Genre) -> None:
    """A summary or self-review of rule of law is a report of it; what only mentions one is not."""
    assert genre_of(title) is genre


@pytest.mark.parametrize(
    ("preamble", "hinge"),
    [
        (["松栎镇坚持依法行政。现将2024年情况报告如下："], "现将2024年情况报告如下："),
        (["松栎镇坚持依法行政。", "现就有关情况汇报如下。后文"], "现就有关情况汇报如下"),
        (["全镇实现就业120人，工作见报告。"], ""),
        (["松栎镇坚持依法行政。"], ""),
        ([], ""),
    ],
)
def test_the_hinge_turns_to_the_report(preamble: list[str], hinge: str) -> None:
    """It is the sentence that says what follows; 实现就业 is none."""
    assert hinge_of(preamble) == hinge


#: Case -> title, preamble, headings, date of issue, year and where it was read (GENRE 8).
YEARS: dict[str, tuple[str, list[str], list[str], date | None, tuple[int, Origin] | None]] = {
    "title": ("松栎镇2024年报告", ["2023年，"], ["2022年举措"], JANUARY, (2024, Origin.TITLE)),
    "title in Chinese figures": ("二〇二四年度报告", [], [], None, (2024, Origin.TITLE)),
    "title with a plan": ("2024年情况及2025年安排的报告", [], [], None, (2024, Origin.TITLE)),
    "hinge": (
        "松栎镇报告",
        ["2023年，松栎镇先行先试。现将2024年度情况报告如下："],
        ["2022年举措"],
        JANUARY,
        (2024, Origin.HINGE),
    ),
    "heading": ("松栎镇报告", [], ["2024年主要举措"], JANUARY, (2024, Origin.HEADING)),
    "opening": ("报告", ["2024年，松栎镇坚持依法行政。"], [], JANUARY, (2024, Origin.HINGE)),
    "opening 以来": ("报告", ["2024年以来，松栎镇发力。"], [], JANUARY, (2024, Origin.HINGE)),
    "last year": ("报告", ["现将上一年度情况报告如下："], [], JANUARY, (2024, Origin.GUESS)),
    "last year, short": ("报告", ["现将上年度情况报告如下："], [], JANUARY, (2024, Origin.GUESS)),
    "this year, late": ("报告", ["现将本年度情况报告如下："], [], NOVEMBER, (2024, Origin.GUESS)),
    "last year without a date": ("报告", ["现将上一年度情况报告如下："], [], None, None),
    "a plan's years": ("法治纲要（2021－2025年）报告", [], [], None, None),
    "nothing": ("报告", ["松栎镇坚持依法行政。"], ["主要举措"], JANUARY, None),
}


@pytest.mark.parametrize(
    ("title", "preamble", "headings", "issued_on", "found"), YEARS.values(), ids=YEARS
)
def test_the_year_is_the_one_reported_on(
    title: str,
    preamble: list[str],
    headings: list[str],
    issued_on: date | None,
    found: tuple[int, Origin] | None,
) -> None:
    """Title, hinge, heading, opening, then the date of issue where it says which year it means."""
    assert find_year(title, preamble, headings, issued_on) == found


def test_the_year_of_issue_is_never_taken_for_it() -> None:
    """A report of January without any year is of no year that could be told."""
    assert find_year("松栎镇报告", ["我镇坚持依法行政。"], [], JANUARY) is None

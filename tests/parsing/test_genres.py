"""The genre follows from the title, else from what the text is about."""

from collections.abc import Sequence

import pytest

from searchapp.parsing.genres import find_genre, genre_of
from searchapp.reports import Genre, Origin
from tests.parsing.reports import BODY, report_of


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
        ("松栎镇2024年法治政府建设的情况报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设情况工作报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治建设工作报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治松栎建设工作报告", Genre.RULE_OF_LAW),
        ("松栎镇2018年依法行政工作总结", Genre.RULE_OF_LAW),
        ("松栎镇推进依法治镇工作情况报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设情况及2025年工作安排的报告", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府建设总结和2025年工作计划", Genre.RULE_OF_LAW),
        ("松栎镇2024年法治政府工作报告", Genre.RULE_OF_LAW),
        ("政 府 工 作 报 告", Genre.GOVERNMENT_WORK),
        ("松栎镇2024年政府工作报告", Genre.GOVERNMENT_WORK),
        ("松栎镇人民政府工作报告", Genre.GOVERNMENT_WORK),
        ("松栎镇2024年政府信息公开工作年度报告", Genre.DISCLOSURE),
        ("松栎镇2024年政府信息公开年报", Genre.DISCLOSURE),
        ("松栎镇2024年政府信息公开工作情况", Genre.DISCLOSURE),
        ("松栎镇2024年工作总结", Genre.SUMMARY),
        ("松栎镇2024年工作总结和2025年工作计划", Genre.SUMMARY),
        ("松栎镇2025年工作计划", Genre.PLAN),
        ("松栎镇2025年法治政府建设工作要点", Genre.PLAN),
        ("松栎镇2025年法治政府建设工作安排", Genre.PLAN),
        ("松栎镇法治政府建设实施方案", Genre.PLAN),
        ("关于报送法治政府建设情况报告的通知", Genre.OTHER),
        ("松栎镇法治政府建设年度报告政策解读", Genre.OTHER),
        ("一图读懂松栎镇2024年法治政府建设情况报告", Genre.OTHER),
        ("松栎镇召开2024年法治政府建设情况汇报会", Genre.OTHER),
        ("松栎镇概况", Genre.OTHER),
        ("", Genre.OTHER),
    ],
)
def test_a_title_names_its_genre(title: str, genre: Genre) -> None:
    """A summary or self-review of rule of law is a report of it; what only mentions one is not."""
    assert genre_of(title) is genre


LAW = ("一、推进法治政府建设的主要举措和成效", "二、存在的问题")
#: Case -> title, hinge, opening paragraphs, headings, genre and where it was read.
GENRES: dict[str, tuple[str, str, Sequence[str], Sequence[str], tuple[Genre, Origin]]] = {
    "title": ("松栎镇2024年工作总结", "", (), LAW, (Genre.SUMMARY, Origin.TITLE)),
    "hinge": ("", "现将法治政府建设情况报告如下", (), (), (Genre.RULE_OF_LAW, Origin.HINGE)),
    "a title that says nothing": (
        "松栎镇2024年度报告",
        "现将法治政府建设情况报告如下",
        (),
        (),
        (Genre.RULE_OF_LAW, Origin.HINGE),
    ),
    "a title of another matter": (
        "松栎镇概况",
        "现将情况报告如下",
        (),
        LAW,
        (Genre.OTHER, Origin.TITLE),
    ),
    "headings": ("", "", (), LAW, (Genre.RULE_OF_LAW, Origin.HEADING)),
    "opening and headings": (
        "",
        "",
        ("松栎镇坚持依法行政。",),
        ("主要举措和成效", "存在的问题"),
        (Genre.RULE_OF_LAW, Origin.GUESS),
    ),
    "opening alone": (
        "",
        "",
        ("松栎镇坚持依法行政。",),
        ("主要工作",),
        (Genre.OTHER, Origin.GUESS),
    ),
    "disclosure by its parts": (
        "",
        "",
        (),
        ("总体情况", "主动公开政府信息情况"),
        (Genre.DISCLOSURE, Origin.HEADING),
    ),
    "deputies": (
        "松栎镇2023年政府信息公开工作年度报告",
        "",
        ("各位代表",),
        ("2023年工作回顾",),
        (Genre.GOVERNMENT_WORK, Origin.HEADING),
    ),
    "deputies and title": (
        "政府工作报告",
        "",
        ("各位代表：",),
        ("2023年工作回顾",),
        (Genre.GOVERNMENT_WORK, Origin.TITLE),
    ),
    "nothing": ("", "", (), (), (Genre.OTHER, Origin.GUESS)),
}


@pytest.mark.parametrize(
    ("title", "hinge", "opening", "headings", "found"), GENRES.values(), ids=GENRES
)
def test_the_genre_says_where_it_was_read(
    title: str,
    hinge: str,
    opening: Sequence[str],
    headings: Sequence[str],
    found: tuple[Genre, Origin],
) -> None:
    """Title, hinge, headings, opening; who addresses deputies gives a government work report."""
    assert find_genre(title, hinge, opening, headings) == found


def test_a_page_that_calls_a_work_report_something_else_is_doubted() -> None:
    """The text counts, and the reader is told of the title."""
    title = "青禾县松栎镇2023年政府信息公开工作年度报告"
    report = report_of(
        title, "各位代表：", "我代表镇人民政府报告工作。", "一、2023年工作回顾", "完成。"
    )
    assert report.genre is Genre.GOVERNMENT_WORK
    assert [doubt.fact for doubt in report.doubts] == ["genre"]


def test_a_report_without_a_title_has_a_genre() -> None:
    """The hinge names it."""
    report = report_of("现将松栎镇2024年法治政府建设情况报告如下：", *BODY[1:])
    assert (report.title, report.genre) == (None, Genre.RULE_OF_LAW)
    assert report.origins["genre"] is Origin.HINGE

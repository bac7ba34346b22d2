"""The year reported on, by the rules of GENRE 8."""

from datetime import date

import pytest

from searchapp.parsing.years import Words, Year, find_year
from searchapp.reading.document import Said
from searchapp.reports import Genre, Origin
from tests.parsing.reports import BODY, report_of

NOVEMBER, JANUARY = date(2024, 11, 28), date(2025, 1, 20)
LAW = Genre.RULE_OF_LAW
PART = ("标题写的是2024年的一部分（上半年），不是全年",)
OTHER = ("标题写的是2024年，引言写的是2023年",)
UNKNOWN = ("看不出报告的是哪一年",)
MASKED = ("年份的数字被遮去或空着，看不出报告的是哪一年",)
SPAN = ("标题写的是一段年份，不止一年",)

#: Case -> words, date of issue, what is found.
YEARS: dict[str, tuple[Words, date | None, Year]] = {
    "title": (
        Words("松栎镇2024年报告", headings=["2022年举措"], preamble=["2023年，"]),
        JANUARY,
        Year(2024, Origin.TITLE),
    ),
    "title first": (Words("2024年度松栎镇报告"), None, Year(2024, Origin.TITLE)),
    "title last": (Words("松栎镇年度报告（2024年度）"), None, Year(2024, Origin.TITLE)),
    "title in Chinese figures": (Words("二〇二四年度报告"), None, Year(2024, Origin.TITLE)),
    "title without 年": (Words("松栎镇2024法治政府建设报告"), None, Year(2024, Origin.TITLE)),
    "title with a plan": (
        Words("2024年情况及2025年安排的报告"),
        None,
        Year(2024, Origin.TITLE),
    ),
    "title that cites a plan": (
        Words("贯彻《纲要（2021－2025年）》情况报告", preamble=["2023年，松栎镇发力。"]),
        None,
        Year(2023, Origin.HINGE),
    ),
    "title about a report": (
        Words("《松栎镇2024年法治政府建设情况报告》解读"),
        None,
        Year(2024, Origin.TITLE),
    ),
    "title of part of a year": (
        Words("松栎镇2024年上半年报告"),
        None,
        Year(2024, Origin.TITLE, PART),
    ),
    "title of two years": (
        Words("松栎镇2024—2025年度报告", hinge="现将2024年情况报告如下"),
        JANUARY,
        Year(None, doubts=SPAN),
    ),
    "hinge that contradicts": (
        Words("松栎镇2024年报告", hinge="现将2023年度情况报告如下"),
        JANUARY,
        Year(2024, Origin.TITLE, OTHER),
    ),
    "hinge": (
        Words(
            "松栎镇报告",
            hinge="现将2024年度情况报告如下",
            headings=["2022年举措"],
            preamble=["2023年，松栎镇先行先试。"],
        ),
        JANUARY,
        Year(2024, Origin.HINGE),
    ),
    "heading": (
        Words("松栎镇报告", headings=["2024年主要举措"]),
        JANUARY,
        Year(2024, Origin.HEADING),
    ),
    "heading of a plan": (
        Words("松栎镇报告", headings=["2025年工作安排", "2024年工作成效"]),
        JANUARY,
        Year(2024, Origin.HEADING),
    ),
    "a later heading": (
        Words("松栎镇报告", headings=["履行第一责任人职责情况", "2024年主要工作"]),
        JANUARY,
        Year(2024, Origin.HEADING),
    ),
    "heading of what is lacking": (
        Words("松栎镇报告", headings=["主要工作", "2023年存在的不足和原因"]),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
    "opening": (
        Words("报告", preamble=["2024年，松栎镇坚持依法行政。"]),
        JANUARY,
        Year(2024, Origin.HINGE),
    ),
    "opening 以来": (
        Words("报告", preamble=["2024年以来，松栎镇发力。"]),
        JANUARY,
        Year(2024, Origin.HINGE),
    ),
    "opening 来": (
        Words("报告", preamble=["2024年来，松栎镇发力。"]),
        JANUARY,
        Year(2024, Origin.HINGE),
    ),
    "opening after the name": (
        Words("报告", preamble=["松栎镇2024年坚持依法行政。"]),
        JANUARY,
        Year(2024, Origin.HINGE),
    ),
    "opening with a month": (
        Words("报告", preamble=["2024年3月，松栎镇召开会议。"]),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
    "opening that relies on something": (
        Words("报告", preamble=["根据2023年度考核结果，松栎镇发力。"]),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
    "last year": (
        Words("报告", hinge="现将上一年度情况报告如下"),
        JANUARY,
        Year(2024, Origin.GUESS),
    ),
    "last year, short": (
        Words("报告", hinge="现将上年度情况报告如下"),
        JANUARY,
        Year(2024, Origin.GUESS),
    ),
    "this year, late": (
        Words("报告", hinge="现将本年度情况报告如下"),
        NOVEMBER,
        Year(2024, Origin.GUESS),
    ),
    "this year, early": (
        Words("报告", hinge="现将本年度情况报告如下"),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
    "last year without a date": (
        Words("报告", hinge="现将上一年度情况报告如下"),
        None,
        Year(None, doubts=UNKNOWN),
    ),
    "a plan's years": (
        Words("落实八五普法规划报告", preamble=["《规划（2021—2025年）》实施以来，"]),
        None,
        Year(None, doubts=UNKNOWN),
    ),
    "masked": (Words("松栎镇20**年报告"), JANUARY, Year(None, doubts=MASKED)),
    "a template's": (Words("松栎镇20xx年报告"), JANUARY, Year(None, doubts=MASKED)),
    "lost figures": (
        Words("松栎镇报告", hinge="现将20251月1日以来情况报告如下", preamble=["20221月，发力。"]),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
    "two years run together": (
        Words("松栎镇20212025年报告"),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
    "file's name": (
        Words("松栎镇报告", file_name="上报/松栎镇2024年"),
        JANUARY,
        Year(2024, Origin.FILE_NAME),
    ),
    "nothing": (
        Words("松栎镇报告", headings=["主要举措"], preamble=["松栎镇坚持依法行政。"]),
        JANUARY,
        Year(None, doubts=UNKNOWN),
    ),
}


@pytest.mark.parametrize(("words", "issued_on", "found"), YEARS.values(), ids=YEARS)
def test_the_year_is_the_one_reported_on(
    words: Words, issued_on: date | None, found: Year
) -> None:
    """Title, hinge, heading, opening, then the date of issue where it says which year it means."""
    assert find_year(words, LAW, issued_on) == found


SESSION = "——2024年1月9日在松栎镇第十届人民代表大会第三次会议上"
GUESSED = ("政府工作报告按惯例回顾上一年，据2024年推定",)
MANY = ("政府工作报告回顾的不止一年",)
#: Case -> words, date of issue, what is found, of a government work report.
SESSIONS: dict[str, tuple[Words, date | None, Year]] = {
    "review": (
        Words("政府工作报告", headings=["2023年工作回顾", "2024年工作任务"], sessions=[SESSION]),
        None,
        Year(2023, Origin.HEADING),
    ),
    "session": (
        Words("政府工作报告", headings=["过去一年工作回顾"], sessions=[SESSION]),
        None,
        Year(2023, Origin.GUESS, GUESSED),
    ),
    "title alone": (
        Words("松栎镇2024年政府工作报告"),
        None,
        Year(2023, Origin.GUESS, GUESSED),
    ),
    "title, and issued the year after": (
        Words("松栎镇2024年政府工作报告"),
        JANUARY,
        Year(2024, Origin.TITLE),
    ),
    "five years": (
        Words("政府工作报告", headings=["过去五年工作回顾"], sessions=[SESSION]),
        None,
        Year(None, doubts=MANY),
    ),
    "this government": (
        Words("政府工作报告", headings=["本届政府工作回顾"], sessions=[SESSION]),
        None,
        Year(None, doubts=MANY),
    ),
    "nothing": (Words("政府工作报告"), None, Year(None, doubts=UNKNOWN)),
}


@pytest.mark.parametrize(("words", "issued_on", "found"), SESSIONS.values(), ids=SESSIONS)
def test_a_government_work_report_looks_back_on_the_year_before(
    words: Words, issued_on: date | None, found: Year
) -> None:
    """Its review names the year, else it is the one before the session; several are none."""
    assert find_year(words, Genre.GOVERNMENT_WORK, issued_on) == found


@pytest.mark.parametrize(
    ("said", "lines", "fact"),
    [
        (Said(published_on="2023-02-01"), [], "year"),
        (Said(issued_on="2020年1月1日"), [], "issued_on"),
        (Said(issued_on="2029年1月1日"), [], "issued_on"),
        (Said(), ["松府〔2022〕4号"], "doc_number"),
    ],
)
def test_what_does_not_fit_the_year_is_doubted(said: Said, lines: list[str], fact: str) -> None:
    """A page put up before the year, a date or a number far from it: the reader is told."""
    report = report_of("青禾县松栎镇2024年法治政府建设情况报告", *lines, *BODY, said=said)
    assert report.year == 2024
    assert [doubt.fact for doubt in report.doubts] == [fact]


@pytest.mark.parametrize(
    "said",
    [
        Said(published_on="2025-09-01"),
        Said(issued_on="2024年12月2日"),
        Said(issued_on="2026-01-01"),
    ],
)
def test_a_report_posted_late_is_not_doubted(said: Said) -> None:
    """Reports are issued in their year or the next, and put up whenever."""
    report = report_of("青禾县松栎镇2024年法治政府建设情况报告", *BODY, said=said)
    assert report.doubts == ()


def test_the_date_of_upload_never_gives_the_year() -> None:
    """Reports are put up months and years later."""
    said = Said(published_on="2025-03-01", title="青禾县松栎镇法治政府建设情况报告")
    report = report_of("我镇坚持依法行政。", *BODY[1:6], said=said)
    assert report.year is None


def test_a_plan_is_issued_before_its_year() -> None:
    """A plan of December for the next year is in order."""
    said = Said(issued_on="2024年12月20日")
    report = report_of("青禾县松栎镇2025年工作计划", *BODY[1:5], said=said)
    assert (report.year, report.genre) == (2025, Genre.PLAN)
    assert report.doubts == ()

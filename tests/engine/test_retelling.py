"""Who wrote it first, and what of a report stood in the one before it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import Alike, Likeness, likeness, retelling
from searchapp.engine.retelling import Taking, is_body, taken_over, tellings
from searchapp.reports import FiledReport, Passage, SectionKind
from searchapp.text import Span, fold
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.strategies import han_text

SAID = "全年受理矛盾纠纷131件，调解成功128件，群众满意度逐年提高。"


def told(filed: FiledReport, number: int = 1, changes: int = 0) -> Alike:
    """That a passage of a report tells it."""
    return Alike(filed, filed.report.passages[number - 1], Likeness(Span(0, 4), changes, 10))


def test_the_oldest_comes_first() -> None:
    """By year, then date, then place; what is not known comes last of its kind."""
    texts = (SAID,)
    reports = [
        report_of("R1", *texts, year=None),
        report_of("R2", *texts, year=2023, place=None),
        report_of("R3", *texts, year=2023),
        report_of("R4", *texts, year=2023, issued_on=date(2024, 2, 1)),
        report_of("R5", *texts, year=2023, issued_on=date(2024, 1, 5), place=DIPU),
        report_of("R6", *texts, year=2023, issued_on=date(2024, 1, 5), place=SONGLI),
        report_of("R7", *texts, year=2022),
    ]
    ordered = [each.filed.id for each in tellings(map(told, reports))]
    assert ordered == ["R7", "R6", "R5", "R4", "R3", "R2", "R1"]


def test_a_report_is_told_of_once() -> None:
    """With the passage that came first, and how many say it besides."""
    filed = report_of("R1", SAID, SAID, SAID)
    (found,) = tellings([told(filed, 2), told(filed, 1, 2), told(filed, 3, 2)])
    assert (found.alike.passage.number, found.besides) == (2, 2)


@pytest.mark.parametrize(
    ("text", "taking", "kept"),
    [
        (SAID, Taking.SAME, SAID),
        (SAID.replace("，", ","), Taking.SAME, SAID),
        (SAID.replace("131", "145"), Taking.NEARLY, SAID.replace("131", "")),
        ("推行执法公示制度。", Taking.SAME, "推行执法公示制度。"),
        (
            f"{SAID}今年新设立了调解室七个，选派了法律顾问十二名，覆盖全部村社，效果很好。",
            Taking.PARTLY,
            SAID,
        ),
        ("从头写起的一段话，前一年里没有。", Taking.NEW, ""),
    ],
)
def test_each_passage_is_told_as_it_was_taken_over(text: str, taking: Taking, kept: str) -> None:
    """The same, nearly, in part or anew; what was kept is counted by characters too."""
    earlier = report_of("R1", "无关的一段。", f"前面的话。{SAID}后面的话。推行执法公示制度。")
    found = taken_over(report_of("R2", text).report, earlier.report)
    (each,) = found.passages
    assert (each.taking, each.kept) == (taking, len(kept))
    assert (found.counts[taking], found.kept, found.characters) == (1, len(kept), len(text))
    assert "".join(p.text for p in each.pieces if p.fate != "removed") == text
    whole = taking in (Taking.SAME, Taking.NEARLY)
    assert (each.source.number if each.source else None) == (2 if whole else None)


def test_headings_are_nobodys() -> None:
    """Title, number, headings and signature are no part of what was taken over."""
    report = report_of("R1", "题目", "一、主要举措", "一、主要举措。", SAID, title="题目").report
    closing = Passage(9, SectionKind.CLOSING, (), "松栎镇人民政府")
    bodies = [is_body(each, report) for each in (*report.passages, closing)]
    assert bodies == [False, False, False, True, False]


def test_of_very_long_reports_only_the_same_is_told_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rather than that a page never comes."""
    earlier = report_of("R1", SAID, "推行执法公示制度。").report
    report = report_of("R2", SAID.replace("131", "145"), "推行执法公示制度。").report
    assert [each.taking for each in taken_over(report, earlier).passages] == ["nearly", "same"]
    monkeypatch.setattr(retelling, "_MOST_PAIRS", 3)
    found = taken_over(report, earlier)
    assert found.only_same
    assert [each.taking for each in found.passages] == ["new", "same"]


@pytest.mark.property
@given(
    old=st.lists(han_text.filter(lambda text: fold(text).text), max_size=8),
    new=st.lists(han_text.filter(lambda text: fold(text).text), max_size=4),
)
def test_nothing_that_stood_there_is_missed(old: list[str], new: list[str]) -> None:
    """A passage is the same or nearly so just where reading every earlier one says so."""
    report, earlier = report_of("R2", *new).report, report_of("R1", *old).report
    for each in taken_over(report, earlier).passages:
        read = [found for text in old if (found := likeness(each.passage.text, text))]
        fewest = min((found.changes for found in read), default=None)
        assert (each.likeness.changes if each.likeness else None) == fewest

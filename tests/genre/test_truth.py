"""What is held against the truth is held in every fact: each that is wrong is told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from searchapp.parsing import Gazetteer, parse
from searchapp.reports import Doubt, Genre, IssuerLevel, Report
from tests.genre.plan import Plan
from tests.genre.truth import Truth, differences
from tests.genre.writing import write

_WRITTEN = write(Plan(number="§2.4 above the title", salutation="§4 县委、县政府"))
_WRONG: dict[str, Any] = {
    "title": "百利镇报告",
    "issuers": (),
    "doc_number": None,
    "issued_on": date(2025, 1, 18),
    "year": 2023,
    "genre": Genre.SUMMARY,
    "level": IssuerLevel.COUNTY,
    "addressee": "县委",
    "place": None,
    "outline": (),
}


@pytest.fixture(scope="module")
def report(gazetteer: Gazetteer) -> Report:
    """The report, understood."""
    return parse(_WRITTEN.document, gazetteer)


def told(report: Report, truth: Truth = _WRITTEN.truth) -> list[str]:
    """The facts in which the report is not as it is true."""
    return [difference.split(":")[0] for difference in differences(report, truth)]


def test_a_report_that_was_understood_differs_in_nothing(report: Report) -> None:
    """All facts of the plan are those of the report."""
    assert told(report) == []


@pytest.mark.parametrize("fact", _WRONG)
def test_each_wrong_fact_is_told(fact: str, report: Report) -> None:
    """Nothing that is wrong passes."""
    assert told(replace(report, **{fact: _WRONG[fact]})) == [fact]


def test_a_lost_or_changed_passage_is_told(report: Report) -> None:
    """Every passage counts, and its text to the letter."""
    *most, last = report.passages
    assert told(replace(report, passages=tuple(most))) == ["passages"]
    changed = replace(last, text=last.text + "。")
    assert told(replace(report, passages=(*most, changed))) == ["passage"]


def test_a_doubt_must_be_said_where_a_fact_is_missing_and_nowhere_else(report: Report) -> None:
    """Missing is said; what is told without a hole is not doubted."""
    doubting = replace(report, doubts=(Doubt("year", "看不出是哪一年"),))
    untold = replace(_WRITTEN.truth, year=None)
    assert told(doubting) == ["doubts"]
    assert told(replace(report, year=None), untold) == ["doubts"]
    assert told(replace(doubting, year=None), untold) == []

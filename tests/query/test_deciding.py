"""What the facts of a report decide of a query, against reading the report."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.query import (
    Condition,
    HeadingSays,
    KindChoice,
    Known,
    Query,
    Reading,
    Scope,
    conditions_of,
    decided,
    parse_query,
)
from searchapp.reports import FiledReport, Report
from tests.engine.shelves import report_of
from tests.strategies import corpora, trees

#: Conditions on the report alone, as they are typed.
ON_REPORTS = (
    *("年:2024", "-年:2024", "镇:松栎镇", "年:2022..2024 -县:望岫县", "文种:工作计划"),
    *("(镇:松栎镇 或者 年:2023)", "-(县:青禾县 年:2024)", "层级:乡镇", "年:未标注"),
)


def knowing(report: Report) -> Known:
    """Everything that the report says without its passages."""

    def told(condition: Condition) -> bool | None:
        if isinstance(condition, KindChoice | HeadingSays):
            return None
        return condition.accepts(report)

    return told


def knows_nothing(_: Condition) -> bool | None:
    return None


@st.composite
def asked_of_reports(draw: st.DrawFn) -> tuple[Sequence[FiledReport], Query]:
    corpus = draw(corpora().filter(bool))
    return corpus, draw(trees(corpus))


@pytest.mark.property
@settings(max_examples=60)
@given(drawn=asked_of_reports(), scope=st.sampled_from(Scope))
def test_what_is_decided_is_what_reading_finds(
    drawn: tuple[Sequence[FiledReport], Query], scope: Scope
) -> None:
    """Nothing where it says no, something where it says yes; at every scope."""
    corpus, query = drawn
    for filed in corpus:
        held = decided(query, knowing(filed.report))
        found = any(Reading(query, filed, scope).found)
        assert held in (None, found)


@pytest.mark.property
@settings(max_examples=30)
@given(drawn=asked_of_reports())
def test_less_that_is_known_decides_nothing_else(
    drawn: tuple[Sequence[FiledReport], Query],
) -> None:
    """What is decided of a report of which nothing is known holds of every report."""
    corpus, query = drawn
    blindly = decided(query, knows_nothing)
    assert all(blindly in (None, decided(query, knowing(each.report))) for each in corpus)


@pytest.mark.property
@pytest.mark.parametrize("typed", ON_REPORTS)
@settings(max_examples=10)
@given(corpus=corpora())
def test_conditions_on_the_report_are_always_decided(
    typed: str, corpus: list[FiledReport]
) -> None:
    """No text could change the answer."""
    query = parse_query(typed).query
    assert list(conditions_of(query))
    for filed in corpus:
        assert decided(query, knowing(filed.report)) is any(Reading(query, filed).found)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("", True),
        ("调解", None),
        ("-调解", None),
        ("调解 年:2024", None),
        ("调解 年:2023", False),
        ("调解 -年:2024", False),
        ("调解 或者 年:2024", True),
        ("调解 或者 年:2023", None),
        ("-(调解 年:2023)", True),
        ("年:2024 章节:举措和成效", None),
        ("年:2023 章节:举措和成效", False),
    ],
)
def test_texts_and_sections_are_left_open(typed: str, held: bool | None) -> None:
    """Of a report of 2024 of which the year is known."""
    filed = report_of("R1", "调解")
    blank = replace(filed.report, passages=())
    assert decided(parse_query(typed).query, knowing(blank)) is held

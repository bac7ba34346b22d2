"""Conditions, each held against reports that have the fact, another one, or none."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query import (
    Condition,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    Reading,
    ReportCondition,
    Scope,
    TitleSays,
    YearRange,
    parse_query,
)
from searchapp.reports import (
    LEVELS,
    UNLABELLED,
    FiledReport,
    Genre,
    IssuerLevel,
    Level,
    Place,
    SectionKind,
)
from searchapp.text import fold
from tests.query.passages import candidate
from tests.query.typing import fields
from tests.strategies import PLACES, filed_reports

TOWN = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")


def saying(kind: type[TitleSays | IssuerSays | NumberSays | HeadingSays], typed: str) -> Condition:
    """The condition that something contains what was typed."""
    return kind(typed, fold(typed).text)


def matches(condition: Condition, **facts: Any) -> bool:
    """Whether a passage of a report with these facts keeps the condition."""
    return condition.matches(candidate("全年调解12件。", "一、调解", **facts))


@pytest.mark.property
@given(typed=fields(), report=filed_reports())
def test_all_passages_of_a_report_keep_a_condition_of_the_report_or_none(
    typed: str, report: FiledReport
) -> None:
    """It asks nothing of a passage, and marks nothing in it."""
    condition = parse_query(typed).query
    reading = Reading(condition, report, Scope.PASSAGE)
    assert all(reading.spans(at) == () for at in range(len(reading.found)))
    if isinstance(condition, ReportCondition):
        assert set(reading.found) == {condition.accepts(report.report)}


# Places


@pytest.mark.parametrize("level", LEVELS)
def test_a_place_is_chosen_by_its_name_or_its_code(level: Level) -> None:
    """At its own level and no other, and never by a part of the name."""
    for value in (TOWN.name(level), TOWN.code_of(level)):
        assert matches(PlaceChoice(level, value), place=TOWN)
        assert not matches(PlaceChoice(level, value), place=None)
        assert not matches(PlaceChoice(level, f"{value}的"), place=TOWN)
        others = [other for other in LEVELS if other != level]
        assert not any(matches(PlaceChoice(other, value), place=TOWN) for other in others)
    assert not matches(PlaceChoice(level, (TOWN.name(level) or "")[:-1]), place=TOWN)


def test_a_name_that_several_places_bear_means_all_of_them() -> None:
    """松栎镇 is in two counties; a code tells them apart."""
    named = [each for each in PLACES if each and each.town == "松栎镇"]
    assert len(named) == 2
    assert all(matches(PlaceChoice("town", "松栎镇"), place=each) for each in named)
    by_code = PlaceChoice("town", named[0].code)
    assert [matches(by_code, place=each) for each in named] == [True, False]


@pytest.mark.parametrize("level", LEVELS)
def test_a_place_that_could_not_be_told_is_unlabelled(level: Level) -> None:
    """Where nothing is known of the place, every level is 未标注, and nothing else is."""
    assert matches(PlaceChoice(level, None), place=None)
    assert not matches(PlaceChoice(level, None), place=TOWN)
    assert not matches(PlaceChoice(level, UNLABELLED), place=None)


def test_a_level_that_a_place_does_not_have_is_not_unlabelled() -> None:
    """A town under a municipality has no city; a county's own report has no town to tell."""
    under_municipality = Place("980121201", "鹤沼瑶族乡", "青禾县", None, "云汀市")
    county = Place("990121", None, "青禾县", "砚州市", "岚川省")
    assert not matches(PlaceChoice("city", None), place=under_municipality)
    assert not matches(PlaceChoice("city", "云汀市"), place=under_municipality)
    assert not matches(PlaceChoice("town", None), place=county)
    assert not matches(PlaceChoice("county", None), place=county)


# Years and days


@pytest.mark.property
@given(
    year=st.none() | st.integers(2018, 2026),
    first=st.integers(2018, 2026),
    more=st.integers(0, 3),
)
def test_years_are_chosen_with_both_ends(year: int | None, first: int, more: int) -> None:
    """A report without a year is of no stretch of years, but 未标注."""
    last = first + more
    assert matches(YearRange(first, last), year=year) == (year in range(first, last + 1))
    assert matches(YearRange(None, None), year=year) == (year is None)


@pytest.mark.parametrize(
    ("issued", "found"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 1, 20), True),
        (date(2025, 2, 28), True),
        (date(2025, 3, 1), False),
        (None, False),
    ],
)
def test_days_of_issue_are_chosen_with_both_ends(issued: date | None, *, found: bool) -> None:
    """The first and the last day count; without a day there is nothing to compare."""
    assert matches(IssuedIn(date(2025, 1, 1), date(2025, 2, 28)), issued_on=issued) is found
    assert matches(IssuedIn(None, None), issued_on=issued) is (issued is None)
    assert matches(IssuedIn(date.min, date.max), issued_on=issued) is (issued is not None)


# What is said of a report


@pytest.mark.parametrize("genre", Genre)
def test_a_genre_is_chosen(genre: Genre) -> None:
    """One of those there are."""
    assert [other for other in Genre if matches(GenreChoice(genre), genre=other)] == [genre]


@pytest.mark.parametrize("level", [None, *IssuerLevel])
def test_a_level_is_chosen(level: IssuerLevel | None) -> None:
    """One of those there are, or that it could not be told."""
    levels = (None, *IssuerLevel)
    assert [other for other in levels if matches(LevelChoice(level), level=other)] == [level]
    others = [other for other in levels if LevelChoice(level).excludes(LevelChoice(other))]
    assert others == [other for other in levels if other is not level]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("法治政府建设", True),
        ("2024 年", True),
        ("２０２４", True),
        ("自查", False),
        ("法治建设", False),
    ],
)
def test_a_title_contains_what_was_typed(typed: str, *, found: bool) -> None:
    """Folded and literally, like a phrase; a report without a title contains nothing."""
    condition = saying(TitleSays, typed)
    assert matches(condition, title="松栎镇2024年法治政府建设报告") is found
    assert not matches(condition, title=None)


def test_an_issuer_contains_what_was_typed() -> None:
    """Any of several issuers, but never two together."""
    issuers = ("中共松栎镇委员会", "松栎镇人民政府")
    assert matches(saying(IssuerSays, "镇人民政府"), issuers=issuers)
    assert matches(saying(IssuerSays, "委员會"), issuers=issuers)
    assert not matches(saying(IssuerSays, "委员会松栎镇"), issuers=issuers)
    assert not matches(saying(IssuerSays, "镇人民政府"), issuers=())


BRACKETS = ("〔〕", "[]", "［］", "【】", "()", "（）", "﹝﹞")


@pytest.mark.parametrize("printed", BRACKETS)
@pytest.mark.parametrize("typed", [*BRACKETS, ("", "")])
def test_a_document_number_is_found_in_any_style_of_brackets(
    printed: str, typed: tuple[str, str]
) -> None:
    """Nobody remembers which brackets a number has; where none is typed, none counts."""
    number = f"青政发{printed[0]}2025{printed[1]}4号"
    for shown in ("青政发{}2025{}4号", "{}2025{}4号", "发{}2025{}"):
        condition = parse_query(f"文号:“{shown.format(*typed)}”").query
        assert isinstance(condition, NumberSays)
        assert matches(condition, doc_number=number)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("4号", True),
        ("2025", True),
        ("青政发", True),
        ("20254号", True),
        ("〔2025〕", True),
        ("〔2024〕4号", False),
        ("5号", False),
        ("青政办发", False),
        ("发4号", False),
    ],
)
def test_a_part_of_a_document_number_is_enough(typed: str, *, found: bool) -> None:
    """Any part of it as it stands, without or with its brackets."""
    assert matches(saying(NumberSays, typed), doc_number="青政发〔2025〕4号") is found
    assert not matches(saying(NumberSays, typed), doc_number=None)


# Where a passage stands


@pytest.mark.parametrize("kind", SectionKind)
def test_a_kind_of_section_is_chosen(kind: SectionKind) -> None:
    """That of the passage itself, whatever its headings say."""
    found = [
        other
        for other in SectionKind
        if KindChoice(kind).matches(candidate("调解", kind.label, kind=other))
    ]
    assert found == [kind]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("普法", True),
        ("主要举措", True),
        ("（二）", True),
        ("(二) 普法", True),
        ("举措（二）", False),
        ("调解", False),
    ],
)
def test_a_heading_above_a_passage_contains_what_was_typed(typed: str, *, found: bool) -> None:
    """Any of those above it, but never two together, and not the text of the passage."""
    condition = saying(HeadingSays, typed)
    below = candidate("全年调解12件。", "一、主要举措", "（二）普法宣传")
    assert condition.matches(below) is found
    assert not condition.matches(candidate("全年调解12件。普法。"))

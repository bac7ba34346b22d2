"""Of how many reports an answer is: counted by hand, and as the table counts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked
from searchapp.library.coverage import Coverage
from searchapp.library.denominator import Denominator, Missing, denominator
from searchapp.library.mentions import mentions
from searchapp.library.reach import covered_by, genres_counted
from searchapp.query import PlaceChoice, YearRange, parse_query
from searchapp.reports import FiledReport, Genre, Place
from tests.engine.shelves import DIPU, SONGLI, asking, report_of
from tests.library.test_coverage import TINGLAN, TOWNS, YUNPING, towns_under
from tests.library.test_mentions import (
    CONDITIONS,
    PLACE_CHOICES,
    YEAR_CHOICES,
    libraries,
    own_reports,
)
from tests.strategies import questions

_ASKED = parse_query("“调解”").query


def covering(asked: Asked, corpus: list[FiledReport]) -> tuple[Coverage, tuple[Genre, ...]]:
    genres = genres_counted(asked, corpus)
    return covered_by(genres, corpus, towns_under), genres


def told(asked: Asked, corpus: list[FiledReport]) -> Denominator:
    """What there should be."""
    return denominator(asked, *covering(asked, corpus))


def is_chosen(asked: Asked, town: Place, year: int) -> bool:
    """Whether a town and year are among the choices, by trying each."""
    named = [(town.name(each.level), town.code_of(each.level)) for each in asked.places]
    there = [each.value in names for each, names in zip(asked.places, named, strict=True)]
    then = [years.includes(year) for years in asked.years]
    return (not there or any(there)) and (not then or any(then))


@pytest.mark.property
@settings(max_examples=30)
@given(
    corpus=libraries(),
    places=st.sampled_from(PLACE_CHOICES),
    years=st.sampled_from(YEAR_CHOICES),
)
def test_what_should_be_there_is_counted_town_by_town_and_year_by_year(
    corpus: list[FiledReport], places: tuple[PlaceChoice, ...], years: tuple[YearRange, ...]
) -> None:
    """There, or missing where a neighbour of the county has reported of that year."""
    asked = Asked(_ASKED, places=places, years=years)
    genres = genres_counted(asked, corpus)
    every = {filed.report.place for filed in corpus if filed.report.place}
    towns = {town for town in every if town.town} | set(TOWNS)
    held, missing = set(), set()
    for year in {filed.report.year for filed in corpus if filed.report.year}:
        there = {t for t in towns if own_reports(corpus, genres, t.code, year)}
        listed = {t for county in {t.code[:6] for t in there} for t in towns_under(county)}
        ever = {
            t
            for t in towns
            if any(own_reports(corpus, genres, t.code, then) for then in range(2019, 2030))
        }
        counties = {t.code[:6] for t in there}
        expected = listed | {t for t in ever if t.code[:6] in counties}
        held |= {(t.code, year) for t in there if is_chosen(asked, t, year)}
        missing |= {(t.code, year) for t in expected - there if is_chosen(asked, t, year)}
    found = told(asked, corpus)
    assert (found.expected, found.held, found.absent) == (
        len(held) + len(missing),
        len(held),
        len(missing),
    )
    assert found.counties == {code[:6] for code, _ in missing}
    assert {(each.place.code, each.year) for each in found.missing} <= missing


@pytest.mark.property
@settings(max_examples=40)
@given(data=st.data(), corpus=libraries())
def test_the_table_and_the_line_above_it_say_the_same_number(
    data: st.DataObject, corpus: list[FiledReport]
) -> None:
    """未报送 of the table is what is missing of the denominator, whatever is asked."""
    typed = f"“调解” {data.draw(st.sampled_from(CONDITIONS))}"
    asked = data.draw(
        st.one_of(
            st.just(replace(asking(typed), query=parse_query(typed).query)), questions(corpus)
        )
    )
    covered, genres = covering(asked, corpus)
    matrix = mentions(asked, {}, corpus, covered, genres)
    found = denominator(asked, covered, genres)
    assert matrix.count.missing == found.absent
    assert matrix.never == found.silent


def test_the_first_that_are_missing_are_named() -> None:
    """Those that have reported in another year before those that never have."""
    corpus = [
        report_of("R1", "一", place=SONGLI, year=2023),
        report_of("R2", "一", place=TINGLAN, year=2024),
        report_of("R3", "一", place=DIPU, year=2024),
    ]
    found = denominator(Asked(_ASKED), *covering(Asked(_ASKED), corpus), named=3)
    assert found.missing[:2] == (Missing(SONGLI, 2024), Missing(TINGLAN, 2023))
    assert found.missing[2].place == YUNPING
    assert (found.expected, found.held, found.silent) == (7, 3, 2)
    assert found.counties == {"990121"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((f"调解 {field}", 0) for field in ("标题:法治", "单位:松栎镇", "文号:1号", "日期:2025")),
        *(("-标题:总结", 0), ("调解 -单位:松栎镇", 0), ("(标题:法治 或者 单位:松栎镇)", 0)),
        *(("调解 或者 标题:法治", 3), ("调解 章节:举措和成效", 3), ("调解 层级:乡镇", 3)),
    ],
)
def test_nobody_knows_the_title_of_a_report_that_is_not_there(typed: str, expected: int) -> None:
    """Nor its issuers, number or date: it cannot be missing where the question hangs on these."""
    found = told(asking(typed), [report_of("R1", "一")])
    assert found.expected == expected


def test_several_reports_of_a_town_and_year_are_one() -> None:
    """A report in two texts does not make up for one that is missing."""
    corpus = [report_of("R1", "一"), report_of("R2", "二")]
    assert (told(Asked(_ASKED), corpus).held, told(Asked(_ASKED), corpus).expected) == (1, 3)


def test_nothing_is_expected_of_what_no_town_reports() -> None:
    """Of a county, of no year, of a year that was not chosen."""
    county = Place("990121", None, "青禾县", "砚州市", "岚川省")
    corpus = [report_of("R1", "一", place=county), report_of("R2", "一", year=None)]
    assert told(Asked(_ASKED), corpus).expected == 0
    later = Asked(_ASKED, years=(YearRange(2030, 2030),))
    assert told(later, [report_of("R1", "一")]).expected == 0

"""What is there and what is missing: every number is what counting the reports by hand gives."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library.coverage import (
    Cell,
    County,
    Coverage,
    Wanted,
    coverage,
    coverage_json,
    weakness,
)
from searchapp.parsing import Gazetteer
from searchapp.query import PlaceChoice, YearRange
from searchapp.reports import Doubt, FiledReport, Genre, IssuerLevel, Place
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.strategies import PLACES, filed_reports

TINGLAN = Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省")
YUNPING = Place("990121201", "云坪乡", "青禾县", "砚州市", "岚川省")
#: Every town that the laws' reports may be of, and one that never reports.
TOWNS = sorted({each for each in (*PLACES, YUNPING) if each and each.town})


def towns_under(county: str) -> list[Place]:
    """The towns of a county, without 松栎镇 of 望岫县: it is in no gazetteer."""
    return [each for each in TOWNS if each.code.startswith(county) and each.code != "990122102"]


def covered(*reports: FiledReport, **wanted: Any) -> Coverage:
    return coverage(reports, towns_under, Wanted(**wanted))


def cells(county: County) -> dict[tuple[str, int], Cell]:
    """The cells of a county by name of the town and year."""
    return {
        (town.place.town or "", cell.year): cell for town in county.towns for cell in town.cells
    }


@st.composite
def libraries(draw: st.DrawFn) -> list[FiledReport]:
    """Reports of which several may be of one town, year and genre."""
    return [draw(_reports(f"R{number}")) for number in range(draw(st.integers(0, 12)))]


@st.composite
def _reports(draw: st.DrawFn, name: str) -> FiledReport:
    filed = draw(filed_reports(name))
    level = draw(st.sampled_from([None, IssuerLevel.TOWN, filed.report.level]))
    return replace(filed, report=replace(filed.report, genre=draw(genres), level=level))


genres = st.sampled_from([Genre.RULE_OF_LAW, Genre.RULE_OF_LAW, Genre.PLAN])
counties = st.lists(
    st.sampled_from(["青禾县", "990122", "望岫县", "无此县"]).map(
        lambda value: PlaceChoice("county", value)
    ),
    max_size=2,
).map(tuple)
years = st.lists(
    st.sampled_from([YearRange(2022, 2022), YearRange(2021, 2023), YearRange(None, None)]),
    max_size=2,
).map(tuple)


class TestCounts:
    """The table against the reports."""

    @pytest.mark.property
    @given(libraries(), genres)
    def test_every_report_of_the_genre_is_counted_once(
        self, reports: list[FiledReport], genre: Genre
    ) -> None:
        """In a town's cell, among those without place or year, or among those of no town."""
        table = covered(*reports, genre=genre)
        counted = [
            *(name for county in table.counties for name in names(county)),
            *table.unlabelled,
            *table.others,
        ]
        assert sorted(counted) == sorted(each.id for each in reports if each.report.genre is genre)

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("青禾", ["青禾县"]), ("青禾县", ["青禾县"]), ("青", []), ("禾县", [])],
    )
    def test_a_county_is_known_without_its_suffix(self, typed: str, meant: list[str]) -> None:
        """Where none is called so, those whose name begins so are meant; one character is none."""
        reports = (report_of("R1", "调解"), report_of("R2", "调解", place=DIPU))
        wanted = Wanted(counties=(PlaceChoice("county", typed),))
        found = coverage(reports, towns_under, wanted)
        assert [county.place.short for county in found.counties] == meant
        assert found.absent == (() if meant else (typed,))

    @pytest.mark.property
    @given(libraries(), genres)
    def test_a_cell_holds_what_reading_every_report_finds(
        self, reports: list[FiledReport], genre: Genre
    ) -> None:
        """The reports of its town and year, what is weak in them, and whether one is missing."""
        for county in covered(*reports, genre=genre).counties:
            for town in county.towns:
                for cell in town.cells:
                    own = of_town(reports, genre, town.place.code, cell.year)
                    near = of_town(reports, genre, county.place.code, cell.year)
                    assert cell.reports == tuple(each.id for each in own)
                    assert bool(cell.weak) == any(weakness(each.report) for each in own)
                    assert cell.missing == (not own and bool(near))

    @pytest.mark.property
    @given(libraries(), genres)
    def test_the_rows_are_the_towns_that_exist_and_those_that_reported(
        self, reports: list[FiledReport], genre: Genre
    ) -> None:
        """By code, none twice; a county without any report is not told of."""
        table = covered(*reports, genre=genre)
        codes = [county.place.code for county in table.counties]
        assert codes == sorted(set(codes))
        for county in table.counties:
            reported = {
                each.report.place.code
                for year in table.years
                for each in of_town(reports, genre, county.place.code, year)
                if each.report.place
            }
            listed = {place.code for place in towns_under(county.place.code)}
            rows = [town.place.code for town in county.towns]
            assert rows == sorted(reported | listed)
            assert {town.place.code for town in county.reporting} == reported
            assert {town.place.code for town in county.silent} == listed - reported
            assert {town.place.code for town in county.towns if town.listed} == listed
            assert county.listed == len(listed)

    @pytest.mark.property
    @given(libraries(), counties, years)
    def test_narrowing_leaves_out_only_what_is_known_to_be_elsewhere(
        self,
        reports: list[FiledReport],
        counties: tuple[PlaceChoice, ...],
        years: tuple[YearRange, ...],
    ) -> None:
        """A report of a chosen county and year is there; one that might be of it is still told."""
        genre = Genre.RULE_OF_LAW
        table = covered(*reports, genre=genre, counties=counties, years=years)
        left = [
            each
            for each in reports
            if (not counties or not each.report.place or any(map(in_county(each), counties)))
            and (not years or not each.report.year or any(map(in_years(each), years)))
        ]
        assert replace(table, absent=()) == covered(*left, genre=genre)
        there = [county.place for county in table.counties]
        assert list(table.absent) == [
            choice.value
            for choice in counties
            if not any(choice.value in (place.county, place.code) for place in there)
        ]

    @pytest.mark.property
    @given(libraries(), genres)
    def test_totals_are_the_sums_of_their_cells(
        self, reports: list[FiledReport], genre: Genre
    ) -> None:
        """Of the whole, of a county, and of a county's year, listed towns and others apart."""
        table = covered(*reports, genre=genre)
        every = [cell for county in table.counties for cell in cells_of(county)]
        assert table.reports == sum(len(cell.reports) for cell in every)
        assert table.missing == sum(cell.missing for cell in every)
        assert table.several == sum(len(cell.reports) > 1 for cell in every)
        assert table.weak == sum(bool(cell.weak) for cell in every)
        for county in table.counties:
            for column, year in enumerate(table.years):
                there = [cell for cell in cells_of(county) if cell.year == year and cell.reports]
                listed = county.received(column)
                assert listed + county.received(column, listed=False) == len(there)
                assert listed <= county.listed

    def test_twenty_thousand_reports_are_quickly_told(self) -> None:
        """Four times the reports take about four times as long."""
        small, large = (best_of_three(library_of(count)) for count in (5_000, 20_000))
        assert large < 2 * 4 * small + 0.1


def names(county: County) -> list[str]:
    """The reports in a county's cells."""
    return [name for cell in cells_of(county) for name in cell.reports]


def cells_of(county: County) -> list[Cell]:
    return [cell for town in county.towns for cell in town.cells]


def of_town(
    reports: Sequence[FiledReport], genre: Genre, code: str, year: int
) -> list[FiledReport]:
    """The towns' own reports of a place, by the first digits of its code, and year."""
    return [
        each
        for each in reports
        if (each.report.genre, each.report.year) == (genre, year)
        and each.report.level in (IssuerLevel.TOWN, None)
        and each.report.place is not None
        and each.report.place.town is not None
        and each.report.place.code.startswith(code)
    ]


def in_county(filed: FiledReport) -> Any:
    place = filed.report.place
    return lambda choice: place and choice.value in (place.county, place.code_of("county"))


def in_years(filed: FiledReport) -> Any:
    year = filed.report.year or 0
    return lambda choice: (choice.first or 0) <= year <= (choice.last or 0)


def library_of(count: int) -> list[FiledReport]:
    """Ten years of reports of so many towns, thirty in a county."""
    return [
        report_of(
            f"R{number}",
            year=2015 + number % 10,
            place=Place(
                f"{100000 + number // 300}{100 + number // 10 % 30}", "松栎镇", "县", "市", "省"
            ),
        )
        for number in range(count)
    ]


def best_of_three(reports: list[FiledReport]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        table = coverage(reports, lambda _: ())
        best = min(best, time.process_time() - start)
        assert table.reports == len(reports)
    return best


class TestTable:
    """Small libraries that a person can read."""

    def test_a_report_is_missing_where_a_neighbour_has_reported(self) -> None:
        """In the same county and year; a county of which nobody reported misses nothing."""
        table = covered(
            report_of("R1", place=SONGLI, year=2023),
            report_of("R2", place=TINGLAN, year=2024),
            report_of("R3", place=DIPU, year=2022),
        )
        assert table.years == (2022, 2023, 2024)
        qinghe, wangxiu = table.counties
        missing = {where for where, cell in cells(qinghe).items() if cell.missing}
        assert missing == {
            *(("松栎镇", 2024), ("汀兰镇", 2023)),
            *(("云坪乡", 2023), ("云坪乡", 2024)),
        }
        assert not any(cell.missing for cell in cells(wangxiu).values())
        assert (table.missing, qinghe.missing, wangxiu.missing) == (4, 4, 0)

    def test_the_denominator_is_the_towns_of_the_gazetteer(self) -> None:
        """A town that reported and is in no gazetteer is shown, and counted apart."""
        lost = Place("990121999", "旧渡乡", "青禾县", "砚州市", "岚川省")
        [county] = covered(report_of("R1"), report_of("R2", place=lost)).counties
        assert (county.received(0), county.received(0, listed=False), county.listed) == (1, 1, 3)
        assert [town.place.town for town in county.towns if not town.listed] == ["旧渡乡"]
        assert [town.place.town for town in county.silent] == ["汀兰镇", "云坪乡"]

    def test_several_reports_of_one_town_and_year_stand_in_one_cell(self) -> None:
        """Both are kept, and pointed out."""
        table = covered(report_of("R1"), report_of("R2"))
        assert cells(table.counties[0])["松栎镇", 2024].reports == ("R1", "R2")
        assert (table.reports, table.several) == (2, 1)

    def test_a_weak_text_says_why(self) -> None:
        """Read off pictures, with lost characters or without an outline; not a doubtful year."""
        doubts = (Doubt("outline", "没有章节"), Doubt("text", "有乱码"), Doubt("year", "看不出"))
        table = covered(
            report_of("R1", recognised=True, doubts=doubts), report_of("R2", year=2023)
        )
        found = cells(table.counties[0])
        assert found["松栎镇", 2024].weak == ("文字从图片识别而来", "没有章节", "有乱码")
        assert found["松栎镇", 2023].weak == ()
        assert table.weak == 1

    def test_reports_of_a_county_are_no_towns(self) -> None:
        """They are counted apart, as are those of departments and those without place or year."""
        county = Place("990121", None, "青禾县", "砚州市", "岚川省")
        table = covered(
            report_of("R1", place=county, level=IssuerLevel.COUNTY),
            report_of("R2", place=SONGLI, level=IssuerLevel.DEPARTMENT),
            report_of("R3", place=None),
            report_of("R4", year=None),
            report_of("R5", genre=Genre.PLAN),
        )
        assert (table.others, table.unlabelled) == (("R1", "R2"), ("R3", "R4"))
        assert (table.counties, table.years, table.reports) == ((), (), 0)

    def test_a_city_without_counties_stands_in_the_countys_place(self) -> None:
        """Its towns are neighbours."""
        town = Place("990200101", "云坪乡", None, "青禾市", "岚川省")
        [city] = covered(report_of("R1", place=town)).counties
        assert (city.place.short, city.place.label) == ("青禾市", "岚川省青禾市")

    def test_the_countrys_own_towns_are_the_denominator(self, gazetteer: Gazetteer) -> None:
        """With the gazetteer of the program, the samples' county has its three towns."""
        [county] = coverage([report_of("R1")], gazetteer.towns_under).counties
        assert [town.place.town for town in county.towns] == ["松栎镇", "汀兰镇", "云坪乡"]


class TestJson:
    """``coverage --json``."""

    @pytest.mark.property
    @given(libraries(), genres)
    def test_json_says_the_whole_table(self, reports: list[FiledReport], genre: Genre) -> None:
        """Every cell, with the totals, as plain JSON."""
        table = covered(*reports, genre=genre)
        said = json.loads(json.dumps(coverage_json(table)))
        assert (said["genre"], said["years"]) == (str(genre), list(table.years))
        assert (said["unlabelled"], said["others"]) == (
            list(table.unlabelled),
            list(table.others),
        )
        for told, county in zip(said["counties"], table.counties, strict=True):
            found = {
                (town["place"]["town"], cell["year"]): Cell(
                    cell["year"], tuple(cell["reports"]), tuple(cell["weak"]), cell["missing"]
                )
                for town in told["towns"]
                for cell in town["years"]
            }
            assert found == cells(county)
            assert told["listed"] == sum(town["listed"] for town in told["towns"])
            assert (told["listed"], told["reporting"]) == (county.listed, len(county.reporting))
        assert said["total"]["reports"] == table.reports

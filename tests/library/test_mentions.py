"""Who says it and who does not: every cell against reading each report."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked, Engine
from searchapp.library.mentions import Cell, Count, Matrix, State, counting, mentions
from searchapp.library.reach import covered_by, genres_counted
from searchapp.query import PlaceChoice, Reading, YearRange, parse_query
from searchapp.reports import FiledReport, Genre, IssuerLevel, Place, SectionKind
from tests.engine.shelves import DIPU, OnShelf, Shelf, asking, report_of
from tests.library.test_coverage import TINGLAN, YUNPING, towns_under
from tests.strategies import filed_reports, questions

_NO_TEXT = "有关情况。"


@st.composite
def libraries(draw: st.DrawFn) -> list[FiledReport]:
    """Reports of few towns, years and genres, so that several share a cell."""
    return [draw(_reports(f"R{number}")) for number in range(draw(st.integers(1, 9)))]


@st.composite
def _reports(draw: st.DrawFn, name: str) -> FiledReport:
    filed = draw(filed_reports(name))
    level = draw(st.sampled_from([None, IssuerLevel.TOWN, filed.report.level]))
    genre = draw(st.sampled_from([Genre.RULE_OF_LAW, Genre.RULE_OF_LAW, filed.report.genre]))
    return replace(filed, report=replace(filed.report, genre=genre, level=level))


def told(engine: Engine, asked: Asked) -> Matrix:
    """The matrix of a question to an engine."""
    reports = engine.facts()
    genres = genres_counted(asked, reports)
    covered = covered_by(genres, reports, towns_under)
    return mentions(asked, engine.tally(counting(asked)), reports, covered, genres)


def cells(matrix: Matrix) -> Iterator[tuple[str, Cell]]:
    """Each cell with the code of its town."""
    for county in matrix.counties:
        for town in county.towns:
            for cell in town.cells:
                yield town.place.code, cell


def shown(matrix: Matrix) -> dict[str, list[str | int]]:
    """Town -> what stands in its cells."""
    return {
        town.place.short: [cell.passages or str(cell.state) for cell in town.cells]
        for county in matrix.counties
        for town in county.towns
    }


def read(filed: FiledReport, asked: Asked) -> int:
    """How many passages of a report are found, by reading it."""
    return sum(Reading(asked.narrowed, filed, asked.within).found)


def could_be_found(filed: FiledReport, asked: Asked) -> bool:
    """Whether the report, with some other text, would be found: what its facts leave.

    Only for questions whose conditions stand beside a single word.
    """
    report = filed.report
    passage = report.passages[0]
    kind = asked.kinds[0] if asked.kinds else passage.kind
    said = replace(passage, number=1, kind=kind, text="调解")
    return read(replace(filed, report=replace(report, passages=(said,))), asked) > 0


def own_reports(
    corpus: Sequence[FiledReport], genres: Sequence[Genre], code: str, year: int
) -> list[FiledReport]:
    """The reports that a town itself gave of a year."""
    return [
        filed
        for filed in corpus
        if filed.report.genre in genres
        and filed.report.level in (None, IssuerLevel.TOWN)
        and filed.report.place is not None
        and filed.report.place.town is not None
        and filed.report.place.code == code
        and filed.report.year == year
    ]


#: Conditions as they are typed beside a word.
CONDITIONS = (
    *("", "年:2024", "-年:2024", "镇:松栎镇", "-镇:松栎镇", "县:青禾县", "年:2022..2023"),
    *(
        "(镇:汀兰镇 或者 年:2023)",
        "标题:法治",
        "-(县:青禾县 年:2024)",
        "层级:乡镇",
        "文种:工作计划",
    ),
)


class TestLaws(OnShelf):
    """The table against reading every report."""

    @pytest.mark.property
    @settings(max_examples=40)
    @given(data=st.data(), corpus=libraries())
    def test_every_cell_counts_what_reading_its_reports_finds(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Passages, and which reports say it, whatever is asked."""
        engine, by_id = shelf.engine(*corpus), {filed.id: filed for filed in corpus}
        for _ in range(4):
            asked = data.draw(questions(corpus), "asked")
            for code, cell in cells(told(engine, asked)):
                found = {each: read(by_id[each], asked) for each in cell.reports}
                assert cell.passages == sum(found.values())
                assert cell.mentioning == tuple(each for each in cell.reports if found[each])
                assert (cell.state is State.MENTIONED) == (cell.passages > 0)
                genres = genres_counted(asked, corpus)
                own = {filed.id for filed in own_reports(corpus, genres, code, cell.year)}
                assert set(cell.reports) <= own
                assert all(read(by_id[each], asked) == 0 for each in own - set(cell.reports))

    @pytest.mark.property
    @settings(max_examples=40)
    @given(data=st.data(), corpus=libraries())
    def test_nothing_that_is_found_is_lost(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Each report with hits stands once: in a cell, or among those that have none."""
        engine = shelf.engine(*corpus)
        for _ in range(4):
            asked = data.draw(questions(corpus), "asked")
            matrix = told(engine, asked)
            besides = (*matrix.unlabelled, *matrix.others, *matrix.elsewhere)
            placed = [name for _, cell in cells(matrix) for name in cell.mentioning]
            beside = [each.report for each in besides if each.passages]
            assert len(placed + beside) == len(set(placed + beside))
            found = {hit.report: None for hit in engine.find(replace(asked, limit=None)).hits}
            assert found.keys() <= {*placed, *beside}
            assert set(placed) <= found.keys()
            unlabelled = {each.report for each in matrix.unlabelled}
            assert set(beside) - unlabelled <= found.keys()

    @pytest.mark.property
    @settings(max_examples=40)
    @given(data=st.data(), corpus=libraries())
    def test_a_report_that_the_facts_leave_out_is_no_report_that_is_silent(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """无 is a report that would be found if it only said so; whatever is typed or chosen."""
        engine = shelf.engine(*corpus)
        for _ in range(3):
            typed = f"“调解” {data.draw(st.sampled_from(CONDITIONS))}"
            chosen = data.draw(questions(corpus))
            asked = replace(chosen, query=parse_query(typed).query, whole_words=False)
            genres = genres_counted(asked, corpus)
            told_of = {(code, cell.year): cell for code, cell in cells(told(engine, asked))}
            for (code, year), cell in told_of.items():
                own = own_reports(corpus, genres, code, year)
                taken = {filed.id for filed in own if could_be_found(filed, asked)}
                assert set(cell.reports) == taken
                assert (cell.state is State.OUTSIDE) == bool(own and not taken)
            for filed in corpus:
                place, then = filed.report.place, filed.report.year
                if place and then and filed in own_reports(corpus, genres, place.code, then):
                    assert not could_be_found(filed, asked) or (
                        filed.id in told_of[place.code, then].reports
                    )

    @pytest.mark.property
    @settings(max_examples=30)
    @given(data=st.data(), corpus=libraries())
    def test_a_report_is_missing_where_a_neighbour_has_reported(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Also where the neighbour was not chosen; but only of places and years that were."""
        engine = shelf.engine(*corpus)
        places = data.draw(st.sampled_from(PLACE_CHOICES))
        years = data.draw(st.sampled_from(YEAR_CHOICES))
        asked = Asked(parse_query("“调解”").query, places=places, years=years)
        genres = genres_counted(asked, corpus)
        matrix = told(engine, asked)
        reporting = {
            filed.report.place.code
            for filed in corpus
            if filed.report.place
            and own_reports(corpus, genres, filed.report.place.code, filed.report.year or 0)
        }
        there = {(code, cell.year): cell.state for code, cell in cells(matrix)}
        expected = {
            (town.code, year)
            for town in {filed.report.place for filed in corpus if filed.report.place}
            for year in {filed.report.year for filed in corpus if filed.report.year}
            if town.code in reporting
            and not own_reports(corpus, genres, town.code, year)
            and any(
                own_reports(corpus, genres, other, year)
                for other in reporting
                if other[:6] == town.code[:6]
            )
            and (not places or any(_is_in(choice, town) for choice in places))
            and (not years or any(choice.includes(year) for choice in years))
        }
        assert {where for where, state in there.items() if state is State.MISSING} == expected

    @pytest.mark.property
    @settings(max_examples=30)
    @given(data=st.data(), corpus=libraries())
    def test_totals_are_the_sums_of_their_cells(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Of everything, of counties and of their years; every row and column has something."""
        engine = shelf.engine(*corpus)
        matrix = told(engine, data.draw(questions(corpus), "asked"))
        states = Counter(cell.state for cell in matrix.cells)
        assert matrix.count.missing == states[State.MISSING] + matrix.never
        silent = [town for county in matrix.counties for town in county.silent]
        assert matrix.silent == len(silent)
        assert matrix.never == sum(
            cell.state is State.MISSING for town in silent for cell in town.cells
        )
        assert matrix.count.mentioned == sum(len(cell.mentioning) for cell in matrix.cells)
        assert matrix.count.reports == sum(len(cell.reports) for cell in matrix.cells)
        for county in matrix.counties:
            columns = [county.column(at) for at in range(len(matrix.years))]
            assert sum(each.reports for each in columns) == county.count.reports
            assert sum(each.missing for each in columns) == county.count.missing
            assert all(any(cell.state.counts for cell in town.cells) for town in county.towns)
        for at, _ in enumerate(matrix.years):
            assert any(
                town.cells[at].state.counts
                for county in matrix.counties
                for town in (*county.towns, *county.silent)
            )

    @pytest.mark.property
    @settings(max_examples=30)
    @given(data=st.data(), corpus=libraries())
    def test_a_crowded_cell_is_one_whose_town_and_year_say_more(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """A search narrowed to town and year finds just what a cell counts, if not crowded."""
        engine = shelf.engine(*corpus)
        asked = data.draw(questions(corpus), "asked")
        for code, cell in cells(told(engine, asked)):
            narrowed = replace(
                asked,
                places=(PlaceChoice("town", code),),
                years=(YearRange(cell.year, cell.year),),
                limit=0,
            )
            if cell.reports:
                found = engine.find(narrowed).total.passages
                assert cell.crowded == (found != cell.passages)

    @pytest.mark.property
    @settings(max_examples=30)
    @given(data=st.data(), corpus=libraries())
    def test_what_is_typed_is_what_is_chosen(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """镇: and 年: in the query make the table that the same choices make."""
        engine = shelf.engine(*corpus)
        town = data.draw(st.sampled_from(["松栎镇", "汀兰镇", "无此镇"]))
        year = data.draw(st.integers(2021, 2025))
        typed = asking(f"“调解” 镇:{town} 年:{year}")
        chosen = replace(
            asking("“调解”"),
            places=(PlaceChoice("town", town),),
            years=(YearRange(year, year),),
        )
        assert told(engine, typed).counties == told(engine, chosen).counties


PLACE_CHOICES: tuple[tuple[PlaceChoice, ...], ...] = (
    (),
    (PlaceChoice("county", "青禾县"),),
    (PlaceChoice("town", "990121101"), PlaceChoice("town", "荻浦镇")),
    (PlaceChoice("town", None),),
)
YEAR_CHOICES: tuple[tuple[YearRange, ...], ...] = (
    (),
    (YearRange(2022, 2023),),
    (YearRange(2024, 2024), YearRange(None, None)),
)


def _is_in(choice: PlaceChoice, town: Place) -> bool:
    return choice.value in (town.name(choice.level), town.code_of(choice.level))


class TestTable(OnShelf):
    """Small libraries that a person can read."""

    def test_the_table_says_who_did_not_say_it(self, shelf: Shelf) -> None:
        """A number of passages, 无, 未报送; a county nobody of which reported is not expected."""
        engine = shelf.engine(
            report_of("R1", "推行公示", "公示", year=2023),
            report_of("R2", _NO_TEXT, year=2024),
            report_of("R3", "公示", place=TINGLAN, year=2024),
            report_of("R4", _NO_TEXT, place=DIPU, year=2022),
        )
        matrix = told(engine, asking("“公示”"))
        assert matrix.years == (2022, 2023, 2024)
        assert shown(matrix) == {
            "松栎镇": ["", 2, "无"],
            "汀兰镇": ["", "未报送", 1],
            "荻浦镇": ["无", "", ""],
        }
        assert [town.place.short for town in matrix.counties[0].silent] == ["云坪乡"]
        assert (matrix.count, matrix.never) == (Count(2, 2, 3), 2)

    def test_a_chosen_year_shows_who_failed_to_report_in_it(self, shelf: Shelf) -> None:
        """松栎镇 reported in 2023 and not in 2024, as 汀兰镇 did."""
        engine = shelf.engine(
            report_of("R1", "公示", year=2023), report_of("R2", "公示", place=TINGLAN, year=2024)
        )
        asked = replace(asking("“公示”"), years=(YearRange(2024, 2024),))
        assert shown(told(engine, asked)) == {"松栎镇": ["未报送"], "汀兰镇": [1]}

    def test_a_town_that_never_reported_is_named_where_it_was_chosen(self, shelf: Shelf) -> None:
        """云坪乡 has no row, but the answer is not nothing."""
        engine = shelf.engine(report_of("R1", "公示"))
        asked = replace(asking("“公示”"), places=(PlaceChoice("town", "云坪乡"),))
        matrix = told(engine, asked)
        assert (shown(matrix), matrix.count, matrix.never) == ({}, Count(0, 0, 1), 1)
        assert [town.place for town in matrix.counties[0].silent] == [YUNPING]

    def test_sections_narrow_what_is_counted_not_which_reports_count(self, shelf: Shelf) -> None:
        """What stands elsewhere in the report is no mention in the chosen section."""
        engine = shelf.engine(report_of("R1", "公示", "公示"))
        plans = replace(asking("“公示”"), kinds=(SectionKind.PLANS,))
        measures = replace(asking("“公示”"), kinds=(SectionKind.MEASURES,))
        assert shown(told(engine, plans)) == {"松栎镇": ["无"]}
        assert shown(told(engine, measures)) == {"松栎镇": [2]}

    def test_reports_on_the_rule_of_law_count_unless_another_genre_is_chosen(
        self, shelf: Shelf
    ) -> None:
        """A plan that says it does not make up for a report that does not; it is told beside."""
        engine = shelf.engine(report_of("R1", _NO_TEXT), report_of("R2", "公示", genre=Genre.PLAN))
        matrix = told(engine, asking("“公示”"))
        assert (matrix.genres, shown(matrix)) == ((Genre.RULE_OF_LAW,), {"松栎镇": ["无"]})
        assert [(each.report, each.passages) for each in matrix.elsewhere] == [("R2", 1)]
        both = replace(asking("“公示”"), genres=(Genre.RULE_OF_LAW, Genre.PLAN))
        matrix = told(engine, both)
        assert (shown(matrix), matrix.count) == ({"松栎镇": [1]}, Count(1, 1, 2))
        assert told(engine, asking("“公示” 文种:工作计划")).genres == (Genre.PLAN,)

    def test_a_library_without_such_reports_counts_what_it_has(self, shelf: Shelf) -> None:
        """The genre of which there are most."""
        engine = shelf.engine(
            report_of("R1", "公示", genre=Genre.SUMMARY),
            report_of("R2", "公示", genre=Genre.SUMMARY, year=2023),
            report_of("R3", "公示", genre=Genre.PLAN),
        )
        assert told(engine, asking("“公示”")).genres == (Genre.SUMMARY,)

    def test_reports_without_a_cell_are_told_beside(self, shelf: Shelf) -> None:
        """Of a county, of no year; one that may be of the chosen county is told without a count
        where a condition was typed that it cannot be held against."""
        county = Place("990121", None, "青禾县", "砚州市", "岚川省")
        engine = shelf.engine(
            report_of("R1", "公示", place=county, level=IssuerLevel.COUNTY),
            report_of("R2", "公示", year=None),
            report_of("R3", _NO_TEXT, place=None),
        )
        chosen = replace(asking("“公示”"), places=(PlaceChoice("county", "青禾县"),))
        matrix = told(engine, chosen)
        assert [(each.report, each.passages) for each in matrix.others] == [("R1", 1)]
        assert [(each.report, each.passages) for each in matrix.unlabelled] == [
            ("R2", 1),
            ("R3", 0),
        ]
        typed = told(engine, asking("“公示” 县:青禾县"))
        assert [(each.report, each.passages) for each in typed.unlabelled] == [
            ("R2", 1),
            ("R3", None),
        ]

    def test_several_reports_of_a_cell_are_each_counted(self, shelf: Shelf) -> None:
        """One says it, one does not: 有, and still one report that does not."""
        engine = shelf.engine(report_of("R1", "公示"), report_of("R2", _NO_TEXT))
        matrix = told(engine, asking("“公示”"))
        [(_, cell)] = cells(matrix)
        assert (cell.reports, cell.mentioning) == (("R1", "R2"), ("R1",))
        assert matrix.count == Count(1, 1, 2)

    @pytest.mark.parametrize("typed", ["", "年:2024"])
    def test_a_question_without_words_counts_every_passage(self, shelf: Shelf, typed: str) -> None:
        """Then each report says it."""
        engine = shelf.engine(report_of("R1", "一", "二"), report_of("R2", "一", year=2023))
        expected = {"": [1, 2], "年:2024": [2]}
        assert shown(told(engine, asking(typed))) == {"松栎镇": expected[typed]}

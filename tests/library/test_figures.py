"""Figures by towns and years: each against reading the sentence that gives it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked, Engine
from searchapp.library.figures import (
    FigureCell,
    Figures,
    NoSum,
    Sum,
    figures,
    marks_in,
    summed,
)
from searchapp.library.mentions import State, counting, mentions
from searchapp.library.reach import covered_by, genres_counted
from searchapp.query import Reading, figure_places, leaves
from searchapp.reports import FiledReport
from searchapp.text import figure_value, fold, unit_after
from tests.engine.shelves import DIPU, OnShelf, Shelf, asking, report_of
from tests.library.test_coverage import TINGLAN, towns_under
from tests.library.test_mentions import libraries

#: Questions for figures, alone and beside others.
ASKED = (
    *("“#件”", "“受理#件”", "“#人次”", "“调解#件*#件”", "“第#批”", "“#%” 或者 “#件”"),
    *("“#件” 年:2024", "调解 “#件”", "调解 或者 “#件”", "“#件” NEAR/5 “#人次”", "“#件” -“#人次”"),
)
#: Sentences that give figures of every sort, and none.
SENTENCES = (
    *("受理12件", "受理12件，调解9件、30人次", "调解成功数百件", "受理750余件", "约30件"),
    *("占比98.5%", "第三批12件", "没有数", "调解5件，化解3件", "1.2万件", "调解12件又12件"),
)


@st.composite
def counting_libraries(draw: st.DrawFn) -> list[FiledReport]:
    """Reports of the usual places and years that count things."""
    filed = []
    for each in draw(libraries()):
        passages = tuple(
            replace(passage, text=draw(st.sampled_from(SENTENCES)))
            for passage in each.report.passages
        )
        filed.append(replace(each, report=replace(each.report, passages=passages)))
    return filed


def told(engine: Engine, asked: Asked, mark: int = 0) -> Figures:
    """The table of a question to an engine."""
    hits = engine.find(counting(asked)).hits
    reports = engine.facts()
    genres = genres_counted(asked, reports)
    covered = covered_by(genres, reports, towns_under)
    matrix = mentions(asked, engine.tally(counting(asked)), reports, covered, genres)
    return figures(asked.sought, hits, matrix, mark)


def by_reading(filed: FiledReport, asked: Asked) -> list[tuple[int, str, float | None, str]]:
    """Passage, writing, number and unit of each figure that the leaves take in what is found.

    Only for questions in which every leaf has a part in every passage that it stands in.
    """
    given = []
    reading = Reading(asked.narrowed, filed, asked.within)
    for passage, found in zip(filed.report.passages, reading.found, strict=True):
        folded = fold(passage.text)
        taken = {place for leaf in leaves(asked.sought) for place in figure_places(leaf, folded)}
        for start, end in sorted(taken if found else ()):
            span = folded.span(start, end)
            written = passage.text[span.start : span.end]
            given.append(
                (passage.number, written, figure_value(written), unit_after(folded.text, end))
            )
    return given


def as_told(cell: FigureCell) -> list[tuple[int, str, float | None, str]]:
    return [
        (each.hit.passage, each.figure.written, each.figure.number, each.figure.unit)
        for each in cell.given
    ]


class TestLaws(OnShelf):
    """The table against reading."""

    @pytest.mark.property
    @settings(max_examples=50)
    @given(corpus=counting_libraries(), typed=st.sampled_from(ASKED))
    def test_a_cell_holds_every_figure_that_its_sentences_give(
        self, shelf: Shelf, corpus: list[FiledReport], typed: str
    ) -> None:
        """In order, none merged; and what has no cell is kept beside."""
        engine, asked = shelf.engine(*corpus), asking(typed)
        table, by_id = told(engine, asked), {filed.id: filed for filed in corpus}
        placed = set()
        for row, town in zip(
            table.rows, (town for c in table.matrix.counties for town in c.towns), strict=True
        ):
            for cell, there in zip(row.cells, town.cells, strict=True):
                own = [by_id[name] for name in there.reports]
                assert as_told(cell) == [
                    each for filed in own for each in by_reading(filed, asked)
                ]
                assert (cell.year, cell.state, row.place) == (there.year, there.state, town.place)
                placed |= set(there.reports)
        beside = {given.hit.report for given in table.unplaced}
        assert not beside & placed
        found = {filed.id for filed in corpus if by_reading(filed, asked)}
        assert found <= placed | beside

    @pytest.mark.property
    @settings(max_examples=50)
    @given(corpus=counting_libraries(), typed=st.sampled_from(ASKED))
    def test_a_sum_is_of_single_definite_figures_of_one_unit(
        self, shelf: Shelf, corpus: list[FiledReport], typed: str
    ) -> None:
        """Of a row, a column and everything; else it is said why there is none."""
        table = told(shelf.engine(*corpus), asking(typed))
        columns = [[row.cells[at] for row in table.rows] for at in range(len(table.years))]
        every = [cell for row in table.rows for cell in row.cells]
        assert [table.column(at) for at in range(len(columns))] == [added(c) for c in columns]
        assert [row.sum for row in table.rows] == [added(row.cells) for row in table.rows]
        assert table.sum == added(every)

    @pytest.mark.property
    @settings(max_examples=40)
    @given(corpus=counting_libraries(), typed=st.sampled_from(ASKED), down=st.booleans())
    def test_an_order_only_moves_rows(
        self, shelf: Shelf, corpus: list[FiledReport], typed: str, *, down: bool
    ) -> None:
        """By any year or the sums: numbers of one unit rise or fall, the rest comes last."""
        table = told(shelf.engine(*corpus), asking(typed))
        for by in (*table.years, None):
            ordered = table.ordered(by, down=down)
            assert sorted(ordered.rows, key=repr) == sorted(table.rows, key=repr)
            keys = [key_of(table, row.place.code, by) for row in ordered.rows]
            told_of = [key for key in keys if key]
            assert keys[: len(told_of)] == told_of
            for unit in {unit for _, unit in told_of}:
                numbers = [number for number, own in told_of if own == unit]
                assert numbers == sorted(numbers, reverse=down)
                first = [own for _, own in told_of].index(unit)
                assert all(own == unit for _, own in told_of[first : first + len(numbers)])

    @pytest.mark.property
    @settings(max_examples=40)
    @given(corpus=counting_libraries(), typed=st.sampled_from(ASKED))
    def test_the_figures_of_each_mark_are_together_all_figures(
        self, shelf: Shelf, corpus: list[FiledReport], typed: str
    ) -> None:
        """None is lost by choosing one # after the other, and none comes in."""
        engine, asked = shelf.engine(*corpus), asking(typed)
        whole = spans_of(told(engine, asked))
        marks = marks_in(asked.sought)
        single = [spans_of(told(engine, asked, mark)) for mark in range(1, marks + 1)]
        assert marks == typed.count("#") - typed.count("-“#")
        assert set[object]().union(*single) == whole


def added(cells: Sequence[FigureCell]) -> Sum:
    """What anybody would say of these cells."""
    counted = [cell for cell in cells if cell.given]
    given = [cell.given[0] for cell in counted]
    units = {each.figure.unit for cell in counted for each in cell.given}
    reasons = {
        NoSum.SEVERAL: any(len(cell.given) > 1 for cell in counted),
        NoSum.VAGUE: any(each.figure.number is None for each in given),
        NoSum.UNITS: len(units) > 1,
        NoSum.SHARES: units == {"%"},
    }
    why = next((reason for reason, holds in reasons.items() if holds), None)
    if why or not counted:
        return Sum(len(counted), why=why)
    number = sum(Fraction(str(each.figure.number)) for each in given)
    plain = int(number) if number == int(number) else float(number)
    return Sum(len(counted), plain, units.pop(), any(each.rough for each in given))


def key_of(table: Figures, code: str, by: int | None) -> tuple[float, str] | None:
    """The number and unit by which a town is put in order."""
    (row,) = (row for row in table.rows if row.place.code == code)
    if by is None:
        total = added(row.cells)
        return None if total.number is None else (total.number, total.unit)
    (cell,) = (cell for cell in row.cells if cell.year == by)
    if len(cell.given) != 1 or cell.given[0].figure.number is None:
        return None
    return cell.given[0].figure.number, cell.given[0].figure.unit


def spans_of(table: Figures) -> set[object]:
    """Where each figure of the table and beside it stands."""
    every = [given for row in table.rows for cell in row.cells for given in cell.given]
    return {
        (given.hit.report, given.hit.passage, given.figure.span)
        for given in (*every, *table.unplaced)
    }


class TestTable(OnShelf):
    """Small libraries that a person can read."""

    def test_the_table_says_what_each_town_counted(self, shelf: Shelf) -> None:
        """One, several and none in a cell; a sum only where each cell has one."""
        table = told(
            shelf.engine(
                report_of("R1", "受理12件", "受理3件", year=2023),
                report_of("R2", "受理40件"),
                report_of("R3", "没有数", place=TINGLAN),
                report_of("R4", "受理1.2万件", place=TINGLAN, year=2023),
                report_of("R5", "受理5件", place=DIPU),
            ),
            asking("“受理#件”"),
        )
        assert {row.place.short: [written(cell) for cell in row.cells] for row in table.rows} == {
            "松栎镇": [["12", "3"], ["40"]],
            "汀兰镇": [["1.2万"], "无"],
            "荻浦镇": ["", ["5"]],
        }
        assert table.column(0) == Sum(2, why=NoSum.SEVERAL)
        assert table.column(1) == Sum(2, 45, "件")
        assert table.sum.why is NoSum.SEVERAL
        assert table.rows[1].sum == Sum(1, 12000, "件")
        assert (table.given, table.units) == (5, ("件",))

    @pytest.mark.parametrize(
        ("sentences", "expected"),
        [
            (("受理12件", "受理30件"), Sum(2, 42, "件")),
            (("受理12件", "受理750余件"), Sum(2, 762, "件", rough=True)),
            (("约12件", "受理30件"), Sum(2, 42, "件", rough=True)),
            (("受理12件", "受理数百件"), Sum(2, why=NoSum.VAGUE)),
            (("受理12件", "受理30起"), Sum(2, why=NoSum.UNITS)),
            (("占98%", "占2%"), Sum(2, why=NoSum.SHARES)),
            (("受理1.1件", "受理2.2件"), Sum(2, 3.3, "件")),
            (("受理12件、30件", "无"), Sum(1, why=NoSum.SEVERAL)),
            (("受理12件，受理12件", "无"), Sum(1, why=NoSum.SEVERAL)),
            (("无", "无"), Sum(0)),
        ],
    )
    def test_nothing_is_added_up_that_does_not_go_together(
        self, shelf: Shelf, sentences: tuple[str, str], expected: Sum
    ) -> None:
        """Rough figures make a rough sum; the same figure twice is two figures."""
        one, other = sentences
        engine = shelf.engine(report_of("R1", one), report_of("R2", other, place=TINGLAN))
        assert told(engine, asking("“#”")).column(0) == expected

    def test_rows_stand_in_the_order_of_a_year(self, shelf: Shelf) -> None:
        """The most first, as one wants who seeks the most; whoever gave no number comes last."""
        table = told(
            shelf.engine(
                report_of("R1", "受理12件"),
                report_of("R2", "受理40件", place=TINGLAN),
                report_of("R3", "受理数百件", place=DIPU),
            ),
            asking("“受理#件”"),
        )
        down = table.ordered(2024, down=True)
        assert [row.place.short for row in down.rows] == ["汀兰镇", "松栎镇", "荻浦镇"]
        up = table.ordered(None, down=False)
        assert [row.place.short for row in up.rows] == ["松栎镇", "汀兰镇", "荻浦镇"]

    def test_one_of_several_marks_can_be_chosen(self, shelf: Shelf) -> None:
        """受理#件，成功#件: the first # took 12, the second 9; together they make no sum."""
        engine = shelf.engine(report_of("R1", "受理12件，成功9件"))
        asked = asking("“受理#件，成功#件”")
        expected = {0: ["12", "9"], 1: ["12"], 2: ["9"], 3: ["12", "9"]}
        for mark, figures_there in expected.items():
            table = told(engine, asked, mark)
            assert written(table.rows[0].cells[0]) == figures_there
            assert table.marks == 2
        assert told(engine, asked, 2).sum == Sum(1, 9, "件")

    def test_a_passage_without_a_figure_is_no_silence(self, shelf: Shelf) -> None:
        """调解 或者 “#件” finds it, and it gives no number."""
        engine = shelf.engine(report_of("R1", "调解"))
        [row] = told(engine, asking("调解 或者 “#件”")).rows
        assert (row.cells[0].state, row.cells[0].given, row.cells[0].passages) == (
            State.MENTIONED,
            (),
            1,
        )

    def test_figures_without_a_cell_are_kept_beside(self, shelf: Shelf) -> None:
        """Of a report of no year; they have no part in any sum."""
        table = told(
            shelf.engine(report_of("R1", "受理5件"), report_of("R2", "受理7件", year=None)),
            asking("“受理#件”"),
        )
        assert table.sum == Sum(1, 5, "件")
        assert [given.figure.written for given in table.unplaced] == ["7"]


def written(cell: FigureCell) -> list[str] | str:
    return [given.figure.written for given in cell.given] or str(cell.state)


def test_no_cells_come_to_nothing() -> None:
    """And that is no reason of its own."""
    assert summed([]) == Sum(0)

"""The figures that sentences give, by towns and years: what ``#`` took, as it stands there.

Every figure is kept with the sentence it was taken from: several in one cell are several, a rough
one stays rough, and nothing is added up that does not go together.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from searchapp.engine import Hit, TakenFigure
from searchapp.library.mentions import Count, Matrix, State, Town
from searchapp.query import Query, figure_marks, leaves, numbered_figures
from searchapp.reports import Json, Place, passage_link, place_json
from searchapp.text import Span, fold

#: What makes shares of something, which do not add up.
_SHARES: Final = frozenset({"%", "‰", "‱", "百分点", "个百分点", "个点", "倍"})
_ROUGH: Final = re.compile("[余多几]")
_ROUGHLY: Final = re.compile("(?:约|近|超|超过|逾|上|不少于|至少|大概|将近|接近)$")


class NoSum(StrEnum):
    """Why figures are not added up."""

    SEVERAL = "有的格不止一个数"
    VAGUE = "有的数不确定"
    UNITS = "单位不一致"
    SHARES = "比例不能相加"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure, and the passage that gives it."""

    hit: Hit
    figure: TakenFigure

    @property
    def rough(self) -> bool:
        """Whether the sentence says more or less than the number: 750余, 近百, 约30."""
        span, text = self.figure.span, self.hit.text
        around = self.figure.written + text[span.end : span.end + 1]
        return bool(_ROUGH.search(around) or _ROUGHLY.search(text[: span.start]))


@dataclass(frozen=True, slots=True)
class Sum:
    """What so many cells come to; ``why`` they are not added up where ``number`` is None.

    ``rough``: one of them is.
    """

    cells: int
    number: int | float | None = None
    unit: str = ""
    rough: bool = False
    why: NoSum | None = None


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A town's figures of one year, in the order of reports, passages and text.

    A ``MENTIONED`` cell has ``passages`` that were found, and may yet give no figure.
    """

    year: int
    state: State
    passages: int
    given: tuple[Given, ...]
    crowded: bool

    @property
    def sole(self) -> TakenFigure | None:
        """The one definite figure; None for none, for several and for one that is not definite."""
        if len(self.given) != 1 or self.given[0].figure.number is None:
            return None
        return self.given[0].figure


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A town and its cells, one for each year of the table."""

    place: Place
    cells: tuple[FigureCell, ...]

    @property
    def sum(self) -> Sum:
        """Over the years."""
        return summed(self.cells)


@dataclass(frozen=True, slots=True)
class Figures:
    """The towns of a matrix with their figures.

    ``marks`` is how many ``#`` were typed, ``mark`` the one whose figures these are, from 1; 0 for
    those of all. ``units`` are those of all figures, the most frequent first. ``unplaced`` are
    figures of reports that have no cell.
    """

    matrix: Matrix
    marks: int
    mark: int
    rows: tuple[FigureRow, ...]
    units: tuple[str, ...]
    unplaced: tuple[Given, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The columns."""
        return self.matrix.years

    @property
    def count(self) -> Count:
        """篇: reports in which something was found, others, and those missing."""
        return self.matrix.count

    @property
    def given(self) -> int:
        """How many figures stand in the table."""
        return sum(len(cell.given) for row in self.rows for cell in row.cells)

    def column(self, at: int) -> Sum:
        """Over the towns, of one year."""
        return summed(row.cells[at] for row in self.rows)

    @property
    def sum(self) -> Sum:
        """Over everything."""
        return summed(cell for row in self.rows for cell in row.cells)

    def ordered(self, by: int | None, *, down: bool) -> "Figures":
        """The rows by their figures of a year, or by their sums where ``by`` is None.

        Those of the most frequent unit come first, then those of other units, then those that
        have not exactly one definite number, in the order of their codes.
        """
        told = {row.place: self._told(row, by) for row in self.rows}
        units = Counter(figure[1] for figure in told.values() if figure)

        def key(row: FigureRow) -> tuple[bool, int, str, float, str]:
            figure = told[row.place]
            if figure is None:
                return True, 0, "", 0, row.place.code
            number, unit = figure
            return False, -units[unit], unit, -number if down else number, row.place.code

        return replace(self, rows=tuple(sorted(self.rows, key=key)))

    def backwards(self) -> "Figures":
        """The rows in the other order."""
        return replace(self, rows=self.rows[::-1])

    def _told(self, row: FigureRow, by: int | None) -> tuple[float, str] | None:
        """The number and unit that a row is put in order by."""
        if by is None:
            return None if row.sum.number is None else (row.sum.number, row.sum.unit)
        figure = row.cells[self.years.index(by)].sole
        return None if figure is None or figure.number is None else (figure.number, figure.unit)


def summed(cells: Iterable[FigureCell]) -> Sum:
    """What the cells with figures come to, if each has one definite number of one unit."""
    counted = [cell for cell in cells if cell.given]
    sole = [cell.sole for cell in counted]
    units = {given.figure.unit for cell in counted for given in cell.given}
    if any(len(cell.given) > 1 for cell in counted):
        return Sum(len(counted), why=NoSum.SEVERAL)
    if None in sole:
        return Sum(len(counted), why=NoSum.VAGUE)
    if len(units) > 1:
        return Sum(len(counted), why=NoSum.UNITS)
    if units & _SHARES:
        return Sum(len(counted), why=NoSum.SHARES)
    if not counted:
        return Sum(0)
    number = sum((Fraction(str(each.number)) for each in sole if each), Fraction(0))
    rough = any(cell.given[0].rough for cell in counted)
    return Sum(len(counted), _plain(number), units.pop(), rough)


def marks_in(query: Query) -> int:
    """How many ``#`` a query has."""
    return sum(map(figure_marks, leaves(query)))


def figures(query: Query, hits: Sequence[Hit], matrix: Matrix, mark: int = 0) -> Figures:
    """The figures that ``#`` took in these hits, in the cells of their reports.

    ``hits`` are all that are found; ``mark`` chooses one ``#`` of several, from 1.
    """
    marks = marks_in(query)
    mark = mark if 0 < mark <= marks else 0
    by_report: defaultdict[str, list[Given]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: (hit.report, hit.passage)):
        taken = _taken_by(query, hit, mark) if mark and marks > 1 else None
        by_report[hit.report] += (
            Given(hit, figure) for figure in hit.figures if taken is None or figure.span in taken
        )
    rows = tuple(_row(town, by_report) for county in matrix.counties for town in county.towns)
    asides = (*matrix.unlabelled, *matrix.others, *matrix.elsewhere)
    units = Counter(
        given.figure.unit for row in rows for cell in row.cells for given in cell.given
    )
    return Figures(
        matrix,
        marks,
        mark,
        rows,
        tuple(unit for unit, _ in units.most_common()),
        tuple(given for aside in asides for given in by_report[aside.report]),
    )


def _row(town: Town, by_report: Mapping[str, Sequence[Given]]) -> FigureRow:
    cells = (
        FigureCell(
            cell.year,
            cell.state,
            cell.passages,
            tuple(given for report in cell.mentioning for given in by_report[report]),
            cell.crowded,
        )
        for cell in town.cells
    )
    return FigureRow(town.place, tuple(cells))


def _taken_by(query: Query, hit: Hit, mark: int) -> set[Span]:
    """What one ``#`` of the query, from 1, took in a hit."""
    folded = fold(hit.text)
    taken, first = set[Span](), 1
    for leaf in leaves(query):
        for number, place in numbered_figures(leaf, folded):
            if first + number == mark:
                taken.add(folded.span(*place))
        first += figure_marks(leaf)
    return taken


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def figures_json(figures: Figures) -> Json:
    """``{genres[], years[], marks, mark, units[], towns[], sums[], sum{}, unplaced[]}``.

    A town is ``{place, years[], sum{}}`` with ``{year, state, passages, figures[]}`` for each
    year, a figure ``{written, number, unit, rough, report, passage, text, url}``. ``sums`` are
    those of the years; a sum is ``{cells, number, unit, rough, why}``.
    """
    return {
        "genres": [str(genre) for genre in figures.matrix.genres],
        "years": list(figures.years),
        "marks": figures.marks,
        "mark": figures.mark,
        "units": list(figures.units),
        "towns": [_row_json(row) for row in figures.rows],
        "sums": [_sum_json(figures.column(at)) for at in range(len(figures.years))],
        "sum": _sum_json(figures.sum),
        "unplaced": [_given_json(given) for given in figures.unplaced],
    }


def _row_json(row: FigureRow) -> Json:
    return {
        "place": place_json(row.place),
        "years": [
            {
                "year": cell.year,
                "state": str(cell.state),
                "passages": cell.passages,
                "figures": [_given_json(given) for given in cell.given],
            }
            for cell in row.cells
        ],
        "sum": _sum_json(row.sum),
    }


def _given_json(given: Given) -> Json:
    hit, figure = given.hit, given.figure
    return {
        "written": figure.written,
        "number": figure.number,
        "unit": figure.unit,
        "rough": given.rough,
        "report": hit.report,
        "passage": hit.passage,
        "text": hit.text,
        "url": passage_link(hit.report, hit.passage, hit.version),
    }


def _sum_json(total: Sum) -> Json:
    return {
        "cells": total.cells,
        "number": total.number,
        "unit": total.unit,
        "rough": total.rough,
        "why": str(total.why) if total.why else None,
    }

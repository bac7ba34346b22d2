"""The answers of a search that are tables, and of how many reports any answer is."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from searchapp.engine import Hit, Sort
from searchapp.library.denominator import Denominator
from searchapp.library.figures import Figures, figures, marks_in
from searchapp.library.mentions import Matrix, counting, mentions
from searchapp.reports import Genre
from searchapp.web import current
from searchapp.web.address import View
from searchapp.web.asking import Question
from searchapp.web.figuring import FigureTable, Order
from searchapp.web.matrix import MatrixTable, panel_of
from searchapp.web.reckoned import reckoned

Table: TypeAlias = MatrixTable | FigureTable


def table_of(question: Question) -> Table | None:
    """The table that the address asks for; None for views that are none.

    Which cell is looked at stands in the address too.
    """
    if question.address.view is View.MATRIX:
        return _matrix(question, request.args)
    if question.address.view is View.FIGURES:
        return _figures(question)
    return None


def has_figures(question: Question) -> bool:
    """Whether a ``#`` is sought, so that there are figures to set in a table."""
    return marks_in(question.asked.sought) > 0


def _matrix(question: Question, args: MultiDict[str, str]) -> MatrixTable:
    engine = current.engine()
    matrix = matrix_of(question)
    reports = reckoned().families.by_id
    panel = panel_of(args.get("cell", ""), matrix, question, engine)
    return MatrixTable(question, matrix, reports, _genres_there(), panel)


def _figures(question: Question) -> FigureTable:
    told = figures_of(question, question.address.mark)
    order = Order.of(question.address.by, told.years)
    return FigureTable(question, order.arranged(told), order, _genres_there())


def _giving(question: Question) -> tuple[Hit, ...]:
    """The hits, which may give figures; none where no figure is sought."""
    if not has_figures(question):
        return ()
    return current.engine().find(replace(counting(question.asked), sort=Sort.PLACE)).hits


def figures_of(question: Question, mark: int) -> Figures:
    """The figures that a question finds, of all ``#`` or of one of them, counted from 1.

    Raises IndexUnavailable where there is no index.
    """
    return figures(question.asked.sought, _giving(question), matrix_of(question), mark)


def matrix_of(question: Question) -> Matrix:
    """Who says what a question asks for. Raises IndexUnavailable where there is no index."""
    known = reckoned()
    genres = known.genres(question.asked)
    tally = current.engine().tally(counting(question.asked))
    return mentions(question.asked, tally, known.reports, known.coverage(genres), genres)


def _genres_there() -> tuple[Genre, ...]:
    """The genres of which there are reports."""
    there = {filed.report.genre for filed in current.engine().facts()}
    return tuple(genre for genre in Genre if genre in there)


@dataclass(frozen=True, slots=True)
class ShownDenominator:
    """What there should be, and where all that is missing can be seen."""

    of: Denominator
    url: str


def denominator_of(question: Question) -> ShownDenominator | None:
    """Of how many reports the answer is; None where no report of a town is asked about.

    And where some reports alone are looked in: of these none can be missing.
    """
    if question.asked.among is not None:
        return None
    told = reckoned().denominator(question.asked)
    if not told.expected:
        return None
    usual = told.genres == (Genre.RULE_OF_LAW,)
    county = next(iter(told.counties)) if len(told.counties) == 1 else None
    genre = None if usual else str(told.genres[0])
    return ShownDenominator(told, url_for("coverage.table", genre=genre, county=county))

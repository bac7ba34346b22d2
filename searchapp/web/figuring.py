"""The figures that sentences give, by towns and years, in the order that a reader wants."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import ClassVar, Final
from urllib.parse import urljoin

from searchapp.library.coverage import COUNTY_DIGITS
from searchapp.library.figures import FigureCell, FigureRow, Figures, Given, Sum
from searchapp.library.mentions import Count, County, State
from searchapp.reports import Genre, passage_link
from searchapp.web.address import Address, View
from searchapp.web.asking import Question
from searchapp.web.linking import Links
from searchapp.web.matrix import PLACE_COLUMNS, missing_from, named_silent, place_values
from searchapp.web.spreadsheet import Value

#: So many bytes of a page are for the table.
_ROOM: Final = 44_000
#: What a row and a figure take beside their links.
_ROW, _FIGURE = 160, 110
#: So many figures of a cell are shown; the rest is found in its passages.
MOST_IN_CELL: Final = 6
SUM, TOWN = "sum", "town"


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are put in order by: ``town``, ``sum`` or a year; ``down``: the most first."""

    by: str = TOWN
    down: bool = False

    @classmethod
    def of(cls, typed: str, years: tuple[int, ...]) -> "Order":
        """The order that an address names, ``-`` before it for the most first; else by town."""
        by = typed.removeprefix("-")
        known = {TOWN, SUM, *map(str, years)}
        return cls(by, typed.startswith("-")) if by in known else cls()

    def arranged(self, figures: Figures) -> Figures:
        """The figures in this order."""
        if self.by == TOWN:
            return figures.backwards() if self.down else figures
        return figures.ordered(None if self.by == SUM else int(self.by), down=self.down)

    def said_of(self, column: str) -> str | None:
        """What ``aria-sort`` says of a column."""
        if column != self.by:
            return None
        return "descending" if self.down else "ascending"

    def next_for(self, column: str) -> str:
        """What the head of a column leads to: figures the most first, and then the other way."""
        turned = not self.down if column == self.by else column != TOWN
        return f"-{column}" if turned else column


@dataclass(frozen=True)
class FigureTable:
    """The table as a page shows it."""

    question: Question
    figures: Figures
    order: Order
    genres_there: tuple[Genre, ...]
    template: ClassVar[str] = "results/figures.html"

    @property
    def address(self) -> Address:
        """What was typed and chosen."""
        return replace(self.question.address, view=View.FIGURES, page=1)

    @cached_property
    def links(self) -> Links:
        """Where its cells lead."""
        return Links(self.address, self.question.asked.query, self.figures.matrix.genres)

    @cached_property
    def shown(self) -> tuple[FigureRow, ...]:
        """The first rows, as many as there is room for."""
        link = len(self.address.url.encode())
        room = _ROOM
        for at, row in enumerate(self.figures.rows):
            figures = sum(min(len(cell.given), MOST_IN_CELL) or 1 for cell in row.cells)
            room -= _ROW + figures * (_FIGURE + link)
            if room < 0 and at:
                return self.figures.rows[:at]
        return self.figures.rows

    @property
    def silent(self) -> tuple[County, ...]:
        """The counties whose silent towns are named."""
        return named_silent(self.figures.matrix)

    @property
    def several_counties(self) -> bool:
        """Whether the towns are of more than one county."""
        return len({row.place.code[:COUNTY_DIGITS] for row in self.figures.rows}) > 1

    @property
    def as_matrix(self) -> str:
        """The same question as a matrix, which tells of the reports that have no cell."""
        return self.address.viewed_as(View.MATRIX).url

    def in_cell(self, cell: FigureCell) -> Iterator[Given]:
        """The figures of a cell that are shown."""
        return islice(cell.given, MOST_IN_CELL)

    def unlisted_in(self, cell: FigureCell) -> int:
        """How many figures of a cell are not shown."""
        return max(0, len(cell.given) - MOST_IN_CELL)

    def link(self, given: Given) -> str:
        """The sentence that gives a figure, in its report."""
        return self.links.report(given.hit.report, f"m{given.hit.passage}")

    def sorted_by(self, column: str) -> str:
        """The same table in the order that the head of a column offers."""
        return replace(self.address, by=self.order.next_for(column)).url

    def of_mark(self, mark: int) -> str:
        """The same table of another ``#``."""
        return replace(self.address, mark=mark).url

    @property
    def count(self) -> Count:
        """篇: reports that give a figure, reports that give none, and those missing."""
        cells = [cell for row in self.figures.rows for cell in row.cells]
        giving = {given.hit.report for cell in cells for given in cell.given}
        told = self.figures.count
        return Count(len(giving), told.reports - len(giving), told.missing)

    def about(self) -> Iterator[tuple[str, str]]:
        """What is to be said of it beside its rows, by name."""
        yield "计入的文种", "、".join(map(str, self.figures.matrix.genres))
        yield "有数", f"{self.count.mentioned} 篇，共 {self.figures.given} 个数"
        yield "没有", f"{self.count.unmentioned} 篇"
        yield from missing_from(self.figures.matrix)
        yield "相加", "每格恰有一个确定的数、单位一致时才相加"
        if self.figures.unplaced:
            yield "没有计入的", f"表外的报告里有 {len(self.figures.unplaced)} 个数"

    @property
    def unit(self) -> str | None:
        """The unit of all figures, if they have one."""
        return self.figures.units[0] if len(self.figures.units) == 1 else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its rows."""
        unit = f"（{self.unit}）" if self.unit else ""
        years = (f"{year}年{unit}" for year in self.figures.years)
        return (*PLACE_COLUMNS, *years, f"合计{unit}")

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """A row for each town; a figure is a number where all have one unit and it is definite."""
        for row in self.figures.rows:
            cells = (self._value(cell) for cell in row.cells)
            yield *place_values(row.place), *cells, self._total(row.sum)

    def _value(self, cell: FigureCell) -> Value:
        if cell.sole is not None and self.unit is not None and not cell.given[0].rough:
            return cell.sole.number
        if cell.given:
            return "；".join(given.figure.written + given.figure.unit for given in cell.given)
        return "有，没有数" if cell.state is State.MENTIONED else str(cell.state) or None

    def _total(self, total: Sum) -> Value:
        if total.number is None:
            return str(total.why) if total.why else None
        if total.rough or self.unit is None:
            return f"{'约' if total.rough else ''}{total.number}{total.unit}"
        return total.number

    @property
    def sentence_columns(self) -> tuple[str, ...]:
        """The names of the columns of its sentences."""
        return (*PLACE_COLUMNS, "年度", "写法", "数", "单位", "原文", "标题", "段号", "链接")

    def sentences(self, site: str = "") -> Iterator[tuple[Value, ...]]:
        """A row for each figure, with the passage that gives it; links begin with the site."""
        for row in self.figures.rows:
            for cell in row.cells:
                for given in cell.given:
                    hit, figure = given.hit, given.figure
                    yield (
                        *(*place_values(row.place), cell.year, figure.written, figure.number),
                        *(figure.unit, hit.text, hit.title, hit.passage),
                        urljoin(site, passage_link(hit.report, hit.passage, hit.version)),
                    )

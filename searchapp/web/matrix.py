"""Towns by years: who says it, who does not, and of whom there is no report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import ClassVar, Final

from searchapp.engine import Engine, Nearest, Snippet, nearest, snippet
from searchapp.engine.loosening import parts_of
from searchapp.library.coverage import COUNTY_DIGITS
from searchapp.library.mentions import Beside, Cell, Count, County, Matrix, State, Town
from searchapp.query import All, Reading, written
from searchapp.reports import LEVELS, FiledReport, Genre, Place
from searchapp.web.address import Address, View
from searchapp.web.asking import Question
from searchapp.web.linking import Links
from searchapp.web.spreadsheet import Value

#: So many bytes of a page are for the table; what does not fit is counted by county or province.
_ROOM: Final = 48_000
#: What a row, a cell beside its link, and a cell of several towns take of it.
_ROW, _CELL, _COUNTED = 100, 80, 60
#: So many reports beside the table are named.
_NAMED: Final = 30
#: The silent towns of so many counties are named.
_FEW: Final = 3
#: From so many passages on a cell is as dark as that.
_HEAT: Final = (1, 2, 3, 5, 9)
_PARTS: Final = 8
_LEGEND: Final = (
    "数字为段数；无：报告在库而未提及；未报送：报告不在库，而同县有乡镇报送了这一年；"
    "空格：全县都没有这一年的报告，或不在所选范围里"
)


class Detail(StrEnum):
    """What a row of the table stands for."""

    TOWN = "town"
    COUNTY = "county"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Group:
    """A county or province as one row: its counts by years, and all together."""

    place: Place
    columns: tuple[Count, ...]
    count: Count


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A report that does not say it: how long it is, and what in it comes nearest.

    ``elsewhere`` is how many of its passages say it outside the sections that were chosen;
    ``parts`` are the parts of the query with how many of its passages say each.
    """

    filed: FiledReport
    elsewhere: int
    parts: tuple[tuple[str, int], ...]
    nearest: tuple[tuple[Nearest, Snippet], ...]

    @classmethod
    def of(cls, filed: FiledReport, question: Question) -> "Unsaid":
        """What is to be said of a report in which the question finds nothing."""
        asked = question.asked
        parts = parts_of(asked.sought) if isinstance(asked.sought, All) else ()
        near = nearest(filed, asked.sought)
        return cls(
            filed,
            sum(Reading(asked.sought, filed, asked.within).found),
            tuple(
                (written(part), sum(Reading(part, filed, asked.within).found))
                for part in parts[:_PARTS]
            ),
            tuple((each, snippet(each.passage.text, each.spans)) for each in near),
        )


@dataclass(frozen=True, slots=True)
class Panel:
    """A cell that is looked at, with the reports in it that do not say it."""

    place: Place
    cell: Cell
    unsaid: tuple[Unsaid, ...]


@dataclass(frozen=True)
class MatrixTable:
    """The table as a page shows it."""

    question: Question
    matrix: Matrix
    reports: Mapping[str, FiledReport]
    genres_there: tuple[Genre, ...]
    panel: Panel | None = None
    template: ClassVar[str] = "results/matrix.html"
    most_named: ClassVar[int] = _NAMED

    @property
    def address(self) -> Address:
        """What was typed and chosen."""
        return replace(self.question.address, view=View.MATRIX)

    @cached_property
    def links(self) -> Links:
        """Where its cells lead."""
        return Links(self.address, self.question.asked.query, self.matrix.genres)

    @cached_property
    def detail(self) -> Detail:
        """The smallest places for which there is room."""
        count, years = self.matrix.count, len(self.matrix.years)
        link = len(self.address.url.encode())
        missing = count.missing - self.matrix.never
        cells = count.reports * (link + _CELL) + missing * _CELL
        if self.matrix.towns * _ROW + cells <= _ROOM:
            return Detail.TOWN
        counties = len(self.matrix.counties) * (_ROW + link + years * _COUNTED)
        return Detail.COUNTY if counties <= _ROOM else Detail.PROVINCE

    @property
    def groups(self) -> Iterator[Group]:
        """The rows, where they are counties or provinces."""
        if self.detail is Detail.COUNTY:
            return (_group(county.place, [county]) for county in self.matrix.counties)
        of_province = groupby(self.matrix.counties, lambda county: county.place.code[:2])
        return (_group_of_province(list(counties)) for _, counties in of_province)

    @property
    def silent(self) -> tuple[County, ...]:
        """The counties whose silent towns are named."""
        return named_silent(self.matrix)

    @property
    def span(self) -> str:
        """From which year to which."""
        years = self.matrix.years
        return f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""

    @property
    def where(self) -> str:
        """The place of all of it, if it is one."""
        counties = self.matrix.counties
        return counties[0].place.short if len(counties) == 1 else ""

    def heat(self, cell: Cell) -> int:
        """How dark a cell is, from 1 to 5."""
        return sum(cell.passages >= least for least in _HEAT)

    def is_open(self, town: Town, cell: Cell) -> bool:
        """Whether the cell is the one that is looked at."""
        panel = self.panel
        return panel is not None and (panel.place, panel.cell) == (town.place, cell)

    def link(self, town: Town, cell: Cell) -> str | None:
        """Where a cell leads; None where there is nothing to see."""
        match cell.state:
            case State.MENTIONED:
                return self.links.found(town.place, cell.year, crowded=cell.crowded)
            case State.SILENT:
                return self.links.cell(town.place, cell.year)
            case State.MISSING:
                return self.links.coverage(town.place.code[:COUNTY_DIGITS])
        return None

    def named(self, besides: Iterable[Beside]) -> list[tuple[Beside, FiledReport]]:
        """The first of the reports that have no cell, those that say it before others."""
        ordered = sorted(besides, key=lambda each: -(each.passages or 0))
        return [(each, self.reports[each.report]) for each in ordered[:_NAMED]]

    @property
    def elsewhere(self) -> str:
        """Where the reports of other genres that say it are listed."""
        others = (self.reports[each.report].report.genre for each in self.matrix.elsewhere)
        return self.links.elsewhere(tuple(dict.fromkeys(others)))

    def about(self) -> Iterator[tuple[str, str]]:
        """What is to be said of it beside its rows, by name."""
        count = self.matrix.count
        yield "计入的文种", "、".join(map(str, self.matrix.genres))
        yield "提及", f"{count.mentioned} 篇"
        yield "未提及", f"{count.unmentioned} 篇"
        yield from missing_from(self.matrix)
        yield "格子里的", _LEGEND
        yield from _beside(self.matrix)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its rows."""
        return (*PLACE_COLUMNS, *(f"{year}年" for year in self.matrix.years))

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """A row for each town: passages where there are any, else 无, 未报送 or nothing."""
        for county in self.matrix.counties:
            for town in county.towns:
                cells = (cell.passages or (str(cell.state) or None) for cell in town.cells)
                yield *place_values(town.place), *cells


#: The columns that say which town it is.
PLACE_COLUMNS: Final = ("省", "市", "县区", "乡镇", "代码")


def place_values(place: Place) -> tuple[Value, ...]:
    """What stands in them."""
    return *(place.name(level) for level in LEVELS), place.code


def named_silent(matrix: Matrix) -> tuple[County, ...]:
    """The counties with silent towns, where there are only a few counties."""
    counties = matrix.counties if len(matrix.counties) <= _FEW else ()
    return tuple(county for county in counties if county.silent)


def missing_from(matrix: Matrix) -> Iterator[tuple[str, str]]:
    """How many reports are missing, and of how many towns that have no row."""
    yield "未报送", f"{matrix.count.missing} 篇"
    if matrix.never:
        said = f"{matrix.never} 篇，属于从未报送的 {matrix.silent} 个乡镇：不在表中"
        yield "其中从未报送的", said


def _beside(matrix: Matrix) -> Iterator[tuple[str, str]]:
    """The reports that have no cell."""
    for said, reports in (
        ("地方或年度未标注、可能属于这里的", matrix.unlabelled),
        ("县级及以上、部门的", matrix.others),
        ("其他文种里提及的", matrix.elsewhere),
    ):
        if reports:
            yield "不在表中的", f"{said} {len(reports)} 篇"


def panel_of(cell: str, matrix: Matrix, question: Question, engine: Engine) -> Panel | None:
    """The cell that an address names by code and year; None where there is none to look at."""
    for county in matrix.counties:
        for town in county.towns:
            for each in town.cells:
                if f"{town.place.code}-{each.year}" == cell and each.reports:
                    unsaid = (name for name in each.reports if name not in each.mentioning)
                    told = (Unsaid.of(engine.report(name), question) for name in unsaid)
                    return Panel(town.place, each, tuple(told))
    return None


def _group(place: Place, counties: Iterable[County]) -> Group:
    towns = [town for county in counties for town in (*county.towns, *county.silent)]
    years = range(len(towns[0].cells) if towns else 0)
    columns = tuple(Count.of(town.cells[at] for town in towns) for at in years)
    return Group(place, columns, Count.of(cell for town in towns for cell in town.cells))


def _group_of_province(counties: list[County]) -> Group:
    first = counties[0].place
    province = Place(f"{first.code[:2]}0000", None, None, None, first.province)
    return _group(province, counties)

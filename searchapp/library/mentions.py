"""Who said it and who did not: the towns of each county by years, counted by report.

A report that the facts leave out of a question (another year, another title) is no report that
says nothing: it is out of the table.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from searchapp.engine import Asked, Tally
from searchapp.library import coverage
from searchapp.library.reach import Reach
from searchapp.reports import FiledReport, Genre, Place

_NOTHING: Final = Tally(0)


class State(StrEnum):
    """What there is to say of a town and year.

    ``OUTSIDE``: there is a report, but the facts leave it out; ``NONE``: none, and none expected.
    """

    MENTIONED = "有"
    SILENT = "无"
    MISSING = "未报送"
    OUTSIDE = "范围外"
    NONE = ""

    @property
    def counts(self) -> bool:
        """Whether the question is about it."""
        return self in (State.MENTIONED, State.SILENT, State.MISSING)


@dataclass(frozen=True, slots=True)
class Count:
    """篇: reports that say it, that do not, and that are missing."""

    mentioned: int = 0
    unmentioned: int = 0
    missing: int = 0

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return self.mentioned + self.unmentioned

    @classmethod
    def of(cls, cells: "Iterable[Cell]") -> "Count":
        """What these cells count together."""
        mentioned = unmentioned = missing = 0
        for cell in cells:
            mentioned += len(cell.mentioning)
            unmentioned += len(cell.reports) - len(cell.mentioning)
            missing += cell.state is State.MISSING
        return cls(mentioned, unmentioned, missing)


@dataclass(frozen=True, slots=True)
class Cell:
    """One town in one year: the ids of its reports, of those that say it, and in how many 段.

    ``crowded``: other reports of the town and year say it too, which are not counted here.
    """

    year: int
    state: State
    reports: tuple[str, ...] = ()
    mentioning: tuple[str, ...] = ()
    passages: int = 0
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """A town and its cells, one for each year of the table."""

    place: Place
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class County:
    """A county's towns that have ever reported; ``silent`` are the others that should have."""

    place: Place
    towns: tuple[Town, ...]
    silent: tuple[Place, ...]

    @property
    def count(self) -> Count:
        """Of all its cells."""
        return Count.of(cell for town in self.towns for cell in town.cells)

    def column(self, at: int) -> Count:
        """Of its cells of one year."""
        return Count.of(town.cells[at] for town in self.towns)


@dataclass(frozen=True, slots=True)
class Beside:
    """A report that has no cell, and in how many 段 it says it; None where it was not asked."""

    report: str
    passages: int | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The counties in order of their codes, by the years of which there is something to say.

    What is asked about and has no cell: ``unlabelled``, whose place or year could not be told, and
    which may belong to the table; ``others``, of counties and departments; ``elsewhere``, reports
    of other genres, only those that say it.
    """

    genres: tuple[Genre, ...]
    years: tuple[int, ...]
    counties: tuple[County, ...]
    unlabelled: tuple[Beside, ...]
    others: tuple[Beside, ...]
    elsewhere: tuple[Beside, ...]

    @property
    def count(self) -> Count:
        """Of all cells."""
        return Count.of(self.cells)

    @property
    def towns(self) -> int:
        """How many rows it has."""
        return sum(len(county.towns) for county in self.counties)

    @property
    def silent(self) -> int:
        """How many towns of its counties have never reported."""
        return sum(len(county.silent) for county in self.counties)

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell."""
        return (cell for county in self.counties for town in county.towns for cell in town.cells)


def counting(asked: Asked) -> Asked:
    """The question whose tally a table needs: of reports of any place, year and genre."""
    return replace(asked, places=(), years=(), genres=(), offset=0, limit=None, grouped=False)


def mentions(
    asked: Asked,
    tally: Mapping[str, Tally],
    reports: Sequence[FiledReport],
    covered: coverage.Coverage,
    genres: tuple[Genre, ...],
) -> Matrix:
    """Who says what is asked for, by the tally of ``counting(asked)``.

    ``covered`` is what the library has of these genres, everywhere.
    """
    return _Telling(asked, tally, reports, covered, genres).matrix()


class _Telling:
    """A question about reports, told town by town."""

    def __init__(
        self,
        asked: Asked,
        tally: Mapping[str, Tally],
        reports: Sequence[FiledReport],
        covered: coverage.Coverage,
        genres: tuple[Genre, ...],
    ) -> None:
        self._asked = asked
        self._tally = tally
        self._covered = covered
        self._genres = genres
        self._reports = {filed.id: filed.report for filed in reports}
        self._reach = Reach(asked, genres)
        self._taken = {each for each, told in self._reports.items() if self._reach.takes(told)}
        self._found = Counter[tuple[str, int | None]]()
        for name in self._taken & tally.keys():
            report = self._reports[name]
            if report.place:
                self._found[report.place.code, report.year] += tally[name].passages

    def matrix(self) -> Matrix:
        """The whole table, with the years and towns of which there is something to say."""
        counties = [self._county(county) for county in self._covered.counties]
        told = {
            cell.year
            for county in counties
            for town in county.towns
            for cell in town.cells
            if cell.state.counts
        }
        kept = [at for at, year in enumerate(self._covered.years) if year in told]
        return Matrix(
            genres=self._genres,
            years=tuple(self._covered.years[at] for at in kept),
            counties=tuple(
                _narrowed(county, kept) for county in counties if county.towns or county.silent
            ),
            unlabelled=tuple(self._unlabelled()),
            others=tuple(self._others()),
            elsewhere=tuple(self._elsewhere()),
        )

    def _county(self, county: coverage.County) -> County:
        towns = (
            Town(town.place, tuple(self._cell(town.place, cell) for cell in town.cells))
            for town in county.reporting
        )
        silent = (town for town in county.silent if self._is_expected(town))
        return County(
            county.place,
            tuple(town for town in towns if any(cell.state.counts for cell in town.cells)),
            tuple(town.place for town in silent),
        )

    def _cell(self, place: Place, there: coverage.Cell) -> Cell:
        reports = tuple(each for each in there.reports if each in self._taken)
        if not reports:
            return Cell(there.year, self._without(place, there))
        mentioning = tuple(each for each in reports if each in self._tally)
        passages = sum(self._passages(each) for each in reports)
        state = State.MENTIONED if mentioning else State.SILENT
        crowded = self._found[place.code, there.year] != passages
        return Cell(there.year, state, reports, mentioning, passages, crowded)

    def _without(self, place: Place, there: coverage.Cell) -> State:
        """What there is to say where no report is asked about."""
        if there.reports:
            return State.OUTSIDE
        expected = there.missing and self._reach.expects(place, there.year)
        return State.MISSING if expected else State.NONE

    def _is_expected(self, town: coverage.Town) -> bool:
        return any(
            cell.missing and self._reach.expects(town.place, cell.year) for cell in town.cells
        )

    def _passages(self, report: str) -> int:
        return self._tally.get(report, _NOTHING).passages

    def _unlabelled(self) -> Iterator[Beside]:
        typed = Reach(counting(self._asked), self._genres)
        for each in self._covered.unlabelled:
            report = self._reports[each]
            if self._reach.may_take(report):
                yield Beside(each, self._passages(each) if typed.takes(report) else None)

    def _others(self) -> Iterator[Beside]:
        for each in self._covered.others:
            if each in self._taken:
                yield Beside(each, self._passages(each))

    def _elsewhere(self) -> Iterator[Beside]:
        for each, tally in self._tally.items():
            if each in self._taken and self._reports[each].genre not in self._genres:
                yield Beside(each, tally.passages)


def _narrowed(county: County, kept: Sequence[int]) -> County:
    """The county by some of the years only."""
    towns = (replace(town, cells=tuple(town.cells[at] for at in kept)) for town in county.towns)
    return replace(county, towns=tuple(towns))

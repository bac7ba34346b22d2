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
from searchapp.query import PlaceChoice, YearRange
from searchapp.reports import FiledReport, Genre, Json, Place, place_json

_NOTHING: Final = Tally(0)
#: The choices of what is not labelled.
_NO_PLACE: Final = PlaceChoice("province", None)
_NO_YEAR: Final = YearRange(None, None)


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
    """A county's towns that have ever reported, its rows; ``silent`` are the others that should.

    What is missing of the silent counts with the rest.
    """

    place: Place
    towns: tuple[Town, ...]
    silent: tuple[Town, ...]

    @property
    def count(self) -> Count:
        """Of all its towns and years."""
        return Count.of(cell for town in (*self.towns, *self.silent) for cell in town.cells)

    def column(self, at: int) -> Count:
        """Of all its towns in one year."""
        return Count.of(town.cells[at] for town in (*self.towns, *self.silent))


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
        """Of all towns and years, those of the silent towns too."""
        towns = (town for county in self.counties for town in (*county.towns, *county.silent))
        return Count.of(cell for town in towns for cell in town.cells)

    @property
    def towns(self) -> int:
        """How many rows it has."""
        return sum(len(county.towns) for county in self.counties)

    @property
    def silent(self) -> int:
        """How many towns of its counties have never reported, and have no row."""
        return sum(len(county.silent) for county in self.counties)

    @property
    def never(self) -> int:
        """How many of the missing reports are theirs."""
        silent = (town for county in self.counties for town in county.silent)
        return Count.of(cell for town in silent for cell in town.cells).missing

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell of its rows."""
        return (cell for county in self.counties for town in county.towns for cell in town.cells)


def counting(asked: Asked) -> Asked:
    """The question whose tally a table needs, for every hit.

    Of the chosen places and years, and of reports whose own cannot be told.
    """
    return replace(
        asked,
        places=asked.places and (*asked.places, _NO_PLACE),
        years=asked.years and (*asked.years, _NO_YEAR),
        offset=0,
        limit=None,
        grouped=False,
        explained=False,
    )


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
            for town in (*county.towns, *county.silent)
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
        return County(
            county.place,
            tuple(self._asked_about(county.reporting)),
            tuple(self._asked_about(county.silent)),
        )

    def _asked_about(self, towns: Iterable[coverage.Town]) -> Iterator[Town]:
        """Those of the towns of which there is something to say."""
        for town in towns:
            cells = tuple(self._cell(town.place, cell) for cell in town.cells)
            if any(cell.state.counts for cell in cells):
                yield Town(town.place, cells)

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

    def narrowed(towns: Iterable[Town]) -> tuple[Town, ...]:
        return tuple(replace(town, cells=tuple(town.cells[at] for at in kept)) for town in towns)

    return replace(county, towns=narrowed(county.towns), silent=narrowed(county.silent))


def matrix_json(matrix: Matrix) -> Json:
    """``{genres[], years[], total{}, counties[], unlabelled[], others[], elsewhere[]}``.

    A county is ``{place, towns[], silent[]}``, a town ``{place, years[]}`` with ``{year, state,
    reports[], mentioning[], passages}`` for each year; reports stand by their ids.
    """
    count = matrix.count
    return {
        "genres": [str(genre) for genre in matrix.genres],
        "years": list(matrix.years),
        "total": {
            "mentioned": count.mentioned,
            "unmentioned": count.unmentioned,
            "missing": count.missing,
            "never": matrix.never,
        },
        "counties": [
            {
                "place": place_json(county.place),
                "towns": [_town_json(town) for town in county.towns],
                "silent": [_town_json(town) for town in county.silent],
            }
            for county in matrix.counties
        ],
        "unlabelled": [_beside_json(each) for each in matrix.unlabelled],
        "others": [_beside_json(each) for each in matrix.others],
        "elsewhere": [_beside_json(each) for each in matrix.elsewhere],
    }


def _town_json(town: Town) -> Json:
    return {
        "place": place_json(town.place),
        "years": [
            {
                "year": cell.year,
                "state": str(cell.state),
                "reports": list(cell.reports),
                "mentioning": list(cell.mentioning),
                "passages": cell.passages,
            }
            for cell in town.cells
        ],
    }


def _beside_json(beside: Beside) -> Json:
    return {"report": beside.report, "passages": beside.passages}

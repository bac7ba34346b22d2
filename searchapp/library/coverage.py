"""Which reports are there and which are not: the towns of each county by years.

A report is expected of a town for a year in which a neighbour of its county has reported.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from searchapp.query import PlaceChoice, YearRange
from searchapp.reports import (
    UNLABELLED,
    FiledReport,
    Genre,
    IssuerLevel,
    Json,
    Place,
    Report,
    place_json,
    place_value,
)
from searchapp.text import fold

#: The digits of a county -> its towns, as they are known to exist.
TownsUnder: TypeAlias = Callable[[str], Iterable[Place]]

#: How many digits of a town's code are its county's.
COUNTY_DIGITS: Final = 6
#: A name without its suffix has so many characters at least.
_STEM: Final = 2
#: Doubts that are about the text, not about what the report is.
_OF_TEXT: Final = frozenset({"text", "outline"})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A report of which town and year are known."""

    place: Place
    year: int
    filed: FiledReport


@dataclass(frozen=True, slots=True)
class Wanted:
    """Reports of one genre: of some counties or all, of some years or all.

    ``besides`` are further genres that count as much.
    """

    genre: Genre = Genre.RULE_OF_LAW
    counties: tuple[PlaceChoice, ...] = ()
    years: tuple[YearRange, ...] = ()
    besides: tuple[Genre, ...] = ()

    def takes(self, report: Report) -> bool:
        """Whether it is one of them, or may be: a place or year that cannot be told."""
        there = not self.counties or report.place is None or self._is_there(report)
        then = not self.years or report.year is None or self._is_then(report)
        return report.genre in (self.genre, *self.besides) and there and then

    def _is_there(self, report: Report) -> bool:
        return any(county.accepts(report) for county in self.counties)

    def _is_then(self, report: Report) -> bool:
        return any(years.includes(report.year) for years in self.years)


@dataclass(frozen=True, slots=True)
class Cell:
    """One town in one year: the ids of its reports, and in Chinese what is weak in their texts.

    ``missing`` where there is none, though a neighbour of the county has reported.
    """

    year: int
    reports: tuple[str, ...]
    weak: tuple[str, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class Town:
    """A town and its cells, one for each year. ``listed``: the gazetteer has it."""

    place: Place
    listed: bool
    cells: tuple[Cell, ...]

    @property
    def reports(self) -> int:
        """How many reports it has."""
        return sum(len(cell.reports) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class County:
    """A county with every town that is listed or has reported, in order of their codes.

    In a city without counties the city takes the county's place.
    """

    place: Place
    towns: tuple[Town, ...]

    @property
    def reporting(self) -> tuple[Town, ...]:
        """The towns with a report."""
        return tuple(town for town in self.towns if town.reports)

    @property
    def silent(self) -> tuple[Town, ...]:
        """The towns without one."""
        return tuple(town for town in self.towns if not town.reports)

    @property
    def listed(self) -> int:
        """How many of its towns the gazetteer has: the denominator."""
        return sum(town.listed for town in self.towns)

    @property
    def reports(self) -> int:
        """How many reports its towns have."""
        return sum(town.reports for town in self.towns)

    @property
    def missing(self) -> int:
        """How many reports of its towns are missing."""
        return sum(cell.missing for town in self.towns for cell in town.cells)

    def received(self, column: int, *, listed: bool = True) -> int:
        """How many listed towns, or of those that are not, have a report of a column's year."""
        towns = (town for town in self.towns if town.listed is listed)
        return sum(bool(town.cells[column].reports) for town in towns)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counties in order of their codes, by the years of which there is a report.

    By their ids besides: ``unlabelled`` are reports whose place or year cannot be told, ``others``
    those of counties, departments and the like, which are no town's. ``absent`` are the counties
    that were wanted and have no report, as they were typed.
    """

    genre: Genre
    years: tuple[int, ...]
    counties: tuple[County, ...]
    unlabelled: tuple[str, ...]
    others: tuple[str, ...]
    absent: tuple[str, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports the towns have."""
        return sum(county.reports for county in self.counties)

    @property
    def missing(self) -> int:
        """How many are missing."""
        return sum(county.missing for county in self.counties)

    @property
    def weak(self) -> int:
        """How many towns and years have a report with a weak text."""
        return sum(bool(cell.weak) for cell in self._cells())

    @property
    def several(self) -> int:
        """How many towns and years have more than one report."""
        return sum(len(cell.reports) > 1 for cell in self._cells())

    def _cells(self) -> Iterator[Cell]:
        for county in self.counties:
            for town in county.towns:
                yield from town.cells


def coverage(
    reports: Iterable[FiledReport], towns_under: TownsUnder, wanted: Wanted | None = None
) -> Coverage:
    """What is there of these reports, by towns and years, and what is missing."""
    reports = list(reports)
    wanted = _understood(wanted or Wanted(), reports)
    others, unlabelled = list[str](), list[str]()
    placed: defaultdict[str, list[_Placed]] = defaultdict(list)
    for filed in reports:
        report = filed.report
        if not wanted.takes(report):
            continue
        if not _is_a_towns(report):
            others.append(filed.id)
        elif report.place is None or report.year is None:
            unlabelled.append(filed.id)
        else:
            county = report.place.code[:COUNTY_DIGITS]
            placed[county].append(_Placed(report.place, report.year, filed))
    years = tuple(sorted({each.year for own in placed.values() for each in own}))
    counties = tuple(
        _county(code, placed[code], towns_under(code), years) for code in sorted(placed)
    )
    return Coverage(
        wanted.genre,
        years,
        counties,
        tuple(unlabelled),
        tuple(others),
        tuple(_absent(wanted.counties, [county.place for county in counties])),
    )


def _understood(wanted: Wanted, reports: Iterable[FiledReport]) -> Wanted:
    """The same, but a name that no place bears means those that begin so: 丰都 for 丰都县."""
    if not wanted.counties:
        return wanted
    places = {each.report.place for each in reports if each.report.place}
    counties = (each for choice in wanted.counties for each in _meant(choice, places))
    return replace(wanted, counties=tuple(counties))


def _meant(choice: PlaceChoice, places: Iterable[Place]) -> list[PlaceChoice]:
    """The choice, or where no place is called so, one for each whose name it begins."""
    named = [value for each in places if (value := place_value(each, choice.level))]
    if choice.value is None or any(choice.means(*value) for value in named):
        return [choice]
    typed = fold(choice.value).text
    begun = {
        name for _, name in named if len(typed) >= _STEM and fold(name).text.startswith(typed)
    }
    return [PlaceChoice(choice.level, name) for name in sorted(begun)] or [choice]


def weakness(report: Report) -> tuple[str, ...]:
    """Why the text of a report is weak, in Chinese; nothing where it is not."""
    recognised = ("文字从图片识别而来",) if report.recognised else ()
    return (*recognised, *(doubt.why for doubt in report.doubts if doubt.fact in _OF_TEXT))


def _is_a_towns(report: Report) -> bool:
    """Whether a town reports, or may report where that cannot be told."""
    placed = report.place is None or report.place.town is not None
    return placed and report.level in (None, IssuerLevel.TOWN)


def _county(
    code: str, reported: Sequence[_Placed], known: Iterable[Place], years: Sequence[int]
) -> County:
    """A county with what its towns reported, and those that are known to exist."""
    listed = {place.code: place for place in known}
    places = {each.place.code: each.place for each in reported} | listed
    expected = {each.year for each in reported}
    held: defaultdict[tuple[str, int], list[FiledReport]] = defaultdict(list)
    for each in reported:
        held[each.place.code, each.year].append(each.filed)
    towns = (
        Town(
            places[town],
            town in listed,
            tuple(_cell(year, held[town, year], expected=year in expected) for year in years),
        )
        for town in sorted(places)
    )
    return County(replace(reported[0].place, code=code, town=None), tuple(towns))


def _absent(wanted: Iterable[PlaceChoice], there: Sequence[Place]) -> Iterator[str]:
    """The wanted counties that are not among those there."""
    for choice in wanted:
        found = (place_value(place, choice.level) for place in there)
        if not any(value and choice.means(*value) for value in found):
            yield choice.value or UNLABELLED


def _cell(year: int, filed: Sequence[FiledReport], *, expected: bool) -> Cell:
    weak = dict.fromkeys(why for each in filed for why in weakness(each.report))
    return Cell(year, tuple(each.id for each in filed), tuple(weak), expected and not filed)


def coverage_json(covered: Coverage) -> Json:
    """``{genre, years[], counties[], total{}, unlabelled[], others[], absent[]}``; reports by ids.

    A county is ``{place, listed, reporting, towns[]}``, a town ``{place, listed, years[]}`` with
    ``{year, reports[], weak[], missing}`` for each year.
    """
    return {
        "genre": str(covered.genre),
        "years": list(covered.years),
        "total": {
            "reports": covered.reports,
            "missing": covered.missing,
            "weak": covered.weak,
            "several": covered.several,
        },
        "counties": [_county_json(county) for county in covered.counties],
        "unlabelled": list(covered.unlabelled),
        "others": list(covered.others),
        "absent": list(covered.absent),
    }


def _county_json(county: County) -> Json:
    return {
        "place": place_json(county.place),
        "listed": county.listed,
        "reporting": len(county.reporting),
        "towns": [_town_json(town) for town in county.towns],
    }


def _town_json(town: Town) -> Json:
    return {
        "place": place_json(town.place),
        "listed": town.listed,
        "years": [
            {
                "year": cell.year,
                "reports": list(cell.reports),
                "weak": list(cell.weak),
                "missing": cell.missing,
            }
            for cell in town.cells
        ],
    }

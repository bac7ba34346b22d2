"""The page that tells what is in the library: numbers, coverage, what is new, what waits."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Final

from flask import Blueprint, render_template

import searchapp
from searchapp.engine import Asked, Engine, FacetValue, Totals
from searchapp.library import Ledger
from searchapp.library.coverage import County, Coverage, Wanted, coverage
from searchapp.query import Everything
from searchapp.reports import UNLABELLED, FiledReport, Genre, IssuerLevel
from searchapp.web import current
from searchapp.web.address import Address, View
from searchapp.web.doubtful import subject_counts
from searchapp.web.facets import YearBar, year_bars
from searchapp.web.reckoned import reckoned

overview_pages = Blueprint("overview", __name__)

#: With more rows than these the table is by city, else by province.
_MOST_ROWS: Final = 40
#: So many of the reports that came last are listed.
_NEWEST: Final = 8
#: A county's code, a city's and a province's have so many digits.
_DIGITS: Final = (6, 4, 2)


@dataclass(frozen=True, slots=True)
class Share:
    """A value of a fact, how many reports have it, and where these are listed."""

    label: str
    reports: int
    url: str


@dataclass(frozen=True, slots=True)
class Area:
    """A county, or a larger place in the place of its counties; ``code`` is a county's.

    ``cells`` are for each year how many listed towns have reported, and how many there are.
    """

    name: str
    code: str | None
    cells: tuple[tuple[int, int], ...]
    reports: int
    missing: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page says of a library that holds something."""

    total: Totals
    towns: int
    counties: int
    covered: Coverage
    areas: tuple[Area, ...]
    bars: tuple[YearBar, ...]
    genres: tuple[Share, ...]
    levels: tuple[Share, ...]
    doubts: tuple[tuple[str, int], ...]
    newest: tuple[tuple[FiledReport, datetime], ...]

    @property
    def years(self) -> str:
        """The first and the last year, "" where none is known."""
        ends = [self.bars[0].value.label, self.bars[-1].value.label] if self.bars else []
        return "–".join(dict.fromkeys(ends))


@overview_pages.get("/overview")
def overview() -> str:
    """Numbers, coverage, what is new, and what waits for somebody."""
    engine = current.engine()
    is_empty = not engine.held()
    return render_template(
        "overview.html",
        address=Address(),
        view=View.REPORTS,
        shown=None if is_empty else _overview(engine),
        index_bytes=_size(current.settings().index),
        version=searchapp.__version__,
    )


def _overview(engine: Engine) -> Overview:
    facts = engine.facts()
    found = engine.find(Asked(Everything(), limit=0))
    genres = Counter(each.report.genre for each in facts)
    covered = coverage(facts, current.gazetteer().towns_under, Wanted(_main(genres)))
    towns = {each.report.place for each in facts if each.report.place and each.report.place.town}
    return Overview(
        found.total,
        len(towns),
        len({place.code[:6] for place in towns}),
        covered,
        tuple(areas(covered.counties)),
        year_bars(found.facets["year"], Address()),
        tuple(_genre(value) for value in found.facets["genre"]),
        tuple(_levels(facts)),
        tuple(subject_counts(facts)),
        newest(reckoned().families.by_id, _NEWEST),
    )


def areas(counties: Sequence[County]) -> Iterator[Area]:
    """The counties; where they are many the cities, and where these are many the provinces."""
    for digits in _DIGITS:
        groups: defaultdict[str, list[County]] = defaultdict(list)
        for county in counties:
            groups[county.place.code[:digits]].append(county)
        if len(groups) <= _MOST_ROWS:
            break
    for own in groups.values():
        yield _area(own, digits)


def _area(counties: Sequence[County], digits: int) -> Area:
    place = counties[0].place
    names = {6: place.short, 4: place.city or place.county, 2: place.province}
    columns = range(len(counties[0].towns[0].cells))
    listed = sum(county.listed for county in counties)
    return Area(
        names[digits] or place.short,
        place.code if digits == _DIGITS[0] else None,
        tuple((sum(county.received(at) for county in counties), listed) for at in columns),
        sum(county.reports for county in counties),
        sum(county.missing for county in counties),
    )


def _main(genres: Counter[Genre]) -> Genre:
    """The genre of which coverage is told: that of the rule of law, or else the most frequent."""
    if genres[Genre.RULE_OF_LAW]:
        return Genre.RULE_OF_LAW
    return max(genres, key=lambda genre: genres[genre])


def _genre(value: FacetValue) -> Share:
    return Share(value.label, value.reports, _listed("", ("genre", value.label)))


def _levels(facts: Sequence[FiledReport]) -> Iterator[Share]:
    counts = Counter(each.report.level for each in facts)
    for level in (*IssuerLevel, None):
        label = level.label if level else UNLABELLED
        if counts[level]:
            yield Share(label, counts[level], _listed(f"层级:{label}"))


def _listed(typed: str, *choices: tuple[str, str]) -> str:
    """The address of these reports, each once."""
    return Address(typed, choices, view=View.REPORTS).url


def newest(
    reports: Mapping[str, FiledReport], most: int
) -> tuple[tuple[FiledReport, datetime], ...]:
    """The reports that came last, at most so many, of which it is known when they came."""
    with Ledger.open(current.settings()) as ledger:
        since = ledger.editions.arrivals()
    known = [(since[each], each) for each in since if each in reports]
    return tuple((reports[each], then) for then, each in nlargest(most, known, itemgetter(0)))


def _size(folder: Path) -> int:
    """How many bytes the files of a folder have."""
    return sum(each.stat().st_size for each in folder.glob("*") if each.is_file())

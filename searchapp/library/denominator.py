"""Of how many reports is this an answer? What a search's places, years and genre should have."""

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.engine import Asked
from searchapp.library.coverage import COUNTY_DIGITS, Coverage
from searchapp.library.reach import Reach
from searchapp.reports import Genre, Place


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that should be there and is not."""

    place: Place
    year: int


@dataclass(frozen=True, slots=True)
class Denominator:
    """应有 ``expected`` 篇, 在库 ``held`` 篇: several reports of a town and year count as one.

    ``missing`` are the first of those that are not there: of towns that have reported in another
    year, then of those that never have. ``silent`` is how many are missing of the latter,
    ``counties`` the digits of the counties in which any is missing.
    """

    genres: tuple[Genre, ...]
    expected: int
    held: int
    missing: tuple[Missing, ...]
    silent: int
    counties: frozenset[str]

    @property
    def absent(self) -> int:
        """How many are missing."""
        return self.expected - self.held


def denominator(
    asked: Asked, covered: Coverage, genres: tuple[Genre, ...], named: int = 3
) -> Denominator:
    """What there should be of the places and years of a question, and at most so many names.

    ``covered`` is what the library has of these genres, everywhere.
    """
    reach = Reach(asked, genres)
    held, known, never = 0, list[Missing](), list[Missing]()
    for place, year, reported, is_held in _cells(covered):
        if not reach.expects(place, year):
            continue
        held += is_held
        if not is_held:
            (known if reported else never).append(Missing(place, year))
    absent = len(known) + len(never)
    first = (*known[:named], *never[: max(0, named - len(known))])
    counties = frozenset(each.place.code[:COUNTY_DIGITS] for each in (*known, *never))
    return Denominator(genres, held + absent, held, first, len(never), counties)


def _cells(covered: Coverage) -> Iterator[tuple[Place, int, bool, bool]]:
    """Each town and year of which there is or should be a report.

    With whether the town has ever reported, and whether there is one.
    """
    for county in covered.counties:
        for town in county.towns:
            reported = bool(town.reports)
            for cell in town.cells:
                if cell.reports or cell.missing:
                    yield town.place, cell.year, reported, bool(cell.reports)

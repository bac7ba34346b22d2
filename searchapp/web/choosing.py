"""Which reports to hold side by side: offered by town, or by county and year."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from searchapp.reports import LEVELS, FiledReport, Place
from searchapp.text import fold

#: So many reports are held side by side.
MOST_COLUMNS: Final = 4
#: Longer lists are cut, and say so.
_MOST_OFFERED: Final = 60
#: So many towns are proposed to whoever has typed nothing yet.
_PROPOSED: Final = 12

#: The places that a person means by what they typed.
Called = Callable[[str], Iterable[Place | None]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be chosen; ``ticked`` where it probably is wanted."""

    filed: FiledReport
    ticked: bool


@dataclass(frozen=True, slots=True)
class OfferedTown:
    """A town with the years of its reports, in order."""

    place: Place
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """Reports to tick, or towns to choose one of; ``more`` of them did not fit in the list."""

    reports: tuple[Offer, ...] = ()
    towns: tuple[OfferedTown, ...] = ()
    more: int = 0

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the reports that probably are wanted."""
        return tuple(each.filed.id for each in self.reports if each.ticked)

    def with_ticked(self, ids: Collection[str]) -> "Offered":
        """The same, with these ticked and no others."""
        reports = tuple(Offer(each.filed, each.filed.id in ids) for each in self.reports)
        return replace(self, reports=reports)


def proposed(facts: Iterable[FiledReport]) -> Offered:
    """The towns with reports of most years."""
    towns = [town for town in _towns(facts) if len(town.years) > 1]
    most = sorted(towns, key=lambda town: (-len(town.years), town.place.code))
    return Offered(towns=tuple(most[:_PROPOSED]))


def offered(facts: Sequence[FiledReport], typed: str, year: int | None, called: Called) -> Offered:
    """What there is of a place that was typed by name or code, and of a year if one is chosen.

    Of one town or of one year reports; else the towns, to choose one of them.
    """
    meant = [each for each in _of_places(facts, typed, called) if year in (None, each.report.year)]
    codes = {each.report.place.code for each in meant if each.report.place}
    if len(codes) > 1 and year is None:
        towns = _towns(meant)
        return Offered(towns=tuple(towns[:_MOST_OFFERED]), more=_more(towns))
    ticked = _newest(meant) if len(codes) == 1 else set[str]()
    offers = tuple(Offer(each, each.id in ticked) for each in meant[:_MOST_OFFERED])
    return Offered(reports=offers, more=_more(meant))


def _more(every: Sequence[object]) -> int:
    return max(0, len(every) - _MOST_OFFERED)


def _newest(reports: Sequence[FiledReport]) -> set[str]:
    """The ids of the last years' reports, of the genre of which there are most."""
    genres = Counter(each.report.genre for each in reports)
    usual = max(genres, key=lambda genre: genres[genre])
    of_usual = [each for each in reports if each.report.genre is usual]
    newest = sorted(of_usual, key=lambda each: -(each.report.year or 0))
    return {each.id for each in newest[:MOST_COLUMNS]}


def _of_places(facts: Sequence[FiledReport], typed: str, called: Called) -> Sequence[FiledReport]:
    """The reports of the places that are called so, or else of those in whose name it stands."""
    codes = {place.code for place in called(typed) if place}
    found = [each for each in facts if each.report.place and _is_in(each.report.place, codes)]
    if found:
        return found
    needle = fold(typed).text
    return [
        each
        for each in facts
        if each.report.place and needle in fold(each.report.place.label).text
    ]


def _is_in(place: Place, codes: set[str]) -> bool:
    return place.code in codes or any(place.code_of(level) in codes for level in LEVELS)


def _towns(facts: Iterable[FiledReport]) -> list[OfferedTown]:
    """The towns that have reported, in order of their codes."""
    years: defaultdict[Place, set[int]] = defaultdict(set)
    for each in facts:
        if each.report.place and each.report.place.town and each.report.year:
            years[each.report.place].add(each.report.year)
    return [OfferedTown(place, tuple(sorted(years[place]))) for place in sorted(years, key=_code)]


def _code(place: Place) -> str:
    return place.code

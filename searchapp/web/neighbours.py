"""The reports beside a report: the same town in other years, other towns in the same year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.reports import FiledReport, Level, Place
from searchapp.web.address import Address, View

#: So many other towns are named; the search has them all.
_FEW: Final = 6
#: So many reports are compared side by side.
_ABREAST: Final = 4
#: The area whose towns are neighbours: the smallest that there is.
_AREAS: Final[tuple[Level, ...]] = ("county", "city", "province")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Reports of the same genre beside one.

    ``years`` are of the same place, the newest first. ``towns`` are a few of the other towns of
    ``area`` in the same year, by code; ``all_towns`` is how many reports of that year and genre
    there are in the area, and ``everyone`` the search that finds them.
    """

    years: tuple[FiledReport, ...]
    towns: tuple[FiledReport, ...]
    area: str
    all_towns: int
    everyone: Address

    def compared(self, filed: FiledReport) -> list[str]:
        """The report and those nearest to it in years, oldest first, as many as one compares."""
        own = filed.report.year or 0
        near = sorted(self.years, key=lambda each: abs((each.report.year or 0) - own))
        return [each.id for each in sorted([filed, *near[: _ABREAST - 1]], key=_year)]


def _year(filed: FiledReport) -> int:
    return filed.report.year or 0


def neighbours_of(filed: FiledReport, facts: Sequence[FiledReport]) -> Neighbours | None:
    """The neighbours of a report among all there are; None where its place is not known."""
    place = filed.report.place
    if place is None:
        return None
    alike = [each for each in facts if each.report.place and _is_alike(each, filed)]
    years = [each for each in alike if _code(each) == place.code and each.id != filed.id]
    years.sort(key=lambda each: (-(each.report.year or 0), each.id))
    level, area = _area(place)
    code = place.code_of(level)
    around = [each for each in alike if _stands_in(each, level, code) and _is_of_year(each, filed)]
    towns = [each for each in around if _is_other_town(each, place)]
    towns.sort(key=lambda each: (_code(each), each.id))
    choices = (level, code or ""), ("year", str(filed.report.year)), ("genre", filed.report.genre)
    everyone = Address(choices=choices, view=View.REPORTS)
    return Neighbours(tuple(years), tuple(towns[:_FEW]), area, len(around), everyone)


def _is_alike(one: FiledReport, other: FiledReport) -> bool:
    return one.report.genre is other.report.genre


def _is_of_year(one: FiledReport, other: FiledReport) -> bool:
    return one.report.year is not None and one.report.year == other.report.year


def _area(place: Place) -> tuple[Level, str]:
    return next((level, name) for level in _AREAS if (name := place.name(level)))


def _stands_in(filed: FiledReport, level: Level, code: str | None) -> bool:
    place = filed.report.place
    return place is not None and place.code_of(level) == code


def _is_other_town(filed: FiledReport, place: Place) -> bool:
    own = filed.report.place
    return own is not None and own.town is not None and own.code != place.code


def _code(filed: FiledReport) -> str:
    return filed.report.place.code if filed.report.place else ""

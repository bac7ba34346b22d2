"""The page that shows which reports there are and which are missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from searchapp.errors import UnclearChoice
from searchapp.library.coverage import Cell, Town, Wanted, coverage
from searchapp.query import YearRange, read_genre, read_place, read_years
from searchapp.reports import Genre, Report
from searchapp.web import current
from searchapp.web.address import Address, View
from searchapp.wording import words_for

coverage_pages = Blueprint("coverage", __name__)

#: Of more counties than this the page shows how many towns have reported, not which.
_MOST_TABLES: Final = 4


@dataclass(frozen=True, slots=True)
class CoverageAddress:
    """Which part of the library is asked about; ``notes`` tell what made no sense."""

    genre: Genre = Genre.RULE_OF_LAW
    county: str = ""
    since: str = ""
    until: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> "CoverageAddress":
        """What an address asks about; what makes no sense in it is left out and noted."""
        chosen = cls(county=args.get("county", "").strip())
        try:
            if genre := args.get("genre"):
                chosen = replace(chosen, genre=read_genre(genre))
            since, until = (_year(args.get(name, "")) for name in ("since", "until"))
            return replace(chosen, since=since, until=until)
        except UnclearChoice as error:
            return replace(chosen, notes=(words_for(error),))

    @property
    def wanted(self) -> Wanted:
        """The same for the library."""
        typed = f"{self.since}..{self.until}"
        years: tuple[YearRange, ...] = (read_years(typed),) if self.since or self.until else ()
        counties = (read_place("county", self.county),) if self.county else ()
        return Wanted(self.genre, counties, years)

    def url_of(self, county: str) -> str:
        """The address of the same for one county."""
        return url_for(
            "coverage.table",
            genre=None if self.genre is Genre.RULE_OF_LAW else str(self.genre),
            county=county,
            since=self.since or None,
            until=self.until or None,
        )

    def cell_url(self, town: Town, cell: Cell) -> str:
        """Where a cell leads: to its report, or to the list of its several."""
        if len(cell.reports) == 1:
            return url_for("pages.report", report_id=cell.reports[0])
        choices = (
            *(("town", town.place.code), ("year", str(cell.year))),
            ("genre", str(self.genre)),
        )
        return Address(choices=choices, view=View.REPORTS).url

    @property
    def others_url(self) -> str:
        """Where the reports that are no town's can be read."""
        choices = (("genre", str(self.genre)),)
        return Address("-层级:乡镇 -层级:未标注", choices, view=View.REPORTS).url


def _year(typed: str) -> str:
    """A year of four digits, or "". Raises UnclearChoice."""
    if not typed.strip():
        return ""
    years = read_years(typed)
    if years.first is None or years.first != years.last:
        raise UnclearChoice("year", typed, "一个年份（2024）")
    return f"{years.first:04}"


@coverage_pages.get("/coverage")
def table() -> str:
    """Towns by years: what there is, what is missing, what is weak."""
    chosen = CoverageAddress.from_args(request.args)
    facts = current.engine().facts()
    covered = coverage(facts, current.gazetteer().towns_under, chosen.wanted)
    reports = [each.report for each in facts if each.report.genre is chosen.genre]
    return render_template(
        "coverage.html",
        address=Address(),
        chosen=chosen,
        covered=covered,
        in_detail=len(covered.counties) <= _MOST_TABLES,
        genres=list(map(str, Genre)),
        counties=_counties(reports, chosen.county),
        years=_years(reports, chosen),
    )


def _years(reports: Iterable[Report], chosen: CoverageAddress) -> list[str]:
    """The years that are offered: those of which there are reports, and those chosen."""
    there = {f"{report.year:04}" for report in reports if report.year}
    return sorted((there | {chosen.since, chosen.until}) - {""})


def _counties(reports: Iterable[Report], chosen: str) -> list[tuple[str, str]]:
    """Codes and names of the counties that are offered: those with reports, and the one chosen.

    A name that several of them bear is given in full.
    """
    places = (report.place for report in reports)
    known = {place.code[:6]: replace(place, town=None) for place in places if place and place.town}
    times = Counter(place.short for place in known.values())
    offered = [
        (code, place.short if times[place.short] == 1 else place.label)
        for code, place in sorted(known.items())
    ]
    is_offered = not chosen or any(chosen in each for each in offered)
    return offered if is_offered else [*offered, (chosen, chosen)]

"""Where the cells of a table lead; a link for each cell is made of one that was made by Flask."""

from dataclasses import dataclass, replace
from functools import cached_property

from flask import url_for

from searchapp.query import All, Either, LevelChoice, Query, written
from searchapp.reports import LEVELS, Genre, IssuerLevel, Place
from searchapp.web.address import Address, View

#: What a town reports itself.
_OWN: Query = Either((LevelChoice(IssuerLevel.TOWN), LevelChoice(None)))
_NARROWING = (*LEVELS, "year")


@dataclass(frozen=True)
class Links:
    """The links of a table of one question, in which reports of some genres count."""

    address: Address
    query: Query
    genres: tuple[Genre, ...]

    def found(self, town: Place, year: int, *, crowded: bool = False) -> str:
        """The passages of a town and year; of a crowded cell only those that it counts."""
        url = self._counted if crowded else self._plain
        return joined(url, f"town={town.code}&year={year}")

    def cell(self, town: Place, year: int) -> str:
        """The same table with one cell looked at."""
        return joined(self._table, f"cell={town.code}-{year}") + "#cell"

    def narrowed(self, place: Place) -> str:
        """The same table of one county, or of whatever stands in its place."""
        level = next(level for level in reversed(LEVELS) if place.name(level))
        choices = (choice for choice in self.address.choices if choice[0] not in LEVELS)
        chosen = (*choices, (level, place.code_of(level) or ""))
        return replace(self.address, choices=chosen, page=1).url

    def of_genre(self, *genres: Genre) -> str:
        """The same table, in which reports of other genres count."""
        return self._of_genres(self.address, genres).url

    def elsewhere(self, genres: tuple[Genre, ...]) -> str:
        """The reports of other genres that say it."""
        return self._of_genres(replace(self.address, view=View.REPORTS, page=1), genres).url

    def report(self, report: str, anchor: str = "") -> str:
        """A report in which the search is marked, and from which it is found again."""
        return self._report.replace("/-", f"/{report}", 1) + (f"#{anchor}" if anchor else "")

    def coverage(self, county: str | None = None) -> str:
        """What there is of a county, by the digits of its code, or of all."""
        genre = self.genres[0] if self.genres != (Genre.RULE_OF_LAW,) else None
        return url_for("coverage.table", genre=genre and str(genre), county=county)

    @staticmethod
    def _of_genres(address: Address, genres: tuple[Genre, ...]) -> Address:
        choices = (choice for choice in address.choices if choice[0] != "genre")
        return replace(address, choices=(*choices, *(("genre", str(genre)) for genre in genres)))

    @cached_property
    def _table(self) -> str:
        return replace(self.address, page=1).url

    @cached_property
    def _anywhere(self) -> Address:
        """The question as passages, of any place and year."""
        choices = tuple(each for each in self.address.choices if each[0] not in _NARROWING)
        return replace(self.address, choices=choices, view=View.PASSAGES, page=1)

    @cached_property
    def _plain(self) -> str:
        return self._anywhere.url

    @cached_property
    def _counted(self) -> str:
        """Of the towns' own reports of the genres that count."""
        own = All((self.query, _OWN)) if self.address.typed else _OWN
        typed = replace(self._anywhere, typed=written(own))
        return self._of_genres(typed, self.genres).url

    @cached_property
    def _report(self) -> str:
        kept = self.address.url.partition("?")[2]
        return joined(url_for("pages.report", report_id="-"), kept)


def joined(url: str, arguments: str) -> str:
    """The address with more arguments, or with none."""
    return f"{url}{'&' if '?' in url else '?'}{arguments}" if arguments else url

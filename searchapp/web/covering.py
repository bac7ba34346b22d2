"""What the library has and lacks, reckoned once for each state of the index."""

from collections.abc import Sequence
from typing import Final, cast

from flask import current_app

from searchapp.library.coverage import Coverage
from searchapp.library.reach import covered_by
from searchapp.parsing import Gazetteer
from searchapp.reports import FiledReport, Genre
from searchapp.web import current

_NAME: Final = "covering"
#: More choices of genres than anybody makes.
_MOST: Final = 16


class Covering:
    """The coverage of one state of the index and the places, for each choice of genres."""

    def __init__(self, reports: Sequence[FiledReport], places: Gazetteer) -> None:
        self._reports = reports
        self._places = places
        self._known: dict[tuple[Genre, ...], Coverage] = {}

    def is_of(self, reports: Sequence[FiledReport], places: Gazetteer) -> bool:
        """Whether it was reckoned from these very reports and places."""
        return self._reports is reports and self._places is places

    def of(self, genres: tuple[Genre, ...]) -> Coverage:
        """What there is of these genres, and what is missing, everywhere and of every year."""
        if genres not in self._known and len(self._known) < _MOST:
            self._known[genres] = self._reckoned(genres)
        return self._known.get(genres) or self._reckoned(genres)

    def _reckoned(self, genres: tuple[Genre, ...]) -> Coverage:
        return covered_by(genres, self._reports, self._places.towns_under)


def covered(reports: Sequence[FiledReport], genres: tuple[Genre, ...]) -> Coverage:
    """What there is of these genres among the reports that an engine has now."""
    places = current.gazetteer()
    known = cast(Covering | None, current_app.extensions.get(_NAME))
    if known is None or not known.is_of(reports, places):
        known = current_app.extensions[_NAME] = Covering(reports, places)
    return known.of(genres)

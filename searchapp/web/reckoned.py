"""What pages say of all reports there are, reckoned once for each state of the index."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property, partial
from threading import Lock
from typing import Any, Final, TypeVar, cast

from flask import current_app

from searchapp.engine import Asked
from searchapp.library.coverage import Coverage
from searchapp.library.denominator import Denominator, denominator
from searchapp.library.reach import covered_by, genres_counted
from searchapp.library.yearly import held_by_year
from searchapp.parsing import Gazetteer
from searchapp.query import without_texts
from searchapp.reports import FiledReport, Genre
from searchapp.web import current
from searchapp.web.alongside import Families

_NAME: Final = "reckoned"
#: So many answers are kept: the choices of several readers.
_MOST: Final = 64

_T = TypeVar("_T")


class Reckoned:
    """One state of the index and the places. What hangs on the facts of a question alone is the
    same for all that differ in their texts, and is reckoned once for them."""

    def __init__(self, reports: Sequence[FiledReport], places: Gazetteer) -> None:
        self.reports = reports
        self._places = places
        self._known: dict[Hashable, Any] = {}
        self._lock = Lock()

    def is_of(self, reports: Sequence[FiledReport], places: Gazetteer) -> bool:
        """Whether it was reckoned from these very reports and places."""
        return self.reports is reports and self._places is places

    @cached_property
    def families(self) -> Families:
        """The reports by place and genre."""
        return Families.of(self.reports)

    def coverage(self, genres: tuple[Genre, ...]) -> Coverage:
        """What there is of these genres, and what is missing, everywhere and of every year."""
        reckon = partial(covered_by, genres, self.reports, self._places.towns_under)
        return self._once(("coverage", genres), reckon)

    def genres(self, asked: Asked) -> tuple[Genre, ...]:
        """The genres whose reports count in the answer to a question."""
        return self._of_facts("genres", asked, partial(genres_counted, asked, self.reports))

    def denominator(self, asked: Asked) -> Denominator:
        """Of how many reports the answer to a question is; it is not about some reports alone."""
        return self._of_facts("denominator", asked, partial(self._denominator, asked))

    def held_by_year(self, asked: Asked) -> Mapping[int, int]:
        """Year -> how many reports a question is about, whatever their texts say."""
        return self._of_facts("years", asked, partial(held_by_year, asked, self.reports))

    def _denominator(self, asked: Asked) -> Denominator:
        genres = self.genres(asked)
        return denominator(asked, self.coverage(genres), genres)

    def _of_facts(self, what: str, asked: Asked, reckon: Callable[[], _T]) -> _T:
        key = what, without_texts(asked.narrowed), asked.genres, asked.among
        return self._once(key, reckon)

    def _once(self, key: Hashable, reckon: Callable[[], _T]) -> _T:
        known = self._known.get(key)
        if known is None:
            known = reckon()
            with self._lock:
                while len(self._known) >= _MOST:
                    del self._known[next(iter(self._known))]
                self._known[key] = known
        return cast(_T, known)


def reckoned() -> Reckoned:
    """Of the reports that the engine has now. Raises IndexUnavailable where there is no index."""
    reports, places = current.engine().facts(), current.gazetteer()
    known = cast(Reckoned | None, current_app.extensions.get(_NAME))
    if known is None or not known.is_of(reports, places):
        known = current_app.extensions[_NAME] = Reckoned(reports, places)
    return known

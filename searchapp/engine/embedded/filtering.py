"""Filters and facets: what a reader chose, and how much each further choice would give."""

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from searchapp.engine.asking import Asked
from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.postings import Mask
from searchapp.engine.found import FACETS, FacetName, FacetValue
from searchapp.query import YearRange
from searchapp.reports import LEVELS

#: Facets that are one choice: the levels of a place are one tree.
_GROUP: Final[dict[FacetName, str]] = {
    **dict.fromkeys(LEVELS, "place"),
    "year": "year",
    "section": "section",
    "genre": "genre",
}

#: What is chosen by the ids of reports, as a kind of choice.
AMONG: Final = "arrived"


class Filter:
    """The choices of a question, each as the passages it leaves."""

    def __init__(self, catalogue: Catalogue, asked: Asked) -> None:
        self._catalogue = catalogue
        self._chosen: dict[FacetName, set[int]] = {name: set() for name in FACETS}
        self._masks: dict[str, Mask] = {}
        for choice in asked.places:
            self._choose(choice.level, choice.means)
        for years in asked.years:
            self._choose("year", partial(_is_in, years))
        for kind in asked.kinds:
            self._choose("section", partial(_is_named, str(kind)))
        for genre in asked.genres:
            self._choose("genre", partial(_is_named, str(genre)))
        if asked.among is not None:
            self._masks[AMONG] = catalogue.of_reports(asked.among)

    @property
    def groups(self) -> tuple[str, ...]:
        """The kinds of choice that were made, as ``passing`` leaves them out."""
        return tuple(
            group for group in (*dict.fromkeys(_GROUP.values()), AMONG) if group in self._masks
        )

    def passing(self, matching: Mask, *, but: str = "") -> Mask:
        """Of the matching passages those that every choice leaves, but for one kind of choice."""
        left = matching
        for group, mask in self._masks.items():
            if group != but:
                left = left & mask
        return left

    def facets(self, matching: Mask) -> dict[FacetName, tuple[FacetValue, ...]]:
        """The counts of each facet, its own choice left out."""
        catalogue = self._catalogue
        passing = {
            group: np.flatnonzero(self.passing(matching, but=group))
            for group in set(_GROUP.values())
        }
        return {
            name: catalogue.columns[name].count(
                passing[_GROUP[name]], catalogue.report_of, self._chosen[name]
            )
            for name in FACETS
        }

    def _choose(self, name: FacetName, wanted: Callable[[str | int | None, str], bool]) -> None:
        """Add to the passages of the facet's group those whose value is wanted."""
        column, group = self._catalogue.columns[name], _GROUP[name]
        chosen = column.chosen(wanted)
        self._chosen[name].update(chosen)
        mask = column.having(chosen)
        self._masks[group] = self._masks.get(group, np.zeros_like(mask)) | mask


def _is_in(years: YearRange, value: str | int | None, _: str) -> bool:
    """Whether a facet's value is one of the years."""
    return years.includes(None if value is None else int(value))


def _is_named(name: str, value: str | int | None, _: str) -> bool:
    """Whether a facet's value is this kind or genre."""
    return value == name

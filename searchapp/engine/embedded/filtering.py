"""Filters and facets: what a reader chose, and how much each further choice would give."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from searchapp.engine.asking import Asked, PlaceChoice, YearRange
from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.postings import Mask
from searchapp.engine.found import FACETS, FacetName, FacetValue
from searchapp.reports import LEVELS

#: Facets that are one choice: the levels of a place are one tree.
_GROUP: Final[dict[FacetName, str]] = {
    **dict.fromkeys(LEVELS, "place"),
    "year": "year",
    "section": "section",
    "genre": "genre",
}
_NAMES: Final = {"province": "省", "city": "市", "county": "县", "town": "乡镇"}


class Filter:
    """The choices of a question, each as the passages it leaves."""

    def __init__(self, catalogue: Catalogue, asked: Asked) -> None:
        self._catalogue = catalogue
        self._masks: dict[str, Mask] = {}
        if asked.places:
            self._masks["place"] = self._any(self._place(choice) for choice in asked.places)
        if asked.years:
            self._masks["year"] = self._any(self._years(each) for each in asked.years)
        if asked.kinds:
            self._masks["section"] = self._valued("section", set(map(str, asked.kinds)))
        if asked.genres:
            self._masks["genre"] = self._valued("genre", set(map(str, asked.genres)))

    def passing(self, matching: Mask, *, but: str = "") -> Mask:
        """Of the matching passages those that every choice leaves, but for one kind of choice."""
        left = matching
        for kind, mask in self._masks.items():
            if kind != but:
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
            name: catalogue.columns[name].count(passing[_GROUP[name]], catalogue.report_of)
            for name in FACETS
        }

    def _any(self, masks: Iterator[Mask]) -> Mask:
        chosen = np.zeros_like(self._catalogue.live)
        for mask in masks:
            chosen |= mask
        return chosen

    def _place(self, choice: PlaceChoice) -> Mask:
        return self._catalogue.columns[choice.level].having(
            lambda value, label: _is_place(choice, value, label)
        )

    def _years(self, years: YearRange) -> Mask:
        def wanted(value: str | int | None, _: str) -> bool:
            if value is None or years.first is None:
                return value is None and years.first is None
            return years.first <= int(value) <= (years.last or years.first)

        return self._catalogue.columns["year"].having(wanted)

    def _valued(self, name: FacetName, values: set[str]) -> Mask:
        return self._catalogue.columns[name].having(lambda value, _: value in values)


def unknown_places(catalogue: Catalogue, asked: Asked) -> Iterator[str]:
    """A note for each chosen place of which the index holds no report."""
    for choice in asked.places:
        values = catalogue.columns[choice.level].values
        known = any(_is_place(choice, value, label) for value, label in values)
        if choice.value is not None and not known:
            yield f"库里没有{_NAMES[choice.level]}“{choice.value}”的报告"


def _is_place(choice: PlaceChoice, value: str | int | None, label: str) -> bool:
    """Whether a facet's value is the chosen place, by its code or its name."""
    if choice.value is None or value is None:
        return choice.value is None and value is None
    return choice.value in (value, label)

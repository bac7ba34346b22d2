"""Filters and facets: what a reader chose, and how much each further choice would give."""

from collections.abc import Mapping
from functools import reduce
from typing import Final

import numpy as np

from searchapp.engine.asking import Asked
from searchapp.engine.embedded.catalogue import (
    KINDS,
    REPORT_FACETS,
    Catalogue,
    ValueChoice,
    facet_of,
)
from searchapp.engine.embedded.columnar.arrays import Counts, Mask
from searchapp.engine.embedded.counting import Table, facet_values
from searchapp.engine.embedded.sets import PassageSet, every
from searchapp.engine.found import FACETS, FacetName, FacetValue
from searchapp.query import Condition, KindChoice
from searchapp.reports import LEVELS

#: Facets that are one choice: the levels of a place are one tree.
_GROUP: Final[Mapping[FacetName, str]] = {
    **dict.fromkeys(LEVELS, "place"),
    "year": "year",
    "section": "section",
    "genre": "genre",
}
_SECTION: Final = "section"
#: What is chosen by the ids of reports, as a kind of choice.
AMONG: Final = "arrived"
_KIND_VALUES: Final = tuple((str(kind), kind.label) for kind in KINDS)


class Filter:
    """The choices of a question: the reports that each kind of choice leaves, and the sections."""

    def __init__(self, catalogue: Catalogue, asked: Asked) -> None:
        self._catalogue = catalogue
        self._chosen: dict[FacetName, set[int]] = {name: set() for name in FACETS}
        #: Kind of choice -> for each report whether it is left.
        self._reports: dict[str, Mask] = {}
        #: For each kind of section whether it is left, where some are chosen.
        self._kinds: Mask | None = None
        for group, choices in asked.choices.items():
            for choice in choices:
                self._choose(group, choice)
        if asked.among is not None:
            self._reports[AMONG] = catalogue.are(asked.among)

    @property
    def groups(self) -> tuple[str, ...]:
        """The kinds of choice that were made, as ``passing`` leaves them out."""
        made = {*self._reports, *([] if self._kinds is None else [_SECTION])}
        return tuple(group for group in (*dict.fromkeys(_GROUP.values()), AMONG) if group in made)

    def passing(self, matching: PassageSet, *, but: str = "") -> PassageSet:
        """Of the matching passages those that every choice leaves, but for one kind of choice."""
        sets = [matching]
        reports, kinds = self._left(but)
        if reports is not None:
            sets.append(self._catalogue.of(reports))
        if kinds is not None:
            sets.append(self._catalogue.of_kinds(kinds))
        return every(sets)

    def by_report(self, matching: Table) -> Counts:
        """For each report of the table how many passages every choice leaves of it."""
        return matching.by_report(*self._left())

    def facets(self, matching: Table) -> dict[FacetName, tuple[FacetValue, ...]]:
        """The counts of each facet, its own choice left out."""
        by_report = {
            group: matching.by_report(*self._left(group)) for group in ("place", "year", "genre")
        }
        facets: dict[FacetName, tuple[FacetValue, ...]] = {}
        for name in REPORT_FACETS:
            column = self._catalogue.columns[name]
            counts = matching.by_value(column, by_report[_GROUP[name]])
            facets[name] = facet_values(column.values, *counts, self._chosen[name])
        reports, _ = self._left(_SECTION)
        counts = matching.by_kind(reports)
        facets["section"] = facet_values(_KIND_VALUES, *counts, self._chosen["section"])
        return {name: facets[name] for name in FACETS}

    def _left(self, but: str = "") -> tuple[Mask | None, Mask | None]:
        """The reports and the kinds of section that are left, each None where all are."""
        masks = [mask for group, mask in self._reports.items() if group != but]
        reports = reduce(np.logical_and, masks) if masks else None
        return reports, None if but == _SECTION else self._kinds

    def _choose(self, group: str, choice: Condition) -> None:
        """Add to what the kind of choice leaves that which is chosen."""
        catalogue = self._catalogue
        if isinstance(choice, KindChoice):
            self._chosen["section"].add(KINDS.index(choice.kind))
            self._kinds = np.isin(np.arange(len(KINDS)), list(self._chosen["section"]))
            return
        if not isinstance(choice, ValueChoice):
            raise TypeError(f"this is no choice among the values of a facet: {choice}")
        name, codes = facet_of(choice), catalogue.chosen(choice)
        self._chosen[name].update(codes)
        mask = catalogue.columns[name].having(codes)
        self._reports[group] = self._reports[group] | mask if group in self._reports else mask

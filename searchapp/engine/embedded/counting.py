"""How many passages, and of how many reports, by report, kind of section and value of a facet."""

from collections.abc import Collection, Sequence
from functools import cached_property, partial
from itertools import compress
from operator import add
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.catalogue import KINDS, Catalogue, Column
from searchapp.engine.embedded.columnar.arrays import Counts, Documents, Mask
from searchapp.engine.embedded.columnar.reports import Value
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.found import FacetValue

#: Where fewer than one passage in so many is counted, only their reports are looked at.
_SPARSE: Final = 64
#: Makes a FacetValue of four things in a third of the time that calling it takes.
_facet_value: Final = partial(tuple.__new__, FacetValue)


class Table:
    """How many passages of each of ``KINDS`` (rows) stand in each of some reports (columns)."""

    def __init__(self, reports: Documents | slice, counts: Counts) -> None:
        """``reports`` picks those of the columns from all: by ascending numbers, or a slice."""
        self.reports = reports
        self.counts = counts

    @cached_property
    def _every(self) -> Counts:
        """For each report how many passages of all kinds it has."""
        every: Counts = self.counts.sum(axis=0)
        return every

    @classmethod
    def of(cls, catalogue: Catalogue, passages: PassageSet) -> "Table":
        """The table of these passages, with all reports in which there is one."""
        is_sparse = len(passages) * _SPARSE <= catalogue.size
        return (cls.of_some if is_sparse else cls.of_all)(catalogue, passages.documents)

    @classmethod
    def of_all(cls, catalogue: Catalogue, documents: Documents) -> "Table":
        """The table of these passages, with all reports that there are."""
        cells = catalogue.cells.take(documents)
        return cls(slice(None), _table(cells, catalogue.report_count))

    @classmethod
    def of_some(cls, catalogue: Catalogue, documents: Documents) -> "Table":
        """The table of these passages, ascending, with no report in which there is none."""
        among = catalogue.report_of.take(documents)
        is_first = np.ones(len(among), dtype=np.bool_)
        np.not_equal(among[1:], among[:-1], out=is_first[1:])
        reports = among[is_first]
        cells = catalogue.kind.take(documents) * np.intp(len(reports))
        cells += np.cumsum(is_first) - 1
        return cls(reports, _table(cells, len(reports)))

    def by_report(self, reports: Mask | None, kinds: Mask | None) -> Counts:
        """For each report of the table how many passages it has, of these kinds, None for all.

        ``reports`` has an entry for every report that there is; for those left out it is 0.
        """
        counted: Counts = self._every if kinds is None else self.counts[kinds].sum(axis=0)
        return counted if reports is None else counted * reports[self.reports]

    def having(self, by_report: Counts) -> tuple[Documents, Counts]:
        """The numbers of the reports that have some of so many by report, and how many."""
        at = np.flatnonzero(by_report).astype(np.int32)
        numbers = at if isinstance(self.reports, slice) else self.reports[at]
        return numbers, by_report[at]

    def by_kind(self, reports: Mask | None) -> tuple[Counts, Counts]:
        """For each kind how many passages it has in these reports, None for all, and reports."""
        counts = self.counts if reports is None else self.counts * reports[self.reports]
        return counts.sum(axis=1), np.count_nonzero(counts, axis=1)

    def by_value(self, column: Column, by_report: Counts) -> tuple[Counts, Counts]:
        """For each value how many passages, and reports, of so many by report fall under it."""
        bins, size = column.bins[self.reports], len(column.values) + 1
        passages = np.bincount(bins, weights=by_report, minlength=size)[1:]
        reports = np.bincount(bins[by_report > 0], minlength=size)[1:]
        return passages.astype(np.int64), reports


def facet_values(
    values: Sequence[Value], passages: Counts, reports: Counts, chosen: Collection[int]
) -> tuple[FacetValue, ...]:
    """The values with their counts, in order.

    One without passages is left out, unless its number is chosen: it can then be given up.
    """
    is_shown = passages > 0
    is_shown[list(chosen)] = True
    said = compress(values, is_shown.tolist())
    counted = zip(passages[is_shown].tolist(), reports[is_shown].tolist(), strict=True)
    return tuple(map(_facet_value, map(add, said, counted)))


def _table(cells: NDArray[np.intp], reports: int) -> Counts:
    """The table of so many reports in which each cell counts once for each time it is given."""
    counts: Counts = np.bincount(cells, minlength=len(KINDS) * reports)
    return counts.reshape(len(KINDS), reports)

"""The orders of all reports: what could not be told is last, ties are broken as DESIGN says."""

from collections.abc import Callable, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.asking import Sort
from searchapp.engine.embedded.columnar.reports import ABSENT, Value

#: For each report its place in an order, from 0.
Positions: TypeAlias = NDArray[np.int32]
#: The values of a column in the order shown, and for each report the number of its own.
Coded: TypeAlias = tuple[Sequence[Value], NDArray[np.int32]]

#: Sort -> what is looked at first and second; the id of the report is always looked at last.
_KEYS: Final = {
    Sort.NEWEST: ("_newest", "_place"),
    Sort.OLDEST: ("_oldest", "_place"),
    Sort.PLACE: ("_place", "_newest"),
}


class ReportOrder:
    """Reports by year, by the code of their place, and by id."""

    def __init__(self, years: Coded, places: Coded, id_of: Callable[[int], str]) -> None:
        """Years are shown newest first, and none last; places by code."""
        values, self._newest = years
        real = sum(value is not None for value, _ in values)
        self._oldest = np.where(self._newest < real, real - 1 - self._newest, real)
        self._place = _ranks(*places)
        self._positions: dict[Sort, Positions] = {}
        self._tied = _ties(self._place, self._newest, id_of)

    def positions(self, sort: Sort) -> Positions:
        """Where each report stands. Of the same relevance the newest comes first."""
        sort = Sort.NEWEST if sort is Sort.RELEVANCE else sort
        known = self._positions.get(sort)
        if known is None:
            first, second = (getattr(self, name) for name in _KEYS[sort])
            known = np.empty(len(first), dtype=np.int32)
            known[np.lexsort((self._tied, second, first))] = np.arange(len(first))
            self._positions[sort] = known
        return known


def _ranks(values: Sequence[Value], codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each report the rank of its value, the same for values that differ in the label only."""
    differs = [0, *(int(one[0] != other[0]) for one, other in pairwise(values))]
    ranks = np.array([*accumulate(differs[: len(values)]), len(values)], dtype=np.int32)
    return ranks[np.where(codes == ABSENT, len(values), codes)]


def _ties(
    place: NDArray[np.int32], year: NDArray[np.int32], id_of: Callable[[int], str]
) -> NDArray[np.int32]:
    """The order, by id, of reports of one place and year; 0 for all others."""
    tied = np.zeros(len(place), dtype=np.int32)
    both = (place.astype(np.int64) << 32) + year
    order = np.argsort(both, kind="stable")
    same = np.flatnonzero(both[order][1:] == both[order][:-1])
    involved = order[np.union1d(same, same + 1)].tolist()
    for _, group in groupby(involved, key=lambda at: both.item(at)):
        ranked = sorted(group, key=id_of)
        tied[ranked] = np.arange(len(ranked))
    return tied

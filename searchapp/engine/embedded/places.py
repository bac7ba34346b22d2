"""Places in passages, as arrays: what is the outermost, the shortest, how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Documents, Mask
from searchapp.engine.embedded.columnar.flat import ranges
from searchapp.engine.embedded.sets import positions
from searchapp.engine.embedded.volume import Times

#: To look up one passage costs about as much as to take so many places.
_LOOK_UP: Final = 16


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Half-open places ``[start, end)`` in passages, by start, then by end; each stands once.

    ``documents`` (int32) are the passages, and repeat where one has several. The offsets (int64)
    run on through all texts, so that a place in an earlier passage is smaller.
    """

    documents: Documents
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.documents)

    def only(self, chosen: Mask | NDArray[np.intp]) -> "Occurrences":
        """Those for which a mask is true, or of these positions."""
        at = positions(chosen)
        return Occurrences(self.documents.take(at), self.start.take(at), self.end.take(at))

    def among(self, documents: Documents) -> "Occurrences":
        """Those of the places that are in these passages, which ascend."""
        if len(documents) * _LOOK_UP < len(self):
            first = np.searchsorted(self.documents, documents)
            counts = np.searchsorted(self.documents, documents, side="right") - first
            return self.only(ranges(first, counts))
        chosen = np.zeros(int(self.documents.max(initial=-1)) + 1, dtype=np.bool_)
        chosen[documents[: np.searchsorted(documents, len(chosen))]] = True
        return self.only(chosen.take(self.documents))

    def passages(self) -> Documents:
        """The passages with a place, ascending and each once."""
        return self.documents[self._firsts()]

    def times(self, documents: Documents) -> Times:
        """How many places each of these passages, which ascend, has."""
        firsts = self._firsts()
        if np.array_equal(self.documents[firsts], documents):
            return np.diff(firsts, append=len(self)).astype(np.int32)
        counts = np.bincount(self.documents, minlength=int(documents.max(initial=-1)) + 1)
        times: Times = counts[documents].astype(np.int32)
        return times

    def _firsts(self) -> NDArray[np.intp]:
        """Of each passage with places, where in the arrays its first is."""
        first = np.ones(len(self), dtype=np.bool_)
        np.not_equal(self.documents[1:], self.documents[:-1], out=first[1:])
        return np.flatnonzero(first)


def chained(several: Iterable[Occurrences]) -> Occurrences:
    """The places of all, each of which has its own behind those of the one before."""
    every = list(several)
    if len(every) == 1:
        return every[0]
    return Occurrences(
        np.concatenate([np.zeros(0, np.int32), *(each.documents for each in every)]),
        np.concatenate([np.zeros(0, np.int64), *(each.start for each in every)]),
        np.concatenate([np.zeros(0, np.int64), *(each.end for each in every)]),
    )


def united(several: Iterable[Occurrences]) -> Occurrences:
    """The places of all, each once."""
    every = list(several)
    if len(every) == 1:
        return every[0]
    both = _in_order(chained(every))
    new = np.ones(len(both), dtype=np.bool_)
    new[1:] = (np.diff(both.start) != 0) | (np.diff(both.end) != 0)
    return both.only(new)


def _in_order(places: Occurrences) -> Occurrences:
    """The places by start, then by end."""
    # A stable sort merges what is in order by parts; by two keys it takes ten times as long.
    ordered = places.only(np.argsort(places.start, kind="stable"))
    if ((np.diff(ordered.start) == 0) & (np.diff(ordered.end) < 0)).any():
        return places.only(np.lexsort((places.end, places.start)))
    return ordered


def outermost(places: Occurrences) -> Occurrences:
    """Those that do not lie inside another."""
    if not len(places):
        return places
    # Of those that start together the longest is the outermost one.
    longest = np.append(np.diff(places.start) != 0, True)
    left = places.only(longest)
    reach = np.maximum.accumulate(left.end)
    return left.only(np.append(True, left.end[1:] > reach[:-1]))


def innermost(places: Occurrences) -> Occurrences:
    """Those that hold no other."""
    if not len(places):
        return places
    # Of those that start together the shortest is the innermost one.
    shortest = np.append(True, np.diff(places.start) != 0)
    left = places.only(shortest)
    soonest = np.minimum.accumulate(left.end[::-1])[::-1]
    return left.only(np.append(left.end[:-1] < soonest[1:], True))

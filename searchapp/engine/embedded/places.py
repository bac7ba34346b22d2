"""Places in passages, as arrays: what is the outermost, the shortest, how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.sets import Documents, Mask


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
        return Occurrences(self.documents[chosen], self.start[chosen], self.end[chosen])

    def passages(self) -> Documents:
        """The passages with a place, ascending and each once."""
        if not len(self):
            return self.documents
        first = np.ones(len(self), dtype=np.bool_)
        np.not_equal(self.documents[1:], self.documents[:-1], out=first[1:])
        return self.documents[first]

    def times(self, documents: Documents) -> NDArray[np.int32]:
        """How many places each of these passages has."""
        counts = np.bincount(self.documents, minlength=int(documents.max(initial=-1)) + 1)
        times: NDArray[np.int32] = counts[documents].astype(np.int32)
        return times


def united(several: Iterable[Occurrences]) -> Occurrences:
    """The places of all, each once."""
    every = list(several)
    if len(every) == 1:
        return every[0]
    documents = np.concatenate([each.documents for each in every])
    start = np.concatenate([each.start for each in every])
    end = np.concatenate([each.end for each in every])
    order = np.lexsort((end, start))
    both = Occurrences(documents, start, end).only(order)
    new = np.ones(len(both), dtype=np.bool_)
    new[1:] = (np.diff(both.start) != 0) | (np.diff(both.end) != 0)
    return both.only(new)


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

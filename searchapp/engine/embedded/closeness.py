"""How close two things stand to each other in each passage, on arrays of their places."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.engine.embedded.places import Occurrences

#: Characters between two places; infinite where there are no two.
Gaps: TypeAlias = NDArray[np.float64]


def gaps(ones: Occurrences, others: Occurrences, documents: Documents) -> Gaps:
    """For each of the documents, ascending, ``ranking.gap`` of the places of both in it.

    Of what stands in other documents nothing is counted.
    """
    least = np.full(len(documents), np.inf)
    if len(ones.start) and len(others.start) and len(documents):
        apart = np.minimum(_to_next(ones, others), _to_last(ones, others))
        at = np.searchsorted(documents, ones.documents)
        at[at == len(documents)] = 0
        is_wanted = documents[at] == ones.documents
        np.minimum.at(least, at[is_wanted], apart[is_wanted])
    return least


def _to_next(ones: Occurrences, others: Occurrences) -> Gaps:
    """From each place to the first of the others in its passage that begins there or later.

    None of the others lies inside another: so no later one is nearer.
    """
    at = np.searchsorted(others.start, ones.start)
    is_there = at < len(others.start)
    at[~is_there] = 0
    is_there &= others.documents[at] == ones.documents
    between = np.maximum(others.start[at] - ones.end, 0)
    return np.where(is_there, between, np.inf)


def _to_last(ones: Occurrences, others: Occurrences) -> Gaps:
    """From each place to the last of the others in its passage that begins before it."""
    at = np.searchsorted(others.start, ones.start) - 1
    is_there = (at >= 0) & (others.documents[at] == ones.documents)
    between = np.maximum(ones.start - others.end[at], 0)
    return np.where(is_there, between, np.inf)

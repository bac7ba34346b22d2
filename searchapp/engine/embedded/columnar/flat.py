"""Rows of numbers, end to end in one flat array: how lists come and go, many at a time."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array

#: Lengths of rows, or places in a flat array.
Counts: TypeAlias = NDArray[np.int64]
#: Documents of a segment, ascending.
Documents: TypeAlias = NDArray[np.int32]


def bounds(counts: Array) -> Counts:
    """Where each row begins and, at last, where the last one ends: one more than there are rows."""
    ends = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def within(places: Array, ends: Counts) -> Counts:
    """How many of these ascending places of the flat array lie in each row between ``ends``."""
    return np.diff(np.searchsorted(places, ends))

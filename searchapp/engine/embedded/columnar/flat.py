"""Rows of numbers, end to end in one flat array: how lists come and go, many at a time."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, Counts

_MOST: Final = np.iinfo(np.uint32).max
#: So many numbers at a time stay in the processor's cache.
_PIECE: Final = 1 << 17


def bounds(counts: Array) -> Counts:
    """Where each row begins, and at last where the last one ends: one more than rows."""
    ends = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def pieces(ends: Counts, most: int = _PIECE) -> Iterator[tuple[int, int]]:
    """Runs of rows, from the first to before the last, that have at most so many numbers.

    A row that has more is a piece of its own.
    """
    first, rows = 0, len(ends) - 1
    while first < rows:
        last = int(np.searchsorted(ends, ends[first] + most, side="right")) - 1
        yield first, max(last, first + 1)
        first = max(last, first + 1)


def ranges(first: Array, counts: Array) -> Counts:
    """The numbers from each of ``first`` on, as many as ``counts`` says, end to end."""
    ends = np.cumsum(counts, dtype=np.int64)
    numbers: Counts = np.arange(int(counts.sum())) + np.repeat(first - (ends - counts), counts)
    return numbers


def within(places: Array, ends: Counts) -> Counts:
    """How many of these ascending places of the flat array lie in each row between ``ends``."""
    return np.diff(np.searchsorted(places, ends))


def sums(numbers: Array, ends: Counts) -> Counts:
    """The sum of the numbers of each row."""
    totals = np.zeros(len(ends) - 1, np.int64)
    filled = ends[1:] > ends[:-1]
    if filled.any():
        totals[filled] = np.add.reduceat(numbers, ends[:-1][filled], dtype=np.int64)
    return totals


def offsets(places: Counts) -> NDArray[np.uint32]:
    """The places as they are kept. Raises ValueError where four bytes cannot hold one."""
    if places.max(initial=0) > _MOST:
        raise ValueError("a segment is so long that its offsets need more than four bytes")
    return places.astype(np.uint32)

"""Rows of numbers most of which are small: how often a word stands in each passage, less one.

A row keeps the lowest 0, 1, 2, 4 or 8 bits of its numbers (``P.bits``; from the number ``P.at`` on
in the stream ``P.low1 P.low2 P.low4 P.low8``). A number that has more is an exception, which stands
as a whole beside it: ``P.odd`` says which exceptions of all are a row's; of each, ``P.gap`` says how
many numbers after the exception before it in the row it stands (from 1; for the first one counted
from before the row) and ``P.value`` what it is. What does not fit into a byte there is 0, and
stands in ``P.gap_wide`` or ``P.value_wide``, ``…_wide_at`` telling the exception.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter
from searchapp.engine.embedded.columnar.flat import Counts, bounds, within
from searchapp.engine.embedded.columnar.packing import WIDTHS, Packer, unpacked

#: How many bits of each number a row keeps.
_BITS: Final = (0, *WIDTHS)
#: What an exception costs: a byte for where, one for what.
_EXCEPTION: Final = 2


class _Bytes:
    """Writes numbers from 1 on in a byte each; those that do not fit stand apart."""

    def __init__(self, arrays: ArrayWriter, name: str) -> None:
        self._bytes = arrays.open(name, np.uint8)
        self._wide = arrays.open(f"{name}_wide", np.uint32)
        self._wide_at = arrays.open(f"{name}_wide_at", np.uint32)

    def append(self, numbers: Array) -> None:
        wide = np.flatnonzero(numbers > 0xFF)
        self._wide_at.append((wide + self._bytes.count).astype(np.uint32))
        self._wide.append(numbers[wide].astype(np.uint32))
        narrow = numbers.astype(np.uint8)
        narrow[wide] = 0
        self._bytes.append(narrow)


class SmallsWriter:
    """Writes rows, some at a time. The file is the same however they are divided into calls."""

    def __init__(self, arrays: ArrayWriter, prefix: str) -> None:
        self._kept = arrays.open(f"{prefix}.bits", np.uint8)
        self._at = arrays.open(f"{prefix}.at", np.uint32)
        self._odd = arrays.open(f"{prefix}.odd", np.uint32)
        self._packers = {
            bits: Packer(bits, arrays.open(f"{prefix}.low{bits}", np.uint8)) for bits in WIDTHS
        }
        self._gaps = _Bytes(arrays, f"{prefix}.gap")
        self._values = _Bytes(arrays, f"{prefix}.value")
        self._exceptions = 0

    def append(self, lengths: Array, numbers: Array) -> None:
        """Add rows of these lengths; their numbers, none negative, come end to end.

        Raises ValueError for a negative number, or one that four bytes cannot hold.
        """
        ends = bounds(lengths)
        if ends[-1] != len(numbers):
            raise ValueError(f"{len(numbers)} numbers for rows of {ends[-1]}")
        if len(numbers) and not 0 <= numbers.min() <= numbers.max() <= np.iinfo(np.uint32).max:
            raise ValueError("a number is negative, or too large for four bytes")
        kept = _fewest(ends, numbers)
        self._kept.append(kept)
        self._append_low(kept, ends, numbers)
        self._append_exceptions(np.repeat(kept, np.diff(ends)), ends, numbers)

    def finish(self) -> None:
        """All rows were given."""
        self._odd.append(np.array([self._exceptions], np.uint32))
        for packer in self._packers.values():
            packer.finish()

    def _append_low(self, kept: Array, ends: Counts, numbers: Array) -> None:
        """The low bits of all numbers, and where each row's begin."""
        starts = np.zeros(len(kept), np.int64)
        lengths = np.diff(ends)
        for bits, packer in self._packers.items():
            own = kept == bits
            starts[own] = packer.count + bounds(lengths[own])[:-1]
            low = numbers[np.repeat(own, lengths)] & ((1 << bits) - 1)
            packer.append(low.astype(np.uint8))
        if starts.max(initial=0) > np.iinfo(np.uint32).max:
            raise ValueError("a segment has too many numbers for offsets of four bytes")
        self._at.append(starts.astype(np.uint32))

    def _append_exceptions(self, kept: Array, ends: Counts, numbers: Array) -> None:
        """The numbers that have more bits than are kept (``kept`` is for each number)."""
        places = np.flatnonzero(numbers >> kept)
        of_rows = within(places, ends)
        first = bounds(of_rows)
        gaps = np.diff(places, prepend=0)
        heads = first[:-1][of_rows > 0]
        gaps[heads] = places[heads] - ends[:-1][of_rows > 0] + 1
        self._odd.append((self._exceptions + first[:-1]).astype(np.uint32))
        self._gaps.append(gaps)
        self._values.append(numbers[places])
        self._exceptions += len(places)


def _fewest(ends: Counts, numbers: Array) -> NDArray[np.uint8]:
    """For each row how many bits to keep so that it takes the fewest bytes."""
    lengths = np.diff(ends)
    places = np.flatnonzero(numbers)
    costs = []
    for bits in _BITS:
        places = places[(numbers[places] >> bits) > 0]
        costs.append(lengths * bits + 8 * _EXCEPTION * within(places, ends))
    return np.array(_BITS, np.uint8)[np.argmin(costs, axis=0)]


class Smalls:
    """The rows, by number. Raises KeyError where the file has none of that prefix."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str) -> None:
        self._kept, self._at = arrays[f"{prefix}.bits"], arrays[f"{prefix}.at"]
        self._odd = arrays[f"{prefix}.odd"]
        self._low = {bits: arrays[f"{prefix}.low{bits}"] for bits in WIDTHS}
        self._gaps = _WithWide(arrays, f"{prefix}.gap")
        self._values = _WithWide(arrays, f"{prefix}.value")

    def row(self, row: int, length: int) -> NDArray[np.int32]:
        """The numbers of a row, which has this length."""
        bits = int(self._kept[row])
        if bits:
            numbers = unpacked(bits, self._low[bits], int(self._at[row]), length).astype(np.int32)
        else:
            numbers = np.zeros(length, np.int32)
        begin, end = int(self._odd[row]), int(self._odd[row + 1])
        if begin < end:
            numbers[np.cumsum(self._gaps.part(begin, end)) - 1] = self._values.part(begin, end)
        return numbers

    def many(self, first: int, last: int, lengths: Array) -> NDArray[np.int32]:
        """The rows from ``first`` to before ``last``, which have these lengths, end to end."""
        ends = bounds(lengths)
        kept = self._kept[first:last]
        numbers = np.zeros(ends[-1], np.int32)
        for bits, stream in self._low.items():
            own = np.flatnonzero(kept == bits)
            if len(own):
                at, count = int(self._at[first + own[0]]), int(np.diff(ends)[own].sum())
                low = unpacked(bits, stream, at, count)
                numbers[np.repeat(kept == bits, np.diff(ends))] = low
        self._set_exceptions(first, ends, numbers)
        return numbers

    def _set_exceptions(self, first: int, ends: Counts, numbers: NDArray[np.int32]) -> None:
        """Put the exceptions of all rows from ``first`` on, between these bounds, in their places."""
        odd = self._odd[first : first + len(ends)].astype(np.int64)
        begin, end = int(odd[0]), int(odd[-1])
        gaps = self._gaps.part(begin, end)
        filled = np.diff(odd) > 0
        heads = (odd[:-1] - begin)[filled]
        places = np.cumsum(gaps)
        places += np.repeat(ends[:-1][filled] - 1 - places[heads] + gaps[heads], np.diff(odd)[filled])
        numbers[places] = self._values.part(begin, end)


class _WithWide:
    """Numbers from 1 on in a byte each, with those that do not fit."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._bytes = arrays[name]
        self._wide, self._wide_at = arrays[f"{name}_wide"], arrays[f"{name}_wide_at"]

    def part(self, begin: int, end: int) -> NDArray[np.int64]:
        """The numbers from one place to before another."""
        numbers = self._bytes[begin:end].astype(np.int64)
        wide = slice(*np.searchsorted(self._wide_at, (begin, end)))
        numbers[self._wide_at[wide] - begin] = self._wide[wide]
        return numbers

"""Rows of numbers most of which are small: how often a word stands in each passage, less one.

A row is packed or unary; ``P.form`` (u8) is 255 for unary, else how many bits are packed:

* packed, its numbers have the lowest 0, 1, 2, 4 or 8 bits in ``P.low1 P.low2 P.low4 P.low8``, from
  the number ``P.at`` (u32) on. A number that has more is an exception, too: those of row ``i``
  are from ``P.odd[i]`` (u32) to before ``P.odd[i + 1]``. ``P.gap`` (u8) says how many numbers
  after the exception before it in its row it stands (the first one: after the place before the
  row), ``P.more`` (4 bits each) what is above the packed bits. What does not fit there is 0,
  and stands in ``P.gap_wide`` or ``P.more_wide`` (u32) for the exceptions that ``P.gap_wide_at``
  or ``P.more_wide_at`` (u32) name;
* unary, each number is as many zeros and then a one: ``P.unary`` (u8) from the byte
  ``P.unary_at[P.at[i]]`` (u32) to before that of the next unary row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, Counts
from searchapp.engine.embedded.columnar.flat import bounds, offsets, pieces, sums, within
from searchapp.engine.embedded.columnar.packing import WIDTHS, Packer, marked, marks, unpacked

Numbers: TypeAlias = NDArray[np.int32]

_UNARY: Final = 255
#: How many bits of each number a packed row may keep.
_KEPT: Final = (0, *WIDTHS)
#: The bits of an exception: for where it stands, and for what is above the packed bits.
_GAP: Final = 8
_MORE: Final = 4
#: Unary is slower to read: it must take so much less than the best packed form.
_WORTH: Final = 0.9
_MOST: Final = np.iinfo(np.int32).max


class SmallsWriter:
    """Writes rows, some at a time. The file is the same however they are divided into calls."""

    def __init__(self, arrays: ArrayWriter, prefix: str, *, unary: bool = True) -> None:
        """Without ``unary`` rows all are packed: a little larger, and thrice as fast to read."""
        self._worth = _WORTH if unary else 0
        self._form = arrays.open(f"{prefix}.form", np.uint8)
        self._at = arrays.open(f"{prefix}.at", np.uint32)
        self._odd = arrays.open(f"{prefix}.odd", np.uint32)
        self._packers = {
            bits: Packer(bits, arrays.open(f"{prefix}.low{bits}", np.uint8)) for bits in WIDTHS
        }
        self._gaps = _MostlySmallWriter(arrays, f"{prefix}.gap", _GAP)
        self._more = _MostlySmallWriter(arrays, f"{prefix}.more", _MORE)
        self._unary = arrays.open(f"{prefix}.unary", np.uint8)
        self._unary_at = arrays.open(f"{prefix}.unary_at", np.uint32)

    def append(self, lengths: Array, numbers: Array) -> None:
        """Add rows of these lengths; their numbers, none negative, come end to end.

        Raises ValueError for a negative number, or one that 31 bits cannot hold.
        """
        ends = bounds(lengths)
        if ends[-1] != len(numbers):
            raise ValueError(f"{len(numbers)} numbers for rows of {ends[-1]}")
        if len(numbers) and not 0 <= numbers.min() <= numbers.max() <= _MOST:
            raise ValueError("a number is negative, or too large for 31 bits")
        for first, last in pieces(ends):
            some = numbers[ends[first] : ends[last]]
            self._append(ends[first : last + 1] - ends[first], some)

    def _append(self, ends: Counts, numbers: Array) -> None:
        places = np.flatnonzero(numbers != 0)
        rows = _Rows(ends, numbers, places, numbers.take(places))
        forms = rows.forms(self._worth)
        starts = self._append_low(forms, rows)
        if (forms == _UNARY).any():
            starts += self._append_unary(forms == _UNARY, rows)
        self._append_exceptions(forms, rows)
        self._form.append(forms)
        self._at.append(offsets(starts))

    def finish(self) -> None:
        """All rows were given."""
        self._odd.append(offsets(np.array([self._gaps.count])))
        self._unary_at.append(offsets(np.array([self._unary.count])))
        for packer in self._packers.values():
            packer.finish()
        self._gaps.finish()
        self._more.finish()

    def _append_low(self, forms: Array, rows: "_Rows") -> Counts:
        """The low bits of the packed rows; where those of each begin, 0 for other rows."""
        starts = np.zeros(len(forms), np.int64)
        for bits, packer in self._packers.items():
            own = forms == bits
            if own.any():
                starts[own] = packer.count + bounds(rows.lengths[own])[:-1]
                low = rows.numbers[np.repeat(own, rows.lengths)] & ((1 << bits) - 1)
                packer.append(low.astype(np.uint8))
        return starts

    def _append_unary(self, own: NDArray[np.bool_], rows: "_Rows") -> Counts:
        """The unary rows; the number of each among them, 0 for other rows."""
        starts = np.zeros(len(own), np.int64)
        starts[own] = self._unary_at.count + np.arange(own.sum())
        bits = rows.lengths + rows.sums
        at = bounds((bits + 7) // 8 * own)
        places = np.cumsum(rows.numbers, dtype=np.int64)
        places += np.repeat(8 * at[:-1] - bounds(bits)[:-1], rows.lengths)
        places += np.arange(len(places))
        self._unary_at.append(offsets(self._unary.count + at[:-1][own]))
        self._unary.append(marked(places[np.repeat(own, rows.lengths)], at[-1]))
        return starts

    def _append_exceptions(self, forms: Array, rows: "_Rows") -> None:
        """The numbers of packed rows that have more bits than are kept."""
        kept = np.where(forms == _UNARY, np.uint8(31), forms)
        more = rows.values >> np.repeat(kept, within(rows.places, rows.ends))
        odd = np.flatnonzero(more > 0)
        places = rows.places.take(odd)
        first = bounds(within(places, rows.ends))
        heads = np.diff(first) > 0
        gaps = np.diff(places, prepend=0)
        gaps[first[:-1][heads]] = places[first[:-1][heads]] - rows.ends[:-1][heads] + 1
        self._odd.append(offsets(self._gaps.count + first[:-1]))
        self._gaps.append(gaps)
        self._more.append(more.take(odd))


@dataclass(frozen=True)
class _Rows:
    """Numbers end to end, the bounds of the rows, and the places and values of all but zeros."""

    ends: Counts
    numbers: Array
    places: Counts
    values: Array

    @cached_property
    def lengths(self) -> Counts:
        return np.diff(self.ends)

    @cached_property
    def sums(self) -> Counts:
        """The sum of the numbers of each row."""
        return sums(self.values, np.searchsorted(self.places, self.ends))

    def forms(self, worth: float) -> NDArray[np.uint8]:
        """For each row the form of the fewest bits, unary if below that share of any other's."""
        places, values = self.places, self.values
        costs = []
        for bits in _KEPT:
            # Taking by number is thrice as fast as by a mask whose bits follow no pattern.
            odd = np.flatnonzero(values >> bits > 0)
            places, values = places.take(odd), values.take(odd)
            costs.append(self.lengths * bits + (_GAP + _MORE) * within(places, self.ends))
        forms: NDArray[np.uint8] = np.array(_KEPT, np.uint8)[np.argmin(costs, axis=0)]
        if worth:
            unary = self.lengths + self.sums
            forms[unary < worth * np.min(costs, axis=0)] = _UNARY
        return forms


class Smalls:
    """The rows, by number. Raises KeyError where the file has none of that prefix."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str) -> None:
        self._form, self._at = arrays[f"{prefix}.form"], arrays[f"{prefix}.at"]
        self._odd = arrays[f"{prefix}.odd"]
        self._low = {bits: arrays[f"{prefix}.low{bits}"] for bits in WIDTHS}
        self._gaps = _MostlySmall(arrays, f"{prefix}.gap", _GAP)
        self._more = _MostlySmall(arrays, f"{prefix}.more", _MORE)
        self._unary, self._unary_at = arrays[f"{prefix}.unary"], arrays[f"{prefix}.unary_at"]

    def row(self, row: int, length: int) -> Numbers:
        """The numbers of a row, which has this length."""
        form, at = self._form.item(row), self._at.item(row)
        if form == _UNARY:
            return _steps(self._ones(at, at + 1))
        if not form:
            numbers = np.zeros(length, np.int32)
        else:
            numbers = unpacked(form, self._low[form], at, length).astype(np.int32)
        begin, end = self._odd.item(row), self._odd.item(row + 1)
        if begin < end:
            places = np.cumsum(self._gaps.part(begin, end)) - 1
            numbers[places] |= self._more.part(begin, end) << form
        return numbers

    def many(self, first: int, lengths: Array) -> Numbers:
        """The rows from ``first`` on, which have these lengths, end to end."""
        ends = bounds(lengths)
        numbers = np.zeros(ends[-1], np.int32)
        for begin, end in pieces(ends):
            some = numbers[ends[begin] : ends[end]]
            self._read(first + begin, ends[begin : end + 1] - ends[begin], some)
        return numbers

    def _read(self, first: int, ends: Counts, numbers: Numbers) -> None:
        """Read rows of these bounds, from ``first`` on, into an array of zeros."""
        forms, lengths = self._form[first : first + len(ends) - 1], np.diff(ends)
        for form in (*WIDTHS, _UNARY):
            own = np.flatnonzero(forms == form)
            if not len(own):
                continue
            at = self._at.item(first + own[0])
            numbers[np.repeat(forms == form, lengths)] = (
                self._unary_rows(at, lengths[own])
                if form == _UNARY
                else unpacked(form, self._low[form], at, int(lengths[own].sum()))
            )
        self._read_exceptions(first, ends, numbers)

    def _ones(self, first: int, last: int) -> Numbers:
        """The places of the ones in the unary rows of these numbers, counted from the first."""
        begin, end = self._unary_at.item(first), self._unary_at.item(last)
        return marks(self._unary[begin:end]).astype(np.int32)

    def _unary_rows(self, at: int, lengths: Counts) -> Numbers:
        """The numbers of unary rows of these lengths, from the one of this number on."""
        places = self._ones(at, at + len(lengths))
        numbers = _steps(places)
        heads = bounds(lengths)[:-1]
        begins = self._unary_at[at : at + len(lengths)].astype(np.int64)
        numbers[heads] = places[heads] - 8 * (begins - begins[0])
        return numbers

    def _read_exceptions(self, first: int, ends: Counts, numbers: Numbers) -> None:
        odd = self._odd[first : first + len(ends)].astype(np.int64)
        begin, counts = int(odd[0]), np.diff(odd)
        gaps = self._gaps.part(begin, int(odd[-1]))
        heads = counts > 0
        at = odd[:-1][heads] - begin
        places = np.cumsum(gaps)
        places += np.repeat(ends[:-1][heads] - 1 - places[at] + gaps[at], counts[heads])
        more = self._more.part(begin, int(odd[-1]))
        more <<= np.repeat(self._form[first : first + len(counts)], counts)
        numbers[places] |= more


def _steps(places: Numbers) -> Numbers:
    """How many zeros stand before each of the ones at these ascending places."""
    steps = places.copy()
    steps[1:] -= places[:-1]
    steps[1:] -= 1
    return steps


class _MostlySmallWriter:
    """Writes numbers from 1 on in a few bits each; those that do not fit stand apart."""

    def __init__(self, arrays: ArrayWriter, name: str, bits: int) -> None:
        self._most = (1 << bits) - 1
        self._packer = Packer(bits, arrays.open(name, np.uint8))
        self._wide = arrays.open(f"{name}_wide", np.uint32)
        self._wide_at = arrays.open(f"{name}_wide_at", np.uint32)

    @property
    def count(self) -> int:
        return self._packer.count

    def append(self, numbers: Array) -> None:
        wide = np.flatnonzero(numbers > self._most)
        self._wide_at.append(offsets(wide + self.count))
        self._wide.append(numbers[wide].astype(np.uint32))
        narrow = numbers.astype(np.uint8)
        narrow[wide] = 0
        self._packer.append(narrow)

    def finish(self) -> None:
        self._packer.finish()


class _MostlySmall:
    """The numbers that a ``_MostlySmallWriter`` wrote."""

    def __init__(self, arrays: Mapping[str, Array], name: str, bits: int) -> None:
        self._bits, self._packed = bits, arrays[name]
        self._wide, self._wide_at = arrays[f"{name}_wide"], arrays[f"{name}_wide_at"]

    def part(self, begin: int, end: int) -> NDArray[np.int32]:
        """The numbers from one place to before another."""
        numbers = unpacked(self._bits, self._packed, begin, end - begin).astype(np.int32)
        wide = slice(*np.searchsorted(self._wide_at, np.array([begin, end], np.uint32)))
        numbers[self._wide_at[wide] - np.uint32(begin)] = self._wide[wide]
        return numbers

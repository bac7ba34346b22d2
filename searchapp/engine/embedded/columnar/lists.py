"""Many ascending lists of documents below one size, each near the fewest bits that are possible.

A list is a *bitmap*, a bit for each document below the size; or, after Elias and Fano, the lowest
4, 8 or 16 bits of each document stand apart, and the rest in bits of which the ones are the
documents and the zeros between them count the rest upwards: the document of number n in the list
is the bit at ``(document >> width) + n``. How many low bits (``_width``) follows from how
long the list is: nothing else need be kept of it than ``P.count``, how many documents it has.

``P.high`` (u8) has the bitmaps and the bits of the rest, list after list, each from the byte
``P.high_at`` (u32) on. ``P.low4`` (two in a byte), ``P.low8`` (u8) and ``P.low16`` (u16) have the
lowest bits, in each those of the lists of that width, from the number ``P.low_at`` (u32) on.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import (
    Array,
    ArrayWriter,
    Bytes,
    Counts,
    Documents,
    Spool,
)
from searchapp.engine.embedded.columnar.flat import bounds, offsets, pieces
from searchapp.engine.embedded.columnar.packing import Packer, marks, unpacked

#: How many low bits stand apart, where any do.
_WIDTHS: Final = (4, 8, 16)

_Count = TypeVar("_Count", int, Counts)


def _width(count: _Count, size: int) -> _Count:
    """How many low bits of each document stand apart in a list of this length; 0 for a bitmap.

    Of two widths of almost as few bytes the one that is read faster.
    """
    width: _Count = 4 * (count * 6 < size) + 4 * (count * 64 < size) + 8 * (count * 2048 < size)
    return width


def _high_bytes(count: _Count, size: int) -> _Count:
    """How many bytes a list of this length has in ``P.high``."""
    width = _width(count, size)
    bits = (count + (size >> width)) * (width > 0) + size * (width == 0)
    length: _Count = (bits + 7) // 8 * (count > 0)
    return length


class ListsWriter:
    """Writes lists, some at a time. The file is the same however they are divided into calls."""

    def __init__(self, arrays: ArrayWriter, prefix: str, size: int) -> None:
        self._size = size
        self._count = arrays.open(f"{prefix}.count", np.uint32)
        self._high_at = arrays.open(f"{prefix}.high_at", np.uint32)
        self._low_at = arrays.open(f"{prefix}.low_at", np.uint32)
        self._high = arrays.open(f"{prefix}.high", np.uint8)
        self._low4 = Packer(4, arrays.open(f"{prefix}.low4", np.uint8))
        self._low: Mapping[int, Packer | Spool] = {
            4: self._low4,
            8: arrays.open(f"{prefix}.low8", np.uint8),
            16: arrays.open(f"{prefix}.low16", np.uint16),
        }

    def append(self, counts: Array, documents: Array) -> None:
        """Add lists of these lengths; their documents come end to end.

        Raises ValueError unless each list ascends, without repeating, from 0 on to below the size.
        """
        ends = bounds(counts)
        if ends[-1] != len(documents):
            raise ValueError(f"{len(documents)} documents for lists of {ends[-1]}")
        for first, last in pieces(ends):
            some = documents[ends[first] : ends[last]]
            self._append(ends[first : last + 1] - ends[first], some)

    def finish(self) -> None:
        """All lists were given."""
        self._low4.finish()

    def _append(self, ends: Counts, documents: Array) -> None:
        self._check(ends, documents)
        counts = np.diff(ends)
        widths = _width(counts, self._size)
        starts = bounds(_high_bytes(counts, self._size))
        low_at = np.zeros(len(counts), np.int64)
        bits = np.zeros(8 * starts[-1], np.bool_)
        for width in (0, *_WIDTHS):
            own = widths == width
            some = _of_rows(own, counts, documents)
            if len(some):
                bits[_places(width, 8 * starts[:-1][own], counts[own], some)] = True
            if width:
                low_at[own] = self._append_low(width, counts[own], some)
        self._count.append(offsets(counts))
        self._high_at.append(offsets(self._high.count + starts[:-1]))
        self._high.append(np.packbits(bits, bitorder="little"))
        self._low_at.append(offsets(low_at))

    def _check(self, ends: Counts, documents: Array) -> None:
        if not len(documents):
            return
        ascends = documents[1:] > documents[:-1]
        ascends[ends[1:-1][(ends[1:-1] > 0) & (ends[1:-1] < ends[-1])] - 1] = True
        if not ascends.all() or documents.min() < 0 or documents.max() >= self._size:
            raise ValueError(f"a list does not ascend from 0 to below {self._size}")

    def _append_low(self, width: int, counts: Counts, documents: Array) -> Counts:
        """Write the low bits of lists of one width; where those of each begin."""
        stream = self._low[width]
        starts: Counts = stream.count + bounds(counts)[:-1]
        low = documents & documents.dtype.type((1 << width) - 1)
        stream.append(low.astype(np.uint16 if width == 16 else np.uint8))
        return starts


def _of_rows(own: NDArray[np.bool_], counts: Counts, documents: Array) -> Array:
    """The documents of some of the lists; all without a copy where they are of all."""
    return documents if own.all() else documents[np.repeat(own, counts)]


def _places(width: int, starts: Counts, counts: Counts, documents: Array) -> Counts:
    """The bits that stand for the documents of lists of one width, which begin at these bits."""
    if width:
        starts = starts - bounds(counts)[:-1]
    places = np.repeat(starts, counts)
    places += documents >> width
    if width:
        places += np.arange(len(documents))
    return places


class Lists:
    """The lists, by number. Raises KeyError where the file has none of that prefix."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str, size: int) -> None:
        self._size = size
        #: How many documents each list has.
        self.counts: NDArray[np.uint32] = arrays[f"{prefix}.count"]
        self._high_at, self._high = arrays[f"{prefix}.high_at"], arrays[f"{prefix}.high"]
        self._low_at = arrays[f"{prefix}.low_at"]
        self._lows = {width: arrays[f"{prefix}.low{width}"] for width in _WIDTHS}

    def documents(self, row: int) -> Documents:
        """The documents of a list, ascending."""
        count = self.counts.item(row)
        width = _width(count, self._size)
        documents = marks(self._bits(row)).astype(np.int32)
        if width:
            documents -= np.arange(count, dtype=np.int32)
            documents <<= width
            documents |= self._low_bits(width, self._low_at.item(row), count)
        return documents

    def mask(self, row: int) -> NDArray[np.bool_]:
        """For each document below the size whether it is in the list."""
        if _width(self.counts.item(row), self._size):
            mask = np.zeros(self._size, np.bool_)
            mask[self.documents(row).astype(np.intp)] = True  # twice as fast as by int32
            return mask
        bits = np.unpackbits(self._bits(row), count=self._size, bitorder="little")
        return bits.view(np.bool_)

    def has(self, row: int, documents: Documents) -> NDArray[np.bool_]:
        """Which of some documents are in the list. Of a bitmap no more is read than these."""
        if _width(self.counts.item(row), self._size):
            return self.mask(row)[documents]
        bits = self._bits(row)[documents >> 3] >> (documents & 7).astype(np.uint8)
        has: NDArray[np.bool_] = (bits & 1).view(np.bool_)
        return has

    def many(self, first: int, last: int) -> tuple[Counts, Documents]:
        """The lists from ``first`` to before ``last``: lengths, and documents end to end."""
        counts = self.counts[first:last].astype(np.int64)
        ends = bounds(counts)
        documents = np.empty(ends[-1], np.int32)
        for begin, end in pieces(ends):
            some = documents[ends[begin] : ends[end]]
            if end - begin == 1:
                some[:] = self.documents(first + begin)
            elif len(some):
                self._read(first + begin, counts[begin:end], some)
        return counts, documents

    def _read(self, first: int, counts: Counts, documents: Documents) -> None:
        """Read lists of these lengths, not all of them empty, from ``first`` on, into an array."""
        widths = _width(counts, self._size)
        starts = bounds(_high_bytes(counts, self._size))
        begin = self._high_at.item(first)
        places = marks(self._high[begin : begin + starts[-1]])
        for width in (0, *_WIDTHS):
            own = np.flatnonzero((widths == width) & (counts > 0))
            if not len(own):
                continue
            of_width = np.repeat(widths == width, counts)
            some = places[of_width]
            some -= _places(width, 8 * starts[own], counts[own], np.zeros(len(some), np.uint8))
            some <<= width
            if width:
                some |= self._low_bits(width, self._low_at.item(first + own[0]), len(some))
            documents[of_width] = some

    def _bits(self, row: int) -> Bytes:
        """A bitmap, or the bits of what is above the low ones."""
        begin = self._high_at.item(row)
        return self._high[begin : begin + _high_bytes(self.counts.item(row), self._size)]

    def _low_bits(self, width: int, at: int, count: int) -> Array:
        """The low bits of so many documents, from the number ``at`` of this width on."""
        if width == 4:
            return unpacked(4, self._lows[4], at, count)
        return self._lows[width][at : at + count]

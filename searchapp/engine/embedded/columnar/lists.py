"""Many ascending lists of documents below one size, each in whatever form is smallest.

A list is a *bitmap*, or its *gaps*: the difference of each document from the one before, in one
byte (near) or two (far). A gap that does not fit is 0 there, and stands in the stream of wide ones.
The first document of a list stands apart.

``P.count P.kind P.at P.first P.escape`` have a number for each list: how many documents, the form,
where in the stream of that form the list begins (in gaps; in bitmaps), the first document, where
its wide gaps begin. The streams are ``P.bits P.near P.far P.wide``.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter
from searchapp.engine.embedded.columnar.flat import Counts, Documents, bounds, within

_NEAR: Final = 0
_FAR: Final = 1
_BITS: Final = 2
#: Not a form: of a list's first document, which stands in no stream.
_APART: Final = 3
#: Form of gaps -> the largest gap that it holds.
_LARGEST: Final = {_NEAR: 0xFF, _FAR: 0xFFFF}


class ListsWriter:
    """Writes lists, some at a time. The file is the same however they are divided into calls."""

    def __init__(self, arrays: ArrayWriter, prefix: str, size: int) -> None:
        self._size = size
        self._count = arrays.open(f"{prefix}.count", np.uint32)
        self._kind = arrays.open(f"{prefix}.kind", np.uint8)
        self._at = arrays.open(f"{prefix}.at", np.uint32)
        self._first = arrays.open(f"{prefix}.first", np.uint32)
        self._escape = arrays.open(f"{prefix}.escape", np.uint32)
        self._streams = {
            _NEAR: arrays.open(f"{prefix}.near", np.uint8),
            _FAR: arrays.open(f"{prefix}.far", np.uint16),
        }
        self._bits = arrays.open(f"{prefix}.bits", np.uint8)
        self._wide = arrays.open(f"{prefix}.wide", np.uint32)
        self._begun = {_NEAR: 0, _FAR: 0, _BITS: 0}

    def append(self, counts: Array, documents: Array) -> None:
        """Add lists of these lengths; their documents come end to end.

        Raises ValueError unless each list ascends, without repeating, from 0 on to below the size.
        """
        ends = bounds(counts)
        firsts, gaps = self._apart(ends, documents)
        kinds = self._forms(ends, gaps)
        self._count.append(np.diff(ends).astype(np.uint32))
        self._kind.append(kinds)
        self._first.append(firsts)
        self._append_starts(kinds, np.diff(ends))
        self._append_gaps(kinds, ends, gaps)
        self._append_bitmaps(kinds == _BITS, ends, documents)

    def finish(self) -> None:
        """All lists were given."""
        self._escape.append(np.array([self._wide.count], np.uint32))

    def _apart(self, ends: Counts, documents: Array) -> tuple[Array, Array]:
        """The first document of each list, 0 for an empty one; and all gaps, 1 for a first one."""
        if ends[-1] != len(documents):
            raise ValueError(f"{len(documents)} documents for lists of {ends[-1]}")
        firsts, gaps = np.zeros(len(ends) - 1, np.uint32), np.ones(len(documents), np.int32)
        if not len(documents):
            return firsts, gaps
        filled = np.diff(ends) > 0
        heads = ends[:-1][filled]
        np.subtract(documents[1:], documents[:-1], out=gaps[1:], casting="same_kind")
        gaps[heads] = 1
        if gaps.min() < 1 or documents[heads].min() < 0 or documents.max() >= self._size:
            raise ValueError(f"a list does not ascend from 0 to below {self._size}")
        firsts[filled] = documents[heads]
        return firsts, gaps

    def _forms(self, ends: Counts, gaps: Array) -> NDArray[np.uint8]:
        """For each list the form of the fewest bytes."""
        lengths = np.maximum(np.diff(ends) - 1, 0)
        wide = np.flatnonzero(gaps > _LARGEST[_NEAR])
        wider = wide[gaps[wide] > _LARGEST[_FAR]]
        near = lengths + 4 * within(wide, ends)
        far = 2 * lengths + 4 * within(wider, ends)
        bits = np.full(len(lengths), -(-self._size // 8))
        return np.argmin((near, far, bits), axis=0).astype(np.uint8)

    def _append_starts(self, kinds: Array, counts: Counts) -> None:
        """Where each list begins in the stream of its form."""
        lengths = np.maximum(counts - 1, 0)
        starts = np.zeros(len(kinds), np.int64)
        for kind in self._begun:
            own = kinds == kind
            ends = self._begun[kind] + bounds(np.ones(own.sum()) if kind == _BITS else lengths[own])
            starts[own], self._begun[kind] = ends[:-1], int(ends[-1])
        if starts.max(initial=0) > np.iinfo(np.uint32).max:
            raise ValueError("a segment has too many postings for its offsets of four bytes")
        self._at.append(starts.astype(np.uint32))

    def _append_gaps(self, kinds: Array, ends: Counts, gaps: Array) -> None:
        """The gaps of the lists that are gaps, and those of them that are too wide."""
        forms = np.repeat(kinds, np.diff(ends))
        forms[ends[:-1][np.diff(ends) > 0]] = _APART
        escaped = np.zeros(len(gaps), np.bool_)
        for kind, stream in self._streams.items():
            own = forms == kind
            escaped |= own & (gaps > _LARGEST[kind])
            fitting = gaps[own]
            fitting[fitting > _LARGEST[kind]] = 0
            stream.append(fitting.astype(stream.dtype))
        places = np.flatnonzero(escaped)
        begun = self._wide.count + bounds(within(places, ends))[:-1]
        self._escape.append(begun.astype(np.uint32))
        self._wide.append(gaps[places].astype(np.uint32))

    def _append_bitmaps(self, chosen: NDArray[np.bool_], ends: Counts, documents: Array) -> None:
        """The bitmaps of the chosen lists, each of whole bytes, the lowest bit first."""
        counts = np.diff(ends)
        own = documents[np.repeat(chosen, counts)]
        width = -(-self._size // 8) * 8
        rows = np.repeat(np.arange(chosen.sum(), dtype=np.int64) * width, counts[chosen])
        marked = np.zeros(chosen.sum() * width, np.bool_)
        marked[rows + own] = True
        self._bits.append(np.packbits(marked, bitorder="little"))


class Lists:
    """The lists, by number. Raises KeyError where the file has none of that prefix."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str, size: int) -> None:
        self._size, self._width = size, -(-size // 8)
        #: How many documents each list has.
        self.counts: NDArray[np.uint32] = arrays[f"{prefix}.count"]
        self._kind, self._at = arrays[f"{prefix}.kind"], arrays[f"{prefix}.at"]
        self._first, self._escape = arrays[f"{prefix}.first"], arrays[f"{prefix}.escape"]
        self._streams = {_NEAR: arrays[f"{prefix}.near"], _FAR: arrays[f"{prefix}.far"]}
        self._bits, self._wide = arrays[f"{prefix}.bits"], arrays[f"{prefix}.wide"]

    def documents(self, row: int) -> Documents:
        """The documents of a list, ascending."""
        count, kind = int(self.counts[row]), int(self._kind[row])
        if kind == _BITS:
            return np.flatnonzero(self.mask(row)).astype(np.int32)
        if not count:
            return np.zeros(0, np.int32)
        at = int(self._at[row])
        gaps = np.empty(count, np.int32)
        gaps[0] = self._first[row]
        gaps[1:] = self._streams[kind][at : at + count - 1]
        begin, end = int(self._escape[row]), int(self._escape[row + 1])
        if begin < end:
            gaps[1 + np.flatnonzero(gaps[1:] == 0)] = self._wide[begin:end]
        return np.cumsum(gaps, out=gaps)

    def mask(self, row: int) -> NDArray[np.bool_]:
        """For each document below the size whether it is in the list."""
        if self._kind[row] == _BITS:
            at = int(self._at[row]) * self._width
            bitmap = self._bits[at : at + self._width]
            return np.unpackbits(bitmap, count=self._size, bitorder="little").view(np.bool_)
        mask = np.zeros(self._size, np.bool_)
        mask[self.documents(row)] = True
        return mask

    def many(self, first: int, last: int) -> tuple[Counts, Documents]:
        """The lists from ``first`` to before ``last``: their lengths, their documents end to end."""
        counts = self.counts[first:last].astype(np.int64)
        kinds, ends = self._kind[first:last], bounds(counts)
        documents = self._summed(first, counts, self._joined(first, last, ends))
        bitmaps = np.flatnonzero(kinds == _BITS)
        if len(bitmaps):
            own = np.repeat(kinds == _BITS, counts)
            documents[own] = self._unpacked(int(self._at[first + bitmaps[0]]), counts[bitmaps])
        return counts, documents

    def _joined(self, first: int, last: int, ends: Counts) -> Documents:
        """All gaps of the lists, the wide ones in place; 1 for a first one and in bitmaps."""
        kinds, counts = self._kind[first:last], np.diff(ends)
        forms = np.repeat(kinds, counts)
        forms[ends[:-1][counts > 0]] = _APART
        gaps = np.ones(len(forms), np.int32)
        for kind, stream in self._streams.items():
            rows = np.flatnonzero((kinds == kind) & (counts > 0))
            if len(rows):
                at = int(self._at[first + rows[0]])
                gaps[forms == kind] = stream[at : at + int((counts[rows] - 1).sum())]
        wide = self._wide[int(self._escape[first]) : int(self._escape[last])]
        gaps[gaps == 0] = wide
        return gaps

    def _summed(self, first: int, counts: Counts, gaps: Documents) -> Documents:
        """The documents of these gaps; for bitmaps, which have none, numbers without a meaning."""
        heads = bounds(counts)[:-1][counts > 0]
        # Sums over all lists may pass four bytes: they wrap, and the differences are right again.
        documents = np.cumsum(gaps, dtype=np.int32)
        firsts = self._first[first : first + len(counts)][counts > 0].astype(np.int32)
        documents -= np.repeat(documents[heads] - firsts, counts[counts > 0])
        return documents

    def _unpacked(self, at: int, counts: Counts) -> Documents:
        """The documents of as many bitmaps as there are counts, from the one of this number on."""
        width = self._width
        bits = np.unpackbits(self._bits[at * width : (at + len(counts)) * width], bitorder="little")
        rows = np.repeat(np.arange(len(counts), dtype=np.int64) * (width * 8), counts)
        return (np.flatnonzero(bits.view(np.bool_)) - rows).astype(np.int32)

"""Strings of bytes that have much in common, compressed some together.

``P.blob`` and ``P.off`` are strings too (blobs): each is what zlib makes of 16 strings, the last
one of what is left: how many, how long each is (u32, little-endian, all of them), the strings.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Final

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter
from searchapp.engine.embedded.columnar.blobs import Blobs, BlobsWriter

_TOGETHER: Final = 16
#: So many groups are kept unpacked: of neighbours one often wants several.
_KEPT: Final = 64
_COUNT: Final = struct.Struct("<I")


class ZippedWriter:
    """Writes strings, some at a time."""

    def __init__(self, arrays: ArrayWriter, prefix: str) -> None:
        self._groups = BlobsWriter(arrays, prefix)
        self._waiting: list[bytes] = []

    def append(self, strings: Sequence[bytes]) -> None:
        """Add these, in order."""
        waiting = [*self._waiting, *strings]
        whole = len(waiting) // _TOGETHER * _TOGETHER
        self._write(waiting[:whole])
        self._waiting = waiting[whole:]

    def finish(self) -> None:
        """All were appended."""
        self._write(self._waiting)
        self._groups.finish()

    def _write(self, strings: Sequence[bytes]) -> None:
        starts = range(0, len(strings), _TOGETHER)
        self._groups.append([_zipped(strings[start : start + _TOGETHER]) for start in starts])


class Zipped:
    """The strings, by number from 0."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str) -> None:
        groups = Blobs(arrays, prefix)
        self._groups = groups
        self._group = lru_cache(_KEPT)(lambda number: _unzipped(groups[number]))

    def __getitem__(self, number: int) -> bytes:
        group, at = divmod(number, _TOGETHER)
        return self._group(group)[at]

    def __iter__(self) -> Iterator[bytes]:
        return chain.from_iterable(map(_unzipped, self._groups))


def _zipped(strings: Sequence[bytes]) -> bytes:
    lengths = struct.pack(f"<{len(strings)}I", *map(len, strings))
    return zlib.compress(b"".join([_COUNT.pack(len(strings)), lengths, *strings]))


def _unzipped(group: bytes) -> list[bytes]:
    block = zlib.decompress(group)
    (count,) = _COUNT.unpack_from(block)
    lengths = struct.unpack_from(f"<{count}I", block, _COUNT.size)
    ends = accumulate(lengths, initial=_COUNT.size * (count + 1))
    return [block[start:end] for start, end in pairwise(ends)]

"""Strings of bytes of any length, end to end: ``P.blob`` (u8), and where each begins in it.

``P.off`` (u8, u16 or u32) has one more entry than there are strings: the last says where the last
one ends.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, narrowest


def encoded(text: str) -> bytes:
    """In UTF-8; half a surrogate pair, which can be typed, is three bytes like any other."""
    return text.encode("utf-8", "surrogatepass")


def decoded(string: bytes) -> str:
    """The text of which ``encoded`` made this."""
    return string.decode("utf-8", "surrogatepass")


class BlobsWriter:
    """Writes strings, some at a time."""

    def __init__(self, arrays: ArrayWriter, prefix: str) -> None:
        self._arrays = arrays
        self._prefix = prefix
        self._blob = arrays.open(f"{prefix}.blob", np.uint8)
        self._ends: list[Array] = [np.zeros(1, np.int64)]

    def append(self, strings: Sequence[bytes]) -> None:
        """Add these, in order."""
        lengths = np.fromiter(map(len, strings), np.int64, len(strings))
        self._ends.append(np.cumsum(lengths) + self._blob.count)
        self._blob.append(np.frombuffer(b"".join(strings), np.uint8))

    def finish(self) -> None:
        """All were appended. Raises ValueError where they are longer than 4 GiB together."""
        self._arrays.add(f"{self._prefix}.off", narrowest(np.concatenate(self._ends)))


class Blobs:
    """The strings, by number from 0."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str) -> None:
        self._blob = arrays[f"{prefix}.blob"].data
        self._off = arrays[f"{prefix}.off"]

    def __len__(self) -> int:
        return len(self._off) - 1

    def __getitem__(self, number: int) -> bytes:
        start, end = self._off.item(number), self._off.item(number + 1)
        return self._blob[start:end].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return self.part(0, len(self))

    def part(self, first: int, last: int) -> Iterator[bytes]:
        """Those numbered from ``first`` to before ``last``."""
        ends: list[int] = self._off[first : last + 1].tolist()
        block = self._blob[ends[0] : ends[-1]].tobytes()
        return (block[start - ends[0] : end - ends[0]] for start, end in pairwise(ends))

    def beginning(self, start: bytes) -> range:
        """The numbers of the strings that begin so, where all are sorted."""
        first = bisect_left(range(len(self)), start, key=self.__getitem__)
        past = bisect_left(
            range(len(self)), True, first, key=lambda at: not self[at].startswith(start)
        )
        return range(first, past)

    def row(self, string: bytes) -> int:
        """The number of this string, where all are sorted; -1 where it is not among them."""
        at = bisect_left(range(len(self)), string, key=self.__getitem__)
        return at if at < len(self) and self[at] == string else -1

"""How often something stands in each passage: listed where it is rare, else in a byte for each."""

from typing import Final

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Bytes, Documents
from searchapp.engine.embedded.volume import Times

#: What a byte holds.
_MOST: Final = 255
#: What stands in more than one passage in so many has a byte for each of all.
_DENSE: Final = 16


class Often:
    """In how many passages something stands, and how often in each. Threads may share it."""

    def __init__(self, documents: Documents, times: Times, size: int) -> None:
        """The passages in which it stands, ascending, of so many that there are."""
        self._size = size
        #: In how many passages it stands, and how often at most.
        self.count, self.most = len(documents), int(times.max(initial=0))
        self._bytes: Bytes | None = None
        if self.count * _DENSE > size:
            self._bytes = _bytes(documents, times, size)
        is_told = self._bytes is not None and self.most <= _MOST
        self._listed = None if is_told else (documents, times)

    @property
    def bytes(self) -> Bytes:
        """How often in each of all passages, 255 where it is that often or more."""
        if self._bytes is not None:
            return self._bytes
        return _bytes(*self._listed, self._size) if self._listed else np.zeros(0, dtype=np.uint8)

    def at(self, documents: Documents) -> Times:
        """How often in each of these passages, which ascend."""
        if self._listed is None:
            return self.bytes.take(documents).astype(np.int32)
        listed, times = self._listed
        if not self.count:
            return np.zeros(len(documents), dtype=np.int32)
        at = np.searchsorted(listed, documents)
        at[at == len(listed)] = 0
        return np.where(listed.take(at) == documents, times.take(at), np.int32(0))


def _bytes(documents: Documents, times: Times, size: int) -> Bytes:
    every = np.zeros(size, dtype=np.uint8)
    every[documents.astype(np.int64)] = np.minimum(times, _MOST)
    return every

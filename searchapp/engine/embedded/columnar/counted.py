"""Lists of documents that say how often each document has the term: once at least.

``P.docs.*`` are the lists, ``P.times.*`` how often, less one, for each of their documents.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, Counts, Documents
from searchapp.engine.embedded.columnar.lists import Lists, ListsWriter
from searchapp.engine.embedded.columnar.smalls import Smalls, SmallsWriter


class CountedWriter:
    """Writes counted lists, some at a time."""

    def __init__(self, arrays: ArrayWriter, prefix: str, size: int, *, unary: bool = True) -> None:
        """Without ``unary`` times are read faster, and take a little more."""
        self._documents = ListsWriter(arrays, f"{prefix}.docs", size)
        self._times = SmallsWriter(arrays, f"{prefix}.times", unary=unary)

    def append(self, counts: Array, documents: Array, times: Array) -> None:
        """Add lists of these lengths; documents, and times from 1 on, come end to end.

        Raises ValueError unless each list ascends below the size, and all times are 1 or more.
        """
        if len(times) and times.min() < 1:
            raise ValueError("a document is in a list, but has the term less than once")
        self._documents.append(counts, documents)
        self._times.append(counts, times - 1)

    def finish(self) -> None:
        """All lists were given."""
        self._documents.finish()
        self._times.finish()


class Counted:
    """The counted lists, by number. Raises KeyError where the file has none of that prefix."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str, size: int) -> None:
        self._documents = Lists(arrays, f"{prefix}.docs", size)
        self._times = Smalls(arrays, f"{prefix}.times")
        #: How many documents each list has.
        self.counts: NDArray[np.uint32] = self._documents.counts

    def documents(self, row: int) -> Documents:
        """The documents of a list, ascending."""
        return self._documents.documents(row)

    def mask(self, row: int) -> NDArray[np.bool_]:
        """For each document below the size whether it is in the list."""
        return self._documents.mask(row)

    def times(self, row: int) -> NDArray[np.int32]:
        """How often each document of a list has the term, in the order of ``documents``."""
        times = self._times.row(row, int(self.counts[row]))
        times += 1
        return times

    def total(self, row: int) -> int:
        """How often the term stands in all documents of a list together."""
        return int(self.times(row).sum(dtype=np.int64))

    def many(self, first: int, last: int) -> tuple[Counts, Documents, NDArray[np.int32]]:
        """The lists from ``first`` to before ``last``: lengths, documents, times, end to end."""
        counts, documents = self._documents.many(first, last)
        times = self._times.many(first, counts)
        times += 1
        return counts, documents, times

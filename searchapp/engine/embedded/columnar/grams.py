"""The single units of the folded texts, and the pairs of neighbours.

``char.key`` (u16, ascending) are the units that occur, ``char.docs.*`` and ``char.times.*`` say in
which passages and how often (counted). ``pair.key`` (u32, ascending) are the pairs that occur, as
``first << 16 | second``; ``pair.docs.*`` and ``pair.times.*`` likewise.

Of pairs every place is kept besides: how many units of its passage stand before it. Those of pair
``k`` come by passage, then ascending, from ``pair.place.at[k]`` (u32 at most; one more entry says
where the last ones end) on: ``pair.place.low`` (u8) has the last eight bits of each, and
``pair.place.high.*`` (smalls, a row for each pair) what is above them.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, narrowest
from searchapp.engine.embedded.columnar.counted import Counted, CountedWriter
from searchapp.engine.embedded.columnar.smalls import Smalls, SmallsWriter

#: How many bits of a place are kept in ``pair.place.low``.
_LOW: Final = 8


class CharsWriter:
    """Writes the lists of the units that occur, some at a time."""

    def __init__(self, arrays: ArrayWriter, size: int) -> None:
        """``size`` is how many passages there are."""
        self._key = arrays.open("char.key", np.uint16)
        self._counted = CountedWriter(arrays, "char", size)

    def append(
        self,
        keys: NDArray[np.uint16],
        counts: Array,
        documents: Array,
        times: Array,
    ) -> None:
        """Add units: in how many passages each stands, in which, and how often in each of those.

        The keys ascend, over all that is ever appended.
        """
        self._key.append(keys)
        self._counted.append(counts, documents, times)

    def finish(self) -> None:
        """All were appended."""
        self._counted.finish()


class PairsWriter:
    """Writes the lists of the pairs that occur, some at a time."""

    def __init__(self, arrays: ArrayWriter, size: int) -> None:
        """``size`` is how many passages there are."""
        self._key = arrays.open("pair.key", np.uint32)
        self._counted = CountedWriter(arrays, "pair", size)
        self._low = arrays.open("pair.place.low", np.uint8)
        self._high = SmallsWriter(arrays, "pair.place.high")
        self._arrays = arrays
        self._ends: list[Array] = [np.zeros(1, np.int64)]

    def append(
        self,
        keys: NDArray[np.uint32],
        counts: Array,
        documents: Array,
        times: Array,
        places: Array,
    ) -> None:
        """Add pairs, as with units, and every place of each: by passage, then ascending."""
        self._key.append(keys)
        self._counted.append(counts, documents, times)
        ends = np.concatenate([[0], np.cumsum(times, dtype=np.int64)])[np.cumsum(counts)]
        self._ends.append(ends + self._low.count)
        self._low.append(places.astype(np.uint8))
        self._high.append(np.diff(ends, prepend=0), places >> _LOW)

    def finish(self) -> None:
        """All were appended."""
        self._counted.finish()
        self._high.finish()
        self._arrays.add("pair.place.at", narrowest(np.concatenate(self._ends)))


class Chars(Counted):
    """For each unit that occurs its passages; a unit's row is its number among them."""

    def __init__(self, arrays: Mapping[str, Array], size: int) -> None:
        super().__init__(arrays, "char", size)
        #: The units, ascending.
        self.key: NDArray[np.uint16] = arrays["char.key"]

    def row(self, unit: int) -> int:
        """The row of a unit, -1 for one that does not occur."""
        return _row(self.key, unit)


class Pairs(Counted):
    """For each pair that occurs its passages and its places; a pair's row is its number."""

    def __init__(self, arrays: Mapping[str, Array], size: int) -> None:
        super().__init__(arrays, "pair", size)
        #: The pairs, ascending, each as ``first << 16 | second``.
        self.key: NDArray[np.uint32] = arrays["pair.key"]
        self._at = arrays["pair.place.at"]
        self._low: NDArray[np.uint8] = arrays["pair.place.low"]
        self._high = Smalls(arrays, "pair.place.high")

    def row(self, first: int, second: int) -> int:
        """The row of a pair of units, -1 for one that does not occur."""
        return _row(self.key, first << 16 | second)

    def total(self, row: int) -> int:
        """At how many places the pair stands."""
        return int(self._at.item(row + 1) - self._at.item(row))

    def places(self, row: int) -> NDArray[np.int32]:
        """Every place of a pair: in the order of its passages, as often in each as ``times`` says.

        A place is an offset in units into the passage's folded text.
        """
        start, end = self._at.item(row), self._at.item(row + 1)
        return _places(self._low[start:end], self._high.row(row, end - start))

    def many_places(self, first: int, last: int) -> NDArray[np.int32]:
        """The places of the rows from ``first`` to before ``last``, one after the other."""
        at = self._at[first : last + 1].astype(np.int64)
        high = self._high.many(first, np.diff(at))
        return _places(self._low[at[0] : at[-1]], high)


def _places(low: NDArray[np.uint8], high: NDArray[np.int32]) -> NDArray[np.int32]:
    """The numbers of which these are the two parts; takes the place of ``high``."""
    high <<= _LOW
    high |= low
    return high


def _row(keys: Array, key: int) -> int:
    at = int(keys.searchsorted(keys.dtype.type(key)))
    return at if at < len(keys) and keys.item(at) == key else -1

"""One segment of the index as queries read it: its passages from 0, without what was deleted.

A *unit place* is an offset into the segment's folded texts, in units of UTF-16; see
``columnar.texts``. A needle is folded text as such units.
"""

from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Documents, Mask, Places, Units
from searchapp.engine.embedded.columnar.counted import Counted
from searchapp.engine.embedded.columnar.segment import Segment

#: How often something stands in each of some passages.
Times: TypeAlias = NDArray[np.int32]

#: The first halves of characters beyond the basic plane begin here, the second halves there.
_HIGH: Final = 0xD800
_LOW: Final = 0xDC00


def as_units(needle: str) -> Units:
    """The needle in units; empty for one that stands in no text, as half a character."""
    try:
        units = np.frombuffer(needle.encode("utf-16-le"), np.uint16)
    except UnicodeEncodeError:
        return np.zeros(0, np.uint16)
    return units if units.all() else units[:0]


class Volume:
    """A segment, the passages of it that were deleted, and what comes before it.

    ``base`` passages of other volumes stand before its own, and ``unit_base`` units.
    """

    def __init__(self, segment: Segment, deleted: Documents, base: int, unit_base: int) -> None:
        self.segment = segment
        self.size: int = segment.passages
        self.base = base
        self.unit_base = unit_base
        #: All folded texts, each ended by 0.
        self.units: Units = segment.text.units
        self.has_deletions = len(deleted) > 0
        self._deleted = deleted

    @cached_property
    def live(self) -> Mask:
        """For each passage whether it is not deleted."""
        mask = np.ones(self.size, dtype=np.bool_)
        mask[self._deleted] = False
        return mask

    def gram(self, units: Units) -> tuple[Counted, int]:
        """Where the list of one or two units is, and its row there; -1 where there is none."""
        if len(units) == 2:
            pairs = self.segment.pairs
            return pairs, pairs.row(*units.tolist())
        chars = self.segment.chars
        return chars, chars.row(int(units[0])) if len(units) else -1

    def word(self, word: str) -> tuple[Counted, int]:
        """Where the list of a word is, and its row there; -1 where there is none."""
        words = self.segment.words
        try:
            return words, words.row(word)
        except UnicodeEncodeError:
            # Half a character can be asked for; no text has it.
            return words, -1

    def kept(self, documents: Documents) -> Documents:
        """Those of the passages that are not deleted."""
        return documents[self.live[documents]] if self.has_deletions else documents

    def starts(self, documents: Documents) -> Places:
        """The unit place at which each of these passages begins."""
        starts: Places = self.segment.text.start.take(documents).astype(np.int64)
        return starts

    def characters(self, places: Places) -> Places:
        """The same places in characters, units before this volume counted as such."""
        if not len(self.high_halves):
            return places + self.unit_base
        before: Places = np.searchsorted(self.high_halves, places)
        return places - before + self.unit_base

    @cached_property
    def high_halves(self) -> Places:
        """The unit places of all characters beyond the basic plane, ascending."""
        pairs = self.segment.pairs
        first, last = np.searchsorted(pairs.key, np.array([_HIGH << 16, _LOW << 16], np.uint32))
        if first == last:
            return np.zeros(0, np.int64)
        _, documents, times = pairs.many(int(first), int(last))
        places = pairs.many_places(int(first), int(last))
        return np.sort(self.starts(np.repeat(documents, times)) + places)

"""All segments of one state of the index as one: which passages contain what, and how often.

Passages are numbered on over all segments, and so are characters: a *character place* counts the
characters of all folded texts before it, and one for the end of each passage. What was deleted is
never found.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from searchapp.engine.embedded.columnar.arrays import Documents, Mask, Places
from searchapp.engine.embedded.columnar.counted import Counted
from searchapp.engine.embedded.folder import Part
from searchapp.engine.embedded.patterns import standing_pattern
from searchapp.engine.embedded.phrases import (
    Standing,
    at_most,
    standing,
    standing_in,
    times_in,
)
from searchapp.engine.embedded.places import Occurrences, chained, innermost
from searchapp.engine.embedded.sets import PassageSet, are_in
from searchapp.engine.embedded.volume import Times, Volume, as_units
from searchapp.engine.embedded.wholeness import stands_whole
from searchapp.query import Pattern
from searchapp.reports import Passage
from searchapp.text import Folded

__all__ = ["Documents", "Mask", "Numbers", "Postings"]

Numbers: TypeAlias = NDArray[np.float64]

#: A list of more than one passage in so many is kept as a mask.
_DENSE: Final = 6


class Postings:
    """The passages of one state of an index, and what stands in them. Threads may share it."""

    def __init__(self, parts: Sequence[Part]) -> None:
        volumes: list[Volume] = []
        base, unit_base = 0, 0
        for part in parts:
            volumes.append(Volume(part.segment, part.deleted, base, unit_base))
            base += part.segment.passages
            unit_base += part.segment.units
        self.volumes: tuple[Volume, ...] = tuple(volumes)
        #: How many passages there are, deleted ones included.
        self.size: int = base
        self._bases = np.array([volume.base for volume in volumes], dtype=np.int64)

    @cached_property
    def live(self) -> PassageSet:
        """The passages that are not deleted."""
        if not any(volume.has_deletions for volume in self.volumes):
            return PassageSet.everything(self.size)
        return PassageSet.masked(_joined([volume.live for volume in self.volumes], np.bool_))

    # Texts

    def containing(self, needle: str) -> PassageSet:
        """The passages whose folded text contains the needle."""
        units = as_units(needle)
        if len(units) > 2:
            return PassageSet.of(self.occurrences(needle).passages(), self.size)
        return self._listed([(volume, *volume.gram(units)) for volume in self.volumes])

    def occurrences(self, needle: str, among: Documents | None = None) -> Occurrences:
        """Every place of a needle, overlapping ones too, in these passages or in all.

        The passages are ascending and not deleted; few of them cost less than all.
        """
        units = as_units(needle)
        if among is None:
            found = [(volume, standing(volume, units)) for volume in self.volumes]
        else:
            divided = self.divided(among)
            found = [(volume, standing_in(volume, units, own)) for volume, own in divided]
        return chained(_begun(volume, begins, len(needle)) for volume, begins in found)

    def pattern(self, pattern: Pattern, among: Documents) -> Occurrences:
        """The places of a pattern in these passages, ascending and not deleted."""
        found = []
        for volume, own in self.divided(among):
            begins, ends = standing_pattern(volume, pattern, own)
            start, end = volume.characters(begins.at), volume.characters(ends)
            found.append(Occurrences(begins.documents + np.int32(volume.base), start, end))
        return innermost(chained(found))

    def across(self, word: str, passages: PassageSet) -> PassageSet:
        """Those of the passages, which all contain the word, in which it only arises (跨词)."""
        if not passages:
            return passages
        among = passages.documents
        units = as_units(word)
        whole = [np.zeros(0, np.int32)]
        for volume, own in self.divided(among):
            found = standing_in(volume, units, own)
            counts = stands_whole(volume, word, found.at, len(units))
            whole.append(found.documents[counts] + np.int32(volume.base))
        arises = ~are_in(among, np.concatenate(whole))
        return PassageSet.of(among[arises], self.size)

    def times(self, needle: str, documents: Documents) -> Times:
        """How often the needle stands in each of these passages, ascending and not deleted."""
        units = as_units(needle)
        return _joined(
            [times_in(volume, units, own) for volume, own in self.divided(documents)], np.int32
        )

    def at_most(self, needle: str) -> int:
        """At how many places the needle may stand, about: what it costs to find them."""
        units = as_units(needle)
        return sum(at_most(volume, units) for volume in self.volumes)

    def beginnings(self, documents: Documents) -> Places:
        """The character place at which each of these passages, which ascend, begins."""
        return _joined(
            [volume.characters(volume.starts(own)) for volume, own in self.divided(documents)],
            np.int64,
        )

    # Words

    def with_word(self, word: str) -> PassageSet:
        """The passages of which it is a word."""
        return self._listed([(volume, *volume.word(word)) for volume in self.volumes])

    def without_word(self, word: str, passages: PassageSet) -> PassageSet:
        """Those of the passages of which it is no word; they are not deleted."""
        if len(passages) * _DENSE > self.size:
            return passages - self.with_word(word)
        have = []
        for volume, own in self.divided(passages.documents):
            counted, row = volume.word(word)
            have.append(_mask(volume, counted, row).take(own))
        return PassageSet.of(passages.documents[~_joined(have, np.bool_)], self.size)

    def frequencies(self, word: str) -> tuple[Documents, Times]:
        """The passages of which it is a word, and how often, in a heading more often."""
        documents, times = [], []
        for volume in self.volumes:
            counted, row = volume.word(word)
            if row >= 0:
                own, often = counted.documents(row), counted.times(row)
                kept = volume.live[own] if volume.has_deletions else slice(None)
                documents.append(own[kept] + volume.base)
                times.append(often[kept])
        return _joined(documents, np.int32), _joined(times, np.int32)

    def count(self, word: str) -> int:
        """Of how many passages it is a word, deleted ones included."""
        rows = (volume.word(word) for volume in self.volumes)
        return sum(int(counted.counts[row]) for counted, row in rows if row >= 0)

    def beginning(self, prefix: str) -> Mapping[str, int]:
        """The words that begin so, each with its count, deleted passages included."""
        counts: Counter[str] = Counter()
        for volume in self.volumes:
            words = volume.segment.words
            rows = words.beginning(prefix)
            for row, count in zip(
                rows, words.counts[rows.start : rows.stop].tolist(), strict=True
            ):
                counts[words.term(row)] += count
        return counts

    # Passages

    def folded(self, document: int) -> Folded:
        """The folded text of a passage."""
        volume, own = self._place(document)
        return volume.segment.text.folded(own)

    def passage(self, document: int) -> Passage:
        """A passage as it was put."""
        volume, own = self._place(document)
        return volume.segment.passage(own)

    def divided(self, documents: Documents) -> Iterator[tuple[Volume, Documents]]:
        """Passages, ascending, by the volumes they are in, as these number them."""
        bounds = np.searchsorted(documents, [*self._bases, self.size])
        for volume, (first, last) in zip(self.volumes, pairwise(bounds.tolist()), strict=True):
            if first < last:
                own = documents[first:last]
                yield volume, own - np.int32(volume.base) if volume.base else own

    def _place(self, document: int) -> tuple[Volume, int]:
        """The volume of a passage, and its number there."""
        volume = self.volumes[bisect_right(self._bases, document) - 1]
        return volume, document - volume.base

    def _listed(self, lists: Sequence[tuple[Volume, Counted, int]]) -> PassageSet:
        """The passages of one list of each volume; -1 is the number of none."""
        count = sum(int(counted.counts[row]) for _, counted, row in lists if row >= 0)
        if count * _DENSE > self.size:
            return PassageSet.masked(_joined([_mask(*each) for each in lists], np.bool_))
        documents = [
            volume.kept(counted.documents(row)) + np.int32(volume.base)
            for volume, counted, row in lists
            if row >= 0
        ]
        return PassageSet.of(_joined(documents, np.int32), self.size)


def _begun(volume: Volume, begins: Standing, characters: int) -> Occurrences:
    """Places of so many characters that begin there."""
    start = volume.characters(begins.at)
    return Occurrences(begins.documents + np.int32(volume.base), start, start + characters)


def _mask(volume: Volume, counted: Counted, row: int) -> Mask:
    """For each passage of a volume whether it is in a list, and not deleted."""
    if row < 0:
        return np.zeros(volume.size, dtype=np.bool_)
    mask = counted.mask(row)
    return mask & volume.live if volume.has_deletions else mask


def _joined(arrays: Sequence[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    """One array of all; not copied where there is but one."""
    if len(arrays) == 1:
        return arrays[0].astype(dtype, copy=False)
    return np.concatenate([np.zeros(0, dtype), *arrays])

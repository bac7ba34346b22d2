"""Where a text stands, to the letter: pairs of neighbours lead there, the texts decide."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Documents, Mask, Places, Units
from searchapp.engine.embedded.columnar.flat import ranges
from searchapp.engine.embedded.sets import PassageSet, positions
from searchapp.engine.embedded.volume import Times, Volume

#: To read one passage costs about as much as so many places of a list.
_READ: Final = 64
#: So many units of a long needle are compared at once; after that few places are left.
_AT_ONCE: Final = 32
#: The first unit of a pair stands in the upper half of its key.
_SECOND: Final = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """Places in a volume, ascending: the unit place ``at`` of each, and the passage it is in.

    ``documents`` are int32, and repeat where a passage has several; ``at`` are int64.
    """

    documents: Documents
    at: Places

    def only(self, chosen: Mask | NDArray[np.intp]) -> "Standing":
        """Those of the places for which a mask is true, or those at these positions."""
        at = positions(chosen)
        return Standing(self.documents.take(at), self.at.take(at))

    def among(self, passages: PassageSet) -> "Standing":
        """Those in these passages of the volume."""
        return self.only(passages.among(self.documents))


def nowhere() -> Standing:
    """No place."""
    return Standing(np.zeros(0, np.int32), np.zeros(0, np.int64))


def standing(volume: Volume, needle: Units) -> Standing:
    """Every place of the needle in passages that are not deleted; an empty one stands nowhere."""
    if not len(needle):
        return nowhere()
    if len(needle) == 1:
        return _of_unit(volume, int(needle[0]))
    rows = _rows(volume, needle)
    if -1 in rows:
        return nowhere()
    rarest = min(range(len(rows)), key=lambda k: volume.segment.pairs.total(rows[k]))
    pair = _of_pair(volume, rows[rarest])
    if len(needle) == 2:
        return pair
    begins = Standing(pair.documents, pair.at - rarest)
    return begins.only(matching(volume.units, begins.at, needle))


def standing_in(volume: Volume, needle: Units, documents: Documents) -> Standing:
    """The places of the needle in these passages, which are ascending and not deleted."""
    if not len(needle) or not len(documents):
        return nowhere()
    if few(documents, at_most(volume, needle)):
        return _read(volume, needle, documents)
    return standing(volume, needle).among(PassageSet.of(documents, volume.size))


def few(documents: Documents, places: int) -> bool:
    """Whether it costs less to read these passages than to look at so many places."""
    return len(documents) * _READ < places


def standing_behind(volume: Volume, before: Units, unit: int) -> Standing:
    """Every place of a unit right behind one of these, in passages that are not deleted."""
    pairs = [_of_pair(volume, row) for row in _rows_of(volume, before, unit)]
    # Both ascend together, so that each may be sorted by itself.
    return Standing(
        np.sort(np.concatenate([np.zeros(0, np.int32), *(pair.documents for pair in pairs)])),
        np.sort(np.concatenate([np.zeros(0, np.int64), *(pair.at + 1 for pair in pairs)])),
    )


def at_most_behind(volume: Volume, before: Units, unit: int) -> int:
    """At how many places a unit stands right behind one of these."""
    return sum(map(volume.segment.pairs.total, _rows_of(volume, before, unit)))


def times_in(volume: Volume, needle: Units, documents: Documents) -> Times:
    """How often the needle stands in each of these passages, ascending and not deleted."""
    if len(needle) > 2:
        begins = standing_in(volume, needle, documents).documents
        counts = np.bincount(begins, minlength=volume.size)[documents]
        return counts.astype(np.int32)
    counted, row = volume.gram(needle)
    if row < 0:
        return np.zeros(len(documents), np.int32)
    holding, times = counted.documents(row), counted.times(row)
    if len(holding) == len(documents) and np.array_equal(holding, documents):
        return times
    every = np.zeros(volume.size, np.int32)
    every[holding] = times
    return every[documents]


def matching(units: Units, at: Places, needle: Units) -> Mask:
    """For each unit place whether the needle, which is not empty, stands there."""
    head, rest = needle[:_AT_ONCE], needle[_AT_ONCE:]
    last = len(units) - len(head)
    found = (at >= 0) & (at <= last)
    if found.all() and len(at):
        found = _equal(windows(units, len(head))[at], head)
    elif found.any():
        found[found] = _equal(windows(units, len(head))[at[found]], head)
    if len(rest):
        found[found] = matching(units, at[found] + len(head), rest)
    return found


def windows(units: Units, size: int) -> NDArray[np.void]:
    """For each place all units from there on, so many, as one element: they are taken at once.

    There must be as many units.
    """
    places = len(units) - size + 1
    return np.ndarray(
        places, dtype=f"V{size * units.itemsize}", buffer=units, strides=(units.itemsize,)
    )


def _equal(found: NDArray[np.void], needle: Units) -> Mask:
    """For each window of so many units whether it is the needle."""
    units = found.view(np.uint16).reshape(-1, len(needle))
    equal: Mask = units[:, 0] == needle[0]
    for at in range(1, len(needle)):
        equal &= units[:, at] == needle[at]
    return equal


def _rows(volume: Volume, needle: Units) -> list[int]:
    """The row of each pair of neighbours in a needle, -1 where it stands nowhere."""
    pair = volume.segment.pairs.row
    return [pair(first, second) for first, second in pairwise(needle.tolist())]


def _rows_of(volume: Volume, before: Units, unit: int) -> list[int]:
    """The rows of the pairs of one of these units and that one, of those that there are."""
    sought = before.astype(np.uint32) << _SECOND | np.uint32(unit)
    key = volume.segment.pairs.key
    rows = np.searchsorted(key, sought)
    there = rows < len(key)
    there[there] = key[rows[there]] == sought[there]
    return list(map(int, rows[there]))


def at_most(volume: Volume, needle: Units) -> int:
    """At how many places the needle may stand, about; an empty one stands nowhere."""
    if not len(needle):
        return 0
    if len(needle) == 1:
        row = volume.segment.chars.row(int(needle[0]))
        return 0 if row < 0 else int(volume.segment.chars.counts[row]) * 2
    rows = _rows(volume, needle)
    return 0 if -1 in rows else min(map(volume.segment.pairs.total, rows))


def _of_pair(volume: Volume, row: int) -> Standing:
    """Every place of a pair in passages that are not deleted."""
    pairs = volume.segment.pairs
    documents, places = pairs.documents(row), pairs.places(row)
    if len(places) > len(documents):
        documents = np.repeat(documents, pairs.times(row))
    everywhere = Standing(documents, volume.starts(documents) + places)
    return everywhere.only(volume.live.take(documents)) if volume.has_deletions else everywhere


def _of_unit(volume: Volume, unit: int) -> Standing:
    """Every place of a unit: where it begins a pair, or ends its passage."""
    segment = volume.segment
    row = segment.chars.row(unit)
    if row < 0:
        return nowhere()
    holding = segment.chars.documents(row)
    final = segment.text.start[holding + 1].astype(np.int64) - 2
    ending = volume.units[final] == unit
    key = segment.pairs.key
    first = int(np.searchsorted(key, np.uint32(unit << _SECOND)))
    last = int(np.searchsorted(key, np.uint32(unit << _SECOND | 0xFFFF), side="right"))
    _, listed, times = segment.pairs.many(first, last)
    documents = np.repeat(listed, times)
    at = volume.starts(documents) + segment.pairs.many_places(first, last)
    # Both ascend together, so that each may be sorted by itself.
    everywhere = Standing(
        np.sort(np.concatenate([documents, holding[ending]])),
        np.sort(np.concatenate([at, final[ending]])),
    )
    return (
        everywhere.only(volume.live[everywhere.documents]) if volume.has_deletions else everywhere
    )


def _read(volume: Volume, needle: Units, documents: Documents) -> Standing:
    """The places of a needle in a few passages, by reading them."""
    first = volume.starts(documents)
    lengths = volume.starts(documents + 1) - first
    at = ranges(first, lengths)
    hits = np.flatnonzero(volume.units[at] == needle[0])
    owners = documents[np.searchsorted(np.cumsum(lengths), hits, side="right")]
    begins = Standing(owners, at[hits])
    return begins.only(matching(volume.units, begins.at, needle)) if len(needle) > 1 else begins

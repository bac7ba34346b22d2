"""Which neighbouring segments are to become one: a policy on their sizes alone.

Sizes fall into classes, each of which reaches ``fan_in`` times as far as the one below. A segment
counts as of the class of the largest after it, so that classes never rise from the first segment
to the last, as when small changes follow large ones. Where so many as ``fan_in`` are of one class
they become one. So there are fewer than ``fan_in`` of each class, a character is written anew
about once for each class, and the order of documents never changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

#: A segment of which more than this share is deleted is written anew.
_DELETED: Final = 0.3


@dataclass(frozen=True, slots=True)
class Tiers:
    """The policy; sizes are in characters of passages that are not deleted."""

    #: A commit of one report merges at every so many commits; a search pays for each segment.
    fan_in: int = 4
    #: What is smaller counts as of this size, about that of a report.
    smallest: int = 8_000
    #: Nothing larger is made, and what has half of it is left alone: no commit takes minutes.
    largest: int = 64_000_000

    def groups(self, sizes: Sequence[int]) -> list[range]:
        """The places of the segments, all of them in order; those that become one are together."""
        totals = [0, *accumulate(sizes)]
        found = [range(at, at + 1) for at in range(len(sizes))]
        while crowded := self._crowded(found, totals):
            at = found.index(crowded[0])
            found[at : at + len(crowded)] = self._packed(crowded, totals)
        return found

    def _crowded(self, found: list[range], totals: list[int]) -> list[range]:
        """The neighbours of the lowest class that has too many; empty where none has."""
        runs = (
            run
            for is_full, stretch in groupby(found, lambda each: self._is_full(each, totals))
            if not is_full
            for run in self._runs(list(stretch), totals)
            if len(run[1]) >= self.fan_in
        )
        return min(runs, key=lambda run: run[0], default=(0, []))[1]

    def _runs(self, stretch: list[range], totals: list[int]) -> Iterator[tuple[int, list[range]]]:
        """The neighbours that count as of one class, each time with the class."""
        own = (self._class(_size(group, totals)) for group in reversed(stretch))
        classes = [*accumulate(own, max)][::-1]
        for number, run in groupby(zip(classes, stretch, strict=True), lambda each: each[0]):
            yield number, [group for _, group in run]

    def _packed(self, run: list[range], totals: list[int]) -> Iterator[range]:
        """The neighbours in as few groups as may be without one that is too large."""
        first = run[0].start
        for group in run:
            if totals[group.stop] - totals[first] > self.largest:
                yield range(first, group.start)
                first = group.start
        yield range(first, run[-1].stop)

    def _is_full(self, group: range, totals: list[int]) -> bool:
        return _size(group, totals) > self.largest // 2

    def _class(self, size: int) -> int:
        reached, number = size // self.smallest, 0
        while reached >= self.fan_in:
            reached, number = reached // self.fan_in, number + 1
        return number


def is_worn(held: int, deleted: int) -> bool:
    """Whether so many passages are deleted that a segment is written anew, even by itself."""
    return deleted > _DELETED * (held + deleted)


def _size(group: range, totals: list[int]) -> int:
    return totals[group.stop] - totals[group.start]

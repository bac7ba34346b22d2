"""How like is a text to what stands in another one?

The likeness of a sought text in a passage is how few of its characters one must put in, take out
or replace until it stands there, wherever in the passage that is, and however long the passage is:
none is 100 per cent. Both are folded first, so that width, quotes and blanks do not count.

It is exact, and order counts: of two sentences with the same words in another order one is not the
other. Sellers' distance is reckoned for all characters of the sought text at once, as the bits of
a number (Myers 1999, in Hyyrö's form).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from searchapp.reports import FiledReport, Passage
from searchapp.text import Folded, Span, fold

#: In per cent: with less a text is another one.
LEAST: Final = 70


@dataclass(frozen=True, slots=True)
class Likeness:
    """The place in a text that comes nearest to ``characters`` sought ones.

    ``changes`` is how many must be put in, taken out or replaced to make one of the other.
    """

    span: Span
    changes: int
    characters: int

    @property
    def percent(self) -> int:
        """From 0 to 100, which only the same has."""
        return 100 * (self.characters - self.changes) // self.characters


@dataclass(frozen=True, slots=True)
class Alike:
    """A passage in which a text stands, or nearly; its report comes without passages."""

    filed: FiledReport
    passage: Passage
    likeness: Likeness

    @property
    def is_same(self) -> bool:
        """Whether it stands there character for character, once folded."""
        return not self.likeness.changes

    @property
    def text(self) -> str:
        """What stands there, as shown."""
        return self.passage.text[slice(*self.likeness.span)]


def likeness(sought: str, text: str, least: int = LEAST) -> Likeness | None:
    """Where a text comes nearest to the sought one; None where less like it, in per cent.

    Of several places the first that ends, and there the one that begins and ends with the same
    characters, or else is of most nearly the same length.
    """
    return Sought(fold(sought).text, least).place(fold(text))


class Sought:
    """A folded text, not empty, that is looked for in many others with at least that likeness."""

    def __init__(self, needle: str, least: int = LEAST) -> None:
        self.needle = needle
        #: So many of its characters may be changed.
        self.most = len(needle) * (100 - least) // 100

    @cached_property
    def traits(self) -> Counter[str]:
        """Its pairs of neighbours, or its only character, each with how often it stands there."""
        return Counter(map("".join, pairwise(self.needle))) or Counter(self.needle)

    @property
    def may_lack(self) -> int:
        """So many of its traits, each as often as it stands there, a text like it may not have.

        A changed character is part of two pairs; a text that lacks more is not like it.
        """
        return 2 * self.most

    def place(self, text: Folded) -> Likeness | None:
        """Where a text comes nearest to it; None where it is less like than the least."""
        size = len(self.needle)
        at = text.text.find(self.needle)
        if at >= 0:
            return Likeness(text.span(at, at + size), 0, size)
        if not self.most or len(text.text) < size - self.most:
            return None
        changes, ends = self._ends(text.text)
        if changes > self.most:
            return None
        windows = (w for end in ends for w in self._windows(text.text, end, changes))
        start, end = min(windows, key=lambda window: self._strangeness(text.text[slice(*window)]))
        return Likeness(text.span(start, end), changes, size)

    def _strangeness(self, window: str) -> tuple[int, int]:
        """By what one of several places that take as few changes is chosen."""
        ends = (window[0] != self.needle[0]) + (window[-1] != self.needle[-1])
        return ends, abs(len(window) - len(self.needle))

    def _ends(self, text: str) -> tuple[int, list[int]]:
        """The fewest changes with which it stands in a text, and where it may end then.

        From the first end on they reach as far as characters at the end may be changed.
        """
        distances = list(_distances(_masks(self.needle), len(self.needle), text, anywhere=True))
        changes = min(distances, default=len(self.needle))
        if changes > self.most:
            return changes, []
        first = distances.index(changes)
        near = range(first, min(first + changes + 1, len(distances)))
        return changes, [at + 1 for at in near if distances[at] == changes]

    def _windows(self, text: str, end: int, changes: int) -> Iterator[tuple[int, int]]:
        """What of a text ends there and is made of it with so many changes, the shortest first."""
        size = len(self.needle)
        before = text[max(0, end - size - changes) : end][::-1]
        distances = _distances(_masks(self.needle[::-1]), size, before, anywhere=False)
        for length, distance in enumerate(distances, start=1):
            if distance == changes:
                yield end - length, end


def _masks(needle: str) -> dict[str, int]:
    """For each character a number with a bit at every place where it stands."""
    masks: dict[str, int] = {}
    for at, character in enumerate(needle):
        masks[character] = masks.get(character, 0) | 1 << at
    return masks


def _distances(masks: dict[str, int], size: int, text: str, *, anywhere: bool) -> Iterator[int]:
    """For each end in a text the changes from the needle to the nearest run that ends there.

    The run may begin ``anywhere``, or is the whole text so far.
    """
    full, last = (1 << size) - 1, 1 << (size - 1)
    more, less, distance = full, 0, size
    from_start = 0 if anywhere else 1
    for character in text:
        same = masks.get(character, 0)
        down = same | less
        across = (((same & more) + more) ^ more) | same
        up_by_one, down_by_one = less | (full & ~(across | more)), more & across
        distance += bool(up_by_one & last) - bool(down_by_one & last)
        up_by_one = (up_by_one << 1 | from_start) & full
        more = (down_by_one << 1 & full) | (full & ~(down | up_by_one))
        less = up_by_one & down
        yield distance

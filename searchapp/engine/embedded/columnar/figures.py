"""The figures in a segment's passages, ordinals among them: what ``#`` stands for.

They come by passage, then by where they begin; so do their arrays.

* ``figure.count`` (an entry for each passage): how many figures it has;
* ``figure.gap`` (u8): how many units of the folded text of its passage lie between the beginning
  of the figure before, or of the passage, and that of the figure; 255 stands for any number from
  255 on, which is in ``figure.far`` (u32), its figure in ``figure.far_row`` (u32);
* ``figure.form``: the units of its longest form, times 8, and how many shorter forms it has, each
  of which ends a unit sooner than the one before.

Counts and forms are as narrow as they can be (u8, u16 or u32).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, Counts, narrowest
from searchapp.engine.embedded.columnar.flat import bounds, ranges

Numbers: TypeAlias = NDArray[np.integer[Any]]

#: What stands for a wide gap, in eight bits.
_FAR: Final = 255
#: So many bits say how many shorter forms a figure has: 3百余万亿 has the most, four.
_SHORTER_BITS: Final = 3
_MOST_SHORTER: Final = (1 << _SHORTER_BITS) - 1


@dataclass(frozen=True, slots=True)
class FigurePart:
    """The figures of passages that follow one another, by passage, then by where they stand.

    ``counts`` says how many each passage has. ``at`` is the unit of its passage's folded text at
    which a figure begins, ``length`` the units of its longest form, ``shorter`` how many other
    forms there are.
    """

    counts: Counts
    at: Numbers
    length: Numbers
    shorter: Numbers


@dataclass(frozen=True, slots=True)
class FoundFigures:
    """The figures of chosen passages, in the order of these, then by where they stand.

    ``index`` says in which of the chosen passages, counted from 0, a figure stands; ``at``,
    ``length`` and ``shorter`` are as in a part.
    """

    index: Counts
    at: Numbers
    length: Numbers
    shorter: Numbers


class FiguresWriter:
    """Writes figures in parts."""

    def __init__(self, arrays: ArrayWriter) -> None:
        self._arrays = arrays
        self._counts: list[Array] = []
        self._forms: list[Array] = []
        self._gap = arrays.open("figure.gap", np.uint8)
        self._far = arrays.open("figure.far", np.uint32)
        self._far_row = arrays.open("figure.far_row", np.uint32)

    def append(self, part: FigurePart) -> None:
        """Add those of the next passages.

        Raises ValueError for a figure with more forms than any has.
        """
        if part.shorter.max(initial=0) > _MOST_SHORTER:
            raise ValueError(f"a figure has more than {_MOST_SHORTER} shorter forms")
        self._counts.append(narrowest(part.counts))
        self._forms.append(narrowest(part.length << _SHORTER_BITS | part.shorter))
        gaps = np.diff(part.at, prepend=0)
        first = _firsts(part.counts)
        gaps[first] = part.at[first]
        far = np.flatnonzero(gaps >= _FAR)
        self._far.append(gaps[far].astype(np.uint32))
        self._far_row.append((far + self._gap.count).astype(np.uint32))
        self._gap.append(np.minimum(gaps, _FAR).astype(np.uint8))

    def finish(self) -> None:
        """All were appended."""
        self._arrays.add("figure.count", _joined(self._counts))
        self._arrays.add("figure.form", _joined(self._forms))


class Figures:
    """The figures of a segment."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._count: Numbers = arrays["figure.count"]
        self._gap: NDArray[np.uint8] = arrays["figure.gap"]
        self._far: NDArray[np.uint32] = arrays["figure.far"]
        self._far_row: NDArray[np.uint32] = arrays["figure.far_row"]
        self._form: Numbers = arrays["figure.form"]

    def of(self, documents: Numbers) -> FoundFigures:
        """All figures of these passages."""
        counts = self._count[documents].astype(np.int64)
        rows = ranges(self._first[documents], counts)
        index = np.repeat(np.arange(len(documents)), counts)
        at, form = self._at(rows, counts), self._form.take(rows)
        return FoundFigures(index, at, form >> _SHORTER_BITS, form & _MOST_SHORTER)

    def part(self, first: int, last: int) -> FigurePart:
        """Those of the passages ``first`` to ``last - 1``."""
        found = self.of(np.arange(first, last))
        counts = self._count[first:last].astype(np.int64)
        return FigurePart(counts, found.at, found.length, found.shorter)

    @cached_property
    def _first(self) -> Counts:
        """The first figure of each passage, and how many there are."""
        return bounds(self._count)

    def _at(self, rows: Counts, counts: Counts) -> Numbers:
        """Where these figures begin, which are all of some passages that have so many each."""
        gaps = self._gap.take(rows).astype(np.uint32)
        far = np.flatnonzero(gaps == _FAR)
        if far.size:
            gaps[far] = self._far[np.searchsorted(self._far_row, rows[far].astype(np.uint32))]
        # May run over, which the difference makes good.
        past = np.cumsum(gaps, dtype=np.uint32)
        first = _firsts(counts)
        before = past[first] - gaps[first]
        at: Numbers = past - np.repeat(before, counts[counts > 0])
        return at


def _firsts(counts: Counts) -> Counts:
    """Where the first figure of each passage that has one stands among all."""
    firsts: Counts = (np.cumsum(counts) - counts)[counts > 0]
    return firsts


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate([np.zeros(0, np.uint8), *parts])

"""The figures in a segment's passages, ordinals among them: what ``#`` stands for.

* ``figure.first`` (u32): the first figure of each passage; one more entry says how many there are;
* ``figure.at``: the unit of its passage's folded text at which a figure begins;
* ``figure.form``: the units of its longest form, times 8, and how many shorter forms it has, each
  of which ends a unit sooner than the one before.

The last two are as narrow as they can be (u8, u16 or u32).

They are found in many passages at once. Nine in ten are plain runs of digits, and told with
arrays; the others are read one by one, only where a figure may begin.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, narrowest
from searchapp.engine.embedded.columnar.texts import Mask, Places, TextPart, Units
from searchapp.text.figures import (
    BEGINNINGS,
    GOES_ON,
    LATIN,
    PLAIN_DIGITS,
    figures_among,
    shown_between_digits,
)

Numbers: TypeAlias = NDArray[np.integer[Any]]

_ALL_UNITS: Final = 1 << 16
#: So many bits say how many shorter forms a figure has: 3百余万亿 has the most, four.
_SHORTER_BITS: Final = 3
_MOST_SHORTER: Final = (1 << _SHORTER_BITS) - 1
#: Halves of characters beyond the basic plane, and what stands for one while figures are read.
_FIRST_HALF, _LAST_HALF, _ANY_HALF = 0xD800, 0xDFFF, 0xFFFD
#: What a run of units with which a figure may begin consists of.
_ARABIC, _CHINESE, _OTHER = 1, 2, 3


@dataclass(frozen=True, slots=True)
class FigurePart:
    """The figures of passages that follow one another, by passage, then by where they stand.

    ``counts`` says how many each passage has. ``at`` is the unit of its passage's folded text at
    which a figure begins, ``length`` the units of its longest form, ``shorter`` how many other
    forms there are.
    """

    counts: NDArray[np.int64]
    at: Numbers
    length: Numbers
    shorter: Numbers


@dataclass(frozen=True, slots=True)
class FoundFigures:
    """The figures of chosen passages, in the order of these, then by where they stand.

    ``index`` says in which of the chosen passages, counted from 0, a figure stands; ``at``,
    ``length`` and ``shorter`` are as in a part.
    """

    index: NDArray[np.int64]
    at: Numbers
    length: Numbers
    shorter: Numbers


def figure_part(texts: TextPart) -> FigurePart:
    """All figures in the texts: those of ``searchapp.text.figures``, with ordinals."""
    starts, ends = texts.starts, texts.ends
    runs = _runs(texts.units)
    plain = _are_plain(texts.units, runs)
    figures = np.hstack([_plain(texts.units, runs, plain), _read(texts, runs.places(~plain))])
    place, length, shorter = figures[:, np.argsort(figures[0])]
    passage = np.searchsorted(ends, place)
    return FigurePart(
        np.bincount(passage, minlength=ends.size),
        (place - starts[passage]).astype(np.uint32),
        length.astype(np.uint32),
        shorter.astype(np.uint32),
    )


class FiguresWriter:
    """Writes figures in parts."""

    def __init__(self, arrays: ArrayWriter) -> None:
        self._arrays = arrays
        self._parts: list[FigurePart] = []

    def append(self, part: FigurePart) -> None:
        """Add those of the next passages."""
        self._parts.append(part)

    def finish(self) -> None:
        """Write all of them, in as few bytes as they need.

        Raises ValueError for a figure with more forms than any has.
        """
        counts = [np.zeros(1, np.int64), *(part.counts for part in self._parts)]
        first = np.cumsum(np.concatenate(counts))
        self._arrays.add("figure.first", first.astype(np.uint32))
        self._add("figure.at", [part.at for part in self._parts])
        self._add("figure.form", [_forms(part) for part in self._parts])

    def _add(self, name: str, parts: Sequence[Numbers]) -> None:
        numbers = np.concatenate([np.zeros(0, np.uint32), *parts])
        self._arrays.add(name, narrowest(numbers))


class Figures:
    """The figures of a segment."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._first: NDArray[np.uint32] = arrays["figure.first"]
        self._at: Numbers = arrays["figure.at"]
        self._form: Numbers = arrays["figure.form"]

    def of(self, documents: NDArray[np.integer[Any]]) -> FoundFigures:
        """All figures of these passages."""
        first = self._first[documents].astype(np.int64)
        counts = self._first[documents + 1] - first
        index = np.repeat(np.arange(len(documents)), counts)
        found_before = np.cumsum(counts) - counts
        row = np.arange(len(index)) + np.repeat(first - found_before, counts)
        form = self._form[row]
        return FoundFigures(index, self._at[row], form >> _SHORTER_BITS, form & _MOST_SHORTER)

    def part(self, first: int, last: int) -> FigurePart:
        """Those of the passages ``first`` to ``last - 1``."""
        bounds = self._first[first : last + 1].astype(np.int64)
        rows = slice(int(bounds[0]), int(bounds[-1]))
        at, form = self._at[rows], self._form[rows]
        return FigurePart(np.diff(bounds), at, form >> _SHORTER_BITS, form & _MOST_SHORTER)


def _forms(part: FigurePart) -> Numbers:
    if part.shorter.max(initial=0) > _MOST_SHORTER:
        raise ValueError(f"a figure has more than {_MOST_SHORTER} shorter forms")
    forms: Numbers = part.length.astype(np.uint32) << _SHORTER_BITS | part.shorter
    return forms


@dataclass(frozen=True, slots=True)
class _Runs:
    """The longest runs of one kind among the units with which figures may begin."""

    start: Places
    end: Places
    kind: NDArray[np.uint8]

    def places(self, chosen: Mask) -> Places:
        """The place of every unit in the chosen runs."""
        start, length = self.start[chosen], (self.end - self.start)[chosen]
        before = np.cumsum(length) - length
        places: Places = np.arange(length.sum()) + np.repeat(start - before, length)
        return places


def _runs(units: Units) -> _Runs:
    at = np.flatnonzero(_kinds()[units])
    kind = _kinds()[units[at]]
    parted = (np.diff(at) != 1) | (np.diff(kind) != 0)
    first = np.flatnonzero(np.append(True, parted))[: at.size]
    last = np.flatnonzero(np.append(parted, True))[: at.size]
    return _Runs(at[first], at[last] + 1, kind[first])


def _are_plain(units: Units, runs: _Runs) -> Mask:
    """Which of the runs are plain, as ``searchapp.text.figures`` says."""
    # A 0 stands behind every passage, and, as the last unit, before the first one.
    before, behind = units[runs.start - 1], units[runs.end]
    beside = _goes_on()[before] | _goes_on()[behind]
    second_behind = units[np.minimum(runs.end + 1, units.size - 1)]
    mark_before = _is_mark(before) & _is_digit(units[runs.start - 2])
    mark_behind = _is_mark(behind) & _is_digit(second_behind)
    cut = (runs.kind == _ARABIC) & (mark_before | mark_behind)
    plain: Mask = (runs.kind != _OTHER) & ~beside & ~cut
    return plain


def _plain(units: Units, runs: _Runs, plain: Mask) -> NDArray[np.int64]:
    """Place, length and number of shorter forms of the figures that plain runs are."""
    named = (runs.kind == _ARABIC) & _is_latin()[units[runs.start - 1]]
    start, end = runs.start[plain & ~named], runs.end[plain & ~named]
    return np.stack([start, end - start, np.zeros_like(start)])


def _read(texts: TextPart, beginnings: Places) -> NDArray[np.int64]:
    """Place, length and number of shorter forms of the figures that begin at such places."""
    found = [
        (figure.start, figure.ends[0] - figure.start, len(figure.ends) - 1)
        for figure in figures_among(_marked(texts), beginnings.tolist())
    ]
    return np.array(found, np.int64).reshape(-1, 3).T


def _marked(texts: TextPart) -> str:
    """The folded texts, a character for each unit, with the marks between digits told apart."""
    units = texts.units.copy()
    units[(units >= _FIRST_HALF) & (units <= _LAST_HALF)] = _ANY_HALF
    for at in _between_digits(units).tolist():
        mark, shown = chr(units[at]), chr(texts.shown[at])
        units[at] = ord(shown_between_digits(mark, shown))
    return units.tobytes().decode("utf-16-le")


def _between_digits(units: Units) -> Places:
    """The places of points and commas between two digits."""
    marks = np.flatnonzero(_is_mark(units))
    between: Places = marks[_is_digit(units[marks - 1]) & _is_digit(units[marks + 1])]
    return between


def _is_mark(units: Units) -> Mask:
    mark: Mask = (units == ord(".")) | (units == ord(","))
    return mark


def _is_digit(units: Units) -> Mask:
    digit: Mask = (units >= ord("0")) & (units <= ord("9"))
    return digit


@cache
def _kinds() -> NDArray[np.uint8]:
    """Unit -> what a run of such units consists of; 0 where no figure may begin with it."""
    table = _OTHER * _holds(BEGINNINGS).astype(np.uint8)
    table[_holds(PLAIN_DIGITS)] = _CHINESE
    table[_holds("0123456789")] = _ARABIC
    return table


@cache
def _goes_on() -> Mask:
    return _holds(GOES_ON)


@cache
def _is_latin() -> Mask:
    return _holds(LATIN.findall("".join(map(chr, range(_FIRST_HALF)))))


def _holds(chars: Iterable[str]) -> Mask:
    """Unit -> whether it is one of these characters."""
    table = np.zeros(_ALL_UNITS, np.bool_)
    table[[ord(char) for char in chars]] = True
    return table

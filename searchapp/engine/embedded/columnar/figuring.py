"""Figures found in many passages at once.

Nine in ten are plain runs of digits, and told with arrays; the others are read one by one, only
where a figure may begin.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Mask, Places, Units
from searchapp.engine.embedded.columnar.figures import FigurePart
from searchapp.engine.embedded.columnar.flat import ranges
from searchapp.engine.embedded.columnar.texts import TextPart
from searchapp.text.figures import (
    BEGINNINGS,
    GOES_ON,
    LATIN,
    PLAIN_DIGITS,
    figures_among,
    shown_between_digits,
)

_ALL_UNITS: Final = 1 << 16
#: Halves of characters beyond the basic plane, and what stands for one while figures are read.
_FIRST_HALF, _LAST_HALF, _ANY_HALF = 0xD800, 0xDFFF, 0xFFFD
#: What a run of units with which a figure may begin consists of.
_ARABIC, _CHINESE, _OTHER = 1, 2, 3


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
        place - starts[passage],
        length,
        shorter,
    )


@dataclass(frozen=True, slots=True)
class _Runs:
    """The longest runs of one kind among the units with which figures may begin."""

    start: Places
    end: Places
    kind: NDArray[np.uint8]

    def places(self, chosen: Mask) -> Places:
        """The place of every unit in the chosen runs."""
        return ranges(self.start[chosen], (self.end - self.start)[chosen])


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

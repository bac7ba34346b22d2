"""Where a word stands as words, not only across two others: ``stands_as_word`` on arrays."""

from typing import Final

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Mask, Places, Units
from searchapp.engine.embedded.volume import Volume

_MARKS: Final = (ord("."), ord(","))
_FIGURE: Final = frozenset("0123456789.,")


def stands_whole(volume: Volume, word: str, at: Places, length: int) -> Mask:
    """For each unit place at which a word of so many units stands, whether it counts there.

    It does where both its ends are ends of words or it lies inside one word, and no figure is cut.
    """
    end = at + length
    edges = volume.segment.text.edges
    whole = edges(at) & edges(end)
    doubtful = np.flatnonzero(~whole)
    whole[doubtful] = _is_inside(volume, at[doubtful], length)
    if word[0] in _FIGURE:
        whole &= ~cuts_digits(volume.units, at)
    if word[-1] in _FIGURE:
        whole &= ~cuts_digits(volume.units, end)
    return whole


def _is_inside(volume: Volume, at: Places, length: int) -> Mask:
    """For each place of so many units whether no word ends within it."""
    inside = np.ones(len(at), dtype=np.bool_)
    for offset in range(1, length):
        inside &= ~volume.segment.text.edges(at + offset)
    return inside


def cuts_digits(units: Units, at: Places) -> Mask:
    """For each place whether it is between two digits, or beside a mark between two."""
    around = at[:, np.newaxis] + np.arange(-2, 2)
    # A 0 ends each passage, the last one too: what stands behind it is of another one.
    before_last, before, behind, behind_next = units[np.minimum(around, len(units) - 1)].T
    cuts: Mask = _is_digit(before) & _is_digit(behind)
    cuts |= _is_digit(before) & _is_mark(behind) & _is_digit(behind_next)
    cuts |= _is_digit(before_last) & _is_mark(before) & _is_digit(behind)
    return cuts


def _is_digit(units: Units) -> Mask:
    digit: Mask = (units >= ord("0")) & (units <= ord("9"))
    return digit


def _is_mark(units: Units) -> Mask:
    mark: Mask = (units == _MARKS[0]) | (units == _MARKS[1])
    return mark

"""A printed page as values: its characters, its ruled lines and its lines of text.

Lengths are in points or pixels, whichever the page came in; whatever is decided from them is
decided in ems, the size of the characters concerned. A page's origin is its upper left corner.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """What stands together on a page: one character of a PDF, or what recognition read at once.

    ``base`` is how far down the page the line runs on which it stands, ``em`` its size.
    """

    text: str
    left: float
    right: float
    base: float
    em: float

    @property
    def top(self) -> float:
        """The upper edge of a Chinese character of this size."""
        return self.base - 0.85 * self.em

    @property
    def bottom(self) -> float:
        """The lower edge of a Chinese character of this size."""
        return self.base + 0.15 * self.em


class Rule(NamedTuple):
    """A line drawn on a page, level or upright: ``at`` down or across it, from start to end."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was drawn: its pieces in any order, its rules, its width."""

    pieces: Sequence[Piece]
    width: float
    level: Sequence[Rule] = ()
    upright: Sequence[Rule] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; a row of a table is one line, with a tab between two cells.

    ``hang`` is where its text begins after the number or dot of a list's entry.
    """

    text: str
    left: float
    right: float
    base: float
    em: float
    is_row: bool = False
    hang: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, in the order in which they are read, and its width."""

    lines: Sequence[Line]
    width: float


def is_wide(char: str) -> bool:
    """Whether a character takes a whole em in a Chinese font; quotes and dashes do there."""
    return unicodedata.east_asian_width(char) in "WFA"


def width_in_ems(text: str) -> float:
    """About how wide a text is printed: a Latin letter or a figure is half an em."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)

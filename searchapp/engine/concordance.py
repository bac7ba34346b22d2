"""Hits as a concordance: every place on a line of its own, between what stands left and right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from searchapp.engine.found import Hit
from searchapp.engine.highlighting import merged
from searchapp.text import Span, fold

#: So many characters are shown on either side.
CONTEXT: Final = 20


class Beside(StrEnum):
    """What rows are put in order by."""

    HIT = "hit"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Row:
    """A place in a passage: ``left``, ``marked`` and ``right`` stand there in a row."""

    hit: Hit
    span: Span
    left: str
    marked: str
    right: str


def rows(hits: Iterable[Hit], beside: Beside = Beside.HIT, context: int = CONTEXT) -> list[Row]:
    """A row for each place in these hits; places that touch are one.

    They come as the hits do, or by what stands beside: nearest character first, marks and blanks
    passed over, in the order of the characters' codes.
    """
    every = [row for hit in hits for row in _rows(hit, context)]
    return sorted(every, key=_ORDERS[beside]) if beside in _ORDERS else every


def _rows(hit: Hit, context: int) -> Iterator[Row]:
    for span in merged(hit.spans):
        start, end = span
        left = hit.text[max(0, start - context) : start]
        yield Row(hit, span, left, hit.text[start:end], hit.text[end : end + context])


def _neighbours(text: str) -> str:
    return "".join(char for char in fold(text).text if char.isalnum())


_ORDERS: Final[dict[Beside, Callable[[Row], str]]] = {
    Beside.LEFT: lambda row: _neighbours(row.left)[::-1],
    Beside.RIGHT: lambda row: _neighbours(row.right),
}

"""What in a report comes nearest to what it does not say: the longest pieces that do stand there.

Nothing is guessed: a piece is a run of at least two characters of what was asked for, as it
stands in the passage.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from searchapp.engine.highlighting import merged
from searchapp.query import Near, Pattern, Phrase, Query, Run, leaves
from searchapp.reports import FiledReport, Passage
from searchapp.text import Folded, Span, fold

#: Shorter pieces say nothing.
_LEAST: Final = 2
#: So many texts of a query are looked for, each up to so many characters.
_TEXTS, _LONGEST = 12, 60


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage, the pieces of what was asked for that stand in it, and where."""

    passage: Passage
    pieces: tuple[str, ...]
    spans: tuple[Span, ...]


def nearest(filed: FiledReport, query: Query, most: int = 2) -> tuple[Nearest, ...]:
    """The passages with the most characters of the query, longest pieces counted; the best first.

    Empty where not two characters in a row stand anywhere.
    """
    sought = tuple(islice(dict.fromkeys(_texts(query)), _TEXTS))
    ranked: list[tuple[int, int, Nearest]] = []
    for passage in filed.report.passages:
        found = _held(passage, sought)
        if found.pieces:
            ranked.append((-sum(map(len, found.pieces)), passage.number, found))
    return tuple(found for _, _, found in sorted(ranked, key=lambda each: each[:2])[:most])


def longest_piece(sought: str, text: str) -> str:
    """The longest run of characters of one text that stands in another; the first of several."""
    at, size = 0, 0
    for start in range(len(sought)):
        while start + size < len(sought) and sought[start : start + size + 1] in text:
            at, size = start, size + 1
    return sought[at : at + size]


def _held(passage: Passage, sought: tuple[str, ...]) -> Nearest:
    folded = fold(passage.text)
    longest = (longest_piece(text, folded.text) for text in sought)
    pieces = tuple(dict.fromkeys(piece for piece in longest if _says(piece)))
    return Nearest(passage, pieces, merged(_places(pieces, folded)))


def _places(pieces: tuple[str, ...], folded: Folded) -> Iterator[Span]:
    for piece in pieces:
        for at in folded.places(piece):
            yield folded.span(at, at + len(piece))


def _says(piece: str) -> bool:
    return sum(char.isalnum() for char in piece) >= _LEAST


def _texts(query: Query) -> Iterator[str]:
    """The folded texts that a query seeks."""
    for leaf in leaves(query):
        match leaf:
            case Phrase(needle=needle) | Run(needle=needle):
                yield needle[:_LONGEST]
            case Pattern(literals=literals):
                yield from (literal[:_LONGEST] for literal in literals)
            case Near(operands=operands):
                for operand in operands:
                    for side in operand:
                        yield from _texts(side)

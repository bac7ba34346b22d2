"""Two versions of a report held against one another: by passages, sentences and words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final

from searchapp.engine.aligning import MOST_PAIRS, aligned, shared_ends
from searchapp.reports import Passage
from searchapp.text import SENTENCE

#: Fewer characters than these, kept between two changes, are kept by chance.
_BY_CHANCE: Final = 2
#: A figure or a Latin word changes as a whole, Chinese character by character.
_WORD: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.S)


class PieceFate(StrEnum):
    """What became of a piece of text from one version to the next."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; those that are not added make the old text, not removed the new one."""

    fate: PieceFate
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A passage of the old version and the one it became; None where it was added or removed."""

    old: Passage | None
    new: Passage | None
    pieces: tuple[Piece, ...]

    @property
    def is_none(self) -> bool:
        """Whether the passage stands there as it stood."""
        return all(piece.fate is PieceFate.KEPT for piece in self.pieces)


def compared(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Change, ...]:
    """Every passage of both versions in order, those that belong together side by side.

    What was removed comes before what was added in its place.
    """
    before, after = ([passage.text for passage in each] for each in (old, new))
    return tuple(
        Change(
            None if one is None else old[one],
            None if other is None else new[other],
            pieces(_at(before, one), _at(after, other)),
        )
        for one, other in aligned(before, after)
    )


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What was kept, removed and added from one text to another, in order; no piece is empty."""
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    found = (
        piece
        for one, other in aligned(before, after)
        for piece in _by_words(_WORD.findall(_at(before, one)), _WORD.findall(_at(after, other)))
        if piece.text
    )
    joined = (
        Piece(fate, "".join(piece.text for piece in run))
        for fate, run in groupby(found, key=attrgetter("fate"))
    )
    return tuple(_without_chance(list(joined)))


def _at(texts: Sequence[str], position: int | None) -> str:
    return "" if position is None else texts[position]


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """One sentence made into another."""
    head, tail = shared_ends(old, new)
    yield Piece(PieceFate.KEPT, "".join(old[:head]))
    yield from _changed(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Piece(PieceFate.KEPT, "".join(old[len(old) - tail :]))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    at, beside = 0, 0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = matcher.get_matching_blocks() if len(old) * len(new) <= MOST_PAIRS else []
    for one, other, size in (*blocks, (len(old), len(new), 0)):
        yield Piece(PieceFate.REMOVED, "".join(old[at:one]))
        yield Piece(PieceFate.ADDED, "".join(new[beside:other]))
        yield Piece(PieceFate.KEPT, "".join(old[one : one + size]))
        at, beside = one + size, other + size


def _without_chance(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces; what is kept by chance between changes is changed with them."""
    changed = [at for at, piece in enumerate(found) if piece.fate is not PieceFate.KEPT]
    between = range(changed[0], changed[-1]) if changed else range(0)
    kept = [
        piece.fate is PieceFate.KEPT and (at not in between or len(piece.text) >= _BY_CHANCE)
        for at, piece in enumerate(found)
    ]
    for is_kept, run in groupby(zip(kept, found, strict=True), key=itemgetter(0)):
        stretch = [piece for _, piece in run]
        if is_kept:
            yield Piece(PieceFate.KEPT, "".join(piece.text for piece in stretch))
            continue
        for fate, other in (
            (PieceFate.REMOVED, PieceFate.ADDED),
            (PieceFate.ADDED, PieceFate.REMOVED),
        ):
            if text := "".join(piece.text for piece in stretch if piece.fate is not other):
                yield Piece(fate, text)

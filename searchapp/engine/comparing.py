"""Two versions of a report held against one another: by passages, sentences and words.

The cost grows with the length of the texts, not with its square: what stands once in either is
matched first, and only short stretches between are searched for what is alike.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise, product, takewhile
from operator import attrgetter, itemgetter
from typing import Final, TypeAlias

from searchapp.reports import Passage

#: Positions in the old and in the new sequence that belong together.
_Pair: TypeAlias = tuple[int, int]

#: Of a stretch in which nothing is certain so many pairs are looked at, else none.
_MOST_PAIRS: Final = 40_000
#: Two texts belong together when they share this much of their pairs of characters.
_ALIKE: Final = 0.4
#: Fewer characters than these, kept between two changes, are kept by chance.
_BY_CHANCE: Final = 2
_SENTENCE: Final = re.compile(r"[^。！？；]*[。！？；]+[”’」』）】》]*|[^。！？；]+")
#: A figure or a Latin word changes as a whole, Chinese character by character.
_WORD: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.S)


class Fate(StrEnum):
    """What became of a piece of text from one version to the next."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; those that are not added make the old text, not removed the new one."""

    fate: Fate
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
        return all(piece.fate is Fate.KEPT for piece in self.pieces)


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
        for one, other in _aligned(before, after)
    )


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What was kept, removed and added from one text to another, in order; no piece is empty."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    found = (
        piece
        for one, other in _aligned(before, after)
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
    head, tail = _shared_ends(old, new)
    yield Piece(Fate.KEPT, "".join(old[:head]))
    yield from _changed(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Piece(Fate.KEPT, "".join(old[len(old) - tail :]))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    at, beside = 0, 0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = matcher.get_matching_blocks() if len(old) * len(new) <= _MOST_PAIRS else []
    for one, other, size in (*blocks, (len(old), len(new), 0)):
        yield Piece(Fate.REMOVED, "".join(old[at:one]))
        yield Piece(Fate.ADDED, "".join(new[beside:other]))
        yield Piece(Fate.KEPT, "".join(old[one : one + size]))
        at, beside = one + size, other + size


def _without_chance(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces; what is kept by chance between changes is changed with them."""
    changed = [at for at, piece in enumerate(found) if piece.fate is not Fate.KEPT]
    between = range(changed[0], changed[-1]) if changed else range(0)
    kept = [
        piece.fate is Fate.KEPT and (at not in between or len(piece.text) >= _BY_CHANCE)
        for at, piece in enumerate(found)
    ]
    for is_kept, run in groupby(zip(kept, found, strict=True), key=itemgetter(0)):
        stretch = [piece for _, piece in run]
        if is_kept:
            yield Piece(Fate.KEPT, "".join(piece.text for piece in stretch))
            continue
        for fate, other in ((Fate.REMOVED, Fate.ADDED), (Fate.ADDED, Fate.REMOVED)):
            if text := "".join(piece.text for piece in stretch if piece.fate is not other):
                yield Piece(fate, text)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Every position of both in order, in pairs or alone."""
    at, beside = 0, 0
    for one, other in (*_pairs(old, new), (len(old), len(new))):
        yield from ((alone, None) for alone in range(at, one))
        yield from ((None, alone) for alone in range(beside, other))
        if one < len(old):
            yield one, other
        at, beside = one + 1, other + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """What belongs together, in order in both: what is certain, and between it what is alike."""
    certain = _certain(old, new)
    for start, end in pairwise([(-1, -1), *certain, (len(old), len(new))]):
        at, beside = start[0] + 1, start[1] + 1
        for one, other in _between(old[at : end[0]], new[beside : end[1]]):
            yield at + one, beside + other
        if end[0] < len(old):
            yield end


def _certain(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """The longest chain of texts that stand once in both, in order in both."""
    once = _once(old) & _once(new)
    place = {text: at for at, text in enumerate(new) if text in once}
    # The last link of the best chain of each length, and for each link the one before it.
    ends: list[_Pair] = []
    before: dict[_Pair, _Pair | None] = {}
    for at, text in enumerate(old):
        if text in once:
            link = (at, place[text])
            length = bisect_left(ends, link[1], key=itemgetter(1))
            before[link] = ends[length - 1] if length else None
            ends[length : length + 1] = [link]
    chain: list[_Pair] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _once(texts: Iterable[str]) -> set[str]:
    return {text for text, times in Counter(texts).items() if times == 1}


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """What belongs together in a stretch: its ends where they are the same, then what is alike."""
    head, tail = _shared_ends(old, new)
    yield from ((at, at) for at in range(head))
    for one, other in _alike(old[head : len(old) - tail], new[head : len(new) - tail]):
        yield head + one, head + other
    yield from ((len(old) - left, len(new) - left) for left in range(tail, 0, -1))


def _shared_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many are the same at the beginning, and of the others at the end."""
    head = _shared(old, new)
    return head, _shared(old[head:][::-1], new[head:][::-1])


def _shared(old: Iterable[str], new: Iterable[str]) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in same)


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """The pairs, in order in both, that are together most alike."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one, other in product(range(len(old))[::-1], range(len(new))[::-1]):
        together = likeness[one][other] and likeness[one][other] + best[one + 1][other + 1]
        best[one][other] = max(together, best[one + 1][other], best[one][other + 1])
    one, other = 0, 0
    while one < len(old) and other < len(new):
        if best[one][other] == best[one + 1][other]:
            one += 1
        elif best[one][other] == best[one][other + 1]:
            other += 1
        else:
            yield one, other
            one, other = one + 1, other + 1


def _likeness(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """How much of their pairs of characters two texts share: 0 for too little, 2 for the same."""
    traits = [[{*map("".join, pairwise(f" {text} "))} for text in each] for each in (old, new)]
    return [
        [
            2.0 if one == other else _share(mine, theirs)
            for other, theirs in zip(new, traits[1], strict=True)
        ]
        for one, mine in zip(old, traits[0], strict=True)
    ]


def _share(one: set[str], other: set[str]) -> float:
    share = 2 * len(one & other) / (len(one) + len(other))
    return share if share >= _ALIKE else 0.0

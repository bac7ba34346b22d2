"""The leaves of a query: what is sought in the text of one passage.

Each has ``stands``, whether a folded text says it, and ``places``, where: half-open offsets into
the folded text, in order, none inside another.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final, Protocol, TypeAlias

from searchapp.query.candidate import Candidate
from searchapp.text import (
    Figure,
    Folded,
    Span,
    begins_figure,
    figures,
    fold,
    query_words,
    stands_as_word,
    terms,
)

#: Half-open offsets into a folded text.
Place: TypeAlias = tuple[int, int]

#: ``*`` stands for up to so many characters, none of which ends a sentence.
GAP: Final = 10
_MARKS: Final = re.compile(r"[#*\\]")
SENTENCE_ENDS: Final = frozenset("。!?;")


class _InText(Protocol):
    def stands(self, text: Folded) -> bool: ...

    def places(self, text: Folded) -> Iterator[Place]: ...


class _Sought:
    """What all leaves have in common: a passage is judged by its text."""

    __slots__ = ()

    def matches(self: _InText, passage: Candidate) -> bool:
        return self.stands(passage.folded)

    def spans(self: _InText, passage: Candidate) -> Iterator[Span]:
        return (passage.folded.span(*place) for place in self.places(passage.folded))


@dataclass(frozen=True, slots=True)
class Phrase(_Sought):
    """``"…"``: the folded text contains the folded phrase, ``needle``, which is not empty."""

    typed: str
    needle: str

    @classmethod
    def of(cls, needle: str) -> "Phrase":
        """The phrase of a folded text, in which no mark is wild."""
        return cls(literally(needle), needle)

    def stands(self, text: Folded) -> bool:
        return self.needle in text.text

    def places(self, text: Folded) -> Iterator[Place]:
        return ((at, at + len(self.needle)) for at in text.places(self.needle))


def literally(text: str) -> str:
    """The text as it is typed in a phrase in which no mark is wild."""
    return _MARKS.sub(r"\\\g<0>", text)


class Wild(Enum):
    """What stands in a phrase for something that is not known."""

    FIGURE = "#"
    GAP = "*"


@dataclass(frozen=True, slots=True)
class Taken:
    """A place of a pattern, and where in it the figures stand, in order."""

    place: Place
    figures: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Pattern(_Sought):
    """``"…#…*…"``: a phrase in which ``#`` is a whole figure and ``*`` a short gap.

    ``pieces`` are folded texts, none empty, and wild marks; the first and the last are no gaps. Of
    places that hold one another the shortest counts; a figure takes as much as then fits. A blank
    beside a wild mark does not count, in the phrase or in the text: ``APP#次`` finds APP 50次.
    """

    typed: str
    pieces: tuple[str | Wild, ...]

    @classmethod
    def of(cls, pieces: "tuple[str | Wild, ...]") -> "Pattern":
        """The pattern of these pieces."""
        typed = (literally(each) if isinstance(each, str) else each.value for each in pieces)
        return cls("".join(typed), pieces)

    @property
    def literals(self) -> tuple[str, ...]:
        """The texts that stand in every place of the pattern."""
        return tuple(piece for piece in self.pieces if isinstance(piece, str))

    def stands(self, text: Folded) -> bool:
        return any(True for _ in self._everywhere(text))

    def places(self, text: Folded) -> Iterator[Place]:
        return (taken.place for taken in self.taken(text))

    def taken(self, text: Folded) -> Iterator[Taken]:
        """The places with what their figures took."""
        shortest: list[Taken] = []
        for taken in reversed(list(self._everywhere(text))):
            if not shortest or taken.place[1] < shortest[-1].place[1]:
                shortest.append(taken)
        yield from reversed(shortest)

    def _everywhere(self, text: Folded) -> Iterator[Taken]:
        """At each offset at which it may begin the place that ends first."""
        if all(literal in text.text for literal in self.literals):
            fit = _Fit(self.pieces, text)
            for start in fit.starts():
                end = fit.end(0, start)
                if end is not None:
                    yield Taken((start, end), tuple(fit.figures(start, end)))


class _Fit:
    """A pattern laid on a text; what was tried is remembered."""

    def __init__(self, pieces: Sequence[str | Wild], text: Folded) -> None:
        self._pieces = pieces
        self._folded = text
        self._text = text.text
        self._ends: dict[tuple[int, int], int | None] = {}

    @cached_property
    def _figures(self) -> Mapping[int, Figure]:
        """The figures of the text that may have a part in it, by where they start."""
        # Whoever writes 第 before # means an ordinal.
        ordinals = any(isinstance(piece, str) and piece.endswith("第") for piece in self._pieces)
        following = _behind_figures(self._pieces)

        def is_wanted(start: int, end: int) -> bool:
            find = self._text.find
            return any(find(each, start + 1, end + 1 + len(each)) >= 0 for each in following)

        wanted = figures(self._folded, ordinals=ordinals, wanted=is_wanted)
        return {figure.start: figure for figure in wanted}

    def starts(self) -> Iterator[int]:
        """Where the pattern may begin."""
        first = self._pieces[0]
        if isinstance(first, Wild):
            yield from (at for at, figure in self._figures.items() if self._is_followed(figure))
            return
        at = self._text.find(first)
        while at >= 0:
            yield at
            at = self._text.find(first, at + 1)

    def end(self, piece: int, at: int) -> int | None:
        """Where the pieces from this one on may end first if they begin at ``at``; None if not."""
        if piece == len(self._pieces):
            return at
        if (piece, at) not in self._ends:
            ends = (self.end(piece + 1, after) for after in self._afters(piece, at))
            self._ends[piece, at] = min((end for end in ends if end is not None), default=None)
        return self._ends[piece, at]

    def figures(self, at: int, end: int) -> Iterator[Place]:
        """What the figures take in the place ``[at, end)``: as much as lets it end there."""
        for piece, wild in enumerate(self._pieces):
            afters = self._afters(piece, at)
            after = next(each for each in afters if self.end(piece + 1, each) == end)
            if wild is Wild.FIGURE:
                yield self._behind_blank(at), after - (self._text[after - 1] == " ")
            at = after

    def _afters(self, piece: int, at: int) -> Iterable[int]:
        """Where one piece that begins at ``at`` may end, the most wanted first."""
        sought = self._pieces[piece]
        if isinstance(sought, str):
            return [at + len(sought)] if self._text.startswith(sought, at) else []
        if sought is Wild.FIGURE:
            start = self._behind_blank(at)
            figure = self._figures.get(start) if begins_figure(self._text, start) else None
            ends = figure.ends if figure else ()
            # Only for what is typed behind it does a figure leave out 余 or 万.
            following = self._pieces[piece + 1 : piece + 2]
            ends = ends if following and isinstance(following[0], str) else ends[:1]
            return [after for end in ends for after in {end: 0, self._behind_blank(end): 0}]
        return self._gap(at)

    def _is_followed(self, figure: Figure) -> bool:
        """Whether the text goes on behind the first piece, a figure, as the second piece does."""
        following = self._pieces[1:2]
        if not following or not isinstance(following[0], str):
            return True
        literal = following[0]
        return any(
            self._text.startswith(literal, at)
            for end in figure.ends
            for at in (end, self._behind_blank(end))
        )

    def _behind_blank(self, at: int) -> int:
        return at + self._text.startswith(" ", at)

    def _gap(self, at: int) -> Iterator[int]:
        yield at
        for after in range(at, min(at + GAP, len(self._text))):
            if self._text[after] in SENTENCE_ENDS:
                return
            yield after + 1


@dataclass(frozen=True, slots=True)
class Run(_Sought):
    """Characters typed without a blank: a passage must contain each of its words literally.

    ``terms`` are the names of the field among its characters: their words may stand apart, but
    where they stand together that is marked, and counts for more. With ``whole`` a word counts
    only where it stands as words, not across two others.
    """

    typed: str
    needle: str
    words: tuple[str, ...]
    terms: tuple[str, ...] = ()
    whole: bool = False

    @classmethod
    def of(cls, typed: str) -> "Run":
        """The run of these characters, which are not empty once folded."""
        needle = fold(typed).text
        return cls(typed, needle, query_words(needle), terms(needle))

    def stands(self, text: Folded) -> bool:
        if not all(word in text.text for word in self.words):
            return False
        return not (self.whole and self.across(text))

    def places(self, text: Folded) -> Iterator[Place]:
        """The places of its words, of its terms, and of the whole run as it was typed."""
        return outermost(
            (at, at + len(sought))
            for sought in (self.needle, *self.terms, *self.words)
            for at in text.places(sought)
        )

    def across(self, text: Folded) -> tuple[str, ...]:
        """Those of its words that stand in a matching text only across two others (跨词)."""
        return tuple(word for word in self.words if not stands_as_word(word, text))


@dataclass(frozen=True, slots=True)
class Near(_Sought):
    """``矛盾 NEAR/20 调解``: places of the operands in a row, each near the one before.

    An operand is any of several phrases. Two places are near when they do not overlap and at most
    ``distances[k]`` folded characters stand between them, in either order.
    """

    operands: tuple[tuple[Phrase | Pattern, ...], ...]
    distances: tuple[int, ...]

    def stands(self, text: Folded) -> bool:
        return bool(self._reached(text)[-1])

    def places(self, text: Folded) -> Iterator[Place]:
        """The parts, none inside another."""
        return outermost(self.parts(text))

    def parts(self, text: Folded) -> Iterator[Place]:
        """Every place of an operand that has a part in such a row."""
        reached = self._reached(text)
        kept = [reached[-1]]
        before = zip(reached[-2::-1], reversed(self.distances), strict=True)
        for operand, distance in before:
            kept.append(_near(operand, kept[-1], distance))
        return (place for places in kept for place in places)

    def _reached(self, text: Folded) -> list[list[Place]]:
        """For each operand its places that end a row from the first operand on."""
        places = [
            sorted({place for phrase in phrases for place in phrase.places(text)})
            for phrases in self.operands
        ]
        reached = places[:1]
        for operand, distance in zip(places[1:], self.distances, strict=True):
            reached.append(_near(operand, reached[-1], distance))
        return reached


def _behind_figures(pieces: Sequence[str | Wild]) -> set[str]:
    """What stands in a pattern behind its figures: a text, or nothing that is known."""
    behind = (*pieces[1:], "")
    return {
        after if isinstance(after, str) else ""
        for piece, after in zip(pieces, behind, strict=True)
        if piece is Wild.FIGURE
    }


def figure_places(leaf: "Leaf", text: Folded) -> Iterator[Place]:
    """What ``#`` took in the places of a leaf, those of the sides of a nearness among them."""
    return (place for _, place in numbered_figures(leaf, text))


def numbered_figures(leaf: "Leaf", text: Folded) -> Iterator[tuple[int, Place]]:
    """The same, each with which ``#`` of the leaf took it, counted from 0 as they were typed."""
    near = set(leaf.parts(text)) if isinstance(leaf, Near) else None
    first = 0
    for pattern in _patterns(leaf):
        for taken in pattern.taken(text):
            if near is None or taken.place in near:
                yield from enumerate(taken.figures, first)
        first += pattern.pieces.count(Wild.FIGURE)


def figure_marks(leaf: "Leaf") -> int:
    """How many ``#`` there are in a leaf."""
    return sum(pattern.pieces.count(Wild.FIGURE) for pattern in _patterns(leaf))


def _patterns(leaf: "Leaf") -> Iterator[Pattern]:
    """The patterns of a leaf, in order."""
    match leaf:
        case Pattern():
            yield leaf
        case Near(operands=operands):
            yield from (each for side in operands for each in side if isinstance(each, Pattern))


def _near(places: Iterable[Place], others: Sequence[Place], distance: int) -> list[Place]:
    """Those of the places that are near one of the others."""
    starts = sorted(start for start, _ in others)
    ends = sorted(end for _, end in others)
    return [
        (start, end)
        for start, end in places
        if bisect_right(starts, end + distance) > bisect_left(starts, end)
        or bisect_right(ends, start) > bisect_left(ends, start - distance)
    ]


Leaf: TypeAlias = Phrase | Pattern | Run | Near


def outermost(places: Iterable[Place]) -> Iterator[Place]:
    """The places in order, each once, without those that lie inside another."""
    reach = -1
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if end > reach:
            yield start, end
            reach = end

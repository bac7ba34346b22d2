"""What became of the sentences of which an excerpt is made, or of which it is a part?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from searchapp.engine import Piece
from searchapp.engine.comparing import PieceFate, pieces
from searchapp.library.excerpts.fates import Spot
from searchapp.library.excerpts.matching import Matching, Sentence
from searchapp.library.excerpts.values import Excerpt
from searchapp.text import Span

#: What stands between the first and the last sentence is at most so many times as long as it was.
_LONGEST: Final = 3

_UNCLEAR: Final = (
    "一样的句子还在，但前后的文字有变动，或另有相同、相似的句子，不能断定是不是原来那一句"
)
_APART: Final = "引文的各句还在，但不再连在一起"
_AROUND: Final = "引文的字句没有变，它所在的句子有改动"
_SPREAD: Final = "引文现在分在第 {} 段"
_LOST: Final = "引文所在的句子还在，引文的字句已不在其中"


@dataclass(frozen=True, slots=True)
class Change:
    """What the sentences of a quote became, in one passage.

    ``pieces`` lead from the quote to what stands at the spot, ``around`` from the sentences to
    all that stands in their place there. There is no spot where it is not clear which of several
    places it would be.
    """

    spot: Spot | None
    pieces: tuple[Piece, ...]
    around: tuple[Piece, ...]
    why: str


@dataclass(frozen=True)
class Trace:
    """An excerpt in two versions of its report."""

    excerpt: Excerpt
    matching: Matching

    @cached_property
    def same(self) -> Spot | None:
        """Where the quote stands, its sentences word for word as they were and in one passage."""
        there = [self.matching.same(at) for at in self._over]
        if not there or there[0] is None:
            return None
        if there != [*range(there[0], there[0] + len(there))]:
            return None
        first, last = (self.matching.new[at] for at in (there[0], there[0] + len(there) - 1))
        start = first.span.start + self.excerpt.start - self._old[0].span.start
        span = Span(start, start + len(self.excerpt.quote))
        spot = self._spot(first.passage, span)
        is_one = first.passage == last.passage
        return spot if is_one and spot.quote == self.excerpt.quote else None

    @cached_property
    def change(self) -> Change | None:
        """What the sentences became; None where nothing stands in their place."""
        became = {at: there for at in self._over if (there := self._became(at)) is not None}
        if not became:
            is_unclear = any(self.matching.is_unclear(at) for at in self._over)
            return Change(None, (), (), _UNCLEAR) if is_unclear else None
        passages = sorted({self.matching.new[there].passage for there in became.values()})
        change = self._changed(self._together(became))
        if len(passages) > 1:
            return replace(change, why=_SPREAD.format("、".join(map(str, passages))))
        return change

    def is_whole_at(self, spot: Spot) -> bool:
        """Whether the sentences at a place are those of the quote, word for word."""
        there = self.matching.sentences_at(spot.passage, spot.span)
        return [each.text for each in there] == [each.text for each in self._old]

    def near(self, most: int) -> Iterator[Spot]:
        """The sentences that are most like those of the quote, the likest first."""
        said = "".join(each.text for each in self._old)
        for at in self.matching.nearest(said, most):
            found = self.matching.new[at]
            yield Spot(found.passage, found.span, found.text)

    def _became(self, at: int) -> int | None:
        same = self.matching.same(at)
        return self.matching.became(at) if same is None else same

    def _together(self, became: dict[int, int]) -> dict[int, int]:
        """Of what they became, what is close together in the passage that has most of it."""
        new = self.matching.new
        sizes: dict[int, int] = {}
        for there in became.values():
            passage = new[there].passage
            sizes[passage] = sizes.get(passage, 0) + len(new[there].text)
        most = max(sizes, key=lambda passage: sizes[passage])
        chosen = {at: there for at, there in became.items() if new[there].passage == most}
        spread = [new[there].span for there in chosen.values()]
        length = max(span.end for span in spread) - min(span.start for span in spread)
        if length <= _LONGEST * sum(len(each.text) for each in self._old):
            return chosen
        return dict([max(chosen.items(), key=lambda pair: len(new[pair[1]].text))])

    def _changed(self, became: dict[int, int]) -> Change:
        """What became of sentences all of which are in one passage now."""
        old = [self.matching.old[at] for at in (min(became), max(became))]
        found = [self.matching.new[there] for there in became.values()]
        own = Span(old[0].span.start, old[1].span.end)
        now = Span(min(each.span.start for each in found), max(each.span.end for each in found))
        passage = found[0].passage
        before = self.excerpt.text[own.start : own.end]
        around = pieces(before, self.matching.reading(passage, now))
        start, end = max(0, self.excerpt.start - own.start), self.excerpt.end - own.start
        image = image_of(around, Span(start, min(end, len(before))))
        if image is None:
            spot, why = self._spot(passage, now), _LOST
        else:
            spot = self._spot(passage, Span(now.start + image.start, now.start + image.end))
            why = self._why(spot, around)
        return Change(spot, pieces(self.excerpt.quote, spot.quote), around, why)

    def _why(self, spot: Spot, around: Sequence[Piece]) -> str:
        if spot.quote != self.excerpt.quote:
            return ""
        is_same = all(piece.fate is PieceFate.KEPT for piece in around)
        return _APART if is_same else _AROUND

    def _spot(self, passage: int, span: Span) -> Spot:
        return Spot(passage, span, self.matching.reading(passage, span))

    @cached_property
    def _over(self) -> range:
        return self.matching.covering(self.excerpt.passage, self.excerpt.span)

    @property
    def _old(self) -> Sequence[Sentence]:
        return self.matching.old[self._over.start : self._over.stop]


def image_of(found: Sequence[Piece], span: Span) -> Span | None:
    """What a span of the old text of some pieces became in the new one; None where nothing did.

    What stands in place of a part of it belongs to it, and what was added inside it.
    """
    ends: list[Span] = []
    at = beside = 0
    is_replaced = False
    for piece in found:
        size = len(piece.text)
        if piece.fate is PieceFate.ADDED:
            if is_replaced or span.start < at < span.end:
                ends.append(Span(beside, beside + size))
            beside += size
            continue
        start, end = max(at, span.start), min(at + size, span.end)
        is_replaced = start < end and piece.fate is PieceFate.REMOVED
        if piece.fate is PieceFate.KEPT:
            if start < end:
                ends.append(Span(beside + start - at, beside + end - at))
            beside += size
        at += size
    return Span(ends[0].start, ends[-1].end) if ends else None

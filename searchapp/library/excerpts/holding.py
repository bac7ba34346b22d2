"""Does an excerpt still stand where it stood?

Never is another sentence taken for it: where that cannot be ruled out the excerpt is 有改动 or
已删除, and the places that come near are offered to a person. What a version said is believed, not
its number: where the passage of an excerpt does not stand in it, it is not the one that was read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from searchapp.engine.comparing import Piece, PieceFate
from searchapp.library.excerpts.fates import Fate, Held, Spot
from searchapp.library.excerpts.matching import Matching
from searchapp.library.excerpts.tracing import Trace
from searchapp.library.excerpts.values import Excerpt, context_of, excerpt_of
from searchapp.reports import FiledReport, Passage, SectionKind
from searchapp.text import Span

__all__ = ["Fate", "Held", "Holding", "Spot", "hold"]

#: So many places that come near are offered.
_MOST_NEAR: Final = 5
#: So many characters before and after a quote are held against those round a place, blanks left
#: out: of the 32 that are kept some may be blanks.
_CONTEXT: Final = 24

_GONE: Final = "这篇报告已不在库中"


def hold(excerpt: Excerpt, old: Sequence[Passage] | None, filed: FiledReport | None) -> Held:
    """What became of an excerpt in a report as it is now, None for one that is no longer there.

    ``old`` are the passages of the version that the excerpt was taken from, None where they were
    not kept. Of several excerpts of one version ``Holding`` tells it sooner.
    """
    return Holding(old, filed).of(excerpt)


class Holding:
    """Two versions of a report, and what became in the new one of excerpts of the old one."""

    def __init__(self, old: Sequence[Passage] | None, filed: FiledReport | None) -> None:
        self._old = old
        self._filed = filed
        self._new = filed.report.passages if filed else ()

    def of(self, excerpt: Excerpt) -> Held:
        """What became of an excerpt, as ``hold`` has it."""
        if self._filed is None:
            return Held(Fate.REMOVED, 0, None, why=_GONE)
        if self._old is None or not _stood_in(self._old, excerpt):
            return self._of_passage(excerpt, self._filed)
        if self._is_unchanged:
            spot = Spot(excerpt.passage, excerpt.span, excerpt.quote)
            return _standing(excerpt, spot, self._filed)
        trace = Trace(excerpt, self._standing)
        if trace.same:
            return _standing(excerpt, trace.same, self._filed)
        return self._told(trace, self._filed.version)

    def _of_passage(self, excerpt: Excerpt, filed: FiledReport) -> Held:
        """The same where of the old version only the excerpt is known.

        Its words stand there still where they stand once between the words that stood before and
        after them, and their sentences are the same.
        """
        passage = Passage(excerpt.passage, SectionKind.OTHER, excerpt.section, excerpt.text)
        trace = Trace(excerpt, Matching([passage], self._new, whole=False))
        found = [spot for spot in self._places(excerpt) if self._is_in_context(excerpt, spot)]
        if len(found) == 1 and trace.is_whole_at(found[0]):
            return _standing(excerpt, found[0], filed)
        return self._told(trace, filed.version)

    def _told(self, trace: Trace, version: int) -> Held:
        """What became of an excerpt that does not stand there as it stood."""
        excerpt, change = trace.excerpt, trace.change
        near = (*self._places(excerpt), *trace.near(_MOST_NEAR))
        if change is None:
            return Held(Fate.REMOVED, version, None, near=_apart(near))
        return Held(
            Fate.CHANGED,
            version,
            change.spot,
            change.pieces,
            _apart(near, change.spot),
            change.why,
            change.around,
        )

    def _places(self, excerpt: Excerpt) -> Iterator[Spot]:
        """Where the words of a quote stand, whatever stands round them."""
        quote = excerpt.quote
        for passage in self._new:
            start = passage.text.find(quote)
            while start >= 0:
                yield Spot(passage.number, Span(start, start + len(quote)), quote)
                start = passage.text.find(quote, start + 1)

    def _is_in_context(self, excerpt: Excerpt, spot: Spot) -> bool:
        before, after = context_of(self._new, spot.passage, spot.span)
        is_before = _bare(excerpt.before)[-_CONTEXT:] == _bare(before)[-_CONTEXT:]
        return is_before and _bare(excerpt.after)[:_CONTEXT] == _bare(after)[:_CONTEXT]

    @cached_property
    def _is_unchanged(self) -> bool:
        """Whether the report reads as it did."""
        return [each.text for each in self._old or ()] == [each.text for each in self._new]

    @cached_property
    def _standing(self) -> Matching:
        return Matching(self._old or (), self._new)


def _stood_in(passages: Sequence[Passage], excerpt: Excerpt) -> bool:
    """Whether these are the passages among which an excerpt was taken."""
    if not 1 <= excerpt.passage <= len(passages):
        return False
    if passages[excerpt.passage - 1].text != excerpt.text:
        return False
    context = context_of(tuple(passages), excerpt.passage, excerpt.span)
    return context == (excerpt.before, excerpt.after)


def _standing(excerpt: Excerpt, spot: Spot, filed: FiledReport) -> Held:
    """What is said of words that stand there as they stood."""
    fate = Fate.UNCHANGED if spot.passage == excerpt.passage else Fate.MOVED
    now = replace(excerpt_of(filed, spot.passage, spot.span), code=excerpt.code)
    return Held(fate, filed.version, spot, (Piece(PieceFate.KEPT, excerpt.quote),), now=now)


def _apart(near: Iterable[Spot], but: Spot | None = None) -> tuple[Spot, ...]:
    """The first places of which none is a part of another, nor of one that is told already."""
    chosen: list[Spot] = []
    for spot in near:
        others = [*chosen, but] if but else chosen
        if len(chosen) < _MOST_NEAR and not any(_overlap(spot, other) for other in others):
            chosen.append(spot)
    return tuple(chosen)


def _overlap(one: Spot, other: Spot) -> bool:
    apart = one.span.end <= other.span.start or other.span.end <= one.span.start
    return one.passage == other.passage and not apart


def _bare(text: str) -> str:
    return "".join(text.split())

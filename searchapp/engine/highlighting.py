"""From spans to what a reader sees: marks that do not overlap, and snippets."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.text import Span

#: A snippet has about so many characters; shorter passages are shown whole.
SNIPPET: Final = 160
_SENTENCE_ENDS: Final = "。！？；"
_CLOSING_MARKS: Final = "”’」』）】》"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a passage, with the marks inside it as offsets into ``text``.

    It begins ``start`` characters into the passage.
    """

    start: int
    text: str
    marks: tuple[Span, ...]
    cut_before: bool
    cut_after: bool

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        return pieces(self.text, self.marks)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, joined where they touch or overlap."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def pieces(text: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked; the marks do not overlap."""
    at = 0
    for mark in marks:
        if mark.start > at:
            yield text[at : mark.start], False
        yield text[mark.start : mark.end], True
        at = mark.end
    if at < len(text):
        yield text[at:], False


def snippet(text: str, spans: Iterable[Span], size: int = SNIPPET) -> Snippet:
    """About ``size`` characters of a passage in whole sentences, with a hit in it if there is one.

    Of several places the one that shows most different hits is taken. Sentences are added after
    the hit, then before it. The hit itself is never cut, also where it is longer than ``size``; a
    sentence that is too long is cut around it.
    """
    marks = merged(spans)
    if len(text) <= size * 5 // 4:
        return _cut(text, marks, 0, len(text))
    edges = _sentence_edges(text)
    windows = (_window(mark, edges, size) for mark in marks or [Span(0, 0)])
    return _cut(text, marks, *_best(text, marks, windows))


def _cut(text: str, marks: Sequence[Span], start: int, end: int) -> Snippet:
    inside = tuple(
        Span(mark.start - start, mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    )
    return Snippet(start, text[start:end], inside, start > 0, end < len(text))


def _best(text: str, marks: Sequence[Span], windows: Iterable[Span]) -> Span:
    """The first window in which most different hits are shown."""
    starts = [mark.start for mark in marks]
    hits = [text[mark.start : mark.end] for mark in marks]
    different = len(set(hits))
    best, most = Span(0, 0), -1
    for window in windows:
        first, last = bisect_left(starts, window.start), bisect_left(starts, window.end)
        # The last hit that begins in the window may reach beyond it.
        last -= last > first and marks[last - 1].end > window.end
        shown = len(set(hits[first:last]))
        if shown > most:
            best, most = window, shown
        if shown == different:
            break
    return best


def _window(hit: Span, edges: Sequence[int], size: int) -> Span:
    """The sentences that the hit stands in, and as many after and before it as there is room."""
    first = bisect_right(edges, hit.start) - 1
    last = bisect_left(edges, max(hit.end, edges[first] + 1))
    if edges[last] - edges[first] > size:
        return _around(edges[first], edges[last], hit, size)
    last = bisect_right(edges, edges[first] + size) - 1
    first = bisect_left(edges, edges[last] - size)
    return Span(edges[first], edges[last])


def _around(start: int, end: int, hit: Span, size: int) -> Span:
    """A part of a sentence that is too long: the hit with more after it than before."""
    spare = max(0, size - (hit.end - hit.start))
    left = max(start, hit.start - spare // 3)
    right = min(end, max(hit.end, left + size))
    return Span(max(start, min(left, right - size)), right)


def _sentence_edges(text: str) -> list[int]:
    """The offsets at which sentences begin and end, the text's own ends among them."""
    edges = [0]
    for at, char in enumerate(text):
        if char in _SENTENCE_ENDS:
            end = at + 1
            while end < len(text) and text[end] in _CLOSING_MARKS:
                end += 1
            edges.append(end)
    return sorted({*edges, len(text)})

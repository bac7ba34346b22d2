"""Where do sentences begin and end?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from searchapp.text.folding import Span

#: A sentence with the marks that end it and what they close; what ends with none is one too.
SENTENCE: Final = re.compile(r"[^。！？；]*[。！？；]+[”’」』）】》]*|[^。！？；]+")
#: Sentences with marks that reach farther than so many characters are not taken together.
_LONGEST: Final = 240


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences of a text stand, in order, without the blanks round them.

    What has no mark at its end is one too: a heading, a cell, the rest of a passage.
    """
    for found in SENTENCE.finditer(text):
        if said := found[0].strip():
            start = found.start() + found[0].index(said)
            yield Span(start, start + len(said))


def whole_sentences(text: str, span: Span) -> Span:
    """From the first to the last of the sentences of which something stands in a span.

    The span itself where there are none.
    """
    return _whole(tuple(sentences(text)), span)


def sentences_with(text: str, marks: Iterable[Span]) -> Span:
    """The sentence of the first mark, with those up to the last mark that lies near it.

    The marks come in order. Without any it is all of the text, but for the blanks at its ends.
    """
    every, places = tuple(sentences(text)), iter(marks)
    mark = next(places, None)
    if mark is None:
        return _whole(every, Span(0, len(text)))
    first = _whole(every, mark)
    last = first.start + _LONGEST
    near = takewhile(lambda each: each.end <= last, places)
    ends = (_whole(every, each).end for each in near)
    return Span(first.start, max([first.end, *(end for end in ends if end <= last)]))


def _whole(every: Sequence[Span], span: Span) -> Span:
    inside = [each for each in every if each.start < span.end and span.start < each.end]
    return Span(inside[0].start, inside[-1].end) if inside else span

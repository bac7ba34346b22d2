"""A quote among the sentences round it, in the paragraph in which it stood."""

from searchapp.library.excerpts import Excerpt
from searchapp.text import sentences, whole_sentences


def around(excerpt: Excerpt) -> tuple[str, str]:
    """What stands before and after a quote: the rest of its sentences, and one more each way."""
    text, own = excerpt.text, whole_sentences(excerpt.text, excerpt.span)
    every = [*sentences(text)]
    start = max((each.start for each in every if each.end <= own.start), default=own.start)
    end = min((each.end for each in every if each.start >= own.end), default=own.end)
    return text[start : excerpt.start], text[excerpt.end : end]

"""A quote among the sentences round it, in the paragraph in which it stood."""

import re
from typing import Final

from searchapp.library.excerpts import Excerpt

_SENTENCE: Final = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’」』）】》]*|[^。！？；\n]+")


def around(excerpt: Excerpt) -> tuple[str, str]:
    """What stands before and after a quote: the rest of its sentences, and one more each way."""
    before, after = excerpt.text[: excerpt.start], excerpt.text[excerpt.end :]
    return "".join(_last(before)), "".join(_first(after, excerpt.quote))


def _last(before: str) -> list[str]:
    """The sentence that was begun, where one was, and the one before it."""
    sentences = _SENTENCE.findall(before)
    begun = bool(sentences) and not _is_whole(sentences[-1])
    return sentences[-2:] if begun else sentences[-1:]


def _first(after: str, quote: str) -> list[str]:
    """What is left of the quote's last sentence, where something is, and the one after it."""
    sentences = _SENTENCE.findall(after)
    return sentences[:1] if _is_whole(quote) else sentences[:2]


def _is_whole(text: str) -> bool:
    return text.rstrip("”’」』）】》").endswith(("。", "！", "？", "；", "\n"))

"""Folding: one character to one, so that spans keep pointing at the text as shown.

The table ``folding.tsv`` is made by ``scripts/make_folding.py``, which states its rules. After it,
a blank counts only between two characters below U+2E80, where Latin words need it; every other
blank is passed over, so that ``750 余次`` and ``750余次`` are the same.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

#: From here on (CJK radicals) scripts are written without blanks between words.
UNSPACED: Final = "\u2e80"
_BLANKS: Final = re.compile(r"\s+")


class Span(NamedTuple):
    """Half-open ``[start, end)`` character offsets into a text as shown."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character ``i`` is ``shown[offsets[i]]`` in the text as shown."""

    text: str
    offsets: Sequence[int]
    shown: str

    def span(self, start: int, end: int) -> Span:
        """The place, in the text as shown, of the characters ``[start, end)``, at least one."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def places(self, needle: str) -> Iterator[int]:
        """Every offset in the folded text at which the needle stands, overlapping ones too.

        The needle is folded and not empty.
        """
        at = self.text.find(needle)
        while at >= 0:
            yield at
            at = self.text.find(needle, at + 1)

    def spans(self, needle: str) -> Iterator[Span]:
        """The same places, as spans of the text as shown."""
        return (self.span(at, at + len(needle)) for at in self.places(needle))


def fold(text: str) -> Folded:
    """The folded text with its offsets; folding a folded text changes nothing."""
    folded = text.translate(folding_table())
    offsets: list[int] = []
    pieces: list[str] = []
    start = 0
    for blank in _BLANKS.finditer(folded):
        kept = int(_counts(blank, folded))
        pieces += [folded[start : blank.start()], " " * kept]
        offsets += range(start, blank.start() + kept)
        start = blank.end()
    if not start:
        return Folded(folded, range(len(folded)), text)
    offsets += range(start, len(folded))
    return Folded("".join([*pieces, folded[start:]]), offsets, text)


def _counts(blank: re.Match[str], text: str) -> bool:
    """Whether a run of blanks stands between two characters of a spaced script."""
    start, end = blank.span()
    return start > 0 and end < len(text) and max(text[start - 1], text[end]) < UNSPACED


@cache
def folding_table() -> Mapping[int, str]:
    """Code point -> what it is folded to, for each that is; both lie in the basic plane."""
    rows = (line.split("\t") for line in _source().split("\n") if line)
    return {ord(char): to for char, to in rows}


def _source() -> str:
    return files(__package__).joinpath("folding.tsv").read_text("utf-8")


@cache
def folding_hash() -> str:
    """What names the table: an index built with another one cannot be searched with this one."""
    return hashlib.sha256(_source().encode()).hexdigest()[:16]

"""Headings that have a number, and what the words of a heading are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from searchapp.parsing.cues import canonical_kind, cue_of
from searchapp.parsing.marks import Mark, Style, read_mark

#: A run-in heading has no more characters; a heading alone on its line may have more.
_RUN_IN: Final = 60
_ALONE: Final = 100
#: Headings that list what is told of, …等情况, are the longest.
_LISTED: Final = 150
_SENTENCE_END: Final = re.compile("[。！？]")
_COLON: Final = re.compile("[：:]")
#: With these a list in sentences begins, which no heading has in it.
_LISTING: Final = re.compile("一是|第一，")
_TRAILING: Final = "。.．：:；;"


@dataclass(frozen=True, slots=True)
class Heading:
    """What heads a section: the style that gives its rank, its number as printed, its words.

    ``number`` is "" where none is printed, and ``count`` 0 where none can be told. ``text`` is
    None for a numbered paragraph without a heading; ``opening`` is how it begins.
    """

    style: Style
    number: str
    count: int
    text: str | None
    opening: str


def heading_of(text: str) -> str | None:
    """The heading at the beginning of a paragraph, its number taken off.

    A line without the end of a sentence inside is all heading; else its first sentence is, if that
    has at most 60 characters. Of a longer one, or of one that 一是 runs on from, what stands
    before its colon is; else there is none.
    """
    bare = text.rstrip(_TRAILING).strip()
    end = _SENTENCE_END.search(bare)
    first = bare[: end.start()] if end else bare
    whole = 0 < len(first) <= (_RUN_IN if end else _longest(bare))
    return first if whole and not _LISTING.search(first) else _before_colon(first)


def _longest(line: str) -> int:
    """How many characters a line may have that is a heading as a whole."""
    if line.endswith("情况"):
        return _LISTED
    return _RUN_IN if "；" in line or ";" in line else _ALONE


def _before_colon(sentence: str) -> str | None:
    """What a heading says that is run in with a colon: 工作机制方面：……"""
    colon = _COLON.search(sentence)
    before = sentence[: colon.start()] if colon else ""
    return before if before and len(before) <= _RUN_IN and "，" not in before else None


def numbered_headings(body: Sequence[str], year: int | None) -> Iterator[Heading | None]:
    """For each paragraph the heading that it is or begins with, if it has a number."""
    marks = [None if "\t" in text else read_mark(text) for text in body]
    numbers = _Numbers(body, marks, year)
    for at, (text, mark) in enumerate(zip(body, marks, strict=True)):
        kept = numbers.read(at) if mark else None
        yield _headed(text, kept) if kept else None


def _headed(text: str, mark: Mark) -> Heading:
    rest = text[mark.end :]
    heading = heading_of(rest)
    return Heading(mark.style, mark.number, mark.count, heading, heading or rest[:_RUN_IN])


def bare_heading(line: str, style: Style) -> Heading:
    """The heading that a line without a number is, of the rank of a style."""
    text = line.rstrip(_TRAILING).strip()
    return Heading(style, "", 0, text, text)


class _Numbers:
    """Follows the numbers of a text, and puts right those of level 1 that slipped into figures."""

    def __init__(
        self, body: Sequence[str], marks: Sequence[Mark | None], year: int | None
    ) -> None:
        self._body, self._marks, self._year = body, marks, year
        self._kept: Mark | None = None
        self._chinese = 0
        self._arabic = 0
        #: How far figures with canonical words have come since the last heading of level 1.
        self._inside = 0
        #: Where each count stands last among the Chinese numbers.
        self._last_at = {
            mark.count: at for at, mark in enumerate(marks) if mark and mark.style is Style.CHINESE
        }
        bracketed = any(mark and mark.style is Style.BRACKETED for mark in marks)
        self._figures_on_top = bracketed and not self._last_at

    def read(self, at: int) -> Mark | None:
        """The mark at a paragraph with the style that it has in truth; None where it is none."""
        mark = self._marks[at]
        if mark is None:
            return None
        if at and self._body[at] == self._body[at - 1]:
            return self._kept  # printed twice, it is the same heading
        self._kept = self._judged(mark, at)
        return self._kept

    def _judged(self, mark: Mark, at: int) -> Mark | None:
        if mark.style is Style.ARABIC:
            return self._figure(mark, at)
        if mark.style is Style.CHINESE:
            self._top(mark.count)
        return mark

    def _top(self, count: int) -> None:
        self._chinese, self._inside = count, 0

    def _figure(self, mark: Mark, at: int) -> Mark | None:
        if self._slipped(mark, at):
            self._top(mark.count)
            return replace(mark, style=Style.CHINESE)
        count = mark.count or self._arabic + 1
        near = self._arabic <= count <= self._arabic + 2 if self._arabic else False
        # A figure that goes on from no other is the rest of a sentence, not a heading.
        if count != 1 and not near:
            return None
        self._arabic = count
        if self._is_canonical(mark, at):
            self._inside = count
        return replace(mark, count=count)

    def _slipped(self, mark: Mark, at: int) -> bool:
        """Whether a figure goes on from level 1, 3、 after 二、, and heads what level 1 heads.

        Not where figures that head such things too lead up to it in its section, or where the
        Chinese number comes yet.
        """
        if mark.count != self._chinese + 1 or 0 < self._inside == mark.count - 1:
            return False
        if self._last_at.get(mark.count, -1) > at:
            return False
        if not self._chinese and not self._figures_on_top:
            return False
        return self._is_canonical(mark, at)

    def _is_canonical(self, mark: Mark, at: int) -> bool:
        """Whether a number stands before words that head a section of level 1."""
        heading = heading_of(self._body[at][mark.end :]) or ""
        return bool(cue_of(heading, self._year) or canonical_kind(heading, self._year))

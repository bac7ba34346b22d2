"""What a reader types -> a query tree. Nothing that can be typed is an error.

::

    query  = { blank } [ part { { blank } part } ]
    part   = phrase | "AND" | run
    phrase = '"' … '"' | '“' … '”' | '「' … '」' | '『' … '』' | '＂' … '＂' | '〝' … '〞'
    run    = characters other than blanks and opening marks

Inside a phrase any other kind of quotation mark is a character. ``AND`` between blanks says what a
blank says. A mark that stays open reaches to the end; ``notes`` then says so, in Chinese.
Bytes that are no text reach us as halves of surrogate pairs; each is read as U+FFFD.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from searchapp.query.tree import All, Everything, Phrase, Query, Run
from searchapp.text import fold, query_words

#: Opening mark -> its closing mark.
_PAIRS: Final = {"“": "”", "「": "」", "『": "』", "〝": "〞", '"': '"', "＂": "＂"}
#: A closing mark typed where one should open, as input methods do, opens and closes.
_STRAY: Final = {mark: mark for mark in "”」』〞"}
_OPENING: Final = _PAIRS | _STRAY
#: Every mark that may open or close a phrase.
QUOTES: Final = frozenset(_OPENING)
_DOUBLE: Final = frozenset('“”"＂〝〞')
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Understood:
    """A query and, in Chinese, what was made of it where that is not plain."""

    query: Query
    notes: tuple[str, ...] = ()


def parse_query(typed: str) -> Understood:
    """The query that was typed; nothing, or nothing to look for, is ``Everything``."""
    notes: list[str] = []
    text = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", typed)
    parts = [part for piece in _pieces(text, notes) if (part := _part(piece, notes))]
    if not parts:
        return Understood(Everything(), tuple(notes))
    distinct = tuple(dict.fromkeys(parts))
    return Understood(distinct[0] if len(distinct) == 1 else All(distinct), tuple(notes))


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    quoted: bool


def _pieces(typed: str, notes: list[str]) -> Iterator[_Piece]:
    at = 0
    while at < len(typed):
        if typed[at].isspace():
            at += 1
        elif typed[at] in _OPENING:
            end, closed = _closing(typed, at)
            if not closed:
                notes.append(f"引号 {typed[at]} 没有合上，一直理解到末尾")
            yield _Piece(typed[at + 1 : end], True)
            at = end + 1
        else:
            end = next((i for i in range(at, len(typed)) if _ends_run(typed[i])), len(typed))
            yield _Piece(typed[at:end], False)
            at = end


def _ends_run(char: str) -> bool:
    return char.isspace() or char in _OPENING


def _closing(typed: str, at: int) -> tuple[int, bool]:
    """Where the phrase that opens at ``at`` ends, and whether a mark closes it."""
    end = typed.find(_OPENING[typed[at]], at + 1)
    if end >= 0:
        return end, True
    if typed[at] in _DOUBLE:
        # “枫桥经验" and "枫桥经验“ are slips of the hand, not open quotations.
        for other in range(at + 1, len(typed)):
            if typed[other] in _DOUBLE and not typed[other + 1 : other + 2].strip():
                return other, True
    return len(typed), False


def _part(piece: _Piece, notes: list[str]) -> Query | None:
    needle = fold(piece.text).text
    if not needle:
        notes.append("引号里没有内容，已略过")
        return None
    if piece.quoted:
        return Phrase(piece.text.strip(), needle)
    if piece.text in {"AND", "ＡＮＤ"}:
        return None
    return Run(piece.text, needle, query_words(needle))

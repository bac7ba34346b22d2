"""The part of a query that is being typed: what a completion may go on with."""

import re
from dataclasses import dataclass
from typing import Final

from searchapp.query.fields import FIELDS, HALF_WIDTH
from searchapp.query.lexer import MINUS, QUOTES, Lexer
from searchapp.text import fold

_RUN: Final = re.compile(rf"[^\s()（）{''.join(QUOTES)}]*\Z")
_FIELD: Final = re.compile(r"(?P<name>[A-Za-z]{1,12}|[\u3400-\u9fff]{1,4}):(?:.*[,、])?")
_FIELD_BEFORE: Final = re.compile(r"[\u3400-\u9fffA-Za-z][:：]\Z")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """``typed[start:end]``, of which ``text`` is what was typed so far.

    ``field`` is the name of the field whose value it is, ``mark`` the quotation mark that opened
    it; at most one of them.
    """

    start: int
    end: int
    text: str
    field: str | None = None
    mark: str = ""


def unfinished(typed: str, caret: int) -> Unfinished | None:
    """What is being typed at the caret, an offset; None in the middle of a word or of nothing."""
    before, after = typed[:caret], typed[caret : caret + 1]
    start = Lexer(before).open_phrase
    if start is not None:
        return _phrase(before, start, after)
    if after.strip() and after not in ")）":
        return None
    found = _RUN.search(before)
    run = found[0] if found else ""
    if run[:1] in MINUS and len(run) > 1:
        run = run[1:]
    return _value_or_run(run, caret) if run else None


def _phrase(before: str, start: int, after: str) -> Unfinished | None:
    """A phrase; the mark that may stand behind the caret closes it."""
    inside = after.strip() and after not in QUOTES
    if inside or _FIELD_BEFORE.search(before[:start]):
        return None
    end = len(before) + (after in QUOTES)
    return Unfinished(start, end, before[start + 1 :], mark=before[start])


def _value_or_run(run: str, caret: int) -> Unfinished | None:
    named = _FIELD.match(run.translate(HALF_WIDTH))
    name = fold(named["name"]).text if named else None
    if named is None or name not in FIELDS:
        return Unfinished(caret - len(run), caret, run)
    value = run[named.end() :]
    return Unfinished(caret - len(value), caret, value, field=name)

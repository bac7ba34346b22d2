"""A query as somebody would type it: what links to a changed query need."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from searchapp.query.conditions import (
    EARLIEST,
    LATEST,
    Condition,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    TitleSays,
    YearRange,
)
from searchapp.query.leaves import Near, Pattern, Phrase, Run, literally
from searchapp.query.lexer import MINUS
from searchapp.query.parser import parse_query
from searchapp.query.tree import All, Either, Not, Query, in_whole_words
from searchapp.reports import UNLABELLED
from searchapp.text import fold

_LEVELS: Final = {"province": "省", "city": "市", "county": "县", "town": "镇"}
_MARKS: Final = (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("〝", "〞"), ("＂", "＂"))
_BRACKETS: Final = re.compile("[()（）]")
#: Beside which a run has to stay what it is.
_OTHER: Final = Run("甲", "甲", ("甲",))
_CONDITIONS: Final[Mapping[type[Condition], Callable[[Any], str]]] = {
    PlaceChoice: lambda c: f"{_LEVELS[c.level]}:{_value(c.value or UNLABELLED)}",
    YearRange: lambda c: f"年:{_stretch(c.first, c.last)}",
    IssuedIn: lambda c: f"日期:{_stretch(c.first, c.last)}",
    GenreChoice: lambda c: f"文种:{c.genre}",
    LevelChoice: lambda c: f"层级:{c.level.label if c.level else UNLABELLED}",
    KindChoice: lambda c: f"章节:{c.kind.label}",
    HeadingSays: lambda c: f"章节:{_value(c.typed)}",
    TitleSays: lambda c: f"标题:{_value(c.typed)}",
    IssuerSays: lambda c: f"单位:{_value(c.typed)}",
    NumberSays: lambda c: f"文号:{_value(c.typed)}",
}


def written(query: Query) -> str:
    """What to type for this query.

    ``parse_query`` understands it as the same tree; where a run is none by itself, as it may be
    behind a quotation mark, its words are written as phrases, which stand in the same passages.
    Whether words are whole is not written.
    """
    typed = _written(query, as_typed=True)
    same = in_whole_words(parse_query(typed).query) == in_whole_words(query)
    return typed if same else _written(query, as_typed=False)


def typable(needle: str) -> Run | Phrase:
    """The run of a folded text, or its phrase where without marks it would be no run."""
    run = Run.of(needle)
    says = any(char.isalnum() for char in needle)
    return run if says and _is_typable(run) else Phrase.of(needle)


def _written(query: Query, *, as_typed: bool) -> str:
    if isinstance(query, Condition):
        return _CONDITIONS[type(query)](query)
    part_of = partial(_grouped, as_typed=as_typed)
    match query:
        case Run():
            return query.typed if as_typed else _run(query)
        case Phrase(typed=typed) | Pattern(typed=typed):
            return _quoted(typed)
        case All(parts=parts):
            return " ".join(map(part_of, parts))
        case Either(parts=parts):
            return " 或者 ".join(map(part_of, parts))
        case Not(part=part):
            excluded = f"({_near(part)})" if isinstance(part, Near) else part_of(part)
            return f"NOT {excluded}" if excluded.startswith(tuple(MINUS)) else f"-{excluded}"
        case Near():
            return _near(query)
    return ""


def _run(run: Run) -> str:
    if _is_typable(replace(run, whole=False)):
        return run.typed
    # A bracket without its other half is no word: the same passages are found without it.
    bare = _BRACKETS.sub("", run.typed)
    if fold(bare).text and Run.of(bare).words == run.words and _is_typable(Run.of(bare)):
        return bare
    words = " ".join(_quoted(word) for word in run.words)
    return words if len(run.words) == 1 else f"({words})"


def _is_typable(run: Run) -> bool:
    """Whether what was typed is that run wherever it is typed, in a group too."""
    alone, grouped = parse_query(run.typed), parse_query(f"({run.typed} {_OTHER.typed})")
    return alone.query == run and grouped.query == All((run, _OTHER))


def _grouped(part: Query, *, as_typed: bool) -> str:
    """The part in brackets where it joins others."""
    typed = _written(part, as_typed=as_typed)
    return f"({typed})" if isinstance(part, All | Either) else typed


def _near(near: Near) -> str:
    sides = [
        _quoted(operand[0].typed)
        if len(operand) == 1
        else f"({' 或者 '.join(_quoted(phrase.typed) for phrase in operand)})"
        for operand in near.operands
    ]
    typed = sides[0]
    for side, distance in zip(sides[1:], near.distances, strict=True):
        typed += f" NEAR/{distance} {side}"
    return typed


def _value(text: str) -> str:
    """A value in marks, in which no mark means anything else."""
    return _quoted(literally(text))


def _quoted(typed: str) -> str:
    """The text in marks that it does not have itself, or in which its own are escaped."""
    free = (marks for marks in _MARKS if not set(marks) & set(typed))
    opening, closing = next(free, ("“", "”"))
    if closing in typed:
        typed = re.sub(rf"(?<!\\)[{opening}{closing}]", r"\\\g<0>", typed)
    return opening + typed + closing


def _stretch(first: int | date | None, last: int | date | None) -> str:
    if first is None or last is None:
        return UNLABELLED
    if first == last:
        return _year_or_day(first)
    since = "" if first in EARLIEST else _year_or_day(first)
    until = "" if last in LATEST else _year_or_day(last)
    return f"{since}..{until}"


def _year_or_day(written: int | date) -> str:
    return f"{written:04}" if isinstance(written, int) else str(written)

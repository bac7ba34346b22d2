"""How a query was understood, in Chinese: what the page and ``--explain`` show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
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
from searchapp.query.leaves import Near, Pattern, Phrase, Run, Wild
from searchapp.query.scope import Scope
from searchapp.query.tree import All, Either, Not, Query, is_condition
from searchapp.reports import UNLABELLED

#: What a level of places is called.
LEVEL_NAMES: Final = {"province": "省", "city": "市", "county": "县区", "town": "乡镇"}


@dataclass(frozen=True, slots=True)
class Described:
    """What a node of a query means, and the nodes it joins."""

    text: str
    parts: tuple["Described", ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as lines, two blanks deeper for each level."""
        yield f"{'  ' * depth}{self.text}"
        for part in self.parts:
            yield from part.lines(depth + 1)


def described(query: Query, scope: Scope = Scope.PASSAGE) -> Described:
    """What a query means."""
    match query:
        case All(parts=parts):
            return Described(f"在{scope.label}里同时满足", _each(parts, scope))
        case Either(parts=parts):
            return Described("满足其中之一", _each(parts, scope))
        case Not(part=Run(words=words)) if len(words) > 1:
            return Described(f"{scope.label}里不能同时有{_listed(words)}")
        case Not(part=part):
            excluded = "除去" if is_condition(part) else f"{scope.label}里不能有"
            return Described(excluded, (described(part, scope),))
        case Near(operands=operands, distances=distances):
            return Described(_near_text(operands, distances))
        case Phrase() | Pattern() | Run():
            return Described(_leaf_text(query))
    if isinstance(query, Condition):
        return Described(_CONDITIONS[type(query)](query))
    return Described("不限文字，全部段落")


def _each(parts: tuple[Query, ...], scope: Scope) -> tuple[Described, ...]:
    return tuple(described(part, scope) for part in parts)


def _leaf_text(leaf: Phrase | Pattern | Run) -> str:
    if isinstance(leaf, Phrase):
        return f"原话“{leaf.typed}”，逐字相符"
    if isinstance(leaf, Pattern):
        told = {Wild.FIGURE: "# 是一个完整的数字", Wild.GAP: "* 是同一句里最多 10 个字"}
        marks = "，".join(said for mark, said in told.items() if mark in leaf.pieces)
        return f"原话“{leaf.typed}”，{marks}"
    words = _listed(leaf.words)
    whole = "，不含跨词" if leaf.whole else ""
    if leaf.words == (leaf.needle,):
        return f"词{words}{whole}"
    return f"“{leaf.typed}”里的每个词：{words}，原样出现的排在前面{whole}"


def _listed(words: tuple[str, ...]) -> str:
    return "、".join(f"“{word}”" for word in words)


def _near_text(
    operands: tuple[tuple[Phrase | Pattern, ...], ...], distances: tuple[int, ...]
) -> str:
    sides = ["或".join(f"“{phrase.typed}”" for phrase in phrases) for phrases in operands]
    text = sides[0]
    for side, distance in zip(sides[1:], distances, strict=True):
        text += f" 与 {side} 相隔不超过 {distance} 字"
    return f"{text}，先后不论"


_CONDITIONS: Final[Mapping[type[Condition], Callable[[Any], str]]] = {
    PlaceChoice: lambda c: f"{LEVEL_NAMES[c.level]}是 {c.value or UNLABELLED}",
    YearRange: lambda c: f"年度是 {stretch(c.first, c.last)}",
    IssuedIn: lambda c: f"成文日期是 {stretch(c.first, c.last)}",
    GenreChoice: lambda c: f"文种是 {c.genre}",
    LevelChoice: lambda c: f"发文层级是 {c.level.label if c.level else UNLABELLED}",
    KindChoice: lambda c: f"章节类别是 {c.kind.label}",
    HeadingSays: lambda c: f"所在章节的标题含“{c.typed}”",
    TitleSays: lambda c: f"报告标题含“{c.typed}”",
    IssuerSays: lambda c: f"发文机关含“{c.typed}”",
    NumberSays: lambda c: f"文号含“{c.typed}”",
}


def stretch(first: int | date | None, last: int | date | None) -> str:
    """Years or days from one to another, in Chinese."""
    if first is None or last is None:
        return UNLABELLED
    if first == last:
        return str(first)
    if first in EARLIEST:
        return f"{last} 及以前"
    return f"{first} 及以后" if last in LATEST else f"{first} 至 {last}"

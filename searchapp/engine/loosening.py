"""Queries that ask for less, or for the same in other words."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from searchapp.query import (
    All,
    Condition,
    Either,
    Near,
    Pattern,
    Phrase,
    PlaceChoice,
    Query,
    Run,
    YearRange,
    leaves,
    typable,
)

_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)年?度?")


def parts_of(query: Query) -> tuple[Query, ...]:
    """What a query asks for together: its parts, its words, the sides of a nearness."""
    match query:
        case All(parts=parts) | Either(parts=parts):
            return parts
        case Run(words=words) if len(words) > 1:
            return tuple(whole_as(query, typable(word)) for word in words)
        case Pattern(literals=literals) if len(literals) > 1:
            return tuple(dict.fromkeys(map(Phrase.of, literals)))
        case Near(operands=operands):
            return tuple(dict.fromkeys(map(_side, operands)))
    return ()


def joined(query: Query, parts: Sequence[Query]) -> Query:
    """Some of the parts of a query, joined as the query joins them."""
    if len(parts) == 1:
        return parts[0]
    return Either(tuple(parts)) if isinstance(query, Either) else All(tuple(parts))


def changed(query: Query, change: Mapping[Query, Query]) -> Query:
    """The query with nodes in place of others; what is excluded stays."""
    if query in change:
        return change[query]
    match query:
        case All(parts=parts) | Either(parts=parts):
            return joined(query, tuple(dict.fromkeys(changed(part, change) for part in parts)))
    return query


def in_words(query: Query) -> Query:
    """The query with words in place of phrases, patterns and nearness."""
    return changed(query, {leaf: _in_words(leaf) for leaf in leaves(query)})


def with_facts(query: Query, places: Collection[PlaceChoice], years: Collection[int]) -> Query:
    """The query in which names of these places and these years, typed as words, are conditions.

    ``2022年松栎镇枫桥经验`` asks for 枫桥经验 in reports of that town and year.
    """
    parts = query.parts if isinstance(query, All) else (query,)
    facts: dict[Condition, None] = {}
    rest: list[Query] = []
    for part in parts:
        left = part.needle if isinstance(part, Run) else ""
        for fact, name in _facts(left, places, years):
            facts[fact] = None
            left = left.replace(name, " ")
        rest += [part] if not isinstance(part, Run) or left == part.needle else _runs(part, left)
    kinds = (PlaceChoice, YearRange)
    chosen = [tuple(fact for fact in facts if isinstance(fact, kind)) for kind in kinds]
    conditions = [joined(Either(each), each) for each in chosen if each]
    return joined(All(()), tuple(dict.fromkeys((*conditions, *rest)))) if conditions else query


def whole_as(run: Run, leaf: Run | Phrase) -> Run | Phrase:
    """The leaf in whole words, if the run is."""
    return replace(leaf, whole=run.whole) if isinstance(leaf, Run) else leaf


def _side(operand: Sequence[Phrase | Pattern]) -> Query:
    return joined(Either(()), operand)


def _in_words(leaf: Query) -> Query:
    match leaf:
        case Phrase(needle=needle):
            return typable(needle)
        case Pattern(literals=literals) if literals:
            return joined(leaf, tuple(dict.fromkeys(map(typable, literals))))
        case Near(operands=operands):
            return All(tuple(in_words(_side(operand)) for operand in operands))
    return leaf


def _facts(
    text: str, places: Collection[PlaceChoice], years: Collection[int]
) -> Iterator[tuple[Condition, str]]:
    """The places and years that a text names, and what names them."""
    for found in _YEAR.finditer(text):
        if int(found[1]) in years:
            yield YearRange(int(found[1]), int(found[1])), found[0]
    for place in sorted(places, key=lambda each: -len(each.value or "")):
        if place.value and place.value in text:
            yield place, place.value
            text = text.replace(place.value, " ")


def _runs(run: Run, left: str) -> list[Query]:
    """What is left of a run, piece by piece."""
    pieces = (piece for piece in left.split() if any(char.isalnum() for char in piece))
    return [whole_as(run, typable(piece)) for piece in pieces]

"""The tree of a query: what joins leaves and conditions. Each node judges a passage by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from searchapp.query.candidate import Candidate
from searchapp.query.conditions import Condition
from searchapp.query.leaves import Leaf, Near, Pattern, Phrase, Run
from searchapp.text import Span


class Query(Protocol):
    """Anything that a passage can be held against."""

    def matches(self, passage: Candidate) -> bool:
        """Whether the passage says what is asked for."""

    def spans(self, passage: Candidate) -> Iterator[Span]:
        """The places in a matching passage that say it; they may overlap and repeat."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Nothing was asked for: every passage matches, and nothing in it is marked."""

    def matches(self, passage: Candidate) -> bool:  # noqa: ARG002
        return True

    def spans(self, passage: Candidate) -> Iterator[Span]:  # noqa: ARG002
        return iter(())


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold: ``枫桥经验 调解 -信访``. There are at least two parts."""

    parts: tuple[Query, ...]

    def matches(self, passage: Candidate) -> bool:
        return all(part.matches(passage) for part in self.parts)

    def spans(self, passage: Candidate) -> Iterator[Span]:
        for part in self.parts:
            yield from part.spans(passage)


@dataclass(frozen=True, slots=True)
class Either:
    """One part at least must hold: ``调解 OR 信访``. There are at least two parts."""

    parts: tuple[Query, ...]

    def matches(self, passage: Candidate) -> bool:
        return any(part.matches(passage) for part in self.parts)

    def spans(self, passage: Candidate) -> Iterator[Span]:
        for part in self.parts:
            if part.matches(passage):
                yield from part.spans(passage)


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold: ``-信访``. Nothing is marked by it."""

    part: Query

    def matches(self, passage: Candidate) -> bool:
        return not self.part.matches(passage)

    def spans(self, passage: Candidate) -> Iterator[Span]:  # noqa: ARG002
        return iter(())


def is_condition(query: Query) -> bool:
    """Whether the query asks nothing of a passage's text: it only narrows what is found."""
    match query:
        case Not(part=part):
            return is_condition(part)
        case All(parts=parts) | Either(parts=parts):
            return all(is_condition(part) for part in parts)
        case _:
            return isinstance(query, Condition)


def divided(parts: Iterable[Query]) -> tuple[list[Query], list[Query], list[Query]]:
    """Parts that are joined by AND: what is sought, what is excluded, and the conditions."""
    sought: list[Query] = []
    excluded: list[Query] = []
    conditions: list[Query] = []
    for part in parts:
        if is_condition(part):
            conditions.append(part)
        else:
            (excluded if isinstance(part, Not) else sought).append(part)
    return sought, excluded, conditions


def leaves(query: Query) -> Iterator[Leaf]:
    """What is sought in the text, in order, each as often as it was typed; nothing excluded."""
    match query:
        case All(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Phrase() | Pattern() | Run() | Near():
            yield query


def conditions_of(query: Query) -> Iterator[Condition]:
    """The conditions in a query, in order, those that are excluded among them."""
    match query:
        case All(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from conditions_of(part)
        case Not(part=part):
            yield from conditions_of(part)
        case _ if isinstance(query, Condition):
            yield query


def sole_phrase(query: Query) -> Phrase | Pattern | None:
    """The phrase that alone is sought, whatever is excluded and whatever the conditions.

    Its occurrences can be counted (处).
    """
    if isinstance(query, All):
        sought, _, _ = divided(query.parts)
        return sole_phrase(sought[0]) if len(sought) == 1 else None
    return query if isinstance(query, Phrase | Pattern) else None


def in_whole_words(query: Query) -> Query:
    """The same query in which a word counts only where it stands as words."""
    match query:
        case Run():
            return replace(query, whole=True)
        case Not(part=part):
            return Not(in_whole_words(part))
        case All(parts=parts):
            return All(tuple(map(in_whole_words, parts)))
        case Either(parts=parts):
            return Either(tuple(map(in_whole_words, parts)))
        case _:
            return query

"""The nodes of a query. Each judges a folded passage by reading it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from searchapp.text import Folded, Span, stands_as_word


class Query(Protocol):
    """Anything that a passage can be held against."""

    def matches(self, passage: Folded) -> bool:
        """Whether the passage says what is asked for."""

    def spans(self, passage: Folded) -> Iterator[Span]:
        """Every place in a matching passage that says it; places may overlap."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Nothing was asked for: every passage matches, and nothing in it is marked."""

    def matches(self, passage: Folded) -> bool:  # noqa: ARG002
        return True

    def spans(self, passage: Folded) -> Iterator[Span]:  # noqa: ARG002
        return iter(())


@dataclass(frozen=True, slots=True)
class Phrase:
    """``"…"``: the folded text contains the folded phrase, ``needle``, which is not empty."""

    typed: str
    needle: str

    def matches(self, passage: Folded) -> bool:
        return self.needle in passage.text

    def spans(self, passage: Folded) -> Iterator[Span]:
        return passage.spans(self.needle)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters typed without a blank: a passage must contain each of its words literally."""

    typed: str
    needle: str
    words: tuple[str, ...]

    def matches(self, passage: Folded) -> bool:
        return all(word in passage.text for word in self.words)

    def spans(self, passage: Folded) -> Iterator[Span]:
        for word in dict.fromkeys((self.needle, *self.words)):
            yield from passage.spans(word)

    def across(self, passage: Folded) -> tuple[str, ...]:
        """Those of its words that stand in a matching passage only across two others (跨词)."""
        return tuple(word for word in self.words if not stands_as_word(word, passage))


@dataclass(frozen=True, slots=True)
class All:
    """Every part must match in the same passage: ``枫桥经验 调解``."""

    parts: tuple[Query, ...]

    def matches(self, passage: Folded) -> bool:
        return all(part.matches(passage) for part in self.parts)

    def spans(self, passage: Folded) -> Iterator[Span]:
        for part in self.parts:
            yield from part.spans(passage)


def runs_of(query: Query) -> tuple[Run, ...]:
    """The runs in a query, in order: what jieba has a say in."""
    if isinstance(query, Run):
        return (query,)
    if isinstance(query, All):
        return tuple(run for part in query.parts for run in runs_of(part))
    return ()

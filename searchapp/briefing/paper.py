"""A briefing as it goes out: words and quotes in order, each quote with its source."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Held


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, as somebody wrote it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody's own paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, verbatim as it was taken, and what became of it; its source has this number.

    Sources are numbered from 1 in the order in which they are first quoted.
    """

    number: int
    excerpt: Excerpt
    held: Held


Part: TypeAlias = Heading | Words | Quoted


@dataclass(frozen=True, slots=True)
class Paper:
    """What is exported. ``address`` is that of the site, without a slash at its end.

    ``held_at`` is when the quotes were last held against their sources.
    """

    title: str
    parts: tuple[Part, ...]
    address: str
    held_at: datetime

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """The quotes, in order."""
        return tuple(part for part in self.parts if isinstance(part, Quoted))

    def link(self, quoted: Quoted) -> str:
        """The whole address of a quote's source."""
        return self.address + quoted.excerpt.link

"""A briefing as it goes out: words and quotes in order, each quote with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate, Held


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, as somebody wrote it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody's own paragraph, or several with line ends between them."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, verbatim as it was taken, and what became of it; its source has this number.

    Sources are numbered from 1 in the order in which they are first quoted. ``position`` is where
    it begins in its report, whose passages stand with a line end between them, counted in
    characters; None where that version of the report is not kept. ``recognised``: its words were
    read off a picture.
    """

    number: int
    excerpt: Excerpt
    held: Held
    position: int | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A quote of which the library knows nothing but its code."""

    code: str


Part: TypeAlias = Heading | Words | Quoted | Lost


@dataclass(frozen=True, slots=True)
class Paper:
    """What is exported. ``address`` is that of the site, without a slash at its end.

    ``title`` is "" where nobody wrote one; ``name`` is what staff call the briefing, which is not
    printed. ``held_at`` is when the quotes were last held against their sources.
    """

    title: str
    parts: tuple[Part, ...]
    address: str
    held_at: datetime
    name: str = ""

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """The quotes, in order."""
        return tuple(part for part in self.parts if isinstance(part, Quoted))

    @property
    def sources(self) -> tuple[Quoted, ...]:
        """What is quoted, in the order of the numbers, each once."""
        first: dict[int, Quoted] = {}
        for quoted in self.quotes:
            first.setdefault(quoted.number, quoted)
        return tuple(first.values())

    @property
    def lost(self) -> tuple[Lost, ...]:
        """The quotes that are not there any more, in order."""
        return tuple(part for part in self.parts if isinstance(part, Lost))

    @property
    def fates(self) -> Mapping[Fate, int]:
        """How many sources had each fate."""
        fates = [quoted.held.fate for quoted in self.sources]
        return {fate: fates.count(fate) for fate in Fate if fate in fates}

    def link(self, quoted: Quoted) -> str:
        """The whole address of a quote's source."""
        return self.address + quoted.excerpt.link

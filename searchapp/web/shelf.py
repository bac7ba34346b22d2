"""The briefings in their list: what is sought in them, and how their quotes stand, at little cost.

What a briefing says is read once for each revision, and what became of a quote is asked once for
each state of the index; a page that would ask for too much at once leaves some of it unsaid.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, cast

from flask import current_app

from searchapp.engine import Engine
from searchapp.library import Ledger
from searchapp.library.briefings import Block, Content, Head
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate
from searchapp.library.held import held
from searchapp.reports import FiledReport
from searchapp.text import fold

#: So many quotes are held against their reports for one page.
_MOST_HELD: Final = 300


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of a briefing: its title, its tags, the blocks that are quotes.

    ``sought`` is all that somebody may look for in it, folded.
    """

    title: str
    tags: tuple[str, ...]
    quotes: tuple[Block, ...]
    sought: str

    @classmethod
    def of(cls, content: Content, excerpts: Mapping[str, Excerpt]) -> "Summary":
        """What is told of a content whose excerpts are among these."""
        quoted = (excerpts[code].quote for code in content.codes if code in excerpts)
        own = (each.text for each in content.blocks)
        texts = (content.name, content.title, *content.tags, *own, *quoted)
        quotes = tuple(each for each in content.blocks if each.excerpt)
        return cls(content.title, content.tags, quotes, "\n".join(map(folded, texts)))

    def has(self, words: Iterable[str]) -> bool:
        """Whether all of these, which are folded, stand in it somewhere."""
        return all(word in self.sought for word in words)


@dataclass(frozen=True, slots=True)
class Stand:
    """What became of an excerpt in a version of its report, 0 where there is none any more."""

    fate: Fate
    version: int

    def is_kept_by(self, quote: Block) -> bool:
        """Whether somebody saw that and let the quote stand as it was."""
        return 0 < self.version <= quote.kept


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of excerpts, by their codes, where these are the reports that there are."""

    facts: Sequence[FiledReport]
    stands: dict[str, Stand]


class Shelf:
    """What is known of the briefings of a library, for one application."""

    def __init__(self) -> None:
        self._summaries: dict[int, tuple[Head, Summary]] = {}
        self._told = _Told((), {})

    def summaries(self, ledger: Ledger, heads: Sequence[Head]) -> Mapping[int, Summary]:
        """Number -> summary, of each of these briefings."""
        known = self._summaries
        changed = [each for each in heads if known.get(each.id, (None,))[0] != each]
        briefings = [*ledger.briefings.some(each.id for each in changed)]
        excerpts = ledger.excerpts.among(chain(*(each.content.codes for each in briefings)))
        for each in briefings:
            known[each.id] = each.head, Summary.of(each.content, excerpts)
        return {each.id: known[each.id][1] for each in heads if each.id in known}

    def stands(self, ledger: Ledger, engine: Engine, codes: Iterable[str]) -> Mapping[str, Stand]:
        """Code -> what became of the excerpt, of as many of these as can be told at once."""
        facts = engine.facts()
        if facts is not self._told.facts:
            self._told = _Told(facts, {})
        stands, wanted = self._told.stands, list(dict.fromkeys(codes))
        unknown = [code for code in wanted if code not in stands][:_MOST_HELD]
        told = held(ledger, engine, ledger.excerpts.among(unknown).values())
        stands |= {code: Stand(each.fate, each.version) for code, each in told.items()}
        return {code: stands[code] for code in wanted if code in stands}


def shelf() -> Shelf:
    """That of the application which serves the page."""
    return cast(Shelf, current_app.extensions.setdefault("shelf", Shelf()))


def folded(text: str) -> str:
    """A text as texts are compared."""
    return fold(text).text

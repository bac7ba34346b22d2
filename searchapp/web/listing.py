"""The list of briefings: which of them an address asks for, and what is told of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from flask import url_for

from searchapp.errors import IndexUnavailable
from searchapp.library import Ledger
from searchapp.library.briefings import Head
from searchapp.library.excerpts.holding import Fate
from searchapp.web import current
from searchapp.web.paging import Paging
from searchapp.web.shelf import Stand, Summary, folded, shelf

#: So many briefings stand on a page.
_PER_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which briefings an address asks for: those put aside or those in use, by words and a tag."""

    typed: str = ""
    tag: str = ""
    archived: bool = False
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "Wanted":
        """What the address says; a page that is none is the first."""
        number = args.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
        typed = " ".join(args.get("q", "").split())
        return cls(typed, args.get("tag", ""), args.get("archived") == "1", max(page, 1))

    @property
    def url(self) -> str:
        """Its address."""
        return url_for(
            "briefings.page",
            q=self.typed or None,
            tag=self.tag or None,
            archived="1" if self.archived else None,
            page=self.page if self.page > 1 else None,
        )

    def at_page(self, number: int) -> "Wanted":
        """The same further on."""
        return replace(self, page=number)

    def with_tag(self, tag: str) -> "Wanted":
        """The same with a tag, or, where it has that, without."""
        return replace(self, tag="" if tag == self.tag else tag, page=1)

    def only_tag(self, tag: str) -> "Wanted":
        """All of its kind that have a tag."""
        return replace(self.all, tag=tag)

    @property
    def all(self) -> "Wanted":
        """All of its kind."""
        return Wanted(archived=self.archived)

    def wants(self, summary: Summary) -> bool:
        """Whether a briefing is among them."""
        words = map(folded, self.typed.split())
        return (not self.tag or self.tag in summary.tags) and summary.has(words)


@dataclass(frozen=True, slots=True)
class Listed:
    """A briefing in the list; of so many of its quotes it is ``told`` how they stand.

    ``lost`` are those that no longer stand in their sources as they were taken, by what became of
    them; ``kept`` of these were seen by somebody and let stand.
    """

    head: Head
    summary: Summary
    told: int
    lost: Sequence[tuple[Fate, int]]
    kept: int

    @classmethod
    def of(cls, head: Head, summary: Summary, stands: Mapping[str, Stand]) -> "Listed":
        """What is told of a briefing where this is known of excerpts."""
        told = [(each, stands[each.excerpt]) for each in summary.quotes if each.excerpt in stands]
        lost = [(quote, stand) for quote, stand in told if not stand.fate.holds]
        counts = Counter(stand.fate for quote, stand in lost if not stand.is_kept_by(quote))
        by_fate = [(fate, counts[fate]) for fate in Fate if counts[fate]]
        return cls(head, summary, len(told), by_fate, len(lost) - counts.total())

    @property
    def is_held(self) -> bool:
        """Whether all its quotes were held against their sources."""
        return self.told == len(self.summary.quotes)

    @property
    def is_sound(self) -> bool:
        """Whether it has quotes, and all of them stand where they stood or were moved."""
        return self.told > 0 and self.is_held and not self.lost and not self.kept


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the list.

    ``tags`` are those of all briefings of its kind, with how many have each; of the other kind
    there are so many ``others``.
    """

    wanted: Wanted
    listed: Sequence[Listed]
    paging: Paging
    tags: Sequence[tuple[str, int]]
    others: int
    has_any: bool

    @classmethod
    def of(cls, ledger: Ledger, wanted: Wanted) -> "Shown":
        """What is asked for, as it is now."""
        heads = ledger.briefings.heads(archived=wanted.archived)
        known = shelf().summaries(ledger, heads)
        found = [each for each in heads if each.id in known and wanted.wants(known[each.id])]
        paging = Paging(wanted.page, _PER_PAGE, len(found))
        paging = replace(paging, page=min(wanted.page, paging.pages))
        shown = found[paging.first - 1 : paging.last]
        stands = _stands(ledger, [known[each.id] for each in shown])
        listed = [Listed.of(each, known[each.id], stands) for each in shown]
        tags = Counter(chain.from_iterable(each.tags for each in known.values()))
        others = len(ledger.briefings.heads(archived=not wanted.archived))
        return cls(wanted, listed, paging, tags.most_common(), others, bool(heads))


def _stands(ledger: Ledger, summaries: Sequence[Summary]) -> Mapping[str, Stand]:
    """How their quotes stand; of none where there is no index: the list is there without."""
    with suppress(IndexUnavailable):
        quotes = chain.from_iterable(each.quotes for each in summaries)
        return shelf().stands(ledger, current.engine(), (each.excerpt for each in quotes))
    return {}

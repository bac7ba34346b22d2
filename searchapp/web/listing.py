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
from searchapp.web.shelf import Summary, folded, shelf

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
    """A briefing in the list; ``told`` of its quotes are known to stand so in their sources."""

    head: Head
    summary: Summary
    told: Sequence[Fate]

    @property
    def lost(self) -> Sequence[tuple[Fate, int]]:
        """How many of its quotes no longer stand in their sources as they were taken."""
        counts = Counter(self.told)
        return [(fate, counts[fate]) for fate in Fate if counts[fate] and not fate.holds]

    @property
    def is_held(self) -> bool:
        """Whether all its quotes were held against their sources."""
        return len(self.told) == len(self.summary.codes)


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
        fates = _fates(ledger, [known[each.id] for each in shown])
        listed = [_listed(each, known[each.id], fates) for each in shown]
        tags = Counter(chain.from_iterable(each.tags for each in known.values()))
        others = len(ledger.briefings.heads(archived=not wanted.archived))
        return cls(wanted, listed, paging, tags.most_common(), others, bool(heads))


def _fates(ledger: Ledger, summaries: Sequence[Summary]) -> Mapping[str, Fate]:
    """What became of their quotes; of none where there is no index: the list stands without."""
    with suppress(IndexUnavailable):
        codes = chain.from_iterable(each.codes for each in summaries)
        return shelf().fates(ledger, current.engine(), codes)
    return {}


def _listed(head: Head, summary: Summary, fates: Mapping[str, Fate]) -> Listed:
    return Listed(head, summary, [fates[code] for code in summary.codes if code in fates])

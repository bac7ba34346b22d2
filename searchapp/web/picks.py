"""What somebody wants quoted: places in reports. The words are read here, never sent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from searchapp.engine import Hit, Row, merged
from searchapp.errors import NothingToQuote, VersionNotKept
from searchapp.library import Ledger
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.reports import FiledReport
from searchapp.text import Span, sentences_with, whole_sentences
from searchapp.web import current

#: So many places are quoted at once.
MOST: Final = 200
_AT: Final = re.compile(
    r"([0-9A-Za-z]{1,52})\.([0-9]{1,9})\.([0-9]{1,9})(?:\.([0-9]{1,9})\.([0-9]{1,9}))?", re.ASCII
)


class Widened(StrEnum):
    """How far a span is widened before it is quoted."""

    NOT = ""
    SENTENCES = "sentences"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Pick:
    """A span of a passage in a version of a report; without a span the whole passage."""

    report: str
    version: int
    passage: int
    span: Span | None = None

    @classmethod
    def read(cls, written: str) -> "Pick":
        """The pick that ``at`` wrote. Raises NothingToQuote."""
        found = _AT.fullmatch(written.strip())
        if found is None:
            raise NothingToQuote(written[:80])
        report, version, passage, start, end = found.groups()
        span = Span(int(start), int(end)) if start else None
        return cls(report, int(version), int(passage), span)

    @classmethod
    def of_hit(cls, hit: Hit) -> "Pick":
        """The sentences of a passage with its marks; all of it where there are none."""
        span = sentences_with(hit.text, merged(hit.spans))
        return cls(hit.report, hit.version, hit.passage, span)

    @classmethod
    def of_row(cls, row: Row) -> "Pick":
        """The sentence of a row of a concordance."""
        span = whole_sentences(row.hit.text, row.span)
        return cls(row.hit.report, row.hit.version, row.hit.passage, span)

    @property
    def at(self) -> str:
        """``REPORT.VERSION.PASSAGE.START.END``, or without a span ``REPORT.VERSION.PASSAGE``."""
        place = f"{self.report}.{self.version}.{self.passage}"
        return f"{place}.{self.span.start}.{self.span.end}" if self.span else place

    def widened(self, text: str, how: Widened) -> Span:
        """What is quoted of a passage that reads so."""
        if self.span is None or how is Widened.PASSAGE:
            return Span(0, len(text))
        return whole_sentences(text, self.span) if how is Widened.SENTENCES else self.span


@dataclass(frozen=True, slots=True)
class Quotation:
    """An excerpt to be taken; ``newest`` is the version that the report has by now."""

    excerpt: Excerpt
    newest: int
    recognised: bool

    @property
    def is_older(self) -> bool:
        """Whether it stands in a version that is no longer the newest."""
        return self.excerpt.version < self.newest


def quotations(picks: Iterable[Pick], how: Widened = Widened.NOT) -> Iterator[Quotation]:
    """The words at these places, each place once, in order.

    Raises ReportNotFound, NothingToQuote, and VersionNotKept for a page that was open too long.
    """
    read: dict[tuple[str, int], tuple[FiledReport, int]] = {}
    for pick in dict.fromkeys(picks):
        key = (pick.report, pick.version)
        if key not in read:
            read[key] = _read(pick)
        filed, newest = read[key]
        yield Quotation(_excerpt(filed, pick, how), newest, filed.report.recognised)


def _read(pick: Pick) -> tuple[FiledReport, int]:
    """The version of a report that somebody had before him, and the number of the newest."""
    newest = current.engine().report(pick.report)
    if pick.version == newest.version:
        return newest, newest.version
    with Ledger.open(current.settings()) as ledger:
        kept = ledger.edition(pick.report, pick.version)
    if kept is None or pick.version > newest.version:
        now = _text(newest, pick.passage) or ""
        raise VersionNotKept(pick.report, pick.version, now)
    return replace(newest, version=pick.version, report=kept), newest.version


def _excerpt(filed: FiledReport, pick: Pick, how: Widened) -> Excerpt:
    text = _text(filed, pick.passage)
    if text is None:
        raise NothingToQuote(pick.at)
    try:
        return excerpt_of(filed, pick.passage, pick.widened(text, how))
    except ValueError as error:
        raise NothingToQuote(pick.at) from error


def _text(filed: FiledReport, passage: int) -> str | None:
    """How a passage reads; None where there is none of this number."""
    passages = filed.report.passages
    return passages[passage - 1].text if 1 <= passage <= len(passages) else None

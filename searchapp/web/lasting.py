"""Links that last: what became of the excerpt or the passage to which one leads."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from searchapp.library import Ledger
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.library.excerpts.holding import Fate, Held, Holding
from searchapp.library.held import passages_of
from searchapp.reports import FiledReport, Report
from searchapp.text import Span
from searchapp.web import current
from searchapp.web.sheet import Block, Quoted


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A passage of a version to which a link leads.

    ``fate`` is None where it need not be told or cannot be; ``now`` is the number of the passage
    in the version there is now, 0 where it is not there.
    """

    number: int
    version: int
    fate: Fate | None
    now: int
    is_nowhere: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """The excerpt and the passage that an address names, and what became of them."""

    excerpt: Excerpt | None
    held: Held | None
    passage: LinkedPassage | None

    @classmethod
    def of(cls, args: MultiDict[str, str], filed: FiledReport) -> "Linked":
        """What an address names in a version of a report that is shown.

        An excerpt that is not known or is another report's is none.
        """
        excerpt, held = excerpt_in(filed, args.get("x", ""))
        number, version = args.get("p", type=int), args.get("v", type=int)
        is_told = number is not None or (version is not None and version != filed.version)
        passage = passage_in(filed, number, version) if is_told else None
        return cls(excerpt, held, passage)

    @property
    def code(self) -> str:
        """The code of the excerpt, "" for none."""
        return self.excerpt.code if self.excerpt else ""

    @property
    def quoted(self) -> Quoted | None:
        """Where the excerpt is to be marked; None where its words do not stand as they stood."""
        if not self.held or not self.held.spot or not self.held.fate.holds:
            return None
        return Quoted(anchor_of(self.code), self.held.spot.passage, self.held.spot.span)

    @property
    def at(self) -> int:
        """The number of the passage to which the reader is led, and behind which is told what
        became of it; 0 where that is told above the text.
        """
        if self.passage and self.passage.now:
            return self.passage.now
        return self.quoted.passage if self.quoted else 0

    def stands_in(self, block: Block) -> bool:
        """Whether the reader is led to one of these lines."""
        return any(line.passage.number == self.at for line in block.lines)


def anchor_of(code: str) -> str:
    """The id at which an excerpt begins on the page of its report."""
    return f"x{code}"


def excerpt_in(filed: FiledReport, code: str) -> tuple[Excerpt | None, Held | None]:
    """An excerpt of a report, by its code, and what became of it in the version that is shown."""
    if not code:
        return None, None
    with Ledger.open(current.settings()) as ledger:
        excerpt = ledger.excerpts.of(code)
        if excerpt is None or excerpt.report != filed.id:
            return None, None
        old = passages_of(ledger, filed.id, excerpt.version, filed)
    return excerpt, Holding(old, filed).of(excerpt)


def passage_in(filed: FiledReport, number: int | None, version: int | None) -> LinkedPassage:
    """What became of a passage of a version, by its number there.

    Without a number only the version is told, as links did that were given out before.
    """
    version = filed.version if version is None else version
    old = _edition(filed, version) if version != filed.version else None
    is_there = 1 <= (number or 0) <= len(filed.report.passages)
    if old is None or number is None or not 1 <= number <= len(old.passages):
        return LinkedPassage(number or 0, version, None, 0, number is not None and not is_there)
    held = _held(FiledReport(filed.id, version, filed.sources, old), number, filed)
    now = held.spot.passage if held.spot else 0
    return LinkedPassage(number, version, held.fate, now, is_nowhere=False)


def _held(old: FiledReport, number: int, filed: FiledReport) -> Held:
    """What became of a whole passage."""
    whole = Span(0, len(old.report.passages[number - 1].text))
    return Holding(old.report.passages, filed).of(excerpt_of(old, number, whole))


def _edition(filed: FiledReport, version: int) -> Report | None:
    """An earlier version of a report; None for one that was not kept."""
    if not 1 <= version < filed.version:
        return None
    with Ledger.open(current.settings()) as ledger:
        return ledger.edition(filed.id, version)

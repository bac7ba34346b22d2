"""From a briefing, as people write it, to a paper, as it goes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from searchapp.briefing.paper import Heading, Lost, Paper, Part, Quoted, Words
from searchapp.engine import Engine
from searchapp.library import Ledger
from searchapp.library.briefings import Block, BlockKind, Briefing
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Held
from searchapp.library.excerpts.values import BETWEEN
from searchapp.library.held import held
from searchapp.reports import Passage, Report


def paper_of(
    ledger: Ledger, engine: Engine, briefing: Briefing, address: str, now: datetime
) -> Paper:
    """What a briefing says to others, its quotes held against their sources now.

    Notes are left out; a quote that the library does not know is there as ``Lost``.
    """
    content = briefing.content
    excerpts = ledger.excerpts.among(content.codes)
    quoting = _Quoting(excerpts, held(ledger, engine, excerpts.values()), _Editions(ledger))
    parts = tuple(quoting.parts(content.blocks))
    return Paper(content.title, parts, address.rstrip("/"), now, content.name)


def position_in(passages: Sequence[Passage], excerpt: Excerpt) -> int | None:
    """Where a quote begins in passages with a line end between them; None for nowhere."""
    before, own = passages[: excerpt.passage - 1], passages[excerpt.passage - 1 : excerpt.passage]
    if not own or own[0].text != excerpt.text:
        return None
    return sum(len(passage.text) + len(BETWEEN) for passage in before) + excerpt.start


class _Editions:
    """The versions of reports from which excerpts were taken, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._read: dict[tuple[str, int], Report | None] = {}

    def of(self, excerpt: Excerpt) -> Report | None:
        """The report as it was; None where that version is not kept."""
        version = excerpt.report, excerpt.version
        if version not in self._read:
            self._read[version] = self._ledger.edition(*version)
        return self._read[version]


class _Quoting:
    """The parts of a paper, whose sources are numbered as they come."""

    def __init__(
        self, excerpts: Mapping[str, Excerpt], fates: Mapping[str, Held], editions: _Editions
    ) -> None:
        self._excerpts, self._fates, self._editions = excerpts, fates, editions
        self._numbers: dict[str, int] = {}

    def parts(self, blocks: Iterable[Block]) -> Iterator[Part]:
        """A part for each block but the notes."""
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                yield Heading(block.level, block.text)
            elif block.kind is BlockKind.TEXT:
                yield Words(block.text)
            elif block.kind is BlockKind.QUOTE:
                yield self._quoted(block.excerpt)

    def _quoted(self, code: str) -> Part:
        excerpt = self._excerpts.get(code)
        if excerpt is None:
            return Lost(code)
        number = self._numbers.setdefault(code, len(self._numbers) + 1)
        report = self._editions.of(excerpt)
        position = position_in(report.passages, excerpt) if report else None
        recognised = bool(report and report.recognised)
        return Quoted(number, excerpt, self._fates[code], position, recognised)

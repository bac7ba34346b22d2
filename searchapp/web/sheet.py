"""A report as a sheet to read: passages with their marks, and an outline that counts them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.engine import merged, pieces
from searchapp.query import Query, Reading, Scope
from searchapp.reports import FiledReport, Passage, SectionKind
from searchapp.text import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as it is set: its role gives the type, its marks what was searched for.

    Roles: ``title``, ``number``, ``heading-1`` to ``heading-3``, ``table``, ``closing``, ``body``.
    """

    passage: Passage
    role: str
    marks: tuple[Span, ...]

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        return pieces(self.passage.text, self.marks)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: where it leads, how deep it stands, how many marks it holds."""

    passage: int
    level: int
    label: str
    marks: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a report and its outline; ``found`` of its passages are what was asked for."""

    lines: tuple[Line, ...]
    outline: tuple[Entry, ...]
    found: int

    @classmethod
    def of(cls, filed: FiledReport, query: Query, within: Scope = Scope.PASSAGE) -> "Sheet":
        """The sheet of a report on which the places that say the query are marked."""
        reading = Reading(query, filed, within)
        lines = tuple(_lines(filed, reading))
        return cls(lines, tuple(_outline(filed, lines)), sum(reading.found))

    @property
    def marked(self) -> tuple[Line, ...]:
        """The lines with marks."""
        return tuple(line for line in self.lines if line.marks)


def _lines(filed: FiledReport, reading: Reading) -> Iterator[Line]:
    levels = {section.label: section.level for section in filed.report.outline}
    seen: set[tuple[str, ...]] = set()
    for at, passage in enumerate(filed.report.passages):
        marks = merged(reading.spans(at)) if reading.found[at] else ()
        first = passage.section not in seen
        seen.add(passage.section)
        level = levels.get(passage.section[-1], 0) if passage.section and first else 0
        yield Line(passage, _role(filed, passage, level), marks)


def _role(filed: FiledReport, passage: Passage, level: int) -> str:
    report = filed.report
    if passage.kind is SectionKind.CLOSING:
        return "closing"
    if passage.text == report.title:
        return "title"
    if report.doc_number and passage.text.startswith(report.doc_number) and passage.number < 5:
        return "number"
    if "\t" in passage.text:
        return "table"
    alone = level and passage.text.rstrip("。：:；") == passage.section[-1]
    return f"heading-{level}" if alone else "body"


def _outline(filed: FiledReport, lines: tuple[Line, ...]) -> Iterator[Entry]:
    """引言, every section, 落款; a section counts the marks of all that stands under it."""
    marks: Counter[tuple[str, ...]] = Counter()
    kinds: Counter[SectionKind] = Counter()
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        section = line.passage.section
        if not section:
            kinds[line.passage.kind] += len(line.marks)
            first.setdefault((line.passage.kind,), line.passage.number)
        for depth in range(1, len(section) + 1):
            marks[section[:depth]] += len(line.marks)
            first.setdefault(section[:depth], line.passage.number)
    if (number := first.get((SectionKind.PREAMBLE,))) is not None:
        yield Entry(number, 1, SectionKind.PREAMBLE.label, kinds[SectionKind.PREAMBLE])
    unnamed = {section.label for section in filed.report.outline if section.heading is None}
    for path in marks:
        if path[-1] in unnamed:
            continue
        yield Entry(first[path], len(path), path[-1], marks[path])
    if (number := first.get((SectionKind.CLOSING,))) is not None:
        yield Entry(number, 1, SectionKind.CLOSING.label, kinds[SectionKind.CLOSING])

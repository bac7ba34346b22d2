"""A report as a sheet to read: passages with their marks, and an outline that counts them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from searchapp.engine import merged, pieces
from searchapp.query import Query, Reading, Scope
from searchapp.reports import FiledReport, Passage, SectionKind
from searchapp.text import Span

#: A report with more passages is laid out only where it is looked at.
_LONG: Final = 300
#: Passages that are laid out together, as a level-1 heading does not come before.
_TOGETHER: Final = 40
#: The passages among which title, number and date stand.
_HEAD: Final = 4
#: A cell of a row with the tab that ends it.
_TO_TAB: Final = re.compile(r"[^\t]*\t|[^\t]+")
#: Where the line of a title may end: between its issuers, and before what it is about.
_TITLE_LINE: Final = re.compile(r"(?<= )|(?=关于)")
_DATE: Final = re.compile(r"[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[）)]?")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A run of text that is marked throughout or not at all.

    ``hit`` is the number of its mark in the report, from 1, and 0 for what is not marked;
    ``name`` is the mark's id, "" for what continues a mark. ``quoted`` says that it is of the
    excerpt to which a link led; ``anchor`` is the id at which that begins, else "".
    """

    text: str
    hit: int = 0
    name: str = ""
    quoted: bool = False
    anchor: str = ""

    def rest(self, text: str) -> "Stroke":
        """A later part of the same run, which begins nothing."""
        return replace(self, text=text, name="", anchor="")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where the excerpt stands to which a link led; ``anchor`` is the id at which it begins."""

    anchor: str
    passage: int
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as it is set: its role gives the type, its marks what was searched for.

    Roles: ``title``, ``number``, ``byline``, ``heading-1`` to ``heading-3``, ``table``,
    ``closing``, ``body``. ``before`` is how many marks stand above it in the report.
    """

    passage: Passage
    role: str
    marks: tuple[Span, ...]
    before: int = 0
    quoted: Quoted | None = None

    def strokes(self) -> Iterator[Stroke]:
        """The text in runs; the first mark is called ``m12`` in passage 12, others ``m12-2``."""
        at = 0
        for stroke in self._marked():
            yield from self._quoted(stroke, at)
            at += len(stroke.text)

    def _marked(self) -> Iterator[Stroke]:
        nth = 0
        for text, marked in pieces(self.passage.text, self.marks):
            if not marked:
                yield Stroke(text)
                continue
            nth += 1
            yield Stroke(text, self.before + nth, self.name_of(nth))

    def _quoted(self, stroke: Stroke, at: int) -> Iterator[Stroke]:
        """A run that begins at an offset, in parts that are of the excerpt throughout or not."""
        if self.quoted is None:
            yield stroke
            return
        size, span = len(stroke.text), self.quoted.span
        ends = {0, size} | {end - at for end in span if 0 < end - at < size}
        for start, end in pairwise(sorted(ends)):
            text = stroke.text[start:end]
            part = stroke.rest(text) if start else replace(stroke, text=text)
            begins = self.quoted.anchor if at + start == span.start else ""
            is_of_it = span.start <= at + start < span.end
            yield replace(part, quoted=is_of_it, anchor=begins if is_of_it else "")

    def name_of(self, nth: int) -> str:
        """The id of the passage's n-th mark, from 1."""
        return f"m{self.passage.number}" + (f"-{nth}" if nth > 1 else "")

    def parts(self) -> Sequence[Sequence[Stroke]]:
        """The strokes of a title in parts, each of which is a line where there is room."""
        parts: list[list[Stroke]] = [[]]
        for stroke in self.strokes():
            first, *others = [stroke.text] if stroke.hit else _TITLE_LINE.split(stroke.text)
            parts[-1].append(replace(stroke, text=first))
            parts += [[stroke.rest(text)] for text in others]
        return [part for part in parts if any(stroke.text for stroke in part)]

    def cells(self) -> Sequence[Sequence[Stroke]]:
        """The strokes of each cell of a row; the tab that ends a cell stands in it."""
        cells: list[list[Stroke]] = [[]]
        for stroke in self.strokes():
            for nth, text in enumerate(_TO_TAB.findall(stroke.text)):
                cells[-1].append(stroke.rest(text) if nth else replace(stroke, text=text))
                if text.endswith("\t"):
                    cells.append([])
        return cells


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one table, or a single line; a table has so many ``columns``, a line has 0."""

    lines: tuple[Line, ...]
    columns: int = 0


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
    def of(
        cls,
        filed: FiledReport,
        query: Query,
        within: Scope = Scope.PASSAGE,
        quoted: Quoted | None = None,
    ) -> "Sheet":
        """The sheet of a report on which the places that say the query are marked.

        And the excerpt to which a link led, otherwise: it is not counted with them.
        """
        reading = Reading(query, filed, within)
        lines = tuple(
            replace(line, quoted=quoted)
            if quoted and line.passage.number == quoted.passage
            else line
            for line in _lines(filed, reading)
        )
        return cls(lines, tuple(_outline(filed, lines)), sum(reading.found))

    @property
    def marked(self) -> tuple[Line, ...]:
        """The lines with marks."""
        return tuple(line for line in self.lines if line.marks)

    def placed(self) -> Iterator[tuple[Line, int]]:
        """The lines with marks, and how many columns the table has in which one is a row, or 0."""
        for block in _blocks(self.lines):
            yield from ((line, block.columns) for line in block.lines if line.marks)

    @property
    def marks(self) -> int:
        """How many places are marked; what overlaps or touches is one."""
        return sum(len(line.marks) for line in self.lines)

    def mark(self, number: int) -> str:
        """The id of a mark by its number, from 1. IndexError where there are not so many."""
        line = next((each for each in reversed(self.marked) if each.before < number), None)
        if line is None or number > line.before + len(line.marks):
            raise IndexError(number)
        return line.name_of(number - line.before)

    @property
    def is_long(self) -> bool:
        """Whether a browser should lay out only what is looked at."""
        return len(self.lines) > _LONG

    def parts(self) -> Iterator[Sequence[Block]]:
        """All blocks in parts that are laid out together; a level-1 heading begins a part."""
        part: list[Block] = []
        size = 0
        for block in _blocks(self.lines):
            if part and (size >= _TOGETHER or block.lines[0].role == "heading-1"):
                yield part
                part, size = [], 0
            part.append(block)
            size += len(block.lines)
        if part:
            yield part


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    for is_table, run in groupby(lines, key=lambda line: line.role == "table"):
        rows = tuple(run)
        if is_table:
            yield Block(rows, max(len(row.cells()) for row in rows))
        else:
            yield from (Block((line,)) for line in rows)


def _lines(filed: FiledReport, reading: Reading) -> Iterator[Line]:
    levels = {section.label: section.level for section in filed.report.outline}
    seen: set[tuple[str, ...]] = set()
    before = 0
    for at, passage in enumerate(filed.report.passages):
        marks = merged(reading.spans(at)) if reading.found[at] else ()
        first = passage.section not in seen
        seen.add(passage.section)
        level = levels.get(passage.section[-1], 0) if passage.section and first else 0
        yield Line(passage, _role(filed, passage, level), marks, before)
        before += len(marks)


def _role(filed: FiledReport, passage: Passage, level: int) -> str:
    if passage.kind is SectionKind.CLOSING:
        return "closing"
    if passage.text == filed.report.title:
        return "title"
    if passage.number <= _HEAD and (role := _role_in_head(filed, passage)):
        return role
    if "\t" in passage.text:
        return "table"
    alone = level and passage.text.rstrip("。：:；") == passage.section[-1]
    return f"heading-{level}" if alone else "body"


def _role_in_head(filed: FiledReport, passage: Passage) -> str:
    """What stands beside the title: the document's number, its issuers, its date."""
    report = filed.report
    if report.doc_number and passage.text.startswith(report.doc_number):
        return "number"
    is_byline = passage.text in report.issuers or _DATE.fullmatch(passage.text)
    return "byline" if is_byline and not passage.section else ""


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

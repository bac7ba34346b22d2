"""The text of an element as lines: as a browser shows them, one for each block, row or break."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from searchapp.reading.webpage.lists import markers
from searchapp.reading.webpage.tables import GROUPS, Row, rows_of

BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        "ucapcontent",
    }
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SOURCE_BREAK: Final = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
#: The sign that leads to a note or back from it; Word's readers see none either.
_NOTE_SIGN: Final = re.compile(r"#_?(?:(?:ft|ed|foot|end)n(?:ote)?|fn)-?(?:ref)?[-_:]?\d+$", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown: ``runs`` are the pieces in which its elements hold it, of a row its cells.

    ``linked`` is how many of its characters stand in links.
    """

    text: str
    runs: tuple[str, ...]
    linked: int

    @property
    def is_link(self) -> bool:
        """Whether it leads elsewhere, all of it or nearly."""
        return self.linked > 0.8 * len("".join(self.text.split()))


def lines_of(root: Tag) -> list[Line]:
    """The lines of an element that are not blank."""
    sheet = _Sheet(())
    sheet.lay(root)
    sheet.end()
    return sheet.lines


def lines_around(root: Tag, without: Iterable[Tag]) -> tuple[list[Line], list[Line]]:
    """The lines of an element before and after the first of these, and without them."""
    sheet = _Sheet({id(tag) for tag in without})
    sheet.lay(root)
    sheet.end()
    gap = len(sheet.lines) if sheet.gap is None else sheet.gap
    return sheet.lines[:gap], sheet.lines[gap:]


class _Sheet:
    """Lines in the making."""

    def __init__(self, without: Collection[int]) -> None:
        self.lines: list[Line] = []
        self.gap: int | None = None
        self._without = without
        self._runs: list[str] = []
        self._linked = 0
        self._links = 0
        self._rows: dict[int, Row] = {}
        self._markers: dict[int, str] = {}
        self._marker = ""

    def lay(self, element: Tag) -> None:
        """Write down what the element holds. It calls itself once a level, and levels are many."""
        if not self._begin(element):
            return
        for child in element.children:
            if isinstance(child, Tag):
                self.lay(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._write(str(child))
        self._finish(element)

    def end(self) -> None:
        """Whatever comes next stands on a new line."""
        text = _unwrap("".join(self._runs)).strip()
        if text:
            runs = (_unwrap(run).strip() for run in self._runs)
            self._add(self._marker + text, tuple(run for run in runs if run))
            self._marker = ""
        self._runs, self._linked = [], 0

    def _add(self, text: str, runs: tuple[str, ...]) -> None:
        self.lines.append(Line(text, runs, self._linked))

    def _write(self, text: str) -> None:
        self._runs.append(text.replace("\t", " "))
        if self._links:
            self._linked += len("".join(text.split()))

    def _begin(self, element: Tag) -> bool:
        """Whether what the element holds is still to be laid."""
        if id(element) in self._without:
            self.end()
            self.gap = len(self.lines) if self.gap is None else self.gap
            return False
        if element.name == "a" and element.has_attr("href"):
            if _NOTE_SIGN.search(str(element["href"])):
                return False
            self._links += 1
        elif element.name == "br" or element.name in BLOCKS:
            self.end()
            return self._open(element)
        return True

    def _open(self, block: Tag) -> bool:
        if block.name == "tr":
            return not self._row(block)
        if block.name in GROUPS:
            self._rows |= rows_of(block)
        elif block.name == "ol":
            self._markers |= markers(block)
        elif block.name == "li":
            self._marker = self._markers.get(id(block), "")
        return True

    def _finish(self, element: Tag) -> None:
        if element.name == "a" and element.has_attr("href"):
            self._links -= 1
        elif element.name in BLOCKS:
            self.end()
            if element.name == "li":
                self._marker = ""

    def _row(self, row: Tag) -> bool:
        """Write a row of a table of facts on one line; False for the row of a layout table."""
        placed = self._rows.get(id(row))
        if placed is None:
            return False
        cells = [lines_of(cell) if cell else [] for cell in placed.cells]
        if any(len(cell) > 1 for cell in cells) and not placed.grid:
            return False
        texts = ["".join(line.text for line in cell) for cell in cells]
        line = "\t".join(texts).rstrip("\t")
        if line.strip():
            self._linked = sum(line.linked for cell in cells for line in cell)
            self._add(line, tuple(texts))
        self._linked = 0
        return True


def _unwrap(text: str) -> str:
    """The text as a browser runs it on: no line end of the source is a line end of the article."""
    if "\n" not in text:
        return text

    def joint(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return "" if max(before, after, "") >= "\u2e80" or not before or not after else " "

    return _SOURCE_BREAK.sub(joint, text)

"""Word documents (.docx): paragraphs and tables in order, with the numbers Word shows."""

import posixpath
from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from searchapp.errors import UnreadableFile
from searchapp.reading.containers import Container
from searchapp.reading.definitions import InList, W, definitions, toggled, val
from searchapp.reading.document import Document
from searchapp.reading.numbering import Counter

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/"
#: A “strict” document has the same elements under other names.
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/": _OFFICE,
}
_KIND: Final = "Word 文档"
#: Deleted and moved-away text, field codes, properties, the reading printed above a character,
#: and the older twin of a drawing.
_UNSEEN: Final = {
    *(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rt")),
    *(f"{W}sectPr", f"{_MC}Fallback"),
}
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_RUN, _BOX, _FIELD, _CHUNK = f"{W}r", f"{W}txbxContent", f"{W}fldChar", f"{W}altChunk"
_TEXT: Final = (f"{W}t", f"{_M}t")
_BREAKS: Final = (f"{W}br", f"{W}cr")
_SIGNS: Final = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
#: The parts with notes, and what a reader is told when there are some.
_NOTES: Final = {"footnotes": "脚注", "endnotes": "尾注"}
#: The numbers Word gives to its own separators between text and footnotes.
_SEPARATORS: Final = {"-1", "0"}


def read_docx(path: Path, content: bytes) -> Document:
    """The text of a document as a reader of its final version sees it.

    Raises UnreadableFile or its kind Encrypted.
    """
    package = _Package(Container(path, content, _KIND), path)
    try:
        reading = _Reading(package)
        lines = list(reading.block_lines(package.body()))
        notes = list(reading.notes())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableFile(path, f"{_KIND}内部结构有误") from error
    texts = (text for _, text in notes)
    warnings = tuple(reading.warnings(Tally(kind for kind, _ in notes)))
    return Document((*lines, *texts), "docx", paragraphs=True, warnings=warnings)


class _Package:
    """The parts of a document, found as Word finds them: each names the others it needs."""

    def __init__(self, container: Container, path: Path) -> None:
        """Raises UnreadableFile where the container holds no Word document."""
        self._container = container
        self._main = self._related("").get("officeDocument", "")
        types = container.xml("[Content_Types].xml")
        kinds = [
            each.get("ContentType", "")
            for each in types
            if each.get("PartName", "").lower() == f"/{self._main}".lower()
        ]
        if not any("word" in kind for kind in kinds):
            raise UnreadableFile(path, f"不是有效的 {_KIND}（找不到正文）")
        self._parts = self._related(self._main)

    def body(self) -> Element:
        """Raises KeyError where the document has none."""
        body = self._xml(self._main).find(f"{W}body")
        if body is None:
            raise KeyError("body")
        return body

    def part(self, kind: str) -> Element | None:
        """The root of the part of that kind, or None where the document has none."""
        name = self._parts.get(kind, "")
        return self._xml(name) if name in self._container else None

    def _xml(self, name: str) -> Element:
        return self._container.xml(name, _STRICT)

    def _related(self, part: str) -> dict[str, str]:
        """Kind -> name of each part to which a part refers; "" is the container."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if part and relations not in self._container:
            return {}
        return {
            each.get("Type", "").rpartition("/")[2]: _resolved(folder, each.get("Target", ""))
            for each in self._container.xml(relations)
            if each.get("TargetMode") != "External"
        }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


class _Reading:
    """One reading of a document, from its first paragraph to its last."""

    def __init__(self, package: _Package) -> None:
        self._package = package
        self._defined = definitions(package.part("styles"), package.part("numbering"))
        self._counter = Counter(self._defined.numberings)
        self._hidden = 0
        self._foreign = 0

    def block_lines(self, root: Element) -> Iterator[str]:
        """A line for each paragraph and each table row, in order, through every wrapper.

        A paragraph whose end was struck out goes on in the next.
        """
        begun = ""
        for child in root:
            if child.tag == _PARAGRAPH:
                first, *more = list(self._paragraph_lines(child)) or [""]
                lines = [begun + first, *more]
                begun = lines.pop() if _ends_struck_out(child) else ""
                yield from lines
            elif child.tag == _TABLE:
                yield from self._row_lines(child)
            elif child.tag == _CHUNK:
                self._foreign += 1
            elif child.tag not in _UNSEEN:
                yield from self.block_lines(child)
        if begun:
            yield begun

    def notes(self) -> Iterator[tuple[str, str]]:
        """The text of each footnote and endnote, in order, after the name of its kind."""
        for part, kind in _NOTES.items():
            root = self._package.part(part)
            for note in [] if root is None else root:
                text = "".join(self._text(note, [], hidden=False)).strip()
                if text and note.get(f"{W}id") not in _SEPARATORS:
                    yield kind, text

    def warnings(self, notes: Mapping[str, int]) -> Iterator[str]:
        """What a reader of the lines should know, once all have been read."""
        yield from (f"文末附有原文{kind} {count} 条" for kind, count in notes.items())
        if self._hidden:
            yield f"有 {self._hidden} 处隐藏文字，没有收入"
        if self._foreign:
            yield "文档中嵌有另一个文件的内容，没有读出；请在 WPS 或 Word 中另存后再收入"

    def _paragraph_lines(self, paragraph: Element) -> Iterator[str]:
        style = val(paragraph, "pPr/pStyle")
        hidden = style in self._defined.hidden
        text = "".join(self._text(paragraph, [], hidden=hidden))
        if not text and _ends_struck_out(paragraph):
            return
        numbered = self._list_of(paragraph, style)
        # Word counts an empty numbered paragraph too.
        number = self._counter.next(*numbered) if numbered else ""
        yield from (number + text).split("\n")
        for box in _nearest(paragraph, _BOX):
            yield from self.block_lines(box)

    def _row_lines(self, table: Element) -> Iterator[str]:
        for row in _nearest(table, _ROW):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [
                [line for line in self.block_lines(cell) if line.strip()]
                for cell in _nearest(row, _CELL)
            ]
            layout = len(cells) == 1 or row.find(f".//{_TABLE}") is not None
            if layout or any(len(cell) > 3 for cell in cells):
                yield from (line for cell in cells for line in cell)
            else:
                yield "\t".join("".join(cell) for cell in cells)

    def _text(self, element: Element, codes: list[bool], *, hidden: bool) -> Iterator[str]:
        """The text of a paragraph as it is finally read; a break is a line end.

        ``codes`` has, for each field around this place, whether its code still goes on.
        """
        for child in element:
            if child.tag == _FIELD:
                _follow(codes, child.get(f"{W}fldCharType", ""))
            elif child.tag == _RUN:
                yield from self._text(child, codes, hidden=self._is_hidden(child, hidden))
            elif child.tag in _UNSEEN or child.tag == _BOX:
                continue
            elif (sign := _sign(child)) is None:
                yield from self._text(child, codes, hidden=hidden)
            elif hidden or any(codes):
                self._hidden += hidden and bool(sign.strip())
            else:
                yield sign

    def _is_hidden(self, run: Element, inherited: bool) -> bool:
        own = toggled(run.find(f"{W}rPr"), "vanish")
        if own is not None:
            return own
        return inherited or val(run, "rPr/rStyle") in self._defined.hidden

    def _list_of(self, paragraph: Element, style: str) -> InList | None:
        """The list and level of a paragraph: its own, else its style's."""
        inherited = self._defined.numbered.get(style)
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            return inherited
        other = inherited or InList("0", 0)
        num_id, level = val(own, "numId", other.num_id), val(own, "ilvl", str(other.level))
        return InList(num_id, int(level))


def _sign(element: Element) -> str | None:
    """What one element of a run prints; None where it only holds others."""
    if element.tag in _TEXT:
        return element.text or ""
    if element.tag in _BREAKS:
        return "" if element.get(f"{W}type") in ("page", "column") else "\n"
    return _SIGNS.get(str(element.tag))


def _follow(codes: list[bool], mark: str) -> None:
    """Go past a mark of a field: its code begins, ends and is followed by its result, ends."""
    if mark == "begin":
        codes.append(True)
    elif codes and mark == "separate":
        codes[-1] = False
    elif codes and mark == "end":
        codes.pop()


def _nearest(element: Element, tag: str) -> Iterator[Element]:
    """The elements of that name that a reader sees, none of them inside another or a table."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNSEEN and child.tag != _TABLE:
            yield from _nearest(child, tag)


def _ends_struck_out(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None

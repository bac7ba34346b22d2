"""Word documents (.docx): paragraphs and tables in order, with the numbers Word shows."""

import io
import zipfile
import zlib
from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from searchapp.errors import UnreadableFile
from searchapp.reading.document import Document
from searchapp.reading.numbering import Counter, ListLevel, Numbering

#: python-docx gives no types: here is where its elements stop.
_Element = Any

#: A report's parts, unpacked, are never larger than this; an archive that is, is not opened.
_MAX_UNPACKED: Final = 256 * 1024 * 1024
#: Deleted and moved-away text, field codes, properties, the reading printed above a character,
#: and the older twin of a drawing.
_HIDDEN: Final = {
    *map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rPr", "w:pPr", "w:sectPr")),
    qn("w:rt"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_TAB, _BREAK, _TEXT = qn("w:tab"), qn("w:br"), qn("w:t")
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_HYPHEN, _CARRIAGE = qn("w:noBreakHyphen"), qn("w:cr")
_FORMULA_TEXT = qn("m:t")
_VAL = qn("w:val")
_DELETED_MARK: Final = "/".join(map(qn, ("w:pPr", "w:rPr", "w:del")))
_SUFFIXES: Final = {"tab": "", "nothing": "", "space": " "}
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: The parts with notes, and what a reader is told when there are some.
_NOTES: Final = {"footnotes": "脚注", "endnotes": "尾注"}
#: The numbers Word gives to its own separators between text and footnotes.
_SEPARATORS: Final = {"-1", "0"}
#: What the libraries raise over a container or part that is broken or locked.
_BROKEN: Final = (
    *(OpcError, KeyError, ValueError, TypeError, AttributeError, RuntimeError, OSError, EOFError),
    *(zlib.error, etree.LxmlError),
)


def read_docx(path: Path, content: bytes) -> Document:
    """The text of a document as a reader of its final version sees it. Raises UnreadableFile."""
    document = _open(path, content)
    try:
        styles = _style_numbers(document)
        counter = Counter(_numberings(document))
        lines = list(_block_lines(document.element.body, counter, styles))
        notes = list(_notes(document))
    except _BROKEN as error:
        raise UnreadableFile(path, "Word 文档内部结构有误") from error
    kinds = Tally(kind for kind, _ in notes)
    warnings = tuple(f"文末附有原文{kind} {count} 条" for kind, count in kinds.items())
    texts = (text for _, text in notes)
    return Document((*lines, *texts), "docx", paragraphs=True, warnings=warnings)


def _open(path: Path, content: bytes) -> _Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
                raise UnreadableFile(path, "文档解压后过大")
        return docx.Document(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise UnreadableFile(path, "不是有效的 Word 文档（文件损坏或不完整）") from error
    except _BROKEN as error:
        raise UnreadableFile(path, "Word 文档已损坏，无法读取") from error


def _block_lines(
    root: _Element, counter: Counter, styles: Mapping[str, tuple[str, int]]
) -> Iterator[str]:
    """A line for each paragraph and each table row, in order, through every wrapper.

    A paragraph whose end was struck out goes on in the next.
    """
    begun = ""
    for child in root:
        if child.tag == _PARAGRAPH:
            first, *more = list(_paragraph_lines(child, counter, styles)) or [""]
            lines = [begun + first, *more]
            begun = lines.pop() if child.find(_DELETED_MARK) is not None else ""
            yield from lines
        elif child.tag == _TABLE:
            yield from _row_lines(child, counter, styles)
        elif child.tag not in _HIDDEN:
            yield from _block_lines(child, counter, styles)
    if begun:
        yield begun


def _paragraph_lines(
    paragraph: _Element, counter: Counter, styles: Mapping[str, tuple[str, int]]
) -> Iterator[str]:
    text = "".join(_runs(paragraph))
    if not text and paragraph.find(_DELETED_MARK) is not None:
        return
    numbered = _number_of(paragraph, styles)
    # Word counts an empty numbered paragraph too.
    number = counter.next(*numbered) if numbered else ""
    yield from (number + text).split("\n")
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag in _HIDDEN for above in box.iterancestors()):
            yield from _block_lines(box, counter, styles)


def _row_lines(
    table: _Element, counter: Counter, styles: Mapping[str, tuple[str, int]]
) -> Iterator[str]:
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table:
            continue
        cells = [
            [line for line in _block_lines(cell, counter, styles) if line.strip()]
            for cell in row.iter(_CELL)
            if next(cell.iterancestors(_ROW)) is row
        ]
        layout = len(cells) == 1 or row.find(f".//{_TABLE}") is not None
        if layout or any(len(cell) > 3 for cell in cells):
            yield from (line for cell in cells for line in cell)
        else:
            yield "\t".join("".join(cell) for cell in cells)


def _runs(element: _Element) -> Iterator[str]:
    """The text of a paragraph as it is finally read; a break is a line end."""
    for child in element:
        if child.tag in (_TEXT, _FORMULA_TEXT):
            yield child.text or ""
        elif child.tag == _TAB:
            yield " "
        elif child.tag in (_BREAK, _CARRIAGE):
            yield "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag not in _HIDDEN and child.tag != qn("w:txbxContent"):
            yield from _runs(child)


def _number_of(
    paragraph: _Element, styles: Mapping[str, tuple[str, int]]
) -> tuple[str, int] | None:
    """The list and level of a paragraph: its own, else its style's."""
    properties = paragraph.pPr
    style = properties.pStyle.get(_VAL) if properties is not None and properties.style else ""
    inherited = styles.get(style or "")
    own = properties.numPr if properties is not None else None
    if own is None:
        return inherited
    num_id = own.numId.val if own.numId is not None else (inherited or ("0", 0))[0]
    level = own.ilvl.val if own.ilvl is not None else (inherited[1] if inherited else 0)
    return str(num_id), int(level)


def _style_numbers(document: _Element) -> dict[str, tuple[str, int]]:
    """Style id -> list and level, also where a style has it from the one it is based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in document.styles.element.findall(qn("w:style")):
        name = style.get(qn("w:styleId"), "")
        if (base := style.find(qn("w:basedOn"))) is not None:
            based[name] = base.get(_VAL, "")
        num = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        level = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
        if num is not None:
            own[name] = (num.get(_VAL, "0"), int(level.get(_VAL, "0")) if level is not None else 0)
    resolved = dict(own)
    for name in based:
        seen, ancestor = {name}, name
        while ancestor not in own and based.get(ancestor) and based[ancestor] not in seen:
            ancestor = based[ancestor]
            seen.add(ancestor)
        if ancestor in own:
            resolved[name] = own[ancestor]
    return resolved


def _numberings(document: _Element) -> dict[str, Numbering]:
    """numId -> its numbering, from the document's definitions."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        each.get(qn("w:abstractNumId")): dict(_levels(each))
        for each in root.findall(qn("w:abstractNum"))
    }
    found = {}
    for num in root.findall(qn("w:num")):
        series = num.find(qn("w:abstractNumId")).get(_VAL)
        overrides = {}
        levels = dict(abstract.get(series, {}))
        for override in num.findall(qn("w:lvlOverride")):
            levels |= dict(_levels(override))
            start = override.find(qn("w:startOverride"))
            if start is not None:
                overrides[int(override.get(qn("w:ilvl"), "0"))] = int(start.get(_VAL, "1"))
        found[num.get(qn("w:numId"))] = Numbering(series, levels, overrides)
    return found


def _levels(definition: _Element) -> Iterator[tuple[int, ListLevel]]:
    for level in definition.findall(qn("w:lvl")):

        def value(name: str, default: str, level: _Element = level) -> str:
            found = level.find(qn(name))
            return default if found is None else found.get(_VAL, default)

        yield (
            int(level.get(qn("w:ilvl"))),
            ListLevel(
                start=int(value("w:start", "1")),
                form=value("w:numFmt", "decimal"),
                text=value("w:lvlText", ""),
                suffix=_SUFFIXES.get(value("w:suff", "tab"), ""),
                restarts=value("w:lvlRestart", "1") != "0",
                legal=level.find(qn("w:isLgl")) is not None,
            ),
        )


def _notes(document: _Element) -> Iterator[tuple[str, str]]:
    """The text of each footnote and endnote, in order, after the name of its kind."""
    for relation in document.part.rels.values():
        folder, _, part = relation.reltype.rpartition("/")
        if folder == _RELATIONSHIPS and part in _NOTES and not relation.is_external:
            for note in etree.fromstring(relation.target_part.blob):
                text = "".join(_runs(note)).strip()
                if text and note.get(qn("w:id")) not in _SEPARATORS:
                    yield _NOTES[part], text

"""What a reader finds in an exported document, whatever its kind."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import docx
from bs4 import BeautifulSoup
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt

_ENDS: Final = ("open", "close")
#: What there may be in our Markdown, and how what is no text reads.
_READS: Final = {"hardbreak": "\n", "softbreak": "\n", "paragraph_close": "\n", "inline": ""}
_EXPECTED: Final = {
    *(*_READS, "text", "link_open", "link_close", "text_special"),
    *(f"{block}_{end}" for block in ("heading", "paragraph", "blockquote") for end in _ENDS),
    *(f"{block}_{end}" for block in ("ordered_list", "list_item") for end in _ENDS),
}


#: An element, whichever library made it.
Element: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a document, and where its links lead."""

    text: str
    links: frozenset[str]


def opened(content: bytes) -> Document:
    """A Word document."""
    return docx.Document(io.BytesIO(content))


def xml_of(content: bytes, part: str) -> BaseOxmlElement:
    """The root of a part of a Word document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return parse_xml(archive.read(part))


def style_of(paragraph: Paragraph) -> str:
    """The name of a paragraph's style."""
    return (paragraph.style and paragraph.style.name) or ""


def notes_of(content: bytes, kind: str) -> dict[int, str]:
    """Id -> text of each footnote or endnote, as it reads without its number."""
    notes = xml_of(content, f"word/{kind}s.xml").findall(qn(f"w:{kind}"))
    said = [each for each in notes if each.get(qn("w:type")) is None]
    return {int(each.get(qn("w:id"), "")): text_of(each) for each in said}


def text_of(element: Element) -> str:
    """The text of the paragraphs in an element, a line each."""
    return "\n".join(Paragraph(each, None).text for each in element.iter(qn("w:p")))  # type: ignore[arg-type]


def links_of(content: bytes, part: str) -> dict[str, str]:
    """Name of a relation -> address of each link of a part that some text has."""
    named = xml_of(content, f"word/_rels/{part}.xml.rels")
    used = {
        each.get(qn("r:id"))
        for each in xml_of(content, f"word/{part}.xml").iter(qn("w:hyperlink"))
    }
    return {
        each.get("Id", ""): each.get("Target", "")
        for each in named
        if each.get("TargetMode") == "External"
        and each.get("Type") == RELATIONSHIP_TYPE.HYPERLINK
        and each.get("Id") in used
    }


def _docx(content: bytes) -> Found:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    kinds = [kind for kind in ("footnote", "endnote") if f"word/{kind}s.xml" in names]
    texts = [text_of(opened(content).element.body)]
    texts += ["\n".join(notes_of(content, kind).values()) for kind in kinds]
    linking = [
        part
        for part in ("document", "footnotes", "endnotes")
        if f"word/_rels/{part}.xml.rels" in names
    ]
    links = {link for part in linking for link in links_of(content, part).values()}
    return Found("\n".join(texts), frozenset(links))


def _html(content: bytes) -> Found:
    page = BeautifulSoup(content, "lxml")
    text = "\n".join((page.get_text(), *(quote.get_text() for quote in page.find_all("mark"))))
    links = (str(link["href"]) for link in page.find_all("a"))
    return Found(text, frozenset(link for link in links if not link.startswith("#")))


def _markdown(content: bytes) -> Found:
    blocks = MarkdownIt("commonmark").parse(content.decode())
    inline = [each for block in blocks for each in [*(block.children or []), block]]
    assert {each.type for each in inline} <= _EXPECTED
    text = "".join(_READS.get(each.type, each.content) for each in inline if not each.children)
    return Found(text, frozenset(str(each.attrs["href"]) for each in inline if each.attrs))


def _plain(content: bytes) -> Found:
    written = content.decode()
    return Found(written, frozenset(re.findall(r"https?://[^\s）]+", written)))


def _annotations(content: bytes) -> Found:
    said = json.loads(content)
    items = said["first"]["items"]
    texts = [each["target"]["selector"][0]["exact"] for each in items]
    texts += [each["body"]["value"] for each in items]
    texts += [part.get("text", "") for part in said["briefing"]["parts"]]
    texts += [said["briefing"]["held"], said["label"]]
    texts += [part.get("code", "") for part in said["briefing"]["parts"]]
    return Found("\n".join(texts), frozenset(each["id"] for each in items))


#: Ending of a file -> how it is read.
READ: Final[Mapping[str, Callable[[bytes], Found]]] = {
    "docx": _docx,
    "html": _html,
    "md": _markdown,
    "txt": _plain,
    "json": _annotations,
}

"""Word files for the tests: ordinary paragraphs by python-docx, everything rare as raw XML."""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from searchapp.reading import Document
from searchapp.reading.word import read_docx

_SPACES = nsdecls("w", "r", "wp", "a")
_MORE_SPACES = (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
#: 一、 （一） 1. as Word's own lists of a report, numbered 1; list 2 is of the same series.
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:suff w:val="space"/><w:lvlText w:val="%3."/></w:lvl>'
)
LISTS = (
    f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def in_list(level: int, num: int = 1) -> str:
    """The properties of a paragraph at that level of a list."""
    return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'


def run(text: str, tag: str = "t") -> str:
    """A run of text."""
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(inside: str) -> str:
    """A paragraph of raw XML."""
    return f"<w:p>{inside}</w:p>"


def word_document(*blocks: str, lists: str = LISTS) -> WordDocument:
    """A document of these blocks: raw XML where one begins with ``<``, else a plain paragraph."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.extend(parse_xml(f"<w:numbering {_SPACES}>{lists}</w:numbering>"))
    end = document.element.body.find(qn("w:sectPr"))
    for block in blocks:
        raw = block if block.startswith("<") else paragraph(run(block))
        for element in parse_xml(f"<w:body {_SPACES}{_MORE_SPACES}>{raw}</w:body>"):
            end.addprevious(element)
    return document


def content_of(document: WordDocument) -> bytes:
    """The bytes of the saved file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def lines_of(*blocks: str, lists: str = LISTS) -> list[str]:
    """What is read of a document of these blocks, without empty lines."""
    return [line for line in read(content_of(word_document(*blocks, lists=lists))).lines if line]


def read(content: bytes) -> Document:
    """What is read of the file."""
    return read_docx(Path("报告.docx"), content)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The file with this part in place of its own."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return changed.getvalue()

"""Templates of an office, made for tests."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm

from searchapp.briefing.docx import docx as written
from searchapp.briefing.saying import Where
from tests.briefing.papers import paper_of_quotes


def bytes_of(document: Document) -> bytes:
    """A document as a file."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def template_with(*paragraphs: str) -> bytes:
    """A document with these paragraphs in its own style 公文正文, and margins of its own."""
    document = docx.Document()
    document.styles.add_style("公文正文", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("一级标题", WD_STYLE_TYPE.PARAGRAPH)
    document.sections[0].top_margin = Mm(50)
    document.sections[0].header.paragraphs[0].text = "青禾县人民政府办公室 {{日期}}"
    for text in paragraphs:
        document.add_paragraph(text, style="公文正文")
    return bytes_of(document)


def rewritten(content: bytes, parts: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The zip with parts changed; one that was not there is made of b""."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as original,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        names = [
            *original.namelist(),
            *(each for each in parts if each not in original.namelist()),
        ]
        for name in names:
            part = original.read(name) if name in original.namelist() else b""
            archive.writestr(name, parts[name](part) if name in parts else part)
    return packed.getvalue()


def with_relation(content: bytes, kind: str, target: str, mode: str = "External") -> bytes:
    """The document with one more relation of its text."""
    told = (
        '<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    name, end = "word/_rels/document.xml.rels", b"</Relationships>"
    return rewritten(content, {name: lambda part: part.replace(end, told.encode())})


def with_footnote(text: str) -> bytes:
    """A document that has a footnote of its own, and the place of the text after it."""
    document = docx.Document(io.BytesIO(written(paper_of_quotes(text), Where.FOOTNOTES)))
    document.add_paragraph("{{正文}}")
    return bytes_of(document)

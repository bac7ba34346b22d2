"""A paper as a Word document, after the standard or in an office's own template."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from docx.document import Document

from searchapp.briefing.docx_forms import STANDARD, Form, Forms
from searchapp.briefing.docx_notes import ENDNOTES, FOOTNOTES, Notes
from searchapp.briefing.docx_package import packed
from searchapp.briefing.docx_standard import standard_document
from searchapp.briefing.docx_template import Template
from searchapp.briefing.docx_xml import elements, linked, run
from searchapp.briefing.paper import Heading, Lost, Paper, Part, Quoted, Words
from searchapp.briefing.saying import SOURCES, Source, Where, held_line, lost_words, source_of


def docx(paper: Paper, where: Where) -> bytes:
    """The document after GB/T 9704; the same bytes for the same paper."""
    document = standard_document()
    sheet = _Sheet(paper, where, document, STANDARD)
    body = document.element.body
    for element in elements(sheet.title() + sheet.body() + sheet.end()):
        body.insert(len(body) - 1, element)
    return packed(document, paper.title, paper.held_at)


def docx_in(template: Template, paper: Paper, where: Where) -> bytes:
    """The paper in an office's own template, whose notes before it keep their numbers."""
    paper = _numbered_from(paper, template.notes_before(where) + 1)
    sheet = _Sheet(paper, where, template.document, template.forms)
    title = "" if template.has_title else sheet.title()
    template.fill(paper.title, paper.held_at, title + sheet.body(), sheet.end())
    return packed(template.document, paper.title, paper.held_at)


def _numbered_from(paper: Paper, first: int) -> Paper:
    parts = (
        replace(part, number=part.number + first - 1) if isinstance(part, Quoted) else part
        for part in paper.parts
    )
    return replace(paper, parts=tuple(parts))


class _Sheet:
    """The paragraphs of a paper, as text of a document's XML."""

    def __init__(self, paper: Paper, where: Where, document: Document, forms: Forms) -> None:
        self._paper, self._where, self._forms = paper, where, forms
        self._part = document.part
        self._notes: Notes | None = None
        quoted = Counter(each.number for each in paper.quotes)
        if quoted and where is Where.FOOTNOTES:
            self._notes = Notes(document, FOOTNOTES, forms.footnotes, quoted)
        elif quoted and where is Where.ENDNOTES:
            self._notes = Notes(document, ENDNOTES, forms.endnotes, quoted)

    def title(self) -> str:
        """The title; "" where there is none."""
        title = " ".join(self._paper.title.split())
        return self._forms.title.of(title) if title else ""

    def body(self) -> str:
        """Words and quotes, the list of sources, and when they were held against them.

        Endnotes are a list of sources themselves.
        """
        written = "".join(map(self._written, self._paper.parts))
        if self._where is not Where.ENDNOTES:
            written += "".join(self._sources())
        line = held_line(self._paper)
        return written + (self._forms.held.of(line) if line else "")

    def end(self) -> str:
        """What stands last of all in the document: the heading of the endnotes."""
        is_headed = self._where is Where.ENDNOTES and self._paper.sources
        return self._forms.headings[0].of(SOURCES) if is_headed else ""

    def _written(self, part: Part) -> str:
        forms = self._forms
        if isinstance(part, Heading):
            return forms.headings[part.level - 1].of(" ".join(part.text.split()))
        if isinstance(part, Words):
            lines = (line for line in part.text.splitlines() if line.strip())
            return "".join(map(forms.words.of, lines))
        if isinstance(part, Lost):
            return forms.words.of(lost_words(part))
        return forms.quote.of(part.excerpt.quote, self._told(part))

    def _told(self, quoted: Quoted) -> str:
        """What follows a quote: the mark of its note, or its source in brackets."""
        source = source_of(self._paper, quoted)
        if self._notes:
            return self._notes.mark(source)
        text = self._forms.quote.text
        return (
            run("（", text)
            + self._linked(source, source.citation, self._forms.quote)
            + run(f"{source.remark}）", text)
        )

    def _sources(self) -> Iterator[str]:
        if self._paper.sources:
            yield self._forms.headings[0].of(SOURCES)
        for quoted in self._paper.sources:
            source = source_of(self._paper, quoted)
            told = f"[{source.number}]\t{source.told} "
            yield self._forms.source.of(
                told, self._linked(source, source.link, self._forms.source)
            )

    def _linked(self, source: Source, text: str, form: Form) -> str:
        return linked(self._part, source.link, run(text, form.linking(self._forms.link)))

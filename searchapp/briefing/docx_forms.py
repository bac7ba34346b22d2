"""How the paragraphs of a paper look: after the standard, or as a template has it."""

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from searchapp.briefing.docx_notes import NoteStyles
from searchapp.briefing.docx_styles import (
    BODY,
    ENDNOTE,
    ENDNOTE_MARK,
    FOOTNOTE,
    FOOTNOTE_MARK,
    HEADINGS,
    HELD,
    LINK,
    QUOTE,
    SOURCE,
    TITLE,
    ParagraphStyle,
)
from searchapp.briefing.docx_xml import looks, paragraph, run, styled

#: The beginning of a ``w:rPr`` that has something in it, and the style in one.
_BEGINNING: Final = re.compile(r"<w:rPr(?:\s[^>]*)?(?<!/)>")
_STYLED: Final = re.compile(r"<w:rStyle\b[^>]*/>")


@dataclass(frozen=True, slots=True)
class Form:
    """The ``w:pPr`` of a paragraph and the ``w:rPr`` of its text, each "" for none."""

    paragraph: str
    text: str = ""

    def of(self, text: str, *content: str) -> str:
        """A paragraph of this form: a text, and runs behind it."""
        return paragraph(self.paragraph, run(text, self.text), *content)

    def linking(self, style: str) -> str:
        """The ``w:rPr`` of a link in such a paragraph: as its text looks, with a style."""
        if _BEGINNING.search(self.text) is None:
            return looks(style)
        own = _STYLED.sub("", self.text)
        return _BEGINNING.sub(rf"\g<0><w:rStyle w:val={quoteattr(style)}/>", own, count=1)


@dataclass(frozen=True, slots=True)
class Forms:
    """The form of each kind of paragraph, and the names of the styles of notes and links."""

    title: Form
    headings: tuple[Form, Form, Form]
    words: Form
    quote: Form
    source: Form
    held: Form
    footnotes: NoteStyles
    endnotes: NoteStyles

    @property
    def link(self) -> str:
        """The style of links."""
        return self.footnotes.link


def _form(style: ParagraphStyle) -> Form:
    return Form(styled(style.id))


#: The forms of a document after the standard.
STANDARD: Final = Forms(
    title=_form(TITLE),
    headings=(_form(HEADINGS[0]), _form(HEADINGS[1]), _form(HEADINGS[2])),
    words=_form(BODY),
    quote=_form(QUOTE),
    source=_form(SOURCE),
    held=_form(HELD),
    footnotes=NoteStyles(FOOTNOTE.id, FOOTNOTE_MARK.id, LINK.id),
    endnotes=NoteStyles(ENDNOTE.id, ENDNOTE_MARK.id, LINK.id),
)

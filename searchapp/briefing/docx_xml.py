"""WordprocessingML as text: runs, paragraphs, links and fields.

Word is strict about the order of elements; here it is kept in one place.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from searchapp.briefing.signs import printed

#: The names that every root declares.
NAMES: Final = nsdecls("w", "r")
#: Signs that stand in either script, such as quotation marks, are set in the Chinese font.
_HINT: Final = '<w:rFonts w:hint="eastAsia"/>'
_PIECE: Final = re.compile("[\t\n]|[^\t\n]+")
_SIGNS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def looks(style: str = "", more: str = "") -> str:
    """How a run looks: a character style, then what follows it in the schema's order."""
    named = f"<w:rStyle w:val={quoteattr(style)}/>" if style else ""
    return f"<w:rPr>{named}{_HINT}{more}</w:rPr>"


def run(text: str, look: str = "") -> str:
    """A run whose text reads back character for character."""
    return f"<w:r>{look or looks()}{''.join(_pieces(text))}</w:r>"


def paragraph(form: str, *content: str) -> str:
    """A paragraph; ``form`` is its ``w:pPr`` or ""."""
    return f"<w:p>{form}{''.join(content)}</w:p>"


def styled(style: str, more: str = "") -> str:
    """The ``w:pPr`` of a paragraph of a style, with what follows the style's name in it."""
    return f"<w:pPr><w:pStyle w:val={quoteattr(style)}/>{more}</w:pPr>"


def linked(part: Part, address: str, content: str) -> str:
    """Runs of a part that lead to an address outside the document."""
    relation = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def field(instruction: str, shown: str, look: str = "") -> str:
    """A field, which Word works out, and what is shown until it does."""
    look = look or looks()

    def mark(kind: str) -> str:
        return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f'<w:r>{look}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + run(shown, look) + mark("end")


def elements(content: str) -> list[BaseOxmlElement]:
    """The elements that this is the text of."""
    return [*parse_xml(f"<w:body {NAMES}>{content}</w:body>")]


def _pieces(text: str) -> Iterator[str]:
    for piece in _PIECE.findall(printed(text)):
        written = escape(piece, {"\r": "&#13;"})
        yield _SIGNS.get(piece) or f'<w:t xml:space="preserve">{written}</w:t>'

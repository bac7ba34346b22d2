"""An empty document after GB/T 9704-2012: paper, margins, lines, page numbers.

A4; margins of 37 mm above and 28 mm at the left, so that a block of 156 × 225 mm is left, with 22
lines of 28 characters on a page; the page number below it at the outer edge, between two dashes.
"""

from collections.abc import Collection
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package

from searchapp.briefing.docx_styles import (
    BLACK,
    FANG,
    FOOTER,
    KAI,
    SONG,
    THIRD,
    TITLE_SONG,
    stylesheet,
)
from searchapp.briefing.docx_xml import NAMES, field, paragraph, run, styled

_CHARACTERS, _LINES = 28, 22


def _twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point, Word's measure."""
    return round(millimetres / 25.4 * 1440)


_WIDTH, _HEIGHT = _twips(156), _twips(225)
_TOP, _LEFT = _twips(37), _twips(28)
_PAGE_WIDTH, _PAGE_HEIGHT = _twips(210), _twips(297)
_BOTTOM: Final = _PAGE_HEIGHT - _TOP - _HEIGHT
#: A dash of the page number stands 7 mm below the block, half of its line above the foot.
_FOOT: Final = _BOTTOM - _twips(7) - FOOTER.line // 2
#: So much more than the size of its text a character takes, in 4096ths of a point: less than none.
_SPACE: Final = int((_WIDTH / 20 / _CHARACTERS - THIRD / 2) * 4096 - 1)
_SECTION: Final = (
    '<w:footerReference w:type="default" r:id="{odd}"/>'
    '<w:footerReference w:type="even" r:id="{even}"/>'
    '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
    f'<w:pgSz w:w="{_PAGE_WIDTH}" w:h="{_PAGE_HEIGHT}"/>'
    f'<w:pgMar w:top="{_TOP}" w:right="{_PAGE_WIDTH - _LEFT - _WIDTH}" w:bottom="{_BOTTOM}" '
    f'w:left="{_LEFT}" w:header="851" w:footer="{_FOOT}" w:gutter="0"/><w:cols w:space="425"/>'
    f'<w:docGrid w:type="linesAndChars" w:linePitch="{_HEIGHT // _LINES}" '
    f'w:charSpace="{_SPACE}"/>'
)
#: One character of the page number's size in from the outer edge.
_EDGES: Final = {
    "odd": '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>',
    "even": '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>',
}
_SETTINGS: Final = (
    f"<w:settings {NAMES}>"
    '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:drawingGridVerticalSpacing w:val="156"/>'
    '<w:displayHorizontalDrawingGridEvery w:val="0"/><w:displayVerticalDrawingGridEvery '
    'w:val="2"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
    "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:adjustLineHeightInTable/>"
    '<w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" '
    'w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
    'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
    'w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/>'
    '<w:listSeparator w:val=","/></w:settings>'
)
#: Font -> another name of it, or of one like it that most machines have, and its family.
_FONTS: Final = {
    TITLE_SONG: ("FZXiaoBiaoSong-B05S", "roman"),
    BLACK: ("SimHei", "modern"),
    KAI: ("楷体", "roman"),
    FANG: ("仿宋", "roman"),
    SONG: ("SimSun", "roman"),
}
#: What python-docx's own document has besides, and this one does not need.
_KEPT: Final = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS)


def standard_document() -> Document:
    """The document, without a paragraph."""
    document = docx.Document()
    part, package = document.part, document.part.package
    _empty(part.rels, _KEPT)
    _empty(package.rels, (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES))
    _become(document.styles.element, stylesheet())
    _become(document.settings.element, _SETTINGS)
    part.relate_to(_font_table(package), RELATIONSHIP_TYPE.FONT_TABLE)
    footers = {edge: _footer(part, package, edge) for edge in _EDGES}
    _become(
        document.element.body,
        f"<w:body {NAMES}><w:sectPr>{_SECTION.format(**footers)}</w:sectPr></w:body>",
    )
    return document


def _empty(relations: Relationships, kept: Collection[str]) -> None:
    """Let go of all parts but these."""
    for name, relation in [*relations.items()]:
        if relation.reltype not in kept:
            del relations[name]


def _become(element: BaseOxmlElement, content: str) -> None:
    """Give an element the children that another has."""
    for child in [*element]:
        element.remove(child)
    element.extend([*parse_xml(content)])


def _footer(part: Part, package: Package, edge: str) -> str:
    """A footer with the page's number at one edge; the name of its relation."""
    number = paragraph(styled(FOOTER.id, _EDGES[edge]), run("— "), field("PAGE", "1"), run(" —"))
    footer = XmlPart(
        PackURI(f"/word/footer-{edge}.xml"),
        CONTENT_TYPE.WML_FOOTER,
        parse_xml(f"<w:ftr {NAMES}>{number}</w:ftr>"),
        package,
    )
    return part.relate_to(footer, RELATIONSHIP_TYPE.FOOTER)


def _font_table(package: Package) -> Part:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, family) in _FONTS.items()
    )
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    content = f"{declared}<w:fonts {NAMES}>{fonts}</w:fonts>".encode()
    return Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, content, package)

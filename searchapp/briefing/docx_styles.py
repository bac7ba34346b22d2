"""The styles of a document after GB/T 9704-2012, each with its East Asian font."""

from dataclasses import dataclass
from typing import Final

from searchapp.briefing.docx_xml import NAMES

#: The fonts of the standard.
SONG, TITLE_SONG = "宋体", "方正小标宋简体"
BLACK, KAI, FANG = "黑体", "楷体_GB2312", "仿宋_GB2312"
#: Sizes in half points: 二号, 三号, 四号, 五号.
SECOND, THIRD, FOURTH, FIFTH = 44, 32, 28, 21
#: A line of 28 points, in twentieths of a point.
LINE: Final = 560
#: A first line that begins two characters in.
TWO_IN: Final = '<w:ind w:firstLineChars="200" w:firstLine="{}"/>'
_LANGUAGE: Final = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
#: Lines are broken as Chinese is, and none is carried over: 22 stand on each page. They have their
#: height and their 28 characters of themselves: each program sets a grid of characters otherwise.
_OFF_GRID: Final = '<w:snapToGrid w:val="0"/>'
_BREAKING: Final = f'<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/>{_OFF_GRID}'
#: 28 characters of 三号 are a little wider than the block; so much closer, in 20ths, they fit.
_CLOSER: Final = '<w:spacing w:val="-6"/>'


def fonts(name: str) -> str:
    """One font for all scripts, so that no theme's font comes before it."""
    each = " ".join(f'w:{script}="{name}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia" {each}/>'


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """``name`` is Word's own, which it shows in the language of whoever reads.

    ``line`` is the exact height of a line, ``before`` and ``after`` what is left free round the
    paragraph, in twentieths of a point; ``form`` are its further properties, from ``w:ind`` on.
    """

    id: str
    name: str
    font: str = FANG
    size: int = THIRD
    line: int = LINE
    before: int = 0
    after: int = 0
    form: str = ""
    is_heading: bool = False
    is_bold: bool = False
    is_default: bool = False

    def xml(self, base: str = "Normal") -> str:
        """The definition, based on a document's default style."""
        default = ' w:default="1"' if self.is_default else ""
        based = "" if self.is_default else f'<w:basedOn w:val="{base}"/>'
        return (
            f'<w:style {NAMES} w:type="paragraph"{default} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self.text}</w:rPr></w:style>"
        )

    @property
    def paragraph(self) -> str:
        """How its paragraphs are set."""
        keeps = "<w:keepNext/>" if self.is_heading else ""
        return (
            f'{keeps}{_BREAKING}<w:spacing w:before="{self.before}" w:after="{self.after}" '
            f'w:line="{self.line}" w:lineRule="exact"/>{self.form}'
        )

    @property
    def text(self) -> str:
        """How its text looks."""
        value = "" if self.is_bold else ' w:val="0"'
        bold = f'<w:b{value}/><w:bCs{value}/><w:i w:val="0"/>'
        closer = _CLOSER if self.size == THIRD else ""
        colour = f'{_OFF_GRID}<w:color w:val="000000"/>'
        return f"{fonts(self.font)}{bold}{colour}{closer}{_size(self.size)}{_LANGUAGE}"


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    """``look`` are the properties of the text that come after its font."""

    id: str
    name: str
    look: str

    def xml(self, base: str = "") -> str:
        """The definition; in a document of another's, which has a base, text keeps its font."""
        font = "" if base else fonts(FANG)
        return (
            f'<w:style {NAMES} w:type="character" w:styleId="{self.id}"><w:name '
            f'w:val="{self.name}"/><w:rPr>{font}{self.look}</w:rPr></w:style>'
        )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, font: str, *, is_bold: bool = False) -> ParagraphStyle:
    form = f'{TWO_IN.format(640)}<w:outlineLvl w:val="{level - 1}"/>'
    return ParagraphStyle(
        f"Heading{level}", f"heading {level}", font, form=form, is_heading=True, is_bold=is_bold
    )


_RAISED: Final = '<w:vertAlign w:val="superscript"/>'
_JUSTIFIED: Final = '<w:jc w:val="both"/>'
_LEFT: Final = '<w:jc w:val="left"/>'

NORMAL: Final = ParagraphStyle("Normal", "Normal", form=_JUSTIFIED, is_default=True)
TITLE: Final = ParagraphStyle(
    "Title", "Title", TITLE_SONG, SECOND, 700, 0, LINE, '<w:jc w:val="center"/>', is_heading=True
)
HEADINGS: Final = (_heading(1, BLACK), _heading(2, KAI), _heading(3, FANG, is_bold=True))
BODY: Final = ParagraphStyle("BodyText", "Body Text", form=TWO_IN.format(640) + _JUSTIFIED)
#: In another hand than the body: nobody is to take another's words for the writer's own.
QUOTE: Final = ParagraphStyle("Quote", "Quote", KAI, form=TWO_IN.format(640) + _JUSTIFIED)
SOURCE: Final = ParagraphStyle(
    "Bibliography", "Bibliography", size=FOURTH, line=480,
    form=f'<w:ind w:leftChars="200" w:left="560" w:hangingChars="200" w:hanging="560"/>{_LEFT}',
)  # fmt: skip
HELD: Final = ParagraphStyle(
    "HeldAgainst", "引文核对", size=FOURTH, line=480, before=280, form=_LEFT
)
FOOTNOTE: Final = ParagraphStyle("FootnoteText", "footnote text", FANG, FIFTH, 320, form=_LEFT)
ENDNOTE: Final = ParagraphStyle("EndnoteText", "endnote text", FANG, FOURTH, 480, form=_LEFT)
FOOTER: Final = ParagraphStyle("Footer", "footer", SONG, FOURTH, 360)
HEADER: Final = ParagraphStyle("Header", "header", SONG, FIFTH, 280)
FOOTNOTE_MARK: Final = CharacterStyle("FootnoteReference", "footnote reference", _RAISED)
ENDNOTE_MARK: Final = CharacterStyle("EndnoteReference", "endnote reference", _RAISED)
#: Text is black in the standard, and so are links.
LINK: Final = CharacterStyle("Hyperlink", "Hyperlink", '<w:color w:val="000000"/>')

PARAGRAPHS: Final = (
    *(NORMAL, TITLE, *HEADINGS, BODY, QUOTE, SOURCE, HELD),
    *(FOOTNOTE, ENDNOTE, FOOTER, HEADER),
)
CHARACTERS: Final = (FOOTNOTE_MARK, ENDNOTE_MARK, LINK)
#: What a document has where nothing else is said.
DEFAULTS: Final = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}{_size(THIRD)}{_LANGUAGE}</w:rPr>"
    f"</w:rPrDefault><w:pPrDefault><w:pPr>{_BREAKING}</w:pPr></w:pPrDefault></w:docDefaults>"
)
#: Styles that every document has and that say nothing here.
_EMPTY: Final = (
    f'<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name '
    f'w:val="Default Paragraph Font"/><w:rPr>{fonts(FANG)}</w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:rPr>{fonts(FANG)}</w:rPr><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    "</w:style>"
)


def stylesheet() -> str:
    """The styles part of a document after the standard."""
    styles = "".join(style.xml() for style in (*PARAGRAPHS, *CHARACTERS))
    return f"<w:styles {NAMES}>{DEFAULTS}{_EMPTY}{styles}</w:styles>"

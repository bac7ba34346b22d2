"""The styles of a document after GB/T 9704-2012, each with its East Asian font."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from searchapp.briefing.docx_xml import NAMES

#: The fonts of the standard; where a machine lacks one, Word takes the name after it.
SONG, TITLE_SONG = "宋体", "方正小标宋简体"
BLACK, KAI, FANG = "黑体", "楷体_GB2312", "仿宋_GB2312"
_INSTEAD: Final = {
    TITLE_SONG: ("FZXiaoBiaoSong-B05S", "roman"),
    BLACK: ("SimHei", "modern"),
    KAI: ("楷体", "modern"),
    FANG: ("仿宋", "modern"),
    SONG: ("SimSun", "auto"),
}
#: Sizes are in half points: 二号, 三号, 四号, 小五.
SECOND, THIRD, FOURTH, SMALL_FIFTH = 44, 32, 28, 18
#: Lines of 28 points, in twentieths of a point.
LINE: Final = 560


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs; ``name`` is what Word calls it, which it translates for people.

    ``line`` is the exact height of a line in twentieths of a point, ``indent`` that of the first
    line in characters; ``form`` and ``look`` are further properties of paragraph and text, which
    the schema has after spacing and indent, and before the size.
    """

    id: str
    name: str
    font: str = FANG
    size: int = THIRD
    line: int = LINE
    after: int = 0
    indent: int = 0
    keeps_next: bool = False
    is_bold: bool = False
    form: str = ""

    @property
    def xml(self) -> str:
        """The definition, based on the default style of a document."""
        return (
            f'<w:style {NAMES} w:type="paragraph" w:customStyle="0" w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self.text}</w:rPr></w:style>"
        )

    @property
    def paragraph(self) -> str:
        """How its paragraphs are set."""
        keeps = "<w:keepNext/>" if self.keeps_next else ""
        wide = self.size * 10 * self.indent
        first = f'<w:ind w:firstLineChars="{self.indent * 100}" w:firstLine="{wide}"/>'
        return (
            f'{keeps}<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/>'
            f'<w:spacing w:before="0" w:after="{self.after}" w:line="{self.line}" '
            f'w:lineRule="exact"/>{first if self.indent else ""}{self.form}'
        )

    @property
    def text(self) -> str:
        """How its text looks."""
        bold = "<w:b/><w:bCs/>" if self.is_bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        return f"{fonts(self.font)}{bold}{_size(self.size)}{_LANGUAGE}"


def fonts(name: str) -> str:
    """One font for all scripts, and no theme's font before it."""
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" '
        'w:hint="eastAsia"/>'
    )

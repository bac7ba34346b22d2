"""PDFs: the text that they hold, and what is recognised of pages that hold but a picture of it.

What is embedded, linked or scripted in a PDF is left alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import category

from searchapp.errors import UnreadableFile
from searchapp.reading.document import Document
from searchapp.reading.printed import Reading, read_pages
from searchapp.reading.printed.page import Line, Page
from searchapp.reading.printed.pdfium import BROKEN, Drawn, Pdf, drawn, opened, rendered
from searchapp.reading.printed.rows import page_of
from searchapp.reading.recognising import (
    HOW_TO_GET,
    LONGEST_SIDE,
    MOST_PAGES,
    RECOGNISED,
    can_recognise,
    cannot_recognise,
    recognised,
    unsure_note,
)

#: No report has more pages, and no page so many characters.
_MOST_LEAVES, _MOST_CHARACTERS = 1_000, 30_000
#: A page with fewer characters than this on a picture that fills such a share of it is a picture
#: of a page; so is one with next to none that is drawn with so many shapes.
_FEW, _LARGE, _NEXT_TO_NONE, _MANY_SHAPES = 50, 0.4, 10, 150
#: So many characters show whether they make sense; if more than this share do not, none does.
_TELLING, _SENSELESS = 20, 0.2
#: A warning shows so much of what was left out.
_SHOWN: Final = 30
_LOST: Final = "\ufffd"


_BLANK: Final = Page((), 0.0)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of the file, numbered from 1, and how it was read.

    ``asides`` run in another direction than the rest, ``crooked`` text aslant.
    """

    number: int
    page: Page = _BLANK
    asides: Sequence[Line] = ()
    crooked: str = ""
    unsure: int = 0
    is_broken: bool = False
    is_picture: bool = False
    is_senseless: bool = False
    is_recognised: bool = False

    @property
    def is_unread(self) -> bool:
        """Whether its text is in a picture that was not read."""
        return (self.is_picture or self.is_senseless) and not self.is_recognised


def read_pdf(path: Path, content: bytes) -> Document:
    """The paragraphs printed in a PDF. Raises UnreadableFile, as where nothing reads its pictures.

    Pages that are pictures are recognised where the extra ``ocr`` is installed.
    """
    with opened(path, content) as pdf:
        leaves = [_recognised(pdf, leaf) for leaf in _leaves(path, pdf)]
    _refuse_unread(path, leaves)
    repeated = _repeated_asides(leaves)
    asides = [line for leaf in leaves for line in leaf.asides if line.text not in repeated]
    pages = [leaf.page for leaf in leaves]
    reading = read_pages([*pages, *([Page(asides, pages[0].width)] if asides else [])])
    return Document(
        reading.paragraphs,
        "pdf",
        paragraphs=True,
        warnings=tuple(_warnings(leaves, reading, asides)),
        recognised=any(leaf.is_recognised for leaf in leaves),
    )


def _leaves(path: Path, pdf: Pdf) -> list[_Leaf]:
    """The pages as they are drawn."""
    if len(pdf) > _MOST_LEAVES:
        raise UnreadableFile(path, f"PDF 页数过多（{len(pdf)} 页），最多 {_MOST_LEAVES} 页")
    leaves = [_leaf(path, pdf, number) for number in range(1, len(pdf) + 1)]
    pictures = sum(leaf.is_unread for leaf in leaves)
    if pictures > MOST_PAGES and can_recognise():
        raise UnreadableFile(path, f"扫描的页数过多（{pictures} 页），最多识别 {MOST_PAGES} 页")
    return leaves


def _leaf(path: Path, pdf: Pdf, number: int) -> _Leaf:
    try:
        found = drawn(pdf, number - 1, _MOST_CHARACTERS)
    except BROKEN:
        return _Leaf(number, is_broken=True)
    if found is None:
        raise UnreadableFile(path, f"PDF 第 {number} 页的字数多得不合常理")
    text = _text_of(found)
    senseless = _is_senseless(text)
    picture = not senseless and _is_picture(found, len(text))
    pages = [] if senseless else [page_of(sheet) for sheet in found.sheets]
    return _Leaf(
        number,
        page=pages[0] if pages else _BLANK,
        asides=[line for page in pages[1:] for line in page.lines],
        crooked=found.crooked,
        is_picture=picture,
        is_senseless=senseless,
        is_recognised=found.is_hidden and found.pictures >= _LARGE and not picture,
    )


def _text_of(found: Drawn) -> str:
    return "".join(
        piece.text for sheet in found.sheets for piece in sheet.pieces if not piece.text.isspace()
    )


def _is_picture(found: Drawn, characters: int) -> bool:
    """Whether a page is the picture of one, or its characters are drawn as mere shapes."""
    scanned = characters < _FEW and found.pictures >= _LARGE
    return scanned or (characters < _NEXT_TO_NONE and found.shapes >= _MANY_SHAPES)


def _is_senseless(text: str) -> bool:
    """Whether a text is what remains where a PDF does not tell which characters it draws."""
    return len(text) >= _TELLING and sum(map(_is_strange, text)) > _SENSELESS * len(text)


@lru_cache(maxsize=4096)
def _is_strange(char: str) -> bool:
    """Whether no report has this character: it is none, or in no standard of Chinese writing."""
    if category(char) in ("Co", "Cn", "Cc", "Cs") or char == _LOST:
        return True
    if not "\u3400" <= char <= "\u9fff":
        return False
    return not any(_has(encoding, char) for encoding in ("gb2312", "big5"))


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _recognised(pdf: Pdf, leaf: _Leaf) -> _Leaf:
    """The page with what can be recognised in it, if it needs that."""
    if not leaf.is_unread or not can_recognise():
        return leaf
    try:
        picture, dots = rendered(pdf, leaf.number - 1, LONGEST_SIDE)
    except BROKEN:
        return replace(leaf, is_broken=True)
    found = recognised(picture, dots)
    return replace(
        leaf, page=page_of(found.sheet), asides=(), unsure=found.unsure, is_recognised=True
    )


def _refuse_unread(path: Path, leaves: Sequence[_Leaf]) -> None:
    """Raise UnreadableFile if no page could be read."""
    if leaves and all(leaf.is_broken for leaf in leaves):
        raise UnreadableFile(path, "PDF 的每一页都已损坏")
    if any(leaf.page.lines and not leaf.is_unread for leaf in leaves):
        return
    if any(leaf.is_senseless and leaf.is_unread for leaf in leaves):
        raise cannot_recognise(path, "PDF 里的文字是乱码（没有字符对照表）")
    if any(leaf.is_unread for leaf in leaves):
        raise cannot_recognise(path, "这是扫描件，里面只有图片没有文字")


def _repeated_asides(leaves: Sequence[_Leaf]) -> set[str]:
    """What stands on its side on several pages: a seam, a mark, no text."""
    count = Counter(text for leaf in leaves for text in {line.text for line in leaf.asides})
    return {text for text, pages in count.items() if pages > 1}


def _warnings(leaves: Sequence[_Leaf], reading: Reading, asides: Sequence[Line]) -> Iterator[str]:
    """What a reader is told of the pages, in Chinese."""
    yield from _unread_notes(leaves)
    if lost := sum(text.count(_LOST) for text in reading.paragraphs):
        yield f"有 {lost} 个字符无法识别，以 {_LOST} 代替"
    yield from reading.warnings
    for text in dict.fromkeys(filter(None, (leaf.crooked.strip() for leaf in leaves))):
        yield f"斜排的文字（多为水印）未收入：“{text[:_SHOWN]}”"
    for text in sorted(_repeated_asides(leaves)):
        yield f"各页侧边的文字未收入：“{text[:_SHOWN]}”"
    if asides:
        yield f"侧排的文字 {len(asides)} 行放在文末"


def _unread_notes(leaves: Sequence[_Leaf]) -> Iterator[str]:
    """Which pages were recognised, and which could not be read."""
    if read := [leaf for leaf in leaves if leaf.is_recognised]:
        yield f"{'' if len(read) == len(leaves) else _pages_of(read)}{RECOGNISED}"
    yield from unsure_note(sum(leaf.unsure for leaf in leaves))
    if unread := [leaf for leaf in leaves if leaf.is_unread and not leaf.is_broken]:
        yield f"{_pages_of(unread)}是图片或乱码，没有读出文字；{HOW_TO_GET}"
    if broken := [leaf for leaf in leaves if leaf.is_broken]:
        yield f"{_pages_of(broken)}已损坏，没有读出"


def _pages_of(leaves: Sequence[_Leaf]) -> str:
    """The pages by their numbers: 第 3、5 页."""
    return f"第 {'、'.join(str(leaf.number) for leaf in leaves)} 页"

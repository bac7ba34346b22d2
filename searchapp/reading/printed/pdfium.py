"""Pages of a PDF as pdfium sees them; its library gives no types, and here is where Any stops.

pdfium is C++: it is not safe for several threads, and what breaks it breaks the process.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from math import atan2, degrees, hypot
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from searchapp.errors import Encrypted, UnreadableFile
from searchapp.reading.printed.page import Piece, Rule, Sheet, is_wide

Pdf: TypeAlias = Any
#: A picture of the library that recognises text.
Picture: TypeAlias = Any
_PdfPage: TypeAlias = Any
_TextPage: TypeAlias = Any
_Shape: TypeAlias = Any

#: What pypdfium2 raises over a file or page that is broken.
BROKEN: Final = (pypdfium2.PdfiumError, ValueError, OSError, OverflowError, ctypes.ArgumentError)
#: No more of a page than this is looked at for rules and pictures.
_MOST_SHAPES, _MOST_SEGMENTS = 20_000, 200
#: A rule is at least so long, and a bar drawn in its place no thicker, in points.
_RULE_LENGTH, _RULE_WIDTH = 5.0, 3.0
#: Text that is turned by no more degrees than this runs level, or straight up or down.
_CROOKED: Final = 10
#: So many dots an inch are read well.
_DOTS, _INCH = 200, 72
#: What pdfium gives for a hyphen at the end of a line, and we for what it cannot tell.
_HYPHEN, _LOST = "\x02", "\ufffd"
#: So many characters show whether a page's text is meant to be seen.
_SAMPLE: Final = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn on a page.

    ``sheets`` hold the text that runs in one direction each, that with the most of it first;
    ``crooked`` is what runs aslant. ``pictures`` is the share of the page that they fill,
    ``shapes`` how many others there are. ``is_hidden`` says that the text is not to be seen, as
    that which a scanner lays behind the picture of a page.
    """

    sheets: Sequence[Sheet]
    crooked: str
    pictures: float
    shapes: int
    is_hidden: bool


class _Glyph(NamedTuple):
    """A character, where its line begins and ends, and how many degrees it is turned."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    width: float
    em: float
    turned: float


@contextmanager
def opened(path: Path, content: bytes) -> Iterator[Pdf]:
    """A PDF, closed in the end. Raises UnreadableFile where it is broken or locked."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Encrypted(path) from error
        raise UnreadableFile(path, "不是有效的 PDF（文件损坏或不完整）") from error
    with closing(pdf):
        yield pdf


def drawn(pdf: Pdf, number: int, most: int) -> Drawn | None:
    """What is on a page; None where it has more than ``most`` characters. Raises one of BROKEN."""
    with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
        count = text.count_chars()
        if count > most:
            return None
        left, bottom, right, top = page.get_bbox()
        area = max(1.0, (right - left) * (top - bottom))
        shapes = _shapes(page)
        glyphs = list(_glyphs(text, count))
        return Drawn(
            sheets=_sheets(glyphs, list(_rules(shapes)), (left, right, bottom, top)),
            crooked="".join(glyph.text for glyph in glyphs if _quarters(glyph) is None),
            pictures=sum(map(_area, _of_kind(shapes, pdfium.FPDF_PAGEOBJ_IMAGE))) / area,
            shapes=len(_of_kind(shapes, pdfium.FPDF_PAGEOBJ_PATH)),
            is_hidden=_is_hidden(text, count),
        )


def rendered(pdf: Pdf, number: int, longest_side: int) -> tuple[Picture, float]:
    """A page as a picture, and how many dots of it make a point. Raises one of BROKEN.

    The picture has no more dots on a side than asked for.
    """
    with closing(pdf[number]) as page:
        scale = min(_DOTS / _INCH, longest_side / max(1.0, *page.get_size()))
        with closing(page.render(scale=scale)) as bitmap:
            return bitmap.to_pil().copy(), scale


def _glyphs(text: _TextPage, count: int) -> Iterator[_Glyph]:
    """The characters that the page draws; blanks that pdfium adds by itself are not among them."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        size = pdfium.FPDFText_GetFontSize(text, at)
        lost = pdfium.FPDFText_HasUnicodeMapError(text, at) == 1
        yield _Glyph(
            _LOST if lost else _character(code, high),
            (box.left, box.right, box.bottom, box.top),
            (x.value, y.value),
            size * hypot(matrix.a, matrix.b),
            size * hypot(matrix.c, matrix.d),
            degrees(atan2(matrix.b, matrix.a)),
        )
        high = 0


def _character(code: int, high: int) -> str:
    """The character of a code, or of the two halves in which UTF-16 writes it."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else _LOST
    char = chr(code) if 0 < code < 0x110000 else _LOST
    if char == _HYPHEN:
        return "-"
    return char if char.isprintable() or char.isspace() or "\ue000" <= char <= "\uf8ff" else _LOST


def _shapes(page: _PdfPage) -> list[_Shape]:
    """The pictures and drawings of a page, in forms too; not its text."""
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    return list(islice(page.get_objects(filter=kinds, max_depth=3), _MOST_SHAPES))


def _of_kind(shapes: Sequence[_Shape], kind: int) -> list[_Shape]:
    return [shape for shape in shapes if shape.type == kind]


def _area(shape: _Shape) -> float:
    left, bottom, right, top = shape.get_bounds()
    return float(max(0.0, right - left) * max(0.0, top - bottom))


#: A rule as it was drawn: from one point to another.
_Stroke: TypeAlias = tuple[float, float, float, float]


def _rules(shapes: Sequence[_Shape]) -> Iterator[_Stroke]:
    """The level and upright lines of a page, and the bars so thin that they are lines."""
    for shape in _of_kind(shapes, pdfium.FPDF_PAGEOBJ_PATH):
        left, bottom, right, top = shape.get_bounds()
        if top - bottom <= _RULE_WIDTH:
            yield left, (bottom + top) / 2, right, (bottom + top) / 2
        elif right - left <= _RULE_WIDTH:
            yield (left + right) / 2, bottom, (left + right) / 2, top
        elif _is_stroked(shape):
            yield from _strokes(shape)


def _is_stroked(shape: _Shape) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    return bool(stroke.value)


def _strokes(shape: _Shape) -> Iterator[_Stroke]:
    """The level and upright edges of an outline."""
    for (x, y), (next_x, next_y) in pairwise(_points(shape)):
        if min(abs(x - next_x), abs(y - next_y)) < 0.5:
            yield min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)


def _points(shape: _Shape) -> Iterator[tuple[float, float]]:
    matrix = shape.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium.FPDFPath_CountSegments(shape), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, at)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield matrix.on_point(x.value, y.value)


def _quarters(glyph: _Glyph) -> int | None:
    """By how many right angles a character is turned, or None where it stands aslant."""
    quarters = round(glyph.turned / 90)
    return quarters % 4 if abs(glyph.turned - 90 * quarters) <= _CROOKED else None


@dataclass(frozen=True, slots=True)
class _View:
    """A page, turned so that the text of one direction runs level; y grows downwards."""

    left: float
    right: float
    bottom: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    def place(self, x: float, y: float) -> tuple[float, float]:
        """How far across and down a point of the page stands."""
        right, up = x - self.left, y - self.bottom
        left, down = self.right - x, self.top - y
        return ((right, down), (up, right), (left, up), (down, left))[self.quarters]

    def piece(self, glyph: _Glyph) -> Piece:
        """A character; one of Chinese fills its em, whatever its outline."""
        left, right, bottom, top = glyph.box
        first, last = sorted((self.place(left, bottom)[0], self.place(right, top)[0]))
        begins, base = self.place(*glyph.origin)
        if is_wide(glyph.text):
            first, last = begins, max(last, begins + glyph.width)
        return Piece(glyph.text, first, last, base, glyph.em)

    def rules(self, strokes: Sequence[_Stroke]) -> tuple[list[Rule], list[Rule]]:
        """The level and the upright rules of the page."""
        level, upright = [], []
        for x, y, end_x, end_y in strokes:
            across, down = zip(self.place(x, y), self.place(end_x, end_y), strict=True)
            if max(across) - min(across) >= _RULE_LENGTH:
                level.append(Rule(min(down), min(across), max(across)))
            elif max(down) - min(down) >= _RULE_LENGTH:
                upright.append(Rule(min(across), min(down), max(down)))
        return level, upright


def _sheets(
    glyphs: Sequence[_Glyph], strokes: Sequence[_Stroke], box: tuple[float, float, float, float]
) -> list[Sheet]:
    """The text of a page in each of its directions, the fullest first."""
    directions: dict[int, list[_Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if (quarters := _quarters(glyph)) is not None and glyph.em > 0:
            directions[quarters].append(glyph)
    sheets = []
    for quarters, turned in sorted(directions.items(), key=lambda each: -len(each[1])):
        view = _View(*box, quarters)
        pieces = [view.piece(glyph) for glyph in turned]
        sheets.append(Sheet(pieces, view.width, *view.rules(strokes)))
    return sheets


def _is_hidden(text: _TextPage, count: int) -> bool:
    """Whether the first characters of a page are there to be copied and not to be seen."""
    invisible = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    shown = [
        pdfium.FPDFTextObj_GetTextRenderMode(found)
        for at in range(min(count, _SAMPLE))
        if (found := pdfium.FPDFText_GetTextObject(text, at))
    ]
    return bool(shown) and all(mode == invisible for mode in shown)

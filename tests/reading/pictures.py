"""Pictures of reports for the tests: pages drawn by pdfium with a font of the system."""

import io
from difflib import SequenceMatcher
from typing import Any

import pypdfium2
import pytest

from tests.reading.pdf_files import Paper, pdf_of, stream

pytest.importorskip(
    "rapidocr_onnxruntime", reason="the extra ocr is not installed", exc_type=ImportError
)


#: What is written on a small page, whose picture costs little to read.
WRITTEN = ("松林镇法治政府建设报告", "全年调解矛盾纠纷，", "成功一百九十八件。")
SIDE = 260


def small() -> Paper:
    """A small page, upright only one way."""
    paper = Paper(width=SIDE, height=SIDE)
    for at, line in enumerate(WRITTEN):
        paper.write(line, 20, 60 + at * 40)
    return paper


def picture_of(paper: Paper, *, dots: int = 150, turn: int = 0) -> Any:
    """The page as a scanner sees it, turned to the left."""
    pdf = pypdfium2.PdfDocument(pdf_of(paper))
    picture = pdf[0].render(scale=dots / 72).to_pil()
    pdf.close()
    if picture.convert("L").getextrema()[0] == 255:
        pytest.skip("no font of this system has Chinese characters")
    return picture.rotate(turn, expand=True)


def saved(picture: Any, kind: str, **options: Any) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def scanned(picture: Any, paper: Paper | None = None) -> Paper:
    """A page of a PDF that a picture fills, with what else is written on it."""
    paper = paper or Paper()
    width, height = picture.size
    entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
    colours = "/ColorSpace /DeviceGray /BitsPerComponent 8"
    paper.picture = stream(picture.convert("L").tobytes(), f"{entries} {colours}")
    paper.drawn.insert(0, f"q {paper.width} 0 0 {paper.height} 0 0 cm /P1 Do Q")
    return paper


def share_right(expected: str, got: str) -> float:
    """The share of the characters that were recognised, in their order."""
    blocks = SequenceMatcher(None, expected, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(expected)

"""The text of pictures, by the extra ``ocr``: its models lie in the package, nothing is fetched.

The library is loaded when the first picture is read, for that takes a second and much memory.
"""

import importlib.util
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from searchapp.errors import NeedsProgram
from searchapp.reading.printed import Piece, Sheet
from searchapp.reading.printed.page import width_in_ems

#: A picture of Pillow, and what the library gives for a line in it: corners, text, sureness.
Picture: TypeAlias = Any
_Found: TypeAlias = tuple[Sequence[tuple[float, float]], str, float]

_LIBRARY: Final = "rapidocr_onnxruntime"
_LOGS: Final = ("RapidOCR", "OrtInferSession")
#: What a reader is told of a text that was recognised.
RECOGNISED: Final = "文字由图像识别而来，可能有个别错字"
#: What a reader is told where it could not be.
HOW_TO_GET: Final = '安装图像识别：pip install "searchapp[ocr]"，装好后重新收入'
#: So many pages are recognised of one file: each takes five to ten seconds.
MOST_PAGES: Final = 80
#: No side of a picture needs more dots to be read well.
LONGEST_SIDE: Final = 2_000
#: What is so many times as long as wide is a strip.
_STRIP: Final = 4
#: A line is believed that is as sure as this; a page that is not upright is read less surely.
_SURE, _WELL_READ = 0.5, 0.85


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised in a picture; ``unsure`` lines were too faint to be believed."""

    sheet: Sheet
    unsure: int


def can_recognise() -> bool:
    """Whether the extra ``ocr`` is installed and runs; asked only of what needs it."""
    if importlib.util.find_spec(_LIBRARY) is None:
        return False
    try:
        _engine()
    except (ImportError, OSError):  # it is linked against libraries that a bare system lacks
        return False
    return True


def cannot_recognise(path: Path, what: str) -> NeedsProgram:
    """The verdict on a file whose text is all in pictures, where none can be read."""
    return NeedsProgram(path, "图像识别组件", f"{what}；{HOW_TO_GET}")


def unsure_note(unsure: int) -> tuple[str, ...]:
    """What a reader is told of so many lines that were not believed."""
    return (f"有 {unsure} 行字迹不清，没有收入",) if unsure else ()


def recognised(picture: Picture, dots: float = 1.0) -> Recognised:
    """The text in a picture, turned upright if it lies on its side or upside down.

    Its places are in units of so many dots.
    """
    picture = _framed(picture)
    reading = _Reading(picture)
    if reading.turn:
        turned = _Reading(picture.rotate(reading.turn, expand=True))
        reading = max(reading, turned, key=lambda each: each.worth)
    sure = [found for found in reading.found if found[2] >= _SURE]
    pieces = [piece for corners, text, _ in sure if (piece := _piece(corners, text, dots))]
    return Recognised(Sheet(pieces, reading.width / dots), len(reading.found) - len(sure))


def _framed(picture: Picture) -> Picture:
    """The picture, with white added to one that is but a strip.

    The library enlarges a picture until its shorter side is long enough, whatever the other is.
    """
    side = max(picture.size) // _STRIP
    if min(picture.size) >= side:
        return picture
    width, height = (max(length, side) for length in picture.size)
    frame = picture.resize((width, height))
    frame.paste("white", (0, 0, width, height))
    frame.paste(picture, (0, 0))
    return frame


class _Reading:
    """What the library finds in a picture as it lies."""

    def __init__(self, picture: Picture) -> None:
        found, _ = _engine()(picture, use_cls=False)
        self.found: Sequence[_Found] = [tuple(each) for each in found or ()]
        self.width = float(picture.width)

    @property
    def worth(self) -> float:
        """How many characters are read in level lines, as far as they are sure."""
        level = (found for found in self.found if not _is_upright(found[0]))
        return sum(len(text) * sureness for _, text, sureness in level)

    @property
    def turn(self) -> int:
        """By how many degrees the picture may have to be turned to the left.

        The library turns an upright line to the left to read it: if it could, so must the page.
        """
        characters = sum(len(text) for _, text, _ in self.found)
        upright = sum(len(text) for corners, text, _ in self.found if _is_upright(corners))
        sureness = sum(len(text) * sure for _, text, sure in self.found)
        well_read = sureness >= _WELL_READ * characters
        if 2 * upright > characters:
            return 90 if well_read else 270
        return 0 if well_read else 180


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # One thread: two of them took twice the time where another file was read beside.
    threads = {"intra_op_num_threads": 1, "inter_op_num_threads": 1}
    return RapidOCR(text_score=0.0, max_side_len=LONGEST_SIDE, **threads)


def _box(corners: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of a line, whose picture may be a little askew."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = corners
    left, right = (x1 + x4) / 2, (x2 + x3) / 2
    top, bottom = (y1 + y2) / 2, (y3 + y4) / 2
    return left, top, right - left, bottom - top


def _is_upright(corners: Sequence[tuple[float, float]]) -> bool:
    _, _, width, height = _box(corners)
    return height > 1.5 * width


def _piece(corners: Sequence[tuple[float, float]], text: str, dots: float) -> Piece | None:
    """A line as a piece: recognition draws its box somewhat wider and higher than the text."""
    left, top, width, height = (length / dots for length in _box(corners))
    if width <= 0 or height <= 0 or not text.strip():
        return None
    em = min(0.9 * height, max(0.6 * height, width / width_in_ems(text)))
    margin = min((height - em) / 2, width / 4)
    return Piece(text.strip(), left + margin, left + width - margin, top + height - margin, em)

"""Pictures of reports: photographs and scans, with one page or, in a TIFF, with many."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from searchapp.errors import UnreadableFile
from searchapp.reading.document import Document
from searchapp.reading.printed import read_sheets
from searchapp.reading.recognising import (
    LONGEST_SIDE,
    MOST_PAGES,
    RECOGNISED,
    Picture,
    can_recognise,
    cannot_recognise,
    recognised,
    unsure_note,
)

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
#: What Pillow calls a photograph of some telephones.
_KINDS: Final = {"MPO": "jpeg"}
#: A page of A3 at 600 dots an inch has 70 million; what says it has more is not unpacked.
_MOST_DOTS: Final = 100_000_000
#: Nor is what is so high: no telephone makes such a picture.
_HIGHEST: Final = 100_000
#: A picture that is so many times as high as wide is cut before it is read.
_LONG: Final = 2
#: What Pillow raises over a picture that is broken.
_BROKEN: Final = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, AttributeError),
    *(ArithmeticError, RuntimeError, MemoryError, struct.error),
)


def read_picture(path: Path, content: bytes) -> Document:
    """What can be read in a picture. Raises UnreadableFile, as where nothing can read it."""
    if not can_recognise():
        raise cannot_recognise(path, "这是图片，里面没有文字")
    sheets, unsure = [], 0
    with _opened(path, content) as picture:
        kind = _KINDS.get(picture.format, picture.format.lower())
        for page in _pages(path, picture):
            found = recognised(page)
            sheets.append(found.sheet)
            unsure += found.unsure
    reading = read_sheets(sheets)
    notes = (RECOGNISED, *unsure_note(unsure), *reading.warnings)
    return Document(reading.paragraphs, kind, paragraphs=True, warnings=notes, recognised=True)


@contextmanager
def _opened(path: Path, content: bytes) -> Iterator[Picture]:
    """A picture of which nothing but its size and kind is read so far."""
    from PIL import Image

    with _verdicts(path):
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    with picture:
        yield picture


def _pages(path: Path, picture: Picture) -> Iterator[Picture]:
    """The pages of a picture, each fit to be read; of a moving one, the first."""
    with _verdicts(path):
        count = picture.n_frames if picture.format == "TIFF" else 1
    if count > MOST_PAGES:
        raise UnreadableFile(path, f"图片页数过多（{count} 页），最多 {MOST_PAGES} 页")
    for number in range(count):
        with _verdicts(path):
            picture.seek(number)
            if picture.width * picture.height > _MOST_DOTS or picture.height > _HIGHEST:
                raise UnreadableFile(path, "图片尺寸过大")
            page = _fit(picture)
        yield from _slices(page)


@contextmanager
def _verdicts(path: Path) -> Iterator[None]:
    """What Pillow raises over a picture, as a verdict; its warnings are for its callers."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Image.DecompressionBombError as error:
            raise UnreadableFile(path, "图片尺寸过大") from error
        except _BROKEN as error:
            raise UnreadableFile(path, "不是有效的图片（文件损坏或不完整）") from error


def _fit(frame: Picture) -> Picture:
    """A page in colours on white, upright if the camera says how it was held, not too large."""
    from PIL import Image, ImageOps

    frame.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    page = ImageOps.exif_transpose(frame).convert("RGBA")
    page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page).convert("RGB")
    scale = LONGEST_SIDE / max(page.width, min(page.height, _LONG * page.width))
    if scale >= 1:
        return page
    return page.resize((max(1, int(page.width * scale)), max(1, int(page.height * scale))))


def _slices(page: Picture) -> Iterator[Picture]:
    """A long picture, such as a telephone makes of a whole report, cut between its lines."""
    top = 0
    while page.height - top > LONGEST_SIDE:
        bottom = _between_lines(page, top + LONGEST_SIDE // 2, top + LONGEST_SIDE)
        yield page.crop((0, top, page.width, bottom))
        top = bottom
    yield page.crop((0, top, page.width, page.height)) if top else page


def _between_lines(page: Picture, first: int, last: int) -> int:
    """The lightest row of dots between two."""
    from PIL.Image import Resampling

    rows = page.crop((0, first, page.width, last)).convert("L")
    lightness = rows.resize((1, last - first), Resampling.BOX).tobytes()
    return first + max(range(len(lightness)), key=lambda at: (lightness[at], at))

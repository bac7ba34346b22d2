"""Pictures of reports are read in every form in which scanners and telephones save them."""

import struct
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from searchapp.errors import NeedsProgram, UnreadableFile
from searchapp.reading import Document
from searchapp.reading.picture import _slices, read_picture
from tests.reading.pictures import WRITTEN, picture_of, saved, share_right, small

#: Telephones say so that a picture was taken with the camera turned to the left.
ORIENTATION, TAKEN_LEFT = 0x0112, 6


def read(content: bytes) -> Document:
    """What is read in the picture."""
    return read_picture(Path("报告.png"), content)


def png_of(width: int, height: int) -> bytes:
    """The head of a PNG that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 1000)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each)) + name + each + struct.pack(">I", zlib.crc32(name + each))
        for name, each in chunks
    )


def test_a_tiff_of_many_pages_is_one_report() -> None:
    """A scanner's file has its pages in order, also such as are black and white."""
    page = picture_of(small(), dots=204)
    other = page.convert("1").crop((0, 0, page.width, page.height // 2))
    found = read(saved(page, "TIFF", save_all=True, append_images=[other]))
    assert found.recognised
    assert (found.format, found.paragraphs) == ("tiff", True)
    assert found.warnings == ("文字由图像识别而来，可能有个别错字",)
    assert sum(line == WRITTEN[0] for line in found.lines) == 2


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_is_read_as_it_was_held(kind: str) -> None:
    """A telephone saves what it saw and how it was held; a picture without ground is on white."""
    page = picture_of(small(), dots=204)
    if kind == "JPEG":
        held = Image.Exif()
        held[ORIENTATION] = TAKEN_LEFT
        content = saved(page.rotate(90, expand=True), kind, exif=held, quality=80)
    else:
        clear = page.convert("RGBA")
        clear.putalpha(page.convert("L").point(lambda light: 255 - light))
        content = saved(clear, kind)
    found = read(content)
    assert found.format == kind.lower()
    assert share_right("".join(WRITTEN), "".join(found.lines)) >= 0.95


def test_a_long_picture_is_cut_between_its_lines() -> None:
    """What a telephone makes of a whole report is read in parts, none of which cuts a line."""
    page = picture_of(small(), dots=204)
    long = Image.new("RGB", (page.width, 8 * page.height), "white")
    for at in range(8):
        long.paste(page, (0, at * page.height))
    parts = list(_slices(long))
    assert len(parts) > 2
    assert sum(part.height for part in parts) == long.height
    for part in parts:
        for edge in (0, part.height - 1):
            assert part.crop((0, edge, part.width, edge + 1)).convert("L").getextrema()[0] == 255


def test_without_the_extra_a_picture_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no recognition is told what the file is, and how to get it."""
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    with pytest.raises(NeedsProgram, match=r'这是图片.*pip install "searchapp\[ocr\]"'):
        read(png_of(10, 10))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png_of(60_000, 60_000), "尺寸过大"),
        (png_of(12_000, 12_000), "尺寸过大"),
        (png_of(100, 100), "损坏"),
        (png_of(100, 100)[:40], "损坏"),
        (b"", "损坏"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 500, "损坏"),
        (b"GIF89a", "损坏"),
    ],
    ids=["bomb", "too large", "cut off", "head cut off", "empty", "noise", "name only"],
)
def test_what_is_no_picture_is_said(content: bytes, reason: str) -> None:
    """A broken picture is named as such, and one that would fill the memory is not unpacked."""
    with pytest.raises(UnreadableFile, match=reason):
        read(content)


def test_a_book_of_pictures_is_not_begun() -> None:
    """So many pages would take an hour."""
    page = Image.new("1", (1, 1))
    with pytest.raises(UnreadableFile, match="页数过多（301 页）"):
        read(saved(page, "TIFF", save_all=True, append_images=[page] * 300))


@pytest.mark.parametrize("size", [(1, 1), (1, 300)])
def test_a_picture_without_text_has_none(size: tuple[int, int]) -> None:
    """A picture of nothing, of whatever form, is empty and no failure."""
    assert read(saved(Image.new("RGB", size, "white"), "PNG")).lines == ()


@pytest.mark.property
@given(at=st.integers(0, 2_000), byte=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_a_damaged_picture_is_read_or_said(at: int, byte: bytes, *, cut: bool) -> None:
    """Whatever befell a file, there is a reading or a reason."""
    whole = saved(Image.radial_gradient("L").resize((48, 48)), "PNG")
    at %= len(whole)
    damaged = whole[:at] + byte + (b"" if cut else whole[at + len(byte) :])
    with suppress(UnreadableFile):
        assert isinstance(read(damaged), Document)

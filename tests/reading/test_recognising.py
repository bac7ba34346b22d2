"""Pages that are pictures are read, and what was read off pictures says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.errors import NeedsProgram, UnreadableFile
from searchapp.text import fold
from tests.reading.pdf_files import HEIGHT, TOP, WIDTH, Paper, pdf_of, read, typeset
from tests.reading.pictures import SIDE, WRITTEN, picture_of, scanned, share_right, small
from tests.reading.test_pdf import OPENING, SCREENING, TITLE

NOTE = "文字由图像识别而来，可能有个别错字"


def scan(*, turn: int = 0) -> Paper:
    """A page of a PDF that is the picture of a small page."""
    return scanned(picture_of(small(), dots=204, turn=turn), Paper(width=SIDE, height=SIDE))


def test_a_scanned_report_is_read(capfd: pytest.CaptureFixture[str]) -> None:
    """
    Paragraphs of a scan are joined as printed. Of the characters of this clean page at 150 dots
    an inch two in a hundred may be wrong: 栋 is read for 栎, and a mark here and there. What the
    library would log is no news to whoever takes a folder in.
    """
    paper = Paper()
    paper.centre(TITLE, TOP)
    down = paper.paragraph(OPENING, TOP + 50)
    paper.paragraph("特此报告。", down)
    paper.write("— 1 —", WIDTH / 2 - 20, HEIGHT - 60, 12)
    found = read(pdf_of(scanned(picture_of(paper))))
    assert found.recognised
    assert found.warnings == (NOTE,)
    assert len(found.lines) == 3
    expected = fold(f"{TITLE}{OPENING}特此报告。").text
    assert share_right(expected, fold("".join(found.lines)).text) >= 0.97
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned(turn: int) -> None:
    """A scan is read whichever way it went through the scanner."""
    found = read(pdf_of(scan(turn=turn)))
    assert found.lines[0] == WRITTEN[0]
    assert share_right("".join(WRITTEN), "".join(found.lines)) >= 0.95


def test_scanned_pages_between_others_are_named() -> None:
    """
    A PDF in which one page was scanned is whole, and says which page may have slips. A few
    characters that a scanner lays over its page are not all the text of it.
    """
    page = scan()
    page.write("扫描全能王", 20, SIDE - 10, 8)
    found = read(pdf_of(*typeset([OPENING]), page, *typeset([SCREENING])))
    assert found.warnings == (f"第 2 页{NOTE}",)
    assert found.recognised
    assert (found.lines[0], found.lines[-1]) == (OPENING, SCREENING)
    assert WRITTEN[0] in found.lines


def test_text_that_a_scanner_laid_behind_its_picture_is_marked() -> None:
    """Where the scanner has recognised the page itself, its text is taken, and says so."""
    paper = scan()
    paper.drawn.append("3 Tr")
    for at in range(3):
        paper.write("全年调解矛盾纠纷成功一百九十八件，", 10, 60 + 20 * at, 14)
    paper.write("没有发生行政诉讼。", 10, 120, 14)
    found = read(pdf_of(paper))
    assert found.lines == ("全年调解矛盾纠纷成功一百九十八件，" * 3 + "没有发生行政诉讼。",)
    assert found.recognised
    assert found.warnings == (NOTE,)


def test_without_the_extra_a_scan_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no recognition is told what the file is, and how to get it."""
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    with pytest.raises(NeedsProgram, match=r'扫描件.*pip install "searchapp\[ocr\]"'):
        read(pdf_of(scan()))
    found = read(pdf_of(*typeset([OPENING]), scan()))
    assert found.lines == (OPENING,)
    assert not found.recognised
    [note] = found.warnings
    assert note.startswith("第 2 页是图片或乱码，没有读出文字；安装图像识别")


def test_too_many_scanned_pages_are_not_begun() -> None:
    """Recognition takes seconds a page: what would take an hour is refused at once."""
    page = scanned(picture_of(small(), dots=20), Paper(width=SIDE, height=SIDE))
    with pytest.raises(UnreadableFile, match="扫描的页数过多（301 页）"):
        read(pdf_of(*[page] * 301))


def test_nothing_is_loaded_or_said_for_a_pdf_with_text(tmp_path: Path) -> None:
    """Recognition costs a second and much memory, and only a picture pays for it."""
    file = tmp_path / "报告.pdf"
    file.write_bytes(pdf_of(*typeset([OPENING])))
    program = (
        "import sys; from pathlib import Path; from searchapp.reading.pdf import read_pdf; "
        f"path = Path({str(file)!r}); read_pdf(path, path.read_bytes()); "
        "assert not {'rapidocr_onnxruntime', 'onnxruntime', 'cv2', 'PIL.Image'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")

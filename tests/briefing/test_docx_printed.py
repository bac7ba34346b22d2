"""The Word document as LibreOffice prints it: what one reads on paper."""

import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from searchapp.briefing.docx import docx
from searchapp.briefing.paper import Heading, Paper, Quoted, Words
from searchapp.briefing.saying import Where, held_line, source_of
from searchapp.reading.libreoffice import SECONDS, office_program, own_folder, run_in
from tests.briefing.papers import ADDRESS, MOMENT, sample_paper

pytestmark = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not here")
#: Lines of the block of text end above this, in points from the foot of the page.
FOOT = 35 / 25.4 * 72


def _printed(*papers: tuple[Paper, Where]) -> list[pypdfium2.PdfDocument]:
    """Papers as PDF, by one run of LibreOffice."""
    program = office_program()
    assert program
    with own_folder() as folder:
        names = [f"paper{at}" for at in range(len(papers))]
        for name, (paper, where) in zip(names, papers, strict=True):
            (folder / f"{name}.docx").write_bytes(docx(paper, where))
        _convert(program, folder, [folder / f"{name}.docx" for name in names])
        files = [(folder / f"{name}.pdf").read_bytes() for name in names]
    return [pypdfium2.PdfDocument(io.BytesIO(file)) for file in files]


def _convert(program: Path, folder: Path, files: Sequence[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to_pdf = ("--headless", "--convert-to", "pdf", "--outdir", str(folder))
    run_in(folder, [str(program), profile, *to_pdf, *map(str, files)], seconds=SECONDS)


@pytest.fixture(scope="module")
def printed() -> Sequence[pypdfium2.PdfDocument]:
    """The sample with footnotes, with endnotes, and pages full of words."""
    full = Paper("满页", (Words("化解纠纷" * 7 * 60),), ADDRESS, MOMENT)
    return _printed(
        (sample_paper(), Where.FOOTNOTES), (sample_paper(), Where.ENDNOTES), (full, Where.BRACKETS)
    )


def _text(page: pypdfium2.PdfPage) -> str:
    """The text of a page without blanks, in the forms in which it was written."""
    text = unicodedata.normalize("NFC", page.get_textpage().get_text_range())
    return re.sub(r"[\s\ufffe]", "", text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("at", [0, 1], ids=["footnotes", "endnotes"])
def test_everything_stands_on_paper(printed: Sequence[pypdfium2.PdfDocument], at: int) -> None:
    """Title, headings, words, quotes with their numbers, sources, the day of the check."""
    paper = sample_paper()
    above, below = zip(*(_divided(_text(page), paper) for page in printed[at]), strict=True)
    text, notes = "".join(above), "".join(below)
    for part in paper.parts:
        if isinstance(part, (Heading, Words)):
            assert _squeezed(part.text) in text
    for each in paper.quotes:
        source = source_of(paper, each)
        assert f"{_squeezed(each.excerpt.quote)}{each.number}" in text
        assert f"{each.number}{_squeezed(source.told)}{source.link}" in notes
    assert _squeezed(held_line(paper)) in text


def _divided(page: str, paper: Paper) -> tuple[str, str]:
    """What stands above the notes of a page, and the notes, without the page's number."""
    page = re.sub("—[0-9]+—$", "", page)
    starts = (page.find(f"{each.number}{_begins(paper, each)}") for each in paper.sources)
    first = min((start for start in starts if start >= 0), default=len(page))
    return page[:first], page[first:]


def _begins(paper: Paper, quoted: Quoted) -> str:
    return _squeezed(source_of(paper, quoted).citation)[:12]


def test_footnotes_stand_at_the_foot_of_the_page_of_their_quote(
    printed: Sequence[pypdfium2.PdfDocument],
) -> None:
    """Below all that is said on the page, in the block of text."""
    paper, seen = sample_paper(), set[int]()
    for page in printed[0]:
        found = page.get_textpage()
        text = found.get_text_range()
        for each in paper.sources:
            ending = r"\s*".join(
                map(re.escape, f"{_squeezed(each.excerpt.quote)[-3:]}{each.number}")
            )
            mark = re.search(ending, text)
            if mark is None:
                continue
            seen.add(each.number)
            note = text.rindex(f"/x/{each.excerpt.code}")
            assert found.get_charbox(note)[1] < found.get_charbox(mark.start())[1]
    assert len(seen) == len(paper.sources)


def test_a_full_page_has_22_lines_of_28_characters(
    printed: Sequence[pypdfium2.PdfDocument],
) -> None:
    """As the standard has it; the first line of a paragraph is two shorter."""
    found = printed[2][1].get_textpage()
    lines = [line for line in found.get_text_range().splitlines() if "化" in line]
    assert len(lines) == 22
    assert {len(line.strip()) for line in lines} == {28}


def test_the_page_number_stands_outside_the_block_at_the_outer_edge(
    printed: Sequence[pypdfium2.PdfDocument],
) -> None:
    """7 mm below it; right on odd pages, left on even ones."""
    for number, page in enumerate(printed[2], 1):
        found = page.get_textpage()
        text = found.get_text_range()
        at = text.rindex(f"— {number} —") + 2
        left, bottom, right, top = found.get_charbox(at)
        assert top < FOOT
        assert abs((bottom + top) / 2 - (FOOT - 7 / 25.4 * 72)) < 6
        assert (left + right) / 2 > 420 if number % 2 else (left + right) / 2 < 180


def test_the_pages_are_a4(printed: Sequence[pypdfium2.PdfDocument]) -> None:
    """Also as the printer sees it."""
    for document in printed:
        assert all(
            (round(page.get_width()), round(page.get_height())) == (595, 842) for page in document
        )

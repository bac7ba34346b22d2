"""A page saved in one file is read like the page."""

from pathlib import Path

import pytest

from searchapp.errors import UnreadableFile
from searchapp.reading.html import read_html
from searchapp.reading.mhtml import read_mhtml
from tests.reading.broken_pages import ADDRESS, enveloped
from tests.reading.sites import ISSUED, broken_lines, page, paragraphs, trs

PATH = Path("页面.mht")


def test_the_article_of_a_page_in_an_envelope_is_that_of_the_page() -> None:
    """Lines, facts and warnings; only the format is another."""
    single, alone = read_mhtml(PATH, enveloped(trs(ISSUED))), trs(ISSUED).encode()
    page_alone = read_html(PATH, alone)
    assert (single.lines, single.said) == (page_alone.lines, page_alone.said)
    assert single.format == "mhtml"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_envelope_names_the_encoding(charset: str) -> None:
    """Quoted or in base64, in the encoding of its part."""
    assert read_mhtml(PATH, enveloped(broken_lines(ISSUED), charset)).lines == ISSUED.lines


def test_the_envelopes_address_dates_a_page() -> None:
    """Which a saved page has nowhere else."""
    markup = page(f"<div id=zoom>{paragraphs(ISSUED.lines)}</div>")
    assert "/art/2025/1/22/" in ADDRESS
    assert read_mhtml(PATH, enveloped(markup)).said.published_on == "2025-01-22"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "没有网页正文"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\n" + "法治".encode(), "没有网页正文"),
        (b"Content-Type: multipart/related; boundary=x\n\n--x\n" * 30, "部分过多"),
        (b"Content-Type: text/html\n\n" * 6000, "部分过多"),
    ],
)
def test_an_envelope_without_a_page_is_refused(content: bytes, why: str) -> None:
    """Empty, of mere text, or made to exhaust."""
    with pytest.raises(UnreadableFile, match=why):
        read_mhtml(PATH, content)

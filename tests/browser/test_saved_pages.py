"""Pages as a real browser saves them are read as the sites printed them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from searchapp.reading import Document
from searchapp.reading.html import read_html
from searchapp.reading.mhtml import read_mhtml
from tests.reading.sites import FAMILIES, ISSUED, Family

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window of the browser, for all pages one after the other."""
    page = browser.new_page()
    yield page
    page.close()


def saved(window: Page, folder: Path, family: Family) -> tuple[Document, Document]:
    """The family's page as the browser saves it: in one file, and as the page alone."""
    path = folder / "页面.html"
    path.write_text(family(ISSUED), "utf-8")
    window.goto(path.as_uri())
    session = window.context.new_cdp_session(window)
    envelope = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    single = read_mhtml(folder / "页面.mht", str(envelope).encode())
    return single, read_html(path, window.content().encode())


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_a_saved_page_has_the_text_of_the_report(
    family: Family, window: Page, tmp_path: Path
) -> None:
    """The browser repairs the markup and runs the scripts; the lines stay those of the report."""
    single, alone = saved(window, tmp_path, family)
    assert single.lines == alone.lines == ISSUED.lines
    assert single.said.doc_number == alone.said.doc_number == ISSUED.doc_number

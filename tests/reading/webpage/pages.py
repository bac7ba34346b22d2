"""Pieces of pages for the tests, and the elements in them."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from searchapp.reading import Document
from searchapp.reading.html import read_html
from searchapp.reading.webpage.layout import Line, lines_of


def element(markup: str) -> Tag:
    """The body of a page with this markup."""
    body = BeautifulSoup(f"<body>{markup}</body>\n", "lxml").body
    assert body is not None
    return body


def lines(markup: str) -> list[Line]:
    """The lines of this markup."""
    return lines_of(element(markup))


def texts(markup: str) -> list[str]:
    """The lines of this markup as strings."""
    return [line.text for line in lines(markup)]


def read(text: str, encoding: str = "utf-8") -> Document:
    """What is read of a whole page in that encoding."""
    return read_html(Path("页面.html"), text.encode(encoding))

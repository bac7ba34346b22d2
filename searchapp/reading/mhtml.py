"""Web pages saved with all that belongs to them in one file (.mht): an envelope of mail."""

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from pathlib import Path
from typing import Final

from searchapp.errors import UnreadableFile
from searchapp.reading.document import Document
from searchapp.reading.html import read_page
from searchapp.reading.webpage.markup import open_page

#: A page has a few dozen pictures and styles; an envelope in so many pieces was made to exhaust.
_PARTS: Final = 5_000
#: Nor does an envelope hold envelopes within envelopes.
_ENVELOPES: Final = 20
_PAGES: Final = ("text/html", "application/xhtml+xml")


def read_mhtml(path: Path, content: bytes) -> Document:
    """The article of the page in an envelope. Raises UnreadableFile."""
    lowered = content.lower()
    if lowered.count(b"content-type:") > _PARTS or lowered.count(b"boundary=") > _ENVELOPES:
        raise UnreadableFile(path, "单一文件网页结构异常：部分过多")
    envelope = BytesParser(policy=compat32).parsebytes(content)
    page = next(_pages(envelope), None)
    if page is None:
        raise UnreadableFile(path, "单一文件网页里没有网页正文，可能未保存完整")
    address = str(page.get("Content-Location") or envelope.get("Snapshot-Content-Location") or "")
    markup = page.get_payload(decode=True)
    opened = open_page(path, markup if isinstance(markup, bytes) else b"", _charset(page), address)
    return read_page(path, opened, "mhtml")


def _pages(envelope: Message) -> Iterator[Message]:
    """The pages in an envelope that say anything; the first is the one that was saved."""
    for part in envelope.walk():
        if part.get_content_type() in _PAGES and part.get_payload(decode=True):
            yield part


def _charset(page: Message) -> str:
    charset = page.get_param("charset")
    return charset if isinstance(charset, str) else ""

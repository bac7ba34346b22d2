"""Pages as accidents and attackers leave them: a site's page, changed at random places."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from random import Random
from typing import Final

from searchapp.errors import UnreadableFile
from searchapp.reading.html import read_html
from searchapp.reading.mhtml import read_mhtml
from tests.reading.sites import FAMILIES, ISSUED

_JUNK: Final = (
    *(
        b"<",
        b">",
        b"</",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE",
        b"&",
        b"&#",
        b"\x00",
    ),
    *(b"&#xD800;", b"&#1114112;", b"<div>", b"</div>", b"<table>", b"<tr>", b"<td>", b"</table>"),
    *(
        b"<p>",
        b"<ol start=",
        b"<li value=",
        b"<td colspan=99 rowspan=99>",
        b"<a href=",
        b"'",
        b'"',
    ),
    *(b"<script>", b"<style>", b"<textarea>", b"<title>", b"<select>", b"<frameset>", b"<svg>"),
    *(b"<div style='display:none'>", b"<div id=zoom>", b"<div class=content>", b"hidden", b"\xff"),
    *(
        b"charset=utf-16",
        b"charset=idna",
        b"charset=",
        b"boundary=",
        b"Content-Type:",
        b"\r\n\r\n",
    ),
    *("索引号：".encode(), "文号".encode(), "政".encode("gb18030")[:1], "政".encode("utf-16-le")),
)
_ENCODINGS: Final = ("utf-8", "utf-8", "gb18030", "utf-16", "utf-16-le", "big5")


def enveloped(markup: str, charset: str = "utf-8") -> bytes:
    """The page in an envelope, as browsers save it in one file, with its address."""
    envelope = MIMEMultipart("related", type="text/html")
    envelope["Snapshot-Content-Location"] = ADDRESS
    page = MIMEText(markup, "html", charset)
    page["Content-Location"] = ADDRESS
    style = MIMEText("p { margin: 0 }", "css", "utf-8")
    envelope.attach(page)
    envelope.attach(style)
    return envelope.as_bytes()


ADDRESS: Final = "http://www.qinghe.gov.cn/art/2025/1/22/art_1_2.html"


def broken(rng: Random, content: bytes) -> bytes:
    """The content with a few pieces lost, doubled, moved, changed or put in."""
    left = bytearray(content)
    for _ in range(rng.randint(1, 12)):
        at, size = rng.randrange(len(left) + 1), rng.choice((1, 3, 20, 200, 2000))
        match rng.randrange(5):
            case 0:
                del left[at : at + size]
            case 1:
                left[at:at] = left[at : at + size]
            case 2:
                left.extend(left[at : at + size])
                del left[at : at + size]
            case 3:
                left[at : at + 1] = bytes((rng.randrange(256),))
            case _:
                left[at:at] = rng.choice(_JUNK) * rng.choice((1, 1, 1, 30))
    return bytes(left)


def read_broken(rng: Random) -> None:
    """A broken page gives lines or UnreadableFile; any other error shows a fault.

    For as many random pages as one likes: each ``Random`` is another.
    """
    markup = rng.choice(list(FAMILIES.values()))(ISSUED)
    single = rng.random() < 0.3
    whole = enveloped(markup) if single else markup.encode(rng.choice(_ENCODINGS), "replace")
    read, name = (read_mhtml, "页面.mht") if single else (read_html, "页面.html")
    try:
        document = read(Path(name), broken(rng, whole))
    except UnreadableFile:
        return
    assert all(line.strip() and "\n" not in line for line in document.lines)

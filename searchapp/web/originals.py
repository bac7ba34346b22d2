"""The files of a report as they came: to download, and of some a look in the browser.

A file is given out only as it was when it was taken in, and only from below ``corpus/``. What a
page holds is shown without its scripts and without anything from another host.
"""

import hashlib
import re
from io import BytesIO
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, send_file

from searchapp.errors import OriginalGone, OriginalsWithheld, why_not
from searchapp.library import Ledger
from searchapp.reports import FiledReport, Source
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.opening import opened
from searchapp.web.ways import Ways

original_pages = Blueprint("originals", __name__)

_BYTES: Final = "application/octet-stream"
#: Format, as it was read -> what a browser is told that a file is.
_TYPES: Final = {
    "txt": "text/plain",
    "md": "text/plain",
    "html": "text/html",
    "mhtml": "multipart/related",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    **{kind: f"image/{kind}" for kind in ("jpeg", "png", "gif", "webp", "bmp", "tiff")},
}
#: Format -> how a browser shows it.
_LOOKS: Final = {
    "html": "page",
    "pdf": "pdf",
    **dict.fromkeys(("jpeg", "png", "gif", "webp", "bmp"), "image"),
}
#: What a browser may do with a file that it shows: with a page nothing but lay it out.
_POLICIES: Final = {
    "page": (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox"
    ),
    "pdf": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; "
    "frame-ancestors 'self'",
    "image": "default-src 'none'; frame-ancestors 'none'; sandbox",
}
#: Elements by which a page may reach another host without asking any policy, or go elsewhere.
_REACHING: Final = re.compile(r"</?(?:link|meta|base)\b[^>]*>?", re.I)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)


@original_pages.before_request
def withhold() -> None:
    """Refuse where the operator keeps the files from readers."""
    if not current.settings().originals:
        raise OriginalsWithheld


@original_pages.get("/reports/<report_id>/original/<int:number>")
def download(report_id: str, number: int) -> Response:
    """The n-th file of a report, byte for byte, under its own name."""
    source = _source(opened(report_id), number)
    answer = send_file(
        BytesIO(_content(report_id, source)),
        mimetype=_TYPES.get(source.format, _BYTES),
        as_attachment=True,
        download_name=_name(source),
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@original_pages.get("/reports/<report_id>/original/<int:number>/look")
def look(report_id: str, number: int) -> str:
    """A page on which the file is shown; 404 for what a browser cannot show."""
    filed = opened(report_id)
    source = _source(filed, number)
    _content(report_id, source)
    address = Address.from_args(request.args)
    return render_template(
        "report/original.html",
        address=address,
        ways=Ways(address, {}),
        filed=filed,
        number=number,
        name=_name(source),
        kind=kind_of_look(source) or abort(404),
    )


@original_pages.get("/reports/<report_id>/original/<int:number>/shown")
def shown(report_id: str, number: int) -> Response:
    """The file itself, for the frame of that page, so that it can do no harm."""
    source = _source(opened(report_id), number)
    kind = kind_of_look(source) or abort(404)
    content = _content(report_id, source)
    made_safe = _REACHING.sub(" ", _decoded(content)).encode() if kind == "page" else content
    answer = send_file(
        BytesIO(made_safe), mimetype=_TYPES[source.format], download_name=_name(source)
    )
    answer.headers["Content-Security-Policy"] = _POLICIES[kind]
    answer.headers["X-DNS-Prefetch-Control"] = "off"
    return answer


def kind_of_look(source: Source) -> str | None:
    """How a browser shows a file: ``page``, ``pdf`` or ``image``; None where it does not."""
    return _LOOKS.get(source.format)


def _source(filed: FiledReport, number: int) -> Source:
    """The n-th of a report's files, from 1; 404 where there are not so many."""
    return filed.sources[number - 1] if 1 <= number <= len(filed.sources) else abort(404)


def _name(source: Source) -> str:
    return source.path.rsplit("/", 1)[-1]


def _content(report_id: str, source: Source) -> bytes:
    """What the file holds, if that is what was taken in.

    It is read once, so that what is given out is what was looked at. Raises OriginalGone.
    """
    corpus = current.settings().corpus.resolve()
    try:
        path = (corpus / source.path).resolve(strict=True)
        if not path.is_relative_to(corpus) or not path.is_file():
            raise OriginalGone(source.path, "不在报告文件夹里")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        why = why_not(error) if isinstance(error, OSError) else "文件名无效"
        raise OriginalGone(source.path, f"打不开：{why}") from error
    with Ledger.open(current.settings()) as ledger:
        known = ledger.files.file(source.path)
    if known is None or known.report_id != report_id:
        raise OriginalGone(source.path, "已不是这篇报告的文件")
    if hashlib.sha256(content).hexdigest() != known.sha256:
        raise OriginalGone(source.path, "收入以后改动过，与这篇报告不再相符")
    return content


def _decoded(content: bytes) -> str:
    """The text of a page: as its first bytes say, unless it is UTF-8; � for what is broken."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = _CHARSET.search(content[:4096])
    try:
        return content.decode(said[1].decode("ascii") if said else "gb18030", "replace")
    except LookupError:
        return content.decode("gb18030", "replace")

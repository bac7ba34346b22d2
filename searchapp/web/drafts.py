"""Where a draft is checked: every quotation and every sentence with a figure, against the reports.

Nothing of a draft is kept: what is sent is read, answered and forgotten.
"""

from pathlib import PurePath
from threading import BoundedSemaphore
from typing import Final, cast

from flask import Blueprint, current_app, make_response, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from searchapp.briefing.checked import Verdict
from searchapp.briefing.drafts import MOST_CLAIMS, check_draft
from searchapp.errors import why_not
from searchapp.library import Refused
from searchapp.library.reading_once import text_of
from searchapp.web import current
from searchapp.web.address import Address

draft_pages = Blueprint("drafts", __name__)

#: In bytes, of what is sent; and of it what is no file.
_MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_FIELDS_BYTES: Final = 1024 * 1024
#: In characters: a draft of some hundred pages.
_LONGEST: Final = 100_000
_LONGEST_IN_ADDRESS: Final = 1_000
#: What a draft may come in.
READABLE: Final = ("docx", "doc", "wps", "txt", "pdf")
#: So many files are read at once; each takes a process with its memory.
_AT_ONCE: Final = 2
#: So many seconds one waits for a place.
_PATIENCE: Final = 5

_TOO_LARGE: Final = (
    f"送来的内容太大，没有查。文件最大 {_MOST_BYTES // 1024 // 1024} MB，"
    f"文字最多 {_LONGEST:,} 字；请分成几份"
)
_TOO_LONG: Final = f"文字超过 {_LONGEST:,} 字，没有查。请分成几份，一份一份查"
_NOTHING: Final = "没有收到文字。请贴上文字，或选一个文件，再点“核对”"
_UNREADABLE: Final = f"只读 {'、'.join(READABLE)} 文件。别的格式请把文字复制出来贴到下面"
_BUSY: Final = "正在读别人送来的文件，请稍后再试，或把文字复制出来贴到下面"


class NotChecked(Exception):
    """Why a draft cannot be checked, in Chinese."""

    def __init__(self, said: str, status: int = 400) -> None:
        super().__init__(said)
        self.said, self.status = said, status


@draft_pages.record
def equip_drafts(state: BlueprintSetupState) -> None:
    """Give the application its places for those whose files are read."""
    state.app.extensions["draft_readers"] = BoundedSemaphore(_AT_ONCE)


@draft_pages.get("/drafts")
def page() -> Response:
    """Where a draft is pasted or put in; a few sentences may stand in the address itself."""
    text = request.args.get("text", "")[:_LONGEST_IN_ADDRESS]
    return _checked(text, "") if text.strip() else make_response(_page())


@draft_pages.post("/drafts")
def check() -> Response:
    """What became of each claim of the draft that was sent."""
    try:
        text, name = _sent()
    except NotChecked as error:
        return make_response(_page(said=error.said), error.status)
    return _checked(text, name)


def _checked(text: str, name: str) -> Response:
    """What became of the claims of a text."""
    checked = check_draft(current.engine(), text)
    shown = render_template(
        "drafts/checked.html",
        address=Address(),
        text=text,
        name=name,
        checked=checked,
        Verdict=Verdict,
        most=MOST_CLAIMS,
    )
    return make_response(shown)


def _page(said: str = "") -> str:
    return render_template(
        "drafts/page.html", address=Address(), said=said, readable=READABLE, longest_draft=_LONGEST
    )


def _sent() -> tuple[str, str]:
    """The text that was sent, and the name of its file, "" for what was pasted.

    Raises NotChecked.
    """
    request.max_content_length = _MOST_BYTES
    request.max_form_memory_size = _MOST_FIELDS_BYTES
    request.max_form_parts = 8
    try:
        pasted, file = request.form.get("text", ""), request.files.get("file")
    except RequestEntityTooLarge as error:
        raise NotChecked(_TOO_LARGE, 413) from error
    name = PurePath(file.filename or "").name if file else ""
    text = _text_of(file, name) if file and name else pasted
    if not text.strip():
        raise NotChecked(_NOTHING)
    if len(text) > _LONGEST:
        raise NotChecked(_TOO_LONG, 413)
    return text, name


def _text_of(file: FileStorage, name: str) -> str:
    """The text of a file that was sent. Raises NotChecked."""
    if PurePath(name).suffix.lower().lstrip(".") not in READABLE:
        raise NotChecked(_UNREADABLE, 415)
    readers = cast(BoundedSemaphore, current_app.extensions["draft_readers"])
    if not readers.acquire(timeout=_PATIENCE):
        raise NotChecked(_BUSY, 503)
    try:
        found = text_of(name, file.save, current.settings())
    except OSError as error:
        raise NotChecked(f"文件读不了：{why_not(error)}", 507) from error
    finally:
        readers.release()
    if isinstance(found, Refused):
        raise NotChecked(f"文件读不了：{found.reason}", 422)
    return found

"""Which briefing a browser is filling: excerpts go into it wherever they are taken.

The browser keeps its number in a cookie; the server remembers nothing of who fills what.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar

from flask import Blueprint, abort, after_this_request, g, redirect, request, url_for
from werkzeug import Response

from searchapp.briefing.citations import READ_OFF
from searchapp.errors import SearchAppError
from searchapp.library import Ledger
from searchapp.library.briefings import Briefing
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Held
from searchapp.library.held import held
from searchapp.web import current
from searchapp.web.cookies import set_cookie

filling_pages = Blueprint("filling", __name__)

_Response = TypeVar("_Response", bound=Response)

_COOKIE: Final = "filling"
#: What was taken last, for the next page to tell of where there is no script.
_TOLD: Final = "taken"
#: So many of the quotes that came last are shown beside the results of a search.
_SHOWN: Final = 3
_TAKEN: Final = re.compile(r"([0-9]{1,10})\.([0-9a-f]{0,16})\.([0-9]{1,4})\.([0-9]{1,4})\.([ov]*)")
#: What stands after # in an address that one is led back to.
_ANCHOR: Final = re.compile(r"[\w-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what somebody took into a briefing.

    ``name`` begins the ids of the blocks that were added, "" where none were; so many of the
    quotes were there already. ``is_older``: some are of a version that is no longer the newest.
    """

    briefing: int
    name: str
    added: int
    known: int
    is_older: bool = False
    is_recognised: bool = False

    @classmethod
    def read(cls, cookie: str) -> "Taken | None":
        """What ``written`` wrote; None for anything else."""
        found = _TAKEN.fullmatch(cookie)
        if found is None:
            return None
        briefing, name, added, known, signs = found.groups()
        return cls(int(briefing), name, int(added), int(known), "o" in signs, "v" in signs)

    def written(self) -> str:
        """The same in a word, for a cookie."""
        signs = ("o" if self.is_older else "") + ("v" if self.is_recognised else "")
        return f"{self.briefing}.{self.name}.{self.added}.{self.known}.{signs}"

    def told(self, briefing: Briefing) -> str:
        """What happened, in Chinese."""
        return "。".join(self._parts(briefing)) + "。"

    def _parts(self, briefing: Briefing) -> Sequence[str]:
        name = briefing.content.name
        if not self.added:
            parts = [f"“{name}”里已经有{'这一条' if self.known == 1 else '这些'}，没有重复加入"]
        else:
            parts = [f"已加入 {self.added} 条到“{name}”，现有 {quotes_in(briefing)} 条"]
            parts += [f"另有 {self.known} 条已经在里面，没有重复"] if self.known else []
        parts += ["这份材料已收起，不在列表里"] if briefing.archived_at else []
        return [*parts, *remarks(is_older=self.is_older, is_recognised=self.is_recognised)]


def remarks(*, is_older: bool, is_recognised: bool) -> Sequence[str]:
    """What is to be known of words that were taken, in Chinese."""
    older = ["文字取自打开的那一版，这篇报告后来改过版"] if is_older else []
    return older + ([READ_OFF] if is_recognised else [])


@dataclass(frozen=True, slots=True)
class Panel:
    """The briefing that one fills as it stands beside a search: the quotes that came last."""

    briefing: Briefing
    last: Sequence[tuple[Excerpt, Held]]

    @classmethod
    def of(cls, briefing: Briefing) -> "Panel":
        """The last of its quotes, the newest first, with what became of each."""
        codes = briefing.content.codes[::-1][:_SHOWN]
        with Ledger.open(current.settings()) as ledger:
            known = ledger.excerpts.among(codes)
            fates = held(ledger, current.engine(), known.values())
        return cls(briefing, [(known[code], fates[code]) for code in codes if code in known])


def filled() -> Briefing | None:
    """The briefing that this browser is filling; None where it fills none, or one put aside."""
    if "filled" not in g:
        g.filled = _filled()
    found: Briefing | None = g.filled
    return found


def fill(response: _Response, number: int) -> _Response:
    """Have the browser fill a briefing from now on."""
    return _with(response, str(number))


@filling_pages.app_template_filter("quotes")
def quotes_in(briefing: Briefing) -> int:
    """How many quotes a briefing has."""
    return sum(1 for block in briefing.content.blocks if block.excerpt)


def wants_json() -> bool:
    """Whether a script asks, which shows the answer itself."""
    return request.accept_mimetypes.best == "application/json"


def tell(response: _Response, taken: Taken) -> _Response:
    """Have the next page say what was taken."""
    set_cookie(response, _TOLD, taken.written())
    return response


def back() -> str:
    """The page of ours from which a form was sent, where one was on it; else the start page."""
    page = (request.referrer or "").partition("#")[0]
    anchor = request.form.get("back") or f"p{request.form.get('passage', '')}"
    if not page.startswith(request.host_url):
        return url_for("pages.start")
    return page + (f"#{anchor}" if _ANCHOR.fullmatch(anchor) else "")


@filling_pages.post("/filling")
def choose() -> Response:
    """Fill another briefing from now on; with ``new`` one that the next excerpt will make.

    One that was put aside is in use again. 404 where there is none of that number.
    """
    if request.form.get("briefing") == "new":
        return _with(redirect(back(), 303), "")
    number = request.form.get("briefing", 0, type=int)
    with Ledger.open(current.settings()) as ledger:
        briefing = ledger.briefings.of(number) or abort(404)
        if briefing.archived_at:
            ledger.briefings.bring_back(number)
            ledger.commit()
    return fill(redirect(back(), 303), briefing.id)


@filling_pages.app_template_global("filled")
def filled_if_known() -> Briefing | None:
    """The briefing for a page that is shown also where the library cannot be read: None then."""
    try:
        return filled()
    except SearchAppError:
        g.filled = None
    return None


@filling_pages.app_template_global("filled_beside")
def filled_beside() -> Panel | None:
    """The briefing as it stands beside a search; None where none is filled.

    None too where the library cannot be read: what was found is to be seen all the same.
    """
    with suppress(SearchAppError):
        briefing = filled_if_known()
        return Panel.of(briefing) if briefing else None
    return None


@filling_pages.app_template_global("just_taken")
def just_taken() -> Mapping[str, object] | None:
    """What was taken last, for the page that comes next and no other; None where nothing was."""
    cookie = request.cookies.get(_TOLD, "")
    taken, briefing = Taken.read(cookie), filled_if_known()
    if cookie:
        after_this_request(_forget)
    if taken is None or briefing is None or briefing.id != taken.briefing:
        return None
    return {"taken": taken, "briefing": briefing, "said": taken.told(briefing)}


def _with(response: _Response, number: str) -> _Response:
    g.pop("filled", None)
    set_cookie(response, _COOKIE, number)
    return response


def _forget(response: _Response) -> _Response:
    set_cookie(response, _TOLD, "")
    return response


def _filled() -> Briefing | None:
    number = request.cookies.get(_COOKIE, "")
    if not (number.isascii() and number.isdigit() and len(number) <= 10):
        return None
    with Ledger.open(current.settings()) as ledger:
        briefing = ledger.briefings.of(int(number))
    return briefing if briefing and briefing.archived_at is None else None

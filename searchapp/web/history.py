"""The last searches of a browser. It keeps them itself, in a cookie: the server knows of none."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, TypeVar

from flask import Blueprint, after_this_request, jsonify, redirect, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from searchapp.text import fold
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.cookies import LONGEST, set_cookie
from searchapp.web.naming import choices_in_words

_Response = TypeVar("_Response", bound=Response)

history_pages = Blueprint("history", __name__)

_COOKIE: Final = "searches"
#: What the cookie says where nothing is to be kept.
_OFF: Final = "off"
#: So many searches are kept; so many are offered in the empty box, and of those that go on from
#: what is typed.
MOST: Final = 20
_OFFERED: Final = 8
_BEGUN: Final = 2


@dataclass(frozen=True, slots=True)
class History:
    """The searches of a browser, the last first: of those with the same words the last alone."""

    searches: tuple[Address, ...] = ()
    is_kept: bool = True

    @classmethod
    def read(cls, cookie: str) -> "History":
        """What a cookie says; whatever in it makes no sense is left out."""
        if cookie == _OFF:
            return cls(is_kept=False)
        found: dict[str, Address] = {}
        for address in _addresses(cookie):
            found.setdefault(address.typed, address)
        found.pop("", None)
        return cls(tuple(found.values())[:MOST])

    def written(self) -> str:
        """The cookie; the oldest searches are left out where they would make it too long."""
        if not self.is_kept:
            return _OFF
        searches = list(self.searches)
        while len(written := _packed(searches)) > LONGEST:
            searches.pop()
        return written

    def begun_with(self, address: Address) -> "History":
        """The history with a search as its last, if there is anything to keep of it.

        A page that was pasted as a search is not kept: it would leave room for little else.
        """
        last = address.remembered
        if not self.is_kept or not last.typed or len(_packed([last])) > LONGEST // 2:
            return self
        return replace(self, searches=(last, *self.without(last.typed).searches)[:MOST])

    def without(self, typed: str) -> "History":
        """The history without the search for these words."""
        kept = tuple(each for each in self.searches if each.typed != typed)
        return replace(self, searches=kept)


def of_this_browser() -> History:
    """The history that came with the request."""
    return History.read(request.cookies.get(_COOKIE, ""))


def remember(address: Address) -> None:
    """Have the browser keep the search that is being answered."""
    before = of_this_browser()
    after = before.begun_with(address)
    if after != before:
        after_this_request(lambda response: _with(response, after))


@history_pages.get("/history.json")
def offered() -> Response:
    """``{searches: [{typed, chosen, url}]}``, what the empty box offers, the last first."""
    answer = jsonify(searches=_told(of_this_browser().searches[:_OFFERED]))
    answer.cache_control.no_store = True
    return answer


def begun_so(typed: str) -> list[dict[str, str]]:
    """The same for those of the last searches that go on from what is typed."""
    beginning = fold(typed).text
    going_on = (
        each
        for each in of_this_browser().searches
        if each.typed != typed and beginning and fold(each.typed).text.startswith(beginning)
    )
    return _told(tuple(islice(going_on, _BEGUN)))


def _told(searches: Sequence[Address]) -> list[dict[str, str]]:
    values = current.engine().values() if searches else {}
    return [
        {
            "typed": each.typed,
            "chosen": " · ".join(choices_in_words(each, values)),
            "url": each.url,
        }
        for each in searches
    ]


@history_pages.post("/history/erase")
def erase() -> Response:
    """Forget the search for these words, or every search where none are given."""
    history = of_this_browser()
    typed = request.form.get("q")
    left = replace(history, searches=()) if typed is None else history.without(typed)
    return _with(_back(), left)


@history_pages.post("/history/keep")
def keep() -> Response:
    """Keep searches from now on, or forget all and keep none."""
    return _with(_back(), History(is_kept=request.form.get("on") == "1"))


def _back() -> Response:
    return redirect(url_for("saved.page", _anchor="history"), 303)


def _with(response: _Response, history: History) -> _Response:
    set_cookie(response, _COOKIE, history.written() if history != History() else "")
    return response


def _packed(searches: list[Address]) -> str:
    said = [[("q", each.typed), *each.kept] for each in searches]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("=")


def _addresses(cookie: str) -> Iterator[Address]:
    """The searches in a cookie, as far as they can be read; the last first."""
    for said in _unpacked(cookie):
        try:
            args = MultiDict([(_text(name), _text(value)) for name, value in said])
        except (TypeError, ValueError):
            continue
        yield Address.from_args(args).remembered


def _unpacked(cookie: str) -> list[Any]:
    if len(cookie) > LONGEST:
        return []
    try:
        said = json.loads(urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)))
    except (ValueError, RecursionError):
        return []
    return said if isinstance(said, list) else []


def _text(said: object) -> str:
    """What is text and can be written. Raises ValueError for half a character."""
    text = str(said)
    text.encode()
    return text

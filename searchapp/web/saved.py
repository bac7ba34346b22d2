"""The saved searches of the office, what is new in each, and the last searches of the browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from searchapp.engine import Engine
from searchapp.errors import UnclearChoice
from searchapp.library import (
    LONGEST_NAME,
    Ledger,
    SavedSearch,
    arrived_after,
    known_until,
    named,
)
from searchapp.web import current, history, seen
from searchapp.web.address import Address, View
from searchapp.web.asking import Question
from searchapp.web.moments import read_moment, written_moment
from searchapp.web.naming import choices_in_words, name_of

saved_pages = Blueprint("saved", __name__)

#: So many searches are saved at a time: for each it is looked up what is new, at every visit.
MOST: Final = 50
#: One of whose words nothing can be seen.
_NAMELESS: Final = "未命名"


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved search with how many reports came after a moment in which it finds something."""

    search: SavedSearch
    address: Address
    after: datetime
    new: int

    @property
    def new_url(self) -> str:
        """Where exactly these reports are shown."""
        return url_for("saved.opened", number=self.search.id, arrived=written_moment(self.after))


@saved_pages.get("/saved")
def page() -> str:
    """What is saved, with what is new in each, and what was searched last."""
    with Ledger.open(current.settings()) as ledger:
        searches = ledger.searches.all()
        arrivals = ledger.editions.arrivals()
        told = {name: _named(ledger, name) for name in ("saved", "removed")}
    engine, moments = current.engine(), seen.of_this_browser().moments
    return render_template(
        "saved.html",
        address=Address(),
        listed=[listed(engine, each, moments, arrivals) for each in searches],
        values=engine.values(),
        history=history.of_this_browser(),
        is_full="full" in request.args,
        most=MOST,
        longest_name=LONGEST_NAME,
        in_words=choices_in_words,
        name_of=name_of,
        **told,
    )


@saved_pages.post("/saved")
def save() -> Response:
    """Save a search for everybody; one that is saved already is called as somebody types now."""
    address = Address.from_args(request.form).remembered
    typed, usual = named(request.form.get("name", "")), name_of_search(address)
    with Ledger.open(current.settings()) as ledger:
        if _is_full(ledger.searches.all(), address):
            return redirect(url_for("saved.page", full=1), 303)
        until = known_until(ledger, current.engine())
        search = ledger.searches.add(typed or usual, address.query, until)
        if typed not in ("", usual):
            ledger.searches.rename(search.id, typed)
        ledger.commit()
    return redirect(url_for("saved.page", saved=search.id, _anchor=f"saved-{search.id}"), 303)


@saved_pages.get("/saved/<int:number>")
def opened(number: int) -> Response:
    """The search, or what is new in it; the browser keeps that it was opened."""
    with Ledger.open(current.settings()) as ledger:
        search = _found(ledger, number)
        moment = known_until(ledger, current.engine())
    response = redirect(_chosen(search, request.args.get("arrived", "")).url, 303)
    seen.keep(response, seen.of_this_browser().opened(number, moment))
    return response


@saved_pages.post("/saved/<int:number>/rename")
def rename(number: int) -> Response:
    """Call it otherwise; nothing happens where no name is given."""
    with Ledger.open(current.settings()) as ledger:
        _found(ledger, number)
        if name := named(request.form.get("name", "")):
            ledger.searches.rename(number, name)
            ledger.commit()
    return redirect(url_for("saved.page", _anchor=f"saved-{number}"), 303)


@saved_pages.post("/saved/<int:number>/remove")
def remove(number: int) -> Response:
    """Take it off the list; the page then offers to bring it back."""
    with Ledger.open(current.settings()) as ledger:
        _found(ledger, number)
        ledger.searches.remove(number)
        ledger.commit()
    return redirect(url_for("saved.page", removed=number), 303)


@saved_pages.post("/saved/<int:number>/bring-back")
def bring_back(number: int) -> Response:
    """Put it on the list again."""
    with Ledger.open(current.settings()) as ledger:
        _found(ledger, number)
        ledger.searches.bring_back(number)
        ledger.commit()
    return redirect(url_for("saved.page", _anchor=f"saved-{number}"), 303)


@saved_pages.app_template_global("name_of_search")
def name_of_search(address: Address) -> str:
    """What a search is called unless somebody calls it otherwise."""
    return named(name_of(address.remembered, current.engine().values())) or _NAMELESS


def address_of(search: SavedSearch) -> Address:
    """The search page of a saved search."""
    return Address.from_args(_args(search))


def listed(
    engine: Engine,
    search: SavedSearch,
    moments: Mapping[int, datetime],
    arrivals: Mapping[str, datetime],
) -> Listed:
    """A saved search with what is new to who has seen it at these moments, if ever."""
    address = address_of(search)
    after = moments.get(search.id, search.known_until)
    new = arrived_after(arrivals, after)
    return Listed(search, address, after, _reports(engine, search, new) if new else 0)


def _reports(engine: Engine, search: SavedSearch, among: frozenset[str]) -> int:
    """In how many of these reports a search finds something."""
    asked = Question.of(_args(search), 1).asked
    return len(engine.tally(replace(asked, among=among)))


def _is_full(searches: Sequence[SavedSearch], address: Address) -> bool:
    """Whether there is no room for a search; one that is there needs none."""
    return len(searches) >= MOST and all(each.asked != address.query for each in searches)


def _args(search: SavedSearch) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(search.asked))


def _found(ledger: Ledger, number: int) -> SavedSearch:
    """A saved search, also one that was removed; 404 where there is none."""
    return ledger.searches.of(number) or abort(404)


def _named(ledger: Ledger, argument: str) -> SavedSearch | None:
    """The saved search of which the page is to tell something."""
    number = request.args.get(argument, type=int)
    return None if number is None else ledger.searches.of(number)


def _chosen(search: SavedSearch, arrived: str) -> Address:
    """The search, or the reports in it that came after a moment."""
    address = address_of(search)
    try:
        moment = read_moment(arrived)
    except UnclearChoice:
        return address
    return address.viewed_as(View.REPORTS).arriving_after(moment)

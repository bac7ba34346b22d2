"""The briefings of the office: their list, and what is done with a whole one."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from searchapp.errors import BriefingNotFound
from searchapp.library import LONGEST_NAME, Ledger, named
from searchapp.library.briefings import Content, tags_of
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.filling import fill, filled
from searchapp.web.listing import Shown, Wanted
from searchapp.web.revising import tags_said

briefing_pages = Blueprint("briefings", __name__)

#: What was done with a briefing, as an address says it -> as the page tells it.
_DONE: Final = {
    "archived": "已收起“{}”，什么也没有删。",
    "restored": "已恢复“{}”，又在列表里了。",
    "copied": "已复制，新的一份叫“{}”。",
    "named": "已改好“{}”。",
}


@briefing_pages.get("/briefings")
def page() -> str:
    """The briefings, what was changed last first."""
    with Ledger.open(current.settings()) as ledger:
        shown = Shown.of(ledger, Wanted.from_args(request.args))
        told = ledger.briefings.of(request.args.get("of", 0, type=int))
    done = _DONE.get(request.args.get("done", ""))
    return render_template(
        "briefings.html",
        address=Address(),
        shown=shown,
        wanted=shown.wanted,
        told=told if done else None,
        said=done.format(told.content.name) if told and done else "",
        filled_now=filling.id if (filling := filled()) else 0,
        longest_name=LONGEST_NAME,
    )


@briefing_pages.post("/briefings")
def make() -> Response:
    """A new briefing, which is filled from now on; named by the day where no name is given."""
    who, name = current.settings().who, named(request.form.get("name", ""))
    with Ledger.open(current.settings()) as ledger:
        if name:
            briefing = ledger.briefings.make(Content(name), who)
        else:
            briefing = ledger.briefings.begin(datetime.now().astimezone().date(), who)
        ledger.commit()
    return _opened(briefing.id)


@briefing_pages.post("/briefings/<int:number>/open")
def go_on(number: int) -> Response:
    """Go on writing it: it is filled from now on."""
    with Ledger.open(current.settings()) as ledger:
        _there(ledger, number)
    return _opened(number)


@briefing_pages.post("/briefings/<int:number>/name")
def rename(number: int) -> Response:
    """Call it otherwise, and put other tags on it; without a name it keeps the one it has."""
    name = named(request.form.get("name", ""))
    tags = tags_of(tags_said(request.form.get("tags", "")))
    with Ledger.open(current.settings()) as ledger:
        ledger.briefings.change(
            number,
            lambda content: replace(content, name=name or content.name, tags=tags),
            current.settings().who,
        )
        ledger.commit()
    return _listing(number, "named")


@briefing_pages.post("/briefings/<int:number>/copy")
def copy(number: int) -> Response:
    """A second one that says the same."""
    with Ledger.open(current.settings()) as ledger:
        made = ledger.briefings.copy(number, current.settings().who)
        ledger.commit()
    return _listing(made.id, "copied")


@briefing_pages.post("/briefings/<int:number>/archive")
def archive(number: int) -> Response:
    """Put it aside; the page then offers to undo that."""
    with Ledger.open(current.settings()) as ledger:
        _there(ledger, number)
        ledger.briefings.archive(number)
        ledger.commit()
    return _listing(number, "archived", anchored=False)


@briefing_pages.post("/briefings/<int:number>/restore")
def bring_back(number: int) -> Response:
    """Take it into use again."""
    with Ledger.open(current.settings()) as ledger:
        _there(ledger, number)
        ledger.briefings.bring_back(number)
        ledger.commit()
    return _listing(number, "restored")


def _there(ledger: Ledger, number: int) -> None:
    """Raises BriefingNotFound."""
    if ledger.briefings.of(number) is None:
        raise BriefingNotFound(number)


def _opened(number: int) -> Response:
    return fill(redirect(url_for("editing.page", number=number), 303), number)


def _listing(number: int, done: str, *, anchored: bool = True) -> Response:
    """The list, which says what was done with a briefing and begins at it."""
    anchor = f"briefing-{number}" if anchored else None
    return redirect(url_for("briefings.page", done=done, of=number, _anchor=anchor), 303)

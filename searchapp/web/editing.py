"""The page on which a briefing is written: as a form that works without script, and its parts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug import Response

from searchapp.errors import BriefingNotFound
from searchapp.library import Ledger
from searchapp.library.briefings import Block, BlockKind, Briefing, Content, content_json
from searchapp.library.briefings.values import MOST_BLOCKS
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.library.excerpts.holding import Fate
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.asking import Question
from searchapp.web.filling import filled
from searchapp.web.guarding import is_local
from searchapp.web.offers import PER_PAGE, Offers
from searchapp.web.picks import Pick, quotations
from searchapp.web.quotes import Quote, quotes_of
from searchapp.web.revising import (
    acted,
    content_said,
    keeping,
    new_block,
    number_said,
    quoting,
    shape_of,
)
from searchapp.web.saving import hold_known

editing_pages = Blueprint("editing", __name__)

#: The form of a briefing is not longer, in bytes.
MOST_BYTES: Final = 4 * 1024 * 1024
#: What becomes of quotes, as they are counted; ``js/editing-tallies.js`` counts again.
FATES: Final = {str(fate): fate.label for fate in Fate} | {"kept": "保留原文"}
#: What own words may look like.
SHAPES: Final = {
    "text": "段落",
    "heading-1": "一级标题",
    "heading-2": "二级标题",
    "heading-3": "三级标题",
    "note": "批注（不打印）",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """So many quotes have this fate; ``first`` is the id of the first of them."""

    fate: str
    label: str
    number: int
    first: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A briefing with its quotes: what the sheet shows."""

    briefing: Briefing
    quotes: Mapping[str, Quote]

    @classmethod
    def of(cls, ledger: Ledger, number: int) -> "Desk":
        """A briefing as it is now. Raises BriefingNotFound."""
        briefing = _found(ledger, number)
        return cls(briefing, quotes_of(ledger, current.engine(), briefing.content.codes))

    def quote(self, block: Block) -> Quote | None:
        """What a block quotes; None where nobody knows it."""
        return self.quotes.get(block.excerpt)

    def number(self, block: Block) -> int:
        """The number of a quote's source, by the order in which sources are first quoted."""
        return self.briefing.content.codes.index(block.excerpt) + 1

    def is_kept(self, block: Block) -> bool:
        """Whether somebody let a quote stand though it reads otherwise in the report now."""
        quote = self.quote(block)
        return quote is not None and 0 < quote.held.version <= block.kept

    @property
    def fates(self) -> Sequence[Tally]:
        """How many quotes stand how to their sources; what nobody knows is left out."""
        found: dict[str, list[str]] = {fate: [] for fate in FATES}
        for block in self.briefing.content.blocks:
            if quote := self.quote(block):
                found["kept" if self.is_kept(block) else quote.held.fate].append(block.id)
        return [
            Tally(fate, FATES[fate], len(blocks), blocks[0])
            for fate, blocks in found.items()
            if blocks
        ]


@editing_pages.get("/briefings/<int:number>")
def page(number: int) -> str:
    """The sheet, and beside it what was searched for."""
    with Ledger.open(current.settings()) as ledger:
        desk = Desk.of(ledger, number)
    offers = _offers(desk.briefing) if request.args.get("q", "").strip() else None
    return render_template(
        "briefing/page.html",
        desk=desk,
        briefing=desk.briefing,
        content=desk.briefing.content,
        said=content_json(desk.briefing.content),
        address=offers.question.address if offers else Address(),
        offers=offers,
        is_filled=(filling := filled()) is not None and filling.id == number,
        is_local=is_local(current.settings().address or request.host_url),
        shapes=SHAPES,
        shape_of=shape_of,
        empty=Block("", BlockKind.TEXT),
        unquoted=Block("", BlockKind.QUOTE),
    )


@editing_pages.app_template_filter("day")
def day(at: datetime) -> str:
    """A day as people here write it, by the clock of the machine that serves."""
    local = at.astimezone()
    return f"{local.year}年{local.month}月{local.day}日"


@editing_pages.app_template_filter("lately")
def lately(at: datetime) -> str:
    """The time of a moment of today, the day of an earlier one."""
    is_today = at.astimezone().date() == datetime.now().astimezone().date()
    return f"{at.astimezone():%H:%M}" if is_today else day(at)


@editing_pages.post("/briefings/<int:number>")
def write(number: int) -> Response:
    """Save the whole form, with what its button makes of it, and show it again."""
    request.max_content_length = request.max_form_memory_size = MOST_BYTES
    act, _, name = request.form.get("act", "").partition(":")
    with Ledger.open(current.settings()) as ledger:
        # One that two people made longer than any may be is not refused for that alone.
        most = max(MOST_BLOCKS, len(_found(ledger, number).content.blocks))
        content = _acted(ledger, content_said(request.form, most), act, name)
        hold_known(ledger, number, content)
        revision = number_said(request.form.get("revision", ""))
        ledger.briefings.write(number, revision, content, current.settings().who)
        ledger.commit()
    leads_out = act == "export"
    there = (
        url_for("exporting.page", number=number) if leads_out else _again(number, content, name)
    )
    return redirect(there, 303)


@editing_pages.get("/briefings/<int:number>/beside")
def beside(number: int) -> str:
    """What is found for ``q``, as it stands beside the sheet: for ``js/editing-beside.js``."""
    with Ledger.open(current.settings()) as ledger:
        briefing = _found(ledger, number)
    return render_template("briefing/found.html", briefing=briefing, offers=_offers(briefing))


@editing_pages.get("/briefings/<int:number>/content")
def state(number: int) -> Response:
    """The briefing as it is now, as the saving of it answers; 304 for who has this revision."""
    with Ledger.open(current.settings()) as ledger:
        briefing = _found(ledger, number)
    told = {"revision": briefing.revision, "content": content_json(briefing.content)}
    answer = jsonify(told)
    answer.set_etag(str(briefing.revision))
    answer.headers["Cache-Control"] = "no-store"
    return answer.make_conditional(request)


@editing_pages.get("/briefings/<int:number>/quotes")
def quotes(number: int) -> str:
    """The quotes with these codes as they stand on the sheet of a briefing."""
    with Ledger.open(current.settings()) as ledger:
        _found(ledger, number)
        found = quotes_of(ledger, current.engine(), request.args.getlist("code"))
    return render_template("briefing/quotes.html", quotes=found)


@editing_pages.post("/briefings/<int:number>/quotes")
def quote(number: int) -> Response:
    """Take an excerpt: at a place, or where another one was changed. The briefing stays as it is.

    ``{code, html}``; 400 for a place where nothing stands.
    """
    with Ledger.open(current.settings()) as ledger:
        _found(ledger, number)
        if code := request.form.get("renewed", ""):
            excerpt = _renewed(ledger, code)
        else:
            excerpt = _taken(ledger, request.form.get("at", ""))
        ledger.commit()
        found = quotes_of(ledger, current.engine(), [excerpt.code])
    html = render_template("briefing/quotes.html", quotes=found)
    return jsonify({"code": excerpt.code, "html": html})


def _found(ledger: Ledger, number: int) -> Briefing:
    """A briefing, also one that was put aside. Raises BriefingNotFound."""
    briefing = ledger.briefings.of(number)
    if briefing is None:
        raise BriefingNotFound(number)
    return briefing


def _offers(briefing: Briefing) -> Offers:
    question = Question.of(request.args, PER_PAGE)
    found = current.engine().find(replace(question.asked, grouped=False, explained=False))
    return Offers.of(question, found, briefing.content.codes)


def _acted(ledger: Ledger, content: Content, act: str, name: str) -> Content:
    """The content after an act of the form on what it names."""
    if act == "take":
        block = new_block(BlockKind.QUOTE, excerpt=_taken(ledger, name).code)
        return replace(content, blocks=(*content.blocks, block))
    if act == "renew":
        code = next((each.excerpt for each in content.blocks if each.id == name), "")
        return quoting(content, name, _renewed(ledger, code).code)
    if act == "swap":
        block_name, _, at = name.partition("@")
        return quoting(content, block_name, _taken(ledger, at).code)
    if act == "keep":
        block_name, _, version = name.partition(".")
        return keeping(content, block_name, number_said(version))
    return acted(content, act, name)


def _taken(ledger: Ledger, at: str) -> Excerpt:
    """The excerpt at a place. Raises NothingToQuote, ReportNotFound and VersionNotKept."""
    (quotation,) = quotations([Pick.read(at)])
    return ledger.excerpts.take(quotation.excerpt, current.settings().who)


def _renewed(ledger: Ledger, code: str) -> Excerpt:
    """The excerpt of what stands now where this one was changed; 409 where nobody can tell."""
    known = quotes_of(ledger, current.engine(), [code]).get(code)
    if known is None or not known.can_be_renewed or known.held.spot is None:
        abort(409)
    spot = known.held.spot
    filed = current.engine().report(known.excerpt.report)
    excerpt = excerpt_of(filed, spot.passage, spot.span)
    return ledger.excerpts.take(excerpt, current.settings().who)


def _again(number: int, content: Content, name: str) -> str:
    """Where the page is shown again: at what is new or was touched, with what is searched for."""
    before = set(request.form.getlist("id"))
    new = (each.id for each in content.blocks if each.id not in before)
    touched = next(new, re.split("[.@]", name)[0])
    typed = request.form.get("q", "").strip() or None
    anchor = f"b-{touched}" if touched else None
    return url_for("editing.page", number=number, q=typed, _anchor=anchor)

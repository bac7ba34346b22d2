"""From what one reads to an excerpt: in a briefing, or cited on the clipboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from secrets import token_hex
from typing import Final

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from searchapp.briefing.citations import Style, citations
from searchapp.engine import Hit, Row
from searchapp.errors import BriefingNotFound, NothingToQuote
from searchapp.library import Ledger
from searchapp.library.briefings import Block, BlockKind, Briefing, Content
from searchapp.library.excerpts import CODE_LENGTH, Excerpt
from searchapp.library.excerpts.values import digits_of
from searchapp.reports import Json
from searchapp.web import current
from searchapp.web.asking import Question
from searchapp.web.filling import (
    Panel,
    Taken,
    back,
    fill,
    filled,
    filled_if_known,
    quotes_in,
    remarks,
    tell,
    wants_json,
)
from searchapp.web.guarding import own_address
from searchapp.web.picks import MOST, Pick, Quotation, Widened, quotations
from searchapp.web.results import Results

picking_pages = Blueprint("picking", __name__)

_PLACE: Final = ("report", "version", "passage", "start", "end")


@picking_pages.post("/excerpts")
def take() -> Response:
    """Take excerpts, into a briefing unless it is ``none``.

    A form is led back to its page; who asks for JSON has excerpts, citations and the briefing.
    """
    quoted = tuple(quotations(_picks(request.form), _widened()))
    meant, who = _briefing_meant(), current.settings().who
    with Ledger.open(current.settings()) as ledger:
        kept = _kept(ledger, quoted, who)
        number = ledger.briefings.begin(_today(), who).id if meant is None else meant
        taken, briefing = _added(ledger, number, kept, who) if number else (None, None)
        ledger.commit()
    is_older = any(each.is_older for each in quoted)
    is_recognised = any(each.recognised for each in quoted)
    if taken is None or briefing is None:
        said = remarks(is_older=is_older, is_recognised=is_recognised)
        return _answer(quoted, kept, "。".join(said))
    taken = replace(taken, is_older=is_older, is_recognised=is_recognised)
    answer = _answer(quoted, kept, taken.told(briefing), taken, briefing)
    return answer if briefing.archived_at else fill(answer, briefing.id)


@picking_pages.post("/excerpts/undo")
def undo() -> Response:
    """Take out of a briefing what was put in at once, wherever it stands by now."""
    number, name = request.form.get("briefing", 0, type=int), request.form.get("name", "")
    with Ledger.open(current.settings()) as ledger:
        who = current.settings().who
        briefing = ledger.briefings.change(number, lambda old: _without(old, name), who)
        ledger.commit()
    if not wants_json():
        return redirect(back(), 303)
    return jsonify(said="已撤销。", briefing=_briefing_json(briefing), panel=_panel(briefing))


@picking_pages.get("/filling.json")
def filling() -> Response:
    """The briefing that is filled as it is now, for a page that was made before; else None."""
    briefing = filled()
    panel = render_template("picking/panel.html", beside=Panel.of(briefing)) if briefing else ""
    answer = jsonify(briefing=_briefing_json(briefing), panel=panel)
    answer.cache_control.no_store = True
    return answer


@dataclass(frozen=True, slots=True)
class Offer:
    """What a hit or a row gives: where its words stand, as the form that takes them has it, and
    what the code of the excerpt begins with that they make."""

    at: str
    code: str


@picking_pages.app_template_filter("offer")
def offer(found: Hit | Row) -> Offer:
    """What can be taken of a hit or of a row."""
    pick, hit = _pick(found), found.hit if isinstance(found, Row) else found
    span = pick.widened(hit.text, Widened.NOT)
    quote = hit.text[span.start : span.end]
    code = digits_of(hit.report, hit.passage, span, quote)[:CODE_LENGTH]
    return Offer(pick.at, code)


@picking_pages.app_template_filter("is_quoted")
def is_quoted(code: str) -> bool:
    """Whether the briefing that one fills quotes an excerpt whose code begins so."""
    briefing = filled_if_known()
    codes = briefing.content.codes if briefing else ()
    return any(each.startswith(code) for each in codes)


@picking_pages.app_template_global("citation_styles")
def citation_styles() -> Sequence[Style]:
    """How a quote may be cited, in the order in which it is offered."""
    return tuple(Style)


@picking_pages.app_template_global("most_picks")
def most_picks() -> int:
    """How many places are taken at once."""
    return MOST


def _pick(found: Hit | Row) -> Pick:
    return Pick.of_row(found) if isinstance(found, Row) else Pick.of_hit(found)


def _picks(form: MultiDict[str, str]) -> Sequence[Pick]:
    """The places that a form names; 413 for too many. Raises NothingToQuote."""
    if "all" in form:
        picks = _of_search(form)
    elif "at" in form:
        picks = [Pick.read(each) for each in form.getlist("at")]
    else:
        picks = [Pick.read(".".join(form[name] for name in _PLACE if form.get(name)))]
    if not picks:
        raise NothingToQuote("no place")
    return abort(413) if len(picks) > MOST else picks


def _of_search(form: MultiDict[str, str]) -> Sequence[Pick]:
    """What a search found: all of it up to ``MOST`` passages, or what stands on its page."""
    question, engine = Question.of(form, current.settings().hits_per_page), current.engine()
    if form["all"] == "search":
        found = engine.find(replace(question.whole, limit=MOST))
        return [Pick.of_hit(hit) for hit in found.hits]
    found = engine.find(question.asked)
    shown = Results.of(engine, question.address, question.asked, found)
    in_groups = (hit for _, hits in shown.groups for hit, _ in hits)
    hits = (*(hit for hit, _ in shown.hits), *in_groups)
    return [*map(Pick.of_hit, hits), *map(Pick.of_row, shown.rows)]


def _widened() -> Widened:
    said = request.form.get("widen", "")
    return next((each for each in Widened if each == said), Widened.NOT)


def _briefing_meant() -> int | None:
    """The number of the briefing that a form means, 0 for none; None for one that is to be made.

    Raises BriefingNotFound for what is no number.
    """
    said = request.form.get("briefing", "")
    if not said:
        briefing = filled()
        return briefing.id if briefing else None
    if said in ("new", "none"):
        return 0 if said == "none" else None
    if said.isascii() and said.isdigit() and len(said) <= 10 and int(said):
        return int(said)
    raise BriefingNotFound(0)


def _kept(ledger: Ledger, quoted: Sequence[Quotation], who: str) -> Sequence[Excerpt]:
    """The excerpts as they are kept, in the order of the quotations.

    They are taken in the order of their codes, so that no two who take the same ones wait for one
    another.
    """
    codes = sorted({each.excerpt.code: each.excerpt for each in quoted}.items())
    kept = {code: ledger.excerpts.take(excerpt, who) for code, excerpt in codes}
    return [kept[each.excerpt.code] for each in quoted]


def _added(
    ledger: Ledger, number: int, excerpts: Sequence[Excerpt], who: str
) -> tuple[Taken, Briefing]:
    """A briefing with these excerpts at its end, but for those that it quotes already.

    Raises BriefingNotFound, and BadBriefing where there is no room.
    """
    quoted = ledger.briefings.change(number, lambda content: content, who).content.codes
    codes = dict.fromkeys(each.code for each in excerpts)
    new = [code for code in codes if code not in quoted]
    name = token_hex(5) if new else ""
    blocks = [
        Block(f"{name}-{at}", BlockKind.QUOTE, excerpt=code) for at, code in enumerate(new, 1)
    ]
    briefing = ledger.briefings.add(number, blocks, who)
    return Taken(number, name, len(new), len(codes) - len(new)), briefing


def _without(content: Content, name: str) -> Content:
    """The content without the quotes that were put in under a name."""
    kept = (
        block
        for block in content.blocks
        if not (name and block.excerpt and block.id.startswith(f"{name}-"))
    )
    return replace(content, blocks=tuple(kept))


def _answer(
    quoted: Sequence[Quotation],
    excerpts: Sequence[Excerpt],
    said: str,
    taken: Taken | None = None,
    briefing: Briefing | None = None,
) -> Response:
    if not wants_json():
        response = redirect(back(), 303)
        return tell(response, taken) if taken else response
    return jsonify(
        excerpts=[
            _excerpt_json(replace(each, excerpt=replace(each.excerpt, code=excerpt.code)), number)
            for number, (excerpt, each) in enumerate(zip(excerpts, quoted, strict=True), 1)
        ],
        briefing=_briefing_json(briefing),
        said=said,
        name=taken.name if taken else "",
        panel=_panel(briefing),
    )


def _excerpt_json(quotation: Quotation, number: int) -> Json:
    """What a script is told of an excerpt; it is cited by what is known of its report now."""
    excerpt, address = quotation.excerpt, own_address()
    is_recognised = quotation.recognised
    cited = citations(excerpt, address, _today(), recognised=is_recognised, number=number)
    return {
        "code": excerpt.code,
        "url": address + excerpt.link,
        "quote": excerpt.quote,
        "passage": excerpt.passage,
        "start": excerpt.start,
        "end": excerpt.end,
        "citations": {
            style: {"label": style.label, "plain": each.plain, "html": each.html}
            for style, each in cited.items()
        },
    }


def _briefing_json(briefing: Briefing | None) -> Mapping[str, object] | None:
    if briefing is None:
        return None
    name, url = briefing.content.name, url_for("editing.page", number=briefing.id)
    return {
        "id": briefing.id,
        "name": name,
        "count": quotes_in(briefing),
        "url": url,
        "codes": briefing.content.codes,
    }


def _panel(briefing: Briefing | None) -> str:
    """The briefing as it stands beside a search, where a page asks for it."""
    if briefing is None or "panel" not in request.form:
        return ""
    return render_template("picking/panel.html", beside=Panel.of(briefing))


def _today() -> date:
    return datetime.now().astimezone().date()

"""The pages on which people check what was understood, correct it, and confirm it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from searchapp.errors import UnclearChoice
from searchapp.library import FACTS, Confirmation, Correction, Desk, Fact
from searchapp.reports import UNLABELLED, FiledReport, Place
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.cases import (
    GENRES,
    NAMES,
    Case,
    key_of,
    places_offered,
    said_of,
    seen_of,
    unanswered,
)
from searchapp.web.doubtful import Doubtful, held, subject_of
from searchapp.web.opening import opened
from searchapp.web.paging import Paging
from searchapp.wording import words_for

checking_pages = Blueprint("checking", __name__)

_PER_PAGE: Final = 20
#: Enough of a text to see what it is, beside a list.
_GLANCE: Final = 3
_EMPTY: Final = "还空着；原文里也看不出的，请写“未标注”"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with doubts in the list, and the beginning of its text."""

    filed: FiledReport
    beginning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a report: a fact, or that a doubt is none; ``take_back`` undoes it."""

    what: str
    record: Correction | Confirmation
    take_back: str


@checking_pages.get("/checking")
def checking() -> str:
    """Every report of which something is to be checked, by what that is."""
    doubtful = Doubtful.of(request.args)
    listed = doubtful.asked
    paging = Paging(_page(request.args, len(listed)), _PER_PAGE, len(listed))
    return render_template(
        "checking.html",
        address=Address(),
        doubtful=doubtful,
        entries=[_entry(each) for each in listed[paging.first - 1 : paging.last]],
        paging=paging,
        subject_of=subject_of,
        done=request.args.get("done", ""),
    )


@checking_pages.get("/reports/<report_id>/correct")
def form(report_id: str) -> str:
    """What was understood of a report, in fields that can be corrected."""
    filed, desk = _at_desk(opened(report_id).id)
    return _form(Case.of(filed), desk, request.args)


@checking_pages.post("/reports/<report_id>/correct")
def correct(report_id: str) -> Response | tuple[str, int]:
    """Keep what was changed in the fields; what makes no sense is said beside its field.

    Changed is what differs from what the form was filled with: what somebody else has corrected
    meanwhile stays. Doubts that the form says were seen are settled with it.
    """
    filed, desk = _at_desk(report_id)
    case = _sent(filed)
    given = _given(case)
    _, following = Doubtful.of(request.form).around(report_id)
    seen = seen_of(filed.report.doubts, request.form.getlist("seen"))
    if request.form.get("then") == "next":
        seen = seen_of(filed.report.doubts, request.form.getlist("shown"))
    if empty := unanswered(case, seen):
        wrong: Mapping[str, str] = dict.fromkeys(empty, _EMPTY)
        return _form(replace(case, wrong=wrong), desk, request.form), 400
    try:
        after = desk.correct(report_id, given, current.settings().who, seen)
    except UnclearChoice as error:
        wrong = {error.facet: words_for(error)}
        return _form(replace(case, wrong=wrong), desk, request.form), 400
    return _after(after, _done(given, len(seen)), following)


@checking_pages.post("/reports/<report_id>/corrections/<int:number>/take-back")
def take_back(report_id: str, number: int) -> Response:
    """What was read counts again."""
    _, desk = _at_desk(report_id)
    try:
        desk.take_back(report_id, number, current.settings().who)
    except UnclearChoice:
        return _back(report_id, "这条更正已经撤回过了", **_asked())
    return _back(report_id, "已撤回", **_asked())


@checking_pages.post("/reports/<report_id>/confirmations/<int:number>/take-back")
def doubt_again(report_id: str, number: int) -> Response:
    """What was confirmed is to be checked again."""
    _, desk = _at_desk(report_id)
    try:
        desk.doubt_again(report_id, number, current.settings().who)
    except UnclearChoice:
        return _back(report_id, "这条确认已经撤回过了", **_asked())
    return _back(report_id, "已撤回，又列入待核对", **_asked())


def form_of(case: Case) -> Mapping[str, object]:
    """What the template of a case's fields needs beside the case."""
    return {
        "names": NAMES,
        "genres": GENRES,
        "key_of": key_of,
        "subject_of": subject_of,
        "case": case,
    }


def _sent(filed: FiledReport) -> Case:
    """The case as a form sends it; a candidate that was chosen is what was typed."""
    said = said_of(filed.report)
    filled = {fact: request.form.get(f"filled-{fact}", said[fact]) for fact in FACTS}
    typed = {fact: request.form.get(fact, filled[fact]).strip() for fact in FACTS}
    if chosen := request.form.get("chosen"):
        typed["place"] = chosen
    return Case(filed, filled, typed)


def _given(case: Case) -> dict[Fact, str]:
    """What was changed in the fields; what was emptied cannot be told."""
    typed, filled = case.typed, case.filled
    return {fact: typed[fact] or UNLABELLED for fact in FACTS if typed[fact] != filled[fact]}


def _done(given: Iterable[Fact], confirmed: int) -> str:
    """What was done, in words."""
    kept = "、".join(NAMES[fact] for fact in given)
    parts = (f"已更正：{kept}" if kept else "", "已确认" if confirmed else "")
    return "；".join(filter(None, parts)) or "没有改动"


def _after(filed: FiledReport, done: str, following: str | None) -> Response:
    """Where one goes on: to the batch, the next report, or the form as it is now."""
    if batch := request.form.get("to-batch"):
        return redirect(url_for("adding.batch", name=batch, done=_about(filed, done)), 303)
    args = Doubtful.of(request.form).args
    chosen_and_done = request.form.get("chosen") and not filed.report.doubts
    if request.form.get("then") != "next" and not chosen_and_done:
        return _back(filed.id, done, **args, following=following)
    if following is None:
        asked: dict[str, Any] = {**args, "done": _about(filed, done)}
        return redirect(url_for("checking.checking", **asked), 303)
    return _back(following, _about(filed, done), **args, last=filed.id)


def _about(filed: FiledReport, done: str) -> str:
    """What was done, on a page that is of another report or of several."""
    return f"《{filed.name}》{done}"


def _form(case: Case, desk: Desk, asked: MultiDict[str, str]) -> str:
    doubtful = Doubtful.of(asked)
    before, following = doubtful.around(case.filed.id)
    number = doubtful.number(case.filed.id)
    if not number and doubtful.number(asked.get("following", "")):
        # It was settled just now, and this one came after it.
        following = asked["following"]
    return render_template(
        "correct.html",
        address=Address(),
        filed=case.filed,
        doubtful=doubtful,
        number=number,
        before=before,
        following=following,
        decisions=_decisions(desk, case.filed.id),
        done=request.args.get("done", ""),
        last=request.args.get("last", ""),
        case=case,
        case_form=form_of(case),
        offered=places_offered(held()),
    )


def _at_desk(report_id: str) -> tuple[FiledReport, Desk]:
    """A report as it is now, and where it is corrected. Raises ReportNotFound."""
    opened(report_id)
    desk = Desk(current.settings(), current.engine())
    return desk.report(report_id), desk


def _asked() -> Mapping[str, str]:
    """Of which reports this is one, as the address says it."""
    return Doubtful.of(request.args).args


def _back(report_id: str, done: str, **asked: Any) -> Response:
    """To a form, by a request that can be repeated."""
    return redirect(url_for("checking.form", report_id=report_id, done=done, **asked), 303)


def _decisions(desk: Desk, report_id: str) -> Sequence[Decision]:
    """All that was decided of a report, also what was taken back, the newest first."""
    corrections = [
        Decision(f"{NAMES[each.fact]}：{_value(each)}", each, "checking.take_back")
        for each in desk.corrections(report_id)
    ]
    confirmations = [
        Decision(f"原文如此：{each.why}", each, "checking.doubt_again")
        for each in desk.confirmations(report_id)
    ]
    return sorted([*corrections, *confirmations], key=attrgetter("record.at"), reverse=True)


def _entry(filed: FiledReport) -> Entry:
    whole = current.engine().report(filed.id)
    return Entry(filed, tuple(passage.text for passage in whole.report.passages[:_GLANCE]))


def _page(args: MultiDict[str, str], listed: int) -> int:
    """The page that is asked for, or the last there is."""
    asked = args.get("page", 1, type=int)
    return max(1, min(asked, Paging(1, _PER_PAGE, listed).pages))


def _value(correction: Correction) -> str:
    value = correction.value
    if value is None:
        return UNLABELLED
    return value.label if isinstance(value, Place) else str(value)

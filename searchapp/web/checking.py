"""The pages on which people check what was understood, and correct it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from searchapp.errors import UnclearChoice
from searchapp.library import FACTS, Correction, Desk, Fact
from searchapp.reports import UNLABELLED, Doubt, FiledReport, Genre, Place, Report
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.paging import Paging
from searchapp.wording import words_for

checking_pages = Blueprint("checking", __name__)

#: What a doubt is about -> what it is called, in the order in which the page has them.
_SUBJECTS: Final = {
    "place": "地方",
    "year": "年度",
    "title": "标题",
    "twin": "同年两篇",
    "text": "文字",
    "outline": "章节",
}
_OTHERS: Final = "其他"
#: What each fact that can be corrected is called.
_NAMES: Final[Mapping[Fact, str]] = {
    "title": "标题",
    "place": "地方",
    "year": "年度",
    "genre": "文种",
}
_PER_PAGE: Final = 20
#: Enough of a text to see what it is, beside a list and beside a form.
_GLANCE, _LOOK = 3, 12


@dataclass(frozen=True, slots=True)
class Case:
    """A report with doubts, and the beginning of its text."""

    filed: FiledReport
    doubts: tuple[Doubt, ...]
    beginning: tuple[str, ...]


@checking_pages.get("/checking")
def checking() -> str:
    """Every report of which something is to be checked, by what that is."""
    doubtful = [each for each in current.engine().facts() if each.report.doubts]
    counts = Counter(name for each in doubtful for name in _subjects(each.report))
    subjects = [(name, counts[name]) for name in (*_SUBJECTS.values(), _OTHERS) if counts[name]]
    chosen = request.args.get("about", "")
    about = chosen if counts[chosen] else ""
    listed = [each for each in doubtful if not about or about in _subjects(each.report)]
    paging = Paging(_page(request.args, len(listed)), _PER_PAGE, len(listed))
    shown = listed[paging.first - 1 : paging.last]
    return render_template(
        "checking.html",
        address=Address(),
        every=len(doubtful),
        subjects=subjects,
        about=about,
        cases=[_case(each) for each in shown],
        paging=paging,
        subject_of=_subject,
    )


@checking_pages.get("/reports/<report_id>/correct")
def form(report_id: str) -> str:
    """What was understood of a report, in fields that can be corrected."""
    filed, desk = _at_desk(report_id)
    said = said_of(filed.report)
    return _form(filed, desk.corrections(report_id), said, said, {})


@checking_pages.post("/reports/<report_id>/correct")
def correct(report_id: str) -> Response | tuple[str, int]:
    """Keep what was changed in the fields; what makes no sense is said beside its field.

    Changed is what differs from what the form was filled with: what somebody else has corrected
    meanwhile stays.
    """
    filed, desk = _at_desk(report_id)
    said = said_of(filed.report)
    filled = {fact: request.form.get(f"filled-{fact}", said[fact]) for fact in FACTS}
    typed = {fact: request.form.get(fact, filled[fact]).strip() for fact in FACTS}
    given = {fact: typed[fact] or UNLABELLED for fact in FACTS if typed[fact] != filled[fact]}
    try:
        if given:
            desk.correct(report_id, given, current.settings().who)
    except UnclearChoice as error:
        wrong = {error.facet: words_for(error)}
        return _form(filed, desk.corrections(report_id), filled, typed, wrong), 400
    kept = "、".join(_NAMES[fact] for fact in given)
    return _back(report_id, f"已更正：{kept}" if kept else "没有改动")


@checking_pages.post("/reports/<report_id>/corrections/<int:number>/take-back")
def take_back(report_id: str, number: int) -> Response:
    """What was read counts again."""
    _, desk = _at_desk(report_id)
    try:
        desk.take_back(report_id, number, current.settings().who)
    except UnclearChoice:
        return _back(report_id, "这条更正已经撤回过了")
    return _back(report_id, "已撤回")


def said_of(report: Report) -> dict[Fact, str]:
    """The facts that can be corrected as they stand in their fields."""
    return {
        "title": report.title or "",
        "place": report.place.label if report.place else "",
        "year": str(report.year or ""),
        "genre": str(report.genre),
    }


def _form(
    filed: FiledReport,
    corrections: Sequence[Correction],
    filled: Mapping[Fact, str],
    typed: Mapping[Fact, str],
    wrong: Mapping[str, str],
) -> str:
    return render_template(
        "correct.html",
        address=Address(),
        filed=filed,
        filled=filled,
        typed=typed,
        wrong=wrong,
        names=_NAMES,
        genres=list(map(str, Genre)),
        corrections=corrections,
        value_of=_value,
        beginning=filed.report.passages[:_LOOK],
        done=request.args.get("done", ""),
    )


def _at_desk(report_id: str) -> tuple[FiledReport, Desk]:
    """A report as it is now, and where it is corrected. Raises ReportNotFound."""
    current.engine().report(report_id)
    desk = Desk(current.settings(), current.engine())
    return desk.report(report_id), desk


def _back(report_id: str, done: str) -> Response:
    """To the form, by a request that can be repeated."""
    return redirect(url_for("checking.form", report_id=report_id, done=done), 303)


def _case(filed: FiledReport) -> Case:
    whole = current.engine().report(filed.id)
    beginning = tuple(passage.text for passage in whole.report.passages[:_GLANCE])
    return Case(filed, filed.report.doubts, beginning)


def _subjects(report: Report) -> set[str]:
    return {_subject(doubt) for doubt in report.doubts}


def _subject(doubt: Doubt) -> str:
    return _SUBJECTS.get(doubt.fact, _OTHERS)


def _page(args: MultiDict[str, str], listed: int) -> int:
    """The page that is asked for, or the last there is."""
    asked = args.get("page", 1, type=int)
    return max(1, min(asked, Paging(1, _PER_PAGE, listed).pages))


def _value(correction: Correction) -> str:
    value = correction.value
    if value is None:
        return UNLABELLED
    return value.label if isinstance(value, Place) else str(value)

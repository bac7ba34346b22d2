"""The report page, where people read: the sheet with its marks, and all that stands round it."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from searchapp.engine import Asked
from searchapp.library import Edition
from searchapp.library.excerpts.holding import Fate
from searchapp.query import LONGEST_QUERY, parse_query
from searchapp.reports import FiledReport
from searchapp.web import current
from searchapp.web.asking import Question
from searchapp.web.lasting import Linked, passage_in
from searchapp.web.neighbours import neighbours_of
from searchapp.web.opening import opened
from searchapp.web.originals import kind_of_look
from searchapp.web.sheet import Quoted, Sheet
from searchapp.web.versions import edition_of
from searchapp.web.ways import Course, Steps, Ways, course_of, hit_asked_for


@dataclass(frozen=True, slots=True)
class Copy:
    """A report in one of its versions, beside the newest of them."""

    filed: FiledReport
    newest: FiledReport
    edition: Edition | None

    @classmethod
    def of(cls, newest: FiledReport, version: int | None) -> "Copy":
        """The version asked for, the newest where none is. 404 for one that is not known."""
        if version is None or version == newest.version:
            return cls(newest, newest, None)
        filed, edition = edition_of(newest, version)
        return cls(filed, newest, edition)

    @property
    def is_newest(self) -> bool:
        """Whether nothing came after it."""
        return self.filed.version == self.newest.version


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A copy with what is marked in it, and the ways on from mark to mark and to other reports."""

    copy: Copy
    question: Question
    find: str
    sheet: Sheet
    ways: Ways
    course: Course | None
    steps: Steps
    linked: Linked

    @classmethod
    def of(cls, report_id: str, args: MultiDict[str, str]) -> "ReportPage":
        """What an address asks for; 404 for a version that is not known."""
        copy = Copy.of(opened(report_id), args.get("version", type=int))
        question = Question.of(args, current.settings().hits_per_page)
        find = args.get("find", "").strip()[:LONGEST_QUERY]
        linked = Linked.of(args, copy.filed)
        sheet = _sheet(copy.filed, question.asked, find, linked.quoted)
        course = course_of(current.engine(), question.address, question.asked, report_id)
        now = hit_asked_for(args.get("hit", type=int), sheet.marks)
        here = {} if copy.is_newest else {"version": str(copy.filed.version)}
        here |= {"x": linked.code} if linked.code else {}
        ways = Ways(question.address, {**here, "find": find} if find else here)
        steps = Steps.of(ways, copy.filed.id, sheet, now, course)
        return cls(copy, question, find, sheet, ways, course, steps, linked)

    @property
    def shown(self) -> dict[str, object]:
        """The same by the names that templates know."""
        return {
            "address": self.question.address,
            "copy": self.copy,
            "filed": self.copy.filed,
            "find": self.find,
            "sheet": self.sheet,
            "ways": self.ways,
            "course": self.course,
            "steps": self.steps,
            "linked": self.linked,
        }


def report(report_id: str) -> str:
    """A report or an earlier version of it as a sheet, with what was searched for marked."""
    page = ReportPage.of(report_id, request.args)
    copy = page.copy
    return render_template(
        "report.html",
        **page.shown,
        newest=copy.newest,
        edition=copy.edition,
        neighbours=neighbours_of(copy.filed, current.engine().facts()),
        originals=current.settings().originals and copy.is_newest,
        kind_of_look=kind_of_look,
    )


def marks(report_id: str) -> str:
    """What of that page is another when something else is looked for: for ``js/within.js``."""
    return render_template("report/marks.html", **ReportPage.of(report_id, request.args).shown)


def passage(report_id: str, number: int) -> Response:
    """Where a passage link leads: to the passage in the report as it is now.

    The page tells what became of it where the link is to a version that is no longer the newest,
    or to a passage that is not there.
    """
    filed = opened(report_id)
    linked = passage_in(filed, number, request.args.get("v", type=int))
    told: dict[str, int | str | None] = {"q": request.args.get("q") or None}
    if linked.version != filed.version:
        told["v"] = linked.version
    if linked.is_nowhere or linked.fate is not None:
        told["p"] = number
    anchor = None if linked.fate is Fate.REMOVED else f"p{linked.now or number}"
    there = url_for("pages.report", report_id=report_id, _anchor=anchor, **told)  # type: ignore[arg-type]
    return redirect(there)


def _sheet(filed: FiledReport, asked: Asked, find: str, quoted: Quoted | None) -> Sheet:
    """The sheet with the marks of what is looked for in it, else of what was searched for."""
    if find:
        return Sheet.of(filed, parse_query(find).query, quoted=quoted)
    return Sheet.of(filed, asked.sought, asked.within, quoted)

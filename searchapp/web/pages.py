"""The pages: each view reads the address, asks the engine, and renders."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from searchapp.query import parse_query
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.asking import Question
from searchapp.web.facets import place_tree, year_bars
from searchapp.web.results import Results
from searchapp.web.sheet import Sheet
from searchapp.web.versions import edition_of

pages = Blueprint("pages", __name__)


@pages.get("/")
@pages.get("/search")
def search() -> str:
    """The hits for what the reader asked, and the facets to narrow them."""
    question = Question.of(request.args, current.settings().hits_per_page)
    address, asked = question.address, question.asked
    found = current.engine().find(asked)
    shown = Results.of(current.engine(), address, asked, found)
    return render_template(
        "search.html",
        address=address,
        found=found,
        shown=shown,
        advice=None if found.total.passages else current.engine().advise(asked),
        understood=question.described,
        has_words=question.has_words,
        is_joined=question.is_joined,
        notes=(*question.notes, *found.notes),
        places=place_tree(found.facets, address),
        years=year_bars(found.facets["year"]),
    )


@pages.get("/reports/<report_id>")
def report(report_id: str) -> str:
    """A report or an earlier version of it as a sheet, with what was searched for marked."""
    newest = filed = current.engine().report(report_id)
    version, edition = request.args.get("version", type=int), None
    if version is not None and version != newest.version:
        filed, edition = edition_of(newest, version)
    address = Address.from_args(request.args)
    asked = address.asked(parse_query(address.typed).query, current.settings().hits_per_page)
    sheet = Sheet.of(filed, asked.sought, asked.within)
    return render_template(
        "report.html",
        address=address,
        filed=filed,
        newest=newest,
        edition=edition,
        sheet=sheet,
        linked_version=request.args.get("v", type=int),
        linked_passage=request.args.get("p", type=int),
    )


@pages.get("/reports/<report_id>/p<int:number>")
def passage(report_id: str, number: int) -> Response:
    """Where a passage link leads: to the passage in the report as it is now.

    A link to a version that is no longer the newest, or to a passage that is not there, is told
    so on the page.
    """
    filed = current.engine().report(report_id)
    version = request.args.get("v", type=int)
    told: dict[str, int | str | None] = {"q": request.args.get("q") or None}
    if version is not None and version != filed.version:
        told["v"] = version
    if not 1 <= number <= len(filed.report.passages):
        told["p"] = number
    there = url_for("pages.report", report_id=report_id, _anchor=f"p{number}", **told)  # type: ignore[arg-type]
    return redirect(there)

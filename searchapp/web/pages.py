"""The pages: each view reads the address, asks the engine, and renders."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, render_template, request

from searchapp.engine import Beside, Found, Sort
from searchapp.library.yearly import yearly
from searchapp.web import current, history
from searchapp.web.address import View
from searchapp.web.alongside import alongside, side_by_side
from searchapp.web.asking import Question
from searchapp.web.choosing import MOST_COLUMNS
from searchapp.web.facets import group_labels, share_bars, year_bars
from searchapp.web.overview import newest
from searchapp.web.placetree import place_tree
from searchapp.web.reading import marks, passage, report
from searchapp.web.reckoned import reckoned
from searchapp.web.results import Results
from searchapp.web.tables import denominator_of, has_figures, table_of
from searchapp.web.toggles import Toggles

pages = Blueprint("pages", __name__)

#: The orders of hits, and of the rows of a concordance, as they are offered.
_ORDERS: Final = (
    (Beside.HIT, "按检索结果"),
    (Beside.LEFT, "按左邻字"),
    (Beside.RIGHT, "按右邻字"),
    (Sort.RELEVANCE, "相关"),
    (Sort.NEWEST, "从新到旧"),
    (Sort.OLDEST, "从旧到新"),
    (Sort.PLACE, "按地方"),
)
#: So many of the reports that came last are named on the start page.
_NEWEST: Final = 3


@pages.get("/", endpoint="start")
@pages.get("/search")
def search() -> str:
    """The hits for what the reader asked, and the facets to narrow them."""
    question = Question.of(request.args, current.settings().hits_per_page)
    asked = question.asked
    found = current.engine().find(asked)
    address = question.address.with_places_of(found.facets)
    coded = replace(question, address=address)
    history.remember(address)
    is_told = found.total.passages > 0 or address.view.is_table
    known = reckoned()
    is_start = request.endpoint == "pages.start" and not request.args
    return render_template(
        "search.html",
        address=address,
        toggles=Toggles(address),
        found=found,
        shown=Results.of(current.engine(), address, asked, found),
        advice=None if is_told else current.engine().advise(asked),
        understood=question.described,
        quoted=coded.quoted,
        has_words=question.has_words,
        is_joined=question.is_joined,
        notes=(*question.notes, *found.notes),
        places=place_tree(found.facets, address),
        years=year_bars(found.facets["year"], address),
        chosen_of=group_labels(found.facets, address),
        is_start=is_start,
        newest=newest(known.families.by_id, _NEWEST) if is_start else (),
        alongside=alongside({hit.report for hit in found.hits}, known.families),
        side_by_side=_side_by_side(coded, found),
        shares=share_bars(yearly(asked, found.facets["year"], known.held_by_year(asked))),
        orders=_ORDERS,
        views=_views(coded),
        table=table_of(coded),
        denominator=denominator_of(coded),
    )


def _side_by_side(question: Question, found: Found) -> str | None:
    """The address where the reports of an answer stand side by side, if they are few."""
    if not question.address.typed or found.total.reports > MOST_COLUMNS:
        return None
    return side_by_side(found, current.engine().ranking(question.asked))


def _views(question: Question) -> tuple[View, ...]:
    """The layouts that the answer has; without a figure that is sought there are none to set."""
    offered = has_figures(question) or question.address.view is View.FIGURES
    return tuple(view for view in View if offered or view is not View.FIGURES)


pages.add_url_rule("/reports/<report_id>", view_func=report)
pages.add_url_rule("/reports/<report_id>/marks", view_func=marks)
pages.add_url_rule("/reports/<report_id>/p<int:number>", view_func=passage)

"""From a plan to a document as a reader of files gives it, with what is true of it.

Nothing here reads a report: the truth is known from the plan and from what was printed.
"""

from dataclasses import dataclass
from pathlib import Path

from searchapp.reading import Document
from searchapp.reading.html import read_html
from tests.genre import noises, pages
from tests.genre.clerk import truth_of
from tests.genre.plan import TRADITIONAL, Plan
from tests.genre.script import Script, script_of
from tests.genre.truth import Truth


@dataclass(frozen=True, slots=True)
class Written:
    """A report as a file has it, and what is true of it."""

    document: Document
    truth: Truth


def write(plan: Plan) -> Written:
    """The report that the plan asks for."""
    script = script_of(plan)
    return Written(_document(script), truth_of(script))


def _document(script: Script) -> Document:
    """A text file, or the page of a site."""
    plan = script.plan
    lines = [line for each in script.story for line in each.printed]
    put = noises.traditional if plan.noise == TRADITIONAL else str
    if plan.site is None or not plan.on_page:
        return Document(tuple(map(put, lines)), "txt")
    page = pages.page_of(
        [*map(put, lines)],
        put(pages.SHAPES[plan.site](script.metadata)),
        town=script.town,
        container=plan.container,
        markup=plan.markup,
        source=plan.source,
        head=put(pages.meta_tags(script.town, script.title.text)) if plan.metas else "",
    )
    return read_html(Path("页面.html"), pages.encoded(page, plan.encoding))

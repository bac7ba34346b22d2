"""What of a report's page is another when something else is looked for in it."""

from urllib.parse import urlencode

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from searchapp.engine import Engine
from tests.web.reading import Page, visit


def parts(page: Page, outline: str) -> dict[str, list[str]]:
    """The marked passages, the counts of the outline, and what stands round the sheet."""
    soup = page.soup
    return {
        "passages": [str(each) for each in soup.select(".passage.has-marks")],
        "outline": [_count(each) for each in soup.select(outline)],
        **{one: [str(each) for each in soup.select(one)] for one in ("nav.hits", "#asked")},
        "found": [each.decode_contents() for each in soup.select("#found")],
    }


def _count(entry: Tag) -> str:
    return "".join(str(each) for each in entry.select(".count"))


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "法治", "find": "纠纷"},
        {"q": "“矛盾纠纷”", "find": "调解成功 -培训"},
        {"q": "纠纷 或者 讲座", "year": "2023"},
        {"find": "“没有人这样写”"},
        {},
    ],
    ids=urlencode,
)
def test_the_marks_are_those_of_the_page(
    client: FlaskClient, engine: Engine, asked: dict[str, str]
) -> None:
    """Of every report: passages, rows of tables, counts, steps and the way back."""
    for filed in engine.reports():
        there = f"/reports/{filed.id}"
        page = visit(client, there, *asked.items())
        marks = visit(client, f"{there}/marks", *asked.items())
        assert parts(marks, "ol.outline li") == parts(page, "nav.outline li a")
        assert page.only("form.find")["data-marks"] == f"{there}/marks"


def test_marks_of_what_is_not_there_are_not_found(client: FlaskClient, engine: Engine) -> None:
    """Neither of an unknown report nor of an unknown version."""
    name = next(iter(engine.reports())).id
    assert visit(client, "/reports/0000000000/marks").status == 404
    assert visit(client, f"/reports/{name}/marks?version=7").status == 404

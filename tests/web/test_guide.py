"""The guide to searching says what is true of the reports that are here."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.query.fields import FIELDS
from searchapp.web.guide import chapters
from tests.library.homes import TINGLAN, new_home
from tests.web.homes import visitor
from tests.web.reading import faults_of, visit

SHOWN = ("镇", "县", "市", "省", "年", "章节", "标题", "单位", "文号", "日期", "文种", "层级")


@pytest.mark.parametrize("where", [".manual .examples a", ".ways .examples a"])
def test_every_example_finds_something(client: FlaskClient, where: str) -> None:
    """Whoever follows an example, beside the box too, has hits, and no note but what it means."""
    links = visit(client, "/help").links(where)
    assert len(links) >= 10
    for link in links:
        page = visit(client, link)
        assert page.status == 200
        assert not page.texts(".totals strong")[0].startswith("0 "), link
        assert page.texts(".note") == [], link


def test_an_example_is_what_its_link_asks(client: FlaskClient) -> None:
    """What stands there to be clicked is what one would type."""
    page = visit(client, "/help")
    for link, shown in zip(page.links(".examples a"), page.texts(".examples a"), strict=True):
        assert visit(client, link).only(".box input[name=q]")["value"] == shown


def test_every_field_is_named(client: FlaskClient) -> None:
    """A reader can look up every condition there is."""
    text = " ".join(visit(client, "/help").texts("main"))
    assert [field for field in SHOWN if f"{field}:" not in text] == []
    assert {field for field in FIELDS if len(field) == 1} <= {*SHOWN, "乡", "区", "章"}


def test_examples_are_of_this_library(tmp_path: Path) -> None:
    """Its town and its year; of a number and a date that no report has there is no example."""
    home = new_home(tmp_path)
    home.write("a.txt", TINGLAN)
    home.ingest()
    typed = [each.typed for each in chapters(home.engine.facts())[-1].examples]
    assert {"镇:汀兰镇", "年:2023", "年:2023..2023"} <= set(typed)
    assert [each for each in typed if each.startswith(("文号", "单位"))] == []
    assert visit(visitor(home), "/help").status == 200


def test_a_library_without_reports_has_a_guide() -> None:
    """What needs no report is explained all the same."""
    assert [each.title for each in chapters([])] == [
        "词和原话",
        "引号里的数字和空缺",
        "组合",
        "条件",
    ]


def test_the_guide_is_well_formed(client: FlaskClient) -> None:
    """Every tag is closed, and no link stands in another."""
    assert faults_of(visit(client, "/help").html) == []

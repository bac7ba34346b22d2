"""The bar at the top of every page says where one is."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.settings import Settings
from searchapp.web import create_app
from tests.web.reading import visit


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/", {"检索": "page"}),
        ("/search?q=法治", {"检索": "page"}),
        ("/overview", {"总览": "page"}),
        ("/coverage", {"总览": "true"}),
        ("/compare", {"对照": "page"}),
        ("/checking", {"待核对": "page"}),
        ("/help", {}),
        ("/nowhere", {}),
    ],
)
def test_the_area_in_which_one_is_is_marked(
    client: FlaskClient, path: str, marked: dict[str, str]
) -> None:
    """A page of the bar as that page, one below it as being in it, others not at all."""
    links = visit(client, path).soup.select(".areas a")
    current = {each.get_text(): each.get("aria-current") for each in links}
    assert {name: how for name, how in current.items() if how} == marked
    assert list(current)[:6] == ["检索", "常用", "总览", "对照", "材料", "待核对"]


@pytest.mark.parametrize("adding", [True, False])
def test_files_are_put_in_only_where_that_is_open(
    engine: Engine, sample_home: Path, *, adding: bool
) -> None:
    """Where it is switched off nothing leads there."""
    settings = replace(Settings(home=sample_home), adding=adding)
    page = visit(create_app(engine, settings).test_client(), "/help")
    assert ("添加" in page.texts(".areas a")) == adding

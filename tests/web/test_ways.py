"""From mark to mark and from report to report of a result."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Asked, Engine
from searchapp.query import PlaceChoice, parse_query
from searchapp.web.ways import hit_asked_for
from tests.web.reading import Page, visit


@pytest.mark.parametrize(
    ("said", "total", "number"),
    [(None, 6, 0), (0, 6, 0), (1, 6, 1), (6, 6, 6), (7, 6, 0), (-1, 6, 6), (-7, 6, 0), (1, 0, 0)],
)
def test_a_mark_is_asked_for_from_either_end(said: int | None, total: int, number: int) -> None:
    """And a number that no mark has is none."""
    assert hit_asked_for(said, total) == number


def onward(page: Page) -> str | None:
    """Where the step to the next mark leads."""
    links = page.links("nav.hits [data-step='1'][href]")
    return links[0] if links else None


def test_steps_lead_through_every_mark_of_the_result_once(
    client: FlaskClient, engine: Engine
) -> None:
    """Without script: each step is the next mark, and at the last the next report's first."""
    asked = (("q", "矛盾纠纷 调解"), ("town", "990121101"))
    town = PlaceChoice("town", "990121101")
    ranking = engine.ranking(Asked(parse_query("矛盾纠纷 调解").query, places=(town,)))
    assert len(ranking) > 1
    page = visit(client, f"/reports/{ranking[0]}", *asked, ("hit", "1"))
    reports, steps = [ranking[0]], 1
    while (link := onward(page)) is not None:
        names = [mark["id"] for mark in page.soup.select(".sheet mark[id]")]
        number = names.index(page.only(".sheet mark.now[id]")["id"]) + 1
        assert page.texts("nav.hits .count") == [f"第 {number} / {len(names)} 处"]
        page = visit(client, link)
        assert urlsplit(link).fragment == "now"
        assert len(page.soup.select(".sheet #now + mark.now")) == 1
        report = urlsplit(link).path.split("/")[-1]
        if report != reports[-1]:
            assert number == len(names)
            reports.append(report)
        steps += 1
    assert reports == list(ranking)
    pages = (visit(client, f"/reports/{name}", *asked) for name in ranking)
    assert steps == sum(len(each.soup.select(".sheet mark[id]")) for each in pages)


def test_a_report_says_where_it_stands_in_the_result(client: FlaskClient, engine: Engine) -> None:
    """第 i / m 篇 in the order of the search, with the reports beside it."""
    asked = (("q", "纠纷"), ("sort", "oldest"))
    start = visit(client, "/search", *asked, ("view", "reports"))
    links = list(
        dict.fromkeys(urlsplit(link).path for link in start.links(".groups h2 a, .hits h2 a"))
    )
    assert len(links) > 3
    for number, link in enumerate(links[:4], start=1):
        page = visit(client, link, *asked)
        assert page.texts(".course span") == [f"第 {number} / {len(engine.ranking(_asked()))} 篇"]
        beside = [urlsplit(each).path for each in page.links(".course a")]
        assert beside == [*links[max(0, number - 2) : number - 1], *links[number : number + 1]]


def _asked() -> Asked:
    return Asked(parse_query("纠纷").query)


def test_without_a_search_there_is_no_order(client: FlaskClient, engine: Engine) -> None:
    """Nor in a report that the search does not find."""
    filed = next(iter(engine.reports()))
    assert visit(client, f"/reports/{filed.id}").soup.select(".course") == []
    lost = visit(client, f"/reports/{filed.id}", ("q", "“没有人这样写”"))
    assert lost.soup.select(".course") == []
    assert lost.texts("nav.hits .count") == []


def test_what_is_found_in_the_report_is_stepped_through_with_it(
    client: FlaskClient, engine: Engine
) -> None:
    """A step from one mark of 篇内查找 to the next keeps what is looked for, and the search."""
    name = engine.ranking(_asked())[0]
    page = visit(client, f"/reports/{name}", ("q", "法治"), ("find", "纠纷"))
    link = onward(page)
    assert link is not None
    assert dict(parse_qsl(urlsplit(link).query)) == {"q": "法治", "find": "纠纷", "hit": "1"}
    assert {mark.get_text() for mark in page.soup.select(".sheet mark")} == {"纠纷"}
    assert page.links(".find .clear") == [f"/reports/{name}?q=%E6%B3%95%E6%B2%BB"]
    fields = {str(each["name"]): str(each["value"]) for each in page.soup.select(".find input")}
    assert fields == {"q": "法治", "find": "纠纷"}

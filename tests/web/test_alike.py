"""Who wrote this too, and what a report took over: two pages."""

from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.web import create_app
from tests.engine.shelves import DIPU, report_of
from tests.web.homes import home_of
from tests.web.reading import faults_of, visit

SAID = "全年受理矛盾纠纷131件，调解成功128件。群众满意度逐年提高，信访量持续下降。"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """松栎镇 in three years and 荻浦镇 in two, of which one wrote it first."""
    own = home_of(
        tmp_path_factory.mktemp("alike") / "home",
        report_of("R1", SAID, "推行执法公示。", year=2024),
        report_of("R2", f"前言。{SAID}", "<b>别的</b>", year=2023, issued_on=date(2024, 1, 5)),
        report_of("R3", SAID.replace("131", "99"), year=2022),
        report_of("R4", SAID, SAID, year=2021, place=DIPU),
        report_of("R5", SAID.replace("128件", "101件"), year=None, place=DIPU),
        report_of("R6", "没有人这样写过的一段话。", year=2020, place=None),
    )
    return create_app(EmbeddedEngine(own.index), own).test_client()


def test_who_wrote_it_is_told_oldest_first(client: FlaskClient) -> None:
    """Its own place apart from others, each with likeness; in one sentence who was first."""
    page = visit(client, "/reports/R1/p1/alike")
    assert page.texts("section[aria-labelledby=own] .telling-head > :first-child") == [
        "松栎镇 2022",
        "松栎镇 2023",
        "松栎镇 2024",
    ]
    assert page.texts("section[aria-labelledby=elsewhere] .telling-head > :first-child") == [
        "荻浦镇 2021",
        "荻浦镇 年度未标注",
    ]
    assert page.texts(".telling-like") == ["92%", "相同", "相同", "相同", "95%"]
    assert page.texts(".alike-summary") == ["最早见于 荻浦镇 2021；同样的话共 3 篇，相近的 2 篇。"]
    assert "本篇另有 1 段也这样写" in page.html
    assert faults_of(page.html) == []


def test_the_difference_is_shown(client: FlaskClient) -> None:
    """What is here and not there, and the other way round; nothing for the same."""
    page = visit(client, "/reports/R1/p1/alike")
    assert page.texts("section del") == ["131", "128"]
    assert page.texts("section ins") == ["99", "101"]
    assert len(page.soup.select(".telling.same .telling-text")) == 0


def test_each_report_is_led_to(client: FlaskClient) -> None:
    """To the passage in it; the search that led here is kept."""
    page = visit(client, "/reports/R1/p1/alike", ("q", "调解"))
    (first, *_) = page.links("section[aria-labelledby=elsewhere] a")
    assert unquote(first) == "/reports/R4?q=调解#p1"


def test_a_span_is_asked_for_by_itself(client: FlaskClient) -> None:
    """From one character to another of the passage; each sentence has such a link."""
    whole = visit(client, "/reports/R1/p1/alike")
    links = whole.links(".alike-sentences a[href*=start]")
    assert len(links) == 2
    page = visit(client, links[1])
    assert page.texts(".alike-said") == ["群众满意度逐年提高，信访量持续下降。"]
    assert page.texts(".alike-summary") == ["最早见于 荻浦镇 2021；同样的话共 5 篇，相近的 0 篇。"]
    assert not page.soup.select(".alike-sentences")


@pytest.mark.parametrize(
    "span", ["start=5&end=5", "start=900&end=2", "start=-4", "end=x", "start=99999"]
)
def test_a_span_of_nothing_is_the_whole_passage(client: FlaskClient, span: str) -> None:
    """Whatever stands in the address."""
    page = visit(client, f"/reports/R1/p1/alike?{span}")
    assert page.texts(".alike-said") == [SAID]


def test_nobody_else_is_said(client: FlaskClient) -> None:
    """Where only this report has it."""
    page = visit(client, "/reports/R6/p1/alike")
    assert page.texts(".alike-summary") == ["没有别的报告这样写。"]


@pytest.mark.parametrize("path", ["/reports/R1/p3/alike", "/reports/R1/p0/alike"])
def test_a_passage_that_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    """And so is one of a report that is not there."""
    assert visit(client, path).status == 404
    assert visit(client, path.replace("R1", "R9")).status == 404


def test_what_was_taken_over_is_counted(client: FlaskClient) -> None:
    """From the nearest earlier year of the place: by passages, and by characters."""
    page = visit(client, "/reports/R1/taken-over")
    (said,) = page.texts(".alike-summary")
    assert said.startswith(
        "正文 2 段中，1 段与 松栎镇 2023 相同，0 段相近，0 段部分沿用，1 段新写"
    )
    assert f"{len(SAID)} / {len(SAID) + len('推行执法公示。')} 字" in said
    assert faults_of(page.html) == []


def test_another_year_can_be_chosen(client: FlaskClient) -> None:
    """Of those that the place has; the difference leads from there to here."""
    page = visit(client, "/reports/R1/taken-over", ("from", "R3"))
    assert page.texts(".takeover-with [aria-current]") == ["2022 年"]
    assert (page.texts("li del"), page.texts("li ins")) == (["99"], ["131"])
    assert visit(client, "/reports/R1/taken-over", ("from", "R4")).texts("strong") == ["2023 年"]


def test_where_nothing_is_to_be_compared_it_is_said(client: FlaskClient) -> None:
    """Neither the first year of a place, nor a report whose place is not known, is an error."""
    first = visit(client, "/reports/R3/taken-over")
    assert "没有更早年度的报告" in first.texts(".note")[0]
    assert len(first.links(".takeover-with a")) == 2
    assert "没有可比的" in visit(client, "/reports/R6/taken-over").texts(".note")[0]


def test_the_report_leads_there(client: FlaskClient) -> None:
    """From what stands beside it."""
    assert "/reports/R1/taken-over" in visit(client, "/reports/R1").links(".beside-it a")


def test_text_of_a_report_is_text(client: FlaskClient) -> None:
    """A report cannot put anything into the page."""
    page = visit(client, "/reports/R2/p2/alike")
    assert "&lt;b&gt;" in page.html
    assert not page.soup.select(".alike-said b")


def test_what_does_not_stand_on_the_page_is_counted(tmp_path: Path) -> None:
    """Of very many reports some are listed, the others counted, and all of them a click away."""
    many = [report_of(f"R{n:03}", SAID, place=DIPU, year=2000 + n % 20) for n in range(70)]
    own = home_of(tmp_path / "home", report_of("A1", SAID), *many)
    client = create_app(EmbeddedEngine(own.index), own).test_client()
    page = visit(client, "/reports/A1/p1/alike")
    others = "section[aria-labelledby=elsewhere]"
    assert len(page.soup.select(f"{others} .telling")) == 60
    (rest,) = page.soup.select(f"{others} > p > a")
    assert rest.get_text() == "还有 10 篇，全部列出"
    assert "同样的话共 71 篇" in page.texts(".alike-summary")[0]
    assert len(visit(client, str(rest["href"])).soup.select(f"{others} .telling")) == 70

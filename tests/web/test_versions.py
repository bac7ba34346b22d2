"""Versions of a report: listed, read and compared."""

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import Change, Piece, PieceFate
from searchapp.reports import Passage, SectionKind
from searchapp.web.versions import stretches
from tests.library.homes import SONGLI, SONGLI_REVISED, Home, new_home
from tests.web.homes import visitor
from tests.web.reading import faults_of, visit

#: A third version: a sentence more, and the last passage gone.
SONGLI_AGAIN = SONGLI_REVISED.replace("说清楚。", "说清楚。全年再无讼争。").replace(
    "茶季执法力量不足。\n", ""
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A report in three versions."""
    home = new_home(tmp_path_factory.mktemp("versions"))
    for text in (SONGLI, SONGLI_REVISED, SONGLI_AGAIN):
        home.write("a.txt", text)
        home.ingest()
    return home


@pytest.fixture(scope="module")
def report(home: Home) -> str:
    """The address of the report."""
    return f"/reports/{home.only().id}"


@pytest.fixture(scope="module")
def reader(home: Home) -> FlaskClient:
    return visitor(home)


def test_versions_are_listed_newest_first(reader: FlaskClient, report: str) -> None:
    """Each with when and in which file it came; each can be read and compared."""
    page = visit(reader, f"{report}/versions")
    assert page.texts(".versions h2") == ["第 3 版 现在", "第 2 版", "第 1 版"]
    assert all(said.endswith("收入 a.txt") for said in page.texts(".versions .soft"))
    assert page.links(".versions a") == [
        *(report, f"{report}/compare?from=2&to=3"),
        *(f"{report}?version=2", f"{report}/compare?from=1&to=2"),
        f"{report}?version=1",
    ]
    assert all(visit(reader, link).status == 200 for link in page.links(".versions a"))


def test_an_earlier_version_is_read_as_it_was(reader: FlaskClient, report: str) -> None:
    """With a note that it is not the newest, the way there, and no way to correct it."""
    old = visit(reader, f"{report}?version=1")
    assert "131件" in old.texts(".sheet")[0]
    assert "132件" not in old.texts(".sheet")[0]
    assert old.texts(".note")[0].startswith("这是第 1 版（")
    assert old.links(".note a") == [report, f"{report}/compare?from=1&to=3"]
    assert f"{report}/correct" not in old.links("a")
    new = visit(reader, report)
    assert "132件" in new.texts(".sheet")[0]
    assert new.texts(".note") == []
    assert {f"{report}/correct", f"{report}/versions"} <= set(new.links(".facts a"))


def test_the_search_is_carried_to_every_version_and_back(reader: FlaskClient, report: str) -> None:
    """Each link of these pages to another of the same report keeps it; the form does too."""
    asked = (("q", "“131件”"), ("year", "2024"))
    ways = {
        ("", ("version", "3")): ".facts a[href*='/versions']",
        ("", ("version", "1")): ".note a",
        ("/versions", ("v", "")): "main a",
        ("/compare", ("from", "1")): ".back a",
    }
    for (path, which), links in ways.items():
        page = visit(reader, report + path, which, *asked)
        there = page.links(links)
        assert there
        for link in there:
            carried = parse_qs(urlsplit(link).query)
            assert (carried["q"], carried["year"]) == (["“131件”"], ["2024"]), link
    form = visit(reader, f"{report}/compare", *asked).soup.select("form.choices [type=hidden]")
    assert [(str(each["name"]), str(each["value"])) for each in form] == list(asked)
    old = visit(reader, f"{report}/versions", *asked).links(".versions a")[-1]
    assert visit(reader, old).texts("mark") == ["131件"]


def test_the_newest_version_asked_for_is_the_report(reader: FlaskClient, report: str) -> None:
    """No note: it is the newest."""
    assert visit(reader, f"{report}?version=3").texts(".note") == []


def test_what_was_searched_for_is_marked_in_an_earlier_version(
    reader: FlaskClient, report: str
) -> None:
    """As in the newest."""
    assert visit(reader, report, ("version", "1"), ("q", "“131件”")).texts("mark") == ["131件"]
    assert visit(reader, report, ("q", "“131件”")).texts("mark") == []


def test_two_versions_are_compared(reader: FlaskClient, report: str) -> None:
    """What was removed and added is marked; what stayed is folded away or shown beside it."""
    page = visit(reader, f"{report}/compare?from=1&to=2")
    assert (page.texts(".compared del"), page.texts(".compared ins")) == (["131件"[:3]], ["132"])
    assert page.texts(".totals span") == ["改动 1 段", "新增 0 段", "删去 0 段"]
    assert page.texts(".change.changed .text")[0].startswith("全年受理矛盾纠纷131132件")
    newest = visit(reader, f"{report}/compare")
    assert newest.texts("h1") == ["第 2 版 → 第 3 版"]
    assert newest.texts(".compared del") == ["茶季执法力量不足。"]
    assert newest.texts(".compared ins") == ["全年再无讼争。"]
    assert newest.texts("option[selected]") == ["第 2 版", "第 3 版"]
    both = visit(reader, f"{report}/compare?from=1&to=3")
    assert both.texts(".compared ins") == ["132", "全年再无讼争。"]


def test_a_version_against_itself_has_no_difference(reader: FlaskClient, report: str) -> None:
    """Its whole text is folded away."""
    page = visit(reader, f"{report}/compare?from=2&to=2")
    assert page.texts(".totals span") == ["文字没有不同"]
    assert page.texts(".stayed summary") == ["未变的 5 段"]


@pytest.mark.parametrize(
    "path",
    [
        "?version=4",
        "?version=0",
        "?version=-1",
        "?version=99999999999999999999",
        "/compare?from=1&to=4",
        "/compare?from=0",
        "/compare?to=99999999999999999999",
    ],
)
def test_a_version_that_is_not_there_is_not_found(
    reader: FlaskClient, report: str, path: str
) -> None:
    """Whoever edits an address is told so."""
    assert visit(reader, report + path).status == 404


@pytest.mark.parametrize("path", ["versions", "compare", "correct"])
def test_of_a_report_that_is_not_there_nothing_is(reader: FlaskClient, path: str) -> None:
    """No page of it, and the words for that."""
    page = visit(reader, f"/reports/0000000000/{path}")
    assert page.status == 404
    assert "没有编号为 0000000000 的报告" in page.texts("main p")[0]


def test_what_makes_no_sense_as_a_version_is_passed_over(reader: FlaskClient, report: str) -> None:
    """The usual page is shown."""
    assert visit(reader, f"{report}?version=一").texts(".note") == []
    assert visit(reader, f"{report}/compare?from=一").texts("h1") == ["第 2 版 → 第 3 版"]


def test_a_report_of_one_version_has_nothing_to_compare(client: FlaskClient) -> None:
    """Its page does not speak of versions; the list has the one."""
    link = visit(client, "/search", ("q", "")).links(".hit h2 a")[0].split("#")[0]
    assert "版本" not in visit(client, link).texts(".facts dt")
    assert visit(client, f"{link}/versions").texts(".versions h2") == ["第 1 版 现在"]
    assert visit(client, f"{link}/compare").texts(".totals span") == ["文字没有不同"]


@pytest.mark.parametrize("path", ["/versions", "/compare", "/compare?from=1&to=3", "?version=1"])
def test_pages_of_versions_are_well_formed(reader: FlaskClient, report: str, path: str) -> None:
    """Tags balance, ids are there once."""
    assert faults_of(visit(reader, report + path).html) == []


def change(*, is_none: bool) -> Change:
    fate = PieceFate.KEPT if is_none else PieceFate.ADDED
    return Change(None, Passage(1, SectionKind.OTHER, (), "甲"), (Piece(fate, "甲"),))


@pytest.mark.property
@given(st.lists(st.booleans()))
def test_nothing_is_folded_away_that_changed_or_stands_beside_a_change(kept: list[bool]) -> None:
    """The stretches are all passages in order; a folded one has no change in it or beside it."""
    changes = [change(is_none=each) for each in kept]
    found = list(stretches(changes))
    assert [each for stretch in found for each in stretch.changes] == changes
    shown = [not stretch.folded for stretch in found for _ in stretch.changes]
    near = [not all(kept[max(0, at - 1) : at + 2]) for at in range(len(kept))]
    assert shown == near
    assert all(one.folded != other.folded for one, other in pairwise(found))


@pytest.mark.parametrize("path", ["versions", "compare?from=1&to=2"])
def test_an_id_typed_from_paper_leads_to_its_versions(
    reader: FlaskClient, report: str, path: str
) -> None:
    """In small letters, to the address as it is written."""
    answer = reader.get(f"/reports/{report.rpartition('/')[2].lower()}/{path}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{report}/{path}")

"""How a briefing was before can be seen, named and brought back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.library.briefings import Block, BlockKind, Content, Revision
from searchapp.web.earlier import sittings
from tests.library.homes import Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor
from tests.web.reading import Page, visit

#: Noon by the clock of the machine, so that no sitting runs over midnight.
NOON = datetime(2026, 3, 2, 12).astimezone().astimezone(UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a briefing of three states."""
    home = new_home(tmp_path / "home")
    states = [("茶季",), ("茶季", "院坝会"), ("茶季改过", "渔业")]
    with home.ledger() as ledger:
        briefing = ledger.briefings.make(Content("甲"), "")
        for state in states:
            ledger.briefings.change(briefing.id, lambda _, s=state: content(*s), "")  # type: ignore[misc]
        ledger.commit()
    return home


@pytest.fixture
def client(home: Home) -> FlaskClient:
    return visitor(home)


def content(*texts: str) -> Content:
    """A content of these paragraphs, of which those that begin alike are one."""
    return Content("甲", "题", (), tuple(Block(f"b{ord(t[0])}", BlockKind.TEXT, t) for t in texts))


def state(client: FlaskClient, number: int) -> Page:
    return visit(client, "/briefings/1/revisions", ("at", str(number)))


def revision(number: int, minutes: int, name: str = "", who: str = "") -> Revision:
    return Revision(number, NOON + timedelta(minutes=minutes), who, name)


def test_every_state_is_listed(client: FlaskClient) -> None:
    """The newest first; they were saved in one sitting."""
    page = visit(client, "/briefings/1/revisions")
    assert page.status == 200
    assert page.links(".bs-times a")[0] == "/briefings/1/revisions?at=4#state"
    assert len(page.links(".bs-times a")) == 4
    assert page.texts(".bs-days summary")[0].endswith("保存 4 次")
    assert not page.soup.select(".bs-state")


def test_a_state_is_shown_as_it_was(client: FlaskClient) -> None:
    """With what has become of it since."""
    page = state(client, 3)
    assert page.texts(".bs-block p") == ["茶季", "院坝会"]
    assert page.texts(".bs-block .tag") == ["现在改了", "现在没有"]
    assert (
        "有 2 段现在没有，或者已经改了；那以后新加了 1 段"
        in page.only(".bs-state > .soft").get_text()
    )
    assert "这就是现在的样子" in state(client, 4).only(".bs-state > .soft").get_text()
    assert state(client, 1).texts(".bs-sheet") == ["那时还是空的。"]


def test_a_state_is_brought_back(home: Home, client: FlaskClient) -> None:
    """One is led to the briefing; how it was until then is listed by its name."""
    form = state(client, 3).only(".bs-acts form:first-child")
    answer = client.post(str(form["action"]), headers=OWN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/briefings/1")
    with home.ledger() as ledger:
        now = ledger.briefings.of(1)
    assert now
    assert (now.content, now.revision) == (content("茶季", "院坝会"), 5)
    assert "恢复前" in visit(client, "/briefings/1/revisions").texts(".bs-days .tag")
    assert not state(client, 5).soup.select(".bs-acts .main")


def test_a_state_is_given_a_name(client: FlaskClient) -> None:
    """And stands by itself from then on; without a name again as before."""
    form = state(client, 2).only(".bs-call")
    answer = client.post(str(form["action"]), data={"name": " 送审\n稿 "}, headers=OWN)
    page = visit(client, answer.headers["Location"])
    assert page.texts(".bs-days .tag") == ["送审 稿"]
    assert page.only("#bs-call")["value"] == "送审 稿"
    client.post(str(form["action"]), data={"name": ""}, headers=OWN)
    assert not visit(client, "/briefings/1/revisions").soup.select(".bs-days .tag")


@pytest.mark.parametrize("asked", ["99", "-1", str(2**70)])
def test_a_state_that_is_not_kept_is_said(client: FlaskClient, asked: str) -> None:
    """The others are there."""
    page = visit(client, "/briefings/1/revisions", ("at", asked))
    assert page.status == 200
    assert "没有留下" in page.only("main .note").get_text()


def test_what_was_never_made_is_not_found(client: FlaskClient) -> None:
    """Neither is the state of one that was."""
    assert client.get("/briefings/9/revisions").status_code == 404
    for path in ("/briefings/9/revisions/1", "/briefings/1/revisions/99"):
        assert client.post(f"{path}/restore", headers=OWN).status_code == 404
    assert client.post("/briefings/9/revisions/1/name", headers=OWN).status_code == 404


def test_a_pause_ends_a_sitting() -> None:
    """So does a name, somebody else, and another day."""
    states = [
        revision(9, 60 * 24, who="王"),
        revision(8, 101, who="王"),
        revision(7, 100),
        revision(6, 90),
        revision(5, 41, "送审稿"),
        revision(4, 40),
        revision(3, 20),
        revision(2, 1),
        revision(1, 0),
    ]
    found = [[each.number for each in sitting.revisions] for sitting in sittings(states)]
    assert found == [[9], [8], [7, 6], [5], [4, 3, 2, 1]]

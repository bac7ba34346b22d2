"""What a page sends while one writes is kept, merged with what others wrote, or refused."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from searchapp.library.briefings import Block, BlockKind, Content, content_json
from tests.library.homes import Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "blocks", "tags", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home without reports."""
    return new_home(tmp_path_factory.mktemp("saving") / "home")


@pytest.fixture(scope="module")
def client(home: Home) -> FlaskClient:
    return visitor(home)


@pytest.fixture
def number(home: Home) -> int:
    """A briefing of one paragraph."""
    with home.ledger() as ledger:
        made = ledger.briefings.make(content("茶季"), "")
        ledger.commit()
    return made.id


def content(*texts: str) -> Content:
    """A content of these paragraphs."""
    blocks = (Block(f"b{n}", BlockKind.TEXT, words) for n, words in enumerate(texts))
    return Content("甲", blocks=tuple(blocks))


def save(client: FlaskClient, number: int, body: object) -> TestResponse:
    """The answer to what a page sends."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return client.post(f"/briefings/{number}/save", data=raw, headers=OWN)


def body(revision: int, said: Content, **more: object) -> dict[str, Any]:
    return {"revision": revision, "content": content_json(said), **more}


def test_what_is_sent_is_kept(client: FlaskClient, number: int) -> None:
    """The answer is what the briefing says now, and under which revision."""
    after = content("茶季到了", "院坝会")
    answer = save(client, number, body(1, after))
    assert answer.status_code == 200
    told = {"revision": 2, "content": content_json(after), "conflicts": [], "merged": False}
    assert answer.json == told
    assert save(client, number, body(1, after)).json == told


def test_a_conflict_is_told(client: FlaskClient, number: int) -> None:
    """Both texts are there; the id of the second is named, for the page to show it."""
    save(client, number, body(1, content("他写的")))
    told = save(client, number, body(1, content("我写的"))).json
    assert told
    first, second = told["content"]["blocks"]
    assert (first["text"], second["text"], second["beside"]) == ("他写的", "我写的", "b0")
    assert (told["conflicts"], told["merged"], told["revision"]) == ([second["id"]], True, 3)


def test_a_page_may_say_with_what_it_began(client: FlaskClient, number: int) -> None:
    """It need not know of what others added while it was written on."""
    base = content("我写的")
    save(client, number, body(1, content("茶季", "他加的")))
    save(client, number, body(1, base))
    told = save(client, number, body(3, content("我又写了"), base=content_json(base))).json
    assert told
    assert [each["text"] for each in told["content"]["blocks"]] == ["我又写了", "他加的"]


def test_what_was_never_made_is_not_found(client: FlaskClient) -> None:
    """In words that the page can show."""
    for number in (9999, 2**40):
        answer = save(client, number, body(1, content("茶季")))
        assert answer.status_code == 404
        assert answer.json == {"said": "没有这份材料。请到“材料”里找"}


def test_a_long_briefing_is_kept_one_without_end_is_not(client: FlaskClient, number: int) -> None:
    """As long as a book; beyond that it is said what to do, and nothing is changed."""
    words = "茶" * 15_000
    long = content(*([words] * 30))
    both = body(1, long, base=content_json(long))
    assert len(json.dumps(both, ensure_ascii=False).encode()) > 2_600_000
    assert save(client, number, both).status_code == 200
    answer = save(client, number, body(2, content(*([words] * 100))))
    assert answer.status_code == 413
    assert "没有保存" in answer.get_json()["said"]
    told = save(client, number, body(2, long)).json
    assert told
    assert told["revision"] == 2


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 10_000,
        b'{"revision": 1' + b"0" * 5_000 + b', "content": {}}',
        {},
        [],
        {"revision": 1},
        {"revision": "1", "content": {}},
        {"revision": True, "content": {}},
        {"revision": 0, "content": {}},
        {"revision": -(2**70), "content": {}},
        {"revision": 2**70, "content": {}},
        {"revision": 1, "content": {"blocks": [3]}},
        {"revision": 1, "content": {}, "base": 3},
        {
            "revision": 1,
            "content": {"blocks": [{"id": "a", "kind": "quote", "excerpt": "QQQQQQQQQ1"}]},
        },
    ],
    ids=lambda sent: repr(sent)[:24],
)
def test_what_makes_no_sense_is_refused(client: FlaskClient, number: int, sent: object) -> None:
    """In words, and nothing is changed."""
    answer = save(client, number, sent)
    assert answer.status_code == 400
    assert answer.get_json()["said"]
    told = save(client, number, body(1, content("茶季"))).json
    assert told
    assert told["revision"] == 1


def test_what_two_made_too_long_can_still_be_saved(client: FlaskClient, number: int) -> None:
    """As long as it does not grow: nobody is to stand before a page that keeps nothing."""
    ways = [[{"id": f"{who}{n}", "kind": "text"} for n in range(1_500)] for who in "ab"]
    for way in ways:
        sent = {**content_json(content()), "blocks": way}
        assert save(client, number, {"revision": 1, "content": sent}).status_code == 200
    told = save(client, number, {"revision": 1, "content": sent}).json
    assert told
    blocks = told["content"]["blocks"]
    assert len(blocks) == 3_000
    shorter = {"revision": told["revision"], "content": {**sent, "blocks": blocks[1:]}}
    assert save(client, number, shorter).status_code == 200
    longer = {"revision": told["revision"], "content": {**sent, "blocks": [*blocks, *way]}}
    assert save(client, number, longer).status_code == 400


def test_an_old_quote_that_nobody_knows_holds_nothing_up(client: FlaskClient, home: Home) -> None:
    """Whatever became of its excerpt: what is written beside it is kept."""
    lost = Block("q", BlockKind.QUOTE, excerpt="QQQQQQQQQ1")
    with home.ledger() as ledger:
        number = ledger.briefings.make(Content("甲", blocks=(lost,)), "").id
        ledger.commit()
    further = Content("甲", blocks=(lost, Block("t", BlockKind.TEXT, "茶季")))
    assert save(client, number, body(1, further)).status_code == 200


@pytest.mark.property
@given(_JSON, st.sampled_from(["content", "base", "revision"]))
def test_whatever_is_sent_is_kept_or_refused(client: FlaskClient, said: object, at: str) -> None:
    """Never is it a fault of the program's own."""
    sent = {**body(1, content("茶季")), at: said}
    assert save(client, 1, sent).status_code in (200, 400, 404)

"""What the box offers finds what it says, and leaves alone what was typed."""

from time import process_time
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked, Engine
from searchapp.query import parse_query
from searchapp.web.completing import MOST, offered


def complete(client: FlaskClient, typed: str, at: int | None = None) -> list[dict[str, Any]]:
    asked = {"q": typed} if at is None else {"q": typed, "at": str(at)}
    offers: list[dict[str, Any]] = client.get("/complete", query_string=asked).get_json()["offers"]
    return offers


def typed_by(client: FlaskClient, typed: str, at: int | None = None) -> list[str]:
    return [each["typed"] for each in complete(client, typed, at)]


@pytest.mark.parametrize(
    ("typed", "offered_first"),
    [
        ("松", "镇:松栎镇"),
        ("普法 松", "普法 镇:松栎镇"),
        ("普法 -松", "普法 -镇:松栎镇"),
        ("镇：松", "镇：松栎镇"),
        ("年:2022、", "年:2022、2024"),
        ("章节:不", "章节:不足和原因"),
        ("不足", "章节:不足和原因"),
        ("法律明", "“法律明白人”"),
        ("“法律明", "“法律明白人”"),
        ("「法律明", "「法律明白人」"),
        ('普法 "法律明', '普法 "法律明白人"'),
        ("(普法 或者 法律明", "(普法 或者 “法律明白人”"),
        ("基层矛盾", "基层“矛盾纠纷”"),
        ("town:松", "town:松栎镇"),
    ],
)
def test_what_was_begun_is_gone_on_with(
    client: FlaskClient, typed: str, offered_first: str
) -> None:
    """The last part, as whoever knows the language would write it; what stands before stays."""
    assert typed_by(client, typed)[0] == offered_first


@pytest.mark.parametrize(
    "typed", ["", "   ", "普法 ", "“普法”", "标题:关", "标题:“关", "“调解#", "#", "NEAR/2"]
)
def test_nothing_is_offered_where_nothing_is_begun(client: FlaskClient, typed: str) -> None:
    """Behind a blank or a closed phrase, in a title's words, behind a wild mark."""
    assert complete(client, typed) == []


def test_the_part_at_the_caret_is_completed(client: FlaskClient) -> None:
    """What stands behind it stays; in the middle of a word nothing is offered."""
    assert typed_by(client, "松 调解", 1)[0] == "镇:松栎镇 调解"
    assert complete(client, "松 调解", 1)[0]["caret"] == len("镇:松栎镇")
    assert complete(client, "松栎镇 调解", 1) == []
    assert typed_by(client, "“法律明” 调解", 4)[0] == "“法律明白人” 调解"


def test_a_browser_counts_characters_its_own_way(client: FlaskClient) -> None:
    """A character beyond the basic plane is two units of UTF-16 there, for both carets."""
    (first, *_) = complete(client, "𠮷 松", 4)
    assert (first["typed"], first["caret"]) == ("𠮷 镇:松栎镇", 3 + len("镇:松栎镇"))


@pytest.mark.parametrize("at", ["-5", "9999999999", "x", ""])
def test_a_caret_that_is_nowhere_is_no_error(client: FlaskClient, at: str) -> None:
    """Whatever an address says there is an answer."""
    answer = client.get("/complete", query_string={"q": "松", "at": at})
    assert answer.status_code == 200


BEGINNINGS = (
    "松",
    "法治",
    "枫桥",
    "矛盾",
    "2",
    "年:",
    "镇:",
    "章节:",
    "文种:",
    "“法",
    "调解 执",
    "1",
    "不足",
)


@pytest.mark.parametrize("typed", BEGINNINGS)
def test_every_offer_finds_what_it_says(engine: Engine, typed: str) -> None:
    """Alone, in the whole library; nothing is offered that finds nothing or leaves a note."""
    offers = offered(engine, typed, len(typed))
    assert 0 < len(offers) <= MOST
    field = typed if typed.endswith(":") else ""
    for offer in offers:
        understood = parse_query(field + offer.text)
        found = engine.find(Asked(understood.query, limit=0))
        assert (understood.notes, found.notes) == ((), ())
        assert found.total.passages > 0
        assert offer.passages in (found.total.passages, None)


@pytest.mark.property
@settings(max_examples=150)
@given(data=st.data())
def test_whatever_is_typed_an_offer_only_adds(engine: Engine, data: st.DataObject) -> None:
    """What stands before the part that is begun, and behind the caret, is never changed."""
    pieces = st.sampled_from(
        [*'松法“”"「」()-:：、 𠮷#*\\年镇', "矛盾", "镇:", "或者", "NEAR/2", "2024"]
    )
    typed = "".join(data.draw(st.lists(pieces, max_size=8)))
    caret = data.draw(st.integers(0, len(typed)))
    for offer in offered(engine, typed, caret):
        assert offer.text in offer.typed
        at = offer.typed.encode("utf-16-le")[: 2 * offer.caret].decode("utf-16-le")
        behind = offer.typed[len(at) :]
        assert at.endswith(offer.text)
        assert typed[:caret].startswith(at[: -len(offer.text)])
        assert typed[caret:] in (behind, f"{typed[caret : caret + 1]}{behind}")


def test_an_answer_comes_in_a_blink(client: FlaskClient) -> None:
    """Less time than a key press: the best of three, once the dictionary is loaded."""
    for typed in BEGINNINGS:
        times = []
        for _ in range(3):
            began = process_time()
            complete(client, typed)
            times.append(process_time() - began)
        assert min(times) < 0.02, typed


def test_an_address_bar_is_offered_the_same(client: FlaskClient) -> None:
    """As OpenSearch has it: what was typed, completions, what they are, where they lead."""
    answer = client.get("/suggest", query_string={"q": "普法 松"})
    assert answer.mimetype == "application/x-suggestions+json"
    typed, texts, told, links = answer.get_json()
    assert (typed, texts[0], told[0].split()[0]) == ("普法 松", "普法 镇:松栎镇", "地方")
    assert len(texts) == len(told) == len(links)
    assert client.get(links[0]).status_code == 200

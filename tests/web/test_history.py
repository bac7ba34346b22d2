"""The last searches of a browser: for itself alone, and gone when it says so."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_cookie

from searchapp.query import LONGEST_QUERY
from searchapp.web.address import Address, View
from searchapp.web.cookies import LONGEST
from searchapp.web.history import MOST, History
from tests.web.every_page import OWN
from tests.web.reading import visit
from tests.web.test_address import addresses

COOKIE = "searches"


@pytest.fixture
def client(client: FlaskClient) -> Iterator[FlaskClient]:
    """A browser that has searched nothing yet."""
    own = client.application.test_client()
    with own:
        yield own


def kept(client: FlaskClient) -> list[str]:
    """The searches that the browser is offered in the empty box."""
    return [each["typed"] for each in client.get("/history.json").get_json()["searches"]]


def test_what_was_searched_last_is_offered_first(client: FlaskClient) -> None:
    """In the box and on the page, which leads to the same search again."""
    for typed in ("普法", "“枫桥经验”", "调解"):
        client.get("/search", query_string={"q": typed, "county": "990121", "year": "2023"})
    assert kept(client) == ["调解", "“枫桥经验”", "普法"]
    (first, *_) = client.get("/history.json").get_json()["searches"]
    assert first["chosen"] == "青禾县 · 2023"
    page = visit(client, "/saved")
    assert page.texts(".recents a") == ["调解", "“枫桥经验”", "普法"]
    assert page.links(".recents a")[0] == first["url"]
    assert visit(client, first["url"]).texts(".chips li")[:2] == ["青禾县 ×", "2023 ×"]


def test_clicks_within_a_search_are_one_search(client: FlaskClient) -> None:
    """Choices, layouts, pages, and going back and forward: the last state of it is kept."""
    for rest in ("", "&year=2023", "&year=2023&view=kwic", "&page=3&view=kwic&density=compact"):
        client.get(f"/search?q=调解{rest}")
    client.get("/search?q=普法")
    client.get("/search?q=调解&view=kwic&page=2")
    searches = client.get("/history.json").get_json()["searches"]
    assert [each["typed"] for each in searches] == ["调解", "普法"]
    assert unquote(searches[0]["url"]) == "/search?q=调解&view=kwic"
    assert searches[0]["chosen"] == "逐词索引"


def test_where_nothing_was_typed_nothing_is_kept(client: FlaskClient) -> None:
    """The start page, and leafing through a year; nor do other addresses leave a trace."""
    report = visit(client, "/search?q=").links(".hit h2 a")[0]
    for path in ("/", "/search?year=2023", "/search.json?q=调解", "/complete?q=调解", report):
        assert "Set-Cookie" not in client.get(path).headers
    assert kept(client) == []


def test_what_was_searched_before_is_offered_while_one_types_it(client: FlaskClient) -> None:
    """After what completes the word; in whatever width it is typed, and not once it is typed."""
    for typed in ("“调解#件”", "调解 普法", "信访", "调解"):
        client.get("/search", query_string={"q": typed})

    def offered(typed: str) -> list[str]:
        answer = client.get("/complete", query_string={"q": typed}).get_json()
        return [each["typed"] for each in answer["searches"]]

    assert offered("调") == ["调解", "调解 普法"]
    assert offered("调解") == ["调解 普法"]
    assert offered('"调解＃') == ["“调解#件”"]
    assert offered(" ") == offered("解") == []


def test_no_script_and_no_other_site_reads_it(client: FlaskClient) -> None:
    """It stays half a year with the browser, and goes to this site alone."""
    said = client.get("/search?q=调解").headers["Set-Cookie"]
    attributes = {each.strip().partition("=")[0].lower() for each in said.split(";")}
    assert attributes >= {"httponly", "samesite", "path", "max-age"}
    assert "SameSite=Lax" in said
    assert "Path=/;" in f"{said};"
    assert "Secure" not in said
    secure = client.get("/search?q=普法", base_url="https://localhost").headers["Set-Cookie"]
    assert "Secure" in secure


def test_one_is_erased_or_all(client: FlaskClient) -> None:
    """With one click, and no other stays behind in the cookie."""
    for typed in ("普法", "“枫桥经验”", "调解"):
        client.get("/search", query_string={"q": typed})
    page = visit(client, "/saved")
    form = page.soup.select(".recents form")[1]
    field = form.select_one("input[name=q]")
    assert field is not None
    answer = client.post(str(form["action"]), data={"q": field["value"]}, headers=OWN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/saved#history")
    assert kept(client) == ["调解", "普法"]
    client.post("/history/erase", headers=OWN)
    assert kept(client) == []
    assert client.get_cookie(COOKIE) is None


def test_who_wants_nothing_kept_says_so_once(client: FlaskClient) -> None:
    """What was kept is gone, nothing is kept from then on, until one wants it again."""
    client.get("/search?q=调解")
    client.post("/history/keep", data={"on": "0"}, headers=OWN)
    client.get("/search?q=普法")
    assert kept(client) == []
    page = visit(client, "/saved")
    assert "不记录" in page.only("#recent").get_text()
    client.post("/history/erase", headers=OWN)
    client.get("/search?q=普法")
    assert kept(client) == []
    client.post("/history/keep", data={"on": "1"}, headers=OWN)
    client.get("/search?q=普法")
    assert kept(client) == ["普法"]


def test_other_sites_can_neither_erase_nor_switch(client: FlaskClient) -> None:
    """A page that is open beside this one changes nothing."""
    client.get("/search?q=调解")
    for path in ("/history/erase", "/history/keep"):
        assert client.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert kept(client) == ["调解"]


@pytest.mark.property
@given(st.lists(addresses(), max_size=30))
def test_a_cookie_is_read_as_it_was_written(searches: list[Address]) -> None:
    """The last state of each search, the last first, as many as are kept and fit."""
    history = History()
    for address in searches:
        history = history.begun_with(address)
    wanted: dict[str, Address] = {}
    for address in reversed(searches):
        if address.typed:
            wanted.setdefault(address.typed, address.remembered)
    assert list(history.searches) == list(wanted.values())[:MOST]
    assert len(history.written()) <= LONGEST
    again = History.read(history.written()).searches
    assert again == history.searches[: len(again)]
    assert len(again) == len(history.searches) or len(history.written()) > LONGEST / 2


def test_very_long_searches_leave_room_for_the_last(client: FlaskClient) -> None:
    """No browser refuses the cookie; a page that was pasted is no search to come back to."""
    every = [f"{number}" + "调" * 60 for number in range(MOST)]
    for typed in (*every, "𠮷" * LONGEST_QUERY):
        client.get("/search", query_string={"q": typed})
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert len(cookie.value) <= LONGEST
    assert kept(client) == every[:-9:-1]
    assert len(History.read(cookie.value).searches) < MOST


def cookie_of(said: object) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).decode()


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "x",
        "%%%",
        "é",
        "off ",
        "A" * 4000,
        "[" * 2999,
        cookie_of(None),
        cookie_of({"q": "调解"}),
        cookie_of([1, None, "abc", [], [1], [[1, 2, 3]], [["q"]], {"q": 1}]),
        cookie_of([[["q", ""]], [["q", " "]], [["year", "2023"]]]),
        cookie_of([[["q", "\ud800x"]], [["q", "x"], ["town", "\udfff"]], [["\ud800", "x"]]]),
        urlsafe_b64encode(b"[" * 2000).decode(),
        urlsafe_b64encode(b"\xff\xfe[[]]").decode(),
    ],
)
def test_what_somebody_wrote_into_the_cookie_is_no_error(client: FlaskClient, cookie: str) -> None:
    """Nothing of it is a search, and the next search is kept as ever."""
    client.set_cookie(COOKIE, cookie)
    assert kept(client) == []
    assert visit(client, "/saved").status == 200
    assert visit(client, "/search?q=调解").status == 200
    assert kept(client) == ["调解"]


def test_a_cookie_cannot_bring_anything_into_a_page(client: FlaskClient) -> None:
    """Of what stands in it only searches of this site are made, as text."""
    said = [[["q", "<b>x</b>"], ["view", "kwic"], ["next", "http://evil.example"], ["page", "9"]]]
    client.set_cookie(COOKIE, cookie_of(said))
    page = visit(client, "/saved")
    assert page.texts(".recents a") == ["<b>x</b>"]
    assert [unquote(link) for link in page.links(".recents a")] == ["/search?q=<b>x</b>&view=kwic"]
    assert History.read(cookie_of(said)).searches == (Address("<b>x</b>", view=View.KWIC),)


def test_the_cookie_has_nothing_but_the_searches(client: FlaskClient) -> None:
    """Who and when is not in it."""
    answer = client.get("/search?q=调解")
    (value,) = parse_cookie(answer.headers["Set-Cookie"].partition(";")[0]).values()
    assert json.loads(urlsafe_b64decode(f"{value}==")) == [[["q", "调解"]]]

"""A search as a feed: who has subscribed hears of each report in which it finds something."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as Tree

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from searchapp.engine import Asked, Engine
from searchapp.library import LONG_AGO
from searchapp.query import parse_query
from searchapp.web.feeds import MOST_ENTRIES, MOST_PASSAGES, entries
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, new_home
from tests.web.homes import visitor
from tests.web.reading import visit
from tests.web.test_hostile import ATTACKS, PARAMETERS, RAW

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
#: What XHTML that is put into an entry may have, by RFC 4287 anything; here only these.
ELEMENTS = {"div", "p", "small", "a", "blockquote", "mark"}


def subscribed(client: FlaskClient, **asked: object) -> TestResponse:
    answer = client.get("/search.atom", query_string=asked)
    assert answer.status_code == 200
    return answer


def feed_of(answer: TestResponse) -> Tree.Element:
    return Tree.fromstring(answer.get_data())  # noqa: S314 - our own


def moment(element: Tree.Element) -> datetime:
    return datetime.fromisoformat(element.findtext(f"{ATOM}updated", ""))


def faults_of(feed: Tree.Element) -> list[str]:
    """What RFC 4287 says that a feed must have or must not, and this one does otherwise."""
    faults = [] if feed.tag == f"{ATOM}feed" else [feed.tag]
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            if len(element.findall(f"{ATOM}{name}")) != 1:
                faults.append(f"not one {name}")
        if moment(element).tzinfo is None:
            faults.append("a time without its zone")
        kinds = [link.get("rel") for link in element.findall(f"{ATOM}link")]
        if kinds.count("alternate") != 1:
            faults.append("not one alternate link")
    faults += [str(link.get("href")) for link in feed.iter(f"{ATOM}link") if not is_uri(link)]
    names = [each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry")]
    faults += ["a name twice"] if len(set(names)) < len(names) else []
    faults += ["no author"] if feed.find(f"{ATOM}author/{ATOM}name") is None else []
    for content in feed.iter(f"{ATOM}content"):
        if content.get("type") != "xhtml" or [each.tag for each in content] != [f"{XHTML}div"]:
            faults.append("content is not one div of XHTML")
        inside = {each.tag.removeprefix(XHTML) for div in content for each in div.iter()}
        faults += sorted(inside - ELEMENTS)
    return faults


def is_uri(link: Tree.Element) -> bool:
    """Whether a link is absolute, and written as on the wire."""
    href = str(link.get("href"))
    return href.startswith("http://localhost/") and href.isascii() and " " not in href


@pytest.mark.parametrize("typed", ["“枫桥经验”", "矛盾纠纷 调解", "", "龘龘龘"])
def test_an_entry_for_each_report_in_which_something_is_found(
    client: FlaskClient, engine: Engine, typed: str
) -> None:
    """With its passages as they stand, as far as there is room."""
    hits = engine.find(Asked(parse_query(typed).query, limit=None)).hits
    feed = feed_of(subscribed(client, q=typed))
    assert faults_of(feed) == []
    found = {}
    for entry in feed.iter(f"{ATOM}entry"):
        name = str(entry.findtext(f"{ATOM}id")).rpartition("/")[2]
        found[name] = ["".join(each.itertext()) for each in entry.iter(f"{XHTML}blockquote")]
    wanted: dict[str, list[str]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.report, hit.passage)):
        wanted.setdefault(hit.report, []).append(hit.text)
    assert found == {name: texts[:MOST_PASSAGES] for name, texts in wanted.items()}


def test_what_was_sought_is_marked(client: FlaskClient) -> None:
    """A reader sees at once why the report is there."""
    feed = feed_of(subscribed(client, q="“枫桥经验”"))
    marks = [mark.text for mark in feed.iter(f"{XHTML}mark")]
    assert marks
    assert set(marks) == {"枫桥经验"}


def test_each_link_leads_to_what_it_names(client: FlaskClient) -> None:
    """To the report with the search carried along, and to the search page."""
    feed = feed_of(subscribed(client, q="“枫桥经验”", year="2024"))
    links = [str(each.get("href")) for each in feed.iter(f"{ATOM}link")]
    links += [str(each.get("href")) for each in feed.iter(f"{XHTML}a")]
    assert len(links) > 3
    for link in links:
        assert visit(client, link.removeprefix("http://localhost")).status == 200
    entry = feed.find(f"{ATOM}entry/{ATOM}link")
    assert entry is not None
    assert "q=%E2%80%9C%E6%9E%AB" in str(entry.get("href"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two reports, of which the one that came first was changed later."""
    home = new_home(tmp_path / "home")
    home.write("甲.txt", SONGLI)
    home.ingest()
    home.write("乙.txt", TINGLAN)
    home.ingest()
    return home


def arrived(home: Home) -> dict[str, datetime]:
    with home.ledger() as ledger:
        return dict(ledger.editions.arrivals())


def told(answer: TestResponse) -> dict[str, datetime]:
    """Id -> when it came, in the order of the feed."""
    every = feed_of(answer).iter(f"{ATOM}entry")
    return {str(each.findtext(f"{ATOM}id")).rpartition("/")[2]: moment(each) for each in every}


def test_what_came_last_comes_first(home: Home) -> None:
    """By when the newest version came, as the library knows it; the feed is as new as that."""
    answer = subscribed(visitor(home), q="纠纷")
    times = told(answer)
    assert times == arrived(home)
    assert list(times.values()) == sorted(times.values(), reverse=True)
    newest = max(times.values())
    assert moment(feed_of(answer)) == newest
    assert parsedate_to_datetime(answer.headers["Last-Modified"]) == newest.replace(microsecond=0)


def test_a_new_version_is_an_update_of_its_entry(home: Home) -> None:
    """The name stays, so that nobody is told of the same report twice; the time moves on."""
    before = told(subscribed(visitor(home), q="茶季"))
    home.write("甲.txt", SONGLI_REVISED)
    home.ingest()
    after = told(subscribed(visitor(home), q="茶季"))
    assert list(before) == list(after)
    assert list(after.values()) == [arrived(home)[name] for name in after]


def test_who_has_the_newest_feed_is_not_sent_it_again(home: Home) -> None:
    """By its tag or its time; whatever changes in it, changes the tag."""
    client = visitor(home)
    first = subscribed(client, q="茶季")
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]
    again = client.get("/search.atom?q=茶季", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data(), again.headers["ETag"]) == (304, b"", tag)
    later = client.get("/search.atom?q=茶季", headers={"If-Modified-Since": since})
    assert later.status_code == 304
    (found,) = told(first)
    home.desk.correct(found, {"title": "改过的标题"}, "李")
    both = {"If-None-Match": tag, "If-Modified-Since": since}
    changed = client.get("/search.atom?q=茶季", headers=both)
    assert changed.status_code == 200


def test_the_oldest_of_very_many_are_left_out(engine: Engine) -> None:
    """They are in the order of their coming, those of which that is not known last."""
    hits = engine.find(Asked(parse_query("").query, limit=None)).hits
    names = sorted({hit.report for hit in hits})
    start = datetime(2025, 1, 1, tzinfo=UTC)
    arrivals = {name: start + timedelta(days=at) for at, name in enumerate(names[1:])}
    every = entries(hits, arrivals)
    assert [entry.first.report for entry in every] == [*reversed(names[1:]), names[0]]
    assert every[-1].arrived == LONG_AGO
    assert MOST_ENTRIES == 100


def test_a_feed_has_no_more_than_so_many_entries(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many reports the newest are enough: the others were in it before."""
    whole = told(subscribed(client, q="调解"))
    monkeypatch.setattr("searchapp.web.feeds.MOST_ENTRIES", 2)
    assert list(told(subscribed(client, q="调解"))) == list(whole)[:2]


def test_an_empty_feed_is_a_feed(client: FlaskClient) -> None:
    """One may subscribe to what is yet to come."""
    feed = feed_of(subscribed(client, q="龘龘龘"))
    assert feed.findall(f"{ATOM}entry") == []
    assert faults_of(feed) == []


def test_it_says_what_it_is(client: FlaskClient) -> None:
    """A feed reader takes it for a feed."""
    answer = subscribed(client, q="调解")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("raw", [*RAW, *(f"q={each}" for each in ATTACKS)], ids=lambda r: r[:24])
def test_any_address_is_a_feed(client: FlaskClient, raw: str) -> None:
    """Whatever stands in the address stands in the feed as text, or not at all."""
    assert faults_of(feed_of(client.get(f"/search.atom?{raw}"))) == []


@pytest.mark.property
@settings(max_examples=30)
@given(PARAMETERS, st.text(max_size=8))
def test_any_choices_are_a_feed(
    client: FlaskClient, parameters: list[tuple[str, str]], typed: str
) -> None:
    """Also with signs that no XML may have."""
    asked = urlencode([("q", typed + "\x00\ufffe"), *parameters])
    assert faults_of(feed_of(client.get(f"/search.atom?{asked}"))) == []


def test_the_address_bar_can_search(client: FlaskClient) -> None:
    """The description that a page names says how, and what it says works."""
    page = visit(client, "/search?q=调解")
    (link,) = page.links('link[rel="search"]')
    answer = client.get(link)
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    described = feed_of(answer)
    names = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(described.findtext(f"{names}ShortName", "")) <= 16
    templates = {each.get("type"): each.get("template") for each in described.iter(f"{names}Url")}
    for kind in ("text/html", "application/atom+xml", "application/x-suggestions+json"):
        where = str(templates[kind]).replace("{searchTerms}", "%E8%B0%83%E8%A7%A3")
        reached = client.get(where.removeprefix("http://localhost"))
        assert reached.status_code == 200
        assert "调解" in reached.get_data(as_text=True)
    image = str(described.findtext(f"{names}Image")).removeprefix("http://localhost")
    with client.get(image) as icon:
        assert icon.status_code == 200

"""What is saved is there for everybody; what is new in it, each browser is told exactly."""

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from searchapp.engine import Engine
from searchapp.library import LONG_AGO, LONGEST_NAME, SavedSearch
from searchapp.query import Reading
from searchapp.web.address import Address, View
from searchapp.web.asking import Question
from searchapp.web.cookies import LONGEST
from searchapp.web.saved import listed
from searchapp.web.seen import Seen
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor
from tests.web.reading import Page, visit

BEFORE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def with_one(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one report, which speaks of 茶季."""
    home = new_home(tmp_path_factory.mktemp("one") / "home")
    home.write("甲.txt", SONGLI)
    home.ingest()
    return home


@pytest.fixture
def home(with_one: Home, tmp_path: Path) -> Home:
    """The same, to save and to take in what one likes."""
    return Home(Path(shutil.copytree(with_one.path, tmp_path / "home")))


@pytest.fixture
def client(home: Home) -> FlaskClient:
    """A visitor of that home."""
    return visitor(home)


def sent(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """The answer to a form on one of our own pages."""
    answer = client.post(path, data=fields, headers=OWN)
    assert answer.status_code == 303, answer.text
    return answer


def save(client: FlaskClient, **fields: object) -> int:
    """The number under which a search is saved."""
    where = sent(client, "/saved", **fields).headers["Location"]
    found = re.fullmatch(r"/saved\?saved=(\d+)#saved-\1", where)
    assert found, where
    return int(found[1])


def names(client: FlaskClient) -> list[str]:
    return visit(client, "/saved").texts(".saved h3")


def news(client: FlaskClient) -> list[str]:
    """What is said of each saved search."""
    page = visit(client, "/saved")
    return [text.removeprefix(name) for name, text in _heads(page)]


def _heads(page: Page) -> Iterator[tuple[str, str]]:
    for head in page.soup.select(".saved-name"):
        name = head.select_one("h3")
        assert name is not None
        yield name.get_text(strip=True), head.get_text(strip=True)


class TestSaving:
    """By the form on the page of results."""

    def test_the_form_of_the_page_saves_its_search(self, client: FlaskClient) -> None:
        """With what was chosen, under a name in words; its link leads to the same page."""
        path = "/search?q=茶季&county=青禾县&year=2024&view=kwic&page=1&density=compact"
        form = visit(client, path).only("form[data-save]")
        fields = [(str(each["name"]), str(each["value"])) for each in form.select("input")]
        answer = client.post(str(form["action"]), data=dict(fields), headers=OWN)
        page = visit(client, answer.headers["Location"])
        assert page.texts(".saved h3") == ["茶季 · 青禾县 · 2024 · 逐词索引"]
        assert "已保存" in page.only("main [role=status]").get_text()
        (link,) = page.links(".saved h3 a")
        again = client.get(link)
        address = Address.from_args(client.get(again.headers["Location"]).request.args)
        assert (address.typed, address.view, address.compact) == ("茶季", View.KWIC, False)
        assert dict(address.choices) == {"county": "990121", "year": "2024"}

    def test_what_cannot_be_kept_is_no_error(self, client: FlaskClient) -> None:
        """Signs that nobody sees, in name and words."""
        save(client, q="a\x00b", name="\x00")
        save(client, q="\x00")
        save(client, q="\x00茶", name="春\x00茶")
        sent(client, "/saved/1/rename", name="\x00")
        assert names(client) == ["春茶", "未命名", "ab"]

    def test_also_one_that_finds_nothing_yet(self, client: FlaskClient) -> None:
        """One may wait for what is yet to come."""
        form = visit(client, "/search?q=渔业").only("form[data-save]")
        assert form["action"] == "/saved"
        save(client, q="渔业")
        assert names(client) == ["渔业"]

    def test_it_is_called_what_one_types(self, client: FlaskClient) -> None:
        """And called otherwise later; an empty name changes nothing."""
        number = save(client, q="茶季", name=" 茶季的\n执法 ")
        assert names(client) == ["茶季的 执法"]
        sent(client, f"/saved/{number}/rename", name="春茶")
        sent(client, f"/saved/{number}/rename", name="  ")
        assert names(client) == ["春茶"]
        sent(client, f"/saved/{number}/rename", name="<b>" * 100)
        assert names(client) == [("<b>" * 100)[:LONGEST_NAME]]

    def test_what_asks_for_everything_can_be_saved(self, client: FlaskClient) -> None:
        """Whoever wants to hear of every report."""
        save(client)
        assert names(client) == ["全部报告"]

    def test_the_same_search_is_saved_once(self, client: FlaskClient) -> None:
        """However its address is written."""
        first = save(client, q="茶季", year="2023..2024")
        assert save(client, q=" 茶季 ", year="2023-2024", page="3", arrived="2026-01-01") == first
        assert names(client) == ["茶季 · 2023–2024"]
        assert save(client, q="茶季", year="2023..2024", name="茶") == first
        assert save(client, q="茶季", year="2023..2024", name="茶季 · 2023–2024") == first
        assert names(client) == ["茶"]

    def test_only_searches_of_this_site_are_saved(self, client: FlaskClient) -> None:
        """Whatever a form says, the link leads to the search page here."""
        for name in ("q", "next", "url", "asked", "view"):
            number = save(client, **{"q": "茶季", name: "http://evil.example/x"})
            where = client.get(f"/saved/{number}").headers["Location"]
            assert where.startswith("/search?q=")

    def test_more_than_anybody_uses_are_not_saved(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And that is said: the page is quick because the list is short."""
        monkeypatch.setattr("searchapp.web.saved.MOST", 2)
        for typed in ("甲", "乙"):
            save(client, q=typed)
        where = sent(client, "/saved", q="丙").headers["Location"]
        assert "先删除" in visit(client, where).only("main [role=alert]").get_text()
        assert names(client) == ["乙", "甲"]
        save(client, q="甲", name="甲等")
        assert names(client) == ["乙", "甲等"]

    def test_two_searches_are_told_apart_by_their_names(self, client: FlaskClient) -> None:
        """By whatever differs in them."""
        kinds: list[dict[str, str]] = [
            *({}, {"sort": "newest"}, {"view": "kwic"}, {"view": "kwic", "beside": "left"}),
            *({"within": "report"}, {"whole": "1"}, {"year": "2024"}),
        ]
        for each in kinds:
            save(client, q="茶季", **each)
        assert len(set(names(client))) == len(kinds)

    def test_what_was_removed_comes_back_with_one_click(self, client: FlaskClient) -> None:
        """The page after it says what was removed, and has the button."""
        number = save(client, q="茶季")
        save(client, q="纠纷")
        (form,) = visit(client, "/saved").soup.select(f"#saved-{number} form[action$=remove]")
        page = visit(client, sent(client, str(form["action"])).headers["Location"])
        assert page.texts(".saved h3") == ["纠纷"]
        undo = page.only("form.note")
        assert "已删除“茶季”" in undo.get_text()
        sent(client, str(undo["action"]))
        assert names(client) == ["纠纷", "茶季"]

    def test_what_was_removed_and_saved_again_stands_there_once(self, client: FlaskClient) -> None:
        """Also when somebody brings it back besides."""
        number = save(client, q="茶季")
        sent(client, f"/saved/{number}/remove")
        save(client, q="茶季")
        sent(client, f"/saved/{number}/bring-back")
        assert names(client) == ["茶季"]

    def test_other_sites_change_nothing(self, client: FlaskClient) -> None:
        """Neither save, rename nor remove."""
        number = save(client, q="茶季")
        for path in ("/saved", *(f"/saved/{number}/{act}" for act in ("rename", "remove"))):
            answer = client.post(path, data={"name": "x"}, headers={"Sec-Fetch-Site": "none"})
            assert answer.status_code == 403
        assert names(client) == ["茶季"]

    def test_one_that_was_never_saved_is_not_found(self, client: FlaskClient) -> None:
        """A page says so; nothing is made up."""
        for number in ("7", "0", "9" * 20):
            assert client.get(f"/saved/{number}").status_code == 404
            for act in ("rename", "remove", "bring-back"):
                answer = client.post(f"/saved/{number}/{act}", headers=OWN)
                assert answer.status_code == 404

    def test_what_is_to_be_told_may_be_anything(self, client: FlaskClient) -> None:
        """Of a number that there is not, nothing is told."""
        for asked in ("saved=x", "saved=9", "removed=-1", "removed=" + "9" * 30):
            page = visit(client, f"/saved?{asked}")
            assert (page.status, page.texts("main [role=status]")) == (200, [])

    def test_an_empty_page_says_what_to_do(self, client: FlaskClient) -> None:
        """And where."""
        page = visit(client, "/saved")
        assert "点结果上方的“保存”" in page.only("main").get_text()
        assert page.links(".saved") == []


class TestNews:
    """What came since one last looked."""

    def test_each_browser_is_told_of_what_came_since_it_looked(
        self, home: Home, client: FlaskClient
    ) -> None:
        """One that looked hears nothing of it again, another one still does."""
        other = visitor(home)
        save(client, q="纠纷")
        assert news(client) == news(other) == ["没有新的"]
        home.write("乙.txt", TINGLAN)
        home.ingest()
        assert news(client) == news(other) == ["新到 1 篇"]
        (link,) = visit(client, "/saved").links(".saved .new")
        client.get(link)
        assert (news(client), news(other)) == (["没有新的"], ["新到 1 篇"])

    def test_the_link_shows_exactly_these_reports(self, home: Home, client: FlaskClient) -> None:
        """On the page, in every file and in the feed; the chip gives the filter up."""
        save(client, q="纠纷")
        home.write("乙.txt", TINGLAN)
        home.write("丙.txt", TINGLAN.replace("汀兰镇", "荻浦镇").replace("化解纠纷", "修路"))
        home.ingest()
        (link,) = visit(client, "/saved").links(".saved .new")
        where = client.get(link).headers["Location"]
        page = visit(client, where)
        assert page.texts(".totals strong") == ["1 段"]
        assert "汀兰镇" in page.only(".group").get_text()
        (chip,) = page.soup.select('.chips a[data-key="chip:arrived"]')
        assert visit(client, str(chip["href"])).texts(".totals strong") == ["2 段"]
        asked = where.partition("?")[2]
        found = client.get(f"/search.json?{asked}").get_json()
        assert (found["total"]["reports"], found["hits"][0]["place"]["town"]) == (1, "汀兰镇")
        table = client.get(f"/search.csv?{asked}").get_data(as_text=True)
        assert (table.count("汀兰镇人民政府"), table.count("松栎镇人民政府")) == (1, 0)
        assert client.get(f"/search.atom?{asked}").get_data(as_text=True).count("<entry>") == 1
        with client.get(f"/search.xlsx?{asked}") as workbook:
            about = load_workbook(BytesIO(workbook.get_data())).worksheets[-1]
        said = [str(cell) for row in about.iter_rows(values_only=True) for cell in row]
        assert any("收录时间：" in each for each in said)

    def test_a_new_version_is_news(self, home: Home, client: FlaskClient) -> None:
        """Its text is not what one has read."""
        save(client, q="纠纷")
        home.write("甲.txt", SONGLI_REVISED)
        home.ingest()
        assert news(client) == ["新到 1 篇"]

    def test_what_says_nothing_of_it_is_no_news(self, home: Home, client: FlaskClient) -> None:
        """A report arrived, in which the search finds nothing."""
        save(client, q="茶季")
        home.write("乙.txt", TINGLAN)
        home.ingest()
        assert news(client) == ["没有新的"]

    def test_opening_it_from_the_old_page_shows_the_same(
        self, home: Home, client: FlaskClient
    ) -> None:
        """Whoever goes back and clicks again sees again what was new."""
        save(client, q="纠纷")
        home.write("乙.txt", TINGLAN)
        home.ingest()
        (link,) = visit(client, "/saved").links(".saved .new")
        first, again = (client.get(link).headers["Location"] for _ in range(2))
        assert first == again

    def test_a_link_with_no_moment_opens_the_search(self, client: FlaskClient) -> None:
        """All of it."""
        number = save(client, q="茶季")
        for arrived in ("x", "", "2026-99-99"):
            answer = client.get(f"/saved/{number}", query_string={"arrived": arrived})
            assert answer.headers["Location"] == "/search?" + urlencode({"q": "茶季"})

    @pytest.mark.parametrize("view", ["matrix", "figures"])
    def test_a_table_tells_of_every_report(self, client: FlaskClient, view: str) -> None:
        """无 would be said of a report that says it, only because it came before."""
        page = visit(client, f"/search?q=“茶季%23”&view={view}&arrived=2099-01-01")
        assert "不分新旧" in " ".join(page.texts("main .note"))
        assert page.soup.select('[data-key="chip:arrived"]') == []

    def test_who_finds_nothing_new_is_told_why(self, client: FlaskClient) -> None:
        """It is the moment that leaves nothing; without it there is something."""
        page = visit(client, "/search?q=茶季&arrived=2099-01-01")
        (link,) = [link for link in page.soup.select(".nothing a") if "收录时间" in link.text]
        assert visit(client, str(link["href"])).texts(".totals strong") == ["2 段"]


MOMENTS = st.integers(0, 6).map(lambda days: BEFORE + timedelta(days=days))
TYPED = st.sampled_from(["", "调解", "“矛盾纠纷”", "矛盾 -信访", "普法 或者 执法", "镇:松栎镇"])
CHOSEN = st.lists(
    st.sampled_from(
        [("year", "2023"), ("county", "990121"), ("section", "plans"), ("within", "report")]
    ),
    unique=True,
)


@pytest.mark.property
@settings(max_examples=40)
@given(data=st.data(), typed=TYPED, chosen=CHOSEN, saved=MOMENTS)
def test_new_are_the_reports_that_reading_finds_among_those_that_came_since(
    engine: Engine, data: st.DataObject, typed: str, chosen: list[tuple[str, str]], saved: datetime
) -> None:
    """So many as are told, and those that the link shows, by reading every passage."""
    reports = list(engine.reports())
    arrivals: Mapping[str, datetime] = {
        filed.id: data.draw(MOMENTS) for filed in reports if data.draw(st.booleans())
    }
    moments = data.draw(st.dictionaries(st.sampled_from([1, 2]), MOMENTS))
    search = SavedSearch(1, "甲", urlencode([("q", typed), *chosen]), BEFORE, saved)
    told = listed(engine, search, moments, arrivals)
    assert told.after == moments.get(1, saved)
    asked = Question.of(_args(search), 10).whole
    new = {filed.id for filed in reports if arrivals.get(filed.id, BEFORE) > told.after}
    read = {
        filed.id
        for filed in reports
        if filed.id in new and any(Reading(asked.narrowed, filed, asked.within).found)
    }
    assert told.new == len(read)


def _args(search: SavedSearch) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(search.asked))


MICROSECONDS = st.integers(0, 2**57).map(lambda count: LONG_AGO + timedelta(microseconds=count))


class TestSeen:
    """The cookie that keeps when each search was opened."""

    @pytest.mark.property
    @given(st.dictionaries(st.integers(1, 2**31), MICROSECONDS))
    def test_it_is_read_as_it_was_written(self, opened: dict[int, datetime]) -> None:
        """To the microsecond."""
        seen = Seen()
        for number, moment in opened.items():
            seen = seen.opened(number, moment)
        assert len(seen.written()) <= LONGEST
        assert Seen.read(seen.written()) == seen

    def test_the_last_of_very_many_are_kept(self) -> None:
        """A browser takes the cookie, and what was opened last is in it."""
        seen = Seen()
        for number in range(1, 1000):
            seen = seen.opened(number * 1000, datetime.now(UTC))
        again = Seen.read(seen.written())
        assert len(seen.written()) <= LONGEST
        assert list(again.moments.items()) == list(seen.moments.items())[-len(again.moments) :]
        assert len(again.moments) >= 100

    def test_what_somebody_wrote_into_it_is_no_error(self, client: FlaskClient) -> None:
        """The page is there, and counts from when the search was saved."""
        save(client, q="茶季")
        nonsense = ("x", "1.", ".1", "1.zz", "1." + "f" * 15, "-" * 4000, "1.1.1", "1.-1", "é.1")
        for cookie in nonsense:
            client.set_cookie("seen", cookie)
            assert news(client) == ["没有新的"]
            assert Seen.read(cookie) == Seen()

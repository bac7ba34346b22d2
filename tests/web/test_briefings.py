"""The list of briefings: all that the office writes is found there, and nothing gets lost."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.text import Span
from searchapp.web import shelf
from tests.library.homes import SONGLI, SONGLI_REVISED, Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor
from tests.web.reading import Page, visit


@pytest.fixture(scope="module")
def with_one(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one report."""
    home = new_home(tmp_path_factory.mktemp("one") / "home")
    home.write("甲.txt", SONGLI)
    home.ingest()
    return home


@pytest.fixture
def home(with_one: Home, tmp_path: Path) -> Home:
    """The same, to write in what one likes."""
    return Home(Path(shutil.copytree(with_one.path, tmp_path / "home")))


@pytest.fixture
def client(home: Home) -> FlaskClient:
    return visitor(home)


def sent(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """The answer to a form on one of our own pages."""
    answer = client.post(path, data=fields, headers=OWN)
    assert answer.status_code == 303, answer.text
    return answer


def made(home: Home, *blocks: Block, name: str = "茶季", tags: tuple[str, ...] = ()) -> int:
    """The number of a new briefing."""
    with home.ledger() as ledger:
        number = ledger.briefings.make(Content(name, "", tags, blocks), "").id
        ledger.commit()
    return number


def quoted(home: Home, quote: str, name: str = "q") -> Block:
    """A block that quotes these words of the one report."""
    filed = home.only()
    passage = next(each for each in filed.report.passages if quote in each.text)
    start = passage.text.index(quote)
    excerpt = excerpt_of(filed, passage.number, Span(start, start + len(quote)))
    with home.ledger() as ledger:
        taken: Excerpt = ledger.excerpts.take(excerpt, "")
        ledger.commit()
    return Block(name, BlockKind.QUOTE, excerpt=taken.code)


def text(words: str) -> Block:
    return Block("t", BlockKind.TEXT, words)


def names(page: Page) -> list[str]:
    return page.texts(".bs-name h2")


class TestMaking:
    """With one click, and with a name if one has one."""

    def test_the_empty_list_says_how_to_begin(self, client: FlaskClient) -> None:
        """In one sentence, with a button; there is nothing to look through yet."""
        page = visit(client, "/briefings")
        assert page.status == 200
        assert "加入材料" in page.only(".bs-empty").get_text()
        assert page.texts(".bs-new button") == ["新建材料"]
        assert not page.soup.select(".bs-find")

    def test_a_new_one_is_opened_and_filled(self, client: FlaskClient) -> None:
        """What is taken next goes into it."""
        answer = sent(client, "/briefings", name=" 茶季\n专题 ")
        assert answer.headers["Location"] == "/briefings/1"
        page = visit(client, "/briefings")
        assert names(page) == ["茶季 专题"]
        assert page.texts(".bs-name span.tag") == ["正在加入"]

    def test_without_a_name_it_is_named_by_the_day(self, client: FlaskClient) -> None:
        """Also where nothing can be seen of what was typed."""
        sent(client, "/briefings", name="")
        sent(client, "/briefings", name="\x00 ")
        second, first = names(visit(client, "/briefings"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\d 材料", first)
        assert second == f"{first}（2）"

    def test_to_go_on_with_another_fills_that_one(self, client: FlaskClient) -> None:
        """One button leads to it, and what is taken next goes there."""
        for name in "甲乙":
            sent(client, "/briefings", name=name)
        assert sent(client, "/briefings/1/open").headers["Location"] == "/briefings/1"
        page = visit(client, "/briefings")
        (filled,) = [one for one in page.soup.select(".bs-one") if "正在加入" in one.get_text()]
        assert filled["id"] == "briefing-1"


class TestFinding:
    """By all that is written in it."""

    def test_words_are_found_wherever_they_stand(self, home: Home, client: FlaskClient) -> None:
        """In name, title, own words, tags and quotes; of several words all, in any place."""
        made(home, name="甲材料")
        made(home, text("关于院坝会的想法"), name="乙")
        made(home, quoted(home, "茶季执法力量不足"), name="丙", tags=("秋天",))
        for typed, found in {
            "甲材料": ["甲材料"],
            "院坝会": ["乙"],
            "执法力量": ["丙"],
            "执法力量 秋天": ["丙"],
            "执法力量 院坝会": [],
            "矛盾纠纷": [],
        }.items():
            page = visit(client, "/briefings", ("q", typed))
            assert names(page) == found, typed
            assert page.only("#bs-typed")["value"] == typed

    def test_signs_are_folded(self, home: Home, client: FlaskClient) -> None:
        """As everywhere: wide figures, traditional signs, blanks."""
        made(home, text("楓橋經驗 ２０２４年"), name="甲")
        for typed in ("枫桥经验", "楓橋經驗", "2024年", "２０２４"):
            assert names(visit(client, "/briefings", ("q", typed))) == ["甲"], typed

    def test_what_was_written_meanwhile_is_found(self, home: Home, client: FlaskClient) -> None:
        """At once, and what was taken out no longer."""
        number = made(home, text("茶季"), name="甲")
        assert names(visit(client, "/briefings", ("q", "茶季"))) == ["甲"]
        with home.ledger() as ledger:
            ledger.briefings.change(number, lambda _: Content("甲", blocks=(text("渔业"),)), "")
            ledger.commit()
        assert names(visit(client, "/briefings", ("q", "茶季"))) == []
        assert names(visit(client, "/briefings", ("q", "渔业"))) == ["甲"]

    def test_a_tag_narrows_the_list(self, home: Home, client: FlaskClient) -> None:
        """The chip counts; once more leads back; it goes together with words."""
        made(home, name="甲", tags=("法治", "调解"))
        made(home, name="乙", tags=("法治",))
        page = visit(client, "/briefings")
        assert page.texts(".chips a") == ["法治 2", "调解 1"]
        page = visit(client, page.links(".chips a")[1])
        assert names(page) == ["甲"]
        assert page.texts(".chips [aria-current]") == ["调解 ×"]
        assert names(visit(client, page.links(".chips a")[1])) == ["乙", "甲"]
        assert names(visit(client, "/briefings", ("tag", "法治"), ("q", "乙"))) == ["乙"]

    def test_what_is_not_there_is_said(self, home: Home, client: FlaskClient) -> None:
        """With a way back to all."""
        made(home)
        page = visit(client, "/briefings", ("q", "渔业"))
        assert "没有" in page.only("main .note").get_text()
        assert page.links("main .note a") == ["/briefings"]

    def test_a_long_list_has_pages(self, home: Home, client: FlaskClient) -> None:
        """A page that is none is the nearest one."""
        with home.ledger() as ledger:
            for number in range(31):
                ledger.briefings.make(Content(f"第{number}份"), "")
            ledger.commit()
        first, last = visit(client, "/briefings"), visit(client, "/briefings?page=2")
        assert len(names(first)) == 30
        assert names(last) == ["第0份"]
        for page in ("3", "99999", "999999999999", "-1", "x", "٣"):
            assert names(visit(client, "/briefings", ("page", page))) in (
                names(last),
                names(first),
            )


class TestQuotes:
    """How many there are, and whether they stand in their sources still."""

    def test_what_was_changed_is_counted(self, home: Home, client: FlaskClient) -> None:
        """As soon as a report has a new version; others are not touched by it."""
        made(home, quoted(home, "矛盾纠纷131件"), quoted(home, "茶季执法力量不足", "r"), name="甲")
        made(home, quoted(home, "茶季执法力量不足"), name="乙")
        made(home, text("没有引文"), name="丙")
        told = visit(client, "/briefings").texts(".bs-one > .soft")
        assert "没有引文" in told[0]
        assert ["出处都在" in each for each in told] == [False, True, True]
        home.write("甲.txt", SONGLI_REVISED)
        home.ingest()
        told = visit(client, "/briefings").texts(".bs-one > .soft")
        assert "2 条引文 · 1 条有改动" in told[2]
        assert "1 条引文 · 出处都在" in told[1]

    def test_what_somebody_let_stand_is_counted_apart(
        self, home: Home, client: FlaskClient
    ) -> None:
        """They have seen it; each quote counts, also one that stands there twice."""
        quote = quoted(home, "矛盾纠纷131件")
        made(home, quote, replace(quote, id="k", kept=2), replace(quote, id="o", kept=1))
        home.write("甲.txt", SONGLI_REVISED)
        home.ingest()
        told = visit(client, "/briefings").only(".bs-one > .soft").get_text()
        assert "3 条引文 · 2 条有改动 · 1 条保留原文 · 2" in told

    def test_what_could_not_all_be_held_is_said(
        self, home: Home, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A page holds so many quotes at once against their sources; the next one goes on."""
        monkeypatch.setattr(shelf, "_MOST_HELD", 1)
        made(home, quoted(home, "矛盾纠纷131件"), quoted(home, "茶季执法力量不足", "r"))
        assert "没有全部核对" in visit(client, "/briefings").only(".bs-one > .soft").get_text()
        assert "出处都在" in visit(client, "/briefings").only(".bs-one > .soft").get_text()

    def test_the_list_stands_without_an_index(self, tmp_path: Path) -> None:
        """What people wrote is there, whatever became of what can be rebuilt."""
        home = new_home(tmp_path / "home")
        number = made(home, Block("q", BlockKind.QUOTE, excerpt="QQQQQQQQQ1"))
        page = visit(visitor(home), "/briefings")
        assert page.only(f"#briefing-{number}")
        assert "没有全部核对" in page.only(".bs-one > .soft").get_text()


class TestKeeping:
    """Nothing is ever deleted."""

    def test_what_is_put_aside_comes_back(self, home: Home, client: FlaskClient) -> None:
        """At once, from the note that says so, or later from the list of what was put aside."""
        number = made(home, name="甲")
        there = sent(client, f"/briefings/{number}/archive").headers["Location"]
        page = visit(client, there)
        assert names(page) == []
        assert "已收起“甲”" in page.only("main [role=status]").get_text()
        assert page.links("main .totals a")[0] == "/briefings?archived=1"
        assert names(visit(client, "/briefings?archived=1")) == ["甲"]
        undo = page.only("main .note form")
        page = visit(
            client, sent(client, str(undo["action"])).headers["Location"].partition("#")[0]
        )
        assert names(page) == ["甲"]
        assert not names(visit(client, "/briefings?archived=1"))

    def test_one_put_aside_is_no_longer_filled(self, home: Home, client: FlaskClient) -> None:
        """Nobody adds to what they do not see."""
        sent(client, "/briefings", name="甲")
        sent(client, "/briefings/1/archive")
        made(home, name="乙")
        assert "正在加入" not in visit(client, "/briefings").html

    def test_a_copy_is_another_one(self, home: Home, client: FlaskClient) -> None:
        """It stands first, and the page says what it is called."""
        number = made(home, text("茶季"), name="甲")
        page = visit(client, sent(client, f"/briefings/{number}/copy").headers["Location"])
        assert names(page) == ["甲（副本）", "甲"]
        assert "甲（副本）" in page.only("main [role=status]").get_text()

    def test_name_and_tags_are_changed_in_one_form(self, home: Home, client: FlaskClient) -> None:
        """Tags are divided by blanks or 、; what the briefing says stays."""
        number = made(home, text("茶季"), name="甲", tags=("旧",))
        sent(client, f"/briefings/{number}/name", name="乙", tags=" 法治、调解　法治 ")
        page = visit(client, "/briefings?q=茶季")
        assert names(page) == ["乙"]
        assert page.texts(".bs-name a.tag") == ["法治", "调解"]
        sent(client, f"/briefings/{number}/name", name="\x00")
        page = visit(client, "/briefings")
        assert (names(page), page.texts(".bs-name a.tag")) == (["乙"], [])

    def test_too_many_tags_are_refused_in_words(self, home: Home, client: FlaskClient) -> None:
        """And nothing is changed."""
        number = made(home, name="甲")
        fields = {"name": "乙", "tags": " ".join(f"第{n}" for n in range(20))}
        answer = client.post(f"/briefings/{number}/name", data=fields, headers=OWN)
        assert answer.status_code == 400
        assert "标签最多 12 个" in answer.text
        assert names(visit(client, "/briefings")) == ["甲"]

    @pytest.mark.parametrize("act", ["open", "name", "copy", "archive", "restore"])
    def test_what_was_never_made_is_not_found(self, client: FlaskClient, act: str) -> None:
        """Nor does a number matter that no database gives."""
        for number in ("99", "99999999999999999999"):
            answer = client.post(f"/briefings/{number}/{act}", data={"name": "x"}, headers=OWN)
            assert answer.status_code == 404
            assert "没有这份材料" in answer.text

    @pytest.mark.parametrize("act", ["", "/1/open", "/1/name", "/1/copy", "/1/archive", "/1/save"])
    def test_another_site_changes_nothing(self, client: FlaskClient, act: str) -> None:
        """A form elsewhere that names our address is refused."""
        answer = client.post(f"/briefings{act}", headers={"Origin": "http://elsewhere"})
        assert answer.status_code == 403

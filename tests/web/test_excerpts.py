"""The links of excerpts, typed from paper years later, and what they say."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.reports import FiledReport
from searchapp.text import Span
from tests.library.excerpts.homes import FIRST, QUOTES, SECOND, home_of_every_fate, revise, take
from tests.library.homes import Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor
from tests.web.reading import visit

Kept = tuple[Home, Mapping[str, Excerpt]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A home in which every fate has come true; tests only read it."""
    return home_of_every_fate(tmp_path_factory.mktemp("fates"))


@pytest.fixture(scope="module")
def client(kept: Kept) -> FlaskClient:
    """A visitor of its pages."""
    return visitor(kept[0])


class TestWhoseWordsStandThere:
    """未变 and 移位: the link opens the report."""

    @pytest.mark.parametrize("fate", ["unchanged", "moved"])
    def test_the_link_leads_to_the_marked_words(
        self, kept: Kept, client: FlaskClient, fate: str
    ) -> None:
        """What is marked is the quote, character for character, and begins at the anchor."""
        excerpt = kept[1][fate]
        answer = visit(client, excerpt.link)
        there = f"/reports/{excerpt.report}?x={excerpt.code}#x{excerpt.code}"
        assert (answer.status, answer.location) == (302, there)
        page = visit(client, there)
        assert (
            "".join(each.get_text() for each in page.soup.select(".sheet .excerpt"))
            == QUOTES[fate]
        )
        assert page.only(f"#x{excerpt.code}").find_next_sibling() == page.only(".sheet .excerpt")

    def test_a_move_is_told_beside_the_words(self, kept: Kept, client: FlaskClient) -> None:
        """From which passage to which; of what did not move nothing is told."""
        moved, unchanged = (
            visit(client, _place(kept[1][fate])) for fate in ("moved", "unchanged")
        )
        (note,) = moved.soup.select(".sheet .note")
        assert "第 6 段 → 第 4 段" in note.get_text()
        assert note.find_previous_sibling("p") == moved.only("#p4")
        assert unchanged.soup.select(".note") == []

    def test_the_marks_of_a_search_stand_in_it_and_are_counted_alone(
        self, kept: Kept, client: FlaskClient
    ) -> None:
        """Both are seen, also where a word that was sought stands half outside of the quote."""
        excerpt = kept[1]["moved"]
        page = visit(client, f"{_place(excerpt)}&q=“执法。全年办理”")
        marked = page.soup.select("mark")
        assert [each.get_text() for each in marked] == ["执法。", "全年办理"]
        assert [each.get("id") for each in marked] == ["m4", None]
        assert {each["data-hit"] for each in marked} == {"1"}
        assert "".join(each.get_text() for each in page.soup.select(".excerpt")) == excerpt.quote
        assert "共 1 处" in page.only("nav.hits .count").get_text()

    def test_a_search_within_the_report_keeps_the_mark(
        self, kept: Kept, client: FlaskClient
    ) -> None:
        """In the form, in the parts that a script asks for, and in the steps from mark to mark."""
        excerpt = kept[1]["moved"]
        page = visit(client, f"{_place(excerpt)}&find=案件")
        assert page.only("form.find [name=x]")["value"] == excerpt.code
        assert f"x={excerpt.code}" in page.only("nav.hits [rel=next]")["href"]
        marks = visit(client, f"/reports/{excerpt.report}/marks?x={excerpt.code}&find=案件")
        assert "".join(each.get_text() for each in marks.soup.select(".excerpt")) == excerpt.quote

    def test_the_old_version_marks_it_where_it_stood(
        self, kept: Kept, client: FlaskClient
    ) -> None:
        """Also what no longer stands in the report."""
        for excerpt in kept[1].values():
            page = visit(client, _place(excerpt) + "&version=1")
            marked = page.soup.select(f"#p{excerpt.passage} .excerpt")
            assert "".join(each.get_text() for each in marked) == excerpt.quote

    def test_an_excerpt_of_another_report_is_not_marked(
        self, kept: Kept, client: FlaskClient
    ) -> None:
        """Nor one that there is not: the report is shown as it is."""
        report = kept[1]["moved"].report
        for code in ("0000000000", "x" * 5000, "\x00"):
            page = visit(client, f"/reports/{report}", ("x", code))
            assert page.status == 200
            assert page.soup.select(".excerpt") == []


class TestWhoseWordsDoNot:
    """有改动 and 已删除: a page that says so, and leads nowhere by itself."""

    @pytest.mark.parametrize(
        ("fate", "label"), [("changed", "有改动"), ("around", "有改动"), ("removed", "已删除")]
    )
    def test_the_page_says_which_and_shows_the_quote_as_it_was(
        self, kept: Kept, client: FlaskClient, fate: str, label: str
    ) -> None:
        """With its section, version and date; the old version is one click away, marked."""
        excerpt = kept[1][fate]
        page = visit(client, excerpt.link)
        assert (page.status, page.only("h1").get_text()) == (200, f"这条摘录{label}")
        assert page.only(".as-it-was .excerpt").get_text() == excerpt.quote
        assert page.only(".as-it-was").get_text() == excerpt.text
        said = page.only("main section:first-of-type").get_text()
        assert excerpt.section[-1] in said
        assert "第 1 版（20" in said
        assert excerpt.code in said
        old = visit(client, next(url for url in page.links("main section:first-of-type a")))
        assert "".join(each.get_text() for each in old.soup.select(".excerpt")) == excerpt.quote
        assert "http-equiv" not in page.html

    def test_a_change_is_shown_as_a_difference(self, kept: Kept, client: FlaskClient) -> None:
        """Of the quote; where that is the same, of its sentence, for it may mean another thing."""
        for fate, gone, come in (("changed", "6", "8"), ("around", "3", "5")):
            page = visit(client, kept[1][fate].link)
            shown = page.only(".as-it-is")
            assert [each.get_text() for each in shown.select("del")] == [gone]
            assert [each.get_text() for each in shown.select("ins")] == [come]
        assert "引文的字句没有变，它所在的句子有改动" in page.only(".lead").get_text()

    def test_the_report_says_so_too(self, kept: Kept, client: FlaskClient) -> None:
        """Who comes to the report with the code of such an excerpt is led to its page."""
        excerpt = kept[1]["changed"]
        page = visit(client, _place(excerpt))
        assert page.only(".note a")["href"] == excerpt.link
        assert page.soup.select(".excerpt") == []

    def test_near_places_are_offered_and_lead_there(self, tmp_path: Path) -> None:
        """The same words elsewhere are near, and are not the quote: its sentence is gone."""
        home = new_home(tmp_path)
        twice = FIRST + "另。茶季执法力量不足，夜间巡查跟不上。\n"
        revise(home, twice)
        excerpt = take(home, QUOTES["removed"])
        revise(home, twice.replace(QUOTES["removed"], "人手齐了。", 1))
        page = visit(visitor(home), excerpt.link)
        assert page.only("h1").get_text() == "这条摘录已删除"
        (near,) = page.soup.select(".near li")
        assert near.get_text().split()[0] == excerpt.quote
        there = visit(visitor(home), page.links(".near a")[0])
        assert excerpt.quote in there.only("#p11").get_text()

    def test_a_person_decides_with_one_click(self, tmp_path: Path) -> None:
        """What stands there now is taken in place of what stood there, and stands."""
        home, excerpts = home_of_every_fate(tmp_path)
        client = visitor(home)
        form = visit(client, excerpts["changed"].link).only("main section form")
        sent = {str(each["name"]): str(each["value"]) for each in form.select("input")}
        answer = client.post(str(form["action"]), data=sent, headers=OWN)
        assert answer.status_code == 303
        with home.ledger() as ledger:
            (briefing,) = ledger.briefings.all()
            (code,) = briefing.content.codes
            taken = ledger.excerpts.of(code)
        assert taken
        assert taken.quote == "镇里设立院坝调解室8处，就地化解邻里纠纷57件。"
        assert visit(client, taken.link).location == _place(taken) + f"#x{code}"

    def test_a_report_that_was_removed_leaves_its_quotes(self, tmp_path: Path) -> None:
        """The passage is shown as it was, and no link leads to where nothing is."""
        home = new_home(tmp_path)
        home.write("a.txt", FIRST)
        home.write("b.txt", SECOND.replace("松栎镇", "汀兰镇"))
        home.ingest()
        report = next(each for each in home.engine.reports() if each.sources[0].path == "a.txt")
        with home.ledger() as ledger:
            excerpt = ledger.excerpts.take(_whole_passage(report), "张三")
            ledger.commit()
        (home.settings.corpus / "a.txt").unlink()
        home.prune()
        client = visitor(home)
        page = visit(client, excerpt.link)
        assert page.only("h1").get_text() == "这条摘录已删除"
        assert "已不在库中" in page.only(".lead").get_text()
        assert page.only(".as-it-was").get_text() == excerpt.text
        assert page.links("main section a") == []
        with home.ledger() as ledger:
            assert ledger.edition(report.id, 1) == report.report


class TestWhatIsTyped:
    """Codes come from paper."""

    @pytest.mark.parametrize(
        "disguise",
        [
            str.lower,
            lambda code: f"{code[:5]}-{code[5:]}",
            lambda code: f" {code[:3]} {code[3:]} ",
            lambda code: code.replace("0", "O").replace("1", "l"),
            lambda code: code.replace("1", "I").lower(),
            lambda code: "".join(chr(ord(char) + 0xFEE0) for char in code),
        ],
        ids=["small", "hyphen", "blanks", "O and l", "i", "wide"],
    )
    def test_it_is_forgiven(
        self, kept: Kept, client: FlaskClient, disguise: Callable[[str], str]
    ) -> None:
        """Whoever types it otherwise is led to the link as it is written."""
        for excerpt in kept[1].values():
            typed = disguise(excerpt.code)
            answer = client.get("/x/" + typed)
            if typed == excerpt.code:
                continue
            assert (answer.status_code, answer.location) == (302, excerpt.link)

    @pytest.mark.parametrize("typed", ["7K2MXD90PA", "7", "你好", "%00", "a" * 3000, "a/b", "-"])
    def test_a_code_that_there_is_not_is_told_kindly(
        self, client: FlaskClient, typed: str
    ) -> None:
        """The page says what codes look like, and does not repeat what is long."""
        page = visit(client, f"/x/{typed}")
        assert page.status == 404
        said = page.only("main").get_text()
        assert "例如 7K2MXD90PA" in said
        assert len(said) < 300

    def test_programs_may_ask_for_the_head_alone(self, kept: Kept, client: FlaskClient) -> None:
        """A mail program that tries the link has the same answer without the page."""
        for excerpt in kept[1].values():
            asked, head = client.get(excerpt.link), client.head(excerpt.link)
            assert (head.status_code, head.location) == (asked.status_code, asked.location)
            assert head.data == b""


class TestPassageLinks:
    """The link of a passage, where a new version renumbered it."""

    @pytest.mark.parametrize(
        ("number", "leads_to", "told"),
        [
            (3, "#p3", "第 3 段没有变"),
            (4, "#p5", "第 4 段有改动，现在是第 5 段"),
            (6, "#p4", "第 6 段现在是第 4 段"),
            (8, "", "第 8 段已不在"),
        ],
    )
    def test_it_leads_to_the_right_place_and_says_so(
        self, kept: Kept, client: FlaskClient, number: int, leads_to: str, told: str
    ) -> None:
        """Beside the passage where there is one, else above the report."""
        report = kept[0].only().id
        answer = visit(client, f"/reports/{report}/p{number}?v=1")
        assert answer.location == f"/reports/{report}?v=1&p={number}{leads_to}"
        page = visit(client, answer.location)
        note = page.only(".note")
        assert told in "".join(note.get_text().split("\n")).replace("  ", "")
        beside = note.find_previous_sibling(class_="passage")
        assert (beside.get("id") if isinstance(beside, Tag) else "") == leads_to[1:]

    def test_the_old_passage_is_one_click_away(self, kept: Kept, client: FlaskClient) -> None:
        """Where it changed or is gone."""
        report = kept[0].only().id
        for number in (4, 8):
            page = visit(client, f"/reports/{report}?v=1&p={number}")
            old = page.links(".note a")[-1]
            assert old == f"/reports/{report}?version=1#p{number}"
            assert visit(client, old).only(f"#p{number}")


class TestTheList:
    """All excerpts, with what became of each."""

    def test_each_is_listed_with_its_fate(self, kept: Kept, client: FlaskClient) -> None:
        """And leads to its link; the counts are those of what is listed under each fate."""
        page = visit(client, "/excerpts")
        assert sorted(page.texts(".near blockquote")) == sorted(QUOTES.values())
        links = set(page.links(".near .acts a"))
        assert links == {excerpt.link for excerpt in kept[1].values()}
        counted = dict(each.split() for each in page.texts(".chips a"))
        assert counted == {"全部": "5", "未变": "1", "移位": "1", "有改动": "2", "已删除": "1"}
        for url, (name, count) in zip(page.links(".chips a"), counted.items(), strict=True):
            tags = visit(client, url).texts(".near .tag")
            assert len(tags) == int(count)
            assert set(tags) == {name} or name == "全部"

    def test_whatever_is_asked_for_there_is_a_page(
        self, client: FlaskClient, tmp_path: Path
    ) -> None:
        """A page past the last one, a fate that there is not, a home without excerpts."""
        for asked in ("page=99", "page=-1", "page=x", "fate=x", "fate=removed&page=7"):
            assert visit(client, f"/excerpts?{asked}").soup.select(".near li")
        home = new_home(tmp_path)
        revise(home, FIRST)
        assert "还没有摘录" in visit(visitor(home), "/excerpts").only(".note").get_text()


def _place(excerpt: Excerpt) -> str:
    return f"/reports/{excerpt.report}?x={excerpt.code}"


def _whole_passage(filed: FiledReport) -> Excerpt:
    return excerpt_of(filed, 3, Span(0, len(filed.report.passages[2].text)))

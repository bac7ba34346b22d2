"""The page on which a briefing is written: its form, and the parts that scripts ask for."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from searchapp.engine import Asked
from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.query import parse_query
from tests.library.homes import SONGLI, Home, new_home
from tests.web.briefed import REWORDED, taken
from tests.web.every_page import OWN
from tests.web.homes import visitor

TEXT, HEADING, NOTE, QUOTE = BlockKind.TEXT, BlockKind.HEADING, BlockKind.NOTE, BlockKind.QUOTE
A, B = (Block(name, TEXT, f"第{name}段") for name in "ab")


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample reports, to write briefings of."""
    return Home(Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("desk") / "home")))


@pytest.fixture(scope="module")
def client(home: Home) -> FlaskClient:
    """A visitor of that home."""
    return visitor(home)


def made(home: Home, *blocks: Block) -> int:
    """The number of a new briefing of these blocks."""
    with home.ledger() as ledger:
        briefing = ledger.briefings.make(
            Content("治理", "关于治理的材料", ("甲", "乙"), blocks), ""
        )
        ledger.commit()
    return briefing.id


def kept(home: Home, number: int) -> Content:
    """What the library has of it."""
    with home.ledger() as ledger:
        briefing = ledger.briefings.of(number)
    assert briefing
    return briefing.content


def form_of(client: FlaskClient, number: int) -> MultiDict[str, str]:
    """What the form of the page would send as it stands, without a button."""
    soup = BeautifulSoup(client.get(f"/briefings/{number}").data, "lxml")
    for template in soup.select("template"):
        template.decompose()
    fields: list[tuple[str, str]] = []
    for each in soup.select("#briefing [name], [form=briefing][name]"):
        if each.name == "textarea":
            fields.append((str(each["name"]), each.get_text().removeprefix("\n")))
        elif each.name == "select":
            fields.append((str(each["name"]), str(each.select("option[selected]")[0]["value"])))
        elif each.name == "input":
            fields.append((str(each["name"]), str(each.get("value", ""))))
    return MultiDict(fields)


def sent(client: FlaskClient, number: int, fields: MultiDict[str, str], act: str) -> TestResponse:
    """The answer to the form with one of its buttons."""
    told = MultiDict([*fields.items(multi=True), ("act", act)])
    return client.post(f"/briefings/{number}", data=told, headers=OWN)


class TestForm:
    """A briefing is its form, and the form is the briefing."""

    def test_what_goes_out_is_saved_first(self, home: Home, client: FlaskClient) -> None:
        """Whoever exports without a script is led on with all that was typed."""
        number = made(home, A)
        fields = form_of(client, number)
        fields["text"] = "后来加的一句"
        answer = sent(client, number, fields, "export")
        assert answer.location == f"/briefings/{number}/export"
        assert [each.text for each in kept(home, number).blocks] == ["后来加的一句"]

    def test_a_form_sent_back_as_it_came_changes_nothing(
        self, home: Home, client: FlaskClient
    ) -> None:
        """Every kind of block with all that it has; lines and blanks at their ends too."""
        code = taken(home, "“成功率”").code
        blocks = (
            Block("t", TEXT, "\n两行\n的 段落 "),
            Block("h", HEADING, "（一）标题", level=2),
            Block("n", NOTE, "<b>批注</b> & “引号”"),
            Block("q", QUOTE, excerpt=code, kept=3),
            Block("s", TEXT, "另一处", beside="t"),
        )
        number = made(home, *blocks)
        before = kept(home, number)
        answer = sent(client, number, form_of(client, number), "save")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/briefings/{number}")
        assert kept(home, number) == before

    def test_each_button_saves_all_of_it(self, home: Home, client: FlaskClient) -> None:
        """What was typed elsewhere on the sheet is kept whatever was pressed."""
        number = made(home, A, B)
        fields = form_of(client, number)
        fields.setlist("text", ["改过", "也改过"])
        fields["name"] = "新名"
        assert sent(client, number, fields, "down:a").headers["Location"].endswith("#b-a")
        content = kept(home, number)
        assert content.name == "新名"
        assert [each.text for each in content.blocks] == ["也改过", "改过"]

    def test_an_older_form_loses_nothing_of_what_others_wrote(
        self, home: Home, client: FlaskClient
    ) -> None:
        """Both texts are on the page, and the later one stands beside the other."""
        number = made(home, A)
        one, other = form_of(client, number), form_of(client, number)
        one["text"], other["text"] = "甲改的", "乙改的"
        sent(client, number, one, "save")
        sent(client, number, other, "save")
        first, second = kept(home, number).blocks
        assert (first.text, second.text, second.beside) == ("甲改的", "乙改的", first.id)
        page = client.get(f"/briefings/{number}").get_data(as_text=True)
        assert "有人同时改过" in page
        sent(client, number, form_of(client, number), f"this:{second.id}")
        assert [(each.text, each.beside) for each in kept(home, number).blocks] == [("乙改的", "")]

    @pytest.mark.parametrize(
        "spoiled",
        [{"id": "另"}, {"shape": "poem"}, {"shape": "heading-9"}, {"excerpt": "7"}],
        ids=["id", "shape", "level", "excerpt"],
    )
    def test_what_no_form_of_ours_sends_is_refused(
        self, home: Home, client: FlaskClient, spoiled: dict[str, str]
    ) -> None:
        """And nothing is changed."""
        number = made(home, A)
        fields = form_of(client, number)
        fields.update(spoiled)
        for name, value in spoiled.items():
            fields.setlist(name, [value])
        assert sent(client, number, fields, "save").status_code == 400
        assert kept(home, number).blocks == (A,)

    def test_no_button_stores_what_the_scripts_could_not_save_again(
        self, home: Home, client: FlaskClient
    ) -> None:
        """Neither a quote that nobody took, nor a version greater than any."""
        number = made(home, Block("q", QUOTE, excerpt=taken(home, "“成功率”").code))
        for nonsense in ("q.99999999999999999999", f"q.{'9' * 5000}", "q.１２", "q", "nobody.2"):
            sent(client, number, form_of(client, number), f"keep:{nonsense}")
            assert kept(home, number).blocks[0].kept == 0, nonsense[:40]
        fields = form_of(client, number)
        fields.setlist("excerpt", ["ZZZZZZZZZZ"])
        assert sent(client, number, fields, "save").status_code == 400
        assert kept(home, number).blocks[0].excerpt != "ZZZZZZZZZZ"

    def test_a_form_with_too_few_fields_is_refused(self, home: Home, client: FlaskClient) -> None:
        """Nobody can tell whose text is whose."""
        number = made(home, A, B)
        fields = form_of(client, number)
        fields.setlist("text", ["一个"])
        assert sent(client, number, fields, "save").status_code == 400

    def test_a_briefing_that_was_never_made_is_told_so(self, client: FlaskClient) -> None:
        """On every address of it."""
        for path in ("", "/beside?q=a", "/content", "/quotes"):
            assert client.get(f"/briefings/99999{path}").status_code == 404
        assert client.post("/briefings/99999", data={}, headers=OWN).status_code == 404

    def test_another_site_writes_nothing(self, home: Home, client: FlaskClient) -> None:
        """Its page may send the form; it is not taken."""
        number = made(home, A)
        for path in ("", "/quotes"):
            strange = {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
            answer = client.post(f"/briefings/{number}{path}", data={}, headers=strange)
            assert answer.status_code == 403


class TestParts:
    """What the scripts of the page ask for."""

    def test_what_is_found_beside_is_what_the_search_finds(
        self, home: Home, client: FlaskClient
    ) -> None:
        """The totals are exact, and each offer quotes what stands in its passage."""
        number = made(home)
        asked = "章节:不足 执法"
        found = home.engine.find(Asked(parse_query(asked).query, limit=None))
        page = BeautifulSoup(
            client.get(f"/briefings/{number}/beside", query_string={"q": asked}).data, "lxml"
        )
        total = f"{found.total.passages} 段 {found.total.reports} 篇"
        assert " ".join(page.select(".b-total")[0].get_text().split()).startswith(total)
        texts = {(hit.report, str(hit.passage)): hit.text for hit in found.hits}
        for button in page.select("[value^=take]"):
            report, _, passage, start, end = str(button["value"]).partition(":")[2].split(".")
            (shown,) = button.find_parents("li")[0].select("blockquote")
            quote = texts[report, passage][int(start) : int(end)]
            assert shown.get_text().strip("…") == quote

    def test_every_page_of_what_is_found_is_reached(self, home: Home, client: FlaskClient) -> None:
        """The pages together are all hits, each once."""
        number, asked = made(home), "执法"
        found = home.engine.find(Asked(parse_query(asked).query))
        seen: list[str] = []
        for page in range(1, found.total.passages // 20 + 2):
            told = {"q": asked, "page": str(page)}
            answer = client.get(f"/briefings/{number}/beside", query_string=told)
            soup = BeautifulSoup(answer.data, "lxml")
            seen += [str(each["value"]) for each in soup.select("[value^=take]")]
        assert len(seen) == len({".".join(each.split(".")[:3]) for each in seen})
        assert len(seen) == found.total.passages

    def test_taking_from_beside_adds_the_quote_to_the_form(
        self, home: Home, client: FlaskClient
    ) -> None:
        """Verbatim, at the end, and the search stands there again with what was typed."""
        number = made(home, A)
        page = client.get(f"/briefings/{number}", query_string={"q": "执法"})
        button = BeautifulSoup(page.data, "lxml").select("[value^=take]")[0]
        fields = form_of(client, number)
        fields["q"] = "执法"
        answer = sent(client, number, fields, str(button["value"]))
        *_, quote = kept(home, number).blocks
        assert answer.headers["Location"].endswith(f"#b-{quote.id}")
        assert "q=" in answer.headers["Location"]
        again = BeautifulSoup(client.get(answer.headers["Location"]).data, "lxml")
        (offer,) = again.select(".b-offer[data-taken]")
        assert (
            offer.select("blockquote")[0].get_text().strip("…")
            in again.select(".b-sheet blockquote")[0].get_text()
        )

    def test_an_excerpt_is_taken_without_touching_the_briefing(
        self, home: Home, client: FlaskClient
    ) -> None:
        """The answer has its code and how it stands on the sheet; nonsense takes nothing."""
        number = made(home, A)
        hit = home.engine.find(Asked(parse_query("执法").query, limit=1)).hits[0]
        at = f"{hit.report}.{hit.version}.{hit.passage}.0.4"
        path = f"/briefings/{number}/quotes"
        answer = client.post(path, data={"at": at}, headers=OWN)
        told = json.loads(answer.data)
        with home.ledger() as ledger:
            excerpt = ledger.excerpts.of(told["code"])
        assert excerpt
        assert excerpt.quote == hit.text[:4]
        assert hit.text[:4] in BeautifulSoup(told["html"], "lxml").get_text()
        assert kept(home, number).blocks == (A,)
        for nonsense in ("", "1.2", f"{hit.report}.1.99999.0.1", f"{hit.report}.1.1.5.5"):
            refused = client.post(path, data={"at": nonsense}, headers=OWN)
            assert refused.status_code == 400, nonsense

    def test_who_knows_the_revision_is_told_nothing(self, home: Home, client: FlaskClient) -> None:
        """304, until somebody saves."""
        number = made(home, A)
        path = f"/briefings/{number}/content"
        first = client.get(path)
        told = json.loads(first.data)
        assert told["revision"] == 1
        assert told["content"]["blocks"][0]["text"] == A.text
        known = {"If-None-Match": '"1"'}
        assert client.get(path, headers=known).status_code == 304
        fields = form_of(client, number)
        fields["title"] = "另一个标题"
        sent(client, number, fields, "save")
        again = client.get(path, headers=known)
        assert (again.status_code, json.loads(again.data)["revision"]) == (200, 2)


class TestQuotes:
    """How quotes stand to their sources."""

    @pytest.fixture
    def revised(self, home: Home) -> Iterator[str]:
        """The code of an excerpt whose sentence is another one now."""
        excerpt = taken(home, REWORDED)
        (source,) = home.engine.report(excerpt.report).sources
        path = home.settings.corpus / source.path
        before = path.read_text("utf-8")
        path.write_text(before.replace("会议9次", "会议12次"), "utf-8")
        home.ingest()
        yield excerpt.code
        path.write_text(before, "utf-8")
        home.ingest()

    def test_a_changed_source_is_told_renewed_and_let_stand(
        self, home: Home, client: FlaskClient, revised: str
    ) -> None:
        """By the buttons of the form alone."""
        number = made(home, Block("q", QUOTE, excerpt=revised))
        page = BeautifulSoup(client.get(f"/briefings/{number}").data, "lxml")
        assert [each.get_text() for each in page.select(".b-sheet del, .b-sheet ins")] == [
            "9",
            "12",
        ]
        assert page.select("[data-held]")[0].get_text().strip() == "核对出处：1 有改动"
        (keep,) = page.select(".b-sheet [value^=keep]")
        sent(client, number, form_of(client, number), str(keep["value"]))
        page = BeautifulSoup(client.get(f"/briefings/{number}").data, "lxml")
        assert page.select("[data-held]")[0].get_text().strip() == "核对出处：1 保留原文"
        assert page.select(".b-sheet [data-block][data-kept]")
        sent(client, number, form_of(client, number), "renew:q")
        (block,) = kept(home, number).blocks
        with home.ledger() as ledger:
            new, old = ledger.excerpts.of(block.excerpt), ledger.excerpts.of(revised)
        assert new
        assert old
        assert new.quote == old.quote.replace("9次", "12次")
        assert block.kept == 0
        unchanged = client.post(
            f"/briefings/{number}/quotes", data={"renewed": block.excerpt}, headers=OWN
        )
        assert unchanged.status_code == 409

    def test_of_like_places_a_person_chooses(self, tmp_path: Path) -> None:
        """Where nobody can tell which sentence it was, each that comes near can be quoted."""
        home = new_home(tmp_path / "home")
        home.write("甲.txt", SONGLI)
        home.ingest()
        excerpt = taken(home, "茶季执法")
        number = made(home, Block("q", QUOTE, excerpt=excerpt.code))
        words = excerpt.quote
        home.write(
            "甲.txt", SONGLI.replace(words, f"换了开头。\n{words}\n换了。\n{words}\n末尾。")
        )
        home.ingest()
        client = visitor(home)
        page = BeautifulSoup(client.get(f"/briefings/{number}").data, "lxml")
        places = [str(each["value"]) for each in page.select(".b-sheet [value^=swap]")]
        assert len(places) == 2
        assert not page.select(".b-sheet [value^=renew]")
        answer = sent(client, number, form_of(client, number), places[1])
        assert answer.headers["Location"].endswith("#b-q")
        page = BeautifulSoup(client.get(f"/briefings/{number}").data, "lxml")
        assert page.select("[data-held]")[0].get_text().strip() == "核对出处：1 未变"
        assert page.select(".b-sheet blockquote")[0].get_text().strip() == f"{words}[1]"
        passage = places[1].partition("@")[2].split(".")[2]
        assert f"第 {passage} 段" in page.select(".b-whence")[0].get_text()

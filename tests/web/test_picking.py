"""What is taken is what stands there: whole, once, and in the briefing that was meant."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from searchapp.engine import Asked, Hit, merged
from searchapp.library import Ledger
from searchapp.library.briefings import Block, BlockKind, Briefing
from searchapp.library.excerpts import Excerpt
from searchapp.query import parse_query
from searchapp.reports import FiledReport
from searchapp.text import sentences_with
from searchapp.web.picks import MOST
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor
from tests.web.reading import visit

JSON = {**OWN, "Accept": "application/json"}
ROW = "序号\t姓名\t职务"


@pytest.fixture(scope="module")
def with_two(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the reports of two towns; 松栎镇's has a table with a rare character."""
    home = new_home(tmp_path_factory.mktemp("two") / "home")
    home.write("甲.txt", SONGLI + f"{ROW}\n1\t𠮷某\t主任\n")
    home.write("乙.txt", TINGLAN)
    home.ingest()
    return home


@pytest.fixture(scope="module")
def library(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample reports, to take from what one likes."""
    return Home(Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("library") / "home")))


@pytest.fixture
def home(with_two: Home, tmp_path: Path) -> Home:
    """The same, to take from what one likes."""
    return Home(Path(shutil.copytree(with_two.path, tmp_path / "home")))


@pytest.fixture
def client(home: Home) -> FlaskClient:
    """Somebody's browser on that home."""
    return visitor(home)


def spot(home: Home, words: str) -> str:
    """Where these words stand, as a form has it."""
    for filed in home.engine.reports():
        for passage in filed.report.passages:
            if words in passage.text:
                at = passage.text.index(words)
                place = f"{filed.id}.{filed.version}.{passage.number}"
                return f"{place}.{at}.{at + len(words)}"
    raise AssertionError(words)


def asked(client: FlaskClient, **fields: object) -> TestResponse:
    """What a script is told."""
    return client.post("/excerpts", data=fields, headers=JSON)


def took(client: FlaskClient, **fields: object) -> Any:
    """The same where it is done."""
    answer = asked(client, **fields)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def sentences_of(hit: Hit) -> str:
    """The words of a hit that are quoted."""
    span = sentences_with(hit.text, merged(hit.spans))
    return hit.text[span.start : span.end]


def briefings(home: Home) -> list[Briefing]:
    """Those there are, the oldest first."""
    with Ledger.open(home.settings) as ledger:
        return sorted(ledger.briefings.all(), key=lambda each: each.id)


def quotes(home: Home, briefing: Briefing) -> list[str]:
    """What a briefing quotes, in order."""
    with Ledger.open(home.settings) as ledger:
        known = ledger.excerpts.among(briefing.content.codes)
    return [known[each.excerpt].quote for each in briefing.content.blocks if each.excerpt]


def kept(home: Home) -> list[Excerpt]:
    """Every excerpt that was ever taken."""
    with Ledger.open(home.settings) as ledger:
        return list(ledger.excerpts.all())


DONE = "调解成功129件"
BOAT = "就地化解纠纷42件"


def test_a_form_takes_a_quote_and_leads_back(home: Home, client: FlaskClient) -> None:
    """Without script one is where one was, and the page says what happened, once."""
    came = {"Referer": "http://localhost/search?q=调解"}
    fields = {"at": spot(home, DONE), "back": "h-1"}
    answer = client.post("/excerpts", data=fields, headers={**OWN, **came})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/search?q=%E8%B0%83%E8%A7%A3#h-1")
    (briefing,) = briefings(home)
    assert quotes(home, briefing) == [DONE]
    said = visit(client, "/search?q=调解").texts("#taken p")
    assert said == [f"已加入 1 条到“{briefing.content.name}”，现有 1 条。"]
    assert visit(client, "/search?q=调解").texts("#taken p") == []


def test_one_is_led_back_to_pages_of_ours_alone(home: Home, client: FlaskClient) -> None:
    """Whatever the browser says one came from."""
    for strange in ("http://evil.example/", "http://localhost.evil.example/", "//evil.example"):
        headers = {**OWN, "Referer": strange}
        answer = client.post("/excerpts", data={"at": spot(home, DONE)}, headers=headers)
        assert answer.headers["Location"] == "/"


def test_the_first_quote_makes_a_briefing_and_others_go_into_it(
    home: Home, client: FlaskClient
) -> None:
    """Nobody has to make one first, whatever pages the quotes come from."""
    first = took(client, at=spot(home, DONE))
    second = took(client, at=spot(home, BOAT))
    (briefing,) = briefings(home)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} 材料", briefing.content.name)
    assert quotes(home, briefing) == [DONE, BOAT]
    assert first["briefing"]["id"] == second["briefing"]["id"] == briefing.id
    assert (first["briefing"]["count"], second["briefing"]["count"]) == (1, 2)


def test_a_script_is_told_all_it_shows(home: Home, client: FlaskClient) -> None:
    """The quote, its lasting address, every style of citing it; and the briefing."""
    (excerpt,) = took(client, at=spot(home, DONE))["excerpts"]
    assert excerpt["quote"] == DONE
    assert excerpt["url"] == f"http://localhost/x/{excerpt['code']}"
    assert list(excerpt["citations"]) == ["sentence", "footnote", "gbt7714", "markdown", "link"]
    for cited in excerpt["citations"].values():
        assert DONE in cited["plain"]
        assert excerpt["url"] in cited["html"]


def test_the_words_are_read_and_not_sent(home: Home, client: FlaskClient) -> None:
    """Whatever a page pretends, what stands in the report is quoted."""
    took(client, at=spot(home, DONE), text="别的话", quote="别的话", before="别的")
    assert [each.quote for each in kept(home)] == [DONE]


@pytest.mark.parametrize("how", ["again", "at once"])
def test_the_same_quote_is_not_doubled(home: Home, client: FlaskClient, how: str) -> None:
    """It is said that it is there."""
    place = spot(home, DONE)
    if how == "again":
        took(client, at=place)
        answer = took(client, at=place)
        assert "已经有这一条，没有重复加入" in answer["said"]
        assert answer["name"] == ""
    else:
        took(client, at=[place, place])
    (briefing,) = briefings(home)
    assert quotes(home, briefing) == [DONE]


def test_what_is_only_cited_goes_into_no_briefing(home: Home, client: FlaskClient) -> None:
    """But it is kept, so that the link in the citation leads somewhere."""
    answer = took(client, at=spot(home, DONE), briefing="none")
    assert answer["briefing"] is None
    assert briefings(home) == []
    assert [each.code for each in kept(home)] == [answer["excerpts"][0]["code"]]


def test_another_briefing_can_be_begun_and_gone_back_to(home: Home, client: FlaskClient) -> None:
    """``new`` is filled from then on, and so is one that is named."""
    took(client, at=spot(home, DONE))
    second = took(client, at=spot(home, BOAT), briefing="new")["briefing"]
    took(client, at=spot(home, "茶季执法力量不足"))
    assert [len(each.content.blocks) for each in briefings(home)] == [1, 2]
    assert second["name"].endswith("材料（2）")
    first = briefings(home)[0]
    took(client, at=spot(home, BOAT), briefing=first.id)
    assert took(client, at=spot(home, "院坝会"))["briefing"]["id"] == first.id


@pytest.mark.parametrize("number", ["999", "0", "-1", "x", "99999999999999999999"])
def test_a_briefing_that_is_not_there_takes_nothing(
    home: Home, client: FlaskClient, number: str
) -> None:
    """404, and nothing is kept."""
    answer = asked(client, at=spot(home, DONE), briefing=number)
    assert answer.status_code == 404
    assert "没有这份材料" in answer.get_json()["said"]
    assert kept(home) == []


@pytest.mark.parametrize(
    "where",
    ["{}.1.99.0.5", "{}.1.0.0.5", "{}.1.2.0.999", "{}.1.2.5.5", "{}.1", "x", "", "{}.1.-2"],
)
def test_a_place_where_nothing_stands_is_refused(
    home: Home, client: FlaskClient, where: str
) -> None:
    """400 in words, and nothing is kept; with a place that is right beside it too."""
    report = spot(home, DONE).partition(".")[0]
    answer = asked(client, at=[spot(home, DONE), where.format(report)])
    assert answer.status_code == 400
    assert "没有摘录" in answer.get_json()["said"]
    assert kept(home) == []


def test_more_than_is_taken_at_once_is_refused(home: Home, client: FlaskClient) -> None:
    """Whoever sends thousands is not kept waiting, and nor is anybody else."""
    answer = asked(client, at=[spot(home, DONE)] * (MOST + 1))
    assert answer.status_code == 413
    assert "太长" in answer.get_json()["said"]


def test_whoever_had_a_page_open_quotes_what_he_reads(home: Home) -> None:
    """Where a new version came meanwhile, the words of the one that was open; that is said."""
    place = spot(home, "131件")
    home.write("甲.txt", SONGLI_REVISED)
    home.ingest()
    answer = took(visitor(home), at=place)
    assert answer["excerpts"][0]["quote"] == "131件"
    assert "后来改过版" in answer["said"]
    (excerpt,) = kept(home)
    assert excerpt.version == 1


def test_it_is_cited_by_what_the_report_says_of_itself_now(home: Home) -> None:
    """Also words that somebody took when the report had another number."""
    for number in ("3", "8"):
        home.write("甲.txt", f"松府发〔2025〕{number}号\n{SONGLI}")
        home.ingest()
        answer = took(visitor(home), at=spot(home, DONE), briefing="none")
        cited = answer["excerpts"][0]["citations"]["sentence"]["plain"]
        assert f"（松府发〔2025〕{number}号）" in cited


def test_several_are_cited_with_a_note_each(home: Home, client: FlaskClient) -> None:
    """Counted in their order, so that what is pasted needs no mending."""
    answer = took(client, at=[spot(home, DONE), spot(home, BOAT)], briefing="none")
    notes = [each["citations"]["footnote"]["plain"][-200:] for each in answer["excerpts"]]
    assert ["① 《" in notes[0], "② 《" in notes[1]] == [True, True]


def test_a_version_that_is_not_kept_is_told_with_the_words_of_today(
    home: Home, client: FlaskClient
) -> None:
    """409: nothing is quoted that nobody can look up."""
    report, _, passage, *_ = spot(home, DONE).split(".")
    answer = asked(client, at=f"{report}.7.{passage}.0.5")
    assert answer.status_code == 409
    assert DONE in answer.get_json()["said"]
    page = client.post("/excerpts", data={"at": f"{report}.7.{passage}.0.5"}, headers=OWN)
    assert page.status_code == 409
    assert DONE in page.get_data(as_text=True)
    assert kept(home) == []


def test_a_report_that_is_not_there_is_told(client: FlaskClient) -> None:
    """404 in words."""
    assert asked(client, at="0000000000.1.1.0.2").status_code == 404


def test_a_whole_passage_or_whole_sentences_are_taken(home: Home, client: FlaskClient) -> None:
    """The server knows where a sentence ends; a page only says which word one is at."""
    report, version, passage, *_ = spot(home, DONE).split(".")
    whole = took(client, at=f"{report}.{version}.{passage}")["excerpts"][0]["quote"]
    assert whole in SONGLI.splitlines()
    fields = {"report": report, "version": version, "passage": passage}
    assert took(client, **fields)["excerpts"][0]["quote"] == whole
    sentence = took(client, at=spot(home, DONE), widen="sentences")["excerpts"][0]["quote"]
    assert sentence == "全年受理矛盾纠纷131件，调解成功129件；"


def test_undoing_takes_out_what_was_put_in_and_nothing_else(
    home: Home, client: FlaskClient
) -> None:
    """Also where somebody wrote on in between."""
    took(client, at=spot(home, DONE))
    answer = took(client, at=[spot(home, BOAT), spot(home, "院坝会")])
    (briefing,) = briefings(home)
    with Ledger.open(home.settings) as ledger:
        own = Block("own", BlockKind.TEXT, text="我写的话")
        ledger.briefings.add(briefing.id, [own], "某人", after=briefing.content.blocks[0].id)
        ledger.commit()
    fields = {"briefing": briefing.id, "name": answer["name"]}
    told = client.post("/excerpts/undo", data=fields, headers=JSON).get_json()
    assert told["briefing"]["count"] == 1
    (left,) = briefings(home)
    assert [each.text or each.kind for each in left.content.blocks] == ["quote", "我写的话"]
    assert quotes(home, left) == [DONE]
    for name in ("", "own", left.content.blocks[0].id[:3]):
        fields = {"briefing": briefing.id, "name": name}
        assert client.post("/excerpts/undo", data=fields, headers=OWN).status_code == 303
    assert briefings(home)[0].content == left.content


class TestMany:
    """What a search found is taken at once, exactly."""

    @pytest.mark.parametrize(
        ("view", "sort"), [("", ""), ("reports", "newest"), ("kwic", ""), ("passages", "place")]
    )
    def test_all_of_a_page_is_what_the_page_offers(
        self, client: FlaskClient, view: str, sort: str
    ) -> None:
        """The same sentences that the buttons beside the hits take."""
        choices = (("q", "调解"), ("view", view), ("sort", sort))
        page = visit(client, "/search", *choices)
        offered = [str(each["value"]) for each in page.soup.select("form[data-pick] [name=at]")]
        answer = took(client, **dict(choices), all="page")
        found = [(each["passage"], each["start"], each["end"]) for each in answer["excerpts"]]
        assert found == [tuple(map(int, at.split(".")[2:])) for at in dict.fromkeys(offered)]
        assert found

    @pytest.mark.parametrize("typed", ["“矛盾纠纷”", "调解 或者 信访", "的"])
    def test_all_of_a_search_is_every_passage_found(self, library: Home, typed: str) -> None:
        """Each with the sentences of its marks, in the order of the hits, up to a bound."""
        hits = library.engine.find(Asked(parse_query(typed).query, limit=None)).hits
        answer = took(visitor(library), q=typed, all="search", briefing="new")
        found = [(each["passage"], each["quote"]) for each in answer["excerpts"]]
        assert found == [(hit.passage, sentences_of(hit)) for hit in hits[:MOST]]
        assert answer["briefing"]["count"] == len(found)
        page = visit(visitor(library), "/search", ("q", typed))
        (said,) = page.texts("form[data-pick-all] [value=search]")
        bounded = f"前 {MOST} 段（共 {len(hits)} 段）"
        assert said == (bounded if len(hits) > MOST else f"全部 {len(hits)} 段")

    def test_what_was_chosen_counts(self, client: FlaskClient) -> None:
        """Of one town alone, if one town was chosen."""
        answer = took(client, q="调解", town="汀兰镇", all="search")
        assert {each["quote"] for each in answer["excerpts"]} == {
            "码头设立船头调解室，就地化解纠纷42件。"
        }
        assert asked(client, q="没有这样写", all="search").status_code == 400


@pytest.fixture(scope="module")
def reader(library: Home) -> FlaskClient:
    """A browser on the sample reports."""
    return visitor(library)


@pytest.fixture(scope="module")
def filed(library: Home) -> FiledReport:
    """A sample report with a table."""
    reports = library.engine.reports()
    return next(each for each in reports if any("\t" in p.text for p in each.report.passages))


@pytest.mark.property
@settings(max_examples=40)
@given(data=st.data())
def test_any_span_is_quoted_as_it_stands(
    reader: FlaskClient, filed: FiledReport, data: st.DataObject
) -> None:
    """Character for character but for blanks at its ends; where nothing stands it is refused."""
    passage = data.draw(st.sampled_from(filed.report.passages))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text) + 1))
    at = f"{filed.id}.{filed.version}.{passage.number}.{start}.{end}"
    answer = asked(reader, at=at, briefing="none")
    words = passage.text[start:end].strip()
    if end > len(passage.text) or not words:
        assert answer.status_code == 400
    else:
        assert [each["quote"] for each in answer.get_json()["excerpts"]] == [words]

"""From a briefing in the library to the paper that goes out."""

from datetime import UTC, datetime

import pytest

from searchapp.briefing.assembling import paper_of, position_in
from searchapp.briefing.paper import Heading, Lost, Paper, Quoted, Words
from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.library.excerpts.holding import Fate
from searchapp.text import Span
from tests.briefing.papers import report_of
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, new_home

NOW = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)
UNKNOWN = "ZZZZZZZZZZ"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two reports, each quoted once; then one gets another version."""
    home = new_home(tmp_path_factory.mktemp("assembling") / "home")
    home.write("songli.txt", SONGLI)
    home.write("tinglan.txt", TINGLAN)
    home.ingest()
    with home.ledger() as ledger:
        for filed in home.engine.reports():
            ledger.excerpts.take(excerpt_of(filed, 3, Span(0, 9)), "测试")
        ledger.commit()
    home.write("songli.txt", SONGLI_REVISED)
    home.ingest()
    return home


@pytest.fixture
def excerpts(home: Home) -> list[Excerpt]:
    """The excerpts, that of the report with two versions first."""
    with home.ledger() as ledger:
        return sorted(ledger.excerpts.all(), key=lambda each: "松栎" not in each.cited.name)


def _paper(home: Home, *blocks: Block, title: str = "题目") -> Paper:
    with home.ledger() as ledger:
        made = ledger.briefings.make(Content("名称", title, (), blocks), "测试")
        return paper_of(ledger, home.engine, made, "http://a.example/", NOW)


def _quote(code: str) -> Block:
    return Block(f"q{code}", BlockKind.QUOTE, excerpt=code)


def test_parts_stand_in_order_and_notes_are_left_out(home: Home, excerpts: list[Excerpt]) -> None:
    """A note is for those who write."""
    paper = _paper(
        home,
        Block("h", BlockKind.HEADING, "标题", level=2),
        Block("n", BlockKind.NOTE, "只给自己看"),
        _quote(excerpts[0].code),
        Block("t", BlockKind.TEXT, "自己的话"),
    )
    heading, quoted, words = paper.parts
    assert (heading, words) == (Heading(2, "标题"), Words("自己的话"))
    assert isinstance(quoted, Quoted)
    assert quoted.excerpt == excerpts[0]
    assert "只给自己看" not in repr(paper)
    assert (paper.address, paper.held_at) == ("http://a.example", NOW)


def test_sources_are_numbered_as_they_come_and_once(home: Home, excerpts: list[Excerpt]) -> None:
    """Whoever quotes the same words again refers to the same source."""
    one, two = (each.code for each in excerpts)
    paper = _paper(home, *(_quote(code) for code in (two, one, two)))
    assert [each.number for each in paper.quotes] == [1, 2, 1]
    assert [(each.number, each.excerpt.code) for each in paper.sources] == [(1, two), (2, one)]


def test_quotes_are_held_against_the_reports_as_they_are_now(
    home: Home, excerpts: list[Excerpt]
) -> None:
    """What became of them since they were taken goes out with them."""
    paper = _paper(home, *(_quote(each.code) for each in excerpts))
    assert [each.held.version for each in paper.quotes] == [2, 1]
    assert paper.quotes[1].held.fate is Fate.UNCHANGED
    assert sum(paper.fates.values()) == 2


def test_a_quote_that_nobody_took_is_there_as_lost(home: Home, excerpts: list[Excerpt]) -> None:
    """It takes no number from the others, and is not left out silently."""
    paper = _paper(home, _quote(UNKNOWN), _quote(excerpts[0].code))
    lost, quoted = paper.parts
    assert lost == Lost(UNKNOWN)
    assert paper.lost == (Lost(UNKNOWN),)
    assert isinstance(quoted, Quoted)
    assert quoted.number == 1


def test_a_briefing_without_a_title_goes_out_without_one(home: Home) -> None:
    """What staff call it among themselves is not printed."""
    paper = _paper(home, title="")
    assert (paper.title, paper.name) == ("", "名称")


def test_positions_lead_to_the_quote_in_the_version_it_was_taken_from(
    home: Home, excerpts: list[Excerpt]
) -> None:
    """Passages joined by line ends; also where the report reads otherwise now."""
    paper = _paper(home, *(_quote(each.code) for each in excerpts))
    with home.ledger() as ledger:
        for quoted in paper.quotes:
            report = ledger.edition(quoted.excerpt.report, quoted.excerpt.version)
            assert report
            assert quoted.position is not None
            text = "\n".join(passage.text for passage in report.passages)
            assert text[quoted.position :].startswith(quoted.excerpt.quote)


TEXTS = [("甲。",), ("𠮷𠮷", "", "乙丙丁"), ("第一段", "第二段，稍长一些", "第三段")]


@pytest.mark.parametrize("texts", TEXTS, ids=["one", "empty", "three"])
def test_every_span_of_every_passage_has_its_position(texts: tuple[str, ...]) -> None:
    """As whoever reads the whole text counts."""
    filed, whole = report_of(*texts), "\n".join(texts)
    for number, text in enumerate(texts, 1):
        for start in range(len(text)):
            excerpt = excerpt_of(filed, number, Span(start, len(text)))
            position = position_in(filed.report.passages, excerpt)
            assert position is not None
            assert whole[position : position + len(excerpt.quote)] == excerpt.quote
            assert whole[:position].count("\n") == number - 1


def test_a_passage_that_reads_otherwise_has_no_position() -> None:
    """A position that may be wrong is worse than none."""
    excerpt = excerpt_of(report_of("甲乙丙"), 1, Span(1, 2))
    assert position_in(report_of("甲乙丁").report.passages, excerpt) is None
    assert position_in((), excerpt) is None

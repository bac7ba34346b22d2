"""Briefings in a home of the sample reports: an empty one, a filled one, one with a conflict."""

from typing import Final

from searchapp.engine import Asked
from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.query import parse_query
from searchapp.text import sentences_with
from tests.library.homes import Home

#: What a path calls a briefing -> its name.
BRIEFINGS: Final = {
    "empty_briefing": "空白的材料",
    "briefing": "基层治理专题",
    "torn_briefing": "两人同时写的材料",
}
#: In the report that gets a second version, a sentence that is another in it.
REWORDED: Final = "“会议9次”"


def furnish_briefings(home: Home) -> None:
    """Write them; to be called before the report with REWORDED in it is changed."""
    quotes = [taken(home, typed) for typed in ("“成功率” 调解", REWORDED)]
    filled = (
        Block("t1", BlockKind.TEXT, "各乡镇坚持和发展新时代“枫桥经验”，矛盾纠纷化解成效明显。"),
        Block("h1", BlockKind.HEADING, "一、矛盾纠纷多元化解"),
        *(Block(f"q{at}", BlockKind.QUOTE, excerpt=each.code) for at, each in enumerate(quotes)),
        Block("h2", BlockKind.HEADING, "（一）会议", level=2),
        Block("k1", BlockKind.QUOTE, excerpt=quotes[1].code, kept=2),
        Block("n1", BlockKind.NOTE, "数字等定稿后再核一次"),
        Block("t2", BlockKind.TEXT),
    )
    torn = (
        Block("t1", BlockKind.TEXT, "全县共召开会议 120 次。"),
        Block("t2", BlockKind.TEXT, "全县共召开会议 121 次。", beside="t1"),
    )
    with home.ledger() as ledger:
        for name, blocks in zip(BRIEFINGS.values(), ((), filled, torn), strict=True):
            tags = ("治理",) if blocks else ()
            ledger.briefings.make(Content(name, f"关于{name}的报告", tags, blocks), "测试")
        ledger.commit()


def briefings_in(home: Home) -> dict[str, str]:
    """What a path calls each briefing -> its number."""
    with home.ledger() as ledger:
        numbers = {each.content.name: each.id for each in ledger.briefings.all()}
    return {called: str(numbers[name]) for called, name in BRIEFINGS.items()}


def taken(home: Home, typed: str) -> Excerpt:
    """The sentences of the first hit, as an excerpt that is kept."""
    engine = home.engine
    hit = engine.find(Asked(parse_query(typed).query, limit=1)).hits[0]
    excerpt = excerpt_of(
        engine.report(hit.report), hit.passage, sentences_with(hit.text, hit.spans)
    )
    with home.ledger() as ledger:
        kept = ledger.excerpts.take(excerpt, "测试")
        ledger.commit()
    return kept

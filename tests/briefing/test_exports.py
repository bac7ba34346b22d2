"""What every kind of document must keep, whatever it looks like."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.briefing.exports import EXPORTS
from searchapp.briefing.paper import Heading, Lost, Paper, Quoted, Words
from searchapp.briefing.saying import Where, held_line, source_of
from searchapp.briefing.signs import INSTEAD, printed
from searchapp.library.excerpts.holding import Fate
from tests.briefing.papers import (
    ADDRESS,
    MOMENT,
    excerpt_in,
    paper_of_quotes,
    quoted,
    sample_paper,
)
from tests.briefing.reading import READ

KINDS = [(ending, where) for ending in EXPORTS for where in Where]
HOSTILE = (
    "<script>alert(1)</script>&amp;]]>",
    "“引号”‘单’\"'`*_[链接](http://a.example)#",
    "类型\t受理\t调成",
    "第一行\n第二行",
    "  两个  空格 ",
    "- 一条\n1. 两条\n# 标题\n> 引用\n===",
    "𠮷野家㎡①\u3000全角",
    "{{正文}} {{标题}} %s %PDF \\n",
    "w:t</w:t></w:r><w:r><w:t>",
    "￾￿\u200b\u202e",
)
#: Any text but blanks alone, as an excerpt never is.
TEXTS = st.text(min_size=1, max_size=60).filter(lambda text: text.strip() != "")

each_kind = pytest.mark.parametrize(("ending", "where"), KINDS, ids=lambda value: str(value))


def _written(paper: Paper, ending: str, where: Where) -> bytes:
    return EXPORTS[ending].write(paper, where)


def _found(
    paper: Paper, ending: str, where: Where = Where.FOOTNOTES
) -> tuple[str, frozenset[str]]:
    found = READ[ending](_written(paper, ending, where))
    return found.text, found.links


@each_kind
def test_every_quote_source_and_link_is_there(ending: str, where: Where) -> None:
    """A reader of any document can go from each quote to where it stood."""
    paper = sample_paper()
    text, links = _found(paper, ending, where)
    for each in paper.quotes:
        source = source_of(paper, each)
        assert each.excerpt.quote in text
        assert source.told in text
        assert source.link == f"{ADDRESS}/x/{each.excerpt.code}"
        assert source.link in links


@each_kind
def test_words_headings_and_the_title_are_there(ending: str, where: Where) -> None:
    """What people wrote themselves goes out too."""
    paper = sample_paper()
    text, _ = _found(paper, ending, where)
    written = [part.text for part in paper.parts if isinstance(part, (Heading, Words))]
    for line in "\n".join((paper.title, *written)).splitlines():
        assert line in text


@each_kind
def test_it_says_when_quotes_were_held_and_what_came_of_it(ending: str, where: Where) -> None:
    """Nobody takes an old check for a new one, or a changed source for one that is not."""
    text, _ = _found(sample_paper(), ending, where)
    at = MOMENT.astimezone()
    assert f"引文最近一次与出处核对：{at.year}年{at.month}月{at.day}日 {at:%H:%M}" in text
    assert "共 5 条，未变 1 条，移位 1 条，有改动 1 条，已删除 1 条，找不到 1 条" in text


@each_kind
def test_a_quote_that_is_not_there_any_more_is_not_dropped(ending: str, where: Where) -> None:
    """In its place stands its code."""
    assert "zzzzzzzzzz" in _found(sample_paper(), ending, where)[0]


@each_kind
def test_a_source_that_changed_is_told_in_the_note(ending: str, where: Where) -> None:
    """Whoever reads the source reads what became of it, and the reason."""
    fates = (Fate.MOVED, Fate.CHANGED, Fate.REMOVED)
    quotes = (
        quoted(number, excerpt_in(f"第{number}句话。"), fate, f"见第 {number} 版")
        for number, fate in enumerate(fates, 1)
    )
    text, _ = _found(Paper("材料", tuple(quotes), ADDRESS, MOMENT), ending, where)
    for number, fate in enumerate(fates, 1):
        assert f"【{fate.label}：" in text
        assert f"【见第 {number} 版】" in text


@each_kind
def test_nothing_that_a_report_says_breaks_a_document(ending: str, where: Where) -> None:
    """Signs that mean something to a format stand there as what they are."""
    paper = paper_of_quotes(*HOSTILE)
    text, _ = _found(paper, ending, where)
    for each in paper.quotes:
        quote = each.excerpt.quote
        assert (quote if ending == "json" else printed(quote)) in text


@pytest.mark.parametrize("ending", EXPORTS)
@pytest.mark.property
@settings(max_examples=25)
@given(quotes=st.lists(TEXTS, min_size=1, max_size=4))
@example(["a\x0bb", "前\r\n中", "\ufffe"])
def test_any_quote_reads_back_character_for_character(ending: str, quotes: list[str]) -> None:
    """What no document can hold has a sign of its own in its place; all else is verbatim."""
    paper = paper_of_quotes(*quotes)
    text, _ = _found(paper, ending)
    for each in paper.quotes:
        quote = each.excerpt.quote
        assert (quote if ending == "json" else printed(quote)) in text


@pytest.mark.parametrize("ending", EXPORTS)
def test_what_cannot_be_printed_is_told(ending: str) -> None:
    """A control character is not left out silently."""
    text, _ = _found(paper_of_quotes("甲\x0b乙\x00丙"), ending)
    assert f"原文有 2 个无法印出的字符，以 {INSTEAD} 代替" in text


@each_kind
def test_half_a_character_in_own_words_breaks_nothing(ending: str, where: Where) -> None:
    """A browser may send half of a pair: no file can hold it."""
    paper = Paper("题\ud800", (Heading(1, "头\udfff"), Words("甲\ud83d乙")), ADDRESS, MOMENT)
    text, _ = _found(paper, ending, where)
    for words in (paper.title, *(part.text for part in paper.parts if isinstance(part, Words))):
        assert (words if ending == "json" else printed(words)) in text


@each_kind
def test_the_same_paper_gives_the_same_bytes(ending: str, where: Where) -> None:
    """A document that was exported again can be compared with the first."""
    first, second = (_written(sample_paper(), ending, where) for _ in range(2))
    assert first == second


@each_kind
def test_a_paper_without_quotes_says_nothing_of_sources(ending: str, where: Where) -> None:
    """Own words need no check."""
    paper = Paper("只有自己的话", (Words("一段话。"),), ADDRESS, MOMENT)
    text, links = _found(paper, ending, where)
    assert "一段话。" in text
    assert "核对" not in text
    assert not links
    assert held_line(paper) == ""


@each_kind
def test_a_name_is_not_printed_for_a_title(ending: str, where: Where) -> None:
    """“2026-11-21 材料（3）” is for staff alone; programs and a page's tab have it."""
    paper = Paper("", (Words("一段话。"),), ADDRESS, MOMENT, "工作名称")
    text, _ = _found(paper, ending, where)
    assert text.count("工作名称") == (1 if ending in ("html", "json") else 0)
    assert "一段话。" in text


@each_kind
def test_an_empty_paper_is_a_document(ending: str, where: Where) -> None:
    """A briefing that was just begun can be exported."""
    assert "刚开始" in _found(Paper("刚开始", (), ADDRESS, MOMENT), ending, where)[0]


def test_lost_quotes_alone_are_counted() -> None:
    """Also where no quote is left."""
    line = held_line(Paper("材料", (Lost("abc"),), ADDRESS, datetime(2026, 1, 2, tzinfo=UTC)))
    assert line.endswith("共 1 条，找不到 1 条")


def test_annotations_select_by_quote_and_by_position() -> None:
    """As the W3C has it: the words with 32 characters round them, and code points in the text."""
    text = (
        "甲𠮷乙。健全调解组织14个。"
        + "此后还有很长的一段话，足足超过三十二个字符，好让后文在中间断开，不再往下。"
    )
    excerpt = excerpt_in(text, "健全调解组织14个。")
    paper = Paper("材料", (Quoted(1, excerpt, quoted(1, excerpt).held, 4),), ADDRESS, MOMENT)
    said = json.loads(EXPORTS["json"].write(paper, Where.FOOTNOTES))
    assert said["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (said["type"], said["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert said["total"] == len(said["first"]["items"]) == 1
    item = said["first"]["items"][0]
    assert (item["type"], item["motivation"]) == ("Annotation", "quoting")
    by_quote, by_position = item["target"]["selector"]
    assert by_quote["type"] == "TextQuoteSelector"
    assert by_quote["prefix"] + by_quote["exact"] + by_quote["suffix"] == text[: 14 + 32]
    assert by_position == {"type": "TextPositionSelector", "start": 4, "end": 14}
    assert item["target"]["source"] == f"{ADDRESS}/reports/{excerpt.report}"
    assert item["target"]["state"]["cached"].endswith("?version=1")


def test_a_page_needs_nothing_from_anywhere() -> None:
    """It opens from a stick: no script, and nothing that is fetched."""
    page = EXPORTS["html"].write(sample_paper(), Where.FOOTNOTES).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|img|link|iframe|object|embed|base)\b|@import|url\(", page)
    assert not re.search(r"""\s(?:src|srcset|on\w+|style)\s*=""", page)


def test_markdown_numbers_what_is_quoted_twice_once() -> None:
    """Both quotes lead to the same note."""
    written = EXPORTS["md"].write(sample_paper(), Where.FOOTNOTES).decode()
    assert written.count("[^1]:") == 1
    assert len(re.findall(r"\[\^1\](?!:)", written)) == 2

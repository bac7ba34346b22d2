"""A query can be typed again: what is written is understood as the same tree."""

from itertools import combinations

import pytest
from hypothesis import given

from searchapp.query import Everything, Phrase, Run, parse_query, typable, written
from searchapp.text import fold
from tests.query.passages import candidate
from tests.query.typing import PAIRS, query_texts
from tests.strategies import passage_text


def rewritten(typed: str) -> str:
    """What would be typed for what was understood."""
    return written(parse_query(typed).query)


@pytest.mark.property
@given(typed=query_texts(depth=2))
def test_a_written_query_is_understood_as_the_same_tree(typed: str) -> None:
    """Whatever was typed, with any of the nodes in any of the forms."""
    query = parse_query(typed).query
    assert parse_query(written(query)).query == query


@pytest.mark.property
@given(typed=query_texts())
def test_what_was_written_is_written_the_same_again(typed: str) -> None:
    """So that a link stays the same however often it is followed."""
    assert rewritten(rewritten(typed)) == rewritten(typed)


@pytest.mark.property
@given(text=passage_text)
def test_any_text_in_quotes_is_written_as_the_same_phrase(text: str) -> None:
    """Whichever marks the text has itself."""
    for opening, closing in PAIRS:
        if not {opening, closing} & set(text):
            query = parse_query(f"{opening}{text}{closing}").query
            assert parse_query(written(query)).query == query


@pytest.mark.parametrize(
    "typed",
    [
        "“a”-b",
        "“a”年:2024",
        "标题:关于“八五”普法的报告",
        "NOT --a",
        "(a|b) c",
        "12#楼 NEAR 消防",
        "5* NEAR/3 “#级”",
        "(调解 OR “调解”) NEAR 信访",
        '"路径\\',
        '"路径\\\\"',
        '"路径\\ "',
        "镇:松栎镇\\",
        '"他说\\"好\\""',
        '标题:"他说\\"好\\""',
        '"“a”「b」『c』"',
        "“a\\”「b」『c』”",
        '"a\\#b*c"',
        '"*a*"',
        '"' + "a#" * 12 + '"',
        "年:0001..2024",
        "年:..2024",
        "日期:..2024",
        "日期:2024..",
        "level:county",
        "-层级:未标注",
        "年:2022、2024 调解",
        "-年:2022、未标注",
        "镇:“松栎镇、汀兰镇”",
        "章节:“下年安排”",
        "章节:普法",
        "-(a NEAR b) c",
        "-(a NEAR/0 b NEAR/99999 (c OR d))",
        "((a b) (c OR (d -e)))",
        "-(-(a b) c)",
        "foo:(a b)",
        "(村（社区）工作 OR 乡)",
        "（" * 20 + "a OR b" + "）" * 20,
    ],
)
def test_queries_of_every_shape_can_be_written(typed: str) -> None:
    """Also those in which a mark or an operator is meant literally."""
    query = parse_query(typed).query
    assert parse_query(written(query)).query == query


@pytest.mark.parametrize(
    "typed",
    [
        "“a”或者“b”",
        "“a”-b",
        "“a”OR“b”",
        "“a”年:2024",
        "“a”（b）",
        "“a”NOT",
        "x -“a”-b",
        "“a” -“c”OR",
        "a)",
        "a OR (b c))",
    ],
)
def test_a_run_that_cannot_be_typed_alone_is_written_as_its_words(typed: str) -> None:
    """As an operator behind a quotation, or half of a bracket; what is written finds the same."""
    query = parse_query(typed).query
    again = parse_query(written(query)).query
    words = ("a", "b", "c", "x", "年:2024", "2024", "年", "或者", "or", "not", "-")
    for count in range(4):
        for said in combinations(words, count):
            read = candidate("，".join(said))
            assert again.matches(read) == query.matches(read)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("枫桥经验　ＡＮＤ 调解", "枫桥经验 调解"),
        ('"枫桥经验"', "“枫桥经验”"),
        ('"坚持“枫桥经验”"', "「坚持“枫桥经验”」"),
        ("a | b ｜ c", "a 或者 b 或者 c"),
        ("(a OR b) c", "(a 或者 b) c"),
        ("NOT a", "-a"),
        ("NOT(a b)", "-(a b)"),
        ("a near/5 b", "“a” NEAR/5 “b”"),
        ("(a OR b) NEAR c", "(“a” 或者 “b”) NEAR/10 “c”"),
        ("town:松栎镇", "镇:“松栎镇”"),
        ("年份：2021-2024年", "年:2021..2024"),
        ("year:2024", "年:2024"),
        ("section:plans", "章节:下年安排"),
        ("日期:2025年1月20日", "日期:2025-01-20"),
        ("文种:工作总结 -单位:县政府", "文种:工作总结 -单位:“县政府”"),
        ("", ""),
    ],
)
def test_what_is_written_can_be_read(typed: str, expected: str) -> None:
    """In Chinese where there is a Chinese word for it, and no longer than it must be."""
    assert rewritten(typed) == expected


def test_nothing_is_written_for_everything() -> None:
    """The empty query."""
    assert written(Everything()) == ""


@pytest.mark.property
@given(text=passage_text)
def test_any_folded_text_can_be_typed(text: str) -> None:
    """As the run that it is, or else as a phrase; either way it is understood again."""
    needle = fold(text).text
    node = typable(needle)
    assert node.needle == needle
    assert parse_query(written(node)).query == node


@pytest.mark.parametrize("needle", ["调解", "1-10月", "村(社区)", "a4"])
def test_a_plain_word_is_typed_without_marks(needle: str) -> None:
    """As a reader would."""
    assert typable(needle) == Run.of(needle)
    assert written(typable(needle)) == needle


@pytest.mark.parametrize(
    "needle", ["或者", "-调解", "年:2024", "(社区)", "，", "调解 信访", "a b"]
)
def test_what_would_mean_something_else_is_typed_in_marks(needle: str) -> None:
    """An operator, a field, a group, two words, or marks alone."""
    assert isinstance(typable(needle), Phrase)

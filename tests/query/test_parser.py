"""What a reader types is understood, whatever it is."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.query import (
    LONGEST_QUERY,
    QUOTES,
    All,
    Either,
    Everything,
    Near,
    Not,
    Pattern,
    Phrase,
    Query,
    Reading,
    Run,
    Scope,
    Understood,
    Wild,
    conditions_of,
    leaves,
    parse_query,
    readable,
)
from searchapp.query.fields import FIELDS
from searchapp.text import fold
from tests.query.passages import candidate, filed, passage, texts
from tests.query.showing import shape, shown
from tests.query.typing import (
    LOOKALIKES,
    NEARS,
    ORS,
    PAIRS,
    anything,
    patterns,
    phrases,
    query_texts,
    runs,
    widened,
)
from tests.strategies import disguised, passage_text

#: A phrase may have so many wild marks, and groups so many levels.
MOST_WILD = 10
DEEPEST = 20


def notes(typed: str) -> tuple[str, ...]:
    """What the reader is told of how it was understood."""
    return parse_query(typed).notes


def nodes(query: Query) -> Iterator[Query]:
    """The query and all that is in it."""
    yield query
    if isinstance(query, Not):
        yield from nodes(query.part)
    elif isinstance(query, All | Either):
        for part in query.parts:
            yield from nodes(part)
    elif isinstance(query, Near):
        for operand in query.operands:
            yield from operand


# Anything at all


@pytest.mark.property
@given(typed=anything())
@example(typed="\udcff")
@example(typed='"\udcff"')
@example(typed="“")
@example(typed="NEAR/999999999999 “#” NEAR")
@example(typed="日期:0000-00-00..9999-99-99")
@example(typed="年:٢٠٢٤")
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    """Any text gives a query that can read a passage, and notes that are not empty."""
    understood = parse_query(typed)
    read = candidate("法治政府建设，调解338件。", "一、法治")
    assert isinstance(understood.query.matches(read), bool)
    assert all(span.start < span.end for span in understood.query.spans(read))
    assert all(note.strip() for note in understood.notes)
    assert len(set(understood.notes)) == len(understood.notes)


@pytest.mark.property
@given(typed=anything())
def test_no_part_of_a_query_is_empty(typed: str) -> None:
    """Every part looks for something, so that no part matches every passage by accident."""
    query = parse_query(typed).query
    for part in nodes(query):
        match part:
            case Everything():
                assert part == query
            case All(parts=parts) | Either(parts=parts):
                assert len(set(parts)) == len(parts) > 1
            case Phrase(needle=needle):
                assert needle
            case Run(needle=needle, words=words):
                assert words
                assert all(word and word in needle for word in words)
            case Pattern(pieces=pieces):
                assert all(pieces)
                assert Wild.GAP not in (pieces[0], pieces[-1])
                assert any(isinstance(piece, Wild) for piece in pieces)
            case Near(operands=operands, distances=distances):
                assert all(operands)
                assert len(operands) == len(distances) + 1


@pytest.mark.property
@given(typed=anything())
def test_an_exclusion_never_excludes_an_exclusion(typed: str) -> None:
    """NOT NOT x is x, however it was typed."""
    for part in nodes(parse_query(typed).query):
        assert not (isinstance(part, Not) and isinstance(part.part, Not))


@pytest.mark.property
@given(typed=query_texts())
def test_nothing_of_a_well_formed_query_is_passed_over(typed: str) -> None:
    """Every part has its side, every bracket its end, and every value makes sense."""
    complaints = ("没有合上", "看不懂", "没有内容", "单独的", "太深", "NEAR 两边", "NEAR 最多")
    assert not any(complaint in note for note in notes(typed) for complaint in complaints)


@pytest.mark.property
@given(typed=query_texts())
def test_full_width_means_what_half_width_means(typed: str) -> None:
    """A query typed altogether in full width is the same tree once folded."""
    assert fold(shape(widened(typed))).text == fold(shape(typed)).text


@pytest.mark.parametrize("typed", ["年:2022..2024", "日期:2025.1.20", "日期:2024..2025/3"])
def test_values_in_full_width_mean_the_same(typed: str) -> None:
    """A stretch of years typed with an input method is a stretch of years."""
    assert shape(widened(typed)) == shape(typed) != "全部"


@pytest.mark.property
@given(typed=anything())
def test_what_is_readable_has_no_halves_of_surrogate_pairs(typed: str) -> None:
    """Nothing else of it changes, and it is as long as before."""
    text = readable(typed)
    assert text.encode("utf-8").decode("utf-8") == text
    assert [char for char in text if char != "\ufffd"] == [
        char for char in typed if char != "\ufffd" and not "\ud800" <= char <= "\udfff"
    ]
    assert len(text) == len(typed)


@pytest.mark.property
@given(text=passage_text)
def test_what_was_typed_is_kept_as_it_was_typed(text: str) -> None:
    """A run repeats what was typed, so that it can be shown again."""
    for leaf in leaves(parse_query(text).query):
        if isinstance(leaf, Run):
            assert leaf.typed in text
            assert leaf.needle == fold(leaf.typed).text


# Nothing, and too much


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\n\t", "\r\n \xa0"])
def test_nothing_typed_is_everything(typed: str) -> None:
    """An empty query matches every passage, without a note."""
    assert parse_query(typed) == Understood(Everything())


@pytest.mark.parametrize(
    "typed", ["OR", "NOT", "NEAR", "NEAR/5", "AND", "-", "|", "()", "（ ）", ")"]
)
def test_a_lone_operator_finds_everything_and_says_so(typed: str) -> None:
    """It means nothing by itself; the reader is told that it was passed over."""
    assert shape(typed) == "全部"
    assert notes(typed)


def test_a_query_that_is_too_long_is_read_to_a_limit() -> None:
    """Its beginning is understood and a note names the limit; at the limit there is none."""
    longest = "法" * LONGEST_QUERY
    assert parse_query(longest).notes == ()
    cut = parse_query(longest + "治")
    assert cut.query == parse_query(longest).query
    assert str(LONGEST_QUERY) in cut.notes[0]
    assert notes(" " * LONGEST_QUERY + "“")[0] == cut.notes[0]


def test_a_part_typed_twice_is_one_part() -> None:
    """A phrase typed twice is still one phrase, whose occurrences are counted."""
    assert parse_query("“调解” “调解”") == Understood(Phrase("调解", "调解"))
    assert shape("调解 OR 调解 | 信访") == "(调解 | 信访)"
    assert shape("-信访 调解 -信访") == "(-信访 调解)"
    assert shape("(调解 信访) (调解 信访)") == "(调解 信访)"


# How operators join


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("枫桥经验 调解", "(枫桥经验 调解)"),
        ("枫桥经验　调解", "(枫桥经验 调解)"),
        ("枫桥经验 AND 调解", "(枫桥经验 调解)"),
        ("枫桥经验 ＡＮＤ 调解", "(枫桥经验 调解)"),
        ("矛盾 “枫桥经验” 调解", "(矛盾 “枫桥经验” 调解)"),
        ("矛盾“枫桥经验”调解", "(矛盾 “枫桥经验” 调解)"),
        ("调解 -信访", "(调解 -信访)"),
        ("“调解”-信访", "(“调解” -信访)"),
        ("“调解”年:2024", "(“调解” year=2024..2024)"),
        ("-信访", "-信访"),
        ("NOT 信访", "-信访"),
        ("NOT NOT 信访", "信访"),
        ("NOT NOT NOT 信访", "-信访"),
        ("NOT -信访", "信访"),
        ("-(-信访)", "信访"),
        ("-(NOT(-信访))", "-信访"),
        ("-“信访”", "-“信访”"),
        ("-（信访 举报）", "-(信访 举报)"),
        ("NOT(信访 OR 举报)", "-(信访 | 举报)"),
        ("NOT AND 信访", "信访"),
        ("-年:2024", "-year=2024..2024"),
        ("NOT 年:2024", "-year=2024..2024"),
        ("--信访", "--信访"),
        ("组织或者个人", "组织或者个人"),
        ("1-10月", "1-10月"),
        ("村（社区）", "村(社区)"),
        ("（社区）工作", "(社区)工作"),
        ("（社区）", "社区"),
    ],
)
def test_parts_are_joined_and_excluded(typed: str, expected: str) -> None:
    """A blank asks for both, a minus or NOT for what is without."""
    assert shape(typed) == expected


@pytest.mark.parametrize("operator", ORS)
def test_alternatives_are_joined_by_or(operator: str) -> None:
    """OR, 或者 and a bar, two or more of them, are the same."""
    assert shape(f"调解 {operator} 信访") == "(调解 | 信访)"
    assert shape(f"调解 {operator} 信访 {operator} 举报") == "(调解 | 信访 | 举报)"
    assert notes(f"调解 {operator} 信访") == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a OR b c", "(a | (b c))"),
        ("a b OR c", "((a b) | c)"),
        ("a AND b OR c AND d", "((a b) | (c d))"),
        ("a -b OR c", "((a -b) | c)"),
        ("a OR -b", "(a | -b)"),
        ("a OR NOT b c", "(a | (-b c))"),
        ("NOT a b", "(-a b)"),
        ("a NEAR b c", "({“a” <10> “b”} c)"),
        ("a b NEAR/3 c", "(a {“b” <3> “c”})"),
        ("a NEAR b OR c", "({“a” <10> “b”} | c)"),
        ("a OR b NEAR c AND d -e", "(a | ({“b” <10> “c”} d -e))"),
        ("(a OR b) c", "((a | b) c)"),
        ("a (b OR c)", "(a (b | c))"),
        ("（a）OR（b）", "(a | b)"),
        ("(a b) OR (c d)", "((a b) | (c d))"),
        ("-(a NEAR b)", "-{“a” <10> “b”}"),
        ("a | b | c d", "(a | b | (c d))"),
        ("(a OR (b (c OR d))) e", "((a | (b (c | d))) e)"),
        ("(a OR b) (c OR d) -(e f)", "((a | b) (c | d) -(e f))"),
    ],
)
def test_not_binds_before_near_before_and_before_or(typed: str, expected: str) -> None:
    """Brackets change the order; without them it is always the same."""
    assert shape(typed) == expected
    assert notes(typed) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("OR a", "a"),
        ("a OR", "a"),
        ("a OR OR b", "(a | b)"),
        ("| a |", "a"),
        ("a 或者", "a"),
        ("a NOT", "a"),
        ("a (OR b)", "(a b)"),
        ("a (b OR)", "(a b)"),
        ("a NEAR", "a"),
        ("NEAR a", "a"),
        ("a NEAR NEAR b", "(a b)"),
        ("a NEAR OR b", "(a | b)"),
        ("a -", "a"),
        ("- a", "a"),
        ("a - b", "(a b)"),
        ("a NOT OR b", "(a | b)"),
        ("a -“” b", "(a b)"),
        ("a -() b", "(a b)"),
        ("NOT", "全部"),
        ("年: OR a", "a"),
    ],
)
def test_an_operator_without_a_side_is_passed_over_and_says_so(typed: str, expected: str) -> None:
    """What there is stays what it is."""
    assert shape(typed) == expected
    assert notes(typed)


@pytest.mark.parametrize(
    ("typed", "expected", "hint"),
    [
        ("A|B", "a|b", "空格"),
        ("A｜B", "a|b", "空格"),
        ("“a”或者“b”", "(“a” 或者 “b”)", "空格"),
        ("“a”OR“b”", "(“a” or “b”)", "空格"),
        ("“a”|“b”", "(“a” “b”)", "空格"),
        ("a NEAR/20b", "(a near/20b)", "空格"),
        ("a --b", "(a --b)", "减号"),
        ("a —b", "(a -b)", "减号"),
        ("年:2022 或者 2023", "(year=2022..2022 | 2023)", "年:2022、2023"),
        ("调解 or 信访", "(调解 or 信访)", "大写"),
        ("调解 and 信访", "(调解 and 信访)", "大写"),
        ("not 信访", "(not 信访)", "大写"),
        ("调解 near 信访", "(调解 near 信访)", "NEAR"),
        ("调解 或 信访", "(调解 或 信访)", "或者"),
    ],
)
def test_what_nearly_is_an_operator_is_text_and_says_so(
    typed: str, expected: str, hint: str
) -> None:
    """Somebody may have meant an operator, and is told, once, how to type it."""
    assert shape(typed) == expected
    [note] = notes(typed)
    assert hint in note


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("《“十四五”规划》", "(“十四五” 规划》)"),
        ("(“a”)b", "(“a” )b)"),
        ("“a”、“b”", "(“a” “b”)"),
        ("a ， b", "(a b)"),
    ],
)
def test_marks_alone_are_passed_over_beside_words_and_say_so(typed: str, expected: str) -> None:
    """Nobody looks for a comma, unless nothing else was typed."""
    assert shape(typed) == expected
    assert any("标点" in note for note in notes(typed))
    assert shape("。") == "。"
    assert shape("《 》") == "(《 》)"


@pytest.mark.parametrize("typed", [look for look in LOOKALIKES if ":" not in look])
def test_plain_text_is_one_run(typed: str) -> None:
    """What only looks like an operator or a group is looked for as it stands."""
    assert parse_query(typed).query == Run.of(typed)


@pytest.mark.parametrize(
    "typed", ["组织或者个人", "1-10月", "村（社区）", "（社区）工作", "12:30", "‘两委’"]
)
def test_plain_text_needs_no_note(typed: str) -> None:
    """Nobody who typed it meant more."""
    assert notes(typed) == ()


# Groups


@pytest.mark.parametrize("typed", ["(a b", "a (b", "（a （b）", "(a OR (b", "NOT(a", "镇:(松栎镇"])
def test_a_group_that_stays_open_reaches_to_the_end_and_says_so(typed: str) -> None:
    """As a quotation does."""
    [note] = set(notes(typed))
    assert "括号" in note


def test_groups_nest_to_a_limit() -> None:
    """To the limit every bracket counts; deeper ones are passed over, and a note says so."""

    def nested(depth: int) -> str:
        return "(a OR (b " * depth + "c" + "))" * depth

    assert notes(nested(DEEPEST // 2)) == ()
    assert shape(nested(2)) == "(a | (b (a | (b c))))"
    assert notes(nested(DEEPEST // 2 + 1)) != ()
    assert set("abc") <= set(shape(nested(190)))


# Phrases


@pytest.mark.property
@given(pair=st.sampled_from(PAIRS), drawn=st.data(), text=passage_text)
def test_a_quoted_text_is_one_phrase_however_it_was_typed(
    pair: tuple[str, str], drawn: st.DataObject, text: str
) -> None:
    """Between two marks stands one phrase, in whatever width, case, script and blanks."""
    text = "".join(char for char in text if char not in QUOTES) or "法"
    if not (needle := fold(text).text):
        return
    typed = drawn.draw(disguised(text))
    assert parse_query(pair[0] + typed + pair[1]) == Understood(Phrase(typed.strip(), needle))


@pytest.mark.parametrize("pair", PAIRS)
def test_other_marks_inside_a_phrase_are_characters_of_it(pair: tuple[str, str]) -> None:
    """A phrase in one kind of marks may quote in any other kind, folded like the texts."""
    for inner in PAIRS:
        if not set(inner) & set(pair):
            quoted = f"坚持{inner[0]}枫桥经验{inner[1]}不动摇"
            understood = parse_query(pair[0] + quoted + pair[1])
            assert understood == Understood(Phrase(quoted, fold(quoted).text))


@pytest.mark.parametrize(
    "typed", ['""', "“”", "「 」", "“\u3000”", "『\n』", '"***"', "“＊”", "“"]
)
def test_an_empty_phrase_asks_for_nothing_and_says_so(typed: str) -> None:
    """Quotes with nothing in them are passed over with a note, also beside something else."""
    assert shape(typed) == "全部"
    assert shape(f"调解 {typed}") == "调解"
    assert any("没有内容" in note for note in notes(f"调解 {typed}"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"受理矛盾纠纷#件"', "“受理矛盾纠纷~#~件”"),
        ('"建立*机制"', "“建立~*~机制”"),
        ("“＃件＊次”", "“#~件~*~次”"),
        ('"#"', "“#”"),
        ('"##"', "“#~#”"),
        ('"#*#"', "“#~*~#”"),
        ('"a**b"', "“a~*~b”"),
        ('"a*#*b"', "“a~*~#~*~b”"),
        ('"a # b"', "“a~#~b”"),
        ('"a * b"', "“a~*~b”"),
        ('"调解 # 件"', "“调解~#~件”"),
        ('"100\\#"', "“100#”"),
        ('"100＼＃"', "“100#”"),
        ('"a\\*b"', "“a*b”"),
        ('"a\\\\*b"', "“a\\~*~b”"),
        ('"a\\\\b"', "“a\\b”"),
        ('"a\\b"', "“a\\b”"),
        ('"a\\#b#c"', "“a#b~#~c”"),
        ('"他说\\"好\\""', '“他说"好"”'),
        ("“他说\\”好\\””", '“他说"好"”'),
        ("「他说\\」」", '“他说"”'),
        ("“a\\“b”", '“a"b”'),
    ],
)
def test_wild_marks_count_in_a_phrase_unless_escaped(typed: str, expected: str) -> None:
    """``#`` is a figure and ``*`` a gap in either width; a backslash takes them literally."""
    assert shape(typed) == expected
    assert notes(typed) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"*a*"', "“a”"),
        ('"*a"', "“a”"),
        ('"a#*"', "“a~#”"),
        ('"**#件**"', "“#~件”"),
        ("“＊机制＊”", "“机制”"),
    ],
)
def test_a_gap_at_an_end_of_a_phrase_is_passed_over_and_says_so(typed: str, expected: str) -> None:
    """Something always stands before and behind, or nothing need."""
    assert shape(typed) == expected
    [note] = notes(typed)
    assert "*" in note


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a#" * MOST_WILD + "b", "a~#~" * MOST_WILD + "b"),
        ("a*" * MOST_WILD + "b", "a~*~" * MOST_WILD + "b"),
        ("a*" * (MOST_WILD - 1) + "a****b", "a~*~" * MOST_WILD + "b"),
    ],
)
def test_a_phrase_may_have_some_wild_marks(typed: str, expected: str) -> None:
    """Ten of them, and several gaps in a row are one."""
    assert shape(f'"{typed}"') == f"“{expected}”"
    assert notes(f'"{typed}"') == ()


@pytest.mark.parametrize("mark", "#*")
@pytest.mark.parametrize("more", [1, 2, 500])
def test_what_follows_one_wild_mark_too_many_is_passed_over(mark: str, more: int) -> None:
    """The phrase ends before the eleventh, and a note says so."""
    typed = f"a{mark}" * (MOST_WILD + more)
    assert shape(f'"{typed}b"') == f"“{f'a~{mark}~' * MOST_WILD}a”"
    [note] = notes(f'"{typed}b"')
    assert str(MOST_WILD) in note


@pytest.mark.parametrize("typed", ["#件", "调解*", "受理#件", "＃", "a＊b"])
def test_wild_marks_outside_quotes_are_text_and_say_so(typed: str) -> None:
    """They are looked for as they stand, and the reader is told where they would count."""
    assert parse_query(typed).query == Run.of(typed)
    [note] = notes(typed)
    assert "引号" in note


# Nearness


@pytest.mark.property
@given(sides=st.lists(runs() | phrases() | patterns(), min_size=2, max_size=4))
def test_words_and_phrases_can_be_near_one_another(sides: list[str]) -> None:
    """A run beside NEAR stands as it was typed, as if it were quoted."""
    query = parse_query(" NEAR/7 ".join(sides)).query
    assert isinstance(query, Near)
    for side, operand in zip(sides, query.operands, strict=True):
        alone = parse_query(side).query
        if isinstance(alone, Run):
            assert [shown(phrase) for phrase in operand] == [f"“{alone.needle}”"]
        else:
            assert operand == (alone,)
    assert query.distances == (7,) * (len(sides) - 1)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a NEAR b", "{“a” <10> “b”}"),
        ("a NEAR/0 b", "{“a” <0> “b”}"),
        ("a near/20 b", "{“a” <20> “b”}"),
        ("a ＮＥＡＲ／２０ b", "{“a” <20> “b”}"),
        ("a NEAR/3 b NEAR c", "{“a” <3> “b” <10> “c”}"),
        ("“a #” NEAR b", "{“a~#” <10> “b”}"),
        ("(a OR b) NEAR c", "{“a”/“b” <10> “c”}"),
        ("(a OR “b” OR (“c” OR d)) NEAR/2 e", "{“a”/“b”/“c”/“d” <2> “e”}"),
        ("a NEAR/1000 b", "{“a” <1000> “b”}"),
        ("a NEAR (b)", "{“a” <10> “b”}"),
        ("a NEAR(b OR c)", "{“a” <10> “b”/“c”}"),
        ("年:2024 a NEAR b", "(year=2024..2024 {“a” <10> “b”})"),
    ],
)
def test_near_takes_words_phrases_and_choices_of_them(typed: str, expected: str) -> None:
    """Without a number it is ten characters; each NEAR of a row has its own."""
    assert shape(typed) == expected
    assert notes(typed) == ()


@pytest.mark.parametrize("operator", NEARS)
@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (("(a b)", "c"), "((a b) c)"),
        (("-a", "b"), "(-a b)"),
        (("a", "NOT b"), "(a -b)"),
        (("年:2024", "b"), "(year=2024..2024 b)"),
        (("a", "(b NEAR c)"), "(a {“b” <10> “c”})"),
        (("(a OR -b)", "c"), "((a | -b) c)"),
        (("a", "(b OR 年:2024)"), "(a (b | year=2024..2024))"),
    ],
)
def test_near_something_without_a_place_means_both_and_says_so(
    operator: str, sides: tuple[str, str], expected: str
) -> None:
    """What has no place of its own in a text cannot be near to anything."""
    typed = f" {operator} ".join(sides)
    assert shape(typed) == expected
    [note] = notes(typed)
    assert "NEAR" in note


@pytest.mark.parametrize("number", ["1001", "9999", "999999999"])
def test_farther_than_the_farthest_is_the_farthest_and_says_so(number: str) -> None:
    """A passage is seldom longer than a thousand characters."""
    assert shape(f"a NEAR/{number} b") == "{“a” <1000> “b”}"
    [note] = notes(f"a NEAR/{number} b")
    assert "1000" in note


# Fields


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_asks_for_a_condition(name: str) -> None:
    """Whatever it is called, its value is no text to look for; 未标注 makes sense for most."""
    for value in ("2024", "其他", "“2024”", "（2024）"):
        query = parse_query(f"{name}:{value}").query
        assert list(leaves(query)) == []
        assert (query == Everything()) == (list(conditions_of(query)) == [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("镇:松栎镇", "town=松栎镇"),
        ("town：松栎镇", "town=松栎镇"),
        ("镇:990121101", "town=990121101"),
        ("县:青禾县", "county=青禾县"),
        ("区:梅屏区", "county=梅屏区"),
        ("市:砚州市", "city=砚州市"),
        ("省:岚川省", "province=岚川省"),
        ("镇:未标注", "town=None"),
        ("年:2024", "year=2024..2024"),
        ("年: 2024", "year=2024..2024"),
        ("年：　2024年", "year=2024..2024"),
        ("年:2021..2024", "year=2021..2024"),
        ("year:2024-2021", "year=2021..2024"),
        ("年度:未标注", "year=None..None"),
        ("章节:下年安排", "kind=plans"),
        ("section:plans", "kind=plans"),
        ("章节:普法", "heading=普法"),
        ("标题:“自查 报告”", "title=自查报告"),
        ("单位:县政府", "issuer=县政府"),
        ("文号:〔2025〕4号", "number=(2025)4号"),
        ("日期:2025-01-20", "date=2025-01-20..2025-01-20"),
        ("日期:2025年1月", "date=2025-01-01..2025-01-31"),
        ("文种:工作总结", "genre=工作总结"),
        ("层级:县级", "level=county"),
        ("level:town", "level=town"),
        ("级别:未标注", "level=None"),
        ("调解 年:2024 -镇:松栎镇", "(调解 year=2024..2024 -town=松栎镇)"),
        ("调解 OR 年:2024", "(调解 | year=2024..2024)"),
        ("“年:2024”", "“年:2024”"),
        ("2024年:5", "2024年:5"),
    ],
)
def test_fields_narrow_what_is_found(typed: str, expected: str) -> None:
    """In Chinese or English, with either colon, with or without a blank behind it."""
    assert shape(typed) == expected
    assert notes(typed) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("镇:(松栎镇 OR 汀兰镇)", "(town=松栎镇 | town=汀兰镇)"),
        ("-镇:(松栎镇 OR 汀兰镇)", "-(town=松栎镇 | town=汀兰镇)"),
        ("镇:（松栎镇 或者 “汀兰镇”）", "(town=松栎镇 | town=汀兰镇)"),
        ("年:2022、2024", "(year=2022..2022 | year=2024..2024)"),
        ("年:2022,2024", "(year=2022..2022 | year=2024..2024)"),
        ("年:2022，2024", "(year=2022..2022 | year=2024..2024)"),
        ("年:2020..2021、未标注", "(year=2020..2021 | year=None..None)"),
        ("年:2022、2022", "year=2022..2022"),
        ("-年:2022、2024", "-(year=2022..2022 | year=2024..2024)"),
        ("年:(2021 OR 2022、2024)", "(year=2021..2021 | (year=2022..2022 | year=2024..2024))"),
        ("镇:(松栎镇 OR 县:青禾县)", "(town=松栎镇 | county=青禾县)"),
        ("镇:((松栎镇) OR -汀兰镇)", "(town=松栎镇 | -town=汀兰镇)"),
        ("镇:(松栎镇) 汀兰镇", "(town=松栎镇 汀兰镇)"),
        ("章节:举措和成效、落款", "(kind=measures | kind=closing)"),
        ("章节:一、普法", "heading=一、普法"),
        ("镇:“松栎镇、汀兰镇”", "town=松栎镇、汀兰镇"),
        ("标题:总结、报告", "title=总结、报告"),
        ("单位:县委,县政府", "issuer=县委,县政府"),
    ],
)
def test_a_field_may_have_several_values(typed: str, expected: str) -> None:
    """In brackets, or with commas where a value has none of its own."""
    assert shape(typed) == expected
    assert notes(typed) == ()


@pytest.mark.parametrize(
    "typed", ["年:", "年：", "年: ", "年:“”", "镇:、", "年:()", "年: OR", "年:)"]
)
def test_a_field_without_a_value_is_passed_over_and_says_so(typed: str) -> None:
    """Nothing is narrowed by it."""
    assert shape(typed) == "全部"
    assert notes(typed)
    assert shape(f"调解 {typed}") == "调解"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("年:去年", "2022..2024"),
        ("年:20", "2022..2024"),
        ("日期:2025-13", "2025-01"),
        ("日期:2025-02-30", "2025-01"),
        ("日期:昨天", "2025-01"),
        ("文种:总结", "工作总结"),
    ],
)
def test_a_value_that_makes_no_sense_is_passed_over_and_says_what_does(
    typed: str, expected: str
) -> None:
    """The rest of the query counts, and the note shows what could have been typed."""
    assert shape(typed) == "全部"
    assert shape(f"调解 {typed}") == "调解"
    [note] = notes(typed)
    assert typed in note
    assert expected in note


def test_one_senseless_value_of_several_does_not_hide_the_others() -> None:
    """年:2022、去年 is still 2022."""
    assert shape("年:2022、去年") == "year=2022..2022"
    assert len(notes("年:2022、去年")) == 1


@pytest.mark.parametrize("name", ["标题", "单位"])
def test_an_escaped_quote_in_a_value_is_a_quote(name: str) -> None:
    """A value in quotes is typed as a phrase is."""
    typed = f'{name}:"关于\\"八五\\"普法"'
    assert shape(typed) == shape(f'{name}:“关于"八五"普法”')
    assert shape(typed).endswith('=关于"八五"普法')


def test_an_unknown_field_is_text() -> None:
    """Its words are looked for, with a note."""
    assert shape("摘要:普法") == "摘要:普法"
    assert len(notes("摘要:普法")) == 1


# What it costs

HOSTILE = (
    *("(", ")", "()", "( ", "(a ", "((a) ", "a) ", "a (", "NOT(", "-(", "镇:(", "年:(年"),
    *("“", '"', "「", "”", "“a", '“a" ', '〝a" ', '"a" ', '“\\" ', "\\“", "\\", "''"),
    *("- ", "-", "NOT ", "NOT", "a|", "a | ", "OR ", "a OR ", "(a OR "),
    *('"#*', '"#" ', "“*#” ", "#*", "镇:", "年:2022、", "年:2022 ", "foo:", "一二三四:"),
    *("NEAR/5 ", "a NEAR/5 ", "(“法” OR “治”) NEAR/9 ", "NEAR/999999999 "),
    *("1", "一", "百分之", "法治 ", "章节:法、", "\ud800", "\u0301", "\u202e"),
)


def _best_of_three(action: Any) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("piece", HOSTILE)
def test_reading_a_query_grows_with_it_not_with_its_square(piece: str) -> None:
    """Four times as much typed takes about four times as long, whatever is typed."""
    full = piece * LONGEST_QUERY
    small = _best_of_three(lambda: parse_query(full[: LONGEST_QUERY // 4]))
    large = _best_of_three(lambda: parse_query(full[:LONGEST_QUERY]))
    assert large < 4 * small * 2 + 0.02


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_query_can_be_held_against_a_passage(piece: str) -> None:
    """However the query is nested or repeated, a passage is read in a moment and to the end."""
    query = parse_query((piece * LONGEST_QUERY)[:LONGEST_QUERY]).query
    report = filed([passage("调解a法治1百分之一2022，“b”" * 20, "一、法治")])
    start = time.process_time()
    Reading(query, report, Scope.SECTION).spans(0)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"' + "#*" * 5 + '#"', "1"),
        ('"' + "#*" * 5 + '#"', "1,"),
        ('"' + "#" * 10 + '"', "三百余"),
        ('"' + "a*" * 10 + 'b"', "a"),
        ('"' + "1*" * 10 + 'x"', "1"),
        ('"' + "#1*" * 4 + '#1"', "1 "),
        ("a NEAR/1000 " * 8 + "a", "a"),
        ("(a OR “#” OR 法) NEAR/1000 " * 4 + "a", "a1法"),
        ("“1*1*1” NEAR “#*a”", "1a"),
        ("法治 " * 300, "法治"),
        ("法" * 1000, "法"),
        ("法治政府建设" * 100, "法治政府建设"),
        ("-a OR " * 200 + "b", "a"),
    ],
)
def test_reading_a_passage_grows_with_it_not_with_its_square(typed: str, text: str) -> None:
    """Four times the passage takes about four times as long, even when every place fits."""
    query = parse_query(typed).query

    def read(count: int) -> Any:
        report = filed([passage((text * count)[:count])])
        return lambda: Reading(query, report).spans(0)

    small, large = _best_of_three(read(800)), _best_of_three(read(3_200))
    assert large < 4 * small * 2 + 0.02


@pytest.mark.property
@given(typed=query_texts(), text=texts)
def test_a_query_is_a_value(typed: str, text: str) -> None:
    """Typed twice it is equal, has one hash, and judges a passage the same way every time."""
    one, other = parse_query(typed).query, parse_query(typed).query
    assert one == other
    assert hash(one) == hash(other)
    assert one.matches(candidate(text)) == other.matches(candidate(text))


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ('“枫桥经验" “调解”', "“枫桥经验” “调解”"),
        ("年:-2024", "年:..2024"),
        ("年:2022, 2024", "年:2022、2024"),
        ("镇:松栎镇、 汀兰镇 普法", "镇:松栎镇、汀兰镇 普法"),
        ("“調解” “调解”", "“调解”"),
        ("“纠纷#” “纠纷＃”", "“纠纷＃”"),
        ("年:2022 年:2023 普法", "(年:2022 或者 年:2023) 普法"),
        ("年:2024 年:2022、2023", "年:2024、2022、2023"),
        ("文号:青政发〔2025〕 7 号", "文号:“青政发〔2025〕 7 号”"),
        ("镇:(松栎镇 汀兰镇)", "镇:松栎镇、汀兰镇"),
        ("“枫桥经验”-信访", "“枫桥经验” -信访"),
        ("“枫桥经验”年：2022", "“枫桥经验” 年:2022"),
    ],
)
def test_what_is_meant_is_understood_however_it_was_typed(typed: str, same: str) -> None:
    """Slips, blanks and repetitions make no other query of it."""
    assert fold(shape(typed)).text == fold(shape(same)).text


def test_a_nearness_has_no_more_sides_than_can_be_overlooked() -> None:
    """Of very many words to be near one another all are asked for, and a note says so."""
    understood = parse_query(" NEAR/5 ".join(["法治", "调解", "普法", "信访"] * 5))
    assert not any(isinstance(part, Near) for part in leaves(understood.query))
    assert "NEAR" in " ".join(understood.notes)

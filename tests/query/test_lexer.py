"""What was typed is cut where a reader would cut it, and nothing of it is lost."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given

from searchapp.query import QUOTES
from searchapp.query.fields import FIELDS
from searchapp.query.lexer import Kind, Lexeme, Lexer
from searchapp.text import fold
from tests.query.typing import (
    ANDS,
    BLANKS,
    BRACKETS,
    LOOKALIKES,
    MINUS,
    NEARS,
    NOTS,
    ORS,
    PAIRS,
    anything,
    query_texts,
    widened,
)

#: Each operator in each of its forms, and what it is.
OPERATORS = (
    *((typed, Kind.AND) for typed in ANDS),
    *((typed, Kind.OR) for typed in ORS),
    *((typed, Kind.NOT) for typed in NOTS),
    *((typed, Kind.NEAR) for typed in NEARS),
)
#: Deeper brackets are passed over.
DEEPEST = 20


def tokens(typed: str) -> list[Lexeme]:
    """All tokens."""
    return list(Lexer(typed).lexemes())


def cut(typed: str) -> str:
    """The tokens between slashes, a phrase with its marks and a field with its colon."""
    return "/".join(map(_shown, tokens(typed)))


def _shown(token: Lexeme) -> str:
    shown = {Kind.PHRASE: f"“{token.text}”", Kind.FIELD: f"{token.text}:", Kind.NOT: "NOT"}
    return shown.get(token.kind, token.text)


def kinds(typed: str) -> list[Kind]:
    """What the tokens are."""
    return [token.kind for token in tokens(typed)]


def notes(typed: str) -> list[str]:
    """What is remarked once all has been read."""
    lexer = Lexer(typed)
    list(lexer.lexemes())
    return lexer.notes


def letters(texts: Iterable[str]) -> str:
    """The letters and figures in order, folded: neither marks nor blanks."""
    return fold("".join(char for char in "".join(texts) if char.isalnum())).text


# Nothing is lost


@pytest.mark.property
@given(typed=anything() | query_texts())
@example(typed="(" * 30 + "法")
@example(typed="“法\\")
def test_no_letter_that_was_typed_is_lost(typed: str) -> None:
    """Whatever was typed, the tokens hold all its letters and figures in their order."""
    assert letters(token.text for token in tokens(typed)) == letters([typed])


@pytest.mark.property
@given(typed=anything())
def test_brackets_that_group_come_in_pairs(typed: str) -> None:
    """No group closes that is not open, and one that stays open is closed by the end."""
    depth = 0
    for kind in kinds(typed):
        depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
        assert 0 <= depth <= DEEPEST


@pytest.mark.property
@given(typed=query_texts())
def test_full_width_means_what_half_width_means(typed: str) -> None:
    """A query typed with the other width is cut into the same tokens."""
    narrow, wide = tokens(typed), tokens(widened(typed))
    assert [(token.kind, token.number) for token in narrow] == [
        (token.kind, token.number) for token in wide
    ]
    assert [fold(token.text).text for token in narrow] == [fold(token.text).text for token in wide]


# Operators


@pytest.mark.parametrize(("operator", "kind"), OPERATORS)
@pytest.mark.parametrize("blank", BLANKS)
def test_an_operator_counts_between_blanks(operator: str, kind: Kind, blank: str) -> None:
    """Any blank, also the wide one of input methods, sets an operator apart."""
    between = kinds(f"调解{blank}{operator}{blank}信访")
    assert between == [Kind.TEXT, kind, Kind.TEXT]


@pytest.mark.parametrize(("operator", "kind"), OPERATORS)
def test_an_operator_counts_at_an_end(operator: str, kind: Kind) -> None:
    """The beginning and the end of the query, and those of a group, are as good as a blank."""
    assert kinds(f"{operator} 调解") == [kind, Kind.TEXT]
    assert kinds(f"调解 {operator}") == [Kind.TEXT, kind]
    assert kinds(operator) == [kind]
    assert kinds(f"({operator} 调解)") == [Kind.OPEN, kind, Kind.TEXT, Kind.CLOSE]
    assert kinds(f"（调解 {operator}）") == [Kind.OPEN, Kind.TEXT, kind, Kind.CLOSE]


@pytest.mark.parametrize(("operator", "kind"), OPERATORS)
@pytest.mark.parametrize("pair", BRACKETS)
def test_an_operator_counts_beside_a_group(
    operator: str, kind: Kind, pair: tuple[str, str]
) -> None:
    """（法治）OR（信访） needs no blanks."""
    opening, closing = pair
    typed = f"{opening}法治{closing}{operator}{opening}信访{closing}"
    group = [Kind.OPEN, Kind.TEXT, Kind.CLOSE]
    assert kinds(typed) == [*group, kind, *group]


@pytest.mark.parametrize(("operator", "kind"), OPERATORS)
def test_an_operator_without_a_blank_is_plain_text(operator: str, kind: Kind) -> None:
    """What touches a letter on either side belongs to the word."""
    for typed in (f"调解{operator}信访", f"调解{operator}", f"{operator}信访"):
        assert kinds(typed) == [Kind.TEXT], kind


@pytest.mark.parametrize(("operator", "kind"), OPERATORS)
def test_an_operator_between_quotes_is_plain_text(operator: str, kind: Kind) -> None:
    """“矛盾”或者“纠纷” has no blanks; inside a phrase nothing is an operator."""
    assert kinds(f"“矛盾”{operator}“纠纷”") == [Kind.PHRASE, Kind.TEXT, Kind.PHRASE], kind
    assert kinds(f"“矛盾 {operator} 纠纷”") == [Kind.PHRASE]


@pytest.mark.parametrize(
    "typed",
    ["and", "And", "or", "not", "near", "Near", "或", "NEAR/", "NEAR/x", "NEAR/-5", "‖", "&"],
)
def test_what_is_spelled_otherwise_is_no_operator(typed: str) -> None:
    """English operators are capitals, but for NEAR with a number, which nobody means as a word."""
    assert kinds(f"调解 {typed} 信访") == [Kind.TEXT] * 3


@pytest.mark.parametrize("typed", LOOKALIKES)
def test_plain_text_is_one_token(typed: str) -> None:
    """组织或者个人, 1-10月 and 村（社区） are what they look like."""
    assert tokens(typed) == [Lexeme(Kind.TEXT, typed)]


@pytest.mark.parametrize(
    ("typed", "distance"),
    [
        ("NEAR", None),
        ("NEAR/0", 0),
        ("near/7", 7),
        ("ＮＥＡＲ／２０", 20),
        ("NEAR/007", 7),
        ("NEAR/999999999", 999_999_999),
    ],
)
def test_near_knows_its_distance(typed: str, distance: int | None) -> None:
    """The number behind the slash, in either width; None where none was typed."""
    assert tokens(f"调解 {typed} 信访")[1] == Lexeme(Kind.NEAR, typed, distance)


# Exclusion


@pytest.mark.parametrize("minus", MINUS)
@pytest.mark.parametrize(
    "before", ["", "调解 ", "调解\u3000", "(", "调解 OR ", "“调解”", "「调解」"]
)
def test_a_minus_excludes_what_it_touches(minus: str, before: str) -> None:
    """Before it a blank, a bracket, a quotation or nothing; behind a word, a phrase, a group."""
    assert Kind.NOT in kinds(f"{before}{minus}信访")
    assert Kind.NOT in kinds(f"{before}{minus}“信访”")
    assert Kind.NOT in kinds(f"{before}{minus}（信访 举报）")
    assert Kind.NOT in kinds(f"{before}{minus}年:2024")


@pytest.mark.parametrize("minus", MINUS)
@pytest.mark.parametrize("typed", ["1{}10月", "调解{}信访", "信访{}", "村){}1", "（村）{}1"])
def test_a_minus_inside_a_word_is_plain_text(minus: str, typed: str) -> None:
    """A stretch of months is no exclusion."""
    assert Kind.NOT not in kinds(typed.format(minus))
    assert notes(typed.format(minus)) == []


@pytest.mark.parametrize("typed", ["--词", "－－词", "—词", "——词", "–词", "--"])
def test_dashes_are_plain_text(typed: str) -> None:
    """Two minus signs are a dash, and so are the longer ones."""
    assert kinds(typed) == [Kind.TEXT]


@pytest.mark.parametrize("minus", MINUS)
@pytest.mark.parametrize(
    "typed", ["{}", "{} 信访", "信访 {}", "信访 {} 举报", "(信访 {})", "{}\u3000"]
)
def test_a_lone_minus_is_passed_over_and_says_so(minus: str, typed: str) -> None:
    """It excludes nothing, for nothing touches it."""
    assert Kind.NOT not in kinds(typed.format(minus))
    assert minus not in cut(typed.format(minus))
    [note] = notes(typed.format(minus))
    assert minus in note


# Groups


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("(法治 信访)", "(/法治/信访/)"),
        ("（社区）", "（/社区/）"),
        ("调解 （法治 信访） 纠纷", "调解/（/法治/信访/）/纠纷"),
        ("（法治)", "（/法治/)"),
        ("((法治) 信访)", "(/(/法治/)/信访/)"),
        ("(法治 (信访))", "(/法治/(/信访/)/)"),
        ("((法治))", "(/(/法治/)/)"),
        ("( 法治 )", "(/法治/)"),
        ("NOT(法治 信访)", "NOT/(/法治/信访/)"),
        ("NOT（法治）", "NOT/（/法治/）"),
        ("-（法治 信访）", "NOT/（/法治/信访/）"),
        ("（法治）OR（信访）", "（/法治/）/OR/（/信访/）"),
        ("（法治）或者（信访）", "（/法治/）/或者/（/信访/）"),
        ("(法治)AND 信访", "(/法治/)/AND/信访"),
        ("法治 NEAR/5(信访 OR 举报)", "法治/NEAR/5/(/信访/OR/举报/)"),
        ("法治 near/5(信访 OR 举报)", "法治/near/5/(/信访/OR/举报/)"),
        ("(法治)NEAR/5(信访)", "(/法治/)/NEAR/5/(/信访/)"),
        ("镇:(松栎镇 OR 汀兰镇)", "镇:/(/松栎镇/OR/汀兰镇/)"),
        ("镇：（松栎镇）", "镇:/（/松栎镇/）"),
        ("-镇:(松栎镇 OR 汀兰镇)", "NOT/镇:/(/松栎镇/OR/汀兰镇/)"),
        ("－年：（2022 OR 2024）", "NOT/年:/（/2022/OR/2024/）"),
        ("(“法治” OR “信访”)", "(/“法治”/OR/“信访”/)"),
        ("(“法治”)", "(/“法治”/)"),
        ("(法治", "(/法治"),
        ("(村（社区）", "(/村（社区）"),
        ("法治 (信访 (举报", "法治/(/信访/(/举报"),
    ],
)
def test_a_bracket_groups_with_an_end_outside_it(typed: str, expected: str) -> None:
    """An end is a blank, an operator, another group, or that of the query."""
    assert cut(typed) == expected
    assert Kind.OPEN in kinds(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("村（社区）", "村（社区）"),
        ("（社区）工作", "（社区）工作"),
        ("村（社区）工作", "村（社区）工作"),
        ("（一）（二）", "（一）（二）"),
        ("(法治)信访", "(法治)信访"),
        ("法治(信访", "法治(信访"),
        ("法治）", "法治）"),
        ("法治 信访)", "法治/信访)"),
        (")法治(", ")法治("),
        ("(村（社区）工作)", "(/村（社区）工作/)"),
        ("‘(’", "‘(’"),
    ],
)
def test_a_bracket_beside_a_letter_is_plain_text(typed: str, expected: str) -> None:
    """村（社区） is a name, and its brackets are looked for."""
    assert cut(typed) == expected


@pytest.mark.parametrize("pair", PAIRS)
def test_brackets_between_quotes_are_characters(pair: tuple[str, str]) -> None:
    """A phrase may have an opening bracket that never closes."""
    opening, closing = pair
    assert cut(f"({opening}信访){closing} 法治)") == "(/“信访)”/法治/)"
    assert cut(f"{opening}（一{closing} 法治）") == "“（一”/法治）"
    assert notes(f"({opening}信访){closing} 法治)") == []


@pytest.mark.parametrize("typed", ["法治 ) 信访", ") 法治", "法治 )", "法治 ）", ")", "）"])
def test_a_lone_bracket_is_passed_over_and_says_so(typed: str) -> None:
    """A closing bracket between blanks belongs to nothing."""
    assert set(kinds(typed)) <= {Kind.TEXT}
    assert set("()（）") & set(cut(typed)) == set()
    [note] = notes(typed)
    assert typed.strip(" 法治信访") in note


@pytest.mark.parametrize("depth", [1, 2, DEEPEST - 1, DEEPEST])
def test_brackets_nest(depth: int) -> None:
    """So many groups may stand in one another."""
    typed = "（" * depth + "法治" + "）" * depth
    assert kinds(typed) == [Kind.OPEN] * depth + [Kind.TEXT] + [Kind.CLOSE] * depth
    assert notes(typed) == []


@pytest.mark.parametrize("depth", [DEEPEST + 1, DEEPEST + 2, 900])
def test_deeper_brackets_are_passed_over_and_say_so(depth: int) -> None:
    """What stands in them is read as if they were not there; one note is enough."""
    for typed in ("(" * depth + "法治 OR 信访" + ")" * depth, "( " * depth + "法治 OR 信访"):
        assert cut(typed).strip("()/") == "法治/OR/信访"
        assert kinds(typed).count(Kind.OPEN) == DEEPEST
        [note] = notes(typed)
        assert str(DEEPEST) in note


# Quotations


@pytest.mark.parametrize("pair", PAIRS)
def test_a_quotation_is_one_token_without_its_marks(pair: tuple[str, str]) -> None:
    """With blanks, operators, brackets and other marks as they stand in it."""
    opening, closing = pair
    inside = "枫桥 OR 经验 (-a) 年:2024"
    typed = f"{opening}{inside}{closing}"
    assert tokens(typed) == [Lexeme(Kind.PHRASE, inside)]
    assert notes(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"他说\\"好\\""', '“他说\\"好\\"”'),
        ("“他说\\”好”", "“他说\\”好”"),
        ("“他说＼”好”", "“他说＼”好”"),
        ("「他说\\」」", "“他说\\」”"),
        ('"路径\\\\"', "“路径\\\\”"),
        ('"路径\\\\" 信访', "“路径\\\\”/信访"),
        ('"路径\\\\\\" 信访"', '“路径\\\\\\" 信访”'),
    ],
)
def test_an_escaped_mark_does_not_close(typed: str, expected: str) -> None:
    """A backslash of either width takes the mark behind it; the parser takes it out."""
    assert cut(typed) == expected
    assert notes(typed) == []


@pytest.mark.parametrize("mark", sorted(QUOTES))
def test_a_mark_that_stays_open_reaches_to_the_end_and_says_so(mark: str) -> None:
    """Nothing behind an open mark is lost, nor has it a meaning."""
    typed = f"调解 {mark}枫桥 OR 经验"
    assert cut(typed) == "调解/“枫桥 OR 经验”"
    [note] = notes(typed)
    assert mark in note


@pytest.mark.parametrize("mark", "”」』〞")
def test_a_closing_mark_opens_where_none_is_open(mark: str) -> None:
    """Two closing marks, as input methods give them, are a pair."""
    assert cut(f"{mark}枫桥经验{mark}") == "“枫桥经验”"
    assert notes(f"{mark}枫桥经验{mark}") == []


@pytest.mark.parametrize(
    "typed",
    [
        '“枫桥经验"',
        '"枫桥经验”',
        "“枫桥经验“",
        "”枫桥经验“",
        '＂枫桥经验"',
        "〝枫桥经验”",
        "“枫桥经验〞",
    ],
)
@pytest.mark.parametrize("behind", ["", *BLANKS, ")"])
def test_double_marks_of_two_kinds_are_a_slip_of_the_hand(typed: str, behind: str) -> None:
    """Double marks close one another at the end of a word where their own mark is missing."""
    assert cut(f"{typed}{behind}") in ("“枫桥经验”", "“枫桥经验”/)")
    assert cut(f"({typed}{behind}").startswith("(/“枫桥经验”")


def test_single_marks_are_no_slip_of_double_ones() -> None:
    """「…” is a phrase that stays open: corner brackets are on other keys."""
    assert cut("「枫桥经验” 调解") == "“枫桥经验” 调解”"


def test_an_own_closing_mark_is_sought_before_a_foreign_one() -> None:
    """A phrase ends at the mark that belongs to it, though another kind stands before."""
    assert cut('“坚持"枫桥经验" 不动摇”') == '“坚持"枫桥经验" 不动摇”'


@pytest.mark.parametrize(
    "typed", ["矛盾“枫桥经验”调解", "矛盾 “枫桥经验” 调解", "矛盾「枫桥经验」调解"]
)
def test_a_quote_directly_beside_a_run_ends_it(typed: str) -> None:
    """No blank is needed between a run and a phrase."""
    assert cut(typed) == "矛盾/“枫桥经验”/调解"


# Fields


@pytest.mark.parametrize("name", sorted(FIELDS))
@pytest.mark.parametrize("colon", [":", "："])
def test_a_field_is_known_by_each_of_its_names(name: str, colon: str) -> None:
    """In Chinese and English, in capitals, in full width and in traditional characters."""
    for typed in (name, name.upper(), widened(name)):
        assert tokens(f"{typed}{colon}法治") == [
            Lexeme(Kind.FIELD, name),
            Lexeme(Kind.TEXT, "法治"),
        ]
        assert tokens(f"信访 {typed}{colon} 法治")[1] == Lexeme(Kind.FIELD, name)
    assert notes(f"{name}{colon}法治") == []


@pytest.mark.parametrize(
    ("typed", "name"), [("鎮:a", "镇"), ("標題:a", "标题"), ("發文機關:a", "发文机关")]
)
def test_a_field_may_be_typed_in_traditional_characters(typed: str, name: str) -> None:
    """Names are folded like everything else."""
    assert tokens(typed)[0] == Lexeme(Kind.FIELD, name)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("“调解”年:2024", "“调解”/年:/2024"),
        ("“调解”-年:2024", "“调解”/NOT/年:/2024"),
        ("“调解”镇:(a OR b)", "“调解”/镇:/(/a/OR/b/)"),
        ("“调解”-(a b)", "“调解”/NOT/(/a/b/)"),
        ("“调解”-“信访”", "“调解”/NOT/“信访”"),
    ],
)
def test_behind_a_quotation_a_field_and_a_minus_need_no_blank(typed: str, expected: str) -> None:
    """They mean nothing else there; a word such as OR may be one."""
    assert cut(typed) == expected


@pytest.mark.parametrize("name", ["标题", "单位", "文号"])
def test_a_value_that_is_sought_in_a_text_goes_on_through_quotations(name: str) -> None:
    """A title has quotation marks of its own."""
    assert cut(f"{name}:关于“八五”普法 调解") == f"{name}:/关于“八五”普法/调解"
    assert cut(f"{name}:“关于”调解") == f"{name}:/“关于”/调解"
    assert cut("镇:松栎镇“八五”普法") == "镇:/松栎镇/“八五”/普法"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("年分:2024", "年"),
        ("乡镇名:松栎镇", "镇"),
        ("sectoin:plans", "section"),
        ("tilte:法治", "title"),
        ("发文单位:县政府", "单位"),
    ],
)
def test_an_unknown_field_is_text_with_a_near_name(typed: str, hint: str) -> None:
    """What is looked for is said, and which field may have been meant."""
    assert tokens(typed) == [Lexeme(Kind.TEXT, typed)]
    [note] = notes(typed)
    assert typed.partition(":")[0] in note
    assert f"“{hint}:”" in note


def test_a_field_like_none_is_text_and_all_fields_are_named() -> None:
    """Where nothing is near, the reader is told what there is."""
    [note] = notes("foo:bar")
    assert all(name in note for name in ("镇", "年", "章节", "标题", "单位", "文号", "日期"))


@pytest.mark.parametrize("typed", ["12:30", "比例1:3", "2024年:法治", "：", ":法治"])
def test_a_colon_without_a_name_before_it_is_plain_text(typed: str) -> None:
    """A time of day is no field."""
    assert Kind.FIELD not in kinds(typed)
    assert notes(typed) == []

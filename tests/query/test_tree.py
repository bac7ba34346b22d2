"""What joins the parts of a query, each held against its parts."""

import pytest
from hypothesis import given

from searchapp.query import (
    All,
    Either,
    Everything,
    KindChoice,
    Near,
    Not,
    Phrase,
    Query,
    Run,
    YearRange,
    conditions_of,
    in_whole_words,
    is_condition,
    leaves,
    parse_query,
    sole_phrase,
)
from searchapp.reports import SectionKind
from tests.query.passages import candidate, texts
from tests.query.showing import shape, shown
from tests.query.typing import query_texts
from tests.strategies import han_text

parts = query_texts(depth=0).map(lambda typed: parse_query(typed).query)


@pytest.mark.property
@given(one=parts, other=parts, text=texts)
def test_all_needs_every_part_and_marks_what_each_marks(
    one: Query, other: Query, text: str
) -> None:
    """Both parts must match the passage, and the places of both are marked."""
    passage, both = candidate(text), All((one, other))
    assert both.matches(passage) == (one.matches(passage) and other.matches(passage))
    assert list(both.spans(passage)) == [*one.spans(passage), *other.spans(passage)]


@pytest.mark.property
@given(one=parts, other=parts, text=texts)
def test_either_needs_one_part_and_marks_what_matches(one: Query, other: Query, text: str) -> None:
    """What a part marks that does not match has nothing to do with the passage."""
    passage, either = candidate(text), Either((one, other))
    matching = [part for part in (one, other) if part.matches(passage)]
    assert either.matches(passage) == bool(matching)
    assert list(either.spans(passage)) == [
        span for part in matching for span in part.spans(passage)
    ]


@pytest.mark.property
@given(part=parts, text=texts)
def test_not_matches_where_its_part_does_not_and_marks_nothing(part: Query, text: str) -> None:
    """What is excluded has no place."""
    passage = candidate(text)
    assert Not(part).matches(passage) != part.matches(passage)
    assert list(Not(part).spans(passage)) == []


@pytest.mark.property
@given(text=han_text)
def test_everything_matches_and_marks_nothing(text: str) -> None:
    """Where nothing was asked, every passage is found as it is."""
    assert Everything().matches(candidate(text))
    assert list(Everything().spans(candidate(text))) == []


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("年:2024", True),
        ("镇:(松栎镇 OR 汀兰镇)", True),
        ("-年:2024", True),
        ("年:2024 -镇:松栎镇", True),
        ("NOT(年:2024 章节:普法)", True),
        ("调解", False),
        ("-调解", False),
        ("年:2024 调解", False),
        ("年:2024 OR 调解", False),
        ("-(年:2024 OR “调解”)", False),
        ("", False),
    ],
)
def test_a_condition_asks_nothing_of_the_text(typed: str, *, is_one: bool) -> None:
    """However it is joined and excluded; one leaf, or nothing at all, is no condition."""
    assert is_condition(parse_query(typed).query) is is_one


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("矛盾 “枫桥经验” 调解", ["矛盾", "“枫桥经验”", "调解"]),
        ("矛盾 (调解 OR (信访 “#件”)) -举报", ["矛盾", "调解", "信访", "“#~件”"]),
        ("矛盾 NEAR (调解 OR 信访) 年:2024", ["{“矛盾” <10> “调解”/“信访”}"]),
        ("调解 (调解 信访)", ["调解", "调解", "信访"]),
        ("-(矛盾 -调解)", []),
        ("年:2024", []),
        ("", []),
    ],
)
def test_leaves_are_what_is_sought_in_order(typed: str, expected: list[str]) -> None:
    """Each as often as it was typed; what is excluded is not sought, nor is a condition."""
    assert [shown(leaf) for leaf in leaves(parse_query(typed).query)] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("年:2024 调解 -镇:松栎镇", ["year=2024..2024", "town=松栎镇"]),
        (
            "年:2022、2024 OR (调解 章节:普法)",
            ["year=2022..2022", "year=2024..2024", "heading=普法"],
        ),
        ("调解 NEAR 信访", []),
        ("", []),
    ],
)
def test_conditions_are_found_wherever_they_stand(typed: str, expected: list[str]) -> None:
    """Those that are excluded among them."""
    assert [shown(each) for each in conditions_of(parse_query(typed).query)] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("“调解”", "“调解”"),
        ("“调解#件”", "“调解~#~件”"),
        ("“调解” 年:2024", "“调解”"),
        ("“调解” -信访", "“调解”"),
        ("“调解” -“信访” -镇:松栎镇 (年:2022 OR 年:2024)", "“调解”"),
        ("年:2024 (“调解” -信访)", "“调解”"),
        ("调解", None),
        ("“调解” 信访", None),
        ("“调解” “信访”", None),
        ("“调解” OR “信访”", None),
        ("“调解” OR 年:2024", None),
        ("“调解” (“信访” OR 年:2024)", None),
        ("“调解” NEAR “信访”", None),
        ("-“调解”", None),
        ("年:2024", None),
        ("", None),
    ],
)
def test_the_sole_phrase_is_the_one_that_alone_is_sought(typed: str, expected: str | None) -> None:
    """Whatever is excluded and whatever the conditions; with two nothing can be counted."""
    sole = sole_phrase(parse_query(typed).query)
    assert (sole and shown(sole)) == expected


@pytest.mark.property
@given(query=parts, text=texts)
def test_whole_words_change_nothing_but_runs(query: Query, text: str) -> None:
    """The tree stays as it is, and each run in it, also one that is excluded, is whole."""
    whole = in_whole_words(query)
    assert shown(whole) == shown(query)
    for part, strict in zip(leaves(query), leaves(whole), strict=True):
        if isinstance(part, Run):
            assert strict == Run(part.typed, part.needle, part.words, part.terms, whole=True)
            assert strict.matches(candidate(text)) <= part.matches(candidate(text))
        else:
            assert strict == part
    assert in_whole_words(whole) == whole


def test_whole_words_reach_into_every_node() -> None:
    """Into groups, choices and exclusions; a nearness has phrases, and a condition no words."""
    sought = Run("调解", "调解", ("调解",))
    whole = Run("调解", "调解", ("调解",), whole=True)
    near = Near(((Phrase("a", "a"),), (Phrase("b", "b"),)), (10,))
    for same in (near, Phrase("a", "a"), YearRange(2024, 2024), KindChoice(SectionKind.PLANS)):
        assert in_whole_words(same) == same
        assert in_whole_words(All((sought, same))) == All((whole, same))
        assert in_whole_words(Either((same, Not(sought)))) == Either((same, Not(whole)))
    assert in_whole_words(Everything()) == Everything()


def test_a_tree_shows_its_shape() -> None:
    """What the tables of these tests are written in."""
    assert shape("矛盾 (调解 OR -“信访 #件”)") == "(矛盾 (调解 | -“信访~#~件”))"

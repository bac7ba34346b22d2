"""Two versions held against one another: nothing of either is lost, and what changed is told."""

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import Change, PieceFate, compared
from searchapp.engine.comparing import pieces
from searchapp.reports import Passage, SectionKind
from tests.strategies import han_text, passage_text

#: Paragraphs as reports have them, with figures that change from year to year.
SENTENCES = (
    *("全年受理矛盾纠纷131件，调解成功129件。", "各村在茶季前开一次院坝会。", "成功率98.5%；"),
    *(
        "茶季执法力量不足！",
        "把承包和用水的事先说清楚。",
        "码头设立船头调解室",
        "无。",
        "一是",
        "法",
    ),
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("".join) | passage_text


def passages_of(texts: Sequence[str]) -> list[Passage]:
    return [
        Passage(number, SectionKind.MEASURES, ("一、举措",), text)
        for number, text in enumerate(texts, start=1)
    ]


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[Passage], list[Passage]]:
    """A report, and the same with passages left out, put in, moved and changed."""
    old = draw(st.lists(texts, max_size=8))
    new: list[str] = []
    for text in old:
        fate = draw(st.sampled_from("====-+~~"))
        new += [] if fate == "-" else [draw(texts)] if fate == "+" else []
        if fate == "~":
            text = text.replace("1", draw(st.sampled_from(["2", "1,1", ""]))) + draw(texts)
        new += [] if fate == "-" else [text]
    if draw(st.booleans()):
        new = draw(st.permutations(new))
    return passages_of(old), passages_of(new)


def changes(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    return compared(passages_of(old), passages_of(new))


def shown(change: Change) -> str:
    """A change on one line: ``调解[-131-][+132+]件``."""
    marks = {PieceFate.KEPT: "{}", PieceFate.REMOVED: "[-{}-]", PieceFate.ADDED: "[+{}+]"}
    return "".join(marks[piece.fate].format(piece.text) for piece in change.pieces)


@pytest.mark.property
@given(versions())
def test_both_versions_can_be_made_of_the_changes(
    versions: tuple[list[Passage], list[Passage]],
) -> None:
    """Every passage of either stands in one change, in order; its pieces make both its texts."""
    old, new = versions
    found = compared(old, new)
    assert [change.old for change in found if change.old] == old
    assert [change.new for change in found if change.new] == new
    for change in found:
        for passage, missing in ((change.old, PieceFate.ADDED), (change.new, PieceFate.REMOVED)):
            text = "".join(piece.text for piece in change.pieces if piece.fate is not missing)
            assert text == (passage.text if passage else "")


@pytest.mark.property
@given(versions())
def test_what_is_the_same_is_no_change(versions: tuple[list[Passage], list[Passage]]) -> None:
    """A version against itself has none; otherwise only a passage that stands in both is none."""
    old, new = versions
    assert all(change.is_none for change in compared(new, new))
    for change in compared(old, new):
        same = change.old and change.new and change.old.text == change.new.text
        assert change.is_none == bool(same)


@pytest.mark.property
@given(texts | han_text, texts | han_text)
def test_pieces_alternate_and_none_is_empty(old: str, new: str) -> None:
    """What was removed stands before what was added in its place."""
    fates = [piece.fate for piece in pieces(old, new)]
    assert all(piece.text for piece in pieces(old, new))
    assert all(
        one != other and (one, other) != (PieceFate.ADDED, PieceFate.REMOVED)
        for one, other in pairwise(fates)
    )


@pytest.mark.property
@given(st.lists(texts, unique=True, min_size=1, max_size=8), st.data())
def test_a_passage_put_in_is_the_only_change(old: list[str], data: st.DataObject) -> None:
    """Where everything else stands as it stood, nothing else is called changed."""
    at = data.draw(st.integers(0, len(old)))
    found = changes(old, [*old[:at], "船头新设一处", *old[at:]])
    assert [shown(change) for change in found if not change.is_none] == ["[+船头新设一处+]"]
    gone = changes([*old[:at], "船头新设一处", *old[at:]], old)
    assert [shown(change) for change in gone if not change.is_none] == ["[-船头新设一处-]"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("受理131件，调解129件。", "受理132件，调解129件。", "受理[-131-][+132+]件，调解129件。"),
        ("成功率98.5%。", "成功率99%。", "成功率[-98.5%-][+99%+]。"),
        ("一次院坝会。", "两次院坝会。", "[-一-][+两+]次院坝会。"),
        ("先说。后做。", "后做。", "[-先说。-]后做。"),
        ("先说。", "先说。后做；", "先说。[+后做；+]"),
        ("", "先说。", "[+先说。+]"),
        (
            "一是健全组织。二是加强普法。",
            "一是健全调解组织。三是加强普法。",
            "一是健全[+调解+]组织。[-二-][+三+]是加强普法。",
        ),
        ("甲的乙", "丙的丁", "[-甲的乙-][+丙的丁+]"),
    ],
)
def test_a_changed_passage_shows_what_changed(old: str, new: str, expected: str) -> None:
    """A figure as a whole, Chinese by characters, and nothing kept by mere chance."""
    made = Change(None, None, pieces(old, new))
    assert shown(made) == expected


def test_a_changed_passage_stands_beside_what_it_became() -> None:
    """Also among others that came and went."""
    found = changes(
        ["标题", "全年受理纠纷131件。", "各村开院坝会。", "茶季执法力量不足。"],
        ["标题", "码头设立调解室。", "全年共受理纠纷132件。", "茶季执法力量不足。"],
    )
    assert [shown(change) for change in found] == [
        "标题",
        "[+码头设立调解室。+]",
        "全年[+共+]受理纠纷[-131-][+132+]件。",
        "[-各村开院坝会。-]",
        "茶季执法力量不足。",
    ]


#: What is dear to compare: everything the same, nothing the same, few kinds again and again.
NASTY = {
    "passages that repeat": lambda n: (["无", "一是"] * n, ["一是", "无", "无"] * n),
    "passages of which each is new": lambda n: (
        [f"甲{number}" for number in range(n)],
        [f"乙{number}" for number in range(n)],
    ),
    "a passage of one sentence": lambda n: (["法治，" * n * 9], ["治法，" * n * 9 + "的"]),
    "a passage of many sentences": lambda n: (["法治。治法。" * n], ["治法。法。" * n]),
    "moved passages": lambda n: (
        [f"第{number}段" for number in range(n)],
        [f"第{number}段" for number in reversed(range(n))],
    ),
}


@pytest.mark.parametrize("make", NASTY.values(), ids=NASTY)
def test_comparing_grows_with_the_texts_not_their_square(make: object) -> None:
    """Four times the text takes about four times as long."""
    assert callable(make)
    small, large = (best_of_three(*make(size)) for size in (250, 1_000))
    assert large < 2 * 4 * small + 0.1


def best_of_three(old: Sequence[str], new: Sequence[str]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        changes(old, new)
        best = min(best, time.process_time() - start)
    return best

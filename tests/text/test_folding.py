"""Folding keeps the places of characters and says which texts are the same."""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.text import fold, folding_hash
from tests.conftest import ROOT
from tests.strategies import ALPHABET, han_text

TABLE = ROOT / "searchapp" / "text" / "folding.tsv"
ROWS = [row.split("\t") for row in TABLE.read_text("utf-8").split("\n") if row]
FOLDS_TO = dict(ROWS)

#: Any text at all, with many of the characters that fold and many blanks of every kind.
any_text = st.lists(
    st.one_of(
        st.sampled_from(ALPHABET),
        st.sampled_from([char for char, _ in ROWS]),
        st.sampled_from(" \u3000\t\n\u00a0\u2028\x1c"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
).map("".join)


def slowly_folded(text: str) -> list[tuple[str, int]]:
    """Each character that counts, folded, with its place: DESIGN's rule, one character a time."""
    marked = [(FOLDS_TO.get(char, char), at) for at, char in enumerate(text)]
    written = [(char, at) for char, at in marked if not char.isspace()]
    counted = written[:1]
    for (before, left), (after, right) in itertools.pairwise(written):
        if right > left + 1 and before < "\u2e80" and after < "\u2e80":
            counted.append((" ", left + 1))
        counted.append((after, right))
    return counted


@pytest.mark.property
@given(text=any_text)
@example(text=" 法 治 ")
@example(text="A  b\u3000c 镇 d")
@example(text=" a")
@example(text="\u2e80 a \u2e7f b")
@example(text="a\u3000")
def test_folding_agrees_with_reading_character_by_character(text: str) -> None:
    """Text and offsets are what a patient reader of the table and the rule of blanks gets."""
    folded = fold(text)
    assert list(zip(folded.text, folded.offsets, strict=True)) == slowly_folded(text)


@pytest.mark.property
@given(text=any_text)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    """What is folded once is folded for good."""
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.property
@given(text=any_text)
def test_characters_fold_one_to_one(text: str) -> None:
    """Before blanks are passed over, a folded text is as long as the text."""
    written = "".join(char for char in text if not FOLDS_TO.get(char, char).isspace())
    assert len(fold(text).text.replace(" ", "")) == len(written)


@pytest.mark.property
@given(text=any_text, places=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_a_span_cuts_out_what_folds_to_the_same(text: str, places: tuple[int, int]) -> None:
    """A stretch of the folded text, sought in the text as shown, folds to that stretch again."""
    folded = fold(text)
    start, end = sorted(place % (len(folded.text) + 1) for place in places)
    needle = folded.text[start:end]
    if not needle.strip():
        return
    shown = folded.span(start, end)
    assert fold(text[shown.start : shown.end]).text == needle.strip()


@pytest.mark.property
@given(text=han_text, needle=st.text("法治12（", min_size=1, max_size=3))
@example(text="法法法", needle="法法")
def test_every_place_of_a_needle_is_found(text: str, needle: str) -> None:
    """Overlapping places count too, and a place is where comparing at every offset finds one."""
    folded, sought = fold(text), fold(needle).text
    compared = [
        at for at in range(len(folded.text)) if folded.text[at : at + len(sought)] == sought
    ]
    assert list(folded.places(sought)) == compared
    assert [span.start for span in folded.spans(sought)] == [folded.offsets[at] for at in compared]


def test_the_table_is_the_one_that_was_agreed(shared: Path) -> None:
    """Every part of the product folds by the table of the design, character for character."""
    lines = (shared / "folding.tsv").read_text("utf-8").split("\n")
    agreed = [line.split("\t")[1:] for line in lines if line and not line.startswith("#")]
    assert sorted(ROWS) == sorted(agreed)


def test_every_row_folds_one_character_to_one_that_stays() -> None:
    """No row lengthens a text, folds a character to itself, or leads to another row."""
    assert [row for row in ROWS if len(row[0]) != 1 or len(row[1]) != 1] == []
    assert [row for row in ROWS if row[0] == row[1] or row[1] in FOLDS_TO] == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("750 余次", "750余次"),
        ("法治　政府", "法治政府"),
        ("《纲要(2021-2025年)》", "《纲要（2021－2025年）》"),
        ("“12·4”", '"12.4"'),
        ("「民呼我為」", "“民呼我为”"),
        ("ＡＰＰ", "app"),
        ("〔2024〕5號", "[2024]5号"),
        ("人員", "人员"),
    ],
)
def test_what_people_write_for_one_another_is_the_same(typed: str, printed: str) -> None:
    """Width, case, dots, dashes, brackets, quotes, script and blanks make no difference."""
    assert fold(typed).text == fold(printed).text


@pytest.mark.parametrize(
    ("one", "other"), [("，", "。"), ("《", "〈"), ("㎡", "m2"), ("①", "1"), ("O", "〇")]
)
def test_nothing_else_is_folded(one: str, other: str) -> None:
    """Marks and signs that mean different things stay different."""
    assert fold(one).text != fold(other).text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Smart  City", "smart city"),
        ("智慧 City 平台", "智慧city平台"),
        (" 12 3 ", "12 3"),
        ("a\u3000b", "a b"),
        ("法\n治", "法治"),
    ],
)
def test_blanks_count_only_between_words_of_spaced_scripts(text: str, folded: str) -> None:
    """A run of blanks is one between two Latin characters and nothing elsewhere."""
    assert fold(text).text == folded


def _best_of_three(text: str) -> float:
    def once() -> float:
        start = time.process_time()
        fold(text)
        return time.process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", ["法治，", " ", "a ", "法 a  b\u3000"], ids=repr)
def test_folding_grows_with_the_text_not_its_square(piece: str) -> None:
    """Four times the text takes about four times as long, also when it is all blanks."""
    small, large = _best_of_three(piece * 20_000), _best_of_three(piece * 80_000)
    assert large < 4 * small * 2 + 0.02


def test_the_hash_names_the_table() -> None:
    """An index can tell by sixteen digits which table made it."""
    assert len(folding_hash()) == 16
    assert set(folding_hash()) <= set("0123456789abcdef")

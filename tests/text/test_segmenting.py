"""Words: what every segmenter owes, and what counts as standing in a text as a word."""

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given

from searchapp.text import (
    Token,
    fold,
    query_words,
    segmenter_name,
    segmenting,
    stands_as_word,
    tokens,
    words,
)
from tests.strategies import han_text

#: What a segmenter gives: word, start, end.
Cut = tuple[str, int, int]
Segmenter = Callable[[str, str], "list[Cut]"]


def _rjieba() -> Segmenter:
    pytest.importorskip("rjieba")
    divide = segmenting._rjieba()
    return lambda text, mode: list(divide(text, mode))


def _jieba() -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source, when it is first compiled
        divide = segmenting._jieba()
    return lambda text, mode: list(divide(text, mode))


@pytest.fixture(scope="module", params=[_rjieba, _jieba], ids=["rjieba", "jieba"])
def segment(request: pytest.FixtureRequest) -> Segmenter:
    """Each of the two segmenters."""
    build: Callable[[], Segmenter] = request.param
    return build()


@pytest.mark.property
@given(text=han_text)
@example(text="")
@example(text="𠮷镇，㎡")
@example(text="2024年1-10月办结12.5%")
def test_tokens_cover_the_text_and_slice_back(segment: Segmenter, text: str) -> None:
    """Whatever the text, each character stands in exactly one token, in order."""
    folded = fold(text).text
    cut = segment(folded, "default")
    assert all(folded[start:end] == word for word, start, end in cut)
    assert "".join(word for word, _, _ in cut) == folded
    assert [start for _, start, _ in cut] == [0, *(end for _, _, end in cut)][: len(cut)]


@pytest.mark.property
@given(text=han_text)
def test_parts_of_compounds_lie_inside_them(segment: Segmenter, text: str) -> None:
    """Asked for parts, a segmenter gives every word it gives without, and pieces of those."""
    folded = fold(text).text
    whole = segment(folded, "default")
    parts = segment(folded, "search")
    assert set(whole) <= set(parts)
    assert all(folded[start:end] == word for word, start, end in parts)
    assert all(
        any(left <= start and end <= right for _, left, right in whole) for _, start, end in parts
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人民调解组织", ["人民", "民调", "调解", "人民调解", "组织"]),
        ("全面推进乡村振兴", ["全面", "推进", "乡村", "振兴"]),
        ("协调解决", ["协调", "解决"]),
    ],
)
def test_both_segmenters_know_the_same_words(
    segment: Segmenter, text: str, expected: list[str]
) -> None:
    """A compound comes with its parts, and words are the dictionary's."""
    assert [word for word, _, _ in segment(text, "search")] == expected


@pytest.mark.property
@given(text=han_text)
def test_the_products_tokens_cut_themselves_out(text: str) -> None:
    """A token's span cuts that token out of the folded text."""
    folded = fold(text).text
    cut = tokens(folded)
    assert all(folded[token.start : token.end] == token.text for token in cut)
    assert "".join(token.text for token in cut) == folded


def test_words_leave_out_marks_and_blanks() -> None:
    """What is counted and ranked is words and figures, not punctuation."""
    assert words(fold("（一）调解 12 件，smart city！").text) == (
        *("一", "调解", "12", "件"),
        *("smart", "city"),
    )


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("人民调解", ("人民调解",)),
        ("调解、法治、调解", ("调解", "法治")),
        ("调解，纠纷", ("调解", "纠纷")),
        ("％", ("%",)),
        ("，。", (",。",)),
    ],
)
def test_a_run_asks_for_each_of_its_words_once(typed: str, asked: tuple[str, ...]) -> None:
    """Compounds stay whole, repeats and marks go, but a run of marks asks for itself."""
    assert query_words(fold(typed).text) == asked


@pytest.mark.property
@given(text=han_text)
def test_what_a_run_asks_for_stands_in_it(text: str) -> None:
    """No word is asked for that was not typed, and something is always asked for."""
    folded = fold(text).text
    asked = query_words(folded)
    assert asked
    assert all(word in folded for word in asked)


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("调解", "人民调解", True),
        ("调解", "协调解决", False),
        ("调解", "协调解决后再行调解", True),
        ("人民调解", "人民调解委员会", True),
        ("调解", "开展调解。", True),
        ("决纠", "解决纠纷", False),
        ("解决纠纷", "解决纠纷", True),
        ("纠纷", "没有", False),
        ("调解", "调 解", True),
    ],
)
def test_a_word_stands_where_words_end_or_inside_one(
    word: str, text: str, *, stands: bool
) -> None:
    """调解 stands in 人民调解, for it is part of it, but only arises across words in 协调解决."""
    assert stands_as_word(word, fold(text)) is stands


def slowly_stands(word: str, text: str, cut: tuple[Token, ...]) -> bool:
    """Whether an occurrence begins and ends with words, or keeps within one."""
    starts, ends = {token.start for token in cut}, {token.end for token in cut}
    return any(
        (at in starts and at + len(word) in ends)
        or any(token.start <= at and at + len(word) <= token.end for token in cut)
        for at in range(len(text))
        if text.startswith(word, at)
    )


@pytest.mark.property
@given(text=han_text)
def test_standing_as_a_word_agrees_with_trying_every_place(text: str) -> None:
    """For every short stretch of a text, the quick answer is that of trying each occurrence."""
    folded = fold(text)
    cut = tokens(folded.text)
    stretches = {folded.text[at : at + size] for at in range(len(folded.text)) for size in (1, 2)}
    for word in stretches:
        assert stands_as_word(word, folded, cut) is slowly_stands(word, folded.text, cut), word


def test_the_name_is_that_of_the_segmenter_there_is() -> None:
    """An index remembers which of the two made it."""
    assert segmenter_name() == ("rjieba" if find_spec("rjieba") else "jieba")


def test_jieba_reads_no_cache_from_the_shared_folder(tmp_path: Path) -> None:
    """A cache left there by anyone is neither read nor written: words come from the package."""
    cache = tmp_path / "jieba.cache"
    cache.write_bytes(b"left by a stranger")
    script = (
        "import sys, warnings; warnings.simplefilter('ignore')\n"
        "from searchapp.text import segmenting\n"
        "print([word for word, _, _ in segmenting._jieba()('人民调解组织', 'search')])"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert run.stdout.strip() == "['人民', '民调', '调解', '人民调解', '组织']"
    assert "cache" not in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
    assert cache.read_bytes() == b"left by a stranger"

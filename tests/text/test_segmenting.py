"""Words: what every segmenter owes, and what counts as standing in a text as a word."""

import hashlib
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.text import (
    Token,
    fold,
    query_words,
    segmenter_name,
    segmenting,
    stands_as_word,
    terms,
    tokens,
    words,
)
from tests.conftest import ROOT
from tests.strategies import han_text

#: The terms as the file has them, in its order.
TERMS = [
    line
    for line in (ROOT / "searchapp/text/dictionary.txt").read_text("utf-8").split("\n")
    if line and not line.startswith("#")
]
#: Two terms that overlap by less mostly make no sense joined: 四下基层, 基层立法联系点.
SHORTEST_OVERLAP = 3

#: What a segmenter gives: word, start, end.
Cut = tuple[str, int, int]
Segmenter = Callable[[str, str], "list[Cut]"]


def _rjieba() -> Segmenter:
    pytest.importorskip("rjieba")
    divide = segmenting._rjieba().divide
    return lambda text, mode: list(divide(text, mode))


def _jieba() -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source, when it is first compiled
        divide = segmenting._jieba().divide
    return lambda text, mode: list(divide(text, mode))


@pytest.fixture(scope="module", params=[_rjieba, _jieba], ids=["rjieba", "jieba"])
def alone(request: pytest.FixtureRequest) -> Segmenter:
    """Each of the two libraries, without our terms."""
    build: Callable[[], Segmenter] = request.param
    return build()


@pytest.fixture(scope="module")
def segment(alone: Segmenter) -> Segmenter:
    """The same with our terms: what the product divides by."""
    divide = segmenting._with_terms(alone)
    return lambda text, mode: list(divide(text, mode))


#: Terms whole, begun and run into each other, between other text.
term_text = st.lists(
    st.sampled_from(TERMS)
    | st.sampled_from(TERMS).map(lambda term: term[:-1])
    | st.sampled_from(TERMS).map(lambda term: term[1:])
    | han_text.map(lambda text: text[:5]),
    max_size=6,
).map("".join)


@pytest.mark.property
@given(text=han_text | term_text)
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
@given(text=han_text | term_text)
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
        ("网格员工作", ["网格", "员", "网格员", "工作"]),
        ("谁执法谁普法", ["谁", "执法", "谁", "普法", "谁执法谁普法"]),
        ("告知承诺制度", ["告知", "承诺", "制度", "告知承诺制", "告知承诺制度"]),
    ],
)
def test_both_segmenters_know_the_same_words(
    segment: Segmenter, text: str, expected: list[str]
) -> None:
    """A compound comes with its parts, and words are the dictionary's."""
    assert [word for word, _, _ in segment(text, "search")] == expected


def cut_by_hand(text: str) -> list[Cut]:
    """The longest term at each place, from the left, none inside another."""
    found, at = [], 0
    while at < len(text):
        here = max((term for term in TERMS if text.startswith(term, at)), key=len, default="")
        found += [(here, at, at + len(here))] if here else []
        at += len(here) or 1
    return found


@pytest.mark.property
@given(text=term_text)
@example(text="综合行政执法队伍")
@example(text="证明事项告知承诺制度")
def test_terms_are_cut_out_leftmost_and_longest(segment: Segmenter, text: str) -> None:
    """Whichever library divides the rest, the terms are those that a patient reader marks."""
    folded = fold(text).text
    cut = segment(folded, "default")
    assert [word for word in cut if word[0] in TERMS] == cut_by_hand(folded)


@pytest.mark.property
@given(text=term_text)
def test_a_term_comes_with_its_parts_each_once(
    segment: Segmenter, alone: Segmenter, text: str
) -> None:
    """What the library makes of a term by itself comes with the term, and nothing comes twice."""
    folded = fold(text).text
    given_words = segment(folded, "search")
    assert len(set(given_words)) == len(given_words)
    for term, at, _ in cut_by_hand(folded):
        parts = [*alone(term, "search"), *alone(term, "default"), *cut_by_hand(term)]
        assert {(word, at + start, at + end) for word, start, end in parts} <= set(given_words)


@pytest.mark.property
@given(before=han_text, after=han_text)
def test_a_text_without_terms_is_divided_as_ever(
    segment: Segmenter, alone: Segmenter, before: str, after: str
) -> None:
    """Terms change nothing around them: what lies between is the library's to divide."""
    left, right, term = fold(before).text, fold(after).text, "枫桥经验"
    ends = len(left) + len(term)
    assert segment(left, "search") == alone(left, "search")
    assert segment(left + term + right, "default") == [
        *alone(left, "default"),
        (term, len(left), ends),
        *((word, ends + start, ends + end) for word, start, end in alone(right, "default")),
    ]


def test_terms_are_names_that_the_library_would_cut(segment: Segmenter, alone: Segmenter) -> None:
    """A term is one word; without the list it would be several."""
    assert [term for term in TERMS if segment(term, "default") != [(term, 0, len(term))]] == []
    assert [term for term in TERMS if len(alone(term, "default")) == 1] == []


def test_terms_are_written_as_texts_are_compared() -> None:
    """Folded, without quotes or blanks, long enough not to arise by chance, each once."""
    assert [term for term in TERMS if fold(term).text != term or set(term) & set("\"' ")] == []
    assert [term for term in TERMS if len(term) < 3] == []
    assert sorted(set(TERMS)) == sorted(TERMS)


def test_a_term_does_not_cut_a_longer_name() -> None:
    """Where one term ends as another begins, the joined name is listed: it would be cut in two."""
    torn = [
        joined
        for one in TERMS
        for other in TERMS
        for size in range(SHORTEST_OVERLAP, min(len(one), len(other)))
        if one.endswith(other[:size]) and (joined := one + other[size:]) not in TERMS
    ]
    assert torn == []
    assert [term for term in TERMS if term.endswith("制") and f"{term}度" not in TERMS] == []


@pytest.mark.property
@given(text=han_text | term_text)
def test_the_products_tokens_cut_themselves_out(text: str) -> None:
    """A token's span cuts that token out of the folded text."""
    folded = fold(text).text
    cut = tokens(folded)
    assert all(folded[token.start : token.end] == token.text for token in cut)
    assert "".join(token.text for token in cut) == folded


@pytest.mark.property
@given(text=han_text | term_text)
def test_words_count_every_token_that_is_one(text: str) -> None:
    """A token with a letter, a figure or a character of writing in it is among the words."""
    folded = fold(text).text
    said = [token.text for token in tokens(folded) if any(map(str.isalnum, token.text))]
    assert set(said) <= set(words(folded))


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
        ("法律明白人培训", ("法律", "明白人", "培训")),
        ("双随机一公开", ("双", "随机", "一", "公开")),
        ("双随机、一公开", ("双", "随机", "一", "公开")),
        ("矛盾纠纷多元化解", ("矛盾", "纠纷", "多元化", "解")),
        ("八五普法", ("八五", "普法")),
        ("讲座12场", ("讲座", "12场")),
        ("11个村", ("11个", "村")),
        ("罚款5.3万元", ("罚款", "5.3万元")),
        ("750余人次", ("750余人次",)),
        ("1,234件", ("1,234件",)),
        ("1-10月", (*query_words("1-10"), "月")),
        ("2022年松栎镇", ("2022年", "松栎镇")),
        ("％", ("%",)),
        ("，。", (",。",)),
    ],
)
def test_a_run_asks_for_each_of_its_words_once(typed: str, asked: tuple[str, ...]) -> None:
    """Terms are asked for by their parts, repeats and marks go, marks alone ask for themselves."""
    assert query_words(fold(typed).text) == asked


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("法律明白人培训", ("法律明白人",)),
        ("双随机、一公开", ("双随机",)),
        ("矛盾纠纷多元化解，矛盾纠纷", ("矛盾纠纷", "多元化解")),
        ("调解", ()),
    ],
)
def test_the_terms_of_a_run_are_found_each_once(typed: str, found: tuple[str, ...]) -> None:
    """Names of the field are known wherever they stand, the longest at the leftmost place."""
    assert terms(typed) == found


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
        ("12件", "办理12件", True),
        ("12件", "办理312件", False),
        ("5%", "达98.5%", False),
        ("205件", "共1,205件", False),
        ("调解", "调 解", True),
        ("法律", "法律明白人", True),
        ("律明", "法律明白人", True),
        ("三项制度", "行政执法三项制度", True),
        ("普法", "谁执法谁普法", True),
        ("员工", "网格员工作", False),
    ],
)
def test_a_word_stands_where_words_end_or_inside_one(
    word: str, text: str, *, stands: bool
) -> None:
    """调解 stands in 人民调解, for it is part of it, but only arises across words in 协调解决."""
    assert stands_as_word(word, fold(text)) is stands


def slowly_stands(word: str, text: str, cut: tuple[Token, ...]) -> bool:
    """Whether an occurrence begins and ends with words or lies in one, and cuts no figure."""
    starts, ends = {token.start for token in cut}, {token.end for token in cut}
    written = [figure.span() for figure in re.finditer(r"[0-9]+(?:[.,][0-9]+)*", text)]
    inside = {at for start, end in written for at in range(start + 1, end)}
    return any(
        (at in starts and at + len(word) in ends)
        or any(token.start <= at and at + len(word) <= token.end for token in cut)
        for at in range(len(text))
        if text.startswith(word, at) and not {at, at + len(word)} & inside
    )


@pytest.mark.property
@given(text=han_text | term_text)
@example(text="11")
@example(text="1,205.1件")
def test_standing_as_a_word_agrees_with_trying_every_place(text: str) -> None:
    """For every short stretch of a text, the quick answer is that of trying each occurrence."""
    folded = fold(text)
    cut = tokens(folded.text)
    stretches = {folded.text[at : at + size] for at in range(len(folded.text)) for size in (1, 2)}
    for word in stretches:
        assert stands_as_word(word, folded, cut) is slowly_stands(word, folded.text, cut), word


def test_the_name_says_library_and_terms() -> None:
    """An index remembers which of the two made it, and with which terms, in whatever order."""
    library = "rjieba" if find_spec("rjieba") else "jieba"
    terms = hashlib.sha256("\n".join(sorted(TERMS)).encode()).hexdigest()
    assert segmenter_name() == f"{library}+{terms[:8]}"


def test_jieba_reads_no_cache_from_the_shared_folder(tmp_path: Path) -> None:
    """A cache left there by anyone is neither read nor written: words come from the package."""
    cache = tmp_path / "jieba.cache"
    cache.write_bytes(b"left by a stranger")
    script = (
        "import sys, warnings; warnings.simplefilter('ignore')\n"
        "from searchapp.text import segmenting\n"
        "print([word for word, _, _ in segmenting._jieba().divide('人民调解组织', 'search')])"
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

"""The formulas of relevance: what may never happen to a score."""

from itertools import product
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.ranking import HALF, K1, B, Because, Why, bm25, gap, idf, nearness, summed
from searchapp.query import outermost

counts = st.integers(0, 10**7)
lengths = st.integers(0, 10**5)
averages = st.floats(0.01, 10**5)


@pytest.mark.property
@given(passages=counts, share=st.floats(0, 1))
def test_a_word_never_counts_against_a_passage(passages: int, share: float) -> None:
    """The inverse document frequency is positive, also of a word that stands everywhere."""
    assert idf(passages, int(passages * share)) > 0


@pytest.mark.property
@given(passages=counts, one=st.floats(0, 1), other=st.floats(0, 1))
def test_a_rarer_word_tells_no_less(passages: int, one: float, other: float) -> None:
    """Of two words, the one in fewer passages weighs at least as much."""
    few, many = sorted((int(passages * one), int(passages * other)))
    assert idf(passages, few) >= idf(passages, many)


@pytest.mark.property
@given(times=st.integers(1, 10**4), length=lengths, average=averages)
def test_saying_it_once_more_counts_more_and_ever_less(
    times: int, length: int, average: float
) -> None:
    """The score rises with frequency, by less each time, and never above its limit."""
    before, now, after = (bm25(times + more, length, average, 1.0) for more in (-1, 0, 1))
    assert before < now <= after < K1 + 1
    assert now - before >= after - now - 1e-9


@pytest.mark.property
@given(times=st.integers(1, 10**4), length=lengths, average=averages)
def test_a_longer_passage_counts_no_more(times: int, length: int, average: float) -> None:
    """Of two passages that say it as often, the longer one does not score higher."""
    assert bm25(times, length + 1, average, 1.0) <= bm25(times, length, average, 1.0)


def test_the_formula_is_the_published_one() -> None:
    """Robertson and Zaragoza's BM25, worked by hand for one word."""
    assert idf(10, 2) == pytest.approx(1.4816045409242156)
    by_hand = 1.5 * 3 * (1.2 + 1) / (3 + 1.2 * (1 - 0.4 + 0.4 * 20 / 10))
    assert (K1, B) == (1.2, 0.4)
    assert bm25(3, 20, 10, 1.5) == pytest.approx(by_hand)


#: Places as leaves have them: in order, none inside another.
places = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda each: (each[0], sum(each))),
    max_size=6,
).map(lambda each: list(outermost(each)))


def apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many offsets lie between two places."""
    first, last = sorted([range(*one), range(*other)], key=lambda place: place.start)
    return len(range(first.stop, last.start))


@pytest.mark.property
@given(ones=places, others=places)
def test_a_gap_is_the_fewest_characters_between_any_two_places(
    ones: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    """By trying every pair; the same from either side, and endless where one has no place."""
    least = min((apart(*pair) for pair in product(ones, others)), default=inf)
    assert gap(ones, others) == gap(others, ones) == least


@pytest.mark.property
@given(near=st.integers(0, 10**4), farther=st.integers(1, 10**4))
def test_what_is_nearer_counts_more(near: int, farther: int) -> None:
    """From 1 side by side, half of it at ``HALF`` characters, to nothing at no place."""
    assert 1 >= nearness(near) > nearness(near + farther) > nearness(inf) == 0
    assert (nearness(0), nearness(HALF)) == (1, 0.5)


def test_reasons_are_told_as_a_tree_of_lines() -> None:
    """Each number before its reason, its parts two blanks deeper, and what was looked at first."""
    score = summed("得分", [Because(1.5, "甲", (Because(1.5, "乙"),)), Because(0.25, "丙")])
    assert list(score.lines()) == ["1.750  得分", "  1.500  甲", "    1.500  乙", "  0.250  丙"]
    assert list(Why((), 0, 0, Because(0.0, "得分")).lines()) == [
        *("一看跨词：无", "二看得分：", "  0.000  得分")
    ]
    assert list(Why(("调解",), 2, 1, Because(0.0, "得分")).lines())[:3] == [
        *("一看跨词：有（调解），排在最后", "二看原样：2 串里有 1 串原样出现", "三看得分：")
    ]

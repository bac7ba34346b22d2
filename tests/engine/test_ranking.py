"""BM25 as a formula: what may never happen to a score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.ranking import K1, B, bm25, idf

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

"""What belongs together in two sequences of texts, held against trying every way."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.aligning import aligned, likest, pairs

#: Texts that share much, little and nothing; no text of the one stands in the other.
OLD = ("执法力量不足。", "执法力量仍然不足", "普法不够精准", "合同意识不强", "无", "一二")
NEW = ("执法力量不足", "普法仍不精准", "合同意识还不强。", "无人", "编制少", "力量不足")
old_texts, new_texts = (st.lists(st.sampled_from(each), max_size=5) for each in (OLD, NEW))
any_texts = st.lists(st.sampled_from((*OLD, *NEW)), max_size=8)


def likeness(one: str, other: str) -> float:
    """The share of their pairs of characters that two texts have in common, if it is enough."""
    mine, theirs = ({*pairwise(f" {text} ")} for text in (one, other))
    share = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return share if share >= 0.4 else 0.0


def most_alike(old: Sequence[str], new: Sequence[str]) -> float:
    """How much can be alike at most, with nothing crossing: every way is tried."""
    return max(
        sum(likeness(one, other) for one, other in zip(some, others, strict=True))
        for size in range(min(len(old), len(new)) + 1)
        for some in combinations(old, size)
        for others in combinations(new, size)
    )


@pytest.mark.property
@given(old_texts, new_texts)
def test_what_is_paired_is_together_most_alike(old: list[str], new: list[str]) -> None:
    """No other pairs in order are more alike, and each pair is alike."""
    found = [likeness(old[one], new[other]) for one, other in pairs(old, new)]
    assert all(found)
    assert sum(found) == pytest.approx(most_alike(old, new))


@pytest.mark.property
@given(any_texts, any_texts)
def test_every_position_stands_once_and_in_order(old: list[str], new: list[str]) -> None:
    """In pairs or alone: nothing is lost, nothing crosses."""
    made = list(aligned(old, new))
    assert [one for one, _ in made if one is not None] == list(range(len(old)))
    assert [other for _, other in made if other is not None] == list(range(len(new)))
    assert (None, None) not in made


@pytest.mark.property
@given(any_texts, any_texts)
def test_the_likest_come_first_wherever_they_stand(old: list[str], new: list[str]) -> None:
    """Each position once; the same before what is alike; what is left over is alike nowhere."""
    found = list(likest(old, new))
    for side in zip(*found, strict=True):
        assert len(set(side)) == len(found)
    shares = [2.0 if old[at] == new[to] else likeness(old[at], new[to]) for at, to in found]
    assert shares == sorted(shares, reverse=True)
    left = [text for at, text in enumerate(old) if at not in {one for one, _ in found}]
    right = [text for at, text in enumerate(new) if at not in {other for _, other in found}]
    assert not any(likeness(one, other) for one in left for other in right)

"""Which segments become one: few stay, little is written anew, and no order changes."""

import random
from collections.abc import Iterable, Iterator
from itertools import chain
from math import ceil, log

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.tiers import Tiers, is_worn

SMALL = Tiers(fan_in=3, smallest=10, largest=100_000)


def merged(tiers: Tiers, sizes: list[int]) -> list[int]:
    """The sizes of the segments that the policy makes of these."""
    return [sum(sizes[group.start : group.stop]) for group in tiers.groups(sizes)]


def history(tiers: Tiers, commits: Iterable[list[int]]) -> Iterator[tuple[list[int], int]]:
    """After each commit the sizes of all segments, and how much was written by then."""
    held: list[int] = []
    written = 0
    for new in commits:
        before, held = [*held, *new], merged(tiers, [*held, *new])
        written += sum(new) + sum(size for size in held if size not in before)
        yield held, written


def classes(tiers: Tiers, total: int) -> int:
    """How many classes there are up to that size."""
    return 1 + ceil(log(max(1, total / tiers.smallest), tiers.fan_in))


sizes = st.integers(1, 200) | st.integers(1, 30_000) | st.integers(1, 10**8)


@pytest.mark.property
@given(st.lists(sizes, max_size=40))
def test_every_segment_stays_in_its_place(sizes: list[int]) -> None:
    """The groups, one after the other, are all segments in their order, whatever their sizes."""
    groups = SMALL.groups(sizes)
    assert list(chain.from_iterable(groups)) == list(range(len(sizes)))
    assert all(groups)


@pytest.mark.property
@given(st.lists(sizes, max_size=40))
def test_what_was_merged_is_left_alone(sizes: list[int]) -> None:
    """A second look at the result finds nothing to merge."""
    once = merged(SMALL, sizes)
    assert merged(SMALL, once) == once


@pytest.mark.property
@given(st.lists(sizes, max_size=40))
def test_nothing_too_large_is_made(sizes: list[int]) -> None:
    """Segments become one of at most the largest size, and none that is half as large grows."""
    for group in SMALL.groups(sizes):
        of_group = sizes[group.start : group.stop]
        if len(group) > 1:
            assert sum(of_group) <= SMALL.largest
            assert max(of_group) <= SMALL.largest // 2


@pytest.mark.property
@settings(max_examples=100)
@given(st.lists(st.lists(st.integers(1, 40_000), max_size=3), max_size=60))
@example([[40_000], [1], [40_000], [1, 1], [40_000], [1]] * 8)
def test_there_are_few_segments(commits: list[list[int]]) -> None:
    """However sizes mix: fewer than the fan-in of each class between any two that are full."""
    for held, _ in history(SMALL, commits):
        full = sum(size > SMALL.largest // 2 for size in held)
        most = (full + 1) * (SMALL.fan_in - 1) * classes(SMALL, SMALL.largest // 2)
        assert len(held) <= most + full


@pytest.mark.parametrize("fan_in", [2, 4, 8])
def test_small_changes_are_written_anew_about_once_for_each_class(fan_in: int) -> None:
    """After thousands of commits of a report each, few segments, and not much was written."""
    tiers = Tiers(fan_in=fan_in)
    chance = random.Random(fan_in)
    reports = [[chance.randrange(1_000, 20_000)] for _ in range(1_500)]
    for held, written in history(tiers, reports):
        total = sum(held)
        assert len(held) <= (fan_in - 1) * classes(tiers, total)
        assert written <= total * (1 + classes(tiers, total))


def test_large_and_small_changes_in_turn_are_merged_too() -> None:
    """A small segment before a large one does not stay for ever."""
    tiers = Tiers()
    commits = [[chance] for chance in (7_000, 7_000, 3_000_000, 7_000, 40_000) * 200]
    *_, (held, written) = history(tiers, commits)
    assert len(held) <= 2 * sum(held) / tiers.largest + 3 * classes(tiers, tiers.largest)
    assert written <= sum(held) * (1 + 2 * classes(tiers, tiers.largest))


def test_a_large_build_is_packed_at_once() -> None:
    """Many segments that come together become as few as may be, each written anew once."""
    assert merged(Tiers(), [6_000_000] * 23) == [60_000_000, 60_000_000, 18_000_000]


def test_a_few_segments_stay_as_they_are() -> None:
    """Below the fan-in nothing is merged: a small change costs what it is itself."""
    assert merged(Tiers(), [9_000_000, 7_000, 7_000, 7_000]) == [9_000_000, 7_000, 7_000, 7_000]
    assert merged(Tiers(), [9_000_000, 7_000, 7_000, 7_000, 7_000]) == [9_000_000, 28_000]


@pytest.mark.parametrize(
    ("held", "deleted", "worn"), [(10, 0, False), (7, 3, False), (6, 4, True), (0, 1, True)]
)
def test_a_segment_wears_out_by_deletions(held: int, deleted: int, worn: bool) -> None:
    """Of which more than three tenths are deleted, it is written anew."""
    assert is_worn(held, deleted) is worn

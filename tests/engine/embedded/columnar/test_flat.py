"""Rows in a flat array are found, counted and taken by pieces."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.flat import bounds, offsets, pieces, sums, within

ROWS = st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=12)


@pytest.mark.property
@given(rows=ROWS)
@settings(max_examples=100)
def test_rows_are_counted_and_summed_each_by_itself(rows: list[list[int]]) -> None:
    """Empty rows, also the first and the last, take nothing from their neighbours."""
    numbers = np.array([number for row in rows for number in row], np.int32)
    ends = bounds(np.array([*map(len, rows)], np.int64))
    assert [numbers[a:b].tolist() for a, b in pairwise(ends)] == rows
    assert sums(numbers, ends).tolist() == [*map(sum, rows)]
    assert within(np.flatnonzero(numbers), ends).tolist() == [
        sum(number > 0 for number in row) for row in rows
    ]


@pytest.mark.property
@given(rows=ROWS, most=st.integers(1, 20), before=st.integers(0, 5))
@settings(max_examples=100)
def test_pieces_are_all_rows_in_turn(rows: list[list[int]], most: int, before: int) -> None:
    """A piece has as many numbers as asked for at most, or is one row; none could be longer."""
    ends = bounds(np.array([*map(len, rows)], np.int64)) + before
    found = list(pieces(ends, most))
    assert [row for first, last in found for row in range(first, last)] == [*range(len(rows))]
    for first, last in found:
        assert first + 1 == last or ends[last] - ends[first] <= most
        assert last == len(rows) or ends[last + 1] - ends[first] > most


def test_a_place_beyond_four_bytes_is_refused() -> None:
    """An offset that would come back as another one is never written."""
    assert offsets(np.array([0, 2**32 - 1])).tolist() == [0, 2**32 - 1]
    with pytest.raises(ValueError, match="four bytes"):
        offsets(np.array([2**32]))

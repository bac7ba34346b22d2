"""Rows of small numbers come back as they went in, with however many bits they are kept."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.smalls import Smalls, SmallsWriter
from tests.engine.embedded.columnar.written import bytes_of, written

#: The largest number of each width, the one after it, and what needs two bytes and four.
EDGES = (0, 1, 2, 3, 4, 15, 16, 254, 255, 256, 65535, 65536, 2**31 - 1)


def writing(rows: Sequence[Sequence[int]], arrays: ArrayWriter, *, step: int) -> None:
    """Write the rows, so many in a call."""
    writer = SmallsWriter(arrays, "some")
    for first in range(0, len(rows), step):
        some = rows[first : first + step]
        numbers = np.array([number for row in some for number in row], np.int64)
        writer.append(np.array([len(row) for row in some], np.int64), numbers)
    writer.finish()


def smalls_of(rows: Sequence[Sequence[int]]) -> Smalls:
    """The rows, written and opened."""
    file = written(lambda arrays: writing(rows, arrays, step=max(len(rows), 1)))
    return Smalls(file.arrays, "some")


def holds(smalls: Smalls, rows: Sequence[Sequence[int]]) -> None:
    """Each row is as it was given, alone and among all."""
    many = smalls.many(0, np.array([len(row) for row in rows], np.int64))
    assert many.dtype == np.int32
    assert many.tolist() == [number for row in rows for number in row]
    for number, row in enumerate(rows):
        assert smalls.row(number, len(row)).tolist() == list(row)
        assert smalls.row(number, len(row)).dtype == np.int32


def some_rows() -> st.SearchStrategy[list[list[int]]]:
    """Rows of which each is mostly below one bound: so each width has its rows."""
    mostly = st.sampled_from([0, 1, 3, 15, 255]).flatmap(
        lambda most: st.lists(
            st.one_of(*[st.integers(0, most)] * 12, st.sampled_from(EDGES)), max_size=60
        )
    )
    return st.lists(mostly, max_size=10)


@pytest.mark.property
@given(rows=some_rows())
@settings(max_examples=120)
def test_every_row_comes_back(rows: list[list[int]]) -> None:
    """Whatever the rows, each is read as it was written."""
    holds(smalls_of(rows), rows)


@pytest.mark.property
@given(rows=some_rows(), data=st.data())
@settings(max_examples=60)
def test_some_rows_are_a_part_of_all(rows: list[list[int]], data: st.DataObject) -> None:
    """Any run of rows, an empty one too, is read by itself."""
    first = data.draw(st.integers(0, len(rows)))
    last = data.draw(st.integers(first, len(rows)))
    lengths = np.array([len(row) for row in rows[first:last]], np.int64)
    some = smalls_of(rows).many(first, lengths)
    assert some.tolist() == [number for row in rows[first:last] for number in row]


@pytest.mark.property
@given(rows=some_rows(), step=st.integers(1, 5))
@settings(max_examples=60)
def test_the_file_does_not_tell_how_rows_were_given(rows: list[list[int]], step: int) -> None:
    """Rows given some at a time make the same arrays as all at once: merging relies on it."""
    at_once = written(lambda arrays: writing(rows, arrays, step=len(rows) + 1))
    by_steps = written(lambda arrays: writing(rows, arrays, step=step))
    assert bytes_of(at_once) == bytes_of(by_steps)


@pytest.mark.parametrize("most", [0, 1, 3, 15, 255])
@pytest.mark.parametrize("number", EDGES)
def test_a_number_at_the_edge_of_a_width_is_kept(number: int, most: int) -> None:
    """First, last and alone, among so many others that these give the width."""
    others = [each % (most + 1) for each in range(1000)]
    rows = [[number], [number, *others], [*others, number, *others], others]
    holds(smalls_of(rows), rows)


def test_exceptions_that_stand_far_apart_are_found() -> None:
    """Where one stands is kept in a byte, and apart from it where it is too far."""
    for gap in (254, 255, 256, 257, 70_000):
        row = [0] * gap + [7] + [0] * (gap - 1) + [9] + [0] * gap
        holds(smalls_of([[1], row, row[1:], [2]]), [[1], row, row[1:], [2]])


def test_rows_that_are_all_packed_come_back_too() -> None:
    """Who reads often has rows without the form that is slower to read."""
    rows = [[0, 0, 1, 0, 2, 0] * 50, [3] * 9, [], [0, 70_000, 1]]

    def write(arrays: ArrayWriter) -> None:
        writer = SmallsWriter(arrays, "some", unary=False)
        writer.append(
            np.array([*map(len, rows)]), np.array([number for row in rows for number in row])
        )
        writer.finish()

    file = written(write)
    assert len(file.arrays["some.unary"]) == 0
    assert len(written(lambda arrays: writing(rows, arrays, step=4)).arrays["some.unary"]) > 0
    holds(Smalls(file.arrays, "some"), rows)


def test_zeros_take_nothing() -> None:
    """A word that stands once wherever it stands costs no byte for that, however often it does."""
    short = written(lambda arrays: writing([[0] * 9], arrays, step=1))
    long = written(lambda arrays: writing([[0] * 9000], arrays, step=1))
    assert sum(map(len, bytes_of(short).values())) == sum(map(len, bytes_of(long).values()))


@pytest.mark.parametrize("number", [-1, 2**31])
def test_what_is_no_small_number_is_refused(number: int) -> None:
    """A number that would come back as another one is never written."""
    with pytest.raises(ValueError, match="number"):
        smalls_of([[1, number]])


def test_numbers_must_be_as_many_as_the_lengths_say() -> None:
    """Lengths that do not fit would move numbers from one row to the next."""

    def write(arrays: ArrayWriter) -> None:
        SmallsWriter(arrays, "some").append(np.array([2]), np.array([1, 2, 3]))

    with pytest.raises(ValueError, match="3 numbers"):
        written(write)

"""Numbers of a few bits are packed end to end, and taken out from anywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.packing import (
    WIDTHS,
    Packer,
    marked,
    marks,
    packed,
    unpacked,
)
from tests.engine.embedded.columnar.written import written


@pytest.mark.property
@pytest.mark.parametrize("bits", WIDTHS)
@given(data=st.data())
@settings(max_examples=60)
def test_any_run_of_packed_numbers_is_taken_out(bits: int, data: st.DataObject) -> None:
    """Wherever it begins and ends, whatever stands beside it."""
    numbers = data.draw(st.lists(st.integers(0, 2**bits - 1), max_size=40))
    at = data.draw(st.integers(0, len(numbers)))
    count = data.draw(st.integers(0, len(numbers) - at))
    stream = packed(bits, np.array(numbers, np.uint8))
    assert len(stream) == -(-len(numbers) * bits // 8)
    assert unpacked(bits, stream, at, count).tolist() == numbers[at : at + count]


@pytest.mark.property
@pytest.mark.parametrize("bits", WIDTHS)
@given(data=st.data())
@settings(max_examples=60)
def test_numbers_that_come_by_pieces_are_packed_as_at_once(bits: int, data: st.DataObject) -> None:
    """A byte may have numbers of several pieces."""
    pieces = data.draw(st.lists(st.lists(st.integers(0, 2**bits - 1), max_size=9), max_size=9))

    def write(arrays: ArrayWriter) -> None:
        packer = Packer(bits, arrays.open("some", np.uint8))
        for piece in pieces:
            packer.append(np.array(piece, np.uint8))
        assert packer.count == sum(map(len, pieces))
        packer.finish()

    joined = np.array([number for piece in pieces for number in piece], np.uint8)
    assert written(write).arrays["some"].tolist() == packed(bits, joined).tolist()


def test_the_lowest_bits_come_first() -> None:
    """The format says so, for readers in other languages too."""
    assert packed(1, np.array([1, 0, 0, 0, 0, 0, 0, 0, 1], np.uint8)).tolist() == [1, 1]
    assert packed(2, np.array([3, 0, 1], np.uint8)).tolist() == [0b010011]
    assert packed(4, np.array([15, 1, 2], np.uint8)).tolist() == [0x1F, 0x02]


@pytest.mark.property
@given(places=st.sets(st.integers(0, 79)))
@settings(max_examples=60)
def test_marks_are_where_they_were_made(places: set[int]) -> None:
    """Bits are set at the places given, and nowhere else."""
    some = marked(np.array(sorted(places), np.int64), 10)
    assert len(some) == 10
    assert marks(some).tolist() == sorted(places)

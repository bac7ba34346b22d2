"""Strings that are compressed together come back each by its number."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.zipped import Zipped, ZippedWriter
from tests.engine.embedded.columnar.written import bytes_of, written

#: Short strings, in parts that are larger and smaller than what is compressed together.
PARTS = st.lists(st.lists(st.binary(max_size=3), max_size=20), max_size=4)


@pytest.mark.property
@given(parts=PARTS)
@example(parts=[[b""] * 16, [b"a"]])
@example(parts=[[b"a"] * 15, [b"b"] * 2])
def test_strings_come_back_by_number_and_in_order(parts: list[list[bytes]]) -> None:
    """However they were divided when written, the file is the same, and has every string."""
    strings = [string for part in parts for string in part]

    def write(arrays: ArrayWriter, *parts: list[bytes]) -> None:
        writer = ZippedWriter(arrays, "some")
        for part in parts:
            writer.append(part)
        writer.finish()

    file = written(lambda arrays: write(arrays, *parts))
    zipped = Zipped(file.arrays, "some")
    assert list(zipped) == strings
    assert [zipped[at] for at in range(len(strings))] == strings
    assert bytes_of(file) == bytes_of(written(lambda arrays: write(arrays, strings)))

"""Strings come back as they were written, and sorted ones are found."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.blobs import Blobs, BlobsWriter, decoded, encoded
from tests.engine.embedded.columnar.written import written

#: Short and of few bytes, so that many begin alike.
STRINGS = st.text("ab治法𠮷\ud842\0", max_size=4).map(encoded)


def blobs_of(*parts: Sequence[bytes]) -> Blobs:
    """The strings of all parts, each part written at once."""

    def write(arrays: ArrayWriter) -> None:
        writer = BlobsWriter(arrays, "some")
        for part in parts:
            writer.append(part)
        writer.finish()

    return Blobs(written(write).arrays, "some")


@pytest.mark.property
@given(parts=st.lists(st.lists(STRINGS, max_size=5), max_size=4))
@example(parts=[[b""], [], [b"", b"a"]])
def test_strings_come_back_by_number_in_order_and_in_part(parts: list[list[bytes]]) -> None:
    """However they were divided when written, every string is there once, at its number."""
    strings = [string for part in parts for string in part]
    blobs = blobs_of(*parts)
    assert len(blobs) == len(strings)
    assert list(blobs) == strings
    assert [blobs[at] for at in range(len(blobs))] == strings
    for first in range(len(strings) + 1):
        assert list(blobs.part(first, len(strings))) == strings[first:]


@pytest.mark.property
@given(strings=st.sets(STRINGS), sought=STRINGS)
def test_of_sorted_strings_each_is_found_and_each_beginning(
    strings: set[bytes], sought: bytes
) -> None:
    """A string is found at its number, one that is not there is not; a beginning finds a range."""
    ordered = sorted(strings)
    blobs = blobs_of(ordered)
    assert [blobs.row(string) for string in ordered] == list(range(len(ordered)))
    assert (blobs.row(sought) == -1) == (sought not in strings)
    begun = [string for string in ordered if string.startswith(sought)]
    assert [blobs[at] for at in blobs.beginning(sought)] == begun


@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back(text: str) -> None:
    """Half a surrogate pair, which somebody may type, is encoded like anything else."""
    assert decoded(encoded(text)) == text

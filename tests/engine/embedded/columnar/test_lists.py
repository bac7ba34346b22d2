"""Ascending lists come back as they went in, whichever form is smallest for each."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.lists import Lists, ListsWriter
from tests.engine.embedded.columnar.written import bytes_of, written

#: Gaps at which a form ends: what fits into one byte or two, and what does not.
EDGES = (1, 2, 254, 255, 256, 257, 65534, 65535, 65536, 65537, 2**31 - 70_000)
MOST = 2**31 - 1


def writing(rows: Sequence[Sequence[int]], size: int, arrays: ArrayWriter, *, step: int) -> None:
    """Write the lists, so many in a call."""
    writer = ListsWriter(arrays, "some", size)
    for first in range(0, len(rows), step):
        some = rows[first : first + step]
        counts = np.array([len(row) for row in some], np.int64)
        writer.append(counts, np.array([doc for row in some for doc in row], np.int64))
    writer.finish()


def lists_of(rows: Sequence[Sequence[int]], size: int) -> Lists:
    """The lists, written and opened."""
    file = written(lambda arrays: writing(rows, size, arrays, step=max(len(rows), 1)))
    return Lists(file.arrays, "some", size)


def holds(lists: Lists, rows: Sequence[Sequence[int]]) -> None:
    """Each list is as it was given, alone and among all."""
    counts, documents = lists.many(0, len(rows))
    assert [len(row) for row in rows] == lists.counts.tolist() == counts.tolist()
    assert documents.dtype == np.int32
    assert documents.tolist() == [doc for row in rows for doc in row]
    for number, row in enumerate(rows):
        assert lists.documents(number).tolist() == list(row)
        assert lists.documents(number).dtype == np.int32


@st.composite
def sizes_and_rows(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    """A size, and lists below it: dense ones, sparse ones, empty ones and full ones."""
    size = draw(st.sampled_from([1, 7, 8, 9, 300, 70_000]))
    some: st.SearchStrategy[list[int]] = st.one_of(
        st.just([]),
        st.just(list(range(size))[:400]),
        st.lists(st.integers(0, size - 1), max_size=60).map(lambda row: sorted(set(row))),
        st.lists(st.integers(0, min(size, 300) - 1), max_size=300).map(lambda r: sorted(set(r))),
    )
    return size, draw(st.lists(some, max_size=12))


@pytest.mark.property
@given(given_rows=sizes_and_rows())
@settings(max_examples=120)
def test_every_list_comes_back(given_rows: tuple[int, list[list[int]]]) -> None:
    """Whatever the lists, each is read as it was written, and its mask says the same."""
    size, rows = given_rows
    lists = lists_of(rows, size)
    holds(lists, rows)
    for number, row in enumerate(rows):
        assert np.flatnonzero(lists.mask(number)).tolist() == row
        assert len(lists.mask(number)) == size


@pytest.mark.property
@given(given_rows=sizes_and_rows(), data=st.data())
@settings(max_examples=60)
def test_some_lists_are_a_part_of_all(
    given_rows: tuple[int, list[list[int]]], data: st.DataObject
) -> None:
    """Any run of lists, an empty one too, is read by itself."""
    size, rows = given_rows
    lists = lists_of(rows, size)
    first = data.draw(st.integers(0, len(rows)))
    last = data.draw(st.integers(first, len(rows)))
    counts, documents = lists.many(first, last)
    assert counts.tolist() == [len(row) for row in rows[first:last]]
    assert documents.tolist() == [doc for row in rows[first:last] for doc in row]


@pytest.mark.property
@given(given_rows=sizes_and_rows(), step=st.integers(1, 5))
@settings(max_examples=60)
def test_the_file_does_not_tell_how_lists_were_given(
    given_rows: tuple[int, list[list[int]]], step: int
) -> None:
    """Lists given some at a time make the same arrays as all at once: merging relies on it."""
    size, rows = given_rows
    at_once = written(lambda arrays: writing(rows, size, arrays, step=len(rows) + 1))
    by_steps = written(lambda arrays: writing(rows, size, arrays, step=step))
    assert bytes_of(at_once) == bytes_of(by_steps)


@pytest.mark.parametrize("gap", EDGES)
def test_a_gap_at_the_edge_of_a_form_is_kept(gap: int) -> None:
    """Alone, first, last, and among so many near ones or far ones that these give the form."""
    near = [gap - 1, *range(gap + 1, gap + 5000, 2)]
    far = [0, *range(gap, min(gap + 300 * 200, MOST), 300)]
    rows = [[gap], [0, gap], near, far, [*range(500), 499 + gap]]
    holds(lists_of(rows, MOST), rows)


@pytest.mark.property
@given(given_rows=sizes_and_rows(), data=st.data())
@settings(max_examples=60)
def test_documents_are_looked_up_in_a_list(
    given_rows: tuple[int, list[list[int]]], data: st.DataObject
) -> None:
    """Of any documents it is told which are in a list."""
    size, rows = given_rows
    lists = lists_of(rows, size)
    sought = sorted(data.draw(st.sets(st.integers(0, size - 1), max_size=20)))
    for number, row in enumerate(rows):
        has = lists.has(number, np.array(sought, np.int32))
        assert has.dtype == np.bool_
        assert has.tolist() == [document in row for document in sought]


def test_lists_of_one_document_and_of_none_stand_beside_others() -> None:
    """A list of one takes nothing in any stream, nor does an empty one; their neighbours stay."""
    rows = [[], [5], [], [0, 5, 9], [9], []]
    holds(lists_of(rows, 10), rows)


def test_no_lists_at_all() -> None:
    """A segment without words is one too."""
    holds(lists_of([], 5), [])
    holds(lists_of([[], []], 0), [[], []])


@pytest.mark.parametrize(
    "row", [[3, 3], [4, 3], [-1, 2], [0, 10]], ids=["twice", "falling", "negative", "beyond"]
)
def test_what_is_no_ascending_list_is_refused(row: list[int]) -> None:
    """A list that would come back as another one is never written."""
    with pytest.raises(ValueError, match="ascend"):
        lists_of([[1, 2], row], 10)


def test_documents_must_be_as_many_as_the_counts_say() -> None:
    """Counts that do not fit would move documents from one list to the next."""

    def write(arrays: ArrayWriter) -> None:
        ListsWriter(arrays, "some", 9).append(np.array([2]), np.array([1, 2, 3]))

    with pytest.raises(ValueError, match="3 documents"):
        written(write)

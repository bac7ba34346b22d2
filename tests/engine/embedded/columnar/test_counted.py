"""Lists that count come back with how often each document has the term."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.counted import Counted, CountedWriter
from tests.engine.embedded.columnar.listed import as_arrays
from tests.engine.embedded.columnar.written import written

SIZE = 3000


def counted_of(lists: Sequence[Mapping[int, int]], *, step: int = 1) -> Counted:
    """The lists, written so many in a call, and opened."""

    def write(arrays: ArrayWriter) -> None:
        writer = CountedWriter(arrays, "some", SIZE)
        for first in range(0, len(lists), step):
            writer.append(*as_arrays(lists[first : first + step]))
        writer.finish()

    return Counted(written(write).arrays, "some", SIZE)


def some_lists() -> st.SearchStrategy[list[dict[int, int]]]:
    """Lists of documents, some of them long, with how often, mostly once."""
    times = st.one_of(*[st.integers(1, 3)] * 6, st.integers(1, 70_000))
    sparse = st.dictionaries(st.integers(0, SIZE - 1), times, max_size=20)
    dense = st.dictionaries(st.integers(0, SIZE // 9), times, min_size=40, max_size=80)
    lists = st.one_of(sparse, dense).map(lambda each: dict(sorted(each.items())))
    return st.lists(lists, max_size=6)


@pytest.mark.property
@given(lists=some_lists(), step=st.integers(1, 4))
@settings(max_examples=40)
def test_documents_come_back_with_how_often(lists: list[dict[int, int]], step: int) -> None:
    """Alone and all together, each list has its documents, and times in their order."""
    counted = counted_of(lists, step=step)
    counts, documents, times = counted.many(0, len(lists))
    assert counts.tolist() == counted.counts.tolist() == [*map(len, lists)]
    assert list(zip(documents, times, strict=True)) == [e for each in lists for e in each.items()]
    for row, each in enumerate(lists):
        assert counted.documents(row).tolist() == [*each]
        assert counted.times(row).tolist() == [*each.values()]
        assert counted.total(row) == sum(each.values())
        assert np.flatnonzero(counted.mask(row)).tolist() == [*each]


@pytest.mark.parametrize("dtype", [np.int64, np.int32, np.uint8])
def test_who_has_a_term_has_it_once_at_least(dtype: type) -> None:
    """A document of a list that has the term at no time is a mistake of whoever writes it."""

    def write(arrays: ArrayWriter) -> None:
        one, two = np.array([2]), np.array([0, 4])
        CountedWriter(arrays, "some", SIZE).append(one, two, np.array([1, 0], dtype))

    with pytest.raises(ValueError, match="less than once"):
        written(write)

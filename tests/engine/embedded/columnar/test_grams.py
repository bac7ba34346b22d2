"""Units and pairs are found with every passage, every time and every place."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter
from searchapp.engine.embedded.columnar.flat import bounds
from searchapp.engine.embedded.columnar.grams import Chars, CharsWriter, Pairs, PairsWriter
from tests.engine.embedded.columnar.listed import as_arrays, listed
from tests.engine.embedded.columnar.written import written

#: Texts as the units that they are made of; one has the greatest unit there is.
TEXTS = st.lists(st.lists(st.sampled_from([1, 0x4E00, 0x6CBB, 0xD842, 0xFFFF]), max_size=9))
#: How many keys are written at once.
STEPS = st.integers(1, 4)


def pairs_of(units: list[int]) -> list[tuple[int, int]]:
    """Every pair of neighbours."""
    return list(pairwise(units))


def places_of(pair: tuple[int, int], texts: list[list[int]]) -> list[int]:
    """Where in its passage the pair stands, for each of its places, by reading."""
    return [at for text in texts for at, each in enumerate(pairs_of(text)) if each == pair]


def chars_of(texts: list[list[int]], step: int) -> Chars:
    """The units of texts, written some at a time."""

    def write(arrays: ArrayWriter) -> None:
        lists, writer = list(listed(texts).items()), CharsWriter(arrays, len(texts))
        for first in range(0, len(lists), step):
            keys, some = zip(*lists[first : first + step], strict=True)
            writer.append(np.array(keys, np.uint16), *as_arrays(some))
        writer.finish()

    return Chars(written(write).arrays, len(texts))


def pairs_in(texts: list[list[int]], step: int) -> Pairs:
    """The pairs of texts, written some at a time."""

    def write(arrays: ArrayWriter) -> None:
        lists = list(listed(list(map(pairs_of, texts))).items())
        writer = PairsWriter(arrays, len(texts))
        for start in range(0, len(lists), step):
            keys, some = zip(*lists[start : start + step], strict=True)
            places = [at for pair in keys for at in places_of(pair, texts)]
            numbers = np.array([first << 16 | second for first, second in keys], np.uint32)
            writer.append(numbers, *as_arrays(some), np.array(places, np.int64))
        writer.finish()

    return Pairs(written(write).arrays, len(texts))


def told(documents: Array, times: Array) -> list[tuple[int, int]]:
    """Each passage with how often."""
    return list(zip(documents.tolist(), times.tolist(), strict=True))


@pytest.mark.property
@settings(max_examples=50)
@given(texts=TEXTS, step=STEPS)
def test_each_unit_has_its_passages(texts: list[list[int]], step: int) -> None:
    """A unit that occurs has a row with its passages and times; another has none."""
    chars, lists = chars_of(texts, step), listed(texts)
    assert chars.key.tolist() == list(lists)
    for row, (unit, passages) in enumerate(lists.items()):
        assert chars.row(unit) == row
        assert told(chars.documents(row), chars.times(row)) == list(passages.items())
    assert {chars.row(unit) for unit in (0, 2, 0x6CBC, 0xFFFE) if unit not in lists} == {-1}


@pytest.mark.property
@settings(max_examples=50)
@given(texts=TEXTS, step=STEPS)
def test_each_pair_has_its_passages_and_places(texts: list[list[int]], step: int) -> None:
    """A pair that occurs has a row with its passages, times and every place; another has none."""
    pairs, lists = pairs_in(texts, step), listed(list(map(pairs_of, texts)))
    assert len(pairs.key) == len(lists)
    for row, (pair, passages) in enumerate(lists.items()):
        assert pairs.row(*pair) == row
        assert told(pairs.documents(row), pairs.times(row)) == list(passages.items())
        assert pairs.places(row).tolist() == places_of(pair, texts)
        assert pairs.total(row) == sum(passages.values())
    absent = {(0xFFFF, 2), (0, 0), (0x4E00, 0x4E01)}
    assert {pairs.row(*pair) for pair in absent - lists.keys()} == {-1}


@pytest.mark.property
@settings(max_examples=50)
@given(texts=TEXTS, first=st.integers(0, 9), last=st.integers(0, 9))
def test_many_rows_are_as_one_by_one(texts: list[list[int]], first: int, last: int) -> None:
    """The places of neighbouring rows, read at once, are those of each row."""
    pairs = pairs_in(texts, 2)
    first, last = sorted((min(first, len(pairs.key)), min(last, len(pairs.key))))
    one_by_one = [at for row in range(first, last) for at in pairs.places(row).tolist()]
    assert pairs.many_places(first, last).tolist() == one_by_one
    counts, documents, _ = pairs.many(first, last)
    for row, (start, end) in enumerate(pairwise(bounds(counts).tolist()), start=first):
        assert documents[start:end].tolist() == pairs.documents(row).tolist()


@pytest.mark.parametrize("furthest", [255, 256, 65_535, 65_536, 2**24, 2**31 - 1])
def test_places_may_be_far_into_a_passage(furthest: int) -> None:
    """However long a passage is, a place in it comes back exactly."""

    def write(arrays: ArrayWriter) -> None:
        writer = PairsWriter(arrays, 2)
        every = np.array([0, 7, furthest - 1, furthest, 1])
        writer.append(np.array([5], np.uint32), np.array([2]), np.array([0, 1]), *at(every))
        writer.finish()

    def at(places: Array) -> tuple[Array, Array]:
        return np.array([4, 1]), places

    pairs = Pairs(written(write).arrays, 2)
    assert pairs.places(0).tolist() == [0, 7, furthest - 1, furthest, 1]
    assert pairs.places(0).dtype == np.int32

"""Sets of passages are sets, however they came about."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.embedded.sets import PassageSet, any_of, every
from tests.engine.embedded.ways import whichever_way

SIZES = (1, 7, 300)


def made(rng: Random, numbers: set[int], size: int) -> PassageSet:
    """The set, as it may come about."""
    documents = np.array(sorted(numbers), np.int32)
    if rng.randrange(2):
        return PassageSet.of(documents, size)
    mask = np.zeros(size, dtype=np.bool_)
    mask[documents] = True
    return PassageSet.masked(mask)


def some(rng: Random, size: int) -> set[int]:
    """Any passages: few, many, none or all."""
    share = rng.choice((0.0, 0.01, 0.2, 0.9, 1.0))
    return {number for number in range(size) if rng.random() < share}


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32), size=st.sampled_from(SIZES))
def test_what_is_done_with_sets_is_done_with_their_passages(seed: int, size: int) -> None:
    """Whichever are masks and whichever lists, and whatever of them was asked for before."""
    rng = Random(seed)
    with whichever_way(rng):
        are_as_sets(rng, size)


def are_as_sets(rng: Random, size: int) -> None:
    """What is done with three sets by chance is done with the numbers in them."""
    sets = [some(rng, size) for _ in range(3)]
    one, other, third = (made(rng, each, size) for each in sets)
    for found, expected in (
        (one & other, sets[0] & sets[1]),
        (one | other, sets[0] | sets[1]),
        (one - other, sets[0] - sets[1]),
        (every([one, other, third]), sets[0] & sets[1] & sets[2]),
        (any_of([one, other, third]), sets[0] | sets[1] | sets[2]),
        ((one | other) & third, (sets[0] | sets[1]) & sets[2]),
        ((one - other) | third, (sets[0] - sets[1]) | sets[2]),
    ):
        for look in rng.sample(("list", "mask", "size", "has", "among"), 5):
            assert _seen(found, look) == _seen_in(expected, size, look)


def _seen(found: PassageSet, look: str) -> object:
    size = found.size
    match look:
        case "list":
            assert found.documents.dtype == np.int32
            return found.documents.tolist()
        case "mask":
            return found.mask.tolist()
        case "size":
            return len(found), bool(found)
        case "has":
            return [found.has(number) for number in range(size)]
        case _:
            return found.among(np.arange(size, dtype=np.int32)[::-1]).tolist()


def _seen_in(expected: set[int], size: int, look: str) -> object:
    held = [number in expected for number in range(size)]
    return {
        "list": sorted(expected),
        "mask": held,
        "size": (len(expected), bool(expected)),
        "has": held,
        "among": held[::-1],
    }[look]


@pytest.mark.parametrize("size", [0, 5])
def test_nothing_and_everything(size: int) -> None:
    """They are the sets of no passage and of all, also where there is none."""
    nothing, everything = PassageSet.nothing(size), PassageSet.everything(size)
    assert (len(nothing), len(everything)) == (0, size)
    assert (everything - nothing).documents.tolist() == list(range(size))
    assert not everything & nothing

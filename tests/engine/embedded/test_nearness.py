"""What is near on arrays is near in the passages, and never in two of them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.query import Near, Phrase, Scope
from tests import chance
from tests.engine.embedded.standing import Shelf, shelf_by, shelf_of, texts_by
from tests.engine.embedded.ways import whichever_way


def found_in(shelf: Shelf, near: Near) -> list[tuple[int, int, int]]:
    """The places of a nearness, by arrays."""
    evaluation = Evaluation(shelf.snapshot, near, Scope.PASSAGE)
    found = evaluation.found(near)
    places = shelf.read(evaluation.occurrences(near, shelf.documents))
    assert found.documents.tolist() == sorted({document for document, *_ in places})
    return places


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32))
def test_arrays_find_what_reading_finds(seed: int) -> None:
    """Sides of several phrases and of patterns, at any distance, in either order."""
    rng = Random(seed)
    shelf = shelf_by(rng, texts := texts_by(rng))
    for _ in range(3):
        near = chance.near(rng, texts)
        with whichever_way(rng):
            found = found_in(shelf, near)
        assert found == shelf.places(near, shelf.documents)


@pytest.mark.parametrize(("distance", "is_near"), [(1, False), (2, True), (10**12, True)])
def test_characters_are_counted_and_not_their_halves(distance: int, is_near: bool) -> None:
    """𠮷 is one character, however it is written."""
    near = Near(((Phrase.of("矛盾"),), (Phrase.of("调解"),)), (distance,))
    shelf = shelf_of("调解", "矛盾𠮷𠮷调解", "矛盾")
    assert found_in(shelf, near) == ([(1, 0, 2), (1, 4, 6)] if is_near else [])

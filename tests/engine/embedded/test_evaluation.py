"""What arrays tell of a leaf is what its own reading tells."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.query import Either, Leaf, Scope
from tests import chance
from tests.engine.embedded.standing import Shelf, shelf_by, texts_by
from tests.engine.embedded.ways import whichever_way


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32))
def test_places_and_counts_of_a_leaf_are_what_reading_finds(seed: int) -> None:
    """Of leaves of every kind, before and after all that they find is known."""
    rng = Random(seed)
    shelf = shelf_by(rng, texts := texts_by(rng))
    leaves = tuple(chance.leaf(rng, texts) for _ in range(3))
    evaluation = Evaluation(shelf.snapshot, Either(leaves), Scope.PASSAGE)
    for leaf in (*leaves, *leaves):
        with whichever_way(rng):
            stands_as_read(shelf, evaluation, leaf, rng)


def stands_as_read(shelf: Shelf, evaluation: Evaluation, leaf: Leaf, rng: Random) -> None:
    """What is told of a leaf in some passages is what reading them tells."""
    some = shelf.some(rng)
    if rng.randrange(2):
        holding = [at for at in shelf.documents.tolist() if leaf.stands(shelf.texts[at])]
        assert evaluation.found(leaf).documents.tolist() == holding
    expected = shelf.places(leaf, some)
    assert shelf.read(evaluation.occurrences(leaf, some)) == expected
    times = [sum(at == document for document, *_ in expected) for at in some.tolist()]
    assert evaluation.times(leaf, some).tolist() == times
    assert evaluation.times(leaf, some).tolist() == times

"""A text is found wherever it stands, and nowhere else."""

from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.query import Phrase
from searchapp.text import fold
from tests import chance
from tests.engine.embedded.standing import Shelf, shelf_by, shelf_of, texts_by
from tests.engine.embedded.ways import whichever_way


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32))
@example(3)
def test_arrays_find_what_reading_finds(seed: int) -> None:
    """Every place in every passage that is left, and in some of them: where, and how often."""
    rng = Random(seed)
    shelf = shelf_by(rng, texts := texts_by(rng))
    for _ in range(5):
        needle = fold(chance.piece_of(rng, rng.choice(texts), rng.choice((1, 2, 3, 9)))).text
        with whichever_way(rng):
            stands_as_read(shelf, needle, shelf.some(rng))


def stands_as_read(shelf: Shelf, needle: str, some: Documents) -> None:
    """All that is told of a needle is what reading the passages tells, and in some of them."""
    expected = shelf.places(Phrase.of(needle), shelf.documents)
    assert shelf.read(shelf.postings.occurrences(needle)) == expected
    assert shelf.postings.containing(needle).documents.tolist() == sorted(
        {document for document, *_ in expected}
    )
    expected = shelf.places(Phrase.of(needle), some)
    assert shelf.read(shelf.postings.occurrences(needle, some)) == expected
    assert shelf.postings.times(needle, some).tolist() == [
        sum(each == document for each, *_ in expected) for document in some.tolist()
    ]


@pytest.mark.parametrize("needle", ["的", "的的", "的的的", "的" * 64, "的" * 200, "的" * 201])
def test_a_text_that_repeats_itself_is_found_at_every_place(needle: str) -> None:
    """Overlapping places count, in all passages and in the one that is read by itself."""
    shelf = shelf_of("的" * 200, "地的", "的" * 3)
    expected = shelf.places(Phrase.of(needle), shelf.documents)
    assert shelf.read(shelf.postings.occurrences(needle)) == expected
    first = np.zeros(1, np.int32)
    assert shelf.read(shelf.postings.occurrences(needle, first)) == shelf.places(
        Phrase.of(needle), first
    )


def test_nothing_stands_across_two_passages() -> None:
    """Neither what ends one and begins the next, nor what would go on behind the last."""
    shelf = shelf_of("枫桥", "经验", "桥")
    assert not shelf.postings.containing("桥经验")
    assert not shelf.postings.containing("枫桥经验")
    assert not shelf.postings.containing("桥枫桥")
    assert shelf.postings.containing("桥").documents.tolist() == [0, 2]


@pytest.mark.parametrize("needle", ["\ud842", "桥\udfb7", "桥\0", "\0"])
def test_half_a_character_and_no_character_stand_nowhere(needle: str) -> None:
    """A browser can send them; no text has them, not even one with the whole character."""
    shelf = shelf_of("桥𠮷桥", "桥")
    assert not shelf.postings.containing(needle)
    assert not len(shelf.postings.occurrences(needle, shelf.documents))
    assert not shelf.postings.times(needle, shelf.documents).any()
    assert not shelf.postings.with_word(needle)
    assert not shelf.postings.at_most(needle)


def test_an_index_without_passages_has_nothing() -> None:
    """Nothing is found in it, and nothing fails."""
    postings = shelf_by(Random(0), []).postings
    assert not postings.containing("法")
    assert not postings.containing("法治建设")
    assert not postings.with_word("法治")
    assert not len(postings.live)
    assert postings.beginning("") == {}

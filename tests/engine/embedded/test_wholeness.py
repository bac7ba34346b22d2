"""Where a word only arises across two others, arrays tell it as reading does."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.embedded.wholeness import cuts_digits
from searchapp.query import Everything, Scope
from searchapp.text import fold, stands_as_word
from tests import chance
from tests.engine.embedded.standing import Shelf, shelf_by, shelf_of, texts_by


def arising(shelf: Shelf, word: str, holding: list[int]) -> list[int]:
    """Those of these passages in which the word only arises, by arrays."""
    passages = PassageSet.of(np.array(holding, np.int32), shelf.postings.size)
    found: list[int] = shelf.postings.across(word, passages).documents.tolist()
    return found


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32))
def test_arrays_find_what_reading_finds(seed: int) -> None:
    """For words, for pieces of words, for figures and for marks."""
    rng = Random(seed)
    shelf = shelf_by(rng, texts := texts_by(rng))
    for _ in range(6):
        word = fold(chance.piece_of(rng, rng.choice((*texts, *chance.WORDS)), 4)).text
        holding = [at for at in shelf.some(rng).tolist() if word in shelf.texts[at].text]
        expected = [at for at in holding if not stands_as_word(word, shelf.texts[at])]
        assert arising(shelf, word, holding) == expected


@pytest.mark.parametrize(
    ("text", "word", "only_arises"),
    [
        ("协调解决", "调解", True),
        ("人民调解", "调解", False),
        ("协调解决，调解", "调解", False),
        ("共312件", "12件", True),
        ("共12件", "12件", False),
        ("1.5", "5", True),
        ("1,234", "234", True),
        ("1.", "1", False),
        (".1", "1", False),
    ],
)
def test_a_word_stands_or_only_arises(text: str, word: str, *, only_arises: bool) -> None:
    """At the beginning of a text, at its end, and beside figures of other passages."""
    shelf = shelf_of("1", text, "1")
    assert stands_as_word(word, fold(text)) is not only_arises
    assert arising(shelf, word, [1]) == ([1] if only_arises else [])


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32))
def test_where_it_is_a_word_it_need_not_be_looked_at(seed: int) -> None:
    """What a word's list spares changes nothing, whether few passages are asked for or many."""
    rng = Random(seed)
    shelf = shelf_by(rng, texts := texts_by(rng))
    every = Evaluation(shelf.snapshot, Everything(), Scope.PASSAGE)
    for _ in range(6):
        word = fold(chance.piece_of(rng, rng.choice((*texts, *chance.WORDS)), 4)).text
        some = shelf.some(rng)
        across = every.only_across(word, PassageSet.of(some, shelf.postings.size))
        assert across.documents.tolist() == [
            at
            for at in some.tolist()
            if word in shelf.texts[at].text and not stands_as_word(word, shelf.texts[at])
        ]


@pytest.mark.property
@given(text=st.text("12.,a", min_size=1, max_size=8))
def test_digits_are_cut_where_a_word_of_them_does_not_stand_whole(text: str) -> None:
    """Between two, and on either side of a mark between two."""
    units = np.frombuffer(f"{text}\0".encode("utf-16-le"), np.uint16)
    cut = cuts_digits(units, np.arange(len(text) + 1)).tolist()
    padded = f"  {text}  "
    assert cut == [_is_cut(padded[at : at + 4]) for at in range(len(text) + 1)]


def _is_cut(around: str) -> bool:
    """Whether the middle of four characters lies in a figure."""
    return any(_fits(around, shape) for shape in ("?dd?", "?d.d", "d.d?"))


def _fits(around: str, shape: str) -> bool:
    kinds = {"d": "0123456789", ".": ".,"}
    return all(
        kind == "?" or char in kinds[kind] for char, kind in zip(around, shape, strict=True)
    )

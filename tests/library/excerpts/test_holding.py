"""No excerpt is said to stand where it does not, and hardly one that stands is given up."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.library.excerpts.holding import Fate, Held, Holding, Spot
from searchapp.text import Span
from tests.library.excerpts.editing import (
    Editor,
    Placed,
    Text,
    filed_of,
    is_the_same,
    named,
    over,
    passages_of,
    placed,
)


def excerpt_by(rng: Random, text: Text, version: int) -> Excerpt:
    """An excerpt of four characters or more, of at most two sentences."""
    number = rng.randint(1, len(text))
    sentences = [each for each in placed(text) if each.passage == number]
    first = rng.randrange(len(sentences))
    last = min(first + rng.randint(0, 1), len(sentences) - 1)
    start, end = sentences[first].start, sentences[last].end
    if rng.random() < 0.5:
        start = rng.randint(start, end - 4)
        end = rng.randint(start + 4, end)
    return excerpt_of(filed_of(text, version), number, Span(start, end))


def assert_in_context(excerpt: Excerpt, held: Held, new: Text) -> None:
    """What is said of an excerpt of a version that was not kept is so, by what is known of it."""
    assert (held.fate in (Fate.UNCHANGED, Fate.MOVED)) == (held.spot is not None)
    if held.spot is None:
        return
    before = ("^" + excerpt.before.replace("\n", ""))[-24:]
    after = (excerpt.after.replace("\n", "") + "$")[:24]
    texts = [each.text for each in passages_of(new)]
    at = 1 + sum(map(len, texts[: held.spot.passage - 1])) + held.spot.span.start
    joined = f"^{''.join(texts)}$"
    assert joined.index(before + excerpt.quote + after) == at - len(before)
    assert joined.rindex(before + excerpt.quote + after) == at - len(before)
    assert texts[held.spot.passage - 1][slice(*held.spot.span)] == excerpt.quote
    assert (held.fate is Fate.UNCHANGED) == (held.spot.passage == excerpt.passage)


def assert_true(excerpt: Excerpt, held: Held, old: Text, new: Text) -> None:
    """What is said of an excerpt is so, by what became of each sentence."""
    if passages_of(old) == passages_of(new):
        there = Spot(excerpt.passage, excerpt.span, excerpt.quote)
        assert (held.fate, held.spot) == (Fate.UNCHANGED, there)
        return
    before, after = list(placed(old)), list(placed(new))
    own = over(before, excerpt.passage, excerpt.start, excerpt.end)
    spot = held.spot
    if spot is None:
        assert not held.fate.holds
        return
    assert passages_of(new)[spot.passage - 1].text[slice(*spot.span)] == spot.quote
    there = over(after, spot.passage, *spot.span)
    if held.fate is Fate.CHANGED:
        assert any(_may_have_become(before, at, after, now) for at in own for now in there)
        return
    assert spot.quote == excerpt.quote
    assert (held.fate is Fate.UNCHANGED) == (spot.passage == excerpt.passage)
    assert len(own) == len(there)
    pairs = zip(own, there, strict=True)
    assert all(is_the_same(before, one, after, other) for one, other in pairs)


def _may_have_become(
    old: Sequence[Placed], at: int, new: Sequence[Placed], there: int
) -> bool:
    """Whether a sentence is the one of the old version, or one that nobody can tell from it.

    That is one that reads as none of the others does that stood there.
    """
    if is_the_same(old, at, new, there):
        return True
    said = new[there].said
    others = [each.said.text for each in old if each.said.origin != old[at].said.origin]
    return said.origin == old[at].said.origin or said.text not in others


def life(rng: Random) -> None:
    """A report through several versions, and excerpts of one held against all that follow."""
    editor = Editor(rng)
    old = named(editor.edited(editor.write(), rng.randint(0, 2)))
    excerpts = [excerpt_by(rng, old, 1) for _ in range(4)]
    new = old
    for version in (2, 3, 4):
        new = editor.edited(new, rng.randint(0, 3))
        filed = filed_of(new, version)
        kept, lost = Holding(passages_of(old), filed), Holding(None, filed)
        for excerpt in excerpts:
            assert_true(excerpt, kept.of(excerpt), old, new)
            assert_in_context(excerpt, lost.of(excerpt), new)


@pytest.mark.property
@given(st.randoms(use_true_random=False))
def test_no_excerpt_is_unchanged_or_moved_when_its_words_changed_nor_another_sentence(
    rng: Random,
) -> None:
    """Whatever is edited, what is said to stand there is that very sentence, word for word.

    And what is offered for one that changed is not known to be another.
    """
    life(rng)

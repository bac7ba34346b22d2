"""The nodes of a query, each held against reading the passage without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query import All, Everything, Phrase, Run, parse_query, runs_of
from searchapp.text import Span, fold, query_words, tokens
from tests.strategies import han_text, passage_text, phrase_of

run_text = passage_text.map(lambda text: fold(text).text)


def run(typed: str) -> Run:
    """The run of these characters."""
    return Run(typed, fold(typed).text, query_words(fold(typed).text))


def places(needle: str, text: str) -> list[Span]:
    """Where a needle stands in a text, by trying every piece of the text.

    A piece stands for the needle when it folds to it and neither begins nor ends with a blank.
    """
    found = []
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            piece = text[start:end]
            if piece == piece.strip() and fold(piece).text == needle:
                found.append(Span(start, end))
    return found


@pytest.mark.property
@given(data=st.data(), text=passage_text)
def test_a_phrase_stands_wherever_a_piece_of_the_text_is_the_same_folded(
    data: st.DataObject, text: str
) -> None:
    """A phrase matches exactly where a piece of the text as shown folds to it, overlapping too."""
    typed = data.draw(phrase_of(text))
    phrase, passage = Phrase(typed, fold(typed).text), fold(text)
    assert list(phrase.spans(passage)) == places(phrase.needle, text)
    assert phrase.matches(passage) == bool(places(phrase.needle, text))


def test_a_blank_counts_only_between_characters_of_spaced_scripts() -> None:
    """A blank in a phrase or a text is passed over beside a Chinese character, else it is read."""
    assert parse_query("“排查36次”").query.matches(fold("排查 36 次"))
    assert parse_query("“排 查 36　次”").query.matches(fold("排查36次"))
    assert not parse_query("“12 4”").query.matches(fold("124"))
    assert parse_query("“12  4”").query.matches(fold("12 4"))


def test_overlapping_occurrences_all_count() -> None:
    """A phrase that overlaps itself stands at every one of its places."""
    phrase = Phrase("法法", "法法")
    assert list(phrase.spans(fold("法法法"))) == [(0, 2), (1, 3)]


@pytest.mark.property
@given(data=st.data(), text=passage_text)
def test_a_run_matches_where_each_of_its_words_stands_literally(
    data: st.DataObject, text: str
) -> None:
    """jieba only divides what was typed: nothing that stands in the text is missed."""
    node, passage = run(data.draw(phrase_of(text))), fold(text)
    assert node.matches(passage) == all(places(word, text) for word in node.words)
    if node.matches(passage):
        marked = {span for word in (node.needle, *node.words) for span in places(word, text)}
        assert set(node.spans(passage)) == marked


@pytest.mark.property
@given(data=st.data(), text=passage_text)
def test_a_run_matches_wherever_it_stands_as_it_was_typed(data: st.DataObject, text: str) -> None:
    """Whatever a run is divided into, a passage that has it whole is found."""
    node = run(data.draw(phrase_of(text)))
    if places(node.needle, text):
        assert node.matches(fold(text))


@pytest.mark.property
@given(data=st.data(), text=passage_text)
def test_a_word_is_across_when_it_is_neither_words_nor_inside_one(
    data: st.DataObject, text: str
) -> None:
    """A word of a run is across where no occurrence is whole words or part of a single one."""
    node, passage = run(data.draw(phrase_of(text))), fold(text)
    if node.matches(passage):
        assert node.across(passage) == tuple(w for w in node.words if only_across(w, passage.text))


def only_across(word: str, folded: str) -> bool:
    """Whether no occurrence begins and ends with words, nor lies inside one, by definition."""
    cut = tokens(folded)
    ends = {0, *(token.end for token in cut)}
    for start in range(len(folded)):
        end = start + len(word)
        if folded[start:end] == word and (
            (start in ends and end in ends)
            or any(token.start <= start and end <= token.end for token in cut)
        ):
            return False
    return True


def test_across_names_the_words_that_only_arise() -> None:
    """调解 in 协调解决 is across; in 人民调解 it is inside a word."""
    assert run("调解").across(fold("协调解决")) == ("调解",)
    assert run("调解").across(fold("人民调解，协调解决")) == ()


@pytest.mark.property
@given(text=han_text, one=run_text, other=run_text)
def test_all_needs_every_part_and_marks_what_each_marks(text: str, one: str, other: str) -> None:
    """Both parts must match the passage, and the places of both are marked."""
    parts, passage = (Phrase(one, one), run(other)), fold(text)
    both = All(parts)
    assert both.matches(passage) == (parts[0].matches(passage) and parts[1].matches(passage))
    assert list(both.spans(passage)) == [span for part in parts for span in part.spans(passage)]


@pytest.mark.property
@given(text=han_text)
def test_everything_matches_and_marks_nothing(text: str) -> None:
    """Where nothing was asked, every passage is found as it is."""
    assert Everything().matches(fold(text))
    assert list(Everything().spans(fold(text))) == []


def test_runs_are_found_in_every_query_in_order() -> None:
    """Phrases have no runs; in a query of several parts the runs keep their order."""
    query = parse_query("矛盾 “枫桥经验” 调解").query
    assert [node.typed for node in runs_of(query)] == ["矛盾", "调解"]
    assert runs_of(Phrase("调解", "调解")) == runs_of(Everything()) == ()

"""A sentence ends where its marks and what they close end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.text import Span, sentences, sentences_with, whole_sentences

TEXT = "一是抓早抓小。他说：“就地化解！”二是建章立制；三是"
texts = st.text(st.sampled_from("调解。！；”）】 \t𠮷"), max_size=60)


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_what_closes_after_the_mark_belongs_to_the_sentence() -> None:
    """And what has no mark at its end is a sentence too."""
    assert said(TEXT) == ["一是抓早抓小。", "他说：“就地化解！”", "二是建章立制；", "三是"]


@pytest.mark.property
@given(texts)
def test_nothing_but_blanks_stands_between_sentences(text: str) -> None:
    """Joined they are the text without its blanks, in order."""
    assert "".join("".join(said(text)).split()) == "".join(text.split())
    assert all(each == each.strip() != "" for each in said(text))


@pytest.mark.property
@given(texts, st.data())
def test_whole_sentences_hold_all_that_a_span_holds(text: str, data: st.DataObject) -> None:
    """They begin and end where sentences do, and leave out none of its words."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = whole_sentences(text, Span(start, end))
    if text[start:end].strip():
        inside = [each for each in sentences(text) if each.start < end and start < each.end]
        assert whole == (inside[0].start, inside[-1].end)
        assert text[start:end].strip() in text[whole.start : whole.end]


def test_of_marks_the_near_ones_are_taken_together() -> None:
    """From the sentence of the first to that of the last; what lies far off is left out."""
    text = "甲说调解。乙说别的。丙说调解。" + "远" * 300 + "。丁说调解。"
    marks = [Span(at, at + 2) for at in range(len(text)) if text.startswith("调解", at)]
    assert len(marks) == 3
    taken = sentences_with(text, marks)
    assert text[taken.start : taken.end] == "甲说调解。乙说别的。丙说调解。"


def test_a_long_sentence_is_taken_whole() -> None:
    """However long the one with the first mark is: a quote is not cut."""
    text = "长" * 500 + "调解。后面。"
    taken = sentences_with(text, [Span(500, 502)])
    assert text[taken.start : taken.end] == "长" * 500 + "调解。"


def test_without_marks_it_is_the_whole_passage() -> None:
    """But for blanks at its ends."""
    assert sentences_with(" 一句。又一句。 ", []) == (1, 8)
    assert sentences_with("  ", []) == (0, 2)

"""Marks and snippets: nothing is shown that is not there, and a hit is always seen."""

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import Snippet, merged, pieces, snippet
from searchapp.text import Span

#: Sentences, closing marks after their ends, and few enough characters to repeat.
texts = st.text("甲乙丙，。！？；”）", max_size=80)
#: Lengths at which a snippet of these texts is cut, and not.
sizes = st.integers(1, 40)


@st.composite
def hit_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and any places in it, in any order, which may overlap and repeat."""
    text = draw(texts.filter(bool))
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=8))
    return text, [Span(start, draw(st.integers(start + 1, len(text)))) for start in starts]


def covered(spans: Sequence[Span]) -> set[int]:
    """The offsets that stand in one of the spans."""
    return {at for span in spans for at in range(span.start, span.end)}


def edges(text: str) -> set[int]:
    """Where sentences begin and end: after a mark that ends one and the marks that close it."""
    ends = {0, len(text)}
    for at in range(1, len(text)):
        if text[:at].rstrip("”’」』）】》")[-1:] in ("。", "！", "？", "；"):
            ends |= {at} if text[at] not in "”’」』）】》" else set()
    return ends


def start_of(cut: Snippet, text: str, marks: Sequence[Span]) -> int:
    """Where in the text the snippet was cut out, such that its marks are the text's."""
    for start in range(len(text) - len(cut.text) + 1):
        end = start + len(cut.text)
        shown = [mark for mark in marks if start <= mark.start and mark.end <= end]
        moved = tuple(Span(mark.start - start, mark.end - start) for mark in shown)
        sides = (start > 0, end < len(text))
        if (text[start:end], moved, sides) == (
            cut.text,
            cut.marks,
            (cut.cut_before, cut.cut_after),
        ):
            return start
    raise AssertionError(f"{cut} is not a part of {text!r} with its marks")


@pytest.mark.property
@given(hit=hit_texts())
def test_merged_spans_cover_the_same_and_neither_touch_nor_overlap(
    hit: tuple[str, list[Span]],
) -> None:
    """What was marked is marked, once, in as few marks as there can be."""
    _, spans = hit
    marks = merged(spans)
    assert covered(marks) == covered(spans)
    assert all(before.end < after.start for before, after in pairwise(marks))


@pytest.mark.property
@given(hit=hit_texts())
def test_pieces_are_the_text_with_the_marks_in_it(hit: tuple[str, list[Span]]) -> None:
    """No character is lost or doubled, and the marked pieces are the marks."""
    text, spans = hit
    marks = merged(spans)
    cut = list(pieces(text, marks))
    assert "".join(piece for piece, _ in cut) == text
    assert [piece for piece, marked in cut if marked] == [text[m.start : m.end] for m in marks]
    assert all(piece for piece, _ in cut)


@pytest.mark.property
@given(hit=hit_texts(), size=sizes)
def test_a_snippet_is_a_part_of_the_text_with_the_marks_in_it(
    hit: tuple[str, list[Span]], size: int
) -> None:
    """It is cut out verbatim, its marks stand over the same characters, and both cuts are told."""
    text, spans = hit
    cut = snippet(text, spans, size)
    start_of(cut, text, merged(spans))
    assert "".join(piece for piece, _ in cut.pieces()) == cut.text


@pytest.mark.property
@given(hit=hit_texts(), size=sizes)
def test_a_snippet_shows_a_hit_whole_if_there_is_one(
    hit: tuple[str, list[Span]], size: int
) -> None:
    """Of a passage that was found, a reader always sees why."""
    text, spans = hit
    assert bool(snippet(text, spans, size).marks) == bool(spans)


@pytest.mark.property
@given(hit=hit_texts(), size=sizes)
def test_a_snippet_is_no_longer_than_was_promised(hit: tuple[str, list[Span]], size: int) -> None:
    """It exceeds its size only for a text little longer, shown whole, or for a longer hit."""
    text, spans = hit
    cut = snippet(text, spans, size)
    if cut.text == text and len(text) <= size * 5 // 4:
        return
    longest = max((mark.end - mark.start for mark in merged(spans)), default=0)
    assert len(cut.text) <= max(size, longest)


@pytest.mark.property
@given(hit=hit_texts(), size=sizes)
def test_a_short_text_is_shown_whole(hit: tuple[str, list[Span]], size: int) -> None:
    """A text that hardly exceeds the size is not cut for a few characters."""
    text, spans = hit
    if len(text) <= size * 5 // 4:
        assert snippet(text, spans, size) == Snippet(0, text, merged(spans), False, False)


@pytest.mark.property
@given(hit=hit_texts(), size=sizes)
def test_a_snippet_is_cut_where_sentences_end_if_it_can_be(
    hit: tuple[str, list[Span]], size: int
) -> None:
    """It begins and ends with sentences, unless a sentence with a hit is too long by itself."""
    text, spans = hit
    marks, ends = merged(spans), sorted(edges(text))
    cut = snippet(text, spans, size)
    start = start_of(cut, text, marks)
    if start in ends and start + len(cut.text) in ends:
        return
    too_long = []
    for mark in marks or [Span(0, 1)]:
        first = max(end for end in ends if end <= mark.start)
        last = min(end for end in ends if end >= mark.end)
        too_long.append(last - first > size)
    assert any(too_long)


@pytest.mark.property
@given(hit=hit_texts(), size=sizes)
def test_a_snippet_shows_as_many_different_hits_as_any_sentence_has(
    hit: tuple[str, list[Span]], size: int
) -> None:
    """Where several places say it, the one that says most of it is taken."""
    text, spans = hit
    marks, ends = merged(spans), sorted(edges(text))
    cut = snippet(text, spans, size)
    shown = {cut.text[mark.start : mark.end] for mark in cut.marks}
    for start, end in pairwise(ends):
        inside = {text[m.start : m.end] for m in marks if start <= m.start and m.end <= end}
        assert end - start > size or len(shown) >= len(inside)


SENTENCES = (
    "加强普法宣传。排查矛盾纠纷三十六起。" * 12 + "“枫桥经验”落地，调解矛盾纠纷。" + "其他。" * 40
)


def spans_of(text: str, *words: str) -> list[Span]:
    """Where the words stand."""
    return [
        Span(at, at + len(word))
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    ]


def test_the_sentence_with_both_words_is_preferred() -> None:
    """Of many places with 矛盾纠纷, the one that also has 枫桥经验 is shown."""
    cut = snippet(SENTENCES, spans_of(SENTENCES, "矛盾纠纷", "枫桥经验"), 40)
    assert "“枫桥经验”落地，调解矛盾纠纷。" in cut.text
    assert cut.cut_before
    assert cut.cut_after


def test_room_is_filled_after_the_hit_before_it_is_filled_in_front() -> None:
    """Sentences follow the one with the hit, and precede it only where the text has ended."""
    text = "甲甲甲。乙乙乙。丙丙丙。丁丁丁。戊戊戊。己己己。"
    assert snippet(text, spans_of(text, "乙"), 12).text == "乙乙乙。丙丙丙。丁丁丁。"
    assert snippet(text, spans_of(text, "己"), 12).text == "丁丁丁。戊戊戊。己己己。"


def test_a_sentence_that_is_too_long_is_cut_round_the_hit() -> None:
    """More is shown after the hit than before it."""
    text = "甲" * 100 + "枫桥经验" + "乙" * 100
    cut = snippet(text, spans_of(text, "枫桥经验"), 34)
    assert cut.text == "甲" * 10 + "枫桥经验" + "乙" * 20


def test_a_hit_longer_than_the_snippet_is_not_cut() -> None:
    """A quotation of two hundred characters that was searched for is seen in full."""
    text = "前面的话。" + "法治" * 150 + "。后面的话。"
    cut = snippet(text, [Span(5, 305)])
    assert cut.text == "法治" * 150


@pytest.mark.parametrize("text", ["振兴。", "振兴，", "振兴，" * 10 + "。", "振兴乡。振兴，"])
def test_cutting_snippets_grows_with_the_text_not_its_square(text: str) -> None:
    """Four times the text takes about four times as long, even when every word matches."""
    small, large = (cost_of_snippet(text, count) for count in (2_000, 8_000))
    assert large < 4 * small * 2 + 0.02


def cost_of_snippet(text: str, count: int) -> float:
    """The shortest of some runs, in seconds, for a text of so many repetitions."""
    whole = text * (count * 3 // len(text)) + "兴乡振"
    spans = [*spans_of(whole, "振兴"), Span(len(whole) - 3, len(whole))]
    times = []
    for _ in range(3):
        start = time.process_time()
        snippet(whole, spans)
        times.append(time.process_time() - start)
    return min(times)

"""What comes nearest to what a report does not say, against looking at every piece."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine import nearest
from searchapp.engine.nearest import longest_piece
from searchapp.query import parse_query
from searchapp.text import fold
from tests.engine.shelves import report_of

#: Few characters, so that pieces of one text stand in another; some need folding, some are marks.
texts = st.text(st.sampled_from("行政执法公示開展，。 12（A"), min_size=1, max_size=12)
phrases = st.text(st.sampled_from("行政执法公示开展1"), min_size=2, max_size=8)


def pieces_of(text: str) -> Iterator[str]:
    """Every piece of a text, by where it begins."""
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            yield text[start:end]


@pytest.mark.property
@given(sought=texts, text=texts)
@example(sought="行政执法公示", text="执法公示、行政")
@example(sought="行政", text="执法")
def test_the_longest_piece_is_the_longest_of_all_pieces(sought: str, text: str) -> None:
    """The first of them, where several are as long; none where not a character is the same."""
    held = [piece for piece in pieces_of(sought) if piece in text]
    longest = max(map(len, held), default=0)
    first = next((piece for piece in held if len(piece) == longest), "")
    assert longest_piece(sought, text) == first


@pytest.mark.property
@given(said=st.lists(texts, min_size=1, max_size=5), sought=phrases, most=st.integers(1, 3))
def test_the_nearest_passages_hold_the_longest_pieces(
    said: list[str], sought: str, most: int
) -> None:
    """In order of their length, the earlier passage first; none with less than two characters."""
    found = nearest(report_of("R1", *said), parse_query(f"“{sought}”").query, most)
    best = {}
    for number, text in enumerate(said, start=1):
        pieces = [piece for piece in pieces_of(fold(sought).text) if piece in fold(text).text]
        longest = max(pieces, key=len, default="")
        if len(longest) > 1:
            best[number] = len(longest)
    wanted = sorted(best, key=lambda number: (-best[number], number))[:most]
    assert [each.passage.number for each in found] == wanted
    assert [len(piece) for each in found for piece in each.pieces] == [best[n] for n in wanted]


@pytest.mark.property
@given(said=texts, sought=phrases)
def test_what_is_marked_is_what_is_named(said: str, sought: str) -> None:
    """Each span cuts a piece out of the passage as shown, and every place of it is marked."""
    for each in nearest(report_of("R1", said), parse_query(f"“{sought}”").query):
        marked = {at for start, end in each.spans for at in range(start, end)}
        folded = fold(said)
        held = {
            folded.offsets[at + step]
            for piece in each.pieces
            for at in folded.places(piece)
            for step in range(len(piece))
        }
        assert held <= marked
        assert all(fold(said[start:end]).text for start, end in each.spans)


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("“行政执法公示”", ("执法公示",)),
        ("行政执法 公示制度", ("执法", "公示")),
        ("“推行#项公示”", ("推行", "公示")),
        ("“执法人员” NEAR/5 “公示栏”", ("执法", "公示")),
        ("“开展普法”", ()),
        ("“法治”", ()),
        ("年:2023", ()),
    ],
)
def test_every_text_of_a_query_is_looked_for(typed: str, pieces: tuple[str, ...]) -> None:
    """Phrases, words, the texts of patterns and of both sides of a nearness; one character and
    a condition say nothing."""
    found = nearest(report_of("R1", "全面推行执法公示"), parse_query(typed).query)
    assert tuple(piece for each in found for piece in each.pieces) == pieces

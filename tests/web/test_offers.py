"""What is offered beside the sheet is just what would be quoted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import Asked, Found, Hit, Totals
from searchapp.library.excerpts.values import CODE_LENGTH, digits_of
from searchapp.query import parse_query
from searchapp.reports import SectionKind
from searchapp.text import Span
from searchapp.web.address import Address
from searchapp.web.asking import Question
from searchapp.web.offers import Offer, Offers
from searchapp.web.picks import Pick

QUESTION = Question(Address(), Asked(parse_query("甲").query), ())


def offer_of(text: str, spans: tuple[Span, ...], *quoted: str) -> Offer:
    """What is offered of a passage in which these places are marked."""
    section = ("二、存在的不足", "（三）力量")
    hit = Hit("R1", 2, "报告", None, 2024, SectionKind.SHORTCOMINGS, section, 7, text, spans)
    found = Found(Totals(1, 1), {}, (hit,))
    (offer,) = Offers.of(QUESTION, found, quoted).shown
    return offer


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A passage and places in it, in order."""
    text = draw(st.text("甲乙丙。；", min_size=1, max_size=40))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return text, tuple(Span(*pair) for pair in list(pairwise(ends))[::2])


@pytest.mark.property
@given(passage=marked())
def test_what_is_shown_is_what_is_quoted(passage: tuple[str, tuple[Span, ...]]) -> None:
    """The pieces are the words at the place of the button, and the first mark is among them."""
    text, spans = passage
    offer = offer_of(text, spans)
    shown = [*offer.pieces()]
    assert "".join(piece for piece, _ in shown) == text[offer.span.start : offer.span.end]
    assert Pick.read(offer.at).span == offer.span
    if spans:
        assert offer.span.start <= spans[0].start
        assert spans[0].end <= offer.span.end
        assert next(piece for piece, is_marked in shown if is_marked)
    assert offer.is_cut == (offer.span.start > 0, offer.span.end < len(text))


def test_what_is_quoted_already_is_known() -> None:
    """By its code; other words of the same passage are not."""
    text, mark = "甲。乙。", (Span(0, 1),)
    digits = digits_of("R1", 7, Span(0, 2), "甲。")
    code = digits[:CODE_LENGTH]
    assert offer_of(text, mark, code).is_taken
    assert offer_of(text, mark, digits[: CODE_LENGTH + 2]).is_taken
    assert not offer_of(text, (Span(2, 3),), code).is_taken


def test_a_place_is_told_by_the_numbers_of_its_sections() -> None:
    """As the source line of a quote tells it."""
    assert offer_of("甲", ()).path == "二（三）"

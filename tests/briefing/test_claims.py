"""What a draft claims, and what in it claims nothing."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.briefing.claims import Sort, draft_of, figures_in, quotations
from searchapp.text import SENTENCE


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("据报告，“受理131件。调解128件”，很好。", ["受理131件。调解128件"]),
        ("「受理131件」与『调解128件』", ["受理131件", "调解128件"]),
        ("“坚持“枫桥经验”和‘三治’”", ["坚持“枫桥经验”和‘三治’"]),
        ('"受理131件"和＂调解128件＂', ["受理131件", "调解128件"]),
        ("“甲说：受理131件", ["甲说：受理131件"]),
        ("全年受理131件。成效明显。", ["全年受理131件。"]),
        ("三百余人参加，占七成。办结两件。", ["三百余人参加，占七成。", "办结两件。"]),
        ("坚持“三治”融合，办结45件。", ["坚持“三治”融合，办结45件。", "三治"]),
        ("历时15日，下降2000.5万元；2.3件", ["历时15日，下降2000.5万元；", "2.3件"]),
        ("受理131件〔1〕（某镇：《报告》，第 3 段 http://a/x/AB12）。", None),
        ("2024年1—12月，3月5日，2024-05-06，2025.1.15，2023—2024年度。", []),
        ("二十届三中全会；“八五”普法规划。", ["八五"]),
        ("《关于印发〈12345热线〉3个办法的通知》（青松政〔2025〕3号）", []),
        ("（一）加强领导。1.完善体系。2．普法。", []),
        ("〔1〕某镇报告，3件\n① 3件\n注：3件\n出处\n某镇，3件", []),
        ("两个维护，三项制度，一批，第12号，拨打12345热线", []),
        ("《关于“八五”普法的意见》", []),
        ("", []),
    ],
)
def test_quotations_and_sentences_with_figures_are_claims(
    text: str, claims: list[str] | None
) -> None:
    """Dates, numbers of documents and headings, titles, notes and names are none."""
    found = [claim.text for claim in draft_of(text).claims]
    if claims is None:
        claims = [text]
    assert found == claims


def test_a_mark_that_is_never_closed_is_told_of() -> None:
    """What follows it is not taken for a quotation, and somebody hears of that."""
    draft = draft_of("他说：“受理131件，很好。另有“枫桥经验”。")
    assert draft.unclosed == 1
    assert [claim.text for claim in draft.claims if claim.sort is Sort.QUOTE] == ["枫桥经验"]


@pytest.mark.property
@given(text=st.text('“”「」『』‘’"《》…。，1件', max_size=60))
def test_quotations_come_in_order_and_apart(text: str) -> None:
    """Whatever the marks, each quotation has a mark before it and one after it, or the end."""
    found, unclosed = quotations(text)
    assert unclosed >= 0
    last = 0
    for span in found:
        assert last < span.start < span.end <= len(text)
        last = span.end


@pytest.mark.property
@given(text=st.text("“”「」《》（）〔〕1三百余件。；，年月日", max_size=60))
def test_every_figure_is_claimed_by_a_sentence_or_a_quotation(text: str) -> None:
    """A sentence that says a figure is looked up, or what is quoted in it is."""
    draft = draft_of(text)
    for at, paragraph in enumerate(draft.paragraphs):
        own = [claim for claim in draft.claims if claim.paragraph == at]
        is_note = draft_of(f"甲{paragraph}").claims and not own
        for sentence in SENTENCE.finditer(paragraph):
            if figures_in(sentence[0]) and not is_note:
                start, end = sentence.span()
                assert any(c.span.start < end and start < c.span.end for c in own)


@pytest.mark.parametrize("strange", ["“", "“1件”，", "“1件”。", "《", "（（x）", "1.1-", "“「『‘"])
def test_to_read_a_draft_grows_with_its_length(strange: str) -> None:
    """Four times the text takes about four times as long, whatever is pasted."""

    def best_of(times: int, action: Callable[[], object]) -> float:
        taken = []
        for _ in range(times):
            start = time.process_time()
            action()
            taken.append(time.process_time() - start)
        return min(taken)

    small, large = (
        best_of(3, lambda text="甲" + strange * size: draft_of(text))  # type: ignore[misc]
        for size in (400, 1_600)
    )
    assert large < small * 4 * 2 + 0.02

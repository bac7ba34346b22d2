"""The leaves of a query, each held against trying every piece of the text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import TypeAlias

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from searchapp.query import (
    Leaf,
    Near,
    Pattern,
    Phrase,
    Run,
    Wild,
    figure_places,
    leaves,
    outermost,
    parse_query,
)
from searchapp.text import Folded, Span, figures, fold, tokens
from tests.query.passages import candidate, texts
from tests.query.typing import nears, patterns, phrases, runs
from tests.strategies import passage_text, phrase_of

Place: TypeAlias = tuple[int, int]

#: What a gap may be at most, and what it may not have.
GAP = 10
SENTENCE_ENDS = set(fold("。！？；").text)


def leaf(typed: str) -> Leaf:
    """The only leaf of what was typed."""
    [only] = leaves(parse_query(typed).query)
    return only


def places(typed: str, text: str) -> list[str]:
    """What is marked in a text, as it is shown, in order."""
    passage = candidate(text)
    return [text[slice(*span)] for span in leaf(typed).spans(passage)]


def outer(found: Iterable[Place]) -> list[Place]:
    """The places in order without those inside another, by comparing each with each."""
    distinct = set(found)
    return sorted(
        place
        for place in distinct
        if not any(o != place and o[0] <= place[0] and place[1] <= o[1] for o in distinct)
    )


# What all leaves keep

any_leaf = (phrases() | patterns() | runs() | nears()).map(
    lambda typed: list(leaves(parse_query(typed).query))
)


@pytest.mark.property
@given(found=any_leaf, text=texts)
def test_places_are_in_order_and_none_is_inside_another(found: list[Leaf], text: str) -> None:
    """Each lies in the text, is not empty, and begins and ends behind the one before."""
    passage = fold(text)
    for sought in found:
        marked = list(sought.places(passage))
        assert all(0 <= start < end <= len(passage.text) for start, end in marked)
        for one, other in pairwise(marked):
            assert one[0] < other[0]
            assert one[1] < other[1]


@pytest.mark.property
@given(found=any_leaf, text=texts)
def test_a_leaf_stands_where_it_has_a_place(found: list[Leaf], text: str) -> None:
    """And has one where it stands; a run needs a place for each of its words."""
    passage = fold(text)
    for sought in found:
        anywhere = any(True for _ in sought.places(passage))
        if isinstance(sought, Run):
            anywhere = all(word in passage.text for word in sought.words)
            assert anywhere <= any(True for _ in sought.places(passage))
        assert sought.stands(passage) == anywhere


@pytest.mark.property
@given(found=any_leaf, text=texts)
def test_a_passage_is_judged_and_marked_by_its_text(found: list[Leaf], text: str) -> None:
    """Spans are the places in the text as shown."""
    passage = candidate(text)
    for sought in found:
        assert sought.matches(passage) == sought.stands(passage.folded)
        marked = [passage.folded.span(*place) for place in sought.places(passage.folded)]
        assert list(sought.spans(passage)) == marked


@pytest.mark.property
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda p: (p[0], sum(p)))))
def test_longest_keeps_what_lies_in_no_other(found: list[Place]) -> None:
    """Each once, in order, however they came."""
    assert list(outermost(found)) == outer(found)


# Phrases


def standing(needle: str, text: str) -> list[Span]:
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
@given(drawn=st.data(), text=passage_text)
def test_a_phrase_stands_wherever_a_piece_of_the_text_is_the_same_folded(
    drawn: st.DataObject, text: str
) -> None:
    """A phrase matches exactly where a piece of the text as shown folds to it, overlapping too."""
    typed = drawn.draw(phrase_of(text))
    phrase, passage = Phrase(typed, fold(typed).text), candidate(text)
    assert list(phrase.spans(passage)) == standing(phrase.needle, text)
    assert phrase.matches(passage) == bool(standing(phrase.needle, text))


def test_a_blank_counts_only_between_characters_of_spaced_scripts() -> None:
    """A blank in a phrase or a text is passed over beside a Chinese character, else it is read."""
    assert places("“排查36次”", "共排查 36 次") == ["排查 36 次"]
    assert places("“排 查 36　次”", "排查36次") == ["排查36次"]
    assert places("“12 4”", "124") == []
    assert places("“12  4”", "12 4") == ["12 4"]


def test_overlapping_occurrences_all_count() -> None:
    """A phrase that overlaps itself stands at every one of its places."""
    assert list(Phrase("法法", "法法").spans(candidate("法法法"))) == [(0, 2), (1, 3)]


# Runs


@pytest.mark.property
@given(drawn=st.data(), text=passage_text)
def test_a_run_matches_where_each_of_its_words_stands_literally(
    drawn: st.DataObject, text: str
) -> None:
    """jieba only divides what was typed: nothing that stands in the text is missed."""
    node, passage = Run.of(drawn.draw(phrase_of(text))), candidate(text)
    assert node.matches(passage) == all(standing(word, text) for word in node.words)
    if node.matches(passage):
        sought = (node.needle, *node.terms, *node.words)
        marked = (span for word in sought for span in standing(word, text))
        assert list(node.spans(passage)) == outer(marked)


@pytest.mark.property
@given(drawn=st.data(), text=passage_text)
def test_a_run_matches_wherever_it_stands_as_it_was_typed(drawn: st.DataObject, text: str) -> None:
    """Whatever a run is divided into, a passage that has it whole is found."""
    node = Run.of(drawn.draw(phrase_of(text)))
    if standing(node.needle, text):
        assert node.matches(candidate(text))


def test_a_run_is_marked_whole_where_it_stands_whole() -> None:
    """And elsewhere by its words, none of which is marked inside another."""
    assert places("人民调解组织", "人民调解组织；组织人民调解") == [
        "人民调解组织",
        "组织",
        "人民调解",
    ]


def test_a_name_of_the_field_is_marked_whole_though_its_words_may_stand_apart() -> None:
    """枫桥经验 is one name, but a passage about 枫桥的经验 is found too."""
    run = Run("枫桥经验学习", "枫桥经验学习", ("枫桥", "经验", "学习"), ("枫桥经验",))
    text = "学习枫桥经验，枫桥的经验"
    marked = [text[slice(*span)] for span in run.spans(candidate(text))]
    assert marked == ["学习", "枫桥经验", "枫桥", "经验"]


@pytest.mark.property
@given(drawn=st.data(), text=passage_text)
def test_a_word_is_across_when_it_is_neither_words_nor_inside_one(
    drawn: st.DataObject, text: str
) -> None:
    """A word of a run is across where no occurrence is whole words or part of a single one."""
    node, passage = Run.of(drawn.draw(phrase_of(text))), fold(text)
    if node.stands(passage):
        across = tuple(word for word in node.words if only_across(word, passage.text))
        assert node.across(passage) == across
        whole = Run(node.typed, node.needle, node.words, node.terms, whole=True)
        assert whole.stands(passage) == (across == ())


def only_across(word: str, folded: str) -> bool:
    """Whether no occurrence begins and ends with words, nor lies inside one, by definition.

    Nor does it leave digits out of a row of them.
    """
    cut = tokens(folded)
    ends = {0, *(token.end for token in cut)}
    for start in range(len(folded)):
        end = start + len(word)
        as_words = start in ends and end in ends
        inside_one = any(token.start <= start and end <= token.end for token in cut)
        beside = (folded[max(0, start - 1) : start + 1], folded[end - 1 : end + 1])
        in_digits = any(len(two) == 2 and two.isdecimal() for two in beside)
        if folded[start:end] == word and (as_words or inside_one) and not in_digits:
            return False
    return True


def test_across_names_the_words_that_only_arise() -> None:
    """调解 in 协调解决 is across; in 人民调解 it is inside a word."""
    assert Run.of("调解").across(fold("协调解决")) == ("调解",)
    assert Run.of("调解").across(fold("人民调解，协调解决")) == ()
    assert Run.of("12").across(fold("312件")) == ("12",)
    assert Run.of("12").across(fold("312件，12起")) == ()


def test_whole_words_leave_out_what_is_across() -> None:
    """With ``whole`` every word of the run must stand as words somewhere."""
    whole = Run("调解", "调解", ("调解",), whole=True)
    assert not whole.matches(candidate("协调解决"))
    assert whole.matches(candidate("协调解决，人民调解"))


# Patterns


def fittings(
    pieces: Sequence[str | Wild], text: Folded, at: int
) -> Iterator[tuple[int, tuple[Place, ...]]]:
    """Every end of pieces that begin at a place, with what the figures then take."""
    if not pieces:
        yield at, ()
        return
    for after, taken in steps(pieces[0], text, at, last=len(pieces) == 1):
        for end, more in fittings(pieces[1:], text, after):
            yield end, taken + more


def steps(
    piece: str | Wild, text: Folded, at: int, *, last: bool
) -> Iterator[tuple[int, tuple[Place, ...]]]:
    """Where one piece may end, and what it takes; a blank beside a figure does not count.

    A figure leaves nothing of it out when nothing follows.
    """
    if isinstance(piece, str):
        if text.text[at : at + len(piece)] == piece:
            yield at + len(piece), ()
    elif piece is Wild.FIGURE:
        yield from figure_steps(text, at, last=last)
    else:
        for end in range(at, min(at + GAP, len(text.text)) + 1):
            if not SENTENCE_ENDS & set(text.text[at:end]):
                yield end, ()


def figure_steps(text: Folded, at: int, *, last: bool) -> Iterator[tuple[int, tuple[Place, ...]]]:
    """The same of a figure."""
    blanks = (0, 1)
    for figure, before, after in product(figures(text), blanks, blanks):
        for end in figure.ends[:1] if last else figure.ends:
            blank_before = text.text[figure.start - before : figure.start] == " " * before
            blank_after = text.text[end : end + after] == " " * after
            if figure.start - before == at and blank_before and blank_after:
                yield end + after, ((figure.start, end),)


def laid(pattern: Pattern, text: Folded) -> dict[Place, list[tuple[Place, ...]]]:
    """Every piece of the text that the pattern fits, with each way in which it does."""
    found: dict[Place, list[tuple[Place, ...]]] = {}
    for start in range(len(text.text)):
        for end, taken in fittings(pattern.pieces, text, start):
            found.setdefault((start, end), []).append(taken)
    return found


def innermost(found: Iterable[Place]) -> list[Place]:
    """The places in order that hold no other."""
    distinct = set(found)
    return sorted(
        place
        for place in distinct
        if not any(o != place and place[0] <= o[0] and o[1] <= place[1] for o in distinct)
    )


#: Patterns of which the naive reading is not too slow.
some_patterns = (
    patterns(("调解", "件", "法", "338", "余", "app"))
    .map(lambda typed: parse_query(typed).query)
    .filter(lambda query: isinstance(query, Pattern) and query.pieces.count(Wild.GAP) <= 2)
)
short_texts = st.lists(
    st.sampled_from(
        [
            *("调解", "件", "法", "338", "11.88", "三百余", "1.2万", "余", "APP"),
            *("，", "。", "！", "；", " ", " "),
        ]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@pytest.mark.property
@given(pattern=some_patterns, text=short_texts)
@example(pattern=leaf("“件*件”"), text="件件件")
@example(pattern=leaf("“#余”"), text="三百余余")
@example(pattern=leaf("“#万*件”"), text="1.2万338件")
@example(pattern=leaf("“件#”"), text="件1.2万")
@example(pattern=leaf("“APP#app”"), text="APP 338 app")
def test_a_pattern_stands_at_the_shortest_pieces_that_it_fits(pattern: Pattern, text: str) -> None:
    """By trying every piece of the text in every way; figures take as much as then fits."""
    passage = fold(text)
    fits = laid(pattern, passage)
    assert list(pattern.places(passage)) == innermost(fits)
    assert pattern.stands(passage) == bool(fits)
    for taken in pattern.taken(passage):
        ways = fits[taken.place]
        assert taken.figures in ways
        for way in ways:
            assert all(
                [start for start, _ in way[:at]] != [start for start, _ in taken.figures[:at]]
                or way[: at - 1] != taken.figures[: at - 1]
                or way[at - 1][1] <= taken.figures[at - 1][1]
                for at in range(1, len(way) + 1)
            )


@pytest.mark.property
@given(pattern=some_patterns, text=short_texts)
def test_figures_stand_whole_in_the_place_of_their_pattern(pattern: Pattern, text: str) -> None:
    """In order, one for each ``#``, each a figure of the text that may end there."""
    passage = fold(text)
    whole = {figure.start: figure.ends for figure in figures(passage)}
    for taken in pattern.taken(passage):
        assert len(taken.figures) == pattern.pieces.count(Wild.FIGURE)
        edges = [taken.place[0], *(edge for figure in taken.figures for edge in figure)]
        assert [*edges, taken.place[1]] == sorted([*edges, taken.place[1]])
        assert all(end in whole[start] for start, end in taken.figures)


@pytest.mark.property
@given(pattern=some_patterns, text=short_texts)
def test_the_literals_of_a_pattern_stand_in_each_of_its_places(
    pattern: Pattern, text: str
) -> None:
    """So that an index can look for them first."""
    passage = fold(text)
    for start, end in pattern.places(passage):
        assert all(literal in passage.text[start:end] for literal in pattern.literals)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("“受理矛盾纠纷#件”", "受理矛盾纠纷338件", ["受理矛盾纠纷338件"]),
        ("“受理矛盾纠纷#件”", "受理矛盾纠纷 338 件", ["受理矛盾纠纷 338 件"]),
        ("“受理矛盾纠纷#件”", "受理矛盾纠纷三百余件", ["受理矛盾纠纷三百余件"]),
        ("“受理矛盾纠纷#件”", "受理矛盾纠纷约338件", []),
        ("“罚款#万元”", "罚款11.88万元，又罚款2.3万元", ["罚款11.88万元", "罚款2.3万元"]),
        ("“罚款#元”", "罚款11.88万元", ["罚款11.88万元"]),
        ("“#余人”", "三百余人", ["三百余人"]),
        ("“#人”", "三百余人", ["三百余人"]),
        ("“38件”", "338件", ["38件"]),
        ("“3#件”", "338件", []),
        ("“建立*机制”", "建立健全矛盾化解机制", ["建立健全矛盾化解机制"]),
        ("“建立*机制”", "建立机制", ["建立机制"]),
        ("“建立*机制”", "建立一二三四五六七八九十机制", ["建立一二三四五六七八九十机制"]),
        ("“建立*机制”", "建立一二三四五六七八九十十机制", []),
        ("“建立*机制”", "建立制度。完善机制", []),
        ("“建立*机制”", "建立制度；完善机制", []),
        ("“建立*机制”", "建立制度，完善机制", ["建立制度，完善机制"]),
        ("“建立*机制”", "建立建立机制机制", ["建立机制"]),
        ("“件*件”", "件一件二件", ["件一件", "件二件"]),
        ("“。*机制”", "制度。完善机制", ["。完善机制"]),
        ("“#*#”", "1件2件3件", ["1件2", "2件3"]),
        ("“#”", "调解12件，三百余人", ["12", "三百余"]),
        ("“A*B”", "a、b", ["a、b"]),
        ("“APP#次”", "APP 50次", ["APP 50次"]),
        ("“APP # 次”", "APP 50 次", ["APP 50 次"]),
        ("“# km”", "338 km，50km", ["338 km", "50km"]),
        ("“#批”", "第三批", []),
        ("“第#批”", "第三批", ["第三批"]),
    ],
)
def test_what_a_pattern_marks(typed: str, text: str, expected: list[str]) -> None:
    """A whole figure for ``#``, a short gap within the sentence for ``*``; the shortest counts."""
    assert places(typed, text) == expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("“受理#件”", "受理 338 件", ["338"]),
        ("“受理#件”", "受理三百余件", ["三百余"]),
        ("“受理#余件”", "受理三百余件", ["三百"]),
        ("“罚款#元”", "罚款11.88万元", ["11.88万"]),
        ("“罚款#万元”", "罚款11.88万元", ["11.88"]),
        ("“罚款#”", "罚款11.88万元", ["11.88万"]),
        ("“受理*#”", "受理案件三百余件", ["三百余"]),
        ("“#起*#件”", "纠纷12起，化解11件", ["12", "11"]),
        ("“调解*件”", "调解12件", []),
    ],
)
def test_what_figures_take(typed: str, text: str, expected: list[str]) -> None:
    """As much as lets the rest fit."""
    pattern, passage = leaf(typed), fold(text)
    assert isinstance(pattern, Pattern)
    [taken] = pattern.taken(passage)
    assert [passage.text[start:end] for start, end in taken.figures] == expected


# Nearness


def rows(near: Near, text: Folded) -> Iterator[tuple[Place, ...]]:
    """Every choice of a place for each operand, each near the one before."""
    operands = [
        {place for phrase in operand for place in phrase.places(text)} for operand in near.operands
    ]
    for row in product(*operands):
        beside = zip(pairwise(row), near.distances, strict=True)
        if all(0 <= between(*two) <= distance for two, distance in beside):
            yield row


def between(one: Place, other: Place) -> int:
    """How many characters stand between two places; less than 0 where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


@pytest.mark.property
@given(drawn=st.data(), text=texts)
def test_near_marks_every_place_that_has_a_part_in_a_row(drawn: st.DataObject, text: str) -> None:
    """By trying every place of one operand with every place of the others."""
    words = ("调解", "矛盾", "纠纷", "矛盾纠纷", "法", "件")
    near, passage = leaf(drawn.draw(nears(words))), fold(text)
    assert isinstance(near, Near)
    assume(len(passage.text) < 60)
    found = list(rows(near, passage))
    assert near.stands(passage) == bool(found)
    assert list(near.places(passage)) == outer(place for row in found for place in row)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("矛盾 NEAR/2 调解", "矛盾纠纷调解", ["矛盾", "调解"]),
        ("矛盾 NEAR/1 调解", "矛盾纠纷调解", []),
        ("矛盾 NEAR/2 调解", "调解 12 矛盾", ["调解", "矛盾"]),
        ("矛盾 NEAR/0 调解", "矛盾调解，矛盾", ["矛盾", "调解"]),
        ("矛盾 NEAR/0 调解", "矛盾 调解", ["矛盾", "调解"]),
        ("矛盾 NEAR/5 矛盾纠纷", "矛盾纠纷", []),
        ("矛盾 NEAR/5 矛盾", "矛盾", []),
        ("矛盾 NEAR/5 矛盾", "矛盾和矛盾", ["矛盾", "矛盾"]),
        ("法法 NEAR/5 法法", "法法法", []),
        ("法法 NEAR/5 法法", "法法法法", ["法法", "法法"]),
        ("矛盾 NEAR/1 纠纷 NEAR/1 调解", "矛盾、纠纷、调解", ["矛盾", "纠纷", "调解"]),
        ("矛盾 NEAR/1 纠纷 NEAR/1 调解", "矛盾、纠纷。有关调解", []),
        ("纠纷 NEAR/1 矛盾 NEAR/4 调解", "矛盾、纠纷、调解", ["矛盾", "纠纷", "调解"]),
        ("(矛盾 OR 纠纷) NEAR/0 调解", "纠纷调解。矛盾有关", ["纠纷", "调解"]),
        ("“#件” NEAR/3 调解", "调解 12 件，338件", ["调解", "12 件"]),
        ("矛盾 NEAR/3 调解", "矛盾。调解！", ["矛盾", "调解"]),
        ("协调 NEAR/9 调解", "协调解决", []),
    ],
)
def test_what_nearness_marks(typed: str, text: str, expected: list[str]) -> None:
    """In either order, in folded characters, and never on one another."""
    assert places(typed, text) == expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("“受理#件”", "受理12件，受理338件", ["12", "338"]),
        ("“#件” NEAR/3 调解", "调解12件，其他案件一律338件", ["12"]),
        ("调解 NEAR/3 (“#件” OR “#起”)", "5起。调解12起3件", ["12", "3", "5"]),
        ("“#件” NEAR 信访", "调解12件", []),
        ("“调解*件” NEAR 信访", "调解12件，信访", []),
        ("调解", "调解12件", []),
        ("“12”", "调解12件", []),
    ],
)
def test_figures_are_those_of_the_places_that_are_marked(
    typed: str, text: str, expected: list[str]
) -> None:
    """Of a pattern, also as a side of a nearness that it has a part in; no other leaf has any."""
    passage = fold(text)
    found = {passage.text[start:end] for start, end in figure_places(leaf(typed), passage)}
    assert found == set(expected)

"""Sections side by side: nothing of any is lost, rows keep the order, and marks are true."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.abreast import Abreast, Standing, Tally, abreast
from searchapp.reports import Passage, SectionKind
from searchapp.text import fold
from tests.strategies import han_text, passage_text

SENTENCES = (
    *(
        "持证执法人员仅5名，遇到茶季常常顾此失彼。",
        "主要是编制少、留人难。",
        "（一）合同意识不强。",
    ),
    *("二是普法不够精准；", "全年受理1,234件，成功率98.5%。", "无。", "……", "3.码头执法力量不足"),
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("".join) | passage_text


def passages_of(texts: Sequence[str]) -> list[Passage]:
    return [
        Passage(number, SectionKind.SHORTCOMINGS, ("三、不足",), text)
        for number, text in enumerate(texts, start=1)
    ]


@st.composite
def years(draw: st.DrawFn) -> list[list[Passage]]:
    """The sections of one to four years, each made of the one before it."""
    columns = [draw(st.lists(texts, max_size=6))]
    for _ in range(draw(st.integers(0, 3))):
        made: list[str] = []
        for text in columns[-1]:
            fate = draw(st.sampled_from("===-+~"))
            made += [draw(texts)] if fate == "+" else []
            made += [] if fate == "-" else [text.replace("5", "7") if fate == "~" else text]
        columns.append(list(draw(st.permutations(made))) if draw(st.booleans()) else made)
    return [passages_of(column) for column in columns]


def beside(*columns: Sequence[str], each_with_all: bool = False) -> Abreast:
    return abreast([passages_of(column) for column in columns], each_with_all=each_with_all)


def shown(standing: Standing) -> str:
    """A passage on one line: ``执法人员仅[-5-]名``, new ``[+5+]``, both ``[±5±]``."""
    marks = {(True, False): "[+{}+]", (False, True): "[-{}-]", (True, True): "[±{}±]"}
    return "".join(marks.get((p.new, p.gone), "{}").format(p.text) for p in standing.parts)


def column(found: Abreast, at: int) -> list[str]:
    return [shown(standing) for standing in found.columns[at]]


@pytest.mark.property
@given(years(), st.booleans())
def test_each_column_is_its_section(columns: list[list[Passage]], each_with_all: bool) -> None:
    """Every character of it once, in order, and its rows in order."""
    found = abreast(columns, each_with_all=each_with_all)
    assert [[each.passage for each in made] for made in found.columns] == columns
    for made in found.columns:
        assert all("".join(part.text for part in each.parts) == each.passage.text for each in made)
        assert all(one.row < other.row for one, other in pairwise(made))


@pytest.mark.property
@given(years(), st.booleans())
def test_every_sentence_is_counted_once(columns: list[list[Passage]], each_with_all: bool) -> None:
    """Of each pair the same, rewritten and added ones make the later column."""
    found = abreast(columns, each_with_all=each_with_all)
    sizes = [
        (tally.same + tally.rewritten + tally.removed, tally.same + tally.rewritten + tally.added)
        for tally in found.tallies.values()
    ]
    alone = [sum(_added([each]) for each in made) for made in columns]
    between = combinations if each_with_all else _neighbours
    assert sizes == [(alone[one], alone[other]) for one, other in between(range(len(columns)), 2)]


def _neighbours(numbers: range, _: int) -> list[tuple[int, int]]:
    return list(pairwise(numbers))


def _added(passages: list[Passage]) -> int:
    return abreast([[], passages]).tallies[0, 1].added


@pytest.mark.property
@given(years())
def test_a_section_beside_itself_has_no_marks(columns: list[list[Passage]]) -> None:
    """And all its rows are the same."""
    found = abreast([columns[0], columns[0]])
    for made in found.columns:
        assert not any(each.came or each.went or each.moved for each in made)
        assert not any(part.new or part.gone for each in made for part in each.parts)
        assert {each.row for each in made} == found.same_rows == set(range(found.rows))


@pytest.mark.property
@given(years())
def test_a_row_is_the_same_where_nothing_in_it_is_marked(columns: list[list[Passage]]) -> None:
    """Of two columns: whoever leaves such rows out loses no difference."""
    found = abreast(columns[:1] + columns[-1:])
    for made in found.columns:
        for each in made:
            is_marked = any(part.new or part.gone for part in each.parts)
            told = each.came or each.went or is_marked
            assert not (each.row in found.same_rows and told)


#: Sentences that no number begins.
plain = st.lists(
    st.text("镇县调解力量0123456789.,%ＡA，、 的", max_size=12), min_size=1, max_size=4
).map(lambda each: "".join(f"今{said}。" for said in each))


@pytest.mark.property
@given(plain, plain)
def test_what_is_unmarked_is_the_same_in_both(one: str, other: str) -> None:
    """Letter by letter: nothing passes for kept that the other text does not have."""
    found = beside([one], [other])
    if not found.columns[1][0].came:
        old = "".join(p.text for p in found.columns[0][0].parts if not p.gone)
        new = "".join(p.text for p in found.columns[1][0].parts if not p.new)
        assert letters(fold(old).text) == letters(fold(new).text)


@pytest.mark.property
@given(texts | han_text, texts | han_text)
def test_what_is_held_against_what_stays_when_columns_change_places(one: str, other: str) -> None:
    """What comes in the second column goes when it is the first."""
    there, back = beside([one], [other]), beside([other], [one])
    for standing, same in zip(there.columns, reversed(back.columns), strict=True):
        assert (standing[0].came, standing[0].went) == (same[0].went, same[0].came)


@pytest.mark.property
@given(st.lists(st.sampled_from("一二三四五"), min_size=2, max_size=2), st.sampled_from(SENTENCES))
def test_a_number_is_never_marked(numbers: list[str], said: str) -> None:
    """Nor one in the midst of a paragraph, before a sentence that was rewritten."""
    old, new = (
        f"力量仍不足。{number}是{'人员' * at}编制少，留人难。{said}"
        for at, number in enumerate(numbers, 1)
    )
    for standing in beside([old], [new]).columns[1]:
        assert not any(part.new and f"{numbers[1]}是" in part.text for part in standing.parts)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_words_and_figures_change_as_a_whole() -> None:
    """A year's changes are read as phrases."""
    found = beside(
        ["持证执法人员仅5名，遇到茶季常常顾此失彼。主要是编制少。"],
        ["持证执法人员仅7名，遇到旅游旺季常常顾此失彼。主要是编制少。"],
        ["持证执法人员仅12名，遇到旅游旺季常常顾此失彼。"],
    )
    assert column(found, 0) == ["持证执法人员仅[-5-]名，遇到[-茶季-]常常顾此失彼。主要是编制少。"]
    assert column(found, 1) == [
        "持证执法人员仅[±7±]名，遇到[+旅游旺季+]常常顾此失彼。[-主要是编制少。-]"
    ]
    assert column(found, 2) == ["持证执法人员仅[+12+]名，遇到旅游旺季常常顾此失彼。"]
    assert found.tallies == {(0, 1): Tally(1, 1, 0, 0), (1, 2): Tally(0, 1, 0, 1)}
    assert [each.row for made in found.columns for each in made] == [0, 0, 0]


def test_a_compound_changes_by_its_words() -> None:
    """Those that stayed are not marked, whatever came between them."""
    found = beside(
        ["综合执法队伍力量薄弱，定期听取法治政府建设工作汇报。"],
        ["综合行政执法队伍力量薄弱，定期听取法治政府建设工作情况汇报。"],
    )
    assert column(found, 0) == ["综合执法队伍力量薄弱，定期听取法治政府建设工作汇报。"]
    assert column(found, 1) == [
        "综合[+行政+]执法队伍力量薄弱，定期听取法治政府建设工作[+情况+]汇报。"
    ]


def test_numbers_and_punctuation_are_not_marked() -> None:
    """（一） that became （二） says nothing, nor a comma that became a semicolon."""
    found = beside(["（一）合同意识不强，口头约定多。"], ["（二）合同意识不强、口头约定多；"])
    assert not any(part.new or part.gone for made in found.columns for part in made[0].parts)
    assert found.same_rows == {0}
    assert column(beside(["资金3.5万元。"], ["资金2.5万元。"]), 1) == ["资金[+2.5+]万元。"]


def test_what_moved_is_told_from_what_is_new() -> None:
    """It stands in a row of its own and is compared with what it was."""
    found = beside(
        ["合同意识不强。", "执法力量不足的问题突出。"],
        ["执法力量不足的问题仍突出。", "合同意识不强。"],
    )
    fates = [(each.came, each.moved) for each in found.columns[1]]
    assert sorted(fates) == [(False, False), (False, True)]
    assert column(found, 1) == ["执法力量不足的问题[+仍+]突出。", "合同意识不强。"]
    assert found.tallies[0, 1] == Tally(1, 1, 0, 0)


def test_what_came_and_went_is_marked_whole() -> None:
    """It is not divided, for there is nothing to hold it against."""
    found = beside(["合同意识不强。", "执法力量不足。"], ["合同意识不强。", "普法形式单一。"])
    assert [(each.came, each.went) for each in found.columns[0]] == [(False, False), (False, True)]
    assert [(each.came, each.went) for each in found.columns[1]] == [(False, False), (True, False)]
    assert column(found, 1) == ["合同意识不强。", "普法形式单一。"]
    assert found.same_rows == {0}


def test_headings_of_the_section_belong_together() -> None:
    """Whatever they say: it is the same section, and what they share is not marked."""
    named = [
        [Passage(1, SectionKind.SHORTCOMINGS, (label,), label)]
        for label in ("三、存在的不足和原因", "三、存在问题及原因分析", "二、工作短板")
    ]
    found = abreast(named)
    assert column(found, 0) == ["三、存在[-的不足和-]原因"]
    assert column(found, 1) == ["三、[-存在-][±问题及±][-原因-][±分析±]"]
    assert not found.columns[1][0].came
    assert not found.columns[2][0].came
    assert found.tallies == {(0, 1): Tally(0, 1, 0, 0), (1, 2): Tally(0, 1, 0, 0)}
    assert found.same_rows == frozenset()


def test_towns_are_held_against_all_others() -> None:
    """What the third has as the first is not its own, though the second lacks it."""
    same = "执法力量不足，持证人员少。"
    found = beside([same], ["普法形式单一。"], [same], each_with_all=True)
    assert [made[0].came for made in found.columns] == [False, True, False]
    assert found.tallies[0, 2] == Tally(1, 0, 0, 0)


def test_one_section_and_none_are_shown_as_they_are() -> None:
    """There is nothing to compare."""
    assert abreast([]).columns == ()
    alone = beside(["合同意识不强。"], each_with_all=True)
    assert (alone.tallies, alone.columns[0][0].came) == ({}, False)


#: What is dear to compare: everything changed a little, nothing alike, few kinds again and again.
NASTY = {
    "each a little changed": lambda n, year: [
        f"第{at}段讲{at * 7}件事，{year}年。" for at in range(n)
    ],
    "nothing alike": lambda n, year: [
        chr(0x4E00 + (at * 97 + year) % 20000) * 9 for at in range(n)
    ],
    "repeating": lambda n, year: ["无", "一是", "力量不足"][year % 3 :] * (n // 2),
    "moved": lambda n, year: [f"第{at}段" for at in range(n)][:: 1 if year % 2 else -1],
}


@pytest.mark.parametrize("make", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("each_with_all", [False, True], ids=["years", "towns"])
def test_the_cost_grows_with_the_texts_not_their_square(make: object, each_with_all: bool) -> None:
    """Four times the passages take about four times as long."""
    assert callable(make)
    small, large = ([make(size, year) for year in range(4)] for size in (100, 400))
    most = 2 * 4 * min(seconds(small, each_with_all) for _ in range(3)) + 0.1
    assert any(seconds(large, each_with_all) < most for _ in range(3))


def seconds(columns: list[list[str]], each_with_all: bool) -> float:
    start = process_time()
    beside(*columns, each_with_all=each_with_all)
    return process_time() - start

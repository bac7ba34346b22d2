"""How far apart the parts of a query may stand, held against the definition over sets."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.query import (
    All,
    Condition,
    Either,
    Not,
    Query,
    Reading,
    Scope,
    candidates,
    parse_query,
    units,
)
from searchapp.reports import FiledReport, Genre, IssuerLevel, Passage, SectionKind
from searchapp.text import Span
from tests.query.passages import filed, passage
from tests.query.typing import query_texts
from tests.strategies import PLACES

#: The numbers of passages, from 0.
Passages: TypeAlias = frozenset[int]

WORDS = ("调解", "信访", "法", "普法")
_HEADINGS = ((), ("一、调解",), ("一、调解", "（一）普法"), ("二、信访",), ("二、信访", "1.法"))

queries = query_texts(WORDS, depth=2).map(lambda typed: parse_query(typed).query)


@st.composite
def reports(draw: st.DrawFn) -> FiledReport:
    """Passages of few words in sections that come again, with facts or without."""
    said = st.lists(st.sampled_from((*WORDS, "，", "12件")), min_size=1, max_size=2).map("".join)
    passages = [
        passage(
            draw(said),
            *draw(st.sampled_from(_HEADINGS)),
            kind=draw(st.sampled_from([SectionKind.MEASURES, SectionKind.PLANS])),
            number=number,
        )
        for number in range(1, draw(st.integers(1, 7)))
    ]
    return filed(
        passages,
        title=draw(st.sampled_from([None, "普法总结"])),
        year=draw(st.sampled_from([None, 2022, 2024])),
        genre=draw(st.sampled_from(Genre)),
        level=draw(st.sampled_from([None, *IssuerLevel])),
        place=draw(st.sampled_from(PLACES)),
    )


# The definition


def stretches(passages: Sequence[Passage], scope: Scope) -> list[Passages]:
    """The units, by walking along the passages."""
    if scope is Scope.REPORT:
        return [frozenset(range(len(passages)))]
    found: list[set[int]] = []
    for at, here in enumerate(passages):
        before = passages[at - 1]
        same = here.section[:1] == before.section[:1]
        same = same and (bool(here.section) or here.kind is before.kind)
        if at and same and scope is Scope.SECTION:
            found[-1].add(at)
        else:
            found.append({at})
    return list(map(frozenset, found))


def narrows(query: Query) -> bool:
    """Whether it is made of nothing but conditions."""
    if isinstance(query, All | Either):
        return all(map(narrows, query.parts))
    return narrows(query.part) if isinstance(query, Not) else isinstance(query, Condition)


class Reader:
    """Somebody with a report and a scope, who knows only sets of passages."""

    def __init__(self, report: FiledReport, scope: Scope) -> None:
        self.lines = list(candidates(report))
        self.every = frozenset(range(len(self.lines)))
        self.units = stretches(report.report.passages, scope)

    def found(self, query: Query) -> Passages:
        """What contributes, as the docstring of the module says it."""
        if narrows(query) or not isinstance(query, All | Either | Not):
            return frozenset(at for at in self.every if query.matches(self.lines[at]))
        if isinstance(query, Either):
            return reduce(or_, map(self.found, query.parts))
        if isinstance(query, Not):
            return self.every - self.around(self.found(query.part))
        return self.all(query.parts)

    def around(self, found: Passages) -> Passages:
        """All passages of the units that have one of these."""
        return frozenset().union(*(unit for unit in self.units if unit & found))

    def all(self, parts: Sequence[Query]) -> Passages:
        """In units where all hold the passages of any; then what is excluded, then conditions."""
        narrowing = [self.found(part) for part in parts if narrows(part)]
        others = [part for part in parts if not narrows(part)]
        excluded = [self.around(self.found(p.part)) for p in others if isinstance(p, Not)]
        sought = [self.found(part) for part in others if not isinstance(part, Not)]
        united = reduce(and_, map(self.around, sought), self.every)
        contributing = reduce(or_, sought) if sought else self.every
        return reduce(and_, narrowing, contributing & united - frozenset().union(*excluded))


@pytest.mark.property
@given(query=queries, report=reports(), scope=st.sampled_from(Scope))
def test_what_is_found_is_what_the_definition_says(
    query: Query, report: FiledReport, scope: Scope
) -> None:
    """For any query, any report and any scope."""
    reading = Reading(query, report, scope)
    expected = Reader(report, scope).found(query)
    assert {at for at, found in enumerate(reading.found) if found} == expected
    assert len(reading.found) == len(report.report.passages)


@pytest.mark.property
@given(query=queries, report=reports())
def test_in_a_passage_a_query_holds_where_each_node_says_it_does(
    query: Query, report: FiledReport
) -> None:
    """The nodes by themselves judge and mark a passage as reading the whole report does."""
    reading = Reading(query, report, Scope.PASSAGE)
    for at, line in enumerate(candidates(report)):
        assert reading.found[at] == query.matches(line)
        marked = sorted(set(query.spans(line))) if query.matches(line) else []
        inside = [
            one
            for one in marked
            if any(o != one and o.start <= one.start and one.end <= o.end for o in marked)
        ]
        assert list(reading.spans(at)) == [span for span in marked if span not in inside]


@pytest.mark.property
@given(query=queries, report=reports(), scope=st.sampled_from(Scope))
def test_a_passage_is_marked_by_what_it_contributes(
    query: Query, report: FiledReport, scope: Scope
) -> None:
    """Where nothing is found nothing is marked, and no place lies inside another."""
    reading = Reading(query, report, scope)
    for at, found in enumerate(reading.found):
        spans = reading.spans(at)
        assert found or spans == ()
        assert all(isinstance(span, Span) for span in spans)
        assert list(spans) == sorted(set(spans), key=lambda span: (span.start, span.end))
        assert [span.end for span in spans] == sorted({span.end for span in spans})


@pytest.mark.property
@given(report=reports(), scope=st.sampled_from(Scope))
@example(report=filed(), scope=Scope.SECTION)
def test_units_are_contiguous_stretches(report: FiledReport, scope: Scope) -> None:
    """Numbered from 0 in order; a passage is its own, a report one, a section as it stands."""
    passages = report.report.passages
    numbered = [number for number, unit in enumerate(stretches(passages, scope)) for _ in unit]
    assert units(passages, scope) == numbered


def test_a_heading_that_comes_again_begins_another_section() -> None:
    """Two sections called 一、调解 with another between them are two units."""
    passages = [passage("a", head) for head in ("一、调解", "一、调解", "二、信访", "一、调解")]
    assert units(passages, Scope.SECTION) == [0, 0, 1, 2]


def test_passages_without_a_heading_are_told_apart_by_their_kind() -> None:
    """The title and the signature are not one section."""
    kinds = (SectionKind.PREAMBLE, SectionKind.PREAMBLE, SectionKind.CLOSING)
    assert units([passage("a", kind=kind) for kind in kinds], Scope.SECTION) == [0, 0, 1]


def test_lower_sections_belong_to_their_level_1_section() -> None:
    """本节 is the level-1 section."""
    passages = [
        passage("a", "一、"),
        passage("b", "一、", "（一）"),
        passage("c", "一、", "（二）"),
    ]
    assert units(passages, Scope.SECTION) == [0, 0, 0]


# Examples

#: A report of two sections, each line with its own number.
REPORT = filed(
    [
        passage("引言讲到法治", kind=SectionKind.PREAMBLE),
        passage("矛盾不少", "一、调解"),
        passage("调解12件", "一、调解"),
        passage("其他工作", "一、调解"),
        passage("信访下降", "二、信访"),
        passage("矛盾减少", "二、信访"),
        passage("调解与信访", "三、小结", kind=SectionKind.PLANS),
    ],
    year=2024,
)


@pytest.mark.parametrize(
    ("typed", "in_passage", "in_section", "in_report"),
    [
        ("调解", "26", "26", "26"),
        ("矛盾 调解", "", "12", "1256"),
        ("调解 信访", "6", "6", "246"),
        ("矛盾 OR 信访", "1456", "1456", "1456"),
        ("矛盾 -调解", "15", "5", ""),
        ("-矛盾", "02346", "06", ""),
        ("-信访 -调解", "0135", "0", ""),
        ("矛盾 调解 章节:小结", "", "", "6"),
        ("矛盾 调解 -章节:小结", "", "12", "125"),
        ("矛盾 年:2024", "15", "15", "15"),
        ("矛盾 年:2023", "", "", ""),
        ("-年:2023", "0123456", "0123456", "0123456"),
        ("-章节:调解", "0456", "0456", "0456"),
        ("矛盾 (调解 OR 信访)", "", "1245", "12456"),
        ("(矛盾 调解) OR 法治", "0", "012", "01256"),
        ("信访 -(矛盾 调解)", "46", "46", ""),
        ("NOT(矛盾 信访)", "0123456", "01236", ""),
        ("矛盾 NEAR 调解", "", "", ""),
        ("“调解#件” 矛盾", "", "12", "125"),
        ("没有 OR 章节:小结", "6", "6", "6"),
        ("", "0123456", "0123456", "0123456"),
    ],
)
def test_what_a_scope_finds(typed: str, in_passage: str, in_section: str, in_report: str) -> None:
    """AND holds within a unit, NOT takes a unit away, a condition narrows passage by passage."""
    query = parse_query(typed).query
    found = [
        "".join(str(at) for at, found in enumerate(Reading(query, REPORT, scope).found) if found)
        for scope in (Scope.PASSAGE, Scope.SECTION, Scope.REPORT)
    ]
    assert found == [in_passage, in_section, in_report]


def test_a_passage_shows_only_what_it_contributes_itself() -> None:
    """Of 矛盾 and 调解 in one section each passage is marked with its own."""
    reading = Reading(parse_query("矛盾 调解").query, REPORT, Scope.SECTION)
    assert [reading.spans(at) for at in (1, 2, 3, 5)] == [((0, 2),), ((0, 2),), (), ()]


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_has_a_chinese_name(scope: Scope) -> None:
    """As on the page."""
    assert scope.label in ("本段", "本节", "本篇")

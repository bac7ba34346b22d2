"""The outline: levels, run-ins, numbers that slipped, and what each section is about."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.parsing.cleaning import clean_lines, join_paragraphs
from searchapp.parsing.marks import starts_block
from searchapp.parsing.outline import headings, numbering_doubts, read_outline
from searchapp.reports import Genre, Section, SectionKind

MEASURES, DUTIES = SectionKind.MEASURES, SectionKind.DUTIES
SHORTCOMINGS, PLANS = SectionKind.SHORTCOMINGS, SectionKind.PLANS
JUDGMENTS, SUGGESTIONS = SectionKind.JUDGMENTS, SectionKind.SUGGESTIONS
OTHER = SectionKind.OTHER


def outline_of(
    *body: str, year: int | None = 2024, genre: Genre = Genre.RULE_OF_LAW
) -> tuple[Section, ...]:
    """The sections of these paragraphs."""
    return read_outline(body, year, genre)[0]


def rows(*body: str) -> list[tuple[int, str, str | None]]:
    """Level, number and heading of each section."""
    return [(each.level, each.number, each.heading) for each in outline_of(*body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            [
                "一、主要举措",
                "（一）加强领导",
                "1.健全机制",
                "2.压实责任",
                "（二）执法",
                "二、不足",
            ],
            [
                *((1, "一、", "主要举措"), (2, "（一）", "加强领导"), (3, "1.", "健全机制")),
                *((3, "2.", "压实责任"), (2, "（二）", "执法"), (1, "二、", "不足")),
            ],
            id="the usual three levels",
        ),
        pytest.param(
            ["一、主要举措", "1、健全机制", "2、压实责任", "二、不足"],
            [
                *((1, "一、", "主要举措"), (2, "1、", "健全机制")),
                *((2, "2、", "压实责任"), (1, "二、", "不足")),
            ],
            id="figures directly under level 1",
        ),
        pytest.param(
            ["（一）加强领导", "一、主要举措", "（一）执法"],
            [(2, "（一）", "加强领导"), (1, "一、", "主要举措"), (2, "（一）", "执法")],
            id="a level-2 heading before the first of level 1",
        ),
        pytest.param(
            ["（一）加强领导", "1.健全机制", "一、主要举措"],
            [(2, "（一）", "加强领导"), (3, "1.", "健全机制"), (1, "一、", "主要举措")],
            id="a figure under a level 2 without a level 1",
        ),
        pytest.param(
            ["（一）加强领导", "1.健全机制", "（二）执法"],
            [(1, "（一）", "加强领导"), (2, "1.", "健全机制"), (1, "（二）", "执法")],
            id="no level 1 at all",
        ),
        pytest.param(
            ["第一部分：总体情况", "一、主要举措", "（一）加强领导", "第二部分：安排"],
            [
                *((1, "第一部分：", "总体情况"), (2, "一、", "主要举措")),
                *((3, "（一）", "加强领导"), (1, "第二部分：", "安排")),
            ],
            id="parts above level 1",
        ),
        pytest.param(
            ["一、主要举措", "一)加强领导", "(二) 执法"],
            [(1, "一、", "主要举措"), (2, "一)", "加强领导"), (2, "(二)", "执法")],
            id="an opening bracket lost",
        ),
        pytest.param(
            ["一、主要举措", "（一）加强领导", "1、健全", "2、压实", "（二）执法", "3、规范"],
            [
                *((1, "一、", "主要举措"), (2, "（一）", "加强领导"), (3, "1、", "健全")),
                *((3, "2、", "压实"), (2, "（二）", "执法"), (3, "3、", "规范")),
            ],
            id="figures that run on across sections",
        ),
        pytest.param(
            ["一、主要举措", "二、第一责任人职责", "3、2024年存在的不足", "4、2025年主要安排"],
            [
                *((1, "一、", "主要举措"), (1, "二、", "第一责任人职责")),
                *((1, "3、", "2024年存在的不足"), (1, "4、", "2025年主要安排")),
            ],
            id="level 1 goes on in figures",
        ),
        pytest.param(
            ["一、主要举措", "二、不足", "3、走访群众450户"],
            [(1, "一、", "主要举措"), (1, "二、", "不足")],
            id="a figure that goes on from nothing",
        ),
        pytest.param(
            [
                "一、主要举措",
                "二、第一责任人职责",
                "1、带头学法",
                "2、存在的问题清零",
                "5、存在的不足",
            ],
            [
                *((1, "一、", "主要举措"), (1, "二、", "第一责任人职责")),
                *((2, "1、", "带头学法"), (2, "2、", "存在的问题清零")),
            ],
            id="a figure that does not go on from level 1",
        ),
        pytest.param(
            ["一、主要举措", "一、主要举措", "（一）执法", "(一)执法。办案3件。", "二、不足"],
            [(1, "一、", "主要举措"), (2, "（一）", "执法"), (1, "二、", "不足")],
            id="headings printed twice",
        ),
        pytest.param(
            ["一、主要举措", "（一）执法", "*.健全机制。发力。", "*.规范程序。发力。"],
            [
                *((1, "一、", "主要举措"), (2, "（一）", "执法")),
                *((3, "*.", "健全机制"), (3, "*.", "规范程序")),
            ],
            id="masked figures",
        ),
        pytest.param(
            ["主要举措和成效", "（一）执法", "全年12件。", "存在的不足", "（一）经费", "甲。"],
            [
                *((1, "", "主要举措和成效"), (2, "（一）", "执法")),
                *((1, "", "存在的不足"), (2, "（一）", "经费")),
            ],
            id="level 1 without numbers",
        ),
        pytest.param(
            ["一、主要举措", "执法", "全年12件。", "(二)普法", "1.宣传", "二、不足"],
            [(1, "一、", "主要举措"), (2, "(二)", "普法"), (3, "1.", "宣传"), (1, "二、", "不足")],
            id="a word too short for a heading",
        ),
        pytest.param(
            ["一、主要举措", "规范行政执法", "全年12件。", "(二)普法"],
            [(1, "一、", "主要举措"), (2, "", "规范行政执法"), (2, "(二)", "普法")],
            id="the first without a number",
        ),
        pytest.param(
            ["一、主要举措", "（1）健全", "1）健全", "⑴健全", "其一，健全", "一要健全"],
            [(1, "一、", "主要举措")],
            id="numbers that are no headings",
        ),
        pytest.param(
            ["一、主要举措", "12.4国家宪法日", "1.2万人参加"],
            [(1, "一、", "主要举措")],
            id="days and figures",
        ),
        pytest.param(
            ["一、主要举措", "一是健全机制。", "①健全机制。", "第一，健全机制。"],
            [(1, "一、", "主要举措")],
            id="words of order",
        ),
    ],
)
def test_numbers_make_levels(body: list[str], expected: list[tuple[int, str, str | None]]) -> None:
    """The style of a number, and what is open above it, give the level (GENRE 5.1)."""
    assert rows(*body) == expected


def test_a_run_in_without_a_heading_keeps_its_number() -> None:
    """The paragraph is a section of its own, whose heading could not be told."""
    assert rows("一、主要举措", "（一）" + "法" * 61 + "。全年。")[1] == (2, "（一）", None)


def test_lower_sections_are_of_the_kind_of_their_level_1() -> None:
    """第一责任人 inside the measures is told as measures: kinds are those of level 1."""
    body = [
        "一、主要举措",
        "（一）履行第一责任人职责",
        "1.存在问题清零",
        "二、存在的不足",
        "（一）经费",
    ]
    assert [each.kind for each in outline_of(*body)] == [MEASURES] * 3 + [SHORTCOMINGS] * 2


def test_a_paragraph_stands_under_the_sections_that_are_open() -> None:
    """A heading line stands under itself, text under the nearest heading and those above it."""
    body = [
        "前言。",
        "一、主要举措",
        "概述。",
        "（一）执法",
        "全年12件。",
        "二、不足",
        "力量薄弱。",
    ]
    _, placed = read_outline(body, 2024, Genre.RULE_OF_LAW)
    assert [each.text for each in placed] == body
    assert [[section.label for section in each.under] for each in placed] == [
        *([], ["一、主要举措"], ["一、主要举措"]),
        *(["一、主要举措", "（一）执法"], ["一、主要举措", "（一）执法"]),
        *(["二、不足"], ["二、不足"]),
    ]


def test_the_kind_of_a_run_in_without_a_stop_is_told_by_its_words() -> None:
    """Where the heading cannot be divided from the text, its number and its kind stay."""
    text = "二、2024年存在的不足和原因" + "我镇的法治宣传形式还比较单一" * 5 + "。一是力量薄弱。"
    last = outline_of("一、主要举措和成效。发力。", text)[1]
    assert (last.number, last.heading, last.kind) == ("二、", None, SHORTCOMINGS)


@pytest.mark.parametrize(
    "order", ["abcd", "acbd", "cabd", "cbad", "abdc"], ids=lambda order: "-".join(order)
)
def test_the_order_of_sections_changes_no_kind(order: str) -> None:
    """The law names five contents and no order (GENRE 1)."""
    contents = {
        "a": ("2024年主要举措和成效", MEASURES),
        "b": ("2024年存在的不足和原因", SHORTCOMINGS),
        "c": ("2024年党政主要负责人履行第一责任人职责情况", DUTIES),
        "d": ("2025年主要安排", PLANS),
    }
    body = [f"{'一二三四'[at]}、{contents[each][0]}" for at, each in enumerate(order)]
    assert [each.kind for each in outline_of(*body)] == [contents[each][1] for each in order]


def test_the_slogans_of_a_report_are_measures() -> None:
    """Level 1 may number themes; all before the first shortcomings are what was done."""
    body = [
        "一、强化政治引领",
        "二、完善制度体系",
        "三、压实责任",
        "四、存在的短板",
        "五、下一步打算",
    ]
    kinds = [MEASURES, MEASURES, MEASURES, SHORTCOMINGS, PLANS]
    assert [each.kind for each in outline_of(*body)] == kinds


@pytest.mark.parametrize(
    ("body", "doubted"),
    [
        (["一、成效", "二、不足", "三、安排"], 0),
        (["一、成效", "二、不足", "3、2025年工作安排"], 0),
        (["一、成效", "三、安排"], 1),
        (["一、成效", "一、不足", "二、安排"], 1),
        (["主要举措和成效", "发力。", "存在的不足", "力量薄弱。"], 0),
        (["第一部分：成效", "第二部分：不足"], 0),
        ([], 0),
    ],
)
def test_a_gap_in_the_numbers_of_level_1_is_doubted(body: list[str], doubted: int) -> None:
    """A heading may have been missed, or a number mistyped; a reader is told."""
    assert len(list(numbering_doubts(outline_of(*body)))) == doubted


def test_headings_of_level_1_are_given_for_facts() -> None:
    """With or without a number; what has no words is left out."""
    body = ["2024年主要举措和成效", "（一）执法", "全年12件。", "存在的不足", "甲。"]
    assert list(headings(body)) == ["2024年主要举措和成效", "存在的不足"]
    assert list(headings(["一、", "二、不足"])) == ["不足"]


_LINES = st.lists(
    st.sampled_from(
        [
            *(
                "一、主要举措",
                "二、不足",
                "三、2025年安排",
                "（一）加强领导。全年。",
                "（二）执法",
            ),
            *("1.健全机制", "2、压实责任", "3、存在的问题", "第一部分：总体情况", "全年12件。"),
            *("12.4宪法日", "一是健全。", "（十）其他", "一)执法", "100、甲", "*.程序", "甲\t乙"),
            *("主要举措和成效", "存在的不足", "强化政治引领", "深化普法宣传"),
        ]
    ),
    max_size=12,
)


@pytest.mark.property
@given(body=_LINES, genre=st.sampled_from(Genre))
def test_every_paragraph_is_placed_and_every_section_is_a_paragraphs(
    body: list[str], genre: Genre
) -> None:
    """No paragraph is lost, each section begins with one, and levels never skip downwards."""
    outline, placed = read_outline(body, 2024, genre)
    assert [each.text for each in placed] == body
    begun = [each.under[-1] for each in placed if each.under]
    assert list(dict.fromkeys(map(id, begun))) == [id(each) for each in outline]
    assert all(1 <= each.level <= 3 for each in outline)
    for each in placed:
        levels = [section.level for section in each.under]
        assert levels == sorted(set(levels))
        assert len({section.kind for section in each.under}) <= 1


_SENTENCES = [
    "全年受理矛盾纠纷126件，调解成功121件，群众满意度持续提升。",
    "镇党委政府把法治建设摆在突出位置，纳入年度考核，与中心工作同部署同落实。",
    "组织干部集中学法19次，举办法治讲座，发放宣传资料，营造尊法守法的浓厚氛围。",
]
_paragraphs = st.lists(st.sampled_from(_SENTENCES), min_size=2, max_size=4).map("".join)
_HEADED = [
    *("（一）加强组织领导", "（二）规范行政执法。", "1.健全工作机制。", "2、压实工作责任"),
    *("二、2024年存在的不足和原因", "三、2025年推进法治政府建设的主要安排"),
    "（三）学习贯彻习近平法治思想、落实党政主要负责人履行推进法治建设第一责任人职责情况",
]


@st.composite
def _texts(draw: st.DrawFn) -> list[str]:
    """Paragraphs of a report, long enough for a width to show."""
    body = ["现将有关情况报告如下：", "一、2024年推进法治政府建设的主要举措和成效"]
    for heading in draw(st.lists(st.sampled_from(_HEADED), min_size=2, max_size=6, unique=True)):
        run_in = heading.endswith("。") and draw(st.booleans())
        text = draw(_paragraphs)
        body += [heading + text] if run_in else [heading, text]
    return [*body, *draw(st.lists(_paragraphs, min_size=3, max_size=3))]


@pytest.mark.property
@given(body=_texts(), width=st.integers(16, 45), indented=st.booleans(), gaps=st.booleans())
def test_the_outline_does_not_depend_on_the_width_of_the_lines(
    body: list[str], width: int, *, indented: bool, gaps: bool
) -> None:
    """The same text on lines of any width, also with a blank line at a page's end, has one."""
    lines = [piece for text in body for piece in _wrapped(text, width, indented=indented)]
    assume(lines)
    if gaps:
        lines = [
            each
            for at, line in enumerate(lines)
            for each in ([line, ""] if at % 9 == 8 else [line])
        ]
    joined = join_paragraphs(clean_lines(lines), paragraphs=False)
    assert outline_of(*joined) == outline_of(*body)
    assert "".join(joined) == "".join(body)


def _wrapped(text: str, width: int, *, indented: bool) -> list[str]:
    """The text on lines of one width.

    Not those where nothing could tell: a heading that fills its last line, or a line that begins
    as a heading does.
    """
    shown = "　　" + text if indented else text
    pieces = [shown[at : at + width] for at in range(0, len(shown), width)]
    assume(text.endswith(("。", "：")) or len(pieces[-1]) < width - 2)
    assume(not any(starts_block(piece) for piece in pieces[1:]))
    return pieces

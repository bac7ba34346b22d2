"""The outline: levels, run-ins, numbers that slipped, and what each section is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.outline import cue_of, heading_of, read_outline
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


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("主要举措和成效", "主要举措和成效"),
        ("主要举措和成效。", "主要举措和成效"),
        ("主要举措和成效：", "主要举措和成效"),
        ("加强领导。全年召开会议12次。", "加强领导"),
        ("谁来执法？镇里成立队伍。", "谁来执法"),
        ("加强领导，压实责任", "加强领导，压实责任"),
        ("法" * 60 + "。全年。", "法" * 60),
        ("法" * 61 + "。全年。", None),
        ("法" * 100, "法" * 100),
        ("法" * 101, None),
        ("", None),
        ("。", None),
    ],
)
def test_a_heading_is_the_line_or_its_first_sentence(text: str, heading: str | None) -> None:
    """A run-in heading is the first sentence when it has at most 60 characters, else none."""
    assert heading_of(text) == heading


def test_a_run_in_without_a_heading_keeps_its_number() -> None:
    """The paragraph is a section of its own, whose heading could not be told."""
    assert rows("一、主要举措", "（一）" + "法" * 61 + "。全年。")[1] == (2, "（一）", None)


#: Wordings seen on real reports (GENRE 5.3), of a report of 2024.
WORDINGS = {
    MEASURES: [
        *("2024年推进法治政府建设的主要举措和成效", "2024年度推进法治政府建设的主要措施和成效"),
        *("法治政府建设主要举措及成效", "主要举措与成效", "主要举措成效", "主要成效和举措"),
        *("主要举措和突出成效", "主要工作举措和成效", "主要做法和成效", "主要做法及取得的成效"),
        *("主要做法", "主要工作及成效", "2024年度主要工作成效", "基本情况和主要成效", "基本情况"),
        *("推进法治政府建设情况", "2024年度法治政府建设情况", "法治政府建设工作落实情况"),
        *("2024年工作总体情况", "总体完成情况", "工作开展情况", "2024年工作总结"),
        *("2024年工作回顾", "2024年政府建设工作举措及成效", "六项措施推进法治政府建设"),
        *("2024年重点工作完成情况", "学习贯彻习近平法治思想的情况", "强化政治引领"),
        *("完善制度体系", "压实责任，筑牢法治根基"),
    ],
    DUTIES: [
        "2024年度党政主要负责人履行推进法治建设第一责任人职责情况",
        "履行推进法治建设第一责任人职责，加强法治政府建设的有关情况",
        "党政主要负责人切实履行推进法治政府建设第一责任人职责",
        *("政府主要负责同志履行推进法治建设职责情况", "强化主要责任人责任"),
        *("党政主要负责人履职情况", "党政主要负责人述法情况"),
    ],
    SHORTCOMINGS: [
        *("2024年推进法治政府建设存在的不足和原因", "2024年存在问题短板及原因", "存在问题"),
        *("存在的问题及原因", "法治政府建设工作存在的问题及原因", "存在的主要问题", "问题与不足"),
        *("主要问题及原因", "存在的困难和问题", "存在的差距", "面临的困难和挑战", "存在的問題"),
    ],
    PLANS: [
        *("2025年推进法治政府建设的主要安排", "2025年推进法治政府建设的工作思路、目标举措"),
        *(
            "2025年度重点工作",
            "2025年重点工作",
            "下一步工作打算",
            "下一步工作安排",
            "下步工作计划",
        ),
        *("下一年度工作安排", "明年工作思路", "今后努力方向", "2025年工作展望"),
    ],
    JUDGMENTS: ["2024年履行法院生效裁判情况", "履行生效判决情况"],
    SUGGESTIONS: ["对全县加强法治政府建设的意见、建议", "有关意见建议", "建议"],
    OTHER: [
        *("其他需要报告的事项", "其他需要报告的重要事项", "其他需要报告的情况", "其它事项"),
        "其他",
    ],
}
_WORDINGS = [(heading, kind) for kind, headings in WORDINGS.items() for heading in headings]


@pytest.mark.parametrize(("heading", "kind"), _WORDINGS)
def test_a_level_1_heading_tells_what_its_section_is_about(
    heading: str, kind: SectionKind
) -> None:
    """Every wording that was seen falls into its kind."""
    assert outline_of(f"一、{heading}")[0].kind is kind


@pytest.mark.parametrize(("heading", "kind"), _WORDINGS)
def test_sections_may_come_in_any_order(heading: str, kind: SectionKind) -> None:
    """A section keeps its kind after shortcomings and plans, save a theme that no cue names."""
    themes = {"强化政治引领", "完善制度体系", "压实责任，筑牢法治根基"}
    after = outline_of("一、存在的不足", "二、2025年工作安排", f"三、{heading}")
    assert after[2].kind is (OTHER if heading in themes else kind)


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


def test_a_later_year_in_a_heading_is_a_plans() -> None:
    """What is later than the year reported on has not been done yet."""
    assert cue_of("2025年法治政府建设", 2024) is PLANS
    assert cue_of("2024年法治政府建设", 2024) is None
    assert cue_of("2025年法治政府建设", None) is None


@pytest.mark.parametrize("genre", [Genre.PLAN, Genre.DISCLOSURE, Genre.OTHER])
def test_a_theme_is_measures_only_where_the_genre_tells_what_was_done(genre: Genre) -> None:
    """Themes of a plan are no results."""
    assert outline_of("一、强化政治引领", genre=genre)[0].kind is OTHER


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
            *("12.4宪法日", "一是健全。", "（十）其他", "一)执法", "100、甲"),
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

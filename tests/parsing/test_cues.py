"""The kinds of level-1 sections, by the words of their headings and by the genre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.cues import canonical_kind, cue_of, kind_of
from searchapp.reports import Genre, SectionKind

MEASURES, DUTIES = SectionKind.MEASURES, SectionKind.DUTIES
SHORTCOMINGS, PLANS = SectionKind.SHORTCOMINGS, SectionKind.PLANS
JUDGMENTS, SUGGESTIONS = SectionKind.JUDGMENTS, SectionKind.SUGGESTIONS
OTHER = SectionKind.OTHER
NOTHING: frozenset[SectionKind] = frozenset()

#: Slogans that number the measures, and the chapters of the outline of 2015 (GENRE 1, 5.3).
THEMES = [
    *("强化政治引领", "完善制度体系", "压实责任，筑牢法治根基"),
    *("依法全面履行政府职能", "完善依法行政制度体系", "推进行政决策科学化民主化法治化"),
    *("严格规范公正文明执法", "强化对行政权力的制约和监督", "依法有效化解社会矛盾纠纷"),
    *("提高法治思维和依法行政能力", "补齐短板弱项，提升执法效能", "着力解决突出问题"),
    *("聚焦重点工作，强化法治保障", "明确工作思路，压实责任", "坚持问题导向，狠抓落实"),
    *("落实2021－2025年实施纲要", "办好人大代表建议", "广泛征求意见建议"),
    *("2024年重点工作", "统筹安排，精心部署"),
]
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
        *("2024年重点工作完成情况", "学习贯彻习近平法治思想的情况"),
        *("一年来的工作", "2024年主要工作", "主要成效", "主要工作与成效", "法治政府建设工作情况"),
        *("法治建设工作情况及主要措施和成效", "2024年度依法行政和法治政府建设工作情况"),
        *("推进法治政府建设的工作开展情况", "学习贯彻习近平法治思想和党的二十大精神的情况"),
    ],
    DUTIES: [
        "2024年度党政主要负责人履行推进法治建设第一责任人职责情况",
        "履行推进法治建设第一责任人职责，加强法治政府建设的有关情况",
        "党政主要负责人切实履行推进法治政府建设第一责任人职责",
        *("政府主要负责同志履行推进法治建设职责情况", "强化主要责任人责任"),
        "履行推进法治建设第一责任人职责及加强法治政府建设的有关情况",
        *("党政主要负责人履职情况", "党政主要负责人述法情况"),
    ],
    SHORTCOMINGS: [
        *("2024年推进法治政府建设存在的不足和原因", "2024年存在问题短板及原因", "存在问题"),
        *("存在的问题及原因", "法治政府建设工作存在的问题及原因", "存在的主要问题", "问题与不足"),
        *("主要问题及原因", "存在的困难和问题", "存在的差距", "面临的困难和挑战", "存在的問題"),
        *("存在的问题和下一步打算", "工作中的不足之处", "差距和不足", "主要问题及改进情况"),
        *(
            "正视存在的问题和不足",
            "问题、不足及原因分析",
            "2024年推進法治政府建設存在的不足和原因",
        ),
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
        *("工作打算", "主要安排", "重点工作", "下步针对存在问题的工作打算", "****年主要安排"),
        *(
            "2025年法治政府建设",
            "推进2025年法治政府建设",
            "改进措施",
            "新的一年",
            "工作思路、目标举措",
        ),
        *("2025年度推進法治政府建設的主要安排", "下一阶段工作重点", "2024年工作安排"),
    ],
    JUDGMENTS: ["2024年履行法院生效裁判情况", "履行生效判决情况"],
    SUGGESTIONS: [
        "对下一步工作的建议",
        "意见与建议",
        "对全县加强法治政府建设的意见、建议",
        "有关意见建议",
        "建议",
    ],
    OTHER: [
        *("其他需要报告的事项", "其他需要报告的重要事项", "其他需要报告的情况", "其它事项"),
        "其他",
    ],
}
_WORDINGS = [(heading, kind) for kind, headings in WORDINGS.items() for heading in headings]


def kind(
    heading: str,
    *before: SectionKind,
    genre: Genre = Genre.RULE_OF_LAW,
    year: int | None = 2024,
) -> SectionKind:
    """The kind of a section after sections of these kinds."""
    return kind_of(heading, year, genre, frozenset(before))


@pytest.mark.parametrize(("heading", "expected"), _WORDINGS)
def test_a_level_1_heading_tells_what_its_section_is_about(
    heading: str, expected: SectionKind
) -> None:
    """Every wording that was seen falls into its kind."""
    assert kind(heading) is expected


@pytest.mark.parametrize(("heading", "expected"), _WORDINGS)
def test_sections_may_come_in_any_order(heading: str, expected: SectionKind) -> None:
    """A section keeps its kind after shortcomings and plans."""
    assert kind(heading, SHORTCOMINGS, PLANS) is expected
    assert kind(heading, PLANS, DUTIES) is expected


@pytest.mark.parametrize("before", [SHORTCOMINGS, PLANS])
@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_measures_until_shortcomings_or_plans(theme: str, before: SectionKind) -> None:
    """The slogans of a report number what was done, not what comes after it."""
    assert kind(theme) is MEASURES
    assert kind(theme, MEASURES, DUTIES) is MEASURES
    assert kind(theme, MEASURES, before) is OTHER


def test_a_later_year_in_a_heading_is_a_plans() -> None:
    """What is later than the year reported on has not been done yet."""
    assert cue_of("2025年法治政府建设", 2024) is PLANS
    assert cue_of("2024年法治政府建设", 2024) is None
    assert cue_of("2025年法治政府建设", None) is None


@pytest.mark.parametrize(
    ("genre", "heading", "before", "expected"),
    [
        (Genre.GOVERNMENT_WORK, "2024年工作回顾", [], MEASURES),
        (Genre.GOVERNMENT_WORK, "过去五年的工作", [], MEASURES),
        (Genre.GOVERNMENT_WORK, "存在的困难和问题", [MEASURES], SHORTCOMINGS),
        (Genre.GOVERNMENT_WORK, "今年工作的总体要求", [MEASURES], PLANS),
        (Genre.GOVERNMENT_WORK, "今后五年的奋斗目标", [MEASURES], PLANS),
        (Genre.GOVERNMENT_WORK, "2025年重点任务", [MEASURES], PLANS),
        (Genre.GOVERNMENT_WORK, "全面加强政府自身建设", [MEASURES, PLANS], PLANS),
        (Genre.DISCLOSURE, "总体情况", [], MEASURES),
        (Genre.DISCLOSURE, "主动公开政府信息情况", [], MEASURES),
        (Genre.DISCLOSURE, "收到和处理政府信息公开申请情况", [], MEASURES),
        (Genre.DISCLOSURE, "政府信息公开行政复议、行政诉讼情况", [], MEASURES),
        (Genre.DISCLOSURE, "存在的主要问题及改进情况", [MEASURES], SHORTCOMINGS),
        (Genre.DISCLOSURE, "其他需要报告的事项", [SHORTCOMINGS], OTHER),
        (Genre.PLAN, "指导思想", [], PLANS),
        (Genre.PLAN, "保障措施", [PLANS], PLANS),
        (Genre.PLAN, "2023年工作回顾", [], MEASURES),
        (Genre.PLAN, "存在的不足", [], SHORTCOMINGS),
        (Genre.SUMMARY, "强化普法宣传", [], MEASURES),
        (Genre.OTHER, "强化政治引领", [], OTHER),
        (Genre.OTHER, "2024年推进法治政府建设的主要举措和成效", [], MEASURES),
        (Genre.OTHER, "存在的不足", [], SHORTCOMINGS),
    ],
)
def test_a_genre_has_its_own_default(
    genre: Genre, heading: str, before: list[SectionKind], expected: SectionKind
) -> None:
    """A work report looks back, then ahead; a plan looks ahead; what is not ours tells less."""
    assert kind(heading, *before, genre=genre) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2024年推进法治政府建设的主要举措和成效", MEASURES),
        ("2024年度推進法治政府建設的主要舉措和成效", MEASURES),
        ("基本情况", MEASURES),
        ("2024年党政主要负责人履行推进法治建设第一责任人职责情况", DUTIES),
        ("第一责任人职责，加强法治政府建设的有关情况", DUTIES),
        ("存在的问题及原因：", SHORTCOMINGS),
        ("2025年推进法治政府建设的主要安排", PLANS),
        ("下一步工作打算", PLANS),
        ("履行法院生效裁判情况", JUDGMENTS),
        ("对全县加强法治政府建设的意见、建议", SUGGESTIONS),
        ("其他需要报告的事项", OTHER),
        ("松栎镇2024年法治政府建设情况", None),
        ("2024年法治政府建设年度报告", None),
        ("2024年法治政府建设工作总结", None),
        ("强化政治引领", None),
        ("存在的问题主要有：", None),
        ("推进法治政府建设", None),
        ("工作", None),
        ("现将有关情况报告如下：", None),
        ("存在的不足。", None),
        ("", None),
    ],
)
def test_canonical_headings_are_known_without_a_number(
    line: str, expected: SectionKind | None
) -> None:
    """They consist of their own words alone; a title, a slogan or a sentence does not."""
    assert canonical_kind(line, 2024) is expected


@pytest.mark.property
@given(
    heading=st.text(),
    year=st.one_of(st.none(), st.integers(2000, 2099)),
    genre=st.sampled_from(Genre),
)
def test_any_words_have_a_kind(heading: str, year: int | None, genre: Genre) -> None:
    """A section is of a kind that a section can have, whatever its heading."""
    assert kind(heading, genre=genre, year=year) not in {SectionKind.PREAMBLE, SectionKind.CLOSING}

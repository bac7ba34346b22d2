"""Headings without a number: found where nothing else can be meant, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.bare import bare_headings
from searchapp.parsing.headings import numbered_headings
from searchapp.parsing.marks import Style

TEXT = "全年受理矛盾纠纷126件，调解成功121件。"
LISTED = "一是健全机制。二是充实力量。"


def bare(*body: str) -> list[str]:
    """The rank and the words of each heading without a number."""
    numbered = list(numbered_headings(body, 2024))
    found = sorted(bare_headings(body, numbered, 2024).items())
    return [f"{style.name} {body[at]}" for at, style in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            [
                *(
                    "2024年推进法治政府建设的主要举措和成效",
                    "（一）执法",
                    TEXT,
                    "（二）普法",
                    TEXT,
                ),
                *("2024年存在的不足和原因", LISTED, "2025年推进法治政府建设的主要安排", LISTED),
            ],
            [
                "CHINESE 2024年推进法治政府建设的主要举措和成效",
                "CHINESE 2024年存在的不足和原因",
                "CHINESE 2025年推进法治政府建设的主要安排",
            ],
            id="canonical words, level 2 numbered",
        ),
        pytest.param(
            [
                *("主要举措和成效", "强化政治引领，提高站位", TEXT, "规范行政执法", TEXT),
                *("存在的问题：", LISTED, "下一步工作打算", LISTED),
            ],
            [
                *("CHINESE 主要举措和成效", "BRACKETED 强化政治引领，提高站位"),
                *("BRACKETED 规范行政执法", "CHINESE 存在的问题：", "CHINESE 下一步工作打算"),
            ],
            id="canonical words, slogans below them",
        ),
        pytest.param(
            ["前言。", "强化政治引领", TEXT, "规范行政执法", TEXT, "深化普法宣传", TEXT],
            ["CHINESE 强化政治引领", "CHINESE 规范行政执法", "CHINESE 深化普法宣传"],
            id="nothing but slogans",
        ),
        pytest.param(
            ["强化政治引领", "（一）领导", TEXT, "规范行政执法", "（一）程序", TEXT, "（二）队伍"],
            ["CHINESE 强化政治引领", "CHINESE 规范行政执法"],
            id="slogans over numbers that begin again",
        ),
        pytest.param(
            ["一、主要举措", "加强领导", TEXT, "（二）执法", TEXT, "（三）普法", "二、不足", TEXT],
            ["BRACKETED 加强领导"],
            id="the first of level 2",
        ),
        pytest.param(
            ["一、主要举措", TEXT, "加强领导", TEXT, "（二）执法", TEXT],
            ["BRACKETED 加强领导"],
            id="the first of level 2, after a paragraph",
        ),
        pytest.param(
            ["前言。", "强化政治引领", TEXT, "二、规范行政执法", TEXT, "三、存在的不足", TEXT],
            ["CHINESE 强化政治引领"],
            id="the first of level 1",
        ),
        pytest.param(
            ["一、主要举措", TEXT, "二、存在的不足", TEXT, "下一步工作打算", LISTED],
            ["CHINESE 下一步工作打算"],
            id="the last of level 1",
        ),
        pytest.param(
            ["一、主要举措", TEXT, "存在的不足", TEXT, "三、2025年打算", TEXT],
            ["CHINESE 存在的不足"],
            id="one in the middle of level 1",
        ),
    ],
)
def test_headings_without_a_number_are_found(body: list[str], expected: list[str]) -> None:
    """Canonical words, the first of a series, and slogans over their paragraphs (GENRE 5.1)."""
    assert bare(*body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(["规范行政执法", TEXT, "深化普法宣传", TEXT], id="two lines are no series"),
        pytest.param(
            ["一、成效", "规范行政执法", TEXT, "深化普法", TEXT, "强化引领", TEXT],
            id="slogans in a text with numbers",
        ),
        pytest.param(
            ["一、成效", "规范行政执法", TEXT, "深化普法", TEXT, "（二）执法", TEXT],
            id="two lines that may be the first",
        ),
        pytest.param(["一、成效", TEXT, "（二）执法", TEXT], id="no line that may be the first"),
        pytest.param(
            ["一、主要举措", "主要做法", TEXT, "二、存在的不足", TEXT],
            id="words of a kind that has its number",
        ),
        pytest.param(
            ["一、主要举措", "（一）执法", "规范程序", TEXT, "（二）普法", TEXT],
            id="a line under the first",
        ),
        pytest.param(
            ["图1调解现场", TEXT, "松栎镇", TEXT, "2025年1月20日", TEXT, "来源甲", TEXT],
            id="captions, names and dates",
        ),
        pytest.param(
            ["全镇推进，", TEXT, "一是健全机制", TEXT, "见附件；", TEXT, "成效显著。", TEXT],
            id="pieces of sentences",
        ),
        pytest.param(
            ["第一责任人职责落实在每一次专题会议上", TEXT, "我镇存在的不足是力量薄弱", TEXT],
            id="sentences with the words of headings",
        ),
        pytest.param(["规范执法", "深化普法", "强化引领", "健全机制"], id="lines over no text"),
        pytest.param([], id="no text"),
    ],
)
def test_a_sentence_of_the_text_is_no_heading(body: list[str]) -> None:
    """Where it is not certain that a line is a heading, it is none."""
    assert bare(*body) == []


_LINES = st.lists(
    st.sampled_from(
        [
            *(
                "主要举措和成效",
                "存在的不足",
                "强化引领",
                "规范执法",
                TEXT,
                LISTED,
                "2025年1月20日",
            ),
            *(
                "一、成效",
                "二、打算",
                "（一）执法",
                "（二）普法",
                "1.程序",
                "甲\t乙",
                "松栎镇人民政府",
            ),
        ]
    ),
    max_size=12,
)


@pytest.mark.property
@given(body=_LINES)
def test_what_has_a_number_a_stop_or_cells_is_never_bare(body: list[str]) -> None:
    """Numbered lines, sentences, rows, dates and names of organs are left alone."""
    numbered = list(numbered_headings(body, 2024))
    for at, style in bare_headings(body, numbered, 2024).items():
        assert numbered[at] is None
        assert style in {Style.CHINESE, Style.BRACKETED}
        assert body[at] in {"主要举措和成效", "存在的不足", "强化引领", "规范执法"}

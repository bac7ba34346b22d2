"""How a query was understood is said in Chinese, whatever it is."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query import Described, Scope, conditions_of, described, leaves, parse_query
from searchapp.text import fold
from tests.query.typing import anything, query_texts


def lines(typed: str, scope: Scope = Scope.PASSAGE) -> list[str]:
    """The tree as it is shown."""
    return list(described(parse_query(typed).query, scope).lines())


def nodes(tree: Described) -> Iterator[Described]:
    """A node and all below it."""
    yield tree
    for part in tree.parts:
        yield from nodes(part)


@pytest.mark.property
@given(typed=anything() | query_texts(), scope=st.sampled_from(Scope))
def test_every_query_is_described_in_chinese(typed: str, scope: Scope) -> None:
    """Each node has a line that says something, and shows what is sought in it."""
    query = parse_query(typed).query
    tree = described(query, scope)
    for node in nodes(tree):
        assert re.search(r"[\u4e00-\u9fff]", node.text)
        assert len(node.parts) != 1 or node.text.startswith(("除去", scope.label))
    said = "\n".join(node.text for node in nodes(tree))
    for part in (*leaves(query), *conditions_of(query)):
        assert fold(getattr(part, "typed", "")).text in fold(said).text


@pytest.mark.property
@given(typed=query_texts())
def test_lines_are_the_nodes_two_blanks_deeper_for_each_level(typed: str) -> None:
    """Down each branch before the next."""
    tree = described(parse_query(typed).query)
    assert [line.lstrip(" ") for line in tree.lines()] == [node.text for node in nodes(tree)]
    assert [line.startswith("  ") for line in tree.lines()].count(False) == 1
    below = [f"  {line}" for part in tree.parts for line in part.lines()]
    assert list(tree.lines())[1:] == below
    assert all(line.startswith("    ") for line in list(tree.lines(2)))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "不限文字，全部段落"),
        ("“枫桥经验”", "原话“枫桥经验”，逐字相符"),
        ("“受理#件”", "原话“受理#件”，# 是一个完整的数字"),
        ("“建立*机制”", "原话“建立*机制”，* 是同一句里最多 10 个字"),
        ("“#起*#件”", "原话“#起*#件”，# 是一个完整的数字，* 是同一句里最多 10 个字"),
        ("调解", "词“调解”"),
        ("矛盾 NEAR/20 调解", "“矛盾” 与 “调解” 相隔不超过 20 字，先后不论"),
        ("矛盾 NEAR (调解 OR 化解)", "“矛盾” 与 “调解”或“化解” 相隔不超过 10 字，先后不论"),
        ("镇:松栎镇", "乡镇是 松栎镇"),
        ("县:青禾县", "县区是 青禾县"),
        ("市:砚州市", "市是 砚州市"),
        ("省:未标注", "省是 未标注"),
        ("年:2024", "年度是 2024"),
        ("年:2021..2024", "年度是 2021 至 2024"),
        ("年:2021..", "年度是 2021 及以后"),
        ("年:..2024", "年度是 2024 及以前"),
        ("年:未标注", "年度是 未标注"),
        ("日期:2025-01-20", "成文日期是 2025-01-20"),
        ("日期:2025", "成文日期是 2025-01-01 至 2025-12-31"),
        ("日期:2025..", "成文日期是 2025-01-01 及以后"),
        ("日期:..2025-01", "成文日期是 2025-01-31 及以前"),
        ("文种:工作总结", "文种是 工作总结"),
        ("层级:department", "发文层级是 部门"),
        ("层级:未标注", "发文层级是 未标注"),
        ("章节:plans", "章节类别是 下年安排"),
        ("章节:普法", "所在章节的标题含“普法”"),
        ("标题:自查", "报告标题含“自查”"),
        ("单位:县政府", "发文机关含“县政府”"),
        ("文号:〔2025〕4号", "文号含“〔2025〕4号”"),
    ],
)
def test_what_a_node_means(typed: str, expected: str) -> None:
    """One line for each kind of leaf and condition."""
    assert lines(typed) == [expected]


def test_a_run_says_its_words() -> None:
    """And that it comes first where it stands as it was typed."""
    [said] = lines("人民调解组织")
    assert all(f"“{part}”" in said for part in ("人民调解组织", "人民调解", "组织"))


def test_what_is_joined_stands_below() -> None:
    """The scope is said where it matters: what must hold together, and what must not be there."""
    typed = "“枫桥经验” (调解 OR 信访) -“举报” -年:2024"
    for scope in Scope:
        assert lines(typed, scope) == [
            f"在{scope.label}里同时满足",
            "  原话“枫桥经验”，逐字相符",
            "  满足其中之一",
            "    词“调解”",
            "    词“信访”",
            f"  {scope.label}里不能有",
            "    原话“举报”，逐字相符",
            "  除去",
            "    年度是 2024",
        ]

"""Headings with a number: what their words are, and which numbers head anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.headings import heading_of, numbered_headings


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
        ("主要举措和成效.", "主要举措和成效"),
        (
            "加强党的领导" + "、完善机制" * 20 + "等情况",
            "加强党的领导" + "、完善机制" * 20 + "等情况",
        ),
        ("加强领导" * 36 + "等的情况", "加强领导" * 36 + "等的情况"),
        ("加强领导" * 40 + "等情况", None),
        ("工作机制方面：我镇成立" + "法" * 60 + "。全年。", "工作机制方面"),
        ("抓好三件事：学法、用法、守法。全年。", "抓好三件事：学法、用法、守法"),
        ("存在的不足和原因一是力量薄弱。二是经费不足。", None),
        ("一是健全机制。二是充实力量。", None),
        ("加强领导：一是成立专班。二是明确责任。", "加强领导"),
        ("加强领导；压实责任" + "法" * 60, None),
    ],
)
def test_a_heading_is_the_line_or_its_first_sentence(text: str, heading: str | None) -> None:
    """A run-in heading is the first sentence when it has at most 60 characters, else none."""
    assert heading_of(text) == heading


@pytest.mark.property
@given(heading=st.text("法治建设，、“”", min_size=1, max_size=60), rest=st.text("法治建设，。"))
def test_a_run_in_is_divided_at_its_first_stop(heading: str, rest: str) -> None:
    """Whatever follows the first sentence, the heading is that sentence."""
    assert heading_of(f"{heading}。{rest}甲") == heading


def styles(*body: str) -> list[str | None]:
    """The style of each paragraph's heading, with what it counts to."""
    found = numbered_headings(body, 2024)
    return [f"{each.style.name} {each.count}" if each else None for each in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            ["一、主要举措", "二、第一责任人职责", "3、2024年存在的不足", "4、2025年主要安排"],
            ["CHINESE 1", "CHINESE 2", "CHINESE 3", "CHINESE 4"],
            id="level 1 slipped into figures",
        ),
        pytest.param(
            ["一、主要举措", "二、第一责任人职责", "3. 存在的不足"],
            ["CHINESE 1", "CHINESE 2", "CHINESE 3"],
            id="with a point",
        ),
        pytest.param(
            ["一、工作情况", "1、主要举措", "2、存在的问题", "二、下一步打算"],
            ["CHINESE 1", "ARABIC 1", "ARABIC 2", "CHINESE 2"],
            id="the Chinese number comes yet",
        ),
        pytest.param(
            ["一、成效", "二、工作情况", "1、主要举措", "2、存在的问题", "3、下一步打算"],
            ["CHINESE 1", "CHINESE 2", "ARABIC 1", "ARABIC 2", "ARABIC 3"],
            id="figures of its own section lead up to it",
        ),
        pytest.param(
            [
                "1、主要举措和成效",
                "（一）执法",
                "2、存在的不足",
                "（一）经费",
                "3、2025年主要安排",
            ],
            ["CHINESE 1", "BRACKETED 1", "CHINESE 2", "BRACKETED 1", "CHINESE 3"],
            id="figures on top",
        ),
        pytest.param(
            ["一、成效", "1.健全机制", "2.规范程序", "4.压实责任", "4.完善制度"],
            ["CHINESE 1", "ARABIC 1", "ARABIC 2", "ARABIC 4", "ARABIC 4"],
            id="one left out, one twice",
        ),
        pytest.param(
            [
                *(
                    "一、成效",
                    "（一）执法",
                    "1.程序",
                    "2.监督",
                    "二、主要做法",
                    "1.程序",
                    "2.监督",
                ),
                *("3、存在的不足", "3、存在的不足", "4、2025年工作打算", "4、2025年工作打算"),
            ],
            [
                *("CHINESE 1", "BRACKETED 1", "ARABIC 1", "ARABIC 2", "CHINESE 2", "ARABIC 1"),
                *("ARABIC 2", "CHINESE 3", "CHINESE 3", "CHINESE 4", "CHINESE 4"),
            ],
            id="slipped after figures of its section, and printed twice",
        ),
        pytest.param(
            ["一、成效", "*.健全机制", "*.规范程序", "3.压实责任"],
            ["CHINESE 1", "ARABIC 1", "ARABIC 2", "ARABIC 3"],
            id="masked figures count on",
        ),
        pytest.param(
            ["一、成效", "3、走访群众450户", "1.健全机制", "9、走访群众450户"],
            ["CHINESE 1", None, "ARABIC 1", None],
            id="a figure that goes on from nothing",
        ),
        pytest.param(["一、\t类型\t件数", "（一）\t邻里\t42"], [None, None], id="rows of a table"),
    ],
)
def test_a_number_has_the_rank_that_it_has_in_truth(
    body: list[str], expected: list[str | None]
) -> None:
    """What goes on from level 1 is of level 1, and what goes on from nothing is no heading."""
    assert styles(*body) == expected

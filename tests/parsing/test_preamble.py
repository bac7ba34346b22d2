"""Hinge, opening and leadership in the first paragraphs."""

import pytest

from searchapp.parsing.preamble import hinge_of, leadership, opening_town


@pytest.mark.parametrize(
    ("preamble", "hinge"),
    [
        (["松栎镇坚持依法行政。现将2024年情况报告如下："], "现将2024年情况报告如下："),
        (["松栎镇坚持依法行政。", "现就有关情况汇报如下。后文"], "现就有关情况汇报如下"),
        (["現將2024年情況報告如下："], "現將2024年情況報告如下："),
        (["现将情况报告如下：较2020年提高3个百分点。"], "现将情况报告如下："),
        (["全镇实现就业120人，工作见报告。"], ""),
        (["松栎镇坚持依法行政。"], ""),
        ([], ""),
    ],
)
def test_the_hinge_turns_to_the_report(preamble: list[str], hinge: str) -> None:
    """It is the sentence that says what follows, as printed; 实现就业 is none."""
    assert hinge_of(preamble) == hinge


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("松栎镇坚持以习近平法治思想为指导。", "松栎镇"),
        ("2024年，松栎镇党委、政府认真落实部署。", "松栎镇"),
        ("一年来，青禾县松栎镇深入贯彻。", "青禾县松栎镇"),
        ("2024年松櫟鎮堅持依法行政。", "松栎镇"),
        ("砚桥街道始终把法治建设摆在突出位置。", "砚桥街道"),
        ("近年来，全镇坚持依法行政。", ""),
        ("各乡镇坚持依法行政。", ""),
        ("在上级党委和镇党委领导下，法治建设取得成效。", ""),
        ("我镇坚持依法行政，与荻浦镇联动。", ""),
        ("根据松栎镇坚持依法行政的要求。", ""),
    ],
)
def test_a_sentence_may_open_with_the_town(text: str, town: str) -> None:
    """Who does what at the beginning of a sentence is who reports; 我镇 names nobody."""
    assert opening_town([text]) == town


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("松栎镇在青禾县委、县政府的坚强领导下，认真落实。", "在青禾县委、县政府的坚强领导下"),
        ("在习近平法治思想指引下。", ""),
    ],
)
def test_leadership_names_who_stands_above(text: str, clause: str) -> None:
    """The county under whose leadership a town works is its county."""
    assert leadership([text]) == clause

"""What mirrors put into a text is taken out, and nothing that the text itself has."""

import pytest

from searchapp.reading.webpage.injected import with_blanks, without_readings

MIRRORED = "鄉(xiāng)鎮(zhèn)法治建設(shè)情況(kuàng)報(bào)告，調(diào)解糾紛(fēn)126件的(de)。"


def test_readings_after_single_characters_are_taken_out() -> None:
    """All of them, once there are so many that they are no accident."""
    assert without_readings([MIRRORED]) == (["鄉鎮法治建設情況報告，調解糾紛126件的。"], 8)


@pytest.mark.parametrize(
    "line",
    [
        "“重”（zhòng）字当头，“数”（shǔ）说成效",
        "人工智能(ai)、政务(app)、企业(b)、网络(web)、平台(gis)、系统(oa)",
        "甲(Zhang)乙(Li)丙(Wang)丁(Zhao)戊(Qian)己(Sun)",
    ],
)
def test_a_few_readings_and_latin_words_stay(line: str) -> None:
    """A report may explain a character, and name its systems."""
    assert without_readings([line]) == ([line], 0)


def test_question_marks_for_lost_blanks_are_taken_out_at_the_beginning() -> None:
    """``? ? `` and ``??`` stood for the indent; a question in the text stays one."""
    lines = ["? ? 2024年，松栎镇推进建设。", "??一是健全机制", "“找谁办?”怎么办?", "好不好?办得好"]
    assert with_blanks(lines) == ["2024年，松栎镇推进建设。", "一是健全机制", *lines[2:]]


def test_one_question_mark_is_left_alone() -> None:
    """A single one may be anything."""
    assert with_blanks(["?一是健全机制", "二是充实力量"]) == ["?一是健全机制", "二是充实力量"]

"""Automatic numbers are written as Word writes them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.reading.numbering import Counter, ListLevel, Numbering, chinese

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def spoken_value(numeral: str) -> int:
    """What a Chinese numeral below ten thousand comes to, read aloud from left to right."""
    total, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


@pytest.mark.property
@given(number=st.integers(1, 9999))
def test_a_chinese_numeral_says_its_number(number: int) -> None:
    """Read aloud, the numeral comes to the number; no two zeros stand together or at the end."""
    written = chinese(number)
    assert spoken_value(written) == number
    assert "零零" not in written
    assert not written.endswith("零")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        *((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百")),
        *((101, "一百零一"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十")),
        *((0, "0"), (10_000, "10000")),
    ],
)
def test_chinese_numerals_are_the_usual_ones(number: int, written: str) -> None:
    """Ten is 十, not 一十; a gap is one 零; what has no numeral here is in figures."""
    assert chinese(number) == written


def counted(
    levels: Mapping[int, ListLevel], *at: int, overrides: Mapping[int, int] | None = None
) -> list[str]:
    """The numbers of paragraphs at these levels of one list."""
    counter = Counter({"1": Numbering("a", levels, overrides or {})})
    return [counter.next("1", level) for level in at]


REPORT = {
    0: ListLevel(form="chineseCounting", text="%1、"),
    1: ListLevel(form="chineseCounting", text="（%2）"),
    2: ListLevel(text="%3."),
}


def test_a_level_restarts_when_a_higher_one_counts_on() -> None:
    """（一） begins anew under each 一、, and 1. under each （一）."""
    assert counted(REPORT, 0, 1, 2, 2, 1, 2, 0, 1) == [
        *("一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）")
    ]


def test_a_level_that_does_not_restart_runs_on() -> None:
    """lvlRestart 0 lets figures run on across sections."""
    levels = {**REPORT, 2: ListLevel(text="%3、", restarts_after=0)}
    assert counted(levels, 0, 2, 2, 0, 2) == ["一、", "1、", "2、", "二、", "3、"]


def test_a_level_may_restart_after_the_first_level_only() -> None:
    """lvlRestart 1 lets figures run on from （一） to （二）, but not from 一、 to 二、."""
    levels = {**REPORT, 2: ListLevel(text="%3.", restarts_after=1)}
    assert counted(levels, 0, 1, 2, 1, 2, 0, 1, 2) == [
        *("一、", "（一）", "1.", "（二）", "2.", "二、", "（一）", "1.")
    ]


def test_a_start_other_than_one_is_counted_from() -> None:
    """A list may begin at three."""
    assert counted({0: ListLevel(start=3, text="%1.")}, 0, 0) == ["3.", "4."]


def test_an_override_starts_once_and_counts_on() -> None:
    """A list that is restarted at five goes on with six."""
    assert counted(REPORT, 0, 0, 0, overrides={0: 5}) == ["五、", "六、", "七、"]


def test_two_lists_of_one_series_count_on_together() -> None:
    """Paragraphs that refer to one definition by two names are one list, until one restarts."""
    counter = Counter(
        {
            "1": Numbering("a", REPORT, {}),
            "2": Numbering("a", REPORT, {}),
            "3": Numbering("a", REPORT, {0: 1}),
        }
    )
    numbers = [counter.next(num_id, 0) for num_id in ("1", "2", "1", "3", "3")]
    assert numbers == ["一、", "二、", "三、", "一、", "二、"]


def test_a_number_may_name_the_levels_above() -> None:
    """%1.%2 is written with the counts of both levels."""
    levels = {
        0: ListLevel(form="chineseCounting", text="%1、"),
        1: ListLevel(text="%1.%2 ", legal=True),
    }
    assert counted(levels, 0, 0, 1, 1) == ["一、", "二、", "2.1 ", "2.2 "]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", "12"),
        ("decimalZero", "12"),
        ("decimalFullWidth", "１２"),
        ("decimalEnclosedCircle", "⑫"),
        ("ideographDigital", "一二"),
        ("chineseCountingThousand", "十二"),
        ("lowerLetter", "l"),
        ("upperLetter", "L"),
        ("lowerRoman", "xii"),
        ("upperRoman", "XII"),
        ("a form of the future", "12"),
        ("bullet", ""),
        ("none", ""),
    ],
)
def test_each_form_writes_its_own_signs(form: str, written: str) -> None:
    """Twelve, in every form of number that Word has for reports; bullets show none."""
    text = "" if form in {"bullet", "none"} else "%1"
    assert counted({0: ListLevel(start=12, form=form, text=text)}, 0) == [written]


@pytest.mark.parametrize(("number", "written"), [(4, "iv"), (9, "ix"), (1994, "mcmxciv")])
def test_roman_numbers_subtract(number: int, written: str) -> None:
    """Four is iv."""
    assert counted({0: ListLevel(start=number, form="lowerRoman", text="%1")}, 0) == [written]


def test_letters_double_after_the_last() -> None:
    """After z comes aa, then bb, as in Word."""
    levels = {0: ListLevel(start=26, form="lowerLetter", text="%1")}
    assert counted(levels, 0, 0, 0) == ["z", "aa", "bb"]


def test_unknown_lists_and_levels_have_no_number() -> None:
    """A paragraph that refers to nothing is read without a number."""
    counter = Counter({"1": Numbering("a", REPORT, {})})
    assert (counter.next("9", 0), counter.next("1", 8), counter.next("0", 0)) == ("", "", "")

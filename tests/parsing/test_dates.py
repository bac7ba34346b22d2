"""Dates and years in all the ways in which reports write them."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.dates import has_span, is_date, read_date, years

_NUMERALS = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def spoken(number: int) -> str:
    """A number up to 31 as it is read aloud: 二十一."""
    tens, units = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return leading + (_NUMERALS[units] if units else "")


def in_chinese(day: date) -> str:
    """二〇二五年一月二十日."""
    year = "".join(_NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{spoken(day.month)}月{spoken(day.day)}日"


#: How a date may stand in a report or on a page.
FORMS: dict[str, Callable[[date], str]] = {
    "usual": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded": lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    "blanks": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "wide": lambda day: f"{day.year}年{day.month}月{day.day}日".translate(WIDE),
    "dashes": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "brackets": lambda day: f"[{day.isoformat()}]",
    "chinese": in_chinese,
    "circles": lambda day: in_chinese(day).replace("〇", "○"),
    "letters": lambda day: in_chinese(day).replace("〇", "O"),
    "zeros": lambda day: in_chinese(day).replace("〇", "0"),
}
days = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.property
@pytest.mark.parametrize("form", FORMS)
@given(day=days)
def test_a_date_is_read_in_every_form(form: str, day: date) -> None:
    """Whatever the form, the date is the date, and a line of nothing else is a date's."""
    written = FORMS[form](day)
    assert read_date(written) == day
    assert is_date(written)


@pytest.mark.property
@given(day=days)
def test_a_date_of_eight_figures_is_read(day: date) -> None:
    """Pages print 20260204; a line of eight figures alone may be anything."""
    assert read_date(f"{day:%Y%m%d}") == day
    assert read_date(f"1{day:%Y%m%d}") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-28 09:18", date(2024, 3, 28)),
        ("2021/03/29 11:30:01", date(2021, 3, 29)),
        ("松栎镇党政办公室      2025年1月20日印发", date(2025, 1, 20)),
        ("印发日期：二〇二五年十一月三十日", date(2025, 11, 30)),
        ("二〇二五年元月六日", date(2025, 1, 6)),
        ("2025年2月30日", None),
        ("2025年1月", None),
        ("20221月1日", None),
        ("“12·4”国家宪法日", None),
        ("", None),
    ],
)
def test_the_first_date_of_a_text_counts(text: str, day: date | None) -> None:
    """A date is found among other words; what lacks a day, or never was, is none."""
    assert read_date(text) == day


@pytest.mark.parametrize("line", ["2025年1月20日印发", "自2025年1月20日", "2025年", "法治", ""])
def test_a_line_with_more_than_a_date_is_no_dates_line(line: str) -> None:
    """Only a line that is all date belongs to the signature."""
    assert not is_date(line)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年法治政府建设情况", [2024]),
        ("2024年度", [2024]),
        ("关于 2024 年", [2024]),
        ("２０２４年度", [2024]),
        ("二〇二四年度", [2024]),
        ("二○二四年", [2024]),
        ("2024年总结和2025年安排", [2024, 2025]),
        ("《纲要（2021－2025年）》", []),
        ("2015—2020年", []),
        ("2021年至2025年", []),
        ("（2021-2025年）2024年", [2024]),
        ("二○二四—二○二五年", []),
        ("2024—2025年度", []),
        ("2024法治政府建设报告", [2024]),
        ("2024度", [2024]),
        ("20212025年", []),
        ("20**年", []),
        ("20221月", []),
        ("12024年", []),
        ("1949年", []),
        ("八五普法", []),
    ],
)
def test_years_are_named_one_by_one(text: str, found: list[int]) -> None:
    """A span of years belongs to a plan, and what is no year of such a report is none."""
    assert list(years(text)) == found


@pytest.mark.parametrize(
    "line",
    ["2022-01-17 09:18", "2022/01/17 11:30:01", "[2022-1-17]", "20220117", "2025年1月20日09:18"],
)
def test_a_date_with_its_time_is_a_dates_line(line: str) -> None:
    """Sites print when a page was put up, to the second; eight figures alone are a date too."""
    assert is_date(line)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2021－2025年", True),
        ("2024—2025年度", True),
        ("2021年至2025年", True),
        ("二○二四—二○二五年", True),
        ("2024年和2025年", False),
        ("2024年1-10月", False),
        ("2025-01-20", False),
    ],
)
def test_a_span_of_years_is_known(text: str, *, spans: bool) -> None:
    """From one year to another, in whichever dash or word."""
    assert has_span(text) is spans

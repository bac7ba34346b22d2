"""Dates and years as reports write them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

_CHINESE: Final = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
    "Ｏ": "0",
    "o": "0",
    "◯": "0",
    "０": "0",
    "0": "0",
    "元": "1",
}
_DIGIT: Final = "[0-9０-９]"
_NUMERAL: Final = "[〇○零OＯo◯０0一二三四五六七八九]"
_DATE: Final = re.compile(
    rf"({_DIGIT}{{4}})\s*[年./-]\s*({_DIGIT}{{1,2}})\s*[月./-]\s*({_DIGIT}{{1,2}})\s*日?"
)
_COMPACT: Final = re.compile(r"(?<!\d)(20\d{2})([01]\d)([0-3]\d)(?!\d)")
_CHINESE_DATE: Final = re.compile(
    rf"({_NUMERAL}{{4}})年([元一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日"
)
_TIME: Final = re.compile(r"(?:\s+|(?<=日))\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?=\s*[]】)）]?\s*$)")
_YEAR: Final = re.compile(
    rf"(?<!{_DIGIT})(?<!{_NUMERAL})(?:({_DIGIT}{{4}})|({_NUMERAL}{{4}}))\s*(?:年|(?=度|法治|工作))"
)
#: A span of years is a plan's, not a report's: 2021－2025年, 2021年至2025年, 二○二一—二○二五年.
_FOUR: Final = rf"(?:{_DIGIT}{{4}}|{_NUMERAL}{{4}})"
_RANGE: Final = re.compile(rf"{_FOUR}\s*年?度?\s*[-－—–~～至到]+\s*{_FOUR}\s*年?")
#: Reports of this kind exist since 2004 (全面推进依法行政实施纲要); the future is not reported on.
_YEARS: Final = range(2000, 2100)


def read_date(text: str) -> date | None:
    """The first date in the text: 2025年1月20日, 2025-01-20, 20250120, 二○二五年一月二十日."""
    for pattern in (_DATE, _COMPACT):
        if found := pattern.search(text):
            return _date(*(int(each) for each in found.groups()))
    if found := _CHINESE_DATE.search(text):
        return _date(int(_figures(found[1])), _tens(found[2]), _tens(found[3]))
    return None


def is_date(text: str) -> bool:
    """Whether the line is nothing but a date, in brackets or not, with the time or without."""
    bare = "".join(_TIME.sub("", text).split()).strip("()（）[]【】")
    patterns = (_DATE, _COMPACT, _CHINESE_DATE)
    return any(found.end() == len(bare) for each in patterns if (found := each.match(bare)))


def years(text: str) -> Iterator[int]:
    """The years that the text names one by one, in order; spans of years are passed over."""
    for found in _YEAR.finditer(_RANGE.sub("", text)):
        year = int(found[1] or _figures(found[2]))
        if year in _YEARS:
            yield year


def has_span(text: str) -> bool:
    """Whether the text names a span of years: 2021－2025年."""
    return _RANGE.search(text) is not None


def _figures(numerals: str) -> str:
    return "".join(_CHINESE[char] for char in numerals)


def _tens(numeral: str) -> int:
    """A number below a hundred: 三十一 is 31."""
    before, ten, after = numeral.rpartition("十")
    units = int(_CHINESE[after]) if after else 0
    return (int(_CHINESE[before]) if before else 1) * 10 + units if ten else units


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

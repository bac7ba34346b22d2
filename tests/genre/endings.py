"""How reports end (§6): formula, signature, date, contact, copies, print line."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from searchapp.reports import SectionKind
from tests.genre.places import Town
from tests.genre.truth import Paragraph, paragraph

#: How the organs sign -> whether the party signs too, with the county's name, on one line.
SIGNATURES: Final[dict[str, tuple[bool, bool, bool]]] = {
    "§6 joint on one line": (True, False, True),
    "§6 on two lines": (True, False, False),
    "§6 county repeated": (True, True, False),
    "government alone": (False, False, False),
    "government alone, with county": (False, True, False),
}
#: Rows of dates; a letter stands for nought in three of them.
DATES: Final[dict[str, str]] = {
    "§6 date in figures": "",
    "§6 date with ○": "○",
    "§6 date with 〇": "〇",
    "§6 date with O": "O",
}
FORMULA: Final = "§6 特此报告。 alone"
CONTACT: Final = "§6 contact line"
COPIES: Final = "§6 cc line with a leading blank"
PRINT_LINE: Final = "§6 print line"
TAILS: Final = (FORMULA, CONTACT, COPIES, PRINT_LINE)


def signers(town: Town, signature: str) -> tuple[str, ...]:
    """The organs that sign."""
    jointly, with_county, _ = SIGNATURES[signature]
    county = town.above if with_county else ""
    party = f"中共{county}{town.party.removeprefix('中共')}"
    return (*((party,) if jointly else ()), county + town.government)


def ending_of(
    town: Town, signature: str | None, dated: str | None, day: date, tails: frozenset[str]
) -> tuple[Paragraph, ...]:
    """The closing; what is None or not among the tails is not printed."""
    return tuple(
        paragraph(quoted, printed, "", kind=SectionKind.CLOSING)
        for quoted, printed in _lines(town, signature, dated, day, tails)
    )


def _lines(
    town: Town, signature: str | None, dated: str | None, day: date, tails: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Each line as it is quoted, and as it is printed."""
    if FORMULA in tails:
        yield "特此报告。", "特此报告。"
    if signature:
        organs = signers(town, signature)
        if SIGNATURES[signature][2]:
            yield " ".join(organs), "  ".join(organs)
        else:
            yield from zip(organs, organs, strict=True)
    if dated:
        written = written_date(day, DATES[dated])
        yield written, written
    if CONTACT in tails:
        line = "（联系人：苏禾；联系电话：153{}1234）"
        yield line.format("****"), line.format("0000")
    if COPIES in tails:
        line = f"抄送：{town.above_kind}委依法治{town.above_kind}办。"
        yield line, f" {line}"
    if PRINT_LINE in tails:
        office, printed = f"{town.name}党政综合办公室", f"{_figures(printing_day(day))}印发"
        yield office + printed, f"{office}           {printed}"


def printing_day(day: date) -> date:
    """When a report signed on this day is printed."""
    return day + timedelta(3)


def written_date(day: date, nought: str) -> str:
    """The day in figures, or in Chinese numerals with this letter for nought."""
    if not nought:
        return _figures(day)
    numerals = f"{nought}一二三四五六七八九"
    year = "".join(numerals[int(digit)] for digit in str(day.year))
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _figures(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _numeral(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, units = number // 10, number % 10
    ten = f"{digits[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (digits[units] if units else "")

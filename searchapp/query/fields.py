"""Fields as people write them: in a query (``年:2021..2024``), in options and in addresses.

``read_…`` turn a value into a condition and raise UnclearChoice for one that makes no sense.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from searchapp.errors import UnclearChoice
from searchapp.query.conditions import (
    EARLIEST,
    LATEST,
    Condition,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    TitleSays,
    YearRange,
)
from searchapp.reports import UNLABELLED, Genre, IssuerLevel, Level, SectionKind
from searchapp.text import fold

#: Full width -> half width, character for character.
HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TO: Final = r"(?:\.\.+|…+|-|－|—+|–|～|~|至|到)"
_YEARS: Final = re.compile(
    rf"\s*(?P<first>\d{{4}})?\s*年?度?\s*(?:(?P<to>{_TO})\s*(?P<last>\d{{4}})?\s*年?度?)?\s*"
)
_DAY: Final = re.compile(
    r"\s*(\d{4})\s*(?:[-－/.年]\s*(\d{1,2})\s*(?:[-－/.月]\s*(\d{1,2})\s*日?)?)?[年月]?\s*"
)
_DAYS_TO: Final = re.compile(r"\.\.+|…+|～|~|至|到|—+")


def _is(value: str, name: str) -> bool:
    """Whether the value is that name, in whatever width, case and script."""
    return fold(value).text == fold(name).text


def read_place(level: Level, value: str) -> PlaceChoice:
    """A place by name or division code; 未标注 is the lack of one."""
    return PlaceChoice(level, None if _is(value, UNLABELLED) else value.strip())


def read_years(value: str) -> YearRange:
    """``2024``, ``2022..2024`` in either order, ``2022..``, or 未标注. Raises UnclearChoice."""
    if _is(value, UNLABELLED):
        return YearRange(None, None)
    found = _YEARS.fullmatch(value.translate(HALF_WIDTH))
    if found is None or not (found["first"] or found["last"]):
        raise UnclearChoice("year", value, "一个年份（2024）、一段年份（2022..2024）或“未标注”")
    first = int(found["first"] or EARLIEST[0])
    last = int(found["last"] or (LATEST[0] if found["to"] else first))
    return YearRange(min(first, last), max(first, last))


def read_kind(value: str) -> SectionKind:
    """A section kind by its English or Chinese name. Raises UnclearChoice."""
    for kind in SectionKind:
        if _is(value, str(kind)) or _is(value, kind.label):
            return kind
    names = "、".join(f"{kind}（{kind.label}）" for kind in SectionKind)
    raise UnclearChoice("section", value, names)


def read_genre(value: str) -> Genre:
    """A genre by its name. Raises UnclearChoice."""
    for genre in Genre:
        if _is(value, str(genre)):
            return genre
    raise UnclearChoice("genre", value, "、".join(Genre))


def read_level(value: str) -> LevelChoice:
    """The level of an organ by its English or Chinese name, or 未标注. Raises UnclearChoice."""
    if _is(value, UNLABELLED):
        return LevelChoice(None)
    for level in IssuerLevel:
        if _is(value, str(level)) or _is(value, level.label):
            return LevelChoice(level)
    names = "、".join(f"{level.label}（{level}）" for level in IssuerLevel)
    raise UnclearChoice("level", value, f"{names}，或“{UNLABELLED}”")


def read_dates(value: str) -> IssuedIn:
    """A day, month or year, a stretch from one to another, or 未标注. Raises UnclearChoice.

    ``2025-01-20``, ``2025年1月``, ``2025``, ``2025-01..2025-03``.
    """
    if _is(value, UNLABELLED):
        return IssuedIn(None, None)
    written = value.translate(HALF_WIDTH)
    ends = [part for part in _DAYS_TO.split(written, maxsplit=1) if part.strip()]
    if not ends:
        raise _unclear_date(value)
    stretches = [_stretch(end, value) for end in ends]
    first, last = min(each[0] for each in stretches), max(each[1] for each in stretches)
    if len(ends) == 1 and (to := _DAYS_TO.search(written)):
        is_start = not written[: to.start()].strip()
        return IssuedIn(date.min, last) if is_start else IssuedIn(first, date.max)
    return IssuedIn(first, last)


def _stretch(written: str, value: str) -> tuple[date, date]:
    """The first and the last day of what was written."""
    found = _DAY.fullmatch(written)
    if found is None:
        raise _unclear_date(value)
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last_month = 12 if month is None else month
        last_day = monthrange(first.year, last_month)[1] if day is None else day
        return first, date(first.year, last_month, last_day)
    except ValueError as error:
        raise _unclear_date(value) from error


def _unclear_date(value: str) -> UnclearChoice:
    return UnclearChoice("date", value, "2025-01-20、2025-01、2025 或一段日期（2024..2025）")


def _section(value: str) -> Condition:
    """A section kind by its name, else any heading with these words."""
    try:
        return KindChoice(read_kind(value))
    except UnclearChoice:
        return HeadingSays(value, fold(value).text)


def _genre(value: str) -> Condition:
    return GenreChoice(read_genre(value))


def _saying(kind: type[TitleSays | IssuerSays | NumberSays], value: str) -> Condition:
    return kind(value, fold(value).text)


_Reader: TypeAlias = Callable[[str], Condition]
_NAMES: Final[Mapping[tuple[str, ...], _Reader]] = {
    ("镇", "乡", "乡镇", "街道", "town"): partial(read_place, "town"),
    ("县", "区", "县区", "区县", "county"): partial(read_place, "county"),
    ("市", "city"): partial(read_place, "city"),
    ("省", "province"): partial(read_place, "province"),
    ("年", "年度", "年份", "year"): read_years,
    ("章节", "章", "section"): _section,
    ("标题", "题目", "title"): partial(_saying, TitleSays),
    ("单位", "机关", "发文机关", "issuer"): partial(_saying, IssuerSays),
    ("文号", "发文字号", "number"): partial(_saying, NumberSays),
    ("日期", "成文日期", "date"): read_dates,
    ("文种", "genre"): _genre,
    ("层级", "级别", "level"): read_level,
}
#: The names that a field may be called by -> what reads its value.
FIELDS: Final[Mapping[str, _Reader]] = {
    name: read for names, read in _NAMES.items() for name in names
}
_SEPARATORS: Final = re.compile("[,，、]")
#: Fields whose value is sought in a text, which may have separators and quotations in it.
IN_TEXT: Final = frozenset(
    name for names in _NAMES if {"标题", "单位", "文号", "章节"} & set(names) for name in names
)


def several(name: str, value: str) -> list[str]:
    """The values of a field that were typed as one: ``年:2022、2024`` has two.

    Of ``章节:`` there are several only where each is a section kind, for headings have such marks.
    """
    parts = _SEPARATORS.split(value)
    if FIELDS[name] is _section:
        kinds = all(isinstance(_section(part), KindChoice) for part in parts)
        return parts if kinds else [value]
    return [value] if name in IN_TEXT else parts

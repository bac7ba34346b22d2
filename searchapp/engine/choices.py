"""Filters as people write them, on the command line and in addresses of pages."""

import re
from typing import Final

from searchapp.engine.asking import PlaceChoice, YearRange
from searchapp.errors import UnclearChoice
from searchapp.reports import UNLABELLED, Genre, Level, SectionKind

_YEARS: Final = re.compile(r"\s*(\d{4})\s*(?:(?:\.\.|…|-|－|—|～|~)\s*(\d{4})\s*)?年?\s*")


def read_place(level: Level, value: str) -> PlaceChoice:
    """A place by name or division code; 未标注 is the lack of one."""
    return PlaceChoice(level, None if value.strip() == UNLABELLED else value.strip())


def read_years(value: str) -> YearRange:
    """``2024``, ``2022..2024`` in either order, or 未标注. Raises UnclearChoice."""
    if value.strip() == UNLABELLED:
        return YearRange(None, None)
    found = _YEARS.fullmatch(value)
    if found is None:
        raise UnclearChoice("year", value, "一个年份（2024）、一段年份（2022..2024）或“未标注”")
    first, last = int(found[1]), int(found[2] or found[1])
    return YearRange(min(first, last), max(first, last))


def read_kind(value: str) -> SectionKind:
    """A section kind by its English or Chinese name. Raises UnclearChoice."""
    for kind in SectionKind:
        if value.strip() in (str(kind), kind.label):
            return kind
    names = "、".join(f"{kind}（{kind.label}）" for kind in SectionKind)
    raise UnclearChoice("section", value, names)


def read_genre(value: str) -> Genre:
    """A genre by its name. Raises UnclearChoice."""
    try:
        return Genre(value.strip())
    except ValueError as error:
        raise UnclearChoice("genre", value, "、".join(Genre)) from error

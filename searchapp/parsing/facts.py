"""Facts that follow from a report's words: genre and year."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from searchapp.parsing.dates import years
from searchapp.reports import Genre, Origin
from searchapp.text import fold

_GENRES: Final = (
    (Genre.OTHER, re.compile("解读|通知|公告|公示|公报")),
    # …情况及2025年工作安排的报告 tells first of what was done.
    (
        Genre.PLAN,
        re.compile("^(?!.*(?:报告|总结|情况)(?:$|[（(及和与暨、])).*(?:计划|要点|方案|安排)"),
    ),
    (Genre.GOVERNMENT_WORK, re.compile("政府工作报告")),
    (Genre.DISCLOSURE, re.compile("信息公开.*(?:报告|年报)")),
    (
        Genre.RULE_OF_LAW,
        re.compile(
            "(?:法治政府|法治建设|依法行政|依法治[镇乡街县区市]).*(?:报告|总结|汇报|自查|自评|情况|年报)"
        ),
    ),
    (Genre.SUMMARY, re.compile("总结|工作情况|工作报告|情况报告|情况的报告")),
)
_LAST_YEAR: Final = re.compile("上一?年度")
_THIS_YEAR: Final = re.compile("本年度")
#: 实现就业 and 体现将 are no hinges; a hinge says what follows.
_HINGE: Final = re.compile(r"(?<![实体出呈兑])现[将就][^。]*(?:报告|汇报|总结|报送|如下)[^。]*")
_OPENING: Final = re.compile(r"^\s*(\d{4})年(?:度|来|以来|，|,|初|底)?")


def genre_of(title: str) -> Genre:
    """The genre that a title names, in simplified or traditional characters."""
    bare = fold(title).text
    return next((genre for genre, cue in _GENRES if cue.search(bare)), Genre.OTHER)


def hinge_of(preamble: Iterable[str]) -> str:
    """The sentence with which the preamble turns to the report, 现将…报告如下, or ""."""
    found = (match[0] for text in preamble for match in _HINGE.finditer(text))
    return next(found, "")


def find_year(
    title: str, preamble: Iterable[str], headings: Iterable[str], issued_on: date | None
) -> tuple[int, Origin] | None:
    """The year reported on and where it was read (GENRE 8), or None.

    It is never the year of issue itself, save where a report of November or December says 本年度.
    """
    preamble = list(preamble)
    hinge = hinge_of(preamble)
    for origin, text in (
        (Origin.TITLE, title),
        (Origin.HINGE, hinge),
        (Origin.HEADING, next(iter(headings), "")),
    ):
        if found := next(years(text), None):
            return found, origin
    for text in preamble:
        if opening := _OPENING.match(text):
            return int(opening[1]), Origin.HINGE
    if issued_on and _LAST_YEAR.search(hinge):
        return issued_on.year - 1, Origin.GUESS
    if issued_on and _THIS_YEAR.search(hinge):
        late = issued_on.month >= 11
        return issued_on.year - (not late), Origin.GUESS
    return None

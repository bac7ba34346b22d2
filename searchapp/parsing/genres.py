"""Which genre is a document of? By its title, else by what its text is about."""

import re
from collections.abc import Sequence
from typing import Final

from searchapp.parsing.divisions import simple
from searchapp.reports import Genre, Origin

_LAW: Final = (
    "法治政府|法治[\u3400-\u9fff]{0,4}建设|法治工作|依法行政|依法治[省市县区旗镇乡街]|全面依法治理"
)
_TOLD: Final = "报告|总结|汇报|自查|自评|情况|年报"
_GENRES: Final = (
    # What is written about a report is none.
    (
        Genre.OTHER,
        re.compile(
            "解读|通知|公告|公示|公报|问答|图解|读懂|指南|须知|新闻|简讯|召开|举行|办法$|条例"
        ),
    ),
    # …情况及2025年工作安排的报告 tells first of what was done.
    (
        Genre.PLAN,
        re.compile(rf"^(?!.*(?:{_TOLD})(?:$|[(及和与暨、])).*(?:计划|要点|方案|安排|打算|规划)"),
    ),
    (Genre.GOVERNMENT_WORK, re.compile("(?<!法治)政府工作报告")),
    (Genre.DISCLOSURE, re.compile(rf"信息公开.*(?:{_TOLD})")),
    (Genre.RULE_OF_LAW, re.compile(rf"(?:{_LAW}).*(?:{_TOLD})")),
    (Genre.SUMMARY, re.compile("总结|工作情况|工作报告|情况报告|情况的报告")),
)
#: How a government work report addresses its hearers.
_DEPUTIES: Final = re.compile("^各位(?:代表|委员)")
_REVIEW: Final = re.compile("回顾|过去[一五四三]年|政府工作任务|目标任务|政府工作")
#: What the parts of an annual report on disclosure are about (the form is the State Council's).
_DISCLOSED: Final = re.compile("主动公开政府信息|政府信息公开申请|政府信息公开行政复议")
_EMPTY: Final = re.compile(
    "(?:[年度镇乡]|街道|^|关于)(?:年度)?(?:工作)?(?:情况)?的?(?:报告|汇报)$"
)


def genre_of(title: str) -> Genre:
    """The genre that a title names, in simplified or traditional characters."""
    bare = simple(title)
    return next((genre for genre, cue in _GENRES if cue.search(bare)), Genre.OTHER)


def find_genre(
    title: str, hinge: str, opening: Sequence[str], headings: Sequence[str]
) -> tuple[Genre, Origin]:
    """The genre and where it was read: the title, else hinge, headings and opening paragraphs.

    A text that addresses deputies is a government work report, whatever the page calls it.
    """
    heads = [simple(heading) for heading in headings]
    named = genre_of(title)
    if _speaks_to_deputies(opening, heads):
        told = Origin.TITLE if named is Genre.GOVERNMENT_WORK else Origin.HEADING
        return Genre.GOVERNMENT_WORK, told
    if named is not Genre.OTHER or (title and not _says_nothing(title)):
        return named, Origin.TITLE
    if (turned := genre_of(hinge)) in (Genre.RULE_OF_LAW, Genre.DISCLOSURE):
        return turned, Origin.HINGE
    if any(_DISCLOSED.search(each) for each in heads):
        return Genre.DISCLOSURE, Origin.HEADING
    if any(re.search(_LAW, each) for each in heads):
        return Genre.RULE_OF_LAW, Origin.HEADING
    if any(re.search(_LAW, simple(text)) for text in opening) and is_complete(heads):
        return Genre.RULE_OF_LAW, Origin.GUESS
    return named, Origin.TITLE if title else Origin.GUESS


def is_complete(headings: Sequence[str]) -> bool:
    """Whether headings are those of a report: what was done, and what is lacking or planned."""
    done = any(re.search("举措|措施|成效|做法", each) for each in headings)
    return done and any(re.search("不足|问题|安排|打算|计划", each) for each in headings)


def _speaks_to_deputies(opening: Sequence[str], headings: Sequence[str]) -> bool:
    addressed = any(_DEPUTIES.match(simple(text)) for text in opening)
    return addressed and any(_REVIEW.search(each) for each in headings)


def _says_nothing(title: str) -> bool:
    """Whether a title names no matter: 松栎镇2024年度报告, 关于2024年情况的报告."""
    return _EMPTY.search(simple(title)) is not None

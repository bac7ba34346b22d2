"""The marks by which a line shows what it is: numbers of headings, names of organs."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from searchapp.text import fold

_NUMERALS: Final = "一二三四五六七八九十百零〇"


class Style(IntEnum):
    """The styles of numbers, in the order in which they nest."""

    PART = 0
    CHINESE = 1
    BRACKETED = 2
    ARABIC = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading's number as printed, its style and what it counts to; its text is at ``end``."""

    style: Style
    number: str
    count: int
    end: int


_MARKS: Final = (
    (Style.PART, re.compile(rf"第([{_NUMERALS}]{{1,3}})部分[：:、]?\s*")),
    (Style.CHINESE, re.compile(rf"([{_NUMERALS}]{{1,3}})[、．.]\s*")),
    (Style.BRACKETED, re.compile(rf"[（(]?([{_NUMERALS}]{{1,3}})[）)]\s*")),
    # A year may follow the number, another figure may not: 12.4 is a day, 1.2万 a figure.
    (Style.ARABIC, re.compile(r"([0-9０-９]{1,2})[.．、]\s*(?=[^\d\s]|20\d\d年)")),
)
#: What begins a paragraph without being a heading.
_LEADS: Final = re.compile(
    rf"[{_NUMERALS}]{{1,2}}是|第[{_NUMERALS}]{{1,2}}[，,、]|[①-⑳⑴-⒇]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[)）]"
    r"|特此报告|抄送|主送|附件(?=[：:\d]|$)|（?联系人|（?联系电话|（此件"
)
_ORGAN: Final = re.compile(
    r"(?:中共|中国共产党)?[\u3400-\u9fff]{2,30}"
    r"(?:委员会|人民政府|办事处|党委|党工委|管委会|办公室)"
)
_BEGINNING_ORGAN: Final = re.compile(
    _ORGAN.pattern.replace("{2,30}", "{2,30}?") + r"(?=$|关于|[0-9０-９]{4}|[（(])"
)
_TITLE_END: Final = re.compile(
    r"(?:报告|总结|汇报|情况|计划|要点|方案|年报|通知|公告|意见|纪要)(?:[（(][^（）()]{2,12}[）)])?$"
)
_HEADING_LENGTH: Final = 60
_STOPS: Final = "。；！？"


def read_mark(line: str) -> Mark | None:
    """The number a line begins with, if it begins with one."""
    for style, pattern in _MARKS:
        if found := pattern.match(line):
            return Mark(style, found[0].strip(), _count(found[1]), found.end())
    return None


def starts_block(line: str) -> bool:
    """Whether a line begins with what begins a paragraph: a number, 一是, 抄送 …"""
    return read_mark(line) is not None or _LEADS.match(line) is not None


def is_heading_line(line: str) -> bool:
    """Whether a line is a numbered heading and nothing more."""
    body = line.rstrip("。：:")
    return (
        read_mark(line) is not None
        and len(body) <= _HEADING_LENGTH
        and not any(stop in body for stop in _STOPS)
    )


def ends_title(line: str) -> bool:
    """Whether a line ends as the title of a document does: …情况的报告, …年度报告（2024年度）."""
    return _TITLE_END.search(fold(line).text) is not None and not set(_STOPS) & set(line)


def is_organ_line(line: str) -> bool:
    """Whether a line is nothing but the name of an organ, or two side by side."""
    return bool(line) and all(_ORGAN.fullmatch(each) for each in line.split())


def organs_in(text: str) -> list[str]:
    """The organs that a title or signature begins with, in order."""
    found = []
    for each in text.split():
        name = _BEGINNING_ORGAN.match(each)
        if name is None:
            break
        found.append(name[0])
        if name.end() < len(each):
            break
    return found


def _count(numeral: str) -> int:
    """What a number counts to, up to 99: 十二 is 12."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    digits = "〇一二三四五六七八九"
    low = digits.find(units) if units else 0
    return (digits.find(tens) if tens else 1) * 10 + max(low, 0) if ten else max(low, 0)

"""The marks by which a line shows what it is: numbers of headings, names of organs.

Words are compared folded, so that a text in traditional characters is read like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from searchapp.text import fold

_NUMERALS: Final = "一二三四五六七八九十百零〇"
#: The numerals in brackets that are one character: ㈠ to ㈩.
_RINGED: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_OPENING: Final = "（(【［[〔"
_CLOSING: Final = "）)】］\\]〕"


class Style(IntEnum):
    """The styles of numbers, in the order in which they nest."""

    PART = 0
    CHINESE = 1
    BRACKETED = 2
    ARABIC = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading's number as printed, its style and what it counts to; its text is at ``end``.

    The count of a figure that a site masked, ``*.加强领导``, is 0: nobody can tell it.
    """

    style: Style
    number: str
    count: int
    end: int


_MARKS: Final = (
    (Style.PART, re.compile(rf"第([{_NUMERALS}]{{1,3}})部分(?![的是，,])[：:、]?\s*")),
    (Style.CHINESE, re.compile(rf"([{_NUMERALS}]{{1,3}})\s*[、．.﹑､]\s*")),
    (
        Style.BRACKETED,
        re.compile(
            rf"[{re.escape(_OPENING)}]?\s*([{_NUMERALS}]{{1,3}})\s*[{_CLOSING}][、．.]?\s*"
            rf"|[（(]([{_NUMERALS}]{{1,3}})(?:[、．.]\s*|\s+)"  # the closing bracket was lost
            rf"|([{_RINGED}])\s*"
        ),
    ),
    # A year may follow the number, another figure may not: 12.4 is a day, 1.2万 a figure.
    (Style.ARABIC, re.compile(r"([0-9０-９]{1,2})\s*[.．、]\s*(?=[^\d\s*]|20\d\d年|\*{4}年)")),
    (Style.ARABIC, re.compile(r"(\*{1,2})[.．、]\s*(?=[^\d\s*]|\*{4}年)")),
)
#: 一、二、三产业 and 三、四级 count things; the first of them begins no heading.
_COUNTED: Final = re.compile(rf"([{_NUMERALS}]{{1,2}})[、和至到级类批月日季期产线档]")
#: What begins a paragraph without being a heading, in a folded line.
_INLINE_LEAD: Final = re.compile(
    rf"[{_NUMERALS}]{{1,2}}[是要]|第[{_NUMERALS}]{{1,2}}[,、]"
    r"|[①-⑳⑴-⒇]|\(\d{1,2}\)|\d{1,2}\)"
)
_CLOSING_LEAD: Final = re.compile(
    r"特此报告|抄[送报][:;]?|主送|附件(?=[:\d一二三]|$)|附[:表]|\(?联系(?:人|电话|方式)|\(此件"
)
_ORGANS: Final = "委员会|人民政府|办事处|党委|党工委|管委会|办公室"
_HAN: Final = "[\u3400-\u9fff]"
_PARTY: Final = rf"(?:中共|中国共产党){_HAN}{{2,30}}?委员会"
_ORGAN: Final = re.compile(rf"(?:{_PARTY})?(?:中共|中国共产党)?{_HAN}{{2,30}}(?:{_ORGANS})")
#: A party's committee and a government may stand side by side without a blank.
_BEGINNING_ORGAN: Final = re.compile(
    rf"(?P<party>{_PARTY})?(?P<organ>(?:中共|中国共产党)?{_HAN}{{2,30}}?(?:{_ORGANS}))"
    r"(?=$|关于|[0-9]{4}|\(|法治|依法|[上本]年度|推进|工作(?:报告|总结|情况|汇报))"
)
#: Hacked mirrors have a brand for 关于.
_BRANDED_ORGAN: Final = re.compile(
    rf"(?P<party>(?!))?(?P<organ>{_HAN}{{2,30}}?(?:委员会|人民政府|办事处))"
    rf"(?={_HAN}{{2,8}}[0-9]{{4}}年度?(?:法治|依法))"
)
_SIDE_BY_SIDE: Final = re.compile(r"[\s、]+")
_TITLE_END: Final = re.compile(
    r"(?:报告|总结|汇报|情况|计划|要点|方案|年报|通知|公告|意见|纪要|自查|自评)"
    r"(?:\([^()]{2,12}\))?$"
)
#: What sites print over an article, as folded: label and value, or a row of a table in pipes.
_LABELS: Final = (
    "索引号|发文字号|文号|备注-?文号|文件编号|发布机构|发文机[关构]|制发机构|发布单位|责任部门|责任科室|主题分类"
    "|体裁分类|组配分类|信息类别|主题词|关键词|[成发]文日期|[成发]文时间|公文生成日期|生成日期|发布日期|发布时间"
    "|更新时间|公开日期|名称|标题|有效性|效力状态|时效性|是否有效|公开方式|公开形式|公开范围|公开时限|公开目录"
    "|生效日期|终止日期|日期|时间|来源|信息来源|文章来源|作者|浏览次数|浏览量|点击数|阅读次数|访问量|字号|字体"
)
_LABELLED: Final = re.compile(rf"[\[(]?(?:{_LABELS})(?::|[\])]:?).{{0,60}}|\|.*")
_HEADING_LENGTH: Final = 60
#: Headings that say what is told of, …等情况, may be long.
_LONG_HEADING: Final = re.compile(r".{0,120}情况")
_STOPS: Final = "。；！？"


def read_mark(line: str) -> Mark | None:
    """The number a line begins with, if it begins with one."""
    for style, pattern in _MARKS:
        if found := pattern.match(line):
            count = _count(next(filter(None, found.groups())))
            if style is Style.CHINESE and _counts_things(count, line[found.end() :]):
                return None
            return Mark(style, found[0].strip(), count, found.end())
    return None


def _counts_things(count: int, rest: str) -> bool:
    following = _COUNTED.match(rest)
    return following is not None and _count(following[1]) == count + 1


def starts_block(line: str) -> bool:
    """Whether a line begins with what begins a paragraph: a number, 一是, 抄送 …"""
    return (
        read_mark(line) is not None
        or starts_inline(line)
        or _CLOSING_LEAD.match(fold(line).text) is not None
    )


def starts_inline(line: str) -> bool:
    """Whether a line begins with a word of order that heads no section: 一是, 第一，, ①, （1）."""
    return _INLINE_LEAD.match(fold(line).text) is not None


def is_heading_line(line: str) -> bool:
    """Whether a line is a numbered heading and nothing more."""
    body = line.rstrip("。：:")
    return (
        read_mark(line) is not None
        and (len(body) <= _HEADING_LENGTH or _LONG_HEADING.fullmatch(fold(body).text) is not None)
        and not any(stop in body for stop in _STOPS)
    )


def is_label_line(line: str) -> bool:
    """Whether a line is of a site's table over the article: 索引号：…, [ 文号 ] …, | 名称 | …"""
    return _LABELLED.fullmatch(fold(line).text) is not None and "。" not in line


def ends_title(line: str) -> bool:
    """Whether a line ends as the title of a document does: …情况的报告, …年度报告（2024年度）."""
    return _TITLE_END.search(fold(line).text) is not None and not set(_STOPS) & set(line)


def is_organ_line(line: str) -> bool:
    """Whether a line is nothing but the name of an organ, or two side by side."""
    parts = _SIDE_BY_SIDE.split(line.strip())
    return all(_ORGAN.fullmatch(fold(part).text) for part in parts)


def organs_in(text: str) -> list[str]:
    """The organs that a title or signature begins with, in order."""
    return list(_organs_in(text))


def _organs_in(text: str) -> Iterator[str]:
    for part in _SIDE_BY_SIDE.split(text.strip()):
        folded = fold(part).text  # of the same length: there is no blank
        found = _BEGINNING_ORGAN.match(folded) or _BRANDED_ORGAN.match(folded)
        if found is None:
            return
        if found["party"]:
            yield part[: found.end("party")]
        yield part[found.start("organ") : found.end()]
        if found.end() < len(part):
            return


def _count(numeral: str) -> int:
    """What a number counts to, up to 99: 十二 is 12; 0 for a figure that is masked."""
    if "*" in numeral:
        return 0
    if numeral.isdecimal():
        return int(numeral)
    if numeral in _RINGED:
        return _RINGED.index(numeral) + 1
    tens, ten, units = numeral.rpartition("十")
    digits = "〇一二三四五六七八九"
    low = digits.find(units) if units else 0
    return (digits.find(tens) if tens else 1) * 10 + max(low, 0) if ten else max(low, 0)

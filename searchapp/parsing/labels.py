"""The table that sites print over an article, where a file has it as text: 索引号：…, 文号：…"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from searchapp.reading.document import Said
from searchapp.text import fold

_LABELS: Final = {
    "title": ("名称", "标题", "信息名称", "文件名称"),
    "doc_number": ("发文字号", "文号", "备注-文号", "备注文号", "文件编号", "公文文号"),
    "issued_on": ("成文日期", "成文时间", "公文生成日期", "生成日期"),
    "published_on": ("发布日期", "发布时间", "发文日期", "发文时间", "公开日期", "公开时间"),
    "issuer": ("发布机构", "发文机关", "发文机构", "制发机构", "发布单位", "制发机关"),
    "index": ("索引号", "索取号"),
    "": (
        *("主题分类", "体裁分类", "组配分类", "信息类别", "主题词", "关键词", "有效性", "时效性"),
        *("公开方式", "公开形式", "公开范围", "公开时限", "效力状态", "生效日期", "终止日期"),
        *("责任部门", "责任科室", "信息来源", "来源", "内容概述"),
    ),
}
_FACT: Final = {label: fact for fact, labels in _LABELS.items() for label in labels}
_LABEL: Final = re.compile(
    rf"[\[(|]*({'|'.join(sorted(_FACT, key=len, reverse=True))})(?:[\])]:?|[:|]|$)[|]*"
)
#: With one of these and nothing more a label says that there is no value.
_COLONS: Final = ("：", ":")
#: What sites print over and under an article.
_AROUND: Final = re.compile(
    r"当前位置|您?(?:现在|所在)的?位置|.{0,20}星期[一二三四五六日]\s*$|[【\[(（]?字[体号][：:]|分享到?[：:]?\s*$"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)|[【\[(（]?(?:打印|关闭|保存|收藏|返回)(?:本页|窗口|页面|网页)?[】\])）]?\s*$"
    r"|语音(?:播报|合成)|进入播报|无障碍|关怀版|长者模式|简体|繁[体體]|大\s*中\s*小|[大中小]\s*$|作者[：:]|编辑[：:]"
)
_UNIFIED: Final = re.compile(r"(?<![0-9A-Z])1[1-5](\d{6})[0-9A-Z]{10}(?![0-9A-Z])")
_LEADING: Final = re.compile(r"(?<!\d)(\d{6})/")


def labelled(lines: Sequence[str]) -> Said:
    """What the labelled lines among these say, as a page's metadata would."""
    facts: dict[str, str] = {}
    for label, value in _pairs(lines):
        fact = _FACT[label]
        if fact and value:
            facts.setdefault(fact, value)
    return Said(
        title=facts.get("title", ""),
        doc_number=facts.get("doc_number", ""),
        issued_on=facts.get("issued_on", ""),
        published_on=facts.get("published_on", ""),
        issuer=facts.get("issuer", ""),
        place_codes=tuple(codes_in(facts.get("index", ""))),
    )


def is_labelled(line: str) -> bool:
    """Whether a line is of such a table or of the site around it: a label, a clock, 【打印】."""
    return bool(_labels(line)) or _AROUND.match(line) is not None or any(codes_in(line))


def is_bare_label(line: str) -> bool:
    """Whether a line is nothing but a label: its value stands below."""
    found = _labels(line)
    return bool(found) and found[0][2] == len(line) and not line.endswith(_COLONS)


def codes_in(index_number: str) -> Iterator[str]:
    """The division codes in an index number: of a unified code, or at its beginning."""
    for pattern in (_UNIFIED, _LEADING):
        if found := pattern.match(index_number):
            yield found[1]


def _labels(line: str) -> list[tuple[str, int, int]]:
    """The labels of a line that begins with one, each with where it begins and ends."""
    folded = fold(line.replace("\t", "|"))
    if not _LABEL.match(folded.text):
        return []
    ends = [*folded.offsets, len(line)]
    return [
        (found[1], ends[found.start()], ends[found.end()])
        for found in _LABEL.finditer(folded.text)
    ]


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Label and value, side by side or one below the other."""
    for line, after in pairwise([*lines, ""]):
        found = _labels(line)
        ends = [*(start for _, start, _ in found[1:]), len(line)]
        for (label, _, start), end in zip(found, ends, strict=False):
            below = is_bare_label(line) and not _labels(after)
            yield label, after if below else re.split(r"[|\t]", line[start:end])[0].strip()


def filled(said: Said, more: Said) -> Said:
    """What a page says, with what it is silent on from elsewhere."""
    return replace(
        said,
        title=said.title or more.title,
        doc_number=said.doc_number or more.doc_number,
        issued_on=said.issued_on or more.issued_on,
        published_on=said.published_on or more.published_on,
        issuer=said.issuer or more.issuer,
        place_codes=(*said.place_codes, *more.place_codes),
    )

"""What sites print around a report (§3): metadata in its many shapes, info lines, furniture.

``Metadata`` is what is true of the page; a shape prints it as HTML, or as lines of a text file
that was copied from a page.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.genre.places import Town

#: Labels by fact; the first is the usual one.
LABELS: Final[dict[str, tuple[str, ...]]] = {
    "index": ("索引号", "索 引 号"),
    "number": ("发文字号", "文号", "文  号", "备注-文号", "文件编号"),
    "issuer": ("发布机构", "发文机关", "发文机构", "制发机构", "发布单位"),
    "issued_on": ("成文日期", "成文时间", "公文生成日期", "生成日期"),
    "published_on": ("发布日期",),
    "title": ("名称", "标题", "标 题"),
}
#: Forms in which sites print a day, by row of §3.
DAYS: Final[dict[str, str]] = {
    "§3 date 2024-03-28 09:18": "{0:%Y-%m-%d} 09:18",
    "§3 date 2021/03/29 11:30:01": "{0:%Y/%m/%d} 11:30:01",
    "§3 date 2023年11月03日": "{0:%Y}年{0:%m}月{0:%d}日",
    "§3 date [2024-8-5]": "[{0.year}-{0.month}-{0.day}]",
    "§3 date 20260204": "{0:%Y%m%d}",
}
_CLASSES: Final = (
    *(
        ("主题分类", "综合政务"),
        ("体裁分类", "报告"),
        ("有效性", "有效"),
        ("公开方式", "主动公开"),
    ),
    ("主题词", "法治 报告"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Label and value of each fact that a page prints of its report, in order."""

    fields: tuple[tuple[str, str], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values alone."""
        return tuple(value for _, value in self.fields)

    @property
    def with_classes(self) -> tuple[tuple[str, str], ...]:
        """The fields among labels that say nothing of the facts."""
        return (*self.fields, *_CLASSES)


def index_number(code: str) -> str:
    """An index number that begins with the unified code of an organ of this division."""
    return f"11{code}008689762A/2025-00004"


# On a page

Shape = Callable[[Metadata], str]


def _brackets(metadata: Metadata) -> str:
    return "".join(f"<div>[ {k} ] {v}</div>" for k, v in metadata.with_classes)


def _list(metadata: Metadata) -> str:
    return "".join(f"<li>{k}：{v}</li>" for k, v in metadata.with_classes).join(("<ul>", "</ul>"))


def _bold(metadata: Metadata) -> str:
    rows = (f"<li><b>{k}：</b>{v}</li>" for k, v in metadata.with_classes)
    return f"<ul class='xxgk'>{''.join(rows)}</ul>"


def _cells(metadata: Metadata) -> str:
    """A table of four columns; the last row may have two empty cells."""
    fields = [*metadata.with_classes, *([("", "")] * (len(metadata.with_classes) % 2))]
    rows = (
        "".join(f"<td>{k}</td><td>{v}</td>" for k, v in pair)
        for pair in zip(fields[::2], fields[1::2], strict=True)
    )
    return f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>"


def _twice(metadata: Metadata) -> str:
    """For a wide screen and for a telephone."""
    return f"<div class='pc'>{_cells(metadata)}</div><div class='wap'>{_list(metadata)}</div>"


def _separate_blocks(metadata: Metadata) -> str:
    rows = (f"<dt>{k}</dt><dd>{v}</dd>" for k, v in metadata.with_classes)
    return f"<dl>{''.join(rows)}</dl>"


def _values(metadata: Metadata) -> str:
    return "".join(f"<span class='c{at}'>{v}</span>" for at, v in enumerate(metadata.values))


SHAPES: Final[dict[str, Shape]] = {
    "§3 square brackets": _brackets,
    "§3 label:value list": _list,
    "§3 bold labels in a list": _bold,
    "§3 cells of a table": _cells,
    "§3 printed twice": _twice,
    "§3 separate lines": _separate_blocks,
}
CONTAINERS: Final = (
    *("<div id='zoom'>", "<div class='TRS_Editor'>", "<div id='vsb_content'>"),
    *(
        "<div class='j-fontContent'>",
        "<div class='xxgk_content'>",
        "<div class='article-content'>",
    ),
    *("<div class='one-of-a-kind'>",),
)


def _in_spans(line: str) -> str:
    """A run of text for each figure, as Word and the editors of sites leave it."""
    runs = "".join(
        f"<span lang='EN-US'>{run}</span>" if run.isdigit() else run for run in _runs(line)
    )
    return f"<p class='MsoNormal'>{runs}</p>"


def _runs(line: str) -> list[str]:
    return re.split(r"(\d)", line)


#: How lines become an article, by the rows of §6 of the guide to pages.
MARKUPS: Final[dict[str, Callable[[Sequence[str]], str]]] = {
    "§H6 paragraphs": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "§H6 divisions": lambda lines: "".join(f"<div>{line}</div>" for line in lines),
    "§H6 sections": lambda lines: "".join(f"<section>{line}</section>" for line in lines),
    "§H6 breaks": lambda lines: "<br/>\n".join(lines),
    "§H6 spans": lambda lines: "".join(map(_in_spans, lines)),
    "§H6 wide blanks": lambda lines: "".join(f"<p>&emsp;&emsp;{line}</p>" for line in lines),
    "§H6 layout table": lambda lines: (
        "<table><tbody><tr><td>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</td></tr></tbody></table>"
    ),
}
PARAGRAPHS: Final = "§H6 paragraphs"


def meta_tags(town: Town, title: str) -> str:
    """The tags by which a site names itself, its column and the article."""
    said = {
        "SiteName": f"{town.above}人民政府",
        "SiteIDCode": f"{town.above_code}0001",
        "ColumnName": "法治政府建设年度报告",
        "ArticleTitle": title,
        "PubDate": "2025-09-30 16:20",
        "Author": "null",
    }
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in said.items())


def page_of(
    lines: Sequence[str],
    metadata: str,
    *,
    town: Town,
    container: str = CONTAINERS[0],
    markup: str = PARAGRAPHS,
    head: str = "",
    source: str = "",
) -> str:
    """The page of a report on the county's site, with everything that it prints around it."""
    site = f"{town.above}人民政府"
    top = (
        f"<header>{site} 2019年12月3日 星期二 无障碍 关怀版 长者模式 简体|繁体</header>"
        "<div class='path'>当前位置：<a href='/'>首页</a>&gt;<a href='/x'>政务公开</a></div>"
    )
    tools = (
        f"<div class='xl-tools'>发布时间：2025-09-30 来源：{source or site} 浏览次数： "
        "字号：【大 中 小】 打印 关闭窗口 分享到：</div>"
    )
    footer = f"<footer>主办：{site}办公室 版权所有 ICP备12345678号 公安网备 网站地图</footer>"
    return article_of(
        lines,
        top + metadata + tools,
        container=container,
        markup=markup,
        head=head,
        footer=footer,
    )


def article_of(
    lines: Sequence[str],
    above: str,
    *,
    container: str = CONTAINERS[0],
    markup: str = PARAGRAPHS,
    head: str = "",
    footer: str = "",
) -> str:
    """A page with these lines as its article, and what stands above and below it."""
    article = f"{container}{MARKUPS[markup](lines)}</div>"
    body = f"<body>{above}{article}{footer}</body>"
    return f"<!DOCTYPE html><html><head>{head}</head>{body}</html>"


#: How a page is encoded and what it declares, by the rows of §5 of the guide to pages.
ENCODINGS: Final[dict[str, tuple[str, str]]] = {
    "§H5 utf-8": ("utf-8", "utf-8"),
    "§H5 gbk": ("gb18030", "gbk"),
    "§H5 gb2312 declared": ("gb18030", "gb2312"),
    "§H5 nothing declared": ("gb18030", ""),
}


def encoded(page: str, row: str = "§H5 utf-8") -> bytes:
    """The bytes of the page, with its encoding declared in its head."""
    encoding, declared = ENCODINGS[row]
    tag = f'<meta charset="{declared}">' if declared else ""
    return page.replace("<head>", f"<head>{tag}", 1).encode(encoding)


# In a text copied from a page


def pipe_table(metadata: Metadata) -> Iterator[str]:
    """Label and value between pipes, two facts on a line."""
    fields = metadata.with_classes
    for at in range(0, len(fields), 2):
        yield "|".join(["", *(part for pair in fields[at : at + 2] for part in pair), ""])


def label_list(metadata: Metadata) -> Iterator[str]:
    """A line for each fact, with a colon."""
    yield from (f"{label}：{value}" for label, value in metadata.with_classes)


def label_list_twice(metadata: Metadata) -> Iterator[str]:
    """The list for a wide screen and for a telephone."""
    yield from (*label_list(metadata), *label_list(metadata))


def bracketed(metadata: Metadata) -> Iterator[str]:
    """Labels in square brackets."""
    yield from (f"[ {label} ] {value}" for label, value in metadata.with_classes)


def separate_lines(metadata: Metadata) -> Iterator[str]:
    """Label and value on lines of their own."""
    yield from (part for field in metadata.fields for part in field)


def values_only(metadata: Metadata) -> Iterator[str]:
    """The values without labels."""
    yield from metadata.values


TEXT_SHAPES: Final[dict[str, Callable[[Metadata], Iterator[str]]]] = {
    "§3 label:value list": label_list,
    "§3 pipe table": pipe_table,
    "§3 separate lines": separate_lines,
    "§3 values only": values_only,
    "§3 printed twice": label_list_twice,
    "§3 square brackets": bracketed,
}
#: What stands over and under a title that was copied with the page around it.
ABOVE_TITLE: Final = ("2019年12月3日 星期二", "当前位置：首页>政务公开>乡镇街道")
BELOW_TITLE: Final = (
    *("发布时间：2025-09-30 16:20", "信息来源：县司法局", "浏览次数：", "【字体：大 中 小】"),
    *("打印", "关闭窗口", "分享到：", "语音播报"),
)


def quoted(line: str) -> str:
    """The line as it is quoted: no blank stands between Chinese and a mark, figure or letter."""
    bare = " ".join(line.split()).replace("[ ", "[").replace(" ]", "]")
    label, bracket, value = bare.partition("] ")
    return bare if value[:1].isascii() else f"{label}{bracket.strip()}{value}"

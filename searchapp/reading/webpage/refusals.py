"""What a page is that holds no article, in words that help a clerk to get it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from searchapp.errors import UnreadableFile
from searchapp.reading.webpage.layout import Line, lines_of
from searchapp.reading.webpage.markup import Page

#: A page with less text than this has no article.
_SHORT: Final = 100
#: … and one with less than this, and files beside it, may only announce them.
_SUMMARY: Final = 200
#: A page that says less, and has more program than this, is a script's.
_SILENT: Final = 40
_PROGRAM: Final = 400
#: A list of pages has so many links, and so large a share of its text in them.
_LINKS: Final = 10
_LINKED: Final = 0.6
#: A verdict names no more files.
_NAMED: Final = 3
_FILE: Final = re.compile(
    r"[^/\\?&=#]*\.(?:docx?|pdf|wps|ofd|xlsx?|et|zip|rar|7z|ceb|tiff?)(?=$|[?&#])", re.I
)
_ICON: Final = re.compile(
    r"logo|icon|qr|ewm|banner|beian|gov_?error|jiucuo|conac|\.gif|arrow|btn", re.I
)
_ERROR: Final = re.compile(
    r"(?:页面|网页|文件|信息|文章)(?:不存在|已删除|找不到|无法访问|未找到)"
    r"|404\s*(?:not found|错误)|访问过于频繁|安全验证|人机验证",
    re.I,
)


def refuse_without_article(path: Path, page: Page, text: Sequence[Line]) -> None:
    """Raise UnreadableFile where the text is no article, saying what the page holds instead."""
    length = sum(len("".join(line.text.split())) for line in text)
    if reason := (_why_short(page) if length < _SHORT else _why_list(page, text, length)):
        raise UnreadableFile(path, reason)


def shortness(page: Page, lines: Sequence[str]) -> tuple[str, ...]:
    """What a reader is told of a text that may be less than the report."""
    length = sum(len("".join(line.split())) for line in lines)
    files = _files(page)
    if 0 < length < _SHORT:
        return (f"网页正文只有 {length} 个字，请核对是否完整",)
    if 0 < length < _SUMMARY and files:
        return (f"网页正文只有 {length} 个字，另有附件 {_listed(files)}，请核对是否也应收入",)
    return ()


def _listed(files: Sequence[str]) -> str:
    more = f"等 {len(files)} 个" if len(files) > _NAMED else ""
    return "、".join(files[:_NAMED]) + more


def _why_short(page: Page) -> str:
    """Why so little was found; "" where a short text is all that the page is meant to hold."""
    shown = "".join(line.text for line in lines_of(page.body))
    if files := _files(page):
        return f"网页里只有附件 {_listed(files)}，请把附件也收入"
    if len(shown) < 400 and _ERROR.search(shown):
        return "网页是网站的出错或验证页面，没有正文，请在浏览器中打开原文后重新保存"
    if len(shown) < _SILENT and page.script > _PROGRAM:
        return "网页里只有脚本，没有正文（网站的验证页面），请在浏览器中等正文显示后重新保存"
    if pictures := _pictures(page.body):
        return f"网页里的正文是图片（{pictures} 张），没有文字，请收入原文件或扫描件"
    return _why_list(page, lines_of(page.body), len("".join(shown.split())))


def _why_list(page: Page, lines: Sequence[Line], length: int) -> str:
    """Why the page is a list of others; "" where it is none."""
    links = [line for line in lines if 2 * line.linked > len(line.text)]
    linked = sum(line.linked for line in lines)
    names = {str(meta["name"]).lower() for meta in page.tree.find_all("meta", {"name": True})}
    if len(links) < _LINKS or linked < _LINKED * length or "articletitle" in names:
        return ""
    return f"网页是栏目的列表页（{len(links)} 条链接），不是文章，请分别保存其中的文章"


def _files(page: Page) -> list[str]:
    """The names of the files that the page leads to or shows in a frame, each once."""
    names = [_file_name(link) for link in page.body.find_all("a", href=True)]
    shown = [_named_in(frame) for frame in page.frames]
    return list(dict.fromkeys(name for name in (*names, *shown) if name))


def _file_name(link: Tag) -> str:
    """The name of the file to which a link leads, as the page prints it; "" for another link."""
    printed = " ".join(link.get_text().split())
    if _FILE.search(printed):
        return printed
    named = _named_in(str(link["href"]))
    return printed if named and printed else named


def _named_in(address: str) -> str:
    """The name of a file at the end of an address or of one that it is given."""
    found = _FILE.findall(unquote(address))
    return found[-1] if found else ""


def _pictures(body: Tag) -> int:
    """How many pictures the page shows that are not its site's own."""
    sources = (str(picture.get("src") or "") for picture in body.find_all("img"))
    return sum(bool(source) and not _ICON.search(urlsplit(source).path) for source in sources)

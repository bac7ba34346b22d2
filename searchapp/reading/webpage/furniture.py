"""What a site puts round an article and into it, that is no text of the article.

A line is taken for the site's only as a whole, and a box only by what no report has: whatever is
taken here is lost to whoever searches.
"""

import re
from collections.abc import Sequence
from typing import Final

from bs4 import Tag

from searchapp.reading.webpage.labels import announced
from searchapp.reading.webpage.layout import Line
from searchapp.reading.webpage.weights import Weights
from searchapp.text import fold

_TAGS: Final = {"nav", "header", "footer", "aside", "button", "menu"}
#: Words in the class or id of a site's own boxes.
_NAMES: Final = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|crumbs?|breadcrumbs?|position|weizhi|dqwz|location|foot|footer"
    r"|copyright|b?share\w*|bdshare\w*|fenxiang|qr_?code|ewm|erweima|sidebar|related|relate|xgyd"
    r"|xglj|xgxx|xgjd|hot\w*|rank|comments?|pinglun|friends?|friendlinks?|toolbar|prev_?next"
    r"|prenext|shangxia|sxp|recommend\w*|fontsize|speech|yuyin|scan|saoyisao)(?:$|[-_\s])",
    re.I,
)
#: All that stands over a box of a site; in bare text.
_HEADINGS: Final = re.compile(
    r"(?:相关(?:链接|阅读|新闻|信息|文章|报道|稿件|解读|文件|推荐|资讯|内容)|延伸阅读|猜你喜欢"
    r"|(?:热点|热门)(?:新闻|信息|文章|推荐|资讯|排行|专题)?|排行榜"
    r"|(?:最新|推荐|点击|阅读|浏览)(?:信息|文章|阅读|排行|新闻|动态|资讯)榜?"
    r"|友情链接|网友评论|我要评论|发表评论|最新评论|网站(?:地图|声明|简介|导航)|关于我们|联系我们)"
    r"(?::|\(?更多\)?|>>?|more)*",
    re.I,
)
#: How the lines of a site's foot begin, and what nothing but a foot has.
_FOOT_LINE: Final = re.compile(
    r"(?:主办|承办|协办|技术支持|维护)(?:单位)?:|版权所有|copyright|网站(?:简介|标识码|声明):"
    r"|\S{0,3}icp备|\S{0,3}公网安备",
    re.I,
)
_FOOT: Final = re.compile(r"网站标识码|版权所有|icp备\d|公网安备\d|copyright©?", re.I)
_FOOT_LENGTH: Final = 600
_BUTTON: Final = (
    r"\(?(?:我要)?(?:打印|关闭|收藏|保存|返回|纠错)(?:本页|窗口|页面|此页|顶部|列表|本文)?\)?"
)
#: A line that is nothing else is a site's, wherever it stands; in bare text.
_LINES: Final = re.compile(
    r"(?:用?(?:手机|微信))?扫一扫,?(?:在|到|用|手机|微信|分享|关注|打开|二维码|下载|查看).{0,30}|扫一扫"
    r"|(?:用?(?:手机|微信))扫码(?:打开|阅读|浏览|分享|关注|查看).{0,20}"
    r"|\(?(?:字[号体]|字体大小):?\(?[大中小默认超特+a|/-]*\)*"
    r"|\(?[大中小](?:[|/]?[大中小]){1,2}\)?|[大中小]"
    r"|上一[篇条页]:.{0,80}|下一[篇条页]:.{0,80}|上一[篇条页]|下一[篇条页]"
    r"|\(?(?:责任编辑|责编|编辑|审核|校对|供稿|信息员):.{0,20}"
    r"|(?:一键)?分享(?:到|至):.{0,30}|(?:一键)?分享(?:到|至)?"
    rf"|{_BUTTON}(?:\|?{_BUTTON})*"
    r"|语音(?:播报|合成中|朗读)[.…]*|(?:进入|退出|开启)?播报模式|收听|朗读全文|听全文"
    r"|无障碍(?:浏览|阅读)?|关怀版|长者(?:模式|版|助手)|简体\|?繁体|简体|繁体"
    r"|微信|微博|新浪微博|qq空间|qq好友|朋友圈"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数):?\d*次?"
    r"|网页纠错",
    re.I,
)
_PLACE: Final = r"[您你]?(?:现在|当前|目前)?(?:所在|所处)?的?(?:当前)?位置(?:是|为)?:"
_CRUMBS: Final = re.compile(rf"{_PLACE}|(?:网站)?首页(?:>|»|›)")
_ATTACHMENT: Final = re.compile(
    r"\.(?:docx?|pdf|wps|ofd|xlsx?|et|zip|rar|7z|ceb|tiff?|txt|rtf)\b", re.I
)
#: Labels of what a site counts and offers; no report says them of itself.
_TOOLS: Final = re.compile(
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数|率):|\(?字[号体](?:大小)?:|分享(?:到|至):"
)
#: No line of facts, of the path to the page, or over a box is longer.
_LINE: Final = 200
_HEADING: Final = 20
#: A box with so large a share of its text in so many links or more is a list of links.
_LINKED: Final = 0.6
_LINKS: Final = 3


def is_furniture(line: Line) -> bool:
    """Whether a line is a site's own, wherever it stands: 扫一扫, 上一篇, 打印 …"""
    if is_attachment(line):
        return False
    bare = _bare(line.text)
    return _LINES.fullmatch(bare) is not None or is_facts_line(line) or _is_foot(bare)


def is_facts_line(line: Line) -> bool:
    """Whether a line is one of facts and tools: 日期：… 来源：… 浏览次数：… 字号：【大 中 小】."""
    bare = _bare(line.text)
    if len(bare) > _LINE or "。" in bare:
        return False
    return _TOOLS.search(bare) is not None and bool(announced(line.text))


def is_crumbs(line: Line) -> bool:
    """Whether a line is the path to the page: 当前位置：首页 > 乡镇 > 松栎镇."""
    return len(line.text) < _LINE and _CRUMBS.match(_bare(line.text)) is not None


def is_attachment(line: Line) -> bool:
    """Whether a line names a file."""
    return _ATTACHMENT.search(line.text) is not None


def without_tail(lines: Sequence[Line]) -> list[Line]:
    """The lines less the links at their end, with the heading over them: 相关链接, 友情链接."""
    stop = len(lines)
    while stop and (_is_pointer(lines[stop - 1]) or is_furniture(lines[stop - 1])):
        stop -= 1
    return list(lines[:stop])


def is_box(tag: Tag, weights: Weights) -> bool:
    """Whether an element beside or inside an article is a box of the site."""
    if tag.name in _TAGS or _is_list_of_links(tag, weights):
        return True
    first = next(tag.stripped_strings, "")
    if _heads_box(first) and len("".join(first.split())) < weights.text(tag):
        return True
    if weights.text(tag) <= _FOOT_LENGTH and _is_foot(_bare(tag.get_text())):
        return True
    return _is_named(tag) and not weights.sentences(tag)


def _is_list_of_links(tag: Tag, weights: Weights) -> bool:
    """Whether most of it leads to other pages, not to files."""
    if not weights.is_linked(tag, _LINKED):
        return False
    links = tag.find_all("a", href=True)
    files = (f"{link.get_text()} {link['href']}" for link in links)
    return len(links) >= _LINKS and not any(map(_ATTACHMENT.search, files))


def _is_pointer(line: Line) -> bool:
    return not is_attachment(line) and (line.is_link or _heads_box(line.text))


def _heads_box(text: str) -> bool:
    return len(text) <= _HEADING and _HEADINGS.fullmatch(_bare(text)) is not None


def _is_named(tag: Tag) -> bool:
    names = [str(tag.get("id") or ""), *map(str, tag.get_attribute_list("class"))]
    return any(_NAMES.search(name) for name in names)


def _is_foot(bare: str) -> bool:
    """Whether a text says who keeps the site, and no sentence else."""
    if len(bare) > _FOOT_LENGTH or "。" in bare[:-1]:
        return False
    return _FOOT.search(bare) is not None or _FOOT_LINE.match(bare) is not None


def _bare(text: str) -> str:
    """The text folded and without any blank."""
    return fold(text).text.replace(" ", "")

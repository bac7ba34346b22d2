"""Web pages of government sites: the article without the site's furniture, and its metadata."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from searchapp.errors import UnreadableFile
from searchapp.reading.decoding import Decoded, decode
from searchapp.reading.document import Document, Said

#: Where the article stands, by the content systems of government sites; the surest first.
_CONTAINERS: Final = (
    "div.TRS_Editor, .trs_editor_view, .TRS_UEDITOR, .Custom_UnionStyle, #UCAP-CONTENT,"
    ".pages_content, #vsb_content, .v_news_content, .j-fontContent, #ivs_content, .infodetail,"
    ".ewb-article-content, .xxgk_content, .xxgk_content_nr, .zfxxgk_content, .xxgkcont,"
    ".xl-xqnr, .xl_content, .wp_articlecontent, .easysite-news-text, #con_con",
    "#zoom, #Zoom, .zoom, .article-content, .article_content, .articleContent, .article-body,"
    ".articlecon, .art_con, .art_cont, .conTxt, #contentText, #mainText, #NewsContent,"
    "#js_content, .text-main, .nrcontent, .news_content, .WordSection1, #content, .entry,"
    ".content, .article",
    "article, main",
)
#: An article has at least so many characters; a shorter hit is a caption or an empty frame.
_ARTICLE: Final = 80
_SILENT: Final = {"script", "style", "noscript", "iframe", "template", "select", "textarea"}
_FURNITURE: Final = {"nav", "header", "footer", "aside", "button"}
#: What sites print inside the article: a line of it is furniture, whole.
_INFO_LINE: Final = re.compile(
    r"扫一扫.{0,30}|[【\[（]?字[号体][：:].{0,20}|上一[篇条][：:].{0,80}|下一[篇条][：:].{0,80}"
    r"|[（(\[]?责任编辑[：:].{0,20}|分享到[：:]?.{0,30}|[【\[]?(?:打印|关闭)(?:本页|窗口|页面)?[】\]]?"
)
#: How a title ends; a site's logo is often set as a heading too.
_TITLE: Final = re.compile(
    r"(?:报告|总结|汇报|情况|计划|要点|方案|年报|通知)(?:[（(].{2,12}[）)])?$"
)
_BLOCKS: Final = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "thead", "tr", "ul"),
}
#: A page nests a few dozen elements; one that nests more was made to exhaust whoever reads it.
_DEPTH: Final = 400
_XML_DECLARATION: Final = re.compile(r"<\?xml[^>]*>?")
_DECLARED: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_SOURCE_BREAK: Final = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_PAIR: Final = re.compile(
    r"^[\[【]?\s*([^\]】:：]{2,12}?)\s*(?:[\]】]\s*[:：]?|[:：])\s*(.*)$", re.S
)
_LABELS: Final = {
    "doc_number": {"发文字号", "文号", "备注文号", "文件编号", "发文文号"},
    "issued_on": {"成文日期", "成文时间", "公文生成日期", "生成日期"},
    "issuer": {"发布机构", "发文机关", "发文机构", "制发机构", "发布单位"},
    "index": {"索引号"},
    "title": {"名称", "标题"},
}
_SITE_NAMES: Final = ("sitename", "columnname", "contentsource")
#: Characters 3 to 8 of an 18-character unified code, and the first six of a Shandong index number.
_UNIFIED_CODE: Final = re.compile(r"\b11(\d{6})[0-9A-Z]{10}")
_LEADING_CODE: Final = re.compile(r"^(\d{6})/")


def read_html(path: Path, content: bytes) -> Document:
    """The article of a page and what the page says of it. Raises UnreadableFile."""
    decoded = _decode(content)
    if decoded is None:
        raise UnreadableFile(path, "网页的编码无法识别")
    soup = _parsed(decoded.text)
    if _is_deep(soup):
        raise UnreadableFile(path, "网页结构异常：标签嵌套过深")
    for unseen in soup.find_all(list(_SILENT)):
        unseen.decompose()
    articles = _articles(soup)
    lines = (line for article in articles for line in _lines(article))
    lost = (f"有 {decoded.lost} 个字符无法识别，以 � 代替",) if decoded.lost else ()
    text = tuple(line for line in lines if not _INFO_LINE.fullmatch(line.strip()))
    return Document(text, "html", _said(soup, articles), True, lost)


def _decode(content: bytes) -> Decoded | None:
    declared = _DECLARED.search(content[:4096])
    return decode(content, declared[1].decode("ascii") if declared else "")


def _parsed(text: str) -> BeautifulSoup:
    """The page as a tree, also where it calls itself XML or has no tag at all.

    Beautiful Soup warns of a text that looks like XML or like a file's name; a line end after it
    says that it is a text.
    """
    return BeautifulSoup(_XML_DECLARATION.sub("", text) + "\n", "lxml")


def _is_deep(soup: BeautifulSoup) -> bool:
    depths = {id(soup): 0}
    for node in soup.descendants:
        if isinstance(node, Tag):
            depths[id(node)] = depth = depths[id(node.parent)] + 1
            if depth > _DEPTH:
                return True
    return False


def _articles(soup: BeautifulSoup) -> list[Tag]:
    """The elements with the article: known containers, else where all its sentences stand.

    Some systems set an article in several containers side by side; they are alike.
    """
    for selectors in _CONTAINERS:
        hits = soup.select(selectors)
        longest = max(hits, key=_length, default=soup)
        if longest is not soup and _length(longest) >= _ARTICLE:
            return [
                _innermost(hit, hits)
                for hit in hits
                if hit.parent is longest.parent and hit.get("class") == longest.get("class")
            ]
    return [_densest(soup)]


def _innermost(container: Tag, hits: list[Tag]) -> Tag:
    """Of nested containers the innermost that keeps the text: it has the least around it."""
    nested = (hit for hit in hits if any(above is container for above in hit.parents))
    kept = [hit for hit in nested if _length(hit) >= 0.9 * _length(container)]
    return kept[-1] if kept else container


def _densest(soup: BeautifulSoup) -> Tag:
    """The innermost element outside of which no sentence stands, furniture left out."""
    body = soup.body or soup
    for tag in body.find_all(list(_FURNITURE)):
        tag.decompose()
    here: Tag = body
    while True:
        inside = [child for child in here.find_all(True, recursive=False) if child.name in _BLOCKS]
        speaking = [child for child in inside if _sentences(child)]
        if len(speaking) != 1 or _sentences(speaking[0]) < _sentences(here):
            return here
        if speaking[0].name in {"p", "tr"}:
            return here
        here = speaking[0]


def _sentences(tag: Tag) -> int:
    """How many sentences an element has outside links; a footer's phrases are none."""
    linked: int = sum(link.get_text().count("。") for link in tag.find_all("a"))
    return int(tag.get_text().count("。") - linked)


def _length(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))


def _lines(root: Tag) -> Iterator[str]:
    """The text of an element, a line for each block, table row or break; blank ones left out."""
    pieces: list[str] = []
    for piece in _pieces(root):
        if piece == "\n":
            yield from _line(pieces)
            pieces.clear()
        else:
            pieces.append(piece)
    yield from _line(pieces)


def _line(pieces: Iterable[str]) -> Iterator[str]:
    line = "".join(pieces).strip(" \t\n")
    if line.strip():
        yield line


def _pieces(node: Tag) -> Iterator[str]:
    """Runs of text, and a lone ``\\n`` wherever a line ends."""
    if node.name == "tr" and (cells := _cells(node)):
        yield from ("\n", "\t".join(cells), "\n")
        return
    for child in node.children:
        if isinstance(child, Tag):
            if child.name == "br":
                yield "\n"
            elif child.name in _BLOCKS:
                yield from ("\n", *_pieces(child), "\n")
            else:
                yield from _pieces(child)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield _unwrap(str(child))


def _cells(row: Tag) -> list[str]:
    """The cells of a row of a table of facts; nothing for the row of a layout table."""
    cells = row.find_all(["td", "th"], recursive=False)
    # Layout tables nest: to read a row of rows here would read each level twice as often as the
    # one above it.
    if len(cells) < 2 or row.find("tr"):
        return []
    texts = [list(_lines(cell)) for cell in cells]
    if any(len(lines) > 1 for lines in texts):
        return []
    return ["".join(lines) for lines in texts]


def _unwrap(text: str) -> str:
    """The text as a browser runs it on: no line end of the source is a line end of the article."""

    def joint(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return "" if max(before, after, "") >= "\u2e80" or not before or not after else " "

    return _SOURCE_BREAK.sub(joint, text).replace("\n", " ")


def _said(soup: BeautifulSoup, articles: list[Tag]) -> Said:
    """What the page says of the article in meta tags, metadata tables and lists."""
    metas = _metas(soup)
    facts = _facts(soup, articles)
    return Said(
        title=_title(soup, metas.get("articletitle", ""), facts.get("title", "")),
        doc_number=facts.get("doc_number", ""),
        issued_on=facts.get("issued_on", ""),
        issuer=facts.get("issuer", ""),
        site=" ".join(metas[name] for name in _SITE_NAMES if name in metas),
        place_codes=tuple(_place_codes(facts.get("index", ""), metas.get("siteidcode", ""))),
    )


def _title(soup: BeautifulSoup, *said: str) -> str:
    """The title that metadata, a heading or the window names; "" where none is like a title."""
    headings = (heading.get_text() for heading in soup.find_all(["h1", "h2"]))
    window = re.split(r"[_|]|\s*[-–—]+\s*", soup.title.get_text()) if soup.title else []
    named = (" ".join(title.split()) for title in (*said, *headings, *window))
    return next((title for title in named if _TITLE.search(title)), "")


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Name in small letters -> content; the first that is not empty counts."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta", attrs={"name": True, "content": True}):
        content = str(meta["content"]).strip()
        if content and content.lower() != "null":
            found.setdefault(str(meta["name"]).strip().lower(), content)
    return found


def _facts(soup: BeautifulSoup, articles: list[Tag]) -> dict[str, str]:
    """The page's metadata by what it is; the first value that is not empty counts."""
    found: dict[str, str] = {}
    for label, value in _pairs(soup, articles):
        bare = re.sub(r"[\s\[\]【】/\-—:：]", "", label)
        for fact, labels in _LABELS.items():
            if bare in labels and value.strip():
                found.setdefault(fact, " ".join(value.split()))
    return found


def _pairs(soup: BeautifulSoup, articles: list[Tag]) -> Iterator[tuple[str, str]]:
    """Label and value, from rows of cells and from short blocks ``label：value``."""
    around = {id(element) for article in articles for element in article.parents}
    inside = {id(article) for article in articles}
    for row in soup.find_all("tr"):
        if id(row) not in around and not any(id(above) in inside for above in row.parents):
            cells = [cell.get_text() for cell in row.find_all(["td", "th"])]
            yield from zip(cells[::2], cells[1::2], strict=False)
    for block in soup.find_all(["li", "p", "div", "dd", "td", "span"]):
        text = block.get_text()
        if len(text) < 120 and (pair := _PAIR.match(text.strip())):
            yield pair[1], pair[2]


def _place_codes(index_number: str, site_code: str) -> Iterator[str]:
    for pattern, text in ((_UNIFIED_CODE, index_number), (_LEADING_CODE, index_number)):
        if found := pattern.search(text):
            yield found[1]
    if re.match(r"\d{10}$", site_code):
        yield site_code[:6]

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
_FURNITURE: Final = {"nav", "header", "footer", "aside", "form", "button"}
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
    article = _article(soup)
    lost = (f"有 {decoded.lost} 个字符无法识别，以 � 代替",) if decoded.lost else ()
    return Document(tuple(_lines(article)), "html", _said(soup, article), True, lost)


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


def _article(soup: BeautifulSoup) -> Tag:
    """The element with the article: a known container, else where the text is densest."""
    for selectors in _CONTAINERS:
        hits = [hit for hit in soup.select(selectors) if _length(hit) >= _ARTICLE]
        if hits:
            longest = max(hits, key=_length)
            # Containers nest; the innermost that keeps the text has the least around it.
            nested = (hit for hit in hits if any(above is longest for above in hit.parents))
            kept = [hit for hit in nested if _length(hit) >= 0.9 * _length(longest)]
            return kept[-1] if kept else longest
    return _densest(soup)


def _densest(soup: BeautifulSoup) -> Tag:
    """The innermost element that keeps most of the page's text outside links and furniture."""
    body = soup.body or soup
    for tag in body.find_all(list(_FURNITURE)):
        tag.decompose()
    here: Tag = body
    while True:
        inside = [child for child in here.find_all(True, recursive=False) if child.name in _BLOCKS]
        richest = max(inside, key=_prose, default=None)
        if richest is None or richest.name in {"p", "tr"} or _prose(richest) < 0.8 * _prose(here):
            return here
        here = richest


def _length(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))


def _prose(tag: Tag) -> int:
    return _length(tag) - sum(_length(link) for link in tag.find_all("a"))


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


def _said(soup: BeautifulSoup, article: Tag) -> Said:
    """What the page says of the article in meta tags, metadata tables and lists."""
    metas = _metas(soup)
    facts = _facts(soup, article)
    heading = soup.find("h1")
    titles = (
        metas.get("articletitle"),
        heading.get_text(strip=True) if heading else "",
        facts.get("title"),
        re.split(r"[_|]", soup.title.get_text())[0] if soup.title else "",
    )
    return Said(
        title=next((" ".join(title.split()) for title in titles if title and title.strip()), ""),
        doc_number=facts.get("doc_number", ""),
        issued_on=facts.get("issued_on", ""),
        issuer=facts.get("issuer", ""),
        site=" ".join(metas[name] for name in _SITE_NAMES if name in metas),
        place_codes=tuple(_place_codes(facts.get("index", ""), metas.get("siteidcode", ""))),
    )


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Name in small letters -> content; the first that is not empty counts."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta", attrs={"name": True, "content": True}):
        content = str(meta["content"]).strip()
        if content and content.lower() != "null":
            found.setdefault(str(meta["name"]).strip().lower(), content)
    return found


def _facts(soup: BeautifulSoup, article: Tag) -> dict[str, str]:
    """The page's metadata by what it is; the first value that is not empty counts."""
    found: dict[str, str] = {}
    for label, value in _pairs(soup, article):
        bare = re.sub(r"[\s\[\]【】/\-—:：]", "", label)
        for fact, labels in _LABELS.items():
            if bare in labels and value.strip():
                found.setdefault(fact, " ".join(value.split()))
    return found


def _pairs(soup: BeautifulSoup, article: Tag) -> Iterator[tuple[str, str]]:
    """Label and value, from rows of cells and from short blocks ``label：value``."""
    around = {id(element) for element in article.parents}
    for row in soup.find_all("tr"):
        if id(row) not in around and not any(above is article for above in row.parents):
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

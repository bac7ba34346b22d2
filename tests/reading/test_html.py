"""Pages of government sites: the article alone, and what the page says of it."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.errors import UnreadableFile
from searchapp.reading import Document
from searchapp.reading.html import read_html

BODY = (
    "松栎镇人民政府关于2024年法治政府建设情况的报告",
    "2024年，松栎镇坚持以习近平法治思想为指导，扎实推进法治政府建设，现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）加强诉源治理。全年受理矛盾纠纷126件，调解成功121件，群众满意度持续提升。",
    "二、存在的不足和原因",
)
ARTICLE = "".join(f"<p>{line}</p>" for line in BODY)


def page(body: str, head: str = "") -> str:
    """A whole page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read(text: str, encoding: str = "utf-8") -> Document:
    """What is read of a page in that encoding."""
    return read_html(Path("页面.html"), text.encode(encoding))


def in_article(markup: str) -> tuple[str, ...]:
    """The lines of this piece of markup in an article, after the article's own."""
    lines = read(page(f'<div id="zoom">{ARTICLE}{markup}</div>')).lines
    assert lines[: len(BODY)] == BODY
    return lines[len(BODY) :]


@pytest.mark.parametrize(
    "opening",
    [
        '<div class="TRS_Editor">',
        '<div class="view TRS_UEDITOR trs_paper_default">',
        '<div id="UCAP-CONTENT">',
        '<div id="vsb_content"><div class="v_news_content">',
        '<div class="wzcon j-fontContent">',
        '<div id="zoom">',
        '<font id="Zoom">',
        '<div class="xxgk_content">',
        '<div class="article-content">',
        '<div class="content"><div id="zoom"><div class="TRS_Editor">',
        "<article>",
        '<div class="a-class-of-one-site">',
    ],
)
def test_the_article_is_found_without_the_sites_furniture(opening: str) -> None:
    """Menu, path, tools and footer are not text of the report, in whatever container it stands."""
    furniture = (
        "<header>青禾县人民政府 2025年3月1日 星期六</header>"
        '<nav><a href="/">首页</a><a href="/x">政务公开</a><a href="/y">政民互动</a></nav>'
        '<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/t">乡镇街道</a></div>'
    )
    footer = "<footer>主办：青禾县人民政府办公室 网站标识码9901210001</footer>"
    script = "<script>var x = '政府';</script><style>p { margin: 0 }</style>"
    closing = "".join(f"</{tag[1:].split()[0]}>" for tag in reversed(opening[:-1].split(">")))
    assert read(page(f"{furniture}{opening}{script}{ARTICLE}{closing}{footer}")).lines == BODY


def test_an_article_in_several_containers_is_read_whole() -> None:
    """Containers that stand side by side and are alike hold one article, in order."""
    long, signature = BODY[3] * 3, "松栎镇人民政府"
    markup = "".join(
        f'<div class="content"><p>{piece}</p></div>' for piece in (BODY[0], long, signature)
    )
    assert read(page(f"<div>{markup}</div>")).lines == (BODY[0], long, signature)


def test_a_container_elsewhere_on_the_page_is_not_the_article() -> None:
    """A box beside the article, under another element or of another kind, is furniture."""
    phrase = "相关链接：法治政府建设专栏，政务公开，办事服务。" * 4
    inner, other = f'<div class="content">{phrase}</div>', f'<div class="entry">{phrase}</div>'
    whole = page(f'<div>{inner}</div>{other}<div class="content">{ARTICLE}</div>')
    assert read(whole).lines == BODY


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫在手机打开当前页",
        "【字体：大 中 小】",
        "上一篇：荻浦镇报告",
        "责任编辑：郁文",
        "打印本页",
    ],
)
def test_a_sites_lines_inside_the_article_are_left_out(line: str) -> None:
    """Tools and pointers that a site prints under the text are no text of the report."""
    assert in_article(f"<p>{line}</p>") == ()


def test_what_a_container_has_around_a_nested_one_is_left_out() -> None:
    """The innermost container that keeps the text is the article: tools stand around it."""
    tools = "<p>松栎镇 浏览次数：12</p>"
    nested = f'<div class="content">{tools}<div class="content">{ARTICLE}</div></div>'
    assert read(page(nested)).lines == BODY


def test_a_nested_container_with_less_text_loses_nothing() -> None:
    """The innermost container counts only where it keeps the text of those around it."""
    nested = f'<div id="zoom"><p>{BODY[0]}</p><div class="zoom">{ARTICLE[37:]}</div></div>'
    outside = '<div class="content"><p>' + "青禾县。" * 40 + f"</p>{nested}</div>"
    assert BODY[0] in read(page(outside)).text


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>2<span>0</span><font>2</font><b>4</b>年1月<i>20</i>日</p>", ["2024年1月20日"]),
        ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
        ("<div>甲</div>乙<section>丙</section>", ["甲", "乙", "丙"]),
        ("<p>推动法治\n    建设</p>", ["推动法治建设"]),
        ("<p>smart\n  city</p>", ["smart city"]),
        ("<p>甲</p><p>&nbsp;</p><p></p><p>乙</p>", ["甲", "乙"]),
        ("<p>矛盾&ldquo;不上交&rdquo;</p>", ["矛盾“不上交”"]),
        ("<ul><li>甲</li><li>乙</li></ul>", ["甲", "乙"]),
        ("<p>甲<!-- 注 -->乙</p>", ["甲乙"]),
        ("<pre>甲\n乙</pre>", ["甲乙"]),
    ],
)
def test_lines_are_those_a_browser_shows(markup: str, lines: list[str]) -> None:
    """Blocks and breaks end a line; spans and line ends of the source do not."""
    assert [line.strip() for line in in_article(markup)] == lines


def test_a_row_of_a_table_is_one_line_with_tabs() -> None:
    """The cells of a row of facts stay together, in order."""
    table = (
        "<table><thead><tr><th>类型</th><th>件数</th></tr></thead>"
        "<tr><td><p>婚姻家庭</p></td><td><span>4</span><span>2</span></td></tr>"
        "<tr><td>邻里</td><td></td></tr></table>"
    )
    assert in_article(table) == ("类型\t件数", "婚姻家庭\t42", "邻里")


def test_a_table_for_layout_gives_its_lines() -> None:
    """A cell that holds paragraphs is a page's layout, not a cell of facts."""
    layout = "<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>"
    assert in_article(layout) == ("甲", "乙", "丙")


def test_tables_in_tables_give_every_line_once() -> None:
    """Old pages nest tables for layout; no line is lost or doubled."""
    nested = "<table><tr><td>甲</td><td><table><tr><td>乙</td><td>1</td></tr></table></td></tr>"
    assert in_article(nested + "</table>") == ("甲", "乙\t1")


METADATA = {
    "索 引 号": "11990121008689762A/2025-00004",
    "发文字号": "松府发〔2025〕6号",
    "成文日期": "2025年01月20日",
    "发布机构": "青禾县松栎镇人民政府",
    "有效性": "有效",
}


def _as_table(pairs: dict[str, str]) -> str:
    cells = [f"<td>{label}</td><td>{value}</td>" for label, value in pairs.items()]
    rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param(_as_table(METADATA), id="table of four columns"),
        pytest.param(
            "".join(
                f"<table><tr><th>{k}：</th><td>{v}</td></tr></table>" for k, v in METADATA.items()
            ),
            id="table of two columns",
        ),
        pytest.param(
            "<ul>" + "".join(f"<li><b>{k}：</b>{v}</li>" for k, v in METADATA.items()) + "</ul>",
            id="list",
        ),
        pytest.param(
            "".join(f"<div>[ {k} ] {v}</div>" for k, v in METADATA.items()), id="square brackets"
        ),
        pytest.param(_as_table(METADATA) * 2, id="printed twice"),
        pytest.param(
            _as_table({"发文字号": "", "文号": ""}) + _as_table(METADATA), id="empty first"
        ),
    ],
)
def test_metadata_are_read_in_every_form(metadata: str) -> None:
    """Number, date, issuer and the county's code come from the page's own table or list."""
    said = read(page(f'<div class="info">{metadata}</div><div id="zoom">{ARTICLE}</div>')).said
    assert said.doc_number == "松府发〔2025〕6号"
    assert said.issued_on == "2025年01月20日"
    assert said.issuer == "青禾县松栎镇人民政府"
    assert said.place_codes == ("990121",)


def test_meta_tags_name_article_site_and_county() -> None:
    """The names of meta tags count in any case; ``null`` and emptiness say nothing."""
    head = "".join(
        f'<meta name="{name}" content="{content}">'
        for name, content in {
            "articletitle": "松栎镇2024年法治政府建设年度报告",
            "SiteName": "青禾县人民政府",
            "ColumnName": "松栎镇",
            "ContentSource": "null",
            "SiteIDCode": "9901210001",
            "Author": "",
        }.items()
    )
    said = read(page(f'<div id="zoom">{ARTICLE}</div>', head)).said
    assert said.title == "松栎镇2024年法治政府建设年度报告"
    assert said.site == "青禾县人民政府 松栎镇"
    assert said.place_codes == ("990121",)


@pytest.mark.parametrize(
    ("index_number", "codes"),
    [
        ("11990121008689762A/2025-00004", ("990121",)),
        ("990121/2025-00251", ("990121",)),
        ("sm09901-1800-2025-00003", ()),
        ("000014349/2025-1", ()),
    ],
)
def test_an_index_number_gives_the_county_where_it_holds_one(
    index_number: str, codes: tuple[str, ...]
) -> None:
    """A unified code and a leading division code are evidence; other numbers are not."""
    metadata = _as_table({"索引号": index_number, "名称": "报告"})
    assert read(page(f"{metadata}<div id=zoom>{ARTICLE}</div>")).said.place_codes == codes


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<h1> 松栎镇 报告 </h1>", "松栎镇 报告"),
        (_as_table({"标 题": "松栎镇报告", "文号": ""}), "松栎镇报告"),
        ("", "松栎镇报告"),
    ],
)
def test_the_pages_title_is_the_best_there_is(markup: str, title: str) -> None:
    """The heading counts before the table, the table before the browser's title."""
    head = "<title>松栎镇报告_青禾县人民政府</title>" if not markup else ""
    assert read(page(f"{markup}<div id=zoom>{ARTICLE}</div>", head)).said.title == title


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "iso-8859-1", "x-unknown"])
def test_a_page_is_decoded_whatever_it_declares(encoding: str, declared: str) -> None:
    """gb2312 is read as GB18030, and a declaration that is wrong is not believed."""
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = page(f'<div id="zoom">{ARTICLE}<p>朱镕县〇</p></div>', head)
    document = read(text, encoding)
    assert document.lines == (*BODY, "朱镕县〇")
    assert document.warnings == ()


def test_an_article_marks_its_paragraphs() -> None:
    """A line of a page is a paragraph, never a mere width."""
    document = read(page(f'<div id="zoom">{ARTICLE}</div>'))
    assert (document.paragraphs, document.format) == (True, "html")


def test_bytes_that_are_no_page_are_refused() -> None:
    """A picture under the name of a page is refused in Chinese."""
    with pytest.raises(UnreadableFile, match="编码无法识别"):
        read_html(Path("页面.html"), bytes(range(256)) * 20)


_SOUP = st.lists(
    st.sampled_from(
        [
            *("<div>", "</div>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<br>"),
            *("<span", "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "?>", "<!DOCTYPE", "</html>"),
            *("<script>", "</script>", "<style>", "<select>", "<form>", "<template>", "&#0;"),
            *("<a href='", "'", '"', ">", "<", "&", "&#xD800;", "&nbsp;", "\0", "\n", "法治"),
            *('<div id="zoom">', '<div class="content">', '<meta name="SiteName" content=', "1"),
            *("<body>", "<body>", "<frameset>", "<svg>", "<math>", "<title>", "发文字号：", "]"),
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.property
@given(markup=_SOUP)
@example(markup='<?xml version="1.0"?><a/>')  # Beautiful Soup warned of XML
@example(markup="报告.html")  # … and of what looks like a file's name
@example(markup="http://qinghe.example/")
@example(markup="<")
def test_any_markup_gives_a_document_or_a_reason(markup: str) -> None:
    """However broken a page is, no other error and no warning leaves the reader."""
    content = markup.encode("utf-8", "replace")
    try:
        lines = read_html(Path("页面.html"), content).lines
    except UnreadableFile:
        return
    assert all(line.strip() and "\n" not in line for line in lines)


_NESTING = pytest.mark.parametrize(
    "tags",
    [["div"], ["span"], ["font"], ["table"], ["table", "tr", "td"], ["ul", "li"]],
    ids="".join,
)


def nested(tags: list[str], depth: int, *, closed: bool) -> str:
    """The article inside that many elements."""
    opening = "".join(f"<{tag}>" for tag in tags)
    ends = "".join(f"</{tag}>" for tag in reversed(tags))
    return page(opening * depth + ARTICLE + (ends * depth if closed else ""))


@_NESTING
@pytest.mark.parametrize("closed", [True, False])
def test_an_article_inside_many_elements_is_read(tags: list[str], *, closed: bool) -> None:
    """A page that nests its layout, or forgets to close tags, loses nothing."""
    assert read(nested(tags, 30, closed=closed)).lines == BODY


@_NESTING
@pytest.mark.parametrize("closed", [True, False])
def test_a_page_made_to_exhaust_its_reader_is_refused(tags: list[str], *, closed: bool) -> None:
    """Thousands of elements inside one another are refused at once, with a reason."""
    with pytest.raises(UnreadableFile, match="嵌套过深"):
        read(nested(tags, 10_000, closed=closed))


_GROWING = {
    "paragraphs": "<p>法治政府建设</p>",
    "rows": "<table><tr><td>法治</td><td>1</td></tr></table>",
    "cells of several lines": "<tr><td><p>法</p><p>治</p></td><td>1</td><td rowspan=9>2</td></tr>",
    "links": "<a href='#'>法治</a>",
    "containers": f'<div class="content">{ARTICLE}</div>',
    "hidden": "<div hidden>法治。</div>",
    "labels": "<p>文号：松府发〔2025〕6号 来源：</p>",
    "items": "<ol><li>法治。<li>政府。</ol>",
    "boxes": "<div class=share>法治</div>",
    "signatures": "</div><p>松栎镇人民政府</p>",
    "broken": "<p <span>法治&",
}


@pytest.mark.parametrize("piece", _GROWING.values(), ids=_GROWING)
def test_reading_grows_with_the_page_not_its_square(piece: str) -> None:
    """Four times the page takes about four times as long."""
    small, large = (best_of_three(page(piece * count)) for count in (100, 400))
    assert large < 4 * small * 2 + 0.05


def test_nested_layout_tables_cost_the_same_for_each_level() -> None:
    """Twice the levels take about twice as long; they took a hundred times as long."""
    opening, ends = "<table><tr><td>甲</td><td>", "</td></tr></table>"
    small, large = (page(opening * depth + ARTICLE + ends * depth) for depth in (8, 16))
    assert read(large).lines == (*["甲"] * 16, *BODY)
    assert best_of_three(large) < 2 * best_of_three(small) * 2 + 0.05


def best_of_three(text: str) -> float:
    """The seconds that reading the page takes when nothing disturbs it."""

    def once() -> float:
        start = time.process_time()
        read(text)
        return time.process_time() - start

    return min(once() for _ in range(3))

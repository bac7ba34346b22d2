"""What a page says of its article is read from wherever it says it, and held against the rest."""

import pytest

from searchapp.reading import Said
from tests.reading.sites import FOOT, ISSUED, PATH, metas, page, paragraphs
from tests.reading.webpage.pages import read

ARTICLE = f"<div id=zoom>{paragraphs(ISSUED.lines)}</div>"


def said(before: str = "", after: str = "", head: str = "") -> Said:
    """What is said by a page with this round its article."""
    return read(page(f"{before}{ARTICLE}{after}", head=head)).said


def test_names_of_meta_tags_count_in_any_case_and_the_first_that_says_something() -> None:
    """``null`` and emptiness say nothing, and there may be several heads."""
    head = (
        '<META NAME="articletitle" CONTENT=""><meta name="ARTICLETITLE" content="松栎镇报告">'
        '<meta name="pubdate" content="null"></head><head><meta name="PubDate" '
        'content="2025-01-22">'
    )
    found = said(head=head)
    assert (found.title, found.published_on) == ("松栎镇报告", "2025-01-22")


@pytest.mark.parametrize(
    ("index", "codes"),
    [
        ("11990121008689762A/2025-00004", ("990121",)),
        ("1199012100868976 2A/2025-1", ()),
        ("990121/2025-00251", ("990121",)),
        ("12990121MB1234567X/2025-1", ("990121",)),
        ("990121/11990122008689762A", ("990122", "990121")),
        ("sm09901-1800-2025-00003", ()),
        ("000014349/2025-1", ()),
        ("qhsly/2025-00009", ()),
        ("无", ()),
    ],
)
def test_an_index_number_gives_the_codes_it_holds(index: str, codes: tuple[str, ...]) -> None:
    """A unified code is surer than the digits before a stroke; other numbers hold none."""
    assert said(f"<p>索引号：{index}</p>").place_codes == codes


def test_the_sites_code_comes_last() -> None:
    """The site may be the county's, the report's own number is its own."""
    number = "<p>索引号：11990122008689762A/2025-1</p>"
    assert said(number, head=metas(ISSUED)).place_codes == ("990122", "990121")


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ('<meta name="SiteDomain" content="www.qinghe.gov.cn">', ""),
        ("<title>松栎镇2024年报告_青禾县人民政府网</title>", ""),
        ("", FOOT),
        ('<link rel="canonical" href="http://www.qinghe.gov.cn/a.html">', ""),
    ],
)
def test_a_site_that_nothing_contradicts_is_believed(head: str, after: str) -> None:
    """Name and code stand where address, window and foot say the same, or nothing."""
    found = said(after=after, head=metas(ISSUED) + head)
    assert found.site.startswith("青禾县人民政府 ")
    assert found.place_codes == ("990121",)


@pytest.mark.parametrize(
    ("more", "head", "after"),
    [
        pytest.param({"SiteName": "云州市人民政府"}, "", FOOT, id="by the foot"),
        pytest.param(
            {"SiteName": "云州市人民政府"},
            "<title>松栎镇2024年报告_青禾县人民政府网</title>",
            "",
            id="by the window",
        ),
        pytest.param(
            {"SiteName": "云州市人民政府", "SiteDomain": "www.yunzhou.gov.cn"},
            '<link rel="canonical" href="http://slz.qinghe.gov.cn/a.html">',
            "",
            id="by the address",
        ),
    ],
)
def test_tags_left_over_from_another_sites_template_are_left_out(
    more: dict[str, str], head: str, after: str
) -> None:
    """A name that the page itself contradicts names nobody, and its code no county."""
    found = said(after=after, head=metas(ISSUED, **more) + head)
    assert "云州" not in found.site
    assert found.place_codes == ()


def test_a_code_of_another_province_is_left_out() -> None:
    """The code in the document's own number is surer than the template's."""
    number = "<p>索引号：11990121008689762A/2025-1</p>"
    assert said(number, head=metas(ISSUED, SiteIDCode="1101010001")).place_codes == ("990121",)


def test_the_path_to_the_page_names_the_town() -> None:
    """Of a page that says nothing else, the column under which it stands."""
    assert said(f"<div>{PATH}</div>").site == "政务公开 乡镇街道 松栎镇 正文"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("http://www.qinghe.gov.cn/zwgk/202501/t20250122_15418039.html", "2025-01-22"),
        ("http://www.qinghe.gov.cn/art/2025/1/22/art_12_345.html", "2025-01-22"),
        ("http://www.qinghe.gov.cn/columns/1b-2c/202501/22/3d-4e.html", "2025-01-22"),
        ("http://www.qinghe.gov.cn/2025-01/22/content_12.html", "2025-01-22"),
        ("http://www.qinghe.gov.cn/202501/0123456789abcdef.shtml", ""),
        ("http://www.qinghe.gov.cn/2015621264.html", ""),
        ("http://www.qinghe.gov.cn/t20259922_1.html", ""),
        ("http://[::1", ""),
    ],
)
def test_an_address_dates_a_page_that_does_not_date_itself(address: str, day: str) -> None:
    """The day in the path, where it is one; a number that looks like a year is none."""
    link = f'<link rel="canonical" href="{address}">'
    assert said(head=link).published_on == day
    assert said("<p>发布日期：2025-02-01</p>", head=link).published_on == "2025-02-01"


def test_a_line_of_facts_dates_a_page_without_a_label() -> None:
    """The day with which it begins."""
    assert said("<p>2025-01-22 09:18 来源：县司法局</p>").published_on == "2025-01-22 09:18"


def test_the_clock_in_a_sites_header_dates_nothing() -> None:
    """It is the day on which somebody saved the page."""
    assert said("<div>2025年3月1日 星期六</div>").published_on == ""


@pytest.mark.parametrize(
    ("before", "head", "title"),
    [
        ("<p>松栎镇2024年报告</p>", "", "松栎镇2024年报告"),
        (
            "<p>青禾县松栎镇人民政府</p><p>关于2024年的报告</p>",
            "",
            "青禾县松栎镇人民政府关于2024年的报告",
        ),
        (
            "<p>松栎镇党委</p><p>松栎镇人民政府</p><p>关于2024年建设</p><p>的报告</p>",
            "",
            "松栎镇党委 松栎镇人民政府关于2024年建设的报告",
        ),
        ("<h1>网站首页</h1><p>名称：松栎镇报告</p>", "", "松栎镇报告"),
        ("", "<title>松栎镇2024年报告--青禾县人民政府</title>", "松栎镇2024年报告"),
        ("<p>松櫟鎮2024年度報告</p>", "", "松櫟鎮2024年度報告"),
        ("<p><a href=1>荻浦镇2024年报告</a></p>", "", ""),
        ("<h1>青禾县人民政府</h1>", "<title>青禾县人民政府</title>", ""),
    ],
)
def test_a_title_is_what_ends_like_one(before: str, head: str, title: str) -> None:
    """Over the article, in its table or in the window, with the organs over it; a link is none."""
    assert said(before, head=head).title == title


def test_a_number_over_the_article_is_the_documents() -> None:
    """Some sites print it under the title, without a label."""
    assert said("<p>松府发〔2025〕6号</p>").doc_number == "松府发〔2025〕6号"

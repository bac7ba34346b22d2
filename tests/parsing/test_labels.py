"""The table of a site, copied into a text file with the article."""

from datetime import date

import pytest

from searchapp.parsing.labels import codes_in, filled, is_labelled, labelled
from searchapp.reading.document import Said
from searchapp.reports import Origin
from tests.parsing.reports import BODY, report_of

TITLE = "松栎镇2024年法治政府建设情况报告"
NUMBER, ISSUER, DAY = "松府〔2025〕6号", "青禾县松栎镇人民政府", "2025年01月17日"
INDEX = "11990121008689762A/2025-00004"
FOUND = Said(doc_number=NUMBER, issued_on=DAY, issuer=ISSUER, place_codes=("990121",))

#: Layout -> lines.
LAYOUTS = {
    "label:value": [
        f"索引号：{INDEX}",
        f"发文字号：{NUMBER}",
        f"发布机构：{ISSUER}",
        f"成文日期：{DAY}",
        "体裁分类：报告",
    ],
    "blanks in the labels": [
        f"索 引 号：{INDEX}",
        f"文 号：{NUMBER}",
        f"发布机构：{ISSUER}",
        f"成文日期：{DAY}",
    ],
    "square brackets": [
        f"[ 索引号 ] {INDEX}",
        f"[ 发文字号 ] {NUMBER}",
        f"[ 发布机构 ] {ISSUER}",
        f"[ 成文日期 ] {DAY}",
        "[ 主题词 ] 法治 报告",
    ],
    "pipes": [
        f"|索引号|{INDEX}|发文字号|{NUMBER}|",
        f"|发布机构|{ISSUER}|成文日期|{DAY}|",
        "|体裁分类|报告|",
    ],
    "one below the other": [
        *("索引号", INDEX, "发文字号", NUMBER, "发布机构", ISSUER, "成文日期", DAY),
    ],
    "traditional characters": [
        f"索引號：{INDEX}",
        f"備注-文號：{NUMBER}",
        f"發布機構：{ISSUER}",
        f"成文日期：{DAY}",
    ],
    "two on a line": [
        f"索引号：{INDEX} 发文字号：{NUMBER}",
        f"发布机构：{ISSUER} 成文日期：{DAY}",
    ],
    "printed twice": [
        f"索引号：{INDEX}",
        f"发文字号：{NUMBER}",
        f"发布机构：{ISSUER}",
        f"成文日期：{DAY}",
        "索引号：",
        "发文字号：无",
        "发布机构：青禾县人民政府办公室",
        "成文日期：",
    ],
}


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS)
def test_labelled_lines_are_read_in_every_layout(lines: list[str]) -> None:
    """The first value of each label counts."""
    assert labelled(lines) == FOUND


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS)
def test_a_text_with_its_table_is_understood_like_a_page(lines: list[str]) -> None:
    """Number, date, issuer and county come from it; the title is the line below."""
    report = report_of(*lines, TITLE, *BODY)
    assert report.title == TITLE
    assert report.doc_number == NUMBER
    assert report.issued_on == date(2025, 1, 17)
    assert report.issuers == (ISSUER,)
    assert report.place is not None
    assert report.place.county == "青禾县"
    assert report.origins["place"] is Origin.METADATA


@pytest.mark.parametrize(
    "line",
    [
        *("索引号：1", "体裁分类：报告", "【字体：大 中 小】", "浏览次数：", "打印", "关闭窗口"),
        *("2019年12月3日 星期二", "当前位置：首页>政务公开", "分享到：", INDEX, "大"),
    ],
)
def test_furniture_of_a_site_is_known(line: str) -> None:
    """Such a line is no title and ends no head."""
    assert is_labelled(line)


@pytest.mark.parametrize("line", [TITLE, ISSUER, NUMBER, "县委、县政府：", "大力推进依法行政。"])
def test_lines_of_a_report_are_no_furniture(line: str) -> None:
    """What the report itself prints is not the site's."""
    assert not is_labelled(line)


@pytest.mark.parametrize(
    ("index_number", "codes"),
    [
        (INDEX, ["990121"]),
        ("370481/2026-00251", ["370481"]),
        ("sm09901-1800-2025-00003", []),
        ("", []),
    ],
)
def test_an_index_number_may_hold_the_countys_code(index_number: str, codes: list[str]) -> None:
    """A unified code has it in its characters 3 to 8; some provinces begin with it."""
    assert list(codes_in(index_number)) == codes


def test_a_page_counts_before_a_copy_of_it() -> None:
    """What the page itself says is kept; the text fills in the rest."""
    page = Said(doc_number="松府〔2025〕9号", site="青禾县人民政府", place_codes=("990100",))
    both = filled(page, FOUND)
    assert (both.doc_number, both.issuer, both.site) == (page.doc_number, ISSUER, page.site)
    assert both.place_codes == ("990100", "990121")


def test_a_number_line_names_no_department() -> None:
    """松委〔2025〕21号 begins with the office's initials and names nobody."""
    report = report_of("松委〔2025〕21号 签发人：郁文", "2024年法治政府建设情况报告", *BODY[1:])
    assert (report.level, report.place) == (None, None)


def test_the_value_of_a_label_is_no_piece_of_the_title() -> None:
    """发布机构 ⏎ the organ ⏎ the title: the organ is the publisher, the title stands alone."""
    report = report_of("发布机构", ISSUER, TITLE, *BODY)
    assert (report.title, report.issuers) == (TITLE, (ISSUER,))
    assert report.origins["issuers"] is Origin.METADATA

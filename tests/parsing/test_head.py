"""The head of a report: every layout of a title, the number, whom it is sent to."""

import pytest

from searchapp.parsing.cleaning import clean_lines
from searchapp.parsing.head import Head, read_doc_number, read_head
from tests.parsing.reports import BODY

PARTY, GOVERNMENT = "中共青禾县松栎镇委员会", "青禾县松栎镇人民政府"
TITLE = "关于2024年法治政府建设情况的报告"


def head_of(*lines: str) -> Head:
    """The head of a report that begins with these lines."""
    return read_head([*clean_lines(lines), *BODY])


#: Layout -> lines, title, issuers (GENRE 2.1).
LAYOUTS: dict[str, tuple[list[str], str, tuple[str, ...]]] = {
    "one line": ([f"松栎镇人民政府{TITLE}"], f"松栎镇人民政府{TITLE}", ("松栎镇人民政府",)),
    "issuer, then 关于": ([GOVERNMENT, TITLE], f"{GOVERNMENT}{TITLE}", (GOVERNMENT,)),
    "two issuers": (
        [PARTY, GOVERNMENT, TITLE],
        f"{PARTY} {GOVERNMENT}{TITLE}",
        (PARTY, GOVERNMENT),
    ),
    "two issuers on one line": (
        [f"{PARTY}　　{GOVERNMENT}", TITLE],
        f"{PARTY} {GOVERNMENT}{TITLE}",
        (PARTY, GOVERNMENT),
    ),
    "all on one line": (
        [f"{PARTY} {GOVERNMENT}{TITLE}"],
        f"{PARTY} {GOVERNMENT}{TITLE}",
        (PARTY, GOVERNMENT),
    ),
    "without 关于": (
        [PARTY, GOVERNMENT, "2024年法治政府建设工作情况的报告"],
        f"{PARTY} {GOVERNMENT}2024年法治政府建设工作情况的报告",
        (PARTY, GOVERNMENT),
    ),
    "last word alone, set wide": (
        [GOVERNMENT, "关于2024年法治政府建设情况的", "报  告"],
        f"{GOVERNMENT}{TITLE}",
        (GOVERNMENT,),
    ),
    "broken in the middle": (
        ["松栎镇人民政府关于2024年法治政府建设", "情况的报告"],
        f"松栎镇人民政府{TITLE}",
        ("松栎镇人民政府",),
    ),
    "set wide": (["政 府 工 作 报 告"], "政府工作报告", ()),
    "set wide with a year": (
        ["松 栎 镇 2 0 2 4 年 度 报 告"],
        "松栎镇2024年度报告",
        (),
    ),
    "blanks in front": ([f" {GOVERNMENT}", f"　{TITLE}"], f"{GOVERNMENT}{TITLE}", (GOVERNMENT,)),
    "year last in brackets": (
        ["松栎镇法治政府建设年度报告(2024年度)"],
        "松栎镇法治政府建设年度报告(2024年度)",
        (),
    ),
    "year in brackets below": (
        ["松栎镇法治政府建设年度报告", "（2024年度）"],
        "松栎镇法治政府建设年度报告（2024年度）",
        (),
    ),
    "year first": (["2024年度松栎镇法治政府建设报告"], "2024年度松栎镇法治政府建设报告", ()),
    "no 报告 at the end": (["松栎镇2024年法治政府建设情况"], "松栎镇2024年法治政府建设情况", ()),
    "a summary": (["松栎镇2024年法治政府建设工作总结"], "松栎镇2024年法治政府建设工作总结", ()),
    "twice in a row": (["松栎镇2024年度报告"] * 2, "松栎镇2024年度报告", ()),
    "page title and own title": (
        ["松栎镇2024年度报告", f"松栎镇人民政府{TITLE}"],
        "松栎镇2024年度报告",
        ("松栎镇人民政府",),
    ),
    "twice, on two lines each": (
        ["松栎镇人民政府", TITLE, "松栎镇人民政府", TITLE],
        f"松栎镇人民政府{TITLE}",
        ("松栎镇人民政府",),
    ),
    "number above": (
        ["松委文〔2025〕4号", "", "松栎镇2024年度报告"],
        "松栎镇2024年度报告",
        (),
    ),
    "red head, number, signer": (
        [f"{GOVERNMENT}文件", "松府〔2025〕4号", "签发人：郁文", GOVERNMENT, TITLE],
        f"{GOVERNMENT}{TITLE}",
        (GOVERNMENT,),
    ),
    "number that lost its brackets": (
        ["松委法20259号", "松栎镇2024年度报告"],
        "松栎镇2024年度报告",
        (),
    ),
    "number and signer on one line": (
        ["松府〔2025〕4号 签发人：郁文", GOVERNMENT, TITLE],
        f"{GOVERNMENT}{TITLE}",
        (GOVERNMENT,),
    ),
    "traditional characters": (
        ["松櫟鎮人民政府", "關於2024年法治政府建設情況的報告"],
        "松櫟鎮人民政府關於2024年法治政府建設情況的報告",
        ("松櫟鎮人民政府",),
    ),
    "signer in traditional characters": (
        ["簽發人：郁文", "松栎镇2024年度报告"],
        "松栎镇2024年度报告",
        (),
    ),
    "set wide with brackets": (
        ["松 栎 镇 年 度 报 告 （ 2 0 2 4 年 度 ）"],
        "松栎镇年度报告（2024年度）",
        (),
    ),
    "a plan goes on below": (
        ["松栎镇2024年法治政府建设工作总结", "及2025年工作计划"],
        "松栎镇2024年法治政府建设工作总结及2025年工作计划",
        (),
    ),
    "number without figures": (
        ["松府〔〕号", "松栎镇2024年度报告"],
        "松栎镇2024年度报告",
        (),
    ),
    "number in brackets of its own": (
        ["松栎镇2024年度报告", "（松府〔2025〕6号）"],
        "松栎镇2024年度报告",
        (),
    ),
    "session below": (
        ["松栎镇政府工作报告", "——2025年1月9日在松栎镇第十届人民代表大会第四次会议上"],
        "松栎镇政府工作报告",
        (),
    ),
    "labels above": (
        ["索引号：11990121008689762A/2025-00004", "体裁分类：报告", "松栎镇2024年度报告"],
        "松栎镇2024年度报告",
        (),
    ),
    "furniture above and below": (
        [
            *("2019年12月3日 星期二", "当前位置：首页>政务公开", "松栎镇2024年度报告"),
            *("浏览次数：", "【字体：大 中 小】", "打印", "分享到："),
        ],
        "松栎镇2024年度报告",
        (),
    ),
    "date between": (
        ["松栎镇2024年度报告", "（2025年1月20日）"],
        "松栎镇2024年度报告",
        (),
    ),
}


@pytest.mark.parametrize(("lines", "title", "issuers"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_title_is_read_in_every_layout(
    lines: list[str], title: str, issuers: tuple[str, ...]
) -> None:
    """The title is one, as it would be read aloud, and the issuers are those it begins with."""
    head = head_of(*lines)
    assert (head.title, head.issuers) == (title, issuers)


@pytest.mark.parametrize("lines", [lines for lines, _, _ in LAYOUTS.values()], ids=LAYOUTS)
def test_a_title_is_one_passage_and_the_body_begins_after_it(lines: list[str]) -> None:
    """A title on several lines stands in one piece where its first line stood."""
    head = head_of(*lines)
    assert head.paragraphs.count(head.title or "") >= 1
    assert head.paragraphs[head.body :] == BODY
    written = "".join("".join(clean_lines(lines)).split())
    assert "".join("".join(head.paragraphs[: head.body]).split()) == written


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["松委文〔2025〕4号"],
        ["县委、县政府："],
        ["2024年，松栎镇坚持依法行政，取得新的成效。"],
        ["松栎镇人民政府"],
        ["一、2024年主要举措", "全年发力。"],
    ],
)
def test_a_report_without_a_title_has_none(lines: list[str]) -> None:
    """A text that begins with a number, a salutation, an organ or its preamble has no title."""
    assert head_of(*lines).title is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("松委文〔2025〕4号", "松委文〔2025〕4号"),
        ("松府办发[2025]12号", "松府办发[2025]12号"),
        ("松政综(2025)第2号", "松政综(2025)第2号"),
        ("松呈字【2025】3号", "松呈字【2025】3号"),
        ("松委〔 2025 〕 4 号", "松委〔 2025 〕 4 号"),
        ("松委〔2025〕17号 签发人：郁文", "松委〔2025〕17号"),
        ("松委〔2025〕4号、5号、6号", "松委〔2025〕4号、5号、6号"),
        ("松委法20259号", None),
        ("文号：松委文〔2025〕4号", "松委文〔2025〕4号"),
        ("（松委文〔2025〕4号）", "松委文〔2025〕4号"),
        ("松委办发（2025）4号", "松委办发（2025）4号"),
        ("松党工委［2025］4号", "松党工委［2025］4号"),
        ("松〔2025〕4号", "松〔2025〕4号"),
        ("松委發〔2025〕4號", "松委發〔2025〕4號"),
        ("松委〔202526号", None),
        ("根据松府发〔2023〕40号文件", None),
        ("按照《关于报送报告的通知》（县法办〔2025〕1号）要求", None),
        ("〔〕号", None),
        ("无", None),
        ("2025", None),
        ("", None),
    ],
)
def test_a_documents_own_number_stands_alone(line: str, number: str | None) -> None:
    """A line that is a number is the report's; a number in a sentence is another document's."""
    assert read_doc_number(line) == number


@pytest.mark.parametrize(
    "lines",
    [
        ["松委文〔2025〕4号", "松栎镇2024年度报告"],
        ["松栎镇2024年度报告", "松委文〔2025〕4号"],
        ["松栎镇2024年度报告", "松委文〔2025〕4号", "县委、县政府："],
    ],
)
def test_the_number_is_found_above_and_below_the_title(lines: list[str]) -> None:
    """Wherever it stands in the head, it is the report's number."""
    assert head_of(*lines).doc_number == "松委文〔2025〕4号"


def test_a_cited_number_in_the_preamble_is_not_the_reports() -> None:
    """The town's own earlier document is cited by number too."""
    cited = "根据《松栎镇法治建设规划》（松府发〔2023〕40号），现将情况报告如下："
    assert head_of("松栎镇2024年度报告", cited).doc_number is None


@pytest.mark.parametrize(
    ("line", "addressee"),
    [
        ("县委、县政府：", "县委、县政府"),
        ("中共青禾县委、青禾县人民政府：", "中共青禾县委、青禾县人民政府"),
        ("县委依法治县办:", "县委依法治县办"),
        ("县委依法治县办、县司法局：", "县委依法治县办、县司法局"),
        ("中共青禾县委员会,青禾县人民政府：", "中共青禾县委员会,青禾县人民政府"),
        ("区政府：", "区政府"),
        ("縣委、縣政府：", "縣委、縣政府"),
        ("各位代表：", "各位代表"),
        ("全年主要做了以下几项工作：", None),
        ("2024年以来，我镇重点抓了三件事：", None),
        ("市委全面依法治市委员会：", "市委全面依法治市委员会"),
        ("现将2024年法治政府建设情况报告如下：", None),
        ("2024年，松栎镇坚持依法行政。现将有关情况报告如下：", None),
        ("一、主要做法：", None),
    ],
)
def test_a_salutation_says_to_whom(line: str, addressee: str | None) -> None:
    """A short line that ends with a colon is a salutation, unless it turns to the report."""
    assert head_of("松栎镇2024年度报告", line).addressee == addressee


def test_a_date_below_the_title_is_of_the_head() -> None:
    """It may be the only date of the report."""
    head = head_of("松栎镇2024年度报告", "（2025年1月20日）")
    assert head.dates == ("（2025年1月20日）",)


@pytest.mark.parametrize(
    "line", ["松委法20239号", "松委〔202526号", "松委〔〕号", "松府〔20xx〕x号"]
)
def test_a_broken_number_is_known_as_one(line: str) -> None:
    """What can no longer be read is no number, and the head says which line it was."""
    head = head_of(line, "松栎镇2024年度报告")
    assert (head.doc_number, head.broken_number) == (None, line)


def test_a_date_below_a_label_is_the_labels() -> None:
    """发布日期 is when a page was put up; the date over the title is the report's."""
    assert head_of("发布日期", "2025年9月30日", "松栎镇2024年度报告").dates == ()
    assert head_of("2025年1月20日 09:18", "松栎镇2024年度报告").dates == ("2025年1月20日09:18",)


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        (["松栎镇2024年度报告", "松栎镇人民政府"], ("松栎镇人民政府",)),
        ([f"{GOVERNMENT}文件", "松栎镇2024年度报告"], (GOVERNMENT,)),
    ],
)
def test_an_organ_beside_the_title_is_known(lines: list[str], issuers: tuple[str, ...]) -> None:
    """A line of the head or its red head may name who reports."""
    head = head_of(*lines)
    assert (head.issuers or head.organs) == issuers


def test_a_heading_without_a_number_begins_the_body() -> None:
    """Where no preamble stands between, the first heading is not of the head."""
    head = head_of("松栎镇2024年度报告", "2024年推进法治政府建设的主要举措和成效")
    assert head.paragraphs[head.body] == "2024年推进法治政府建设的主要举措和成效"


def test_beside_a_pages_title_a_heading_is_no_title() -> None:
    """法治政府建设情况 may be a title; where the page names another, it is the first heading."""
    heading = "2024年法治政府建设情况"
    assert read_head([heading, *BODY]).title == heading
    assert read_head([heading, *BODY], "松栎镇2024年度报告").title is None
    assert read_head([heading, *BODY], heading).title == heading


def test_no_paragraphs_have_no_head() -> None:
    """An empty document is read too."""
    assert read_head([]) == Head([], 0, None, None, (), None)

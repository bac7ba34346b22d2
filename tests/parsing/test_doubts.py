"""What is not known or does not fit together is said, with the fact it is about."""

import pytest

from searchapp.reading.document import Said
from searchapp.reports import Report
from tests.parsing.reports import BODY, report_of

TITLE = "汀兰镇2024年法治政府建设情况报告"
REST = ["我镇坚持依法行政。现将有关情况报告如下。", *BODY[1:]]
ELSEWHERE = ["荻浦镇人民政府", "2025年1月20日"]


def doubts_of(report: Report) -> dict[str, str]:
    """Why each doubted fact is."""
    return {doubt.fact: doubt.why for doubt in report.doubts}


@pytest.mark.parametrize(
    ("lines", "said", "fact", "why"),
    [
        ([TITLE, *REST, *ELSEWHERE], Said(), "place", "据落款是“荻浦镇”，与“汀兰镇”不一致"),
        ([TITLE, *REST], Said(title="荻浦镇2024年报告"), "place", "据网页信息是“荻浦镇”"),
        ([TITLE, *REST], Said(file_name="上报/荻浦镇2024"), "place", "据文件名是“荻浦镇”"),
        (
            [TITLE, "现将荻浦镇2024年情况报告如下：", *BODY[1:]],
            Said(),
            "place",
            "据引言是“荻浦镇”",
        ),
        (
            [TITLE, *REST],
            Said(place_codes=("990122",)),
            "place",
            "网页的区划代码是岚川省砚州市望岫县的",
        ),
        ([f"汀兰镇、荻浦镇{TITLE[3:]}", *REST], Said(), "place", "提到的乡镇不止一个"),
        ([f"青禾县荻浦镇{TITLE[3:]}", *REST], Said(), "place", "没有“青禾县荻浦镇”"),
        ([f"松柏岭镇{TITLE[3:]}", *REST], Said(), "place", "没有“松柏岭镇”"),
        ([f"汀兰乡{TITLE[3:]}", *REST], Said(), "place", "相近的有：岚川省砚州市青禾县汀兰镇"),
        ([TITLE[3:], "法治汀兰，我镇共建。", *BODY[1:]], Said(), "place", "正文里提到：岚川省"),
        (["松委法20259号", TITLE, *REST], Said(), "doc_number", "“松委法20259号”残缺"),
        (["xx镇20xx年法治政府建设情况报告", *REST], Said(), "title", "“xx镇”"),
        (["*镇x年法治政府建设情况报告", *REST], Said(), "title", "“*镇”"),
        (REST, Said(), "title", "没有找到标题"),
        ([TITLE, "我镇坚持依法行政。"], Said(), "outline", "章节标题"),
    ],
)
def test_a_doubt_says_what_is_doubtful(lines: list[str], said: Said, fact: str, why: str) -> None:
    """Its fact groups it in the list of what is to be looked at; its words are for a reader."""
    assert why in doubts_of(report_of(*lines, said=said))[fact]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([TITLE, *REST, "青禾县汀兰镇人民政府", "2025年1月20日"], Said()),
        ([TITLE, *REST], Said(title="青禾县汀兰镇2024年度报告", file_name="青禾县/汀兰镇2024")),
        ([TITLE, *REST, "与荻浦镇、松栎镇联合调处纠纷。"], Said()),
        ([TITLE, *REST], Said(site="乡镇街道 汀兰镇 荻浦镇 松栎镇 松栎镇")),
        ([TITLE, *REST], Said(doc_number="无")),
        ([TITLE, *REST], Said(place_codes=("990121", "990122"))),
        ([TITLE, *REST], Said(place_codes=("990100",))),
        ([TITLE, *REST], Said(place_codes=("123456",))),
        ([TITLE, *REST], Said(doc_number="〔〕号")),
        ([TITLE, *REST], Said(doc_number="2025")),
    ],
)
def test_what_fits_together_is_not_doubted(lines: list[str], said: Said) -> None:
    """Neighbours in the body or in a site's menu, and a number that says nothing, are in order."""
    report = report_of(*lines, said=said)
    assert doubts_of(report).keys() <= {"place"} - ({"place"} if report.place else set())
    assert report.place is not None


def test_a_file_without_a_place_may_have_one_in_its_name() -> None:
    """Folders are named by people: the county's, the town's. It is a guess and says so."""
    said = Said(file_name="青禾县/松栎镇/2024年报告")
    report = report_of(TITLE[3:], *REST, said=said)
    assert report.place is not None
    assert (report.place.code, report.origins["place"].sureness.label) == ("990121101", "推定")


@pytest.mark.parametrize(
    ("lines", "fact"),
    [
        ([f"汀兰镇石盘村{TITLE[3:]}", *REST], "level"),
        ([f"关于印发《{TITLE}》的通知", *REST], "genre"),
        ([TITLE, *REST, "汀兰镇人民政府", "2024年1月20日"], "issued_on"),
        (["2023年汀兰镇法治政府建设情况报告（2024年）", *REST], "year"),
        ([TITLE, *REST, "益民乡人民政府", "2025年1月20日"], "place"),
    ],
)
def test_what_cannot_both_be_right_is_doubted(lines: list[str], fact: str) -> None:
    """A village, a notice with its annex, a year's report of January, two years, two towns."""
    assert list(doubts_of(report_of(*lines))) == [fact]


@pytest.mark.parametrize(
    "line", ["附件2", "首页 > 政务公开 > 汀兰镇", "★", f"{TITLE}.docx", "内部资料 注意保存"]
)
def test_what_stands_over_a_title_is_no_piece_of_it(line: str) -> None:
    """An annex's number, a path, a star, a file's name: the title is the next line alone."""
    report = report_of(line, TITLE, *REST)
    assert (report.title, doubts_of(report)) == (TITLE, {})


def test_a_town_is_not_called_by_the_verb_before_it() -> None:
    """关于报送汀兰镇…的函 is of 汀兰镇."""
    report = report_of(f"关于报送{TITLE}的函", *REST)
    assert report.place is not None
    assert report.place.town == "汀兰镇"

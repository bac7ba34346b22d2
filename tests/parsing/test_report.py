"""A whole report: nothing of its text is lost, and every passage knows where it stands."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.parsing import parse
from searchapp.reading import Document
from searchapp.reading.document import Said
from searchapp.reports import Genre, Origin, Report, SectionKind
from tests.parsing.reports import BODY, CLOSING, GAZETTEER, TITLE, report_of

REPORT = report_of("松委文〔2025〕4号", TITLE, "县委、县政府：", *BODY, *CLOSING)


def test_the_facts_of_a_report_are_read() -> None:
    """Every fact of a plain report, each with where it was read, and no doubt."""
    assert REPORT.title == TITLE
    assert REPORT.issuers == ("青禾县松栎镇人民政府",)
    assert REPORT.doc_number == "松委文〔2025〕4号"
    assert REPORT.issued_on == date(2025, 1, 20)
    assert REPORT.year == 2024
    assert REPORT.genre is Genre.RULE_OF_LAW
    assert REPORT.addressee == "县委、县政府"
    assert REPORT.place is not None
    assert REPORT.place.code == "990121101"
    assert REPORT.doubts == ()
    assert REPORT.origins == {
        "issued_on": Origin.SIGNATURE,
        "year": Origin.TITLE,
        "place": Origin.TITLE,
        "issuers": Origin.TITLE,
        "doc_number": Origin.NUMBER_LINE,
        "title": Origin.TITLE,
        "genre": Origin.TITLE,
        "level": Origin.TITLE,
        "addressee": Origin.SALUTATION,
    }


def test_passages_are_numbered_and_know_their_sections() -> None:
    """Head and preamble, sections, closing: each passage has its kind and its headings."""
    one, two, three = "一、主要举措和成效", "二、存在的不足和原因", "三、2025年工作安排"
    kinds = SectionKind
    assert [(each.number, each.kind, each.section) for each in REPORT.passages] == [
        *((number, kinds.PREAMBLE, ()) for number in range(1, 5)),
        (5, kinds.MEASURES, (one,)),
        (6, kinds.MEASURES, (one, "（一）加强诉源治理")),
        *((number, kinds.MEASURES, (one, "（二）强化行政执法")) for number in (7, 8)),
        *((number, kinds.SHORTCOMINGS, (two,)) for number in (9, 10)),
        *((number, kinds.PLANS, (three,)) for number in (11, 12)),
        *((number, kinds.CLOSING, ()) for number in (13, 14, 15)),
    ]


def test_a_title_on_several_lines_is_one_passage() -> None:
    """Title and first passage are the same text."""
    report = report_of("中共松栎镇委员会", "松栎镇人民政府", "关于2024年情况的报告", *BODY)
    assert report.title == "中共松栎镇委员会 松栎镇人民政府关于2024年情况的报告"
    assert report.passages[0].text == report.title
    assert report.passages[1].text == BODY[0]


def test_a_page_gives_what_its_article_lacks() -> None:
    """Title, number, date and issuer may stand only in the page's metadata."""
    said = Said(
        title="松栎镇2024年法治政府建设年度报告",
        doc_number="松府发〔2025〕6号",
        issued_on="2025年01月15日",
        issuer="青禾县松栎镇人民政府",
    )
    report = report_of(*BODY, said=said)
    assert report.title == report.passages[0].text == said.title
    assert report.origins["title"] is Origin.METADATA
    assert (report.doc_number, report.issued_on) == ("松府发〔2025〕6号", date(2025, 1, 15))
    assert report.issuers == ("青禾县松栎镇人民政府",)
    assert report.place is not None
    assert report.origins["issued_on"] is report.origins["doc_number"] is Origin.METADATA


def test_what_the_text_says_counts_before_the_page() -> None:
    """A page's title may be worded otherwise, and its date may be that of the upload."""
    said = Said(title="法治政府建设报告", issued_on="2025年03月01日", issuer="县司法局")
    report = report_of(TITLE, *BODY, *CLOSING, said=said)
    assert report.title == TITLE
    assert report.issued_on == date(2025, 1, 20)
    assert report.issuers == ("青禾县松栎镇人民政府",)


def test_a_publisher_that_is_not_of_the_town_does_not_issue() -> None:
    """发布机构 may be the county's office."""
    said = Said(issuer="青禾县人民政府办公室")
    report = report_of("青禾县松栎镇2024年法治政府建设情况的报告", *BODY, said=said)
    assert report.issuers == ()


def test_what_cannot_be_told_is_none_and_a_doubt() -> None:
    """Nothing is guessed: no title, no year, no place."""
    report = report_of("我镇坚持依法行政。", "一、主要举措", "全年发力。")
    assert (report.title, report.year, report.place) == (None, None, None)
    assert {doubt.fact for doubt in report.doubts} == {"title", "year", "place"}


def test_warnings_of_the_file_are_doubts_of_the_text() -> None:
    """What could not be carried over from the file is said with the report, once."""
    warnings = ("有 1 个字符无法识别，以 � 代替", "文字由图像识别而来")
    document = Document((TITLE, *BODY), "png", paragraphs=True, warnings=warnings, recognised=True)
    report = parse(document, GAZETTEER)
    assert [(each.fact, each.why) for each in report.doubts] == [("text", why) for why in warnings]
    assert report.recognised
    assert not report_of(TITLE, *BODY).recognised
    assert report_of(TITLE, *BODY).doubts == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["（联系人：郁文；联系电话：15300001234）"],
        ["（联系人：郁文；联系电话：**15300001234**）"],
        ["（联系人：郁文；联系电话：１５３００００１２３４）"],
        ["联系人：郁文，联系电话：153 0000 1234。"],
        ["本镇坚持依法行政，开通热线，畅通渠道，倾听民声，电话1530000", "1234，欢迎来电。"],
        ["本镇坚持依法行政，开通热线，畅通渠道，倾听民声，电话15300001234", "2024年开通。"],
    ],
)
def test_no_passage_shows_a_private_number(lines: list[str]) -> None:
    """However the number is written, cut or set in bold, no passage has it whole."""
    report = report_of(TITLE, *BODY, *lines)
    shown = "".join("".join(each.text.split()) for each in report.passages)
    assert re.search(r"[1１][5５][3３]\*{4}[1１][2２][3３][4４]", shown)
    assert "0000" not in shown


#: What a converter leaves, and what it leaves it in.
_MARKS = st.sampled_from(["", "", "[bookmark: _GoBack]", "## ", "### ", "**"])
_TEXTS = st.sampled_from(
    [
        *BODY,
        *CLOSING,
        *("松委文〔2025〕4号", "县委、县政府：", "青禾县松栎镇人民政府", "关于2024年情况的报告"),
        "坚持把法治政府建设摆在全局工作的突出位置，健全工作机制，压实工作责任，推动法治建设高",
        *(
            "质量发展，",
            "750 余次，",
            "覆盖 12 个村。",
            "　　1.健全机制。",
            "类型\t件数",
            "报  告",
        ),
        *("推广smart", "city项目。", "“12·4”国家宪法日", "（联系人：郁文，15300001234）", "", " "),
        *("3、存在的问题", "（2024年度）", "签发人：郁文", "松栎镇 汀兰镇", "2025-01-20"),
    ]
)


@st.composite
def _lines(draw: st.DrawFn) -> list[str]:
    """Lines of a report in any order, some with a converter's marks."""
    lines = []
    for text in draw(st.lists(_TEXTS, max_size=14)):
        mark = draw(_MARKS)
        lines.append(f"**{text}**" if mark == "**" and text.strip() == text != "" else text)
        if mark.startswith(("#", "[")):
            lines[-1] = mark + text
    return lines


def letters(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())


def without_marks(line: str) -> str:
    """A line as it was before a converter had it, with its one private number masked."""
    bare = re.sub(r"^#{1,6}\s|\[bookmark: _GoBack\]|\*\*", "", line)
    return bare.replace("15300001234", "153****1234")


@pytest.mark.property
@given(lines=_lines(), paragraphs=st.booleans())
@example(lines=["松栎镇人民政府", "关于2024年情况的", "报  告"], paragraphs=False)
@example(lines=["**（联系人：郁文，15300001234）**"], paragraphs=True)
def test_every_character_stands_in_exactly_one_passage(
    lines: list[str], *, paragraphs: bool
) -> None:
    """The passages, joined and without blanks, are the file without blanks and marks, masked."""
    report = report_of(*lines, paragraphs=paragraphs)
    passages = [each.text for each in report.passages]
    assert letters("".join(passages)) == letters("".join(map(without_marks, lines)))
    assert all(passages)


@pytest.mark.property
@given(lines=_lines(), paragraphs=st.booleans())
def test_passages_of_any_document_are_in_order(lines: list[str], *, paragraphs: bool) -> None:
    """Numbers count from 1, sections are the outline's, and the title is one of the passages."""
    report = report_of(*lines, paragraphs=paragraphs)
    assert [each.number for each in report.passages] == list(range(1, len(report.passages) + 1))
    labels = {section.label for section in report.outline}
    assert {label for each in report.passages for label in each.section} <= labels
    assert report.title is None or report.title in [each.text for each in report.passages]
    assert _known(report) == set(report.origins)


def _known(report: Report) -> set[str]:
    """The facts that the report has, of those that have an origin."""
    told = ("title", "issuers", "doc_number", "issued_on", "year", "place", "level", "addressee")
    return {fact for fact in told if getattr(report, fact)} | {"genre"}


@pytest.mark.property
@given(text=st.text(max_size=300))
@example(text="")
@example(text="第百部分：一〇、")
def test_any_text_at_all_is_a_report(text: str) -> None:
    """The parser raises nothing: what is not understood is said as a doubt."""
    report = report_of(*text.splitlines(), paragraphs=False)
    assert len(report.passages) <= len(text.splitlines())

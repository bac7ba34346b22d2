"""A PDF's text is read as its paragraphs were written, whatever its pages did to them."""

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.errors import NeedsProgram, UnreadableFile
from tests.reading.broken_pdfs import read_broken
from tests.reading.pdf_files import (
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Paper,
    file_of,
    lines_of,
    pdf_of,
    read,
    typeset,
)

OPENING = (
    "2024年，松栎镇党委、政府以习近平法治思想为指引，把茶山安宁、茶农增收、茶企守信三件事纳入"
    "法治轨道，一年来没有发生一起因执法不当引起的复议和诉讼。现将有关情况报告如下："
)
SCREENING = (
    "一是把矛盾化解在茶园里。全年排查纠纷214次，调解成功198件，调解成功率92.5%，其中山林界址"
    "纠纷61件，最久的一件拖了十一年，经六次踏勘、三次协商，双方于10月签订协议。"
)
WORDS = (
    "全镇",
    "法治",
    "，",
    "。",
    "；",
    "2024年",
    "（一）",
    "“枫桥经验”",
    "92.5%",
    "一是",
    "了",
    "、",
)
TITLE = "松栎镇2024年法治政府建设报告"


def test_lines_of_a_paragraph_are_one() -> None:
    """Paragraphs are told by their first line, which is set in, and their last, which is short."""
    paper = Paper()
    paper.centre(TITLE, TOP)
    down = paper.paragraph(OPENING, TOP + 60)
    down = paper.paragraph("一、主要举措和成效", down)
    paper.paragraph(SCREENING, down)
    assert lines_of(paper) == [TITLE, OPENING, "一、主要举措和成效", SCREENING]


def test_paragraphs_that_are_not_set_in_are_told_by_their_ends() -> None:
    """A line on which the next word would still have fitted is the last of its paragraph."""
    paper = Paper()
    down: float = TOP
    for text in (OPENING, "一、主要举措和成效", SCREENING, "特此报告。"):
        down = paper.paragraph(text, down, indent=0)
    assert lines_of(paper) == [OPENING, "一、主要举措和成效", SCREENING, "特此报告。"]


def test_two_pages_are_joined_in_mid_sentence() -> None:
    """The end of a page ends no sentence, whatever stands between it and the next page."""
    papers = typeset([OPENING, SCREENING, OPENING], lines_a_page=5)
    assert len(papers) > 1
    for number, paper in enumerate(papers, start=1):
        paper.write("松栎镇人民政府文件", LEFT, 40, 10)
        paper.write(f"— {number} —", WIDTH / 2 - 20, HEIGHT - 40, 12)
    assert lines_of(*papers) == [OPENING, SCREENING, OPENING]


@pytest.mark.property
@given(
    texts=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=30, max_size=90).map(
            lambda words: f"茶乡{''.join(words)}。"
        ),
        min_size=1,
        max_size=5,
    ),
    lines=st.integers(6, 30),
    size=st.sampled_from([10.5, 12, 14, 16]),
)
@settings(max_examples=50)
def test_what_was_typeset_is_read_again(texts: list[str], lines: int, size: float) -> None:
    """Any paragraphs, set in lines and pages by the rules of Chinese setting, come back whole."""
    assert lines_of(*typeset(texts, lines_a_page=lines, size=size)) == texts


@pytest.mark.parametrize(
    "shape",
    [
        "{}",
        "- {} -",
        "— {} —",
        "－{}－",
        "第{}页",
        "第 {} 页 共 3 页",
        "{}/3",
        "Page {} of 3",
        "（{}）",
    ],
)
def test_page_numbers_are_dropped_in_every_shape(shape: str) -> None:
    """A page number is no text, on whichever side of the page it stands."""
    papers = typeset([OPENING, SCREENING, OPENING], lines_a_page=5)
    for number, paper in enumerate(papers, start=1):
        left = LEFT if number % 2 else RIGHT - 60
        paper.write(shape.format(number), left, HEIGHT - 40, 12)
    read_again = read(pdf_of(*papers))
    assert list(read_again.lines) == [OPENING, SCREENING, OPENING]
    assert read_again.warnings == ()


def test_a_header_of_odd_pages_is_dropped_and_named() -> None:
    """What stands on every other page is furniture, and the reader is told what was left out."""
    papers = typeset([OPENING, SCREENING, OPENING], lines_a_page=3)
    for paper in papers[::2]:
        paper.write("松栎镇法治政府建设年度报告", LEFT, 40, 10)
    read_again = read(pdf_of(*papers))
    assert list(read_again.lines) == [OPENING, SCREENING, OPENING]
    assert read_again.warnings == ("页眉页脚 1 种未收入：“松栎镇法治政府建设年度报告”",)


def test_a_line_that_only_looks_like_furniture_stays() -> None:
    """A figure alone that does not count the pages, and what stands atop one page, are text."""
    papers = [Paper(), Paper(), Paper()]
    for at, (paper, figure) in enumerate(zip(papers, ("2024", "17", "60"), strict=True)):
        paper.write(f"附表{'一二三'[at]}说明", LEFT, TOP)
        paper.paragraph(OPENING, TOP + 40)
        paper.write(figure, LEFT, TOP + 300)
    lines = lines_of(*papers)
    assert [line for line in lines if line in ("2024", "17", "60")] == ["2024", "17", "60"]
    assert [line for line in lines if line.startswith("附表")] == [
        "附表一说明",
        "附表二说明",
        "附表三说明",
    ]


def test_what_a_browser_prints_round_a_single_page_is_dropped() -> None:
    """Its address at the foot gives the print away, also where nothing is repeated."""
    paper = Paper()
    paper.write("2025/3/5 09:41", 24, 25, 8)
    paper.write("松栎镇人民政府", 280, 25, 8)
    paper.paragraph(OPENING, TOP)
    paper.write("https://example.org/zwgk/t20250305_1.html", 24, HEIGHT - 17, 8)
    paper.write("1/1", 560, HEIGHT - 17, 8)
    assert lines_of(paper) == [OPENING]


def test_signatures_stand_alone() -> None:
    """Organs and date on the right are lines of their own; side by side they have one blank."""
    paper = Paper()
    down = paper.paragraph(OPENING, TOP)
    down = paper.paragraph(SCREENING, down)
    down = paper.paragraph("特此报告。", down)
    paper.write("中共松栎镇委员会", LEFT + 130, down + 28)
    paper.write("松栎镇人民政府", RIGHT - 112, down + 28)
    paper.write("2025年1月20日", RIGHT - 100, down + 56)
    assert lines_of(paper)[2:] == [
        "特此报告。",
        "中共松栎镇委员会 松栎镇人民政府",
        "2025年1月20日",
    ]


def test_a_title_too_long_for_a_line_is_one() -> None:
    """A title is joined where the page cut it, and parted where its writer did."""
    paper = Paper()
    paper.centre("中共松栎镇委员会", TOP)
    paper.centre("关于贯彻落实好二〇二四年度法治政府建设", TOP + 36)
    paper.centre("工作情况的报告", TOP + 72)
    paper.paragraph(OPENING, TOP + 120)
    assert lines_of(paper)[:2] == [
        "中共松栎镇委员会",
        "关于贯彻落实好二〇二四年度法治政府建设工作情况的报告",
    ]


def test_a_word_set_wide_keeps_a_blank_and_a_wide_line_none() -> None:
    """A blank between characters is one that a reader sees; a line set somewhat wide has none."""
    paper = Paper()
    paper.write("报", 250, TOP, 22)
    paper.write("告", 310, TOP, 22)
    for at, char in enumerate("全年没有发生行政诉讼"):
        paper.write(char, LEFT + at * 20, TOP + 40)
    assert lines_of(paper) == ["报 告", "全年没有发生行政诉讼"]


def test_raised_characters_stay_in_their_line() -> None:
    """The number of a note stands in the line over which it is raised."""
    paper = Paper()
    paper.write("建成法治广场380米", LEFT, TOP)
    paper.write("2", LEFT + 124, TOP - 6, 8)
    paper.write("，已开放。", LEFT + 128, TOP)
    assert lines_of(paper) == ["建成法治广场380米2，已开放。"]


def test_what_is_printed_twice_for_boldness_is_read_once() -> None:
    """Bold made by printing twice with a hair between is one text."""
    paper = Paper()
    for shift in (0, 0.4):
        paper.write("一、主要举措和成效", LEFT + shift, TOP)
    assert lines_of(paper) == ["一、主要举措和成效"]


CELLS = (("项目", "数量", "单位"), ("调解纠纷", "198", "件"), ("普法宣传活动", "37", "场次"))


def test_a_ruled_table_is_read_row_by_row() -> None:
    """The cells of a row are one line; a cell's own lines are one cell."""
    paper = Paper()
    down = paper.paragraph(OPENING, TOP)
    xs, ys = (LEFT, 240, 340, RIGHT), (down, down + 30, down + 60, down + 120)
    for x in xs:
        paper.rule(x, ys[0], x, ys[-1])
    for y in ys:
        paper.rule(xs[0], y, xs[-1], y)
    for row, y in zip(CELLS, ys, strict=False):
        for cell, x in zip(row, xs, strict=False):
            paper.write(cell, x + 6, y + 20, 12)
    paper.write("及法治讲座", xs[0] + 6, ys[2] + 40, 12)
    paper.paragraph(SCREENING, ys[-1] + 40)
    assert lines_of(paper) == [
        OPENING,
        "项目\t数量\t单位",
        "调解纠纷\t198\t件",
        "普法宣传活动及法治讲座\t37\t场次",
        SCREENING,
    ]


def test_a_table_without_rules_is_told_by_its_columns() -> None:
    """Cells that stand one below the other are columns."""
    paper = Paper()
    down = paper.paragraph(OPENING, TOP)
    for at, row in enumerate(CELLS):
        for cell, x in zip(row, (LEFT, 240, 340), strict=True):
            paper.write(cell, x, down + at * 28, 14)
    paper.paragraph(SCREENING, down + 100)
    assert lines_of(paper) == [OPENING, *("\t".join(row) for row in CELLS), SCREENING]


def test_two_columns_are_read_one_after_the_other() -> None:
    """A page in columns is read down each, with what runs across both in its place."""
    paper = Paper()
    paper.centre(TITLE, TOP)
    texts = [OPENING, SCREENING]
    for text, left in zip(texts, (LEFT, LEFT + 236), strict=True):
        paper.column(text * 2, left, TOP + 50, width=13)
    assert lines_of(paper) == [TITLE, OPENING * 2, SCREENING * 2]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turned: int) -> None:
    """How a page lies in the file is the business of whoever shows it."""
    [paper] = typeset([OPENING, SCREENING])
    paper.turned = turned
    assert lines_of(paper) == [OPENING, SCREENING]


def test_a_landscape_page_drawn_on_its_side_is_read() -> None:
    """Text that runs up the page is text, and so is what runs across it beside."""
    paper = Paper()
    for at, line in enumerate((TITLE, "附表：各村调解纠纷情况", "上栎村31件，下栎村28件。")):
        paper.write(line, 120 + at * 40, 700, 16, angle=90)
    paper.write("附件", LEFT, TOP)
    read_again = read(pdf_of(paper))
    assert read_again.lines == (
        TITLE,
        "附表：各村调解纠纷情况",
        "上栎村31件，下栎村28件。",
        "附件",
    )
    assert read_again.warnings == ("侧排的文字 1 行放在文末",)


def test_a_watermark_is_left_out_and_named() -> None:
    """What runs aslant over a page is not its text, and the reader is told of it."""
    [paper] = typeset([OPENING, SCREENING])
    paper.write("内部资料", 200, 500, 60, angle=45)
    read_again = read(pdf_of(paper))
    assert read_again.lines == (OPENING, SCREENING)
    assert read_again.warnings == ("斜排的文字（多为水印）未收入：“内部资料”",)


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    """Who seeks 用车 finds it where the PDF says ⽤⻋."""
    paper = Paper()
    paper.paragraph("公务⽤⻋⼀律封存。", TOP)
    assert lines_of(paper) == ["公务用车一律封存。"]


def test_text_without_meaning_is_said_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that does not tell its characters looks whole and is not."""
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    paper = Paper()
    paper.paragraph("".join(chr(0xE000 + at) for at in range(200)), TOP)
    with pytest.raises(NeedsProgram, match="乱码"):
        read(pdf_of(paper))


def test_ideographs_at_random_are_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no standard of Chinese writing has is noise, but one rare name in a report is none."""
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    drawn = random.Random(4)
    noise = "".join(chr(drawn.randrange(0x4E00, 0x9FA5)) for _ in range(200))
    paper = Paper()
    paper.paragraph(noise, TOP)
    with pytest.raises(NeedsProgram, match="乱码"):
        read(pdf_of(paper))
    paper = Paper()
    paper.paragraph(f"村支书龚䶮{OPENING}", TOP)
    assert lines_of(paper) == [f"村支书龚䶮{OPENING}"]


def test_a_lost_character_is_counted() -> None:
    """One character without meaning stands as �, and the reader is told."""
    paper = Paper()
    paper.paragraph(f"{OPENING}\ufffe", TOP)
    assert read(pdf_of(paper)).warnings == ("有 1 个字符无法识别，以 � 代替",)


def test_scripts_and_attachments_are_left_alone() -> None:
    """What a PDF would run when opened is not run, nor is it text."""
    [paper] = typeset([OPENING])
    script = "<< /S /JavaScript /JS (app.alert\\('x'\\)) >>"
    assert read(pdf_of(paper, more={"OpenAction": script})).lines == (OPENING,)


def test_an_empty_page_is_no_line() -> None:
    """A PDF with nothing on its pages has no text, and nothing goes wrong."""
    assert lines_of(Paper(), Paper()) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "不是有效的 PDF"),
        (b"%PDF-1.7\n", "不是有效的 PDF"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "不是有效的 PDF"),
        (pdf_of(Paper())[:300], "不是有效的 PDF"),
    ],
    ids=["empty", "head only", "noise", "cut off"],
)
def test_what_is_no_pdf_is_said(content: bytes, reason: str) -> None:
    """Broken files are named as such."""
    with pytest.raises(UnreadableFile, match=reason):
        read(content)


def test_pages_within_themselves_end() -> None:
    """A tree of pages that leads back to itself, and a deep one, are read in bounded time."""
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"
    with pytest.raises(UnreadableFile):
        read(file_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages]))
    deep = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    deep += [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % at for at in range(3, 4000)]
    with pytest.raises(UnreadableFile):
        read(file_of(deep))


def test_too_many_pages_are_not_read() -> None:
    """A report has no thousand pages."""
    with pytest.raises(UnreadableFile, match="页数过多"):
        read(pdf_of(*[Paper()] * 1001))


def test_a_page_with_too_many_characters_is_not_read() -> None:
    """A few packed bytes can draw millions of characters; no page of a report has these."""
    paper = Paper()
    for at in range(400):
        paper.write("".join(chr(0x4E00 + at + each) for each in range(100)), LEFT, TOP + at, 1)
    with pytest.raises(UnreadableFile, match="字数"):
        read(pdf_of(paper))


@pytest.mark.parametrize("size", [0.01, 1e7])
def test_absurd_pages_are_read(size: float) -> None:
    """A page of no size or of kilometres has whatever text it has."""
    paper = Paper(width=size, height=size)
    paper.drawn = ["BT /F1 16 Tf 1 0 0 1 0 0 Tm <6CD56CBB> Tj ET"]
    assert lines_of(paper) == ["法治"]


def test_a_broken_page_does_not_hide_the_others() -> None:
    """What can be read is, and the page that cannot is named."""
    content = pdf_of(*typeset([OPENING, SCREENING, OPENING], lines_a_page=5))
    objects = content.replace(b"/Kids [4 0 R", b"/Kids [3 0 R", 1)
    read_again = read(objects)
    assert "第 1 页已损坏，没有读出" in read_again.warnings
    assert any(line.endswith("报告如下：") for line in read_again.lines)


@pytest.mark.property
@given(seed=st.integers(0, 2**32))
@settings(max_examples=150)
def test_a_damaged_pdf_is_read_or_said(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever befell a file, there is a reading or a reason; here without recognition."""
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    read_broken(random.Random(seed))

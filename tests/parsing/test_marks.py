"""The marks by which a line shows what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.marks import (
    Style,
    ends_title,
    is_heading_line,
    is_label_line,
    is_organ_line,
    organs_in,
    read_mark,
    starts_block,
)
from searchapp.reading.numbering import chinese


@pytest.mark.parametrize(
    ("line", "style", "number", "count", "text"),
    [
        ("第一部分：总体情况", Style.PART, "第一部分：", 1, "总体情况"),
        ("一、主要举措", Style.CHINESE, "一、", 1, "主要举措"),
        ("二． 存在不足", Style.CHINESE, "二．", 2, "存在不足"),
        ("（三）强化执法", Style.BRACKETED, "（三）", 3, "强化执法"),
        ("(四) 强化执法", Style.BRACKETED, "(四)", 4, "强化执法"),
        ("一)强化执法", Style.BRACKETED, "一)", 1, "强化执法"),
        ("1.规范程序", Style.ARABIC, "1.", 1, "规范程序"),
        ("12、规范程序", Style.ARABIC, "12、", 12, "规范程序"),
        ("３．规范程序", Style.ARABIC, "３．", 3, "规范程序"),
        ("4、2024年存在的不足", Style.ARABIC, "4、", 4, "2024年存在的不足"),
        ("第二部分 工作打算", Style.PART, "第二部分", 2, "工作打算"),
        ("一 、主要举措", Style.CHINESE, "一 、", 1, "主要举措"),
        ("一.主要举措", Style.CHINESE, "一.", 1, "主要举措"),
        ("一、一季度工作情况", Style.CHINESE, "一、", 1, "一季度工作情况"),
        ("（ 一 ）加强领导", Style.BRACKETED, "（ 一 ）", 1, "加强领导"),
        ("（一）、加强领导", Style.BRACKETED, "（一）、", 1, "加强领导"),
        ("（一)加强领导", Style.BRACKETED, "（一)", 1, "加强领导"),
        ("（二、加强领导", Style.BRACKETED, "（二、", 2, "加强领导"),
        ("【一】加强领导", Style.BRACKETED, "【一】", 1, "加强领导"),
        ("㈢加强领导", Style.BRACKETED, "㈢", 3, "加强领导"),
        ("1 、规范程序", Style.ARABIC, "1 、", 1, "规范程序"),
        ("*.规范程序", Style.ARABIC, "*.", 0, "规范程序"),
        ("**、规范程序", Style.ARABIC, "**、", 0, "规范程序"),
        ("*.****年规范程序", Style.ARABIC, "*.", 0, "****年规范程序"),
    ],
)
def test_a_number_is_read_in_every_style(
    line: str, style: Style, number: str, count: int, text: str
) -> None:
    """Number as printed, what it counts to, and the heading after it (GENRE 5.1)."""
    mark = read_mark(line)
    assert mark is not None
    assert (mark.style, mark.number, mark.count) == (style, number, count)
    assert line[mark.end :] == text


@pytest.mark.parametrize(
    "line",
    [
        *(
            "12.4国家宪法日",
            "1.2万人次",
            "2024年",
            "12·4宪法日",
            "一是健全机制",
            "一方面",
            "第一，",
        ),
        *("100.甲", "十里村", "", "（2024年度）", "①健全机制"),
        *("一、二、三产业融合", "三、四级重伤", "五、六月份", "第一部分是总体情况"),
        *("**.5万元", "*件", "**年**月", "1.*万人次", "（一", "（1）健全", "⑴健全"),
    ],
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    """Days, figures, years, names and words of order head no section."""
    assert read_mark(line) is None


@pytest.mark.property
@given(count=st.integers(1, 99), form=st.sampled_from(["{}、", "（{}）", "{})"]))
def test_a_chinese_number_counts_to_what_it_says(count: int, form: str) -> None:
    """Every number up to 99 is read as it is written."""
    mark = read_mark(form.format(chinese(count)) + "加强领导")
    assert mark is not None
    assert mark.count == count


@pytest.mark.parametrize(
    "line",
    [
        *(
            "一、主要举措",
            "一是健全机制",
            "第二，强化责任",
            "①健全",
            "⑴健全",
            "（1）健全",
            "2）健全",
        ),
        *("特此报告。", "抄送：县依法治县办", "附件：清单", "附件1", "附件", "（联系人：郁文）"),
        *("联系电话：023-70001234", "抄报：市司法局", "附表：清单", "附：清单", "附件一"),
        *("联 系 人：郁文", "（聯繫人：郁文）", "一要健全机制"),
    ],
)
def test_a_paragraphs_beginning_is_known(line: str) -> None:
    """Numbers, words of order and the formulas of a closing begin a paragraph."""
    assert starts_block(line)


@pytest.mark.parametrize(
    "line", ["质量发展。", "附件齐全后办结", "12·4”国家宪法日", "750余次", ""]
)
def test_the_rest_of_a_sentence_begins_nothing(line: str) -> None:
    """What a page cut off is no paragraph's beginning."""
    assert not starts_block(line)


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("一、主要举措和成效", True),
        ("（一）加强领导，压实责任。", True),
        ("3、存在的不足：", True),
        ("（一）加强领导。全年召开会议12次。", False),
        ("（一）" + "加强领导" * 20, False),
        ("加强领导", False),
        ("（三）" + "加强领导" * 20 + "等情况", True),
        ("（三）" + "加强领导" * 35 + "等情况", False),
    ],
)
def test_a_heading_line_is_a_number_and_a_short_phrase(line: str, *, is_heading: bool) -> None:
    """A line with a sentence after its heading is a paragraph."""
    assert is_heading_line(line) is is_heading


@pytest.mark.parametrize(
    "line",
    [
        *("松栎镇人民政府", "中共青禾县松栎镇委员会", "梅屏区人民政府砚桥街道办事处"),
        *("中共松栎镇委员会 松栎镇人民政府", "砚桥街道党工委", "松栎镇党政办公室"),
        *(
            "中共松栎镇委员会、松栎镇人民政府",
            "中共松櫟鎮委員會",
            "中共松栎镇委员会松栎镇人民政府",
        ),
    ],
)
def test_organs_are_known_by_their_last_words(line: str) -> None:
    """A party committee, a government, an office: one on a line, or two side by side."""
    assert is_organ_line(line)


@pytest.mark.parametrize(
    "line", ["松栎镇", "松栎镇人民政府关于报告", "报送松栎镇人民政府。", "", "村民委员会 3个"]
)
def test_a_line_with_more_than_organs_is_none(line: str) -> None:
    """An organ in a sentence signs nothing."""
    assert not is_organ_line(line)


@pytest.mark.parametrize(
    ("text", "organs"),
    [
        ("松栎镇人民政府关于2024年情况的报告", ["松栎镇人民政府"]),
        (
            "中共松栎镇委员会 松栎镇人民政府2024年报告",
            ["中共松栎镇委员会", "松栎镇人民政府"],
        ),
        (
            "梅屏区人民政府砚桥街道办事处2024年报告",
            ["梅屏区人民政府砚桥街道办事处"],
        ),
        (
            "中共松栎镇委员会、松栎镇人民政府关于2024年情况的报告",
            ["中共松栎镇委员会", "松栎镇人民政府"],
        ),
        (
            "中共青禾县松栎镇委员会青禾县松栎镇人民政府关于2024年情况的报告",
            ["中共青禾县松栎镇委员会", "青禾县松栎镇人民政府"],
        ),
        (
            "中共砚桥街道工作委员会梅屏区人民政府砚桥街道办事处2024年报告",
            ["中共砚桥街道工作委员会", "梅屏区人民政府砚桥街道办事处"],
        ),
        ("中共松櫟鎮委員會關於2024年情況的報告", ["中共松櫟鎮委員會"]),
        ("砚桥街道办事处法治政府建设情况报告", ["砚桥街道办事处"]),
        (
            "中共松栎镇委员会 松栎镇人民政府法治政府建设年度报告（2024年度）",
            ["中共松栎镇委员会", "松栎镇人民政府"],
        ),
        ("松栎镇人民政府某某娱乐2024年法治政府建设情况的报告", ["松栎镇人民政府"]),
        ("松栎镇人民政府办公室2024年法治政府建设情况的报告", ["松栎镇人民政府办公室"]),
        ("松栎镇2024年报告", []),
        ("关于松栎镇人民政府工作的报告", []),
        ("", []),
    ],
)
def test_a_title_begins_with_its_issuers(text: str, organs: list[str]) -> None:
    """Only organs at the beginning issue the report."""
    assert organs_in(text) == organs


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("关于2024年法治政府建设情况的报告", True),
        ("法治政府建设年度报告（2024年度）", True),
        ("法治政府建设工作总结", True),
        ("2024年法治政府建设情况", True),
        ("2025年工作要点", True),
        ("2024年法治政府建設情況的報告", True),
        ("松栎镇2024年法治政府建设自查自评", True),
        ("2024年法治政府建设自查", True),
        ("法治政府建设", False),
        ("各项工作取得成效。现作出报告", False),
        ("", False),
    ],
)
def test_a_title_ends_as_titles_of_documents_do(line: str, *, ends: bool) -> None:
    """The last word names the kind of document, and no sentence ends inside."""
    assert ends_title(line) is ends


@pytest.mark.parametrize(
    ("line", "is_label"),
    [
        ("索引号：11990121008689762A/2025-00004", True),
        ("索 引 号：11990121008689762A/2025-00004", True),
        ("[ 索引号 ] 11990121008689762A/2025-00004", True),
        ("發文字號：松府发〔2025〕2号", True),
        ("体裁分类：报告", True),
        ("浏览次数：", True),
        ("|发布机构|青禾县松栎镇人民政府|成文日期|2025年01月17日|", True),
        ("松栎镇2024年法治政府建设情况的报告", False),
        ("来源：群众反映的问题。已办结12件。", False),
        ("县委、县政府：", False),
        ("", False),
    ],
)
def test_the_lines_of_a_sites_table_are_known(line: str, *, is_label: bool) -> None:
    """Label and value, however the label is set, or a row in pipes; no sentence (GENRE 3)."""
    assert is_label_line(line) is is_label

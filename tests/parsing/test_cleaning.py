"""Cleaning takes away what no reader would quote, and joining puts cut sentences together."""

import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from searchapp.parsing.cleaning import clean, clean_lines, join_paragraphs
from tests.strategies import han_text


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("[bookmark: _GoBack]（一）加强领导", "（一）加强领导"),
        ("甲[image: 图1.png]乙[footnoteRef:1]", "甲乙"),
        ("## 二、主要举措", "二、主要举措"),
        ("### **三、不足**", "三、不足"),
        ("纠纷 **21** 件", "纠纷21件"),
        ("**750** 余人次", "750余人次"),
        ("**一是健全机制。**全年", "一是健全机制。全年"),
        ("**联系****电话**", "联系电话"),
        ("**人民调解有力。**全年", "人民调解有力。全年"),
        ("一、**年度工作**", "一、年度工作"),
        ("**年**月**日", "**年**月**日"),
        ("调解**件，化解**起", "调解**件，化解**起"),
        ("20**年**月**日", "20**年**月**日"),
        ("编号**，电话**。", "编号**，电话**。"),
        ("153****1234，139****5678", "153****1234，139****5678"),
        ("**153****1234**", "153****1234"),
        ("750 余次", "750余次"),
        ("关于 2024 年", "关于2024年"),
        ("全镇 ，共 。", "全镇，共。"),
        ("  报\u3000\u3000告 ", "报 告"),
        ("松栎镇  汀兰镇", "松栎镇 汀兰镇"),
        ("smart  city", "smart city"),
        ("12 3", "12 3"),
        ("使用 APP 办理", "使用APP办理"),
        ("\u200b法\ufeff治", "法治"),
        ("法\u00a0治", "法 治"),
        ("类型\t件数", "类型\t件数"),
        ("类型 \t 件 数 ", "类型\t件 数"),
        ("邻里\t\t42", "邻里\t\t42"),
        ("\t邻里\t42", "\t邻里\t42"),
        ("邻里\t\t\t", "邻里"),
        ("邻里\t42\t \t", "邻里\t42"),
        ("\t全年受理矛盾纠纷126件。", "全年受理矛盾纠纷126件。"),
        ("\t一、\t主要举措", "一、主要举措"),
        ("1\t邻里\t42", "1\t邻里\t42"),
        ("一、\t邻里\t42", "一、\t邻里\t42"),
        ("? ? ? 2024年，松栎镇", "2024年，松栎镇"),
        ("??2022年来", "2022年来"),
        ("?\u3000一、主要举措", "一、主要举措"),
        ("为什么? ?要这样", "为什么? ?要这样"),
        ("?", "?"),
        ("??", "??"),
        ("?前进", "?前进"),
        ("##二、主要举措", "二、主要举措"),
        ("##话题##", "##话题##"),
        ("**.加强领导，调解**件", "**.加强领导，调解**件"),
        ("*.加强领导", "*.加强领导"),
        ("调解（略）镇纠纷", "调解（略）镇纠纷"),
        ("《纲要20212025年》", "《纲要20212025年》"),
        ("一)加强领导", "一)加强领导"),
        ("#标签", "#标签"),
        ("[2024]5号", "[2024]5号"),
        ("", ""),
        (" \u3000 ", ""),
    ],
)
def test_a_line_is_cleaned_of_converters_marks_and_stray_blanks(line: str, cleaned: str) -> None:
    """What a converter left and what is no word's blank goes; stars that mask a figure stay."""
    assert clean(line) == cleaned


@pytest.mark.property
@given(line=st.text("法治，。12Aa （）\u3000\u00a0\t", max_size=30))
def test_cleaning_takes_only_blanks_from_a_line_without_marks(line: str) -> None:
    """Every other character stays, in order."""
    assert "".join(clean(line).split()) == "".join(line.split())


@pytest.mark.property
@given(line=st.text("法治，。12Aa （）\u3000\u00a0\t?#*.", max_size=30))
def test_a_clean_line_stays_as_it_is(line: str) -> None:
    """Lines are cleaned again when they were joined."""
    once = clean(line)
    assert clean(once) == once


@pytest.mark.property
@given(
    cells=st.lists(st.sampled_from(["", "邻里", "42", "婚 姻", " "]), min_size=2, max_size=6),
)
@example(cells=["邻里", "", "42"])
def test_every_cell_of_a_row_stays_in_its_column(cells: list[str]) -> None:
    """Empty cells are kept, save behind the last one that says something."""
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    assume(len(filled) > 1)
    kept = [cell.strip() for cell in cells[: filled[-1] + 1]]
    assert clean("\t".join(cells)).split("\t") == kept


def joined(*lines: str, paragraphs: bool = False) -> list[str]:
    """The paragraphs of these lines."""
    return join_paragraphs(clean_lines(lines), paragraphs=paragraphs)


LONG = "松栎镇坚持把法治政府建设摆在全局工作的突出位置，健全工作机制，压实工作责任，推动法治建设高"


@pytest.mark.parametrize("gap", [(), ("",), ("", "")], ids=["next line", "blank", "two blanks"])
@pytest.mark.parametrize("paragraphs", [True, False])
def test_a_sentence_cut_by_a_page_is_joined(gap: tuple[str, ...], *, paragraphs: bool) -> None:
    """A page's end inside a sentence leaves no mark in the paragraph."""
    assert joined(LONG, *gap, "质量发展。", paragraphs=paragraphs) == [LONG + "质量发展。"]


@pytest.mark.parametrize("paragraphs", [True, False])
@pytest.mark.parametrize(
    "following",
    [
        *(
            "二、存在的不足",
            "（二）强化执法",
            "2.规范程序",
            "一是健全机制",
            "①健全机制",
            "（1）健全",
        ),
        *("特此报告。", "松栎镇人民政府", "2025年1月20日", "抄送：县依法治县办。", "附件：清单"),
        *("类型\t件数", "（联系人：郁文）", "发文字号：松府发〔2025〕2号", "*.规范程序"),
    ],
)
def test_what_begins_a_paragraph_is_never_joined(following: str, *, paragraphs: bool) -> None:
    """Numbers, signature, date, copies and table rows begin anew whatever stood before."""
    assert joined(LONG, following, paragraphs=paragraphs) == [LONG, clean(following)]


@pytest.mark.parametrize("paragraphs", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        *("一、主要举措和成效", "（一）加强领导，压实责任", "1.健全机制", "松栎镇人民政府"),
        *("2025年1月20日", "松栎镇2024年法治政府建设情况的报告", "类型\t件数", "县委、县政府："),
        *("体裁分类：报告", "提高站位，压实责任，筑牢根基", "一是健全机制"),
        "（三）" + "加强领导" * 20 + "等情况",
        "全年受理矛盾纠纷126件，调解成功121件，成功率96%。",
    ],
)
def test_nothing_is_joined_to_what_is_whole(line: str, *, paragraphs: bool) -> None:
    """Headings, organs, dates, titles, table rows and finished sentences are whole."""
    assert joined(line, "全镇干部群众共同努力", paragraphs=paragraphs) == [
        line,
        "全镇干部群众共同努力",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一是压实工作责任，推动法治建设高",
        "开展宣传3场，参与群众665余人",
        "为此，",
        "推动人民调解、",
        "《法治政府建设",
        "依托“",
    ],
)
def test_a_line_that_cannot_end_so_is_cut_however_short(line: str) -> None:
    """After a comma, an opening bracket or in a sentence of a list the paragraph goes on."""
    assert joined(line, "", "质量发展。") == [line + "质量发展。"]


@pytest.mark.parametrize("rest", ["，压实责任。", "、同问效。", "”为主题。", "）的规定。", "。"])
@pytest.mark.parametrize(
    "first", ["二、存在的不足", "松栎镇人民政府", "（一）同部署、同推进", "2025年1月20日"]
)
def test_a_line_that_begins_with_a_closing_mark_goes_on(first: str, rest: str) -> None:
    """No paragraph begins so, whatever the line before looked like."""
    assert joined(first, "", rest) == [first + rest]


def test_a_heading_that_counts_is_the_beginning_of_a_sentence() -> None:
    """A run-in without a stop was cut by a page: headings do not count things one by one."""
    first = "（一）落实制度培训执法人员4期，新增持证人员7名，邀请市中级"
    assert joined(first, "人民法院授课。") == [first + "人民法院授课。"]


def test_lines_of_much_the_same_length_are_not_wrapped_where_they_are_headings() -> None:
    """Long headings over paragraphs of one line show no width."""
    heading = "（一）学习宣传习近平法治思想、落实主要负责人责任、规范执法等情况"
    body = [
        each
        for _ in range(6)
        for each in (heading, "全年开展普法宣传活动12场次，" * 2 + "效果好。")
    ]
    assert joined(*body) == body


WRAPPED = [
    "　　松栎镇坚持以习近平法治思想为指导，紧紧围绕",
    "县委、县政府中心工作，扎实推进法治政府建设，各",
    "项工作取得新的进展，群众的法治获得感持续增强，",
    "矛盾纠纷总量比上年下降一成，信访事项按期办结率",
    "保持全县前列，现将有关情况报告如下。",
]


def test_lines_wrapped_to_a_width_are_one_paragraph() -> None:
    """In a file whose lines all end at one width, a line's end is no paragraph's."""
    assert joined(*WRAPPED * 3) == ["".join(map(str.strip, WRAPPED))] * 3


def test_a_file_that_marks_paragraphs_has_no_width() -> None:
    """Short paragraphs of one length, in Word or on a page, stay apart."""
    lines = [f"第{char}村完成法治文化广场建设并投入使用" for char in "甲乙丙丁戊己庚辛壬癸子丑"]
    assert joined(*lines, paragraphs=True) == lines


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (LONG + "，开展", "750余次。", LONG + "，开展750余次。"),
        (LONG + "，推广smart", "city项目。", LONG + "，推广smart city项目。"),
        (LONG + "，共1", "26件。", LONG + "，共126件。"),
        (LONG + "，**推动", "落实**到位。", LONG + "，推动落实到位。"),
        (LONG + "，邮箱bangong", "@example.cn。", LONG + "，邮箱bangong@example.cn。"),
        (LONG + "，邮箱bangong@exam", "ple.cn。", LONG + "，邮箱bangong@example.cn。"),
        (LONG + "，网址www.exam", "ple.cn。", LONG + "，网址www.example.cn。"),
    ],
)
def test_a_joint_leaves_no_blank_but_between_words_of_latin(
    first: str, second: str, whole: str
) -> None:
    """A sentence is joined as it would have been printed on one line."""
    assert joined(first, second) == [whole]


_LINES = st.lists(
    st.one_of(
        han_text,
        st.sampled_from([LONG, "", "一、主要举措", "（一）加强领导。", "2025年1月20日", *WRAPPED]),
    ),
    max_size=14,
)


@pytest.mark.property
@given(lines=_LINES, paragraphs=st.booleans())
@example(lines=[LONG, "", "质量发展"], paragraphs=True)
def test_joining_loses_and_moves_nothing(lines: list[str], *, paragraphs: bool) -> None:
    """Without blanks, the paragraphs are the lines, in order; none of them is empty."""
    done = joined(*lines, paragraphs=paragraphs)
    assert "".join("".join(done).split()) == "".join("".join(clean_lines(lines)).split())
    assert all(done)


@pytest.mark.parametrize("line", [LONG, "**法治", "法 ", "1，"], ids=repr)
def test_cleaning_and_joining_grow_with_the_text_not_its_square(line: str) -> None:
    """Four times the lines take about four times as long, also when all of them are one."""

    def seconds(count: int) -> float:
        lines = [line] * count
        start = time.process_time()
        joined(*lines)
        return time.process_time() - start

    small, large = (min(seconds(count) for _ in range(5)) for count in (150, 600))
    assert large < 4 * small * 2 + 0.02


def test_cleaning_a_long_line_grows_with_it() -> None:
    """A line of stars, brackets or blanks costs no more for each character when it is long."""
    for piece in ("**法", "[bookmark:", " 法", "**", " ", "法\t", "**法****"):

        def seconds(count: int, piece: str = piece) -> float:
            start = time.process_time()
            clean(f"甲{piece * count}乙")
            return time.process_time() - start

        small, large = (min(seconds(count) for _ in range(5)) for count in (2_000, 8_000))
        assert large < 4 * small * 2 + 0.02, piece

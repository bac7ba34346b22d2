"""An element's text is what a browser shows of it, line for line."""

import pytest

from searchapp.reading.webpage.layout import lines_around
from tests.reading.webpage.pages import element, lines, texts


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>2<span>0</span>2<b>4</b>年</p>", ["2024年"]),
        ("<section><section><p>甲</p></section></section>乙", ["甲", "乙"]),
        ("<p>甲<br><br>乙</p>", ["甲", "乙"]),
        ("<p>　　甲&emsp;</p><p>&nbsp;</p>", ["甲"]),
        ("<p>smart\n <b>city</b></p>", ["smart city"]),
        ("<p>法治\n  <b>政府</b></p>", ["法治政府"]),
        ("<p>面积3km<sup>2</sup></p>", ["面积3km2"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", ["甲", "乙"]),
    ],
)
def test_blocks_and_breaks_end_a_line_and_nothing_else_does(markup: str, shown: list[str]) -> None:
    """Spans that cut words, and line ends of the source, leave no trace."""
    assert texts(markup) == shown


@pytest.mark.parametrize(
    "sign",
    [
        '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
        '<sup><a href="#fn:1">①</a></sup>',
        '<a href="页面.htm#_edn2">[2]</a>',
    ],
)
def test_the_sign_that_leads_to_a_note_is_no_text(sign: str) -> None:
    """As in a document of Word: the note's text stays, its sign would change the figure before."""
    assert texts(f"<p>调解126件{sign}。</p>") == ["调解126件。"]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ("<tr><td></td><th>件数</th><th>比上年</th></tr>", ["\t件数\t比上年"]),
        ("<tr><td>婚姻</td><td></td><td>3</td></tr>", ["婚姻\t\t3"]),
        ("<tr><td>邻里</td><td>4</td><td></td></tr>", ["邻里\t4"]),
        ("<tr><td colspan=2>合计</td><td>9</td></tr>", ["合计\t\t9"]),
        (
            "<tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr>"
            "<tr><td>乙</td><td>3</td></tr>",
            ["甲\t1", "\t2", "乙\t3"],
        ),
        ("<tr><td> </td><td> </td></tr>", []),
        ("<tr><td colspan=3>表1 案件</td></tr>", ["表1 案件"]),
        ("<tr><td>甲\t乙</td><td>1</td></tr>", ["甲 乙\t1"]),
        ("<tr><td colspan='很多'>甲</td><td rowspan=-1>1</td></tr>", ["甲\t1"]),
    ],
)
def test_a_cell_stays_in_its_column(rows: str, shown: list[str]) -> None:
    """Empty cells, and places that another cell covers, are kept where anything follows."""
    assert texts(f"<table>{rows}</table>") == shown


def test_a_cell_of_several_lines_is_one_in_a_table_of_facts() -> None:
    """A grid of three columns and three rows is no layout, whatever its cells hold."""
    row = "<tr><td><p>婚</p><p>姻</p></td><td>4</td><td>5</td></tr>"
    assert texts(f"<table>{row * 3}</table>") == ["婚姻\t4\t5"] * 3


def test_a_line_knows_what_of_it_leads_elsewhere() -> None:
    """The lines of a list of links are links; a sentence with one is not."""
    link, sentence = lines(
        "<li><a href='/a'>通知公告</a></li><p>见<a href='/b'>附件</a>所列。</p>"
    )
    assert (link.is_link, sentence.is_link) == (True, False)


def test_what_stands_round_an_element_is_before_or_after_it() -> None:
    """The lines of a page less those of its article, in two parts."""
    body = element("<p>甲</p><div>乙<section>丙</section>丁</div><p>戊</p>")
    section = body.find_all("section")
    before, after = lines_around(body, section)
    assert [line.text for line in before] == ["甲", "乙"]
    assert [line.text for line in after] == ["丁", "戊"]

"""A label is told from a word, and its value found wherever a site prints it."""

import pytest

from searchapp.reading.webpage.labels import Fact, bare_label, has_value, pairs_in
from tests.reading.webpage.pages import lines


def pairs(markup: str) -> list[tuple[Fact, str]]:
    """What the labels of this markup say, the empty ones left out."""
    return [(pair.fact, pair.value) for pair in pairs_in(lines(markup)) if has_value(pair)]


NUMBER = (Fact.DOC_NUMBER, "松府发〔2025〕6号")
DAY = (Fact.ISSUED_ON, "2025-01-20")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>发文字号：松府发〔2025〕6号</p><p>成文日期：2025-01-20</p>",
        "<p>[ 发文字号 ] 松府发〔2025〕6号 [ 成文日期 ] 2025-01-20</p>",
        "<p>【文　号】松府发〔2025〕6号　【生成日期】：2025-01-20</p>",
        "<div>文  号：松府发〔2025〕6号　成文时间：2025-01-20</div>",
        "<p>备注/文号: 松府发〔2025〕6号</p><p>公文生成日期: 2025-01-20</p>",
        "<table><tr><td>文号</td><td>松府发〔2025〕6号</td><td>成文日期</td><td>2025-01-20</td></tr>"
        "</table>",
        "<table><tr><th>文号</th><th>成文日期</th></tr><tr><td>松府发〔2025〕6号</td>"
        "<td>2025-01-20</td></tr></table>",
        "<table><tr><td>文号</td><td></td><td>文件编号</td><td>松府发〔2025〕6号</td></tr>"
        "<tr><td>名称</td><td colspan=3>成文日期：2025-01-20</td></tr></table>",
        "<dl><dt>文号：</dt><dd>松府发〔2025〕6号</dd><dt>成文日期：</dt><dd>2025-01-20</dd></dl>",
        "<p>文号</p><p>松府发〔2025〕6号</p><p>成文日期</p><p>2025-01-20</p>",
        "<ul><li><b>文号：</b>松府发〔<i>2025</i>〕6号</li><li><b>成文日期：</b>2025-01-20</li></ul>",
        "<div><span>文号</span><span>松府发</span><span>〔2025〕6号</span></div>"
        "<div><span>成文日期</span><span>2025-01-20</span></div>",
        "<p>發文字號：松府发〔2025〕6号</p><p>成文日期：2025-01-20</p>",
    ],
)
def test_a_value_is_found_wherever_it_stands(markup: str) -> None:
    """Beside its label, in the next cell or element, below it, or on the next line."""
    assert pairs(markup) == [NUMBER, DAY]


@pytest.mark.parametrize(
    "value", ["无", "", "〔〕号", "〔 〕 号", "2025", "2025年", "-", "——", "null", "/", "见附件"]
)
def test_a_value_that_says_nothing_is_none(value: str) -> None:
    """A bare year, empty brackets, a dash: no number of a document."""
    assert pairs(f"<p>发文字号：{value}</p><p>成文日期：2025-01-20</p>") == [DAY]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>有效性：有效</p><p>文号：</p><h1>松栎镇2024年法治政府建设报告</h1>",
        "<p>成文日期：</p><p>松栎镇2024年法治政府建设报告</p>",
        "<p>饮用水来源：水库</p>",
        "<p>村容村貌标题：整治</p>",
    ],
)
def test_what_is_no_value_and_no_label_is_left_alone(markup: str) -> None:
    """An empty field does not take the title below it; a word that ends in a label is a word."""
    facts = {fact for fact, _ in pairs(markup)}
    assert not facts & {Fact.DOC_NUMBER, Fact.ISSUED_ON, Fact.SOURCE, Fact.TITLE}


def test_a_line_of_facts_gives_each() -> None:
    """Date, source and what else a site prints under a title."""
    line = "<p>日期：2024-03-28 09:18 来源：县司法局 浏览次数： 字号：【大 中 小】 打印</p>"
    published, source, *_ = pairs(line)
    assert published == (Fact.PUBLISHED_ON, "2024-03-28 09:18")
    assert source == (Fact.SOURCE, "县司法局")


@pytest.mark.parametrize("text", ["索 引 号", "[ 索引号 ]", "索引号：", "【索引號】"])
def test_a_label_is_one_with_blanks_brackets_and_old_characters(text: str) -> None:
    """Sites set labels wide, in brackets, in traditional characters."""
    assert bare_label(text) is Fact.INDEX


@pytest.mark.parametrize("text", ["索引号码", "", "建设情况", "来源地", "名称" * 20])
def test_other_words_are_no_labels(text: str) -> None:
    """Only the whole of a text is a label."""
    assert bare_label(text) is None

"""The lines that a site prints into an article about it are parted from its text."""

import pytest

from searchapp.reading.webpage.heads import split_head
from tests.reading.sites import ISSUED, paragraphs
from tests.reading.webpage.pages import lines

OWN = ISSUED.lines
TITLE = f"<h1>{ISSUED.title}</h1>"
FACTS = "<p>日期：2025-01-22 10:32 来源：松栎镇 浏览次数：12 字号：【大 中 小】</p>"


def parted(head: str, text: tuple[str, ...] = OWN) -> tuple[list[str], list[str]]:
    """What is about the article, and its text."""
    headed = split_head(lines(head + paragraphs(text)))
    return [line.text for line in headed.about], [line.text for line in headed.text]


@pytest.mark.parametrize(
    "head",
    [
        FACTS,
        "<p>索引号：990121/2025-1</p><p>有效性：</p>",
        "<p>索引号</p><p>990121/2025-1</p><p>发文字号</p><p>松府发〔2025〕6号</p>",
        "<table><tr><td>索引号</td><td>990121/2025-1</td><td>文号</td><td>无</td></tr></table>",
        "<p>当前位置：首页 &gt; 乡镇</p><p>打印</p>",
        "<p>2025-01-22 10:32　来源：松栎镇人民政府</p>",
        "<p>[2025-1-22]</p>",
        "<p>11990121008689762A/2025-00004</p>",
    ],
)
def test_labels_and_facts_before_the_text_are_about_it(head: str) -> None:
    """In every form in which sites print them."""
    about, text = parted(head)
    assert text == list(OWN)
    assert about == [line.text for line in lines(head)]


def test_a_page_title_over_them_is_not_the_text_where_the_text_has_its_own() -> None:
    """Else the title would stand twice, in two wordings."""
    about, text = parted(TITLE + FACTS)
    assert text == list(OWN)
    assert about[0] == ISSUED.title


def test_the_only_title_stays_in_the_text() -> None:
    """Where the text has none, what stands over the facts is its title."""
    _, text = parted(TITLE + FACTS, OWN[3:])
    assert text == [ISSUED.title, *OWN[3:]]


@pytest.mark.parametrize(
    "first",
    [
        "松府发〔2025〕6号",
        "（2025年1月18日镇党委会议通过）",
        "2025年1月20日",
        "青禾县松栎镇人民政府",
    ],
)
def test_what_else_stands_over_the_facts_is_kept(first: str) -> None:
    """A number, a date, an issuer, a note under the title are lines of the report."""
    _, text = parted(f"{TITLE}<p>{first}</p>{FACTS}", OWN[3:])
    assert text == [ISSUED.title, first, *OWN[3:]]


@pytest.mark.parametrize(
    "line",
    [
        "时间紧、任务重，松栎镇坚持把法治建设摆在突出位置。",
        "来源：群众来信12件，均已办结。",
        "一、基本情况",
    ],
)
def test_a_line_of_the_text_is_never_about_it(line: str) -> None:
    """What goes on as a sentence, a numbered heading."""
    text = (*OWN[:3], line, *OWN[3:])
    assert parted("", text)[1] == list(text)


def test_labels_after_the_text_has_begun_are_text() -> None:
    """A report's own lines of that form, in its middle or at its end."""
    text = (*OWN, "主题词：法治 报告", "发布日期：2025年1月20日")
    assert parted("", text)[1] == list(text)

"""A page without an article says what it is, and what to do."""

from urllib.parse import quote

import pytest

from searchapp.errors import UnreadableFile
from tests.reading.sites import FOOT, ISSUED, MENU, NEWS, page, paragraphs
from tests.reading.webpage.pages import read

AROUND = f"<div>{MENU}</div><h1>{ISSUED.title}</h1><div>发布时间：2025-01-22</div>"


def reason(markup: str) -> str:
    """Why the page is refused."""
    with pytest.raises(UnreadableFile) as refused:
        read(markup)
    return refused.value.reason


@pytest.mark.parametrize(
    "attachment",
    [
        '<p>附件：<a href="/d/P02025.pdf">松栎镇报告.pdf</a></p>',
        '<p><a href="/d/download.jsp?id=12">松栎镇报告.pdf</a></p>',
        f'<p><a href="/d/{quote("松栎镇报告.pdf")}"><img src="pdf.gif"></a></p>',
        f'<iframe src="/viewer.html?file=/u/{quote("松栎镇报告.pdf")}"></iframe>',
        '<embed src="/u/松栎镇报告.pdf">',
        '<object data="/u/松栎镇报告.pdf"></object>',
    ],
)
def test_a_page_that_only_leads_to_a_file_names_it(attachment: str) -> None:
    """A link, a viewer, a plug-in: the file itself is what a clerk must take in."""
    why = reason(page(f'{AROUND}<div id="zoom">{attachment}</div>{FOOT}'))
    assert why == "网页里只有附件 松栎镇报告.pdf，请把附件也收入"


def test_of_many_files_a_few_are_named() -> None:
    """A verdict stays readable."""
    links = "".join(f'<p><a href="{n}.docx">附表{n}.docx</a></p>' for n in range(1, 6))
    assert "附表1.docx、附表2.docx、附表3.docx等 5 个" in reason(page(f"{AROUND}{links}{FOOT}"))


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (page(f'{AROUND}<img src="/u/W1.jpg"><img src="/u/W2.jpg"><img src="/logo.png">'), "2 张"),
        (page(f"<div>{MENU}</div><ul>{NEWS * 6}</ul>{FOOT}"), "列表页（24 条链接）"),
        (f"<script>{'var a = 1;' * 90}</script><!DOCTYPE html><body></body>", "只有脚本"),
        (page("<h1>404 Not Found</h1>"), "出错或验证页面"),
        (page("<p>抱歉，您访问的页面不存在或已删除</p>"), "出错或验证页面"),
    ],
)
def test_a_page_without_an_article_is_told_for_what_it_is(markup: str, why: str) -> None:
    """Pictures of pages, a list, a challenge, an error."""
    assert why in reason(markup)


def test_a_short_text_is_kept_and_said() -> None:
    """Whoever keeps the reports decides whether that is all."""
    document = read(page("<div id=zoom><p>本年度无行政复议案件。</p></div>"))
    assert document.lines == ("本年度无行政复议案件。",)
    assert document.warnings == ("网页正文只有 11 个字，请核对是否完整",)


def test_a_summary_with_a_file_beside_it_is_pointed_out() -> None:
    """The report may be the file."""
    text = "根据要求，现将松栎镇2024年法治政府建设情况报告予以公布，请予监督。" * 4
    markup = f'<div id=zoom><p>{text}</p></div><p><a href="1.docx">松栎镇报告.docx</a></p>'
    (warning,) = read(page(markup)).warnings
    assert "另有附件 松栎镇报告.docx" in warning


def test_an_article_that_is_whole_needs_no_word_about_its_files() -> None:
    """The same report as a document beside it is the usual thing."""
    text = paragraphs(ISSUED.lines * 2)
    assert read(page(f"<div id=zoom>{text}</div><a href=1.docx>报告.docx</a>")).warnings == ()

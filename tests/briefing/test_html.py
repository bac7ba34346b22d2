"""A page that opens by itself: valid, with each quote where it stood."""

from pathlib import Path

import pytest

from searchapp.briefing.html import html
from searchapp.briefing.saying import Where
from searchapp.briefing.surroundings import around
from tests.briefing.papers import excerpt_in, paper_of_quotes, sample_paper
from tests.web.test_markup import checker, said_of

__all__ = ["checker"]

TEXT = "第一句。第二句！第三句，还有后半。“第四句。”第五句"


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("第二句！", "第一句。", "第三句，还有后半。"),
        ("第三句", "第二句！", "，还有后半。“第四句。”"),
        ("还有后半", "第二句！第三句，", "。“第四句。”"),
        ("第一句。", "", "第二句！"),
        ("第五句", "“第四句。”", ""),
        (TEXT, "", ""),
    ],
)
def test_a_quote_stands_among_its_own_sentences_and_one_more_each_way(
    quote: str, before: str, after: str
) -> None:
    """Enough to see what was meant, and no more."""
    assert around(excerpt_in(TEXT, quote)) == (before, after)


@pytest.mark.parametrize("where", Where, ids=str)
def test_the_page_shows_what_was_quoted_and_what_stood_round_it(where: Where) -> None:
    """The quote is marked; section, passage and version stand below it."""
    page = html(sample_paper(), where).decode()
    assert (
        '<span class="around">健全镇村两级人民调解组织14个，实现村（社区）全覆盖。</span>'
        "<mark>全年排查矛盾纠纷206次，受理183件，调解成功181件，成功率98.9%。</mark>"
    ) in page
    assert "二、主要举措 › （一）化解纠纷 · 第 1 段 · 第 1 版" in page


def test_the_page_is_valid(checker: list[str], tmp_path: Path) -> None:
    """The Nu Html Checker finds nothing wrong, whatever a report says."""
    papers = {"sample": sample_paper(), "hostile": paper_of_quotes("<b>&amp;]]>\x0b'\"", "甲\n乙")}
    for name, paper in papers.items():
        for where in Where:
            (tmp_path / f"{name}-{where}.html").write_bytes(html(paper, where))
    assert said_of(checker, *sorted(tmp_path.glob("*.html"))) == []

"""A citation holds the quote as it stands, and of its source what is known and nothing else."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.briefing.citations import Citation, Style, citations, dated_source, source
from searchapp.library.excerpts import Cited, Excerpt, excerpt_link
from searchapp.reports import Genre

ADDRESS = "http://10.1.2.3:8000"
ON = date(2026, 11, 21)
KNOWN = Cited(
    name="青禾县松栎镇人民政府2023年法治政府建设情况报告",
    issuers=("青禾县松栎镇人民政府",),
    doc_number="松府发〔2024〕3号",
    issued_on=date(2024, 1, 15),
    year=2023,
    place=None,
    genre=Genre.RULE_OF_LAW,
)
QUOTE = "调解成功181件，成功率98.9%。"

#: Texts as they stand in reports, with all that means something in HTML, Markdown or a sentence.
quotes = st.text(
    st.sampled_from("调解成功181件，。“”‘’《》\n\t<>&\"'*_[]`\\#>𠮷㎡ "), min_size=1
).filter(lambda text: text == text.strip())
known = st.builds(
    Cited,
    name=st.sampled_from([KNOWN.name, "关于贯彻《条例》情况的报告", "扫描件<1>.pdf", "A&B [1]"]),
    issuers=st.sampled_from([(), KNOWN.issuers, ("甲", "乙", "丙", "丁")]),
    doc_number=st.none() | st.just("松府发〔2024〕3号"),
    issued_on=st.none() | st.dates(),
    year=st.none() | st.integers(2000, 2030),
    place=st.none(),
    genre=st.sampled_from(Genre),
)


def excerpt_saying(quote: str, cited: Cited = KNOWN) -> Excerpt:
    """An excerpt of a passage that says this and more."""
    text = f"前面的话。{quote}后面的话。"
    start = text.index(quote, 5)
    return Excerpt(
        code="7K3M9Q2XAB",
        report="1DZKRVQ5WT",
        version=1,
        passage=3,
        start=start,
        end=start + len(quote),
        text=text,
        before="",
        after="",
        section=(),
        cited=cited,
    )


def shown(citation: Citation) -> str:
    """What a word processor shows of rich text."""
    return unescape(re.sub(r"<[^>]*>", "", citation.html))


def cite(
    style: Style, cited: Cited = KNOWN, quote: str = QUOTE, *, recognised: bool = False
) -> str:
    """The plain text of a citation."""
    return citations(excerpt_saying(quote, cited), ADDRESS, ON, recognised=recognised)[style].plain


@pytest.mark.property
@given(quote=quotes, cited=known, recognised=st.booleans())
def test_the_quote_stands_in_every_style_as_it_is(
    quote: str, cited: Cited, *, recognised: bool
) -> None:
    """Character for character, in plain text and in what rich text shows, and so does the link.

    Nothing that is not known leaves an empty bracket or a word of the program's behind.
    """
    excerpt = excerpt_saying(quote, cited)
    for style, each in citations(excerpt, ADDRESS, ON, recognised=recognised).items():
        assert quote in each.plain, style
        assert quote in shown(each), style
        assert ADDRESS + excerpt_link(excerpt.code) in each.html, style
        rest = each.plain.replace(quote, "", 1) + shown(each).replace(quote, "", 1)
        assert not re.search(r"None|（）|\(\)|《》|\[\]\.|，，|。\.|：：", rest), (style, rest)
        assert not re.search(r"<(?!/?(p|a|sup|br|span|blockquote)\b)", each.html), style


def test_every_style_is_offered() -> None:
    """And each has a name, in which nobody has to guess."""
    assert tuple(citations(excerpt_saying(QUOTE), ADDRESS, ON)) == tuple(Style)
    assert len({style.label for style in Style}) == len(Style)


def test_a_sentence_names_title_and_number_before_the_quote() -> None:
    """据《…》（发文字号），“……”; in rich text the title leads to the place."""
    title, number = "《青禾县松栎镇人民政府2023年法治政府建设情况报告》", "（松府发〔2024〕3号）"
    assert cite(Style.SENTENCE) == f"据{title}{number}，“{QUOTE}”"
    rich = citations(excerpt_saying(QUOTE), ADDRESS, ON)[Style.SENTENCE].html
    assert f'<a href="{ADDRESS}/x/7K3M9Q2XAB">{title}</a>' in rich


def test_quotation_marks_of_the_quote_stay_and_get_none_round_them() -> None:
    """“枫桥经验” is not turned into ‘枫桥经验’: after a colon the quote stands by itself."""
    quote = "坚持和发展新时代“枫桥经验”。"
    assert cite(Style.SENTENCE, quote=quote).endswith(f"（松府发〔2024〕3号）：{quote}")


def test_several_lines_begin_on_a_line_of_their_own() -> None:
    """What stood on two lines stands on two lines in rich text as well; a tab stays one."""
    quote = "姓名\t职务\n甲\t主任"
    assert cite(Style.SENTENCE, quote=quote).endswith(f"：\n{quote}")
    rich = citations(excerpt_saying(quote), ADDRESS, ON)[Style.LINK].html
    assert rich.count("<br>") == 1
    assert rich.count('white-space:pre">\t<') == 2


def test_a_footnote_has_the_date_of_the_document_too() -> None:
    """The quote with a mark, and under it the note."""
    note = "《青禾县松栎镇人民政府2023年法治政府建设情况报告》（松府发〔2024〕3号），2024年1月15日"
    assert cite(Style.FOOTNOTE) == f"{QUOTE}①\n\n① {note}。{ADDRESS}/x/7K3M9Q2XAB"


def test_a_reference_is_written_as_the_standard_has_it() -> None:
    """主要责任者. 题名: 报告号[R/OL]. (发布日期)[引用日期]. 获取路径: so GB/T 7714-2015 has it."""
    assert cite(Style.GBT7714) == (
        f"{QUOTE}[1]\n\n[1] 青禾县松栎镇人民政府. "
        "青禾县松栎镇人民政府2023年法治政府建设情况报告: 松府发〔2024〕3号[R/OL]. "
        f"(2024-01-15)[2026-11-21]. {ADDRESS}/x/7K3M9Q2XAB"
    )


def test_of_more_than_three_organs_the_standard_names_three() -> None:
    """And 等, as 8.1.2 has it."""
    assert "[1] 甲, 乙, 丙, 等. " in cite(Style.GBT7714, replace(KNOWN, issuers=tuple("甲乙丙丁")))


def test_several_notes_are_counted() -> None:
    """Whoever cites three at once has ①②③ and [1][2][3]; beyond ⑳ figures stand in brackets."""
    for number, circled in ((2, "②"), (20, "⑳"), (21, "[21]")):
        cited = citations(excerpt_saying(QUOTE), ADDRESS, ON, number=number)
        assert cited[Style.FOOTNOTE].plain.startswith(f"{QUOTE}{circled}\n\n{circled} 《")
        assert cited[Style.GBT7714].plain.startswith(f"{QUOTE}[{number}]\n\n[{number}] ")
        assert f"<sup>{circled}</sup>" in cited[Style.FOOTNOTE].html


def test_what_is_not_known_is_left_out() -> None:
    """No number, no date, no organ: a file's name alone is the source."""
    bare = replace(KNOWN, name="扫描件.pdf", issuers=(), doc_number=None, issued_on=None)
    assert cite(Style.SENTENCE, bare) == f"据《扫描件.pdf》，“{QUOTE}”"
    assert cite(Style.GBT7714, bare).endswith(
        f"[1] 扫描件.pdf[R/OL]. [2026-11-21]. {ADDRESS}/x/7K3M9Q2XAB"
    )


def test_an_organ_stands_beside_a_title_that_does_not_name_it() -> None:
    """《2023年度工作报告》 alone says nothing; a title with the organ in it says it once."""
    short = replace(KNOWN, name="2023年度法治政府建设报告")
    assert source(short) == "青禾县松栎镇人民政府《2023年度法治政府建设报告》（松府发〔2024〕3号）"
    assert dated_source(short).startswith("青禾县松栎镇人民政府：《2023年度")
    assert source(KNOWN).startswith("《青禾县松栎镇人民政府")


def test_a_title_within_a_title_has_single_brackets() -> None:
    """《关于贯彻〈条例〉情况的报告》, as GB/T 15834 has it."""
    inner = replace(KNOWN, name="关于贯彻《条例》情况的报告", doc_number=None)
    assert "《关于贯彻〈条例〉情况的报告》" in source(inner)


def test_words_read_off_a_picture_are_told_of_in_every_style() -> None:
    """Whoever cites them is to look at the original first; of others nothing is said."""
    for style in Style:
        assert "文字由图片识别" in cite(style, recognised=True)
        assert "识别" not in cite(style)

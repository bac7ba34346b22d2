"""A page becomes a tree without what nobody sees, or is refused before it costs anything."""

from pathlib import Path

import pytest

from searchapp.errors import UnreadableFile
from searchapp.reading.webpage.markup import Page, open_page
from tests.reading.sites import ISSUED, paragraphs
from tests.reading.webpage.pages import texts

TEXT = paragraphs(ISSUED.lines)


def opened(markup: str) -> Page:
    """The page with this markup."""
    return open_page(Path("页面.html"), markup.encode())


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var x</script>",
        "<style>p { margin: 0 }</style>",
        "<noscript>请启用脚本</noscript>",
        "<template>甲</template>",
        "<select><option>甲</select>",
        "<textarea>甲</textarea>",
        "<iframe>甲</iframe>",
        "<p hidden>甲</p>",
        "<p style='color: red; DISPLAY : none'>甲</p>",
        "<p style='visibility:hidden'>甲</p>",
        "<span style='font-size:0px'>甲</span>",
        "<div hidden><p hidden>甲</p></div>",
        "<!-- 甲 -->",
    ],
)
def test_what_a_browser_does_not_show_is_gone(unseen: str) -> None:
    """Programs, styles, lists to choose from, hidden elements, comments."""
    assert texts(str(opened(f"<p>前</p>{unseen}{TEXT}").body)) == ["前", *ISSUED.lines]


@pytest.mark.parametrize("style", ["display: none", "visibility: hidden; opacity: 0"])
def test_a_text_that_a_script_would_show_is_kept(style: str) -> None:
    """Some pages hide their article until everything is loaded."""
    body = opened(f"<p>页脚</p><div style='{style}'>{TEXT}</div>").body
    assert texts(str(body)) == ["页脚", *ISSUED.lines]


def test_of_a_reading_over_a_character_only_the_character_is_text() -> None:
    """A mirror's ruby is no text of the report."""
    ruby = "<p>松<ruby>栎<rp>(</rp><rt>lì</rt><rp>)</rp></ruby>镇</p>"
    assert texts(str(opened(ruby).body)) == ["松栎镇"]


def test_where_a_browser_saved_a_page_from_is_its_address() -> None:
    """The comment at the top, which every browser writes."""
    comment = "<!-- saved from url=(0033)http://www.qinghe.gov.cn/a/b.html -->"
    assert (
        opened(f"<!DOCTYPE html>{comment}<p>甲</p>").address == "http://www.qinghe.gov.cn/a/b.html"
    )
    assert opened("<p>甲</p>").address == ""


def test_a_picture_inside_a_page_costs_nothing() -> None:
    """However large: no parser keeps so long an attribute."""
    picture = "data:image/png;base64," + "A" * 12_000_000
    assert texts(str(opened(f"<p>前<img src='{picture}'>后</p>").body)) == ["前后"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param("<p>" * 100_001, "标签过多", id="tags"),
        pytest.param("政" * 4_000_001, "网页过大", id="text"),
        pytest.param("<div>" * 500, "嵌套过深", id="depth"),
    ],
)
def test_a_page_made_to_exhaust_is_refused(content: str, why: str) -> None:
    """Before a tree of it is built, or right after."""
    with pytest.raises(UnreadableFile, match=why):
        opened(content)


def test_an_entity_of_its_own_leads_nowhere() -> None:
    """A page cannot name a file of this machine, nor a text that grows."""
    declared = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/hostname">]>'
    )
    (line, *_) = texts(str(opened(f"{declared}<p>&b;&c;</p>").body))[-1:]
    assert line == "&b;&c;"

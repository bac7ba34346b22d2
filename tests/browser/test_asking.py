"""The language of queries and its three views, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.reader import FAINT, Reader

pytestmark = pytest.mark.browser

PHRASE = "“矛盾纠纷”"
FIGURES = "“受理矛盾纠纷#件”"
#: Every view of an answer, and what is said where there is none.
VIEWS = [
    f"q={PHRASE} (调解 或者 普法) -信访&within=section",
    f"q={PHRASE}&view=reports&sort=newest",
    f"q={PHRASE}&view=kwic",
    "q=“的”&view=kwic&beside=left&page=2",
    "q=调解 普法&view=kwic&beside=right&within=report&year=2022..2024",
    "q=“受理矛盾纠纷%23件” 或者 “建立*机制”",
    "q=“枫桥经念” 调解 无此词语&year=2023&town=松栎镇&whole=1",
    "q=枫桥经念&view=kwic",
    "q=地址:松砾镇 “没有合上 NEAR/9999 村",
    "q=" + "很长的词" * 60 + "&within=report",
    "q=" + "(调解 或者 “" * 19 + "普法",
]


@pytest.mark.parametrize("width", [NARROW[0], 360])
def test_no_view_is_wider_than_its_window(samples: str, open_at: Open, width: int) -> None:
    """On a telephone one scrolls down, never across, also with all that can be opened open."""
    reader = open_at(samples, (width, NARROW[1]))
    for path in VIEWS:
        reader.page.goto(f"{samples}/search?{path}")
        assert reader.overflow() == 0, path
        opened(reader)
        assert reader.overflow() == 0, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_can_be_read_by_tired_eyes(samples: str, open_at: Open, scheme: str) -> None:
    """Contrast of at least 4.5 to 1, also of what can be opened."""
    reader = open_at(samples, WIDE)
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in VIEWS[:8]:
        reader.page.goto(f"{samples}/search?{path}")
        opened(reader)
        assert reader.page.evaluate(FAINT) == [], path


def opened(reader: Reader) -> None:
    """Open all that can be opened."""
    reader.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


#: What an input method writes, and the same with a keyboard of another country.
WIDTHS = {
    "“矛盾纠纷”　（调解　ＯＲ　普法）　－信访": '"矛盾纠纷" (调解 OR 普法) -信访',
    "＂矛盾纠纷＂ （调解 ｜ 普法） －信访": "「矛盾纠纷」 (调解 | 普法) NOT 信访",
    "镇：松栎镇 年：２０２２..２０２４ 『调解』": "镇:松栎镇 年:2022..2024 “调解”",
    "矛盾　ＮＥＡＲ／２０　调解": "矛盾 NEAR/20 调解",
    "“受理矛盾纠纷＃件”": '"受理矛盾纠纷#件"',
}


def test_marks_of_either_width_ask_the_same(samples: str, open_at: Open) -> None:
    """Whatever an input method writes is understood as what a keyboard writes."""
    reader = open_at(samples)
    for typed, plain in WIDTHS.items():
        reader.search(plain)
        expected = (reader.total, reader.hits.locator("blockquote").all_inner_texts())
        assert expected[0] != "0 段"
        reader.page.goto(samples)
        reader.tab_to(reader.box)
        reader.page.keyboard.insert_text(typed)
        reader.enter()
        expect(reader.box).to_have_value(typed)
        assert (reader.total, reader.hits.locator("blockquote").all_inner_texts()) == expected


def test_what_stands_in_a_word_is_no_operator(samples: str, open_at: Open) -> None:
    """组织或者个人 and 1-10月 are typed as they stand in a report."""
    reader = open_at(samples)
    for typed, understood in (("组织或者个人", "里的每个词"), ("村（社区）", "里的每个词")):
        reader.search(typed)
        tree = reader.page.locator(".understood > ul")
        expect(tree).to_be_hidden()
        reader.page.get_by_text("怎样理解的").click()
        expect(tree).to_contain_text(understood)
        expect(tree).not_to_contain_text("满足其中之一")


def test_views_are_switched_with_the_keyboard(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """Tab, Enter: reports, then a concordance, then its order, each marked as the one in use."""
    reader = open_at(f"{samples}/search?q={PHRASE}", size)
    total = reader.total
    shown = {"按报告": ".group", "逐词索引": ".kwic li", "按左邻字": ".kwic li", "段落": ".why"}
    for name, what in shown.items():
        link = reader.page.get_by_role("link", name=name, exact=True)
        reader.page.reload()
        if not link.is_visible():
            reader.tab_to(reader.page.locator(".orders summary"))
            reader.page.keyboard.press("Enter")
        reader.tab_to(link)
        reader.enter()
        assert reader.total == total
        expect(reader.page.locator(what).first).to_be_visible()
        current = reader.page.locator(".views [aria-current], .orders [aria-current]")
        expect(current.filter(has_text=name).first).to_have_attribute("aria-current", "true")


def test_a_scope_is_chosen_and_given_up_with_the_keyboard(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """Choose 本篇 and find more; the chip leads back."""
    reader = open_at(f"{samples}/search?q=纠纷 信访", size)
    before = reader.total
    scope = reader.page.locator(".scopes").get_by_role("link", name="本篇")
    reader.tab_to(scope)
    reader.enter()
    assert reader.total != before
    chip = reader.page.locator(".chips").get_by_role("link", name="本篇")
    reader.tab_to(chip)
    assert reader.sees(chip)
    reader.enter()
    assert reader.total == before
    expect(reader.page.locator(".chips")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_was_understood_and_why_can_be_opened(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """Both are closed until somebody asks, and then stand whole in their column."""
    reader = open_at(f"{samples}/search?q={PHRASE} 调解", size, script=script)
    for what, inside in ((".understood", ".understood > ul"), (".why", ".why pre")):
        told = reader.page.locator(inside).first
        expect(told).to_be_hidden()
        reader.page.locator(f"{what} summary").first.click()
        expect(told).to_be_visible()
        place, column = told.bounding_box(), reader.page.locator(".results").bounding_box()
        assert place
        assert column
        assert column["x"] <= place["x"]
        assert place["x"] + place["width"] <= column["x"] + column["width"] + 1
    expect(reader.page.locator(".why pre").first).to_contain_text("得分")


def test_a_note_opens_what_was_understood(samples: str, open_at: Open) -> None:
    """Whoever left a quotation open sees at once how it was read."""
    reader = open_at(samples)
    reader.search("“矛盾纠纷")
    expect(reader.page.locator(".understood > ul")).to_be_visible()
    expect(reader.page.locator(".note")).to_contain_text("没有合上")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_slip_is_put_right_with_one_click(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """枫桥经念: 枫桥经验 is offered with its number, and that many are found."""
    reader = open_at(samples, size, script=script)
    reader.search("枫桥经念")
    assert reader.total == "0 段"
    offered = reader.page.locator(".nothing li", has_text="枫桥经验").first
    promised = offered.locator(".soft").inner_text()
    assert reader.sees(offered.locator("a"))
    reader.follow(offered.locator("a"))
    expect(reader.box).to_have_value("枫桥经验")
    assert reader.total == promised != "0 段"
    expect(reader.hits.first.locator("mark").first).to_be_visible()


def test_a_figure_is_shown_and_opened_at_its_mark(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """What # took stands at the hit; in the report the phrase with its figure is marked."""
    reader = open_at(samples, size)
    reader.search(FIGURES)
    hit = reader.hits.first
    figure = hit.locator(".figure").inner_text()
    assert re.fullmatch(r"\d+件", figure)
    assert reader.hits.first.locator("mark").inner_text() == f"受理矛盾纠纷{figure}"
    reader.follow(hit.locator("h2 a"))
    mark = reader.page.locator("mark:target")
    expect(mark).to_have_text(f"受理矛盾纠纷{figure}")
    assert reader.sees(mark)
    expect(reader.box).to_have_value(FIGURES)


def test_the_places_of_a_concordance_stand_below_one_another(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """Every mark begins at the same x, and its neighbours on either side can be read."""
    reader = open_at(samples, size)
    for query in (
        f"q={PHRASE}",
        "q=调解 普法&within=report&sort=oldest",
        "q=“的”&beside=left&page=2",
        "q=“建强” 或者 “多元联动” 或者 “一）”",
    ):
        reader.page.goto(f"{samples}/search?view=kwic&{query}")
        rows = reader.page.evaluate(ROWS)
        assert len(rows) > 5
        assert len({round(mark) for mark, _ in rows}) == 1
        for mark, left in rows:
            assert left == sorted(left)
            assert not left or abs(left[-1][1] - mark) < 2


#: Of each row where its mark begins, and from where to where each character left of it stands.
ROWS = """() => {
  const characters = text => [...text.data].map((char, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const place = range.getBoundingClientRect();
    return char.trim() ? [place.left, place.right] : null;
  }).filter(Boolean);
  return [...document.querySelectorAll(".kwic li")].map(row => {
    const text = document.createTreeWalker(row.querySelector(".left"), NodeFilter.SHOW_TEXT);
    const mark = row.querySelector("mark").getBoundingClientRect().left;
    return [mark, text.nextNode() ? characters(text.currentNode) : []];
  });
}"""


def test_a_row_opens_at_its_mark_and_leads_back(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """From a concordance to the line in the report, and back to the concordance."""
    reader = open_at(f"{samples}/search?q={PHRASE}&view=kwic&beside=left", size)
    rows = reader.page.locator(".kwic li").count()
    reader.follow(reader.page.locator(".kwic a").nth(4))
    assert reader.sees(reader.page.locator("mark:target"))
    reader.follow(reader.page.locator(".back"))
    assert reader.page.locator(".kwic li").count() == rows


@pytest.mark.parametrize("what", [".understood summary", ".views a", ".why summary", ".kwic a"])
def test_what_the_keyboard_has_reached_can_be_seen(samples: str, open_at: Open, what: str) -> None:
    """A line stands round it."""
    view = "kwic" if "kwic" in what else "passages"
    reader = open_at(f"{samples}/search?q={PHRASE}&view={view}")
    reached = reader.page.locator(what).first
    reader.tab_to(reached)
    assert reached.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert reader.sees(reached)

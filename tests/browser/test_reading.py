"""From what one types to the line in the report, in a real browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.reader import FAINT, Reader

pytestmark = pytest.mark.browser

#: A page break in 砚桥街道2023年….md stands after 结.
CUT = "“验收结果在楼道张贴公示”"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_phrase_that_a_page_break_cut_is_found_and_opened_at_its_mark(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """Type, Enter, click: the marked line stands in the window, below the bar."""
    reader = open_at(samples, size, script=script)
    reader.search(CUT)
    assert reader.total == "1 段"
    reader.follow(reader.hits.locator("h2 a"))
    mark = reader.page.locator("mark:target")
    expect(mark).to_have_text(CUT.strip("“”"))
    assert reader.sees(mark)
    expect(reader.box).to_have_value(CUT)
    reader.page.go_back()
    assert reader.total == "1 段"


def test_every_hit_of_a_page_opens_at_its_mark(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """Also where the passage is longer than the window, and in a report's last line."""
    reader = open_at(f"{samples}/search?q=“矛盾纠纷”", size)
    links = reader.hits.locator("h2 a")
    for link in [str(link.get_attribute("href")) for link in links.all()]:
        reader.page.goto(samples + link)
        assert reader.sees(reader.page.locator("mark:target")), link


def test_a_passage_link_opens_at_the_passage(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """The link that is given out leads to the passage, whose beginning is to be seen."""
    reader = open_at(f"{samples}/search?q={CUT}", size)
    reader.follow(reader.hits.get_by_role("link", name="链接"))
    passage = reader.page.locator(".passage:target")
    expect(passage).to_contain_text(CUT.strip("“”"))
    bar, place = reader.page.locator(".bar").bounding_box(), passage.bounding_box()
    assert bar
    assert place
    assert bar["height"] <= place["y"] < size[1] / 2


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_facets_narrow_and_widen(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """A click on a place gives as many as it promised; a click on its chip takes it back."""
    reader = open_at(f"{samples}/search?q=矛盾纠纷", size, script=script)
    everything = reader.total
    unfold(reader, "地方")
    town = reader.page.locator(".choice", has_text="松栎镇")
    promised = town.locator(".counts span").first.inner_text()
    reader.follow(town)
    assert reader.total == f"{promised} 段" != everything
    assert set(reader.hits.locator(".town").all_inner_texts()) == {"松栎镇"}
    unfold(reader, "年度")
    year = reader.page.locator(".bars a", has_text="2023")
    promised = year.locator(".counts span").first.inner_text()
    reader.follow(year)
    assert reader.total == f"{promised} 段"
    assert reader.page.locator(".chips li").all_inner_texts() == ["松栎镇 ×", "2023 ×", "全部去掉"]
    fold(reader)
    reader.follow(reader.page.get_by_role("link", name="全部去掉"))
    assert reader.total == everything


def unfold(reader: Reader, name: str) -> None:
    """Open a group of facets where the window is narrow, as it stands open in a wide one."""
    opener = reader.page.locator(".narrowing a", has_text=name)
    if not opener.is_visible():
        return
    fold(reader)
    opener.click()
    assert reader.sees(reader.page.locator(".facet h2", has_text=name))


def fold(reader: Reader) -> None:
    """Close the group that is open over the page, if one is."""
    for close in reader.page.locator(".facet .close:visible").all():
        close.click()


def test_what_an_input_method_writes_finds_the_same(samples: str, open_at: Open) -> None:
    """Full-width quotes from an input method are quotes, and nothing is sent half-way."""
    reader = open_at(samples)
    reader.search('"矛盾纠纷"')
    plain = (reader.total, reader.hits.all_inner_texts())
    reader.page.goto(samples)
    reader.box.click()
    method = reader.input_method()
    for part in ("“", "矛盾", "纠纷", "”"):
        method.write(part)
    expect(reader.box).to_have_value("“矛盾纠纷”")
    assert "q=" not in reader.page.url
    reader.enter()
    assert (reader.total, reader.hits.all_inner_texts()) == plain


def test_a_hit_is_reached_with_the_keyboard_alone(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """From the box with Tab and Enter alone: the report, at its mark.

    A link leads over the tools to the results: to the first one are at most four tabs, whatever
    stands above it. ``j`` leads there at once.
    """
    reader = open_at(samples, size)
    reader.page.keyboard.press("Tab")
    skip = reader.page.get_by_role("link", name="跳到正文")
    assert skip.evaluate("element => element === document.activeElement")
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("!!document.activeElement.closest('#content')")
    reader.page.keyboard.press("/")
    reader.page.keyboard.type(CUT)
    reader.enter()
    hit = reader.hits.locator("h2 a")
    expect(hit).to_have_count(1)
    over = reader.page.get_by_role("link", name="跳到结果")
    tabs = reader.tab_to(over)
    expect(over).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    tabs += reader.tab_to(hit)
    assert tabs <= 4
    reader.page.evaluate("document.activeElement.blur()")
    reader.page.keyboard.press("j")
    expect(hit).to_be_focused()
    assert hit.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    reader.enter()
    mark = reader.page.locator("mark:target")
    expect(mark).to_have_text(CUT.strip("“”"))
    assert reader.sees(mark)


def test_the_outline_leads_to_a_heading_that_is_to_be_seen(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """The bar does not stand before it; where there is no room beside the sheet, 大纲 opens it."""
    reader = open_at(f"{samples}/search?q={CUT}", size)
    reader.follow(reader.hits.locator("h2 a"))
    opener = reader.page.get_by_role("button", name="大纲")
    if opener.is_visible():
        opener.click()
    entry = reader.page.locator(".outline li a").nth(6)
    label = entry.locator("span").first.inner_text()
    reader.follow(entry)
    heading = reader.page.locator(".passage:target")
    expect(heading).to_contain_text(label)
    place, bar = heading.bounding_box(), reader.page.locator(".bar").bounding_box()
    assert place
    assert bar
    assert bar["height"] <= place["y"] < size[1]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=矛盾纠纷&county=990121&year=2023..2024&section=measures&sort=place&page=2",
        "/search?q=“没有人这样写”&year=2023&town=鹤沼瑶族乡&whole=1",
        "/search?q=" + "LongWordWithoutAnyBlank" * 18,
        "/search?q=法治&page=7",
        "/search?year=明年&q=“开",
        "/reports/0000000000",
    ],
)
def test_no_page_is_wider_than_its_window(samples: str, open_at: Open, path: str) -> None:
    """On a telephone one scrolls down, never across."""
    reader = open_at(samples, (360, 740))
    answer = reader.page.goto(samples + path)
    if answer and answer.status == 404:
        reader.troubles.clear()
    assert reader.overflow() == 0


def test_no_report_is_wider_than_its_window(samples: str, open_at: Open) -> None:
    """Nor are tables, long file names and numbers in the margin."""
    reader = open_at(samples, NARROW)
    links = set[str]()
    for page in (1, 2, 3):
        reader.page.goto(f"{samples}/search?q=矛盾纠纷&sort=place&page={page}")
        found = (str(link.get_attribute("href")) for link in reader.hits.locator("h2 a").all())
        links |= {urlsplit(link).path for link in found}
    assert len(links) > 15
    for link in sorted(links):
        reader.page.goto(f"{samples}{link}?q=法治")
        assert reader.overflow() == 0, link


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(samples: str, open_at: Open, scheme: str) -> None:
    """Every text can be read by tired eyes: contrast of at least 4.5 to 1 (WCAG 2, AA)."""
    reader = open_at(f"{samples}/search?q=矛盾纠纷&year=2023", WIDE)
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert reader.page.evaluate(FAINT) == []
    reader.follow(reader.hits.locator("h2 a").first)
    assert reader.page.evaluate(FAINT) == []


def test_a_phrase_of_the_real_reports_opens_at_its_mark(
    real_reports: str, open_at: Open, size: tuple[int, int]
) -> None:
    """农村学 ends a page of 北留镇's report and 法 begins the next: it is found and shown."""
    reader = open_at(real_reports, size)
    reader.search("“农村学法大讲堂”")
    assert reader.total == "1 段"
    reader.follow(reader.hits.locator("h2 a"))
    mark = reader.page.locator("mark:target")
    expect(mark).to_have_text("农村学法大讲堂")
    assert reader.sees(mark)

"""The search page changes in place: scroll, focus and the way back are kept."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

PHRASE = "“矛盾纠纷”"


def test_a_choice_changes_the_page_without_loading_it(samples: str, open_at: Open) -> None:
    """The window stays where it is, so does the focus, and back leads to the page as it was."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    page = reader.page
    before = reader.total
    page.evaluate("window.isTheSame = true")
    page.evaluate("scrollTo(0, 240)")
    year = page.locator(".bars a", has_text="2023")
    promised = year.locator(".counts span").first.inner_text()
    year.click()
    expect(page.locator(".totals strong")).to_have_text(f"{promised} 段")
    assert page.evaluate("[window.isTheSame, scrollY]") == [True, 240]
    assert page.evaluate("document.activeElement.dataset.key") == "year:2023"
    expect(page.locator("#told")).to_contain_text(f"{promised} 段")
    expect(page.locator("#kept-state input[name=year]")).to_have_value("2023")
    page.go_back()
    expect(page.locator(".totals strong")).to_have_text(before)
    assert page.evaluate("[window.isTheSame, scrollY]") == [True, 240]


def test_years_are_dragged_over(samples: str, open_at: Open) -> None:
    """From one bar to another is the stretch of years between them."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    bars = reader.page.locator(".bars li")
    first, last = bars.nth(0).bounding_box(), bars.nth(1).bounding_box()
    assert first
    assert last
    mouse = reader.page.mouse
    mouse.move(first["x"] + 8, first["y"] + 20)
    mouse.down()
    mouse.move(last["x"] + 8, last["y"] + 20, steps=4)
    mouse.up()
    expect(reader.page.locator(".bars .chosen")).to_have_count(2)
    assert "year=" in reader.page.url


def test_a_tree_of_places_is_narrowed_by_typing(samples: str, open_at: Open) -> None:
    """What has the typed characters stays, with what it lies in."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    reader.page.get_by_label("筛选地方").fill("松栎")
    shown = reader.page.locator(".tree .choice:visible .name")
    assert shown.all_inner_texts()[-1].endswith("松栎镇")
    assert shown.count() == 4


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_fields_choose_a_stretch_of_years(
    samples: str, open_at: Open, *, script: bool
) -> None:
    """The keyboard's way, and that without script, to what dragging does."""
    reader = open_at(f"{samples}/search?q={PHRASE}", script=script)
    reader.page.locator("#since").select_option("2022")
    reader.page.locator("#until").select_option("2023")
    reader.page.get_by_role("button", name="选定").click()
    expect(reader.page.locator(".chips a").first).to_contain_text("2022–2023")
    expect(reader.page.locator(".bars .chosen")).to_have_count(2)


def test_keys_lead_from_hit_to_hit(samples: str, open_at: Open) -> None:
    """j, k and /; and ? says so."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    keyboard = reader.page.keyboard
    for key, at in (("j", 0), ("j", 1), ("k", 0)):
        keyboard.press(key)
        expect(reader.hits.nth(at).locator("h2 a")).to_be_focused()
    keyboard.press("?")
    expect(reader.page.locator("dialog.keys")).to_contain_text("下一条结果")
    keyboard.press("Escape")
    expect(reader.page.locator("dialog.keys")).to_be_hidden()
    keyboard.press("/")
    expect(reader.box).to_be_focused()

"""Searches that are kept, in a real browser: saved for everybody, or remembered by it."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, served
from tests.browser.reader import InputMethod, Reader

#: What the empty box offers.
RECENT = "#offers .recent:visible"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a home of the sample reports in which something may be saved."""
    home = tmp_path_factory.mktemp("office") / "home"
    shutil.copytree(sample_home, home)
    with served(home) as address:
        yield address


def searched(open_at: Open, address: str, *typed: str, script: bool = True) -> Reader:
    """A browser that has searched for these, and is at the start page again."""
    reader = open_at(address, script=script)
    for each in typed:
        reader.page.goto(f"{address}/search?q={quote(each, safe='&=')}")
    reader.page.goto(address)
    return reader


def recent(reader: Reader) -> Locator:
    """The offers of the empty box, once one has come to it."""
    reader.box.focus()
    offers = reader.page.locator(RECENT)
    expect(offers.first).to_be_visible()
    return offers


class TestSaving:
    """From the page of results."""

    def test_a_search_is_saved_without_leaving_it(
        self, office: str, open_at: Open, size: tuple[int, int]
    ) -> None:
        """Under the name one types; the focus is on the link that leads to it."""
        reader = open_at(f"{office}/search?q=调解&year=2023", size)
        before = reader.page.url
        reader.page.locator(".saving summary").click()
        name = reader.page.get_by_label("名称")
        expect(name).to_have_value("调解 · 2023")
        assert reader.overflow() == 0
        name.fill(f"调解，{size[0]} 像素")
        name.press("Enter")
        link = reader.page.get_by_role("status").filter(has_text="已保存")
        expect(link).to_be_focused()
        assert reader.page.url == before
        reader.enter()
        expect(reader.page.locator(".saved h3").first).to_have_text(f"调解，{size[0]} 像素")
        assert reader.overflow() == 0

    def test_without_script_one_is_led_to_it(self, office: str, open_at: Open) -> None:
        """And back to the results."""
        reader = open_at(f"{office}/search?q=信访&year=2024", script=False)
        reader.page.locator(".saving summary").click()
        reader.follow(reader.page.get_by_role("button", name="保存", exact=True))
        expect(reader.page.locator("main .note")).to_contain_text("已保存为“信访 · 2024”")
        reader.follow(reader.page.get_by_role("link", name="回到检索结果"))
        expect(reader.box).to_have_value("信访")
        expect(reader.page.locator(".chips li").first).to_contain_text("2024")

    def test_one_that_found_nothing_is_saved_too(self, office: str, open_at: Open) -> None:
        """Where it says that nothing was found, after the advice."""
        reader = open_at(f"{office}/search?q=龘龘")
        reader.page.get_by_text("保存这个检索").click()
        reader.page.get_by_role("button", name="保存", exact=True).click()
        expect(reader.page.get_by_role("status").filter(has_text="已保存")).to_be_visible()

    def test_it_is_called_otherwise_and_removed_and_brought_back(
        self, office: str, open_at: Open
    ) -> None:
        """By the keyboard alone, without script: what was removed is one step away."""
        reader = open_at(f"{office}/search?q=普法&sort=newest", script=False)
        page = reader.page
        page.locator(".saving summary").press("Enter")
        with page.expect_navigation():
            page.get_by_label("名称").press("Enter")
        page.locator(".saved .renaming summary").first.press("Enter")
        page.get_by_label("名称").first.fill("春季普法")
        with page.expect_navigation():
            page.get_by_label("名称").first.press("Enter")
        expect(page.locator(".saved h3").first).to_have_text("春季普法")
        with page.expect_navigation():
            page.get_by_role("button", name="删除“春季普法”").press("Enter")
        expect(page.get_by_role("heading", name="春季普法")).to_have_count(0)
        with page.expect_navigation():
            page.get_by_role("button", name="撤销").press("Enter")
        expect(page.get_by_role("heading", name="春季普法")).to_be_visible()


class TestHistory:
    """What the browser searched last."""

    def test_the_empty_box_offers_what_was_searched_last(self, office: str, open_at: Open) -> None:
        """By the keyboard one is back at a search, with all that was chosen in it."""
        reader = searched(open_at, office, "调解&year=2023&view=kwic", "普法")
        offers = recent(reader)
        expect(offers).to_have_count(2)
        expect(offers.nth(1)).to_contain_text("逐词索引")
        expect(reader.page.get_by_role("listbox", name="最近检索")).to_be_visible()
        assert reader.overflow() == 0
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(re.compile("view=kwic"))
        expect(reader.box).to_have_value("调解")
        expect(reader.page.locator(".kwic mark").first).to_be_visible()
        expect(reader.page.locator(RECENT)).to_have_count(0)

    def test_clearing_the_box_offers_them_too(self, office: str, open_at: Open) -> None:
        """One click away from any search; another leads there without loading the page."""
        reader = searched(open_at, office, "普法", "调解")
        reader.page.goto(f"{office}/search?q=信访")
        reader.page.evaluate("window.stayed = true")
        reader.page.get_by_role("button", name="清空", exact=True).click()
        offers = reader.page.locator(RECENT)
        expect(offers).to_have_count(3)
        offers.nth(2).click()
        expect(reader.box).to_have_value("普法")
        expect(reader.hits.first).to_be_visible()
        assert reader.page.evaluate("window.stayed")

    def test_they_are_gone_when_one_types_or_goes_on(self, office: str, open_at: Open) -> None:
        """Esc closes them, Tab leaves the box; Enter in the empty box takes none."""
        reader = searched(open_at, office, "调解")
        offers = recent(reader)
        reader.page.keyboard.press("Escape")
        expect(offers).to_have_count(0)
        reader.box.click()
        expect(offers).to_have_count(1)
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Tab")
        expect(offers).to_have_count(0)
        expect(reader.box).not_to_be_focused()
        expect(reader.box).to_have_value("")
        recent(reader)
        reader.page.keyboard.type("松")
        expect(reader.page.locator("#offers [role=option]:visible").first).to_contain_text(
            "松栎镇"
        )
        expect(offers).to_have_count(0)
        reader.page.keyboard.press("Backspace")
        expect(offers).to_have_count(1)
        reader.page.keyboard.type("调")
        expect(reader.page.locator("#offers [role=option]:visible").last).to_have_text("调解最近")
        reader.page.keyboard.press("Backspace")
        expect(offers).to_have_count(1)
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(re.compile("/search$|/search[?]$|q=$"))

    @pytest.mark.parametrize(
        "choose",
        [InputMethod.choose, InputMethod.choose_before_telling],
        ids=["told first", "told late"],
    )
    def test_an_input_method_has_its_keys_for_itself(
        self, office: str, open_at: Open, choose: Callable[..., None]
    ) -> None:
        """What was offered is gone while one composes; the arrows and Enter are the method's."""
        reader = searched(open_at, office, "普法", "调解")
        before = reader.page.url
        offers = recent(reader)
        method = reader.input_method()
        method.compose("maodun")
        expect(offers).to_have_count(0)
        method.press("ArrowDown")
        choose(method, "矛盾")
        expect(reader.box).to_have_value("矛盾")
        expect(reader.page.locator("#offers [role=option]:visible").first).to_contain_text("矛盾")
        assert reader.page.url == before

    def test_clicks_and_steps_back_are_one_search(self, office: str, open_at: Open) -> None:
        """Narrowing, layouts, back and forward leave one line a search."""
        reader = searched(open_at, office, "普法", "调解")
        reader.page.goto(f"{office}/search?q=调解")
        for name in ("按报告", "逐词索引"):
            reader.page.get_by_role("link", name=name).click()
            expect(reader.page.locator(".views [aria-current]")).to_have_text(name)
        for _ in range(2):
            reader.page.go_back()
            reader.page.go_forward()
        reader.page.goto(office)
        expect(recent(reader)).to_have_count(2)

    def test_all_is_forgotten_with_one_click(self, office: str, open_at: Open) -> None:
        """At a desk that several people use; and nothing more is kept once one says so."""
        reader = searched(open_at, office, "普法", "调解", script=False)
        reader.page.goto(f"{office}/saved")
        expect(reader.page.locator(".recents li")).to_have_count(2)
        reader.follow(reader.page.get_by_role("button", name="不再列出“普法”"))
        expect(reader.page.locator(".recents a")).to_have_text(["调解"])
        reader.follow(reader.page.get_by_role("button", name="全部清空"))
        expect(reader.page.locator(".recents")).to_have_count(0)
        reader.follow(reader.page.get_by_role("button", name="不再记录"))
        reader.search("调解")
        reader.page.goto(f"{office}/saved")
        expect(reader.page.locator("#recent")).to_contain_text("不记录")
        assert reader.page.context.cookies()[0]["value"] == "off"

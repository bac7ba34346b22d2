"""Someone keeps several briefings: makes them, finds them again, puts them aside, goes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from searchapp.library.briefings import Block, BlockKind, Content
from tests.browser.conftest import NARROW, Open, served
from tests.library.homes import Home, new_home

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home without a report: one may write before there is one."""
    return new_home(tmp_path_factory.mktemp("briefings") / "home")


@pytest.fixture(scope="module")
def address(home: Home) -> Iterator[str]:
    with served(home.path) as address:
        yield address


def names(page: Page) -> list[str]:
    return page.locator(".bs-name h2").all_inner_texts()


def test_the_whole_way_without_script(address: str, open_at: Open) -> None:
    """Made, named, tagged, found, copied, put aside and back, all by plain forms."""
    reader = open_at(f"{address}/briefings", NARROW, script=False)
    page = reader.page
    page.get_by_label("新材料的名称").fill("茶季专题")
    reader.follow(page.get_by_role("button", name="新建材料"))
    expect(page).to_have_url(f"{address}/briefings/1")
    page.goto(f"{address}/briefings")
    page.locator("summary", has_text="名称和标签").click()
    page.get_by_label("标签，用空格隔开").fill("法治 调解")
    reader.follow(page.get_by_role("button", name="改好了"))
    reader.follow(page.get_by_role("button", name="复制“茶季专题”"))
    assert names(page) == ["茶季专题（副本）", "茶季专题"]
    reader.follow(page.get_by_role("button", name="收起“茶季专题”"))
    assert names(page) == ["茶季专题（副本）"]
    reader.follow(page.get_by_role("link", name="收起的材料 1 份"))
    reader.follow(page.get_by_role("button", name="恢复“茶季专题”"))
    reader.follow(page.get_by_role("link", name="调解 2"))
    page.get_by_role("searchbox", name="在材料里找").fill("副本")
    reader.follow(page.get_by_role("button", name="找材料"))
    assert names(page) == ["茶季专题（副本）"]
    assert reader.overflow() == 0


def test_an_earlier_state_is_brought_back_by_keys(home: Home, address: str, open_at: Open) -> None:
    """One sees what would come back, and is then where one writes on."""
    with home.ledger() as ledger:
        made = ledger.briefings.make(Content("乙", blocks=(_text("茶季执法力量不足。"),)), "")
        ledger.briefings.change(made.id, lambda _: Content("乙", blocks=(_text("删短了。"),)), "")
        ledger.commit()
    reader = open_at(f"{address}/briefings/{made.id}/revisions")
    page = reader.page
    page.locator(".bs-days summary").click()
    reader.follow(page.locator(".bs-times a").last)
    expect(page.locator(".bs-block")).to_contain_text("茶季执法力量不足。")
    expect(page.locator(".bs-block .tag")).to_have_text("现在改了")
    reader.tab_to(page.get_by_role("button", name="恢复成这样"))
    reader.enter()
    expect(page).to_have_url(f"{address}/briefings/{made.id}")
    expect(page.locator("[data-blocks]").get_by_text("茶季执法力量不足。").first).to_be_visible()


def _text(words: str) -> Block:
    return Block("t", BlockKind.TEXT, words)

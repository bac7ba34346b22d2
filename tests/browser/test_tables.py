"""镇 × 年 and 数字表 in a real browser: who did not say it, and what number each gave."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, served
from tests.browser.reader import FAINT, Reader
from tests.web.homes import FEW_REPORTS, home_of

pytestmark = pytest.mark.browser

SAID = "/search?q=“执法公示”&view=matrix"
COUNTED = "/search?q=“纠纷%23件” 或者 “%23起” 或者 数字&view=figures"
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "script", [True, False], ids=["with script", "without script"]
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a few reports, of which one is missing and one town never reported."""
    settings = home_of(tmp_path_factory.mktemp("few") / "home", *FEW_REPORTS)
    with served(settings.home) as address:
        yield address


def cells(reader: Reader) -> dict[str, list[str]]:
    """Name of the town -> what is to be read in its cells, once the page is there to its end."""
    reader.page.wait_for_load_state()
    rows = reader.page.locator(".answer tbody tr").filter(has=reader.page.locator("th[scope=row]"))
    return {
        row.locator("th").inner_text().split()[0]: [
            " ".join(text.split()) for text in row.locator("td").all_inner_texts()
        ]
        for row in rows.all()
    }


def head(reader: Reader, column: str) -> Locator:
    return reader.page.get_by_role("columnheader", name=column).get_by_role("link")


@WITH_AND_WITHOUT
def test_who_did_not_say_it_is_seen_and_led_to(
    few: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """无, 未报送 and blank are told apart; a number leads to its passage, 无 to the nearest."""
    reader = open_at(few + SAID, size, script=script)
    assert cells(reader) == {
        "松栎镇": ["1", "无"],
        "汀兰镇": ["未报送", "无"],
        "荻浦镇": ["", "无"],
    }
    said = reader.page.locator(".answer-head").inner_text()
    assert "提及 1 篇，未提及 3 篇，未报送 3 篇" in said
    assert "2 篇属于从未报送的 1 个乡镇" in said
    expect(reader.page.locator(".denominator")).to_contain_text(
        "应有法治政府建设报告 7 篇，在库 4 篇"
    )
    reader.page.get_by_role("link", name="无", exact=True).first.click()
    panel = reader.page.locator("#cell")
    expect(panel).to_contain_text("松栎镇 2024 · 未提及")
    expect(panel.locator("mark")).to_have_text("公示")
    expect(panel).to_be_in_viewport()
    assert reader.overflow() == 0
    reader.page.get_by_role("link", name="1", exact=True).last.click()
    expect(reader.hits).to_have_count(1)
    expect(reader.hits.locator("mark")).to_have_text("执法公示")


@WITH_AND_WITHOUT
def test_figures_are_sorted_and_lead_to_their_sentences(
    few: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """A head turns the order, by the keyboard as well; a figure is marked in its report."""
    reader = open_at(few + COUNTED, size, script=script)
    assert cells(reader) == {
        "松栎镇": ["12件", "40余件", "约 52 件 2 格相加"],
        "汀兰镇": ["未报送", "有，没有数", ""],
        "荻浦镇": ["", "5起", "5 起"],
    }
    head(reader, "2024").focus()
    reader.page.keyboard.press("Enter")
    sorted_by = reader.page.locator("th[aria-sort=descending]")
    expect(sorted_by).to_contain_text("2024")
    assert list(cells(reader)) == ["松栎镇", "荻浦镇", "汀兰镇"]
    head(reader, "乡镇").click()
    expect(reader.page.locator("th[aria-sort=ascending]")).to_contain_text("乡镇")
    assert list(cells(reader)) == ["松栎镇", "汀兰镇", "荻浦镇"]
    assert reader.overflow() == 0
    reader.follow(reader.page.locator(".figures a").first)
    expect(reader.page.locator("article mark").first).to_have_text("纠纷12件")


def test_what_a_cell_does_not_give_is_said(few: str, open_at: Open) -> None:
    """Several figures are all there and not added up; a missing sum says why it is missing."""
    reader = open_at(few + "/search?q=“%23件”&view=figures")
    assert cells(reader)["松栎镇"] == ["12件", "40余件 30件", "有的格不止一个数"]
    expect(reader.page.locator("tfoot")).to_contain_text("有的格不止一个数")
    expect(reader.page.locator(".answer")).to_contain_text("另有 1 个数在表外的报告里")
    nothing = open_at(few + "/search?q=“低空经济”&view=matrix")
    expect(nothing.page.locator(".nothing")).to_have_count(0)
    assert set(cells(nothing)["荻浦镇"]) == {"", "无"}


def test_one_changes_between_the_tables_without_loading_the_page(few: str, open_at: Open) -> None:
    """With script: the box keeps what was typed, and back leads to the table before."""
    reader = open_at(few + COUNTED)
    reader.page.evaluate("window.isTheSame = true")
    reader.page.get_by_role("link", name="镇 × 年").click()
    expect(reader.page.locator("#matrix")).to_be_visible()
    expect(reader.page.locator("#told")).not_to_be_empty()
    reader.page.go_back()
    expect(reader.page.locator("#figures")).to_be_visible()
    assert reader.page.evaluate("window.isTheSame")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", [f"{SAID}&cell=990121101-2024", COUNTED])
def test_tables_can_be_read(few: str, open_at: Open, path: str, *, dark: bool) -> None:
    """No text is fainter than WCAG allows, and the legend ends in more than one character."""
    reader = open_at(few + path, dark=dark)
    assert reader.page.evaluate(FAINT) == []
    last = reader.page.locator(".answer .lead").evaluate(
        """legend => {
          const range = document.createRange();
          range.selectNodeContents(legend);
          const boxes = [...range.getClientRects()];
          const bottom = Math.max(...boxes.map(box => box.bottom));
          const line = boxes.filter(box => box.bottom > bottom - 4);
          return Math.max(...line.map(box => box.right)) - legend.getBoundingClientRect().left;
        }"""
    )
    assert last > 40

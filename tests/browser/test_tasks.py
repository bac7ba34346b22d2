"""What people come for, from the start page to the answer, with every click counted."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


class Person:
    """Somebody with a task; ``clicks`` is how often they had to press the mouse."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.page = reader.page
        self.clicks = 0

    def click(self, link: Locator) -> None:
        """Click, and wait for what it leads to."""
        self.clicks += 1
        address = self.page.url
        link.click()
        self.page.wait_for_url(lambda url: url != address)

    def row(self, town: str) -> list[str]:
        """What the table has for a town: a cell each year."""
        row = self.page.locator("tbody tr").filter(has=self.page.get_by_role("rowheader"))
        return row.filter(has_text=town).locator("td").all_inner_texts()


@pytest.fixture
def person(samples: str, open_at: Open) -> Person:
    """Somebody at the start page, at a desk."""
    return Person(open_at(samples))


def test_who_in_a_county_did_not_mention_it(person: Person) -> None:
    """行政执法公示 in 青禾县: two clicks to a table of its towns alone, by years."""
    person.reader.search("“行政执法公示”")
    person.click(person.page.get_by_role("link", name="镇 × 年"))
    person.click(person.page.locator("#matrix").get_by_role("link", name="青禾县"))
    assert person.clicks == 2
    assert {town: person.row(town) for town in ("松栎镇", "汀兰镇", "云坪乡")} == {
        "松栎镇": ["无", "无", "无"],
        "汀兰镇": ["1", "无", "无"],
        "云坪乡": ["无", "无", "无"],
    }
    expect(person.page.locator(".answer-head")).to_contain_text("提及 1 篇，未提及 8 篇")


def test_how_a_towns_shortcomings_changed(person: Person) -> None:
    """松栎镇 over three years: two clicks to columns in which what is new is marked."""
    person.click(person.page.get_by_role("navigation").get_by_role("link", name="对照"))
    person.click(person.page.locator(".towns").get_by_role("link", name="松栎镇"))
    assert person.clicks == 2
    heads = person.page.locator(".abreast-head h2")
    assert heads.all_inner_texts() == ["2022", "2023", "2024"]
    expect(person.page.locator("h1")).to_contain_text("不足和原因")
    expect(person.page.locator(".abreast ins").first).to_be_visible()


def test_which_town_mediated_most(person: Person) -> None:
    """“调解成功#件”, sorted by 2024: two clicks to the town, a third to its sentence."""
    person.reader.search("“调解成功#件”")
    person.click(person.page.get_by_role("link", name="数字表"))
    person.click(person.page.get_by_role("columnheader", name="2024").get_by_role("link"))
    assert person.clicks == 2
    first = person.page.locator("tbody tr").first
    expect(first.get_by_role("rowheader")).to_contain_text("砚桥街道")
    figure = first.locator("td").nth(2).get_by_role("link")
    said = figure.inner_text()
    person.click(figure)
    expect(person.page.locator("article mark").first).to_contain_text("调解成功")
    assert said.removesuffix("件") in person.page.locator("article mark").first.inner_text()

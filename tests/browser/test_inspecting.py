"""What looks for faults finds them."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.inspecting import await_drawn, faults, moved, tabbed, unmarked, unreachable
from tests.browser.reader import FAINT

pytestmark = pytest.mark.browser

WHOLE = """<!DOCTYPE html><html lang="zh-CN">
<head><title>报告检索</title><style>{style}</style></head>
<body><header class="bar"><a href="#content">跳到正文</a></header>
<main id="content"><h1>标题</h1>{body}</main></body></html>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window."""
    page = browser.new_page()
    yield page
    page.close()


def put(page: Page, body: str, style: str = "") -> None:
    """Show a page with this in its main part."""
    page.goto("data:text/html;charset=utf-8," + quote(WHOLE.format(body=body, style=style)))


GOOD = '<p>正文</p><a href="#content">很长的一条链接</a>'


@pytest.mark.parametrize(
    "look", [faults, unreachable, unmarked, lambda page: page.evaluate(FAINT)]
)
def test_a_good_page_has_no_faults(page: Page, look: Callable[[Page], list[str]]) -> None:
    """Whoever looks says nothing."""
    put(page, GOOD)
    assert look(page) == []
    assert moved(page) == 0


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<input type="text">', "label"),
        ('<p style="color: #ddd">正文</p>', "color-contrast"),
        ('<button style="width: 9px; height: 9px; padding: 0">一</button>' * 3, "target-size"),
        (
            '<p>一句话里的<a href="/" style="text-decoration: none">链接</a>没有线</p>',
            "link-in-text",
        ),
        (
            '<div style="height: 40px; overflow: auto"><p>一</p><p>二</p><p>三</p></div>',
            "scrollable",
        ),
    ],
)
def test_axe_finds_what_is_serious(page: Page, body: str, rule: str) -> None:
    """What has no name, is too faint, too small, or cannot be told or reached."""
    put(page, body)
    assert any(found.startswith(rule) for found in faults(page))


def test_what_the_keyboard_does_not_reach_is_found(page: Page) -> None:
    """Something to click that is no control, and an order of its own."""
    put(page, '<div style="cursor: pointer">打开</div><a href="/" tabindex="2">先到这里</a>')
    assert [found.split()[0] for found in unreachable(page)] == ["DIV", "A"]


def test_what_hides_its_focus_is_found(page: Page) -> None:
    """A control that looks the same when the keyboard is on it."""
    put(page, '<a href="/">有框</a><button>没有框</button>', "button { outline: none }")
    assert [found.split()[0] for found in unmarked(page)] == ["BUTTON"]


def test_what_stands_out_of_sight_is_found(page: Page) -> None:
    """The keyboard goes through the page in its order, and tells what it cannot show."""
    put(page, GOOD + '<a href="/" style="position: fixed; left: -500px">别处</a>')
    stops = tabbed(page, 9)
    assert [stop.in_sight for stop in stops] == [True, True, False]
    assert [stop.place for stop in stops] == sorted(stop.place for stop in stops)


def test_what_moves_is_measured(page: Page) -> None:
    """Something that comes late and pushes all else down."""
    put(page, f'<div id="late"></div>{GOOD * 20}')
    await_drawn(page)
    page.evaluate("document.getElementById('late').style.height = '300px'")
    assert moved(page) > 0.05

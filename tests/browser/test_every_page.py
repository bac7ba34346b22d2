"""Laws of every page in every state, in a real browser: tests/web/every_page.py lists them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.inspecting import faults, moved, open_all, tabbed, unmarked, unreachable
from tests.browser.reader import FAINT, Reader
from tests.library.homes import Home
from tests.web.every_page import EVERY_PAGE, EachPage, known_in

pytestmark = pytest.mark.browser

#: The widest screen that is promised, and the narrowest.
WIDEST, NARROWEST = 1920, 360
#: So many stops of the Tab key are looked at; longer lists go on in the same way.
STOPS = 40
#: What may move of a page that has been shown: nothing that anybody notices.
STILL = 0.02


@pytest.fixture(scope="module")
def furnished(furnished_home: Home) -> Iterator[str]:
    """The address of the home that has something of everything."""
    with served(furnished_home.path) as address:
        yield address


@pytest.fixture(scope="module")
def known(furnished_home: Home) -> dict[str, str]:
    """What the paths of the pages name."""
    return known_in(furnished_home)


@pytest.fixture(params=EVERY_PAGE, ids=[page.name for page in EVERY_PAGE])
def page(request: pytest.FixtureRequest) -> EachPage:
    """One page after the other."""
    each: EachPage = request.param
    return each


@pytest.fixture
def address(furnished: str, known: dict[str, str], page: EachPage) -> str:
    """Where it stands."""
    return furnished + page.at(known)


def stands(reader: Reader, page: EachPage) -> None:
    """Hold that the page is the one that was asked for.

    What the browser says of the status of a page for an error is no trouble.
    """
    expect(reader.page.locator(page.shows).first).to_be_visible()
    if page.status >= 400:
        expected = f"status of {page.status}"
        reader.troubles = [each for each in reader.troubles if expected not in each]


def nothing(found: list[str]) -> None:
    """Hold that there is none of it; else say all of it."""
    assert not found, "\n" + "\n".join(found)


def widths(reader: Reader, *wanted: int) -> None:
    """Hold that one scrolls down, never across."""
    for width in wanted:
        reader.page.set_viewport_size({"width": width, "height": WIDE[1]})
        assert reader.overflow() == 0, f"at {width}"


def contrast(reader: Reader) -> None:
    """Hold that tired eyes can read it in the light and in the dark."""
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        nothing(reader.page.evaluate(FAINT))


def test_at_a_desk(address: str, open_at: Open, page: EachPage) -> None:
    """Nothing jumps, axe-core finds nothing serious, and it can be read in the light and dark."""
    reader = open_at(address, WIDE)
    stands(reader, page)
    assert moved(reader.page) <= STILL
    nothing(faults(reader.page))
    contrast(reader)
    widths(reader, WIDE[0], WIDEST)


def test_on_a_telephone(address: str, open_at: Open, page: EachPage) -> None:
    """The same in the dark, with all open that can be opened."""
    reader = open_at(address, NARROW, dark=True)
    stands(reader, page)
    assert moved(reader.page) <= STILL
    widths(reader, NARROW[0], NARROWEST)
    open_all(reader.page)
    nothing(faults(reader.page))
    contrast(reader)
    widths(reader, NARROW[0], NARROWEST)


def test_without_script(address: str, open_at: Open, page: EachPage) -> None:
    """It says the same, has a heading and a main part, and is no wider than any window."""
    reader = open_at(address, WIDE, script=False)
    stands(reader, page)
    assert reader.page.locator("html[lang=zh-CN]").count() == 1
    assert reader.page.locator("h1").count() == 1
    assert reader.page.locator("main#content").count() == 1
    assert "报告检索" in reader.page.title()
    widths(reader, WIDE[0], NARROW[0], NARROWEST)
    contrast(reader)


def test_with_the_keyboard(address: str, open_at: Open, page: EachPage) -> None:
    """Over the bar to the text at once; then through what there is, in its order, in sight.

    Nothing is there for clicking alone, and whatever is reached shows that it is.
    """
    reader = open_at(address, WIDE)
    stands(reader, page)
    skip = reader.page.get_by_role("link", name="跳到正文")
    skip.focus()
    expect(skip).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("#content$"))
    stops = tabbed(reader.page, STOPS)
    nothing([stop.told for stop in stops if not stop.in_sight])
    places = [stop.place for stop in stops]
    assert places == sorted(places)
    nothing(unreachable(reader.page))
    nothing(unmarked(reader.page))

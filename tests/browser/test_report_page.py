"""The report page: from mark to mark, the outline beside it, the original."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.reader import Reader
from tests.library.homes import SONGLI_PAGE, new_home
from tests.web.test_originals import HOSTILE

pytestmark = pytest.mark.browser

ASKED = "“矛盾纠纷”"


def opened(samples: str, open_at: Open, size: tuple[int, int], *, script: bool = True) -> Reader:
    """The first report of a search, opened by its title's link."""
    reader = open_at(f"{samples}/search?q={ASKED}", size, script=script)
    reader.follow(reader.hits.locator("h2 a").first)
    return reader


def place(reader: Reader) -> tuple[int, int]:
    """第 k / n 处 as two numbers."""
    said = reader.page.locator("nav.hits .count").inner_text()
    number, total = said.removeprefix("第 ").removesuffix(" 处").split(" / ")
    return int(number), int(total)


def test_n_goes_from_mark_to_mark_and_on_to_the_next_report(samples: str, open_at: Open) -> None:
    """Each press marks the next place, which stands in the window; N goes back."""
    reader = opened(samples, open_at, WIDE)
    reader.page.emulate_media(reduced_motion="reduce")
    first, total = place(reader)
    for number in range(first + 1, total + 1):
        reader.page.keyboard.press("n")
        assert place(reader) == (number, total)
        now = reader.page.locator("mark.now").first
        assert reader.sees(now)
        assert urlsplit(reader.page.url).fragment == now.get_attribute("id")
    path = urlsplit(reader.page.url).path
    reader.page.keyboard.press("n")
    reader.page.wait_for_url(lambda url: urlsplit(url).path != path, wait_until="load")
    assert place(reader)[0] == 1
    expect(reader.page.locator(".course")).to_contain_text("第 2 / ")
    reader.page.keyboard.press("N")
    reader.page.wait_for_url(lambda url: urlsplit(url).path == path, wait_until="load")
    assert place(reader) == (total, total)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_step_is_a_click_too(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """At either width, and without script each step is a page with the mark in the window."""
    reader = opened(samples, open_at, size, script=script)
    reader.page.emulate_media(reduced_motion="reduce")
    link = reader.page.locator("nav.hits [data-step='1']")
    if script:
        number, total = place(reader)
        link.click()
    else:
        number, total = 0, reader.page.locator(".sheet mark[id]").count()
        reader.follow(link)
    assert total > number
    assert place(reader) == (number + 1, total)
    assert reader.sees(reader.page.locator("mark.now").first)


def test_keys_are_letters_where_one_types(samples: str, open_at: Open) -> None:
    """In the box and in the field within the report n is a letter."""
    reader = opened(samples, open_at, WIDE)
    before = place(reader)
    reader.page.keyboard.press("f")
    field = reader.page.locator(".find input[type=search]")
    expect(field).to_be_focused()
    reader.page.keyboard.type("nN")
    expect(field).to_have_value("nN")
    assert place(reader) == before


def test_the_outline_follows_the_reading_position(samples: str, open_at: Open) -> None:
    """The section in which one reads is marked, and the one round it."""
    reader = opened(samples, open_at, WIDE)
    here = reader.page.locator(".outline [aria-current=location]")
    expect(here).to_have_count(1)
    for entry in reader.page.locator(".outline a").all()[:6]:
        heading = reader.page.locator(str(entry.get_attribute("href")))
        heading.evaluate("element => element.scrollIntoView()")
        reader.page.mouse.wheel(0, 1)
        expect(here).to_have_text(entry.inner_text(), use_inner_text=True)


def test_on_a_telephone_the_outline_opens_over_the_page(samples: str, open_at: Open) -> None:
    """大纲 opens it, an entry leads to its heading and closes it."""
    reader = opened(samples, open_at, NARROW)
    outline = reader.page.locator(".outline")
    expect(outline).to_be_hidden()
    reader.page.get_by_role("button", name="大纲").click()
    expect(outline).to_be_visible()
    entry = outline.locator("a").nth(2)
    heading = reader.page.locator(str(entry.get_attribute("href")))
    entry.click()
    expect(outline).to_be_hidden()
    assert reader.sees(heading)


def test_a_hostile_page_is_looked_at_without_a_request_or_a_script(
    tmp_path: Path, open_at: Open
) -> None:
    """Nothing reaches another host that is there to be reached, nothing runs; the text is read."""
    home = new_home(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        host = f"http://127.0.0.1:{elsewhere.getsockname()[1]}"
        hostile = HOSTILE.replace("https://elsewhere.example", host)
        home.write("a.html", SONGLI_PAGE.replace("<body>", f"<body>{hostile}"))
        home.ingest()
        with served(home.path) as address:
            reader = open_at(f"{address}/reports/{home.only().id}")
            reader.follow(reader.page.get_by_role("link", name="看原件"))
            frame = reader.page.frame_locator("iframe")
            expect(frame.locator("body")).to_contain_text("全年受理矛盾纠纷131件")
            reader.page.wait_for_timeout(500)
            assert urlsplit(reader.page.frames[1].url).netloc == reader.host
            assert "ran" not in reader.page.title()
        elsewhere.setblocking(False)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
    # The browser tells of what it held back.
    assert reader.troubles
    reader.troubles.clear()

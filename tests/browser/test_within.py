"""A search within the report, while one types, in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

ASKED = "“矛盾纠纷”"


def opened(samples: str, open_at: Open, size: tuple[int, int] = WIDE, **more: bool) -> Reader:
    """The first report of a search."""
    reader = open_at(f"{samples}/search?q={ASKED}", size, **more)
    reader.follow(reader.hits.locator("h2 a").first)
    return reader


def marked(reader: Reader) -> list[str]:
    return reader.page.locator(".sheet mark").all_inner_texts()


def as_shown(reader: Reader) -> dict[str, object]:
    """All that the marks decide on the page."""
    page = reader.page
    return {
        "sheet": page.locator(".sheet").evaluate(
            "sheet => [...sheet.querySelectorAll('.passage')].map("
            "each => [each.className, each.innerHTML.replace(' class=\"now\"', '')])"
        ),
        "outline": page.locator(".outline li").all_inner_texts(),
        "asked": page.locator("#asked").inner_text(),
        "found": page.locator("#found").inner_text(),
        "hits": page.locator("nav.hits").inner_text(),
        "ends": page.locator("nav.hits").evaluate("nav => [nav.className, {...nav.dataset}]"),
    }


@pytest.mark.parametrize("typed", ["“法治”", "法治 -干部", "“没有人这样写”"])
def test_what_is_typed_is_marked_as_the_page_would_have_it(
    samples: str, open_at: Open, typed: str
) -> None:
    """Marks, counts, steps and address are those of the page that the form leads to."""
    reader = opened(samples, open_at)
    field = reader.page.get_by_role("searchbox", name="在本篇中查找")
    with reader.page.expect_response(lambda answer: "/marks" in answer.url):
        field.press_sequentially(typed)
    expect(reader.page.locator("#found span")).to_be_visible()
    reader.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("find") == [typed])
    live = as_shown(reader)
    reader.page.reload()
    assert as_shown(reader) == live
    expect(reader.page.get_by_role("searchbox", name="在本篇中查找")).to_have_value(typed)


def test_an_emptied_field_gives_the_marks_of_the_search_back(
    samples: str, open_at: Open, size: tuple[int, int]
) -> None:
    """At either width; what is typed is searched in this report alone."""
    reader = opened(samples, open_at, size)
    before = marked(reader)
    field = reader.page.get_by_role("searchbox", name="在本篇中查找")
    field.fill("法治")
    expect(reader.page.locator(".sheet mark").first).to_have_text("法治")
    assert reader.overflow() == 0
    field.fill("")
    expect(reader.page.locator("#found span")).to_have_count(0)
    assert marked(reader) == before
    assert "find=" not in reader.page.url


def test_enter_goes_on_and_back(samples: str, open_at: Open) -> None:
    """Enter to the next place, with Shift to the one before; each stands in the window."""
    reader = opened(samples, open_at)
    reader.page.emulate_media(reduced_motion="reduce")
    reader.page.keyboard.press("f")
    reader.page.keyboard.type("法治")
    expect(reader.page.locator(".sheet mark").first).to_have_text("法治")
    count = reader.page.locator("nav.hits .count span")
    now = reader.page.locator("mark.now").first
    reader.page.keyboard.press("Enter")
    first = int(count.inner_text())
    assert reader.sees(now)
    for key, number in (("Enter", first + 1), ("Enter", first + 2), ("Shift+Enter", first + 1)):
        reader.page.keyboard.press(key)
        expect(count).to_have_text(str(number))
        assert reader.sees(now)
    expect(reader.page.get_by_role("searchbox", name="在本篇中查找")).to_be_focused()


@pytest.mark.parametrize("order", ["choose", "choose_before_telling"])
def test_nothing_is_asked_while_an_input_method_composes(
    samples: str, open_at: Open, order: str
) -> None:
    """Nor does the Enter that chooses a candidate lead on, in whichever order it is told."""
    reader = opened(samples, open_at)
    asked: list[str] = []

    def hear(request: Request) -> None:
        if "/marks" in request.url:
            asked.append(find_of(request))

    reader.page.on("request", hear)
    reader.page.keyboard.press("f")
    method = reader.input_method()
    method.compose("fazhi")
    # Longer than the pause after which the server would be asked.
    reader.page.wait_for_timeout(300)
    assert asked == []
    getattr(method, order)("法治")
    expect(reader.page.locator(".sheet mark").first).to_have_text("法治")
    assert asked == ["法治"]
    expect(reader.page.locator("nav.hits .count")).to_contain_text("共")
    assert "find=" in reader.page.url


def find_of(request: Request) -> str:
    return "".join(parse_qs(urlsplit(request.url).query).get("find", []))


def test_the_newest_answer_wins(samples: str, open_at: Open) -> None:
    """However late an older one comes."""
    reader = opened(samples, open_at)
    late: list[Route] = []

    def hold(route: Route) -> None:
        if find_of(route.request) == "法治":
            late.append(route)
        else:
            route.continue_()

    reader.page.route("**/marks?*", hold)
    field = reader.page.get_by_role("searchbox", name="在本篇中查找")
    field.fill("法治")
    with reader.page.expect_request(lambda request: find_of(request) == "法治"):
        pass
    field.fill("干部")
    expect(reader.page.locator(".sheet mark").first).to_have_text("干部")
    for route in late:
        route.continue_()
    reader.page.wait_for_load_state("networkidle")
    assert set(marked(reader)) == {"干部"}
    assert parse_qs(urlsplit(reader.page.url).query)["find"] == ["干部"]


def test_where_the_server_does_not_answer_enter_sends_the_form(
    samples: str, open_at: Open
) -> None:
    """As it does without script."""
    reader = opened(samples, open_at)
    reader.page.route("**/marks?*", lambda route: route.abort())
    field = reader.page.get_by_role("searchbox", name="在本篇中查找")
    field.fill("法治")
    field.press("Enter")
    reader.page.wait_for_url(lambda url: "find=" in url, wait_until="load")
    assert set(marked(reader)) == {"法治"}
    # The browser tells of what failed.
    assert all("ERR_FAILED" in trouble for trouble in reader.troubles)
    reader.troubles.clear()


def test_without_script_the_form_searches(samples: str, open_at: Open) -> None:
    """And one link leads back to the marks of the search."""
    reader = opened(samples, open_at, NARROW, script=False)
    before = marked(reader)
    reader.page.get_by_role("searchbox", name="在本篇中查找").fill("法治")
    reader.follow(reader.page.get_by_role("button", name="查找", exact=True))
    assert set(marked(reader)) == {"法治"}
    expect(reader.page.locator("#found")).to_contain_text(f"{len(marked(reader))} 处")
    reader.follow(reader.page.get_by_role("link", name="不再查找"))
    assert marked(reader) == before


def test_the_outline_follows_in_passages_that_were_marked_anew(
    samples: str, open_at: Open
) -> None:
    """They are the same elements as before, with other marks."""
    reader = opened(samples, open_at)
    reader.page.get_by_role("searchbox", name="在本篇中查找").fill("法治")
    expect(reader.page.locator(".sheet mark").first).to_have_text("法治")
    here = reader.page.locator(".outline [aria-current=location]")
    for entry in reader.page.locator(".outline a").all()[1:5]:
        heading = reader.page.locator(str(entry.get_attribute("href")))
        heading.evaluate("element => element.scrollIntoView()")
        reader.page.mouse.wheel(0, 1)
        expect(here).to_have_text(entry.inner_text(), use_inner_text=True)

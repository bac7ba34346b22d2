"""The overview, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDE, Open
from tests.browser.reader import FAINT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_it_leads_from_the_bar_to_a_countys_towns(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """总览, a county: its towns by years."""
    reader = open_at(samples, size, script=script)
    reader.follow(reader.page.get_by_role("navigation").get_by_role("link", name="总览"))
    assert reader.overflow() == 0
    reader.follow(reader.page.locator(".overview").get_by_role("link", name="青禾县", exact=True))
    expect(reader.page.locator(".county h2")).to_have_text("青禾县")
    reader.follow(reader.page.locator("main").get_by_role("link", name="总览"))
    expect(reader.page.locator("h1")).to_have_text("总览")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(samples: str, open_at: Open, scheme: str) -> None:
    """By day and by night."""
    reader = open_at(f"{samples}/overview", WIDE)
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert reader.page.evaluate(FAINT) == []

"""The input method of these tests tells a page what an input method tells it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.reader import InputMethod

pytestmark = pytest.mark.browser

Choose = Callable[[InputMethod, str], None]

#: Notes each event as the pages' scripts would see it.
PAGE = """
<input autofocus aria-label="检索词">
<script>
  const heard = [];
  const said = event => event.type.startsWith("key")
    ? `${event.type} ${event.key} ${event.keyCode}${event.isComposing ? " composing" : ""}`
    : event.type;
  for (const kind of ["keydown", "keypress", "keyup", "compositionstart", "compositionend"]) {
    document.addEventListener(kind, event => heard.push(said(event)));
  }
</script>
"""


@pytest.mark.parametrize(
    ("choose", "told"),
    [
        (
            InputMethod.choose,
            ["keydown Enter 229 composing", "compositionend", "keyup Enter 13"],
        ),
        (
            InputMethod.choose_before_telling,
            ["compositionend", "keydown Enter 229", "keyup Enter 13"],
        ),
    ],
    ids=["told first", "told late"],
)
def test_a_page_hears_what_an_input_method_takes(
    browser: Browser, choose: Choose, told: list[str]
) -> None:
    """Keys come down as 229 and never as text, whether told of before or after the choice."""
    page = browser.new_page()
    page.set_content(PAGE)
    method = InputMethod(page)
    method.compose("mao")
    assert page.get_by_label("检索词").input_value() == "mao"
    method.press("ArrowDown")
    before = len(page.evaluate("heard"))
    choose(method, "矛盾")
    heard = page.evaluate("heard")
    assert heard[before:] == told
    assert not any(each.startswith("keypress") for each in heard)
    assert page.get_by_label("检索词").input_value() == "矛盾"
    method.compose("jiu")
    method.give_up()
    assert page.get_by_label("检索词").input_value() == "矛盾"
    page.close()

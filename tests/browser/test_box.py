"""The box, in a real browser: typed into by hand, by an input method and by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.reader import InputMethod

#: What is offered, as the list of completions has it: other lists have options too.
OFFERS = "#offers [role=option]:visible"

pytestmark = pytest.mark.browser


class TestInputMethod:
    """What an input method keeps to itself does nothing on the page."""

    @pytest.mark.parametrize(
        "choose",
        [InputMethod.choose, InputMethod.choose_before_telling],
        ids=["told first", "told late"],
    )
    @pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
    def test_enter_chooses_a_candidate_and_does_not_search(
        self, samples: str, open_at: Open, choose: object, *, script: bool
    ) -> None:
        """Another Enter does, and what was chosen is searched for."""
        reader = open_at(samples, script=script)
        before = reader.page.url
        reader.box.focus()
        method = InputMethod(reader.page)
        method.compose("maodun")
        assert callable(choose)
        choose(method, "矛盾")
        expect(reader.box).to_have_value("矛盾")
        reader.page.wait_for_timeout(100)
        assert reader.page.url == before
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(re.compile("q=%E7%9F%9B%E7%9B%BE"))
        expect(reader.hits.first).to_be_visible()


class TestBox:
    """Around the text."""

    def test_the_key_leads_to_it_and_the_mark_clears_it(
        self, samples: str, open_at: Open, size: tuple[int, int]
    ) -> None:
        """``/`` from anywhere; the mark is there while there is something to clear."""
        reader = open_at(f"{samples}/search?q=调解", size)
        clear = reader.page.get_by_role("button", name="清空", exact=True)
        expect(clear).to_be_visible()
        reader.page.locator(".totals strong").click()
        reader.page.keyboard.press("/")
        expect(reader.box).to_be_focused()
        expect(reader.box).to_have_value("调解")
        clear.click()
        expect(reader.box).to_have_value("")
        expect(reader.box).to_be_focused()
        expect(clear).to_be_hidden()
        assert reader.overflow() == 0

    def test_a_slash_is_a_character_where_one_types(self, samples: str, open_at: Open) -> None:
        """NEAR/20 can be typed."""
        reader = open_at(samples)
        reader.box.focus()
        reader.page.keyboard.type("NEAR/20")
        expect(reader.box).to_have_value("NEAR/20")

    def test_a_new_search_keeps_the_choices_of_the_page(self, samples: str, open_at: Open) -> None:
        """Also one that was chosen since the page was loaded."""
        reader = open_at(f"{samples}/search?q=调解")
        reader.page.locator(".choice .name", has_text="2024").or_(
            reader.page.locator(".facets a", has_text="2024")
        ).first.click()
        reader.page.wait_for_url(re.compile("year=2024"))
        reader.box.fill("普法")
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(re.compile("q=%E6%99%AE%E6%B3%95"))
        assert "year=2024" in reader.page.url


class TestHelp:
    """The help beside the box."""

    @pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
    def test_help_opens_beside_the_box_and_its_examples_run(
        self, samples: str, open_at: Open, size: tuple[int, int], *, script: bool
    ) -> None:
        """With the keyboard alone, with script and without; the page does not move."""
        reader = open_at(samples, size, script=script)
        before = reader.page.locator("main").bounding_box()
        reader.tab_to(reader.page.locator(".ways summary"))
        reader.page.keyboard.press("Enter")
        example = reader.page.locator(".ways .examples a").nth(1)
        expect(example).to_be_visible()
        assert reader.page.locator("main").bounding_box() == before
        assert reader.overflow() == 0
        example.click()
        expect(reader.box).to_have_value("“矛盾纠纷”")
        expect(reader.hits.first).to_be_visible()

    def test_it_closes_when_one_goes_on_elsewhere(self, samples: str, open_at: Open) -> None:
        """By Esc, which leaves the focus where it was opened, and by a click beside it."""
        reader = open_at(samples)
        card, summary = reader.page.locator(".ways .card"), reader.page.locator(".ways summary")
        summary.click()
        expect(card).to_be_visible()
        reader.page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        expect(summary).to_be_focused()
        summary.click()
        reader.page.locator(".brand").focus()
        expect(card).to_be_hidden()

    def test_the_whole_guide_is_one_step_further(
        self, samples: str, open_at: Open, size: tuple[int, int]
    ) -> None:
        """A page of its own, no wider than its window."""
        reader = open_at(samples, size, script=False)
        reader.page.locator(".ways summary").click()
        reader.follow(reader.page.get_by_role("link", name="全部写法"))
        expect(reader.page.locator("h1")).to_have_text("检索说明")
        assert reader.overflow() == 0


class TestCompletion:
    """What is offered while one types."""

    def test_an_offer_is_taken_by_the_keyboard_alone(
        self, samples: str, open_at: Open, size: tuple[int, int]
    ) -> None:
        """Down and Tab take it, and nothing else changes; Enter then searches for it."""
        reader = open_at(samples, size)
        offers = reader.page.locator(OFFERS)
        reader.box.focus()
        reader.page.keyboard.type("普法 松")
        expect(offers.first).to_contain_text("镇:松栎镇")
        expect(reader.box).to_have_attribute("aria-expanded", "true")
        assert reader.overflow() == 0
        reader.page.keyboard.press("ArrowDown")
        expect(offers.first).to_have_attribute("aria-selected", "true")
        expect(reader.box).to_have_value("普法 松")
        reader.page.keyboard.press("Tab")
        expect(reader.box).to_have_value("普法 镇:松栎镇")
        expect(reader.box).to_be_focused()
        expect(offers).to_have_count(0)
        reader.page.keyboard.press("Enter")
        expect(reader.hits.first).to_contain_text("松栎镇")

    def test_enter_without_a_choice_searches_what_was_typed(
        self, samples: str, open_at: Open
    ) -> None:
        """Offers that nobody chose are no answer."""
        reader = open_at(samples)
        reader.box.focus()
        reader.page.keyboard.type("松")
        expect(reader.page.locator(OFFERS).first).to_be_visible()
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(re.compile(r"q=%E6%9D%BE(&|$)"))
        expect(reader.box).to_have_value("松")

    def test_a_click_takes_an_offer_and_escape_closes_them(
        self, samples: str, open_at: Open
    ) -> None:
        """What was typed stays where Esc is pressed."""
        reader = open_at(samples)
        reader.box.focus()
        reader.page.keyboard.type("松")
        offers = reader.page.locator(OFFERS)
        expect(offers.first).to_be_visible()
        reader.page.keyboard.press("Escape")
        expect(offers).to_have_count(0)
        expect(reader.box).to_have_value("松")
        reader.page.keyboard.type("栎")
        offers.first.click()
        expect(reader.box).to_have_value("镇:松栎镇")

    def test_nothing_is_offered_while_an_input_method_composes(
        self, samples: str, open_at: Open
    ) -> None:
        """Only once the candidate stands there."""
        reader = open_at(samples)
        asked: list[str] = []
        reader.page.on("request", lambda request: asked.append(request.url))
        reader.box.focus()
        method = InputMethod(reader.page)
        method.compose("song")
        reader.page.wait_for_timeout(300)
        assert [url for url in asked if "/complete" in url] == []
        expect(reader.page.locator(OFFERS)).to_have_count(0)
        method.choose("松", " ")
        expect(reader.page.locator(OFFERS).first).to_contain_text("松栎镇")

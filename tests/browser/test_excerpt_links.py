"""The whole way of a link that was given out: years later, after new versions, on any window."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from searchapp.library.excerpts import Excerpt
from tests.browser.conftest import Open, served
from tests.browser.reader import FAINT, Reader
from tests.library.excerpts.homes import FIRST, QUOTES, SECOND, home_of_every_fate, revise, take
from tests.library.homes import Home, new_home

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Fates:
    """Where a home is served in which every fate has come true, and its excerpts."""

    address: str
    excerpts: Mapping[str, Excerpt]

    def link(self, fate: str) -> str:
        return self.address + self.excerpts[fate].link


@pytest.fixture(scope="module")
def fates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fates]:
    """Only read."""
    home, excerpts = home_of_every_fate(tmp_path_factory.mktemp("fates"))
    with served(home.path) as address:
        yield Fates(address, excerpts)


def marked(reader: Reader) -> str:
    """The words that are marked as the excerpt."""
    return "".join(reader.page.locator(".sheet .excerpt").all_text_contents())


def test_a_link_follows_its_words_through_every_version(
    open_at: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Taken, moved, changed, deleted, restored: each time one sees at once which it is."""
    home: Home = new_home(tmp_path_factory.mktemp("life"))
    revise(home, FIRST)
    excerpt = take(home, QUOTES["changed"])
    with served(home.path) as address:
        reader = open_at(address + excerpt.link)
        heading = reader.page.locator("h1")
        assert marked(reader) == excerpt.quote
        assert reader.sees(reader.page.locator(".excerpt"))
        expect(reader.page.locator(".note")).to_have_count(0)

        revise(home, FIRST.replace("一、主要", "综述。\n一、主要"))
        reader.page.goto(address + excerpt.link)
        assert marked(reader) == excerpt.quote
        assert reader.sees(reader.page.get_by_text("第 4 段 → 第 5 段"))

        revise(home, SECOND)
        reader.page.goto(address + excerpt.link)
        expect(heading).to_have_text("这条摘录有改动")
        expect(reader.page.locator(".as-it-is del")).to_have_text(["6"])
        expect(reader.page.locator(".as-it-is ins")).to_have_text(["8"])
        reader.follow(reader.page.get_by_role("link", name="在第 1 版中看"))
        assert marked(reader) == excerpt.quote
        assert reader.sees(reader.page.locator(".excerpt"))

        revise(home, FIRST.replace(QUOTES["changed"], ""))
        reader.page.goto(address + excerpt.link)
        expect(heading).to_have_text("这条摘录已删除")
        assert reader.page.url == address + excerpt.link

        revise(home, FIRST)
        reader.page.goto(address + excerpt.link)
        assert marked(reader) == excerpt.quote


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_the_words_are_seen_at_once_in_every_window(
    open_at: Open, fates: Fates, size: tuple[int, int], script: bool
) -> None:
    """With the note beside them, and nothing to scroll sideways for; without script too."""
    reader = open_at(fates.link("moved"), size, script=script)
    assert marked(reader) == QUOTES["moved"]
    assert reader.sees(reader.page.locator(".sheet .excerpt").first)
    assert reader.sees(reader.page.locator(".sheet .note"))
    assert reader.overflow() == 0


def test_the_mark_is_not_that_of_a_search_and_is_readable_in_the_dark(
    open_at: Open, fates: Fates
) -> None:
    """Where a search marks words in it, those keep the colour of a search."""
    excerpt = fates.excerpts["moved"]
    address = f"{fates.address}/reports/{excerpt.report}?x={excerpt.code}&q=“处罚案件”"
    for dark in (False, True):
        reader = open_at(address, dark=dark)
        colour = "element => getComputedStyle(element).backgroundColor"
        mark = reader.page.locator(".excerpt mark").evaluate(colour)
        assert mark != reader.page.locator(".excerpt").first.evaluate(colour)
        assert reader.page.evaluate(FAINT) == []


def test_the_mark_is_printed(open_at: Open, fates: Fates) -> None:
    """Its line stands under the words also where colours are not printed."""
    reader = open_at(fates.link("unchanged"))
    reader.page.emulate_media(media="print")
    style = "element => getComputedStyle(element).borderBottomWidth"
    assert reader.page.locator(".excerpt").evaluate(style) == "2px"


def test_a_search_within_the_report_leaves_the_mark(open_at: Open, fates: Fates) -> None:
    """What is typed puts passages in place of others; the excerpt stays marked in them."""
    reader = open_at(fates.link("moved"))
    field = reader.page.get_by_label("在本篇中查找").locator("visible=true").last
    field.fill("处罚案件")
    expect(reader.page.locator(".sheet mark")).to_have_text(["处罚案件"])
    assert marked(reader) == QUOTES["moved"]
    field.fill("")
    expect(reader.page.locator(".sheet mark")).to_have_count(0)
    assert marked(reader) == QUOTES["moved"]


def test_what_was_changed_fits_a_telephone(
    open_at: Open, fates: Fates, size: tuple[int, int]
) -> None:
    """Each page that tells of a change."""
    for fate in ("changed", "around", "removed"):
        reader = open_at(fates.link(fate), size)
        assert reader.overflow() == 0
        assert reader.page.locator(".as-it-was .excerpt").text_content() == QUOTES[fate]


def test_a_code_is_typed_from_paper(open_at: Open, fates: Fates) -> None:
    """In small letters, in two groups, with O for 0 and l for 1."""
    code = fates.excerpts["unchanged"].code
    typed = f"{code[:5]}-{code[5:]}".replace("0", "O").replace("1", "l").lower()
    reader = open_at(f"{fates.address}/x/{typed}")
    assert marked(reader) == QUOTES["unchanged"]


def test_a_passage_link_leads_to_the_renumbered_passage(open_at: Open, fates: Fates) -> None:
    """And one sees without scrolling that it was renumbered."""
    report = fates.excerpts["moved"].report
    reader = open_at(f"{fates.address}/reports/{report}/p6?v=1")
    assert QUOTES["moved"] in (reader.page.locator(".passage:target").text_content() or "")
    assert reader.sees(reader.page.get_by_text("第 6 段现在是"))

"""The search page changes in place: scroll, focus and the way back are kept."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import Place
from searchapp.settings import Settings
from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.reader import Reader
from tests.engine.shelves import report_of

pytestmark = pytest.mark.browser

PHRASE = "“矛盾纠纷”"
#: A name of forty characters, as long as any that a table of places may bring.
LONG_TOWN = "松栎河上游国有林场与自然保护区联合管理委员会代管的三十二个自然村合并后新设立的镇"
LONG = Place("990121301", LONG_TOWN, "青禾县", "砚州市", "岚川省")
LONG_TITLE = f"中共{LONG_TOWN}委员会 {LONG_TOWN}人民政府关于2024年度法治政府建设情况的报告"
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "script", [True, False], ids=["with script", "without script"]
)


def year(page: Page, of: str) -> Locator:
    """The bar of a year."""
    return page.locator(".bars a", has_text=of)


def shown(reader: Reader) -> tuple[str, list[str]]:
    """What stands there: the total, and the hits."""
    return reader.total, reader.hits.all_text_contents()


def expected(reader: Reader, *words: str) -> None:
    """Hold that the browser complained of this and of nothing else."""
    assert reader.troubles
    assert all(any(word in each for word in words) for each in reader.troubles)
    reader.troubles.clear()


def test_a_choice_changes_the_page_without_loading_it(samples: str, open_at: Open) -> None:
    """The window stays where it is, so does the focus, and back leads to the page as it was."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    page = reader.page
    before = reader.total
    page.evaluate("window.isTheSame = true")
    page.evaluate("scrollTo(0, 240)")
    year = page.locator(".bars a", has_text="2023")
    promised = year.locator(".counts span").first.inner_text()
    year.click()
    expect(page.locator(".totals strong")).to_have_text(f"{promised} 段")
    assert page.evaluate("[window.isTheSame, scrollY]") == [True, 240]
    assert page.evaluate("document.activeElement.dataset.key") == "year:2023"
    expect(page.locator("#told")).to_contain_text(f"{promised} 段")
    expect(page.locator("#kept-state input[name=year]")).to_have_value("2023")
    page.go_back()
    expect(page.locator(".totals strong")).to_have_text(before)
    assert page.evaluate("[window.isTheSame, scrollY]") == [True, 240]


def test_years_are_dragged_over(samples: str, open_at: Open) -> None:
    """From one bar to another is the stretch of years between them."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    bars = reader.page.locator(".bars li")
    first, last = bars.nth(0).bounding_box(), bars.nth(1).bounding_box()
    assert first
    assert last
    mouse = reader.page.mouse
    mouse.move(first["x"] + 8, first["y"] + 20)
    mouse.down()
    mouse.move(last["x"] + 8, last["y"] + 20, steps=4)
    mouse.up()
    expect(reader.page.locator(".bars .chosen")).to_have_count(2)
    assert "year=" in reader.page.url


def test_a_tree_of_places_is_narrowed_by_typing(samples: str, open_at: Open) -> None:
    """What has the typed characters stays, with what it lies in."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    reader.page.get_by_label("筛选地方").fill("松栎")
    shown = reader.page.locator(".tree .choice:visible .name")
    assert shown.all_inner_texts()[-1].endswith("松栎镇")
    assert shown.count() == 4


@WITH_AND_WITHOUT
def test_two_fields_choose_a_stretch_of_years(
    samples: str, open_at: Open, *, script: bool
) -> None:
    """The keyboard's way, and that without script, to what dragging does."""
    reader = open_at(f"{samples}/search?q={PHRASE}", script=script)
    reader.page.locator("#since").select_option("2022")
    reader.page.locator("#until").select_option("2023")
    reader.page.get_by_role("button", name="选定").click()
    expect(reader.page.locator(".chips a").first).to_contain_text("2022–2023")
    expect(reader.page.locator(".bars .chosen")).to_have_count(2)


def test_keys_lead_from_hit_to_hit(samples: str, open_at: Open) -> None:
    """j, k and /; and ? says so."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    keyboard = reader.page.keyboard
    for key, at in (("j", 0), ("j", 1), ("k", 0)):
        keyboard.press(key)
        expect(reader.hits.nth(at).locator("h2 a")).to_be_focused()
    keyboard.press("?")
    expect(reader.page.locator("dialog.keys")).to_contain_text("下一条结果")
    keyboard.press("Escape")
    expect(reader.page.locator("dialog.keys")).to_be_hidden()
    keyboard.press("/")
    expect(reader.box).to_be_focused()


def test_years_are_stretched_over_with_the_keyboard(samples: str, open_at: Open) -> None:
    """Shift and an arrow: from the year that has the focus to the next; it keeps the focus."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    page = reader.page
    year(page, "2023").focus()
    page.keyboard.down("Shift")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".bars .in-reach")).to_have_count(2)
    page.keyboard.up("Shift")
    expect(page.locator(".chips a")).to_have_text(["2023–2024 ×"])
    expect(year(page, "2024")).to_be_focused()


def test_letting_go_on_the_bar_one_began_on_chooses_that_year(samples: str, open_at: Open) -> None:
    """Who dragged over others and came back meant one; a click does the same."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    bars = [bar.bounding_box() for bar in reader.page.locator(".bars li").all()[:2]]
    mouse = reader.page.mouse
    for place, act in zip([*bars, bars[0]], [mouse.down, None, mouse.up], strict=True):
        assert place
        mouse.move(place["x"] + 8, place["y"] + 20, steps=3)
        if act:
            act()
    expect(reader.page.locator(".chips a")).to_have_text(["2022 ×"])


@pytest.mark.parametrize(
    ("size", "script"), [(WIDE, True), (NARROW, False)], ids=["with script", "without script"]
)
def test_one_answer_is_laid_out_in_other_ways(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """Order, density, by report, concordance: each by its link, and back by the way back."""
    reader = open_at(f"{samples}/search?q={PHRASE}", size, script=script)
    page = reader.page
    start = shown(reader)
    page.locator(".orders summary").click()
    reader.follow(page.get_by_role("link", name="从旧到新"))
    assert page.locator(".hit .year").all_inner_texts()[0] == "2022"
    assert reader.total == start[0]
    reader.follow(page.locator(".density"))
    expect(page.locator("main.compact")).to_be_visible()
    reader.follow(page.locator(".views a", has_text="按报告"))
    expect(page.locator(".group").first.locator("mark").first).to_be_visible()
    reader.follow(page.locator(".views a", has_text="逐词索引"))
    expect(page.locator(".kwic mark").first).to_have_text("矛盾纠纷")
    page.locator(".orders summary").click()
    reader.follow(page.get_by_role("link", name="按右邻字"))
    expect(page.locator(".range")).to_contain_text("处")
    assert reader.overflow() == 0
    for _ in range(5):
        page.go_back()
    expect(page.locator(".orders summary")).to_have_text("相关")
    assert shown(reader) == start


@WITH_AND_WITHOUT
def test_a_chip_is_taken_away(samples: str, open_at: Open, *, script: bool) -> None:
    """What is left is what the address without it shows; with script the focus is not lost."""
    reader = open_at(f"{samples}/search?q={PHRASE}&year=2023&town=松栎镇", script=script)
    chips = reader.page.locator(".chips li")
    assert chips.all_inner_texts() == ["松栎镇 ×", "2023 ×", "全部去掉"]
    reader.follow(chips.first.locator("a"))
    expect(chips).to_have_text(["2023 ×"])
    assert reader.page.locator(".tree .chosen").count() == 0
    if script:
        assert reader.page.evaluate("document.activeElement.closest('main') !== null")


def test_back_and_forward_bring_each_state_as_it_was_left(samples: str, open_at: Open) -> None:
    """Also after one typed something else, and what was typed stands in the box again."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    page = reader.page
    states = [shown(reader)]
    acts: tuple[Callable[[], None], ...] = (
        lambda: reader.follow(year(page, "2024")),
        lambda: reader.search("调解"),
        lambda: reader.follow(page.locator(".pages [rel=next]")),
    )
    for act in acts:
        act()
        page.wait_for_function("!document.querySelector('[aria-busy]')")
        states.append(shown(reader))
    assert len({total for total, _ in states}) == 3
    for state in reversed(states[:-1]):
        page.go_back()
        expect(page.locator(".totals strong")).to_have_text(state[0])
        expect(reader.hits).to_have_text(state[1])
    expect(reader.box).to_have_value(PHRASE)
    for state in states[1:]:
        page.go_forward()
        expect(page.locator(".totals strong")).to_have_text(state[0])
        expect(reader.hits).to_have_text(state[1])
    expect(reader.box).to_have_value("调解")


def test_a_part_of_the_tree_that_was_opened_or_found_stays(samples: str, open_at: Open) -> None:
    """What was typed over the tree narrows it still, and it stays scrolled where it was."""
    reader = open_at(f"{samples}/search?q={PHRASE}", (WIDE[0], 480))
    page = reader.page
    tree = page.locator("#tree")
    tree.evaluate("tree => { tree.scrollTop = 24; }")
    page.locator(".tree .choice", has_text="望岫县").click()
    expect(page.locator(".chips a")).to_have_text(["望岫县 ×"])
    assert tree.evaluate("tree => tree.scrollTop") == 24
    page.get_by_label("筛选地方").fill("荻浦")
    page.locator(".tree .choice", has_text="荻浦镇").click()
    expect(page.locator(".chips a").nth(1)).to_have_text("荻浦镇 ×")
    expect(page.get_by_label("筛选地方")).to_have_value("荻浦")
    assert page.locator(".tree .choice:visible").count() == 4


def test_what_is_chosen_in_a_long_tree_is_in_sight(samples: str, open_at: Open) -> None:
    """Whoever opens the address of a choice sees it; the page itself stays at its top."""
    reader = open_at(f"{samples}/search?q={PHRASE}&town=鹤沼瑶族乡", (WIDE[0], 480))
    tree = reader.page.locator("#tree")
    assert tree.evaluate("tree => tree.scrollHeight - tree.clientHeight") > 0
    around, own = tree.bounding_box(), tree.locator(".chosen").bounding_box()
    assert around
    assert own
    assert around["y"] <= own["y"] <= around["y"] + around["height"] - own["height"] + 1
    assert reader.page.evaluate("scrollY") == 0


class TestWaiting:
    """What one sees while an answer is on its way, and where none comes."""

    @pytest.fixture
    def reader(self, samples: str, open_at: Open) -> Reader:
        """Somebody on the search page."""
        return open_at(f"{samples}/search?q={PHRASE}")

    def test_a_slow_answer_is_told_quietly(self, reader: Reader) -> None:
        """A line moves under the bar, and it is said aloud; nothing else moves."""
        page, held = reader.page, list[Route]()
        page.route(re.compile("year="), lambda route: held.append(route))
        before = place_of(page.locator(".hit").first)
        year(page, "2023").click()
        expect(page.locator("html.is-busy")).to_be_attached()
        expect(page.locator("main[aria-busy=true]")).to_be_attached()
        expect(page.locator("#told")).to_have_text("正在取结果")
        assert place_of(page.locator(".hit").first) == before
        held[0].continue_()
        expect(page.locator(".bars .chosen")).to_have_count(1)
        expect(page.locator("html.is-busy, [aria-busy]")).to_have_count(0)
        expect(page.locator("#told")).to_contain_text(reader.total)

    def test_who_goes_elsewhere_meanwhile_gets_what_was_asked_last(self, reader: Reader) -> None:
        """An answer that comes too late changes nothing."""
        page, held = reader.page, list[Route]()
        page.route(re.compile("year=2022"), lambda route: held.append(route))
        year(page, "2022").click()
        year(page, "2023").click()
        expect(page.locator(".chips a")).to_have_text(["2023 ×"])
        page.unroute_all(behavior="ignoreErrors")
        expect(page.locator(".bars .chosen .name")).to_have_text("2023")

    def test_who_goes_back_meanwhile_stays_there(self, reader: Reader) -> None:
        """What was on its way is given up: its answer leads nowhere, and forward is as it was."""
        page, held = reader.page, list[Route]()
        reader.follow(year(page, "2022"))
        reader.follow(page.locator(".views a", has_text="按报告"))
        expect(page.locator(".group").first).to_be_visible()
        page.route(re.compile("view=kwic"), lambda route: held.append(route))
        with page.expect_event("requestfailed") as given_up:
            page.locator(".views a", has_text="逐词索引").click()
            expect(page.locator("html.is-busy")).to_be_attached()
            page.go_back()
        assert "view=kwic" in given_up.value.url
        expect(page.locator("html.is-busy, [aria-busy]")).to_have_count(0)
        expect(page.locator(".chips a")).to_have_text(["2022 ×"])
        expect(page.locator(".group, .kwic")).to_have_count(0)
        page.go_forward()
        expect(page.locator(".group").first).to_be_visible()

    @pytest.mark.parametrize(
        ("trouble", "says", "complaint"),
        [
            (lambda route: route.abort(), "没有连上检索服务", "ERR_FAILED"),
            (lambda route: route.fulfill(status=500, body="?"), "没能给出结果", "status of 500"),
            (lambda route: route.fulfill(status=503, body="?"), "没能给出结果", "status of 503"),
        ],
        ids=["gone", "500", "503"],
    )
    def test_where_no_answer_comes_the_page_stays_and_says_so(
        self, reader: Reader, trouble: Callable[[Route], None], says: str, complaint: str
    ) -> None:
        """In plain words, with a link that tries again; nothing moves, and nothing is lost."""
        page = reader.page
        before, place, address = shown(reader), place_of(year(page, "2023")), page.url
        page.route(re.compile("year="), trouble)
        year(page, "2023").click()
        expect(page.get_by_role("alert")).to_contain_text(says)
        assert (shown(reader), place_of(year(page, "2023")), page.url) == (before, place, address)
        expect(year(page, "2023")).to_be_focused()
        expected(reader, complaint)
        page.unroute_all()
        page.get_by_role("link", name="再试一次").click()
        expect(page.locator(".chips a")).to_have_text(["2023 ×"])
        expect(page.get_by_role("alert")).to_have_count(0)
        page.go_back()
        expect(page.locator(".chips")).to_have_count(0)

    def test_the_way_back_says_so_too(self, reader: Reader) -> None:
        """Where the page before is to be fetched again; trying again adds no state to go back."""
        page = reader.page
        reader.follow(year(page, "2023"))
        expect(page.locator(".chips a")).to_have_text(["2023 ×"])
        page.reload()
        page.route(re.compile("search"), lambda route: route.abort())
        page.go_back()
        expect(page.get_by_role("alert")).to_contain_text("没有连上检索服务")
        expected(reader, "ERR_FAILED")
        page.unroute_all()
        page.get_by_role("link", name="再试一次").click()
        expect(page.locator(".chips")).to_have_count(0)
        page.go_forward()
        expect(page.locator(".chips a")).to_have_text(["2023 ×"])


def place_of(what: Locator) -> tuple[float, float]:
    """Where it stands in the window."""
    place = what.bounding_box()
    assert place
    return place["x"], place["y"]


def test_nothing_jumps_when_a_choice_is_made(samples: str, open_at: Open) -> None:
    """The facets stand where they stood, and the head of the results too."""
    reader = open_at(f"{samples}/search?q={PHRASE}")
    page = reader.page
    still = [page.locator(each) for each in (".tree .choice >> nth=0", ".bars", ".totals strong")]
    before = [place_of(each) for each in still]
    reader.follow(year(page, "2024"))
    expect(page.locator(".bars .chosen")).to_have_count(1)
    after = [place_of(each) for each in still]
    assert after == before


class TestSheets:
    """In a narrow window a group of facets opens over the results."""

    def test_one_chooses_several_and_is_back_where_one_was(
        self, samples: str, open_at: Open
    ) -> None:
        """It stays open until 完成 or Esc; then the button that opened it has the focus."""
        reader = open_at(f"{samples}/search?q={PHRASE}", NARROW)
        page = reader.page
        opener = page.locator(".narrowing a", has_text="年度")
        opener.click()
        expect(page.locator("#facet-year")).to_be_visible()
        year(page, "2023").click()
        expect(opener).to_have_text("年度 2023")
        year(page, "2024").click()
        expect(opener).to_have_text("年度 2")
        expect(page.locator("#facet-year")).to_be_visible()
        assert reader.overflow() == 0
        page.locator("#facet-year .close").click()
        expect(page.locator("#facet-year")).to_be_hidden()
        expect(opener).to_be_focused()
        opener.click()
        page.keyboard.press("Escape")
        expect(page.locator("#facet-year")).to_be_hidden()
        expect(opener).to_be_focused()

    def test_without_script_it_is_a_part_of_the_page_to_go_to(
        self, samples: str, open_at: Open
    ) -> None:
        """A link opens it, a choice is made, and it is closed by a link."""
        reader = open_at(f"{samples}/search?q={PHRASE}", NARROW, script=False)
        page = reader.page
        page.locator(".narrowing a", has_text="地方").click()
        expect(page.locator("#facet-place")).to_be_visible()
        page.locator("#facet-place .close").click()
        expect(page.locator("#facet-place")).to_be_hidden()
        page.locator(".narrowing a", has_text="地方").click()
        reader.follow(page.locator(".tree .choice", has_text="荻浦镇"))
        assert page.locator(".narrowing a", has_text="地方").inner_text() == "地方 1"


class TestKeys:
    """What is done without a mouse."""

    def test_single_keys_can_be_switched_off_and_on_again(
        self, samples: str, open_at: Open
    ) -> None:
        """In the list of them; the browser keeps it, and a button still leads to the list."""
        reader = open_at(f"{samples}/search?q={PHRASE}")
        page, keys = reader.page, reader.page.locator("dialog.keys")
        page.keyboard.press("?")
        keys.get_by_role("checkbox").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        for key in ("j", "/", "?"):
            page.keyboard.press(key)
        expect(keys).to_have_count(0)
        assert page.evaluate("document.activeElement === document.body")
        page.locator(".ways summary").click()
        page.get_by_role("button", name="键盘操作").click()
        expect(keys.get_by_role("checkbox")).not_to_be_checked()
        keys.get_by_role("checkbox").check()
        page.keyboard.press("Escape")
        page.locator("main").focus()
        page.keyboard.press("j")
        expect(reader.hits.first.locator("h2 a")).to_be_focused()

    @WITH_AND_WITHOUT
    def test_the_third_hit_is_reached_from_the_box_by_tabs_alone(
        self, samples: str, open_at: Open, *, script: bool
    ) -> None:
        """No key of ours: over the tools by the link for it, then five stops for each hit."""
        reader = open_at(samples, script=script)
        page = reader.page
        assert reader.tab_to(reader.box) <= 3
        page.keyboard.type(PHRASE)
        reader.enter()
        expect(reader.hits.nth(2)).to_be_visible()
        pressed = 0
        if not script:
            pressed += reader.tab_to(page.get_by_role("link", name="跳到正文"))
            page.keyboard.press("Enter")
        pressed += reader.tab_to(page.get_by_role("link", name="跳到结果"))
        page.keyboard.press("Enter")
        third = reader.hits.nth(2).locator("h2 a")
        pressed += reader.tab_to(third)
        assert pressed <= 13
        wanted = str(third.get_attribute("href"))
        reader.enter()
        expect(page.locator("mark:target")).to_be_visible()
        assert page.url.endswith(wanted.split("#")[1])


@pytest.fixture(scope="module")
def long_values(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a home with a report whose names are as long as they get."""
    settings = Settings(home=tmp_path_factory.mktemp("long"))
    heading = "主要举措和成效" * 5
    report = report_of(
        "LONGNAMES0", (heading, "全年受理矛盾纠纷131件。"), place=LONG, title=LONG_TITLE
    )
    with EmbeddedEngine(settings.index).writer() as writer:
        writer.put(report)
    with served(settings.home) as address:
        yield address


@pytest.mark.parametrize("view", ["passages", "reports", "kwic"])
def test_long_names_stay_in_their_places(
    long_values: str, open_at: Open, size: tuple[int, int], view: str
) -> None:
    """The page is no wider for them, and what stands beside them is to be seen."""
    reader = open_at(f"{long_values}/search?q={PHRASE}&town=990121301&view={view}", size)
    page = reader.page
    assert LONG_TOWN in page.locator(".chips").inner_text()
    assert reader.overflow() == 0
    mark = page.locator("main mark").first
    expect(mark).to_be_visible()
    assert reader.sees(mark) or size == NARROW
    if size == WIDE:
        assert page.locator("#tree").evaluate("tree => tree.scrollWidth - tree.clientWidth") <= 0


def test_on_paper_stands_what_was_asked_and_what_was_found(samples: str, open_at: Open) -> None:
    """The question, what was chosen, the marks and the dates; no bar, no facets, no tools."""
    reader = open_at(f"{samples}/search?q={PHRASE}&year=2023&density=compact")
    page = reader.page
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_have_text(f"检索：{PHRASE}")
    expect(page.locator(".chips li").first).to_be_visible()
    expect(reader.hits.first.locator(".where")).to_contain_text("成文")
    for hidden in (".bar", ".facets", ".tools", ".under", ".hit .acts >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()
    drawn = reader.hits.first.locator("mark").first.evaluate(
        "mark => getComputedStyle(mark).borderBottomStyle"
    )
    assert drawn == "solid"
    assert reader.overflow() == 0

"""A briefing is written in a real browser: what one types is kept, whatever happens to it."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, expect

from searchapp.engine import Asked
from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.library.excerpts import Excerpt
from searchapp.query import parse_query
from tests.browser.conftest import NARROW, Open, served
from tests.browser.reader import Reader
from tests.library.homes import Home
from tests.web.briefed import REWORDED, taken

pytestmark = pytest.mark.browser

#: What REWORDED is corrected to.
CHANGED = ("会议9次", "会议11次")
#: Words that somebody may write, and the old ones.
WORDS = st.sampled_from(["旧", "甲", "乙", "丙"])
OWN, NOTE, HEADING, QUOTE = BlockKind.TEXT, BlockKind.NOTE, BlockKind.HEADING, BlockKind.QUOTE


@dataclass(frozen=True)
class Office:
    """A home that is served, to write briefings in."""

    home: Home
    address: str

    def briefing(self, *blocks: Block, title: str = "") -> int:
        """The number of a new briefing of these blocks."""
        with self.home.ledger() as ledger:
            made = ledger.briefings.make(Content("基层治理", title, (), blocks), "测试")
            ledger.commit()
        return made.id

    def content(self, number: int) -> Content:
        """What the library has of a briefing."""
        with self.home.ledger() as ledger:
            briefing = ledger.briefings.of(number)
        assert briefing
        return briefing.content

    def texts(self, number: int) -> list[str]:
        """Its own words, in order; a quote is its code."""
        return [block.text or block.excerpt for block in self.content(number).blocks]

    def url(self, number: int) -> str:
        return f"{self.address}/briefings/{number}"


def paragraphs(*texts: str, kind: BlockKind = OWN) -> list[Block]:
    """Blocks of these words, called b1, b2 and so on."""
    return [Block(f"b{at}", kind, text) for at, text in enumerate(texts, 1)]


@pytest.fixture(scope="module")
def office(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample reports, one of which is changed after a sentence of it was quoted."""
    home = Home(Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("office") / "home")))
    with served(home.path) as address:
        yield Office(home, address)


@pytest.fixture(scope="module")
def changed(office: Office) -> Excerpt:
    """An excerpt whose sentence was changed in the report since."""
    excerpt = taken(office.home, REWORDED)
    (source,) = office.home.engine.report(excerpt.report).sources
    path = office.home.settings.corpus / source.path
    path.write_text(path.read_text("utf-8").replace(*CHANGED), "utf-8")
    office.home.ingest()
    return excerpt


def blocks(reader: Reader) -> Locator:
    return reader.page.locator("[data-block]:visible")


def field(reader: Reader, at: int) -> Locator:
    """Where one types in the block at a place, from 1."""
    return blocks(reader).nth(at - 1).locator("textarea")


def said(reader: Reader) -> list[str]:
    """The words of the blocks as they stand on the sheet."""
    found: list[str] = blocks(reader).evaluate_all(
        "all => all.map(each => each.querySelector('textarea')?.value"
        " ?? each.querySelector('blockquote')?.innerText ?? '')"
    )
    return found


def holds(office: Office, number: int, *texts: str) -> Callable[[], bool]:
    """Whether the library has these words."""
    return lambda: office.texts(number) == [*texts]


def until(reader: Reader, holding: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(100):
        if holding():
            return
        reader.page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


class TestTyping:
    """Words, paragraphs and their order."""

    def test_what_is_typed_is_there_when_one_comes_again(
        self, office: Office, open_at: Open
    ) -> None:
        """Enter begins a paragraph; a pause saves it; nothing else need be pressed."""
        number = office.briefing(*paragraphs("头一段。"))
        reader = open_at(office.url(number))
        field(reader, 1).press("End")
        reader.page.keyboard.press("Enter")
        reader.page.keyboard.type("第二段。")
        until(reader, holds(office, number, "头一段。", "第二段。"))
        reader.page.reload()
        assert said(reader) == ["头一段。", "第二段。"]

    def test_enter_parts_and_backspace_joins(self, office: Office, open_at: Open) -> None:
        """What stood behind the caret goes, and comes back, with it."""
        number = office.briefing(*paragraphs("前半，后半。"))
        reader = open_at(office.url(number))
        field(reader, 1).press("Home")
        for _ in range(3):
            reader.page.keyboard.press("ArrowRight")
        reader.page.keyboard.press("Enter")
        assert said(reader) == ["前半，", "后半。"]
        reader.page.keyboard.press("Backspace")
        assert said(reader) == ["前半，后半。"]
        reader.page.keyboard.type("中间，")
        assert said(reader) == ["前半，中间，后半。"]

    def test_several_lines_pasted_are_several_paragraphs(
        self, office: Office, open_at: Open
    ) -> None:
        """Each line one; what stood round the caret stays round them."""
        number = office.briefing(*paragraphs("头尾"))
        reader = open_at(office.url(number))
        field(reader, 1).press("Home")
        reader.page.keyboard.press("ArrowRight")
        field(reader, 1).evaluate(
            """field => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", "一\\r\\n二\\n\\n三");
              field.dispatchEvent(new ClipboardEvent("paste", {
                clipboardData, bubbles: true, cancelable: true,
              }));
            }"""
        )
        assert said(reader) == ["头一", "二", "三尾"]

    def test_the_title_and_the_name_are_written_in_place(
        self, office: Office, open_at: Open
    ) -> None:
        """Enter in the title leads to the text."""
        number = office.briefing()
        reader = open_at(office.url(number))
        reader.page.get_by_label("标题", exact=True).click()
        reader.page.keyboard.type("关于基层治理的材料")
        reader.page.keyboard.press("Enter")
        reader.page.keyboard.type("正文。")
        reader.page.get_by_label("材料的名称").fill("治理专题")
        reader.page.get_by_label("标签").fill("治理 2024，治理")
        until(reader, lambda: office.content(number).tags == ("治理", "2024"))
        content = office.content(number)
        assert (content.name, content.title) == ("治理专题", "关于基层治理的材料")
        assert office.texts(number) == ["正文。"]

    def test_an_input_method_is_left_alone(self, office: Office, open_at: Open) -> None:
        """Its letters are nobody's text: not saved, not undone, and Enter only chooses."""
        number = office.briefing(*paragraphs("开头"))
        reader = open_at(office.url(number))
        field(reader, 1).press("End")
        method = reader.input_method()
        method.compose("zhili")
        reader.page.wait_for_timeout(900)
        assert office.texts(number) == ["开头"]
        reader.page.keyboard.press("Control+z")
        method.choose("治理")
        assert said(reader) == ["开头治理"]
        until(reader, holds(office, number, "开头治理"))
        method.choose_before_telling("好")
        assert said(reader) == ["开头治理好"]
        reader.page.keyboard.press("Control+z")
        assert said(reader)[0] in ("开头治理", "开头")


class TestOrder:
    """Up and down, by keys, by hand, by a finger."""

    def test_by_keys(self, office: Office, open_at: Open) -> None:
        """Alt and an arrow move the block one is in; the focus stays in it, and it is told."""
        number = office.briefing(*paragraphs("一", "二", "三"))
        reader = open_at(office.url(number))
        field(reader, 3).focus()
        reader.page.keyboard.press("Alt+ArrowUp")
        reader.page.keyboard.press("Alt+ArrowUp")
        assert said(reader) == ["三", "一", "二"]
        expect(field(reader, 1)).to_be_focused()
        expect(reader.page.locator("[data-told]")).to_have_text("第 1 条，共 3 条")
        until(reader, holds(office, number, "三", "一", "二"))

    def test_by_hand(self, office: Office, open_at: Open) -> None:
        """By its handle, and put down where the line shows."""
        number = office.briefing(*paragraphs("一", "二", "三"))
        reader = open_at(office.url(number))
        blocks(reader).nth(0).hover()
        blocks(reader).nth(0).locator(".b-handle").hover()
        reader.page.mouse.down()
        below = blocks(reader).nth(1).bounding_box()
        assert below
        reader.page.mouse.move(below["x"], below["y"] + below["height"] - 2, steps=4)
        expect(blocks(reader).nth(2)).to_have_class(re.compile("is-before"))
        reader.page.mouse.up()
        assert said(reader) == ["二", "一", "三"]
        until(reader, holds(office, number, "二", "一", "三"))

    def test_by_a_finger(self, office: Office, browser: Browser) -> None:
        """On a telephone, without the page moving under it."""
        number = office.briefing(*paragraphs("一", "二", "三"))
        context = browser.new_context(
            viewport={"width": NARROW[0], "height": NARROW[1]}, is_mobile=True, has_touch=True
        )
        reader = Reader(context.new_page(), office.url(number))
        assert reader.overflow() == 0
        touch = context.new_cdp_session(reader.page)
        handle = blocks(reader).nth(0).locator(".b-handle").bounding_box()
        last = blocks(reader).nth(2).bounding_box()
        assert handle
        assert last
        x, y = handle["x"] + 10, handle["y"] + 10
        for kind, at in (("Start", y), ("Move", y + 20), ("Move", last["y"] + last["height"])):
            points = [{"x": x, "y": at}]
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        assert said(reader) == ["二", "三", "一"]
        assert reader.troubles == []
        context.close()

    def test_by_the_menu_of_the_handle(self, office: Office, open_at: Open) -> None:
        """With the keyboard alone: open it, go down, take away, add behind."""
        number = office.briefing(*paragraphs("一", "二"))
        reader = open_at(office.url(number))
        handle = blocks(reader).nth(0).locator(".b-handle")
        handle.focus()
        reader.page.keyboard.press("Enter")
        expect(handle).to_have_attribute("aria-expanded", "true")
        blocks(reader).nth(0).get_by_role("button", name="下移").press("Enter")
        assert said(reader) == ["二", "一"]
        handle = blocks(reader).nth(1).locator(".b-handle")
        handle.focus()
        reader.page.keyboard.press("Enter")
        reader.page.keyboard.press("Escape")
        expect(handle).to_have_attribute("aria-expanded", "false")
        reader.page.keyboard.press("Enter")
        blocks(reader).nth(1).get_by_role("button", name="标题").press("Enter")
        reader.page.keyboard.type("三、标题")
        assert said(reader) == ["二", "一", "三、标题"]
        expect(blocks(reader).nth(2)).to_have_attribute("data-shape", "heading-1")


class TestUndoing:
    """Back to what was before, and forth again."""

    def test_words_removal_and_moves_are_undone(self, office: Office, open_at: Open) -> None:
        """What was typed in one go is one step."""
        number = office.briefing(*paragraphs("一", "二", "三"))
        reader = open_at(office.url(number))
        field(reader, 1).press("End")
        reader.page.keyboard.type("加上的")
        reader.page.keyboard.press("Alt+ArrowDown")
        blocks(reader).nth(0).hover()
        blocks(reader).nth(0).locator(".b-handle").click()
        blocks(reader).nth(0).get_by_role("button", name="删除").click()
        assert said(reader) == ["一加上的", "三"]
        reader.page.get_by_role("button", name="撤销").click()
        assert said(reader) == ["二", "一加上的", "三"]
        reader.page.keyboard.press("Control+z")
        assert said(reader) == ["一加上的", "二", "三"]
        reader.page.keyboard.press("Control+z")
        assert said(reader) == ["一", "二", "三"]
        reader.page.keyboard.press("Control+Shift+z")
        reader.page.keyboard.press("Control+y")
        assert said(reader) == ["二", "一加上的", "三"]
        until(reader, holds(office, number, "二", "一加上的", "三"))


class TestLosingNothing:
    """The window, the browser or the server goes: the words stay."""

    def test_the_server_is_away_for_a_while(self, office: Office, open_at: Open) -> None:
        """It is said, the words are kept here, and they are saved when it is back."""
        number = office.briefing(*paragraphs("原来"))
        reader = open_at(office.url(number))
        reader.page.context.set_offline(True)
        field(reader, 1).press("End")
        reader.page.keyboard.type("，离线写的")
        expect(reader.page.locator("[data-saved]")).to_have_text(
            "没有保存：连不上，文字已留在这台电脑上"
        )
        assert office.texts(number) == ["原来"]
        reader.page.context.set_offline(False)
        until(reader, holds(office, number, "原来，离线写的"))
        reader.troubles = [each for each in reader.troubles if "ERR_INTERNET" not in each]

    def test_the_window_dies_before_it_is_saved(self, office: Office, open_at: Open) -> None:
        """Whoever opens the briefing again has the words back, and is told so; once."""
        number = office.briefing(*paragraphs("原来"))
        reader = open_at(office.url(number))
        context = reader.page.context
        context.set_offline(True)
        field(reader, 1).press("End")
        reader.page.keyboard.type("，没来得及存")
        reader.page.close()
        reader.troubles.clear()
        context.set_offline(False)
        assert office.texts(number) == ["原来"]
        again = Reader(context.new_page(), office.url(number))
        expect(again.page.locator("[data-mended]")).to_contain_text("已经放回来了")
        assert said(again) == ["原来，没来得及存"]
        until(again, holds(office, number, "原来，没来得及存"))
        assert again.page.evaluate("Object.keys(localStorage)") == []
        assert again.troubles == []

    def test_what_is_refused_stays_and_holds_up_nothing_else(
        self, office: Office, open_at: Open
    ) -> None:
        """The reason is said, other words are saved, nothing is exported without a word.

        Whoever opens the briefing again finds the words, and the reason.
        """
        number = office.briefing(*paragraphs("原来"))
        reader = open_at(office.url(number))
        reader.page.get_by_label("标签").fill(" ".join(f"标签{at}" for at in range(14)))
        field(reader, 1).press("End")
        reader.page.keyboard.type("，后来加的")
        status = reader.page.locator("[data-saved]")
        expect(status).to_contain_text("标签最多 12 个")
        until(reader, holds(office, number, "原来，后来加的"))
        assert office.content(number).tags == ()
        reader.page.get_by_role("link", name="导出 Word").click()
        expect(reader.page.locator("[data-mended]")).to_contain_text("没有导出")
        reader.page.reload()
        expect(reader.page.get_by_label("标签")).to_have_value(re.compile("标签0 .*标签13"))
        expect(status).to_contain_text("标签最多 12 个")
        reader.page.get_by_label("标签").fill("治理")
        until(reader, lambda: office.content(number).tags == ("治理",))
        expect(status).to_have_text(re.compile("已保存"))
        reader.troubles = [each for each in reader.troubles if "400" not in each]

    def test_an_answer_that_never_came_doubles_nothing(
        self, office: Office, open_at: Open
    ) -> None:
        """What arrived though nobody heard of it is not taken for somebody else's words."""
        number = office.briefing(*paragraphs("原来"))
        reader = open_at(office.url(number))
        once = count()

        def swallow(route: object) -> None:
            if next(once) == 0:
                route.fetch()  # type: ignore[attr-defined]
                route.abort()  # type: ignore[attr-defined]
            else:
                route.continue_()  # type: ignore[attr-defined]

        reader.page.route("**/save", swallow)
        field(reader, 1).press("End")
        reader.page.keyboard.type("，加一")
        until(reader, holds(office, number, "原来，加一"))
        reader.page.keyboard.type("，加二")
        until(reader, holds(office, number, "原来，加一，加二"))
        assert said(reader) == ["原来，加一，加二"]
        reader.troubles.clear()

    def test_leaving_at_once_saves_too(self, office: Office, open_at: Open) -> None:
        """Whoever types and goes on to another page has lost nothing."""
        number = office.briefing(*paragraphs("原来"))
        reader = open_at(office.url(number))
        field(reader, 1).press("End")
        reader.page.keyboard.type("，就走")
        reader.page.goto(f"{office.address}/help")
        until(reader, holds(office, number, "原来，就走"))


class TestTogether:
    """Two people in one briefing."""

    def test_they_see_one_another(self, office: Office, open_at: Open) -> None:
        """What one writes comes to the other, whose caret stays where it is."""
        number = office.briefing(*paragraphs("甲的", "乙的"))
        one, other = open_at(office.url(number)), open_at(office.url(number))
        field(other, 2).press("End")
        field(one, 1).press("End")
        one.page.keyboard.type("，甲又写了")
        until(one, holds(office, number, "甲的，甲又写了", "乙的"))
        other.page.keyboard.type("，乙也写")
        until(other, holds(office, number, "甲的，甲又写了", "乙的，乙也写"))
        expect(field(other, 1)).to_have_value("甲的，甲又写了")
        expect(field(other, 2)).to_be_focused()
        other.page.keyboard.type("完")
        until(other, holds(office, number, "甲的，甲又写了", "乙的，乙也写完"))
        expect(field(one, 2)).to_have_value("乙的，乙也写完", timeout=9000)

    def test_both_texts_stay_until_somebody_decides(self, office: Office, open_at: Open) -> None:
        """One's own words stay under the caret, the other's above them; a choice is undone too."""
        number = office.briefing(*paragraphs("同一条"))
        one, other = open_at(office.url(number)), open_at(office.url(number))
        field(one, 1).press("End")
        field(other, 1).press("End")
        one.page.keyboard.type("，甲改")
        until(one, holds(office, number, "同一条，甲改"))
        other.page.keyboard.type("，乙改")
        conflict = other.page.locator(".b-conflict")
        expect(conflict).to_be_visible()
        both = ["同一条，甲改", "同一条，乙改"]
        assert said(other) == both
        expect(field(other, 2)).to_be_focused()
        expect(other.page.locator("[data-mended]")).to_contain_text("两处文字都在")
        choices = {"两条都留": both, "只留这一条": both[1:], "只留上面那条": both[:1]}
        for choice, left in choices.items():
            expect(conflict).to_be_visible()
            other.page.get_by_role("button", name=choice).click()
            expect(conflict).to_have_count(0)
            assert said(other) == left
            until(other, holds(office, number, *left))
            other.page.get_by_role("button", name="撤销").click()
        assert said(other) == both
        other.page.get_by_role("button", name="两条都留").click()
        expect(other.page.locator("[data-mended]")).to_be_hidden()


def contents(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Blocks in some order, each as its id and its words."""
    blocks = st.dictionaries(st.sampled_from("abcdef"), texts, max_size=5)
    return blocks.flatmap(lambda found: st.permutations([list(each) for each in found.items()]))


@pytest.fixture(scope="module")
def merging(office: Office, browser: Browser) -> Iterator[Callable[..., Sequence[Sequence[str]]]]:
    """What the page makes of a base, of what one has in hand, and of what others saved."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{office.address}/help")

    def merged(*sides: list[list[str]]) -> Sequence[Sequence[str]]:
        told: Sequence[Sequence[str]] = page.evaluate(
            """async sides => {
              const { merged } = await import("/static/js/editing-merging.js");
              const block = ([id, text]) => ({ id, kind: "text", text, beside: "" });
              const facts = { name: "", title: "", tags: [] };
              const content = blocks => ({ ...facts, blocks: blocks.map(block) });
              return merged(...sides.map(content)).blocks.map(each => [each.id, each.text]);
            }""",
            sides,
        )
        return told

    yield merged
    context.close()


@pytest.mark.property
@given(base=contents(st.just("旧")), mine=contents(WORDS), theirs=contents(WORDS))
@settings(max_examples=60)
def test_what_is_taken_in_loses_nothing_of_either(
    merging: Callable[..., Sequence[Sequence[str]]],
    base: list[list[str]],
    mine: list[list[str]],
    theirs: list[list[str]],
) -> None:
    """What either wrote stands there, no id twice; who wrote nothing has what the other has."""
    blocks = merging(base, mine, theirs)
    texts = [text for _, text in blocks]
    for side in (mine, theirs):
        assert {text for name, text in side if [name, text] not in base} <= set(texts)
    assert len({name for name, _ in blocks}) == len(blocks)
    assert merging(base, base, theirs) == theirs
    assert merging(base, mine, base) == mine


class TestQuotes:
    """What is verbatim, where it stands, and what became of it."""

    def test_what_is_found_beside_is_added_where_the_caret_was(
        self, office: Office, open_at: Open
    ) -> None:
        """By keys alone: search, down to a result, Enter, and the next one behind it."""
        number = office.briefing(*paragraphs("前面", "后面"))
        reader = open_at(office.url(number))
        field(reader, 1).press("End")
        reader.page.keyboard.type("写着")
        reader.box.fill("章节:不足 执法")
        reader.page.keyboard.press("Enter")
        whole = office.home.engine.find(Asked(parse_query("章节:不足 执法").query, limit=2))
        total = f"{whole.total.passages} 段 {whole.total.reports} 篇"
        expect(reader.page.locator(".b-total")).to_contain_text(total)
        expect(reader.page).to_have_url(re.compile(r"\?q="))
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
        expect(blocks(reader)).to_have_count(3)
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
        expect(blocks(reader)).to_have_count(4)
        expect(reader.page.locator(".b-offer[data-taken]")).to_have_count(2)
        assert [said(reader)[at] for at in (0, 3)] == ["前面写着", "后面"]
        until(reader, lambda: len(office.content(number).codes) == 2)
        shown = reader.page.locator(".b-offer blockquote").all_inner_texts()[:2]
        with office.home.ledger() as ledger:
            quotes = [ledger.excerpts.of(code) for code in office.content(number).codes]
        assert [each.quote for each in quotes if each] == [each.strip("…") for each in shown]
        assert reader.page.locator("[data-number]").all_inner_texts() == ["[1]", "[2]"]

    def test_a_changed_source_is_shown_and_taken_over_or_not(
        self, office: Office, changed: Excerpt, open_at: Open
    ) -> None:
        """The difference, and both choices, each of which can be undone."""
        number = office.briefing(Block("q", QUOTE, excerpt=changed.code))
        reader = open_at(office.url(number))
        quote = blocks(reader).first
        expect(quote.locator("del")).to_have_text("9")
        expect(quote.locator("ins")).to_have_text("11")
        expect(quote.locator(".b-fate")).to_contain_text("有改动")
        expect(reader.page.locator("[data-held]")).to_have_text("核对出处：1 有改动")
        quote.get_by_role("button", name="保留原文").click()
        expect(quote.get_by_text("已保留原文")).to_be_visible()
        expect(quote.locator("del")).to_be_hidden()
        expect(reader.page.locator("[data-held]")).to_have_text("核对出处：1 保留原文")
        until(reader, lambda: office.content(number).blocks[0].kept == 2)
        reader.page.keyboard.press("Control+z")
        expect(quote.locator("del")).to_be_visible()
        quote.get_by_role("button", name="采用新文").click()
        expect(quote.locator(".b-fate")).to_contain_text("未变")
        expect(quote.locator("blockquote")).to_contain_text("会议11次")
        until(reader, lambda: office.content(number).codes != (changed.code,))
        (code,) = office.content(number).codes
        with office.home.ledger() as ledger:
            taken = ledger.excerpts.of(code)
        assert taken
        assert taken.quote == changed.quote.replace(*CHANGED)
        reader.page.get_by_role("button", name="撤销").click()
        expect(quote.locator("del")).to_be_visible()
        until(reader, lambda: office.content(number).codes == (changed.code,))
        reader.follow(quote.get_by_role("link", name="打开"))
        assert "/reports/" in reader.page.url or changed.code in reader.page.url

    def test_on_paper_stands_the_sheet_alone(
        self, office: Office, changed: Excerpt, open_at: Open
    ) -> None:
        """Without notes, tools and the search, and with the quote as it was."""
        blocks_of = [
            *paragraphs("正文"),
            Block("n", NOTE, "不印"),
            Block("q", QUOTE, excerpt=changed.code),
        ]
        number = office.briefing(*blocks_of)
        reader = open_at(office.url(number))
        reader.page.emulate_media(media="print")
        for hidden in (".b-tools", ".b-beside", ".areas", "[data-shape=note]", "del", ".b-handle"):
            expect(reader.page.locator(hidden).first).to_be_hidden()
        expect(reader.page.locator(".b-was")).to_have_text(changed.quote)


class TestWithoutScript:
    """A form, a button, one page after the other."""

    def test_a_briefing_is_written_by_form_alone(self, office: Office, open_at: Open) -> None:
        """What is typed is saved by every button, also by that of the search."""
        number = office.briefing(*paragraphs("一", "二"))
        reader = open_at(office.url(number), script=False)
        field(reader, 1).fill("一改")
        reader.follow(blocks(reader).nth(1).get_by_role("button", name="上移"))
        assert office.texts(number) == ["二", "一改"]
        field(reader, 2).fill("又改")
        reader.box.fill("章节:不足 执法")
        reader.follow(reader.page.get_by_role("button", name="检索"))
        assert office.texts(number) == ["二", "又改"]
        field(reader, 1).fill("再改")
        reader.follow(reader.page.get_by_role("button", name="加入").first)
        assert office.texts(number)[:2] == ["再改", "又改"]
        assert len(office.content(number).codes) == 1
        expect(reader.page.locator(".b-offer[data-taken]")).to_have_count(1)
        reader.follow(reader.page.get_by_role("button", name="＋ 批注"))
        expect(blocks(reader)).to_have_count(4)


class TestTheWholeWay:
    """From a search to a Word document."""

    def test_from_search_to_word(self, office: Office, open_at: Open) -> None:
        """Add from a report and from beside, put in order, export: the file has every quote."""
        number = office.briefing(*paragraphs("开头的话。"))
        reader = open_at(office.url(number))
        if reader.page.locator(".b-fill").count():
            reader.follow(reader.page.get_by_role("button", name="改为进这一份"))
        reader.page.goto(f"{office.address}/search?q=章节:不足 执法")
        reader.page.get_by_role("button", name=re.compile("加入材料")).first.click()
        until(reader, lambda: len(office.content(number).codes) == 1)
        reader.page.goto(f"{office.url(number)}?q=枫桥经验")
        reader.page.get_by_role("button", name=re.compile("加入")).first.click()
        expect(blocks(reader)).to_have_count(3)
        blocks(reader).nth(2).locator(".b-handle").focus()
        reader.page.keyboard.press("Alt+ArrowUp")
        with reader.page.expect_download() as download:
            reader.page.get_by_role("link", name="导出 Word").click()
        texts = [each.text for each in Document(str(download.value.path())).paragraphs]
        with office.home.ledger() as ledger:
            quotes = [ledger.excerpts.of(code) for code in office.content(number).codes]
        places = [
            next(at for at, text in enumerate(texts) if quote and quote.quote in text)
            for quote in quotes
        ]
        assert len(places) == 2
        assert places == sorted(places)

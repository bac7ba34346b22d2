"""From what one reads to an excerpt: with the mouse, the keyboard, a thumb, and without script."""

import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from searchapp.library import Ledger
from searchapp.library.briefings import Briefing
from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.reader import Reader
from tests.library.homes import Home

pytestmark = pytest.mark.browser

ASKED: Final = "“矛盾纠纷” 调解"
#: Characters of two halves in JavaScript, in a paragraph, in a mark and in a table.
RARE: Final = """\
松栎镇人民政府关于2019年度法治政府建设情况的报告
一、主要举措和成效
全年由𠮷某、𠀋某主持调解𠮷家坪纠纷12件；𠮷家坪调解室挂牌。另有𠮷。
序号\t姓名𠮷\t职务
1\t𠮷某\t调解员
"""
#: Selects in the page from the start of some words to the end of others.
SELECT: Final = """([from, to]) => {
  const at = words => {
    const sheet = document.querySelector(".sheet");
    const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const start = texts.currentNode.data.indexOf(words);
      if (start >= 0) return [texts.currentNode, start];
    }
  };
  const [[first, start], [last, end]] = [at(from), at(to)];
  last.parentElement.scrollIntoView({ block: "center" });
  getSelection().setBaseAndExtent(first, start, last, end + to.length);
}"""
#: For pairs of places in a passage, each a part of its texts' length: what is taken for the words
#: between them, and the words as the browser has them.
MAPPED: Final = """async (places) => {
  const { spansIn } = await import("/static/js/selecting.js");
  const texts = passage => {
    const all = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    const found = [];
    while (all.nextNode()) found.push(all.currentNode);
    return found.filter(each => !each.parentElement.closest("a"));
  };
  const whole = (text, at) => /[\\uDC00-\\uDFFF]/.test(text.data[at] ?? "") ? at - 1 : at;
  const point = (passage, part) => {
    let left = Math.floor(part * texts(passage).reduce((sum, each) => sum + each.length, 0));
    for (const text of texts(passage)) {
      if (left <= text.length) return [text, whole(text, left)];
      left -= text.length;
    }
  };
  return places.map(([number, start, end]) => {
    const range = document.createRange();
    const passage = document.getElementById(`p${number}`);
    range.setStart(...point(passage, start));
    range.setEnd(...point(passage, end));
    const copy = document.createElement("div");
    copy.append(range.cloneContents());
    for (const each of copy.querySelectorAll("a, button")) each.remove();
    return [number, spansIn(range), copy.textContent];
  });
}"""
#: For each hit some of its words by their places in it, and where they are said to stand.
IN_HITS: Final = """async (places) => {
  const { spansIn } = await import("/static/js/selecting.js");
  return [...document.querySelectorAll(".hit blockquote")].flatMap(hit => places.map(place => {
    const texts = document.createTreeWalker(hit, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    const [first, last] = place.map(part => found[Math.floor(part * found.length)]);
    const range = document.createRange();
    range.setStart(first, Math.floor(first.length / 3));
    range.setEnd(last, Math.ceil(last.length / 2));
    return spansIn(range);
  })).flat();
}"""
#: Where some words stand in the window.
PLACES: Final = """(words) => {
  const texts = document.createTreeWalker(document.querySelector(".sheet"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const start = texts.currentNode.data.indexOf(words);
    if (start < 0) continue;
    texts.currentNode.parentElement.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(texts.currentNode, start);
    range.setEnd(texts.currentNode, start + words.length);
    const rects = [...range.getClientRects()];
    const [first, last] = [rects[0], rects.at(-1)];
    const middle = ({ top, height }) => top + height / 2;
    return [first.left + 1, middle(first), last.right - 1, middle(last)];
  }
}"""
#: What lies on the clipboard, by its type.
CLIPBOARD: Final = """async () => {
  const [entry] = await navigator.clipboard.read();
  const read = async type => [type, await (await entry.getType(type)).text()];
  return Object.fromEntries(await Promise.all(entry.types.map(read)));
}"""


@pytest.fixture(scope="module")
def library(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample reports and one with rare characters, to take from what one likes."""
    home = Home(Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("picking") / "home")))
    home.write("罕用字.txt", RARE)
    home.ingest()
    return home


@pytest.fixture(scope="module")
def office(library: Home) -> Iterator[str]:
    """Where they are served."""
    with served(library.path) as address:
        yield address


@pytest.fixture(scope="module")
def rare(library: Home) -> FiledReport:
    """The report with rare characters."""
    return next(each for each in library.engine.reports() if "𠮷" in str(each.report.passages))


def newest(library: Home) -> Briefing:
    """The briefing that was begun last."""
    with Ledger.open(library.settings) as ledger:
        return max(ledger.briefings.all(), key=lambda each: each.id)


def quotes(library: Home) -> list[str]:
    """What it quotes, in order."""
    briefing = newest(library)
    with Ledger.open(library.settings) as ledger:
        known = ledger.excerpts.among(briefing.content.codes)
    return [known[each.excerpt].quote for each in briefing.content.blocks if each.excerpt]


def told(reader: Reader, words: str) -> None:
    """Wait until one is told so."""
    expect(reader.page.locator("#taken p")).to_contain_text(words)


def on_clipboard(reader: Reader) -> Mapping[str, str]:
    """What was copied, as another page of the same browser finds it."""
    context = reader.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page: Page = context.new_page()
    page.goto(f"http://{reader.host}/help")
    page.bring_to_front()
    found: Mapping[str, str] = page.evaluate(CLIPBOARD)
    page.close()
    return found


def at_report(office: str, open_at: Open, filed: FiledReport, **more: Any) -> Reader:
    """A report, opened."""
    return open_at(f"{office}/reports/{filed.id}?q=调解", **more)


class TestInASearch:
    """Each hit is taken and cited where it stands."""

    def test_a_click_takes_a_hit_and_another_takes_it_back(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """Nothing reloads: the button says so, the bar counts, the briefing stands beside."""
        reader = open_at(f"{office}/search?q={ASKED}", WIDE)
        page = reader.page
        page.evaluate("window.stayed = true")
        hit = reader.hits.first
        expect(page.locator("#filling")).to_be_hidden()
        hit.get_by_role("button", name="加入材料").click()
        expect(hit.locator(".is-taken")).to_have_text("已加入 ✓")
        told(reader, "已加入 1 条")
        expect(page.locator("[data-filled]")).to_have_text("1")
        (quote,) = quotes(library)
        expect(page.locator("#filling .words")).to_contain_text(quote[:20])
        shown = fold(hit.locator("blockquote").inner_text()).text
        assert fold(quote).text[:40] in shown
        hit.get_by_role("button", name="撤销").click()
        expect(hit.get_by_role("button", name="加入材料")).to_be_focused()
        expect(page.locator("[data-filled]")).to_have_text("0")
        assert quotes(library) == []
        assert page.evaluate("window.stayed")

    def test_what_is_selected_in_a_hit_is_taken_by_the_bar_or_a_key(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """It and no more; the key is about the selection, not about the hit one is at."""
        reader = open_at(f"{office}/search?q={ASKED}", WIDE)
        page = reader.page
        page.keyboard.press("j")
        page.evaluate("""() => {
          const mark = document.querySelector(".hit mark").firstChild;
          getSelection().setBaseAndExtent(mark, 1, mark, mark.length);
        }""")
        selected = page.evaluate("getSelection().toString()")
        expect(page.locator("#picker")).to_be_visible()
        page.keyboard.press("a")
        told(reader, "已加入 1 条")
        assert quotes(library)[-1] == selected != ""
        expect(page.locator("#picker")).to_be_hidden()

    def test_a_place_in_a_hit_is_the_same_on_the_server(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """Through marks, and where the passage is cut before what is shown."""
        rng = random.Random(6)
        reader = open_at(f"{office}/search?q=“调解” “纠纷”", WIDE)
        places = [sorted((rng.random(), rng.random())) for _ in range(12)]
        spans = reader.page.evaluate(IN_HITS, places)
        assert reader.page.locator("blockquote [data-cut]").count() > 0
        assert any(span["start"] > 100 for span in spans)
        for span in spans:
            passages = library.engine.report(span["report"]).report.passages
            text = passages[span["passage"] - 1].text
            assert text[span["start"] : span["end"]] == span["words"]

    def test_keys_take_and_cite_the_hit_one_is_at(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """j, a: taken. In the box, and while an input method composes, a and c are letters."""
        reader = open_at(f"{office}/search?q={ASKED}", WIDE)
        page = reader.page
        sent: list[str] = []
        page.on("request", lambda asked: sent.append(asked.method))
        reader.box.focus()
        page.keyboard.type("ac")
        reader.input_method().compose("ac")
        reader.input_method().give_up()
        page.locator("body").click(position={"x": 2, "y": 400})
        page.keyboard.press("a")
        assert "POST" not in sent
        for _ in range(2):
            page.keyboard.press("j")
        page.keyboard.press("a")
        told(reader, "已加入 1 条")
        second = reader.hits.nth(1)
        expect(second.locator(".is-taken")).to_be_visible()
        page.keyboard.press("a")
        page.keyboard.press("c")
        told(reader, "已复制引文")
        assert len(quotes(library)) == 1

    def test_whoever_comes_back_finds_the_page_as_the_briefing_is(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """The browser shows a page as it came; what was taken since is told all the same."""
        reader = open_at(f"{office}/search?q={ASKED}", WIDE)
        page = reader.page
        for at in (0, 2):
            reader.hits.nth(at).get_by_role("button", name="加入材料").click()
            expect(reader.hits.nth(at).locator(".is-taken")).to_be_visible()
        reader.follow(page.locator("#filling").get_by_role("link", name="打开材料"))
        page.go_back()
        expect(page.locator("[data-filled]")).to_have_text("2")
        expect(page.locator("#filling .words")).to_have_count(2)
        expect(page.locator(".hit .is-taken")).to_have_count(2)
        assert len(quotes(library)) == 2

    def test_all_of_a_page_is_taken_at_once(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """Two clicks; in any layout, and another time nothing is doubled."""
        reader = open_at(f"{office}/search?q={ASKED}&view=reports", WIDE)
        for words in ("已加入", "已经有这些"):
            reader.page.locator(".taking summary").click()
            reader.page.get_by_role("button", name="本页各段").click()
            told(reader, words)
        expect(reader.page.locator(".is-taken")).to_have_count(len(quotes(library)))
        assert len(quotes(library)) == reader.page.locator("form[data-pick]").count()

    def test_without_script_the_page_comes_again_and_tells(
        self, office: str, open_at: Open, library: Home
    ) -> None:
        """At the hit where one was, with the way back."""
        reader = open_at(f"{office}/search?q={ASKED}", WIDE, script=False)
        reader.follow(reader.hits.nth(1).get_by_role("button", name="加入材料"))
        told(reader, "已加入 1 条")
        assert reader.page.url.endswith(f"#{reader.hits.nth(1).get_attribute('id')}")
        expect(reader.hits.nth(1).locator(".is-taken")).to_be_visible()
        reader.follow(reader.page.locator("#taken").get_by_role("button", name="撤销"))
        assert quotes(library) == []
        reader.follow(reader.hits.first.locator("h2 a"))
        reader.page.locator(".passage.body").first.hover()
        reader.follow(reader.page.locator(".passage.body .take").first)
        text = str(reader.page.locator(".passage.body").first.text_content())
        assert quotes(library) == [text.rstrip("0123456789")]


@pytest.mark.parametrize("has_clipboard", [True, False], ids=["secure", "http on the network"])
def test_a_citation_is_copied_plain_and_rich(
    office: str, open_at: Open, *, has_clipboard: bool
) -> None:
    """Where the browser has no clipboard for scripts too; and in another style with one click."""
    reader = open_at(f"{office}/search?q={ASKED}", WIDE)
    if not has_clipboard:
        hidden = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
        reader.page.evaluate(hidden)
    hit = reader.hits.first
    hit.get_by_role("button", name="复制引文").click()
    told(reader, "已复制引文（据《…》句式）")
    copied = on_clipboard(reader)
    assert copied["text/plain"].startswith("据")
    assert "/x/" in copied["text/html"]
    assert reader.page.locator("[data-filled]").inner_text() == ""
    reader.page.bring_to_front()
    reader.page.locator("#taken").get_by_role("button", name="GB/T 7714 著录").click()
    told(reader, "GB/T 7714")
    assert "[R/OL]" in on_clipboard(reader)["text/plain"]
    reader.page.bring_to_front()
    reader.page.reload()
    hit.get_by_role("button", name="复制引文").click()
    told(reader, "GB/T 7714")


class TestOnTheSheet:
    """What is selected in a report is quoted as it stands there."""

    def test_every_place_of_a_report_is_counted_as_the_server_counts(
        self, office: str, open_at: Open, library: Home, rare: FiledReport
    ) -> None:
        """Through marks, tables, titles in several lines and rare characters, in two reports."""
        chance = random.Random(6)
        reports = [each for each in library.engine.reports() if each.id != rare.id]
        has_rows = (any("\t" in row.text for row in each.report.passages) for each in reports)
        for filed in (rare, reports[[*has_rows].index(True)]):
            reader = at_report(office, open_at, filed)
            assert reader.page.locator(".sheet mark").count()
            numbers = [each.number for each in filed.report.passages] * 3
            parts = [(n, *sorted((chance.random(), chance.random()))) for n in numbers]
            places = [*parts, *((n, 0, 1) for n in numbers)]
            texts = {each.number: each.text for each in filed.report.passages}
            for number, spans, words in reader.page.evaluate(MAPPED, places):
                if not words.strip():
                    assert spans == []
                    continue
                (span,) = spans
                assert span["passage"] == number
                assert texts[number][span["start"] : span["end"]] == span["words"] == words

    @pytest.mark.parametrize("is_backwards", [False, True], ids=["forwards", "backwards"])
    def test_words_are_selected_with_the_mouse_and_taken(
        self, office: str, open_at: Open, library: Home, rare: FiledReport, *, is_backwards: bool
    ) -> None:
        """The bar stands at the selection, in sight, and does not take it away."""
        reader = at_report(office, open_at, rare)
        page, words = reader.page, "家坪纠纷12件"
        left, top, right, bottom = page.evaluate(PLACES, words)
        ends = [(left - 1, top), (right + 1, bottom)]
        start, end = reversed(ends) if is_backwards else ends
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end, steps=4)
        expect(page.locator("#picker")).to_be_hidden()
        page.mouse.up()
        bar = page.locator("#picker")
        expect(bar).to_be_visible()
        assert reader.sees(bar)
        place = bar.bounding_box()
        assert place
        assert place["y"] >= bottom or place["y"] + place["height"] <= top
        bar.get_by_role("button", name="加入材料").click()
        told(reader, "已加入 1 条")
        assert quotes(library) == [words]
        assert page.evaluate("getSelection().toString()") == words

    def test_the_keyboard_reaches_the_bar_and_closes_it(
        self, office: str, open_at: Open, library: Home, rare: FiledReport
    ) -> None:
        """Tab, Enter; Esc closes it and leaves the selection; the styles open and choose."""
        reader = at_report(office, open_at, rare)
        page, bar = reader.page, reader.page.locator("#picker")
        page.evaluate(SELECT, ["𠀋某主持", "𠀋某主持"])
        expect(bar).to_be_visible()
        page.keyboard.press("Tab")
        expect(bar.get_by_role("button", name="加入材料")).to_be_focused()
        page.keyboard.press("Enter")
        told(reader, "已加入 1 条")
        assert quotes(library) == ["𠀋某主持"]
        page.keyboard.press("Escape")
        expect(bar).to_be_hidden()
        assert page.evaluate("getSelection().toString()") == "𠀋某主持"
        page.evaluate(SELECT, ["职务", "职务"])
        bar.get_by_role("button", name="引文的写法").click()
        bar.get_by_role("button", name="Markdown").click()
        told(reader, "已复制引文（Markdown）")
        href = bar.get_by_role("link", name="谁也这样写").get_attribute("href")
        assert str(href).startswith(f"/reports/{rare.id}/p4/alike?start=7&end=9")

    def test_one_key_takes_the_sentence_or_the_paragraph(
        self, office: str, open_at: Open, library: Home, rare: FiledReport
    ) -> None:
        """The sentence of the mark to which one went; with Shift the paragraph; no letters."""
        reader = at_report(office, open_at, rare)
        page = reader.page
        page.locator(".find input[type=search]").focus()
        page.keyboard.type("a")
        expect(page.locator("#taken p")).to_have_count(0)
        page.locator(".find input[type=search]").fill("“𠮷家坪”")
        expect(page.locator(".sheet mark[id]")).to_have_count(2)
        page.locator(".find input[type=search]").blur()
        page.keyboard.press("n")
        page.keyboard.press("n")
        page.keyboard.press("a")
        told(reader, "已加入 1 条")
        page.keyboard.press("A")
        told(reader, "现有 2 条")
        paragraph = rare.report.passages[2].text
        assert quotes(library) == ["𠮷家坪调解室挂牌。", paragraph]

    def test_over_several_passages_each_is_a_quote(
        self, office: str, open_at: Open, library: Home, rare: FiledReport
    ) -> None:
        """A link, a briefing and a version hold for a passage."""
        reader = at_report(office, open_at, rare)
        reader.page.evaluate(SELECT, ["另有", "姓名𠮷"])
        reader.page.keyboard.press("a")
        told(reader, "已加入 2 条")
        assert quotes(library) == ["另有𠮷。", "序号\t姓名𠮷"]

    def test_on_a_telephone_the_bar_is_at_the_thumb(
        self, office: str, open_at: Open, library: Home, rare: FiledReport
    ) -> None:
        """At the bottom of the window, over the steps from mark to mark, with room for a thumb."""
        reader = at_report(office, open_at, rare, size=NARROW)
        page, bar = reader.page, reader.page.locator("#picker")
        page.evaluate(SELECT, ["挂牌", "挂牌"])
        expect(bar).to_be_visible()
        place, steps = bar.bounding_box(), page.locator("nav.hits").bounding_box()
        assert place
        assert steps
        assert place["y"] > NARROW[1] / 2
        assert place["y"] + place["height"] <= steps["y"]
        for button in bar.locator("button:visible, a:visible").all():
            size = button.bounding_box()
            assert size
            assert size["height"] >= 44
        assert reader.overflow() == 0
        bar.get_by_role("button", name="加入材料").click()
        told(reader, "已加入 1 条")
        assert quotes(library) == ["挂牌"]


def test_five_excerpts_of_three_towns_are_six_clicks(
    office: str, open_at: Open, library: Home
) -> None:
    """From an empty start: type, Enter, five clicks; a sixth opens the briefing or exports it."""
    reader = open_at(f"{office}/", WIDE)
    reader.search(ASKED)
    towns = reader.hits.locator(".town").all_inner_texts()
    first = [towns.index(town) for town in dict.fromkeys(towns)][:3]
    chosen = [*first, *(at for at in range(len(towns)) if at not in first)][:5]
    for at in sorted(chosen):
        reader.hits.nth(at).get_by_role("button", name="加入材料").click()
    expect(reader.page.locator("[data-filled]")).to_have_text("5")
    assert len({towns[at] for at in chosen}) >= 3
    panel = reader.page.locator("#filling")
    document = f"/briefings/{newest(library).id}/export.docx"
    expect(panel.get_by_role("link", name="导出 Word")).to_have_attribute("href", document)
    reader.follow(panel.get_by_role("link", name="打开材料"))
    assert reader.page.url.endswith(f"/briefings/{newest(library).id}")
    assert len(quotes(library)) == 5

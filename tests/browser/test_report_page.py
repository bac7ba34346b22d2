"""The report page: from mark to mark, the outline beside it, the original."""

import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.reader import Reader
from tests.library.homes import SONGLI, SONGLI_PAGE, SONGLI_REVISED, TINGLAN, Home, new_home
from tests.reading.pdf_files import pdf_of, typeset
from tests.web.test_originals import HOSTILE

pytestmark = pytest.mark.browser

ASKED = "“矛盾纠纷”"
#: Either window once, either way of reading once.
DESK_AND_TELEPHONE = pytest.mark.parametrize(
    ("size", "script"), [(WIDE, True), (NARROW, False)], ids=["1280", "390 without script"]
)


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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A report in two versions, and one that came as a PDF file."""
    home = new_home(tmp_path_factory.mktemp("originals"))
    (home.settings.corpus / "汀兰镇.pdf").write_bytes(pdf_of(*typeset(TINGLAN.splitlines())))
    for text in (SONGLI, SONGLI_REVISED):
        home.write("松栎镇.txt", text)
        home.ingest()
    return home


@pytest.fixture(scope="module")
def files(home: Home) -> Iterator[str]:
    """The address of these."""
    with served(home.path) as address:
        yield address


@DESK_AND_TELEPHONE
def test_a_file_is_looked_at_and_downloaded(
    files: str, home: Home, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """The browser's own viewer shows the PDF file; what is saved is the file, by its name."""
    reader = open_at(f"{files}/search?q=船头调解室", size, script=script)
    reader.follow(reader.hits.locator("h2 a"))
    with reader.page.expect_download() as saved:
        reader.page.get_by_role("link", name="汀兰镇.pdf").click()
    original = home.settings.corpus / "汀兰镇.pdf"
    assert saved.value.suggested_filename == original.name
    assert saved.value.path().read_bytes() == original.read_bytes()
    look = reader.page.get_by_role("link", name="看原件")
    if script:
        with reader.page.expect_event("framenavigated", is_in_viewer):
            reader.follow(look)
    else:
        reader.follow(look)
    assert reader.overflow() == 0
    reader.follow(reader.page.get_by_role("link", name="回到报告"))
    expect(reader.page.locator(".sheet")).to_contain_text("船头调解室")


def is_in_viewer(frame: Frame) -> bool:
    """Whether it is the frame in which the browser's own viewer has drawn a file."""
    return frame.parent_frame is not None and "chrome-extension:" in frame.parent_frame.url


@DESK_AND_TELEPHONE
def test_versions_are_read_and_compared(
    files: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """各版本, the older one, what changed: three clicks, and what was searched for is marked."""
    reader = open_at(f"{files}/search?q=“132件”", size, script=script)
    reader.follow(reader.hits.locator("h2 a"))
    reader.follow(reader.page.get_by_role("link", name="各版本"))
    reader.follow(reader.page.locator(".versions li").last.get_by_role("link", name="阅读"))
    expect(reader.page.locator(".sheet")).to_contain_text("131件")
    expect(reader.page.locator(".note")).to_contain_text("这是第 1 版")
    assert reader.overflow() == 0
    reader.follow(reader.page.get_by_role("link", name="看改动了什么"))
    expect(reader.page.locator(".compared del")).to_have_text("131")
    expect(reader.page.locator(".compared ins")).to_have_text("132")
    assert reader.overflow() == 0


def test_brackets_go_to_the_reports_beside_it(samples: str, open_at: Open) -> None:
    """] to the next report of the result, [ back; neither at the ends."""
    reader = opened(samples, open_at, WIDE)
    first = urlsplit(reader.page.url).path
    reader.page.keyboard.press("[")
    reader.page.keyboard.press("]")
    reader.page.wait_for_url(lambda url: urlsplit(url).path != first, wait_until="load")
    expect(reader.page.locator(".course")).to_contain_text("第 2 / ")
    assert place(reader)[0] == 1
    reader.page.keyboard.press("[")
    reader.page.wait_for_url(lambda url: urlsplit(url).path == first, wait_until="load")


@DESK_AND_TELEPHONE
def test_the_number_beside_a_passage_is_its_link(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """Whoever follows it, or pastes it elsewhere, stands at the passage."""
    reader = opened(samples, open_at, size, script=script)
    number = reader.page.locator(".passage.body a.number").nth(4)
    copied = samples + str(number.get_attribute("href"))
    anchor = f"p{number.inner_text()}"
    reader.follow(number)
    elsewhere = open_at(copied, size, script=script)
    for each in (reader, elsewhere):
        assert urlsplit(each.page.url).fragment == anchor
        target = each.page.locator(".passage:target")
        expect(target).to_have_id(anchor)
        top, bar = target.bounding_box(), each.page.locator(".bar").bounding_box()
        assert top
        assert bar
        assert bar["height"] <= top["y"] < size[1] / 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_print_has_the_report_and_whence_it_is(samples: str, open_at: Open, *, dark: bool) -> None:
    """Every passage, its address at the end; no bar, outline, steps, facts or numbers."""
    reader = open_at(f"{samples}/search?q={ASKED}", WIDE, dark=dark)
    reader.follow(reader.hits.locator("h2 a").first)
    passages = reader.page.locator(".passage").all_text_contents()
    numbers = reader.page.locator("a.number").all_text_contents()
    written = printed(reader)
    for passage, number in zip(passages, numbers, strict=True):
        assert letters(passage.strip().removesuffix(number)) in written
    assert urlsplit(reader.page.url).path in written
    for furniture in ("回到检索结果", "下一处", "据标题", "在本篇中查找"):
        assert furniture not in written
    reader.page.emulate_media(media="print")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert reader.page.evaluate(ground) == "rgb(255, 255, 255)"


def printed(reader: Reader) -> str:
    """The letters of the page as it is printed."""
    pages = pypdfium2.PdfDocument(BytesIO(reader.page.pdf(format="A4")))
    return letters("".join(page.get_textpage().get_text_range() for page in pages))


def letters(text: str) -> str:
    """Without blanks; a font may have one glyph for 一 and for the radical that looks the same."""
    return "".join(normalize("NFKC", text).split())

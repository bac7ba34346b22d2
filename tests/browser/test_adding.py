"""Files are put in by a person at a window: chosen or dropped, with script and without."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from searchapp.library.intake import locked
from searchapp.web.receiving import MOST_BYTES
from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.inspecting import faults
from tests.browser.reader import Reader
from tests.library.homes import SONGLI, Home, new_home, written

pytestmark = pytest.mark.browser

#: So many milliseconds one waits for files to be taken in.
PATIENCE = 30_000
TOWNS = ("松栎镇", "汀兰镇", "云坪乡", "荻浦镇")
#: More than come in one part.
MANY = 45
UNDATED = "松栎镇人民政府关于法治政府建设情况的报告\n全年受理矛盾纠纷{}件。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with places; each test puts reports in that no other has."""
    return new_home(tmp_path_factory.mktemp("adding") / "home")


@pytest.fixture(scope="module")
def address(home: Home) -> Iterator[str]:
    """The address at which it is served."""
    with served(home.path) as address:
        yield f"{address}/add"


def report(number: int) -> str:
    """A report that no other number below a hundred has, of a town and year that none has."""
    town, year = TOWNS[number % 4], 2000 + number // 4
    return SONGLI.replace("131", f"9{number}").replace("松栎镇", town).replace("2024", f"{year}")


def drop(page: Page, *paths: Path, lead: str = ".drop-sheet") -> None:
    """Drag files and folders from the desk over the page, and let them go there."""
    box = page.locator(lead).bounding_box()
    assert box
    place = {"x": box["x"] + 8, "y": box["y"] + 8}
    dragged = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    commands = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver"):
        commands.send("Input.dispatchDragEvent", {"type": kind, "data": dragged, **place})
    expect(page.locator(".drop.is-over")).to_be_visible()
    commands.send("Input.dispatchDragEvent", {"type": "drop", "data": dragged, **place})


def await_done(reader: Reader) -> None:
    """Wait until all was taken in, without touching the page."""
    reader.page.wait_for_url("**/add/*-*")
    expect(reader.page.locator(".how-far strong")).to_have_text("收录完成", timeout=PATIENCE)


def verdicts(reader: Reader) -> dict[str, str]:
    """File -> what became of it, as the page says it."""
    files = reader.page.locator(".verdict .file").all_inner_texts()
    return dict(zip(files, reader.page.locator(".verdict > .tag").all_inner_texts(), strict=True))


def told(reader: Reader) -> Locator:
    """What is said while files are sent."""
    return reader.page.locator("[data-told]")


@contextmanager
def cut_off(reader: Reader, pattern: str) -> Iterator[None]:
    """What is asked for at such an address does not reach the server, as long as it lasts."""
    reader.page.route(pattern, lambda route: route.abort("connectionreset"))
    yield
    reader.page.unroute(pattern)
    reader.troubles = [each for each in reader.troubles if "ERR_CONNECTION_RESET" not in each]


@pytest.mark.parametrize(
    ("window", "script", "number"),
    [(WIDE, True, 50), (NARROW, True, 51), (NARROW, False, 52)],
)
def test_chosen_files_are_taken_in(
    address: str,
    open_at: Open,
    tmp_path: Path,
    window: tuple[int, int],
    number: int,
    *,
    script: bool,
) -> None:
    """With script at once, without it at a click; the page tells by itself when all is done."""
    files = [tmp_path / f"松栎镇{number}.txt", tmp_path / f"坏的{number}.pdf"]
    written(files[0], report(number))
    written(files[1], "%PDF-1.7 broken")
    reader = open_at(address, window, script=script)
    reader.page.locator("#files").set_input_files(files)
    if not script:
        reader.follow(reader.page.get_by_role("button", name="添加"))
    await_done(reader)
    assert verdicts(reader) == {files[0].name: "新增", files[1].name: "失败"}
    expect(reader.page.locator(".verdict.is-failed .why-so")).to_contain_text("PDF")
    assert reader.overflow() == 0


def test_what_is_dropped_has_the_verdicts_of_ingest(
    address: str, open_at: Open, tmp_path: Path
) -> None:
    """Folders, an archive, odd names, one file twice, broken and foreign ones, litter."""
    county = tmp_path / "望岫县 #1"
    written(county / "2024%20" / "报告（一）&'x.txt", report(53))
    written(county / "抄送.txt", report(53))
    written(county / "汀兰镇.md", report(62))
    written(county / "没有年度.txt", UNDATED.format(2003))
    written(county / "坏的.pdf", "%PDF-1.7 broken")
    written(county / "表格.xlsx", "PK\x03\x04")
    written(county / "空的.txt", "")
    written(county / ".DS_Store", "x")
    with ZipFile(county / "打包.zip", "w") as archive:
        archive.writestr("甲/松栎镇.txt", report(54))
        archive.writestr("坏.docx", "x")
    single = written(tmp_path / "单篇.txt", report(55))
    other = new_home(tmp_path / "other")
    beside = tmp_path / "beside"
    shutil.copytree(county, beside / county.name)
    shutil.copy(single, beside)
    said = {each.file: each for each in other.ingest(beside)}

    reader = open_at(address)
    drop(reader.page, county, single)
    await_done(reader)
    assert verdicts(reader) == {name: str(each.outcome) for name, each in said.items()}
    expect(reader.page.locator(".how-far .soft")).to_have_text(
        "另有 1 个系统文件、临时文件，没有收"
    )
    rows = reader.page.locator(".verdict")
    for name, each in said.items():
        row = rows.filter(has=reader.page.get_by_text(name, exact=True))
        assert row.locator(".to-doubts").count() == bool(each.doubts), name
        if each.outcome == "失败":
            assert row.locator(".why-so").inner_text() == each.why


def test_files_may_be_dropped_anywhere_on_the_page(
    address: str, open_at: Open, tmp_path: Path
) -> None:
    """Beside the sheet too: the browser does not open them in place of the page."""
    reader = open_at(address)
    drop(reader.page, written(tmp_path / "在旁边.txt", report(56)), lead="h1")
    await_done(reader)
    assert verdicts(reader) == {"在旁边.txt": "新增"}


def test_whoever_goes_back_can_put_in_more(address: str, open_at: Open, tmp_path: Path) -> None:
    """The page is as it was before, and names the batch; the same file can be chosen again."""
    file = written(tmp_path / "再来.txt", report(57))
    reader = open_at(address)
    reader.page.locator("#files").set_input_files(file)
    await_done(reader)
    first = reader.page.url
    reader.page.go_back()
    expect(reader.page.locator(".batches a").first).to_be_visible()
    expect(reader.page.locator("[data-sending]")).to_be_hidden()
    reader.page.locator("#files").set_input_files(file)
    await_done(reader)
    assert reader.page.url != first
    assert verdicts(reader) == {"再来.txt": "未变"}


def test_one_may_leave_and_come_back_by_the_address(
    home: Home, address: str, open_at: Open, tmp_path: Path
) -> None:
    """Meanwhile all goes on; whoever stays sees it without doing anything."""
    reader = open_at(address)
    with locked(home.path):
        reader.page.locator("#files").set_input_files(written(tmp_path / "等一等.txt", report(58)))
        reader.page.wait_for_url("**/add/*-*")
        batch = reader.page.url
        expect(reader.page.locator(".how-far strong")).to_have_text("正在等待")
        expect(reader.page.get_by_text("另一个收录程序正在运行")).to_be_visible()
        assert reader.page.locator("progress").get_attribute("value") == "0"
        assert faults(reader.page) == []
        reader.page.goto(address.replace("/add", "/help"))
    other = open_at(batch, NARROW)
    await_done(other)
    reader.page.goto(batch)
    assert verdicts(reader) == verdicts(other) == {"等一等.txt": "新增"}


def test_while_a_batch_is_watched_the_connection_may_break(
    home: Home, address: str, open_at: Open, tmp_path: Path
) -> None:
    """It is said, and goes on by itself once it is there again."""
    reader = open_at(address)
    with locked(home.path):
        reader.page.locator("#files").set_input_files(written(tmp_path / "断了.txt", report(59)))
        expect(reader.page.locator(".how-far strong")).to_have_text("正在等待")
        with cut_off(reader, "**/add/*-*"):
            expect(reader.page.get_by_text("与服务器的连接断了，正在重试")).to_be_visible()
    await_done(reader)
    assert verdicts(reader) == {"断了.txt": "新增"}


def test_a_break_in_the_middle_is_said_and_one_goes_on_with_the_rest(
    home: Home, address: str, open_at: Open, tmp_path: Path
) -> None:
    """What was received is kept; of what was not, nothing is sent twice and nothing is lost.

    A file that is no longer there is named, and keeps none of the others back.
    """
    before = len(home.corpus())
    folder = tmp_path / "很多"
    files = [written(folder / f"{number}.txt", report(number)) for number in range(MANY)]
    reader = open_at(address)
    with cut_off(reader, "**/add/*-*"):
        drop(reader.page, folder)
        expect(told(reader)).to_have_text(
            "40 个已经收下，还有 5 个没有传。与服务器的连接断了，请检查网络"
        )
        expect(reader.page.locator(".sending li")).to_have_count(MANY)
        expect(reader.page.locator(".sending .is-received")).to_have_count(40)
        assert faults(reader.page) == []
        expect(reader.page.get_by_role("link", name="看已经收下的")).to_be_visible()
    files[-1].unlink()
    again = reader.page.get_by_role("button", name="接着传剩下的")
    again.click()
    expect(told(reader)).to_contain_text("44.txt”读不出来，可能刚被移走或改动")
    expect(reader.page.locator(".sending .why-so")).to_have_text("读不出来，没有传")
    reader.troubles.clear()
    again.click()
    await_done(reader)
    assert set(verdicts(reader).values()) == {"新增"}
    assert set(verdicts(reader)) == {f"很多/{file.name}" for file in files[:-1]}
    assert len(home.corpus()) == before + MANY - 1


def test_too_large_a_file_is_refused_before_it_is_sent(
    home: Home, address: str, open_at: Open, tmp_path: Path
) -> None:
    """By its name, with what to do; nothing of what came with it is sent."""
    large = tmp_path / "很大.pdf"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    small = written(tmp_path / "很小.txt", report(60))
    reader = open_at(address)
    reader.page.locator("#files").set_input_files([small, large])
    expect(told(reader)).to_contain_text("“很大.pdf”超过 200 MB，太大了，这次什么也没有传")
    assert reader.page.url == address
    assert report(60) not in home.corpus().values()
    reader.page.locator("#files").set_input_files(small)
    await_done(reader)
    assert verdicts(reader) == {"很小.txt": "新增"}


def test_what_is_doubtful_is_settled_on_the_page_of_its_batch(
    home: Home, address: str, open_at: Open, tmp_path: Path
) -> None:
    """A year and Ctrl+Enter; the same keys in the box at the top settle nothing."""
    reader = open_at(address)
    reader.page.locator("#files").set_input_files(
        written(tmp_path / "哪一年.txt", UNDATED.format(3501))
    )
    await_done(reader)
    batch = reader.page.url
    expect(reader.page.locator(".to-confirm h2")).to_have_text("请核对 1 篇")
    expect(reader.page.locator(".glance")).to_contain_text("3501件")
    reader.box.press("Control+Enter")
    assert reader.page.url == batch
    year = reader.page.get_by_label("年度", exact=True)
    year.fill("2021")
    with reader.page.expect_navigation():
        year.press("Control+Enter")
    expect(reader.page.locator("main").get_by_role("status")).to_contain_text(
        "已更正：年度；已确认"
    )
    assert reader.page.url.startswith(f"{batch}?")
    expect(reader.page.locator(".to-confirm")).to_have_count(0)
    (filed,) = (each for each in home.engine.facts() if each.report.year == 2021)
    assert filed.report.doubts == ()


def test_all_is_done_with_the_keyboard_alone(address: str, open_at: Open, tmp_path: Path) -> None:
    """Tab reaches the button that chooses, Enter or a blank opens the system's own window."""
    reader = open_at(address)
    reader.tab_to(reader.page.locator("#files"))
    with reader.page.expect_file_chooser() as choosing:
        reader.page.keyboard.press("Space")
    choosing.value.set_files(written(tmp_path / "键盘.txt", report(61)))
    await_done(reader)
    reader.tab_to(reader.page.locator(".verdict a").first)
    reader.enter()
    expect(reader.page.locator("article")).to_contain_text("961件")

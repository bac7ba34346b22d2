"""What there is, what changed and what is to be checked, in a real browser, without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.reader import FAINT
from tests.library.homes import Home
from tests.web.homes import home_with_holes

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A county with holes, and a report in two versions."""
    home = home_with_holes(tmp_path_factory.mktemp("holes"))
    path = home.settings.corpus / "汀兰镇2023.txt"
    path.write_text(path.read_text("utf-8").replace("42件", "43件"), "utf-8")
    home.ingest()
    return home


@pytest.fixture(scope="module")
def holes(home: Home) -> Iterator[str]:
    """The address of it."""
    with served(home.path) as address:
        yield address


@pytest.fixture(scope="module")
def pages(home: Home) -> list[str]:
    """The pages that these tests are about."""
    name = next(filed.id for filed in home.engine.reports() if filed.version == 2)
    report = f"/reports/{name}"
    return [
        *("/coverage", "/coverage?county=青禾县&since=2023", "/checking"),
        *(f"{report}/versions", f"{report}/compare", f"{report}?version=1", f"{report}/correct"),
    ]


def test_a_fact_is_corrected_without_script(
    holes: str, open_at: Open, size: tuple[int, int]
) -> None:
    """From the list to the form, a year, Enter: it is there; a click takes it back."""
    reader = open_at(f"{holes}/checking", size, script=False)
    reader.follow(reader.page.get_by_role("link", name="年度 1"))
    reader.follow(reader.page.get_by_role("link", name="更正"))
    year = reader.page.get_by_label("年度", exact=True)
    expect(year).to_have_value("")
    year.fill("2022")
    reader.enter()
    expect(reader.page.locator("main").get_by_role("status")).to_have_text("已更正：年度")
    expect(year).to_have_value("2022")
    reader.page.reload()
    reader.follow(reader.page.get_by_role("button", name="撤回：年度：2022"))
    expect(reader.page.locator("main").get_by_role("status")).to_have_text("已撤回")
    expect(year).to_have_value("")


@pytest.fixture
def doubtful(tmp_path: Path) -> Iterator[tuple[Home, str]]:
    """A home in which three reports are to be checked, and its address."""
    home = home_with_holes(tmp_path / "doubtful")
    with served(home.path) as address:
        yield home, address


def test_one_goes_through_all_that_is_doubtful_with_the_keyboard(
    doubtful: tuple[Home, str], open_at: Open
) -> None:
    """Ctrl+Enter confirms and goes on, Tab reaches 跳过; what was passed over is left."""
    home, address = doubtful
    reader = open_at(f"{address}/checking")
    reader.tab_to(reader.page.get_by_role("link", name="逐篇核对"))
    reader.enter()
    course = reader.page.locator(".course span")
    expect(course).to_have_text("待核对　第 1 / 3 篇")
    reader.tab_to(reader.page.get_by_role("link", name="跳过"))
    reader.enter()
    expect(course).to_have_text("待核对　第 2 / 3 篇")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Control+Enter")
    expect(reader.page.locator("main").get_by_role("status")).to_contain_text("已确认")
    expect(reader.page.get_by_label("年度", exact=True)).to_be_focused()
    reader.page.keyboard.type("2022")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Control+Enter")
    expect(reader.page.locator("h1")).to_have_text("待核对")
    expect(reader.page.locator(".cases .case")).to_have_count(1)
    assert [filed.report.year for filed in home.engine.facts() if filed.report.doubts] == [2024]


def test_one_goes_through_all_that_is_doubtful_without_script(
    doubtful: tuple[Home, str], open_at: Open
) -> None:
    """On a telephone, by buttons; Enter in a field saves and does not confirm."""
    home, address = doubtful
    reader = open_at(f"{address}/checking", NARROW, script=False)
    reader.follow(reader.page.get_by_role("link", name="逐篇核对"))
    for _ in range(2):
        reader.follow(reader.page.get_by_role("button", name="核对好了，下一篇"))
    year = reader.page.get_by_label("年度", exact=True)
    year.fill("2022")
    reader.enter()
    expect(reader.page.locator(".doubts li")).to_have_count(1)
    expect(reader.page.locator(".doubts")).to_contain_text("没有识别出带编号的章节标题")
    reader.follow(reader.page.get_by_role("button", name="原文如此"))
    expect(reader.page.locator(".doubts li")).to_have_count(0)
    assert [filed for filed in home.engine.facts() if filed.report.doubts] == []


def test_a_form_on_a_page_of_another_site_changes_nothing(
    holes: str, open_at: Open, home: Home, tmp_path: Path
) -> None:
    """A browser tells where a form stood, and the program refuses it."""
    name = home.engine.facts()[0].id
    page = tmp_path / "evil.html"
    page.write_text(
        f'<form method="post" action="{holes}/reports/{name}/correct">'
        '<input name="year" value="1999"><button>GO</button></form>',
        "utf-8",
    )
    reader = open_at(page.as_uri())
    reader.follow(reader.page.get_by_role("button"))
    expect(reader.page.locator("h1")).to_have_text("没有执行")
    assert home.engine.report(name).report.year != 1999
    reader.troubles.clear()


def test_a_cell_of_the_table_opens_its_report(
    holes: str, open_at: Open, size: tuple[int, int]
) -> None:
    """On a telephone too, where the table is moved inside its box and the page is not."""
    reader = open_at(holes, size, script=False)
    reader.follow(reader.page.get_by_role("link", name="总览"))
    reader.follow(reader.page.get_by_role("link", name="看各乡镇的收录情况"))
    assert reader.overflow() == 0
    reader.follow(reader.page.locator(".matrix td a", has_text="有").first)
    expect(reader.page.locator("h1.title")).to_contain_text("汀兰镇")


def test_unchanged_passages_unfold_without_script(holes: str, open_at: Open, home: Home) -> None:
    """What changed is to be seen at once, the rest at a click."""
    name = next(filed.id for filed in home.engine.reports() if filed.version == 2)
    reader = open_at(f"{holes}/reports/{name}/versions", script=False)
    reader.follow(reader.page.get_by_role("link", name="与第 1 版比较"))
    expect(reader.page.locator(".compared ins")).to_have_text("43")
    folded = reader.page.locator(".stayed .change").first
    expect(folded).to_be_hidden()
    reader.page.locator(".stayed summary").first.click()
    expect(folded).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_and_no_page_is_wider_than_its_window(
    holes: str, open_at: Open, pages: list[str], scheme: str
) -> None:
    """Contrast of at least 4.5 to 1, at a desk and on a telephone."""
    for size in (WIDE, NARROW):
        reader = open_at(holes, size)
        reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for path in pages:
            reader.page.goto(holes + path)
            assert reader.page.evaluate(FAINT) == [], path
            assert reader.overflow() == 0, path

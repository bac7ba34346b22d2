"""Sections side by side, in a real browser."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.settings import Settings
from tests.browser.conftest import NARROW, WIDE, Open, served
from tests.browser.reader import FAINT
from tests.engine.shelves import report_of

pytestmark = pytest.mark.browser

YEARS = {
    "Y2022": (
        "执法力量不足。持证人员仅5名，遇到茶季常常顾此失彼。",
        "合同意识不强。口头约定由来已久。",
    ),
    "Y2023": (
        "普法不够精准。",
        "执法力量不足。持证人员仅7名，遇到茶季常常顾此失彼。",
        "合同意识不强。口头约定由来已久。",
    ),
    "Y2024": (
        "执法力量不足。持证人员仅9名，遇到旅游旺季常常顾此失彼。",
        "合同意识不强。口头约定由来已久。",
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a library with three years of a town."""
    home = Path(tmp_path_factory.mktemp("years"))
    engine = EmbeddedEngine(Settings(home=home).index)
    with engine.writer() as writer:
        for name, texts in YEARS.items():
            writer.put(report_of(name, *texts, year=int(name[1:])))
    with served(home) as address:
        yield address


ASKED = "/compare?section=measures&" + "&".join(f"report={name}" for name in YEARS)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_three_years_are_read_in_two_clicks(
    samples: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """对照, the town: the columns stand in order of years; a tick and a click leave one out."""
    reader = open_at(samples, size, script=script)
    reader.follow(reader.page.get_by_role("navigation").get_by_role("link", name="对照"))
    reader.follow(reader.page.locator(".towns").get_by_role("link", name="松栎镇"))
    heads = reader.page.locator(".abreast-head h2")
    assert heads.all_inner_texts() == ["2022", "2023", "2024"]
    expect(reader.page.locator("h1")).to_have_text("松栎镇　不足和原因")
    assert reader.overflow() == 0
    reader.page.get_by_role("checkbox", name="2023").uncheck()
    reader.follow(reader.page.get_by_role("button", name="换成勾选的"))
    assert heads.all_inner_texts() == ["2022", "2024"]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_belongs_together_stands_at_one_height(
    library: str, open_at: Open, size: tuple[int, int], *, script: bool
) -> None:
    """A paragraph's forms in three years begin at the same line, at both widths."""
    reader = open_at(library + ASKED, size, script=script)
    tops = [
        round(box["y"])
        for cell in reader.page.locator(".said", has_text="执法力量不足").all()
        if (box := cell.bounding_box())
    ]
    assert len(tops) == 3
    assert len(set(tops)) == 1
    assert reader.overflow() == 0
    assert reader.page.locator(".abreast ins").all_inner_texts() == ["7", "9", "旅游旺季"]


def test_columns_do_not_overlap(library: str, open_at: Open, size: tuple[int, int]) -> None:
    """Each ends before the next begins; on a telephone one swipes from one to the next."""
    reader = open_at(library + ASKED, size)
    boxes = [each.bounding_box() for each in reader.page.locator(".abreast-column").all()]
    for one, other in pairwise(boxes):
        assert one
        assert other
        assert one["x"] + one["width"] <= other["x"]
    wider = reader.page.locator(".abreast").evaluate("e => e.scrollWidth > e.clientWidth")
    assert wider == (size == NARROW)


def test_copying_a_column_gives_its_text(library: str, open_at: Open) -> None:
    """And nothing of its neighbours."""
    reader = open_at(library + ASKED, WIDE)
    copied = reader.page.evaluate(
        """() => {
          const column = document.querySelectorAll(".abreast-column")[1];
          const said = column.querySelectorAll(".said");
          const selection = getSelection();
          selection.setBaseAndExtent(said[0], 0, said[2], said[2].childNodes.length);
          return selection.toString();
        }"""
    )
    lines = [line for line in copied.splitlines() if line.strip()]
    assert [line for line in lines if not line.startswith("2023 ·")] == list(YEARS["Y2023"])


def test_a_paragraph_leads_to_its_place_by_keyboard(library: str, open_at: Open) -> None:
    """Tab to its link, Enter: the passage stands in its report."""
    reader = open_at(library + ASKED, WIDE)
    link = reader.page.locator(".cell .at a").first
    reader.tab_to(link)
    reader.enter()
    assert reader.page.url.endswith("/reports/Y2022#p1")


def test_only_differences_are_a_link_away(library: str, open_at: Open) -> None:
    """And back again."""
    reader = open_at(library + ASKED, WIDE)
    reader.follow(reader.page.get_by_role("link", name="只看不同"))
    expect(reader.page.locator(".said", has_text="合同意识")).to_have_count(0)
    expect(reader.page.locator(".left-out")).to_have_count(3)
    reader.page.go_back()
    expect(reader.page.locator(".said", has_text="合同意识")).to_have_count(3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(library: str, open_at: Open, scheme: str) -> None:
    """Marked or not, by day and by night."""
    reader = open_at(library + ASKED, WIDE)
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert reader.page.evaluate(FAINT) == []

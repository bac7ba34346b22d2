"""A draft is pasted, checked, and what it needs is taken, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.inspecting import faults
from tests.web.every_page import DRAFT

pytestmark = pytest.mark.browser


def test_a_draft_is_checked_and_its_source_looked_at(samples: str, open_at: Open) -> None:
    """Paste, check, go to what differs, see who else wrote it: the result stays where it is."""
    reader = open_at(f"{samples}/drafts")
    page = reader.page
    page.get_by_label("文字").fill(DRAFT)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator(".draft-verdict")).to_have_text(
        ["别处一致", "有出入", "一致", "未找到", "未找到"]
    )
    page.locator(".draft-jumps a.differs").click()
    differing = page.locator(".draft-claim:target")
    expect(differing).to_be_in_viewport()
    expect(differing.locator("del").first).to_have_text("242")
    expect(differing.locator("ins").first).to_have_text("241")
    expect(differing.get_by_role("button", name="复制引文").first).to_be_visible()
    assert faults(page) == []
    with page.expect_popup() as opened:
        differing.get_by_role("link", name="谁也这样写").first.click()
    expect(opened.value.locator(".alike-said")).to_contain_text("主动公开信息241条")
    expect(differing).to_be_visible()


def test_a_file_is_checked_without_script(
    samples: str, open_at: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By the form alone; from a sentence of a report one comes to who else wrote it."""
    file = tmp_path_factory.mktemp("draft") / "材料.txt"
    file.write_text(DRAFT, "utf-8")
    reader = open_at(f"{samples}/drafts", script=False)
    reader.page.get_by_label("或选一个文件").set_input_files(file)
    reader.page.get_by_role("button", name="核对", exact=True).click()
    expect(reader.page.locator(".draft-claim")).to_have_count(5)
    expect(reader.page.get_by_text("材料.txt")).to_be_visible()
    with reader.page.expect_popup() as opened:
        reader.page.locator(".draft-where a").first.click()
    expect(opened.value).to_have_url(re.compile(r"/reports/\w+#p\d+$"))

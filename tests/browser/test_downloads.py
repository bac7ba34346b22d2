"""Files that a browser fetches from the menu 导出, opened as their readers open them."""

import csv
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.browser.conftest import Open
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

ASKED = "/search?q=“受理*纠纷%23件”"


def fetched(reader: Reader, label: str, folder: Path) -> Path:
    """The file behind an entry of the menu, under the name that it is offered with."""
    reader.page.get_by_text("导出", exact=True).click()
    with reader.page.expect_download() as arriving:
        reader.page.get_by_role("link", name=label).click()
    reader.page.keyboard.press("Escape")
    path = folder / arriving.value.suggested_filename
    arriving.value.save_as(path)
    return path


@pytest.mark.parametrize(
    ("view", "name"), [("passages", "段落"), ("matrix", "镇×年"), ("figures", "数字表")]
)
def test_a_view_is_fetched_in_every_form(
    samples: str, open_at: Open, tmp_path: Path, view: str, name: str
) -> None:
    """Excel, CSV and JSON of one address have the same rows, and a name that says what of."""
    reader = open_at(f"{samples}{ASKED}&view={view}")
    workbook = fetched(reader, "Excel 表格", tmp_path)
    table = fetched(reader, "CSV", tmp_path)
    data = fetched(reader, "JSON", tmp_path)
    names = [re.sub(r"[0-9-]+", "日", each.name) for each in (workbook, table, data)]
    assert names == [f"“受理纠纷#件” {name} 日.{form}" for form in ("xlsx", "csv", "json")]
    book = load_workbook(workbook)
    rows = [list(row) for row in book["结果"].iter_rows(values_only=True)]
    with table.open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.reader(opened))
    assert rows[0] == lines[0]
    assert [["" if v is None else str(v) for v in row] for row in rows] == lines
    said = json.loads(data.read_text("utf-8"))
    counted = said["hits"] if view == "passages" else said["table"]
    assert len(counted) == len(rows) - 1 > 0
    about = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert about["检索词"] == "“受理*纠纷#件”"


def test_the_sentences_of_a_table_lead_to_their_passages(
    samples: str, open_at: Open, tmp_path: Path
) -> None:
    """Each row of the sheet 原句 has a link that opens the passage it quotes."""
    reader = open_at(f"{samples}{ASKED}&view=figures")
    book = load_workbook(fetched(reader, "Excel 表格", tmp_path))
    head, *rows = book["原句"].iter_rows(values_only=True)
    row = dict(zip(head, rows[0], strict=True))
    reader.page.goto(str(row["链接"]))
    passage = reader.page.locator(f"#p{row['段号']}")
    assert str(row["写法"]) in passage.inner_text()

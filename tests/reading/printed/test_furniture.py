"""Furniture of pages is left out; text that only looks alike is not."""

from searchapp.reading.printed.furniture import without_furniture
from searchapp.reading.printed.page import Line, Page


def page(*lines: str, header: float = 40, pitch: float = 20) -> Page:
    """A page whose first line stands apart from the others."""
    placed = [
        Line(text, 80, 500, header if at == 0 else 80 + at * pitch, 16)
        for at, text in enumerate(lines)
    ]
    return Page(placed, 595)


def left(*pages: Page) -> list[list[str]]:
    """The lines that stay, page by page."""
    return [[line.text for line in page.lines] for page in without_furniture(pages)[0]]


def test_a_header_that_counts_its_pages_is_one() -> None:
    """The figures of a header do not make it another on each page."""
    pages = [page(f"松栎镇年度报告 第{n}页", f"正文{n}", "更多", "还有") for n in "123"]
    kept, dropped = without_furniture(pages)
    assert [each.lines[0].text for each in kept] == ["正文1", "正文2", "正文3"]
    assert dropped == ["松栎镇年度报告 第1页"]


def test_text_repeated_without_a_gap_is_text() -> None:
    """What stands as close as other lines do is not furniture, be it ever so often repeated."""
    pages = [page("单位：件", "甲", "乙", "丙", header=80) for _ in range(3)]
    assert left(*pages) == [["单位：件", "甲", "乙", "丙"]] * 3


def test_a_line_of_one_page_in_four_is_text() -> None:
    """Two pages of eight that begin alike have no header."""
    pages = [
        page("附表" if at in (0, 4) else f"第{at}段", f"甲{at}", f"乙{at}") for at in range(8)
    ]
    assert [lines[0] for lines in left(*pages)].count("附表") == 2


def test_a_bare_figure_is_a_number_only_if_it_counts() -> None:
    """Figures that do not go up with the pages are text."""
    pages = [page(figure, f"甲{figure}", f"乙{figure}") for figure in ("2024", "17", "60")]
    assert [lines[0] for lines in left(*pages)] == ["2024", "17", "60"]
    pages = [page(str(at + 7), f"甲{at}", f"乙{at}") for at in range(3)]
    assert left(*pages) == [[f"甲{at}", f"乙{at}"] for at in range(3)]

"""Whatever system prints a report on the web, it is read as it was issued."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import cycle
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing import Gazetteer, parse
from searchapp.reading import Document, read_file
from searchapp.reading.html import read_html
from tests.conftest import SAMPLES
from tests.reading.broken_pages import read_broken
from tests.reading.sites import FAMILIES, ISSUED, Family, Issued, trs

#: The same report on a mirror that writes traditional characters.
MIRRORED = replace(
    ISSUED,
    lines=(
        "青禾縣松櫟鎮人民政府",
        "關於2024年法治政府建設情況的報告",
        "2024年，松櫟鎮堅持以習近平法治思想為指導，扎實推進法治政府建設，現將有關情況報告如下：",
        "一、主要舉措和成效",
        "（一）加強訴源治理。全年受理矛盾糾紛126件，調解成功121件，群眾滿意度達到98.5%。",
        "二、存在的不足和原因",
        "執法力量薄弱，專業人員不足，法律顧問作用發揮不充分。",
        "青禾縣松櫟鎮人民政府",
        "2025年1月20日",
    ),
    title="松櫟鎮2024年法治政府建設情況報告",
    doc_number="松府發〔2025〕6號",
    issuer="青禾縣松櫟鎮人民政府",
    site="青禾縣人民政府",
    source="松櫟鎮人民政府",
)
#: These cut up or spoil the lines of a report by their number.
CUTTING = {"signed_outside", "cut_in_boxes", "without_blanks"}


def read(family: Family, report: Issued = ISSUED, encoding: str = "utf-8") -> Document:
    """What is read of the family's page of a report."""
    return read_html(Path("页面.html"), family(report).encode(encoding, "xmlcharrefreplace"))


families = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)


@families
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_text_is_the_reports_and_nothing_else(family: Family, encoding: str) -> None:
    """Line for line what was issued, without menu, path, facts, tools, neighbours or foot."""
    document = read(family, encoding=encoding)
    assert document.lines == ISSUED.lines
    assert not any("乱码" in warning or "拼音" in warning for warning in document.warnings)


@families
def test_what_a_site_files_a_report_under_is_read(family: Family) -> None:
    """Title, number, dates, issuer and county are those of the page's tags and tables."""
    said = read(family).said
    assert said.title == ISSUED.title
    assert said.doc_number == ISSUED.doc_number
    assert said.issued_on == ISSUED.issued_on
    assert said.published_on.startswith(ISSUED.published_on)
    assert said.issuer == ISSUED.issuer
    assert said.place_codes == ("990121",)
    assert "云州" not in said.site


@families
def test_a_page_becomes_the_report_it_prints(family: Family, gazetteer: Gazetteer) -> None:
    """Whoever prints it, the facts are the report's own."""
    report = parse(read(family), gazetteer)
    assert report.title == "".join(
        ("中共青禾县松栎镇委员会 ", "青禾县松栎镇人民政府", "关于2024年法治政府建设情况的报告")
    )
    assert (report.year, report.doc_number) == (2024, ISSUED.doc_number)
    assert report.place is not None
    assert report.place.label.endswith("青禾县松栎镇")


def _with_readings(lines: tuple[str, ...]) -> Iterator[str]:
    """The lines with a reading after every third character, as mirrors put them in."""
    readings = cycle(("(zhèn)", "(shè)", "(xiāng)", "(bào)", "(de)"))
    for line in lines:
        yield "".join(
            char + next(readings) if char > "\u4e00" and at % 3 == 2 and char < "\u9fff" else char
            for at, char in enumerate(line)
        )


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs"])
@pytest.mark.parametrize("declared", ["big5", "gb2312", "utf-8"])
def test_a_mirror_in_traditional_characters_is_read_as_it_is_printed(
    encoding: str, declared: str
) -> None:
    """Folding makes it findable; labels and the foot are known in either script."""
    markup = trs(MIRRORED).replace('charset="utf-8"', f'charset="{declared}"')
    document = read_html(Path("页面.html"), markup.encode(encoding, "xmlcharrefreplace"))
    assert document.lines == MIRRORED.lines
    assert document.said.doc_number == MIRRORED.doc_number
    assert document.said.place_codes == ("990121",)


def test_pinyin_that_a_mirror_puts_in_is_taken_out_and_said() -> None:
    """The text is what was issued, and a warning says what was done to it."""
    spoilt = replace(MIRRORED, lines=tuple(_with_readings(MIRRORED.lines)))
    document = read(trs, spoilt)
    assert document.lines == MIRRORED.lines
    (warning,) = (each for each in document.warnings if "拼音" in each)
    assert "已去掉" in warning


@pytest.mark.parametrize("family", sorted(FAMILIES.keys() - CUTTING))
def test_no_line_of_a_sample_is_lost_whoever_prints_it(family: str) -> None:
    """Rule 1: what the file has as text, its page has too."""
    for path in sorted(SAMPLES.glob("*.txt")):
        _prints_whole(FAMILIES[family], path)


@pytest.mark.parametrize("family", ["trs", "all_in_one", "two_columns", "tables_of_2003"])
def test_no_line_of_a_real_report_is_lost(family: str, shared: Path) -> None:
    """The five that are at hand, in a known container and by density alone."""
    for path in sorted((shared / "corpus").glob("*.txt")):
        _prints_whole(FAMILIES[family], path)


def _prints_whole(family: Family, path: Path) -> None:
    lines = [line for text in read_file(path).lines if (line := " ".join(text.split()))]
    marked_up = tuple(escape(line, quote=False) for line in lines)
    assert list(read(family, replace(ISSUED, lines=marked_up)).lines) == lines, path.name


@pytest.mark.property
@given(rng=st.randoms(use_true_random=False))
def test_a_broken_page_is_read_or_refused(rng: Random) -> None:
    """Lost, doubled, changed and foreign bytes at any place raise nothing else and no warning."""
    read_broken(rng)

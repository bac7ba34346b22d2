"""The sample reports, in every format: each fact that they hold is read, and none is doubted."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from searchapp.parsing import Gazetteer, parse
from searchapp.reading import read_file
from searchapp.reports import Genre, Report, SectionKind
from tests.conftest import SAMPLES

FILES = sorted(
    path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html", ".docx"}
)

#: Town and year -> document number and date of issue, as a person reads them in the file.
ISSUED: Mapping[tuple[str, int], tuple[str | None, date | None]] = {
    ("松栎镇", 2022): ("松府发〔2023〕6号", date(2023, 1, 30)),
    ("松栎镇", 2023): ("松委文〔2024〕9号", date(2024, 1, 26)),
    ("松栎镇", 2024): (None, date(2025, 1, 20)),
    ("汀兰镇", 2022): (None, date(2023, 2, 17)),
    ("汀兰镇", 2023): ("汀政发〔2024〕5号", date(2024, 2, 21)),
    ("汀兰镇", 2024): ("汀委发〔2025〕3号", date(2025, 2, 12)),
    ("云坪乡", 2022): (None, date(2023, 1, 19)),
    ("云坪乡", 2023): ("云坪委〔2024〕7号", date(2024, 3, 5)),
    ("云坪乡", 2024): (None, date(2025, 2, 28)),
    ("荻浦镇", 2022): ("荻委〔2023〕2号", date(2023, 2, 8)),
    ("荻浦镇", 2023): (None, None),
    ("荻浦镇", 2024): ("荻政〔2025〕7号", date(2025, 1, 16)),
    ("鹤沼瑶族乡", 2022): (None, date(2023, 1, 30)),
    ("鹤沼瑶族乡", 2023): ("鹤沼委〔2024〕8号", date(2024, 1, 25)),
    ("鹤沼瑶族乡", 2024): (None, None),
    ("砚桥街道", 2022): ("砚桥工委〔2023〕3号", date(2023, 1, 12)),
    ("砚桥街道", 2023): ("砚桥街办〔2024〕5号", date(2024, 1, 18)),
    ("砚桥街道", 2024): ("砚桥街办发〔2025〕4号", date(2025, 1, 14)),
}
COUNTIES = {
    **dict.fromkeys(("松栎镇", "汀兰镇", "云坪乡"), "青禾县"),
    **dict.fromkeys(("荻浦镇", "鹤沼瑶族乡"), "望岫县"),
    "砚桥街道": "梅屏区",
}


@pytest.fixture(scope="module")
def understood(gazetteer: Gazetteer) -> Mapping[Path, Report]:
    """Every sample, read and parsed once."""
    return {path: parse(read_file(path), gazetteer) for path in FILES}


def test_each_town_has_a_report_for_each_year(understood: Mapping[Path, Report]) -> None:
    """Six towns, three years, eighteen files: town and year of each are told apart."""
    found = [(report.place, report.year) for report in understood.values()]
    named = [(place.town, year) for place, year in found if place and year]
    assert sorted(named, key=str) == sorted(ISSUED, key=str)
    assert len(FILES) == len(ISSUED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_facts_of_a_sample_are_read(understood: Mapping[Path, Report], path: Path) -> None:
    """Number and date are those printed, the county is the town's, and nothing is doubted."""
    report = understood[path]
    assert report.doubts == ()
    assert report.genre is Genre.RULE_OF_LAW
    assert report.title is not None
    assert report.place is not None
    assert report.place.town is not None
    assert report.year is not None
    assert (report.doc_number, report.issued_on) == ISSUED[report.place.town, report.year]
    assert report.place.county == COUNTIES[report.place.town]
    assert report.place.city == "砚州市"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_has_the_contents_that_the_law_asks_for(
    understood: Mapping[Path, Report], path: Path
) -> None:
    """Measures, shortcomings and plans are sections, and duties are one or stand inside one."""
    report = understood[path]
    kinds = {section.kind for section in report.outline if section.level == 1}
    assert kinds >= {SectionKind.MEASURES, SectionKind.SHORTCOMINGS, SectionKind.PLANS}
    lower = [section.heading or "" for section in report.outline if section.level > 1]
    inner = any("第一责任人" in each or "主要负责人" in each for each in lower)
    assert SectionKind.DUTIES in kinds or inner


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_section_of_a_sample_has_text(understood: Mapping[Path, Report], path: Path) -> None:
    """Sections are numbered without a gap at level 1, and each level-1 section has passages."""
    report = understood[path]
    top = [section for section in report.outline if section.level == 1]
    assert [section.number[0] for section in top] == list("一二三四五六七")[: len(top)]
    for section in top:
        under = [each for each in report.passages if each.section[:1] == (section.label,)]
        assert len("".join(each.text for each in under)) > len(section.label)

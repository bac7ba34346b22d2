"""A report survives its plain form."""

import json
from datetime import date

import pytest
from hypothesis import given

from searchapp.reports import (
    Doubt,
    FiledReport,
    Genre,
    Origin,
    Passage,
    Place,
    Report,
    Section,
    SectionKind,
    place_json,
    report_from_json,
    report_json,
)
from tests.strategies import filed_reports

REPORT = Report(
    title="松栎镇2024年法治政府建设情况的报告",
    issuers=("松栎镇人民政府",),
    doc_number="松府发〔2025〕6号",
    issued_on=date(2025, 1, 20),
    year=2024,
    genre=Genre.RULE_OF_LAW,
    addressee="县委、县政府",
    place=Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省"),
    outline=(Section(1, "一、", "主要举措和成效", SectionKind.MEASURES),),
    passages=(Passage(1, SectionKind.MEASURES, ("一、主要举措和成效",), "一、主要举措和成效"),),
    origins={"year": Origin.TITLE},
    doubts=(Doubt("text", "有 1 个字符无法识别"),),
)


@pytest.mark.property
@given(filed=filed_reports())
def test_a_report_comes_back_from_its_json_as_it_was(filed: FiledReport) -> None:
    """What the index keeps of a report is the whole report."""
    written = json.dumps(report_json(filed.report), ensure_ascii=False)
    assert report_from_json(json.loads(written)) == filed.report


def test_the_json_has_the_words_of_the_design() -> None:
    """Whoever reads ``inspect --json`` finds the names that DESIGN gives, and plain values."""
    said = report_json(REPORT)
    assert said.keys() >= {
        *("title", "issuers", "doc_number", "issued_on", "year", "genre", "addressee"),
        *("place", "outline", "passages", "warnings"),
    }
    assert said["issued_on"] == "2025-01-20"
    assert said["genre"] == "法治政府建设报告"
    assert said["warnings"] == ["有 1 个字符无法识别"]
    assert said["origins"] == {"year": "title"}


def test_rows_of_outline_and_passages_have_the_words_of_the_design() -> None:
    """A row of the outline and a passage are told in the fields of DESIGN and no others."""
    said = report_json(REPORT)
    assert said["outline"] == [
        {"level": 1, "number": "一、", "heading": "主要举措和成效", "kind": "measures"}
    ]
    assert said["passages"] == [
        {
            "number": 1,
            "kind": "measures",
            "section": ["一、主要举措和成效"],
            "text": "一、主要举措和成效",
        }
    ]


def test_a_place_is_told_by_code_and_four_names() -> None:
    """A place has a code and the names of its levels; no place is null."""
    assert place_json(REPORT.place) == {
        "code": "990121101",
        "town": "松栎镇",
        "county": "青禾县",
        "city": "砚州市",
        "province": "岚川省",
    }
    assert place_json(None) is None

"""An answer as JSON has the shape that DESIGN fixes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import PlaceChoice, found_json
from searchapp.query import parse_query
from searchapp.reports import FiledReport
from tests.engine.shelves import SONGLI, Shelf, asking, report_of
from tests.strategies import corpora, filtered, typed_in


def test_an_answer_has_the_shape_of_the_design(tmp_path: Path) -> None:
    """Names, order, types and nesting are those that other programs were told of."""
    engine = Shelf("embedded", tmp_path).engine(
        report_of("R1", "“枫桥经验”在松栎", "协调解决，调解", version=2),
        report_of("R2", "无", year=None, place=None),
    )
    found = engine.find(asking("“枫桥”"))
    place = {
        "code": "990121101",
        "town": "松栎镇",
        "county": "青禾县",
        "city": "砚州市",
        "province": "岚川省",
    }
    expected = {
        "query": "“枫桥”",
        "total": {"passages": 1, "reports": 1, "occurrences": 1},
        "facets": {
            "province": [{"value": "990000", "label": "岚川省", "passages": 1, "reports": 1}],
            "city": [{"value": "990100", "label": "砚州市", "passages": 1, "reports": 1}],
            "county": [{"value": "990121", "label": "青禾县", "passages": 1, "reports": 1}],
            "town": [{"value": SONGLI.code, "label": "松栎镇", "passages": 1, "reports": 1}],
            "year": [{"value": 2024, "label": "2024", "passages": 1, "reports": 1}],
            "section": [{"value": "measures", "label": "举措和成效", "passages": 1, "reports": 1}],
            "genre": [
                {
                    "value": "法治政府建设报告",
                    "label": "法治政府建设报告",
                    "passages": 1,
                    "reports": 1,
                }
            ],
        },
        "notes": ["读者写的"],
        "hits": [
            {
                "report": "R1",
                "title": "R1.txt",
                "place": place,
                "year": 2024,
                "section": ["一、主要举措"],
                "kind": "measures",
                "passage": 1,
                "text": "“枫桥经验”在松栎",
                "spans": [[1, 3]],
                "across": [],
                "url": "/reports/R1/p1?v=2",
            }
        ],
    }
    said = found_json("“枫桥”", found, ("读者写的",))
    assert json.loads(json.dumps(said, ensure_ascii=False)) == expected
    assert list(said) == list(expected)
    assert list(said["facets"]) == list(expected["facets"])


def test_what_could_not_be_told_is_null(tmp_path: Path) -> None:
    """未标注 is null as a value, with its label; place and year of a hit are null too."""
    engine = Shelf("embedded", tmp_path).engine(report_of("R2", "无", year=None, place=None))
    said = found_json("无", engine.find(asking("无")))
    row = {"value": None, "label": "未标注", "passages": 1, "reports": 1}
    for name in ("province", "city", "county", "town", "year"):
        assert said["facets"][name] == [row]
    assert (said["hits"][0]["place"], said["hits"][0]["year"]) == (None, None)


def test_occurrences_are_said_of_a_single_phrase_alone(tmp_path: Path) -> None:
    """Words are not counted by occurrence, nor are two phrases."""
    engine = Shelf("embedded", tmp_path).engine(report_of("R1", "法法法，调解"))
    totals = [
        found_json(typed, engine.find(asking(typed)))["total"].get("occurrences")
        for typed in ("“法法”", "“没有”", "法法", "“法法” “调解”", "“法法” 调解", "")
    ]
    assert totals == [2, 0, None, None, None, None]


def test_notes_of_the_query_come_before_those_of_the_engine(tmp_path: Path) -> None:
    """Both are said, in the order in which they came up."""
    engine = Shelf("embedded", tmp_path).engine()
    asked = replace(asking(""), places=(PlaceChoice("city", "无此市"),))
    said = found_json("", engine.find(asked), ("引号里没有内容，已略过",))
    assert said["notes"] == ["引号里没有内容，已略过", "库里没有市“无此市”的报告"]


@pytest.mark.property
@settings(max_examples=30)
@given(data=st.data(), corpus=corpora())
def test_every_answer_can_be_written_and_read_again(
    tmp_path: Path, data: st.DataObject, corpus: list[FiledReport]
) -> None:
    """No answer holds a value that JSON has not."""
    engine = Shelf("embedded", tmp_path).engine(*corpus)
    typed = data.draw(typed_in(corpus))
    said = found_json(typed, engine.find(data.draw(filtered(parse_query(typed).query))))
    assert json.loads(json.dumps(said)) == said

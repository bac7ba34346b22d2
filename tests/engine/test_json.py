"""An answer as JSON has the shape that DESIGN fixes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked, advice_json, found_json, rows, rows_json
from searchapp.query import PlaceChoice, Scope, YearRange, described, parse_query
from searchapp.reports import FiledReport, Json
from tests.engine.shelves import SONGLI, Shelf, asking, report_of
from tests.strategies import corpora, questions


def again(said: Json) -> Json:
    """What another program reads."""
    read: Json = json.loads(json.dumps(said, ensure_ascii=False))
    return read


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
                "figures": [],
                "recognised": False,
                "url": "/reports/R1/p1?v=2",
            }
        ],
    }
    said = found_json("“枫桥”", found, ("读者写的",))
    assert again(said) == expected
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


def test_what_a_number_sign_took_is_said_as_written_and_as_a_number(tmp_path: Path) -> None:
    """A figure that is no definite number is null as a number; the unit stands apart."""
    engine = Shelf("embedded", tmp_path).engine(report_of("R1", "调解纠纷1.2万余件、数百起"))
    (hit,) = found_json("“#”", engine.find(asking("“#”")))["hits"]
    assert hit["figures"] == [
        {"written": "1.2万余", "number": 12000, "unit": "件", "span": [4, 9]},
        {"written": "数百", "number": None, "unit": "起", "span": [11, 13]},
    ]


def test_groups_say_what_report_and_how_many_of_its_hits_are_given(tmp_path: Path) -> None:
    """The hits stand once, in a row; a group is so many of them."""
    engine = Shelf("embedded", tmp_path).engine(
        report_of("R1", *["调解"] * 5), report_of("R2", "调解", year=None, place=None)
    )
    said = found_json("调解", engine.find(replace(asking("调解"), grouped=True)))
    assert [(hit["report"], hit["passage"]) for hit in said["hits"]] == [
        *(("R1", 1), ("R1", 2), ("R1", 3), ("R2", 1))
    ]
    first, second = said["groups"]
    assert (first["report"], first["title"], first["year"]) == ("R1", "R1.txt", 2024)
    assert (first["place"]["town"], first["passages"], first["shown"]) == ("松栎镇", 5, 3)
    assert second == {
        "report": "R2",
        "title": "R2.txt",
        "place": None,
        "year": None,
        "passages": 1,
        "shown": 1,
    }
    assert "groups" not in found_json("调解", engine.find(asking("调解")))


def test_why_is_a_tree_of_numbers_and_reasons(tmp_path: Path) -> None:
    """It is there where it was asked for, and each number has its parts."""
    engine = Shelf("embedded", tmp_path).engine(report_of("R1", "协调解决纠纷"))
    explained = engine.find(replace(asking("调解 纠纷"), explained=True))
    (hit,) = again(found_json("调解 纠纷", explained))["hits"]
    assert (hit["why"]["across"], hit["why"]["runs"], hit["why"]["as_typed"]) == (["调解"], 0, 0)
    score = hit["why"]["score"]
    assert score["value"] == pytest.approx(sum(part["value"] for part in score["parts"]))
    assert {"value", "why", "parts", "product"} == score.keys() == score["parts"][0].keys()
    assert "why" not in found_json("", engine.find(asking("调解")))["hits"][0]


def test_how_a_query_was_understood_is_said_where_it_is_given(tmp_path: Path) -> None:
    """As a tree of Chinese sentences, like ``--explain`` prints it."""
    engine = Shelf("embedded", tmp_path).engine()
    query = parse_query("“调解” -信访").query
    said = again(found_json("“调解” -信访", engine.find(Asked(query)), (), described(query)))
    assert said["understood"]["text"] == "在本段里同时满足"
    phrase, excluded = said["understood"]["parts"]
    assert phrase == {"text": "原话“调解”，逐字相符", "parts": []}
    assert excluded["parts"] == [{"text": "词“信访”", "parts": []}]
    assert "understood" not in found_json("", engine.find(asking("")))


def test_rows_say_where_each_place_stands(tmp_path: Path) -> None:
    """Left, hit and right as printed, with the passage's link."""
    engine = Shelf("embedded", tmp_path).engine(report_of("R1", "无", "人民调解“组织”", version=3))
    (row,) = rows_json(rows(engine.find(asking("“调解”")).hits))
    place = row.pop("place")
    assert place["town"] == "松栎镇"
    assert row == {
        "left": "人民",
        "hit": "调解",
        "right": "“组织”",
        "span": [2, 4],
        "report": "R1",
        "passage": 2,
        "year": 2024,
        "url": "/reports/R1/p2?v=3",
    }


def test_advice_gives_each_changed_question_as_it_would_be_typed(tmp_path: Path) -> None:
    """Other programs can ask it as it stands."""
    engine = Shelf("embedded", tmp_path).engine(report_of("R1", "坚持“枫桥经验”", "人民调解"))
    asked = replace(asking("“枫桥经念” 调解"), years=(YearRange(2024, 2024),))
    said = advice_json(engine.advise(asked))
    assert said["choices"] == {"year": 0}
    assert said["unchosen"] == 0
    assert said["parts"] == [
        {"part": "“枫桥经念”", "alone": 0, "anywhere": 0, "without": 1},
        {"part": "调解", "alone": 1, "anywhere": 1, "without": 0},
    ]
    corrections = {(each["old"], each["new"]) for each in said["corrections"]}
    assert corrections == {("枫桥经念", "枫桥经验")}
    for offer in (*said["corrections"], *said["looser"]):
        again = replace(
            asked,
            query=parse_query(offer["query"]).query,
            within=Scope(offer["within"]),
            whole_words=offer["whole_words"],
        )
        assert engine.find(again).total.passages == offer["passages"] > 0
    as_json = json.dumps(said, allow_nan=False)
    assert json.dumps(json.loads(as_json)) == as_json


@pytest.mark.property
@settings(max_examples=30)
@given(data=st.data(), corpus=corpora(), grouped=st.booleans())
def test_every_answer_can_be_written_and_read_again(
    tmp_path: Path, data: st.DataObject, corpus: list[FiledReport], *, grouped: bool
) -> None:
    """No answer holds a value that JSON has not."""
    engine = Shelf("embedded", tmp_path).engine(*corpus)
    asked = replace(data.draw(questions(corpus)), grouped=grouped, explained=True)
    found = engine.find(asked)
    said = [
        found_json("", found, (), described(asked.query, asked.within)),
        advice_json(engine.advise(asked)),
        rows_json(rows(found.hits)),
    ]
    as_json = json.dumps(said, allow_nan=False)
    assert json.dumps(json.loads(as_json)) == as_json

"""The interface for programs: what its document says is what it does."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
import schemathesis
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema

from searchapp.cli import main
from searchapp.engine import Engine
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import Json, passage_link, report_json
from searchapp.settings import Settings
from searchapp.web import create_app
from tests.library.homes import SONGLI, SONGLI_REVISED, Home, new_home
from tests.web.homes import visitor
from tests.web.reading import faults_of, visit

#: So many questions of each address are made by chance, the same ones each time.
_EXAMPLES = 12
#: Every address, without what stands before it.
PATHS = (
    *("/search", "/matrix", "/figures", "/complete"),
    *("/reports", "/coverage", "/health", "/reports/{report_id}"),
    *("/reports/{report_id}/versions", "/reports/{report_id}/changes"),
    "/reports/{report_id}/passages/{number}",
)

#: Addresses of which nothing that can be asked is wrong.
NEVER_WRONG = ("/health", "/reports/{report_id}/versions")


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Json:
    return dict(client.get("/api/v1/openapi.json").get_json())


@pytest.fixture(scope="module")
def described(engine: Engine, sample_home: Path) -> BaseSchema:
    """The interface as its own document has it."""
    app = create_app(engine, Settings(home=sample_home))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.property
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *((path, GenerationMode.POSITIVE) for path in PATHS),
        *((path, GenerationMode.NEGATIVE) for path in PATHS if path not in NEVER_WRONG),
    ],
)
@settings(max_examples=_EXAMPLES, derandomize=True, suppress_health_check=[*HealthCheck])
@given(chance=st.data())
def test_it_does_what_its_document_says(
    described: BaseSchema, path: str, mode: GenerationMode, chance: st.DataObject
) -> None:
    """Any question, right or wrong: status, type, headers and shape are as documented."""
    operation = described[f"/api/v1{path}"]["GET"]
    chance.draw(operation.as_strategy(generation_mode=mode)).call_and_validate()


def asked(client: FlaskClient, path: str, **arguments: object) -> Json:
    answer = client.get(f"/api/v1/{path}", query_string=arguments)
    assert answer.status_code == 200, answer.get_json()
    return dict(answer.get_json())


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({"q": "“枫桥经验”"}, []),
        ({"q": "矛盾纠纷 调解", "limit": 3, "offset": 2}, ["--limit", "3", "--offset", "2"]),
        ({"q": "调解", "view": "reports", "explain": "1"}, ["--by", "report", "--explain"]),
        ({"q": "调解", "view": "kwic", "beside": "left"}, ["--kwic", "--beside", "left"]),
        (
            {"q": "调解", "year": "2023..", "sort": "oldest"},
            ["--year", "2023..", "--sort", "oldest"],
        ),
        ({"q": "协调", "whole": "1", "section": "plans"}, ["--whole-words", "--section", "plans"]),
        ({"q": "调解 普法", "within": "report"}, ["--within", "report"]),
        ({"q": "龘龘龘"}, []),
        ({}, []),
    ],
)
def test_a_search_is_what_the_command_prints(
    client: FlaskClient, sample_home: Path, given: Json, options: list[str]
) -> None:
    """Key by key and hit by hit."""
    line = ["--home", str(sample_home), "search", str(given.get("q", "")), "--json", *options]
    printed = json.loads(CliRunner().invoke(main, line).output)
    assert asked(client, "search", **given) == printed


def test_the_address_of_a_page_asks_the_same_of_the_interface(client: FlaskClient) -> None:
    """What stands after the question mark need not be written anew."""
    address = "q=调解&section=plans&year=2024&sort=newest&view=reports"
    for more in ("", "&arrived=2020-01-01", "&arrived=2099-01-01T00:00:00Z"):
        page = visit(client, f"/search?{address}{more}")
        total = client.get(f"/api/v1/search?{address}{more}").get_json()["total"]
        assert page.texts(".totals strong")[0] == f"{total['passages']} 段"


@pytest.mark.parametrize(
    "given",
    [
        {"q": "“枫桥经验”"},
        {"q": "调解 -网络", "county": "990121", "year": "2023..2024"},
        {"q": "“受理#件”", "section": "measures", "whole": "1"},
        {},
    ],
)
def test_a_matrix_is_what_the_page_shows(client: FlaskClient, given: Json) -> None:
    """Town by town and year by year, in its file as well."""
    said = asked(client, "matrix", **given)
    page = client.get("/search.json", query_string={**given, "view": "matrix"}).get_json()
    towns = [town for county in said["counties"] for town in county["towns"]]
    assert [
        [town["place"]["code"], *(cell["passages"] or cell["state"] or None for cell in cells)]
        for town in towns
        for cells in [town["years"]]
    ] == [[row["代码"], *list(row.values())[5:]] for row in page["table"]]
    placed = sum(cell["passages"] for town in towns for cell in town["years"])
    besides = (*said["others"], *said["elsewhere"], *said["unlabelled"])
    assert placed + sum(each["passages"] or 0 for each in besides) == page["total"]["passages"]


@pytest.mark.parametrize(
    "given",
    [{"q": "“受理各类矛盾纠纷#件”"}, {"q": "“#件”", "county": "青禾县"}, {"q": "调解"}],
)
def test_figures_are_those_of_the_page(client: FlaskClient, given: Json) -> None:
    """Each with its sentence; the sums, and why there is none."""
    said = asked(client, "figures", **given)
    page = client.get("/search.json", query_string={**given, "view": "figures"}).get_json()
    figures = [
        [town["place"]["code"], cell["year"], figure["written"], figure["text"]]
        for town in said["towns"]
        for cell in town["years"]
        for figure in cell["figures"]
    ]
    assert figures == [
        [row["代码"], row["年度"], row["写法"], row["原文"]] for row in page["sentences"]
    ]
    sums = [town["sum"] for town in said["towns"]]
    for total, row in zip(sums, page["table"], strict=True):
        shown = list(row.values())[-1]
        assert shown in (total["number"], f"{total['number']}{total['unit']}", total["why"]) or (
            total["rough"] and shown == f"约{total['number']}{total['unit']}"
        )


def test_one_mark_of_several_gives_its_figures(client: FlaskClient) -> None:
    """The first and the second # together are all."""
    given = {"q": "“受理*纠纷#件，调解成功#件”"}
    every, first, second = (
        [figure for town in said["towns"] for cell in town["years"] for figure in cell["figures"]]
        for said in (asked(client, "figures", **given, mark=mark) for mark in (0, 1, 2))
    )
    assert len(every) == len(first) + len(second) > 0
    assert asked(client, "figures", **given)["marks"] == 2


def test_completion_is_what_the_box_offers(client: FlaskClient) -> None:
    """By the same function; the caret counts characters here, and units of UTF-16 there."""
    boxed = client.get("/complete?q=矛盾").get_json()["offers"]
    assert asked(client, "complete", q="矛盾") == {"offers": boxed}
    assert boxed
    inside = client.get("/complete?q=矛盾 调解&at=2").get_json()["offers"]
    assert asked(client, "complete", q="矛盾 调解", at=2) == {"offers": inside}


def test_every_report_is_listed_with_its_facts(client: FlaskClient, engine: Engine) -> None:
    """Without the text, which is asked for by its id."""
    facts = engine.facts()
    said = asked(client, "reports", limit=200)
    assert said["total"] == len(facts)
    assert [(each["id"], each["title"]) for each in said["reports"]] == [
        (filed.id, filed.report.title) for filed in facts
    ]
    of_2024 = asked(client, "reports", year="2024", limit=0)["total"]
    assert of_2024 == sum(filed.report.year == 2024 for filed in facts)
    second = asked(client, "reports", offset=1, limit=1)["reports"]
    assert [each["id"] for each in second] == [facts[1].id]


def test_choices_of_reports_are_or_within_and_and_across(
    client: FlaskClient, engine: Engine
) -> None:
    """As they are in a search: places of all levels are one kind, years another."""
    reports = [filed.report for filed in engine.facts()]
    town = next(each.place for each in reports if each.place and each.place.town)
    given = {"town": [town.code], "province": ["未标注"], "year": ["2022..2024", "未标注"]}
    wanted = [
        each
        for each in reports
        if (each.place is None or each.place.code == town.code)
        and (each.year is None or 2022 <= each.year <= 2024)
    ]
    assert asked(client, "reports", **given)["total"] == len(wanted) > 0


def test_a_report_and_its_passages_are_whole(client: FlaskClient, engine: Engine) -> None:
    """Every passage as it stands, alone and together."""
    filed = next(iter(engine.reports()))
    said = asked(client, f"reports/{filed.id}")
    assert {name: said[name] for name in report_json(filed.report)} == report_json(filed.report)
    for passage in said["passages"]:
        one = asked(client, f"reports/{filed.id}/passages/{passage['number']}")
        assert one["passage"] == passage
        assert one["url"] == passage_link(filed.id, passage["number"], filed.version)


@pytest.fixture
def revised(tmp_path: Path) -> Home:
    """One report in two versions."""
    home = new_home(tmp_path / "home")
    for text in (SONGLI, SONGLI_REVISED):
        home.write("a.txt", text)
        home.ingest()
    return home


def test_versions_and_what_changed_between_them(revised: Home) -> None:
    """The pieces that are not added make the old text, those not removed the new one."""
    client, filed = visitor(revised), revised.only()
    listed = asked(client, f"reports/{filed.id}/versions")["versions"]
    assert [each["version"] for each in listed] == [2, 1]
    said = asked(client, f"reports/{filed.id}/changes")
    assert (said["old"], said["new"]) == (1, 2)
    for version, left_out in ((1, "added"), (2, "removed")):
        whole = asked(client, f"reports/{filed.id}", version=version)
        texts = [
            "".join(piece["text"] for piece in change["pieces"] if piece["fate"] != left_out)
            for change in said["changes"]
        ]
        assert texts == [passage["text"] for passage in whole["passages"]]
    assert whole["passages"] != asked(client, f"reports/{filed.id}", version=1)["passages"]
    old = asked(client, f"reports/{filed.id}/passages/3", version=1)
    assert "131件" in old["passage"]["text"]


def test_coverage_is_what_the_command_prints(client: FlaskClient, sample_home: Path) -> None:
    """By the same function."""
    line = ["--home", str(sample_home), "coverage", "--year", "2023..2024", "--json"]
    printed = json.loads(CliRunner().invoke(main, line).output)
    assert asked(client, "coverage", year="2023..2024") == printed


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("search?limit=x", 422, {"limit": ["应为 0 到 200 的整数"]}),
        ("search?limit=201", 422, {"limit": ["应为 0 到 200 的整数"]}),
        ("search?nonsense=1", 422, {"nonsense": ["没有这个参数"]}),
        (
            "search?year=2024&year=明年",
            422,
            {"year": ["应为 2024、2022..2024、2022..、..2024 或“未标注”"]},
        ),
        ("search?view=matrix", 422, {"view": ["应为 passages、reports、kwic 之一"]}),
        (f"search?q={'枫' * 2001}", 422, {"q": ["最多 2000 字"]}),
        ("reports/0000000000", 404, None),
        ("reports/0000000000/versions", 404, None),
        ("nowhere", 404, None),
    ],
)
def test_what_is_wrong_is_said_in_chinese(
    client: FlaskClient, path: str, status: int, named: Json | None
) -> None:
    """As JSON, with each parameter that is wrong."""
    answer = client.get(f"/api/v1/{path}")
    said = answer.get_json()
    assert (answer.status_code, said["status"], said.get("errors")) == (status, status, named)
    assert any("\u4e00" <= char <= "\u9fff" for char in said["message"])


def test_a_missing_passage_or_version_is_said(client: FlaskClient, engine: Engine) -> None:
    """By its number, and not by a page."""
    name = engine.facts()[0].id
    for path, told in (
        (f"reports/{name}/passages/9999", "没有第 9999 段"),
        (f"reports/{name}?version=9", "没有第 9 版"),
        (f"reports/{name}/changes?from=7", "没有第 7 版"),
    ):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert told in answer.get_json()["message"]


def test_without_an_index_programs_are_told(tmp_path: Path) -> None:
    """503, and the command that helps."""
    own = Settings(home=tmp_path)
    client = create_app(EmbeddedEngine(own.index), own).test_client()
    answer = client.get("/api/v1/health")
    assert answer.status_code == 503
    assert "searchapp" in answer.get_json()["message"]


def test_a_fault_of_the_program_is_json_without_its_trace(
    sample_home: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log has it; whoever asks is told what to say to the administrator."""
    app = create_app(engine, Settings(home=sample_home))
    monkeypatch.setattr("searchapp.web.api.views.found_json", lambda *_: 1 // 0)
    answer = app.test_client().get("/api/v1/search")
    assert answer.status_code == 500
    assert "管理员" in answer.get_json()["message"]
    assert "ZeroDivision" not in answer.get_data(as_text=True)


def test_nothing_can_be_changed(client: FlaskClient, document: Json) -> None:
    """Every address takes GET alone, and says so."""
    for path in document["paths"]:
        assert list(document["paths"][path]) in (
            ["get"],
            ["get", "parameters"],
            ["parameters", "get"],
        )
        concrete = path.replace("{report_id}", "0000000000").replace("{number}", "1")
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(concrete)
            assert answer.status_code == 405
            assert "GET" in answer.headers["Allow"]
            assert answer.get_json()["status"] == 405


def test_pages_are_told_of_as_pages(client: FlaskClient) -> None:
    """The interface has not taken their errors over."""
    for path in ("/nowhere", "/reports/0000000000"):
        page = visit(client, path)
        assert page.status == 404
        assert "<html" in page.html


def test_the_document_is_of_this_version(document: Json) -> None:
    """OpenAPI 3.1, made of the code."""
    assert document["openapi"] == "3.1.0"
    assert {path.removeprefix("/api/v1") for path in document["paths"]} == set(PATHS)


def test_the_page_shows_every_address_parameter_and_shape(
    client: FlaskClient, document: Json
) -> None:
    """And each example on it works."""
    page = visit(client, "/api")
    assert faults_of(page.html) == []
    soup = page.soup
    codes = {code.get_text() for code in soup.select(".ask code")}
    assert {f"GET {path}" for path in document["paths"]} <= codes
    named = {
        each["name"]
        for said in document["paths"].values()
        for each in (*said.get("parameters", ()), *said["get"].get("parameters", ()))
    }
    assert named <= codes
    for name, shape in document["components"]["schemas"].items():
        keys = soup.select(f"#shape-{name} th[scope=row] code")
        assert {key.get_text() for key in keys} == set(shape["properties"])
    examples = [link for link in page.links(".ask a") if link.startswith("/api/v1")]
    assert len(examples) == len(document["paths"])
    for example in examples:
        assert client.get(quote(example, safe="/?&=%.")).status_code == 200
    inner = [link for link in page.links("main a") if link.startswith("#")]
    assert inner
    there = {f"#{each['id']}" for each in soup.select("[id]")}
    assert set(inner) <= there

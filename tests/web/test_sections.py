"""The page of sections side by side: what it offers, and that it shows them whole."""

from pathlib import Path
from time import process_time

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.reports import FiledReport, Passage, Place, SectionKind
from searchapp.web import create_app
from tests.engine.shelves import report_of
from tests.library.homes import new_home
from tests.web.reading import Page, faults_of, visit

TOWN = "990121101"


def compared(client: FlaskClient, *ids: str, **more: str) -> Page:
    return visit(client, "/compare", *(("report", each) for each in ids), *more.items())


@pytest.fixture(scope="module")
def town(engine: Engine) -> list[FiledReport]:
    """One town's reports, the newest first."""
    places = [each for each in engine.facts() if each.report.place]
    return [each for each in places if each.report.place and each.report.place.code == TOWN]


def sections_of(reports: list[FiledReport]) -> list[list[Passage]]:
    kind = SectionKind.SHORTCOMINGS
    return [[p for p in each.report.passages if p.kind is kind] for each in reports]


def shelved(path: Path, *reports: FiledReport) -> FlaskClient:
    home = new_home(path)
    engine = home.engine
    with engine.writer() as writer:
        for filed in reports:
            writer.put(filed)
    return create_app(engine, home.settings).test_client()


def test_years_of_a_town_stand_in_order_and_whole(
    client: FlaskClient, engine: Engine, town: list[FiledReport]
) -> None:
    """Each column is its section, verbatim; each passage leads to its place in its report."""
    page = compared(client, *(each.id for each in town))
    assert page.texts(".abreast-head h2") == ["2022", "2023", "2024"]
    whole = [engine.report(each.id) for each in reversed(town)]
    for column, filed, passages in zip(
        page.soup.select(".abreast-column"), whole, sections_of(whole), strict=True
    ):
        assert [each.get_text() for each in column.select(".said")] == [p.text for p in passages]
        links = [str(each["href"]) for each in column.select(".at a")]
        assert links == [f"/reports/{filed.id}#p{p.number}" for p in passages]
    assert [line.split(" 相同")[0] for line in page.texts(".tallies li")] == [
        "2022 → 2023",
        "2023 → 2024",
    ]
    assert faults_of(page.html) == []


def test_towns_of_a_year_are_told_apart_by_name(client: FlaskClient, engine: Engine) -> None:
    """In the order in which they were chosen, each against each."""
    chosen = [each for each in engine.facts() if each.report.year == 2024][:3]
    page = compared(client, *(each.id for each in chosen), section="plans")
    places = [each.report.place for each in chosen]
    assert page.texts(".abreast-head h2") == [f"{place.short} 2024" for place in places if place]
    assert len(page.texts(".tallies li")) == 3
    assert page.texts(".chips [aria-current]") == ["下年安排"]
    assert page.soup.select(".abreast del") == []


def test_what_changed_is_marked(tmp_path: Path) -> None:
    """New in the later year, struck in the earlier, quiet where it stayed; or left out."""
    texts = (
        ("编制少。", "持证执法人员仅5名，力量不足。"),
        ("编制少。", "持证执法人员仅7名，力量不足。"),
    )
    reader = shelved(
        tmp_path, report_of("R1", *texts[0], year=2023), report_of("R2", *texts[1], year=2024)
    )
    page = compared(reader, "R2", "R1", section="measures")
    assert page.texts(".abreast del") == ["5"]
    assert page.texts(".abreast ins") == ["7"]
    assert page.texts(".tallies span") == ["相同 1 句", "改写 1 句", "新增 0 句", "删去 0 句"]
    link = page.only(".legend-line a")
    only = visit(reader, str(link["href"]))
    assert only.texts(".left-out") == ["相同的 1 段"] * 2
    assert only.texts(".said") == [
        "持证执法人员仅5名，力量不足。",
        "持证执法人员仅7名，力量不足。",
    ]
    assert only.only(".legend-line a").get_text() == "连相同的 1 段一起看"


def test_a_section_that_is_missing_is_said(tmp_path: Path) -> None:
    """Its neighbours are compared with one another."""
    reports = [report_of(f"R{at}", "编制少。", year=2020 + at) for at in (1, 3)]
    other = report_of("R2", "编制少。", year=2022)
    passages = tuple(
        Passage(p.number, SectionKind.PLANS, p.section, p.text) for p in other.report.passages
    )
    lacking = report_of("R2", "编制少。", year=2022, passages=passages)
    page = compared(shelved(tmp_path, *reports, lacking), "R1", "R2", "R3", section="measures")
    assert page.texts(".left-out") == ["这篇报告没有“举措和成效”一节"]
    assert page.texts(".tallies b") == ["2021 → 2023"]


@pytest.mark.parametrize("typed", ["松栎镇", "990121101", "青禾县松栎镇"])
def test_a_towns_years_are_shown_at_once(
    client: FlaskClient, town: list[FiledReport], typed: str
) -> None:
    """By name or code; above them each year can be ticked, and those ticked are shown instead."""
    answer = client.get("/compare", query_string={"place": typed, "section": "plans"})
    assert answer.status_code == 302
    page = visit(client, answer.headers["Location"])
    assert page.texts(".abreast-head h2") == ["2022", "2023", "2024"]
    assert page.texts(".chips [aria-current]") == ["下年安排"]
    assert page.texts(".ticks label") == ["2022", "2023", "2024"]
    boxes = page.soup.select(".ticks input[type=checkbox][checked]")
    assert {str(box["value"]) for box in boxes} == {each.id for each in town}
    fewer = compared(client, *(str(box["value"]) for box in boxes[:2]), section="plans")
    assert fewer.texts(".abreast-head h2") == ["2022", "2023"]
    assert len(fewer.soup.select(".ticks [checked]")) == 2


def test_the_towns_of_a_county_and_year_can_be_ticked(client: FlaskClient, engine: Engine) -> None:
    """Above two of them stand all; above towns that have neither in common none do."""
    there = [each for each in engine.facts() if each.report.year == 2023]
    county = [each for each in there if each.report.place and each.report.place.county == "青禾县"]
    page = compared(client, county[0].id, county[2].id)
    assert page.texts(".ticks label") == ["松栎镇 2023", "汀兰镇 2023", "云坪乡 2023"]
    boxes = page.soup.select(".ticks [checked]")
    assert [str(box["value"]) for box in boxes] == [county[0].id, county[2].id]
    elsewhere = next(each for each in there if each not in county)
    assert compared(client, county[0].id, elsewhere.id).soup.select(".ticks") == []


def test_one_report_of_a_place_is_offered_and_said(tmp_path: Path) -> None:
    """There is nothing to hold it against; the field has the place's name, not its code."""
    page = visit(shelved(tmp_path, report_of("R1", "编制少。")), "/compare", ("place", TOWN))
    assert page.texts(".offers legend") == ["这里只有这一篇；换一个地方或年度，找能与它并排的"]
    assert page.only("input[name=place]")["value"] == "松栎镇"


def test_a_countys_towns_are_offered(client: FlaskClient) -> None:
    """Of a year to tick, none of them ticked; of all years to choose one of, by its name."""
    page = visit(client, "/compare", ("place", "青禾县"), ("year", "2023"))
    assert page.texts(".offers strong") == ["松栎镇 2023", "汀兰镇 2023", "云坪乡 2023"]
    assert page.soup.select(".offers [checked]") == []
    towns = visit(client, "/compare", ("place", "青禾县"))
    assert [link.endswith("&section=shortcomings") for link in towns.links(".towns a")] == [
        True
    ] * 3
    assert towns.texts(".towns a") == ["松栎镇", "汀兰镇", "云坪乡"]
    assert towns.texts(".towns li")[0] == "松栎镇 青禾县 2022、2023、2024"


def test_beside_one_report_its_towns_others_are_offered(
    client: FlaskClient, town: list[FiledReport]
) -> None:
    """With itself among those ticked."""
    page = compared(client, town[0].id)
    ticked = {str(box["value"]) for box in page.soup.select(".offers [checked]")}
    assert ticked == {each.id for each in town}


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ((("report", "0000000000"),), "没有编号为 0000000000 的报告"),
        ((("section", "尾声"),), "看不懂“尾声”"),
        (tuple(("report", f"R{at}") for at in range(5)), "最多并排 4 篇"),
    ],
)
def test_what_makes_no_sense_is_said(
    client: FlaskClient, choices: tuple[tuple[str, str], ...], said: str
) -> None:
    """And reports are offered."""
    page = visit(client, "/compare", *choices)
    assert page.status == 200
    assert said in page.texts(".note")[0]
    assert faults_of(page.html) == []


def test_of_an_unknown_place_nothing_is_offered(client: FlaskClient) -> None:
    """The page says so and leads on."""
    assert visit(client, "/compare", ("place", "无此地")).texts(".nothing h2") == [
        "没有“无此地”的报告"
    ]


def test_many_towns_are_cut_and_said(tmp_path: Path) -> None:
    """The page stays short, whatever the library holds."""
    places = (
        Place(f"990121{100 + at}", f"第{at}镇", "青禾县", "砚州市", "岚川省") for at in range(100)
    )
    reports = [report_of(f"R{at}", "调解", place=place) for at, place in enumerate(places)]
    page = visit(shelved(tmp_path, *reports), "/compare", ("place", "岚川省"), ("year", "2024"))
    assert len(page.texts(".offers label strong")) == 60
    assert "还有 40 篇没有列出" in page.texts(".offers .soft")[-1]


def test_four_long_sections_are_shown_in_time(tmp_path: Path) -> None:
    """Five hundred passages each: the columns stand, whole, in seconds of a slow machine."""
    reports = [
        report_of(
            f"R{year}",
            *(f"第{at}件事办了{at * year}次，力量仍然不足。主要是编制少。" for at in range(500)),
            year=year,
        )
        for year in (2021, 2022, 2023, 2024)
    ]
    reader = shelved(tmp_path, *reports)
    compared(reader, "R2021", "R2022", section="measures")
    start = process_time()
    page = compared(reader, *(each.id for each in reports), section="measures")
    assert process_time() - start < 2
    assert len(page.texts(".said")) == 2000


def test_ids_typed_from_paper_are_understood(client: FlaskClient, town: list[FiledReport]) -> None:
    """In small letters."""
    page = compared(client, *(each.id.lower() for each in town))
    assert page.texts(".abreast-head h2") == ["2022", "2023", "2024"]
    assert page.texts(".note") == []

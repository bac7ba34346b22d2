"""The page of what is in the library: its numbers are those of the index and the ledger."""

from pathlib import Path
from time import process_time

from flask.testing import FlaskClient

from searchapp.engine import Asked, Engine
from searchapp.library.coverage import coverage
from searchapp.parsing import Gazetteer
from searchapp.query import Everything
from searchapp.web import create_app
from searchapp.web.overview import areas
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.library.homes import new_home
from tests.web.homes import home_with_holes, visitor
from tests.web.reading import faults_of, visit


def test_its_numbers_are_those_of_the_index(client: FlaskClient, engine: Engine) -> None:
    """Reports, passages, towns, counties and years, and how many reports there are of each."""
    page = visit(client, "/overview")
    total = engine.find(Asked(Everything(), limit=0)).total
    places = {each.report.place for each in engine.facts()}
    counties = {place.code[:6] for place in places if place}
    assert page.texts(".numbers dd") == [
        f"{total.reports}篇",
        f"{total.passages}段",
        f"{len(places)}个",
        f"{len(counties)}个",
        "2022–2024",
    ]
    assert faults_of(page.html) == []


def test_its_links_lead_to_as_many_reports_as_they_say(
    client: FlaskClient, engine: Engine
) -> None:
    """Years, genres and levels."""
    page = visit(client, "/overview")
    lines = [each for each in page.soup.select(".shares li") if "/checking" not in str(each)]
    bars = [line.get_text().split()[-2] for line in lines if line.select_one("svg")]
    dated = [each for each in engine.facts() if each.report.year]
    assert sum(map(int, bars)) == len(dated)
    for line in lines:
        link, said = line.select_one("a"), line.select_one("span")
        assert link
        assert said
        assert said.get_text() in visit(client, str(link["href"])).html


def test_coverage_is_told_by_county(
    client: FlaskClient, engine: Engine, gazetteer: Gazetteer
) -> None:
    """As the library counts it; a county leads to its towns."""
    page = visit(client, "/overview")
    covered = coverage(engine.facts(), gazetteer.towns_under)
    shown = [
        [cell.get_text() for cell in row.select("td")] for row in page.soup.select("tbody tr")
    ]
    assert shown == [
        [
            *(f"{county.received(at)}/{county.listed}" for at in range(len(covered.years))),
            str(county.reports),
            str(county.missing or ""),
        ]
        for county in covered.counties
    ]
    detail = visit(client, page.links("tbody a")[0])
    assert detail.texts(".county h2") == page.texts("tbody th")[:1]


def test_what_is_new_and_what_waits_is_told(tmp_path: Path) -> None:
    """The newest first, each linked; each kind of doubt with its count."""
    home = home_with_holes(tmp_path)
    reader = visitor(home)
    page = visit(reader, "/overview")
    links = page.links(".arrivals a")
    assert len(links) == 4
    assert all(visit(reader, link).status == 200 for link in links)
    doubts = [each for each in page.soup.select(".shares li") if "/checking" in str(each)]
    for line in doubts:
        name, count = line.select_one("a"), line.select_one("span")
        assert name
        assert count
        listed = visit(reader, str(name["href"])).soup.select(".case")
        assert count.get_text() == f"{len(listed)} 篇"
    assert len(doubts) >= 2


def test_an_empty_library_says_how_to_begin(tmp_path: Path) -> None:
    """A page like any other, without numbers."""
    home = new_home(tmp_path)
    page = visit(create_app(home.engine, home.settings).test_client(), "/overview")
    assert page.status == 200
    assert page.texts(".nothing h2") == ["库里还没有报告"]
    assert page.soup.select(".numbers") == []


def test_many_counties_are_told_by_larger_places(gazetteer: Gazetteer) -> None:
    """Nothing is left out of their sums, and the table stays short."""
    codes = sorted({place.code[:6] for place in gazetteer.towns_under("")})
    chosen = [gazetteer.towns_under(code)[0] for code in codes[::2]]
    reports = [report_of(f"R{at}", "调解", place=place) for at, place in enumerate(chosen)]
    covered = coverage(reports, gazetteer.towns_under)
    told = list(areas(covered.counties))
    assert len(covered.counties) > 1000
    assert len(told) <= 40
    assert sum(area.reports for area in told) == len(reports)
    assert sum(area.cells[0][1] for area in told) == sum(c.listed for c in covered.counties)
    assert {area.code for area in told} == {None}


def test_it_is_quick_and_short_at_three_hundred_reports(tmp_path: Path) -> None:
    """Under a tenth of a second of a slow machine, under 100 KB."""
    home = new_home(tmp_path)
    engine = home.engine
    with engine.writer() as writer:
        for at in range(300):
            place = (SONGLI, DIPU)[at % 2]
            writer.put(report_of(f"R{at}", f"调解{at}件", place=place, year=1900 + at // 2))
    reader = create_app(engine, home.settings).test_client()
    visit(reader, "/overview")
    start = process_time()
    page = visit(reader, "/overview")
    assert process_time() - start < 0.25
    assert len(page.html.encode()) < 100_000

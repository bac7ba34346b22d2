"""The reports beside a report."""

from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.web.neighbours import neighbours_of
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.web.reading import visit


def test_the_same_town_in_other_years_comes_newest_first() -> None:
    """Not the report itself, not another town, not what another genre says of that year."""
    own, before, after = (report_of(f"R{year}", "甲", year=year) for year in (2023, 2022, 2024))
    elsewhere = report_of("R5", "甲", place=DIPU, year=2022)
    unknown = report_of("R6", "甲", place=None)
    found = neighbours_of(own, [before, own, after, elsewhere, unknown])
    assert found is not None
    assert found.years == (after, before)
    assert found.compared(own) == ["R2022", "R2023", "R2024"]


def test_a_report_of_no_known_place_has_no_neighbours() -> None:
    """Nothing is guessed."""
    assert neighbours_of(report_of("R1", "甲", place=None), [report_of("R2", "甲")]) is None


def test_towns_of_another_county_are_no_neighbours() -> None:
    """青禾县 and 望岫县 are two counties."""
    own, other = report_of("R1", "甲"), report_of("R2", "甲", place=DIPU)
    found = neighbours_of(own, [own, other])
    assert found is not None
    assert (found.area, found.towns, found.all_towns) == (SONGLI.county, (), 1)


def test_as_many_are_found_as_are_promised(client: FlaskClient, engine: Engine) -> None:
    """全部 n 篇 leads to a search that finds n reports, of each report of the samples."""
    seen = 0
    for filed in engine.reports():
        page = visit(client, f"/reports/{filed.id}")
        for link in page.soup.select(".beside-it a"):
            if not (said := link.get_text()).startswith("全部"):
                continue
            found = visit(client, str(link["href"]))
            assert said == f"全部 {found.texts('.totals')[0].split(' 篇')[0].split()[-1]} 篇"
            seen += 1
    assert seen > 3


def test_neighbours_are_read_with_the_same_search(client: FlaskClient, engine: Engine) -> None:
    """Whoever compares what two years say need not type it again."""
    asked = (("q", "纠纷"), ("year", "2022..2024"))
    filed = next(each for each in engine.reports() if (each.report.place or DIPU).town == "松栎镇")
    page = visit(client, f"/reports/{filed.id}", *asked)
    links = [link for link in page.links(".beside-it a") if link.startswith("/reports/")]
    assert len(links) > 1
    for link in links:
        assert parse_qsl(urlsplit(link).query) == list(asked)
        assert visit(client, link).status == 200

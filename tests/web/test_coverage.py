"""The page of what there is and what is missing: what it shows is what the library counts."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.library.coverage import Coverage, Wanted, coverage
from searchapp.parsing import Gazetteer
from searchapp.query import read_place, read_years
from searchapp.reports import FiledReport, IssuerLevel, Place
from searchapp.web import create_app
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.library.homes import Home, new_home
from tests.web.homes import home_with_holes, visitor
from tests.web.reading import Page, faults_of, visit


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return home_with_holes(tmp_path_factory.mktemp("holes"))


@pytest.fixture(scope="module")
def reader(home: Home) -> FlaskClient:
    return visitor(home)


def indexed(path: Path, *reports: FiledReport) -> FlaskClient:
    """A visitor of a home whose index holds these reports; nothing was ingested."""
    home = new_home(path)
    engine = home.engine
    with engine.writer() as writer:
        for filed in reports:
            writer.put(filed)
    return create_app(engine, home.settings).test_client()


def rows(page: Page) -> dict[str, list[str]]:
    """Town -> what its cells say."""
    return {
        " ".join(row.select_one("th").stripped_strings): [  # type: ignore[union-attr]
            " ".join(cell.stripped_strings) for cell in row.select("td")
        ]
        for row in page.soup.select("tbody tr")
    }


def as_shown(covered: Coverage) -> list[tuple[str, str, list[int]]]:
    """Each town with its county and how many reports it has of each year."""
    return [
        (county.place.short, town.place.short, [len(cell.reports) for cell in town.cells])
        for county in covered.counties
        for town in county.reporting
    ]


@pytest.mark.parametrize(
    ("choices", "wanted"),
    [
        ((), Wanted()),
        ((("county", "青禾县"),), Wanted(counties=(read_place("county", "青禾县"),))),
        ((("county", "990122"),), Wanted(counties=(read_place("county", "990122"),))),
        ((("since", "2023"), ("until", "2023")), Wanted(years=(read_years("2023"),))),
        ((("since", "2023"),), Wanted(years=(read_years("2023.."),))),
    ],
)
def test_the_table_shows_what_the_library_counts(
    client: FlaskClient,
    engine: Engine,
    gazetteer: Gazetteer,
    choices: tuple[tuple[str, str], ...],
    wanted: Wanted,
) -> None:
    """Every town that has reported, with a mark for each of its reports, narrowed as chosen."""
    page = visit(client, "/coverage", *choices)
    covered = coverage(engine.facts(), gazetteer.towns_under, wanted)
    shown = [
        (
            section.select_one("h2").get_text(),  # type: ignore[union-attr]
            row.select_one("th").get_text(),  # type: ignore[union-attr]
            [len(cell.select("a")) for cell in row.select("td")],
        )
        for section in page.soup.select(".county")
        for row in section.select("tbody tr")
    ]
    assert shown == as_shown(covered)
    assert page.texts(".totals strong") == [f"{covered.reports} 篇"]
    assert page.texts(".matrix thead th")[1 : 1 + len(covered.years)] == [
        f"{year}{covered.counties[0].received(at)}/{covered.counties[0].listed}"
        for at, year in enumerate(covered.years)
    ]


def test_a_cell_leads_to_its_report(client: FlaskClient, engine: Engine) -> None:
    """Of that town and year."""
    page = visit(client, "/coverage")
    links = {str(link["href"]): str(link["title"]) for link in page.soup.select(".matrix td a")}
    assert len(links) == len(engine.facts()) == 18
    for filed in engine.facts():
        said = links[f"/reports/{filed.id}"]
        assert filed.report.place
        assert said == f"{filed.report.place.short} {filed.report.year} 年：1 篇"


def test_what_is_missing_weak_or_there_twice_is_said(reader: FlaskClient) -> None:
    """In words, with the denominator; who never reported is named below."""
    page = visit(reader, "/coverage")
    assert rows(page) == {"松栎镇": ["缺", "2 篇"], "汀兰镇": ["有", "缺"]}
    assert page.texts(".matrix thead small") == ["1/3", "1/3"]
    assert page.texts(".silent p") == ["云坪乡"]
    assert page.texts(".beside p") == ["地方或年度未标注的 1 篇"]
    assert page.texts(".county .soft") == ["岚川省砚州市 3 个乡镇中 2 个有报告，共 3 篇，缺 4"]
    assert page.soup.select(".missing a") == []


def test_several_reports_of_a_year_are_listed(reader: FlaskClient) -> None:
    """The cell leads to all of them, and to no other."""
    link = str(visit(reader, "/coverage").only(".several a")["href"])
    assert visit(reader, link).texts(".totals p")[0].startswith("10 段 2 篇")


def test_a_weak_text_is_marked(tmp_path: Path) -> None:
    """With the reason where one points."""
    page = visit(indexed(tmp_path, report_of("R1", "调解", recognised=True)), "/coverage")
    cell = page.only(".matrix .weak a")
    assert " ".join(cell.stripped_strings) == "有 存疑"
    assert cell["title"] == "松栎镇 2024 年：1 篇，文字从图片识别而来"


def test_a_town_outside_the_gazetteer_is_counted_apart(tmp_path: Path) -> None:
    """Its reports are shown, and the denominator stays what it is."""
    lost = Place("990121999", "旧渡乡", "青禾县", "砚州市", "岚川省")
    page = visit(indexed(tmp_path, report_of("R1", "调解", place=lost)), "/coverage")
    assert rows(page) == {"旧渡乡 表外": ["有"]}
    assert page.texts(".matrix thead small") == ["0/3+1"]


def test_reports_of_counties_lead_to_a_search_for_them(tmp_path: Path) -> None:
    """They are counted below the table, and the link finds as many."""
    county = Place("990121", None, "青禾县", "砚州市", "岚川省")
    reader = indexed(
        tmp_path,
        report_of("R1", "调解", level=IssuerLevel.TOWN),
        report_of("R2", "调解", place=county, level=IssuerLevel.COUNTY),
        report_of("R3", "调解", level=IssuerLevel.DEPARTMENT),
    )
    page = visit(reader, "/coverage")
    assert page.texts(".beside p") == ["县级及以上、部门的 2 篇"]
    assert visit(reader, page.links(".beside a")[0]).texts(".totals p")[0].startswith("2 段 2 篇")


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ((("genre", "散文"),), "看不懂“散文”"),
        ((("since", "明年"),), "看不懂“明年”"),
        ((("county", "无此县"),), "库里没有“无此县”的乡镇法治政府建设报告"),
    ],
)
def test_what_makes_no_sense_is_said(
    reader: FlaskClient, choices: tuple[tuple[str, str], ...], said: str
) -> None:
    """And the page is still a page."""
    page = visit(reader, "/coverage", *choices)
    assert page.status == 200
    assert said in page.texts(".note")[0]
    chosen = page.texts("select[name=county] option[selected]")
    assert chosen == [value for field, value in choices if field == "county"]


def test_of_another_genre_there_is_nothing(reader: FlaskClient) -> None:
    """That is said, and the form still offers the others."""
    page = visit(reader, "/coverage", ("genre", "工作计划"))
    assert page.texts(".nothing h2") == ["没有符合的报告"]
    assert page.texts("select[name=genre] option[selected]") == ["工作计划"]


def test_of_many_counties_it_counts_towns(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A row for each county, which leads to its towns under the same choices."""
    elsewhere = [gazetteer.towns_under(code)[0] for code in ("500230", "330122", "440103")]
    places = (SONGLI, DIPU, *elsewhere)
    reports = [report_of(f"R{at}", "调解", place=place) for at, place in enumerate(places)]
    reader = indexed(tmp_path, *reports, report_of("R9", "调解", year=2022))
    page = visit(reader, "/coverage", ("since", "2023"))
    assert rows(page).keys() == {place.county for place in places}
    assert rows(page)["青禾县"] == ["1/3", "1", "2"]
    link = next(link for link in page.links(".wide th a") if "990121" in link)
    detail = visit(reader, link)
    assert detail.texts(".county h2") == ["青禾县"]
    assert detail.texts("select[name=since] option[selected]") == ["2023"]
    assert rows(visit(reader, "/coverage"))["青禾县"] == ["1/3", "1/3", "2", "4"]


def test_counties_of_one_name_are_offered_in_full(tmp_path: Path) -> None:
    """Else nobody could tell which is which."""
    other = Place("980121201", "鹤沼瑶族乡", "青禾县", None, "云汀市")
    reader = indexed(tmp_path, report_of("R1", "调解"), report_of("R2", "调解", place=other))
    options = visit(reader, "/coverage").texts("select[name=county] option")
    assert options == ["全部", "云汀市青禾县", "岚川省砚州市青禾县"]


def test_pages_are_well_formed_and_linked_from_every_page(reader: FlaskClient) -> None:
    """From the bar, which says where one is."""
    for path in ("/search", "/coverage", "/checking", "/nowhere"):
        page = visit(reader, path)
        assert faults_of(page.html) == []
        areas = page.links(".areas a")
        first = ["/", "/saved", "/overview", "/compare", "/briefings", "/checking"]
        assert areas[:6] == first
        here = [str(each["href"]) for each in page.soup.select(".areas [aria-current]")]
        within = {"/search": ["/"], "/coverage": ["/overview"], "/nowhere": []}
        assert here == within.get(path, [path])
    assert "/overview" in visit(reader, "/coverage").links("main a")


@pytest.mark.parametrize("typed", ["未标注", "2020..2022", "..2022", "明年"])
@pytest.mark.parametrize("end", ["since", "until"])
def test_what_is_no_year_is_said(reader: FlaskClient, end: str, typed: str) -> None:
    """And left out: a table begins and ends with one year."""
    page = visit(reader, "/coverage", (end, typed))
    assert page.status == 200
    assert f"看不懂“{typed}”" in page.texts(".note")[0]
    assert page.soup.select(f"select[name={end}] [selected]") == []

"""The tables of a search as pages: who did not say it, what number each gave, and of how many."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import FiledReport, Place
from searchapp.web import create_app
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.library.test_coverage import TINGLAN, YUNPING
from tests.web.homes import FEW_REPORTS, home_of
from tests.web.reading import Page, visit

#: A page is smaller than that, whatever is in it.
LARGEST = 100_000


def client_of(home: Path, *reports: FiledReport) -> FlaskClient:
    """A visitor of a home with these reports."""
    settings = home_of(home, *reports)
    return create_app(EmbeddedEngine(settings.index), settings).test_client()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A visitor of a few reports that a person can read."""
    return client_of(tmp_path_factory.mktemp("few") / "home", *FEW_REPORTS)


def rows(page: Page) -> dict[str, list[str]]:
    """Name of the town -> what stands in its cells."""
    return {
        " ".join(head.get_text(" ").split()): [
            " ".join(cell.get_text(" ").split()) for cell in head.find_next_siblings("td")
        ]
        for head in page.soup.select(".answer tbody th[scope=row]")
    }


def missing(text: str) -> int:
    """How many reports a line says are missing."""
    (counted,) = re.findall(r"未报送 (\d+) 篇|(\d+) 篇未报送", text)
    return int("".join(counted))


@pytest.mark.parametrize("view", ["matrix", "figures"])
@pytest.mark.parametrize("chosen", ["", "&county=990121", "&year=2024", "&county=990122"])
def test_the_table_counts_as_many_missing_as_the_line_above_it(
    few: FlaskClient, view: str, chosen: str
) -> None:
    """And says how many of them are of towns that have no row."""
    page = visit(few, f"/search?q=“纠纷%23件”&view={view}{chosen}")
    (head,) = page.texts(".answer-head p")
    (line,) = page.texts(".denominator")
    named = re.findall(r"[镇乡] 20\d\d", line)
    assert missing(head) == (missing(line) if "篇未报送" in line else len(named))
    without_row = re.search(r"从未报送的 (\d+) 个乡镇，不在表中", head)
    assert bool(without_row) == bool(page.soup.select(".silent"))


def test_who_did_not_say_it_is_told_town_by_town(few: FlaskClient) -> None:
    """A number, 无, 未报送, and blank where no town of the county has reported."""
    page = visit(few, "/search?q=“执法公示”&view=matrix")
    assert rows(page) == {
        "松栎镇": ["1", "无"],
        "汀兰镇": ["未报送", "无"],
        "荻浦镇": ["", "无"],
    }
    assert page.texts(".silent p") == [YUNPING.short]
    (legend,) = page.texts(".answer .lead")
    for sign in ("数字", "无", "未报送", "空格"):
        assert sign in legend
    assert page.texts(".beside a")[-1] == "其他文种里提及的 1 篇"


def test_where_nothing_is_found_the_table_is_the_answer(few: FlaskClient) -> None:
    """Nobody said it: each report has 无, and no advice stands beside it."""
    page = visit(few, "/search?q=“低空经济”&view=matrix")
    assert {cell for cells in rows(page).values() for cell in cells} == {"", "无", "未报送"}
    assert page.texts(".nothing") == []
    assert visit(few, "/search?q=“低空经济”").texts(".nothing h2") == ["没有找到"]
    assert visit(few, "/search?q=“低空经济%23件”&view=figures").texts(".nothing") == []


def test_a_silent_cell_says_what_comes_nearest(few: FlaskClient) -> None:
    """How long the report is, and which pieces of the query do stand in it."""
    table = visit(few, "/search?q=“执法公示”&view=matrix")
    link = next(str(each["href"]) for each in table.soup.select(".cells a") if each.text == "无")
    panel = visit(few, link)
    assert panel.texts("#cell h3") == ["松栎镇 2024 · 未提及"]
    assert "全文 2 段" in panel.texts("#cell .said")[0]
    assert panel.texts("#cell mark") == ["公示"]
    assert panel.texts(".cells a.open") == ["无"]
    nowhere = visit(few, "/search?q=“低空”&view=matrix&cell=990121101-2024")
    assert "没有相近的文字" in nowhere.only("#cell").text
    assert visit(few, "/search?q=“低空”&view=matrix&cell=nonsense").texts("#cell") == []


def test_parts_of_the_query_are_counted_in_the_report_that_lacks_them(few: FlaskClient) -> None:
    """推行 stands in it, 执法公示 does not."""
    page = visit(few, "/search?q=推行 “执法公示”&view=matrix&cell=990121101-2024")
    assert page.texts("#cell .parted li") == ["推行 1 段", "“执法公示” 无"]


def test_figures_are_given_as_the_sentences_write_them(few: FlaskClient) -> None:
    """Several stay several, a passage without a figure says so, and nothing is guessed."""
    page = visit(few, "/search?q=纠纷 或者 “%23件” 或者 “%23起” 或者 数字&view=figures")
    assert rows(page) == {
        "松栎镇 青禾县": ["12 件", "40余 件 30 件", "有的格不止一个数"],
        "汀兰镇 青禾县": ["未报送", "有，没有数", ""],
        "荻浦镇 望岫县": ["", "5 起", "5 起"],
    }
    assert page.texts(".answer tfoot td") == ["12 件", "有的格不止一个数", "有的格不止一个数"]
    assert "另有 1 个数在表外的报告里" in page.only(".answer").text


@pytest.mark.parametrize(
    ("sentences", "total"),
    [
        (("受理12件", "受理30件"), "42 件 2 格相加"),
        (("受理12件", "受理40余件"), "约 52 件 2 格相加"),
        (("受理12件", "受理30起"), "单位不一致"),
        (("受理12件", "受理数百件"), "有的数不确定"),
        (("占12%", "占30%"), "比例不能相加"),
        (("受理12件", "没有"), "12 件"),
    ],
)
def test_a_sum_is_of_one_unit_or_says_why_there_is_none(
    tmp_path: Path, sentences: tuple[str, str], total: str
) -> None:
    """In the row of 合计, below the year."""
    one, other = sentences
    client = client_of(
        tmp_path / "home", report_of("R1", one), report_of("R2", other, place=TINGLAN)
    )
    page = visit(client, "/search?q=“%23”&view=figures")
    cells = page.soup.select(".answer tfoot td")
    assert [" ".join(cell.get_text(" ").split()) for cell in cells] == [total, total]


def test_without_a_mark_there_is_said_how_to_ask_for_figures(few: FlaskClient) -> None:
    """The reports are listed all the same: 有 and 无 are true of them."""
    page = visit(few, "/search?q=纠纷&view=figures")
    assert "检索词里没有 #" in page.texts(".answer .note")[0]
    assert "有，没有数" in {cell for cells in rows(page).values() for cell in cells}


def test_a_mark_without_quotes_is_offered_with_them(few: FlaskClient) -> None:
    """One click, and the choices stay; what has no mark is left as it was typed."""
    page = visit(few, "/search?q=受理纠纷%23件 -计划&view=figures&year=2024")
    assert page.texts(".answer .note a") == ["“受理纠纷#件” -计划"]
    (link,) = page.links(".answer .note a")
    assert "# 没有写在引号里" in page.texts(".answer .note")[0]
    assert link in page.links(".note a[data-key=quoted]")
    answered = visit(few, link)
    assert rows(answered)["松栎镇 青禾县"] == ["40余 件", "约 40 件"]
    assert "2024" in " ".join(answered.texts(".chips"))
    assert visit(few, "/search?q=受理 “纠纷%23件”").texts(".note a[data-key=quoted]") == []


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("", ["松栎镇", "汀兰镇", "荻浦镇"]),
        ("-town", ["荻浦镇", "汀兰镇", "松栎镇"]),
        ("-2024", ["荻浦镇", "汀兰镇", "松栎镇"]),
        ("2024", ["汀兰镇", "荻浦镇", "松栎镇"]),
        ("-sum", ["荻浦镇", "汀兰镇", "松栎镇"]),
        ("nonsense", ["松栎镇", "汀兰镇", "荻浦镇"]),
    ],
)
def test_the_address_names_the_order(tmp_path: Path, by: str, order: list[str]) -> None:
    """And the head of the column says so; whoever has not one number comes last."""
    client = client_of(
        tmp_path / "home",
        report_of("R1", "受理4件、2件", place=SONGLI),
        report_of("R2", "受理7件", place=SONGLI, year=2023),
        report_of("R3", "受理6件", place=TINGLAN),
        report_of("R4", "受理60件", place=DIPU),
    )
    page = visit(client, f"/search?q=“%23件”&view=figures&by={by}")
    towns = [name.split()[0] for name in rows(page)]
    assert towns == order
    sorted_by = page.soup.select(".answer th[aria-sort]")
    assert len(sorted_by) == 1
    wanted = "descending" if by.startswith("-") else "ascending"
    assert sorted_by[0]["aria-sort"] == wanted


def test_what_is_exported_is_the_table_that_is_seen(client: FlaskClient) -> None:
    """The same # and the same order of rows; a choice keeps both."""
    asked = "/search?q=“受理*纠纷%23件，调解成功%23件”&view=figures&mark=1&by=-2023"
    page = visit(client, asked)
    assert page.texts(".marks [aria-current]") == ["第 1 个"]
    (link,) = (each for each in page.links(".export a") if ".csv" in each)
    fetched = client.get(link).get_data(as_text=True).removeprefix("\ufeff")
    below = list(csv.DictReader(StringIO(fetched)))
    shown = rows(page)
    assert [row["乡镇"] for row in below] == [name.split()[0] for name in shown]
    assert [row["2023年（件）"] for row in below] == [
        cells[1].removesuffix(" 件") for cells in shown.values()
    ]
    narrowed = page.links("#facet-place .tree a")[0]
    assert visit(client, narrowed).texts(".marks [aria-current]") == ["第 1 个"]
    assert "mark" not in next(each for each in page.links(".views a") if "matrix" in each)


@pytest.mark.parametrize("view", ["passages", "reports", "kwic", "matrix", "figures"])
@pytest.mark.parametrize("typed", ["“%23件”", "法", "“" + "化解矛盾纠纷" * 8 + "”", ""])
def test_a_page_of_three_hundred_reports_stays_small(
    many: FlaskClient, view: str, typed: str
) -> None:
    """Also where every link repeats a long query: then towns are counted by county."""
    page = visit(many, f"/search?q={typed}&view={view}")
    assert page.status == 200
    assert len(page.html.encode()) < LARGEST


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A visitor of 300 reports: of fifty towns the reports of six years."""
    places = [
        Place(f"9901{county:02}1{town:02}", f"第{town}镇", f"第{county}县", "市", "省")
        for county in range(31, 36)
        for town in range(10)
    ]
    reports = [
        report_of(f"R{at}-{year}", f"依法受理{at}件，化解矛盾纠纷{year}件", place=place, year=year)
        for at, place in enumerate(places)
        for year in range(2019, 2025)
    ]
    return client_of(tmp_path_factory.mktemp("many") / "home", *reports)


def test_too_many_towns_are_counted_by_county(many: FlaskClient) -> None:
    """As many reports as there are, and each county leads to its towns."""
    typed = "“" + "化解矛盾纠纷" * 8 + "”"
    page = visit(many, f"/search?q={typed}&view=matrix")
    assert "按县合计" in page.texts(".answer .lead")[0]
    counted = [cells[-1] for cells in rows(page).values()]
    assert counted == ["0 /60"] * 5
    towns = visit(many, page.links(".answer tbody th a")[0])
    assert len(rows(towns)) == 10

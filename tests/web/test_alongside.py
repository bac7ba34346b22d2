"""What is known of the reports on a page besides what was found in them."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.reports import FiledReport, Genre
from searchapp.web.alongside import Alongside, Families, alongside
from tests.engine.shelves import DIPU, report_of
from tests.web.reading import visit

PHRASE = "“矛盾纠纷”"
ISSUED = date(2025, 1, 15)


def of_year(year: int | None, **facts: Any) -> FiledReport:
    """A report that is called by its year."""
    return report_of(f"R{year}", "调解", year=year, **facts)


def years_of(filed: FiledReport, *others: FiledReport) -> tuple[str, ...]:
    """The reports beside one among others."""
    return alongside({filed.id}, Families.of([filed, *others]))[filed.id].years


def test_the_years_beside_it_are_the_nearest_ones_oldest_first() -> None:
    """As many as are held against one another, with the report itself."""
    others = [of_year(year) for year in (2018, 2019, 2020, 2022, 2024)]
    assert years_of(of_year(2021), *others) == ("R2019", "R2020", "R2021", "R2022")
    assert years_of(of_year(2017), *others) == ("R2017", "R2018", "R2019", "R2020")


def test_only_reports_of_the_same_place_and_genre_stand_beside_it() -> None:
    """And of a known year; alone there is nothing to hold it against."""
    strangers = [
        of_year(2023, place=DIPU),
        of_year(2022, genre=Genre.PLAN),
        of_year(None),
    ]
    assert years_of(of_year(2024), *strangers) == ()
    assert years_of(of_year(2024, place=None), of_year(2023, place=None)) == ()
    assert years_of(of_year(None), of_year(2023), of_year(2024)) == ()


def test_what_is_gone_meanwhile_is_left_out() -> None:
    """An answer of an older state of the index names reports that are not there any more."""
    filed = of_year(2024, issued_on=ISSUED)
    assert alongside({filed.id, "GONE"}, Families.of([filed])) == {filed.id: Alongside(ISSUED, ())}


def test_a_hit_says_when_its_report_was_issued(client: FlaskClient, engine: Engine) -> None:
    """Where it is known."""
    facts = {filed.id: filed.report for filed in engine.facts()}
    page = visit(client, "/search", ("q", PHRASE))
    dated = 0
    for hit in page.soup.select(".hit"):
        link = hit.select("h2 a")[0]
        issued = facts[urlsplit(str(link["href"])).path.split("/")[-1]].issued_on
        said = hit.select(".where")[0].get_text()
        assert ("成文" in said) == (issued is not None)
        if issued:
            assert f"{issued.year}年{issued.month}月{issued.day}日成文" in said
            dated += 1
    assert dated


def test_a_hit_leads_to_its_section_over_the_years(client: FlaskClient) -> None:
    """The reports of its town side by side, at the section in which it stands."""
    page = visit(client, "/search", ("q", PHRASE), ("section", "measures"), ("town", "松栎镇"))
    (link, *_) = [each for each in page.links(".acts a") if each.startswith("/compare")]
    asked = parse_qs(urlsplit(link).query)
    assert asked["section"] == ["measures"]
    there = visit(client, link)
    assert len(there.soup.select(".abreast-column")) == len(asked["report"]) == 3
    assert all("松栎镇" in said for said in there.texts(".abreast-head"))


def test_few_reports_of_an_answer_are_held_side_by_side(client: FlaskClient) -> None:
    """From two to four; more do not fit, and one alone has nothing beside it."""
    chosen = (("q", PHRASE), ("year", "2023"), ("county", "990122"))
    page = visit(client, "/search", *chosen)
    count = int(page.texts(".totals p span")[0].split(" 篇")[0])
    (link,) = page.links(".abreast-link")
    assert len(visit(client, link).soup.select(".abreast-column")) == count == 2
    assert visit(client, "/search", ("q", PHRASE)).soup.select(".abreast-link") == []
    one = visit(client, "/search", ("q", PHRASE), ("town", "荻浦镇"), ("year", "2023"))
    assert one.soup.select(".abreast-link") == []

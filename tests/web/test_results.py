"""The three layouts of what was found: passages, reports, a concordance."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from math import isclose, prod
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from searchapp.engine import Asked, Engine, Hit
from searchapp.query import parse_query
from searchapp.text import fold
from searchapp.web import create_app
from tests.library.homes import SONGLI, new_home
from tests.web.reading import Page, visit

PHRASE = "“矛盾纠纷”"
FIGURES = "“受理矛盾纠纷#件”"
#: So many hits stand on a page, and so many rows of a concordance in an order of its own.
PER_PAGE, ROWS = 10, 50


def every_hit(engine: Engine, typed: str) -> tuple[Hit, ...]:
    """All hits, in the order of relevance."""
    return engine.find(Asked(parse_query(typed).query, limit=None)).hits


def leafed(client: FlaskClient, *choices: tuple[str, str]) -> Iterator[Page]:
    """The first page, and each next one as long as there is one."""
    page = visit(client, "/search", *choices)
    yield page
    while onward := page.links(".pages [rel=next]"):
        page = visit(client, onward[0])
        yield page


def numbers(text: str) -> list[int]:
    """The numbers in a text."""
    return [int(each) for each in re.findall(r"\d+", text)]


def address_of(link: str) -> tuple[str, dict[str, list[str]], str]:
    """The path of a link, what its address says, and the place on the page it leads to."""
    parts = urlsplit(link)
    return parts.path, parse_qs(parts.query), parts.fragment


class TestViews:
    """The switch between the three."""

    def test_each_has_its_name_and_the_one_in_use_is_marked(self, client: FlaskClient) -> None:
        """Another view is the same question from its first page on."""
        page = visit(client, "/search", ("q", PHRASE), ("year", "2023"), ("sort", "newest"))
        assert page.texts(".views a") == ["段落", "按报告", "逐词索引", "镇 × 年"]
        for link in page.links(".views a"):
            there = visit(client, link)
            assert there.links(".views [aria-current]") == [link]
            for same in (".totals p", ".chips a", ".facets .choice"):
                assert there.texts(same) == page.texts(same)

    @pytest.mark.parametrize(
        ("view", "beside", "shown"),
        [
            ("passages", "hit", "ol.hits > .hit:not(.group)"),
            ("reports", "hit", "ol.hits > .group"),
            ("kwic", "hit", "ol.kwic > li"),
            ("kwic", "left", "ol.kwic > li"),
        ],
    )
    def test_a_page_has_one_layout(
        self, client: FlaskClient, view: str, beside: str, shown: str
    ) -> None:
        """Nothing of another layout is on it, and no list without an entry."""
        page = visit(client, "/search", ("q", PHRASE), ("view", view), ("beside", beside))
        lists = page.soup.select("ol.hits, ol.kwic")
        assert len(lists) == 1
        assert page.soup.select(shown) == lists[0].find_all("li", recursive=False) != []

    @pytest.mark.parametrize(
        ("layout", "last"),
        [
            ((), 3),
            ((("view", "reports"),), 2),
            ((("view", "kwic"),), 3),
            ((("view", "kwic"), ("beside", "right")), 1),
        ],
    )
    def test_a_page_past_the_last_leads_back_to_the_first(
        self, client: FlaskClient, layout: tuple[tuple[str, str], ...], last: int
    ) -> None:
        """The pages are counted in what is shown, and no stretch of nothing is named."""
        page = visit(client, "/search", ("q", PHRASE), *layout, ("page", "99"))
        assert page.texts(".nothing p") == [f"一共 {last} 页。回到第 1 页"]
        assert "".join(page.texts(".range")) == ""
        (back,) = page.links(".nothing a")
        assert visit(client, back).texts(".range") != []

    @pytest.mark.parametrize("layout", [(), (("view", "reports"),), (("view", "kwic"),)])
    def test_orders_are_those_of_the_hits(
        self, client: FlaskClient, engine: Engine, layout: tuple[tuple[str, str], ...]
    ) -> None:
        """Every layout comes from new to old where that is asked for."""
        page = visit(client, "/search", ("q", PHRASE), ("sort", "newest"), *layout)
        years = [int(year) for year in re.findall(r"(?<=\s)20\d\d", said_whence(page))]
        assert years == sorted(years, reverse=True)
        assert years[0] == max(filed.report.year or 0 for filed in engine.reports())
        assert page.texts(".orders [aria-current]")[-1] == "从新到旧"


def said_whence(page: Page) -> str:
    """Places and years of all that is shown."""
    return " ".join(" " + text for text in page.texts(".hit h2 > a, .kwic a"))


class TestPassages:
    """Hit by hit."""

    def test_the_stretch_is_counted_in_passages(self, client: FlaskClient, engine: Engine) -> None:
        """From the first of a page to its last; the last page ends with the last hit."""
        total = len(every_hit(engine, PHRASE))
        ranges = [page.texts(".range")[0] for page in leafed(client, ("q", PHRASE))]
        assert ranges == [
            f"第 {first + 1}–{min(first + PER_PAGE, total)} 段"
            for first in range(0, total, PER_PAGE)
        ]

    def test_every_hit_says_why_it_stands_there(self, client: FlaskClient) -> None:
        """The scores fall from hit to hit, and each is what its parts add up to."""
        scores = []
        for page in leafed(client, ("q", FIGURES)):
            reasons = [each.get_text().splitlines() for each in page.soup.select(".hit .why pre")]
            assert len(reasons) == len(page.soup.select(".hit"))
            for lines in reasons:
                assert lines[:2] == ["一看跨词：无", "二看得分："]
                scores.append(added_up([line for line in lines[2:] if line.strip()]))
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[-1] > 0

    def test_reasons_of_words_add_up_too(self, client: FlaskClient) -> None:
        """Words, the run they were typed in and their closeness: sums of products."""
        page = visit(client, "/search", ("q", "矛盾纠纷 调解 普法"), ("within", "report"))
        assert page.texts(".why summary") == ["排序依据"] * PER_PAGE
        for reason in page.soup.select(".why pre"):
            lines = reason.get_text().splitlines()
            start = next(at for at, line in enumerate(lines) if line.endswith("看得分："))
            assert added_up(lines[start + 1 :]) > 0

    @pytest.mark.parametrize("view", ["reports", "kwic"])
    def test_reasons_are_for_passages_only(self, client: FlaskClient, view: str) -> None:
        """A report and a row have no score of their own."""
        page = visit(client, "/search", ("q", PHRASE), ("view", view))
        assert page.soup.select(".why") == []

    @pytest.mark.parametrize(
        "choices",
        [
            (("q", "调解"), ("sort", "newest")),
            (("q", "调解"), ("sort", "place"), ("within", "report")),
            (("q", ""),),
            (("q", "年:2023"),),
            (("q", "-调解"),),
        ],
    )
    def test_no_reasons_are_given_where_they_do_not_decide(
        self, client: FlaskClient, choices: tuple[tuple[str, str], ...]
    ) -> None:
        """Hits by year, and hits of a search without words, do not stand where they score."""
        page = visit(client, "/search", *choices)
        assert len(page.soup.select(".hit")) == PER_PAGE
        assert page.soup.select(".why") == []

    def test_figures_that_a_hash_took_are_shown(self, client: FlaskClient) -> None:
        """The figure with its unit, as the passage has it, and as a number."""
        for page in leafed(client, ("q", FIGURES)):
            for hit in page.soup.select(".hit"):
                took = re.findall(r"受理矛盾纠纷(\d+)件", hit.blockquote.get_text())  # type: ignore[union-attr]
                figures = hit.select(".figure")
                assert [each.get_text() for each in figures] == [f"{each}件" for each in took]
                assert [each["title"] for each in figures] == [f"# 在这里是 {n}" for n in took]

    def test_a_figure_that_is_no_definite_number_says_so(self, tmp_path: Path) -> None:
        """数百 is a figure, and nobody claims to know which; 1.2万 is one that is known."""
        home = new_home(tmp_path / "home")
        home.write("a.txt", SONGLI.replace("131件", "数百件").replace("129件", "1.2万件"))
        home.ingest()
        client = create_app(home.engine, home.settings).test_client()
        page = visit(client, "/search", ("q", "“矛盾纠纷#件，调解成功#件”"))
        assert page.texts(".figure") == ["数百件", "1.2万件"]
        assert [each["title"] for each in page.soup.select(".figure")] == [
            "# 在这里是一个不确定的数",
            "# 在这里是 12000",
        ]

    def test_a_phrase_without_figures_shows_none(self, client: FlaskClient) -> None:
        """Figures that merely stand in the passage were not asked for."""
        assert visit(client, "/search", ("q", PHRASE)).soup.select(".figure") == []


def added_up(lines: list[str]) -> float:
    """The number at the root of a tree of reasons, each of which is checked on the way.

    What is shown is rounded to a thousandth.
    """
    root, *rest = lines
    value, why = re.fullmatch(r"\s*(-?[\d.]+)  (.+)", root).groups()  # type: ignore[union-attr]
    depth = len(rest[0]) - len(rest[0].lstrip()) if rest else 0
    starts = [at for at, each in enumerate(rest) if len(each) - len(each.lstrip()) == depth]
    branches = (rest[at:end] for at, end in pairwise([*starts, len(rest)]))
    parts = [added_up(branch) for branch in branches]
    if parts:
        whole = prod(parts) if "以下相乘" in why else sum(parts)
        assert isclose(float(value), whole, rel_tol=0.002, abs_tol=0.0006 * len(parts)), lines
    return float(value)


class TestReports:
    """Report by report."""

    def test_each_report_stands_once_in_the_order_of_its_first_hit(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """All reports of all hits, each with the number of its passages; pages count reports."""
        hits = every_hit(engine, "矛盾纠纷 调解")
        counts = {hit.report: [each.report for each in hits].count(hit.report) for hit in hits}
        seen: list[tuple[str, int]] = []
        for page in leafed(client, ("q", "矛盾纠纷 调解"), ("view", "reports")):
            first = len(seen) + 1
            for group in page.soup.select(".group"):
                path, _, _ = address_of(str(group.select("h2 a")[0]["href"]))
                (count,) = (numbers(each.get_text())[0] for each in group.select("h2 .count"))
                seen.append((path.split("/")[-1], count))
            assert page.texts(".range") == [f"第 {first}–{len(seen)} 篇"]
            assert page.only("ol.hits")["start"] == str(first)
        assert seen == list(counts.items())

    def test_a_report_shows_its_first_passages_and_says_how_many_more(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """At most three, in the order of the hits, each with a link to its place."""
        hits = every_hit(engine, "调解")
        page = visit(client, "/search", ("q", "调解"), ("view", "reports"))
        assert page.soup.select(".group")
        for group in page.soup.select(".group"):
            path, _, _ = address_of(str(group.select("h2 a")[0]["href"]))
            own = [hit for hit in hits if hit.report == path.split("/")[-1]]
            leads = [address_of(str(each["href"]))[2] for each in group.select("a.path")]
            assert leads == [f"m{hit.passage}" for hit in own[:3]]
            assert len(group.select("blockquote")) == len(leads)
            more = [each.get_text() for each in group.select(".acts a:not([href^='/compare'])")]
            assert more == ([f"本篇另有 {len(own) - 3} 段，在原文里看"] if len(own) > 3 else [])


class TestConcordance:
    """Place by place."""

    @pytest.mark.parametrize("typed", [PHRASE, "矛盾纠纷 调解", "“建立*机制”"])
    def test_every_place_has_a_row_between_its_neighbours(
        self, client: FlaskClient, engine: Engine, typed: str
    ) -> None:
        """Page by page the hits' places, 20 characters to either side; pages count passages."""
        hits = every_hit(engine, typed)
        shown = []
        pages = list(leafed(client, ("q", typed), ("view", "kwic")))
        for number, page in enumerate(pages):
            rows = rows_on(page)
            own = hits[number * PER_PAGE : (number + 1) * PER_PAGE]
            first = number * PER_PAGE + 1
            assert numbers(page.texts(".range")[0]) == [first, first + len(own) - 1, len(rows)]
            assert page.texts(".range")[0].endswith("处")
            shown += rows
        assert shown == [row for hit in hits for row in rows_of(hit)]

    def test_a_row_leads_to_its_passage_and_says_where_it_stands(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """Place and year, title and number, and the address of the hit."""
        page = visit(client, "/search", ("q", PHRASE), ("view", "kwic"))
        hits = [hit for hit in every_hit(engine, PHRASE)[:PER_PAGE] for _ in rows_of(hit)]
        for link, hit in zip(page.soup.select(".kwic a"), hits, strict=True):
            assert hit.place
            assert " ".join(link.get_text().split()) == f"{hit.place.short} {hit.year}"
            assert link["title"] == f"{hit.title} · 第 {hit.passage} 段"
            path, said, place = address_of(str(link["href"]))
            assert (path, place) == (f"/reports/{hit.report}", f"m{hit.passage}")
            assert said["view"] == ["kwic"]

    @pytest.mark.parametrize(("beside", "name"), [("left", "按左邻字"), ("right", "按右邻字")])
    def test_neighbours_put_the_rows_of_all_pages_in_order(
        self, client: FlaskClient, engine: Engine, beside: str, name: str
    ) -> None:
        """The same rows, those with the same neighbours together; pages count places."""
        every = [row for hit in every_hit(engine, "“的”") for row in rows_of(hit)]
        shown: list[tuple[str, str, str]] = []
        for page in leafed(client, ("q", "“的”"), ("view", "kwic"), ("beside", beside)):
            assert page.texts(".orders [aria-current]") == [name]
            first = len(shown) + 1
            shown += rows_on(page)
            assert len(shown) <= first + ROWS - 1
            assert page.texts(".range") == [f"第 {first}–{len(shown)} 处"]
        assert len(every) > ROWS
        assert sorted(shown) == sorted(every)
        nearest = [neighbours(row)[beside] for row in shown]
        assert nearest == sorted(nearest)
        again = [char for char, _ in groupby(text[:1] for text in nearest)]
        assert len(set(again)) == len(again)

    def test_orders_by_neighbours_leave_no_other_order(self, client: FlaskClient) -> None:
        """Rows by what stands beside them do not come by year, so that is not offered."""
        page = visit(client, "/search", ("q", PHRASE), ("view", "kwic"), ("beside", "left"))
        assert page.texts(".orders a") == ["按检索结果", "按左邻字", "按右邻字"]
        back = visit(client, page.links(".orders a")[0])
        assert back.texts(".orders a")[3:] == ["相关", "从新到旧", "从旧到新", "按地方"]

    @pytest.mark.parametrize("beside", ["hit", "left"])
    @pytest.mark.parametrize("typed", ["", "年:2023", "-调解"])
    def test_what_has_no_places_has_no_concordance_and_says_so(
        self, client: FlaskClient, typed: str, beside: str
    ) -> None:
        """Passages that were found without a word have no place to be aligned at."""
        choices = (("q", typed), ("view", "kwic"), ("beside", beside))
        page = visit(client, "/search", *choices)
        assert page.texts(".note") == ["这次检索没有要找的文字，没有可以排成逐词索引的地方。"]
        assert page.soup.select(".kwic, .pages") == []
        assert "".join(page.texts(".range")) == ""
        assert visit(client, page.links(".views a")[0]).soup.select(".hit")


def rows_on(page: Page) -> list[tuple[str, str, str]]:
    """What stands left, what is marked and what stands right, row by row."""
    return [row_in(each) for each in page.soup.select(".kwic li")]


def row_in(row: Tag) -> tuple[str, str, str]:
    mark = row.select(".right mark")[0].extract().get_text()
    return row.select(".left")[0].get_text(), mark, row.select(".right")[0].get_text()


def rows_of(hit: Hit) -> list[tuple[str, str, str]]:
    """The places of a hit, those that touch as one, with 20 characters to either side."""
    marked = {at for start, end in hit.spans for at in range(start, end)}
    ends = [at for at in range(len(hit.text) + 1) if (at in marked) != (at - 1 in marked)]
    return [
        (hit.text[max(0, start - 20) : start], hit.text[start:end], hit.text[end : end + 20])
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    ]


def neighbours(row: tuple[str, str, str]) -> dict[str, str]:
    """The characters beside a place, the nearest first, marks and blanks left out."""
    left, _, right = ("".join(filter(str.isalnum, fold(text).text)) for text in row)
    return {"left": left[::-1], "right": right}

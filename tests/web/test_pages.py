"""The pages over the sample reports."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Asked, Engine, FacetValue
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import PlaceChoice, Scope, YearRange, parse_query, read_kind
from searchapp.reports import FiledReport
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.facets import BAR_HEIGHT
from tests.engine.shelves import report_of
from tests.library.homes import SONGLI, SONGLI_REVISED, Home, new_home
from tests.web.reading import SCRIPT_WRITTEN, Page, faults_of, visit

PHRASE = "“矛盾纠纷”"
CHOSEN = (("q", "矛盾纠纷"), ("county", "990121"), ("year", "2023..2024"), ("section", "measures"))
#: The links of the facets that choose something.
CHOICES = ".facets .choice, .bars a"
PAGES = [
    ("/", ()),
    ("/search", (("q", PHRASE),)),
    ("/search", CHOSEN),
    ("/search", (*CHOSEN, ("whole", "1"), ("sort", "place"))),
    ("/search", (("q", "法治"), ("page", "3"))),
    ("/search", (("q", "法治"), ("page", "3000"))),
    ("/search", (("q", "“低空经济示范区”"), ("year", "2023"), ("town", "未标注"))),
    ("/search", (("year", "明年"), ("q", "“没有合上"))),
    ("/search", (*CHOSEN, ("view", "reports"), ("within", "section"))),
    ("/search", (("q", "“矛盾*纠纷#件” 调解"), ("view", "kwic"), ("within", "report"))),
    ("/search", (("q", PHRASE), ("view", "kwic"), ("beside", "left"), ("page", "2"))),
    ("/search", (("view", "kwic"), ("beside", "right"))),
    ("/search", (("q", "枫桥经念 (普法 或者 -无此词语)"), ("within", "section"))),
    ("/search", (("q", "“枫桥经念” NEAR/3 调解 镇:松砾镇"), ("year", "2023"), ("whole", "1"))),
    ("/coverage", ()),
    ("/coverage", (("county", "望岫县"), ("since", "2023"), ("until", "2023"))),
    ("/coverage", (("genre", "散文"), ("county", "<b>"))),
    ("/checking", ()),
    ("/nowhere", ()),
    ("/reports/0000000000", ()),
]


def some_report(engine: Engine) -> FiledReport:
    """The sample report with most passages."""
    return max(engine.reports(), key=lambda filed: len(filed.report.passages))


def labelled(values: tuple[FacetValue, ...]) -> list[str]:
    """Facet values as a page says them: label, passages, reports."""
    return [f"{v.label} {v.passages} {v.reports}" for v in values]


def as_choices(page: Page, facet: str) -> list[str]:
    """What a page says of a facet: label, passages, reports."""
    found = page.soup.select(facet)
    return [" ".join(" ".join(each.stripped_strings).replace("✓", "").split()) for each in found]


class TestSearch:
    """The search page."""

    @pytest.mark.parametrize("typed", ["", PHRASE, "矛盾纠纷 调解", "法治", "“没有人这样写”"])
    def test_totals_are_those_of_the_engine(
        self, client: FlaskClient, engine: Engine, typed: str
    ) -> None:
        """段, 篇 and 处 are what the engine counts, and the facets too."""
        page = visit(client, "/search", ("q", typed))
        found = engine.find(Asked(parse_query(typed).query))
        said = f"{found.total.passages} 段 {found.total.reports} 篇"
        if found.total.occurrences is not None:
            said += f" · 原词 {found.total.occurrences} 处"
        assert page.texts(".totals p")[0].removesuffix(" 缩小范围") == said
        if found.total.passages:
            self.facets_agree(page, {name: labelled(found.facets[name]) for name in found.facets})

    @staticmethod
    def facets_agree(page: Page, facets: dict[str, list[str]]) -> None:
        places = [
            label for level in ("province", "city", "county", "town") for label in facets[level]
        ]
        assert sorted(as_choices(page, ".tree .choice")) == sorted(places)
        assert as_choices(page, ".bars a") == sorted(facets["year"])
        assert as_choices(page, ".facet > ul:not(.tree):not(.bars) .choice") == facets["section"]

    def test_choices_leave_their_own_counts_alone(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """The page with choices says what the engine says with the same filters."""
        page = visit(client, "/search", *CHOSEN)
        found = engine.find(
            Asked(
                parse_query("矛盾纠纷").query,
                places=(PlaceChoice("county", "990121"),),
                years=(YearRange(2023, 2024),),
                kinds=(read_kind("measures"),),
            )
        )
        assert page.texts(".totals strong") == [f"{found.total.passages} 段"]
        self.facets_agree(page, {name: labelled(found.facets[name]) for name in found.facets})
        assert page.texts(".chips a") == ["青禾县 ×", "2023–2024 ×", "举措和成效 ×", "全部去掉"]
        assert as_choices(page, ".choice.chosen") == [
            f"{v.label} {v.passages} {v.reports}"
            for name, value in (("county", "990121"), ("section", "measures"))
            for v in found.facets[name]  # type: ignore[index]
            if v.value == value
        ]

    def test_every_choice_toggles_in_the_address_and_back(self, client: FlaskClient) -> None:
        """Each link of a facet adds its choice; on the page it leads to, it takes it out again."""
        start = visit(client, "/search", ("q", PHRASE))
        links = start.links(CHOICES)
        assert len(links) > 15
        for link in links:
            added = set(parse_qsl(urlsplit(link).query)) - {("q", PHRASE)}
            assert len(added) == 1
            there = visit(client, link)
            assert [each["aria-current"] for each in there.soup.select(".facets .chosen")] == [
                "true"
            ]
            (back,) = there.links(".facets .chosen")
            assert parse_qsl(urlsplit(back).query) == [("q", PHRASE)]
            (chip,) = there.links(".chips a")
            assert chip == back

    def test_what_a_choice_promises_is_what_it_gives(self, client: FlaskClient) -> None:
        """The counts at a choice are the totals of the page that it leads to."""
        start = visit(client, "/search", ("q", PHRASE))
        for link in start.soup.select(CHOICES):
            promised = [each.get_text() for each in link.select(".counts span")]
            said = visit(client, str(link["href"])).texts(".totals p")[0]
            assert re.findall(r"\d+", said)[:2] == promised

    def test_a_stretch_of_years_loses_the_year_that_is_clicked(self, client: FlaskClient) -> None:
        """2022–2024 without 2023 is 2022 and 2024."""
        page = visit(client, "/search", ("year", "2022..2024"))
        assert len(page.soup.select(".bars .chosen")) == 3
        link = page.links(".bars a")[1]
        assert parse_qsl(urlsplit(link).query) == [("year", "2022"), ("year", "2024")]

    def test_choices_that_leave_nothing_can_be_given_up_where_they_were_made(
        self, client: FlaskClient
    ) -> None:
        """Each stays in its facet, with what it finds; a click on it is the page without it."""
        chosen = (("town", "990121102"), ("year", "2023"), ("section", "judgments"))
        page = visit(client, "/search", ("q", "“没有人这样写”"), *chosen)
        assert page.texts(".totals strong") == ["0 段"]
        assert sorted(page.texts(".facets .chosen .name, .bars .chosen .name")) == [
            "2023",
            "汀兰镇",
            "生效裁判",
        ]
        for link in page.links(".facets .chosen"):
            left = set(parse_qsl(urlsplit(link).query))
            assert len(left) == len(chosen)
        assert len(page.links(".facet .clear")) == len(chosen)
        assert page.texts(".narrowing .chosen") == ["地方 1", "年度 2023", "章节 1"]

    @pytest.mark.parametrize("chosen", [(), (("county", "990122"),), (("year", "2022..2023"),)])
    def test_the_chart_says_of_each_year_how_many_reports_say_it_of_how_many(
        self, client: FlaskClient, engine: Engine, chosen: tuple[tuple[str, str], ...]
    ) -> None:
        """Against reading every report; the numbers stand there as text, the bars are drawn."""
        page = visit(client, "/search", ("q", "“枫桥经验”"), *chosen)
        counts: dict[int, list[int]] = {}
        for filed in engine.reports():
            year, place = filed.report.year, filed.report.place
            assert year
            assert place
            in_county = place.code.startswith(dict(chosen).get("county", ""))
            if in_county and ("year" not in dict(chosen) or year < 2024):
                said = any("枫桥经验" in passage.text for passage in filed.report.passages)
                count = counts.setdefault(year, [0, 0])
                count[0] += said
                count[1] += 1
        assert page.texts(".summary .yearly li") == [
            f"{year} 年，提到 {said}/ 篇，在库 {held} 篇"
            for year, (said, held) in sorted(counts.items())
        ]
        heights = [int(str(bar["height"])) for bar in page.soup.select(".yearly rect:not(.all)")]
        assert heights[: len(counts)] == [
            round(BAR_HEIGHT * said / held) for _, (said, held) in sorted(counts.items())
        ]

    def test_no_chart_is_drawn_where_every_report_says_it(self, client: FlaskClient) -> None:
        """Without a text that is sought there is nothing to tell."""
        for choices in ((), (("q", "年:2022..2024"),), (("year", "2023"),)):
            assert visit(client, "/search", *choices).soup.select(".yearly") == []

    def test_unknown_values_are_noted_and_the_rest_is_answered(self, client: FlaskClient) -> None:
        """An address with a slip in it is a page, and the slip is said."""
        page = visit(
            client,
            "/search",
            ("q", PHRASE),
            ("year", "明年"),
            ("section", "序言"),
            ("town", "松栎镇"),
        )
        assert page.status == 200
        notes = page.texts(".note")
        assert [note[:8] for note in notes] == ["看不懂“明年”，", "看不懂“序言”，"]
        assert page.texts(".totals strong") != ["0 段"]
        unknown = visit(client, "/search", ("q", PHRASE), ("town", "松砾镇"))
        assert unknown.texts(".note") == ["库里没有乡镇“松砾镇”的报告；是不是“松栎镇”？"]

    def test_pages_of_results_hold_every_hit_once(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """Whoever goes on to the next page as long as there is one has seen all, in order."""
        found = engine.find(Asked(parse_query(PHRASE).query, limit=None))
        page, seen = visit(client, "/search", ("q", PHRASE)), list[str]()
        while True:
            seen += [link.split("?")[0] for link in page.links(".acts a:nth-of-type(2)")]
            onward = page.links(".pages [rel=next]")
            if not onward:
                break
            page = visit(client, onward[0])
        assert seen == [f"/reports/{hit.report}/p{hit.passage}" for hit in found.hits]
        assert int(str(page.only("ol.hits")["start"])) == len(seen) - len(seen) % 10 + 1

    def test_a_page_past_the_last_leads_back(self, client: FlaskClient) -> None:
        """Readers edit addresses: no error, and a way to the first page."""
        page = visit(client, "/search", ("q", PHRASE), ("page", "99"))
        assert page.status == 200
        assert page.texts(".nothing h2") == ["没有第 99 页"]
        assert page.links(".nothing a") == visit(client, "/search", ("q", PHRASE)).links(
            ".orders [aria-current]"
        )

    def test_the_start_page_is_calm(self, client: FlaskClient, engine: Engine) -> None:
        """What there is, examples that find something, and a way to every passage; no hits yet."""
        page = visit(client, "/")
        every = sum(len(filed.report.passages) for filed in engine.reports())
        assert page.texts(".totals strong") == [f"{every} 段"]
        assert page.soup.select(".hit, .views, .pages") == []
        (everything,) = page.links(".totals + p a")
        assert visit(client, everything).texts(".totals strong") == [f"{every} 段"]
        assert len(visit(client, "/search", ("q", "")).soup.select(".hit")) == 10
        for example in page.links(".hints a"):
            there = visit(client, example)
            assert there.texts(".totals strong") != ["0 段"]
            assert there.soup.select(".hit, main table td a")

    def test_the_start_page_leads_to_the_tables_and_to_what_is_new(
        self, client: FlaskClient
    ) -> None:
        """A # is shown as the table of the figures; the newest reports, and the library's page."""
        page = visit(client, "/")
        asked = [dict(parse_qsl(urlsplit(link).query)) for link in page.links(".hints a")]
        figures = [each["view"] for each in asked if "#" in each["q"]]
        assert figures == ["figures"]
        assert "matrix" in {each.get("view") for each in asked}
        newest = page.links(".arrivals a")
        assert newest == visit(client, "/overview").links(".arrivals a")[:3]
        assert len(newest) == 3
        assert page.links(".part-head a") == ["/overview"]
        assert visit(client, "/search", ("q", PHRASE)).soup.select(".arrivals, .hints") == []

    def test_an_open_quotation_is_noted(self, client: FlaskClient) -> None:
        """What was understood is said where it is not plain."""
        assert visit(client, "/search", ("q", "“枫桥经验")).texts(".note") == [
            "引号 “ 没有合上，一直理解到末尾"
        ]

    def test_orders_keep_the_question(self, client: FlaskClient) -> None:
        """Another order is the same hits; the order in use is marked."""
        page = visit(client, "/search", *CHOSEN)
        orders = page.links(".orders a")
        assert len(orders) == 4
        for link in orders:
            there = visit(client, link)
            assert there.texts(".totals") == page.texts(".totals")
            assert there.texts(".chips a") == page.texts(".chips a")
            assert there.links(".orders [aria-current]") == [link]

    def test_what_arises_across_words_can_be_left_out_and_taken_in(self, tmp_path: Path) -> None:
        """The switch is there where words are looked for, and where it left nothing."""
        home = new_home(tmp_path / "home")
        home.write("a.txt", SONGLI.replace("茶季", "多方协调解决，茶季"))
        home.ingest()
        client = create_app(home.engine, home.settings).test_client()
        page = visit(client, "/search", ("q", "调解"), ("section", "shortcomings"))
        assert page.texts(".across") == ["跨词：调解"]
        without = visit(client, page.links(".whole")[0])
        assert without.texts(".totals strong") == ["0 段"]
        (again,) = [
            link.get("href")
            for link in without.soup.select(".nothing a")
            if link.get_text() == "也要跨词的段落"
        ]
        assert visit(client, str(again)).texts(".across") == ["跨词：调解"]
        assert "不含跨词" not in visit(client, "/search", ("q", "“调解”")).html

    def test_a_hit_shows_where_it_stands(self, client: FlaskClient, engine: Engine) -> None:
        """Place, year, the path of its sections, its text with marks, title and number."""
        page = visit(client, "/search", ("q", PHRASE))
        hits = engine.find(Asked(parse_query(PHRASE).query)).hits
        for shown, hit in zip(page.soup.select(".hit"), hits, strict=True):
            assert hit.place is not None
            said = " ".join(shown.get_text(" ").split())
            assert said.startswith(f"{hit.place.town} {hit.year} ")
            path = " › ".join(hit.section) or hit.kind.label
            assert " ".join(path.split()) in " ".join(shown.select_one(".path").get_text().split())  # type: ignore[union-attr]
            assert {mark.get_text() for mark in shown.select("mark")} == {"矛盾纠纷"}
            assert f"第 {hit.passage} 段" in said

    def test_the_box_keeps_what_was_typed_and_chosen(self, client: FlaskClient) -> None:
        """Typing other words leaves the choices, scope and layout as they were; not the page."""
        layout = (("within", "section"), ("view", "kwic"), ("beside", "left"))
        kept = (("sort", "place"), ("whole", "1"), *layout)
        page = visit(client, "/search", *CHOSEN, *kept, ("page", "2"))
        fields = [
            (str(each["name"]), str(each["value"])) for each in page.soup.select(".box input")
        ]
        assert sorted(fields) == sorted([*CHOSEN, *kept])


class TestReport:
    """The report page."""

    def test_every_passage_stands_on_it_as_it_is(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """The whole report, in order, each passage under its number and with its link."""
        for filed in engine.reports():
            page = visit(client, f"/reports/{filed.id}")
            shown = page.soup.select(".sheet .passage")
            for element, passage in zip(shown, filed.report.passages, strict=True):
                assert element["id"] == f"p{passage.number}"
                link = element.select("a.number")[0].extract()
                assert link["href"] == f"/reports/{filed.id}/p{passage.number}?v=1"
                assert element.get_text().rstrip("\n ") == passage.text

    def test_what_was_searched_for_is_marked_and_counted(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """Marks, the sum of them, a jump to each, and the outline agree."""
        filed = some_report(engine)
        page = visit(client, f"/reports/{filed.id}", ("q", "“纠纷”"))
        said = [passage.text.count("纠纷") for passage in filed.report.passages]
        assert len(page.soup.select(".sheet mark")) == sum(said) > 3
        assert page.texts(".facts strong") == [f"{sum(said)} 处"]
        jumps = [f"#m{number}" for number, count in enumerate(said, 1) if count]
        assert page.links(".jumps a") == jumps
        assert all(page.only(jump).name == "mark" for jump in jumps)
        first_level = page.texts(".outline .level-1 .count")
        assert sum(map(int, first_level)) == sum(said)

    @pytest.mark.parametrize("typed", ["调解 普法", "纠纷 -信访 章节:举措和成效", "“受理#件”"])
    @pytest.mark.parametrize("within", Scope)
    def test_what_the_search_finds_in_it_is_marked(
        self, client: FlaskClient, engine: Engine, typed: str, within: Scope
    ) -> None:
        """A report that was opened marks the passages that contribute at the search's scope."""
        asked = Asked(parse_query(typed).query, within=within, limit=None)
        found: dict[str, list[int]] = {}
        for hit in engine.find(asked).hits:
            found.setdefault(hit.report, []).append(hit.passage)
        start = visit(client, "/search", ("q", typed), ("within", within))
        links = {urlsplit(link).path: link for link in start.links(".hit h2 a")}
        assert links
        for path, link in list(links.items())[:3]:
            jumps = visit(client, link).links(".jumps a")
            assert jumps == [f"#m{number}" for number in sorted(found[path.split("/")[-1]])]

    @pytest.mark.parametrize("typed", ["年:2023", "-调解", "镇:松栎镇 或者 镇:云坪乡"])
    def test_a_search_without_words_is_not_said_to_be_lacking(
        self, client: FlaskClient, typed: str
    ) -> None:
        """A report that was found by its year says no word that is not there."""
        link = visit(client, "/search", ("q", typed)).links(".hit h2 a")[0]
        assert "本篇没有" not in visit(client, link).only("aside.facts").get_text()

    def test_what_arises_across_words_is_not_marked_where_it_was_left_out(
        self, tmp_path: Path
    ) -> None:
        """The report marks what the search found, and counts no more."""
        home = new_home(tmp_path / "home")
        home.write("a.txt", SONGLI.replace("茶季", "多方协调解决，茶季"))
        home.ingest()
        client = create_app(home.engine, home.settings).test_client()
        link = visit(client, "/search", ("q", "调解"), ("whole", "1")).links(".hit h2 a")[0]
        marks = visit(client, link).soup.select(".sheet mark")
        assert [str(mark["id"]) for mark in marks if mark.get("id")] == ["m3", "m3-2"]

    def test_the_outline_leads_to_headings(self, client: FlaskClient, engine: Engine) -> None:
        """Every section with a heading, and the passage that it leads to begins with it."""
        filed = some_report(engine)
        page = visit(client, f"/reports/{filed.id}")
        for link in page.soup.select(".outline li a"):
            label = " ".join(link.get_text().split())
            if label not in ("引言", "落款"):
                there = page.only(str(link["href"])).get_text()
                assert " ".join(there.split()).startswith(label)
        headed = [each.label for each in filed.report.outline if each.heading]
        assert len(page.soup.select(".outline li")) == len(headed) + 2

    def test_facts_say_where_they_were_read(self, client: FlaskClient, engine: Engine) -> None:
        """Place and year are always told, also that they could not be; sources and id too."""
        for filed in engine.reports():
            page = visit(client, f"/reports/{filed.id}")
            facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
            assert filed.report.place is not None
            assert facts["地方"].startswith(filed.report.place.label)
            assert facts["年度"] == f"{filed.report.year} 据标题"
            assert facts["来源"].removesuffix(" 看原件") == filed.sources[0].path
            assert facts["编号"] == filed.id

    def test_the_way_back_is_the_search_it_came_from(self, client: FlaskClient) -> None:
        """A reader who opened a hit goes back to the same page of the same question."""
        layout = (("within", "section"), ("view", "kwic"), ("page", "2"))
        asked = (("q", "纠纷 调解"), ("year", "2023"), ("sort", "newest"), *layout)
        page = visit(client, "/search", *asked)
        there = visit(client, page.links(".kwic a")[0])
        (back,) = there.links(".back")
        assert dict(parse_qsl(urlsplit(back).query)) == dict(asked)
        assert visit(client, back).html == page.html

    def test_a_hit_leads_to_its_mark(self, client: FlaskClient) -> None:
        """The address of a hit ends in the first mark of its passage, and that is there."""
        for typed in (PHRASE, "矛盾纠纷 调解", ""):
            page = visit(client, "/search", ("q", typed))
            for link in page.links(".hit h2 a"):
                target = visit(client, link).only(f"#{urlsplit(link).fragment}")
                assert target.name == ("mark" if typed else target.name)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which one report has a second version."""
    home = new_home(tmp_path_factory.mktemp("revised"))
    home.write("a.txt", SONGLI)
    home.ingest()
    home.write("a.txt", SONGLI_REVISED + "又：\n")
    home.ingest()
    assert home.only().version == 2
    return home


class TestPassageLink:
    """The link that lasts."""

    @pytest.mark.parametrize(
        ("given", "leads_to", "notes"),
        [
            ("p3?v=2", "#p3", []),
            ("p3", "#p3", []),
            ("p3?v=x", "#p3", []),
            ("p3?v=1", "?v=1&p=3#p3", ["第 3 段有改动，现在是"]),
            ("p4?v=1", "?v=1&p=4#p4", ["第 4 段没有变"]),
            ("p99?v=2", "?p=99#p99", ["第 99 段，在现在这一版里没有"]),
            ("p0", None, ["第 0 段，在现在这一版里没有"]),
            ("p99?v=1", None, ["指向这篇报告的第 1 版", "第 99 段"]),
            ("p3?v=2&q=纠纷", "?q=%E7%BA%A0%E7%BA%B7#p3", []),
        ],
    )
    def test_it_leads_to_the_passage_as_it_is_now(
        self, revised: Home, given: str, leads_to: str | None, notes: list[str]
    ) -> None:
        """An old version or a passage that is not there is told on the page that it leads to."""
        client = create_app(revised.engine, revised.settings).test_client()
        name = revised.only().id
        answer = visit(client, f"/reports/{name}/{given}")
        assert answer.status == 302
        assert answer.location is not None
        if leads_to:
            assert answer.location == f"/reports/{name}{leads_to}"
        page = visit(client, answer.location)
        assert page.status == 200
        told = page.texts("main .note")
        assert len(told) == len(notes)
        assert all(said in note for said, note in zip(notes, told, strict=True))

    def test_links_on_pages_lead_to_what_they_stand_at(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """Every link of a hit redirects, without a notice, to its passage."""
        page = visit(client, "/search", ("q", PHRASE))
        hits = engine.find(Asked(parse_query(PHRASE).query)).hits
        for link, hit in zip(page.links(".acts a:nth-of-type(2)"), hits, strict=True):
            location = visit(client, link).location
            assert location == f"/reports/{hit.report}#p{hit.passage}"


class TestRecognised:
    """A text that was read off pictures is marked as such wherever it is shown."""

    def test_hits_and_report_say_so(self, tmp_path: Path) -> None:
        """In each layout of the results, and above the report; of another text nothing is said."""
        home = new_home(tmp_path)
        engine = home.engine
        with engine.writer() as writer:
            writer.put(report_of("R1", "全年调解12件", recognised=True))
            writer.put(report_of("R2", "全年调解13件", year=2023))
        client = create_app(engine, home.settings).test_client()
        for view in ("passages", "reports", "kwic"):
            hits = visit(client, "/search", ("q", "“调解”"), ("view", view)).texts(
                ".hit, .kwic li"
            )
            assert ["识别文字" in hit for hit in hits] == [True, False]
        said = [visit(client, f"/reports/{name}").texts(".note") for name in ("R1", "R2")]
        assert ["从图片识别" in "".join(notes) for notes in said] == [True, False]


class TestErrors:
    """Pages for what is not there."""

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/reports/0000000000", 404),
            ("/reports/0000000000/p1?v=1", 404),
            ("/reports/%E6%9D%BE", 404),
            ("/nowhere", 404),
            ("/static/none.css", 404),
            ("/static/../app.py", 404),
            ("/reports/X/p" + "9" * 5000, 404),
        ],
    )
    def test_what_is_not_there_is_a_page_in_chinese(
        self, client: FlaskClient, path: str, status: int
    ) -> None:
        """A sentence, and a way back to the search."""
        page = visit(client, path)
        assert page.status == status
        assert page.texts("h1") == ["没有找到"]
        assert page.links("main a") == ["/search"] or page.links("main a") == ["/"]

    def test_another_method_is_a_page_in_chinese(self, client: FlaskClient) -> None:
        """Nothing can be sent to the program."""
        answer = client.post("/search", data={"q": "x"})
        assert answer.status_code == 405
        assert "不接受这样的请求" in answer.get_data(as_text=True)

    def test_without_an_index_the_page_says_what_to_run(self, tmp_path: Path) -> None:
        """503, in Chinese, with the command; and when it was run, the same server finds."""
        home = new_home(tmp_path / "home")
        home.write("a.txt", SONGLI)
        client = create_app(home.engine, home.settings).test_client()
        for path in ("/", "/search?q=纠纷", "/reports/0000000000"):
            page = visit(client, path)
            assert page.status == 503
            assert page.texts("h1") == ["还不能检索"]
            assert any(text.endswith(" ingest") for text in page.texts("p"))
        home.ingest()
        assert visit(client, "/").status == 200

    def test_a_fault_of_the_program_is_a_page_and_is_logged(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The reader reads no traceback, and the log has it."""
        client = create_app(None, Settings(home=tmp_path)).test_client()  # type: ignore[arg-type]
        page = visit(client, "/")
        assert page.status == 500
        assert "程序出错了" in page.html
        assert "Traceback" not in page.html
        assert "AttributeError" in caplog.text


@pytest.mark.parametrize(("path", "choices"), PAGES)
def test_headings_stand_in_order(
    client: FlaskClient, path: str, choices: tuple[tuple[str, str], ...]
) -> None:
    """Whoever has a page read aloud goes from heading to heading, and none is left out."""
    levels = [
        int(each.name[1]) for each in visit(client, path, *choices).soup.select("h1,h2,h3,h4")
    ]
    assert levels.count(1) <= 1
    assert levels[0] <= 2
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("path", "choices"), PAGES)
def test_every_page_is_safe_and_well_formed(
    client: FlaskClient, path: str, choices: tuple[tuple[str, str], ...]
) -> None:
    """Tags balance, headers forbid what is not ours, no address leads to another host."""
    answer = client.get(path, query_string=list(choices))
    html = answer.get_data(as_text=True)
    assert faults_of(html) == []
    assert foreign_addresses(html) == []
    assert_safe_headers(answer.headers.get)


def test_report_pages_are_safe_and_well_formed(client: FlaskClient, engine: Engine) -> None:
    """The same of every sample report, with marks in it."""
    for filed in engine.reports():
        answer = client.get(f"/reports/{filed.id}", query_string={"q": "法治"})
        html = answer.get_data(as_text=True)
        assert (faults_of(html), foreign_addresses(html)) == ([], [])
        assert_safe_headers(answer.headers.get)


def assert_safe_headers(header: Callable[[str], str | None]) -> None:
    """Nothing from elsewhere is loaded or run, and nobody frames the page."""
    policy = header("Content-Security-Policy") or ""
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert header("X-Content-Type-Options") == "nosniff"
    assert header("Referrer-Policy") == "same-origin"


def foreign_addresses(html: str) -> list[str]:
    """Addresses in a page that name a host, and scripts or styles written into it."""
    named = re.findall(r"""(?:href|src|action|srcset|data|poster)\s*=\s*["']?([^"'\s>]*)""", html)
    return [each for each in named if urlsplit(each).scheme or urlsplit(each).netloc] + re.findall(
        rf"{SCRIPT_WRITTEN}|<style|\sstyle=|\son\w+=|javascript:", html
    )


def test_the_style_asks_for_nothing_from_elsewhere(client: FlaskClient) -> None:
    """No font, picture or style comes from another host."""
    with client.get("/static/style.css") as answer:
        style = answer.get_data(as_text=True)
    assert re.findall(r"url\(|@import|https?:|//\w", style) == []


def test_hits_on_a_page_are_as_many_as_the_setting_says(sample_home: Path) -> None:
    """An operator decides how long a page is."""
    settings = replace(Settings(home=sample_home), hits_per_page=3)
    client = create_app(EmbeddedEngine(settings.index), settings).test_client()
    assert len(visit(client, "/", ("page", "2")).soup.select(".hit")) == 3

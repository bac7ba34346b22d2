"""What is to be checked is listed, and corrected in a form that needs no script."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.library import Desk
from searchapp.reports import FiledReport
from tests.library.homes import PLACES, SONGLI, Home
from tests.web.homes import home_with_holes, visitor
from tests.web.reading import Page, faults_of, visit

#: Of a town of which there are two.
TWO_PLACES = SONGLI.replace("茶季", "雨季").replace("2024", "2020")
SIGNED = """\
云坪乡人民政府关于2021年度法治政府建设情况的报告
一、主要举措和成效
云坪乡调解纠纷7件。
云坪乡人民政府
2022年1月20日
"""
#: What a browser says of a form on one of our own pages.
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Once for all tests: each has a copy."""
    return home_with_holes(tmp_path_factory.mktemp("holes"))


@pytest.fixture
def home(ingested: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(ingested.path, tmp_path / "home")))


@pytest.fixture
def reader(home: Home) -> FlaskClient:
    return visitor(home)


def undated(home: Home) -> FiledReport:
    """The report of no year."""
    (found,) = (filed for filed in home.engine.reports() if filed.report.year is None)
    return found


def send(reader: FlaskClient, path: str, **fields: str) -> TestResponse:
    return reader.post(path, data=fields, headers=OWN)


def page_of(answer: TestResponse) -> Page:
    return Page(answer.status_code, answer.headers.get("Location"), answer.get_data(as_text=True))


class TestList:
    """``/checking``."""

    def test_every_report_with_a_doubt_is_listed(self, home: Home, reader: FlaskClient) -> None:
        """With its file, the beginning of its text, what was read, and why it is doubted."""
        page = visit(reader, "/checking")
        doubtful = [filed for filed in home.engine.reports() if filed.report.doubts]
        assert page.texts(".totals strong") == [f"{len(doubtful)} 篇"]
        files = [source.path for filed in doubtful for source in filed.sources]
        assert page.texts(".cases .file") == files
        assert page.texts(".doubts li") == [
            said
            for filed in doubtful
            for said in (" ".join(text.split()) for text in doubts_of(filed))
        ]
        for shown, filed in zip(page.soup.select(".case blockquote"), doubtful, strict=True):
            first = shown.select_one("p")
            assert first
            assert first.get_text() == filed.report.passages[0].text

    def test_they_are_narrowed_by_what_is_doubted(self, reader: FlaskClient) -> None:
        """Each of the links above shows as many as it promises, and only those."""
        page = visit(reader, "/checking")
        promised = dict(said.split() for said in page.texts(".chips a"))
        assert promised.keys() >= {"全部", "年度", "同年两篇"}
        for link, (name, count) in zip(page.links(".chips a"), promised.items(), strict=True):
            there = visit(reader, link)
            assert len(there.soup.select(".case")) == int(count)
            if name != "全部":
                tags = [each.select(".tag") for each in there.soup.select(".case")]
                assert all(name in [tag.get_text() for tag in each] for each in tags)
            assert there.texts(".chips [aria-current]") == [f"{name} {count}"]

    def test_what_is_asked_for_and_not_doubted_is_everything(self, reader: FlaskClient) -> None:
        """An address with a slip in it is a page."""
        page = visit(reader, "/checking?about=天气&page=一")
        assert page.texts(".chips [aria-current]")[0].startswith("全部")

    def test_long_lists_come_in_pages(self, home: Home, reader: FlaskClient) -> None:
        """Every report on one of them; a page past the last is the last."""
        for number in range(30):
            text = f"汀兰镇人民政府关于法治政府建设情况的报告\n一、举措\n调解{number}件。\n"
            home.write(f"{number}.txt", text)
        home.ingest()
        first, second = (visit(reader, f"/checking?about=年度&page={page}") for page in (1, 2))
        assert (len(first.texts(".case")), len(second.texts(".case"))) == (20, 11)
        assert first.texts(".pages [aria-current]") == ["1"]
        assert second.links(".pages a") == [first.links(".pages a")[0].replace("=2", "=1")]
        assert visit(reader, "/checking?about=年度&page=99").html == second.html

    def test_where_nothing_is_doubted_that_is_said(self, client: FlaskClient) -> None:
        """With how to correct a report all the same."""
        assert visit(client, "/checking").texts(".nothing h2") == ["没有要核对的"]


def doubts_of(filed: FiledReport) -> list[str]:
    names = {
        "place": "地方",
        "year": "年度",
        "title": "标题",
        "twin": "同年两篇",
        "outline": "章节",
    }
    return [f"{names[doubt.fact]} {doubt.why}" for doubt in filed.report.doubts]


class TestForm:
    """``/reports/<id>/correct``."""

    def test_the_fields_say_what_was_read_and_where(self, home: Home, reader: FlaskClient) -> None:
        """Beside the text and the name of the file."""
        page = visit(reader, f"/reports/{undated(home).id}/correct")
        said = {
            "title": "松栎镇人民政府关于法治政府建设情况的报告",
            "place": "岚川省砚州市青禾县松栎镇",
            "year": "",
            "genre": "法治政府建设报告",
        }
        also = {"shown": "outline:没有识别出带编号的章节标题"}
        filled = {f"filled-{fact}": value for fact, value in said.items()}
        assert fields(page) == said | filled | also
        assert page.texts("#about-place, #about-year") == ["据标题，确定", "没有看出来"]
        assert page.texts(".file") == ["没有年度.txt"]
        assert "全年受理矛盾纠纷12件。" in page.texts(".glance p")
        assert faults_of(page.html) == []

    def test_where_a_fact_was_read_is_marked_in_the_text(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """The town in the title, not where else it stands; whoever signs is no title."""
        home.write("云坪乡.txt", SIGNED)
        home.ingest()
        (filed,) = (each for each in home.engine.facts() if each.report.year == 2021)
        page = visit(reader, f"/reports/{filed.id}/correct")
        assert page.texts(".glance-title") == [SIGNED.splitlines()[0]]
        assert page.texts(".glance mark") == ["云坪乡", "2021"]
        assert page.texts(".glance-closing")[0] == "云坪乡人民政府"

    def test_what_is_changed_in_a_field_is_corrected(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """At once, in the index too; what was not changed is not corrected."""
        name = undated(home).id
        before = visit(reader, f"/reports/{name}/correct")
        answer = page_of(
            send(reader, f"/reports/{name}/correct", **fields(before) | {"year": "2022"})
        )
        assert answer.status == 303
        after = visit(reader, str(answer.location))
        assert after.texts("main [role=status]") == ["已更正：年度"]
        assert after.texts("#about-year") == ["据更正，确定"]
        assert home.engine.report(name).report.year == 2022
        (correction,) = Desk(home.settings, home.engine).corrections(name)
        assert (correction.fact, correction.value) == ("year", 2022)
        assert correction.who == home.settings.who
        assert correction.who in after.texts(".corrections li")[0]
        assert "据更正" in visit(reader, f"/reports/{name}").texts(".facts small")

    def test_a_form_that_grew_old_undoes_nobody_elses_correction(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """Whoever sends a form changes what he changed in it, and nothing that another did."""
        name = undated(home).id
        old = fields(visit(reader, f"/reports/{name}/correct"))
        send(reader, f"/reports/{name}/correct", year="2022")
        send(reader, f"/reports/{name}/correct", **old | {"title": "松栎镇的报告"})
        report = home.engine.report(name).report
        assert (report.year, report.title) == (2022, "松栎镇的报告")

    def test_a_correction_is_taken_back(self, home: Home, reader: FlaskClient) -> None:
        """By a button; what was read counts again, and the record stays."""
        name = undated(home).id
        send(reader, f"/reports/{name}/correct", year="2022", genre="工作总结")
        page = visit(reader, f"/reports/{name}/correct")
        year = next(
            form
            for form in page.soup.select(".corrections form")
            if "年度" in str(form.select_one("button"))
        )
        for said in ("已撤回", "这条更正已经撤回过了"):
            answer = page_of(send(reader, str(year["action"])))
            page = visit(reader, str(answer.location))
            assert page.texts("main [role=status]") == [said]
        report = home.engine.report(name).report
        assert (report.year, str(report.genre)) == (None, "工作总结")
        assert len(page.soup.select(".corrections li")) == 2
        assert len(page.soup.select(".corrections form")) == 1
        assert "撤回" in page.texts(".former")[0]

    @pytest.mark.parametrize(
        ("fact", "typed", "said"),
        [
            ("year", "去年", "看不懂“去年”，应为：一个年份"),
            ("place", "无此镇", "看不懂“无此镇”，应为：地名表里有的地方"),
            ("genre", "散文", "看不懂“散文”"),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_its_field(
        self, home: Home, reader: FlaskClient, fact: str, typed: str, said: str
    ) -> None:
        """What was typed stays in the fields, and nothing is kept of it, of no field."""
        name = undated(home).id
        values = {"title": "另一个标题", fact: typed}
        page = page_of(send(reader, f"/reports/{name}/correct", **values))
        assert page.status == 400
        assert said in page.texts(f"#about-{fact}")[0]
        # Of genres only those that there are can be chosen.
        shown = {"title": "另一个标题", fact: "" if fact == "genre" else typed}
        assert fields(page).items() >= shown.items()
        assert Desk(home.settings, home.engine).corrections(name) == []
        assert faults_of(page.html) == []

    def test_nothing_changed_is_nothing_kept(self, home: Home, reader: FlaskClient) -> None:
        """And that is said."""
        name = undated(home).id
        before = fields(visit(reader, f"/reports/{name}/correct"))
        answer = page_of(send(reader, f"/reports/{name}/correct", **before))
        assert visit(reader, str(answer.location)).texts("main [role=status]") == ["没有改动"]
        assert Desk(home.settings, home.engine).corrections(name) == []

    def test_an_emptied_field_cannot_be_told(self, home: Home, reader: FlaskClient) -> None:
        """As if 未标注 had been typed."""
        name = undated(home).id
        send(reader, f"/reports/{name}/correct", title="", place="未标注")
        report = home.engine.report(name).report
        assert (report.title, report.place) == (None, None)
        page = visit(reader, f"/reports/{name}/correct")
        assert page.texts(".corrections li span:first-child") == ["地方：未标注", "标题：未标注"]

    def test_names_and_titles_are_shown_as_text(self, home: Home, reader: FlaskClient) -> None:
        """Whatever somebody types, it is no markup."""
        name = undated(home).id
        send(reader, f"/reports/{name}/correct", title="<b>\"&'</b>")
        page = visit(reader, f"/reports/{name}/correct")
        assert fields(page)["title"] == "<b>\"&'</b>"
        assert "<b>&#34;" not in page.only(".corrections").get_text()
        assert page.soup.select(".page b") == []
        assert faults_of(page.html) == []

    def test_what_cannot_be_seen_is_not_kept(self, home: Home, reader: FlaskClient) -> None:
        """A title pasted from elsewhere brings control characters along."""
        name = undated(home).id
        send(reader, f"/reports/{name}/correct", title="松栎镇\0的\x1b\t报告\r\n")
        assert home.engine.report(name).report.title == "松栎镇的 报告"

    def test_an_id_typed_from_paper_leads_to_the_form(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """In small letters, to the address as it is written."""
        name = undated(home).id
        there = visit(reader, f"/reports/{name.lower()}/correct?about=年度")
        assert there.status == 302
        assert str(there.location).startswith(f"/reports/{name}/correct?about=")

    def test_more_than_a_form_sends_is_refused(self, home: Home, reader: FlaskClient) -> None:
        """In words."""
        answer = send(reader, f"/reports/{undated(home).id}/correct", title="长" * 40_000)
        assert answer.status_code == 413
        assert "送来的内容太长，没有收下。请缩短一些再试。" in page_of(answer).texts("main p")

    @pytest.mark.parametrize("path", ["correct", "corrections/1/take-back"])
    def test_a_report_that_is_not_there_is_not_corrected(
        self, reader: FlaskClient, path: str
    ) -> None:
        """No page, in the words for that."""
        assert send(reader, f"/reports/0000000000/{path}").status_code == 404


def fields(page: Page) -> dict[str, str]:
    """What stands in the fields."""
    typed = {str(each["name"]): str(each["value"]) for each in page.soup.select(".fields input")}
    return typed | {"genre": "".join(page.texts(".fields option[selected]"))}


def sent(page: Page) -> dict[str, list[str]]:
    """All that the form of a page sends, with nothing pressed."""
    values: dict[str, list[str]] = {}
    for each in page.soup.select(".fields input[name]"):
        values.setdefault(str(each["name"]), []).append(str(each.get("value", "")))
    return values | {"genre": page.texts(".fields option[selected]")}


def press(reader: FlaskClient, page: Page, **pressed: str) -> Page:
    """The page that comes after the form was sent, with these fields and buttons."""
    (form,) = page.soup.select("form.fields")
    values = sent(page) | {name: [value] for name, value in pressed.items()}
    answer = reader.post(str(form["action"]), data=values, headers=OWN)
    return visit(reader, str(answer.location)) if answer.status_code == 303 else page_of(answer)


def which(page: Page) -> str:
    """The id of the report that a form is about."""
    return str(page.only("form.fields")["action"]).split("/")[2]


class TestWalking:
    """逐篇核对: one doubtful report after the other."""

    @pytest.fixture
    def first(self, reader: FlaskClient) -> Page:
        """The form to which the list leads."""
        (link,) = visit(reader, "/checking").links("a.main")
        return visit(reader, link)

    @pytest.fixture
    def doubtful(self, home: Home) -> list[str]:
        """The ids of the reports in the order of the list."""
        return [filed.id for filed in home.engine.facts() if filed.report.doubts]

    def test_each_report_is_led_to_once_and_then_none_is_left(
        self, home: Home, reader: FlaskClient, first: Page, doubtful: list[str]
    ) -> None:
        """Confirmed or corrected, in the order of the list; each page says how many there are."""
        page, walked = first, []
        while page.soup.select("form.fields"):
            walked.append(which(page))
            left = len(doubtful) - len(walked) + 1
            assert page.texts(".course span") == [f"待核对 第 1 / {left} 篇"]
            years = page.soup.select("#year")
            year = str(years[0]["value"]) or "2022"
            page = press(reader, page, year=year, then="next")
            assert page.texts("main [role=status]")[0].startswith("《")
        assert walked == doubtful
        assert page.texts(".nothing h2") == ["没有要核对的"]
        assert [each for each in home.engine.facts() if each.report.doubts] == []
        assert home.findings() == []

    def test_the_last_one_can_be_gone_back_to(self, reader: FlaskClient, first: Page) -> None:
        """By a link in what is said of it; there what was confirmed can be taken back."""
        page = press(reader, first, then="next")
        (back,) = page.links(".note a")
        before = visit(reader, back)
        assert which(before) == which(first)
        form = before.only(".corrections form")
        again = page_of(send(reader, str(form["action"])))
        assert visit(reader, str(again.location)).texts("main [role=status]") == [
            "已撤回，又列入待核对"
        ]

    def test_one_is_passed_over_and_nothing_is_said_of_it(
        self, home: Home, reader: FlaskClient, first: Page, doubtful: list[str]
    ) -> None:
        """跳过 leads to the next one; from the last one nothing leads on."""
        page = first
        for name in doubtful[1:]:
            (skip,) = (link for link in page.soup.select(".send a") if link.get_text() == "跳过")
            page = visit(reader, str(skip["href"]))
            assert which(page) == name
        assert page.soup.select(".send a, [rel=next]") == []
        desk = Desk(home.settings, home.engine)
        assert all(desk.confirmations(name) == [] for name in doubtful)

    def test_whoever_came_to_the_end_is_led_to_what_was_passed_over(
        self, reader: FlaskClient, doubtful: list[str]
    ) -> None:
        """The list has it."""
        last = visit(reader, f"/reports/{doubtful[-1]}/correct")
        page = press(reader, last, year="2022", then="next")
        assert len(page.soup.select(".cases .case")) == len(doubtful) - 1

    def test_what_is_asked_for_is_walked_through_and_nothing_else(
        self, reader: FlaskClient
    ) -> None:
        """Of one subject, if the list was narrowed to it."""
        (link,) = visit(reader, "/checking?about=同年两篇").links("a.main")
        page = press(reader, visit(reader, link), then="next")
        assert page.texts(".course span") == ["同年两篇 第 1 / 1 篇"]
        page = press(reader, page, then="next")
        assert page.texts(".chips [aria-current]") == ["全部 1"]

    def test_one_doubt_is_settled_and_the_others_stay(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """By the button beside it; one stays at the report."""
        name = undated(home).id
        page = visit(reader, f"/reports/{name}/correct")
        assert len(page.soup.select(".doubts button")) == 2
        (key,) = (
            str(button["value"])
            for button in page.soup.select(".doubts button")
            if str(button["value"]).startswith("outline")
        )
        page = press(reader, page, seen=key)
        assert page.texts("main [role=status]") == ["已确认"]
        assert which(page) == name
        assert page.texts(".doubts .tag") == ["年度"]
        assert "原文如此：没有识别出带编号的章节标题" in page.texts(".corrections li")[0]

    def test_an_empty_field_is_not_confirmed(self, home: Home, reader: FlaskClient) -> None:
        """Nobody has said then that the year cannot be told; nothing at all is kept."""
        name = undated(home).id
        page = press(reader, visit(reader, f"/reports/{name}/correct"), then="next")
        assert page.status == 400
        assert "还空着" in page.texts("#about-year")[0]
        assert Desk(home.settings, home.engine).confirmations(name) == []
        page = press(reader, page, year="未标注", then="next")
        assert page.status == 200
        assert home.engine.report(name).report.year is None
        assert home.engine.report(name).report.doubts == ()

    def test_a_place_is_chosen_among_those_that_it_may_be(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """Each by a button with its whole name; chosen, all is settled and one is led on."""
        home.write("两地.txt", TWO_PLACES)
        home.write("places.tsv", PLACES + "990122103\t松栎镇\t望岫县\t砚州市\t岚川省\n")
        home.ingest()
        names = [each.id for each in home.engine.facts() if each.report.doubts]
        (name,) = (each for each in names if "雨季" in text_of(home, each))
        page = visit(reader, f"/reports/{name}/correct")
        offered = page.soup.select(".candidates button")
        assert {button.get_text() for button in offered} == {
            "岚川省砚州市青禾县松栎镇",
            "岚川省砚州市望岫县松栎镇",
        }
        assert page.only("#place").has_attr("autofocus")
        (button,) = (each for each in offered if "望岫县" in each.get_text())
        page = press(reader, page, chosen=str(button["value"]))
        place = home.engine.report(name).report.place
        assert place is not None
        assert (place.county, place.code) == ("望岫县", "990122103")
        assert "已更正：地方" in page.texts("main [role=status]")[0]
        assert which(page) == names[names.index(name) + 1]

    def test_saved_without_going_on_one_is_offered_to_go_on(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """The report is no longer in the list: what came after it is a click away."""
        home.write("荻浦镇.txt", SONGLI.replace("松栎镇", "荻浦镇").replace("2024年度", ""))
        home.ingest()
        names = [each.id for each in home.engine.facts() if each.report.doubts]
        (name,) = (each for each in names if "荻浦镇" in text_of(home, each))
        after = [*names[names.index(name) + 1 :], *names[:1]][0]
        page = press(reader, visit(reader, f"/reports/{name}/correct"), year="2021")
        assert which(page) == name
        assert page.texts(".course span") == [f"待核对 还有 {len(names) - 1} 篇"]
        (link,) = page.links(".course a")
        assert link.split("/")[2] == after


def text_of(home: Home, report_id: str) -> str:
    passages = home.engine.report(report_id).report.passages
    return "".join(passage.text for passage in passages)

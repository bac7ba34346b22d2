"""What is to be checked is listed, and corrected in a form that needs no script."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.library import Desk
from searchapp.reports import FiledReport
from tests.library.homes import Home
from tests.web.homes import home_with_holes, visitor
from tests.web.reading import Page, faults_of, visit

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
        also = {"following": "", "shown": "outline:没有识别出带编号的章节标题"}
        filled = {f"filled-{fact}": value for fact, value in said.items()}
        assert fields(page) == said | filled | also
        assert page.texts("#about-place, #about-year") == ["据标题，确定", "没有看出来"]
        assert page.texts(".file") == ["没有年度.txt"]
        assert "全年受理矛盾纠纷12件。" in page.texts(".glance p")
        assert faults_of(page.html) == []

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
        assert after.texts("[role=status]") == ["已更正：年度"]
        assert after.texts("#about-year") == ["据更正，确定"]
        assert home.engine.report(name).report.year == 2022
        (correction,) = Desk(home.settings, home.engine).corrections(name)
        assert (correction.fact, correction.value) == ("year", 2022)
        assert correction.who == home.settings.who
        assert correction.who in after.texts(".corrections li")[0]
        assert "据更正，确定" in visit(reader, f"/reports/{name}").texts(".facts small")

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
            assert page.texts("[role=status]") == [said]
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
        assert visit(reader, str(answer.location)).texts("[role=status]") == ["没有改动"]
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

    def test_more_than_a_form_sends_is_refused(self, home: Home, reader: FlaskClient) -> None:
        """In words."""
        answer = send(reader, f"/reports/{undated(home).id}/correct", title="长" * 40_000)
        assert answer.status_code == 413
        assert "这个请求无法完成。" in page_of(answer).texts("main p")

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

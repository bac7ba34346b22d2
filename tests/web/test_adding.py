"""Files are handed in, and become of them what would become of them by ``ingest``."""

import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.library import Batches, Desk, Outcome, Part, Progress
from searchapp.library.intake import locked
from searchapp.reading import FORMATS
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.adding import READABLE
from searchapp.web.receiving import MOST_BYTES, MOST_FILES
from tests.conftest import ROOT
from tests.library.homes import (
    PLACES,
    SONGLI,
    SONGLI_REVISED,
    TINGLAN,
    Home,
    new_home,
    written,
)
from tests.web.homes import DOUBTFUL, visitor
from tests.web.reading import Page, faults_of, visit

OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
#: So many seconds one waits for files to be taken in.
PATIENCE = 30


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with places and no report, and so without an index."""
    return new_home(tmp_path / "home")


@pytest.fixture
def reader(home: Home) -> Iterator[FlaskClient]:
    """A visitor; when the test ends nothing is being taken in any more."""
    client = visitor(home)
    yield client
    settle(client)


def hand_in(
    reader: FlaskClient, files: dict[str, bytes | str], to: str = "/add", **headers: str
) -> TestResponse:
    """Send files under these names, as a browser does."""
    parts = [
        (io.BytesIO(content.encode() if isinstance(content, str) else content), name)
        for name, content in files.items()
    ]
    sent = {"files": parts}
    return reader.post(to, data=sent, headers=OWN | headers, content_type="multipart/form-data")


def settle(reader: FlaskClient) -> None:
    """Wait until the clerk has nothing to do."""
    clerk: Any = reader.application.extensions["clerk"]
    until = time.monotonic() + PATIENCE
    while clerk._thread is not None:
        assert time.monotonic() < until, "still at work"
        time.sleep(0.05)


def result(reader: FlaskClient, files: dict[str, bytes | str]) -> Page:
    """The page of a batch once all of it was taken in."""
    answer = hand_in(reader, files)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    settle(reader)
    return visit(reader, str(answer.location))


def verdicts(page: Page) -> dict[str, str]:
    """File -> what became of it, as the page says it."""
    return dict(zip(page.texts(".verdict .file"), page.texts(".verdict > .tag"), strict=True))


def batch_path(home: Home) -> str:
    """The page of the last batch."""
    return f"/add/{Batches(home.settings.received).all()[-1].name}"


def ingested(home: Home, folder: Path) -> list[str]:
    """What the command says as often as it is refused, and in the end."""
    words = [sys.executable, "-m", "searchapp", "--home", str(home.path), "ingest", str(folder)]
    said = []
    while True:
        ended = subprocess.run(words, capture_output=True, text=True, check=False)
        said.append(ended.stdout + ended.stderr)
        if ended.returncode == 0:
            return said


def zipped(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()


class TestPage:
    """``/add``."""

    def test_it_works_before_there_is_anything(self, reader: FlaskClient) -> None:
        """In a home without an index: that is where the first files are put in."""
        page = visit(reader, "/add")
        assert page.status == 200
        assert page.only("form.drop")["enctype"] == "multipart/form-data"
        assert "添加" in page.texts(".areas [aria-current]")
        assert faults_of(page.html) == []

    def test_whoever_finds_nothing_to_search_is_led_there(self, reader: FlaskClient) -> None:
        """Before the first report the search page cannot be; the way to it is to be seen."""
        page = visit(reader, "/search?q=调解")
        assert page.status == 503
        assert "/add" in page.links("main a")

    def test_it_says_what_can_be_read(self, reader: FlaskClient) -> None:
        """All of it, in the words of people, and nothing else."""
        endings = [f".{ending}" for endings in READABLE.values() for ending in endings]
        assert sorted(endings) == sorted(FORMATS)
        said = visit(reader, "/add").texts(".drop > .soft")[0]
        assert all(name in said for name in READABLE)

    def test_an_operator_can_close_it(self, home: Home) -> None:
        """Then nobody is led there, and nobody who knows the address gets in or hands in."""
        settings = Settings(home=home.path, adding=False)
        reader = create_app(home.engine, settings).test_client()
        home.write("a.txt", SONGLI)
        home.ingest()
        assert "添加" not in visit(reader, "/").texts(".areas a")
        page = visit(reader, "/add")
        assert (page.status, "不接受添加文件" in page.html) == (403, True)
        assert hand_in(reader, {"b.txt": TINGLAN}).status_code == 403
        assert not settings.received.exists()

    def test_a_form_of_another_site_hands_nothing_in(self, home: Home) -> None:
        """As no form of another site does anything here."""
        sent = {"files": (io.BytesIO(SONGLI.encode()), "a.txt")}
        answer = visitor(home).post("/add", data=sent, headers={"Origin": "http://evil.example"})
        assert answer.status_code == 403
        assert not home.settings.received.exists()

    def test_nothing_chosen_is_told(self, home: Home, reader: FlaskClient) -> None:
        """A form is easily sent before anything was chosen."""
        answer = hand_in(reader, {"": b""})
        assert answer.status_code == 400
        assert "没有选文件" in answer.get_data(as_text=True)
        assert Batches(home.settings.received).all() == []


class TestVerdicts:
    """What becomes of files is what ``ingest`` would have said."""

    def test_each_file_has_its_verdict(self, home: Home, reader: FlaskClient) -> None:
        """New, the same again under another name, and one that cannot be read."""
        page = result(
            reader,
            {
                "松栎镇2024.txt": SONGLI,
                "抄送/松栎镇.txt": SONGLI,
                "汀兰镇.txt": TINGLAN,
                "坏的.docx": b"PK\x03\x04 not a document",
                "空的.txt": b"",
            },
        )
        assert verdicts(page) == {
            "松栎镇2024.txt": "重复",
            "抄送/松栎镇.txt": "新增",
            "汀兰镇.txt": "新增",
            "坏的.docx": "失败",
            "空的.txt": "失败",
        }
        assert page.texts(".how-far strong") == ["收录完成"]
        assert len(page.texts(".why-so")) == 3
        named = {text.split()[0] for text in page.texts("#progress .chips a")}
        assert named == {"全部", "新增", "重复", "失败"}
        assert home.findings() == []
        assert set(home.corpus()) == {"抄送/松栎镇.txt", "汀兰镇.txt"}
        assert faults_of(page.html) == []

    def test_a_verdict_leads_to_its_report(self, home: Home, reader: FlaskClient) -> None:
        """Under its title."""
        page = result(reader, {"a.txt": SONGLI})
        (link,) = page.links(".verdict a")
        assert link == f"/reports/{home.only().id}"
        assert page.texts(".verdict a") == [SONGLI.splitlines()[0]]

    def test_verdicts_can_be_narrowed_to_one_kind(self, reader: FlaskClient) -> None:
        """Among hundreds that went well one looks for those that did not."""
        answer = hand_in(reader, {"a.txt": SONGLI, "b.docx": b"x", "c.docx": b"y"})
        settle(reader)
        page = visit(reader, str(answer.location), ("outcome", "失败"))
        assert set(verdicts(page)) == {"b.docx", "c.docx"}
        assert page.texts(".chips [aria-current]") == ["失败 2"]
        assert len(verdicts(visit(reader, str(answer.location), ("outcome", "无此结果")))) == 3

    def test_handed_in_again_it_is_known(self, reader: FlaskClient) -> None:
        """By its name and content; by its content alone it is the same as another file."""
        result(reader, {"县/a.txt": SONGLI})
        assert verdicts(result(reader, {"县/a.txt": SONGLI})) == {"县/a.txt": "未变"}
        assert verdicts(result(reader, {"b.txt": SONGLI})) == {"b.txt": "重复"}

    def test_a_revised_file_of_the_same_name_is_the_next_version(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """As it is with a file that was changed where it lay."""
        result(reader, {"a.txt": SONGLI})
        page = result(reader, {"a.txt": SONGLI_REVISED})
        assert verdicts(page) == {"a.txt": "更新"}
        assert home.only().version == 2
        assert list(home.corpus().values()) == [SONGLI_REVISED]
        assert home.findings() == []

    @pytest.mark.parametrize(
        "other",
        [
            TINGLAN,
            SONGLI.replace("2024", "2023"),
            SONGLI.replace("松栎镇", "汀兰镇"),
            SONGLI.replace("2024年度", ""),
        ],
        ids=["another report", "another year", "another town", "no year"],
    )
    def test_another_report_of_the_same_name_takes_nothing_away(
        self, home: Home, reader: FlaskClient, other: str
    ) -> None:
        """Many files are called 报告.txt, and whole sentences of them are alike."""
        result(reader, {"报告.txt": SONGLI})
        assert verdicts(result(reader, {"报告.txt": other})) == {"报告.txt": "新增"}
        assert len(home.reports()) == 2
        assert set(home.corpus().values()) == {SONGLI, other}
        assert home.findings() == []

    def test_an_archive_is_unpacked(self, home: Home, reader: FlaskClient) -> None:
        """Each file in it has a verdict, and the archive one of its own."""
        content = zipped({"松栎镇.txt": SONGLI, "汀兰/汀兰镇.txt": TINGLAN, "坏.docx": "x"})
        page = result(reader, {"青禾县.zip": content})
        assert verdicts(page) == {
            "青禾县.zip/松栎镇.txt": "新增",
            "青禾县.zip/汀兰/汀兰镇.txt": "新增",
            "青禾县.zip/坏.docx": "失败",
            "青禾县.zip": "新增",
        }
        assert page.texts(".how-far span") == ["4 / 4 个文件", "2 篇报告"]
        assert set(home.corpus()) == {"青禾县/松栎镇.txt", "青禾县/汀兰/汀兰镇.txt"}

    def test_an_archive_of_which_nothing_can_be_read_has_failed(self, reader: FlaskClient) -> None:
        """Nothing of it is new, and that is not said of it; handed in again it fails again."""
        for _ in range(2):
            page = result(reader, {"青禾县.zip": zipped({"坏.docx": "x", "也坏.pdf": "%PDF-1"})})
            assert set(verdicts(page).values()) == {"失败"}
            assert page.texts(".how-far span") == ["3 / 3 个文件"]

    def test_the_folder_tells_the_county(self, home: Home, reader: FlaskClient) -> None:
        """Its name is evidence, now and when the corpus is read again."""
        home.write("places.tsv", PLACES + "990122103\t松栎镇\t望岫县\t砚州市\t岚川省\n")
        result(reader, {"望岫县/报告.txt": SONGLI})
        for rebuild in (False, True):
            home.ingest(rebuild=rebuild)
            place = home.only().report.place
            assert place is not None
            assert place.county == "望岫县"

    def test_what_systems_leave_in_folders_is_counted_and_left_out(
        self, reader: FlaskClient
    ) -> None:
        """A dropped folder brings it along; it has no verdict by ``ingest`` either."""
        page = result(reader, {"县/a.txt": SONGLI, "县/.DS_Store": b"x", "县/Thumbs.db": b"x"})
        assert verdicts(page) == {"县/a.txt": "新增"}
        assert "另有 2 个系统文件、临时文件，没有收" in page.texts(".how-far .soft")

    def test_the_homes_own_places_are_not_overwritten(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """Whoever hands in a report that is called so, where there is a table or is none."""
        home.settings.places.unlink()
        page = "".join(f"<p>{line}</p>" for line in SONGLI.splitlines())
        result(reader, {"places.tsv": f"<html><body>{page}</body></html>"})
        assert not home.settings.places.exists()
        assert [source.path for source in home.only().sources] == ["places-2.tsv"]


class TestReceiving:
    """What is sent, and under which names."""

    @pytest.mark.parametrize(
        "name",
        ["../../../出去.txt", "/etc/出去.txt", "..\\..\\出去.txt", "a/../../出去.txt", "CON.txt"],
    )
    def test_no_name_leads_out_of_the_corpus(
        self, home: Home, reader: FlaskClient, name: str
    ) -> None:
        """What is outside stays as it is; the report is taken in under a harmless name."""
        before = {path for path in home.path.parent.rglob("*") if home.path not in path.parents}
        result(reader, {name: SONGLI})
        after = {path for path in home.path.parent.rglob("*") if home.path not in path.parents}
        assert after == before
        (path,) = home.corpus()
        assert (home.settings.corpus / path).is_file()
        assert home.only().report.year == 2024

    def test_a_very_long_name_is_cut(self, home: Home, reader: FlaskClient) -> None:
        """The report in it is not the worse for it."""
        result(reader, {"很长的名字" * 200 + ".txt": SONGLI})
        (path,) = home.corpus()
        assert path.startswith("很长的名字" * 5)
        assert path.endswith(".txt")

    def test_files_of_one_name_are_all_kept(self, home: Home, reader: FlaskClient) -> None:
        """From two folders, chosen one after the other."""
        parts = [(io.BytesIO(text.encode()), "报告.txt") for text in (SONGLI, TINGLAN)]
        answer = reader.post("/add", data={"files": parts}, headers=OWN)
        assert answer.status_code == 303
        settle(reader)
        assert set(home.corpus().values()) == {SONGLI, TINGLAN}

    def test_a_file_and_a_folder_of_one_name_are_both_kept(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """No system has both; whoever sends them by hand loses neither."""
        result(reader, {"县": SONGLI, "县/汀兰镇.txt": TINGLAN})
        assert len(home.reports()) + len(home.corpus()) >= 2
        assert TINGLAN in home.corpus().values()

    def test_too_much_at_once_is_refused_in_words(self, home: Home, reader: FlaskClient) -> None:
        """Without reading it: it is told what to do, and nothing is kept."""
        answer = reader.post(
            "/add",
            headers=OWN,
            content_type="multipart/form-data; boundary=x",
            environ_overrides={"CONTENT_LENGTH": str(MOST_BYTES + 1)},
            input_stream=io.BytesIO(b"--x"),
        )
        assert answer.status_code == 413
        assert "请分几次放入" in answer.get_data(as_text=True)
        assert not home.settings.received.exists()

    def test_where_nothing_can_be_kept_that_is_said(self, home: Home, reader: FlaskClient) -> None:
        """What was sent is not lost silently: whoever sent it is told to tell somebody."""
        home.settings.received.write_text("in the way")
        answer = hand_in(reader, {"a.txt": SONGLI})
        assert answer.status_code == 507
        assert "什么也没有收，请告诉管理员" in answer.get_data(as_text=True)

    def test_too_many_files_are_refused_in_words(self, home: Home, reader: FlaskClient) -> None:
        """One more than is allowed."""
        answer = hand_in(reader, {f"{number}.txt": b"x" for number in range(MOST_FILES + 1)})
        assert answer.status_code == 413
        assert "请分几次放入" in answer.get_data(as_text=True)
        assert not home.settings.received.exists()

    def test_more_than_any_other_form_may_send_is_received(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """The bound of all other forms is not that of this one."""
        long = SONGLI + "全年受理矛盾纠纷131件。\n" * 3_000
        assert verdicts(result(reader, {"a.txt": long})) == {"a.txt": "新增"}
        assert list(home.corpus().values()) == [long]

    def test_whoever_asks_for_json_has_it(self, reader: FlaskClient) -> None:
        """The page sends parts of one batch, one after the other."""
        first = hand_in(reader, {"a.txt": SONGLI}, Accept="application/json")
        assert first.status_code == 201
        said = json.loads(first.data)
        again = hand_in(
            reader, {"b.txt": TINGLAN}, to=f"/add/{said['batch']}", Accept="application/json"
        )
        assert json.loads(again.data) == said
        settle(reader)
        page = visit(reader, said["url"])
        assert verdicts(page) == {"a.txt": "新增", "b.txt": "新增"}
        refused = hand_in(reader, {"": b""}, Accept="application/json")
        assert refused.status_code == 400
        assert "没有选文件" in json.loads(refused.data)["said"]

    @pytest.mark.parametrize("name", ["20260101-000000-0123456789", "..", "x"])
    def test_a_batch_that_is_not_there_is_no_page(
        self, home: Home, reader: FlaskClient, name: str
    ) -> None:
        """Nor can anything be added to it."""
        assert visit(reader, f"/add/{name}").status == 404
        assert hand_in(reader, {"a.txt": SONGLI}, to=f"/add/{name}").status_code == 404
        assert not home.settings.received.exists()


class TestWorking:
    """What waits is taken in, whatever happens meanwhile."""

    def test_two_who_hand_in_at_once_both_have_their_verdicts(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """Each its own page, with its own files."""
        texts = [SONGLI.replace("131", str(number)) for number in range(200, 206)]
        sent = [{f"{number}.txt": text} for number, text in enumerate(texts)]
        clients = [reader.application.test_client() for _ in sent]
        with ThreadPoolExecutor(len(sent)) as people:
            answers = list(people.map(hand_in, clients, sent))
        settle(reader)
        pages = [visit(reader, str(answer.location)) for answer in answers]
        assert [verdicts(page) for page in pages] == [
            {f"{number}.txt": "新增"} for number in range(len(sent))
        ]
        assert len(home.reports()) == len(sent)
        assert home.findings() == []

    def test_while_another_takes_files_in_one_waits_and_is_told(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """An ``ingest`` at the same time: nothing is lost, and it goes on by itself."""
        with locked(home.path):
            answer = hand_in(reader, {"a.txt": SONGLI})
            until = time.monotonic() + PATIENCE
            while "正在等待" not in (page := visit(reader, str(answer.location))).html:
                assert time.monotonic() < until
                time.sleep(0.05)
            assert "另一个收录程序正在运行" in page.html
            assert str(home.path) not in page.html
            assert 'http-equiv="refresh"' in page.html
            assert faults_of(page.html) == []
        settle(reader)
        page = visit(reader, str(answer.location))
        assert verdicts(page) == {"a.txt": "新增"}
        assert 'http-equiv="refresh"' not in page.html

    def test_a_command_that_takes_others_in_meanwhile_does_so_too(
        self, home: Home, reader: FlaskClient, tmp_path: Path
    ) -> None:
        """Each waits for the other, or says that it cannot; in the end all are there once."""
        texts = [SONGLI.replace("131", str(number)) for number in range(200, 220)]
        ours = {f"{number}.txt": text for number, text in enumerate(texts[:10])}
        for number, text in enumerate(texts[10:]):
            written(tmp_path / "share" / f"{number}.txt", text)
        with ThreadPoolExecutor(1) as desk:
            other = desk.submit(ingested, home, tmp_path / "share")
            result(reader, dict(ours))
            *refused, done = other.result(PATIENCE)
        settle(reader)
        assert verdicts(visit(reader, batch_path(home))) == dict.fromkeys(ours, "新增")
        assert all("另一个收录程序正在运行" in each for each in refused)
        assert "新增 10" in done
        assert sorted(home.corpus().values()) == sorted(texts)
        assert home.findings() == []

    def test_what_a_server_left_the_next_one_takes_in(self, home: Home) -> None:
        """It was received: whoever ended the server in between lost nothing."""
        batch = Batches(home.settings.received).new()
        with batch.receiving() as folder:
            (folder / "a.txt").write_text(SONGLI, "utf-8")
        reader = visitor(home)
        settle(reader)
        assert verdicts(visit(reader, f"/add/{batch.name}")) == {"a.txt": "新增"}
        assert home.findings() == []

    def test_what_was_settled_before_the_server_was_ended_stays_so(self, home: Home) -> None:
        """A part that is begun again says of each file what became of it the first time."""
        batch = Batches(home.settings.received).new()
        with batch.receiving() as folder:
            (folder / "a.txt").write_text(SONGLI, "utf-8")
            (folder / "b.txt").write_text(TINGLAN, "utf-8")
        (part,) = batch.parts()
        first, *_ = home.ingest(part.folder)
        batch.note(part, first)
        reader = visitor(home)
        settle(reader)
        page = visit(reader, f"/add/{batch.name}")
        assert verdicts(page)["a.txt"] == "新增"
        assert len(home.reports()) == 2

    def test_a_fault_in_the_homes_places_is_told_until_it_is_mended(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """What was received waits for it."""
        home.write("places.tsv", "code\ttown\n12\t松栎镇\n")
        answer = hand_in(reader, {"a.txt": SONGLI})
        until = time.monotonic() + PATIENCE
        while "地名表" not in visit(reader, str(answer.location)).html:
            assert time.monotonic() < until
            time.sleep(0.05)
        home.write("places.tsv", PLACES)
        settle(reader)
        assert verdicts(visit(reader, str(answer.location))) == {"a.txt": "新增"}

    def test_the_received_files_are_gone_once_they_were_taken_in(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """The corpus has them; what became of them is still told."""
        page = result(reader, {"a.txt": SONGLI, "b.docx": b"x"})
        left = [path for path in home.settings.received.rglob("*") if path.is_file()]
        assert {path.name for path in left} <= {"log.jsonl", ".lock"}
        assert len(verdicts(page)) == 2


class TestChecking:
    """What is doubtful is settled where one stands."""

    def test_what_is_to_be_checked_stands_below(self, home: Home, reader: FlaskClient) -> None:
        """With its fields and the beginning of its text."""
        page = result(reader, {"松栎镇.txt": DOUBTFUL, "汀兰镇.txt": TINGLAN})
        assert page.texts(".to-confirm h2") == ["请核对 1 篇"]
        assert "全年受理矛盾纠纷12件。" in page.texts(".glance p")
        (name,) = (filed.id for filed in home.engine.facts() if filed.report.doubts)
        assert page.only(".to-confirm form")["action"] == f"/reports/{name}/correct"
        assert faults_of(page.html) == []

    def test_one_form_stands_there_at_a_time(self, reader: FlaskClient) -> None:
        """What is typed in a second one would be lost when the first is sent."""
        other = DOUBTFUL.replace("12", "13")
        page = result(reader, {"甲.txt": DOUBTFUL, "乙.txt": other})
        assert page.texts(".to-confirm h2") == ["请核对 2 篇"]
        assert len(page.soup.select(".to-confirm form")) == 1
        (every,) = page.links(".to-confirm > p a")
        assert len(visit(reader, every).soup.select(".cases .case")) == 2

    def test_settled_it_is_gone_and_one_is_back_at_the_batch(
        self, home: Home, reader: FlaskClient
    ) -> None:
        """A year typed, the rest confirmed: nothing is left to be checked of it."""
        page = result(reader, {"松栎镇.txt": DOUBTFUL})
        form = page.only(".to-confirm form")
        fields = [(str(each["name"]), str(each.get("value", ""))) for each in form.select("input")]
        typed = [(name, "2022" if name == "year" else value) for name, value in fields]
        sent: dict[str, list[str]] = {}
        for name, value in [*typed, ("genre", "法治政府建设报告"), ("then", "next")]:
            sent.setdefault(name, []).append(value)
        answer = reader.post(str(form["action"]), data=sent, headers=OWN)
        assert answer.status_code == 303
        after = visit(reader, str(answer.location))
        assert after.texts("main [role=status]")[0].endswith("已更正：年度；已确认")
        assert after.soup.select(".to-confirm") == []
        filed = home.only()
        assert (filed.report.year, filed.report.doubts) == (2022, ())
        (confirmed,) = Desk(home.settings, home.engine).confirmations(filed.id)
        assert (confirmed.fact, confirmed.who) == ("outline", home.settings.who)


def test_a_log_that_was_cut_off_in_the_middle_of_a_line_is_read(home: Home) -> None:
    """The line is lost that was being written, and none before or after it."""
    batch = Batches(home.settings.received).new()
    with batch.receiving() as folder:
        (folder / "a.txt").write_text(SONGLI, "utf-8")
    (part,) = batch.parts()
    (verdict,) = home.ingest(part.folder)
    log = home.settings.received / batch.name / "log.jsonl"
    with log.open("a", encoding="utf-8") as cut:
        cut.write('{"part": 1, "verdict": {"file": "松')
    batch.note(Part(1, part.folder), verdict)
    progress = batch.progress()
    assert progress.verdicts == (verdict,)
    assert progress == Progress(expected=1, verdicts=(verdict,))
    batch.finish(part)
    assert batch.progress().is_done
    assert verdict.outcome is Outcome.ADDED


def test_a_part_of_which_half_came_is_none(home: Home) -> None:
    """Whoever is cut off while sending has handed nothing in of that part."""
    batch = Batches(home.settings.received).new()

    def half() -> None:
        with batch.receiving() as folder:
            (folder / "a.txt").write_text(SONGLI, "utf-8")
            raise OSError("the connection broke")

    with pytest.raises(OSError, match="broke"):
        half()
    batches = Batches(home.settings.received)
    assert (batch.parts(), batches.all(), batches.waiting()) == ([], [], [])
    assert list(home.settings.received.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")
def test_a_server_killed_between_any_two_acts_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """The next one goes on, and the page of the batch says what became of each file at first."""
    first, every = random.randrange(10), 10
    command = [sys.executable, "-m", "tests.web.dying", str(tmp_path), str(first), str(every)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr[-6000:]
    assert int(said.stdout) > 8

"""The commands: what is printed, where, and with which exit status.

Most run as processes, as people run them; where only the words differ, inside this one.
"""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from math import isclose, prod
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.engine import FACETS, Asked, Found, Hit
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Intake
from searchapp.query import parse_query
from searchapp.reports import Passage, SectionKind, report_json
from searchapp.settings import Settings
from searchapp.text import Span
from tests.conftest import ROOT, SAMPLES
from tests.library.homes import SONGLI, TINGLAN, Home, new_home
from tests.reading.test_archive import zipped

ANSI = re.compile(r"\x1b")
HAN = re.compile(r"[\u4e00-\u9fff]")
#: A phrase that one sample report has twice in one passage and others once.
PHRASE = "“矛盾纠纷”"


class Said(NamedTuple):
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


def run(*words: str | Path, home: Path | None = None, **environ: str) -> Said:
    """The command with these words, in a pipe, with nothing of ours in the environment."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SEARCHAPP_")}
    before = [] if home is None else ["--home", str(home)]
    ended = subprocess.run(
        [sys.executable, "-m", "searchapp", *before, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**clean, "PYTHONPATH": str(ROOT), **environ},
        cwd=ROOT.anchor,
        check=False,
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)


def run_here(*words: str, home: Path) -> Said:
    """The same without a process of its own, which takes most of the time."""
    ended = CliRunner().invoke(main, ["--home", str(home), *words])
    return Said(ended.exit_code, ended.stdout, ended.stderr)


def answer(home: Path, *words: str) -> dict[str, Any]:
    """What ``search --json`` says."""
    said = run_here("search", *words, "--json", home=home)
    assert (said.status, said.err) == (0, "")
    result: dict[str, Any] = json.loads(said.out)
    return result


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with the invented places and no report."""
    return new_home(tmp_path / "home")


class TestIngest:
    """``ingest``."""

    def test_every_file_gets_a_verdict_and_the_sum_is_told(self, home: Home) -> None:
        """One line a file, then how many of each; a failure is exit status 1."""
        home.write("a.txt", SONGLI)
        home.write("b.txt", TINGLAN.replace("汀兰镇", "无此镇"))
        home.write("c.txt", SONGLI + "\n")
        home.write("d.et", "x")
        said = run("ingest", home=home.path)
        assert said.status == 1
        assert re.fullmatch(
            "新增  a.txt\n"
            "新增  b.txt\n      待核对：.*places.tsv.*\n"
            "重复  c.txt  与 a.txt 是同一篇报告\n"
            "失败  d.et  暂不支持这种格式.*\n"
            "新增 2 · 更新 0 · 未变 0 · 重复 1 · 失败 1 · 待核对 1\n",
            said.out,
        )
        assert len(home.reports()) == 2

    def test_a_file_from_elsewhere_and_then_nothing_new(self, home: Home) -> None:
        """Paths are read from where one stands; a second time all is unchanged, status 0."""
        for word in ("新增 1", "未变 1"):
            said = run(
                "ingest", SAMPLES / "望岫县荻浦镇2023年度法治政府建设工作总结.txt", home=home.path
            )
            assert said.status == 0
            assert word in said.out
        assert run("check", home=home.path) == Said(0, "一致：1 篇报告，1 个文件\n", "")

    def test_an_empty_home_is_told_what_to_do(self, tmp_path: Path) -> None:
        """A newcomer who has no reports yet is told where to put them."""
        said = run("ingest", home=tmp_path / "新")
        assert said.status == 0
        assert "把报告放进去" in said.out

    def test_the_second_of_two_says_so(self, home: Home) -> None:
        """While one takes files in, another says that it must wait, and fails."""
        home.write("a.txt", SONGLI)
        running = Intake(home.settings, home.engine, []).run()
        next(running)
        said = run("ingest", home=home.path)
        assert list(running) == []
        assert (said.status, said.out) == (1, "")
        assert "另一个收录程序正在运行" in said.err

    def test_rebuild_puts_a_broken_manifest_right(self, home: Home) -> None:
        """The refusal names the command that repairs, and the command repairs."""
        home.write("a.txt", SONGLI)
        home.ingest()
        (home.settings.index / "manifest.json").write_text("{", "utf-8")
        said = run("ingest", home=home.path)
        assert said.status == 1
        assert f'请运行：searchapp --home "{home.path}" ingest --rebuild' in said.err
        assert run("ingest", "--rebuild", home=home.path).status == 0
        assert home.findings() == []

    @pytest.mark.parametrize("command", ["ingest", "check"])
    def test_a_library_of_another_program_is_refused_in_chinese(
        self, home: Home, command: str
    ) -> None:
        """Nobody reads a traceback because of a file that is not ours."""
        home.settings.library.write_text("会议记录" * 500, "utf-8")
        said = run_here(command, home=home.path)
        assert said.status == 1
        assert "它不是本程序的库" in said.err
        assert "Traceback" not in said.err

    def test_a_home_that_cannot_be_made_is_told_in_chinese(self, tmp_path: Path) -> None:
        """A path through a file is no folder: a sentence, not a traceback."""
        (tmp_path / "文件").write_text("x", "utf-8")
        said = run("ingest", home=tmp_path / "文件" / "家")
        assert said.status == 1
        assert said.err.startswith(f"Error: {tmp_path}/文件/家：")
        assert "Traceback" not in said.err


class TestInspect:
    """``inspect``."""

    FILE = SAMPLES / "松栎镇2023年度法治政府建设情况报告.docx"

    def test_json_has_the_form_of_the_design(self, sample_home: Path) -> None:
        """Every fact that DESIGN names is there, of its type, and the index has the same."""
        said = json.loads(run("inspect", self.FILE, "--json", home=sample_home).out)
        assert said.keys() - {"origins", "sureness", "doubts", "level", "recognised"} == {
            *("title", "issuers", "doc_number", "issued_on", "year", "genre", "addressee"),
            *("place", "outline", "passages", "warnings"),
        }
        assert said["place"] == {
            "code": "990121101",
            "town": "松栎镇",
            "county": "青禾县",
            "city": "砚州市",
            "province": "岚川省",
        }
        assert (said["year"], said["issued_on"]) == (2023, "2024-01-26")
        assert {tuple(each) for each in said["outline"]} == {
            ("level", "number", "heading", "kind")
        }
        assert {tuple(each) for each in said["passages"]} == {
            ("number", "kind", "section", "text")
        }
        kept = EmbeddedEngine(Settings(home=sample_home).index).reports()
        (same,) = (each for each in kept if each.sources[0].path == self.FILE.name)
        assert said == report_json(same.report)

    def test_people_are_told_the_facts_and_where_they_were_read(self, sample_home: Path) -> None:
        """Title, place, outline, in Chinese, without colours in a pipe."""
        said = run("inspect", self.FILE, home=sample_home)
        assert (said.status, said.err) == (0, "")
        lines = said.out.splitlines()
        assert lines[0] == "标题  松栎镇2023年度法治政府建设情况报告（据标题，确定）"
        assert "地方  岚川省砚州市青禾县松栎镇（据标题，确定）" in lines
        assert "大纲" in lines
        assert not ANSI.search(said.out)

    def test_nothing_is_stored(self, tmp_path: Path) -> None:
        """Looking at a file makes no home."""
        assert run("inspect", self.FILE, home=tmp_path / "家").status == 0
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["没有.txt", "places.tsv"])
    def test_a_file_that_cannot_be_read_is_status_1(self, sample_home: Path, name: str) -> None:
        """The reason is said in Chinese."""
        said = run_here("inspect", str(SAMPLES / name), home=sample_home)
        assert (said.status, said.out) == (1, "")
        assert HAN.search(said.err)


class TestSearch:
    """``search``."""

    def test_json_has_the_form_of_the_design(self, sample_home: Path) -> None:
        """A program that reads the answer can rely on every key and its type."""
        said = json.loads(run("search", PHRASE, "--limit=2", "--json", home=sample_home).out)
        assert said.keys() == {"query", "total", "facets", "notes", "hits", "understood"}
        assert said["understood"] == {"text": "原话“矛盾纠纷”，逐字相符", "parts": []}
        assert said["query"] == PHRASE
        assert said["total"].keys() == {"passages", "reports", "occurrences"}
        assert said["facets"].keys() == set(FACETS)
        for values in said["facets"].values():
            for value in values:
                assert value.keys() == {"value", "label", "passages", "reports"}
        assert len(said["hits"]) == 2
        for hit in said["hits"]:
            assert hit.keys() == {
                *("report", "title", "place", "year", "section", "kind"),
                *("passage", "text", "spans", "across", "figures", "recognised", "url"),
            }
            assert hit["place"].keys() == {"code", "town", "county", "city", "province"}
            assert {hit["text"][start:end] for start, end in hit["spans"]} == {"矛盾纠纷"}
            assert hit["url"] == f"/reports/{hit['report']}/p{hit['passage']}?v=1"

    def test_words_have_no_occurrences(self, sample_home: Path) -> None:
        """处 is counted only where the query is one phrase."""
        assert "occurrences" not in answer(sample_home, "矛盾纠纷 调解")["total"]

    def test_words_on_the_command_line_are_one_query(self, sample_home: Path) -> None:
        """The shell divides at blanks; the query does not know."""
        assert answer(sample_home, "矛盾纠纷", "调解") == answer(sample_home, "矛盾纠纷 调解")

    def test_all_gives_what_pages_give_together(self, sample_home: Path) -> None:
        """Every hit stands on one page, in the same order."""
        everything = answer(sample_home, PHRASE, "--limit", "all")
        count = everything["total"]["passages"]
        assert len(everything["hits"]) == count > 10
        assert len(answer(sample_home, PHRASE)["hits"]) == 10
        rest = answer(sample_home, PHRASE, "--offset", "10", "--limit", str(count))
        assert everything["hits"][10:] == rest["hits"]
        past = answer(sample_home, PHRASE, "--offset", str(count), "--limit", "0")
        assert (past["hits"], past["total"]) == ([], everything["total"])

    @pytest.mark.parametrize(
        ("words", "kept"),
        [
            (("--town", "松栎镇"), {("松栎镇", 2022), ("松栎镇", 2023), ("松栎镇", 2024)}),
            (("--town", "990121101", "--year", "2023"), {("松栎镇", 2023)}),
            (
                ("--county", "望岫县", "--year", "2024..2023"),
                {(town, year) for town in ("荻浦镇", "鹤沼瑶族乡") for year in (2023, 2024)},
            ),
            (
                ("--town", "云坪乡", "--town", "汀兰镇", "--year", "2022", "--year", "2022"),
                {("云坪乡", 2022), ("汀兰镇", 2022)},
            ),
            (("--province", "岚川省", "--county", "梅屏区", "--town", "未标注"), None),
            (("--year", "未标注"), set()),
        ],
    )
    def test_filters_leave_what_they_say(
        self, sample_home: Path, words: tuple[str, ...], kept: set[tuple[str, int]] | None
    ) -> None:
        """Places are OR among themselves and AND with years, by name or code."""
        said = answer(sample_home, *words, "--limit", "all")
        found = {(hit["place"]["town"], hit["year"]) for hit in said["hits"]}
        assert (found == kept) if kept is not None else len(found) == 18

    @pytest.mark.parametrize("name", ["plans", "下年安排"])
    def test_a_section_is_named_in_either_language(self, sample_home: Path, name: str) -> None:
        """Its kind is what counts, not its heading."""
        said = answer(sample_home, "调解", "--section", name, "--limit", "all")
        assert {hit["kind"] for hit in said["hits"]} == {str(SectionKind.PLANS)}

    def test_whole_words_leave_out_what_arises_across_two(self, home: Home) -> None:
        """调解 in 协调解决 comes last and says so, and goes when asked."""
        home.write("a.txt", SONGLI.replace("办法", "") + "多方协调解决用水问题。\n")
        home.ingest()
        assert [hit["across"] for hit in answer(home.path, "调解")["hits"]] == [[], ["调解"]]
        assert len(answer(home.path, "调解", "--whole-words")["hits"]) == 1
        assert "跨词：调解" in run_here("search", "调解", home=home.path).out

    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            ("newest", lambda hit: (-hit["year"], hit["place"]["code"])),
            ("oldest", lambda hit: (hit["year"], hit["place"]["code"])),
            ("place", lambda hit: (hit["place"]["code"], -hit["year"])),
        ],
    )
    def test_hits_come_in_the_order_that_was_asked_for(
        self, sample_home: Path, sort: str, key: Any
    ) -> None:
        """By year or by place; the default is by relevance, of the same hits."""
        hits = answer(sample_home, PHRASE, "--sort", sort, "--limit", "all")["hits"]
        assert hits == sorted(hits, key=key)
        ranked = answer(sample_home, PHRASE, "--limit", "all")["hits"]
        assert sorted(map(str, hits)) == sorted(map(str, ranked))

    def test_a_place_that_the_library_lacks_is_noted(self, sample_home: Path) -> None:
        """Nothing found because of a slip in a name: said, not silent."""
        said = answer(sample_home, PHRASE, "--town", "松砾镇")
        assert said["total"]["passages"] == 0
        assert said["notes"] == ["库里没有乡镇“松砾镇”的报告；是不是“松栎镇”？"]

    def test_people_read_it_without_colours_in_a_pipe(self, sample_home: Path) -> None:
        """Totals, place, year, section, text, link; no escape codes, no wrapped lines."""
        said = run("search", PHRASE, home=sample_home, FORCE_COLOR="", COLUMNS="40")
        assert (said.status, said.err) == (0, "")
        assert not ANSI.search(said.out)
        total = answer(sample_home, PHRASE)["total"]
        first, *rest = said.out.splitlines()
        assert first == "{passages} 段 · {reports} 篇 · {occurrences} 处".format(**total)
        links = [line for line in rest if re.fullmatch(r"/reports/\w{10}/p\d+\?v=1", line)]
        assert len(links) == 10
        assert rest[-1] == f"以上 10 段，共 {total['passages']} 段；--limit all 给出全部"

    def test_brackets_in_a_text_are_no_markup(self, home: Home) -> None:
        """A report that says [red] is shown as it is."""
        home.write("a.txt", SONGLI.replace("茶季", "[red]茶季[/red][bold"))
        home.ingest()
        assert "[red]茶季[/red][bold执法力量" in run_here("search", "执法力量", home=home.path).out

    @pytest.mark.parametrize(
        "words",
        [
            ("search", "调解", "--limit", "ten"),
            ("search", "调解", "--limit", "-1"),
            ("search", "调解", "--limit", "9" * 5000),
            ("search", "调解", "--offset", "-1"),
            ("search", "调解", "--year", "明年"),
            ("search", "调解", "--section", "序言"),
            ("search", "调解", "--sort", "best"),
            ("search", "调解", "--limt", "3"),
            ("search", "调解", "--within", "本篇"),
            ("search", "调解", "--by", "town"),
            ("search", "调解", "--beside", "up"),
            ("verify", "调解", "--within", "page"),
            ("verify", "调解", "--year", "明年"),
            ("export",),
            ("export", "--format", "xml"),
            ("inspect",),
            ("serve", "--port", "70000"),
            ("serach", "调解"),
        ],
        ids=lambda words: " ".join(words)[:40],
    )
    def test_wrong_use_is_status_2(self, sample_home: Path, words: tuple[str, ...]) -> None:
        """What was typed wrongly is told on the error stream, and nothing is printed."""
        said = run_here(*words, home=sample_home)
        assert (said.status, said.out) == (2, "")
        assert "Error" in said.err

    @pytest.mark.parametrize(
        "words", [("search", "调解"), ("verify", "调解"), ("export", "--format", "csv")]
    )
    def test_without_an_index_the_remedy_is_told(self, tmp_path: Path, words: tuple[str]) -> None:
        """Status 1 and the command that makes an index, in Chinese."""
        said = run_here(*words, home=tmp_path)
        assert said.status == 1
        remedy = f'searchapp --home "{tmp_path}" ingest'
        assert said.err == f"Error: 索引不可用（{tmp_path}/index）。请运行：{remedy}\n"

    def test_home_is_told_by_option_or_environment(self, sample_home: Path) -> None:
        """``--home`` goes before ``SEARCHAPP_HOME``."""
        by_environment = run("search", PHRASE, SEARCHAPP_HOME=str(sample_home))
        assert by_environment == run("search", PHRASE, home=sample_home, SEARCHAPP_HOME="/nowhere")

    def test_a_bad_setting_is_told_by_name(self, sample_home: Path) -> None:
        """Key, value and expectation, status 1."""
        said = run("search", "调解", home=sample_home, SEARCHAPP_HITS_PER_PAGE="many")
        assert (said.status, said.out) == (1, "")
        assert "设置 SEARCHAPP_HITS_PER_PAGE 的值“many”不对，应为：1 到 200 的整数" in said.err


class TestAsking:
    """``search`` with all that the language and its options say."""

    @pytest.mark.parametrize(
        ("within", "together"),
        [
            ("passage", lambda name, passage: (name, passage.number)),
            ("section", lambda name, passage: (name, passage.section[:1], passage.kind)),
            ("report", lambda name, _: name),
        ],
    )
    def test_within_says_how_far_the_words_may_stand_apart(
        self, sample_home: Path, within: str, together: Callable[[str, Passage], object]
    ) -> None:
        """Found is each passage with one of the words where both stand in what is said."""
        words = ("飞防", "信访")
        said = answer(sample_home, *words, "--within", within, "--limit", "all")
        passages = [
            (together(filed.id, passage), filed.id, passage)
            for filed in EmbeddedEngine(Settings(home=sample_home).index).reports()
            for passage in filed.report.passages
        ]
        places = [{at for at, _, p in passages if word in p.text} for word in words]
        found = {
            (name, passage.number)
            for at, name, passage in passages
            if at in places[0] & places[1] and any(word in passage.text for word in words)
        }
        assert {(hit["report"], hit["passage"]) for hit in said["hits"]} == found
        assert bool(found) is (within != "passage")

    @pytest.mark.parametrize("excluded", ["-经验", "－经验", "-“经验”", "-(经验 或者 纠纷)"])
    def test_what_is_excluded_may_be_a_word_of_its_own(
        self, sample_home: Path, excluded: str
    ) -> None:
        """Whoever types -经验 means no option of the program."""
        said = answer(sample_home, "枫桥", excluded, "--year", "2022..2024")
        one = answer(sample_home, f"枫桥 {excluded}", "--year", "2022..2024")
        assert said == one
        assert said["total"]["passages"] < answer(sample_home, "枫桥")["total"]["passages"]

    def test_the_understood_query_is_a_tree(self, sample_home: Path) -> None:
        """What the page shows, for programs, at the scope that was asked for."""
        said = answer(sample_home, "枫桥 -信访", "--within", "report")
        assert said["understood"] == {
            "text": "在本篇里同时满足",
            "parts": [
                {"text": "词“枫桥”", "parts": []},
                {"text": "本篇里不能有", "parts": [{"text": "词“信访”", "parts": []}]},
            ],
        }

    def test_figures_are_there_as_written_and_as_numbers(self, home: Home) -> None:
        """Each ``#`` gives what it took: written, number, unit and place in the text."""
        home.write("a.txt", SONGLI.replace("131件", "1,310件").replace("129件", "数百余件"))
        home.ingest()
        (hit,) = answer(home.path, "“受理矛盾纠纷#件，调解成功#件”")["hits"]
        assert [hit["text"][start:end] for start, end in hit["spans"]] == [
            "受理矛盾纠纷1,310件，调解成功数百余件"
        ]
        first, second = hit["figures"]
        assert (first["written"], first["number"], first["unit"]) == ("1,310", 1310, "件")
        assert (second["written"], second["number"]) == ("数百余", None)
        for figure in (first, second):
            assert slice_of(hit["text"], figure["span"]) == figure["written"]

    @pytest.mark.parametrize("typed", ["“矛盾纠纷”", "矛盾纠纷 调解", "枫桥经验 NEAR/30 调解"])
    def test_reasons_are_given_when_asked_for_and_add_up(
        self, sample_home: Path, typed: str
    ) -> None:
        """Each score is the sum or the product of its parts, down to the leaves."""
        assert all("why" not in hit for hit in answer(sample_home, typed)["hits"])
        reasons = [hit["why"] for hit in answer(sample_home, typed, "--explain")["hits"]]
        assert reasons
        for why in reasons:
            assert why.keys() == {"across", "runs", "as_typed", "score"}
            assert why["score"]["value"] > 0
            assert_adds_up(why["score"])

    def test_by_report_counts_and_limits_reports(self, sample_home: Path) -> None:
        """A group says how many passages a report has and how many are shown, at most three."""
        every = answer(sample_home, "调解", "--limit", "all")["hits"]
        said = answer(sample_home, "调解", "--by", "report", "--limit", "4", "--offset", "1")
        order = list(dict.fromkeys(hit["report"] for hit in every))
        assert [group["report"] for group in said["groups"]] == order[1:5]
        for group in said["groups"]:
            assert group.keys() == {"report", "title", "place", "year", "passages", "shown"}
            own = [hit for hit in every if hit["report"] == group["report"]]
            assert (group["passages"], group["shown"]) == (len(own), min(3, len(own)))
            assert [hit for hit in said["hits"] if hit["report"] == group["report"]] == own[:3]
        assert "groups" not in answer(sample_home, "调解")

    def test_kwic_rows_are_limited_as_places(self, sample_home: Path) -> None:
        """Pages of rows together are all rows; each is cut out of its passage."""
        every = answer(sample_home, PHRASE, "--kwic", "--limit", "all")
        texts = {(hit["report"], hit["passage"]): hit["text"] for hit in every["hits"]}
        assert len(every["kwic"]) == every["total"]["occurrences"]
        for row in every["kwic"]:
            text = texts[row["report"], row["passage"]]
            assert slice_of(text, row["span"]) == row["hit"] == "矛盾纠纷"
            assert row["left"] + row["hit"] + row["right"] in text
            assert row["url"] == f"/reports/{row['report']}/p{row['passage']}?v=1"
        page = answer(sample_home, PHRASE, "--kwic", "--limit", "7", "--offset", "9")
        assert page["kwic"] == every["kwic"][9:16]
        assert "kwic" not in answer(sample_home, PHRASE)

    @pytest.mark.parametrize(
        ("beside", "nearest"),
        [("left", lambda row: row["left"][-1:]), ("right", lambda row: row["right"][:1])],
    )
    def test_kwic_rows_come_by_their_neighbours(
        self, sample_home: Path, beside: str, nearest: Callable[[dict[str, Any]], str]
    ) -> None:
        """Those with the same character beside the place stand together."""
        rows = answer(sample_home, PHRASE, "--kwic", "--beside", beside, "--limit", "all")["kwic"]
        chars = [char for row in rows if (char := nearest(row)).isalnum()]
        assert len(chars) > 5
        assert [key for key, _ in groupby(chars)] == list(dict.fromkeys(chars))

    def test_advice_is_there_when_nothing_was_found_and_keeps_its_word(
        self, sample_home: Path
    ) -> None:
        """Every changed question finds as many passages as was said."""
        options = ("--year", "2023", "--within", "section")
        said = answer(sample_home, "“枫桥经念” 调解", *options)
        advice = said["advice"]
        assert advice.keys() >= {"parts", "choices", "unchosen", "corrections", "looser"}
        assert advice["corrections"][0]["new"] == "枫桥经验"
        for each in (*advice["corrections"], *advice["looser"]):
            words = ["--whole-words"] if each["whole_words"] else []
            again = answer(
                sample_home, each["query"], "--year", "2023", "--within", each["within"], *words
            )
            assert again["total"]["passages"] == each["passages"] > 0
        for part in advice["parts"]:
            alone = answer(sample_home, part["part"], *options)
            assert alone["total"]["passages"] == part["alone"]
        assert "advice" not in answer(sample_home, "调解")

    def test_explained_answers_begin_with_what_was_understood(self, sample_home: Path) -> None:
        """The tree of the query first, then the totals, and under each hit its reasons."""
        said = run_here("search", "枫桥 -信访", "--explain", home=sample_home)
        lines = said.out.splitlines()
        assert lines[:4] == ["理解为：", "  在本段里同时满足", "    词“枫桥”", "    本段里不能有"]
        assert lines[4] == "      词“信访”"
        assert re.fullmatch(r"\d+ 段 · \d+ 篇", lines[6])
        assert sum("看得分：" in line for line in lines) == sum("/reports/" in s for s in lines)

    @pytest.mark.parametrize("options", [(), ("--kwic",), ("--by", "report"), ("--explain",)])
    def test_people_who_found_nothing_are_helped_on(
        self, sample_home: Path, options: tuple[str, ...]
    ) -> None:
        """In every layout: which part is to blame, and what may have been meant."""
        said = run_here("search", "枫桥经念", *options, home=sample_home)
        assert (said.status, said.err) == (0, "")
        assert "0 段 · 0 篇\n" in said.out
        assert re.search(r"单独找 枫桥：\d+ 段", said.out)
        assert re.search(r"是不是要找“枫桥经验”？\d+ 段：枫桥经验\n", said.out)

    def test_what_was_not_understood_is_noted(self, sample_home: Path) -> None:
        """An open quotation and an unknown field are answered, and said."""
        said = run_here("search", "地址:松栎镇", "“枫桥", home=sample_home)
        assert said.status == 0
        assert said.out.count("注：") == 2
        assert answer(sample_home, "地址:松栎镇", "“枫桥")["notes"] != []


def slice_of(text: str, span: list[int]) -> str:
    """What stands at a span."""
    start, end = span
    return text[start:end]


def assert_adds_up(because: dict[str, Any]) -> None:
    """A number is the sum, or the product, of the numbers it names, and so are they."""
    values = [part["value"] for part in because["parts"]]
    if values:
        whole = prod(values) if because["product"] else sum(values)
        assert isclose(because["value"], whole, rel_tol=1e-9)
    for part in because["parts"]:
        assert_adds_up(part)


class TestVerify:
    """``verify``."""

    @pytest.mark.parametrize(
        "words",
        [
            (PHRASE,),
            ("矛盾纠纷 调解 -信访",),
            ("“受理矛盾纠纷#件”", "--year", "2023..2024"),
            ("普法 (讲座 或者 培训)", "--within", "section", "--county", "青禾县"),
            ("矛盾 NEAR/5 调解", "--section", "plans"),
            ("调解", "--whole-words"),
            ("文号:〔2024〕 年:2023", "--within", "report"),
            (),
        ],
        ids=" ".join,
    )
    def test_index_and_reading_agree(self, sample_home: Path, words: tuple[str, ...]) -> None:
        """Every passage is read; both numbers are told, and they are those of ``search``."""
        said = run_here("verify", *words, home=sample_home)
        count = answer(sample_home, *words)["total"]["passages"]
        assert said == Said(0, f"索引 {count} 段 = 全文 {count} 段\n", "")

    def test_what_was_not_understood_is_noted(self, sample_home: Path) -> None:
        """Whoever verifies a query is told which one it was."""
        said = run_here("verify", "“矛盾纠纷", home=sample_home)
        assert said.status == 0
        assert said.out.startswith("注：引号 “ 没有合上，一直理解到末尾\n索引 ")

    def test_an_index_that_leaves_a_passage_out_is_caught(
        self, sample_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Status 1, the passage by name, and what to run."""
        hits = answer(sample_home, PHRASE, "--limit", "all")["hits"]
        lost = hits[-1]
        lies(monkeypatch, lambda found: found.hits[:-1])
        said = run_here("verify", PHRASE, home=sample_home)
        assert said.status == 1
        count = len(hits)
        lines = said.out.splitlines()
        assert lines[0] == f"索引 {count - 1} 段 ≠ 全文 {count} 段"
        assert f"索引漏了：报告 {lost['report']} 第 {lost['passage']} 段" in lines
        assert "searchapp ingest --rebuild" in lines[-1]
        assert PHRASE in lines[-1]

    def test_an_index_that_finds_too_much_is_caught(
        self, sample_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A passage that does not say it is named."""
        strange = EmbeddedEngine(Settings(home=sample_home).index).find(
            Asked(parse_query("年:2022 -矛盾 章节:引言").query)
        )
        lies(monkeypatch, lambda found: (*found.hits, strange.hits[0]))
        said = run_here("verify", PHRASE, home=sample_home)
        assert said.status == 1
        where = f"报告 {strange.hits[0].report} 第 {strange.hits[0].passage} 段"
        assert f"索引多了：{where}\n" in said.out

    def test_an_index_that_marks_another_place_is_caught(
        self, sample_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The numbers are the same, and yet it is told, with status 1."""
        lies(
            monkeypatch,
            lambda found: (replace(found.hits[0], spans=(Span(0, 4),)), *found.hits[1:]),
        )
        said = run_here("verify", PHRASE, home=sample_home)
        assert said.status == 1
        assert said.out.count("标出的位置不同：报告 ") == 1
        assert "索引漏了" not in said.out


def lies(monkeypatch: pytest.MonkeyPatch, change: Callable[[Found], tuple[Hit, ...]]) -> None:
    """Have the index give other hits than it found, and count those."""
    honest = EmbeddedEngine.find

    def find(self: EmbeddedEngine, asked: Asked) -> Found:
        found = honest(self, asked)
        hits = change(found)
        total = replace(found.total, passages=len(hits))
        return replace(found, hits=hits, total=total)

    monkeypatch.setattr(EmbeddedEngine, "find", find)


class TestExport:
    """``export``."""

    def test_jsonl_is_every_passage_in_order(self, sample_home: Path) -> None:
        """A line a passage, as the index has it, report by report."""
        said = run("export", "--format", "jsonl", home=sample_home)
        rows = [json.loads(line) for line in said.out.splitlines()]
        assert rows == [
            {
                "report": filed.id,
                "passage": passage.number,
                "kind": str(passage.kind),
                "section": list(passage.section),
                "year": filed.report.year,
                "town": filed.report.place.town if filed.report.place else None,
                "text": passage.text,
                "recognised": filed.report.recognised,
            }
            for filed in EmbeddedEngine(Settings(home=sample_home).index).reports()
            for passage in filed.report.passages
        ]
        assert len({row["report"] for row in rows}) == 18

    def test_csv_says_the_same(self, home: Home) -> None:
        """Commas, quotes, tabs and formulas come back as they were; Excel is told of UTF-8."""
        home.write("a.txt", SONGLI.replace("茶季", '"茶季",\t=1+1;'))
        home.ingest()
        said = run("export", "--format", "csv", home=home.path)
        assert said.out.startswith("\ufeffreport,passage,kind,section,year,town,text,recognised")
        rows = list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"), newline="")))
        lines = run("export", "--format", "jsonl", home=home.path).out.splitlines()
        for row, line in zip(rows, map(json.loads, lines), strict=True):
            line["section"] = " › ".join(line["section"])
            assert row == {key: str(value) for key, value in line.items()}


class TestServe:
    """``serve``."""

    @pytest.mark.parametrize("processes", ["1", "2"])
    def test_it_tells_its_address_and_answers(self, sample_home: Path, processes: str) -> None:
        """Whoever opens the address that is printed can search; a second server is refused."""
        command = ["serve", "--port", "0", "--processes", processes]
        with subprocess.Popen(
            [sys.executable, "-m", "searchapp", "--home", sample_home, *command],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
        ) as server:
            try:
                assert server.stdout is not None
                told = server.stdout.readline()
                found = re.fullmatch(r"检索网页：(http://127\.0\.0\.1:(\d+)/)\n", told)
                assert found
                page = urllib.request.urlopen(found[1], timeout=20)  # noqa: S310
                assert "626 段" in page.read().decode()
                assert page.headers["Server"] is None
                second = run("serve", "--port", found[2], home=sample_home)
                assert second == Said(
                    1, "", f"Error: 无法在 127.0.0.1:{found[2]} 上提供服务：端口已被占用\n"
                )
            finally:
                server.send_signal(signal.SIGTERM)

    def test_a_process_that_dies_is_replaced(self, sample_home: Path) -> None:
        """Whoever kills one of several processes ends no service; they all end with the first."""
        command = ["serve", "--port", "0", "--processes", "2"]
        with subprocess.Popen(
            [sys.executable, "-m", "searchapp", "--home", sample_home, *command],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
        ) as server:
            assert server.stdout is not None
            address = server.stdout.readline().removeprefix("检索网页：").strip()
            port = int(address.rstrip("/").rpartition(":")[2])
            assert status_of(port) == 200
            for child in answering(server.pid):
                os.kill(child, signal.SIGKILL)
            assert status_of(port) == 200
            server.kill()
        until = time.monotonic() + 10
        while is_listened_to(port):
            assert time.monotonic() < until

    def test_it_serves_before_there_is_an_index(self, tmp_path: Path) -> None:
        """The page says what to run; once that was run, it finds."""
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            port = trial.getsockname()[1]
        shutil.copytree(SAMPLES, tmp_path / "corpus")
        with subprocess.Popen(
            [sys.executable, "-m", "searchapp", "serve", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            cwd=tmp_path,
        ) as server:
            try:
                assert status_of(port) == 503
                Home(tmp_path).ingest()
                assert status_of(port) == 200
            finally:
                server.terminate()


def answering(server: int) -> list[int]:
    """The processes that answer for a server."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    began = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return [int(child) for child, command in began.items() if b"spawn_main" in command]


def is_listened_to(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def status_of(port: int) -> int:
    """The status of the search page, once somebody listens."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody listens")


class TestCheck:
    """``check``."""

    def test_what_differs_is_told_with_its_remedy(self, home: Home) -> None:
        """A line a difference, then how many, status 1; once it is put right, status 0."""
        home.write("a.txt", SONGLI)
        home.ingest()
        home.write("b.txt", TINGLAN)
        shutil.rmtree(home.settings.index)
        said = run("check", home=home.path)
        assert said.status == 1
        assert f'corpus/b.txt 尚未入库  →  searchapp --home "{home.path}" ingest\n' in said.out
        assert said.out.endswith("2 处不一致\n")
        home.ingest()
        assert run("check", home=home.path) == Said(0, "一致：2 篇报告，2 个文件\n", "")

    def test_an_index_that_lies_is_found_out(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Phrases cut out of the reports are searched for: status 1, and how to put it right."""
        home.write("a.txt", SONGLI)
        home.ingest()
        lies(monkeypatch, lambda found: found.hits[:-1])
        said = run_here("check", home=home.path)
        assert said.status == 1
        *told, last = said.out.splitlines()
        for line in told:
            assert line.startswith("索引里找“")
            assert line.endswith(f'→  searchapp --home "{home.path}" ingest --rebuild')
        assert last == f"{len(told)} 处不一致"
        assert told

    def test_a_home_that_is_not_there_is_not_made(self, tmp_path: Path) -> None:
        """A slip in the name of the home is told, not answered with an empty library."""
        said = run("check", home=tmp_path / "没有")
        assert (said.status, said.out) == (1, "")
        assert list(tmp_path.iterdir()) == []


class TestPrune:
    """``ingest --prune``, and what is said of files that are gone."""

    def test_a_missing_file_is_told_and_removed_when_asked(self, home: Home) -> None:
        """The run names it and the command that removes it; ``check`` agrees afterwards."""
        home.write("a.txt", SONGLI)
        gone = home.write("b.txt", TINGLAN)
        home.ingest()
        gone.unlink()
        said = run_here("ingest", home=home.path)
        assert said.status == 0
        assert "corpus/ 里已没有 1 个文件（b.txt），它们的报告仍保留" in said.out
        assert "ingest --prune" in said.out
        said = run_here("ingest", "--prune", home=home.path)
        assert said == Said(
            0,
            "未变  a.txt\n移出  b.txt  文件已不在 corpus/ 中\n"
            "新增 0 · 更新 0 · 未变 1 · 重复 0 · 失败 0 · 移出 1 · 待核对 0\n",
            "",
        )
        assert run_here("check", home=home.path).out == "一致：1 篇报告，1 个文件\n"

    def test_a_drive_that_is_gone_is_no_wish(self, home: Home) -> None:
        """Where every file is missing nothing is removed: exit status 1, and a sentence."""
        file = home.write("a.txt", SONGLI)
        home.ingest()
        file.unlink()
        said = run_here("ingest", "--prune", home=home.path)
        assert said.status == 1
        assert "没有移出任何报告" in said.err
        assert len(home.reports()) == 1

    def test_a_zip_goes_in_as_the_files_in_it(self, home: Home, tmp_path: Path) -> None:
        """A line for each and one for the archive; the second time nothing is new."""
        zipped(tmp_path / "上报.zip", ("a.txt", SONGLI.encode()), ("b.txt", TINGLAN.encode()))
        said = run_here("ingest", str(tmp_path / "上报.zip"), home=home.path)
        assert said == Said(
            0,
            "新增  上报.zip/a.txt\n新增  上报.zip/b.txt\n"
            "新增  上报.zip  压缩包，内有 2 个文件\n"
            "新增 3 · 更新 0 · 未变 0 · 重复 0 · 失败 0 · 待核对 0\n",
            "",
        )
        assert run_here("check", home=home.path).out == "一致：2 篇报告，2 个文件\n"
        said = run_here("ingest", str(tmp_path / "上报.zip"), home=home.path)
        assert said.out.splitlines()[-1].startswith("新增 0 · 更新 0 · 未变 3 · ")


class TestCorrect:
    """``correct``."""

    @pytest.fixture
    def report(self, home: Home) -> str:
        """The id of the one report of the home, of which the year is not known."""
        home.write("a.txt", SONGLI.replace("2024年度", ""))
        (verdict,) = home.ingest()
        return str(verdict.report_id)

    def test_facts_are_corrected_and_the_search_follows(self, home: Home, report: str) -> None:
        """What holds now is told, with who said so; the account's name where none is set."""
        said = run(
            "correct",
            report,
            "--year",
            "２０２４",
            "--town",
            "汀兰镇",
            "--title",
            "别的标题",
            "--genre",
            "工作总结",
            home=home.path,
            SEARCHAPP_USER="李 青",
        )
        assert (said.status, said.err) == (0, "")
        lines = said.out.splitlines()
        assert "标题  别的标题（据更正，确定）" in lines
        assert "年度  2024（据更正，确定）" in lines
        assert sum("李 青" in line for line in lines) == 4
        (hit, *_) = answer(home.path, "院坝会", "--year", "2024", "--town", "汀兰镇")["hits"]
        assert (hit["report"], hit["title"]) == (report, "别的标题")
        assert run_here("correct", report, "--year", "2023", home=home.path).status == 0
        (newest, *_) = home.desk.corrections(report)
        assert newest.who == Settings().who
        assert run_here("verify", "院坝会", "--year", "2023", home=home.path).status == 0
        assert run_here("check", home=home.path).status == 0

    def test_a_correction_is_taken_back_by_its_number(self, home: Home, report: str) -> None:
        """The number that the list tells; what was read counts again, and the list stays."""
        run_here("correct", report, "--year", "2024", home=home.path)
        listed = run_here("correct", report, home=home.path)
        (number,) = (correction.id for correction in home.desk.corrections(report))
        assert listed.status == 0
        assert any(str(number) in line for line in listed.out.splitlines()[4:])
        said = run_here("correct", report, "--take-back", str(number), home=home.path)
        assert said.status == 0
        assert "年度  未标注" in said.out
        assert "已撤回" in said.out
        again = run_here("correct", report, "--take-back", str(number), home=home.path)
        assert (again.status, again.out) == (1, "")
        assert "没有更正" in again.err

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--year", "二四"), "一个年份"),
            (("--town", "城关镇"), "叫这个名字的有"),
            (("--town", "无此镇"), "places.tsv"),
            (("--genre", "小说"), "工作总结"),
            (("--title", " "), "标题的文字"),
            (("--take-back", "7"), "没有更正"),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_chinese(
        self, home: Home, report: str, words: tuple[str, str], told: str
    ) -> None:
        """Status 1, with what would make sense; nothing is kept."""
        said = run_here("correct", report, *words, home=home.path)
        assert (said.status, said.out) == (1, "")
        assert told in said.err
        assert home.desk.corrections(report) == []

    def test_a_report_that_is_not_there_is_told(self, home: Home, report: str) -> None:
        """A slip in the id."""
        said = run_here("correct", report + "X", "--year", "2024", home=home.path)
        assert (said.status, said.out) == (1, "")
        assert f"没有编号为 {report}X 的报告" in said.err

    def test_during_an_ingest_it_is_kept_and_told_by_that(self, home: Home, report: str) -> None:
        """Nobody is asked to come back later."""
        running = Intake(home.settings, home.engine, []).run()
        next(running)
        said = run("correct", report, "--year", "2024", home=home.path)
        assert said.status == 0
        assert "年度  2024（据更正，确定）" in said.out
        assert home.only().report.year is None
        assert list(running) == []
        assert home.only().report.year == 2024

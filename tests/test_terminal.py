"""How answers look on a terminal: what stands in a line, and that lines align."""

import io
import json
import re
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from searchapp.cli import main
from searchapp.engine import (
    Advice,
    Asked,
    Engine,
    Found,
    Group,
    Hit,
    Row,
    TakenFigure,
    Totals,
    Verification,
    rows,
)
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Correction
from searchapp.library.coverage import Coverage, Wanted, coverage
from searchapp.query import PlaceChoice, Scope, YearRange, described, parse_query
from searchapp.reports import Genre, IssuerLevel, Origin, Place, Report, SectionKind
from searchapp.settings import Settings
from searchapp.terminal import (
    ShownAnswers,
    ShownCoverage,
    ShownReports,
    coverage_notes,
    coverage_rows,
)
from searchapp.text import Span
from tests.engine.shelves import report_of
from tests.library.homes import SONGLI as SONGLI_TEXT
from tests.library.homes import SONGLI_REVISED, Home, new_home
from tests.strategies import han_text

SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
#: A year of which there is no report.
NO_YEAR = YearRange(1990, 1990)
#: What may stand beside a place: narrow and wide, combining and joined, a table's tabs.
BESIDE = han_text | st.text("a１·—…“”\t\u0301\u200d🀄👩❤\ufe0fﾊﾞ", max_size=12)


@pytest.fixture(scope="module")
def engine(sample_home: Path) -> Engine:
    """The engine over the sample reports."""
    return EmbeddedEngine(Settings(home=sample_home).index)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A report in two versions."""
    home = new_home(tmp_path_factory.mktemp("revised"))
    for text in (SONGLI_TEXT, SONGLI_REVISED + "另有一段。\n"):
        home.write("a.txt", text)
        home.ingest()
    return home


class Screen:
    """A pipe to print into, or a terminal of so many columns."""

    def __init__(self, columns: int | None = None) -> None:
        self._written = io.StringIO()
        console = Console(
            file=self._written,
            width=columns,
            force_terminal=columns is not None,
            color_system="standard" if columns else None,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )
        self.answers = ShownAnswers(console)
        self.reports = ShownReports(console)
        self.coverage = ShownCoverage(console)

    @property
    def lines(self) -> list[str]:
        return self._written.getvalue().splitlines()


def hit_of(text: str, *spans: Span, place: Place | None = SONGLI) -> Hit:
    """A passage of a report, with places marked in it."""
    return Hit(
        report="R000000001",
        version=1,
        title="松栎镇报告",
        place=place,
        year=2024 if place else None,
        kind=SectionKind.MEASURES,
        section=("一、主要举措",),
        passage=3,
        text=text,
        spans=spans,
    )


def row_of(left: str, marked: str, right: str) -> Row:
    """A row of a concordance."""
    span = Span(len(left), len(left) + len(marked))
    return Row(hit_of(left + marked + right, span), span, left, marked, right)


class TestConcordance:
    """``--kwic``."""

    @pytest.mark.property
    @given(st.lists(st.tuples(BESIDE, BESIDE), min_size=1, max_size=6))
    @example([("", "，"), ("全年受理", "131件"), ("code 12", "abc")])
    @example([("村\t受理", "\t131"), ("ﾊﾞ·—", ""), ("👩\u200d❤\ufe0f\u200d👩", "")])
    def test_the_marked_texts_begin_at_one_cell(self, beside: list[tuple[str, str]]) -> None:
        """A wide character takes two cells; what stands left of a place is set to the right."""
        screen = Screen()
        listed = [row_of(left, "※", right) for left, right in beside]
        screen.answers.rows(listed, len(listed))
        assert len(screen.lines) == len(listed)
        before = [line[: line.index("※")] for line in screen.lines]
        assert len({cell_len(each) for each in before}) == 1
        for text, (left, _) in zip(before, beside, strict=True):
            assert text.endswith(left.replace("\t", " "))
            assert not text.removesuffix(left.replace("\t", " ")).strip(" ")

    def test_a_row_says_where_it_stands(self) -> None:
        """The place and year, and the link that lasts; what is lacking is said."""
        screen = Screen()
        unknown = Row(hit_of("调解", Span(0, 2), place=None), Span(0, 2), "", "调解", "")
        screen.answers.rows([row_of("全年", "调解", "129件"), unknown], 2)
        assert screen.lines == [
            "全年调解129件  松栎镇 2024 /reports/R000000001/p3?v=1",
            "    调解  未标注 未标注 /reports/R000000001/p3?v=1",
        ]

    def test_rows_that_are_not_shown_are_counted(self) -> None:
        """处, not 段: a passage may have several rows."""
        screen = Screen()
        screen.answers.rows([row_of("全年", "调解", "")], 61)
        assert screen.lines[-1] == "以上 1 处，共 61 处；--limit all 给出全部"

    @pytest.mark.parametrize("typed", ["“矛盾纠纷”", "调解 普法", "“受理#件”", "“#”"])
    def test_rows_of_the_reports_align(self, engine: Engine, typed: str) -> None:
        """On a terminal too narrow for them as in a pipe: no line is wrapped."""
        hits = engine.find(Asked(parse_query(typed).query, limit=40)).hits
        every = rows(hits)
        screen = Screen(40)
        screen.answers.rows(every, len(every))
        assert len(screen.lines) == len(every)
        begins = [cell_len(line[: line.index("\x1b[")]) for line in screen.lines]
        assert len(set(begins)) == 1
        marked = [re.findall(r"\x1b\[30;43m(.*?)\x1b\[0m", line) for line in screen.lines]
        assert marked == [[row.marked.replace("\t", " ")] for row in every]


class TestHits:
    """Hit by hit, with all that is said of one."""

    def test_figures_are_told_with_their_numbers(self) -> None:
        """One that is no definite number is told as it is written."""
        figures = (
            TakenFigure("1.2万", 12000, "件", Span(2, 6)),
            TakenFigure("数百", None, "人", Span(8, 10)),
        )
        hit = hit_of("受理1.2万件，数百人", Span(0, 7))
        screen = Screen()
        hits = (
            Hit(**{name: getattr(hit, name) for name in hit.__slots__} | {"figures": figures}),
        )
        screen.answers.hits(Found(Totals(1, 1), {}, hits), Asked(parse_query("").query))
        assert "    数字：1.2万 = 12000 件" in screen.lines
        assert "    数字：数百 人" in screen.lines

    def test_reasons_stand_below_a_hit_as_a_tree(self, engine: Engine) -> None:
        """First what is looked at first; each part two blanks deeper than what it is part of."""
        asked = Asked(parse_query("“矛盾纠纷” 调解").query, limit=1, explained=True)
        screen = Screen()
        screen.answers.hits(engine.find(asked), asked)
        tree = screen.lines[screen.lines.index("    一看跨词：无") :]
        assert tree[1] == "    二看得分："
        depths = [(len(line) - len(line.lstrip())) // 2 for line in tree if "  " in line.strip()]
        assert depths[0] == 3
        assert all(after <= before + 1 for before, after in pairwise(depths))
        assert min(depths[1:]) == 4

    def test_groups_say_how_many_passages_a_report_has(self, engine: Engine) -> None:
        """A line for the report, its first passages, and how many there are besides."""
        asked = Asked(parse_query("调解").query, grouped=True, limit=2)
        found = engine.find(asked)
        screen = Screen()
        screen.answers.hits(found, asked)
        for group in found.groups:
            first = group.hits[0]
            assert first.place
            title = f"{first.place.short} {first.year}  {first.title}  {group.passages} 段"
            assert title in screen.lines
            more = f"本篇另有 {group.passages - len(group.hits)} 段"
            assert (more in screen.lines) is (group.passages > len(group.hits))
        assert screen.lines[-1].startswith(f"以上 2 篇，共 {found.total.reports} 篇；")

    def test_a_whole_answer_has_nothing_besides(self, engine: Engine) -> None:
        """Where all was given nobody is told how to get more."""
        asked = Asked(parse_query("“矛盾纠纷”").query, limit=None)
        screen = Screen()
        screen.answers.hits(engine.find(asked), asked)
        assert not any("--limit" in line for line in screen.lines)


def test_a_query_is_told_as_a_tree() -> None:
    """As the page shows it, each part below what it is part of."""
    screen = Screen()
    screen.answers.understood(
        described(parse_query("枫桥 -(信访 或者 “年#”)").query, Scope.REPORT)
    )
    assert [line for line in screen.lines if line] == [
        "理解为：",
        "  在本篇里同时满足",
        "    词“枫桥”",
        "    本篇里不能有",
        "      满足其中之一",
        "        词“信访”",
        "        原话“年#”，# 是一个完整的数字",
    ]


class TestAdvice:
    """What somebody is told who found nothing."""

    @staticmethod
    def advised(engine: Engine, typed: str, *years: YearRange) -> list[str]:
        """The lines for a question."""
        screen = Screen()
        screen.answers.advice(engine.advise(Asked(parse_query(typed).query, years=years)))
        return screen.lines

    def test_each_part_is_told_with_what_it_finds(self, engine: Engine) -> None:
        """Alone, without the choices, and what the rest finds without it."""
        lines = self.advised(engine, "“矛盾纠纷” 无此词语", NO_YEAR)
        everywhere = engine.find(Asked(parse_query("“矛盾纠纷”").query)).total.passages
        assert lines[0] == (
            f"单独找 “矛盾纠纷”：0 段（不限范围 {everywhere} 段）；没有它，其余能找到 0 段"
        )
        assert lines[1] == "单独找 无此词语：0 段；没有它，其余能找到 0 段"

    def test_choices_to_blame_together_are_told_together(self, engine: Engine) -> None:
        """Where giving up one helps nobody, giving up all does."""
        asked = Asked(
            parse_query("调解").query,
            places=(PlaceChoice("town", "无此镇"),),
            years=(NO_YEAR,),
        )
        everywhere = engine.find(Asked(asked.query)).total.passages
        screen = Screen()
        screen.answers.advice(engine.advise(asked))
        assert any(re.fullmatch(f"不限范围.*：{everywhere} 段.*", line) for line in screen.lines)

    def test_parts_that_are_not_listed_are_counted(self, engine: Engine) -> None:
        """Whoever pastes a page is told how much of it was left out."""
        lines = self.advised(engine, " ".join(f"“无此{n}”" for n in range(40)))
        listed = sum(line.startswith("单独找") for line in lines)
        assert f"另有 {40 - listed} 个部分没有列出" in lines

    def test_the_choice_to_blame_is_told(self, engine: Engine) -> None:
        """How many there are without it; one that changes nothing is not named."""
        everywhere = engine.find(Asked(parse_query("调解").query)).total.passages
        assert f"不限年度：{everywhere} 段" in self.advised(engine, "调解", NO_YEAR)
        assert not any("不限年度" in line for line in self.advised(engine, "无此字样", NO_YEAR))

    def test_ways_on_are_told_with_what_they_find(self, engine: Engine) -> None:
        """A correction as it is to be typed, a question that asks for less by what it gives up."""
        lines = self.advised(engine, "“枫桥经念” 调解")
        assert any(
            re.fullmatch(r"是不是要找“枫桥经验”？\d+ 段：“枫桥经验” 调解", line) for line in lines
        )
        looser = self.advised(engine, "飞防 讲座")
        (section,) = (line for line in looser if "本节里都有" in line)
        assert re.fullmatch(r".+：[1-9]\d* 段：飞防 讲座", section)

    def test_nothing_to_offer_prints_nothing(self) -> None:
        """No line without a meaning."""
        screen = Screen()
        nothing = Advice((), 0, choices={}, unchosen=0, corrections=(), looser=())
        screen.answers.advice(nothing)
        assert screen.lines == []


class TestVerification:
    """What ``verify`` says."""

    @staticmethod
    def told(held: Verification) -> list[str]:
        screen = Screen()
        screen.answers.verification("“矛盾纠纷”", ("引号没有合上",), held)
        return screen.lines

    def test_agreement_is_one_line(self) -> None:
        """Both numbers, and the notes of what was typed."""
        assert self.told(Verification(23, 23, (), (), (), counts_agree=True)) == [
            "注：引号没有合上",
            "索引 23 段 = 全文 23 段",
        ]

    def test_many_differences_are_named_and_the_rest_counted(self) -> None:
        """Twenty of a kind by report and passage; nobody reads ten thousand."""
        missing = tuple(("R000000001", number) for number in range(1, 46))
        extra = (("R000000002", 7),)
        lines = self.told(Verification(1, 45, missing, extra, (), counts_agree=True))
        assert lines[1] == "索引 1 段 ≠ 全文 45 段"
        assert lines[2:22] == [f"索引漏了：报告 R000000001 第 {n} 段" for n in range(1, 21)]
        assert lines[22:24] == ["索引漏了：另有 25 段", "索引多了：报告 R000000002 第 7 段"]
        assert "检索词：“矛盾纠纷”" in lines[-1]
        assert "searchapp ingest --rebuild" in lines[-1]

    def test_totals_that_differ_are_told(self) -> None:
        """Where every passage is right and only a number is wrong, that is said."""
        lines = self.told(Verification(23, 23, (), (), (), counts_agree=False))
        assert lines[1] == "索引 23 段 ≠ 全文 23 段"
        assert lines[2] == "索引给出的段数、篇数或处数与全文不符"


class TestReport:
    """``inspect``: what was understood of a file."""

    @staticmethod
    def told(report: Report) -> list[str]:
        screen = Screen()
        screen.reports.report(report)
        return screen.lines

    def test_each_fact_says_where_it_was_read_and_how_sure_it_is(self) -> None:
        """What could not be told is 未标注, and says nothing more."""
        report = replace(
            report_of("R1", "调解").report,
            level=IssuerLevel.TOWN,
            origins={"year": Origin.TITLE, "place": Origin.FILE_NAME, "level": Origin.METADATA},
        )
        assert self.told(report)[:9] == [
            "标题  未标注",
            "发文机关  未标注",
            "文号  未标注",
            "成文日期  未标注",
            "年度  2024（据标题，确定）",
            "文种  法治政府建设报告",
            "层级  乡镇（据网页信息，较可靠）",
            "主送机关  未标注",
            "地方  岚川省砚州市青禾县松栎镇（据文件名，推定）",
        ]

    def test_a_text_read_off_pictures_says_so(self) -> None:
        """And no other does."""
        plain = report_of("R1", "调解").report
        marked = self.told(replace(plain, recognised=True))
        assert set(marked) - set(self.told(plain)) == {"文字从图片识别而来，个别字可能有误"}

    def test_hits_of_such_a_text_are_marked(self) -> None:
        """As passages, by report, and in a concordance."""
        hit = replace(hit_of("全年调解", Span(2, 4)), recognised=True)
        single = Found(Totals(1, 1), {}, (hit,))
        screen = Screen()
        screen.answers.hits(single, Asked(parse_query("调解").query))
        screen.answers.hits(
            replace(single, groups=(Group(1, (hit,)),)), Asked(parse_query("").query, grouped=True)
        )
        screen.answers.rows(rows([hit]), 1)
        assert [line for line in screen.lines if "识别文字" in line] == [
            "松栎镇 2024  一、主要举措  识别文字",
            "松栎镇 2024  松栎镇报告  识别文字  1 段",
            "全年调解  松栎镇 2024 /reports/R000000001/p3?v=1  识别文字",
        ]


class TestSummary:
    """What ``ingest`` ends with."""

    COUNTS: Final = {"新增": 12, "失败": 1}

    def test_in_a_pipe_it_is_one_line(self) -> None:
        """Every outcome, also that of none; 移出 only where there is one."""
        screen = Screen()
        screen.reports.summary(self.COUNTS, 3, ())
        screen.reports.summary(self.COUNTS | {"移出": 2}, 0, ())
        line = "新增 12 · 更新 0 · 未变 0 · 重复 0 · 失败 1"
        assert screen.lines == [f"{line} · 待核对 3", f"{line} · 移出 2 · 待核对 0"]

    def test_on_a_terminal_it_is_a_table(self) -> None:
        """The number stands under its word; what is to be checked is counted among the others."""
        screen = Screen(80)
        screen.reports.summary(self.COUNTS, 3, ())
        plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in screen.lines]
        heads, counts = (line for line in plain if re.search("新增|12", line))
        assert heads.split() == ["新增", "更新", "未变", "重复", "失败"]
        assert counts.split() == ["12", "0", "0", "0", "1"]
        for name, count in zip(heads.split(), re.finditer(r"\d+", counts), strict=True):
            right = cell_len(heads[: heads.index(name)] + name)
            assert cell_len(counts[: count.end()]) == right
        assert "其中待核对 3 份" in plain

    def test_files_that_are_gone_are_named(self) -> None:
        """With what to do if that is meant."""
        screen = Screen()
        screen.reports.summary({}, 0, ["a.txt", "b.txt"])
        assert screen.lines[1].startswith("corpus/ 里已没有 2 个文件（a.txt、b.txt），")
        assert screen.lines[1].endswith("searchapp ingest --prune")


class TestCorrections:
    """``correct``."""

    def test_facts_and_corrections_are_told(self) -> None:
        """Those that were taken back too, with who and when."""
        at = datetime(2025, 1, 20, 9, 30).astimezone()
        corrections = [
            Correction(2, "R1", "place", SONGLI, "王芳", at),
            Correction(1, "R1", "year", None, "李明", at, "王芳", at),
        ]
        filed = report_of("R1", "调解")
        corrected = replace(filed.report, origins={"place": Origin.CORRECTION})
        screen = Screen()
        screen.reports.corrections(replace(filed, report=corrected), corrections)
        assert screen.lines == [
            "标题  未标注",
            "地方  岚川省砚州市青禾县松栎镇（据更正，确定）",
            "年度  2024",
            "文种  法治政府建设报告",
            "更正 2  地方：岚川省砚州市青禾县松栎镇  王芳 2025-01-20 09:30",
            "更正 1  年度：未标注  李明 2025-01-20 09:30  王芳 2025-01-20 09:30 已撤回",
        ]


class TestCoverage:
    """``coverage``."""

    TINGLAN: Final = Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省")
    YUNPING: Final = Place("990121201", "云坪乡", "青禾县", "砚州市", "岚川省")
    LOST: Final = Place("990121999", "旧渡瑶族乡", "青禾县", "砚州市", "岚川省")

    @pytest.fixture
    def covered(self) -> Coverage:
        """A county with a town of each sort, and what is no town's."""
        reports = (
            report_of("R1", place=SONGLI, year=2023),
            report_of("R2", place=SONGLI, year=2024, recognised=True),
            report_of("R3", place=self.LOST, year=2024),
            report_of("R4", place=self.LOST, year=2024),
            report_of("R5", place=None),
            report_of("R6", level=IssuerLevel.COUNTY),
        )
        wanted = Wanted(
            counties=(PlaceChoice("county", "990121"), PlaceChoice("county", "无此县"))
        )
        known = (SONGLI, self.TINGLAN, self.YUNPING)
        return coverage(reports, lambda _: known, wanted)

    def test_on_a_terminal_it_is_a_table_for_each_county(self, covered: Coverage) -> None:
        """Towns by years, aligned, with the denominator; who never reported is named below."""
        screen = Screen()
        screen.coverage.coverage(covered)
        assert screen.lines == [
            "岚川省砚州市青禾县  3 个乡镇中 1 个有报告，另有 1 个不在地名表中，共 4 篇",
            "               2023  2024",
            "  已收         1/3   1/3",
            "  松栎镇       有    有?",
            "  旧渡瑶族乡*  缺    2篇",
            "  一篇也没有的 2 个：汀兰镇、云坪乡",
            "",
            *coverage_notes(covered),
        ]

    def test_what_is_in_no_table_is_told(self, covered: Coverage) -> None:
        """Totals, reports that are no town's, counties that are not there, and the signs."""
        notes = list(coverage_notes(covered))
        assert notes[0] == "法治政府建设报告：4 篇；缺 5，文字存疑 1，同年两篇以上 1"
        assert notes[1:4] == [
            "地方或年度未标注 1 篇，不在表中；见 searchapp correct",
            "县级及以上、部门的 1 篇，不在表中",
            "库里没有“无此县”乡镇的法治政府建设报告",
        ]

    def test_in_a_pipe_it_is_rows(self, covered: Coverage) -> None:
        """Every town that is known, with its county and code."""
        assert list(coverage_rows(covered)) == [
            ("县区", "乡镇", "代码", "2023", "2024"),
            ("青禾县", "松栎镇", "990121101", "有", "有?"),
            ("青禾县", "汀兰镇", "990121102", "缺", "缺"),
            ("青禾县", "云坪乡", "990121201", "缺", "缺"),
            ("青禾县", "旧渡瑶族乡", "990121999", "缺", "2篇"),
        ]

    def test_the_command_prints_rows_and_tells_the_rest_apart(self, sample_home: Path) -> None:
        """The table on the standard output, the notes on the other; as JSON all in one."""
        said = CliRunner().invoke(main, ["--home", str(sample_home), "coverage"])
        assert said.exit_code == 0
        table = [line.split("\t") for line in said.stdout.splitlines()]
        assert table[0] == ["县区", "乡镇", "代码", "2022", "2023", "2024"]
        assert [row[3:] for row in table[1:]] == [["有"] * 3] * 6
        assert said.stderr.startswith("法治政府建设报告：18 篇；缺 0，")
        narrowed = ["coverage", "--county", "望岫县", "--year", "2023..", "--json"]
        said = CliRunner().invoke(main, ["--home", str(sample_home), *narrowed])
        told = json.loads(said.stdout)
        assert [county["place"]["county"] for county in told["counties"]] == ["望岫县"]
        assert (told["years"], told["total"]["reports"]) == ([2023, 2024], 4)

    def test_a_genre_that_there_is_not_is_wrong_use(self, sample_home: Path) -> None:
        """All that there are, are named."""
        words = ["--home", str(sample_home), "coverage", "--genre", "散文"]
        said = CliRunner().invoke(main, words)
        assert said.exit_code == 2
        assert all(genre in said.stderr for genre in Genre)


class TestComparison:
    """``compare``."""

    def compare(self, home: Home, *words: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(home.path), "compare", *words])

    def test_what_changed_is_printed(self, revised: Home) -> None:
        """The newest version against the one before, or any two; what stayed is counted."""
        name = revised.only().id
        lines = self.compare(revised, name).stdout.splitlines()
        assert lines[0] == f"报告 {name}：第 1 版 → 第 2 版"
        assert lines[1].startswith("第 3 段  全年受理矛盾纠纷[-131-][+132+]件，")
        assert lines[2:] == ["第 6 段  [+另有一段。+]", "有改动 2 段，未变 4 段"]
        back = self.compare(revised, name, "--from", "2", "--to", "1").stdout.splitlines()
        assert back[2] == "第 6 段  [-另有一段。-]"
        same = self.compare(revised, name, "--from", "1", "--to", "1").stdout.splitlines()
        assert same[1:] == ["有改动 0 段，未变 5 段"]

    def test_what_is_not_there_is_told(self, revised: Home) -> None:
        """A version or a report."""
        said = self.compare(revised, revised.only().id, "--to", "9")
        assert said.exit_code == 1
        assert "第 9 版" in said.stderr
        said = self.compare(revised, "0000000000")
        assert (said.exit_code, "没有编号为 0000000000 的报告" in said.stderr) == (1, True)
        assert self.compare(revised, revised.only().id, "--to", "0").exit_code == 2

"""How answers look on a terminal: what stands in a line, and that lines align."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from searchapp.engine import (
    Advice,
    Asked,
    Engine,
    Found,
    Hit,
    Row,
    TakenFigure,
    Totals,
    Verification,
    rows,
)
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import PlaceChoice, Scope, YearRange, described, parse_query
from searchapp.reports import Place, SectionKind
from searchapp.settings import Settings
from searchapp.terminal import Shown
from searchapp.text import Span
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


class Screen:
    """A pipe to print into, or a terminal of so many columns."""

    def __init__(self, columns: int | None = None) -> None:
        self._written = io.StringIO()
        self.shown = Shown(
            Console(
                file=self._written,
                width=columns,
                force_terminal=columns is not None,
                color_system="standard" if columns else None,
                highlight=False,
                markup=False,
                emoji=False,
                soft_wrap=True,
            )
        )

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
        screen.shown.rows(listed, len(listed))
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
        screen.shown.rows([row_of("全年", "调解", "129件"), unknown], 2)
        assert screen.lines == [
            "全年调解129件  松栎镇 2024 /reports/R000000001/p3?v=1",
            "    调解  未标注 未标注 /reports/R000000001/p3?v=1",
        ]

    def test_rows_that_are_not_shown_are_counted(self) -> None:
        """处, not 段: a passage may have several rows."""
        screen = Screen()
        screen.shown.rows([row_of("全年", "调解", "")], 61)
        assert screen.lines[-1] == "以上 1 处，共 61 处；--limit all 给出全部"

    @pytest.mark.parametrize("typed", ["“矛盾纠纷”", "调解 普法", "“受理#件”", "“#”"])
    def test_rows_of_the_reports_align(self, engine: Engine, typed: str) -> None:
        """On a terminal too narrow for them as in a pipe: no line is wrapped."""
        hits = engine.find(Asked(parse_query(typed).query, limit=40)).hits
        every = rows(hits)
        screen = Screen(40)
        screen.shown.rows(every, len(every))
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
        screen.shown.hits(Found(Totals(1, 1), {}, hits), Asked(parse_query("").query))
        assert "    数字：1.2万 = 12000 件" in screen.lines
        assert "    数字：数百 人" in screen.lines

    def test_reasons_stand_below_a_hit_as_a_tree(self, engine: Engine) -> None:
        """First what is looked at first; each part two blanks deeper than what it is part of."""
        asked = Asked(parse_query("“矛盾纠纷” 调解").query, limit=1, explained=True)
        screen = Screen()
        screen.shown.hits(engine.find(asked), asked)
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
        screen.shown.hits(found, asked)
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
        screen.shown.hits(engine.find(asked), asked)
        assert not any("--limit" in line for line in screen.lines)


def test_a_query_is_told_as_a_tree() -> None:
    """As the page shows it, each part below what it is part of."""
    screen = Screen()
    screen.shown.understood(described(parse_query("枫桥 -(信访 或者 “年#”)").query, Scope.REPORT))
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
        screen.shown.advice(engine.advise(Asked(parse_query(typed).query, years=years)))
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
        screen.shown.advice(engine.advise(asked))
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
        screen.shown.advice(nothing)
        assert screen.lines == []


class TestVerification:
    """What ``verify`` says."""

    @staticmethod
    def told(held: Verification) -> list[str]:
        screen = Screen()
        screen.shown.verification("“矛盾纠纷”", ("引号没有合上",), held)
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

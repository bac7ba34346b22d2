"""How answers look on a terminal, and in a pipe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from searchapp.engine import (
    Advice,
    Asked,
    Change,
    Fate,
    Found,
    Group,
    Hit,
    Row,
    Verification,
    snippet,
)
from searchapp.query import Described, written
from searchapp.reports import UNLABELLED, FiledReport, Place, Report, passage_link
from searchapp.wording import choice_name

if TYPE_CHECKING:
    from searchapp.library import Correction, Verdict
    from searchapp.library.coverage import Cell, County, Coverage

#: The marked text on a terminal.
_MARK: Final = "black on yellow"
#: What is said of a text that was read off pictures.
_RECOGNISED: Final = "识别文字"
#: Differences, and notes, that are named one by one.
_NAMED: Final = 20
_NOTES: Final = 10


#: Outcome of a file -> how it stands out.
_STYLES: Final = {
    "新增": "green",
    "更新": "cyan",
    "未变": "dim",
    "重复": "yellow",
    "失败": "bold red",
    "移出": "magenta",
}
#: What became of a piece of text -> the marks before and behind it in a pipe, and its style.
_CHANGED: Final = {
    Fate.KEPT: ("", "", ""),
    Fate.REMOVED: ("[-", "-]", "strike red"),
    Fate.ADDED: ("[+", "+]", "green"),
}
#: Facts that can be corrected -> what they are called.
_FACTS: Final = {"title": "标题", "place": "地方", "year": "年度", "genre": "文种"}
#: Outcomes that are told only where there are any.
_SELDOM: Final = frozenset({"移出"})


def verdict_line(verdict: "Verdict") -> Text:
    """A file, what became of it, why, and what is to be looked at."""
    line = Text.assemble((str(verdict.outcome), _STYLES[str(verdict.outcome)]), "  ", verdict.file)
    if verdict.why:
        line.append(f"  {verdict.why}")
    for doubt in verdict.doubts:
        line.append(f"\n      待核对：{doubt}", style="yellow")
    return line


def _whence(report: Report, fact: str) -> str:
    """Where a fact was read and how sure it is; "" for one that was not found."""
    if fact not in report.origins:
        return ""
    return f"（{report.origins[fact].label}，{report.sureness(fact).label}）"


class Shown:
    """Answers as they are printed to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def understood(self, understood: Described) -> None:
        """How the query was understood."""
        self._say("理解为：", style="bold")
        for line in understood.lines(1):
            self._say(line)
        self._say("")

    def report(self, report: Report) -> None:
        """What was understood of a file."""
        facts = {
            "title": ("标题", report.title),
            "issuers": ("发文机关", "、".join(report.issuers)),
            "doc_number": ("文号", report.doc_number),
            "issued_on": ("成文日期", report.issued_on),
            "year": ("年度", report.year),
            "genre": ("文种", report.genre),
            "level": ("层级", report.level.label if report.level else None),
            "addressee": ("主送机关", report.addressee),
            "place": ("地方", report.place.label if report.place else None),
        }
        for fact, (label, value) in facts.items():
            self._fact(label, value, _whence(report, fact))
        if report.recognised:
            self._console.print(Text("文字从图片识别而来，个别字可能有误", style="yellow"))
        self._console.print(Text("大纲", style="dim"))
        for section in report.outline:
            indent = "  " * section.level
            self._console.print(
                Text.assemble(indent, section.label, (f"  {section.kind.label}", "dim"))
            )
        self._console.print(Text(f"共 {len(report.passages)} 段", style="dim"))
        for doubt in report.doubts:
            self._console.print(Text(f"待核对：{doubt.why}", style="yellow"))

    def summary(self, outcomes: Mapping[str, int], doubtful: int, missing: Sequence[str]) -> None:
        """How many files came to what, how many are to be checked, and which are gone."""
        counts = {
            name: outcomes.get(name, 0)
            for name in _STYLES
            if outcomes.get(name) or name not in _SELDOM
        }
        if self._console.is_terminal:
            self._console.print(_counts_table(counts))
            if doubtful:
                self._say(f"其中待核对 {doubtful} 份", style="yellow")
        else:
            said = " · ".join(f"{name} {count}" for name, count in counts.items())
            self._say(f"{said} · 待核对 {doubtful}")
        if missing:
            named = "、".join(missing[:_NOTES]) + (" …" if len(missing) > _NOTES else "")
            self._say(
                f"corpus/ 里已没有 {len(missing)} 个文件（{named}），它们的报告仍保留；"
                "确实不要了：searchapp ingest --prune",
                style="yellow",
            )

    def corrections(self, filed: FiledReport, corrections: Sequence["Correction"]) -> None:
        """The facts of a report that can be corrected, and what people decided of them."""
        report = filed.report
        facts = {
            "title": report.title,
            "place": report.place.label if report.place else None,
            "year": report.year,
            "genre": report.genre,
        }
        for fact, value in facts.items():
            self._fact(_FACTS[fact], value, _whence(report, fact))
        for correction in corrections:
            self._console.print(_correction_line(correction))

    def coverage(self, covered: "Coverage") -> None:
        """A table for each county, towns by years; what is in none of them is told below."""
        for county in covered.counties:
            self._county(county, covered.years)
        for line in coverage_notes(covered):
            self._say(line)

    def _county(self, county: "County", years: Sequence[int]) -> None:
        self._console.print(
            Text.assemble((county.place.label, "bold"), f"  {_denominators(county)}")
        )
        rows = [("", *map(str, years)), _received(county, len(years))]
        rows += [
            (town.place.short + "*" * (not town.listed), *map(_cell_words, town.cells))
            for town in county.reporting
        ]
        for row in _in_columns(rows):
            self._say(f"  {row}")
        if county.silent:
            named = "、".join(town.place.short for town in county.silent)
            self._say(f"  一篇也没有的 {len(county.silent)} 个：{named}", style="dim")
        self._say("")

    def changes(self, changes: Sequence[Change]) -> None:
        """What changed between two versions of a report; nothing is said of what stayed."""
        told = [change for change in changes if not change.is_none]
        for change in told:
            self._console.print(_change_line(change))
        stayed = len(changes) - len(told)
        self._say(f"有改动 {len(told)} 段，未变 {stayed} 段", style="bold")

    def past_the_end(self, asked: Asked, shown: int) -> None:
        """That there is nothing so far down, where something was to be shown."""
        if asked.offset and not shown and asked.limit != 0:
            self._say(f"第 {asked.offset} 条之后没有了", style="dim")

    def totals(self, found: Found, notes: Iterable[str]) -> None:
        """段, 篇 and 处, and the notes."""
        total = found.total
        counts = f"{total.passages} 段 · {total.reports} 篇"
        if total.occurrences is not None:
            counts += f" · {total.occurrences} 处"
        self._say(counts, style="bold")
        self._notes((*notes, *found.notes))

    def hits(self, found: Found, asked: Asked) -> None:
        """The hits, by report where they are grouped, and how many there are besides."""
        for group in found.groups:
            self._group(group)
        for hit in () if found.groups else found.hits:
            self._say("")
            self._console.print(_hit_lines(hit))
            self._why(hit)
        if asked.grouped:
            self._rest(len(found.groups), found.total.reports, "篇")
        else:
            self._rest(len(found.hits), found.total.passages, "段")

    def rows(self, rows: Sequence[Row], every: int) -> None:
        """A concordance, aligned at the hits."""
        left = max((cell_len(_flat(row.left)) for row in rows), default=0)
        for row in rows:
            before = _flat(row.left)
            line = Text(" " * (left - cell_len(before)) + before)
            line.append(_flat(row.marked), style=_MARK)
            line.append(_flat(row.right))
            line.append(f"  {_where(row.hit)} {_link(row.hit)}", style="dim")
            if row.hit.recognised:
                line.append(f"  {_RECOGNISED}", style="yellow")
            self._console.print(line)
        self._rest(len(rows), every, "处")

    def advice(self, advice: Advice) -> None:
        """What may help somebody who found nothing."""
        for each in advice.parts:
            without = f"；没有它，其余能找到 {each.without} 段" if each.without is not None else ""
            anywhere = f"（不限范围 {each.anywhere} 段）" if each.anywhere != each.alone else ""
            part = written(each.part)
            self._say(f"单独找 {part}：{each.alone} 段{anywhere}{without}")
        if advice.unlisted:
            self._say(f"另有 {advice.unlisted} 个部分没有列出")
        for group, passages in advice.choices.items():
            if passages:
                self._say(f"不限{choice_name(group)}：{passages} 段")
        if len(advice.choices) > 1 and advice.unchosen:
            self._say(f"不限范围：{advice.unchosen} 段")
        for correction in advice.corrections:
            query = written(correction.asked.query)
            self._say(f"是不是要找“{correction.new}”？{correction.passages} 段：{query}")
        for looser in advice.looser:
            query = written(looser.asked.query)
            self._say(f"{looser.how}：{looser.passages} 段：{query}")

    def verification(self, typed: str, notes: Iterable[str], held: Verification) -> None:
        """Whether index and reading agree, and where they do not."""
        self._notes(tuple(notes))
        sign = "=" if held.agrees else "≠"
        style = "bold green" if held.agrees else "bold red"
        self._say(f"索引 {held.by_index} 段 {sign} 全文 {held.by_reading} 段", style=style)
        for what, places in (
            ("索引漏了", held.missing),
            ("索引多了", held.extra),
            ("标出的位置不同", held.different),
        ):
            for report, passage in places[:_NAMED]:
                self._say(f"{what}：报告 {report} 第 {passage} 段")
            if len(places) > _NAMED:
                self._say(f"{what}：另有 {len(places) - _NAMED} 段")
        if not held.counts_agree:
            self._say("索引给出的段数、篇数或处数与全文不符")
        if not held.agrees:
            self._say(f"检索词：{typed}；请运行 searchapp ingest --rebuild，并把这些告诉开发者")

    def _fact(self, label: str, value: object, whence: str) -> None:
        said = str(value or UNLABELLED)
        self._console.print(Text.assemble((f"{label}  ", "dim"), said, whence))

    def _notes(self, notes: Sequence[str]) -> None:
        for note in notes[:_NOTES]:
            self._say(f"注：{note}", style="yellow")
        if len(notes) > _NOTES:
            self._say(f"另有 {len(notes) - _NOTES} 条说明没有列出", style="yellow")

    def _group(self, group: Group) -> None:
        first = group.hits[0]
        self._say("")
        title = Text.assemble((_where(first), "bold"), f"  {first.title}")
        if first.recognised:
            title.append(f"  {_RECOGNISED}", style="yellow")
        title.append(f"  {group.passages} 段", style="dim")
        self._console.print(title)
        for hit in group.hits:
            self._console.print(_passage_lines(hit))
            self._why(hit)
        if len(group.hits) < group.passages:
            self._say(f"本篇另有 {group.passages - len(group.hits)} 段", style="dim")

    def _why(self, hit: Hit) -> None:
        for line in hit.why.lines() if hit.why else ():
            self._say(f"    {line}", style="dim")

    def _rest(self, shown: int, every: int, unit: str) -> None:
        if 0 < shown < every:
            self._say(
                f"\n以上 {shown} {unit}，共 {every} {unit}；--limit all 给出全部", style="dim"
            )

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style))


def _change_line(change: Change) -> Text:
    passage = change.new or change.old
    line = Text(f"第 {passage.number if passage else ''} 段  ", style="dim")
    for piece in change.pieces:
        opening, closing, style = _CHANGED[piece.fate]
        line.append(f"{opening}{piece.text}{closing}", style=style)
    return line


def coverage_rows(covered: "Coverage") -> Iterator[tuple[str, ...]]:
    """The table as rows of cells with a heading, every town that is known with its county."""
    yield ("县区", "乡镇", "代码", *map(str, covered.years))
    for county in covered.counties:
        for town in county.towns:
            place = (county.place.short, town.place.short, town.place.code)
            yield (*place, *map(_cell_words, town.cells))


def coverage_notes(covered: "Coverage") -> Iterator[str]:
    """The totals, and what stands in no town's row."""
    yield (
        f"{covered.genre}：{covered.reports} 篇；缺 {covered.missing}，"
        f"文字存疑 {covered.weak}，同年两篇以上 {covered.several}"
    )
    if covered.unlabelled:
        yield f"地方或年度未标注 {len(covered.unlabelled)} 篇，不在表中；见 searchapp correct"
    if covered.others:
        yield f"县级及以上、部门的 {len(covered.others)} 篇，不在表中"
    for county in covered.absent:
        yield f"库里没有“{county}”乡镇的{covered.genre}"
    if covered.counties:
        yield "有：一篇；缺：同县有乡镇报告了这一年；?：文字存疑；乡镇名后的 *：不在地名表中"


def _denominators(county: "County") -> str:
    listed = sum(town.listed for town in county.reporting)
    others = len(county.reporting) - listed
    more = f"，另有 {others} 个不在地名表中" if others else ""
    return f"{county.listed} 个乡镇中 {listed} 个有报告{more}，共 {county.reports} 篇"


def _received(county: "County", columns: int) -> tuple[str, ...]:
    counts = (f"{county.received(column)}/{county.listed}" for column in range(columns))
    return ("已收", *counts)


def _cell_words(cell: "Cell") -> str:
    """A cell in a word: how many, whether a text is weak, or that it is missing."""
    if not cell.reports:
        return "缺" if cell.missing else ""
    several = len(cell.reports)
    return (f"{several}篇" if several > 1 else "有") + "?" * bool(cell.weak)


def _in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their cells one below the other; a wide character takes two cells."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _counts_table(counts: Mapping[str, int]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in counts:
        table.add_column(name, justify="right", style=_STYLES[name])
    table.add_row(*map(str, counts.values()))
    return table


def _correction_line(correction: "Correction") -> Text:
    value = correction.value
    shown = value.label if isinstance(value, Place) else str(value or UNLABELLED)
    line = Text(f"更正 {correction.id}  {_FACTS[correction.fact]}：{shown}")
    line.append(f"  {correction.who} {_local(correction.at)}", style="dim")
    if correction.taken_back_at:
        by = correction.taken_back_by
        line.append(f"  {by} {_local(correction.taken_back_at)} 已撤回", style="yellow")
    return line


def _local(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _flat(text: str) -> str:
    """The text on one line: cells of a table are apart by a blank."""
    return text.replace("\t", " ")


def _where(hit: Hit) -> str:
    return f"{hit.place.short if hit.place else UNLABELLED} {hit.year or UNLABELLED}"


def _link(hit: Hit) -> str:
    return passage_link(hit.report, hit.passage, hit.version)


def _hit_lines(hit: Hit) -> Text:
    lines = Text.assemble((_where(hit), "bold"))
    lines.append(f"  {' › '.join(hit.section) or hit.kind.label}", style="dim")
    if hit.recognised:
        lines.append(f"  {_RECOGNISED}", style="yellow")
    if hit.across:
        lines.append(f"  跨词：{'、'.join(hit.across)}", style="yellow")
    return lines.append("\n").append_text(_passage_lines(hit))


def _passage_lines(hit: Hit) -> Text:
    part = snippet(hit.text, hit.spans)
    lines = Text("……" * part.cut_before)
    for text, marked in part.pieces():
        lines.append(text, style=_MARK if marked else "")
    lines.append("……" * part.cut_after)
    for figure in hit.figures:
        number = "" if figure.number is None else f" = {figure.number}"
        lines.append(f"\n    数字：{figure.written}{number} {figure.unit}", style="dim")
    return lines.append(f"\n{_link(hit)}", style="dim")

"""Reports: what was understood of a file, what became of it, corrections and changes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from searchapp.engine import Change, Piece, PieceFate
from searchapp.reports import UNLABELLED, FiledReport, Place, Report
from searchapp.terminal.screen import MOST_NOTES, Screen

if TYPE_CHECKING:
    from searchapp.library import Correction, Verdict

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
    PieceFate.KEPT: ("", "", ""),
    PieceFate.REMOVED: ("[-", "-]", "strike red"),
    PieceFate.ADDED: ("[+", "+]", "green"),
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


class ShownReports(Screen):
    """Reports, and what became of them, as they are printed."""

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
            self.fact(label, value, _whence(report, fact))
        if report.recognised:
            self.console.print(Text("文字从图片识别而来，个别字可能有误", style="yellow"))
        self.console.print(Text("大纲", style="dim"))
        for section in report.outline:
            indent = "  " * section.level
            self.console.print(
                Text.assemble(indent, section.label, (f"  {section.kind.label}", "dim"))
            )
        self.console.print(Text(f"共 {len(report.passages)} 段", style="dim"))
        for doubt in report.doubts:
            self.console.print(Text(f"待核对：{doubt.why}", style="yellow"))

    def summary(self, outcomes: Mapping[str, int], doubtful: int, missing: Sequence[str]) -> None:
        """How many files came to what, how many are to be checked, and which are gone."""
        counts = {
            name: outcomes.get(name, 0)
            for name in _STYLES
            if outcomes.get(name) or name not in _SELDOM
        }
        if self.console.is_terminal:
            self.console.print(_counts_table(counts))
            if doubtful:
                self.say(f"其中待核对 {doubtful} 份", style="yellow")
        else:
            said = " · ".join(f"{name} {count}" for name, count in counts.items())
            self.say(f"{said} · 待核对 {doubtful}")
        if missing:
            named = "、".join(missing[:MOST_NOTES]) + (" …" if len(missing) > MOST_NOTES else "")
            self.say(
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
            self.fact(_FACTS[fact], value, _whence(report, fact))
        for correction in corrections:
            self.console.print(_correction_line(correction))

    def changes(self, changes: Sequence[Change]) -> None:
        """What changed between two versions of a report; nothing is said of what stayed."""
        told = [change for change in changes if not change.is_none]
        for change in told:
            self.console.print(_change_line(change))
        stayed = len(changes) - len(told)
        self.say(f"有改动 {len(told)} 段，未变 {stayed} 段", style="bold")


def _whence(report: Report, fact: str) -> str:
    """Where a fact was read and how sure it is; "" for one that was not found."""
    if fact not in report.origins:
        return ""
    return f"（{report.origins[fact].label}，{report.sureness(fact).label}）"


def _change_line(change: Change) -> Text:
    passage = change.new or change.old
    line = Text(f"第 {passage.number if passage else ''} 段  ", style="dim")
    return line.append_text(difference(change.pieces))


def difference(pieces: Iterable[Piece]) -> Text:
    """What was kept, removed and added, told apart in a pipe too."""
    line = Text()
    for piece in pieces:
        opening, closing, style = _CHANGED[piece.fate]
        line.append(f"{opening}{piece.text}{closing}", style=style)
    return line


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

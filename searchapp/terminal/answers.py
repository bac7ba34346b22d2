"""Answers to a question: totals, hits, a concordance, advice, and their verification."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from searchapp.engine import Advice, Asked, Found, Group, Hit, Row, Verification, snippet
from searchapp.query import Described, written
from searchapp.reports import UNLABELLED, passage_link
from searchapp.terminal.screen import RECOGNISED, Screen
from searchapp.wording import choice_name

#: The marked text on a terminal.
_MARK: Final = "black on yellow"
#: Differences that are named one by one.
_NAMED: Final = 20


class ShownAnswers(Screen):
    """Answers as they are printed."""

    def understood(self, understood: Described) -> None:
        """How the query was understood."""
        self.say("理解为：", style="bold")
        for line in understood.lines(1):
            self.say(line)
        self.say("")

    def totals(self, found: Found, notes: Iterable[str]) -> None:
        """段, 篇 and 处, and the notes."""
        total = found.total
        counts = f"{total.passages} 段 · {total.reports} 篇"
        if total.occurrences is not None:
            counts += f" · {total.occurrences} 处"
        self.say(counts, style="bold")
        self.notes((*notes, *found.notes))

    def hits(self, found: Found, asked: Asked) -> None:
        """The hits, by report where they are grouped, and how many there are besides."""
        for group in found.groups:
            self._group(group)
        for hit in () if found.groups else found.hits:
            self.say("")
            self.console.print(_hit_lines(hit))
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
                line.append(f"  {RECOGNISED}", style="yellow")
            self.console.print(line)
        self._rest(len(rows), every, "处")

    def past_the_end(self, asked: Asked, shown: int) -> None:
        """That there is nothing so far down, where something was to be shown."""
        if asked.offset and not shown and asked.limit != 0:
            self.say(f"第 {asked.offset} 条之后没有了", style="dim")

    def advice(self, advice: Advice) -> None:
        """What may help somebody who found nothing."""
        for each in advice.parts:
            without = f"；没有它，其余能找到 {each.without} 段" if each.without is not None else ""
            anywhere = f"（不限范围 {each.anywhere} 段）" if each.anywhere != each.alone else ""
            part = written(each.part)
            self.say(f"单独找 {part}：{each.alone} 段{anywhere}{without}")
        if advice.unlisted:
            self.say(f"另有 {advice.unlisted} 个部分没有列出")
        for group, passages in advice.choices.items():
            if passages:
                self.say(f"不限{choice_name(group)}：{passages} 段")
        if len(advice.choices) > 1 and advice.unchosen:
            self.say(f"不限范围：{advice.unchosen} 段")
        for correction in advice.corrections:
            query = written(correction.asked.query)
            self.say(f"是不是要找“{correction.new}”？{correction.passages} 段：{query}")
        for looser in advice.looser:
            query = written(looser.asked.query)
            self.say(f"{looser.how}：{looser.passages} 段：{query}")

    def verification(self, typed: str, notes: Iterable[str], held: Verification) -> None:
        """Whether index and reading agree, and where they do not."""
        self.notes(tuple(notes))
        sign = "=" if held.agrees else "≠"
        style = "bold green" if held.agrees else "bold red"
        self.say(f"索引 {held.by_index} 段 {sign} 全文 {held.by_reading} 段", style=style)
        for what, places in (
            ("索引漏了", held.missing),
            ("索引多了", held.extra),
            ("标出的位置不同", held.different),
        ):
            for report, passage in places[:_NAMED]:
                self.say(f"{what}：报告 {report} 第 {passage} 段")
            if len(places) > _NAMED:
                self.say(f"{what}：另有 {len(places) - _NAMED} 段")
        if not held.counts_agree:
            self.say("索引给出的段数、篇数或处数与全文不符")
        if not held.agrees:
            self.say(f"检索词：{typed}；请运行 searchapp ingest --rebuild，并把这些告诉开发者")

    def _group(self, group: Group) -> None:
        first = group.hits[0]
        self.say("")
        title = Text.assemble((_where(first), "bold"), f"  {first.title}")
        if first.recognised:
            title.append(f"  {RECOGNISED}", style="yellow")
        title.append(f"  {group.passages} 段", style="dim")
        self.console.print(title)
        for hit in group.hits:
            self.console.print(_passage_lines(hit))
            self._why(hit)
        if len(group.hits) < group.passages:
            self.say(f"本篇另有 {group.passages - len(group.hits)} 段", style="dim")

    def _why(self, hit: Hit) -> None:
        for line in hit.why.lines() if hit.why else ():
            self.say(f"    {line}", style="dim")

    def _rest(self, shown: int, every: int, unit: str) -> None:
        if 0 < shown < every:
            self.say(
                f"\n以上 {shown} {unit}，共 {every} {unit}；--limit all 给出全部", style="dim"
            )


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
        lines.append(f"  {RECOGNISED}", style="yellow")
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

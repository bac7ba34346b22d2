"""Briefings: their list, and one as it goes out."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from searchapp.briefing.paper import Heading, Lost, Paper, Part, Quoted
from searchapp.briefing.saying import held_line, lost_words, source_of
from searchapp.briefing.signs import printed
from searchapp.terminal.screen import Screen

if TYPE_CHECKING:
    from searchapp.library.briefings import Briefing

_COLUMNS = ("编号", "名称", "引文", "标签", "改于")


def briefing_rows(briefings: Iterable["Briefing"]) -> list[tuple[str, ...]]:
    """A row of cells for each: number, name, how many sources are quoted, tags, last change."""
    return [
        (
            str(each.id),
            " ".join(each.content.name.split()),
            str(len(each.content.codes)),
            " ".join(each.content.tags),
            f"{each.changed_at.astimezone():%Y-%m-%d %H:%M}",
        )
        for each in briefings
    ]


class ShownBriefings(Screen):
    """Briefings as they are printed."""

    def table(self, briefings: Sequence["Briefing"]) -> None:
        """A table on a terminal, lines with tabs in a pipe."""
        rows = briefing_rows(briefings)
        if not self.console.is_terminal:
            # Not by the console, which would make blanks of tabs.
            for row in rows:
                print("\t".join(row), file=self.console.file)
            return
        table = Table(*_COLUMNS, box=SIMPLE_HEAD, pad_edge=False)
        for row in rows:
            table.add_row(*map(Text, row))
        self.console.print(table)

    def paper(self, paper: Paper) -> None:
        """Words and quotes in order, and what became of each quote."""
        self.say(printed(paper.title), style="bold")
        for part in paper.parts:
            self._part(paper, part)
        if line := held_line(paper):
            self.say(line, style="dim")

    def _part(self, paper: Paper, part: Part) -> None:
        if isinstance(part, Quoted):
            source = source_of(paper, part)
            # Not by the console, which would make blanks of tabs.
            print(f"  {printed(part.excerpt.quote)}", file=self.console.file)
            fate = part.held.fate
            told = (f"  [{source.number}] {source.told} {source.link}  ", "dim")
            style = "green" if fate.holds else "yellow"
            self.console.print(Text.assemble(told, (fate.label, style)))
        elif isinstance(part, Lost):
            self.say(lost_words(part), style="yellow")
        else:
            self.say(printed(part.text), style="bold" if isinstance(part, Heading) else "")

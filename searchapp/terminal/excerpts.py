"""Excerpts: what became of each since it was taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.text import Text

from searchapp.reports import UNLABELLED
from searchapp.terminal.reports import difference
from searchapp.terminal.screen import Screen

if TYPE_CHECKING:
    from searchapp.library.excerpts import Excerpt
    from searchapp.library.excerpts.holding import Held

#: What became of an excerpt -> how it stands out, in the order in which they are counted.
_STYLES: Final = {"未变": "dim", "移位": "cyan", "有改动": "yellow", "已删除": "bold red"}


class ShownExcerpts(Screen):
    """Excerpts as they are printed."""

    def excerpts(self, excerpts: Sequence["Excerpt"], held: Mapping[str, "Held"]) -> None:
        """A line for each that does not stand where it stood, and how many came to what."""
        counts: Counter[str] = Counter()
        for excerpt in excerpts:
            found = held[excerpt.code]
            counts[found.fate.label] += 1
            if found.fate != "unchanged":
                self.console.print(_line(excerpt, found))
        if not excerpts:
            self.say("还没有摘录")
            return
        said = (Text(f"{name} {counts[name]}", style=style) for name, style in _STYLES.items())
        self.console.print(Text(" · ").join(said))


def _line(excerpt: "Excerpt", held: "Held") -> Text:
    """The fate, the code, whence it is, where it stands now, the difference, and why."""
    fate, place, year = held.fate.label, excerpt.cited.place, excerpt.cited.year
    whence = f"{place.short if place else UNLABELLED} {year or UNLABELLED}"
    line = Text.assemble((fate, _STYLES[fate]), f"  {excerpt.code}  {whence}  ")
    line.append(f"第 {excerpt.passage} 段")
    if held.spot and held.spot.passage != excerpt.passage:
        line.append(f" → 第 {held.spot.passage} 段")
    line.append("  ")
    if held.fate.holds or not held.spot:
        line.append(excerpt.quote)
    else:
        line.append_text(difference(held.difference))
    if held.why:
        line.append(f"  {held.why}", style="dim")
    return line

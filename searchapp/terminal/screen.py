"""What everything that is printed shares: a console, lines, facts and notes."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from searchapp.reports import UNLABELLED

#: Notes that are named one by one.
MOST_NOTES: Final = 10
#: What is said of a text that was read off pictures.
RECOGNISED: Final = "识别文字"


class Screen:
    """A console, and how lines are put on it: never read as markup."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def say(self, text: str, style: str = "") -> None:
        """A line."""
        self.console.print(Text(text, style=style))

    def fact(self, label: str, value: object, whence: str) -> None:
        """A fact, 未标注 where there is none, and where it was read."""
        said = str(value or UNLABELLED)
        self.console.print(Text.assemble((f"{label}  ", "dim"), said, whence))

    def notes(self, notes: Sequence[str]) -> None:
        """The first notes, and how many there are besides."""
        for note in notes[:MOST_NOTES]:
            self.say(f"注：{note}", style="yellow")
        if len(notes) > MOST_NOTES:
            self.say(f"另有 {len(notes) - MOST_NOTES} 条说明没有列出", style="yellow")

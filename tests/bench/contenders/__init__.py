"""Who is measured beside searchapp, and the work that each of them does for one question.

What a reader sees is the same for all: the totals of passages and reports, for town, year and
section how many passages and reports have each value, and the ten most relevant passages, a
snippet of each with the marks in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from searchapp.engine import Snippet, snippet
from searchapp.reports import FiledReport
from searchapp.text import Span, fold
from tests.bench.rows import Row

#: So many hits are shown.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a question: totals, how many values the facets have, and snippets."""

    passages: int
    reports: int
    values: int
    snippets: tuple[Snippet, ...]


class Contender(Protocol):
    """An index in a folder."""

    def answer(self, row: Row) -> Seen | None:
        """What a reader sees; None for what cannot be asked exactly."""

    def replace(self, filed: FiledReport) -> None:
        """Hold this report in place of the one with its id, for every reader that comes after."""


class Build(Protocol):
    """Makes an index of reports in a folder, all of it on the disk when it returns."""

    def __call__(self, folder: Path, reports: Iterable[FiledReport]) -> None: ...


def marked(text: str, sought: Iterable[str]) -> Snippet:
    """The snippet of a stored passage in which everything sought is marked."""
    folded = fold(text)
    spans: Iterator[Span] = (span for each in sought for span in folded.spans(each))
    return snippet(text, spans)

"""A passage that may match, with all that a query may ask of it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.reports import FiledReport, Passage
from searchapp.text import Folded, fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, the report it stands in, and its folded text.

    The report may come without its other passages: a node never looks at them.
    """

    filed: FiledReport
    passage: Passage
    folded: Folded

    @property
    def heading(self) -> int:
        """How many characters of the folded text are a heading or the report's title.

        A heading line and a title are that altogether, a run-in paragraph with its beginning.
        """
        text, section = self.passage.text, self.passage.section
        if text == self.filed.report.title:
            return len(self.folded.text)
        if not section or not text.startswith(section[-1]):
            return 0
        return bisect_left(self.folded.offsets, len(section[-1]))


def candidates(filed: FiledReport) -> Iterator[Candidate]:
    """Every passage of a report, in order."""
    for passage in filed.report.passages:
        yield Candidate(filed, passage, fold(passage.text))

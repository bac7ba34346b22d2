"""A segment of the index: a file with all that is known of some whole reports.

Its facts are ``passages`` and ``reports`` (how many there are), ``words`` and ``tokens`` (the sums
of the columns ``length`` and ``tokens`` of the passages), ``fewest_tokens`` and ``most_tokens`` of
a passage, and ``kinds`` (the names of the kinds of sections, by number).
"""

from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.figures import Figures, FiguresWriter
from searchapp.engine.embedded.columnar.grams import Chars, CharsWriter, Pairs, PairsWriter
from searchapp.engine.embedded.columnar.passages import Passages, PassagesWriter
from searchapp.engine.embedded.columnar.reports import Reports, ReportsWriter
from searchapp.engine.embedded.columnar.terms import Words, WordsWriter
from searchapp.engine.embedded.columnar.texts import Text, TextWriter
from searchapp.reports import FiledReport, Json, Passage


class SegmentWriter:
    """Writes a segment by its parts. As a context it removes what an exception left unfinished.

    Whoever writes appends to every part what belongs there, and finishes none of them.
    """

    def __init__(self, path: Path, passages: int) -> None:
        """For so many passages."""
        self._arrays = ArrayWriter(path)
        self._passages = passages
        self.text = TextWriter(self._arrays)
        self.figures = FiguresWriter(self._arrays)
        self.chars = CharsWriter(self._arrays, passages)
        self.pairs = PairsWriter(self._arrays, passages)
        self.words = WordsWriter(self._arrays, passages)
        self.columns = PassagesWriter(self._arrays)
        self.reports = ReportsWriter(self._arrays)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._arrays.__exit__(kind, error, trace)

    def finish(self) -> None:
        """All is there: now the file is complete."""
        for part in (self.text, self.figures, self.chars, self.pairs, self.words):
            part.finish()
        facts = {"passages": self._passages, **self.reports.finish(), **self.columns.finish()}
        self._arrays.finish(facts)


class Segment:
    """A segment that is open. Threads may share it; it is closed with its last array."""

    def __init__(self, path: Path) -> None:
        """Raises DamagedSegment, and OSError where there is no such file."""
        self._file = ArrayFile(path)
        arrays = self._file.arrays
        self.path = path
        self.facts: Json = self._file.facts
        #: How many there are.
        self.passages: int = self.facts["passages"]
        #: How many units their folded texts have, with the 0 that ends each.
        self.units: int = len(arrays["text.units"])
        self.text = Text(arrays)
        self.figures = Figures(arrays)
        self.chars = Chars(arrays, self.passages)
        self.pairs = Pairs(arrays, self.passages)
        self.words = Words(arrays, self.passages)
        self.columns = Passages(arrays, self.facts)
        self.reports = Reports(arrays)

    def report_of(self, document: int) -> int:
        """The number of the report that a passage stands in."""
        return int(self.reports.first.searchsorted(document, side="right")) - 1

    def whole(self, number: int) -> FiledReport:
        """A report as it was put."""
        first, last = self.reports.first[number : number + 2].tolist()
        texts = self.text.part(first, last).shown_texts()
        columns = self.columns.part(first, last)
        codes = zip(columns.kind.tolist(), columns.path.tolist(), texts, strict=True)
        passages = tuple(
            Passage(at, self.columns.kinds[kind], self.columns.headings(path), text)
            for at, (kind, path, text) in enumerate(codes, start=1)
        )
        filed = self.reports.filed(number)
        return replace(filed, report=replace(filed.report, passages=passages))

    def passage(self, document: int) -> Passage:
        """A passage as it was put."""
        columns = self.columns
        first = self.reports.first.item(self.report_of(document))
        return Passage(
            number=document - first + 1,
            kind=columns.kinds[columns.kind.item(document)],
            section=columns.headings(columns.path.item(document)),
            text=self.text.shown(document),
        )

    def let_go(self) -> None:
        """Keep nothing of what was read in memory; it is read again where it is wanted again."""
        self._file.let_go()

    def verify(self) -> None:
        """Read everything. Raises DamagedSegment where something is not as it was written."""
        self._file.verify()

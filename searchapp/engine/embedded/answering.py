"""One question answered from one state of the index."""

from collections.abc import Iterator
from functools import cached_property
from itertools import repeat
from typing import Final

import numpy as np

from searchapp.engine.asking import Asked, Sort
from searchapp.engine.embedded.columnar.arrays import Counts, Documents
from searchapp.engine.embedded.counting import Table
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.noticing import unheard_of
from searchapp.engine.embedded.scoring import Scoring
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.found import Found, Group, Hit, TakenFigure, Totals
from searchapp.engine.ranking import Why
from searchapp.query import sole_phrase
from searchapp.text import figure_value, unit_after

#: Of a report's hits so many are given where hits are grouped by report.
PER_REPORT: Final = 3
#: For so many reports, so many times as many passages are looked at, until there are enough.
_PASSAGES: Final = 4


class Answer:
    """The evaluation of a question and what is made of it."""

    def __init__(self, evaluation: Evaluation, asked: Asked) -> None:
        self._snapshot = evaluation.snapshot
        self._catalogue = evaluation.snapshot.catalogue
        self._asked = asked
        self._evaluation = evaluation
        self._scoring = Scoring(evaluation)
        self._filter = Filter(self._catalogue, asked)
        self._matching = self._evaluation.found(asked.sought)

    def found(self) -> Found:
        """The totals, the facets, and the hits that were asked for."""
        groups = tuple(self._groups()) if self._asked.grouped else ()
        return Found(
            total=self._total,
            facets=self._filter.facets(self._table),
            hits=tuple(hit for group in groups for hit in group.hits)
            if self._asked.grouped
            else self._hits(self._page()),
            notes=tuple(unheard_of(self._catalogue, self._asked, self._evaluation.found)),
            groups=groups,
        )

    def ranking(self) -> tuple[str, ...]:
        """The ids of all reports with hits, in the order of their first hits."""
        return tuple(map(self._catalogue.id, self._reports(self._total.reports).tolist()))

    # How many

    @cached_property
    def _selected(self) -> PassageSet:
        """The matching passages that every choice leaves."""
        return self._filter.passing(self._matching)

    @cached_property
    def _table(self) -> Table:
        return Table.of(self._catalogue, self._matching)

    @cached_property
    def _by_report(self) -> Counts:
        """How many passages are selected of each report of the table."""
        return self._filter.by_report(self._table)

    @cached_property
    def _total(self) -> Totals:
        passages, reports = int(self._by_report.sum()), int(np.count_nonzero(self._by_report))
        return Totals(passages, reports, self._occurrences())

    def _occurrences(self) -> int | None:
        """How often the query's only phrase stands in what is selected; None for other queries."""
        phrase = sole_phrase(self._asked.sought)
        if phrase is None:
            return None
        times = self._evaluation.times(phrase, self._selected.documents)
        return int(times.sum(dtype=np.int64))

    # In which order

    def _page(self) -> Documents:
        """The passages that are asked for, in order."""
        end = self._end(self._total.passages)
        # To put all in order takes longest, and a table wants no hit.
        is_empty = end <= self._asked.offset
        return self._selected.documents[:0] if is_empty else self._first(end)[self._asked.offset :]

    def _end(self, every: int) -> int:
        """How many of all there are up to the end of what is asked for."""
        if self._asked.limit is None:
            return every
        return min(every, self._asked.offset + self._asked.limit)

    def _first(self, count: int) -> Documents:
        """So many passages, from the first in order on."""
        if self._asked.sort is Sort.RELEVANCE:
            return self._scoring.first(self._selected, count)
        reports, counts = self._sorted_reports
        reports = reports[: int(np.searchsorted(np.cumsum(counts), count)) + 1]
        return np.concatenate([self._of(report) for report in reports.tolist()])[:count]

    def _reports(self, count: int) -> Documents:
        """So many reports, from that with the first passage in order on."""
        if self._asked.sort is not Sort.RELEVANCE:
            return self._sorted_reports[0][:count]
        passages = min(count * _PASSAGES, self._total.passages)
        while True:
            reports = self._catalogue.report_of.take(self._first(passages))
            distinct, firsts = np.unique(reports, return_index=True)
            if len(distinct) >= count:
                return distinct[np.argsort(firsts)][:count]
            passages = min(passages * _PASSAGES, self._total.passages)

    @cached_property
    def _sorted_reports(self) -> tuple[Documents, Counts]:
        """The reports with selected passages, in the order asked for, and how many each has."""
        reports, counts = self._table.having(self._by_report)
        order = np.argsort(self._catalogue.order.positions(self._asked.sort)[reports])
        return reports[order], counts[order]

    def _of(self, report: int) -> Documents:
        """The selected passages of a report."""
        documents = self._selected.documents
        first, last = np.searchsorted(documents, self._catalogue.first[report : report + 2])
        return documents[first:last]

    # What is shown

    def _groups(self) -> Iterator[Group]:
        """The reports that are asked for, in order, with the first of their passages."""
        for report in self._reports(self._end(self._total.reports))[self._asked.offset :].tolist():
            own = self._of(report)
            shown = own[:PER_REPORT]
            if self._asked.sort is Sort.RELEVANCE:
                shown = self._scoring.first(PassageSet.of(own, self._catalogue.size), PER_REPORT)
            yield Group(len(own), self._hits(shown))

    def _hits(self, documents: Documents) -> tuple[Hit, ...]:
        is_explained = self._asked.explained and len(documents) > 0
        reasons = self._scoring.why(documents) if is_explained else repeat(None)
        return tuple(map(self._hit, documents.tolist(), self._scoring.across(documents), reasons))

    def _hit(self, document: int, across: tuple[str, ...], why: Why | None) -> Hit:
        candidate = self._snapshot.candidate(document)
        filed, passage = candidate.filed, candidate.passage
        return Hit(
            report=filed.id,
            version=filed.version,
            title=filed.name,
            place=filed.report.place,
            year=filed.report.year,
            kind=passage.kind,
            section=passage.section,
            passage=passage.number,
            text=passage.text,
            spans=self._evaluation.spans(document),
            across=across,
            figures=tuple(self._figures(document)),
            why=why,
            recognised=filed.report.recognised,
        )

    def _figures(self, document: int) -> Iterator[TakenFigure]:
        """What the figures of the query's patterns took in a passage, each once, in order."""
        folded = self._snapshot.folded(document)
        told = (leaf for leaf, among in self._evaluation.telling if among.has(document))
        places = {place for leaf in told for place in self._evaluation.figures(leaf, document)}
        for start, end in sorted(places):
            span = folded.span(start, end)
            written = folded.shown[span.start : span.end]
            number = figure_value(folded.text[start:end])
            yield TakenFigure(written, number, unit_after(folded.text, end), span)

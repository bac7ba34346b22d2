"""One question answered from one state of the index."""

from collections.abc import Iterator

import numpy as np

from searchapp.engine.asking import Asked, Sort
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.noticing import unheard_of
from searchapp.engine.embedded.postings import Documents
from searchapp.engine.embedded.scoring import Scoring
from searchapp.engine.found import Found, Group, Hit, TakenFigure, Totals
from searchapp.query import sole_phrase
from searchapp.text import figure_value, unit_after

#: Of a report's hits so many are given where hits are grouped by report.
PER_REPORT = 3


class Answer:
    """The evaluation of a question and what is made of it."""

    def __init__(self, evaluation: Evaluation, asked: Asked) -> None:
        self._snapshot = evaluation.snapshot
        self._asked = asked
        self._evaluation = evaluation
        self._scoring = Scoring(evaluation)
        self._filter = Filter(self._snapshot.catalogue, asked)
        self._matching = self._evaluation.found(asked.sought)
        self._selected = self._filter.passing(self._matching)

    def found(self) -> Found:
        """The totals, the facets, and the hits that were asked for."""
        asked = self._asked
        # To put all in order takes longest, and a table wants no hit.
        ordered = np.zeros(0, dtype=np.int64) if asked.limit == 0 else self._ordered()
        end = None if asked.limit is None else asked.offset + asked.limit
        groups: tuple[Group, ...] = ()
        if asked.grouped:
            groups = tuple(self._groups(ordered, asked.offset, end))
            hits = tuple(hit for group in groups for hit in group.hits)
        else:
            hits = tuple(map(self._hit, ordered[asked.offset : end].tolist()))
        return Found(
            total=self._total(),
            facets=self._filter.facets(self._matching),
            hits=hits,
            notes=tuple(unheard_of(self._snapshot.catalogue, asked, self._evaluation.found)),
            groups=groups,
        )

    def ranking(self) -> tuple[str, ...]:
        """The ids of all reports with hits, in the order of their first hits."""
        catalogue = self._snapshot.catalogue
        reports, firsts = np.unique(catalogue.report_of[self._ordered()], return_index=True)
        return tuple(catalogue.reports[at].id for at in reports[np.argsort(firsts)].tolist())

    def _total(self) -> Totals:
        passages = np.flatnonzero(self._selected)
        reports = np.unique(self._snapshot.catalogue.report_of[passages])
        return Totals(len(passages), len(reports), self._occurrences(passages))

    def _occurrences(self, passages: Documents) -> int | None:
        """How often the query's only phrase stands in these passages; None for other queries."""
        phrase = sole_phrase(self._asked.sought)
        if phrase is None:
            return None
        return sum(self._evaluation.times(phrase, each) for each in passages.tolist())

    def _ordered(self) -> Documents:
        catalogue = self._snapshot.catalogue
        if self._asked.sort is Sort.RELEVANCE:
            return self._scoring.ranked(self._selected)
        keys = {
            Sort.NEWEST: catalogue.by_newest,
            Sort.OLDEST: catalogue.by_oldest,
            Sort.PLACE: catalogue.by_place,
        }
        passages = np.flatnonzero(self._selected)
        return passages[np.argsort(keys[self._asked.sort][passages])]

    def _groups(self, ordered: Documents, offset: int, end: int | None) -> Iterator[Group]:
        """The reports in the order of their first hits, from one to another of them."""
        reports = self._snapshot.catalogue.report_of[ordered]
        _, firsts, counts = np.unique(reports, return_index=True, return_counts=True)
        for at in np.argsort(firsts)[offset:end]:
            own = ordered[reports == reports[firsts[at]]]
            yield Group(int(counts[at]), tuple(map(self._hit, own[:PER_REPORT].tolist())))

    def _hit(self, document: int) -> Hit:
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
            across=self._scoring.across(document),
            figures=tuple(self._figures(document)),
            why=self._scoring.why(document) if self._asked.explained else None,
            recognised=filed.report.recognised,
        )

    def _figures(self, document: int) -> Iterator[TakenFigure]:
        """What the figures of the query's patterns took in a passage, each once, in order."""
        folded = self._snapshot.folded(document)
        told = (leaf for leaf, mask in self._evaluation.telling if mask[document])
        places = {place for leaf in told for place in self._evaluation.figures(leaf, document)}
        for start, end in sorted(places):
            span = folded.span(start, end)
            written = folded.shown[span.start : span.end]
            number = figure_value(folded.text[start:end])
            yield TakenFigure(written, number, unit_after(folded.text, end), span)

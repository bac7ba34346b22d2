"""What is known of every passage without reading it: its report, and its value in each facet."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.postings import Documents, Mask, Postings
from searchapp.engine.embedded.schema import FIRST, PATH, read_facts
from searchapp.engine.found import FacetName, FacetValue
from searchapp.query import HeadingSays, KindChoice, ReportCondition, Scope
from searchapp.reports import (
    LEVELS,
    UNLABELLED,
    FiledReport,
    Genre,
    Level,
    SectionKind,
    place_value,
)
from searchapp.text import fold

Codes = NDArray[np.int32]

#: A passage that has no part in a facet: a city is not missing where there is none.
_ABSENT: Final = -1


@dataclass(frozen=True, slots=True)
class Column:
    """A facet: its values in the order shown, and for each passage which of them it has."""

    values: tuple[tuple[str | int | None, str], ...]
    codes: Codes

    def chosen(self, wanted: Callable[[str | int | None, str], bool]) -> list[int]:
        """The codes of the values whose value and label are wanted."""
        return [code for code, (value, label) in enumerate(self.values) if wanted(value, label)]

    def having(self, chosen: Collection[int]) -> Mask:
        """The passages with one of these codes."""
        return np.isin(self.codes, list(chosen))

    def count(
        self, passages: Documents, report_of: Codes, chosen: Collection[int]
    ) -> tuple[FacetValue, ...]:
        """How many of these passages, and of their reports, have each value.

        A value that does not occur is left out, unless it is chosen: it can then be given up.
        """
        codes = self.codes[passages]
        present = codes != _ABSENT
        codes, reports = codes[present], report_of[passages][present]
        size = len(self.values)
        by_passage = np.bincount(codes, minlength=size)
        pairs = np.unique(reports.astype(np.int64) * size + codes)
        by_report = np.bincount(pairs % size, minlength=size) if size else by_passage
        return tuple(
            FacetValue(value, label, int(by_passage[code]), int(by_report[code]))
            for code, (value, label) in enumerate(self.values)
            if by_passage[code] or code in chosen
        )


class Catalogue:
    """All passages of one state of the index, as arrays by document number."""

    def __init__(self, postings: Postings) -> None:
        self.live: Mask = postings.live()
        self.heads: Documents = postings.documents("passage", FIRST)
        self.reports: tuple[FiledReport, ...] = tuple(
            read_facts(postings.stored(head)) for head in self.heads
        )
        documents = np.arange(postings.size)
        #: For each passage the position of its report in ``reports``. The passages of a report
        #: follow its first; what stands after a deleted one is deleted too.
        self.report_of: Codes = (
            np.searchsorted(self.heads, documents, side="right").astype(np.int32) - 1
        )
        self.number: Documents = (
            documents - self.heads[self.report_of] + FIRST if len(self.heads) else documents
        )
        self.length: Documents = postings.column("length")
        #: How many characters of a passage are heading or title.
        self.heading: Documents = postings.column("heading")
        words, passages = int(self.length[self.live].sum()), int(self.live.sum())
        #: Of a passage, in words; 1 where there is none, or marks alone.
        self.average_length: float = words / passages if words else 1.0
        self.columns: dict[FacetName, Column] = {
            **{level: self._place_column(level) for level in LEVELS},
            "year": self._report_column(
                [
                    (report.report.year, str(report.report.year or UNLABELLED))
                    for report in self.reports
                ],
                order=lambda year: -int(str(year)),
            ),
            "section": self._section_column(postings),
            "genre": self._report_column(
                [(str(report.report.genre), str(report.report.genre)) for report in self.reports],
                order=lambda genre: list(Genre).index(Genre(str(genre))),
            ),
        }
        self._postings = postings
        self.by_newest = self._positions(_newest)
        self.by_oldest = self._positions(_oldest)
        self.by_place = self._positions(_place)
        #: The reports by place, year and id.
        self.in_order: tuple[FiledReport, ...] = tuple(sorted(self.reports, key=_order))

    def keeping(self, condition: ReportCondition | KindChoice | HeadingSays) -> Mask:
        """The passages that keep a condition."""
        if isinstance(condition, KindChoice):
            section = self.columns["section"]
            return self.live & section.having([list(SectionKind).index(condition.kind)])
        if isinstance(condition, HeadingSays):
            return self._under(condition)
        accepted = [condition.accepts(each.report) for each in self.reports]
        return self.live & np.array([*accepted, False], dtype=np.bool_)[self.report_of]

    def of_reports(self, ids: Collection[str]) -> Mask:
        """The passages of these reports."""
        meant = [each.id in ids for each in self.reports]
        return self.live & np.array([*meant, False], dtype=np.bool_)[self.report_of]

    def units(self, scope: Scope) -> Documents:
        """For each passage the number of its unit at a scope, ascending."""
        if scope is Scope.PASSAGE:
            return np.arange(len(self.live))
        if scope is Scope.REPORT:
            return self.report_of.astype(np.int64)
        return self._sections

    def _under(self, condition: HeadingSays) -> Mask:
        """The passages that stand under a heading with these words."""
        mask = np.zeros_like(self.live)
        for path, headings in self._paths.items():
            if condition.stands_in(headings):
                mask[self._postings.documents("path", path)] = True
        return mask

    @cached_property
    def _sections(self) -> Documents:
        """For each passage the number of its section, ascending."""
        section = self._postings.column("unit")
        begins = (np.diff(section, prepend=-1) != 0) | (np.diff(self.report_of, prepend=-1) != 0)
        return np.cumsum(begins)

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        """The headings that passages stand under, as in the index and folded."""
        paths = self._postings.terms("path")
        return {path: tuple(fold(each).text for each in path.split(PATH)) for path in paths}

    def _place_column(self, level: Level) -> Column:
        values = [place_value(each.report.place, level) for each in self.reports]
        return self._report_column(values, order=str)

    def _report_column(
        self,
        values: Sequence[tuple[str | int | None, str] | None],
        order: Callable[[str | int | None], Hashable],
    ) -> Column:
        """The column in which a passage has its report's value; None is no part in the facet."""
        distinct = sorted(
            {value for value in values if value is not None},
            key=lambda each: (each[0] is None, each[0] is not None and order(each[0]), each[1]),
        )
        code_of = {value: code for code, value in enumerate(distinct)}
        codes = np.array([_ABSENT if v is None else code_of[v] for v in values], dtype=np.int32)
        return Column(tuple(distinct), codes[self.report_of] if len(codes) else self.report_of)

    def _section_column(self, postings: Postings) -> Column:
        codes = np.full(len(self.live), _ABSENT, dtype=np.int32)
        for code, kind in enumerate(SectionKind):
            codes[postings.documents("section", str(kind))] = code
        return Column(tuple((str(kind), kind.label) for kind in SectionKind), codes)

    def _positions(self, key: Callable[[FiledReport], Iterable[object]]) -> Documents:
        """For each passage its place in the order of reports by the key, passages by number."""
        ranked = sorted(range(len(self.reports)), key=lambda at: tuple(key(self.reports[at])))
        rank = np.zeros(len(self.reports) + 1, dtype=np.int64)
        rank[ranked] = np.arange(len(ranked))
        return (rank[self.report_of] << 32) + self.number


def _place(filed: FiledReport) -> Iterable[object]:
    place, year = filed.report.place, filed.report.year
    return place is None, place.code if place else "", year is None, -(year or 0), filed.id


def _order(filed: FiledReport) -> tuple[object, ...]:
    return tuple(_place(filed))


def _newest(filed: FiledReport) -> Iterable[object]:
    year = filed.report.year
    return year is None, -(year or 0), *_place(filed)


def _oldest(filed: FiledReport) -> Iterable[object]:
    year = filed.report.year
    return year is None, year or 0, *_place(filed)

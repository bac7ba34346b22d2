"""What is known of every passage without reading it: its report, and its value in each facet.

Passages and reports are numbered over all segments, deleted ones included; a report is live or
deleted as a whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.asking import Sort
from searchapp.engine.embedded.columnar.arrays import Documents, Mask, Places
from searchapp.engine.embedded.columnar.passages import Passages
from searchapp.engine.embedded.columnar.reports import (
    ABSENT,
    ColumnName,
    Reports,
    Value,
    in_order,
)
from searchapp.engine.embedded.folder import Part
from searchapp.engine.embedded.ordering import ReportOrder
from searchapp.engine.embedded.sets import PassageSet
from searchapp.query import (
    GenreChoice,
    HeadingSays,
    KindChoice,
    PlaceChoice,
    ReportCondition,
    Scope,
    YearRange,
)
from searchapp.reports import FiledReport, SectionKind

#: Numbers of values or of reports.
Codes: TypeAlias = NDArray[np.int32]

#: A condition that is kept or not by a value of a facet.
ValueChoice: TypeAlias = PlaceChoice | YearRange | GenreChoice

#: A facet in which all passages of a report have one value.
ReportFacet = Literal["province", "city", "county", "town", "year", "genre"]
REPORT_FACETS: Final[tuple[ReportFacet, ...]] = get_args(ReportFacet)
#: The kinds as the section facet shows them.
KINDS: Final = tuple(SectionKind)
#: Passages are of so many classes by their length, about as many passages in each.
LENGTH_CLASSES: Final = 16
#: So many reports are kept as they were last read; a page of hits shows ten.
_HEADS: Final = 4_096
#: Of so many choices it is remembered which values they mean.
_CHOICES: Final = 1_000
#: Below so many reports their passages are listed, above they are a mask.
_FEW: Final = 256


@dataclass(frozen=True, slots=True)
class Column:
    """A facet: its values in the order shown, and for each report which of them it has.

    ``bins`` has one more than the number of the value, and 0 for a report without a part in the
    facet. Every value is that of a live report.
    """

    values: tuple[Value, ...]
    bins: NDArray[np.intp]

    def having(self, chosen: Collection[int]) -> Mask:
        """For each report whether it has one of these values."""
        is_chosen = np.zeros(len(self.values) + 1, dtype=np.bool_)
        is_chosen[[code + 1 for code in chosen]] = True
        return is_chosen[self.bins]


class Catalogue:
    """All passages and reports of one state of the index, as arrays."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._segments = tuple(part.segment for part in parts)
        self._reports = tuple(part.segment.reports for part in parts)
        self._columns = tuple(part.segment.columns for part in parts)
        sizes = [part.segment.passages for part in parts]
        bases = [0, *accumulate(sizes)]
        #: How many passages and reports there are, deleted ones included.
        self.size, self.report_count = bases[-1], sum(map(len, self._reports))
        firsts = [
            reports.first[:-1].astype(np.int64) + base
            for reports, base in zip(self._reports, bases, strict=False)
        ]
        #: Where the passages of each report begin; one more says where those of the last end.
        self.first: Places = np.concatenate([*firsts, [self.size]]).astype(np.int64)
        live = np.ones(self.size, dtype=np.bool_)
        for part, base in zip(parts, bases, strict=False):
            live[part.deleted + base] = False
        self._live_reports: Mask = live[self.first[:-1]]
        #: The passages that are not deleted.
        self.live = PassageSet.masked(live)
        #: For each passage how many words it has, how many of its characters are heading or title,
        #: and which of ``KINDS`` it is of.
        self.length: NDArray[Any] = joined([each.length for each in self._columns])
        self.heading: NDArray[Any] = joined([each.heading for each in self._columns])
        self.kind: NDArray[np.uint8] = joined([_kinds(each) for each in self._columns])
        #: Number of a report -> the report without passages and outline.
        self.head = lru_cache(_HEADS)(partial(_head, self._reports))
        self._chosen: dict[ValueChoice, Sequence[int]] = {}

    @cached_property
    def live_count(self) -> int:
        """How many passages are not deleted."""
        return len(self.live)

    @cached_property
    def average_length(self) -> float:
        """Of a passage, in words; 1 where there is none, or marks alone."""
        words = int(self.length.sum(where=self.live.mask, dtype=np.int64))
        return words / self.live_count if words else 1.0

    @cached_property
    def is_headed(self) -> NDArray[np.uint8]:
        """For each passage 1 where some of it is a heading, else 0."""
        return (self.heading > 0).astype(np.uint8)

    @cached_property
    def class_shortest(self) -> NDArray[np.int64]:
        """The least number of words of a passage of each class of length, ascending."""
        counts = np.cumsum(np.bincount(self.length, minlength=1))
        shares = np.arange(LENGTH_CLASSES) * self.size / LENGTH_CLASSES
        return np.searchsorted(counts, shares, side="right")

    @cached_property
    def length_class(self) -> NDArray[np.uint8]:
        """For each passage its class: the last of which the shortest is not longer than it."""
        lengths = np.arange(int(self.length.max(initial=0)) + 1)
        classes = np.searchsorted(self.class_shortest, lengths, side="right") - 1
        return np.maximum(classes, 0).astype(np.uint8).take(self.length)

    @cached_property
    def report_of(self) -> Codes:
        """For each passage the number of its report."""
        return np.repeat(np.arange(self.report_count, dtype=np.int32), np.diff(self.first))

    @cached_property
    def cells(self) -> NDArray[np.intp]:
        """For each passage its kind and report as one number: by kind, then by report."""
        cells = self.kind.astype(np.intp)
        cells *= self.report_count
        cells += self.report_of
        return cells

    # Reports

    @cached_property
    def live_reports(self) -> Documents:
        """The numbers of the reports that are not deleted, ascending."""
        return np.flatnonzero(self._live_reports).astype(np.int32)

    @cached_property
    def heads(self) -> tuple[FiledReport, ...]:
        """Every live report without passages and outline; each segment reads its own once."""
        heads = [head for reports in self._reports for head in reports.heads]
        return tuple(map(heads.__getitem__, self.live_reports.tolist()))

    @cached_property
    def facts(self) -> tuple[FiledReport, ...]:
        """The same reports, by place, year and id."""
        at = np.searchsorted(self.live_reports, self.in_order)
        return tuple(map(self.heads.__getitem__, at.tolist()))

    @cached_property
    def in_order(self) -> Documents:
        """The numbers of the live reports by place, year and id."""
        return self.live_reports[np.argsort(self.order.positions(Sort.PLACE)[self.live_reports])]

    def find(self, report_id: str) -> int | None:
        """The number of the live report with this id."""
        base = 0
        for reports in self._reports:
            at = reports.find(report_id)
            if at >= 0 and self._live_reports[base + at]:
                return base + at
            base += len(reports)
        return None

    def filed(self, report: int) -> FiledReport:
        """A report without its passages."""
        reports, at = _within(self._reports, report)
        return reports.filed(at)

    def whole(self, report: int) -> FiledReport:
        """A report as it was put."""
        for segment in self._segments:
            if report < len(segment.reports):
                return segment.whole(report)
            report -= len(segment.reports)
        raise IndexError(report)

    def id(self, report: int) -> str:
        """The id of a report."""
        reports, at = _within(self._reports, report)
        return reports.id(at)

    @cached_property
    def versions(self) -> Mapping[str, int]:
        """Id -> version, of every live report."""
        versions = joined([reports.version for reports in self._reports])[self.live_reports]
        return MappingProxyType(dict(zip(self._numbers, versions.tolist(), strict=True)))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """Id -> number, of every live report."""
        ids = [each for reports in self._reports for each in reports.ids]
        return {ids[at]: at for at in self.live_reports.tolist()}

    # Values

    @cached_property
    def columns(self) -> Mapping[ReportFacet, Column]:
        """The facets in which all passages of a report have one value."""
        return {name: self._column(name) for name in REPORT_FACETS}

    @cached_property
    def order(self) -> ReportOrder:
        """The orders of all reports."""
        return ReportOrder(self._united("year"), self._united("place"), self.id)

    def _column(self, name: ColumnName) -> Column:
        """The facet without the values that only deleted reports have."""
        values, codes = self._united(name)
        bins = codes.astype(np.intp) + 1
        used = np.bincount(bins[self._live_reports], minlength=len(values) + 1) > 0
        used[0] = False
        if used[1:].all():
            return Column(values, bins)
        kept = tuple(
            value for value, is_used in zip(values, used[1:].tolist(), strict=True) if is_used
        )
        return Column(kept, np.where(used, np.cumsum(used), 0)[bins])

    def _united(self, name: ColumnName) -> tuple[tuple[Value, ...], Codes]:
        """The values of all segments in order, and the number of that of each report."""
        tables = [reports.values[name] for reports in self._reports]
        codes = [reports.codes[name] for reports in self._reports]
        values = max(tables, key=len, default=())
        if any(not set(table) <= set(values) for table in tables if table != values):
            values = tuple(in_order(name, (value for table in tables for value in table)))
        code_of = {value: code for code, value in enumerate(values)}
        renumbered = [
            own if table == values else np.array([*map(code_of.get, table), ABSENT], np.int32)[own]
            for table, own in zip(tables, codes, strict=True)
        ]
        return values, joined(renumbered).astype(np.int32, copy=False)

    # Passages

    def keeping(self, condition: ReportCondition | KindChoice | HeadingSays) -> PassageSet:
        """The passages that keep a condition."""
        if isinstance(condition, KindChoice):
            return self.of_kinds(np.array([kind is condition.kind for kind in KINDS]))
        if isinstance(condition, HeadingSays):
            return self._under(condition)
        if isinstance(condition, ValueChoice):
            return self.of(self.columns[facet_of(condition)].having(self.chosen(condition)))
        accepting = np.zeros(self.report_count, dtype=np.bool_)
        accepting[self.live_reports] = [condition.accepts(head.report) for head in self.heads]
        return self.of(accepting)

    def chosen(self, choice: ValueChoice) -> Sequence[int]:
        """The numbers of the values that are chosen, in the column of ``facet_of`` the choice."""
        codes = self._chosen.get(choice)
        if codes is None:
            values = self.columns[facet_of(choice)].values
            codes = [code for code, value in enumerate(values) if _is_chosen(choice, *value)]
            if len(self._chosen) < _CHOICES:
                self._chosen[choice] = codes
        return codes

    def are(self, ids: Collection[str]) -> Mask:
        """For each report whether it is a live one with one of these ids."""
        meant = np.zeros(self.report_count, dtype=np.bool_)
        meant[[self._numbers[each] for each in ids if each in self._numbers]] = True
        return meant

    def of(self, chosen: Mask) -> PassageSet:
        """The live passages of the reports for which the mask is true."""
        reports = np.flatnonzero(chosen & self._live_reports)
        if len(reports) > _FEW:
            kept = np.zeros(self.report_count, dtype=np.bool_)
            kept[reports] = True
            return PassageSet.masked(np.repeat(kept, np.diff(self.first)))
        passages = [np.arange(*self.first[at : at + 2], dtype=np.int32) for at in reports.tolist()]
        return PassageSet.of(np.concatenate([*passages, np.zeros(0, np.int32)]), self.size)

    def of_kinds(self, kinds: Mask) -> PassageSet:
        """The live passages of those of ``KINDS`` for which the mask is true."""
        return self.live & PassageSet.masked(kinds[self.kind])

    def units(self, scope: Scope) -> Documents:
        """For each passage the number of its unit at a scope, ascending."""
        if scope is Scope.PASSAGE:
            return np.arange(self.size, dtype=np.int32)
        return self.report_of if scope is Scope.REPORT else self._sections

    @cached_property
    def _sections(self) -> Documents:
        """For each passage the number of its section, ascending."""
        section = joined([each.section for each in self._columns])
        begins = np.zeros(self.size, dtype=np.bool_)
        begins[self.first[:-1]] = True
        begins[1:] |= section[1:] != section[:-1]
        return np.cumsum(begins, dtype=np.int32)

    def _under(self, condition: HeadingSays) -> PassageSet:
        """The passages that stand under a heading with these words."""
        under = [columns.saying(condition.needle)[columns.path] for columns in self._columns]
        return self.live & PassageSet.masked(joined(under).astype(np.bool_, copy=False))


def facet_of(choice: ValueChoice) -> ReportFacet:
    """The facet in which a choice is one of values."""
    match choice:
        case PlaceChoice(level=level):
            return level
        case YearRange():
            return "year"
    return "genre"


def joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The arrays in a row, in the widest of their types; bytes where there is none."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.uint8)


def _is_chosen(choice: ValueChoice, value: str | int | None, label: str) -> bool:
    match choice:
        case PlaceChoice():
            return choice.means(value, label)
        case YearRange():
            return choice.includes(None if value is None else int(value))
        case GenreChoice(genre=genre):
            return value == str(genre)


def _kinds(columns: Passages) -> NDArray[np.uint8]:
    """For each passage of a segment which of ``KINDS`` it is of."""
    if columns.kinds == KINDS:
        return columns.kind
    return np.array([KINDS.index(kind) for kind in columns.kinds], dtype=np.uint8)[columns.kind]


def _head(parts: Sequence[Reports], report: int) -> FiledReport:
    reports, at = _within(parts, report)
    return reports.head(at)


def _within(parts: Sequence[Reports], report: int) -> tuple[Reports, int]:
    """The segment of a report, and its number in it."""
    for reports in parts:
        if report < len(reports):
            return reports, report
        report -= len(reports)
    raise IndexError(report)

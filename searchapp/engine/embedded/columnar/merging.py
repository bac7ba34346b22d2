"""Makes one segment of several: of the reports that are still held, in order.

Nothing is analysed again. Passages get new numbers, and the lists of each unit, pair and word are
put end to end, part after part. That is done for some of them at a time, so it takes little
memory, of what is read as of what is written; every array becomes what building a segment of the
same reports would make it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Counts, Documents, Mask
from searchapp.engine.embedded.columnar.counted import Counted
from searchapp.engine.embedded.columnar.flat import bounds, pieces, sums, within
from searchapp.engine.embedded.columnar.grams import Pairs
from searchapp.engine.embedded.columnar.passages import Columns
from searchapp.engine.embedded.columnar.segment import Segment, SegmentWriter

Numbers: TypeAlias = NDArray[np.int32]

#: So many entries of lists are merged at a time, unless one list has more.
_BLOCK: Final = 1 << 20
#: So many units of text are copied at a time, unless one passage has more.
_UNITS: Final = 1 << 22


def merge(parts: Sequence[tuple[Segment, Mask]], path: Path, *, block: int = _BLOCK) -> None:
    """Write the passages that are alive, of each part in turn, as one segment.

    ``block`` bounds the memory that it takes, not what is written.
    Raises ValueError where a report is alive in two parts, or is so only partly, or where there
    is more than a segment can hold; DamagedSegment where a part is not as it was written, for
    what is wrong in it would get a right checksum. Whatever is raised, there is no file then.
    """
    for segment, _ in parts:
        segment.verify()
        segment.let_go()
    sources = list(_sources(parts))
    with SegmentWriter(path, sum(source.held for source in sources)) as new:
        for source in sources:
            _append_passages(source, new)
        _append_chars(sources, new, block)
        _append_pairs(sources, new, block)
        _append_words(sources, new, block)
        new.finish()


@dataclass(frozen=True, slots=True)
class _Source:
    """A part: which of its passages stay, how many those are, and the new number of each.

    ``base`` is how many passages of the parts before it stay.
    """

    segment: Segment
    alive: Mask
    held: int
    base: np.int32
    numbers: Documents

    @property
    def is_whole(self) -> bool:
        """Whether all stay."""
        return self.held == len(self.alive)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Where neighbours that stay begin and end, each run of about ``_UNITS`` at most."""
        edges = np.flatnonzero(np.diff(self.alive, prepend=False, append=False))
        starts = self.segment.text.start.astype(np.int64)
        for first, last in edges.reshape(-1, 2).tolist():
            for begin, end in pieces(starts[first : last + 1], _UNITS):
                yield first + begin, first + end


def _sources(parts: Sequence[tuple[Segment, Mask]]) -> Iterator[_Source]:
    base = 0
    for segment, alive in parts:
        held = int(np.count_nonzero(alive))
        numbers = np.cumsum(alive, dtype=np.int32) + np.int32(base - 1)
        yield _Source(segment, alive, held, np.int32(base), numbers)
        base += held


def _append_passages(source: _Source, new: SegmentWriter) -> None:
    """All but the lists: the texts, their figures, the columns, the reports."""
    segment, alive = source.segment, source.alive
    for first, last in source.runs():
        new.text.append(segment.text.part(first, last), segment.text.edges_of(first, last))
        new.figures.append(segment.figures.part(first, last))
        segment.let_go()
    columns = segment.columns
    held = Columns(*(getattr(columns, field.name)[alive] for field in fields(Columns)))
    new.columns.append(held, columns.paths)
    first_of = segment.reports.first.tolist()
    for number, (first, last) in enumerate(pairwise(first_of)):
        if alive[first:last].any():
            if not alive[first:last].all():
                raise ValueError(f"of report {segment.reports.id(number)} only a part is alive")
            new.reports.append(segment.reports.card(number))


@dataclass(frozen=True, slots=True)
class _Table:
    """The lists of a source, and for each the number of its key among the keys of all sources."""

    source: _Source
    keys: Counts
    lists: Counted


def _append_chars(sources: Sequence[_Source], new: SegmentWriter, block: int) -> None:
    lists = [source.segment.chars for source in sources]
    union, tables = _tables(sources, lists, [each.key for each in lists])
    for some in _blocks(tables, len(union), block):
        new.chars.append(union[some.keys], some.counts, some.documents, some.times)


def _append_pairs(sources: Sequence[_Source], new: SegmentWriter, block: int) -> None:
    lists = [source.segment.pairs for source in sources]
    union, tables = _tables(sources, lists, [each.key for each in lists])
    for some in _blocks(tables, len(union), block):
        new.pairs.append(union[some.keys], some.counts, some.documents, some.times, some.places)


def _append_words(sources: Sequence[_Source], new: SegmentWriter, block: int) -> None:
    words = [list(source.segment.words) for source in sources]
    union = sorted(set().union(*words))
    number = {word: at for at, word in enumerate(union)}
    tables = [
        _Table(source, np.fromiter(map(number.__getitem__, own), np.int64), source.segment.words)
        for source, own in zip(sources, words, strict=True)
    ]
    for some in _blocks(tables, len(union), block):
        here = [union[key] for key in some.keys.tolist()]
        new.words.append(here, some.counts, some.documents, some.times)


def _tables(
    sources: Sequence[_Source], lists: Sequence[Counted], keys: Sequence[NDArray[Any]]
) -> tuple[NDArray[Any], list[_Table]]:
    """The keys of all sources, ascending, and the lists by their numbers among these."""
    union = np.unique(np.concatenate(keys)) if keys else np.zeros(0, np.uint32)
    return union, [
        _Table(source, np.searchsorted(union, own), of_source)
        for source, own, of_source in zip(sources, keys, lists, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists, by ascending keys: their lengths; their passages and how often, end to end.

    Those of pairs have all their places besides, others none.
    """

    keys: Counts
    counts: Counts
    documents: Documents
    times: Numbers
    places: Numbers

    @property
    def place_counts(self) -> Counts:
        """How many places each list has."""
        if not len(self.places):
            return np.zeros(len(self.counts), np.int64)
        return sums(self.times, bounds(self.counts))


def _blocks(tables: Sequence[_Table], keys: int, most: int) -> Iterator[_Lists]:
    """The lists of all sources as those of one, some keys at a time; none is empty."""
    totals = np.zeros(keys, np.int64)
    for table in tables:
        totals[table.keys] += table.lists.counts
    for first, last in pieces(bounds(totals), most):
        block = _woven([_read(table, first, last) for table in tables], first, last)
        for table in tables:
            table.source.segment.let_go()
        if len(block.keys):
            yield block


def _read(table: _Table, first: int, last: int) -> _Lists:
    """The lists of a source of the keys from ``first`` to before ``last``: only what stays."""
    source, lists = table.source, table.lists
    begin, end = np.searchsorted(table.keys, (first, last)).tolist()
    counts, documents, times = lists.many(begin, end)
    places = lists.many_places(begin, end) if isinstance(lists, Pairs) else np.zeros(0, np.int32)
    if source.is_whole:
        documents += source.base
    else:
        stays = source.alive.take(documents)
        staying = np.flatnonzero(stays)
        if len(places):
            places = places.take(np.flatnonzero(np.repeat(stays, times)))
        counts = within(staying, bounds(counts))
        documents, times = source.numbers.take(documents.take(staying)), times.take(staying)
    return _Lists(table.keys[begin:end], counts, documents, times, places)


def _woven(parts: Sequence[_Lists], first: int, last: int) -> _Lists:
    """The lists of the keys from ``first`` to before ``last``, each of all parts end to end."""
    rows = [part.keys - first for part in parts]
    counts, at = _weaving(rows, [part.counts for part in parts], last - first)
    _, places_at = _weaving(rows, [part.place_counts for part in parts], last - first)
    keys = np.flatnonzero(counts)
    return _Lists(
        keys + first,
        counts[keys],
        _put([part.documents for part in parts], at),
        _put([part.times for part in parts], at),
        _put([part.places for part in parts], places_at),
    )


def _weaving(
    rows: Sequence[Counts], lengths: Sequence[Counts], size: int
) -> tuple[Counts, list[Counts]]:
    """How the rows of several parts come to lie where equal ones, below ``size``, become one.

    Of each part are given which rows it has, and their lengths. What comes back is the length of
    every row, and for each part the places of its numbers.
    """
    of_part = np.zeros((size, len(rows)), np.int64)
    for part, (row, length) in enumerate(zip(rows, lengths, strict=True)):
        of_part[row, part] = length
    begins = bounds(of_part.ravel())[:-1].reshape(of_part.shape)
    places = [
        np.repeat(begins[row, part] - bounds(length)[:-1], length) + np.arange(length.sum())
        for part, (row, length) in enumerate(zip(rows, lengths, strict=True))
    ]
    return of_part.sum(axis=1), places


def _put(parts: Sequence[Numbers], places: Sequence[Counts]) -> Numbers:
    """The numbers of all parts, at these places."""
    together = np.empty(sum(map(len, parts)), np.int32)
    for part, at in zip(parts, places, strict=True):
        together[at] = part
    return together

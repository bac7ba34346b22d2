"""The fields of Whoosh's schema as a segment has them: their terms, sorted, and their postings.

The words are kept as lists. What else Whoosh can ask for is a value of each passage; its lists are
made of the segment's columns when first asked for, since only Whoosh's own searcher needs them.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchapp.engine.embedded.columnar.passages import headings_of
from searchapp.engine.embedded.columnar.reports import ColumnName
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.schema import schema
from searchapp.engine.embedded.stock.stored import FIRST, PATH
from searchapp.reports import LEVELS, UNLABELLED

#: The one field by whose length Whoosh scores.
SCORED: Final = "words"
#: What a list says of each of its documents: how often, or nothing but that it is in it.
Postings = tuple[NDArray[np.int32], NDArray[np.int32]]


class Field(Protocol):
    """The terms of one field, numbered in order, and what each stands in."""

    def __len__(self) -> int:
        """How many terms there are."""

    def term(self, row: int) -> bytes:
        """The term of a number, as Whoosh writes it."""

    def count(self, row: int) -> int:
        """In how many documents it stands."""

    def postings(self, row: int) -> Postings:
        """The documents, ascending, and how often it stands in each."""


def place_of(field: Field, term: bytes) -> int:
    """The number of the first term that is not before this one."""
    return bisect_left(range(len(field)), term, key=field.term)


def row_of(field: Field, term: bytes) -> int:
    """The number of this term, -1 where it is not among them."""
    at = place_of(field, term)
    return at if at < len(field) and field.term(at) == term else -1


def rounded(length: int) -> int:
    """A length as Whoosh keeps it, in one byte: exact up to 10, then to about 3 in 100."""
    kept: int = byte_to_length(length_to_byte(length))
    return kept


class WordField:
    """The words, as the segment keeps them."""

    def __init__(self, segment: Segment) -> None:
        self._words = segment.words

    def __len__(self) -> int:
        return len(self._words)

    def term(self, row: int) -> bytes:
        """The word in UTF-8."""
        return self._words.term(row).encode("utf-8")

    def count(self, row: int) -> int:
        """In how many documents it stands."""
        return int(self._words.counts[row])

    def postings(self, row: int) -> Postings:
        """The documents, ascending, and how often it stands in each."""
        return self._words.documents(row), self._words.times(row)


class ValueField:
    """A field of which each document has one value, or none."""

    def __init__(self, codes: NDArray[Any], spelled: Sequence[bytes | None]) -> None:
        """``codes`` has for each document a number in ``spelled``, or a negative one for none.

        Several may be spelled alike; None is no term.
        """
        listed = sorted({term for term in spelled if term is not None})
        row = {term: number for number, term in enumerate(listed)}
        none = len(listed)
        rows = np.array([*(none if t is None else row[t] for t in spelled), none])[codes]
        counts = np.bincount(rows, minlength=none + 1)[:none]
        #: The terms that some document has.
        self._terms = [term for term, count in zip(listed, counts, strict=True) if count]
        self._ends = np.cumsum(counts[counts > 0])
        self._documents = np.argsort(rows, kind="stable").astype(np.int32)

    def __len__(self) -> int:
        return len(self._terms)

    def term(self, row: int) -> bytes:
        """The value as Whoosh writes it."""
        return self._terms[row]

    def count(self, row: int) -> int:
        """How many documents have it."""
        return int(self._ends[row] - (self._ends[row - 1] if row else 0))

    def postings(self, row: int) -> Postings:
        """The documents that have it, ascending, each once."""
        end = int(self._ends[row])
        documents = self._documents[end - self.count(row) : end]
        return documents, np.ones_like(documents)


@cache
def _written() -> Schema:
    """How Whoosh writes the values of each field."""
    return schema()


def _numbers(name: str, numbers: NDArray[Any]) -> ValueField:
    """A field of numbers."""
    to_bytes = _written()[name].to_bytes
    distinct, codes = np.unique(numbers, return_inverse=True)
    return ValueField(codes, [to_bytes(number) for number in distinct.tolist()])


def _by_report(segment: Segment, codes: NDArray[Any]) -> NDArray[Any]:
    """The value of its report for each passage."""
    first = segment.reports.first
    return np.repeat(codes, first[1:] - first[:-1])


def _report(segment: Segment) -> ValueField:
    reports = segment.reports
    count = len(reports.first) - 1
    ids = [reports.id(number).encode("utf-8") for number in range(count)]
    return ValueField(_by_report(segment, np.arange(count)), ids)


def _passage(segment: Segment) -> ValueField:
    first = segment.reports.first.astype(np.int64)
    number = np.arange(segment.passages) - _by_report(segment, first[:-1]) + FIRST
    return _numbers("passage", number)


def _facet(name: ColumnName, unknown: str | None, segment: Segment) -> ValueField:
    """A field whose values are those of a facet; ``unknown`` is the term of what is not known."""
    to_bytes = _written()[name].to_bytes
    values = (value if value is not None else unknown for value, _ in segment.reports.values[name])
    spelled = [None if value is None else to_bytes(value) for value in values]
    return ValueField(_by_report(segment, segment.reports.codes[name]), spelled)


def _section(segment: Segment) -> ValueField:
    columns = segment.columns
    return ValueField(columns.kind, [str(kind).encode("utf-8") for kind in columns.kinds])


def _path(segment: Segment) -> ValueField:
    paths = [PATH.join(headings_of(path)).encode("utf-8") for path in segment.columns.paths]
    return ValueField(segment.columns.path, [path or None for path in paths])


def _column(name: str, segment: Segment) -> ValueField:
    """A field of numbers by which Whoosh can sort."""
    return _numbers(name, NUMBERS[name](segment))


#: Field -> the numbers of each passage that Whoosh keeps, and can sort by.
NUMBERS: Final[Mapping[str, Callable[[Segment], NDArray[Any]]]] = {
    "length": lambda segment: segment.columns.length,
    "unit": lambda segment: segment.columns.section,
    "heading": lambda segment: segment.columns.heading,
}
#: Field -> its terms in a segment.
FIELDS: Final[Mapping[str, Callable[[Segment], Field]]] = {
    SCORED: WordField,
    "report": _report,
    "passage": _passage,
    **{level: partial(_facet, level, None) for level in LEVELS},
    "province": partial(_facet, "province", UNLABELLED),
    "year": partial(_facet, "year", None),
    "genre": partial(_facet, "genre", None),
    "section": _section,
    "path": _path,
    **{name: partial(_column, name) for name in NUMBERS},
}

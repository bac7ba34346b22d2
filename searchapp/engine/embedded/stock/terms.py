"""What Whoosh's own searcher reads of a segment's terms: their numbers and their postings.

It finds the same documents with the same scores as in files that Whoosh wrote itself, one document
at a time. Questions are not answered this way: those who use Whoosh on the folder are.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound
from whoosh.system import pack_uint

from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.stock.fields import (
    FIELDS,
    SCORED,
    Field,
    Postings,
    place_of,
    rounded,
    row_of,
)


class TermsOfSegment(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment, by field and in order. A field is read when it is first needed."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._fields: dict[str, Field] = {}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in FIELDS and row_of(self._field(field), text) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have a term here, sorted."""
        return [name for name in sorted(FIELDS) if len(self._field(name))]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term, in order."""
        for name in self.indexed_field_names():
            yield from self._terms_of(name, b"")

    def terms_from(self, field: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        """Every field and term from this one on, in order; none for a field that is not here."""
        if field not in FIELDS:
            return
        yield from self._terms_of(field, start)
        for name in self.indexed_field_names():
            if name > field:
                yield from self._terms_of(name, b"")

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every field and term, in order, with its numbers."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, start: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Those from this one on, with their numbers."""
        return ((term, self.term_info(*term)) for term in self.terms_from(field, start))

    def term_info(self, field: str, text: bytes) -> TermInfo:
        """The numbers of a term. Raises TermNotFound where it does not occur."""
        documents, times = self.postings(field, text)
        shortest, longest = self._lengths(field, documents)
        return TermInfo(
            weight=float(times.sum()),
            df=len(documents),
            minlength=shortest,
            maxlength=longest,
            maxweight=float(times.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, field: str, text: bytes) -> float:
        """How often the term occurs. Raises KeyError where it does not: Whoosh counts on that."""
        return float(self._field(field).postings(self._row(field, text))[1].sum())

    def doc_frequency(self, field: str, text: bytes) -> int:
        """In how many documents. Raises KeyError where it does not occur."""
        return self._field(field).count(self._row(field, text))

    def postings(self, field: str, text: bytes) -> Postings:
        """The documents of a term, ascending, and how often it stands in each.

        Raises TermNotFound where it does not occur.
        """
        try:
            return self._field(field).postings(self._row(field, text))
        except KeyError as error:
            raise TermNotFound(f"No term {field}:{text!r}") from error

    def matcher(
        self, field: str, text: bytes, form: Format, scorer: Any = None
    ) -> "PostingsMatcher":
        """What goes through the documents of a term. Raises TermNotFound."""
        return PostingsMatcher((field, text), self.postings(field, text), form, scorer)

    def cursor(self, field: str, kind: FieldType) -> "TermCursor":
        """What goes through the terms of a field. Raises KeyError for one that is not here."""
        return TermCursor(self, field, self._field(field), kind)

    def _field(self, name: str) -> Field:
        if name not in self._fields:
            self._fields[name] = FIELDS[name](self._segment)
        return self._fields[name]

    def _row(self, field: str, text: bytes) -> int:
        row = row_of(self._field(field), text)
        if row < 0:
            raise KeyError((field, text))
        return row

    def _terms_of(self, name: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        field = self._field(name)
        return ((name, field.term(row)) for row in range(place_of(field, start), len(field)))

    def _lengths(self, field: str, documents: NDArray[np.int32]) -> tuple[int, int]:
        """The shortest and the longest of the documents, as Whoosh rounds them."""
        if field != SCORED:
            return 0, 0
        tokens = self._segment.columns.tokens[documents]
        return rounded(int(tokens.min())), rounded(int(tokens.max()))


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field; past the last one there is no text."""

    def __init__(self, terms: TermsOfSegment, name: str, field: Field, kind: FieldType) -> None:
        self._terms, self._name, self._field, self._kind = terms, name, field, kind
        self._row = 0

    def first(self) -> Any:
        """Go to the first term, and say it."""
        self._row = 0
        return self.text()

    def next(self) -> Any:
        """Go to the next term, and say it."""
        self._row += 1
        return self.text()

    def find(self, text: Any) -> Any:
        """Go to the first term that is not before this one, and say it."""
        self._row = place_of(self._field, self._kind.to_bytes(text))
        return self.text()

    def text(self) -> Any:
        """The term as the field reads it, None past the last one."""
        if not self.is_valid():
            return None
        return self._kind.from_bytes(self._field.term(self._row))

    def term(self) -> Any:
        """The same: Whoosh asks in both words."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """The numbers of the term, None past the last one."""
        if not self.is_valid():
            return None
        return self._terms.term_info(self._name, self._field.term(self._row))

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._row < len(self._field)


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]
    """Goes through the documents of one term."""

    def __init__(
        self, term: tuple[str, bytes], postings: Postings, form: Format, scorer: Any, at: int = 0
    ) -> None:
        self._term, self._postings = term, postings
        self._documents: list[int] = postings[0].tolist()
        self._times = postings[1]
        self._at = at
        self.format, self.scorer = form, scorer

    def is_active(self) -> bool:
        """Whether it stands on a document."""
        return self._at < len(self._documents)

    def reset(self) -> None:
        """Go back to the first document."""
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        """Another one that stands where this one stands."""
        return PostingsMatcher(self._term, self._postings, self.format, self.scorer, self._at)

    def id(self) -> int:
        """The document. Raises ReadTooFar past the last one."""
        self._check()
        return self._documents[self._at]

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._documents[self._at :])

    def next(self) -> None:
        """Go to the next document. Raises ReadTooFar past the last one."""
        self._check()
        self._at += 1

    def skip_to(self, document: int) -> None:
        """Go to the first document, from here on, that is not before this one. ReadTooFar."""
        self._check()
        self._at = bisect_left(self._documents, document, self._at)

    def weight(self) -> float:
        """How often the term stands in the document."""
        self._check()
        return float(self._times[self._at])

    def value(self) -> bytes:
        """The same as Whoosh writes it for this field: in four bytes, or not at all."""
        return pack_uint(int(self.weight())) if self.format.fixed_value_size() else b""

    def supports_block_quality(self) -> bool:
        """No: Whoosh skips documents by it, and now and then comes to stand on a wrong one."""
        return False

    def _check(self) -> None:
        if not self.is_active():
            raise ReadTooFar

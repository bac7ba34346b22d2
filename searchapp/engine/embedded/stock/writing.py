"""A segment out of what Whoosh's own writer is given, document by document.

It is slow, and there to hold Whoosh's way of writing against ours. A segment follows from what is
stored of its documents; what Whoosh makes terms of besides must come to the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TypeAlias

from whoosh.codec import base

from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.stock.fields import Postings
from searchapp.engine.embedded.stock.stored import FIRST, read_facts, read_passage
from searchapp.engine.embedded.stock.terms import TermsOfSegment
from searchapp.reports import FiledReport, Json

#: Field, term, document, weight, and what Whoosh writes beside it.
_Posting: TypeAlias = tuple[str, bytes, int, float, bytes]

_TERM: Final = itemgetter(0, 1)


class GivenDocuments(base.PerDocumentWriter):  # type: ignore[misc]
    """The stored fields of the documents that Whoosh's writer is given."""

    def __init__(self) -> None:
        self._stored: list[Json] = []
        self.is_closed = False

    def start_doc(self, document: int) -> None:
        """Begin with a document. Raises ValueError for any but the next."""
        if document != len(self._stored):
            raise ValueError(f"document {document} is given after {len(self._stored)}")
        self._stored.append({})

    def add_field(self, field: str, _kind: Any, value: Any, _length: int) -> None:
        """Keep what is stored of a field."""
        if value is not None:
            self._stored[-1][field] = value

    def add_column_value(self, field: str, column: Any, value: Any) -> None:
        """Nothing: the number follows from the text."""

    def cancel_doc(self) -> None:
        """Forget the document that was begun."""
        self._stored.pop()

    def close(self) -> None:
        """No more will come."""
        self.is_closed = True

    def reports(self) -> Iterator[FiledReport]:
        """The reports of which these are the passages.

        Raises ValueError where one is not whole, or its passages are not one after the other.
        """
        for report_id, run in groupby(self._stored, key=itemgetter("report")):
            stored = list(run)
            passages = tuple(map(read_passage, stored))
            numbers = [passage.number for passage in passages]
            if "facts" not in stored[0] or numbers != [*range(FIRST, FIRST + len(numbers))]:
                raise ValueError(f"report {report_id} is not given whole and in order")
            bare = read_facts(stored[0])
            yield replace(bare, report=replace(bare.report, passages=passages))


class SegmentOfGiven(base.FieldWriter):  # type: ignore[misc]
    """Makes the segment once all documents were given and what they consist of is handed over."""

    def __init__(self, given: GivenDocuments, path: Path) -> None:
        self._given, self._path = given, path
        self.is_closed = False

    def add_postings(self, _schema: Any, _lengths: Any, postings: Iterable[_Posting]) -> None:
        """Write the segment's file.

        Raises ValueError where a report is not whole, or where these are not the postings that
        follow from the texts: of a weight that was raised nothing could be kept.
        """
        builder = Builder()
        for filed in self._given.reports():
            builder.add(filed)
        builder.write(self._path)
        try:
            _compare(TermsOfSegment(Segment(self._path)), postings)
        except ValueError:
            self._path.unlink()
            raise

    def close(self) -> None:
        """Nothing: whoever gives a change up closes this too, and then no file is wanted."""
        self.is_closed = True


def _compare(terms: TermsOfSegment, postings: Iterable[_Posting]) -> None:
    """Raises ValueError unless these are the postings of the terms, and there are no others."""
    given = (
        (term, [(document, weight) for _, _, document, weight, _ in run])
        for term, run in groupby(postings, key=_TERM)
    )
    own = ((term, list(_pairs(terms.postings(*term)))) for term in terms.terms())
    for one, other in zip_longest(given, own):
        if one != other:
            term, _ = one or other
            raise ValueError(f"what is given of {term} does not follow from the texts")


def _pairs(postings: Postings) -> Iterator[tuple[int, int]]:
    """Each document and how often."""
    return zip(*(numbers.tolist() for numbers in postings), strict=True)

"""What Whoosh's own searcher reads of a segment's documents: stored fields, lengths, numbers."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.columns import ColumnReader

from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.stock.fields import NUMBERS, SCORED, rounded
from searchapp.engine.embedded.stock.stored import FIRST, facts_json
from searchapp.reports import Json


class DocumentsOfSegment(base.PerDocumentReader):  # type: ignore[misc]
    """The documents of a segment: what is stored of each, its length, its numbers."""

    def __init__(self, segment: Segment, deleted: NDArray[np.int32]) -> None:
        self._segment = segment
        self._deleted = frozenset(deleted.tolist())

    def doc_count(self) -> int:
        """How many are not deleted."""
        return self._segment.passages - len(self._deleted)

    def doc_count_all(self) -> int:
        """How many there are, deleted ones included."""
        return self._segment.passages

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._deleted)

    def is_deleted(self, document: int) -> bool:
        """Whether this one is."""
        return document in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        """Those that are."""
        return self._deleted

    def supports_columns(self) -> bool:
        """Whether documents can be put in order by a number they have."""
        return True

    def has_column(self, field: str) -> bool:
        """Whether they can be by this field."""
        return field in NUMBERS

    def list_columns(self) -> list[str]:
        """The fields by which they can be."""
        return list(NUMBERS)

    def column_reader(self, field: str, _column: Any) -> "NumberColumn":
        """The numbers of a field. Raises KeyError for one without."""
        return NumberColumn(NUMBERS[field](self._segment))

    def doc_field_length(self, document: int, field: str, default: int = 0) -> int:
        """How many words a document has, as Whoosh rounds it; ``default`` for another field."""
        if field != SCORED:
            return default
        return rounded(self._segment.columns.tokens.item(document)) or default

    def field_length(self, field: str) -> int:
        """How many words all documents have together, exactly; 0 for another field."""
        return int(self._segment.facts["tokens"]) if field == SCORED else 0

    def min_field_length(self, field: str) -> int:
        """The fewest words of a document, as Whoosh rounds it; 0 for another field."""
        return rounded(self._segment.facts["fewest_tokens"]) if field == SCORED else 0

    def max_field_length(self, field: str) -> int:
        """The most words of a document, as Whoosh rounds it; 0 for another field."""
        return rounded(self._segment.facts["most_tokens"]) if field == SCORED else 0

    def stored_fields(self, document: int) -> Json:
        """What is stored of a document; a report's first has the report's facts besides."""
        reports = self._segment.reports
        passage = self._segment.passage(document)
        number = self._segment.report_of(document)
        stored: Json = {
            "report": reports.id(number),
            "passage": passage.number,
            "section": str(passage.kind),
            "headings": list(passage.section),
            "text": passage.text,
        }
        if passage.number == FIRST:
            stored["facts"] = facts_json(reports.filed(number))
        return stored


class NumberColumn(ColumnReader):  # type: ignore[misc]
    """A number, not negative, for each document."""

    def __init__(self, numbers: NDArray[Any]) -> None:
        self._numbers = numbers
        self._reverse = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, document: int) -> int:
        number: int = self._numbers.item(document)
        return number

    def __iter__(self) -> Iterator[int]:
        return iter(self.load())

    def load(self) -> list[int]:
        """All of them."""
        numbers: list[int] = self._numbers.tolist()
        return numbers

    def sort_key(self, document: int) -> int:
        """What puts the documents in order, the other way round once that was asked for."""
        return -self[document] if self._reverse else self[document]

    def set_reverse(self) -> None:
        """From now on the largest comes first."""
        self._reverse = True

"""Whoosh's reader as arrays: the only module that walks its postings.

Document numbers run over all segments; deleted documents never appear.
"""

import threading
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from searchapp.reports import Json

Documents: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.float64]


class Postings:
    """The terms and documents of one state of an index. Threads may share it."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        # Whoosh's files have one position for all who read them.
        self._lock = threading.RLock()
        self.size: int = reader.doc_count_all()

    def live(self) -> Mask:
        """For each document whether it is not deleted."""
        mask = np.zeros(self.size, dtype=np.bool_)
        if not self.size:
            return mask
        with self._lock:
            mask[np.fromiter(self._reader.all_doc_ids(), dtype=np.int64)] = True
        return mask

    def documents(self, field: str, term: str | int) -> Documents:
        """The documents that contain the term, ascending."""
        with self._lock:
            return np.fromiter(
                (doc for each in self._matchers(field, term) for doc in each.all_ids()),
                dtype=np.int64,
            )

    def first(self, field: str, term: str, most: int) -> list[int]:
        """The first documents that contain the term, at most so many."""
        with self._lock:
            found = (int(doc) for each in self._matchers(field, term) for doc in each.all_ids())
            return list(islice(found, most))

    def live_count(self, field: str, term: str, most: int) -> int | None:
        """In how many documents the term stands.

        None where documents were deleted, and more than ``most`` would have to be looked at.
        """
        if not self.size or not self._reader.has_deletions():
            return self.count(field, term)
        return len(self.documents(field, term)) if self.count(field, term) <= most else None

    def beginning(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """The terms that begin so, in order, each with its count, deleted documents included."""
        if not self.size:
            return []
        with self._lock:
            return [
                (term.decode("utf-8"), int(counted.doc_frequency()))
                for term, counted in self._reader.iter_prefix(field, prefix)
            ]

    def frequencies(self, field: str, term: str) -> tuple[Documents, Numbers]:
        """The documents that contain the term, ascending, and how often each does."""
        documents: list[int] = []
        frequencies: list[float] = []
        with self._lock:
            for matcher in self._matchers(field, term):
                while matcher.is_active():
                    documents.append(matcher.id())
                    frequencies.append(matcher.weight())
                    matcher.next()
        return np.array(documents, dtype=np.int64), np.array(frequencies, dtype=np.float64)

    def count(self, field: str, term: str) -> int:
        """In how many documents the term stands, deleted ones included: the cost of reading it."""
        with self._lock:
            return int(self._reader.doc_frequency(field, term))

    def terms(self, field: str) -> list[str]:
        """Every term of a text field, in order."""
        if not self.size:
            return []
        with self._lock:
            return [term.decode("utf-8") for term in self._reader.lexicon(field)]

    def column(self, field: str) -> Documents:
        """The value of a numeric column for each document."""
        if not self.size:
            return np.zeros(0, dtype=np.int64)
        with self._lock:
            return np.fromiter(self._reader.column_reader(field), dtype=np.int64, count=self.size)

    def stored(self, document: int) -> Json:
        """The stored fields of a document."""
        with self._lock:
            fields: Json = self._reader.stored_fields(int(document))
        return fields

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._reader.close()

    def _matchers(self, field: str, term: str | int) -> Iterator[Any]:
        """Whoosh's matcher for the term, if the term is there.

        Half a surrogate pair can be typed; no text has it, and Whoosh could not write it.
        """
        if self.size:
            try:
                yield self._reader.postings(field, term)
            except (TermNotFound, UnicodeEncodeError):
                return

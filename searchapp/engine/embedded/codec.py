"""How Whoosh is told of our segments: its table of contents lists them, its readers read them.

Whoosh pickles ``ListedSegment`` into its table of contents by this module's name, which is
therefore part of the format. Of a segment nothing else is pickled: all that stands in the index is
in the segment's one file of arrays, and ``Codec`` leads to it.
"""

import zlib
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
from whoosh.codec import base

from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.engine.embedded.opening import opened
from searchapp.engine.embedded.stock.documents import DocumentsOfSegment
from searchapp.engine.embedded.stock.terms import TermsOfSegment
from searchapp.engine.embedded.stock.writing import GivenDocuments, SegmentOfGiven

#: The ending of a segment's file; Whoosh clears away what begins as its segments do.
ENDING: Final = ".col"
_NONE: Final = np.zeros(0, dtype=np.int32)


class ListedSegment(base.Segment):  # type: ignore[misc]
    """What Whoosh's table of contents says of a segment: its id, its size, what is deleted."""

    def __init__(self, index_name: str) -> None:
        self.indexname = index_name
        #: Not by ``random``, which a test may have begin anew.
        self.segid: str = uuid4().hex
        self.compound = False
        self._size = 0
        self._deleted: Documents = _NONE

    def __getstate__(self) -> tuple[str, str, int, bytes]:
        return self.indexname, self.segid, self._size, _packed(self._deleted)

    def __setstate__(self, state: tuple[str, str, int, bytes]) -> None:
        self.indexname, self.segid, self._size, deleted = state
        self.compound = False
        self._deleted = _unpacked(deleted)

    def file_in(self, folder: Path) -> Path:
        """The segment's file."""
        return folder / str(self.make_filename(ENDING))

    @property
    def deleted(self) -> Documents:
        """The deleted documents, ascending."""
        return self._deleted

    def delete(self, documents: Documents) -> None:
        """Count these documents, in any order, as deleted; some may already be."""
        self._deleted = np.union1d(self._deleted, documents).astype(np.int32)

    # What Whoosh asks of a segment

    def codec(self) -> "Codec":
        """The way to its contents."""
        return Codec()

    def should_assemble(self) -> bool:
        """Never into a file of Whoosh's: it could not be mapped."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Say how many documents it has, once it is written."""
        self._size = count

    def doc_count_all(self) -> int:
        """How many documents it has, deleted ones included."""
        return self._size

    def deleted_count(self) -> int:
        """How many of them are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> list[int]:
        """Those that are deleted, ascending."""
        deleted: list[int] = self._deleted.tolist()
        return deleted

    def delete_document(self, document: int, delete: bool = True) -> None:
        """Delete a document, or take that back. Raises IndexError for one that is not there."""
        if not 0 <= document < self._size:
            raise IndexError(f"segment {self.segment_id()} has no document {document}")
        alone = np.array([document], dtype=np.int32)
        if delete:
            self.delete(alone)
        else:
            self._deleted = np.setdiff1d(self._deleted, alone)

    def is_deleted(self, document: int) -> bool:
        """Whether a document is deleted."""
        at = int(np.searchsorted(self._deleted, document))
        return at < len(self._deleted) and int(self._deleted[at]) == document


class Codec(base.Codec):  # type: ignore[misc]
    """Whoosh's way into segments, and for its own slow writer the way to make one."""

    #: Whoosh need not count how long fields are before it hands over what stands in them.
    length_stats = False

    def __init__(self) -> None:
        self._given: dict[str, GivenDocuments] = {}

    def new_segment(self, _storage: Any, index_name: str) -> ListedSegment:
        """A segment that is still to be written, under a name of its own."""
        return ListedSegment(index_name)

    def terms_reader(self, storage: Any, segment: ListedSegment) -> TermsOfSegment:
        """The terms of a segment. Raises OSError where its file is gone, DamagedSegment."""
        return TermsOfSegment(opened(segment.file_in(Path(storage.folder))))

    def per_document_reader(self, storage: Any, segment: ListedSegment) -> DocumentsOfSegment:
        """The documents of a segment. Raises OSError where its file is gone, DamagedSegment."""
        return DocumentsOfSegment(opened(segment.file_in(Path(storage.folder))), segment.deleted)

    def supports_columns(self) -> bool:
        """Whether documents can be put in order by a number they have."""
        return True

    def per_document_writer(self, _storage: Any, segment: ListedSegment) -> GivenDocuments:
        """What takes the documents that Whoosh's writer is given."""
        return self._given.setdefault(segment.segment_id(), GivenDocuments())

    def field_writer(self, storage: Any, segment: ListedSegment) -> SegmentOfGiven:
        """What makes a segment of them once Whoosh commits."""
        given = self._given.setdefault(segment.segment_id(), GivenDocuments())
        return SegmentOfGiven(given, segment.file_in(Path(storage.folder)))


def _packed(documents: Documents) -> bytes:
    """Whole reports are deleted, so that nearly all steps are 1: next to nothing, compressed."""
    if not len(documents):
        return b""
    return zlib.compress(np.diff(documents, prepend=0).astype("<i4").tobytes())


def _unpacked(packed: bytes) -> Documents:
    if not packed:
        return _NONE
    return np.cumsum(np.frombuffer(zlib.decompress(packed), "<i4"), dtype=np.int32)

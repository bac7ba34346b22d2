"""A change to the index: whole reports go in and out, and all of it at one commit."""

from typing import Any

from whoosh.reading import EmptyReader
from whoosh.writing import CLEAR, OPTIMIZE, SegmentWriter

from searchapp.engine.embedded.old_schema import documents
from searchapp.engine.embedded.postings import Postings
from searchapp.reports import FiledReport

#: A segment of which more than this is deleted is written anew.
_DELETED = 0.3


class EmbeddedWriter:
    """Whoosh's writer, which sees reports instead of documents."""

    def __init__(self, writer: SegmentWriter, *, clear: bool) -> None:
        """With ``clear``, nothing that was held before is held when the change is committed."""
        self._writer = writer
        self._clear = clear
        self._before = Postings(EmptyReader(writer.schema) if clear else writer.reader())
        self._put: set[str] = set()

    def put(self, filed: FiledReport) -> None:
        """Hold this report in place of the one with its id."""
        if filed.id in self._put:
            raise ValueError(f"report {filed.id} is put twice in one change")
        if not filed.report.passages:
            raise ValueError(f"report {filed.id} has no passage by which it could be held")
        self._put.add(filed.id)
        self._delete(filed.id)
        for document in documents(filed):
            self._writer.add_document(**document)

    def drop(self, report_id: str) -> None:
        """Hold the report no longer."""
        if report_id in self._put:
            raise ValueError(f"report {report_id} is dropped in the change that puts it")
        self._delete(report_id)

    def commit(self) -> None:
        """Make the change seen by every reader that comes after."""
        self._before.close()
        self._writer.commit(mergetype=CLEAR if self._clear else _merge)

    def cancel(self) -> None:
        """Give the change up."""
        self._before.close()
        self._writer.cancel()

    def _delete(self, report_id: str) -> None:
        for document in self._before.documents("report", report_id):
            self._writer.delete_document(int(document))


def _merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """A merge policy of Whoosh: those that stay, from the smallest on, at least double in size.

    So there are never more than a few, and a passage is written anew no more often than the number
    of passages can be halved. Whoosh's own policy never merges batches of more than a few.
    """
    kept, size = [], writer.docnum - writer.docbase
    for segment in sorted(segments, key=_live):
        if _live(segment) > size and segment.deleted_count() <= _DELETED * segment.doc_count_all():
            kept.append(segment)
        else:
            OPTIMIZE(writer, [segment])
            size += _live(segment)
    return kept


def _live(segment: Any) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())

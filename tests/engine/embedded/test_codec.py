"""Segments as Whoosh's table of contents lists them, and as its own writer makes them."""

import pickle
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, create_in

from searchapp.engine.embedded.codec import Codec, ListedSegment
from searchapp.engine.embedded.schema import schema
from searchapp.engine.embedded.stock.stored import documents
from tests.engine.embedded.stocked import by_codec
from tests.engine.shelves import report_of

TEXTS: Final = ("人民调解，调解矛盾纠纷", "法治政府建设", "枫桥经验，人民调解")


# Writing by Whoosh's own writer


def test_a_change_that_is_given_up_leaves_no_file(tmp_path: Path) -> None:
    """Whoosh closes what writes a segment also then; nothing is written by that."""
    index = create_in(str(tmp_path), schema())
    writer = index.writer(codec=Codec())
    for document in documents(report_of("R0", *TEXTS)):
        writer.add_document(**document)
    writer.cancel()
    assert not list(tmp_path.glob("*.col"))
    assert index.is_empty()


def test_a_segment_that_is_merged_away_leaves_no_file(tmp_path: Path) -> None:
    """Whoosh knows our files by their names, and clears away those it lists no more."""
    index = by_codec(tmp_path, ([[report_of("R0", *TEXTS)], [report_of("R1", *TEXTS)]], []))
    assert len(list(tmp_path.glob("*.col"))) == 2
    index.writer(codec=Codec()).commit(optimize=True)
    (segment,) = index.reader().segments()
    assert list(tmp_path.glob("*.col")) == [segment.file_in(tmp_path)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: given[1:],
        lambda given: given[::-1],
        lambda given: [given[0], *given[2:]],
        lambda given: [*given, given[-1]],
    ],
    ids=["without its first", "backwards", "with one missing", "with one twice"],
)
def test_half_a_report_is_refused(tmp_path: Path, spoil: Callable[[list[Any]], list[Any]]) -> None:
    """A segment has whole reports, or counts of reports would be wrong."""
    writer = create_in(str(tmp_path), schema()).writer(codec=Codec())
    for document in spoil(list(documents(report_of("R0", *TEXTS)))):
        writer.add_document(**document)
    with pytest.raises(ValueError, match="R0 is not given whole"):
        writer.commit()
    assert not list(tmp_path.glob("*.col"))


@pytest.mark.parametrize(
    "change",
    [{"_words_boost": 2.0}, {"words": "0\n人民"}, {"words": None}, {"town": "990122102"}],
    ids=["a weight", "other words", "no words", "another town"],
)
def test_terms_that_do_not_follow_from_the_texts_are_refused(
    tmp_path: Path, change: Mapping[str, Any]
) -> None:
    """What Whoosh's writer is told besides the texts could not be kept: that is said."""
    writer = create_in(str(tmp_path), schema()).writer(codec=Codec())
    for document in documents(report_of("R0", *TEXTS)):
        writer.add_document(**{**document, **change})
    with pytest.raises(ValueError, match=r"texts|given"):
        writer.commit()
    assert not list(tmp_path.glob("*.col"))


# What stands in the table of contents


def listed_again(segment: ListedSegment) -> ListedSegment:
    """The segment as a table of contents gives it back."""
    storage = RamStorage()
    TOC(schema(), [segment], 1).write(storage, "MAIN")
    again: ListedSegment
    (again,) = TOC.read(storage, "MAIN").segments
    return again


@pytest.mark.property
@settings(max_examples=40)
@given(deleted=st.sets(st.integers(0, 2999)), more=st.sets(st.integers(0, 2999), max_size=5))
def test_a_listed_segment_remembers_what_is_deleted(deleted: set[int], more: set[int]) -> None:
    """Pickled and read again it has the same deletions, and takes more of them, and back."""
    segment = ListedSegment("MAIN")
    segment.set_doc_count(3000)
    segment.delete(np.array([*deleted], dtype=np.int32))
    again = listed_again(segment)
    assert again == segment
    assert again.doc_count_all() == 3000
    assert set(again.deleted_docs()) == deleted
    assert all(again.is_deleted(document) == (document in deleted) for document in more)
    assert again.doc_count() == 3000 - len(deleted)
    for document in more:
        again.delete_document(document)
    assert again.deleted.tolist() == sorted(deleted | more)
    for document in more - deleted:
        again.delete_document(document, delete=False)
    assert again.deleted.tolist() == sorted(deleted)


def test_a_listed_segment_is_small() -> None:
    """With a third of 600,000 passages deleted, report by report, it takes a few kilobytes."""
    segment = ListedSegment("MAIN")
    segment.set_doc_count(600_000)
    bare = len(pickle.dumps(segment))
    reports = np.arange(600_000, dtype=np.int32).reshape(-1, 30)
    segment.delete(reports[::3].ravel())
    assert bare < 200
    assert len(pickle.dumps(segment)) < 10_000


def test_a_document_that_is_not_there_cannot_be_deleted() -> None:
    """A wrong number is an error, and no deletion that nobody would ever see."""
    segment = ListedSegment("MAIN")
    segment.set_doc_count(3)
    for document in (-1, 3):
        with pytest.raises(IndexError):
            segment.delete_document(document)


def test_segments_have_names_of_their_own() -> None:
    """Also where a test has chance begin anew, no two segments share a file."""
    names = set()
    for _ in range(3):
        random.seed(0)
        names.add(ListedSegment("MAIN").segment_id())
    assert len(names) == 3

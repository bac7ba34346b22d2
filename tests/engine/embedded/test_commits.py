"""Commits as files: what is written is read, and what nobody speaks for any more goes away."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir

from searchapp.engine.embedded.codec import ListedSegment
from searchapp.engine.embedded.commits import (
    NAME,
    Commit,
    clear,
    newest_number,
    read_commit,
    sweep,
    write_commit,
)


def listed(folder: Path, passages: int = 1, deleted: Iterable[int] = ()) -> ListedSegment:
    """A segment of so many passages, of whose file nothing but the name matters here."""
    segment = ListedSegment(NAME)
    segment.set_doc_count(passages)
    segment.delete(np.array(sorted(deleted), np.int32))
    segment.file_in(folder).write_bytes(b"a segment")
    return segment


def names(folder: Path) -> set[str]:
    """What lies in the folder."""
    return {file.name for file in folder.iterdir()}


def told(commit: Commit) -> list[tuple[str, int, list[int]]]:
    """All that a commit says of its segments."""
    return [(s.segment_id(), s.doc_count_all(), s.deleted.tolist()) for s in commit.segments]


@pytest.mark.property
@given(
    segments=st.lists(
        st.integers(1, 10**6).flatmap(
            lambda passages: st.tuples(
                st.just(passages), st.sets(st.integers(0, passages - 1), max_size=20)
            )
        ),
        max_size=4,
    ),
    number=st.integers(0, 10**9),
)
def test_a_commit_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, segments: list[tuple[int, set[int]]], number: int
) -> None:
    """Segments in their order, each with its size and its deletions, whatever they are."""
    folder = tmp_path_factory.mktemp("commits")
    commit = Commit(number, tuple(listed(folder, *each) for each in segments))
    write_commit(folder, commit)
    assert newest_number(folder) == number
    assert told(read_commit(folder, number)) == told(commit)


def test_the_newest_commit_is_the_one_with_the_largest_number(tmp_path: Path) -> None:
    """By number, and not by spelling; what was only begun does not count."""
    assert newest_number(tmp_path / "nothing") is None
    assert newest_number(tmp_path) is None
    for number in (9, 10, 8):
        write_commit(tmp_path, Commit(number))
    (tmp_path / f"_{NAME}_11.toc.new").write_bytes(b"half")
    assert newest_number(tmp_path) == 10


def test_whoosh_opens_a_commit(tmp_path: Path) -> None:
    """It is Whoosh's own table of contents: its index has the schema and the segments."""
    write_commit(tmp_path, Commit(3, (listed(tmp_path, 5),)))
    index = open_dir(str(tmp_path))
    assert index.latest_generation() == 3
    assert [segment.doc_count_all() for segment in index._segments()] == [5]
    assert "words" in index.schema.names()


def test_a_sweep_keeps_what_a_commit_speaks_for_and_what_is_no_part_of_the_index(
    tmp_path: Path,
) -> None:
    """Older commits, segments of nobody, and what dead writers left are gone."""
    old, kept = listed(tmp_path), listed(tmp_path)
    for commit in (Commit(1, (old, kept)), (newest := Commit(2, (kept,)))):
        write_commit(tmp_path, commit)
    for litter in (f"_{NAME}_3.toc.new", f"_{NAME}_2.toc.1732.5", f"{NAME}_0abc.seg"):
        (tmp_path / litter).write_bytes(b"litter")
    (tmp_path / f"{NAME}.tmp").mkdir()
    (tmp_path / f"{NAME}.tmp" / "run").write_bytes(b"litter")
    others = {"manifest.json", f"{NAME}_WRITELOCK", "writing.lock", ".gitignore", "notes.txt"}
    for other in others:
        (tmp_path / other).write_bytes(b"")
    sweep(tmp_path, newest)
    assert names(tmp_path) == {f"_{NAME}_2.toc", kept.file_in(tmp_path).name, *others}
    assert told(read_commit(tmp_path, 2)) == told(newest)


def test_nothing_is_left_of_an_index_that_is_cleared(tmp_path: Path) -> None:
    """All commits and segments go, and nothing else; nothing is the newest."""
    write_commit(tmp_path, Commit(1, (listed(tmp_path),)))
    (tmp_path / "manifest.json").write_bytes(b"")
    clear(tmp_path)
    assert newest_number(tmp_path) is None
    assert names(tmp_path) == {"manifest.json"}

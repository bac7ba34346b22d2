"""What a search keeps in memory, and how it lets go of it."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.folder import IndexFolder
from searchapp.engine.embedded.snapshot import Snapshot
from tests.engine.editions import commit
from tests.engine.shelves import asking, report_of


@pytest.fixture
def without_collector() -> Iterator[None]:
    """Nothing is freed but what nobody refers to any more."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_a_snapshot_is_let_go_with_its_last_reader(tmp_path: Path) -> None:
    """A state that nobody reads any more gives its memory and files back at once."""
    commit(EmbeddedEngine(tmp_path), 1)
    snapshot = Snapshot(IndexFolder(tmp_path).parts())
    snapshot.folded(0)
    kept = weakref.ref(snapshot), weakref.ref(snapshot.postings), weakref.ref(snapshot.catalogue)
    del snapshot
    assert [each() for each in kept] == [None, None, None]


@pytest.mark.usefixtures("without_collector")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs the list of open files")
def test_an_engine_keeps_only_the_files_of_the_newest_state(tmp_path: Path) -> None:
    """However often the index changes, an engine that is searched opens no more and more files."""
    writing, reading = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    commit(writing, 1)
    reading.find(asking("法治"))
    before = mapped(tmp_path)
    for number in range(2, 30):
        commit(writing, number, clear=True)
        reading.find(asking("法治"))
    assert len(mapped(tmp_path)) <= len(before)


def mapped(folder: Path) -> list[str]:
    """The index files that this process has open or in memory."""
    opened = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    return [line for line in (*maps, *map(str, opened)) if str(folder) in line]


def test_a_state_that_is_being_read_stays_readable(tmp_path: Path) -> None:
    """Reports that are read one by one are all of the state at which reading began."""
    engine = EmbeddedEngine(tmp_path)
    commit(engine, 1)
    reports = engine.reports()
    first = next(reports)
    for number in range(2, 20):
        commit(engine, number, clear=number % 2 == 0)
    assert {first.version, *(filed.version for filed in reports)} == {1}
    assert set(engine.held().values()) == {19}


def test_an_unchanged_index_is_read_once(tmp_path: Path) -> None:
    """Between commits all searches share one state, and after a commit they share the next."""
    engine = EmbeddedEngine(tmp_path)
    commit(engine, 1)
    first = engine._snapshot()
    assert engine._snapshot() is first
    with engine.writer() as writer:
        writer.put(report_of("R9", "新的一份"))
        assert engine._snapshot() is first
    assert engine._snapshot() is not first

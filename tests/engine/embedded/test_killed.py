"""A process killed at any moment leaves the old state or the new one, and nothing locked."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import IndexUnavailable
from tests.conftest import ROOT
from tests.engine.editions import commit, edition_in, other_process
from tests.engine.embedded.at_once import process
from tests.engine.embedded.growing import STATES, first, state_in, third
from tests.engine.shelves import report_of

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="processes are forked to be killed"
)


def die_at_every_moment(change: str, root: Path) -> list[Path]:
    """The indexes that a change left which was killed, in the order of its progress."""
    (root / "before").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.engine.embedded.dying", change, str(root)]
    subprocess.run(command, check=True, cwd=ROOT, timeout=120)
    left = sorted(root.glob("[0-9]*"))
    assert len(left) > 10
    return left


def state_of(folder: Path) -> int:
    """The edition that the index holds, whole; 0 where there is none to be read."""
    engine = EmbeddedEngine(folder)
    try:
        return edition_in(engine)
    except IndexUnavailable:
        return 0


def progress(folders: list[Path]) -> list[int]:
    """The states that a killed change went through, each once; it never goes back."""
    states = [state_of(folder) for folder in folders]
    assert states == sorted(states)
    return sorted(set(states))


def assert_next_writer_works(folder: Path) -> None:
    """A change can be made at once, and what a dead process left is not in its way."""
    commit(EmbeddedEngine(folder), 3)
    assert state_of(folder) == 3


@pytest.mark.parametrize("change", ["writer", "rebuild"])
def test_a_change_killed_at_any_moment_has_happened_or_not(tmp_path: Path, change: str) -> None:
    """Before and after every file operation the index is whole, and the next writer works."""
    commit(EmbeddedEngine(tmp_path / "before"), 1)
    left = die_at_every_moment(change, tmp_path)
    assert progress(left) == [1, 2]
    for folder in left:
        assert_next_writer_works(folder)


def test_a_merge_killed_at_any_moment_has_happened_or_not(tmp_path: Path) -> None:
    """The same where a change makes one segment out of many."""
    first(tmp_path / "before")
    left = die_at_every_moment("merging", tmp_path)
    states = [state_in(EmbeddedEngine(folder)) for folder in left]
    assert states == sorted(states)
    assert set(states) == {1, 2}
    for folder in left:
        third(folder)
        assert state_in(EmbeddedEngine(folder)) == 3
        assert len(list(folder.glob("*.col"))) == len(list(folder.glob("*.toc*"))) == 1


def test_a_first_change_killed_at_any_moment_leaves_no_index_or_a_whole_one(
    tmp_path: Path,
) -> None:
    """An index that was never finished cannot be read, holds nothing, and needs no repair."""
    left = die_at_every_moment("writer", tmp_path)
    assert progress(left) == [0, 2]
    for folder in left:
        assert bool(EmbeddedEngine(folder).held()) == bool(state_of(folder))
        assert_next_writer_works(folder)


def test_a_repair_killed_at_any_moment_leaves_an_index_refused_or_whole(tmp_path: Path) -> None:
    """While an index is repaired it is never taken for an empty one, nor is it lost for good."""
    before = tmp_path / "before"
    commit(EmbeddedEngine(before), 1)
    manifest = before / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("searchapp", "other"), "utf-8")
    left = die_at_every_moment("rebuild", tmp_path)
    assert progress(left) == [0, 2]
    for folder in left:
        commit(EmbeddedEngine(folder), 3, clear=True)
        assert state_of(folder) == 3


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Look again and again; AssertionError once it takes too long."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_large_change_that_is_killed_keeps_no_lock_and_leaves_nothing(tmp_path: Path) -> None:
    """Processes that built for it hold nothing up, and what they leave is gone in the end."""

    def files() -> int:
        return len(list(tmp_path.glob("*.col")))

    def is_swept() -> bool:
        third(tmp_path)
        return files() == 1

    first(tmp_path)
    with process("build", tmp_path, 0) as building:
        wait_until(lambda: files() > len(STATES[1]))
        building.kill()
        building.wait()
    third(tmp_path)
    assert state_in(EmbeddedEngine(tmp_path)) == 3
    wait_until(is_swept)


def test_a_writer_killed_again_and_again_loses_nothing_that_it_said_was_there(
    tmp_path: Path,
) -> None:
    """Killed at any moment, the last edition it named is there, or the one it was making."""
    folder, said = tmp_path / "index", 0
    rng = random.Random(20241231)
    for _ in range(5):
        with other_process("write", "embedded", folder, str(said + 1)) as writing:
            assert writing.stdout is not None
            said = int(writing.stdout.readline())
            time.sleep(rng.uniform(0, 0.2))
            writing.kill()
            said = max([said, *map(int, writing.stdout.read().split())])
        found = state_of(folder)
        assert found in (said, said + 1)
        said = found
    with EmbeddedEngine(folder).writer() as writer:
        writer.put(report_of("R9", "又一份"))
    assert EmbeddedEngine(folder).held()["R9"] == 1

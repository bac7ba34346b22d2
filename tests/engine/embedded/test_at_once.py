"""Writers and readers of one index at the same time, in threads and in processes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.commits import Commit
from searchapp.engine.embedded.folder import IndexFolder
from searchapp.engine.embedded.opening import opened
from searchapp.errors import IndexUnavailable, IngestRunning
from tests.engine.embedded.at_once import at_once
from tests.engine.shelves import report_of

_THREADS = 6


def test_of_writers_at_once_one_wins_and_the_others_hear_of_it(tmp_path: Path) -> None:
    """While one writes all others are refused; what it puts is held, and nothing else."""
    barrier = Barrier(_THREADS, timeout=30)
    shared = EmbeddedEngine(tmp_path)

    def attempt(number: int) -> bool:
        engine = shared if number % 2 else EmbeddedEngine(tmp_path)
        try:
            with engine.rebuild() if number % 3 else engine.writer() as writer:
                barrier.wait()
                writer.put(report_of("R1", "法治", version=number))
        except IngestRunning:
            barrier.wait()
            return False
        return True

    for _ in range(5):
        with ThreadPoolExecutor(_THREADS) as pool:
            have_won = [*pool.map(attempt, range(_THREADS))]
        won = [number for number, has_won in enumerate(have_won) if has_won]
        assert [EmbeddedEngine(tmp_path).held()] == [{"R1": number} for number in won]


def test_what_writers_in_turn_do_is_not_lost(tmp_path: Path) -> None:
    """Each change finds what all before it left: none is made to an older state."""

    def add(_: int) -> None:
        engine, added = EmbeddedEngine(tmp_path), 0
        while added < 5:
            try:
                with engine.writer() as writer:
                    version = engine.held().get("R1", 0) + 1
                    writer.put(report_of("R1", f"第{version}版", version=version))
                added += 1
            except IngestRunning:
                pass

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(add, range(_THREADS)))
    assert EmbeddedEngine(tmp_path).held() == {"R1": 5 * _THREADS}


def test_processes_that_read_see_whole_states_while_others_write(tmp_path: Path) -> None:
    """Not one error, no report in parts, none of another state, and no going back."""
    assert min(at_once(tmp_path / "index", 20241231, 1.5)) > 2


def test_an_index_is_read_while_its_files_are_taken_away(tmp_path: Path) -> None:
    """Who finds a file gone because a commit replaced another reads the newer one instead."""
    looks: list[int] = []

    def write(version: int) -> None:
        with EmbeddedEngine(tmp_path).rebuild() as writer:
            writer.put(report_of("R1", *["法治"] * version, version=version))

    def slowly(commit: Commit) -> list[int]:
        looks.append(commit.number)
        if len(looks) < 4:
            write(len(looks) + 1)
        return [opened(segment.file_in(tmp_path)).passages for segment in commit.segments]

    write(1)
    assert IndexFolder(tmp_path)._newest(slowly) == [4]
    assert looks == [1, 2, 3, 4]


def test_a_file_that_is_gone_for_good_is_not_looked_for_again(tmp_path: Path) -> None:
    """It is said at once: no newer commit has taken it away."""
    with EmbeddedEngine(tmp_path).writer() as writer:
        writer.put(report_of("R1", "法治"))
    for file in tmp_path.glob("*.col"):
        file.unlink()
    looks: list[int] = []

    def look(commit: Commit) -> list[int]:
        looks.append(commit.number)
        return [opened(segment.file_in(tmp_path)).passages for segment in commit.segments]

    with pytest.raises(IndexUnavailable, match="cannot be read"):
        IndexFolder(tmp_path)._newest(look)
    assert looks == [1]

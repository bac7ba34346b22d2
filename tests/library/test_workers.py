"""Whatever a file does to its reader, the next one is read, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from searchapp.library import Outcome, Refused, Understood, understand
from searchapp.library.workers import MEMORY_BYTES, Answer, Reading, Workers
from tests.conftest import ROOT
from tests.library.homes import SONGLI, Home, written

if TYPE_CHECKING:
    from concurrent.futures import Future

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")

#: After so long a process that was told to end has ended.
ENDS_SECONDS = 20


# What a file may make of its reader; each is run by a worker in place of one.


def hang() -> None:
    time.sleep(600)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def want_too_much() -> int:
    return len(bytearray(2 * MEMORY_BYTES))


def name_folder() -> str:
    return tempfile.mkdtemp()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


@pytest.fixture
def file(home: Home) -> Path:
    return home.write("a.txt", SONGLI)


def made_to(workers: Workers, act: Callable[[], Any], seconds: float = 60) -> Reading:
    """The reading of a file that makes its reader do this."""
    return Reading(partial(_scheduled, workers, act, seconds))


def _scheduled(workers: Workers, act: Callable[[], Any], seconds: float) -> "Future[Answer]":
    future: Future[Answer] = workers._pool.schedule(act, timeout=seconds)
    return future


def read(workers: Workers, file: Path, home: Home) -> Answer:
    return workers.understand(file, file, home.settings.places).answer()


def processes(workers: Workers) -> list[int]:
    return list(workers._pool._pool_manager.worker_manager.workers)


def end(processes: list[int]) -> bool:
    """Whether all of them end before long."""
    until = time.monotonic() + ENDS_SECONDS
    while time.monotonic() < until:
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (partial(made_to, act=hang, seconds=0.2), "分钟，已放弃"),
        (partial(made_to, act=crash), "意外中止"),
        (partial(made_to, act=want_too_much), "内存过大"),
    ],
    ids=["hangs", "crashes", "wants too much memory"],
)
def test_a_reader_that_fails_is_told_of_and_the_next_file_is_read(
    workers: Workers, home: Home, file: Path, act: Callable[[Workers], Reading], why: str
) -> None:
    """The verdict says what happened; the program and the other files go on."""
    failed, after = act(workers), workers.understand(file, file, home.settings.places)
    said = failed.answer()
    assert isinstance(said, Refused)
    assert why in said.reason
    assert isinstance(after.answer(), Understood)


def test_processes_that_the_system_ends_are_begun_again(
    workers: Workers, home: Home, file: Path
) -> None:
    """A system short of memory ends whom it likes, also readers that have nothing to read."""
    assert isinstance(read(workers, file, home), Understood)
    before = processes(workers)
    for process in before:
        os.kill(process, signal.SIGKILL)
    assert isinstance(read(workers, file, home), Understood)
    assert not set(before) & set(processes(workers))


def test_an_error_of_the_program_is_a_verdict_of_one_file(
    workers: Workers, home: Home, file: Path
) -> None:
    """What nobody thought of is said with its name, and costs one file."""
    strange = home.settings.corpus
    said = workers.understand(file, file, strange).answer()
    assert isinstance(said, Refused)
    assert "请把它交给开发者（BadPlaces" in said.reason
    assert isinstance(read(workers, file, home), Understood)


def test_a_reader_that_is_slow_to_answer_is_waited_for(workers: Workers) -> None:
    """Whoever takes files in may do something else meanwhile."""
    reading = made_to(workers, partial(time.sleep, 0.4))
    assert not reading.is_done(0.01)
    assert reading.is_done(30)


def test_nothing_is_left_of_workers_that_ended(home: Home, file: Path) -> None:
    """No process, and no folder with what a reader unpacked."""
    with Workers(2) as workers:
        assert isinstance(read(workers, file, home), Understood)
        folder = Path(str(_scheduled(workers, name_folder, 60).result()))
        assert folder.is_dir()
        begun = processes(workers)
    assert len(begun) == 2
    assert end(begun)
    assert not folder.parent.exists()
    assert folder.parent != Path(tempfile.gettempdir())


#: A program that reads a file and names its workers; then it waits to be killed.
TO_BE_KILLED = """
import sys, time
from pathlib import Path
from searchapp.library.workers import Workers

def main():
    with Workers(2) as workers:
        workers.understand(*map(Path, (sys.argv[1], *sys.argv[1:]))).answer()
        print(*workers._pool._pool_manager.worker_manager.workers, flush=True)
        time.sleep(600)

if __name__ == "__main__":
    main()
"""


def test_a_program_that_is_killed_leaves_no_worker(home: Home, file: Path, tmp_path: Path) -> None:
    """Nobody finds readers at work for an ingest that is no more."""
    program = written(tmp_path / "program.py", TO_BE_KILLED)
    command = [sys.executable, str(program), str(file), str(home.settings.places)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        begun = list(map(int, killed.stdout.readline().split()))
        killed.kill()
    assert len(begun) == 2
    assert end(begun)


def test_a_file_is_understood_without_being_kept(home: Home, file: Path) -> None:
    """``inspect`` reads as an ingest does, and leaves nothing."""
    before = sorted(home.path.rglob("*"))
    said = understand(file, home.settings)
    assert isinstance(said, Understood)
    assert (said.format, said.report.year) == ("txt", 2024)
    assert isinstance(understand(home.write("b.txt", ""), home.settings), Refused)
    (home.settings.corpus / "b.txt").unlink()
    assert sorted(home.path.rglob("*")) == before


def test_what_has_no_end_is_no_file(home: Home, tmp_path: Path) -> None:
    """A pipe that somebody names is not waited for, nor is a device read to its end."""
    os.mkfifo(tmp_path / "报告.txt")
    named = [tmp_path / "报告.txt", Path("/dev/zero")]
    verdicts = home.ingest(*named)
    assert {each.outcome for each in verdicts} == {Outcome.FAILED}
    assert {each.why for each in verdicts} == {"不是普通文件"}

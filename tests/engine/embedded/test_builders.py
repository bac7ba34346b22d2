"""Builders: every report comes into a file, in this process or in others, or nothing stays."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from searchapp.engine.embedded import builders, processes
from searchapp.engine.embedded.builders import Builders
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.reports import FiledReport, Passage, SectionKind
from tests import chance
from tests.conftest import ROOT

_REPORTS = [chance.report_by(Random(number), f"R{number:03}") for number in range(200)]
#: More than is sent to a process at once.
_LONG = "法治政府，" * 60_000
#: Nothing takes so long, however busy the machine is.
_SECONDS = 60


def _report(name: str, text: str) -> FiledReport:
    """A report of one passage."""
    filed = chance.report_by(Random(1), name)
    passage = Passage(1, SectionKind.OTHER, (), text)
    return replace(filed, report=replace(filed.report, passages=(passage,)))


def _new_file(folder: Path) -> Callable[[], Path]:
    """Names for files in a folder."""
    numbers = count()
    return lambda: folder / f"{next(numbers)}.col"


def _held(files: Sequence[Path]) -> list[FiledReport]:
    """The reports in these files, whole and in order."""
    segments = [Segment(file) for file in files]
    for segment in segments:
        segment.verify()
    return [
        segment.whole(number) for segment in segments for number in range(len(segment.reports))
    ]


def _beside() -> list[BaseProcess]:
    """The processes that build; other tests may have left some that read."""
    return [each for each in multiprocessing.active_children() if isinstance(each, SpawnProcess)]


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process beside this one, for each takes a while to begin."""
    monkeypatch.setattr(processes, "_MOST", 1)


def test_a_few_reports_are_built_here_and_in_order(tmp_path: Path) -> None:
    """No process begins for them, and there is no file before the end."""
    building = Builders(_new_file(tmp_path), batch=5_000)
    for filed in _REPORTS:
        building.put(filed)
    assert list(tmp_path.iterdir()) == []
    files = building.finish()
    assert _held(files) == _REPORTS
    assert files == [tmp_path / f"{number}.col" for number in range(len(files))]
    assert len(files) > 1
    assert _beside() == []


def test_nothing_put_is_no_file(tmp_path: Path) -> None:
    """A change may take reports out and put none in."""
    assert Builders(_new_file(tmp_path), batch=5_000).finish() == []
    assert list(tmp_path.iterdir()) == []


def test_many_reports_are_built_in_processes_each_once(tmp_path: Path) -> None:
    """Whichever process takes a report, it is in one file, and no process goes on."""
    long = [_report(f"L{number}", f"{number}{_LONG}") for number in range(6)]
    building = Builders(_new_file(tmp_path), batch=500_000, few=0)
    for filed in [*long[:3], *_REPORTS, *long[3:]]:
        building.put(filed)
    assert _beside() != []
    files = building.finish()
    assert sorted(_held(files), key=lambda filed: filed.id) == [*long, *_REPORTS]
    assert sorted(files) == sorted(tmp_path.iterdir())
    assert len(files) > 1
    assert _beside() == []


@pytest.mark.usefixtures("one_process")
def test_what_is_given_up_leaves_no_file_and_no_process(tmp_path: Path) -> None:
    """Also when some files are written already; it may be done twice. Finished ones stay."""
    building = Builders(_new_file(tmp_path), batch=1, few=0)
    building.put(_report("L1", _LONG))
    building.put(_report("L2", _LONG))
    building.abandon()
    building.abandon()
    assert list(tmp_path.iterdir()) == []
    assert _beside() == []
    here = Builders(_new_file(tmp_path), batch=1)
    here.put(_REPORTS[0])
    finished = here.finish()
    here.abandon()
    assert list(tmp_path.iterdir()) == finished != []


@pytest.mark.parametrize("few", [0, 10_000_000])
@pytest.mark.usefixtures("one_process")
def test_a_report_that_cannot_be_held_is_an_error_and_nothing_stays(
    tmp_path: Path, few: int
) -> None:
    """Whoever builds it, the error is the same."""
    building = Builders(_new_file(tmp_path), batch=500_000, few=few)
    building.put(_report("L1", _LONG + "\0"))
    with pytest.raises(ValueError, match="NUL"):
        building.finish()
    assert list(tmp_path.iterdir()) == []
    assert _beside() == []


@pytest.mark.usefixtures("one_process")
def test_where_the_disk_takes_nothing_it_is_an_error_of_the_system(tmp_path: Path) -> None:
    """What a process meets when it writes is raised here."""
    building = Builders(_new_file(tmp_path / "nowhere"), batch=500_000, few=0)
    building.put(_report("L1", _LONG))
    with pytest.raises(FileNotFoundError):
        building.finish()
    assert _beside() == []


@pytest.mark.usefixtures("one_process")
def test_a_process_that_is_killed_is_an_error_of_the_system(tmp_path: Path) -> None:
    """It is told to who puts or finishes; the file that was being written is gone."""
    building = Builders(_new_file(tmp_path), batch=1, few=0)
    building.put(_report("L0", _LONG))
    (child,) = _beside()
    child.kill()
    with pytest.raises(OSError, match="意外中止"):
        _put_on(building)
    building.abandon()
    assert list(tmp_path.iterdir()) == []
    assert _beside() == []


def _put_on(building: Builders) -> None:
    for number in range(1, 100):
        building.put(_report(f"L{number}", _LONG))
    building.finish()


@pytest.mark.usefixtures("one_process")
def test_no_more_is_under_way_than_is_soon_done(tmp_path: Path) -> None:
    """Whoever puts faster than others build waits for them: the memory does not grow."""
    building = Builders(_new_file(tmp_path), batch=10_000_000, few=0)
    for number in range(12):
        building.put(_report(f"L{number}", _LONG))
        (worker,) = building._workers
        assert len(worker.under_way) <= builders._AHEAD
    building.abandon()


def _build_beside(folder: Path) -> None:
    """Build reports in a process that may have none of its own."""
    building = Builders(_new_file(folder), batch=500_000, few=0)
    building.put(_report("L1", _LONG))
    building.finish()


def test_a_process_that_may_have_no_others_builds_by_itself(tmp_path: Path) -> None:
    """A server's own workers may be of this sort."""
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_build_beside, args=(tmp_path,), daemon=True)
    process.start()
    process.join(_SECONDS)
    assert [filed.id for filed in _held(list(tmp_path.iterdir()))] == ["L1"]


_ENDLESS = """
import multiprocessing, sys, time
from pathlib import Path
from tests.engine.embedded.test_builders import _LONG, _new_file, _report
from searchapp.engine.embedded.builders import Builders

if __name__ == "__main__":
    building = Builders(_new_file(Path(sys.argv[1])), batch=10_000_000, few=0)
    building.put(_report("L1", _LONG))
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /proc")
def test_processes_end_with_the_one_that_is_killed(tmp_path: Path) -> None:
    """They would wait for more for ever, and keep the disk and the memory they have."""
    script = tmp_path / "endless.py"
    script.write_text(_ENDLESS)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env=environment, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        children = list(map(int, parent.stdout.readline().split()))
        assert children
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + _SECONDS
    while any(map(_runs, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [child for child in children if _runs(child)] == []


def _runs(process: int) -> bool:
    """Whether there is such a process that nobody has yet to bury."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False

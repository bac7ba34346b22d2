"""An ingest that is killed at any moment and run again: nothing lost, nothing double."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.reports import FiledReport
from tests.conftest import ROOT
from tests.library.homes import Home, new_home, written

TOWNS = ("松栎镇", "汀兰镇", "云坪乡", "荻浦镇")
#: Three batches of files and a part.
FILES = 100
#: Where the killing process looks, and how long it waits at most.
LOOKS_SECONDS, WAITS_SECONDS = 0.002, 30


def report_text(number: int, edition: int = 1) -> str:
    """A report that no other number or edition has the text of."""
    town, year = TOWNS[number % len(TOWNS)], 2000 + number // len(TOWNS)
    return (
        f"{town}人民政府关于{year}年度法治政府建设情况的报告\n一、主要举措和成效\n"
        f"全年调解纠纷{number}件，这是第{edition}稿。\n二、存在的不足和原因\n办法不多。\n"
    )


def put_reports(folder: Path, edition: int) -> None:
    """All the reports, in two folders, so that every name is there twice."""
    for number in range(FILES):
        name = f"{'甲' if number % 2 else '乙'}/报告{number // 2:02}.txt"
        written(folder / name, report_text(number, edition))


def command(home: Home, folder: Path) -> list[str]:
    """``searchapp ingest`` of a folder."""
    return [sys.executable, "-m", "searchapp", "--home", str(home.path), "ingest", str(folder)]


def killed(home: Home, folder: Path, when: Callable[[], bool], after: float) -> bool:
    """Start an ingest and kill it so long after a moment; False if it had ended by itself."""
    with subprocess.Popen(
        command(home, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        until = time.monotonic() + WAITS_SECONDS
        while process.poll() is None and not when() and time.monotonic() < until:
            time.sleep(LOOKS_SECONDS)
        time.sleep(after)
        process.kill()
    return process.returncode == -signal.SIGKILL


def run_to_the_end(home: Home, folder: Path) -> None:
    ended = subprocess.run(command(home, folder), capture_output=True, text=True, check=False)
    assert (ended.returncode, "失败 0" in ended.stdout) == (0, True), ended.stdout


def has_files(home: Home, count: int) -> Callable[[], bool]:
    """The moment at which so many files stand in the corpus."""
    return lambda: len(list(home.settings.corpus.iterdir())) > count


def has_written(path: Path) -> Callable[[], bool]:
    """The moment at which a file is new or was written again."""
    before = path.stat().st_mtime_ns if path.exists() else None
    return lambda: path.exists() and path.stat().st_mtime_ns != before


def indexes(home: Home) -> Callable[[], bool]:
    """The moment at which a new segment of the index appears."""
    before = set(home.settings.index.glob("*.seg"))
    return lambda: set(home.settings.index.glob("*.seg")) - before != set()


def ids_and_texts(home: Home) -> dict[str, list[str]]:
    return {filed.id: text_of(filed) for filed in home.engine.reports()}


def text_of(filed: FiledReport) -> list[str]:
    return [passage.text for passage in filed.report.passages]


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Id -> text of every report, in a home whose ingest nobody killed."""
    folder = tmp_path_factory.mktemp("unharmed")
    put_reports(folder / "reports", 1)
    home = new_home(folder / "home")
    home.ingest(folder / "reports")
    return ids_and_texts(home)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_an_ingest_that_is_killed_again_and_again_comes_to_the_same_end(
    tmp_path: Path, unharmed: dict[str, list[str]]
) -> None:
    """Whatever the moments of death, the last run leaves what one run would have left."""
    folder = tmp_path / "reports"
    put_reports(folder, 1)
    home = new_home(tmp_path / "home")
    chance = random.Random(20241204)
    deaths = [
        killed(home, folder, moment, chance.uniform(0, 0.04))
        for moment in (
            has_files(home, 1),
            has_files(home, chance.randrange(10, 32)),
            indexes(home),
            has_files(home, chance.randrange(33, 64)),
            has_written(home.settings.library),
            has_files(home, chance.randrange(65, FILES)),
        )
    ]
    assert deaths.count(True) >= 3
    run_to_the_end(home, folder)
    assert ids_and_texts(home) == unharmed
    assert sorted(home.corpus().values()) == sorted(map(report_text, range(FILES)))
    assert {filed.version for filed in home.engine.reports()} == {1}
    assert {len(filed.sources) for filed in home.engine.reports()} == {1}
    assert home.findings() == []

    put_reports(folder, 2)
    for moment in (has_written(home.settings.library), indexes(home)):
        killed(home, folder, moment, chance.uniform(0, 0.04))
    run_to_the_end(home, folder)
    assert ids_and_texts(home).keys() == unharmed.keys()
    assert {filed.version for filed in home.engine.reports()} == {2}
    assert sorted(home.corpus().values()) == sorted(report_text(n, 2) for n in range(FILES))
    assert home.findings() == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_a_rebuild_that_is_killed_leaves_the_old_index(tmp_path: Path) -> None:
    """Readers go on with the old index until the new one is whole."""
    home = new_home(tmp_path / "home")
    put_reports(home.settings.corpus, 1)
    home.ingest()
    before = ids_and_texts(home)
    rebuild = [*command(home, home.settings.corpus)[:-1], "--rebuild"]
    with subprocess.Popen(rebuild, stdout=subprocess.DEVNULL) as process:
        started = indexes(home)
        while process.poll() is None and not started():
            time.sleep(LOOKS_SECONDS)
        process.kill()
    assert ids_and_texts(home) == before
    assert home.findings() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")
def test_an_ingest_killed_between_any_two_acts_is_made_good_by_the_next(tmp_path: Path) -> None:
    """Between copy, ledger and index: the next run leaves what one would have left."""
    first, every = random.randrange(6), 6
    command = [sys.executable, "-m", "tests.library.dying", str(tmp_path)]
    command += [str(first), str(every)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr[-6000:]
    assert int(said.stdout) > 8

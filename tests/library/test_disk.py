"""A disk that is full and one that may not be written: clear words, and nothing is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.library.homes import SONGLI, TINGLAN, Home, written

#: Of the disk of the tests; a home with its few reports needs a third of it.
DISK_KILOBYTES = 6000
REPORTS = 12


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home, of which a part may be on a disk of its own."""
    return Home(tmp_path / "home")


@pytest.fixture
def disk(home: Home) -> Iterator[Path]:
    """A small disk, with nothing but the home on it."""
    with mounted(home.path):
        yield home.path


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """A small disk in place of a folder."""
    folder.mkdir(parents=True)
    options = f"size={DISK_KILOBYTES}k"
    try:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only who may mount a disk can fill one: no mount -t tmpfs here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def write_protected(folder: Path) -> None:
    """From now on nobody writes on the disk."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


@pytest.fixture
def share(elsewhere: Path) -> Path:
    """Reports that lie on another disk."""
    for number in range(REPORTS):
        text = (SONGLI, TINGLAN)[number % 2].replace("件", f"件{'。又' * (number // 2)}")
        written(elsewhere / f"{number}.txt", text + "各村开展普法宣传。\n" * 300)
    return elsewhere


def run(home: Home, *words: str) -> tuple[int, str]:
    """Exit status and all that the program says."""
    command = [sys.executable, "-m", "searchapp", "--home", str(home.path), *words]
    said = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )
    return said.returncode, said.stdout


def fill(disk: Path, leaving: int) -> Path:
    """Fill the disk but for so many kilobytes; what fills it is given back."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with filler.open("wb") as full:
        full.write(bytes(max(0, free - leaving * 1024)))
    return filler


def assert_clear(said: str, *words: str) -> None:
    """People are told in Chinese what is wrong, and not how the program is made."""
    assert any(word in said for word in words), said
    for foreign in ("Traceback", "Errno", "sqlalchemy", "Warning"):
        assert foreign not in said, said


@pytest.mark.parametrize("leaving", [0, 60, 400])
def test_a_disk_that_fills_up_is_told_and_loses_nothing(
    home: Home, disk: Path, share: Path, leaving: int
) -> None:
    """Wherever the space ends, the reports before stay, and with more of it all come in."""
    home.write("老.txt", SONGLI.replace("2024", "2019"))
    home.ingest()
    before = home.reports()
    filler = fill(disk, leaving)
    status, said = run(home, "ingest", str(share))
    if status:
        assert_clear(said, "磁盘空间不足", "可能空间不足")
    assert status == 1 or leaving >= 400
    assert before.items() <= home.reports().items()
    filler.unlink()
    home.ingest(share)
    home.ingest()
    assert len(home.reports()) == 1 + REPORTS
    assert len(home.corpus()) == 1 + REPORTS
    assert home.findings() == []


def test_a_home_that_is_read_only_is_told_and_still_searched(
    home: Home, disk: Path, share: Path
) -> None:
    """What cannot be kept is said before anything is begun; reading needs no writing."""
    home.write("a.txt", SONGLI)
    home.ingest()
    write_protected(disk)
    for words in (["ingest"], ["ingest", str(share)], ["ingest", "--rebuild"]):
        status, said = run(home, *words)
        assert status == 1
        assert_clear(said, "所在的盘是只读的")
    status, said = run(home, "search", "院坝会")
    assert status == 0, said
    assert "院坝会" in said


def test_a_corpus_that_is_read_only_is_taken_in_and_left_alone(home: Home, share: Path) -> None:
    """A share that one may only read may be the corpus; what would be copied into it fails."""
    with mounted(home.settings.corpus):
        home.write("a.txt", SONGLI)
        write_protected(home.settings.corpus)
        status, said = run(home, "ingest")
        assert (status, "新增 1" in said) == (0, True), said
        status, said = run(home, "ingest", str(share))
        assert status == 1
        assert_clear(said, "无法读取或存入：所在的盘是只读的")
        assert f"失败 {REPORTS}" in said
        assert home.corpus() == {"a.txt": SONGLI}
        assert home.findings() == []

"""What was said to be saved is there: after a kill, on a full disk, on one that is read-only."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.errors import LibraryFailed
from searchapp.library.briefings import Block, BlockKind, Content
from tests.conftest import ROOT
from tests.library.homes import SONGLI, Home
from tests.library.test_disk import assert_clear, fill, mounted, write_protected

#: One act in so many is tried, other ones each time: all of them take a minute.
EVERY = {"sqlite": 35, "postgresql": 140}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")
@pytest.mark.parametrize("kind", EVERY)
def test_a_kill_at_any_moment_leaves_what_was_saved_last(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    """A save that was not answered is there wholly or not at all; sent again, it is there once."""
    first = random.randrange(EVERY[kind])
    command = [sys.executable, "-m", "tests.library.dying_saves", str(tmp_path)]
    command += [str(first), str(EVERY[kind])]
    if kind == "postgresql":
        command += [str(request.getfixturevalue("postgresql").socket)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr[-6000:]
    assert int(said.stdout) > 1


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home, of which all is on a disk of its own."""
    return Home(tmp_path / "home")


@pytest.fixture
def disk(home: Home) -> Iterator[Path]:
    """A small disk with a library, in which a briefing is."""
    with mounted(home.path):
        home.write("a.txt", SONGLI)
        home.ingest()
        with home.ledger() as ledger:
            ledger.briefings.make(written("第一稿"), "李")
            ledger.commit()
        yield home.path


def run(home: Home, *words: str) -> tuple[int, str]:
    """Exit status and all that the program says."""
    said = CliRunner().invoke(main, ["--home", str(home.path), *words])
    assert said.exception is None or isinstance(said.exception, SystemExit)
    return said.exit_code, said.output


def written(text: str) -> Content:
    return Content("材料", blocks=(Block("a", BlockKind.TEXT, text),))


def save(home: Home, text: str) -> None:
    with home.ledger() as ledger:
        ledger.briefings.write(1, 1, written(text), "李")
        ledger.commit()


def saved(home: Home) -> Content:
    with home.ledger() as ledger:
        (briefing,) = ledger.briefings.all()
    return briefing.content


def test_a_full_disk_is_told_and_loses_no_save(home: Home, disk: Path, elsewhere: Path) -> None:
    """Neither the briefing nor a backup is half; with room again all goes on."""
    backup = elsewhere / "b.db"
    assert run(home, "library", "backup", str(backup))[0] == 0
    filler = fill(disk, 0)
    with pytest.raises(LibraryFailed) as refused:
        save(home, "第二稿" * 5000)
    assert_clear(refused.value.why, "空间不足")
    status, said = run(home, "library", "restore", str(backup))
    assert status == 1
    assert_clear(said, "空间不足")
    status, said = run(home, "library", "backup", str(disk / "b.db"))
    assert status == 1
    assert_clear(said, "空间不足")
    assert not [each for each in disk.iterdir() if "b.db" in each.name]
    filler.unlink()
    assert saved(home) == written("第一稿")
    save(home, "第二稿" * 5000)
    assert saved(home) == written("第二稿" * 5000)
    assert run(home, "library", "restore", str(backup))[0] == 0
    assert saved(home) == written("第一稿")


@pytest.mark.usefixtures("disk")
def test_a_backup_that_does_not_fit_leaves_the_one_before(home: Home, elsewhere: Path) -> None:
    """Whoever replaces a backup has the old one until the new one is whole."""
    with mounted(elsewhere / "stick"):
        stick = elsewhere / "stick" / "b.db"
        assert run(home, "library", "backup", str(stick))[0] == 0
        before = stick.read_bytes()
        save(home, "第二稿")
        fill(stick.parent, 8)
        status, said = run(home, "library", "backup", str(stick), "--force")
        assert status == 1
        assert_clear(said, "空间不足")
        assert stick.read_bytes() == before
        assert {each.name for each in stick.parent.iterdir()} == {"b.db", "filler"}


def test_a_read_only_disk_is_told_and_can_be_backed_up(
    home: Home, disk: Path, elsewhere: Path
) -> None:
    """Of a disk that fails and may only be read the library is saved, and restored elsewhere."""
    write_protected(disk)
    with pytest.raises(LibraryFailed) as refused:
        save(home, "第二稿")
    assert_clear(refused.value.why, "只读")
    assert saved(home) == written("第一稿")
    status, said = run(home, "library", "backup", str(elsewhere / "b.db"))
    assert status == 0, said
    status, said = run(home, "library", "restore", str(elsewhere / "b.db"))
    assert status == 1
    assert_clear(said, "只读")
    other = Home(elsewhere / "other")
    assert run(other, "library", "restore", str(elsewhere / "b.db"))[0] == 0
    assert saved(other) == written("第一稿")

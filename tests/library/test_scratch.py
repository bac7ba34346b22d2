"""Folders for a while."""

import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from searchapp.library.scratch import folder_for_a_while, is_running


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process and its children have their temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_it_is_gone_afterwards(temporary: Path) -> None:
    """Also when what was done in it failed."""
    with suppress(ValueError), folder_for_a_while() as folder:
        (folder / "file").write_text("x")
        assert list(temporary.iterdir()) == [folder]
        raise ValueError
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there no process can be asked for")
def test_what_a_killed_process_left_is_swept(temporary: Path) -> None:
    """The next that needs a folder takes it away, and leaves those of processes that run."""
    leave = (
        "import os; from searchapp.library.scratch import new_folder; new_folder(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", leave], check=False)
    assert len(list(temporary.iterdir())) == 1
    with folder_for_a_while() as mine, folder_for_a_while() as other:
        assert set(temporary.iterdir()) == {mine, other}


@pytest.mark.skipif(sys.platform == "win32", reason="there no process can be asked for")
def test_a_process_that_ended_is_not_running() -> None:
    """A number that is no longer taken."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert is_running(process.pid)
    assert not is_running(process.pid)

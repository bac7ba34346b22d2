"""Many files, and an ingest that is killed among them: ``make soak`` does it with 20,000."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_many_files_go_in_and_none_is_lost_or_doubled() -> None:
    """Killed at random moments and begun again, with bounded memory.

    In a process of its own: memory is counted of all its children, and ours may be browsers.
    """
    command = [sys.executable, "-m", "tests.soak", "files", "--files", "300", "--seed", "4"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "none lost" in ended.stdout

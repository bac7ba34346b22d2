"""A change on a disk that fails has happened or not, and says so; the next one works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.engine.embedded.growing import first

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="processes are forked, for each of which the disk fails"
)

#: Manifest, two locks, table of contents, and the one segment that was made of all.
_FILES = 5


@pytest.mark.parametrize(
    ("fault", "limits", "moments"),
    [
        ("refused", "merging", 15),
        ("full", "merging", 8),
        ("unsynced", "merging", 3),
        ("unsynced", "apart", 3),
    ],
)
def test_a_change_on_a_disk_that_fails_has_happened_or_not(
    tmp_path: Path, fault: str, limits: str, moments: int
) -> None:
    """Whenever it fails: an error, or all is done; never half of it; and nothing stays behind."""
    first(tmp_path / "before")
    command = [sys.executable, "-m", "tests.engine.embedded.failing", fault, limits, str(tmp_path)]
    ran = subprocess.run(
        command, check=True, cwd=ROOT, timeout=120, capture_output=True, text=True
    )
    *failed, whole = map(json.loads, ran.stdout.splitlines())
    assert len(failed) >= moments
    states = [each["then"] for each in failed]
    assert states == sorted(states)
    assert states[0] == 1
    assert all(each["raised"] for each in failed if each["then"] == 1)
    assert (whole["failed"], whole["raised"], whole["then"]) == (False, None, 2)
    for each in (*failed, whole):
        assert each["next"] == 3
        assert len(each["files"]) == _FILES, each

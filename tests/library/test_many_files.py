"""Many files, and an ingest that is killed among them: ``make soak`` does it with 20,000."""

import sys

import pytest

from tests.soak.files import take_in


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_many_files_go_in_and_none_is_lost_or_doubled() -> None:
    """Killed at random moments and begun again, with bounded memory."""
    assert "none lost" in take_in(300, seed=4, deaths=2)

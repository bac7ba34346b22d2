"""Processes that read and write one index at once, those that write killed now and then."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.engine.embedded.at_once import at_once

#: So long with one index, and then with a new one.
_ROUND_SECONDS: Final = 60.0


def for_seconds(seconds: float, first: int) -> str:
    """Go on until the time is up; what was seen. AssertionError where anything was wrong."""
    states, seed = 0, first
    while seconds > 0:
        with TemporaryDirectory() as root:
            lasts = min(seconds, _ROUND_SECONDS)
            states += sum(at_once(Path(root) / "index", seed, lasts, kills=True))
        seconds -= lasts
        seed += 1
    return f"{states} states from seed {first} on: each was read whole, and none went back"

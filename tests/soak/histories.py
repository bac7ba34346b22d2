"""Histories of an index, and the same reports in an index of Whoosh's own, one after the other."""

import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from tests.engine.embedded.histories import live
from tests.engine.embedded.stocked import batches_by, hold_alike, queries_by

#: Of a history, and after some of its changes.
_CHANGES: Final = 25
_QUESTIONS: Final = 12


def soak(seed: int, folder: Path) -> Counter[str]:
    """The history of one seed, and what happened in it; its reports are compared with Whoosh."""
    rng = Random(seed)
    seen = live(rng, folder, _CHANGES, _QUESTIONS)
    batches = batches_by(rng)
    queries = queries_by(rng, batches)
    with TemporaryDirectory(dir=folder) as stock:
        hold_alike(Path(stock), batches, queries)
    return seen + Counter({"of Whoosh's queries": len(queries)})


def for_seconds(seconds: float, first: int) -> str:
    """One seed after the other until the time is up; what happened in all of them."""
    until, seen, seed = time.monotonic() + seconds, Counter[str](), first
    while time.monotonic() < until:
        with TemporaryDirectory() as folder:
            try:
                seen += soak(seed, Path(folder))
            except Exception as error:
                error.add_note(f"seed {seed}")
                raise
        seed += 1
    told = ", ".join(f"{count} {what}" for what, count in sorted(seen.items()))
    return f"{seed - first} histories from seed {first} on ({told}): as read, as made anew"

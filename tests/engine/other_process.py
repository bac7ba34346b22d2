"""What another process does with an engine: ``python -m tests.engine.other_process``.

Usage: other_process ACTION ENGINE FOLDER [MORE]

``hold`` begins a change and says ``writing``; ``watch`` says ``reading``, reads until a line comes
in, and names the editions it saw; ``write`` commits editions without end and names each.
"""

import sys
import threading
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Final

from searchapp.engine import Engine
from tests.engine.editions import commit, edition, edition_in, watch
from tests.engine.engines import ENGINES


def hold(engine: Engine, change: str) -> None:
    """Begin a change and never end it."""
    with getattr(engine, change)() as writer:
        writer.put(edition(1)[0])
        say("writing")
        time.sleep(600)


def look_on(engine: Engine) -> None:
    """Read as fast as possible until a line comes in."""
    edition_in(engine)
    say("reading")
    stop = threading.Event()

    def listen() -> None:
        sys.stdin.readline()
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    say(*watch(engine, stop.is_set))


def write(engine: Engine, first: str) -> None:
    """Commit one edition after the other, each known only once it is there."""
    for number in count(int(first)):
        commit(engine, number)
        say(number)


def say(*words: object) -> None:
    """A line that the other side can read at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


ACTIONS: Final[Mapping[str, Callable[..., None]]] = {
    "hold": hold,
    "watch": look_on,
    "write": write,
}

if __name__ == "__main__":
    action, name, folder, *more = sys.argv[1:]
    ACTIONS[action](ENGINES[name](Path(folder)), *more)

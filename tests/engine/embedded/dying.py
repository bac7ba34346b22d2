"""A process that dies at every moment of a change: ``python -m tests.engine.embedded.dying``.

Usage: dying CHANGE ROOT

``ROOT/before`` holds the index before the change. For each file operation of the change in turn
a copy of it is made, ``ROOT/0000`` and so on, and changed by a process that kills itself with
SIGKILL just before that operation. The last copy is of a change that came to its end.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Final

from searchapp.engine.embedded import EmbeddedEngine
from tests.engine.editions import commit
from tests.engine.embedded.failing import OPERATIONS
from tests.engine.embedded.growing import second
from tests.engine.shelves import asking

CHANGES: Final[Mapping[str, Callable[[Path], None]]] = {
    "writer": lambda folder: commit(EmbeddedEngine(folder), 2),
    "rebuild": lambda folder: commit(EmbeddedEngine(folder), 2, clear=True),
    "merging": second,
}


def die_before(operation: int) -> None:
    """Let this process kill itself when it is about to do its file operation of that number."""
    operations = iter(range(operation))

    def watch(event: str, _: tuple[object, ...]) -> None:
        if event in OPERATIONS and next(operations, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def comes_to_its_end(change: Callable[[Path], None], folder: Path, operation: int) -> bool:
    """Make the change in a process that dies at that operation; whether it was never reached."""
    child = os.fork()
    if not child:
        die_before(operation)
        change(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return status == 0


def main(change: str, root: Path) -> None:
    """Die at one operation after the other, until a change comes to its end."""
    warm = root / "warm"
    commit(EmbeddedEngine(warm), 1)
    EmbeddedEngine(warm).find(asking("法治"))
    for operation in count():
        copy = root / f"{operation:04}"
        shutil.copytree(root / "before", copy)
        if comes_to_its_end(CHANGES[change], copy, operation):
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

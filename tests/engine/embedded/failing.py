"""A change on a disk that fails: ``python -m tests.engine.embedded.failing FAULT LIMITS ROOT``.

``ROOT/before`` holds the first state of ``growing``. For each moment of the change to the second
in turn a copy of it is made, ``ROOT/0000`` and so on, and changed by a process for which the disk
fails at that moment. It says, a line of JSON for each copy, what the change raised, which state
is held then, and after a next change on a disk that works; at last that nothing failed any more.

``refused``  a file operation fails
``full``     from a file operation on no file can grow
``unsynced`` what is written cannot be put on the disk

With the limits ``merging`` the change makes one segment of all, ``apart`` it adds one.
"""

import errno
import json
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from searchapp.engine.embedded import EmbeddedEngine
from tests.engine.embedded.growing import APART, MERGING, first, second, state_in, third


class Moment:
    """The moment at which something happens: once, when ``reached`` is asked so many times."""

    def __init__(self, number: int) -> None:
        self._left = iter(range(number))
        self.is_past = False

    def reached(self) -> bool:
        """Whether it is now."""
        if self.is_past or next(self._left, None) is not None:
            return False
        self.is_past = True
        return True


#: What Python says of each file operation, as audit events.
OPERATIONS: Final = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "mmap.__new__"}
)
#: That a folder cannot be made that is there already is no failure.
_FALLIBLE: Final = OPERATIONS - {"os.mkdir"}
#: How a process ends for which the disk failed.
_FAILED: Final = 3


def _broken() -> OSError:
    return OSError(errno.EIO, "the disk is broken")


@contextmanager
def refused(moment: Moment) -> Iterator[None]:
    """At that moment a file operation fails."""
    is_watched = True

    def watch(event: str, _: tuple[object, ...]) -> None:
        if is_watched and event in _FALLIBLE and moment.reached():
            raise _broken()

    sys.addaudithook(watch)
    yield
    is_watched = False


@contextmanager
def full(moment: Moment) -> Iterator[None]:
    """From that moment on, a file operation, no byte more is written to any file."""
    is_watched = True
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def watch(event: str, _: tuple[object, ...]) -> None:
        if is_watched and event in _FALLIBLE and moment.reached():
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))

    sys.addaudithook(watch)
    yield
    is_watched = False
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def unsynced(moment: Moment) -> Iterator[None]:
    """At that moment the system cannot put a file, or a folder, on the disk."""
    fsync = os.fsync

    def failing(number: int) -> None:
        if moment.reached():
            raise _broken()
        fsync(number)

    os.fsync = failing  # type: ignore[assignment]
    yield
    os.fsync = fsync


FAULTS: Final[Mapping[str, Callable[[Moment], AbstractContextManager[None]]]] = {
    "refused": refused,
    "full": full,
    "unsynced": unsynced,
}


#: A disk that is full from one moment on is full at the next.
_STEPS: Final = {"full": 2}
LIMITS: Final = {"merging": MERGING, "apart": APART}


def try_change(fault: str, limits: str, folder: Path, moment: Moment) -> dict[str, object]:
    """What came of the change on a disk that fails at that moment, and of the next one."""
    raised = None
    with FAULTS[fault](moment):
        try:
            second(folder, LIMITS[limits])
        except Exception as error:
            raised = type(error).__name__
    then = state_in(EmbeddedEngine(folder))
    third(folder)
    return {
        "failed": moment.is_past,
        "raised": raised,
        "then": then,
        "next": state_in(EmbeddedEngine(folder)),
        "files": sorted(file.name for file in folder.iterdir()),
    }


def in_a_process(fault: str, limits: str, folder: Path, number: int) -> bool:
    """Try it in a process of its own, which says what came of it; whether the disk failed."""
    child = os.fork()
    if not child:
        moment = Moment(number)
        sys.stdout.write(json.dumps(try_change(fault, limits, folder, moment)) + "\n")
        sys.stdout.flush()
        os._exit(_FAILED if moment.is_past else 0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _FAILED), f"{fault} {limits} {number}: {code}"
    return code == _FAILED


def main(fault: str, limits: str, root: Path) -> None:
    """Fail at one moment after the other, until the change ends before any."""
    warm = root / "warm"
    first(warm)
    try_change(fault, limits, warm, Moment(sys.maxsize))
    sys.stdout.flush()
    for number in count(step=_STEPS.get(fault, 1)):
        copy = root / f"{number:04}"
        shutil.copytree(root / "before", copy)
        if not in_a_process(fault, limits, copy, number):
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

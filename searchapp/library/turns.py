"""Whose turn is it to write into a file? One after the other, in this process and in others.

SQLite lets one write at a time, and whoever must wait only looks again now and then: among many,
or beside one who writes again and again, somebody never comes to it. Here all but one wait without
looking. Who has waited too long tries without a turn: better that than never.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from filelock import FileLock, Timeout

_PATIENCE: Final = 60
_LOOKS_SECONDS: Final = 0.01


@contextmanager
def in_turn(library: Path) -> Iterator[None]:
    """What is done within, nobody else who asks does at the same time: to begin to write."""
    with ExitStack() as held:
        queue = _queue(library.absolute())
        if queue.acquire(_PATIENCE):
            held.callback(queue.release)
        turn = FileLock(queue.file)
        try:
            turn.acquire(timeout=_PATIENCE, poll_interval=_LOOKS_SECONDS)
            held.callback(turn.release)
        except (Timeout, OSError):
            # Or nobody may write here, of which the library itself tells.
            pass
        yield


def turn_file(library: Path) -> Path:
    """The file by which processes wait for one another: empty, and of no other use."""
    return library.with_name(f".{library.name}.turn")


class Queue:
    """A lock for the threads of this process that goes to whoever has waited longest.

    ``file`` is by what processes wait for one another.
    """

    def __init__(self, library: Path) -> None:
        self.file = turn_file(library)
        self._lock = Lock()
        # The first has it; each lock is held until its owner comes first.
        self._waiting: deque[Lock] = deque()

    def acquire(self, seconds: float) -> bool:
        """Whether it came to the caller within so many seconds; then it is his to release."""
        own = Lock()
        own.acquire()
        with self._lock:
            self._waiting.append(own)
            if len(self._waiting) == 1:
                return True
        if own.acquire(timeout=seconds):
            return True
        with self._lock:
            came = self._waiting[0] is own
            if not came:
                self._waiting.remove(own)
            return came

    def release(self) -> None:
        """Let the next have it."""
        with self._lock:
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].release()


@cache
def _queue(library: Path) -> Queue:
    """Of this process, one for a library."""
    return Queue(library)

"""Processes that work beside this one, and end with it."""

import errno
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread
from typing import Final

#: More processes than this want memory, and reports do not come faster.
_MOST: Final = 4
_ENDED: Final = "建立索引的进程意外中止，可能是内存不足"
_NO_MEMORY: Final = "内存不足"


def how_many() -> int:
    """So many processes are of use here."""
    return max(1, min(_MOST, os.cpu_count() or 1))


def are_allowed() -> bool:
    """Whether there may be any: not for one that is itself to end with its parent."""
    return not multiprocessing.current_process().daemon


def pool(count: int) -> ProcessPoolExecutor:
    """So many processes, which begin with the first work and end with this one."""
    # Other ways to begin a process hand on to it the locks that this one holds.
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin)


@contextmanager
def explained() -> Iterator[None]:
    """Raises OSError where a process ended, or wanted more memory than there is."""
    try:
        yield
    except BrokenProcessPool as error:
        raise ChildProcessError(errno.ECHILD, _ENDED) from error
    except MemoryError as error:
        raise OSError(errno.ENOMEM, _NO_MEMORY) from error


def _begin() -> None:
    """What holds in a process: it ends with the program that it works for, and not before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)

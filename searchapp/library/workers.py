"""Files are read and understood in processes of their own, with limits of time and memory.

Whatever a file does to its reader, the program that takes it in goes on: a reader that hangs is
ended, one that crashes or wants too much memory is told of in the file's verdict.
"""

import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as TimedOut
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Final, Self, TypeAlias

from pebble import ProcessExpired, ProcessPool

from searchapp.errors import EmptyFile, UnreadableFile, why_not
from searchapp.library.scratch import is_running, new_folder
from searchapp.parsing import Gazetteer, gazetteer_with, own_places, parse
from searchapp.reading import read_file
from searchapp.reports import Place, Report
from searchapp.settings import Settings

#: A long scan takes minutes to recognise; nothing that ends well takes longer than this.
SECONDS: Final = 900
#: Of address space, on systems that can limit it: a reader asks for more than it uses.
MEMORY_BYTES: Final = 4 << 30
_TOO_LARGE: Final = "读取所需的内存过大"
_ENDED: Final = "读取时程序意外中止：文件可能已损坏，或被人做过手脚"
#: A worker looks so often whether the process that it works for is still there.
_LOOKS_SECONDS: Final = 2
#: After so many files a process is replaced by a new one.
_FILES: Final = 500


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file holds, and the format in which it does."""

    format: str
    report: Report


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file could not be understood, in Chinese."""

    reason: str


Answer: TypeAlias = Understood | Refused


class Workers:
    """``count`` processes that read files; they begin with the first file."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._folder = new_folder()
        self._pool = self._processes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def understand(self, file: Path, known_as: Path, places: Path) -> "Reading":
        """Begin to read a file, which its people know under that path.

        ``places`` is the home's table of places, in which no error may be left. Raises OSError
        where the system lets no process begin.
        """
        return Reading(partial(self._begin, file, known_as, places))

    def _begin(self, *given: Path) -> "Future[Answer]":
        try:
            if not self._pool.active:
                self._end()
                self._pool = self._processes()
            future: Future[Answer] = self._pool.schedule(_understood, given, timeout=SECONDS)
        except BrokenProcessPool as error:
            raise OSError("系统不让启动读取文件的进程") from error
        return future

    def _processes(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.count,
            max_tasks=_FILES,
            initializer=_limit,
            initargs=(self._folder, os.getpid()),
            context=_context(),
        )

    def _end(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class Reading:
    """A file that is being read."""

    def __init__(self, begin: Callable[[], "Future[Answer]"]) -> None:
        self._begin = begin
        self._future = begin()

    def is_done(self, seconds: float) -> bool:
        """Whether the file is read, or will be within so many seconds, which it then waits."""
        return bool(wait([self._future], seconds).done)

    def answer(self) -> Answer:
        """What came of it; waits until the file is read."""
        try:
            return _answer(self._future)
        except BrokenProcessPool:
            # The processes ended while they had no file, which is not the fault of this one.
            self._future = self._begin()
        try:
            return _answer(self._future)
        except BrokenProcessPool:
            return Refused(_ENDED)


def _answer(future: "Future[Answer]") -> Answer:
    try:
        return future.result()
    except TimedOut:
        return Refused(f"读取超过 {SECONDS // 60} 分钟，已放弃")
    except ProcessExpired:
        return Refused(_ENDED)
    except MemoryError:
        return Refused(_TOO_LARGE)


def understand(file: Path, settings: Settings) -> Answer:
    """What a file holds, without keeping anything. Raises BadPlaces."""
    own_places(settings.places)
    with Workers(1) as workers:
        return workers.understand(file, file, settings.places).answer()


def _context() -> multiprocessing.context.BaseContext:
    """How a worker begins: inheriting nothing, and with all imported where the system can."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _limit(folder: Path, parent: int) -> None:
    """What holds in a worker: where it may write, how much memory and what time it has."""
    tempfile.tempdir = str(folder)
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, MEMORY_BYTES)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _end_with(parent: int) -> None:
    """End this process soon after the one that it works for, which may have been killed."""
    while is_running(parent):
        time.sleep(_LOOKS_SECONDS)
    os._exit(1)


def _understood(file: Path, known_as: Path, places: Path) -> Answer:
    try:
        document = read_file(file, known_as)
        report = parse(document, _gazetteer(tuple(own_places(places))))
        if not report.passages:
            raise EmptyFile(file)
    except UnreadableFile as error:
        return Refused(error.reason)
    except OSError as error:
        return Refused(f"无法读取：{why_not(error)}")
    except MemoryError:
        return Refused(_TOO_LARGE)
    except Exception as error:
        return Refused(
            f"程序读这个文件时出错，请把它交给开发者（{type(error).__name__}：{error}）"
        )
    return Understood(document.format, report)


@lru_cache(maxsize=2)
def _gazetteer(own: tuple[Place, ...]) -> Gazetteer:
    """All places, put in order once for as long as the home's own are the same."""
    return gazetteer_with(own)

"""Who takes in what was handed in: one batch after the other, in a thread of the server's own."""

import logging
import time
from threading import Lock, Thread
from typing import Final

from searchapp.engine import Engine
from searchapp.errors import SearchAppError, why_not
from searchapp.library import Batch, Batches, Intake, Part, Workers
from searchapp.settings import Settings
from searchapp.wording import words_for

#: After so many seconds one tries again what could not be done.
_PATIENCE: Final = 2.0
_FAULT: Final = "程序出错了，请告诉管理员；收到的文件都还在，服务重新启动后会再试"
_LOG: Final = logging.getLogger(__name__)


class Clerk:
    """Takes in, by the same ``Intake`` as the command line, whatever waits in ``Batches``.

    Its thread lives as long as something waits. Whoever ends the server in the middle of it loses
    nothing: what was not taken in still waits for the next.
    """

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self._batches = Batches(settings.received)
        self._thread: Thread | None = None
        self._guard = Lock()

    def resume(self) -> None:
        """Take in what the server before this one left, if it left anything."""
        self._batches.sweep()
        if self._batches.waiting():
            self.begin()

    def begin(self) -> None:
        """Something waits: take it in, in the background."""
        with self._guard:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="clerk", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while self._is_wanted():
            try:
                self._take_all()
            except Exception:
                # Not of a batch: the system lets no process begin.
                _LOG.exception("cannot take in what was handed in")
                time.sleep(_PATIENCE)

    def _is_wanted(self) -> bool:
        """Whether something waits; if not, this thread is no longer there for who comes next."""
        with self._guard:
            if self._batches.waiting():
                return True
            self._thread = None
            return False

    def _take_all(self) -> None:
        with Workers(self._settings.readers) as workers:
            while waiting := self._batches.waiting():
                taken = [self._take(batch, workers) for batch in waiting]
                if not all(taken):
                    time.sleep(_PATIENCE)

    def _take(self, batch: Batch, workers: Workers) -> bool:
        """Take in what waits of a batch; False where that has to be tried again."""
        trouble = ""
        try:
            with batch.alone() as is_ours:
                for part in batch.parts() if is_ours else ():
                    self._take_part(batch, part, workers)
            return is_ours
        except SearchAppError as error:
            trouble = words_for(error)
        except OSError as error:
            trouble = f"收录时出错：{why_not(error)}"
        except Exception:
            _LOG.exception("cannot take in batch %s", batch.name)
            trouble = _FAULT
        batch.stop(trouble)
        return False

    def _take_part(self, batch: Batch, part: Part, workers: Workers) -> None:
        intake = Intake(self._settings, self._engine, [part.folder], workers=workers)
        left_out = sum(1 for file in part.folder.rglob("*") if file.is_file()) - intake.expected
        expected = -1
        for verdict in intake.run():
            if intake.expected != expected:
                expected = intake.expected
                batch.stop("")
                batch.expect(part, expected, left_out)
            batch.note(part, verdict)
        if expected < 0:
            batch.expect(part, 0, left_out)
        batch.finish(part)

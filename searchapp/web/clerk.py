"""Who takes in what was handed in: a part after the other, in a thread of the server's own."""

import logging
from functools import partial
from threading import Event, Lock, Thread
from typing import Final

from searchapp.engine import Engine
from searchapp.errors import IngestRunning, SearchAppError, why_not
from searchapp.library import Batch, Batches, Intake, Part, Workers
from searchapp.settings import Settings
from searchapp.wording import words_for

#: After so many seconds one tries again what could not be done; then after longer and longer.
_PATIENCE: Final = 2.0
_MOST_PATIENCE: Final = 15.0
_RUNNING: Final = "另一个收录程序正在运行"
_FAULT: Final = "收录时程序出错了，请告诉管理员"
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
        self._called = Event()

    def resume(self) -> None:
        """Take in what the server before this one left, if it left anything."""
        self._batches.sweep()
        if self._batches.waiting():
            self.begin()

    def begin(self) -> None:
        """Something waits: take it in, in the background."""
        self._called.set()
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
                self._pause(_MOST_PATIENCE)

    def _is_wanted(self) -> bool:
        """Whether something waits; if not, this thread is no longer there for who comes next."""
        with self._guard:
            if self._batches.waiting():
                return True
            self._thread = None
            return False

    def _take_all(self) -> None:
        with Workers(self._settings.readers) as workers:
            patience = _PATIENCE
            while waiting := self._batches.waiting():
                taken = [self._take(batch, workers) for batch in waiting]
                if any(taken):
                    patience = _PATIENCE
                if not all(taken):
                    self._pause(patience)
                    patience = min(2 * patience, _MOST_PATIENCE)

    def _pause(self, seconds: float) -> None:
        """Wait, but not while somebody hands something in."""
        self._called.wait(seconds)
        self._called.clear()

    def _take(self, batch: Batch, workers: Workers) -> bool:
        """Take in the first part that waits of a batch; False where that is to be tried again."""
        trouble = ""
        try:
            with batch.alone() as is_ours:
                # One part, then the next batch has its turn: nobody waits for thousands of files.
                for part in batch.parts()[:1] if is_ours else ():
                    self._take_part(batch, part, workers)
            return is_ours
        except IngestRunning:
            trouble = _RUNNING
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
        intake = Intake(
            self._settings,
            self._engine,
            [part.folder],
            workers=workers,
            announce=partial(batch.announce, part),
        )
        left_out = sum(1 for file in part.folder.rglob("*") if file.is_file()) - intake.expected
        expected = None
        for verdict in intake.run():
            if expected is None:
                batch.stop("")
            if expected != intake.expected:
                expected = intake.expected
                batch.expect(part, expected, left_out)
            batch.note(part, verdict)
        if expected is None:
            batch.expect(part, 0, left_out)
        batch.finish(part)

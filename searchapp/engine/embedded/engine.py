"""The engine: snapshots for readers, one writer at a time."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from searchapp.engine.advice import Advice
from searchapp.engine.asking import Asked
from searchapp.engine.completing import Beginning
from searchapp.engine.damage import Damage
from searchapp.engine.embedded.advising import Advising
from searchapp.engine.embedded.answering import Answer
from searchapp.engine.embedded.completing import Completing
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.evaluations import Evaluations
from searchapp.engine.embedded.folder import IndexFolder
from searchapp.engine.embedded.likening import alike_in
from searchapp.engine.embedded.limits import USUAL, Limits
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.engine.embedded.tallying import tallied
from searchapp.engine.embedded.writing import changing
from searchapp.engine.found import FacetName, FacetValue, Found
from searchapp.engine.likeness import LEAST, Alike, Sought
from searchapp.engine.protocol import Writer
from searchapp.engine.tally import Tally
from searchapp.errors import IndexUnavailable, ReportNotFound, SearchAppError
from searchapp.reports import FiledReport
from searchapp.text import fold

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _telling_of_damage(
    read: Callable[Concatenate["EmbeddedEngine", _P], _T],
) -> Callable[Concatenate["EmbeddedEngine", _P], _T]:
    """The same; but where it fails because a file is damaged, IndexUnavailable says so."""

    @wraps(read)
    def reading(engine: "EmbeddedEngine", /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        with engine.blaming_damage():
            return read(engine, *args, **kwargs)

    return reading


class EmbeddedEngine:
    """An index in a folder. Readers see the newest commit; threads and processes may share it."""

    def __init__(self, path: Path, limits: Limits = USUAL) -> None:
        """``limits`` are for its writers; they change no answer."""
        self._folder = IndexFolder(path)
        self._limits = limits
        self._lock = threading.Lock()
        self._current: tuple[tuple[str, int], Evaluations] | None = None

    @_telling_of_damage
    def find(self, asked: Asked) -> Found:
        """The exact answer. Raises IndexUnavailable where there is no index."""
        return Answer(self._evaluation(asked), asked).found()

    @_telling_of_damage
    def ranking(self, asked: Asked) -> Sequence[str]:
        """The reports in order. Raises IndexUnavailable where there is no index."""
        return Answer(self._evaluation(asked), asked).ranking()

    @_telling_of_damage
    def tally(self, asked: Asked) -> Mapping[str, Tally]:
        """How much each report has of it. Raises IndexUnavailable where there is no index."""
        return tallied(self._evaluation(asked), asked)

    @_telling_of_damage
    def advise(self, asked: Asked) -> Advice:
        """What may help. Raises IndexUnavailable where there is no index."""
        return Advising(self._evaluation(asked), asked).advice()

    @_telling_of_damage
    def phrases(self, beginning: str, limit: int) -> Sequence[Beginning]:
        """How it goes on. Raises IndexUnavailable where there is no index."""
        return Completing(self._snapshot(), beginning).phrases(limit)

    @_telling_of_damage
    def alike(self, sought: str, least: int = LEAST) -> Sequence[Alike]:
        """Every passage that is so like. Raises IndexUnavailable where there is no index."""
        needle = fold(sought).text
        snapshot = self._snapshot()
        return alike_in(snapshot, Sought(needle, least)) if needle else ()

    @_telling_of_damage
    def values(self) -> Mapping[FacetName, tuple[FacetValue, ...]]:
        """The facets of everything. Raises IndexUnavailable where there is no index."""
        return self._snapshot().values

    @_telling_of_damage
    def report(self, report_id: str) -> FiledReport:
        """A whole report. Raises ReportNotFound, and IndexUnavailable where there is no index."""
        catalogue = self._snapshot().catalogue
        number = catalogue.find(report_id)
        if number is None:
            raise ReportNotFound(report_id)
        return catalogue.whole(number)

    def reports(self) -> Iterator[FiledReport]:
        """Every report, by place, year and id."""
        with self.blaming_damage():
            catalogue = self._snapshot().catalogue
            yield from map(catalogue.whole, catalogue.in_order.tolist())

    @_telling_of_damage
    def facts(self) -> Sequence[FiledReport]:
        """Every report's facts. Raises IndexUnavailable where there is no index."""
        return self._snapshot().catalogue.facts

    @_telling_of_damage
    def held(self) -> Mapping[str, int]:
        """Report id -> version. Raises IndexUnavailable for an index that cannot be read."""
        return {} if self._folder.is_new() else self._snapshot().catalogue.versions

    @contextmanager
    def blaming_damage(self) -> Iterator[None]:
        """Raises IndexUnavailable in place of what a damaged file makes of reading it.

        To look for damage takes long, and is done where nothing else explains what was raised.
        """
        try:
            yield
        except (SearchAppError, OSError):
            raise
        except Exception as error:
            damages: Sequence[Damage] = ()
            # Of a first change that is given up there is no index yet.
            with suppress(IndexUnavailable):
                damages = self._folder.damages()
            for damage in damages:
                why = f"{damage.file} is damaged ({damage.part or 'as a whole'})"
                raise IndexUnavailable(self._folder.path, why, exists=True) from error
            raise

    def damages(self) -> Sequence[Damage]:
        """Every file that is damaged. Raises IndexUnavailable where there is no index."""
        return self._folder.damages()

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """A change.

        Raises IngestRunning while another writes, IndexUnavailable for a strange index.
        """
        folder = self._folder
        with folder.alone(), self.blaming_damage():
            before = folder.create() if folder.is_new() else folder.commit()
            with changing(folder, before, self._limits, clear=False) as writer:
                yield writer

    @contextmanager
    def rebuild(self) -> Iterator[Writer]:
        """A change that begins from nothing, also in place of an index that cannot be read."""
        folder = self._folder
        with folder.alone():
            before = folder.commit() if folder.fits() else folder.create()
            with changing(folder, before, self._limits, clear=True) as writer:
                yield writer

    def _snapshot(self) -> Snapshot:
        """The newest state."""
        return self._newest().snapshot

    def _evaluation(self, asked: Asked) -> Evaluation:
        """A question's query held against the newest state."""
        return self._newest().of(asked)

    def _newest(self) -> Evaluations:
        """The newest state; the one at hand as long as nothing was committed."""
        with self._lock:
            state = self._folder.state()
            if self._current is None or self._current[0] != state:
                self._current = state, Evaluations(Snapshot(self._folder.parts()))
            return self._current[1]

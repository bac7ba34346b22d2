"""Taking files in: what arrives is read by workers, named, kept in the ledger, and indexed.

The ledger is kept after every few files, so that whoever is killed goes on from there; the index
is told less often, see ``shelving``.
"""

import shutil
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from filelock import FileLock, Timeout

from searchapp.engine import Engine
from searchapp.errors import IngestRunning, UnreadableFile
from searchapp.library.archives import unpacked
from searchapp.library.arrivals import Arrival, arrival_of, handed_in
from searchapp.library.corpus import files_under
from searchapp.library.ledger import Ledger
from searchapp.library.scratch import folder_for_a_while
from searchapp.library.shelving import Shelving
from searchapp.library.taking import Looked, Taker
from searchapp.library.verdicts import Verdict
from searchapp.library.workers import Reading, Workers
from searchapp.parsing import own_places
from searchapp.reading import is_archive
from searchapp.settings import Settings

#: So many verdicts are kept in the ledger at once.
_BATCH: Final = 32
#: Or whatever was settled in so many seconds: for as long others wait who save something.
_KEEP_SECONDS: Final = 0.5
#: The index is told when so many reports wait, or so many seconds have passed.
_WAITING: Final = 500
_SECONDS: Final = 20
#: So many files are read, for each worker, ahead of the one that is being settled, so that none
#: is idle while the index is told; or fewer, where they have so many bytes together.
_AHEAD: Final = 32
_FEWEST_AHEAD: Final = 4
_BYTES_AHEAD: Final = 16 << 20


class Intake:
    """One run of ``ingest`` over some paths.

    ``expected`` is the number of verdicts there will be, as far as is known: an archive has as
    many as files are found in it. ``missing`` are, once it has run over the whole corpus, the
    files that the library knows and the corpus no longer has; ``prune`` gives them a verdict.
    ``workers`` may be lent by somebody who takes files in again and again. ``announce`` hears of
    some verdicts just before they are kept: whoever is killed then knows what it was that he did.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        paths: Iterable[Path],
        *,
        rebuild: bool = False,
        prune: bool = False,
        workers: Workers | None = None,
        announce: Callable[[Sequence[Verdict]], object] = lambda _: None,
    ) -> None:
        given = list(dict.fromkeys(paths))
        self._settings = settings
        self._engine = engine
        self._rebuild = rebuild
        self._prune = prune
        self._workers = workers
        self._announce = announce
        self._whole_corpus = not given
        corpus = [settings.corpus] if settings.corpus.is_dir() else []
        self._roots = given or corpus
        self.files = list(dict.fromkeys(files_under(self._roots, settings)))
        self.expected = len(self.files)
        self.missing: tuple[str, ...] = ()

    def run(self) -> Iterator[Verdict]:
        """A verdict for each file, once it is kept; the index has been told when the run ends.

        Raises IngestRunning, IndexUnavailable, LibraryUnavailable or BadPlaces before the first;
        later on LibraryFailed and OSError, where the disk is full, and CorpusGone where all is to
        be pruned: what was kept stays.
        """
        settings = self._settings
        settings.home.mkdir(parents=True, exist_ok=True)
        # Here, where it can still be told, and not in each worker.
        own_places(settings.places)
        with (
            locked(settings.home),
            Ledger.open(settings) as ledger,
            self._reading() as workers,
            folder_for_a_while() as folder,
        ):
            shelving = Shelving(ledger, self._engine)
            taker = Taker(settings, ledger, shelving)
            run = _Run(taker, workers, folder, settings.places)
            yield from self._run(run, ledger, shelving)
            yield from self._after(taker, ledger, shelving)

    def _reading(self) -> AbstractContextManager[Workers]:
        """The workers that were lent, or own ones."""
        if self._workers is not None:
            return nullcontext(self._workers)
        return Workers(self._settings.readers)

    def _run(self, run: "_Run", ledger: Ledger, shelving: Shelving) -> Iterator[Verdict]:
        if self._rebuild:
            run.taker.holdings.read_afresh()
        else:
            shelving.mend()
        told, kept = time.monotonic(), time.monotonic()
        verdicts: list[Verdict] = []
        for verdict in run.verdicts(self._arrivals(ledger)):
            self.expected = max(self.expected, run.begun)
            verdicts += [verdict] if verdict else []
            now = time.monotonic()
            if len(verdicts) >= _BATCH or now - kept > _KEEP_SECONDS:
                yield from self._kept(verdicts, ledger)
                verdicts, kept = [], now
            if not self._rebuild and _is_due(shelving, now - told):
                ledger.commit()
                shelving.tell(self._engine.writer)
                told = now
        yield from self._kept(verdicts, ledger)

    def _kept(self, verdicts: Sequence[Verdict], ledger: Ledger) -> Sequence[Verdict]:
        """The verdicts, once the ledger has them."""
        if verdicts:
            self._announce(verdicts)
        ledger.commit()
        return verdicts

    def _after(self, taker: Taker, ledger: Ledger, shelving: Shelving) -> Iterator[Verdict]:
        """What is missing; and the index is told of all that it was not told before."""
        removed = list(taker.prune()) if self._prune else []
        if self._rebuild:
            shelving.touch_all()
        ledger.commit()
        yield from removed
        if self._rebuild:
            shelving.tell(self._engine.rebuild)
        while not shelving.is_true:
            # Again, where somebody has corrected a report meanwhile.
            shelving.tell(self._engine.writer)
        if self._whole_corpus:
            self.missing = tuple(file.shown for file in taker.holdings.missing())

    def _arrivals(self, ledger: Ledger) -> Iterator[Arrival]:
        """The files that were named; for a new index also all others that the ledger knows."""
        corpus = self._settings.corpus
        for file in self.files:
            arrive = handed_in if self._settings.received in file.parents else arrival_of
            yield arrive(file, self._shown(file), corpus)
        if self._rebuild:
            given = {file.resolve() for file in self.files}
            known = (corpus / file.path for file in ledger.files.all())
            others = (file for file in known if file.resolve() not in given and file.exists())
            for file in sorted(others):
                self.expected += 1
                yield arrival_of(file, self._shown(file), corpus)

    def _shown(self, file: Path) -> str:
        """What a verdict calls the file: its path in the folder that was named, else its name."""
        above = (root for root in self._roots if root in file.parents)
        return file.relative_to(next(above, file.parent)).as_posix()


class _Run:
    """The files of one run: some are being read ahead of the one that is settled.

    ``begun`` is the number of verdicts of which it is known that they will come.
    """

    def __init__(self, taker: Taker, workers: Workers, folder: Path, places: Path) -> None:
        self.taker = taker
        self.begun = 0
        self._workers = workers
        self._folder = folder
        self._places = places

    def verdicts(self, arrivals: Iterable[Arrival]) -> Iterator[Verdict | None]:
        """The verdicts, in order; None now and then while a file is long in being read.

        Nobody is to be kept from the ledger by what waits to be kept in it.
        """
        ahead: deque[_Step] = deque()
        for step in self._steps(arrivals):
            ahead.append(step)
            self.begun += 1
            while self._is_far(ahead):
                yield from _taken(ahead.popleft())
        while ahead:
            yield from _taken(ahead.popleft())

    def _is_far(self, ahead: Collection["_Step"]) -> bool:
        """Whether no more is to be read before one of these is settled."""
        size = sum(step.size for step in ahead)
        most = _AHEAD if size <= _BYTES_AHEAD else _FEWEST_AHEAD
        return len(ahead) > most * self._workers.count

    def _steps(self, arrivals: Iterable[Arrival]) -> Iterator["_Step"]:
        """For each file what gives its verdict, to be taken in order; reading has begun."""
        for arrival in arrivals:
            if is_archive(arrival.file):
                yield from self._archive(arrival)
            else:
                yield self._file(arrival)

    def _file(self, arrival: Arrival) -> "_Step":
        looked = self.taker.look(arrival, self._read)
        size = arrival.stamp[0] if isinstance(looked, Reading) else 0
        return _Step(partial(self.taker.take, arrival, looked, self._read), looked, size)

    def _archive(self, archive: Arrival) -> Iterator["_Step"]:
        """The files in an archive, then the archive, which is known once all of them are kept."""
        if known := self.taker.archive_known(archive):
            yield _given(known)
            return
        folder = Path(mkdtemp(dir=self._folder))
        opened = _Opened(archive)
        try:
            for member in unpacked(archive, folder):
                step = _given(member) if isinstance(member, Verdict) else self._file(member)
                yield opened.noting(step)
        except UnreadableFile as error:
            yield _Step(partial(self.taker.refuse_archive, archive, error.reason))
            return
        yield _Step(partial(self._close, opened, folder))

    def _close(self, opened: "_Opened", folder: Path) -> Verdict:
        shutil.rmtree(folder, ignore_errors=True)
        return self.taker.take_archive(opened.archive, opened.verdicts)

    def _read(self, arrival: Arrival) -> Reading:
        return self._workers.understand(arrival.file, arrival.known_as, self._places)


class _Opened:
    """An archive whose files are being taken, and the verdicts on those that were."""

    def __init__(self, archive: Arrival) -> None:
        self.archive = archive
        self.verdicts: list[Verdict] = []

    def noting(self, step: "_Step") -> "_Step":
        """The step, with its verdict noted once it is taken."""

        def taken() -> Verdict:
            self.verdicts.append(step.take())
            return self.verdicts[-1]

        return replace(step, take=taken)


@dataclass(frozen=True, slots=True)
class _Step:
    """What gives a verdict; ``looked`` is the reading that it waits for, if it does.

    ``size`` is how many bytes are being read.
    """

    take: Callable[[], Verdict]
    looked: Looked = None
    size: int = 0


def _taken(step: _Step) -> Iterator[Verdict | None]:
    """The verdict; before it None now and then, as long as the file is being read."""
    if isinstance(step.looked, Reading):
        while not step.looked.is_done(_KEEP_SECONDS):
            yield None
    yield step.take()


def _given(verdict: Verdict) -> _Step:
    return _Step(lambda: verdict)


def _is_due(shelving: Shelving, seconds: float) -> bool:
    waiting = len(shelving.waiting)
    return waiting >= _WAITING or (waiting > 0 and seconds > _SECONDS)


def locked(home: Path, seconds: float = 0) -> AbstractContextManager[object]:
    """Whoever holds this is the only one that takes files into a home.

    Raises IngestRunning where somebody else still holds it after so many seconds.
    """
    lock = FileLock(home / ".ingest.lock")
    try:
        return lock.acquire(timeout=seconds)
    except Timeout as error:
        raise IngestRunning(home) from error

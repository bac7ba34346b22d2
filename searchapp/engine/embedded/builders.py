"""Builds segment files of reports: a few in this process, many in processes beside it.

Each of these has a segment that it builds, while others build theirs and reports are still coming.
What is under way is bounded, so that a corpus of any size needs the memory of some segments. No
process outlives the change, nor the program that makes it.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.processes import are_allowed, explained, how_many, pool
from searchapp.reports import FiledReport, Passage, SectionKind

#: A process begins within a second; fewer characters than this are built as soon right here.
FEW: Final = 4_000_000
#: So many characters are sent at once, and a process has so many such pieces before it.
_PIECE: Final = 250_000
_AHEAD: Final = 3


class Builders:
    """Segments of the reports that are put, each in a file of its own.

    A file is written once there are reports of ``batch`` characters for it, or in the end;
    ``new_file`` says where. Up to ``few`` characters wait for the end, and are built by this
    process. With more there are processes, and which reports come into one file is as it happens.
    """

    def __init__(self, new_file: Callable[[], Path], batch: int, few: int = FEW) -> None:
        self._new_file = new_file
        self._batch = batch
        self._few = few if are_allowed() else sys.maxsize
        self._waiting: list[FiledReport] = []
        self._characters = 0
        self._files: list[Path] = []
        self._workers: list[_Worker] = []

    def put(self, filed: FiledReport) -> None:
        """Build this report too. Raises what building others did, see ``finish``."""
        self._waiting.append(filed)
        self._characters += _size(filed)
        if self._characters > (_PIECE if self._workers else self._few):
            self._workers = self._workers or [_Worker() for _ in range(how_many())]
            self._send()

    def finish(self) -> list[Path]:
        """The files of the segments, which are complete: each report is in one of them.

        From now on they are the caller's.
        Raises ValueError for a report that cannot be held (see ``Builder``), and OSError where a
        process ended before its time or the disk does not take a file. Then there are no files.
        """
        try:
            if self._workers:
                self._finish_workers()
            else:
                self._build()
        except BaseException:
            self.abandon()
            raise
        files, self._files = self._files, []
        return files

    def abandon(self) -> None:
        """Build nothing of all this: the processes end, and unfinished files are removed."""
        for worker in self._workers:
            worker.end()
        for file in self._files:
            file.unlink(missing_ok=True)
        self._workers, self._files, self._waiting = [], [], []

    def _build(self) -> None:
        """Build what waits, here."""
        for batch in _pieces(self._waiting, self._batch):
            builder = Builder()
            for filed in batch:
                builder.add(filed)
            builder.write(self._begun())
        self._waiting = []

    def _send(self) -> None:
        """Give what waits, in pieces, to those who have the least before them."""
        for piece in _pieces(self._waiting, _PIECE):
            worker = _idlest(self._workers)
            worker.add(piece)
            if worker.characters >= self._batch:
                worker.write(self._begun())
        self._waiting, self._characters = [], 0

    def _finish_workers(self) -> None:
        self._send()
        for worker in self._workers:
            if worker.has_reports:
                worker.write(self._begun())
        for worker in self._workers:
            worker.settle(everything=True)
            worker.end()
        self._workers = []

    def _begun(self) -> Path:
        self._files.append(self._new_file())
        return self._files[-1]


class _Worker:
    """A process with a segment that it builds; ``characters`` is how much it was given for it.

    ``under_way`` is what it is yet to do.
    """

    def __init__(self) -> None:
        self.characters = 0
        self.has_reports = False
        self.under_way: list[Future[None]] = []
        self._process = pool(1)

    def add(self, piece: Sequence[FiledReport]) -> None:
        """Have it take these reports."""
        self._submit(_add, [_sent(filed) for filed in piece])
        self.characters += sum(map(_size, piece))
        self.has_reports = True

    def write(self, path: Path) -> None:
        """Have it write what it was given so far."""
        self._submit(_write, path)
        self.characters, self.has_reports = 0, False

    def settle(self, *, everything: bool = False) -> None:
        """Forget what is done, or everything once it is. Raises what was raised there."""
        done = [future for future in self.under_way if everything or future.done()]
        self.under_way = [future for future in self.under_way if future not in done]
        for future in done:
            with explained():
                future.result()

    def end(self) -> None:
        """End the process, after what it is just doing."""
        self._process.shutdown(cancel_futures=True)

    def _submit(self, task: Callable[..., None], given: object) -> None:
        with explained():
            self.under_way.append(self._process.submit(task, given))


@dataclass(frozen=True, slots=True)
class _Sent:
    """A report on its way: its passages as columns, which is quickly packed and unpacked."""

    bare: FiledReport
    kinds: Sequence[SectionKind]
    sections: Sequence[tuple[str, ...]]
    texts: Sequence[str]
    numbers: Sequence[int]

    def unpacked(self) -> FiledReport:
        """The report."""
        passages = tuple(map(Passage, self.numbers, self.kinds, self.sections, self.texts))
        return replace(self.bare, report=replace(self.bare.report, passages=passages))


def _sent(filed: FiledReport) -> _Sent:
    passages = filed.report.passages
    return _Sent(
        replace(filed, report=replace(filed.report, passages=())),
        [passage.kind for passage in passages],
        [passage.section for passage in passages],
        [passage.text for passage in passages],
        [passage.number for passage in passages],
    )


def _idlest(workers: Sequence[_Worker]) -> _Worker:
    """Who has the least to do; waits until that is little. Raises what any of them raised."""
    while True:
        for worker in workers:
            worker.settle()
        idlest = min(workers, key=lambda worker: len(worker.under_way))
        if len(idlest.under_way) < _AHEAD:
            return idlest
        wait([each for worker in workers for each in worker.under_way], None, FIRST_COMPLETED)


def _pieces(reports: Iterable[FiledReport], characters: int) -> Iterator[list[FiledReport]]:
    """The reports in order, in lists of just so many characters, or of fewer in the end."""
    piece: list[FiledReport] = []
    size = 0
    for filed in reports:
        piece.append(filed)
        size += _size(filed)
        if size >= characters:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _size(filed: FiledReport) -> int:
    """How many characters the report has."""
    return sum(len(passage.text) for passage in filed.report.passages)


class _Here:
    """What a process of ``Builders`` is building, from its first report on."""

    builder: Builder | None = None


def _add(piece: Sequence[_Sent]) -> None:
    builder = _Here.builder = _Here.builder or Builder()
    for sent in piece:
        builder.add(sent.unpacked())


def _write(path: Path) -> None:
    builder, _Here.builder = _Here.builder or Builder(), None
    builder.write(path)

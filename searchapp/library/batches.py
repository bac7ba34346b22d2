"""What people hand in waits here, in a folder for each batch, until it has been taken in.

All that there is to know of a batch lies in its folder: the parts that came and are not yet taken
in, and a log of what came and what became of it. Whoever serves, and whoever serves again after
that one was ended, goes on from there.
"""

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeAlias

from filelock import FileLock, Timeout

from searchapp.errors import BatchNotFound
from searchapp.library.verdicts import Outcome, Verdict

_Line: TypeAlias = Mapping[str, Any]

_NAME: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{10}")
_LOG: Final = "log.jsonl"
#: A part that is being received is no part yet.
_COMING: Final = "coming-"
#: So many seconds after it began to come, nobody is still sending it.
_GIVEN_UP: Final = 24 * 3600
#: What became of a batch can be read for so many seconds.
_REMEMBERED: Final = 30 * 24 * 3600
#: What becomes of a file of which the library has all.
_NOTHING_NEW: Final = {Outcome.UNCHANGED, Outcome.FAILED}
#: One line of a log is written at a time.
_WRITING: Final = Lock()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: ``expected`` verdicts, as far as is known, and those that there are.

    ``left_out`` are files that no report stands in, such as those that systems leave in folders.
    ``trouble`` is what keeps the rest from being taken in, in Chinese, as long as it does.
    """

    expected: int = 0
    left_out: int = 0
    verdicts: tuple[Verdict, ...] = ()
    is_done: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Files that came together, in a folder of their own, under the names that they came with."""

    number: int
    folder: Path


class Batch:
    """Files that somebody hands in, in one or several parts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """By which it is called for: when it began, in UTC, and a number that nobody guesses."""
        return self._folder.name

    @property
    def begun(self) -> datetime:
        """When the first of it was about to come."""
        return datetime.strptime(self.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)

    @contextmanager
    def receiving(self) -> Iterator[Path]:
        """A folder to put a part's files into; the part has come when the block ends well."""
        self._folder.mkdir(parents=True, exist_ok=True)
        coming = self._folder / f"{_COMING}{secrets.token_hex(5)}"
        coming.mkdir()
        try:
            yield coming
            with _WRITING:
                self._seal(coming)
        finally:
            shutil.rmtree(coming, ignore_errors=True)
            self._forget_if_empty()

    def parts(self) -> list[Part]:
        """The parts that have come and are yet to be taken in, in that order."""
        kept = self._kept_parts()
        # Of most batches nothing is left: their logs need not be read.
        finished = self._told().finished if kept else set()
        return [part for part in kept if part.number not in finished]

    def expect(self, part: Part, files: int, left_out: int) -> None:
        """A part will have so many verdicts, as far as is known now."""
        self._write({"part": part.number, "expected": files, "left_out": left_out})

    def announce(self, part: Part, verdicts: Sequence[Verdict]) -> None:
        """What is about to become of files: whoever is ended before the next ``note`` of them, and
        finds them known when he begins the part again, knows by this that it was his own doing.
        """
        self._write({"part": part.number, "coming": [asdict(verdict) for verdict in verdicts]})

    def note(self, part: Part, verdict: Verdict) -> None:
        """What became of a file."""
        self._write({"part": part.number, "verdict": asdict(verdict)})

    def finish(self, part: Part) -> None:
        """A part was taken in: its files are no longer needed here."""
        self._write({"part": part.number, "finished": True})
        shutil.rmtree(part.folder, ignore_errors=True)

    def stop(self, trouble: str) -> None:
        """Nothing can be taken in for now, for a reason in Chinese; "" when it can be again."""
        if self.progress().trouble != trouble:
            self._write({"trouble": trouble})

    def progress(self) -> Progress:
        """How far it is."""
        kept = {part.number for part in self._kept_parts()}
        # After it: of a part that is no longer here the log has all.
        told = self._told()
        waiting = kept - told.finished
        return Progress(
            expected=sum(told.expected.values()),
            left_out=sum(told.left_out.values()),
            verdicts=tuple(told.verdicts.values()),
            is_done=not waiting,
            trouble=told.trouble if waiting else "",
        )

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else is taking the batch in, who then cannot as long as the block lasts.

        There may be several servers before one home.
        """
        lock = FileLock(self._folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def sweep(self) -> None:
        """Take away what was left by whoever was ended in the middle of it."""
        kept = self._kept_parts()
        # In this order: what comes meanwhile, to another process of the server, is not kept yet.
        finished = self._told().finished if kept else set()
        for part in kept:
            if part.number in finished:
                shutil.rmtree(part.folder, ignore_errors=True)
        for coming in self._folder.glob(f"{_COMING}*"):
            if _age(coming) > _GIVEN_UP:
                shutil.rmtree(coming, ignore_errors=True)
        self._forget_if_empty()

    @property
    def has_come(self) -> bool:
        """Whether anything of it has come, and is still remembered."""
        return (self._folder / _LOG).exists() or bool(self._kept_parts())

    def _kept_parts(self) -> list[Part]:
        """The parts whose files are still here."""
        names = [each.name for each in self._folder.iterdir()] if self._folder.exists() else []
        numbers = sorted(int(name) for name in names if name.isdigit())
        return [Part(number, self._folder / str(number)) for number in numbers]

    def _forget_if_empty(self) -> None:
        """Of a batch of which nothing came nothing stays."""
        with suppress(OSError):
            self._folder.rmdir()

    def _seal(self, coming: Path) -> None:
        """Give a part that has come the next number that is free."""
        known = {line["part"] for line in self._lines() if "part" in line}
        number = max(known | {part.number for part in self._kept_parts()}, default=0) + 1
        came = sum(1 for file in coming.rglob("*") if file.is_file())
        coming.rename(self._folder / str(number))
        self._append({"part": number, "expected": came})

    def _write(self, line: _Line) -> None:
        with _WRITING:
            self._append(line)

    def _append(self, line: _Line) -> None:
        # Before it, too: whoever wrote the last may have been ended in the middle of it.
        with (self._folder / _LOG).open("a", encoding="utf-8") as log:
            log.write("\n" + json.dumps(line, ensure_ascii=False) + "\n")

    def _told(self) -> "_Told":
        return reduce(_Told.and_then, self._lines(), _Told())

    def _lines(self) -> list[_Line]:
        """The lines of the log; one that was cut off is left out."""
        log = self._folder / _LOG
        if not log.exists():
            return []
        lines = (_line(each) for each in log.read_text("utf-8", errors="replace").splitlines())
        return [line for line in lines if line]


class Batches:
    """All batches of a home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self) -> Batch:
        """A batch of which nothing has come yet, and which is no folder until something does."""
        begun = datetime.now(UTC)
        return Batch(self._folder / f"{begun:%Y%m%d-%H%M%S}-{secrets.token_hex(5)}")

    def batch(self, name: str) -> Batch:
        """The batch of that name. Raises BatchNotFound."""
        batch = Batch(self._folder / name)
        if not _NAME.fullmatch(name) or not batch.has_come:
            raise BatchNotFound(name)
        return batch

    def all(self) -> list[Batch]:
        """The batches that are remembered, the oldest first."""
        return [batch for batch in self._begun() if batch.has_come]

    def waiting(self) -> list[Batch]:
        """The batches of which something is yet to be taken in, the oldest first."""
        return [batch for batch in self.all() if batch.parts()]

    def sweep(self) -> None:
        """Take away what was left in the middle, and batches that ended long ago."""
        for batch in self._begun():
            batch.sweep()
            log = self._folder / batch.name / _LOG
            if not batch.parts() and _age(log) > _REMEMBERED:
                shutil.rmtree(self._folder / batch.name, ignore_errors=True)

    def _begun(self) -> list[Batch]:
        """The batches of which something has come, or began to."""
        if not self._folder.is_dir():
            return []
        found = (each for each in self._folder.iterdir() if _NAME.fullmatch(each.name))
        return [Batch(folder) for folder in sorted(found) if folder.is_dir()]


@dataclass(slots=True)
class _Told:
    """What the lines of a log tell together."""

    expected: dict[int, int] = field(default_factory=dict)
    left_out: dict[int, int] = field(default_factory=dict)
    coming: dict[tuple[int, str], Verdict] = field(default_factory=dict)
    verdicts: dict[tuple[int, str], Verdict] = field(default_factory=dict)
    finished: set[int] = field(default_factory=set)
    trouble: str = ""

    def and_then(self, line: _Line) -> "_Told":
        """This, once one more line was read."""
        part = line.get("part", 0)
        self.expected[part] = line.get("expected", self.expected.get(part, 0))
        self.left_out[part] = line.get("left_out", self.left_out.get(part, 0))
        self.trouble = line.get("trouble", self.trouble)
        if "finished" in line:
            self.finished.add(part)
        coming = map(_verdict, line.get("coming", ()))
        # What was announced before and then not kept, is announced anew.
        self.coming |= {(part, each.file): each for each in coming if not _is_old(each)}
        if "verdict" in line:
            self._hear(part, _verdict(line["verdict"]))
        return self

    def _hear(self, part: int, verdict: Verdict) -> None:
        """A file's verdict; of a part that was begun again, what became of it the first time."""
        key = part, verdict.file
        before = self.verdicts.get(key)
        if before is None or before.outcome in _NOTHING_NEW:
            own = self.coming.get(key) or self._of_archive(part, verdict)
            self.verdicts[key] = own if _is_old(verdict) else verdict

    def _of_archive(self, part: int, verdict: Verdict) -> Verdict:
        """The verdict; an archive is new where a file in it was, the first time."""
        if verdict.report_id is not None:
            return verdict
        inside = (
            each.outcome
            for (number, file), each in self.verdicts.items()
            if number == part and file.startswith(f"{verdict.file}/")
        )
        is_new = any(outcome not in _NOTHING_NEW for outcome in inside)
        return replace(verdict, outcome=Outcome.ADDED) if is_new else verdict


def _is_old(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.UNCHANGED


def _verdict(said: _Line) -> Verdict:
    outcome = Outcome(said["outcome"])
    return Verdict(**{**said, "outcome": outcome, "doubts": tuple(said["doubts"])})


def _line(written: str) -> _Line:
    """A line of a log; nothing where it is empty or was cut off."""
    try:
        line: _Line = json.loads(written)
    except ValueError:
        return {}
    return line


def _age(path: Path) -> float:
    """Seconds since it was last written; none for what is not there."""
    return time.time() - path.stat().st_mtime if path.exists() else 0.0

"""Taking files in: read, parse, name, index, and only then remember.

The index is committed before the ledger. Whoever is killed in between finds the file unknown or
changed the next time, and does the same again: a report is replaced whole, under the same id.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from searchapp import __version__
from searchapp.engine import Engine, Writer
from searchapp.errors import (
    EmptyFile,
    IndexUnavailable,
    IngestRunning,
    ReportNotFound,
    UnreadableFile,
    why_not,
)
from searchapp.library.corpus import copy_in, files_under, place_for, sha256_of
from searchapp.library.ledger import Known, Ledger
from searchapp.library.naming import continues, fingerprint, report_id
from searchapp.library.verdicts import Outcome, Verdict
from searchapp.parsing import combine, gazetteer_of, parse
from searchapp.reading import read_file
from searchapp.reports import FiledReport, Report, Source
from searchapp.settings import Settings

#: So many files are taken in at one commit.
_BATCH: Final = 32
_PARSED_WITH: Final = "parsed_with"


class Intake:
    """One run of ``ingest`` over some paths; ``files`` are those that it will give verdicts on."""

    def __init__(
        self, settings: Settings, engine: Engine, paths: Iterable[Path], *, rebuild: bool = False
    ) -> None:
        given = list(dict.fromkeys(paths))
        self._settings = settings
        self._engine = engine
        self._rebuild = rebuild
        self._whole_corpus = not given
        corpus = [settings.corpus] if settings.corpus.is_dir() else []
        self._roots = given or corpus
        self.files = list(files_under(self._roots, settings))

    def run(self) -> Iterator[Verdict]:
        """A verdict for each file, once what became of it is certain.

        Raises IngestRunning, IndexUnavailable, LibraryUnavailable or BadPlaces before the first.
        """
        settings = self._settings
        settings.home.mkdir(parents=True, exist_ok=True)
        with _locked(settings.home), Ledger.open(settings.library) as ledger:
            taker = _Taker(settings, self._engine, ledger)
            if self._rebuild:
                yield from self._run_rebuilding(taker)
            else:
                yield from self._run(taker)
            if self._whole_corpus:
                taker.remember_parsing()

    def _run(self, taker: "_Taker") -> Iterator[Verdict]:
        taker.mend()
        for start in range(0, len(self.files), _BATCH):
            batch = self.files[start : start + _BATCH]
            verdicts = [taker.take(file, self._shown(file)) for file in batch]
            taker.index(self._engine.writer)
            yield from verdicts

    def _run_rebuilding(self, taker: "_Taker") -> Iterator[Verdict]:
        """The same with one commit, in which the new index takes the place of the old."""
        taker.forget_parsing()
        given = {file.resolve() for file in self.files}
        known = (self._settings.corpus / file.path for file in taker.ledger.files())
        others = sorted(file for file in known if file.resolve() not in given)
        verdicts = [taker.take(file, self._shown(file)) for file in (*self.files, *others)]
        taker.touch_all()
        taker.index(self._engine.rebuild)
        yield from verdicts

    def _shown(self, file: Path) -> str:
        """What a verdict calls the file: its path in the folder that was named, else its name."""
        above = (root for root in self._roots if root in file.parents)
        return file.relative_to(next(above, file.parent)).as_posix()


def _locked(home: Path) -> AbstractContextManager[object]:
    lock = FileLock(home / ".ingest.lock")
    try:
        return lock.acquire(timeout=0)
    except Timeout as error:
        raise IngestRunning(home) from error


class _Taker:
    """Decides what becomes of each file, and knows which reports the index must be told of."""

    def __init__(self, settings: Settings, engine: Engine, ledger: Ledger) -> None:
        self.ledger = ledger
        self._engine = engine
        self._corpus = settings.corpus
        self._gazetteer = gazetteer_of(settings.places)
        self._parsing = _parsing_of(settings)
        self._as_parsed = ledger.note(_PARSED_WITH) == self._parsing
        self._touched: set[str] = set()

    def mend(self) -> None:
        """Touch what the index lacks or has too much of, so that it follows the ledger again."""
        held, named = self._engine.held(), self.ledger.versions()
        self._touched |= {name for name, version in named.items() if held.get(name) != version}
        self._touched |= held.keys() - named.keys()

    def touch_all(self) -> None:
        """Every report goes into the index."""
        self._touched |= self.ledger.versions().keys()

    def forget_parsing(self) -> None:
        """Read every file again, also those that have not changed."""
        self._as_parsed = False

    def remember_parsing(self) -> None:
        """Every file of the corpus has been read with this program and these places."""
        self.ledger.remember(_PARSED_WITH, self._parsing)
        self.ledger.commit()

    def take(self, file: Path, shown: str) -> Verdict:
        """What becomes of a file. The corpus has it then; the index is told at ``index``."""
        try:
            before = self._known(file)
            same_bytes = before is not None and self._is_as_known(file, before)
            if before and same_bytes and self._as_parsed:
                return self._unchanged(file, shown, before)
            document = read_file(file)
            report = parse(document, self._gazetteer)
            if not report.passages:
                raise EmptyFile(file)
            if before and not same_bytes and not self._continues(before, report):
                self._part_from(before)
                before = None
            path = self._bring_in(file, before)
        except UnreadableFile as error:
            return Verdict(shown, Outcome.FAILED, why=error.reason)
        except OSError as error:
            return Verdict(shown, Outcome.FAILED, why=f"无法读取或存入：{why_not(error)}")
        outcome, name, why = self._name(report, before)
        if same_bytes and outcome is Outcome.UPDATED:
            outcome = Outcome.UNCHANGED
        self._remember(file, path, document.format, name)
        if self._inside(file) is None and path != file.name:
            why = "，".join(filter(None, (why, f"存为 {path}")))
        doubts = tuple(doubt.why for doubt in report.doubts)
        return Verdict(shown, outcome, name, report.title, why, doubts)

    def _unchanged(self, file: Path, shown: str, before: Known) -> Verdict:
        """The verdict on content that is known, of this file or of another."""
        own = before.path == self._inside(file) or before.origin == str(file.resolve())
        if own:
            return Verdict(shown, Outcome.UNCHANGED, before.report_id)
        return Verdict(shown, Outcome.SAME, before.report_id, why=_same_as(before))

    def _continues(self, before: Known, report: Report) -> bool:
        """Whether what a file holds now is a version of what it held."""
        try:
            old = self._engine.report(before.report_id).report
        except (ReportNotFound, IndexUnavailable):
            return True
        return continues(old, report)

    def _part_from(self, before: Known) -> None:
        """Another report stands where this file stood: it is no longer the same file's."""
        self._touched.add(before.report_id)
        self.ledger.record(replace(before, origin=None))

    def index(self, change: Callable[[], AbstractContextManager[Writer]]) -> None:
        """Tell the index of every report that was touched, then keep what was decided."""
        if self._touched:
            with change() as writer:
                for name in sorted(self._touched):
                    self._put(writer, name)
        self.ledger.commit()
        self._touched.clear()

    def _put(self, writer: Writer, name: str) -> None:
        files = self.ledger.holding(name)
        text = self.ledger.fingerprint(name)
        reports = [report for file in files if (report := self._reread(file, text))]
        if reports:
            sources = tuple(Source(file.path, file.format) for file in files)
            version = self.ledger.version(name)
            writer.put(FiledReport(name, version, sources, combine(reports)))
        elif not files:
            writer.drop(name)

    def _reread(self, file: Known, text: str | None) -> Report | None:
        """The report in a file of the corpus, if it has this text still.

        One that cannot be read now, or has changed since, is told of by its own verdict.
        """
        try:
            report = parse(read_file(self._corpus / file.path), self._gazetteer)
        except UnreadableFile:
            return None
        return report if fingerprint(report) == text else None

    def _is_as_known(self, file: Path, before: Known) -> bool:
        """Whether the file is as it was when it was read, and the corpus has its copy."""
        here = file.exists() and (self._corpus / before.path).exists()
        return here and _same_bytes(file, before)

    def _known(self, file: Path) -> Known | None:
        """The file as the ledger knows it: by its path, by where it came from, by its content."""
        inside = self._inside(file)
        known = (
            self.ledger.file(inside) if inside else self.ledger.copied_from(str(file.resolve()))
        )
        if known or not file.is_file():
            return known
        twin = self.ledger.with_content(sha256_of(file))
        if inside is None or twin is None or (self._corpus / twin.path).exists():
            return twin if inside is None else None
        # A file of the corpus was renamed: its content is here, and no longer there.
        self.ledger.move(twin.path, inside)
        self._touched.add(twin.report_id)
        return self.ledger.file(inside)

    def _inside(self, file: Path) -> str | None:
        """The file's path below the corpus, or None for a file from elsewhere."""
        path, corpus = file.resolve(), self._corpus.resolve()
        return path.relative_to(corpus).as_posix() if path.is_relative_to(corpus) else None

    def _bring_in(self, file: Path, before: Known | None) -> str:
        """The path below the corpus at which the file's content stands from now on."""
        inside = self._inside(file)
        if inside is not None:
            return inside
        target = self._corpus / before.path if before else place_for(file, self._corpus)
        if not target.exists() or sha256_of(target) != sha256_of(file):
            copy_in(file, target)
        return target.relative_to(self._corpus).as_posix()

    def _name(self, report: Report, before: Known | None) -> tuple[Outcome, str, str]:
        """What the report in a file is to the library, the id it is kept under, and why.

        A changed file keeps its id as the next version, unless another file still holds the old
        text: links to that must go on showing it.
        """
        text, old = fingerprint(report), before.report_id if before else None
        same = self.ledger.named(text)
        self._touched |= {name for name in (old, same) if name}
        if same:
            first = self.ledger.holding(same)
            if same == old or not first:
                return (Outcome.UPDATED if old else Outcome.ADDED), same, ""
            return Outcome.SAME, same, _same_as(first[0])
        if old and before and not self._others_hold(old, before):
            self.ledger.revise(old, text)
            return Outcome.UPDATED, old, f"第 {self.ledger.version(old)} 版"
        name = report_id(text, self.ledger.ids())
        self.ledger.name(name, text)
        self._touched.add(name)
        return Outcome.ADDED, name, "改动前的文字仍在另一个文件里，改动后另立一篇" if old else ""

    def _others_hold(self, name: str, this: Known) -> bool:
        """Whether a file other than this one still holds the text that a report stands for."""
        text = self.ledger.fingerprint(name)
        others = (file for file in self.ledger.holding(name) if file.path != this.path)
        return any(self._reread(file, text) for file in others)

    def _remember(self, file: Path, path: str, form: str, name: str) -> None:
        copy = self._corpus / path
        stat = copy.stat()
        before = self.ledger.file(path)
        content = sha256_of(copy)
        # A copy that was edited in the corpus is no longer a copy of anything.
        origin = before.origin if before and before.sha256 == content else None
        if origin is None and self._inside(file) is None:
            origin = str(file.resolve())
        self.ledger.record(
            Known(path, stat.st_size, stat.st_mtime_ns, content, form, name, origin)
        )


def _same_as(file: Known) -> str:
    return f"与 {file.path} 是同一篇报告"


def _same_bytes(file: Path, before: Known) -> bool:
    """Whether a file is as it was, by its size and date or else by its content."""
    stat = file.stat()
    if (stat.st_size, stat.st_mtime_ns) == (before.size, before.modified_ns):
        return True
    return stat.st_size == before.size and sha256_of(file) == before.sha256


def _parsing_of(settings: Settings) -> str:
    """What decides how a file is understood: this program, and the home's own places."""
    own = settings.places
    places = hashlib.sha256(own.read_bytes()).hexdigest()[:16] if own.exists() else "-"
    return f"{__version__} {places}"

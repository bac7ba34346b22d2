"""What becomes of each file that arrives: known or new, which report it holds, under which id."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from searchapp import __version__
from searchapp.errors import CorpusGone, why_not
from searchapp.library.arrivals import Arrival
from searchapp.library.corpus import copy_in, has_content, place_for, printable
from searchapp.library.files import Known
from searchapp.library.ledger import Ledger
from searchapp.library.naming import continues, fingerprint, report_id
from searchapp.library.shelving import Shelving
from searchapp.library.verdicts import Outcome, Verdict
from searchapp.library.workers import Reading, Refused, Understood
from searchapp.reading import readers_here
from searchapp.reports import FiledReport, Report
from searchapp.settings import Settings

#: What becomes of the files of an archive that brings nothing new.
_NOTHING_NEW: Final = {Outcome.UNCHANGED, Outcome.FAILED}
#: What is under way for a file: it is being read, it cannot be, or (None) it need not be.
Looked: TypeAlias = Reading | Verdict | None
#: Begins to read a file.
Reads: TypeAlias = Callable[[Arrival], Reading]

_KEPT: Final = "；库里仍是上次读到的文字"
_PARTED: Final = "这个文件里原来的报告（编号 {}）仍留在库中，确实不要了可用 --prune 移出"
_MOVING: Final = "文件正在改动，请稍后再收录一次"
_MISSING: Final = "文件不存在"
#: A pipe or a device, which may have no end.
_NO_FILE: Final = "不是普通文件"
#: A path below the corpus has no more characters.
_LONGEST: Final = 1000
_TOO_LONG: Final = f"路径过长（超过 {_LONGEST} 字），请缩短文件夹和文件的名字"
_UNNAMED: Final = "文件名（或文件夹名）的编码无法识别，请改名后再收录"


class Taker:
    """Decides what becomes of each file, and keeps it in the ledger."""

    def __init__(self, settings: Settings, ledger: Ledger, shelving: Shelving) -> None:
        self._ledger = ledger
        self._shelving = shelving
        self._corpus = settings.corpus
        self._read_with = _read_with(settings)
        self._versions = dict(ledger.names.held())
        self._afresh = False

    def read_afresh(self) -> None:
        """Read every file again, also those that have not changed."""
        self._afresh = True

    def look(self, arrival: Arrival, read: Reads) -> Looked:
        """Begin to read a file, unless it is as it was when it was last read.

        What comes back is to be given to ``take``, after the files before it were taken.
        """
        try:
            if printable(arrival.origin) != arrival.origin:
                return Verdict(arrival.shown, Outcome.FAILED, why=_UNNAMED)
            if len(arrival.wanted) > _LONGEST:
                return Verdict(arrival.shown, Outcome.FAILED, why=_TOO_LONG)
            if not arrival.file.is_file():
                why = _NO_FILE if arrival.file.exists() else _MISSING
                return Verdict(arrival.shown, Outcome.FAILED, why=why)
            known = self._known(arrival)
            if known and self._is_settled(arrival, known):
                return None
            # Before it is read, so that what changes meanwhile is noticed.
            _ = arrival.stamp, arrival.sha256
        except OSError as error:
            return _not_accessible(arrival, error)
        return read(arrival)

    def take(self, arrival: Arrival, looked: Looked, read: Reads) -> Verdict:
        """What becomes of a file. Corpus and ledger have it then; the index is yet to be told.

        Raises LibraryUnavailable.
        """
        if isinstance(looked, Verdict):
            return looked
        try:
            known = self._known(arrival)
            if known and self._is_settled(arrival, known):
                # Since it was looked at, another of the same content may have been taken.
                return self._unchanged(arrival, known)
            said = (looked or read(arrival)).answer()
            if not arrival.is_steady:
                return Verdict(arrival.shown, Outcome.FAILED, why=_MOVING)
            if isinstance(said, Refused):
                return self._refuse(arrival, known, said.reason)
            return self._take(arrival, known, said)
        except OSError as error:
            return _not_accessible(arrival, error)

    def archive_known(self, archive: Arrival) -> Verdict | None:
        """The verdict on an archive of the corpus that is as it was; None for any other."""
        try:
            known = self._ledger.files.file(archive.inside) if archive.inside else None
            if known and self._is_settled(archive, known):
                return self._unchanged(archive, known)
        except OSError as error:
            return _not_accessible(archive, error)
        return None

    def take_archive(self, archive: Arrival, verdicts: Sequence[Verdict]) -> Verdict:
        """An archive of which all files were taken, with these verdicts.

        One of the corpus is remembered, with what failed in it, so that it is tried again when
        there is a program that may read it.
        """
        failed = [each.file for each in verdicts if each.outcome is Outcome.FAILED]
        why = f"压缩包，内有 {len(verdicts)} 个文件"
        if failed:
            why += f"，{len(failed)} 个没有收录"
        outcomes = {each.outcome for each in verdicts}
        is_old = Outcome.UNCHANGED in outcomes and outcomes <= _NOTHING_NEW
        outcome = Outcome.UNCHANGED if is_old else Outcome.ADDED
        if archive.inside is not None:
            if outcome is Outcome.ADDED and self._ledger.files.file(archive.inside):
                outcome = Outcome.UPDATED
            verdict = Outcome.FAILED if failed else outcome
            row = replace(
                self._row(archive, archive.inside),
                format="zip",
                verdict=verdict,
                reason="：".join(filter(None, (why, "、".join(failed)))),
                read_with=self._read_with_for(verdict),
            )
            self._ledger.files.record(row)
        return Verdict(archive.shown, outcome, why=why)

    def refuse_archive(self, archive: Arrival, reason: str) -> Verdict:
        """An archive that cannot be read."""
        known = self._ledger.files.file(archive.inside) if archive.inside else None
        return self._refuse(archive, known, reason)

    def missing(self) -> list[Known]:
        """The files that the ledger knows and the corpus no longer has."""
        files = self._ledger.files.all()
        return [file for file in files if self._is_gone(file)]

    def prune(self) -> Iterator[Verdict]:
        """Forget the files that are missing; a report that no other file holds goes with them.

        Raises CorpusGone where all are missing.
        """
        missing = self.missing()
        if missing and len(missing) == len(self._ledger.files.all()):
            raise CorpusGone(self._corpus)
        for file in missing:
            self._ledger.files.forget(file.path)
            if file.report_id is not None:
                self._shelving.settle(file.report_id)
            others = file.report_id and self._ledger.files.naming(file.report_id)
            why = "报告还有别的来源" if others else "文件已不在 corpus/ 中"
            yield Verdict(file.shown, Outcome.REMOVED, file.report_id, why=why)

    # Known or not

    def _known(self, arrival: Arrival) -> Known | None:
        """The file as the ledger knows it: by its path, by where it came from, by its content."""
        files = self._ledger.files
        if arrival.inside is not None:
            return files.file(arrival.inside) or self._renamed(arrival, arrival.inside)
        if known := files.copied_from(arrival.origin):
            return known
        alike = files.with_content(arrival.sha256)
        there = (file for file in alike if self._is_there(file))
        lost = (file for file in alike if not file.is_left_over and self._is_gone(file))
        return next(chain(there, lost), None)

    def _renamed(self, arrival: Arrival, path: str) -> Known | None:
        """A file of the corpus whose content is here now, and no longer there."""
        alike = self._ledger.files.with_content(arrival.sha256)
        before = next(filter(self._is_gone, alike), None)
        if before is None:
            return None
        self._ledger.files.move(before.path, path)
        if before.report_id is not None:
            self._shelving.settle(before.report_id)
        return self._ledger.files.file(path)

    def _is_settled(self, arrival: Arrival, known: Known) -> bool:
        """Whether there is nothing to be done with a file."""
        return self._is_as_known(arrival, known) and self._is_as_read(known)

    def _is_as_known(self, arrival: Arrival, known: Known) -> bool:
        """Whether the file is as it was when it was read, and still stands for its report."""
        if known.report_id and known.version != self._versions.get(known.report_id):
            return False
        own = known.path == arrival.inside
        return (own or self._is_there(known)) and _is_same(arrival, known)

    def _is_gone(self, known: Known) -> bool:
        """Whether the corpus no longer has the file."""
        return not (self._corpus / known.path).exists()

    def _is_there(self, known: Known) -> bool:
        """Whether a file of the corpus is as it is known."""
        return _is_there(self._corpus / known.path, known)

    def _is_as_read(self, known: Known) -> bool:
        """Whether reading it again would give the same."""
        return not self._afresh and known.read_with == self._read_with_for(known.verdict)

    def _read_with_for(self, verdict: str) -> str:
        """What a verdict depends on; a failure, also on the programs there are to read with."""
        with_programs = f"{self._read_with} {readers_here()}"
        return with_programs if verdict == Outcome.FAILED else self._read_with

    def _unchanged(self, arrival: Arrival, known: Known) -> Verdict:
        """The verdict on content that is known, of this file or of another."""
        own = known.path == arrival.inside or known.origin == arrival.origin
        if known.verdict == Outcome.FAILED:
            return Verdict(arrival.shown, Outcome.FAILED, known.report_id, why=known.reason)
        if own:
            return Verdict(arrival.shown, Outcome.UNCHANGED, known.report_id)
        return Verdict(arrival.shown, Outcome.SAME, known.report_id, why=_same_as(known))

    # What it holds

    def _refuse(self, arrival: Arrival, known: Known | None, reason: str) -> Verdict:
        """A file that cannot be understood: remembered, if it lies in the corpus."""
        name = known.report_id if known else None
        why = reason + (_KEPT if name else "")
        if arrival.inside is not None:
            row = self._row(arrival, arrival.inside)
            former = known or replace(row, format=arrival.file.suffix.lower().removeprefix("."))
            refused = replace(
                row,
                format=former.format,
                report_id=name,
                version=former.version,
                origin=former.origin,
                verdict=Outcome.FAILED,
                reason=why,
                read_with=self._read_with_for(Outcome.FAILED),
            )
            self._ledger.files.record(refused)
        return Verdict(arrival.shown, Outcome.FAILED, name, why=why)

    def _take(self, arrival: Arrival, known: Known | None, understood: Understood) -> Verdict:
        as_known = known is not None and self._is_as_known(arrival, known)
        former = known.report_id if known else None
        note = ""
        if known and not as_known:
            known, note = self._still(arrival, known, understood.report)
        path = self._bring_in(arrival, known)
        if path is None:
            return Verdict(arrival.shown, Outcome.FAILED, why=_MOVING)
        outcome, name, why = self._name(path, understood.report, known)
        if as_known and outcome is Outcome.UPDATED:
            outcome = Outcome.UNCHANGED
        beside = arrival.inside is None and path != arrival.wanted
        why = "，".join(filter(None, (why, note, f"存为 {path}" if beside else "")))
        if known and former and former != name and self._alone_holds(known, former):
            self._supersede(former)
        is_same = outcome is Outcome.UNCHANGED and self._is_reading(path, understood)
        self._remember(arrival, path, understood, name, outcome, why)
        filed = self._shelving.filed(name) if is_same else self._settled(name, former)
        return _verdict(arrival, outcome, filed, why)

    def _still(self, arrival: Arrival, known: Known, report: Report) -> tuple[Known | None, str]:
        """What a changed file is still known as, and what is to be said of what it held before."""
        if known.report_id and not self._continues(known, report):
            return None, self._part_from(known, arrival)
        if self._was_edited(arrival, known):
            self._ledger.files.record(replace(known, origin=None))
            return None, ""
        return known, ""

    def _is_reading(self, path: str, understood: Understood) -> bool:
        """Whether exactly this was read in the file before: then the index need not be told."""
        return self._ledger.files.reading(path) == understood.report

    def _settled(self, name: str, former: str | None) -> FiledReport | None:
        """The report that a file holds now; that which it held before is settled too."""
        for file in self._ledger.files.naming(name):
            if file.is_left_over:
                # A file holds the report again: nothing need stand for the one that did.
                self._ledger.files.forget(file.path)
        if former and former != name:
            self._shelving.settle(former)
        return self._shelving.settle(name)

    def _continues(self, known: Known, report: Report) -> bool:
        """Whether what a file holds now is a version of what it held."""
        old = self._ledger.files.reading(known.path)
        return old is None or continues(old, report)

    def _part_from(self, known: Known, arrival: Arrival) -> str:
        """Another report stands where this file stood; what is to be said of the one before.

        What it held stays in the library: in another file, as the copy in the corpus, or, where
        the only file was overwritten, as one that is missing.
        """
        if arrival.inside is None:
            self._ledger.files.record(replace(known, origin=None))
            return ""
        if self._alone_holds(known, str(known.report_id)):
            self._ledger.files.record(replace(known, origin=None))
            self._ledger.files.move(known.path, f"{known.path}~{known.report_id}")
            return _PARTED.format(known.report_id)
        return ""

    def _alone_holds(self, file: Known, name: str) -> bool:
        """Whether no other file has the text that a report stands for now."""
        holding = self._ledger.files.holding(name, self._ledger.names.version(name))
        return [each.path for each in holding] == [file.path]

    def _was_edited(self, arrival: Arrival, known: Known) -> bool:
        """Whether somebody changed the copy of a file from elsewhere: then it is theirs."""
        copy = self._corpus / known.path
        touched = copy.exists() and not self._is_there(known)
        return arrival.inside is None and touched and not has_content(copy, arrival.sha256)

    def _bring_in(self, arrival: Arrival, known: Known | None) -> str | None:
        """The path below the corpus at which the content stands from now on; None if it moves."""
        if arrival.inside is not None:
            return arrival.inside
        wanted = self._corpus / arrival.wanted
        known_at = self._corpus / known.path if known else None
        target = known_at or place_for(arrival.sha256, wanted, self._is_missing)
        there = has_content(target, arrival.sha256)
        if not there and not copy_in(arrival.file, target, arrival.sha256):
            return None
        return target.relative_to(self._corpus).as_posix()

    def _is_missing(self, path: Path) -> bool:
        """Whether the ledger knows a file there, and what it held: no other takes its path."""
        return self._ledger.files.file(path.relative_to(self._corpus).as_posix()) is not None

    # Under which id

    def _name(self, path: str, report: Report, known: Known | None) -> tuple[Outcome, str, str]:
        """What the report in a file is to the library, the id it is kept under, and why.

        A changed file keeps its id as the next version, unless another file still holds the old
        text: links to that must go on showing it.
        """
        names, files = self._ledger.names, self._ledger.files
        text, old = fingerprint(report), known.report_id if known else None
        same = names.of_text(text)
        if same:
            self._versions[same] = version = names.version(same)
            holding = files.holding(same, version)
            others = [file for file in holding if file.path != path and not file.is_left_over]
            if same == old or not others:
                return (Outcome.UPDATED if old else Outcome.ADDED), same, ""
            return Outcome.SAME, same, _same_as(others[0])
        if old and known and not self._others_hold(old, known):
            self._revise(old, text, path)
            return Outcome.UPDATED, old, f"第 {self._versions[old]} 版"
        name = report_id(text, names)
        names.give(name, text)
        self._ledger.editions.begin(name, 1, path)
        self._versions[name] = 1
        return Outcome.ADDED, name, "改动前的文字仍在另一个文件里，改动后另立一篇" if old else ""

    def _revise(self, name: str, text: str, path: str) -> None:
        """The next version of a report; the one before stays readable."""
        self._supersede(name)
        version = self._ledger.names.revise(name, text)
        self._ledger.editions.begin(name, version, path)
        self._versions[name] = version

    def _supersede(self, name: str) -> None:
        """Keep the text of a report that no file will hold."""
        before = self._ledger.report(name)
        if before is not None:
            self._ledger.editions.supersede(name, before.version, before.report)

    def _others_hold(self, name: str, this: Known) -> bool:
        """Whether a file other than this one still holds the text that a report stands for."""
        holding = self._ledger.files.holding(name, self._ledger.names.version(name))
        return any(self._is_there(file) for file in holding if file.path != this.path)

    def _remember(
        self,
        arrival: Arrival,
        path: str,
        understood: Understood,
        name: str,
        outcome: Outcome,
        why: str,
    ) -> None:
        before = self._ledger.files.file(path)
        # A copy that was edited in the corpus is no longer a copy of anything.
        origin = before.origin if before and before.sha256 == arrival.sha256 else None
        if origin is None and arrival.inside is None:
            origin = arrival.origin
        row = replace(
            self._row(arrival, path),
            format=understood.format,
            report_id=name,
            version=self._versions[name],
            origin=origin,
            verdict=outcome,
            reason=why,
        )
        self._ledger.files.record(row, understood.report)

    def _row(self, arrival: Arrival, path: str) -> Known:
        """What is remembered of any file."""
        size, modified = arrival.stamp
        if arrival.inside is None:
            stat = (self._corpus / path).stat()
            size, modified = stat.st_size, stat.st_mtime_ns
        return Known(path, size, modified, arrival.sha256, "", read_with=self._read_with)


def _verdict(arrival: Arrival, outcome: Outcome, filed: FiledReport | None, why: str) -> Verdict:
    if filed is None:
        return Verdict(arrival.shown, outcome, why=why)
    doubts = tuple(doubt.why for doubt in filed.report.doubts)
    return Verdict(arrival.shown, outcome, filed.id, filed.report.title, why, doubts)


def _same_as(file: Known) -> str:
    return f"与 {file.shown} 是同一篇报告"


def _not_accessible(arrival: Arrival, error: OSError) -> Verdict:
    return Verdict(arrival.shown, Outcome.FAILED, why=f"无法读取或存入：{why_not(error)}")


def _is_same(arrival: Arrival, known: Known) -> bool:
    """Whether a file is as it was, by its size and date or else by its content."""
    if arrival.stamp == (known.size, known.modified_ns):
        return True
    return arrival.stamp[0] == known.size and arrival.sha256 == known.sha256


def _is_there(path: Path, known: Known) -> bool:
    """Whether a file of the corpus is there as it is known."""
    return path.exists() and (
        (path.stat().st_size, path.stat().st_mtime_ns) == (known.size, known.modified_ns)
        or has_content(path, known.sha256)
    )


def _read_with(settings: Settings) -> str:
    """What decides how a file is understood: this program, and the home's own places."""
    own = settings.places
    places = hashlib.sha256(own.read_bytes()).hexdigest()[:16] if own.exists() else "-"
    return f"{__version__} {places}"

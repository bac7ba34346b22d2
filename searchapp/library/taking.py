"""What becomes of each file that arrives: it is looked at, read if need be, and settled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from searchapp.errors import why_not
from searchapp.library.arrivals import Arrival
from searchapp.library.corpus import printable
from searchapp.library.files import Known
from searchapp.library.holdings import Holdings
from searchapp.library.identities import Identities
from searchapp.library.ledger import Ledger
from searchapp.library.pruning import prune
from searchapp.library.records import Records
from searchapp.library.shelving import Shelving
from searchapp.library.succession import Succession
from searchapp.library.verdicts import Outcome, Verdict
from searchapp.library.workers import Reading, Refused, Understood
from searchapp.reports import FiledReport
from searchapp.settings import Settings

#: What becomes of the files of an archive that brings nothing new.
_NOTHING_NEW: Final = {Outcome.UNCHANGED, Outcome.FAILED}
#: What is under way for a file: it is being read, it cannot be, or (None) it need not be.
Looked: TypeAlias = Reading | Verdict | None
#: Begins to read a file.
Reads: TypeAlias = Callable[[Arrival], Reading]

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
        self._records = Records(settings, ledger)
        self._identities = Identities(settings.corpus, ledger)
        self._succession = Succession(settings, ledger, self._identities)
        self.holdings = Holdings(ledger, shelving, self._records, self._identities)

    def look(self, arrival: Arrival, read: Reads) -> Looked:
        """Begin to read a file, unless it is as it was when it was last read.

        What comes back is to be given to ``take``, after the files before it were taken.
        """
        try:
            if why := _why_never(arrival):
                return Verdict(arrival.shown, Outcome.FAILED, why=why)
            if self.holdings.settled(arrival, self.holdings.known(arrival)):
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
            known = self.holdings.known(arrival)
            if settled := self.holdings.settled(arrival, known):
                # Since it was looked at, another of the same content may have been taken.
                return settled
            said = (looked or read(arrival)).answer()
            if not arrival.is_steady:
                return Verdict(arrival.shown, Outcome.FAILED, why=_MOVING)
            if isinstance(said, Refused):
                return self._records.refuse(arrival, known, said.reason)
            return self._take(arrival, known, said)
        except OSError as error:
            return _not_accessible(arrival, error)

    def archive_known(self, archive: Arrival) -> Verdict | None:
        """The verdict on an archive of the corpus that is as it was; None for any other."""
        try:
            return self.holdings.settled(archive, self._known_archive(archive))
        except OSError as error:
            return _not_accessible(archive, error)

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
        outcome = Outcome.ADDED
        if outcomes and outcomes <= _NOTHING_NEW:
            is_known = Outcome.UNCHANGED in outcomes
            outcome = Outcome.UNCHANGED if is_known else Outcome.FAILED
        if archive.inside is not None:
            if outcome is Outcome.ADDED and self._known_archive(archive):
                outcome = Outcome.UPDATED
            self._records.keep_archive(archive, archive.inside, outcome, why, failed)
        return Verdict(archive.shown, outcome, why=why)

    def refuse_archive(self, archive: Arrival, reason: str) -> Verdict:
        """An archive that cannot be read."""
        return self._records.refuse(archive, self._known_archive(archive), reason)

    def prune(self) -> Iterator[Verdict]:
        """Forget the files that are missing. Raises CorpusGone where all are."""
        return prune(self._corpus, self._ledger, self._shelving, self.holdings)

    def _known_archive(self, archive: Arrival) -> Known | None:
        return self._ledger.files.file(archive.inside) if archive.inside else None

    def _take(self, arrival: Arrival, known: Known | None, understood: Understood) -> Verdict:
        as_known = known is not None and self.holdings.is_as_known(arrival, known)
        former = known.report_id if known else None
        note = ""
        if known and not as_known:
            known, note = self._succession.still(arrival, known, understood.report)
        path = self._succession.bring_in(arrival, known)
        if path is None:
            return Verdict(arrival.shown, Outcome.FAILED, why=_MOVING)
        identity = self._identities.identify(path, understood.report, known)
        name, outcome = identity.report_id, identity.outcome
        if as_known and outcome is Outcome.UPDATED:
            outcome = Outcome.UNCHANGED
        beside = arrival.inside is None and path != arrival.wanted
        why = "，".join(filter(None, (identity.why, note, f"存为 {path}" if beside else "")))
        if known and former and former != name and self._identities.alone_holds(known, former):
            self._identities.supersede(former)
        is_same = outcome is Outcome.UNCHANGED and self._is_reading(path, understood)
        self._records.keep(arrival, path, understood, replace(identity, outcome=outcome, why=why))
        filed = self._shelving.filed(name) if is_same else self._settled(name, former)
        return _verdict(arrival, outcome, filed, why)

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


def _why_never(arrival: Arrival) -> str:
    """Why a file cannot even be read, or "". Raises OSError."""
    if printable(arrival.origin) != arrival.origin:
        return _UNNAMED
    if len(arrival.wanted) > _LONGEST:
        return _TOO_LONG
    if not arrival.file.is_file():
        return _NO_FILE if arrival.file.exists() else _MISSING
    return ""


def _verdict(arrival: Arrival, outcome: Outcome, filed: FiledReport | None, why: str) -> Verdict:
    if filed is None:
        return Verdict(arrival.shown, outcome, why=why)
    doubts = tuple(doubt.why for doubt in filed.report.doubts)
    return Verdict(arrival.shown, outcome, filed.id, filed.report.title, why, doubts)


def _not_accessible(arrival: Arrival, error: OSError) -> Verdict:
    return Verdict(arrival.shown, Outcome.FAILED, why=f"无法读取或存入：{why_not(error)}")

"""Which of the files that arrive are known already, and which of those known are still there."""

from itertools import chain

from searchapp.library.arrivals import Arrival
from searchapp.library.corpus import is_there
from searchapp.library.files import Known
from searchapp.library.identities import Identities, same_as
from searchapp.library.ledger import Ledger
from searchapp.library.records import Records
from searchapp.library.shelving import Shelving
from searchapp.library.verdicts import Outcome, Verdict


class Holdings:
    """The files that the ledger knows, held against the corpus as it is now."""

    def __init__(
        self, ledger: Ledger, shelving: Shelving, records: Records, identities: Identities
    ) -> None:
        self._corpus = records.corpus
        self._ledger = ledger
        self._shelving = shelving
        self._records = records
        self._identities = identities
        self._afresh = False

    def read_afresh(self) -> None:
        """Nothing is settled: every file is to be read again, also one that has not changed."""
        self._afresh = True

    def known(self, arrival: Arrival) -> Known | None:
        """The file as the ledger knows it: by its path, by where it came from, by its content."""
        files = self._ledger.files
        if arrival.inside is not None:
            return files.file(arrival.inside) or self._renamed(arrival, arrival.inside)
        if known := files.copied_from(arrival.origin):
            return known
        alike = files.with_content(arrival.sha256)
        there = (file for file in alike if self.is_there(file))
        lost = (file for file in alike if not file.is_left_over and self._is_gone(file))
        return next(chain(there, lost), None)

    def settled(self, arrival: Arrival, known: Known | None) -> Verdict | None:
        """The verdict where there is nothing to be done with a file; else None."""
        if known and self.is_as_known(arrival, known) and self._is_as_read(known):
            return _unchanged(arrival, known)
        return None

    def is_as_known(self, arrival: Arrival, known: Known) -> bool:
        """Whether the file is as it was when it was read, and still stands for its report."""
        if known.report_id and known.version != self._identities.version(known.report_id):
            return False
        own = known.path == arrival.inside
        return (own or self.is_there(known)) and _is_same(arrival, known)

    def is_there(self, known: Known) -> bool:
        """Whether a file of the corpus is there as it is known."""
        return is_there(self._corpus, known)

    def missing(self) -> list[Known]:
        """The files that the ledger knows and the corpus no longer has."""
        return [file for file in self._ledger.files.all() if self._is_gone(file)]

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

    def _is_gone(self, known: Known) -> bool:
        return not (self._corpus / known.path).exists()

    def _is_as_read(self, known: Known) -> bool:
        """Whether reading it again would give the same."""
        return not self._afresh and known.read_with == self._records.read_with_for(known.verdict)


def _unchanged(arrival: Arrival, known: Known) -> Verdict:
    """The verdict on content that is known, of this file or of another."""
    own = known.path == arrival.inside or known.origin == arrival.origin
    if known.verdict == Outcome.FAILED:
        return Verdict(arrival.shown, Outcome.FAILED, known.report_id, why=known.reason)
    if own:
        return Verdict(arrival.shown, Outcome.UNCHANGED, known.report_id)
    return Verdict(arrival.shown, Outcome.SAME, known.report_id, why=same_as(known))


def _is_same(arrival: Arrival, known: Known) -> bool:
    """Whether a file is as it was, by its size and date or else by its content."""
    if arrival.stamp == (known.size, known.modified_ns):
        return True
    return arrival.stamp[0] == known.size and arrival.sha256 == known.sha256

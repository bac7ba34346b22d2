"""What follows when a file has changed: what it is still known as, and where it stands now."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from searchapp.library.arrivals import Arrival
from searchapp.library.corpus import copy_in, has_content, is_there, place_for
from searchapp.library.files import Known
from searchapp.library.identities import Identities
from searchapp.library.ledger import Ledger
from searchapp.library.naming import continues, replaces
from searchapp.reports import Report
from searchapp.settings import Settings

_PARTED: Final = "这个文件里原来的报告（编号 {}）仍留在库中，确实不要了可用 --prune 移出"


class Succession:
    """Decides what a file takes the place of: nothing that was known is lost by it."""

    def __init__(self, settings: Settings, ledger: Ledger, identities: Identities) -> None:
        self._corpus = settings.corpus
        self._places = settings.places
        self._ledger = ledger
        self._identities = identities

    def still(self, arrival: Arrival, known: Known, report: Report) -> tuple[Known | None, str]:
        """What a changed file is still known as, and what is to be said of what it held before."""
        if known.report_id and not self._continues(arrival, known, report):
            return None, self._part_from(known, arrival)
        if self._was_edited(arrival, known):
            self._ledger.files.record(replace(known, origin=None))
            return None, ""
        return known, ""

    def bring_in(self, arrival: Arrival, known: Known | None) -> str | None:
        """The path below the corpus at which the content stands from now on; None if it moves.

        Raises OSError.
        """
        if arrival.inside is not None:
            return arrival.inside
        wanted = self._corpus / arrival.wanted
        known_at = self._corpus / known.path if known else None
        target = known_at or place_for(arrival.sha256, wanted, self._is_kept)
        there = has_content(target, arrival.sha256)
        if not there and not copy_in(arrival.file, target, arrival.sha256):
            return None
        return target.relative_to(self._corpus).as_posix()

    def _continues(self, arrival: Arrival, known: Known, report: Report) -> bool:
        """Whether what a file holds now is a version of what it held."""
        old = self._ledger.files.reading(known.path)
        is_next = replaces if arrival.by_name else continues
        return old is None or is_next(old, report)

    def _part_from(self, known: Known, arrival: Arrival) -> str:
        """Another report stands where this file stood; what is to be said of the one before.

        What it held stays in the library: in another file, as the copy in the corpus, or, where
        the only file was overwritten, as one that is missing.
        """
        if arrival.inside is None:
            self._ledger.files.record(replace(known, origin=None))
            return ""
        if self._identities.alone_holds(known, str(known.report_id)):
            self._ledger.files.record(replace(known, origin=None))
            self._ledger.files.move(known.path, f"{known.path}~{known.report_id}")
            return _PARTED.format(known.report_id)
        return ""

    def _was_edited(self, arrival: Arrival, known: Known) -> bool:
        """Whether somebody changed the copy of a file from elsewhere: then it is theirs."""
        copy = self._corpus / known.path
        touched = copy.exists() and not is_there(self._corpus, known)
        return arrival.inside is None and touched and not has_content(copy, arrival.sha256)

    def _is_kept(self, path: Path) -> bool:
        """Whether no file may take a path: the ledger knows one there, or it is for the places."""
        known = self._ledger.files.file(path.relative_to(self._corpus).as_posix())
        return known is not None or path == self._places

"""What is written down of each file that was looked into, so that it need not be read again."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from searchapp import __version__
from searchapp.library.arrivals import Arrival
from searchapp.library.files import Known
from searchapp.library.identities import Identity
from searchapp.library.ledger import Ledger
from searchapp.library.verdicts import Outcome, Verdict
from searchapp.library.workers import Understood
from searchapp.reading import readers_here
from searchapp.settings import Settings

_KEPT: Final = "；库里仍是上次读到的文字"


class Records:
    """The rows that the ledger has of files; written here, and read in ``holdings``."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._ledger = ledger
        self.corpus = settings.corpus
        self._read_with = _read_with(settings)

    def read_with_for(self, verdict: str) -> str:
        """What a verdict depends on; a failure, also on the programs there are to read with."""
        with_programs = f"{self._read_with} {readers_here()}"
        return with_programs if verdict == Outcome.FAILED else self._read_with

    def keep(
        self, arrival: Arrival, path: str, understood: Understood, identity: Identity
    ) -> None:
        """A file was read: it stands at ``path``, and holds the report of this identity."""
        before = self._ledger.files.file(path)
        # A copy that was edited in the corpus is no longer a copy of anything.
        origin = before.origin if before and before.sha256 == arrival.sha256 else None
        if origin is None and arrival.inside is None:
            origin = arrival.origin
        row = replace(
            self._row(arrival, path),
            format=understood.format,
            report_id=identity.report_id,
            version=identity.version,
            origin=origin,
            verdict=identity.outcome,
            reason=identity.why,
        )
        self._ledger.files.record(row, understood.report)

    def refuse(self, arrival: Arrival, known: Known | None, reason: str) -> Verdict:
        """The verdict on a file that cannot be understood, which is kept if the corpus has it."""
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
                read_with=self.read_with_for(Outcome.FAILED),
            )
            self._ledger.files.record(refused)
        return Verdict(arrival.shown, Outcome.FAILED, name, why=why)

    def keep_archive(
        self, archive: Arrival, path: str, outcome: Outcome, why: str, failed: Sequence[str]
    ) -> None:
        """An archive of the corpus was taken, with what failed in it."""
        verdict = Outcome.FAILED if failed else outcome
        row = replace(
            self._row(archive, path),
            format="zip",
            verdict=verdict,
            reason="：".join(filter(None, (why, "、".join(failed)))),
            read_with=self.read_with_for(verdict),
        )
        self._ledger.files.record(row)

    def _row(self, arrival: Arrival, path: str) -> Known:
        """What is written down of any file."""
        size, modified = arrival.stamp
        if arrival.inside is None:
            stat = (self.corpus / path).stat()
            size, modified = stat.st_size, stat.st_mtime_ns
        return Known(path, size, modified, arrival.sha256, "", read_with=self._read_with)


def _read_with(settings: Settings) -> str:
    """What decides how a file is understood: this program, and the home's own places."""
    own = settings.places
    places = hashlib.sha256(own.read_bytes()).hexdigest()[:16] if own.exists() else "-"
    return f"{__version__} {places}"

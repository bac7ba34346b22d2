"""Earlier versions of a report stay readable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from searchapp.library.readings import packed, unpacked
from searchapp.library.tables import EditionRow
from searchapp.reports import Report

#: The least that one moment is later than another.
_STEP: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a report, since when it is known, and the file in which it came."""

    version: int
    since: datetime
    file: str


class Editions:
    """The versions of the reports, in one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, report_id: str, version: int, file: str) -> None:
        """A version has come in a file, later than every one that is known.

        Whoever has seen what came up to a moment has so seen all of it, and nothing else: also
        where the clock was put back.
        """
        last = self._session.scalar(select(func.max(EditionRow.since)))
        since = max(_now(), last + _STEP) if last else _now()
        row = {"report_id": report_id, "version": version, "file": file, "since": since}
        self._session.execute(insert(EditionRow).values(row))

    def supersede(self, report_id: str, version: int, report: Report) -> None:
        """Keep the text of a version that is no longer the newest."""
        where = (EditionRow.report_id == report_id, EditionRow.version == version)
        self._session.execute(update(EditionRow).where(*where).values(reading=packed(report)))

    def of(self, report_id: str) -> Sequence[Edition]:
        """The versions of a report, the newest first; those before the ledger knew them lack."""
        row = EditionRow
        found = select(row.version, row.since, row.file).where(row.report_id == report_id)
        rows = self._session.execute(found.order_by(row.version.desc()))
        return [Edition(version, since.replace(tzinfo=UTC), file) for version, since, file in rows]

    def arrivals(self) -> Mapping[str, datetime]:
        """Report id -> since when its newest version is there, of every report that has one."""
        row = EditionRow
        newest = select(row.report_id, func.max(row.version)).group_by(row.report_id)
        found = select(row.report_id, row.since).where(
            tuple_(row.report_id, row.version).in_(newest)
        )
        return {name: since.replace(tzinfo=UTC) for name, since in self._session.execute(found)}

    def report(self, report_id: str, version: int) -> Report | None:
        """An earlier version as it was; None for the newest, and where it was not kept."""
        row = EditionRow
        where = (row.report_id == report_id, row.version == version)
        kept = self._session.scalars(select(row.reading).where(*where)).first()
        return unpacked(kept) if kept else None


def now() -> datetime:
    """The time in the form in which the library keeps it: UTC, without its zone, to the second."""
    return _now().replace(microsecond=0)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)

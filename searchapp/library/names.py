"""Under which id each text is kept, which version it is, and what the index is yet to be told."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Select, Update, and_, bindparam, insert, select, update
from sqlalchemy.orm import Session, aliased

from searchapp.library.tables import FileRow, ReportRow
from searchapp.reports import Genre, IssuerLevel, Report

#: Of these a place writes one a year.
_YEARLY = {Genre.RULE_OF_LAW, Genre.GOVERNMENT_WORK, Genre.DISCLOSURE}
#: So many ids go into one question to the database.
_AT_ONCE = 500


class Names:
    """The reports of one session, by their ids. An id, once given, is never given again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __contains__(self, report_id: object) -> bool:
        """Whether the id was ever given."""
        found = select(ReportRow.id).where(ReportRow.id == report_id)
        return self._session.scalars(found).first() is not None

    def held(self) -> Mapping[str, int]:
        """Report id -> version, of every report that a file holds."""
        held = select(FileRow.report_id).where(FileRow.report_id.is_not(None))
        rows = select(ReportRow.id, ReportRow.version).where(ReportRow.id.in_(held))
        return {name: version for name, version in self._session.execute(rows)}  # noqa: C416

    def version(self, report_id: str) -> int:
        """The version of a report; KeyError for an id that was never given."""
        return self._row(report_id)[0]

    def fingerprint(self, report_id: str) -> str:
        """Which text the report stands for; KeyError for an id that was never given."""
        return self._row(report_id)[1]

    def of_text(self, fingerprint: str) -> str | None:
        """The id of the report with this text."""
        found = select(ReportRow.id).where(ReportRow.fingerprint == fingerprint)
        return self._session.scalars(found).first()

    def give(self, report_id: str, fingerprint: str) -> None:
        """Give a new report its id."""
        row = {"id": report_id, "fingerprint": fingerprint, "version": 1, "pending": 1}
        self._session.execute(insert(ReportRow).values(row))

    def revise(self, report_id: str, fingerprint: str) -> int:
        """The report has a new text: its next version, of which the number comes back."""
        version = self.version(report_id) + 1
        self._set(report_id, fingerprint=fingerprint, version=version)
        return version

    def describe(self, report_id: str, report: Report) -> set[str]:
        """Remember of which place, year and genre a report is.

        What comes back are the other reports that share all three with it now, or did until now:
        what is said of them may change. Of a county's departments each has a report of its own,
        and of the genres that are not written once a year there may be many: they share nothing.
        """
        rivals = set(self.rivals(report_id))
        yearly = report.genre in _YEARLY and report.level is not IssuerLevel.DEPARTMENT
        place = report.place.code if report.place and yearly else None
        self._set(report_id, place=place, year=report.year, genre=str(report.genre))
        return rivals | set(self.rivals(report_id))

    def rivals(self, report_id: str) -> Sequence[str]:
        """The other reports that files hold of the same place, year and genre, by id."""
        return self._session.scalars(_rivals(), {"own": report_id}).all()

    def touch(self, report_ids: Iterable[str]) -> None:
        """The index is to be told of these."""
        names = sorted(report_ids)
        for start in range(0, len(names), _AT_ONCE):
            some = ReportRow.id.in_(names[start : start + _AT_ONCE])
            once_more = update(ReportRow).where(some).values(pending=ReportRow.pending + 1)
            self._session.execute(once_more)

    def pending(self) -> Mapping[str, int]:
        """The reports of which the index is to be told, by id, and how often that was said."""
        row = ReportRow
        found = select(row.id, row.pending).where(row.pending > 0).order_by(row.id)
        return dict(iter(self._session.execute(found)))

    def told(self, pending: Mapping[str, int]) -> None:
        """The index knows of these what was pending; what was said since then stays so."""
        told = [{"name": name, "times": times} for name, times in pending.items()]
        if told:
            self._session.connection().execute(_no_longer_pending(), told)

    def _set(self, report_id: str, **values: object) -> None:
        where = ReportRow.id == report_id
        self._session.execute(
            update(ReportRow).where(where).values(pending=ReportRow.pending + 1, **values)
        )

    def _row(self, report_id: str) -> tuple[int, str]:
        row = self._session.execute(_version(), {"name": report_id}).one_or_none()
        if row is None:
            raise KeyError(report_id)
        return row.version, row.fingerprint


# Statements of which there are many: to make one takes longer than the asking.


@cache
def _version() -> Select[int, str]:
    """Asks for version and fingerprint of ``name``."""
    return select(ReportRow.version, ReportRow.fingerprint).where(
        ReportRow.id == bindparam("name")
    )


@cache
def _no_longer_pending() -> Update:
    """Takes the mark off ``name``, if it was made so many ``times``."""
    row = ReportRow
    where = (row.id == bindparam("name"), row.pending == bindparam("times"))
    return update(row).where(*where).values(pending=0)


@cache
def _rivals() -> Select[str]:
    """Asks for the rivals of ``own``."""
    own, row = aliased(ReportRow), ReportRow
    same = (row.place == own.place, row.year == own.year, row.genre == own.genre)
    other = (own.id == bindparam("own"), row.id != own.id)
    held = select(FileRow.report_id).where(FileRow.report_id == row.id).exists()
    return select(row.id).join(own, and_(*same)).where(*other, held).order_by(row.id)

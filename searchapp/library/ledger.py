"""The ledger: which files there are and which report each holds, in ``library.db``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, create_engine, delete, event, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from searchapp.errors import LibraryUnavailable
from searchapp.library.tables import FileRow, NoteRow, ReportRow

_MIGRATIONS: Final = "searchapp:library/migrations"


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was when it was last read; ``path`` is below ``corpus/``, with ``/``."""

    path: str
    size: int
    modified_ns: int
    sha256: str
    format: str
    report_id: str
    origin: str | None = None


class Ledger:
    """One session with ``library.db``. Nothing is kept before ``commit``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def open(cls, path: Path) -> Self:
        """The ledger in that file, made or brought up to date. Raises LibraryUnavailable."""
        engine = create_engine(URL.create("sqlite", database=str(path)))
        event.listen(engine, "connect", _prepare)
        try:
            with engine.begin() as connection:
                config = Config(attributes={"connection": connection})
                config.set_main_option("script_location", _MIGRATIONS)
                config.set_main_option("path_separator", "os")
                command.upgrade(config, "head")
        except (DatabaseError, CommandError) as error:
            engine.dispose()
            raise LibraryUnavailable(str(path), str(error).splitlines()[0]) from error
        return cls(Session(engine))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()
        bind = self._session.get_bind()
        bind.engine.dispose()

    def commit(self) -> None:
        """Keep what was recorded since the last time."""
        self._session.commit()

    def files(self) -> Sequence[Known]:
        """Every file, in the order of arrival."""
        rows = self._session.scalars(select(FileRow).order_by(FileRow.id))
        return [_known(row) for row in rows]

    def file(self, path: str) -> Known | None:
        """The file of that path below ``corpus/``."""
        row = self._row(path)
        return _known(row) if row else None

    def copied_from(self, origin: str) -> Known | None:
        """The file that was copied from there."""
        found = select(FileRow).where(FileRow.origin == origin).order_by(FileRow.id)
        row = self._session.scalars(found).first()
        return _known(row) if row else None

    def with_content(self, sha256: str) -> Known | None:
        """The first file that had this content."""
        found = select(FileRow).where(FileRow.sha256 == sha256).order_by(FileRow.id)
        row = self._session.scalars(found).first()
        return _known(row) if row else None

    def holding(self, report_id: str) -> Sequence[Known]:
        """The files that hold a report, in the order of arrival."""
        found = select(FileRow).where(FileRow.report_id == report_id).order_by(FileRow.id)
        return [_known(row) for row in self._session.scalars(found)]

    def record(self, file: Known) -> None:
        """Remember a file, in place of what was known of its path."""
        row = self._row(file.path)
        if row is None:
            row = FileRow(path=file.path)
            self._session.add(row)
        row.size, row.modified_ns, row.sha256 = file.size, file.modified_ns, file.sha256
        row.format, row.report_id, row.origin = file.format, file.report_id, file.origin
        self._session.flush()

    def move(self, path: str, new_path: str) -> None:
        """The file of that path stands at another now."""
        row = self._row(path)
        if row is not None:
            row.path = new_path
            self._session.flush()

    def versions(self) -> Mapping[str, int]:
        """Report id -> version, of every report that a file holds."""
        held = select(FileRow.report_id)
        rows = self._session.scalars(select(ReportRow).where(ReportRow.id.in_(held)))
        return {row.id: row.version for row in rows}

    def version(self, report_id: str) -> int:
        """The version of a report; KeyError for one that was never named."""
        row = self._session.get(ReportRow, report_id)
        if row is None:
            raise KeyError(report_id)
        return row.version

    def fingerprint(self, report_id: str) -> str | None:
        """Which text the report stands for."""
        row = self._session.get(ReportRow, report_id)
        return row.fingerprint if row else None

    def named(self, fingerprint: str) -> str | None:
        """The id of the report with this text."""
        found = select(ReportRow.id).where(ReportRow.fingerprint == fingerprint)
        return self._session.scalars(found).first()

    def ids(self) -> frozenset[str]:
        """Every id that was ever given."""
        return frozenset(self._session.scalars(select(ReportRow.id)))

    def name(self, report_id: str, fingerprint: str) -> None:
        """Give a new report its id."""
        self._session.add(ReportRow(id=report_id, fingerprint=fingerprint, version=1))
        self._session.flush()

    def revise(self, report_id: str, fingerprint: str) -> None:
        """The report has a new text: its next version."""
        row = self._session.get_one(ReportRow, report_id)
        row.fingerprint, row.version = fingerprint, row.version + 1
        self._session.flush()

    def note(self, key: str) -> str | None:
        """What was remembered under a key."""
        row = self._session.get(NoteRow, key)
        return row.value if row else None

    def remember(self, key: str, value: str) -> None:
        """Remember something under a key."""
        self._session.execute(delete(NoteRow).where(NoteRow.key == key))
        self._session.add(NoteRow(key=key, value=value))
        self._session.flush()

    def count(self) -> int:
        """How many files there are."""
        return self._session.scalar(select(func.count(FileRow.id))) or 0

    def _row(self, path: str) -> FileRow | None:
        return self._session.scalars(select(FileRow).where(FileRow.path == path)).first()


def _known(row: FileRow) -> Known:
    return Known(
        row.path,
        row.size,
        row.modified_ns,
        row.sha256,
        row.format,
        row.report_id,
        row.origin,
    )


def _prepare(connection: object, _: object) -> None:
    """Let others read while one writes, and wait for a lock rather than fail."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()

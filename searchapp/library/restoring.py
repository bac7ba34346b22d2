"""The library becomes what a backup holds, in one transaction, while servers go on.

Nothing of the file that is there is put in place of another while somebody may have it open: its
rows are exchanged. Only a file that cannot be opened any more is put aside as it is.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    delete,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from searchapp.errors import (
    BackupUnusable,
    LibraryFailed,
    LibraryInUse,
    LibraryUnavailable,
)
from searchapp.library.backup import (
    Contents,
    contents,
    copy_file,
    copy_library,
    copy_out,
    copy_rows,
    fault_of,
    made_whole,
    migration_of,
    put_on_disk,
    remove_with_logs,
    sealed,
    unseal,
)
from searchapp.library.database import (
    HEAD,
    begin_to_write,
    file_of,
    opened,
    shown,
    url_of,
    why_refused,
)
from searchapp.library.intake import locked
from searchapp.library.tables import Base, BriefingRow, ReportRow, RevisionRow
from searchapp.settings import Settings

#: So many seconds one waits for those who write to a server.
_PATIENCE: Final = 30
_LOOKS_SECONDS: Final = 0.05
#: What PostgreSQL says where somebody else has a table.
_LOCKED: Final = "55P03"
_SEQUENCE: Final = """
SELECT setval(counter, greatest((SELECT max({column}) FROM {table}),
                                pg_sequence_last_value(counter), 1))
FROM (SELECT pg_get_serial_sequence(:table, :column)::regclass AS counter) AS counters
WHERE counter IS NOT NULL
"""
_STRANGE: Final = "它不是本程序的库或备份"


@dataclass(frozen=True, slots=True)
class Restored:
    """What the library holds now, and the file in which all is that it held; None for nothing."""

    contents: Contents
    before: Path | None


def restore(settings: Settings, file: Path, *, replace: bool = False) -> Restored:
    """The library of a home is what a backup holds; of a kill at any moment, it or what was there.

    A backup of an earlier release is brought up to date on the way. All reports are marked, so
    that the next ingest tells the index of them. Raises BackupUnusable, IngestRunning,
    LibraryInUse for a server on which something is, unless ``replace``, LibraryUnavailable and
    LibraryFailed.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    url = url_of(settings)
    with locked(settings.home), _copied(file, settings.home) as (copy, held):
        library = file_of(url)
        if library and not _is_whole(library):
            return Restored(held, _put_in_place(copy, library))
        engine = opened(url)
        try:
            return Restored(held, _exchanged(engine, copy, settings.home, replace=replace))
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise LibraryFailed(shown(url), why_refused(error)) from error
        finally:
            engine.dispose()


# The backup


@contextmanager
def _copied(file: Path, folder: Path) -> Iterator[tuple[Path, Contents]]:
    """A copy of a backup that is a library of this release, and what the backup holds."""
    copy = folder / ".library.db.restoring"
    # One who was killed left it: there is but one who restores.
    remove_with_logs(copy)
    try:
        yield copy, _copy(file, copy)
    finally:
        remove_with_logs(copy)


def _copy(file: Path, copy: Path) -> Contents:
    """Make the copy. Raises BackupUnusable."""
    if not file.is_file():
        raise BackupUnusable(file, "没有这个文件")
    try:
        with closing(_read_only(file)) as connection:
            held = _looked_at(file, connection)
            copy_file(connection, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            unseal(connection)
        opened(_url(copy)).dispose()
    except sqlite3.Error as error:
        raise BackupUnusable(file, _why(error)) from error
    except (LibraryUnavailable, LibraryFailed) as error:
        raise BackupUnusable(file, error.why) from error
    return held


def _read_only(file: Path) -> sqlite3.Connection:
    """The file; of one that is a copy of a library that was in use, with what stands beside it."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _looked_at(file: Path, connection: sqlite3.Connection) -> Contents:
    """What a backup holds, once it is known that all is well with it. Raises BackupUnusable."""
    if (migration := migration_of(connection)) is None:
        raise BackupUnusable(file, _STRANGE)
    if migration > HEAD:
        raise BackupUnusable(file, f"它由更新的版本写成（{migration}），请先升级程序")
    if fault := fault_of(connection):
        raise BackupUnusable(file, f"文件已损坏（{fault}），请换一个备份")
    return contents(connection)


def _why(error: sqlite3.Error) -> str:
    if _code(error) == sqlite3.SQLITE_NOTADB:
        return _STRANGE
    if _code(error) == sqlite3.SQLITE_CORRUPT:
        return "文件已损坏，请换一个备份"
    return why_refused(error)


def _code(error: sqlite3.Error) -> int:
    """What SQLite says, without the finer distinctions."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _url(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


# The library


def _is_whole(library: Path) -> bool:
    """Whether this program can open the file, or there is none. Raises LibraryFailed."""
    if not library.exists():
        return True
    try:
        with closing(sqlite3.connect(library)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            return sound and (migration_of(connection) or "") <= HEAD
    except sqlite3.Error as error:
        if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise LibraryFailed(str(library), why_refused(error)) from error


def _put_in_place(copy: Path, library: Path) -> Path:
    """The copy takes the place of a file that this program cannot open; where that is now.

    SQLite would apply the log of the old file to the new one: it must be gone before.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("UPDATE reports SET pending = pending + 1")
        connection.execute("PRAGMA journal_mode=DELETE")
    with suppress(sqlite3.Error), closing(sqlite3.connect(library)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = _name_before(library)
    for ending in ("", "-wal"):
        old = library.with_name(library.name + ending)
        if old.exists():
            shutil.copy2(old, before.with_name(before.name + ending))
    for ending in ("-wal", "-shm"):
        library.with_name(library.name + ending).unlink(missing_ok=True)
    put_on_disk(copy)
    copy.replace(library)
    return before


def _exchanged(engine: Engine, copy: Path, home: Path, *, replace: bool) -> Path | None:
    """The library has the rows of the copy in place of its own; where those are now."""
    restored = opened(_url(copy))
    try:
        with restored.connect() as source, engine.begin() as target:
            _keep_others_from_writing(target)
            if not _has_rows(target):
                _exchange(source, target)
                return None
            if file_of(engine.url) is None and not replace:
                raise LibraryInUse(shown(engine.url))
            with _set_aside(target, home) as before:
                _exchange(source, target)
                return before
    finally:
        restored.dispose()


def _keep_others_from_writing(target: Connection) -> None:
    """Until the transaction ends; they go on reading."""
    if target.dialect.name == "sqlite":
        begin_to_write(target)
        return
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    lock = text(f"LOCK TABLE {names} IN EXCLUSIVE MODE NOWAIT")
    until = monotonic() + _PATIENCE
    while True:
        # All or none, and never waiting for one while others wait for another.
        try:
            with target.begin_nested():
                target.execute(lock)
            return
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED or monotonic() > until:
                raise
            sleep(_LOOKS_SECONDS)


def _has_rows(target: Connection) -> bool:
    return any(
        target.execute(select(literal(1)).select_from(table).limit(1)).first()
        for table in Base.metadata.sorted_tables
    )


@contextmanager
def _set_aside(target: Connection, home: Path) -> Iterator[Path]:
    """All that the library holds, in a backup of its own; gone again where nothing comes of it."""
    library = file_of(target.engine.url)
    before = _name_before(library or home / "library.db")
    with made_whole(before) as part:
        if library:
            copy_library(target.engine, part)
        else:
            copy_out(target, part)
        sealed(part)
    try:
        yield before
    except BaseException:
        before.unlink()
        raise


def _name_before(library: Path) -> Path:
    """The name under which what was there is kept."""
    name = f"{library.name}.before-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}"
    names = (f"{name}-{number}" if number else name for number in count())
    paths = (library.with_name(each) for each in names)
    return next(path for path in paths if not path.exists())


def _exchange(source: Connection, target: Connection) -> None:
    row = BriefingRow
    revisions = dict(iter(target.execute(select(row.id, row.revision))))
    for table in reversed(Base.metadata.sorted_tables):
        target.execute(delete(table))
    copy_rows(source, target)
    _overtake(target, revisions)
    target.execute(update(ReportRow).values(pending=ReportRow.pending + 1))
    if target.dialect.name == "postgresql":
        _count_on(target)


def _overtake(target: Connection, revisions: Mapping[int, int]) -> None:
    """A revision that somebody still has before him is never the number of another content.

    What was restored is a new revision of a briefing that has been at a later one.
    """
    row = BriefingRow
    for number, revision in target.execute(select(row.id, row.revision)).all():
        if revisions.get(number, 0) >= revision:
            later = revisions[number] + 1
            _remember(target, number, revision, later)
            target.execute(update(row).where(row.id == number).values(revision=later))


def _remember(target: Connection, number: int, revision: int, later: int) -> None:
    """What a briefing was at a revision it is at a later one too."""
    table = RevisionRow.__table__
    values = [literal(later) if each.name == "revision" else each for each in table.columns]
    where = (RevisionRow.briefing_id == number, RevisionRow.revision == revision)
    target.execute(
        insert(RevisionRow).from_select(list(table.columns), select(*values).where(*where))
    )


def _count_on(target: Connection) -> None:
    """New rows get numbers that no row has or ever had."""
    for table in Base.metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            said = _SEQUENCE.format(table=table.name, column=column.name)
            target.execute(text(said), {"table": table.name, "column": column.name})

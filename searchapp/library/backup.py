"""The library in one file, written while others go on reading and writing it.

Of a library in a file SQLite itself makes the copy (``VACUUM INTO``): one moment of it, without
keeping anybody from writing, without what was removed, and in a form that needs no second file
beside it, so that it can be read where nothing can be written. Of one on a server all tables are
read at one moment into a file of the same schema. Thus any backup can be restored into either.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, create_engine, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from searchapp import __version__
from searchapp.errors import BackupExists, BackupFailed, why_not
from searchapp.library.database import opened, revision_of, shown, url_of, why_refused
from searchapp.library.scratch import is_running
from searchapp.library.tables import Base
from searchapp.settings import Settings

#: So many rows are carried at once: what was read in files is large.
ROWS_AT_ONCE: Final = 200
#: What a backup says of itself, and a library does not.
_MARK: Final = "backup"
#: What people ask of a backup -> the table that must be there, and how it is counted.
_COUNTED: Final = {
    "reports": ("files", "SELECT count(DISTINCT report_id) FROM files"),
    "corrections": (
        "corrections",
        "SELECT count(*) FROM corrections WHERE taken_back_at IS NULL",
    ),
    "searches": ("searches", "SELECT count(*) FROM searches WHERE removed_at IS NULL"),
    "excerpts": ("excerpts", "SELECT count(*) FROM excerpts"),
    "briefings": ("briefings", "SELECT count(*) FROM briefings"),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds.

    ``made_at`` is None where it is not known: the file is a copy of a library, or was made by an
    earlier program. ``migration`` is the one by which its tables were made.
    """

    made_at: datetime | None
    migration: str
    reports: int
    corrections: int
    searches: int
    excerpts: int
    briefings: int


def backup(settings: Settings, file: Path, *, replace: bool = False) -> Contents:
    """Write the library of a home into a file, which is there whole or not at all.

    What was written is checked before it gets its name. Raises BackupExists unless ``replace``,
    BackupFailed, LibraryUnavailable and LibraryFailed.
    """
    if file.exists() and not replace:
        raise BackupExists(file)
    url = url_of(settings)
    _refuse_none(url, file)
    with told_of(file), made_whole(file, replace=replace) as part:
        if url.get_backend_name() == "sqlite":
            opened(url).dispose()
            copy_file(Path(str(url.database)), part)
        else:
            _copy_server(url, part)
        return sealed(part)


def contents(connection: sqlite3.Connection) -> Contents:
    """What a file that is open holds. Raises sqlite3.Error, also for one that is no library."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in found}
    (migration,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    made_at = None
    if _MARK in tables:
        (said,) = connection.execute(f"SELECT made_at FROM {_MARK}").fetchone()  # noqa: S608
        made_at = datetime.fromisoformat(said)
    counts = {
        name: int(connection.execute(counted).fetchone()[0]) if table in tables else 0
        for name, (table, counted) in _COUNTED.items()
    }
    return Contents(made_at, str(migration), **counts)


def fault_of(connection: sqlite3.Connection) -> str:
    """What is wrong with the file that is open, "" where nothing is. Raises sqlite3.Error."""
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        return str(said)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"{broken[0]}: {broken[2]}" if broken else ""


def copy_file(library: Path, part: Path) -> None:
    """One moment of a library in a file. Raises sqlite3.Error."""
    with closing(sqlite3.connect(library, timeout=60)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))


def copy_rows(source: Connection, target: Connection) -> None:
    """All rows of all tables there are; those of the target must be empty."""
    for table in Base.metadata.sorted_tables:
        found = source.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE))
        for rows in found.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])


def copy_out(source: Connection, part: Path) -> None:
    """What a transaction sees of a library, in a file of the same schema."""
    engine = opened(URL.create("sqlite", database=str(part)))
    try:
        with engine.begin() as target:
            copy_rows(source, target)
    finally:
        engine.dispose()


def sealed(part: Path) -> Contents:
    """The file is made a backup that stands for itself, and is checked: what it holds.

    Raises BackupFailed where something is wrong with it.
    """
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"CREATE TABLE {_MARK} (made_at TEXT, program TEXT)")
        said = (datetime.now(UTC).isoformat(timespec="seconds"), __version__)
        connection.execute(f"INSERT INTO {_MARK} VALUES (?, ?)", said)  # noqa: S608
        if fault := fault_of(connection):
            raise BackupFailed(part, f"写下的文件有误（{fault}）")
        return contents(connection)


def unseal(connection: sqlite3.Connection) -> None:
    """Make a library again of a backup."""
    connection.execute(f"DROP TABLE IF EXISTS {_MARK}")


@contextmanager
def made_whole(file: Path, *, replace: bool = False) -> Iterator[Path]:
    """The path at which to write what is to be found at another one once it is whole, and on disk.

    Raises BackupExists where somebody else was quicker, unless ``replace``.
    """
    _sweep(file)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield part
        _on_disk(part)
        if replace:
            part.replace(file)
        else:
            _put(part, file)
        _on_disk(file.parent)
    finally:
        remove_with_logs(part)


def remove_with_logs(file: Path) -> None:
    """A database is gone, with what SQLite writes beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def told_of(file: Path) -> Iterator[None]:
    """Raises BackupFailed for what the system or SQLite refuse of the file."""
    try:
        yield
    except BackupFailed as error:
        raise type(error)(file, error.why) if type(error) is BackupFailed else error from error
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise BackupFailed(file, why_refused(error)) from error
    except OSError as error:
        raise BackupFailed(file, why_not(error)) from error


def _refuse_none(url: URL, file: Path) -> None:
    """Nothing, if there is a library; of none there would be an empty backup, and no doubt."""
    if not file.parent.is_dir():
        raise BackupFailed(file, f"没有文件夹 {file.parent}")
    if file.is_dir():
        raise BackupFailed(file, "这是文件夹，请写明备份的文件名")
    if not _is_there(url):
        raise BackupFailed(file, f"{shown(url)} 里还没有库")


def _is_there(url: URL) -> bool:
    if url.get_backend_name() == "sqlite":
        return Path(str(url.database)).is_file()
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return revision_of(connection) is not None
    finally:
        engine.dispose()


def _copy_server(url: URL, part: Path) -> None:
    """One moment of a library on a server."""
    engine = opened(url)
    try:
        at_once = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**at_once) as connection, connection.begin():
            copy_out(connection, part)
    finally:
        engine.dispose()


def _put(part: Path, file: Path) -> None:
    """Give the file its name, unless another has it."""
    try:
        os.link(part, file)
    except FileExistsError as error:
        raise BackupExists(file) from error
    except OSError:
        # A disk that knows no second name for a file, such as a memory stick.
        if file.exists():
            raise BackupExists(file) from None
        part.rename(file)


def _on_disk(path: Path) -> None:
    """Have the system write a file, or the names in a folder, where no power cut reaches."""
    try:
        opened_file = os.open(path, os.O_RDONLY)
    except PermissionError:
        # Windows opens no folder.
        return
    try:
        with suppress(OSError) if path.is_dir() else suppress():
            os.fsync(opened_file)
    finally:
        os.close(opened_file)


def _sweep(file: Path) -> None:
    """Remove what was left by who died while writing the same backup."""
    for left in file.parent.glob(f".{file.name}.*.part*"):
        process = left.name.removeprefix(f".{file.name}.").partition(".")[0]
        if process.isdigit() and not is_running(int(process)):
            left.unlink(missing_ok=True)

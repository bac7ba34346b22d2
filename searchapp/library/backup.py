"""The library in one file, written while others go on reading and writing it.

Of a library in a file SQLite itself makes the copy (``VACUUM INTO``): one moment of it, without
keeping anybody from writing, without what was removed, and in a form that needs no second file
beside it, so that it can be read where nothing can be written. Of one on a server all tables are
read at one moment into a file of the same schema. Thus any backup can be restored into either.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import Final, cast

from sqlalchemy import URL, Connection, Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from searchapp import __version__
from searchapp.errors import BackupExists, BackupFailed, LibraryFailed, why_not
from searchapp.library.database import HEAD, file_of, opened, shown, url_of, why_refused
from searchapp.library.scratch import is_running
from searchapp.library.tables import Base
from searchapp.library.turns import turn_file
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
    url = url_of(settings)
    _refuse_senseless(url, file)
    if file.exists() and not replace:
        raise BackupExists(file)
    engine = opened(url)
    try:
        with told_of(file, shown(url)), made_whole(file, replace=replace) as part:
            _copy(engine, part)
            return sealed(part)
    finally:
        engine.dispose()


def contents(connection: sqlite3.Connection) -> Contents:
    """What a file that is open holds. Raises sqlite3.Error, also for one that is no library."""
    tables, made_at = _tables(connection), None
    if _MARK in tables:
        (said,) = connection.execute(f"SELECT made_at FROM {_MARK}").fetchone()  # noqa: S608
        made_at = datetime.fromisoformat(said)
    counts = {
        name: int(connection.execute(counted).fetchone()[0]) if table in tables else 0
        for name, (table, counted) in _COUNTED.items()
    }
    return Contents(made_at, migration_of(connection) or "", **counts)


def migration_of(connection: sqlite3.Connection) -> str | None:
    """By which migration its tables were made; None for what is no library."""
    if not {"alembic_version", "reports", "files"} <= _tables(connection):
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None


def _tables(connection: sqlite3.Connection) -> set[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {str(name) for (name,) in found}


def fault_of(connection: sqlite3.Connection) -> str:
    """What is wrong with the file that is open, "" where nothing is. Raises sqlite3.Error."""
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        return str(said)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"{broken[0]}: {broken[2]}" if broken else _missing(connection)


def _missing(connection: sqlite3.Connection) -> str:
    """A column that a library of this release has and the one that is open lacks, "" for none."""
    if migration_of(connection) != HEAD:
        return ""
    columns = "SELECT name FROM pragma_table_info(?)"
    for table in Base.metadata.sorted_tables:
        there = {name for (name,) in connection.execute(columns, (table.name,))}
        for column in table.columns:
            if column.name not in there:
                return f"没有 {table.name}.{column.name}"
    return ""


def copy_file(connection: sqlite3.Connection, part: Path) -> None:
    """One moment of a library in a file. Raises sqlite3.Error."""
    connection.execute("VACUUM INTO ?", (str(part),))


def copy_library(engine: Engine, part: Path) -> None:
    """One moment of a library in a file, whoever writes meanwhile. Raises sqlite3.Error."""
    with closing(engine.raw_connection()) as reader:
        copy_file(cast("sqlite3.Connection", reader.driver_connection), part)


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

    Raises sqlite3.Error, also where something is wrong with what was written.
    """
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"CREATE TABLE {_MARK} (made_at TEXT, program TEXT)")
        said = (datetime.now(UTC).isoformat(timespec="seconds"), __version__)
        connection.execute(f"INSERT INTO {_MARK} VALUES (?, ?)", said)  # noqa: S608
        if fault := fault_of(connection):
            raise sqlite3.DatabaseError(f"malformed: {fault}")
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
        put_on_disk(part)
        if replace:
            part.replace(file)
        else:
            _put(part, file)
        _name_on_disk(file)
    finally:
        remove_with_logs(part)


def remove_with_logs(file: Path) -> None:
    """A database is gone, with what is written beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    turn_file(file).unlink(missing_ok=True)


@contextmanager
def told_of(file: Path, library: str) -> Iterator[None]:
    """Raises BackupFailed for what the system or SQLite refuse of the file.

    And LibraryFailed for a library that cannot be read whole.
    """
    try:
        yield
    except (sqlite3.Error, SQLAlchemyError) as error:
        why = why_refused(error)
        if "malformed" in str(error):
            raise LibraryFailed(library, why) from error
        raise BackupFailed(file, why) from error
    except OSError as error:
        raise BackupFailed(file, why_not(error)) from error


def _refuse_senseless(url: URL, file: Path) -> None:
    """Nothing, if there is a library, and a place for its backup."""
    if not file.parent.is_dir():
        raise BackupFailed(file, f"没有文件夹 {file.parent}")
    if file.is_dir():
        raise BackupFailed(file, "这是文件夹，请写明备份的文件名")
    library = file_of(url)
    if library is None:
        return
    if not library.is_file():
        raise BackupFailed(file, f"{library} 还没有，没有可备份的")
    if file.exists() and file.samefile(library):
        raise BackupFailed(file, "这是库本身，请写另一个文件名")


def _copy(engine: Engine, part: Path) -> None:
    """One moment of a library."""
    if file_of(engine.url):
        copy_library(engine, part)
        return
    at_once = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**at_once) as connection, connection.begin():
        copy_out(connection, part)


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


def put_on_disk(file: Path) -> None:
    """Have the system write a file where no power cut reaches it."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _name_on_disk(file: Path) -> None:
    if sys.platform == "win32":
        return
    folder = os.open(file.parent, os.O_RDONLY)
    with suppress(OSError):
        # Some shares do not know this.
        os.fsync(folder)
    os.close(folder)


def _sweep(file: Path) -> None:
    """Remove what was left by who died while writing the same backup."""
    for left in file.parent.glob(f".{escape(file.name)}.*.part"):
        number = left.name.removeprefix(f".{file.name}.").removesuffix(".part")
        if number.isdigit() and not is_running(int(number)):
            remove_with_logs(left)

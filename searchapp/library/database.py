"""How is the library reached? In a file or on a server, brought up to date; and what either says.

Whoever writes into a file waits for the others' turns and is told nothing of it: SQLite lets one
write at a time.
"""

import os
import sqlite3
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from searchapp.errors import LibraryFailed, LibraryUnavailable
from searchapp.library.turns import in_turn
from searchapp.settings import Settings

_MIGRATIONS: Final = "searchapp:library/migrations"
#: The newest migration.
HEAD: Final = "0005"
#: How one process at a time brings the tables up to date, and all of it or nothing.
_ALONE: Final = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(5203114)",
}
#: So many seconds one waits for who brings them up to date.
_PATIENT: Final = {"sqlite": {"timeout": 60}}
#: With these a statement begins that changes something.
_WRITES: Final = ("INSERT", "UPDATE", "DELETE")

#: What a database says -> what a person is told.
_REFUSALS: Final = {
    "disk is full": "磁盘空间不足",
    "no space left": "磁盘空间不足",
    "disk i/o error": "磁盘无法读写（可能空间不足）",
    "readonly database": "没有写入的权限，或所在的盘是只读的",
    "database is locked": "另一个程序正占用着它",
    "malformed": "文件已损坏，请用备份恢复",
    "server closed the connection": "数据库服务器断开了连接",
}
#: The same of one that cannot be reached at all.
_UNREACHABLE: Final = {
    "connection refused": "连不上数据库服务器：它没有启动，或地址、端口不对",
    "could not translate host": "连不上数据库服务器：找不到这个地址",
    "name or service not known": "连不上数据库服务器：找不到这个地址",
    "failed to resolve host": "连不上数据库服务器：找不到这个地址",
    "password authentication failed": "数据库的用户名或口令不对",
    "no password supplied": "数据库要求口令，网址里没有写",
    "no such file or directory": "连不上数据库服务器：它没有启动，或地址不对",
    "unable to open database file": "没有权限，或所在的文件夹不在、是只读的",
}


def url_of(settings: Settings) -> URL:
    """Where the library of a home is. Raises LibraryUnavailable for what is no address."""
    if not settings.library_url:
        return URL.create("sqlite", database=str(settings.library))
    try:
        return make_url(settings.library_url)
    except (SQLAlchemyError, ValueError) as error:
        # What cannot be understood is not shown: there may be a password in it.
        raise LibraryUnavailable("SEARCHAPP_LIBRARY_URL", "不是数据库的地址") from error


def shown(url: URL) -> str:
    """The path of a file; the address of a server, without its password wherever it stands."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    secret = [name for name in url.query if "password" in name.lower()]
    hidden = url.difference_update_query(secret)
    return hidden.render_as_string(hide_password=True)


def file_of(url: URL) -> Path | None:
    """The file in which a library is, wherever one goes to; None for one on a server."""
    return Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None


def opened(url: URL) -> Engine:
    """The database, made or brought up to date.

    Raises LibraryUnavailable, and LibraryFailed for one that disk or server withhold.
    """
    try:
        engine = _file(url, library) if (library := file_of(url)) else create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise LibraryUnavailable(shown(url), _first_line(error)) from error
    try:
        _bring_up_to_date(engine)
    except (SQLAlchemyError, CommandError) as error:
        engine.dispose()
        why = why_refused(error)
        kind = LibraryFailed if why in _REFUSALS.values() else LibraryUnavailable
        raise kind(shown(url), why) from error
    return engine


def begin_to_write(connection: Connection, *_: object) -> None:
    """Begin to write into a file: from then on nobody else does, until the transaction ends.

    This comes before anything is read on which it rests: a transaction that had read would be
    refused where somebody has written meanwhile.
    """
    driver: Any = connection.connection.driver_connection
    if not driver.in_transaction:
        with in_turn(cast("Path", file_of(connection.engine.url))):
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def revision_of(connection: Connection) -> str | None:
    """The migration that a database is at; None for one that is not a library."""
    return MigrationContext.configure(connection).get_current_revision()


def why_refused(error: Exception) -> str:
    """What the database refused, in Chinese where it is one of the usual things."""
    said, known = _first_line(error), _REFUSALS | _UNREACHABLE
    return next((why for sign, why in known.items() if sign in said.lower()), said)


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if revision_of(connection) == HEAD:
            return
    # A connection of its own: SQLite rebuilds tables only where foreign keys are not watched.
    migrating = create_engine(engine.url, connect_args=_PATIENT.get(engine.dialect.name, {}))
    try:
        with migrating.begin() as connection:
            connection.execute(text(_ALONE[engine.dialect.name]))
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", _MIGRATIONS)
            config.set_main_option("path_separator", "os")
            command.upgrade(config, "head")
    finally:
        migrating.dispose()


@lru_cache(maxsize=8)
def _file(url: URL, library: Path) -> Engine:
    """A library in a file: made once, for what is asked of it need then be put in SQL but once.

    No connection is kept: each session has its own, and ends it.
    """
    engine = create_engine(url, poolclass=NullPool, creator=partial(_connected, library))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "savepoint", begin_to_write)
    return engine


def _connected(library: Path) -> sqlite3.Connection:
    """A connection with a file, also with one on a disk that is read-only.

    There SQLite would write beside the file even to read it. While a log stands there some of what
    was kept stands in it alone: then the file is not read without it.
    """
    log = library.with_name(library.name + "-wal")
    if not library.exists() or log.exists() or os.access(library.parent, os.W_OK):
        return sqlite3.connect(library, check_same_thread=False)
    return sqlite3.connect(f"{library.as_uri()}?immutable=1", uri=True, check_same_thread=False)


def _prepare(connection: Any, _: object) -> None:
    """Let others read while one writes, and wait for a lock rather than fail."""
    # Transactions are begun below: the driver would begin them too late for a savepoint.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _before(connection: Connection, _: object, statement: str, *__: object) -> None:
    if statement.lstrip().upper().startswith(_WRITES):
        begin_to_write(connection)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

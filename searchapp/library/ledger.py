"""The ledger: files, the reports they hold, their versions, what people decided and saved.

It is ``library.db`` in the home, or a database that ``library_url`` names.
"""

from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from searchapp.errors import LibraryFailed, LibraryUnavailable
from searchapp.library.briefings import Briefings
from searchapp.library.confirmations import Confirmations, unsettled
from searchapp.library.corrections import Corrections, corrected
from searchapp.library.editions import Editions
from searchapp.library.excerpts import Excerpts
from searchapp.library.files import Files
from searchapp.library.names import Names
from searchapp.library.searches import Searches
from searchapp.parsing import combine
from searchapp.reports import FiledReport, Report, Source
from searchapp.settings import Settings

_MIGRATIONS: Final = "searchapp:library/migrations"
#: The newest migration.
HEAD: Final = "0005"
#: How one process at a time brings the tables up to date, and all of it or nothing.
_ALONE: Final = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(5203114)",
}


class Ledger:
    """One session with the library. Nothing is kept before ``commit``.

    To be used in a ``with`` block, which raises LibraryFailed for what the database refuses in it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.files = Files(session)
        self.names = Names(session)
        self.editions = Editions(session)
        self.corrections = Corrections(session)
        self.confirmations = Confirmations(session)
        self.searches = Searches(session)
        self.excerpts = Excerpts(session)
        self.briefings = Briefings(session)

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The library of a home, made or brought up to date.

        Raises LibraryUnavailable, and LibraryFailed for one that disk or server withhold.
        """
        url = _url(settings)
        shown = _shown(url)
        try:
            engine = create_engine(url)
        except (SQLAlchemyError, ImportError) as error:
            raise LibraryUnavailable(shown, _first_line(error)) from error
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare)
        try:
            _bring_up_to_date(engine)
        except (SQLAlchemyError, CommandError) as error:
            engine.dispose()
            why = _why(error)
            kind = LibraryFailed if why in _REFUSALS.values() else LibraryUnavailable
            raise kind(shown, why) from error
        return cls(Session(engine))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        engine = self._session.get_bind().engine
        with suppress(SQLAlchemyError):
            self._session.close()
        engine.dispose()
        if isinstance(error, SQLAlchemyError):
            raise LibraryFailed(_shown(engine.url), _why(error)) from error

    def commit(self) -> None:
        """Keep what was recorded since the last time."""
        self._session.commit()

    def report(self, report_id: str) -> FiledReport | None:
        """A report as its files and the corrections have it; None where no file holds it.

        KeyError for an id that was never given.
        """
        version = self.names.version(report_id)
        files = self.files.holding(report_id, version)
        if not files and self.files.naming(report_id):
            # Another process has brought a new version since the files were looked at.
            self.files.look_again()
            version = self.names.version(report_id)
            files = self.files.holding(report_id, version)
        readings = [reading for file in files if (reading := self.files.reading(file.path))]
        if not readings:
            return None
        sources = tuple(Source(file.path, file.format) for file in files)
        report = corrected(combine(readings), self.corrections.holding(report_id))
        report = unsettled(report, self.confirmations.holding(report_id))
        return FiledReport(report_id, version, sources, report)

    def edition(self, report_id: str, version: int) -> Report | None:
        """A version of a report, the newest or an earlier one; None where it is not known."""
        if report_id not in self.names:
            return None
        newest = self.report(report_id) if version == self.names.version(report_id) else None
        return newest.report if newest else self.editions.report(report_id, version)


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
}


def _url(settings: Settings) -> URL:
    if not settings.library_url:
        return URL.create("sqlite", database=str(settings.library))
    try:
        return make_url(settings.library_url)
    except (SQLAlchemyError, ValueError) as error:
        # What cannot be understood is not shown: there may be a password in it.
        raise LibraryUnavailable("SEARCHAPP_LIBRARY_URL", "不是数据库的地址") from error


def _shown(url: URL) -> str:
    """The path of a file; the address of a server, without its password wherever it stands."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    secret = [name for name in url.query if "password" in name.lower()]
    hidden = url.difference_update_query(secret)
    return hidden.render_as_string(hide_password=True)


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == HEAD:
            return
    # A connection of its own: SQLite rebuilds tables only where foreign keys are not watched.
    migrating = create_engine(engine.url)
    try:
        with migrating.begin() as connection:
            connection.execute(text(_ALONE[engine.dialect.name]))
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", _MIGRATIONS)
            config.set_main_option("path_separator", "os")
            command.upgrade(config, "head")
    finally:
        migrating.dispose()


def _prepare(connection: Any, _: object) -> None:
    """Let others read while one writes, and wait for a lock rather than fail."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _why(error: SQLAlchemyError | CommandError) -> str:
    """What the database refused, in Chinese where it is one of the usual things."""
    said, known = _first_line(error), _REFUSALS | _UNREACHABLE
    return next((why for sign, why in known.items() if sign in said.lower()), said)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

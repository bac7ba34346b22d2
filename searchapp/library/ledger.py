"""The ledger: files, the reports they hold, their versions, what people decided and saved.

It is ``library.db`` in the home, or a database that ``library_url`` names.
"""

from contextlib import suppress
from types import TracebackType
from typing import Self

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from searchapp.errors import LibraryFailed
from searchapp.library.briefings import Briefings
from searchapp.library.confirmations import Confirmations, unsettled
from searchapp.library.corrections import Corrections, corrected
from searchapp.library.database import opened, shown, url_of, why_refused
from searchapp.library.editions import Editions
from searchapp.library.excerpts import Excerpts
from searchapp.library.files import Files
from searchapp.library.names import Names
from searchapp.library.searches import Searches
from searchapp.parsing import combine
from searchapp.reports import FiledReport, Report, Source
from searchapp.settings import Settings


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
        self.excerpts = Excerpts(session, self.edition)
        self.briefings = Briefings(session)

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The library of a home, made or brought up to date.

        Raises LibraryUnavailable, and LibraryFailed for one that disk or server withhold.
        """
        return cls(Session(opened(url_of(settings))))

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
            raise LibraryFailed(shown(engine.url), why_refused(error)) from error

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

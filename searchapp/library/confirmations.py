"""What people looked at and found right: a doubt that was confirmed is not raised again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from searchapp.library.editions import now
from searchapp.library.tables import ConfirmationRow
from searchapp.reports import Doubt, Report


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A doubt about a report, in the words of the day, and who found that all is right.

    ``taken_back_at`` is None as long as it holds. Times are UTC.
    """

    id: int
    report_id: str
    fact: str
    why: str
    who: str
    at: datetime
    taken_back_by: str | None = None
    taken_back_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back_at is None

    def settles(self, doubt: Doubt) -> bool:
        """Whether this very doubt was looked at: of another one nothing is known."""
        return self.holds and (self.fact, self.why) == (doubt.fact, doubt.why)


class Confirmations:
    """The confirmations of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report_id: str, doubt: Doubt, who: str) -> None:
        """A person found that all is right."""
        said = {"fact": doubt.fact, "why": doubt.why}
        row = {"report_id": report_id, **said, "who": who, "at": now()}
        self._session.execute(insert(ConfirmationRow).values(row))

    def take_back(self, confirmation_id: int, who: str) -> None:
        """The doubt counts again; nothing happens to one that was taken back before."""
        row = ConfirmationRow
        where = (row.id == confirmation_id, row.taken_back_at.is_(None))
        taken = {"taken_back_by": who, "taken_back_at": now()}
        self._session.execute(update(row).where(*where).values(taken))

    def of(self, report_id: str) -> Sequence[Confirmation]:
        """All confirmations of a report, also those taken back, the newest first."""
        row = ConfirmationRow
        found = select(row).where(row.report_id == report_id).order_by(row.id.desc())
        return [_confirmation(each) for each in self._session.scalars(found)]

    def holding(self, report_id: str) -> Sequence[Confirmation]:
        """The confirmations of a report that hold."""
        return [each for each in self.of(report_id) if each.holds]


def unsettled(report: Report, confirmations: Iterable[Confirmation]) -> Report:
    """The report with those of its doubts at which nobody has looked."""
    held = list(confirmations)
    if not held:
        return report
    doubts = (doubt for doubt in report.doubts if not any(each.settles(doubt) for each in held))
    return replace(report, doubts=tuple(doubts))


def _confirmation(row: ConfirmationRow) -> Confirmation:
    return Confirmation(
        row.id,
        row.report_id,
        row.fact,
        row.why,
        row.who,
        row.at.replace(tzinfo=UTC),
        row.taken_back_by,
        row.taken_back_at.replace(tzinfo=UTC) if row.taken_back_at else None,
    )

"""What people decided of a report's facts: it goes before all that was read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from searchapp.library.editions import now
from searchapp.library.tables import CorrectionRow
from searchapp.parsing.levels import level_of
from searchapp.reports import Genre, IssuerLevel, Origin, Place, Report

Fact = Literal["title", "year", "place", "genre"]
#: The facts that can be corrected, in the order in which they are shown.
FACTS: Final[tuple[Fact, ...]] = ("title", "year", "place", "genre")


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact of a report as a person gave it; ``value`` None says that it cannot be told.

    ``taken_back_at`` is None as long as it holds. Times are UTC.
    """

    id: int
    report_id: str
    fact: Fact
    value: str | int | Place | Genre | None
    who: str
    at: datetime
    taken_back_by: str | None = None
    taken_back_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back_at is None


class Corrections:
    """The corrections of one session. Of one fact at most one holds: a new one replaces it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report_id: str, fact: Fact, value: object, who: str) -> None:
        """A person gives a fact; what held of it until now is taken back by the same person."""
        for former in self.holding(report_id):
            if former.fact == fact:
                self.take_back(former.id, who)
        written = json.dumps(_written(value), ensure_ascii=False)
        row = {"report_id": report_id, "fact": fact, "value": written, "who": who, "at": now()}
        self._session.execute(insert(CorrectionRow).values(row))

    def take_back(self, correction_id: int, who: str) -> None:
        """What was read counts again; nothing happens to one that was taken back before."""
        row = CorrectionRow
        where = (row.id == correction_id, row.taken_back_at.is_(None))
        taken = {"taken_back_by": who, "taken_back_at": now()}
        self._session.execute(update(row).where(*where).values(taken))

    def of(self, report_id: str) -> Sequence[Correction]:
        """All corrections of a report, also those taken back, the newest first."""
        row = CorrectionRow
        found = select(row).where(row.report_id == report_id).order_by(row.id.desc())
        return [_correction(each) for each in self._session.scalars(found)]

    def holding(self, report_id: str) -> Sequence[Correction]:
        """The corrections of a report that hold."""
        return [each for each in self.of(report_id) if each.holds]

    def correction(self, correction_id: int) -> Correction | None:
        """The correction of that number."""
        row = self._session.get(CorrectionRow, correction_id)
        return _correction(row) if row else None


def corrected(report: Report, corrections: Iterable[Correction]) -> Report:
    """The report with the facts that people gave; doubts about them are settled.

    With the place goes the level of its government, but that a department stays one.
    """
    facts: dict[str, Any] = {each.fact: each.value for each in corrections}
    if not facts:
        return report
    if facts.get("place") and report.level is not IssuerLevel.DEPARTMENT:
        facts["level"] = level_of(facts["place"])
    origins = {**report.origins, **dict.fromkeys(facts, Origin.CORRECTION)}
    doubts = tuple(doubt for doubt in report.doubts if doubt.fact not in facts)
    return replace(report, origins=origins, doubts=doubts, **facts)


def _written(value: object) -> object:
    return asdict(value) if isinstance(value, Place) else value


_READ: Final[Mapping[Fact, Any]] = {
    "title": str,
    "year": int,
    "place": lambda names: Place(**names),
    "genre": Genre,
}


def _correction(row: CorrectionRow) -> Correction:
    fact: Fact = next(each for each in FACTS if each == row.fact)
    value = json.loads(row.value)
    return Correction(
        row.id,
        row.report_id,
        fact,
        None if value is None else _READ[fact](value),
        row.who,
        row.at.replace(tzinfo=UTC),
        row.taken_back_by,
        row.taken_back_at.replace(tzinfo=UTC) if row.taken_back_at else None,
    )

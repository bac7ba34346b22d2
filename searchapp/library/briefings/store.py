"""The briefings of the office: there are no accounts, everybody writes in all of them."""

import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from searchapp.library.briefings.values import Briefing, Content, content_from_json, content_json
from searchapp.library.editions import now
from searchapp.library.tables import BriefingRow, RevisionRow

#: No database gives a greater number.
_LAST_ID: Final = 2**31 - 1


class Briefings:
    """The briefings of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, *, archived: bool = False) -> Sequence[Briefing]:
        """Those that are in use, or those put aside, what was changed last first."""
        row = BriefingRow
        which = row.archived_at.is_not(None) if archived else row.archived_at.is_(None)
        found = select(row).where(which).order_by(row.changed_at.desc(), row.id.desc())
        return [_briefing(each) for each in self._session.scalars(found)]

    def of(self, number: int) -> Briefing | None:
        """One of them, also one put aside; None for one that was never made."""
        if not 0 < number <= _LAST_ID:
            return None
        found = select(BriefingRow).where(BriefingRow.id == number)
        found = found.execution_options(populate_existing=True)
        row = self._session.scalars(found).first()
        return _briefing(row) if row else None

    def make(self, content: Content, who: str) -> Briefing:
        """A new briefing."""
        at = now()
        values = {"name": content.name, "content": _written(content), "revision": 1}
        made = insert(BriefingRow).values(**values, made_at=at, changed_at=at)
        number = self._session.execute(made.returning(BriefingRow.id)).scalar_one()
        self._remember(number, 1, content, who)
        return Briefing(number, content, 1, at.replace(tzinfo=UTC), at.replace(tzinfo=UTC), None)

    def save(self, number: int, revision: int, content: Content, who: str) -> Briefing | None:
        """The briefing with this content in place of a revision.

        None, and nothing is changed, where it is at another revision by now or was never made.
        """
        row, at = BriefingRow, now()
        values = {
            "name": content.name,
            "content": _written(content),
            "revision": revision + 1,
            "changed_at": at,
        }
        where = (row.id == number, row.revision == revision)
        changed = self._session.execute(
            update(row).where(*where).values(**values).returning(row.id)
        )
        if changed.first() is None:
            return None
        self._remember(number, revision + 1, content, who)
        return self.of(number)

    def revision(self, number: int, revision: int) -> Content | None:
        """What a briefing said at a revision; None for one that is not kept."""
        row = RevisionRow
        where = (row.briefing_id == number, row.revision == revision)
        kept = self._session.scalars(select(row.content).where(*where)).first()
        return content_from_json(json.loads(zlib.decompress(kept))) if kept else None

    def archive(self, number: int) -> None:
        """Put it aside; it can be brought back."""
        self._set(number, archived_at=now())

    def bring_back(self, number: int) -> None:
        """Take it into use again."""
        self._set(number, archived_at=None)

    def _set(self, number: int, **values: object) -> None:
        self._session.execute(update(BriefingRow).where(BriefingRow.id == number).values(**values))

    def _remember(self, number: int, revision: int, content: Content, who: str) -> None:
        values = {"at": now(), "who": who, "content": zlib.compress(_written(content).encode())}
        row = {"briefing_id": number, "revision": revision, **values}
        self._session.execute(insert(RevisionRow).values(row))


def _written(content: Content) -> str:
    return json.dumps(content_json(content), ensure_ascii=False)


def _briefing(row: BriefingRow) -> Briefing:
    archived_at = _utc(row.archived_at) if row.archived_at else None
    content = content_from_json(json.loads(row.content))
    made_at, changed_at = _utc(row.made_at), _utc(row.changed_at)
    return Briefing(row.id, content, row.revision, made_at, changed_at, archived_at)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)

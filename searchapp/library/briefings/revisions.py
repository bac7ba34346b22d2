"""The states in which briefings were, from the first one on."""

import json
import zlib
from collections.abc import Sequence
from datetime import UTC
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from searchapp.library.briefings.thinning import outlived
from searchapp.library.briefings.values import (
    Content,
    Revision,
    asked_for,
    content_from_json,
    content_json,
)
from searchapp.library.editions import now
from searchapp.library.tables import RevisionRow

#: Once in so many revisions it is looked which may go.
_THINNED_EVERY: Final = 32


class Revisions:
    """The revisions of all briefings, in one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, briefing: int) -> Sequence[Revision]:
        """Those of a briefing that are kept, the first first; none for one never made."""
        row = RevisionRow
        found = select(row.revision, row.at, row.who, row.name).where(
            row.briefing_id == asked_for(briefing)
        )
        kept = self._session.execute(found.order_by(row.revision))
        return [Revision(number, at.replace(tzinfo=UTC), *said) for number, at, *said in kept]

    def content(self, briefing: int, number: int) -> Content | None:
        """What a briefing said at a revision; None for one that is not kept."""
        row = RevisionRow
        kept = self._session.scalars(select(row.content).where(*_of(briefing, number))).first()
        return _unpacked(kept) if kept else None

    def nearest(self, briefing: int, number: int) -> Content | None:
        """What it said at a revision, or at the last one before it that is kept."""
        row = RevisionRow
        where = (row.briefing_id == asked_for(briefing), row.revision <= asked_for(number))
        found = select(row.content).where(*where).order_by(row.revision.desc()).limit(1)
        kept = self._session.scalars(found).first()
        return _unpacked(kept) if kept else None

    def remember(self, briefing: int, number: int, content: Content, who: str) -> None:
        """Keep a state, and now and then let those go that nobody will ask for."""
        values = {"at": now(), "who": who, "name": "", "content": _packed(content)}
        row = {"briefing_id": briefing, "revision": number, **values}
        self._session.execute(insert(RevisionRow).values(row))
        if number % _THINNED_EVERY == 0:
            self.thin(briefing)

    def thin(self, briefing: int) -> None:
        """Let go of the old ones that others of the same hour follow."""
        gone = [*outlived(self.of(briefing), now().replace(tzinfo=UTC))]
        row = RevisionRow
        where = (row.briefing_id == briefing, row.revision.in_(gone))
        self._session.execute(delete(row).where(*where))

    def call(self, briefing: int, number: int, name: str) -> None:
        """Give a state a name, by which it is kept for ever, or with "" take it away."""
        row = RevisionRow
        self._session.execute(update(row).where(*_of(briefing, number)).values(name=name))

    def call_nameless(self, briefing: int, number: int, name: str) -> None:
        """The same, unless it has a name."""
        row = RevisionRow
        where = (*_of(briefing, number), row.name == "")
        self._session.execute(update(row).where(*where).values(name=name))


def _of(briefing: int, number: int) -> tuple[ColumnElement[bool], ...]:
    row = RevisionRow
    return row.briefing_id == asked_for(briefing), row.revision == asked_for(number)


def _packed(content: Content) -> bytes:
    return zlib.compress(json.dumps(content_json(content), ensure_ascii=False).encode())


def _unpacked(kept: bytes) -> Content:
    return content_from_json(json.loads(zlib.decompress(kept)))

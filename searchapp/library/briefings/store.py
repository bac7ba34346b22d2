"""The briefings of the office: there are no accounts, everybody writes in all of them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Final

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from searchapp.errors import BadBriefing, BriefingNotFound
from searchapp.library.briefings.merging import Merged, merged
from searchapp.library.briefings.revisions import Revisions
from searchapp.library.briefings.values import (
    MOST_BLOCKS,
    Block,
    Briefing,
    Content,
    Head,
    Revision,
    Written,
    asked_for,
    content_from_json,
    content_json,
)
from searchapp.library.editions import now
from searchapp.library.searches import LONGEST_NAME, named
from searchapp.library.tables import BriefingRow

_COPY: Final = "（副本）"
_BEFORE_RESTORING: Final = "恢复前"
#: So many are asked for in one question to the database.
_AT_ONCE: Final = 500
#: What was changed last first.
_ORDER: Final = (BriefingRow.changed_at.desc(), BriefingRow.id.desc())


class Briefings:
    """The briefings of one session.

    Whoever changes one has it alone from then on until the session commits: others wait. What they
    write then is merged with what has been written.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._revisions = Revisions(session)

    def all(self, *, archived: bool = False) -> Sequence[Briefing]:
        """Those that are in use, or those put aside, what was changed last first."""
        found = select(BriefingRow).where(_is_listed(archived=archived)).order_by(*_ORDER)
        found = found.execution_options(populate_existing=True)
        return [_briefing(each) for each in self._session.scalars(found)]

    def heads(self, *, archived: bool = False) -> Sequence[Head]:
        """The same without what they say: reading it takes its time."""
        row = BriefingRow
        columns = (row.id, row.name, row.revision, row.changed_at, row.archived_at)
        found = select(*columns).where(_is_listed(archived=archived)).order_by(*_ORDER)
        return [
            Head(number, name, revision, _utc(changed_at), _utc(put_aside) if put_aside else None)
            for number, name, revision, changed_at, put_aside in self._session.execute(found)
        ]

    def some(self, numbers: Iterable[int]) -> Iterator[Briefing]:
        """Those of these numbers that there are, one after the other, in no order."""
        wanted = sorted(map(asked_for, numbers))
        for start in range(0, len(wanted), _AT_ONCE):
            some = BriefingRow.id.in_(wanted[start : start + _AT_ONCE])
            found = select(BriefingRow).where(some).execution_options(populate_existing=True)
            yield from map(_briefing, self._session.scalars(found))

    def of(self, number: int) -> Briefing | None:
        """One of them, also one put aside; None for one that was never made."""
        found = select(BriefingRow).where(BriefingRow.id == asked_for(number))
        found = found.execution_options(populate_existing=True)
        row = self._session.scalars(found).first()
        return _briefing(row) if row else None

    def make(self, content: Content, who: str) -> Briefing:
        """A new briefing."""
        at = now()
        values = {"name": content.name, "content": _written(content), "revision": 1}
        made = insert(BriefingRow).values(**values, made_at=at, changed_at=at)
        number = self._session.execute(made.returning(BriefingRow.id)).scalar_one()
        self._revisions.remember(number, 1, content, who)
        return Briefing(number, content, 1, _utc(at), _utc(at), None)

    def begin(self, day: date, who: str) -> Briefing:
        """A new one, empty, named by the day, and counted where another one is so named."""
        taken = {each.name for each in (*self.heads(), *self.heads(archived=True))}
        name = f"{day:%Y-%m-%d} 材料"
        names = (name if number == 1 else f"{name}（{number}）" for number in count(1))
        return self.make(Content(next(each for each in names if each not in taken)), who)

    def write(
        self,
        number: int,
        revision: int,
        content: Content,
        who: str,
        base: Content | None = None,
    ) -> Written:
        """The briefing with what somebody made of it as it was at a revision.

        What others have written since stays: ``merged`` says how. Where ``base`` is given, it is
        what they began with, and not that revision. Raises BriefingNotFound.
        """
        before = base or self._revisions.nearest(number, revision) or Content("")
        both = Merged(content)

        def change(theirs: Content) -> Content:
            nonlocal both
            both = merged(before, content, theirs)
            return both.content

        written = self.change(number, change, who)
        return Written(written, both.conflicts, written.content != content)

    def add(self, number: int, blocks: Sequence[Block], who: str, after: str = "") -> Briefing:
        """The briefing with more blocks: after one of its own, or at its end.

        Those whose ids it has are there already. Raises BriefingNotFound, and BadBriefing where
        there is no room.
        """

        def change(content: Content) -> Content:
            ids = [each.id for each in content.blocks]
            place = ids.index(after) + 1 if after in ids else len(ids)
            new = tuple(each for each in blocks if each.id not in ids)
            if new and len(ids) + len(new) > MOST_BLOCKS:
                raise BadBriefing(f"这份材料放不下了：一份最多 {MOST_BLOCKS} 段，请另建一份")
            before, behind = content.blocks[:place], content.blocks[place:]
            return replace(content, blocks=(*before, *new, *behind))

        return self.change(number, change, who)

    def change(self, number: int, change: Callable[[Content], Content], who: str) -> Briefing:
        """The briefing with what ``change`` makes of it as it is now; nobody comes between.

        Where it makes nothing else of it, there is no new revision. Raises BriefingNotFound.
        """
        old = self._alone(number)
        content = change(old.content)
        if content == old.content:
            return old
        revision, at = old.revision + 1, now()
        values = {"name": content.name, "content": _written(content), "revision": revision}
        self._set(number, **values, changed_at=at)
        self._revisions.remember(number, revision, content, who)
        return replace(old, content=content, revision=revision, changed_at=_utc(at))

    def copy(self, number: int, who: str) -> Briefing:
        """A new briefing that says the same. Raises BriefingNotFound."""
        briefing = self.of(number)
        if briefing is None:
            raise BriefingNotFound(number)
        name = briefing.content.name[: LONGEST_NAME - len(_COPY)] + _COPY
        return self.make(replace(briefing.content, name=name), who)

    def revisions(self, number: int) -> Sequence[Revision]:
        """The revisions of a briefing that are kept, the newest first."""
        return self._revisions.of(number)[::-1]

    def revision(self, number: int, revision: int) -> Content | None:
        """What a briefing said at a revision; None for one that is not kept."""
        return self._revisions.content(number, revision)

    def call_revision(self, number: int, revision: int, name: str) -> None:
        """Give a state of a briefing a name: it is kept for ever; with "" take the name away."""
        self._revisions.call(number, revision, named(name))

    def restore(self, number: int, revision: int, who: str) -> Briefing:
        """The briefing with what it said at a revision, as a further revision.

        How it was just before is given a name, by which it is kept for ever. Raises
        BriefingNotFound, also where that revision is not kept.
        """
        content = self.revision(number, revision)
        if content is None:
            raise BriefingNotFound(number)
        before = self._alone(number)
        restored = self.change(number, lambda _: content, who)
        if restored.revision > before.revision:
            self._revisions.call_nameless(number, before.revision, _BEFORE_RESTORING)
        return restored

    def archive(self, number: int) -> None:
        """Put it aside; it can be brought back."""
        self._set(number, archived_at=now())

    def bring_back(self, number: int) -> None:
        """Take it into use again."""
        self._set(number, archived_at=None)

    def _alone(self, number: int) -> Briefing:
        """A briefing as it is, and stays until this session commits. Raises BriefingNotFound.

        To write comes first: in SQLite nobody may read and then write if another wrote in between.
        """
        row = BriefingRow
        taken = (
            update(row)
            .where(row.id == asked_for(number))
            .values(revision=row.revision)
            .returning(row)
        )
        taken = taken.execution_options(populate_existing=True, synchronize_session=False)
        found = self._session.scalars(taken).one_or_none()
        if found is None:
            raise BriefingNotFound(number)
        return _briefing(found)

    def _set(self, number: int, **values: object) -> None:
        where = BriefingRow.id == asked_for(number)
        self._session.execute(update(BriefingRow).where(where).values(**values))


def _is_listed(*, archived: bool) -> ColumnElement[bool]:
    row = BriefingRow
    return row.archived_at.is_not(None) if archived else row.archived_at.is_(None)


def _written(content: Content) -> str:
    return json.dumps(content_json(content), ensure_ascii=False)


def _briefing(row: BriefingRow) -> Briefing:
    archived_at = _utc(row.archived_at) if row.archived_at else None
    content = content_from_json(json.loads(row.content))
    made_at, changed_at = _utc(row.made_at), _utc(row.changed_at)
    return Briefing(row.id, content, row.revision, made_at, changed_at, archived_at)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)

"""Searches that somebody saved: they are the office's, there are no accounts."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from unicodedata import category

from sqlalchemy import Select, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from searchapp.library.editions import now
from searchapp.library.tables import SearchRow

#: No name is longer.
LONGEST_NAME: Final = 80
#: What no name has in it, and what some databases do not keep: control characters and halves.
_UNSEEN: Final = frozenset({"Cc", "Cs"})
#: No database gives a greater number.
_LAST_ID: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with its name; ``asked`` is the query of its address. Times are UTC.

    What came after ``known_until`` could not be found when it was saved.
    """

    id: int
    name: str
    asked: str
    at: datetime
    known_until: datetime


class Searches:
    """The saved searches of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[SavedSearch]:
        """Those that were not removed, what was saved last first."""
        found = select(SearchRow).where(SearchRow.removed_at.is_(None))
        rows = self._session.scalars(found.order_by(SearchRow.id.desc()))
        return [_saved(row) for row in rows]

    def of(self, search_id: int) -> SavedSearch | None:
        """One of them, also one that was removed; None for one that was never saved."""
        if not 0 < search_id <= _LAST_ID:
            return None
        row = self._session.scalars(select(SearchRow).where(SearchRow.id == search_id)).first()
        return _saved(row) if row else None

    def add(self, name: str, asked: str, known_until: datetime) -> SavedSearch:
        """The search as it is saved, and it alone; as it was, where it is saved already.

        One that was removed is begun anew under its id.
        """
        values = {"name": named(name), "at": now(), "known_until": _kept(known_until)}
        fingerprint = sha256(asked.encode()).hexdigest()
        row = self._session.scalars(_of(fingerprint)).first()
        if row is None:
            self._insert(fingerprint=fingerprint, asked=asked, **values)
        elif row.removed_at:
            self._set(row.id, removed_at=None, **values)
        return _saved(self._session.scalars(_of(fingerprint)).one())

    def rename(self, search_id: int, name: str) -> None:
        """Call it otherwise."""
        self._set(search_id, name=named(name))

    def remove(self, search_id: int) -> None:
        """Take it off the list; it can be brought back."""
        self._set(search_id, removed_at=now())

    def bring_back(self, search_id: int) -> None:
        """Put it on the list again, under its id."""
        self._set(search_id, removed_at=None)

    def _insert(self, **values: object) -> None:
        """Add a search, unless somebody else has just done so."""
        with suppress(IntegrityError), self._session.begin_nested():
            self._session.execute(insert(SearchRow).values(**values))

    def _set(self, search_id: int, **values: object) -> None:
        where = SearchRow.id == search_id
        self._session.execute(update(SearchRow).where(where).values(**values))


def _of(fingerprint: str) -> Select[SearchRow]:
    found = select(SearchRow).where(SearchRow.fingerprint == fingerprint)
    return found.execution_options(populate_existing=True)


def named(typed: str) -> str:
    """A name as it is kept: in one line, not too long for one, of signs that can be seen."""
    seen = "".join(each for each in " ".join(typed.split()) if category(each) not in _UNSEEN)
    return seen[:LONGEST_NAME].strip()


def _saved(row: SearchRow) -> SavedSearch:
    times = (row.at.replace(tzinfo=UTC), row.known_until.replace(tzinfo=UTC))
    return SavedSearch(row.id, row.name, row.asked, *times)


def _kept(moment: datetime) -> datetime:
    """A moment in the form in which the library keeps it."""
    return moment.astimezone(UTC).replace(tzinfo=None)

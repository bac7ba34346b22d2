"""The excerpts that were taken. They are kept for ever: briefings and links lead to them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeAlias

from sqlalchemy import Select, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from searchapp.library.editions import now
from searchapp.library.excerpts.holding import Fate, hold
from searchapp.library.excerpts.values import (
    CODE_LENGTH,
    Excerpt,
    cited_from_json,
    cited_json,
    digits_of,
)
from searchapp.library.naming import meant_id
from searchapp.library.tables import ExcerptRow
from searchapp.reports import FiledReport, Report

#: Gives a version of a report by its id and number, None for one that is not known.
Edition: TypeAlias = Callable[[str, int], Report | None]
#: So many codes go into one question to the database.
_AT_ONCE: Final = 500
#: No code is longer: it is of the digits of a hash.
_LONGEST: Final = 52


class Excerpts:
    """The excerpts of one session; ``edition`` gives a version of a report, None if not known."""

    def __init__(self, session: Session, edition: Edition) -> None:
        self._session = session
        self._edition = edition

    def take(self, excerpt: Excerpt, who: str) -> Excerpt:
        """The excerpt as it is kept: as it was taken first, where somebody took it before.

        Its code is longer where another has it: the same words in a passage that read otherwise
        are another excerpt, and so are those of another version of which nobody can tell whether
        they are the same. Whoever takes them from the version they see has decided that.
        """
        digits = digits_of(excerpt.report, excerpt.passage, excerpt.span, excerpt.quote)
        length = CODE_LENGTH
        while True:
            kept = self._kept(replace(excerpt, code=digits[:length]), who)
            if self._is_same(kept, excerpt):
                return kept
            length += 1

    def of(self, code: str) -> Excerpt | None:
        """An excerpt by its code, however somebody typed it from paper; None for none."""
        meant = meant_id(code)
        if not (meant.isascii() and meant.isalnum() and len(meant) <= _LONGEST):
            return None
        row = self._session.scalars(_where(meant)).first()
        return _excerpt(row) if row else None

    def among(self, codes: Iterable[str]) -> Mapping[str, Excerpt]:
        """Code -> excerpt, of those of these codes that there are."""
        wanted, found = sorted(set(codes)), dict[str, Excerpt]()
        for start in range(0, len(wanted), _AT_ONCE):
            some = ExcerptRow.code.in_(wanted[start : start + _AT_ONCE])
            for row in self._session.scalars(select(ExcerptRow).where(some)):
                found[row.code] = _excerpt(row)
        return found

    def of_report(self, report_id: str) -> Sequence[Excerpt]:
        """The excerpts of a report, in the order of its text."""
        return [*self._ordered(select(ExcerptRow).where(ExcerptRow.report_id == report_id))]

    def all(self) -> Iterator[Excerpt]:
        """Every excerpt, report by report, in the order of the text."""
        return self._ordered(select(ExcerptRow))

    def latest(self, most: int) -> Sequence[tuple[Excerpt, datetime]]:
        """The excerpts that were taken last, the newest first, and when each was taken."""
        order = (ExcerptRow.at.desc(), ExcerptRow.code)
        rows = self._session.scalars(select(ExcerptRow).order_by(*order).limit(most))
        return [(_excerpt(row), row.at.replace(tzinfo=UTC)) for row in rows]

    def count(self) -> int:
        """How many there are."""
        return self._session.scalar(select(func.count()).select_from(ExcerptRow)) or 0

    def _is_same(self, kept: Excerpt, taken: Excerpt) -> bool:
        """Whether an excerpt that was taken before is this one."""
        if _stood(kept) != _stood(taken) or kept.version == taken.version:
            return _stood(kept) == _stood(taken)
        old, new = (self._edition(taken.report, each.version) for each in (kept, taken))
        if new is None:
            return (kept.before, kept.after) == (taken.before, taken.after)
        filed = FiledReport(taken.report, taken.version, (), new)
        return hold(kept, old.passages if old else None, filed).fate is Fate.UNCHANGED

    def _ordered(self, found: Select[ExcerptRow]) -> Iterator[Excerpt]:
        row = ExcerptRow
        order = (row.report_id, row.passage, row.start, row.code)
        return map(_excerpt, self._session.scalars(found.order_by(*order)))

    def _kept(self, excerpt: Excerpt, who: str) -> Excerpt:
        """The excerpt, kept now unless its code was there."""
        with suppress(IntegrityError), self._session.begin_nested():
            self._session.execute(insert(ExcerptRow).values(_row(excerpt, who)))
        return _excerpt(self._session.scalars(_where(excerpt.code)).one())


def _stood(excerpt: Excerpt) -> tuple[object, ...]:
    """What two excerpts share that are the same."""
    return excerpt.report, excerpt.passage, excerpt.span, excerpt.text


def _where(code: str) -> Select[ExcerptRow]:
    return select(ExcerptRow).where(ExcerptRow.code == code)


def _row(excerpt: Excerpt, who: str) -> Mapping[str, object]:
    return {
        "code": excerpt.code,
        "report_id": excerpt.report,
        "version": excerpt.version,
        "passage": excerpt.passage,
        "start": excerpt.start,
        "end": excerpt.end,
        "text": excerpt.text,
        "before": excerpt.before,
        "after": excerpt.after,
        "section": json.dumps(excerpt.section, ensure_ascii=False),
        "cited": json.dumps(cited_json(excerpt.cited), ensure_ascii=False),
        "who": who,
        "at": now(),
    }


def _excerpt(row: ExcerptRow) -> Excerpt:
    return Excerpt(
        code=row.code,
        report=row.report_id,
        version=row.version,
        passage=row.passage,
        start=row.start,
        end=row.end,
        text=row.text,
        before=row.before,
        after=row.after,
        section=tuple(json.loads(row.section)),
        cited=cited_from_json(json.loads(row.cited)),
    )

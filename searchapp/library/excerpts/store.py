"""The excerpts that were taken. They are kept for ever: briefings and links lead to them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from searchapp.library.editions import now
from searchapp.library.excerpts.values import (
    CODE_LENGTH,
    Excerpt,
    cited_from_json,
    cited_json,
    digits_of,
)
from searchapp.library.naming import meant_id
from searchapp.library.tables import ExcerptRow

#: So many codes go into one question to the database.
_AT_ONCE: Final = 500
#: No code is longer: it is of the digits of a hash.
_LONGEST: Final = 52


class Excerpts:
    """The excerpts of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, excerpt: Excerpt, who: str) -> Excerpt:
        """The excerpt as it is kept: as it was taken first, where somebody took it before.

        Its code is longer where another has it: the same words in a passage that read otherwise
        are another excerpt.
        """
        digits = digits_of(excerpt.report, excerpt.passage, excerpt.span, excerpt.quote)
        length = CODE_LENGTH
        while True:
            kept = self._kept(replace(excerpt, code=digits[:length]), who)
            if _stood(kept) == _stood(excerpt):
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

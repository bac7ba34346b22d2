"""Moments as addresses have them."""

from datetime import UTC, datetime
from typing import Final

from searchapp.errors import UnclearChoice
from searchapp.library import LONG_AGO

_EXPECTED: Final = "日期或时刻，如 2026-11-01"
#: Before and after these nothing comes, and no clock of the world can show it.
_FIRST: Final = LONG_AGO
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)
#: No moment is written longer.
_LONGEST: Final = 40


def read_moment(typed: str) -> datetime:
    """The moment that was written, in UTC; without a zone it is by the clock of this machine.

    A day is its beginning; what lies before the first moment or after the last is that one.
    Raises UnclearChoice.
    """
    try:
        moment = datetime.fromisoformat(typed.strip()[:_LONGEST])
    except ValueError as error:
        raise UnclearChoice("arrived", typed[:_LONGEST], _EXPECTED) from error
    if _FIRST.year <= moment.year < _LAST.year:
        return moment.astimezone(UTC)
    return _FIRST if moment.year < _FIRST.year else _LAST


def written_moment(moment: datetime) -> str:
    """The same in the address, exactly, and alike on every machine."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"

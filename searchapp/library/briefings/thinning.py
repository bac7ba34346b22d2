"""Which earlier states of a briefing are worth keeping: it is saved while one types."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from searchapp.library.briefings.values import Revision

#: So long every state is kept; of an hour before that, the last one.
_WHOLE: Final = timedelta(days=1)


def outlived(revisions: Sequence[Revision], now: datetime) -> Iterator[int]:
    """The numbers of those that may go, of all the revisions of a briefing, the first first.

    Never the first, the newest, one that has a name, or the last of its hour.
    """
    for revision, following in pairwise(revisions[1:]):
        is_old = now - revision.at > _WHOLE
        if is_old and not revision.name and _hour(revision) == _hour(following):
            yield revision.number


def _hour(revision: Revision) -> datetime:
    return revision.at.replace(minute=0, second=0, microsecond=0)

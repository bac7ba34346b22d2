"""When a browser last opened each saved search. It keeps that itself, in a cookie."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import request
from werkzeug import Response

from searchapp.web.cookies import LONGEST, set_cookie

_COOKIE: Final = "seen"
#: Of so many searches it is kept; of others one is told of what came since they were saved.
_MOST: Final = 120
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MARK: Final = re.compile(r"([0-9a-f]{1,8})\.([0-9a-f]{1,15})")
_STEP: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """Id of a saved search -> the moment up to which its reports were seen, the last one last."""

    moments: Mapping[int, datetime] = field(default_factory=dict)

    @classmethod
    def read(cls, cookie: str) -> "Seen":
        """What a cookie says; whatever in it makes no sense is left out."""
        moments: dict[int, datetime] = {}
        for mark in map(_MARK.fullmatch, cookie[:LONGEST].split("-")):
            if mark and (moment := _moment(mark[2])):
                moments[int(mark[1], 16)] = moment
        return cls(moments)

    def written(self) -> str:
        """The cookie, with the last of the searches."""
        last = list(self.moments.items())[-_MOST:]
        return "-".join(f"{name:x}.{(moment - _EPOCH) // _STEP:x}" for name, moment in last)

    def opened(self, search: int, moment: datetime) -> "Seen":
        """The same once a search was opened, at which all up to a moment could be found."""
        others = {name: then for name, then in self.moments.items() if name != search}
        return Seen(others | {search: moment})


def of_this_browser() -> Seen:
    """What came with the request."""
    return Seen.read(request.cookies.get(_COOKIE, ""))


def keep(response: Response, seen: Seen) -> None:
    """Have the browser keep it."""
    set_cookie(response, _COOKIE, seen.written())


def _moment(written: str) -> datetime | None:
    try:
        return _EPOCH + int(written, 16) * _STEP
    except OverflowError:
        return None

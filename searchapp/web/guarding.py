"""Nobody is made to change something by a page of another site that is open beside this one."""

from typing import Final
from urllib.parse import urlsplit

from flask import abort, request

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_other_sites() -> None:
    """Let through what only reads, and what was sent by a page of this site.

    A browser says of every form from which site it comes: in ``Sec-Fetch-Site``, which it sends
    only to addresses that it trusts, and in ``Origin``. What says neither is not let through; what
    leads nowhere changes nothing, and is told so.
    """
    leads_nowhere = request.routing_exception is not None
    if request.method not in _SAFE and not leads_nowhere and not _is_own():
        abort(403)


def _is_own() -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    from_here = origin is None or urlsplit(origin).netloc == request.host
    return from_here and (said == "same-origin" or (said is None and origin is not None))

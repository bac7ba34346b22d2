"""Nobody is made to change something by a page of another site that is open beside this one."""

import socket
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import abort, request

from searchapp.errors import UnknownHost
from searchapp.web import current

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_other_sites() -> None:
    """Let through what only reads, and what was sent by a page of this site.

    A browser says of every form from which site it comes: in ``Sec-Fetch-Site``, which it sends
    only to addresses that it trusts, and in ``Origin``. What says neither is not let through; what
    leads nowhere changes nothing, and is told so.

    Raises UnknownHost where it was sent under a name that another site may have given to this
    machine's address, so that its own pages count as ours ("DNS rebinding").
    """
    leads_nowhere = request.routing_exception is not None
    if request.method in _SAFE or leads_nowhere:
        return
    if not _is_own():
        abort(403)
    name = _host_name()
    if not _is_ours(name):
        raise UnknownHost(name)


def own_address() -> str:
    """The address of these pages for documents: as it was set, else as the browser asked.

    Documents are passed on, so that a name which another site may have given to this machine's
    address must not stand in one: raises UnknownHost.
    """
    if current.settings().address:
        return current.settings().address
    name = _host_name()
    if not _is_ours(name):
        raise UnknownHost(name)
    return request.host_url.rstrip("/")


def is_local(address: str) -> bool:
    """Whether an address leads nobody here but who sits at this very machine."""
    name = urlsplit(address).hostname or ""
    return name == "localhost" or (_is_address(name) and ip_address(name).is_loopback)


def _is_own() -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    from_here = origin is None or urlsplit(origin).netloc == request.host
    return from_here and (said == "same-origin" or (said is None and origin is not None))


def _host_name() -> str:
    """The name in the address that was asked, without its port."""
    return (urlsplit(f"//{request.host}").hostname or "").rstrip(".")


def _is_ours(name: str) -> bool:
    """Whether it is an address, a name of the office's own network, or one that was set."""
    known = current.settings().host_names | {socket.gethostname().lower()}
    return "." not in name or name in known or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

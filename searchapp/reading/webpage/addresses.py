"""What the address of a page tells: when it was put up, and whose site it is on."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

#: TRS names a page for its date; Jpage and others lay it in folders.
_DATES: Final = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/art/(20\d\d)/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/(20\d\d)[-/]?(\d\d)[-/](\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
)


def address_of(tree: BeautifulSoup, metas: Mapping[str, str]) -> str:
    """The address that a page gives as its own, "" where it gives none."""
    links = tree.find_all("link", rel="canonical", href=True)
    named = str(links[0]["href"]) if links else ""
    for address in (named, metas.get("og:url", ""), metas.get("url", "")):
        if address.startswith(("http://", "https://", "//")):
            return address
    return ""


def date_in(address: str) -> str:
    """The day in the address on which the page was put up, as 2024-01-19; "" where it has none."""
    for pattern in _DATES:
        if (found := pattern.search(address)) and int(found[2]) <= 12 and int(found[3]) <= 31:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    return ""


def host_of(address: str) -> str:
    """The host in an address or domain, in small letters and without ``www``."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are one site's: xxgk.qinghe.gov.cn and qinghe.gov.cn; "" may be any."""
    shorter, longer = sorted((host_of(one), host_of(other)), key=len)
    alike = longer == shorter or longer.endswith(f".{shorter}")
    return not shorter or alike or _stem(shorter) == _stem(longer)


def _stem(host: str) -> str:
    """What a site is called below ``gov.cn``: its last name there."""
    labels = host.removesuffix(".cn").removesuffix(".gov").split(".")
    return labels[-1] if host.endswith(".gov.cn") else host

"""What an operator may change, read once at the edge and passed down."""

import getpass
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from searchapp.errors import BadSetting

PREFIX: Final = "SEARCHAPP_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; ``SEARCHAPP_<NAME>`` in the environment changes one."""

    #: The folder with ``corpus/``, ``index/`` and ``library.db``.
    home: Path = Path()
    #: Hits on a page of results.
    hits_per_page: int = 10
    #: A database for what people make and decide, as SQLAlchemy writes it; "" is ``library.db``.
    library_url: str = ""
    #: Who corrects; "" is the account that runs the program.
    user: str = ""
    #: So many files are read at once; 0 is as many as there are processors.
    workers: int = 0
    #: Whether readers may see and download the files as they came.
    originals: bool = True
    #: Whether files may be put in from the pages.
    adding: bool = True
    #: Names with a dot under which readers reach the pages, between blanks or commas.
    hosts: str = ""
    #: The address of the pages as it stands in documents; "" is the one under which one asks.
    address: str = ""

    @property
    def corpus(self) -> Path:
        """The reports as they came: the truth."""
        return self.home / "corpus"

    @property
    def index(self) -> Path:
        """The index: derived, can be rebuilt at any time."""
        return self.home / "index"

    @property
    def library(self) -> Path:
        """What cannot be rebuilt, unless ``library_url`` names another place for it."""
        return self.home / "library.db"

    @property
    def places(self) -> Path:
        """Places that the home adds to the gazetteer."""
        return self.corpus / "places.tsv"

    @property
    def received(self) -> Path:
        """What was handed in on the pages and waits to be taken in."""
        return self.home / "received"

    @property
    def who(self) -> str:
        """Who corrects: the user that was set, else the account, else nobody that is known.

        Of a name that is longer than any, the first hundred characters.
        """
        if self.user:
            return self.user[:100]
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "未知"

    @property
    def host_names(self) -> frozenset[str]:
        """The names in ``hosts``, in small letters."""
        return frozenset(self.hosts.lower().replace(",", " ").replace("，", " ").split())

    @property
    def readers(self) -> int:
        """How many files are read at once."""
        return self.workers or os.cpu_count() or 1


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Settings with each ``SEARCHAPP_<NAME>`` that is set in place of its default.

    Raises BadSetting, which names key, value and expectation.
    """
    given: dict[str, Any] = {}
    for each in fields(Settings):
        key = PREFIX + each.name.upper()
        if environ.get(key):
            read = _OWN_READ.get(each.name) or _READ[type(each.default)]
            given[each.name] = read(key, environ[key])
    return Settings(**given)


def _read_number(key: str, value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= 200:
        raise BadSetting(key, value, "1 到 200 的整数")
    return number


def _read_address(key: str, value: str) -> str:
    """An address without a slash at its end."""
    address = value.strip().rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise BadSetting(key, value, "网址，如 http://baogao.example.gov.cn:8000")
    return address


def _read_switch(key: str, value: str) -> bool:
    switch = {"on": True, "off": False}.get(value.strip().lower())
    if switch is None:
        raise BadSetting(key, value, "on 或 off")
    return switch


#: Scheme, name or number, port, and the path under which a proxy has the pages.
_ADDRESS: Final = re.compile(r"https?://[^\s/?#@\"<>]+(?:/[^\s?#\"<>]*)?")
#: Settings that are read in a way of their own.
_OWN_READ: Final[Mapping[str, Callable[[str, str], Any]]] = {"address": _read_address}
#: The type of a setting's default -> how its value is read.
_READ: Final[Mapping[type, Callable[[str, str], Any]]] = {
    bool: _read_switch,
    int: _read_number,
    str: lambda _, value: value.strip(),
    type(Path()): lambda _, value: Path(value),
}

"""What an operator may change, read once at the edge and passed down."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from searchapp.errors import BadSetting

PREFIX: Final = "SEARCHAPP_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; ``SEARCHAPP_<NAME>`` in the environment changes one."""

    #: The folder with ``corpus/``, ``index/`` and ``library.db``.
    home: Path = Path()
    #: Hits on a page of results.
    hits_per_page: int = 10

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
        """What cannot be rebuilt."""
        return self.home / "library.db"

    @property
    def places(self) -> Path:
        """Places that the home adds to the gazetteer."""
        return self.corpus / "places.tsv"


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Settings with each ``SEARCHAPP_<NAME>`` that is set in place of its default.

    Raises BadSetting, which names key, value and expectation.
    """
    given: dict[str, Path | int] = {}
    for each in fields(Settings):
        key = PREFIX + each.name.upper()
        if environ.get(key):
            given[each.name] = _read(key, environ[key], type(each.default))
    return Settings(**given)  # type: ignore[arg-type]


def _read(key: str, value: str, kind: type) -> Path | int:
    if kind is not int:
        return Path(value)
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= 200:
        raise BadSetting(key, value, "1 到 200 的整数")
    return number

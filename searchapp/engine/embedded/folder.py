"""The folder of the index: its manifest, and Whoosh's files beside it.

``manifest.json`` says in plain words what the index was built with. It is read first; an index
that this program did not build, or built otherwise, is refused with the command that repairs it,
before any of Whoosh's pickled files is opened.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import uuid4

from whoosh.codec import default_codec
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.index import IndexError as WhooshError

from searchapp.engine.embedded.schema import schema
from searchapp.errors import IndexUnavailable
from searchapp.reports import Json
from searchapp.text import folding_hash, segmenter_name

#: Raised by one whenever the fields, or what is put into them, change.
FORMAT: Final = 1
#: A reader may meet a commit that takes its files away: it looks again so often, so long apart.
_TRIES: Final = 20
_PAUSE_SECONDS: Final = 0.05

_T = TypeVar("_T")


def codec() -> Any:
    """How segments are written. The one place to change to write them otherwise."""
    return default_codec()


class IndexFolder:
    """An index on disk. What it is, is what its files say now."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._watched: tuple[str, FileIndex] | None = None

    @property
    def _manifest_path(self) -> Path:
        return self.path / "manifest.json"

    def open(self) -> FileIndex:
        """Whoosh's index. Raises IndexUnavailable where there is none that fits."""
        self._check_manifest()
        return self.steadily(lambda: open_dir(str(self.path)))

    def state(self) -> tuple[str, int]:
        """What changes with every commit: which build this is, and its generation."""
        built = self._check_manifest()
        watched = self._watched
        if watched is None or watched[0] != built:
            watched = self._watched = built, self.open()
        return built, self.steadily(watched[1].latest_generation)

    def steadily(self, read: Callable[[], _T]) -> _T:
        """The result of reading, tried again while a commit replaces the files."""
        for remaining in reversed(range(_TRIES)):
            try:
                return read()
            except (OSError, WhooshError) as error:
                if not remaining:
                    why = f"its files cannot be read ({error})"
                    raise IndexUnavailable(self.path, why, exists=True) from error
            time.sleep(_PAUSE_SECONDS)
        raise AssertionError

    def is_new(self) -> bool:
        """Whether nothing was ever indexed here."""
        return not self._manifest_path.exists() and not self._whoosh_files()

    def open_or_create(self) -> FileIndex:
        """The index, made empty where there is none; raises IndexUnavailable for a strange one."""
        if not self.is_new():
            return self.open()
        index = self.create()
        self.write_manifest()
        return index

    def create(self) -> FileIndex:
        """An empty index in place of whatever stands here, not readable before its manifest."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._manifest_path.unlink(missing_ok=True)
        for file in self._whoosh_files():
            file.unlink()
        return create_in(str(self.path), schema())

    def fits(self) -> bool:
        """Whether there is an index that this program can read."""
        try:
            self.open()
        except IndexUnavailable:
            return False
        return True

    def write_manifest(self) -> None:
        """Say that the index is whole and what it was built with."""
        manifest = {**_expected(), "built": uuid4().hex}
        new = self._manifest_path.with_suffix(".new")
        new.write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
        new.replace(self._manifest_path)

    def _check_manifest(self) -> str:
        """The name of this build. Raises IndexUnavailable unless it is as this program expects."""
        try:
            found: Json = json.loads(self._manifest_path.read_text("utf-8"))
        except FileNotFoundError as error:
            exists = bool(self._whoosh_files())
            why = "the index has no manifest" if exists else "there is no index"
            raise IndexUnavailable(self.path, why, exists=exists) from error
        except (OSError, ValueError) as error:
            raise IndexUnavailable(self.path, f"bad manifest ({error})", exists=True) from error
        wrong = [
            f"{key} is {found.get(key)!r}, need {value!r}"
            for key, value in _expected().items()
            if found.get(key) != value
        ]
        if wrong:
            raise IndexUnavailable(self.path, "; ".join(wrong), exists=True)
        return str(found.get("built"))

    def _whoosh_files(self) -> list[Path]:
        return [*self.path.glob("_MAIN_*"), *self.path.glob("MAIN_*")]


def _expected() -> Json:
    return {
        "program": "searchapp",
        "format": FORMAT,
        "folding": folding_hash(),
        "words": segmenter_name(),
    }

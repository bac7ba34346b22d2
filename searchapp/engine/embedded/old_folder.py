"""The folder of the index: its manifest, and Whoosh's files beside it.

``manifest.json`` says in plain words what the index was built with. It is read first; an index
that this program did not build, or built otherwise, is refused with the command that repairs it,
before any of Whoosh's pickled files is opened. Whoosh numbers its commits: before the first there
is no index, so that one killed while it is made leaves nothing to repair and nothing to mistake
for an answer.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import uuid4

from whoosh.codec import default_codec
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.index import IndexError as WhooshError
from whoosh.reading import IndexReader
from whoosh.util.filelock import FileLock

from searchapp.engine.embedded.old_schema import schema
from searchapp.errors import IndexUnavailable, IngestRunning
from searchapp.reports import Json
from searchapp.text import folding_hash, segmenter_name

#: Raised by one whenever what is put into the fields changes.
FORMAT: Final = 3
#: A reader may meet a commit that takes its files away: it looks again for so long, so often.
_PATIENCE_SECONDS: Final = 1.0
_PAUSE_SECONDS: Final = 0.05
#: How Whoosh names the file of a commit, by its number.
_COMMIT: Final = re.compile(r"_MAIN_([0-9]+)\.toc")

_T = TypeVar("_T")


def codec() -> Any:
    """How segments are written. The one place to change to write them otherwise."""
    return default_codec()


class IndexFolder:
    """An index on disk. What it is, is what its files say now."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def _manifest_path(self) -> Path:
        return self.path / "manifest.json"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A time in which nobody else changes the index. Raises IngestRunning if one does.

        Whoosh's own lock is among the files that a repair takes away, and cannot guard it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.path / "writing.lock"))
        if not lock.acquire():
            raise IngestRunning(self.path)
        try:
            yield
        finally:
            lock.release()

    def state(self) -> tuple[str, int]:
        """What changes with every commit: which build this is, and its number.

        Raises IndexUnavailable where there is no index that fits.
        """
        built = self._check_manifest()
        number = self.steadily(self._commit)
        if not number:
            raise IndexUnavailable(self.path, "there is no index", exists=False)
        return built, number

    def reader(self) -> IndexReader:
        """Whoosh's reader of the newest commit. Raises IndexUnavailable."""
        self.state()
        return self.steadily(lambda: open_dir(str(self.path)).reader())

    def open(self) -> FileIndex:
        """Whoosh's index, whose files can all be opened. Raises IndexUnavailable."""
        self.reader().close()
        return self.steadily(lambda: open_dir(str(self.path)))

    def steadily(self, read: Callable[[], _T]) -> _T:
        """The result of reading Whoosh's files, tried again while a commit replaces them."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return read()
            except (OSError, WhooshError) as error:
                if time.monotonic() > until:
                    raise self._unreadable(error) from error
            except Exception as error:
                # Of a damaged file Whoosh says TypeError, EOFError, struct.error, anything.
                raise self._unreadable(error) from error
            time.sleep(_PAUSE_SECONDS)

    def is_new(self) -> bool:
        """Whether nothing was ever indexed here; what was begun and never committed is nothing."""
        number = self._newest_commit()
        return number == 0 or (number is None and not self._manifest_path.exists())

    def create(self) -> FileIndex:
        """An empty index in place of whatever stands here; nobody can read it before a commit."""
        self._manifest_path.unlink(missing_ok=True)
        for file in [*self.path.glob("_MAIN_*"), *self.path.glob("MAIN_*")]:
            file.unlink()
        index = create_in(str(self.path), schema())
        self._write_manifest()
        return index

    def fits(self) -> bool:
        """Whether there is an index that this program can read."""
        try:
            self.open()
        except IndexUnavailable:
            return False
        return True

    def _write_manifest(self) -> None:
        manifest = {**_expected(), "built": uuid4().hex}
        new = self._manifest_path.with_suffix(".new")
        new.write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
        new.replace(self._manifest_path)

    def _check_manifest(self) -> str:
        """The name of this build. Raises IndexUnavailable unless it is as this program expects."""
        found = self._manifest()
        wrong = [
            f"{key} is {found.get(key)!r}, need {value!r}"
            for key, value in _expected().items()
            if found.get(key) != value
        ]
        if wrong:
            raise IndexUnavailable(self.path, "; ".join(wrong), exists=True)
        return str(found.get("built"))

    def _manifest(self) -> Json:
        try:
            found: object = json.loads(self._manifest_path.read_text("utf-8"))
        except FileNotFoundError as error:
            exists = not self.is_new()
            why = "the index has no manifest" if exists else "there is no index"
            raise IndexUnavailable(self.path, why, exists=exists) from error
        except (OSError, ValueError) as error:
            raise IndexUnavailable(self.path, f"bad manifest ({error})", exists=True) from error
        if not isinstance(found, dict):
            raise IndexUnavailable(self.path, "bad manifest (not an object)", exists=True)
        return found

    def _commit(self) -> int:
        """The number of the newest commit. Raises FileNotFoundError where Whoosh has no files."""
        number = self._newest_commit()
        if number is None:
            raise FileNotFoundError(f"no commit in {self.path}")
        return number

    def _newest_commit(self) -> int | None:
        """Its number; while a commit replaces another, a look may miss both."""
        names = (_COMMIT.fullmatch(file.name) for file in self.path.glob("_MAIN_*.toc"))
        return max((int(name[1]) for name in names if name), default=None)

    def _unreadable(self, error: Exception) -> IndexUnavailable:
        return IndexUnavailable(self.path, f"its files cannot be read ({error})", exists=True)


def _expected() -> Json:
    return {
        "program": "searchapp",
        "format": FORMAT,
        "fields": sorted(schema().names()),
        "folding": folding_hash(),
        "words": segmenter_name(),
    }

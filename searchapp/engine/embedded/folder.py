"""The folder of the index: its manifest, its commits, and who may change them.

``manifest.json`` says in plain words what the index was built with. It is read first; an index
that this program did not build, or built otherwise, is refused with the command that repairs it,
before any of Whoosh's pickled files is opened. Commits are numbered: before the first there is no
index, so that one killed while it is made leaves nothing to repair and nothing to mistake for an
answer.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar
from uuid import uuid4

from whoosh.util.filelock import FileLock

from searchapp.engine.damage import Damage
from searchapp.engine.embedded.columnar.arrays import ArrayFile, DamagedSegment, Documents
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.commits import (
    Commit,
    clear,
    newest_number,
    read_commit,
    sweep,
    write_commit,
)
from searchapp.engine.embedded.durable import sync_folder, write_whole
from searchapp.engine.embedded.opening import opened
from searchapp.engine.embedded.schema import schema
from searchapp.errors import IndexUnavailable, IngestRunning
from searchapp.text import folding_hash, segmenter_name

#: Raised by one whenever what stands in the files changes, or how.
FORMAT: Final = 5
#: Kept by whoever changes the index: ours, and the one that Whoosh's own writer asks for.
_LOCKS: Final = ("writing.lock", "MAIN_WRITELOCK")
#: A look may miss the newest commit while another replaces it: then it is looked for so long.
_PATIENCE_SECONDS: Final = 1.0
_PAUSE_SECONDS: Final = 0.01

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as a commit has it: its documents but those that are deleted, ascending."""

    segment: Segment
    deleted: Documents


class IndexFolder:
    """An index on disk. What it is, is what its files say now."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A time in which nobody else changes the index. Raises IngestRunning if one does."""
        self.path.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            for name in _LOCKS:
                lock = FileLock(str(self.path / name))
                if not lock.acquire():
                    raise IngestRunning(self.path)
                held.callback(lock.release)
            yield

    # Reading

    def state(self) -> tuple[str, int]:
        """What changes with every commit: which build this is, and its number.

        Raises IndexUnavailable where there is no index that fits.
        """
        built = self._check_manifest()
        number = self._number()
        if not number:
            raise IndexUnavailable(self.path, "there is no index", exists=False)
        return built, number

    def commit(self) -> Commit:
        """The newest commit. Raises IndexUnavailable."""
        return self._newest(lambda commit: commit)

    def parts(self) -> tuple[Part, ...]:
        """The segments of the newest commit, in order. Raises IndexUnavailable."""
        kept: dict[Path, Segment] = {}

        def of(commit: Commit) -> tuple[Part, ...]:
            files = [each.file_in(self.path) for each in commit.segments]
            for file in files:
                # What is open stays so, however often a writer takes away what is still to be.
                kept[file] = opened(file)
            deleted = [each.deleted for each in commit.segments]
            return tuple(map(Part, map(kept.__getitem__, files), deleted))

        return self._newest(of)

    def damages(self) -> tuple[Damage, ...]:
        """Each segment of the newest commit that is not as it was written, all of it read.

        Raises IndexUnavailable.
        """
        return self._newest(
            lambda commit: tuple(
                damage
                for segment in commit.segments
                if (damage := _damage(segment.file_in(self.path)))
            )
        )

    def is_new(self) -> bool:
        """Whether nothing was ever indexed here; what was begun and never committed is nothing."""
        number = newest_number(self.path)
        return number == 0 or (number is None and not self._manifest_path.exists())

    def fits(self) -> bool:
        """Whether there is an index that this program can read."""
        try:
            self.parts()
        except IndexUnavailable:
            return False
        return True

    # Changing, only for who is alone

    def create(self) -> Commit:
        """An empty index in place of whatever stands here; nobody can read it before a commit.

        Raises OSError.
        """
        nothing = Commit(0)
        self._manifest_path.unlink(missing_ok=True)
        clear(self.path)
        write_commit(self.path, nothing)
        manifest = {**_expected(), "built": uuid4().hex}
        write_whole(self._manifest_path, f"{json.dumps(manifest, indent=2)}\n".encode())
        sync_folder(self.path.parent)
        return nothing

    def sweep(self) -> None:
        """Take away what no commit speaks for, as writers leave it who died or gave up."""
        number = newest_number(self.path)
        if number is not None:
            sweep(self.path, read_commit(self.path, number))

    def change_to(self, commit: Commit) -> None:
        """Make this the newest commit, and take away what only those before it spoke for.

        Its files are to be on the disk already. Raises OSError.
        """
        write_commit(self.path, commit)
        sweep(self.path, commit)

    @property
    def _manifest_path(self) -> Path:
        return self.path / "manifest.json"

    def _newest(self, read: Callable[[Commit], _T]) -> _T:
        """What is read of the newest commit, or of a newer one that takes its files away."""
        while True:
            state = self.state()
            try:
                return read(read_commit(self.path, state[1]))
            except Exception as error:
                # Of a damaged file Whoosh says TypeError, EOFError, struct.error, anything.
                if self.state() == state:
                    raise self._unreadable(error) from error

    def _number(self) -> int:
        """The number of the newest commit. Raises IndexUnavailable where there is none."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while (number := newest_number(self.path)) is None:
            if time.monotonic() > until:
                raise self._unreadable(FileNotFoundError("there is no commit"))
            time.sleep(_PAUSE_SECONDS)
        return number

    def _check_manifest(self) -> str:
        """The name of this build. Raises IndexUnavailable unless it is as this program expects."""
        try:
            said = _manifest(self._manifest_path.read_bytes())
        except FileNotFoundError as error:
            exists = not self.is_new()
            why = "the index has no manifest" if exists else "there is no index"
            raise IndexUnavailable(self.path, why, exists=exists) from error
        except (OSError, ValueError) as error:
            raise IndexUnavailable(self.path, f"bad manifest ({error})", exists=True) from error
        wrong = [
            f"{key} is {said.get(key)!r}, need {value!r}"
            for key, value in _expected().items()
            if said.get(key) != value
        ]
        if wrong:
            raise IndexUnavailable(self.path, "; ".join(wrong), exists=True)
        return str(said.get("built"))

    def _unreadable(self, error: Exception) -> IndexUnavailable:
        return IndexUnavailable(self.path, f"its files cannot be read ({error})", exists=True)


def _damage(file: Path) -> Damage | None:
    """What is damaged in the file of a segment, if anything. Raises OSError where it is gone."""
    try:
        ArrayFile(file).verify()
    except DamagedSegment as error:
        return Damage(file.name, error.array)
    return None


@lru_cache(1)
def _manifest(written: bytes) -> Mapping[str, Any]:
    """What a manifest says. Raises ValueError for what is none.

    It is looked at with every question: the same bytes are read once.
    """
    said: object = json.loads(written)
    if not isinstance(said, dict):
        raise ValueError("not an object")
    return MappingProxyType(said)


@cache
def _expected() -> Mapping[str, Any]:
    return MappingProxyType(
        {
            "program": "searchapp",
            "format": FORMAT,
            "fields": sorted(schema().names()),
            "folding": folding_hash(),
            "words": segmenter_name(),
        }
    )

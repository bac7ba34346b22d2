"""What arrives to be taken in: files of the corpus, files from elsewhere, members of archives."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from searchapp.library.corpus import printable, sha256_of

#: A line end in a name would make two lines of a verdict.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Arrival:
    """A file that is to be taken in.

    ``file`` has its bytes; ``known_as`` is the path that people know it by; ``shown`` is what a
    verdict calls it. ``inside`` is its path below the corpus; None for a file from elsewhere,
    which is copied to ``wanted`` below the corpus, or beside it where that is taken, and is known
    again by its ``origin``. ``by_name``: all that is known of where it came from is the name under
    which it was handed in, and many files may bear that.
    """

    file: Path
    known_as: Path
    shown: str
    inside: str | None
    wanted: str
    origin: str
    by_name: bool = False

    @cached_property
    def sha256(self) -> str:
        """The hash of its content when it was first asked for. Raises OSError."""
        return sha256_of(self.file)

    @cached_property
    def stamp(self) -> tuple[int, int]:
        """Size and date, as they were when they were first asked for. Raises OSError."""
        stat = self.file.stat()
        return stat.st_size, stat.st_mtime_ns

    @property
    def is_steady(self) -> bool:
        """Whether the file is still what it was when its stamp was taken."""
        stat = self.file.stat()
        return (stat.st_size, stat.st_mtime_ns) == self.stamp


def arrival_of(file: Path, shown: str, corpus: Path) -> Arrival:
    """A file as it stands, inside the corpus or elsewhere."""
    path, root = file.resolve(), corpus.resolve()
    inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else None
    said = _CONTROL.sub("?", printable(shown))
    return Arrival(file, file, said, inside, inside or file.name, origin=str(path))


def handed_in(file: Path, name: str, corpus: Path) -> Arrival:
    """A file that somebody handed in under a name, which may begin with those of folders."""
    return Arrival(
        file,
        known_as=corpus / name,
        shown=name,
        inside=None,
        wanted=name,
        origin=f"received/{name}",
        by_name=True,
    )

"""What arrives to be taken in: files of the corpus, files from elsewhere, members of archives."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from searchapp.library.corpus import printable, sha256_of


@dataclass(frozen=True)
class Arrival:
    """A file that is to be taken in.

    ``file`` has its bytes; ``known_as`` is the path that people know it by; ``shown`` is what a
    verdict calls it. ``inside`` is its path below the corpus; None for a file from elsewhere,
    which is copied to ``wanted`` below the corpus, or beside it where that is taken.
    """

    file: Path
    known_as: Path
    shown: str
    inside: str | None
    wanted: str

    @cached_property
    def sha256(self) -> str:
        """The hash of its content when it was first asked for. Raises OSError."""
        return sha256_of(self.file)

    @cached_property
    def stamp(self) -> tuple[int, int]:
        """Size and date, as they were when they were first asked for. Raises OSError."""
        stat = self.file.stat()
        return stat.st_size, stat.st_mtime_ns

    @cached_property
    def origin(self) -> str:
        """Where it comes from, if it comes from elsewhere."""
        return str(self.known_as.resolve())

    @property
    def is_steady(self) -> bool:
        """Whether the file is still what it was when its stamp was taken."""
        stat = self.file.stat()
        return (stat.st_size, stat.st_mtime_ns) == self.stamp


def arrival_of(file: Path, shown: str, corpus: Path) -> Arrival:
    """A file as it stands, inside the corpus or elsewhere."""
    path, root = file.resolve(), corpus.resolve()
    inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else None
    return Arrival(file, file, printable(shown), inside, inside or file.name)

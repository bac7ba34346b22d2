"""Waiting for files that are dropped into the corpus.

The folder is looked at again and again, for shared drives do not tell of changes. A file counts
when it was the same twice: nobody is still copying it then.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from searchapp.library.corpus import files_under
from searchapp.settings import Settings

#: File -> size and date.
Stamps: TypeAlias = Mapping[Path, tuple[int, int]]

#: Between two looks.
SECONDS: Final = 3.0


class Watch:
    """What is new in the corpus of a home; what lies in it at the beginning is not."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = stamps(settings)
        self._taken = dict(self._seen)

    def look(self) -> list[Path]:
        """The files that are new or changed since they were taken, and still since the last look.

        They are told of again at each look until they are ``taken``.
        """
        before, self._seen = self._seen, stamps(self._settings)
        still = self._seen.items() & before.items()
        return sorted(file for file, stamp in still if self._taken.get(file) != stamp)

    def taken(self, files: Iterable[Path]) -> None:
        """These files have been taken in as they were at the last look."""
        self._taken |= {file: self._seen[file] for file in files}


def stamps(settings: Settings) -> Stamps:
    """Every file of the corpus with its size and date; those that are just going are left out."""
    found = {}
    for file in files_under([settings.corpus], settings):
        try:
            stat = file.stat()
        except OSError:
            continue
        found[file] = (stat.st_size, stat.st_mtime_ns)
    return found

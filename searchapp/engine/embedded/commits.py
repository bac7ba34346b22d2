"""Commits: what Whoosh's table of contents says, and which files it speaks for.

A commit is a file ``_MAIN_<number>.toc``, which lists segments ``MAIN_<id>.col``. It is made under
a number that is one higher than the last, by giving a whole file its name; then what the last one
alone spoke for is taken away. Who reads meanwhile may find a file gone: then there is a newer
commit, which is to be read instead.
"""

import os
import re
import shutil
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from searchapp.engine.embedded.codec import ListedSegment
from searchapp.engine.embedded.durable import write_whole
from searchapp.engine.embedded.schema import schema

#: How Whoosh calls an index that is given no name.
NAME: Final = "MAIN"
_TOC: Final = re.compile(rf"_{NAME}_([0-9]+)\.toc")
#: Tables of contents that somebody began to write, and a segment's files.
_BEGUN: Final = re.compile(rf"_{NAME}_[0-9]+\.toc\..+")
_SEGMENT: Final = re.compile(rf"({NAME}_[0-9a-z]+)\..+")
#: What Whoosh's own writer keeps in a folder while it is at work.
_SCRATCH: Final = f"{NAME}.tmp"


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the index: its number, and its segments in the order of their documents."""

    number: int
    segments: tuple[ListedSegment, ...] = ()


def newest_number(folder: Path) -> int | None:
    """The number of the newest commit; while one replaces another, a look may miss both."""
    try:
        files = os.listdir(folder)  # noqa: PTH208 - every question asks it, and wants names alone
    except FileNotFoundError:
        return None
    names = map(_TOC.fullmatch, files)
    return max((int(name[1]) for name in names if name), default=None)


def read_commit(folder: Path, number: int) -> Commit:
    """The commit of that number.

    Raises FileNotFoundError where there is none, and anything at all where its file is damaged.
    """
    file = _file(number)
    storage = RamStorage()
    storage.files[file] = (folder / file).read_bytes()
    read = TOC.read(storage, NAME, gen=number, schema=schema())
    return Commit(number, tuple(read.segments))


def write_commit(folder: Path, commit: Commit) -> None:
    """Make this the newest commit, of segments whose files are on the disk. Raises OSError."""
    storage = RamStorage()
    TOC(schema(), list(commit.segments), commit.number).write(storage, NAME)
    file = _file(commit.number)
    write_whole(folder / file, storage.files[file])


def sweep(folder: Path, kept: Commit) -> None:
    """Take away what no commit but this one spoke for, and what dead writers left.

    Only for who keeps other writers out. A file that somebody holds fast stays until next time.
    """
    for file in _files_but(folder, kept):
        with suppress(OSError):
            file.unlink()
    shutil.rmtree(folder / _SCRATCH, ignore_errors=True)


def clear(folder: Path) -> None:
    """Take every commit away, and all segments, but for those that somebody holds fast.

    Without a commit nothing speaks for these, and the next sweep takes them. Raises OSError.
    """
    for file in _files_but(folder, None):
        with suppress(OSError) if _SEGMENT.fullmatch(file.name) else nullcontext():
            file.unlink()


def _files_but(folder: Path, kept: Commit | None) -> list[Path]:
    """Files of commits and segments, but for those of one commit; the segments last.

    So while there is a table of contents there is what it speaks for.
    """
    wanted = {segment.segment_id() for segment in kept.segments} if kept else set()
    unwanted = []
    for file in folder.iterdir():
        segment, toc = _SEGMENT.fullmatch(file.name), _TOC.fullmatch(file.name)
        if (
            _BEGUN.fullmatch(file.name)
            or (segment and segment[1] not in wanted)
            or (toc and not (kept and int(toc[1]) == kept.number))
        ):
            unwanted.append(file)
    return sorted(unwanted, key=lambda file: file.name.startswith(NAME))


def _file(number: int) -> str:
    return f"_{NAME}_{number}.toc"

"""Segments that are open, each once, however many snapshots and readers have it."""

import threading
from pathlib import Path
from typing import Final, TypeAlias
from weakref import WeakValueDictionary

from searchapp.engine.embedded.columnar.segment import Segment

#: Where a file is, and what tells it from another one that was there before.
_File: TypeAlias = tuple[Path, int, int, int]

_OPEN: Final[WeakValueDictionary[_File, Segment]] = WeakValueDictionary()
_LOCK: Final = threading.Lock()


def opened(path: Path) -> Segment:
    """The segment in a file: the one at hand, as long as somebody has it; threads may share it.

    Raises OSError where there is no such file, and DamagedSegment.
    """
    where = path.absolute()
    said = where.stat()
    file = where, said.st_ino, said.st_size, said.st_mtime_ns
    with _LOCK:
        segment = _OPEN.get(file)
        if segment is None:
            segment = _OPEN[file] = Segment(where)
        return segment

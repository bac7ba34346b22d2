"""Files that stand on the disk, whole, once it is said that they do: after a power cut too."""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

#: So long a file that is to be replaced may be read by others.
_PATIENCE_SECONDS: Final = 1.0
_PAUSE_SECONDS: Final = 0.01


def sync(file: Path) -> None:
    """Wait until the file's content is on the disk. Raises OSError."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk, where the system knows how."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def write_whole(file: Path, content: bytes) -> None:
    """Give the file this content; whoever reads it finds the old content or the new one.

    Raises OSError; then the file is as it was, unless the disk failed after all was written.
    """
    new = file.with_name(f"{file.name}.new")
    try:
        with new.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        _rename(new, file)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
    sync_folder(file.parent)


def _rename(new: Path, file: Path) -> None:
    """Give the new file the name of the other; Windows refuses while somebody reads that one."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            new.replace(file)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return

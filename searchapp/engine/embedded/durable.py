"""Files that stand on the disk, whole, once it is said that they do: after a power cut too."""

import os
from contextlib import suppress
from pathlib import Path


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
        new.replace(file)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
    sync_folder(file.parent)

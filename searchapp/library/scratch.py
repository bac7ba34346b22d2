"""Folders for what is needed only for a while; those of processes that were killed are swept."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "searchapp-"


def new_folder() -> Path:
    """A folder of this process, which is to remove it in the end."""
    _sweep(Path(tempfile.gettempdir()))
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))


@contextmanager
def folder_for_a_while() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = new_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_running(process: int) -> bool:
    """Whether there is a process of that number; where the system cannot tell, there is."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _sweep(temporary: Path) -> None:
    for left in temporary.glob(f"{_PREFIX}[0-9]*-*"):
        process = left.name.removeprefix(_PREFIX).partition("-")[0]
        if process.isdigit() and not is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)

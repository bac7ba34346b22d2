"""What a test writes, read back from a file."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter


def written(write: Callable[[ArrayWriter], dict[str, Any] | None]) -> ArrayFile:
    """A file of the arrays that ``write`` writes, with the facts that it gives back, if any.

    The system removes it with its last array.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "some.col"
        with ArrayWriter(path) as arrays:
            facts = write(arrays)
            arrays.finish(facts or {})
        return ArrayFile(path)


def bytes_of(file: ArrayFile) -> dict[str, bytes]:
    """Name -> the bytes of the array."""
    return {name: array.tobytes() for name, array in file.arrays.items()}

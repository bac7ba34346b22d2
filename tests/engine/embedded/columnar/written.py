"""What a test writes, read back from a file."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.building import Builder
from searchapp.reports import FiledReport


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


def built(reports: Iterable[FiledReport], folder: Path) -> Path:
    """A file of these reports, with a name that no other test has."""
    builder = Builder()
    for filed in reports:
        builder.add(filed)
    path = folder / f"{uuid4().hex}.col"
    builder.write(path)
    return path


def bytes_of(file: ArrayFile) -> dict[str, bytes]:
    """Name -> the bytes of the array."""
    return {name: array.tobytes() for name, array in file.arrays.items()}

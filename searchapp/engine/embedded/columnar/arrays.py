"""A file of named arrays: written once, mapped into memory, never changed.

An eight-byte mark, the arrays, each at a multiple of 64 bytes and little-endian, a directory in
JSON, and 24 bytes that say where that is: its offset (u64), its length (u32), its CRC-32 (u32) and
the mark again. The directory has for each array its type, offset, count and CRC-32, and beside the
arrays the ``facts``.
"""

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from searchapp.reports import Json

Array: TypeAlias = NDArray[Any]
Bytes: TypeAlias = NDArray[np.uint8]
Mask: TypeAlias = NDArray[np.bool_]
#: Of UTF-16.
Units: TypeAlias = NDArray[np.uint16]
#: Numbers of passages, ascending.
Documents: TypeAlias = NDArray[np.int32]
#: Lengths of rows, or how many there are of each.
Counts: TypeAlias = NDArray[np.int64]
#: Where something stands or begins in a longer row.
Places: TypeAlias = NDArray[np.int64]

#: The last character is the version of the format.
MARK: Final = b"TOWNCOL1"
_ALIGNED: Final = 64
_TRAILER: Final = struct.Struct("<QII8s")
#: What grows is kept in memory up to so many bytes, then in a temporary file beside the file.
_IN_MEMORY: Final = 1 << 20
_BLOCK: Final = 1 << 22


class DamagedSegment(Exception):
    """A file is not what was once written: it is cut short, changed, or of another program."""

    def __init__(self, path: Path, why: str, array: str | None = None) -> None:
        """``array`` names the one that is damaged, where it is known."""
        super().__init__(f"{path}: {why}")
        self.path, self.why, self.array = path, why, array

    def __reduce__(self) -> tuple[type[Self], tuple[Path, str, str | None]]:
        """So that a process can hand it to another one."""
        return type(self), (self.path, self.why, self.array)


def _blocks(array: Array) -> Iterator[memoryview]:
    """The bytes of an array, so many at a time."""
    whole = memoryview(array.view(np.uint8).data)
    return (whole[at : at + _BLOCK] for at in range(0, len(whole), _BLOCK))


def narrowest(numbers: Array) -> Array:
    """The same numbers, none negative, in one, two or four bytes each, whatever the largest needs.

    Raises ValueError for one that four bytes cannot hold.
    """
    largest = int(numbers.max()) if numbers.size else 0
    for dtype in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(dtype).max:
            return numbers.astype(dtype)
    raise ValueError(f"{largest} does not fit into four bytes")


class Spool:
    """An array that grows by pieces; ``count`` is how many numbers it has by now."""

    def __init__(self, folder: Path, dtype: DTypeLike) -> None:
        self.dtype = np.dtype(dtype).newbyteorder("<")
        self.count = 0
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))  # noqa: SIM115

    def append(self, piece: Array) -> None:
        """Add these numbers. They must fit the type: nothing is cut off silently.

        Raises TypeError for numbers of a wider or another kind.
        """
        self._file.write(piece.astype(self.dtype, casting="safe", copy=False).tobytes())
        self.count += len(piece)

    def blocks(self) -> Iterator[bytes]:
        """All of it, in pieces."""
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            yield block

    def close(self) -> None:
        """Let go of memory and temporary file."""
        self._file.close()


class ArrayWriter:
    """Writes a file of arrays. As a context it removes what an exception leaves unfinished."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._file.write(MARK)
        self._arrays: dict[str, list[Any]] = {}
        self._growing: dict[str, Spool] = {}
        self._finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._finished:
            self.abandon()

    def add(self, name: str, array: Array) -> None:
        """Write an array of one dimension. Raises ValueError for a name that was given before."""
        self._claim(name)
        values = np.ascontiguousarray(array)
        values = values.astype(values.dtype.newbyteorder("<"), copy=False)
        self._write(name, values.dtype, len(values), iter([values.tobytes()]))

    def open(self, name: str, dtype: DTypeLike) -> Spool:
        """An array that grows until the file is finished. Raises ValueError for a used name."""
        self._claim(name)
        self._growing[name] = Spool(self._path.parent, dtype)
        return self._growing[name]

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write what has grown, the facts and the directory.

        The file is whole, but the system may still hold it in memory: a commit has it written.
        """
        for name, spool in self._growing.items():
            self._write(name, spool.dtype, spool.count, spool.blocks())
            spool.close()
        directory = json.dumps(
            {"arrays": self._arrays, "facts": dict(facts)}, ensure_ascii=False
        ).encode("utf-8")
        at = self._file.tell()
        self._file.write(directory)
        self._file.write(_TRAILER.pack(at, len(directory), zlib.crc32(directory), MARK))
        self._file.close()
        self._finished = True

    def abandon(self) -> None:
        """Remove the file, also where the disk is full: to close a file may write what is left."""
        for close in (*(spool.close for spool in self._growing.values()), self._file.close):
            with suppress(OSError):
                close()
        self._path.unlink(missing_ok=True)
        self._finished = True

    def _claim(self, name: str) -> None:
        if name in self._arrays or name in self._growing:
            raise ValueError(f"the array {name!r} is written twice")

    def _write(
        self, name: str, dtype: "np.dtype[Any]", count: int, blocks: Iterator[bytes]
    ) -> None:
        self._file.write(bytes(-self._file.tell() % _ALIGNED))
        at, crc = self._file.tell(), 0
        for block in blocks:
            self._file.write(block)
            crc = zlib.crc32(block, crc)
        self._arrays[name] = [dtype.str, at, count, crc]


class ArrayFile:
    """A file of arrays that is open. Threads may share it; it is closed with its last array."""

    def __init__(self, path: Path) -> None:
        """Raises DamagedSegment, and OSError where there is no such file."""
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MARK) + _TRAILER.size:
                raise DamagedSegment(path, "the file is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        said = self._directory()
        self.facts: Json = said["facts"]
        self._crc = {name: crc for name, (_, _, _, crc) in said["arrays"].items()}
        arrays = {
            name: np.frombuffer(self._map, np.dtype(dtype), count, at)
            for name, (dtype, at, count, _) in said["arrays"].items()
        }
        #: Name -> array, read-only.
        self.arrays: Mapping[str, Array] = MappingProxyType(arrays)

    def verify(self) -> None:
        """Read everything. Raises DamagedSegment naming the first array that is not as written."""
        for name, array in self.arrays.items():
            crc = 0
            for block in _blocks(array):
                crc = zlib.crc32(block, crc)
                self.let_go()
            if crc != self._crc[name]:
                raise DamagedSegment(self.path, f"the array {name!r} is damaged", name)

    def let_go(self) -> None:
        """Keep nothing of what was read in memory; it is read again where it is wanted again.

        Who reads all of a file once would else have all of it counted as his own memory. Where
        the system cannot be told so, it sees to it by itself when memory grows short.
        """
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _directory(self) -> Json:
        at, length, crc, mark = _TRAILER.unpack(self._map[-_TRAILER.size :])
        if mark != MARK or self._map[: len(MARK)] != MARK:
            raise DamagedSegment(self.path, "it is no file of this program and version")
        directory = self._map[at : at + length]
        if len(directory) != length or zlib.crc32(directory) != crc:
            raise DamagedSegment(self.path, "its directory is damaged")
        said: Json = json.loads(directory)
        return said

"""Files of office programs for the tests: converted by LibreOffice, or OLE2 made by hand."""

import struct
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from searchapp.reading.libreoffice import office_program

_SECTOR: Final = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
#: A stream shorter than this would have to be kept elsewhere.
_SHORTEST: Final = 4096


def converted(files: Iterable[Path], ending: str, out: Path) -> list[Path]:
    """Each file in another format of LibreOffice's, by one run of it."""
    given = list(files)
    profile = (out / "profile").as_uri()
    call = [str(office_program()), f"-env:UserInstallation={profile}", "--headless"]
    subprocess.run(
        [*call, "--convert-to", ending, "--outdir", str(out), *map(str, given)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return [out / f"{file.stem}.{ending.partition(':')[0]}" for file in given]


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file with these streams."""
    sectors: list[bytes] = []
    chains: list[int] = []
    starts = []
    for stream in streams.values():
        padded = stream.ljust(max(_SHORTEST, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
        starts.append(_chain(sectors, chains, padded))
    names = ["Root Entry", *streams]
    entries = b"".join(
        _entry(name, at, len(names), starts, list(streams.values()))
        for at, name in enumerate(names)
    )
    directory = _chain(
        sectors, chains, entries.ljust(-(-len(entries) // _SECTOR) * _SECTOR, b"\0")
    )
    table = _END if not chains else len(sectors)
    chains.append(_FAT)
    assert len(chains) <= _SECTOR // 4
    sectors.append(struct.pack(f"<{len(chains)}L", *chains).ljust(_SECTOR, b"\xff"))
    header = struct.pack(
        "<8s16s5H6x4L2L2L2L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, directory, 0, _SHORTEST, _END, 0, _END, 0, table,
    )  # fmt: skip
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors)


def _chain(sectors: list[bytes], chains: list[int], content: bytes) -> int:
    """Add the content's sectors, each leading to the next, and give the number of the first."""
    first = len(sectors)
    count = len(content) // _SECTOR
    sectors += [content[at * _SECTOR : (at + 1) * _SECTOR] for at in range(count)]
    chains += [*range(first + 1, first + count), _END]
    return first


def _entry(name: str, at: int, count: int, starts: list[int], streams: list[bytes]) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    root = at == 0
    child = 1 if root and count > 1 else _FREE
    following = at + 1 if not root and at + 1 < count else _FREE
    start = _END if root else starts[at - 1]
    size = 0 if root else max(_SHORTEST, len(streams[at - 1]))
    return struct.pack(
        "<64sHBBLLL16sL8s8sLQ", written, len(written), 5 if root else 2, 1, _FREE, following,
        child, b"", 0, b"", b"", start, size,
    )  # fmt: skip


def locked_word_header() -> bytes:
    """How the main stream of a .doc with a password begins."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, 0x0100)

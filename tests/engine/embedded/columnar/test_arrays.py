"""A file of arrays gives back what was written, or says that it is damaged."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from searchapp.engine.embedded.columnar.arrays import (
    ArrayFile,
    ArrayWriter,
    DamagedSegment,
    narrowest,
)


def written(path: Path) -> Path:
    """A file with an array of each kind, an empty one and one that grew."""
    with ArrayWriter(path) as arrays:
        arrays.add("bytes", np.arange(5, dtype=np.uint8))
        arrays.add("nothing", np.zeros(0, dtype=np.uint32))
        growing = arrays.open("grown", np.uint32)
        arrays.add("long", np.array([2**40], dtype=np.uint64))
        for piece in range(3):
            growing.append(np.full(400_000, piece, dtype=np.uint16))
        arrays.finish({"passages": 3, "名": "松栎镇"})
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Arrays keep type, order and numbers, whole or grown, and the facts come back."""
    file = ArrayFile(written(tmp_path / "a.col"))
    file.verify()
    assert file.facts == {"passages": 3, "名": "松栎镇"}
    assert file.arrays["bytes"].tolist() == [0, 1, 2, 3, 4]
    assert file.arrays["nothing"].tolist() == []
    assert file.arrays["long"].tolist() == [2**40]
    grown = file.arrays["grown"]
    assert grown.dtype == np.uint32
    assert np.array_equal(grown, np.repeat(np.arange(3), 400_000))


def test_arrays_are_aligned_and_cannot_be_changed(tmp_path: Path) -> None:
    """Every array begins at a multiple of 64 bytes of the map, and is a view that cannot write."""
    file = ArrayFile(written(tmp_path / "a.col"))
    for array in file.arrays.values():
        assert array.ctypes.data % 64 == 0 or not array.size
        assert not array.flags.writeable


def test_only_the_file_is_left(tmp_path: Path) -> None:
    """What grew in temporary files is in the file alone once it is finished."""
    written(tmp_path / "a.col")
    assert [each.name for each in tmp_path.iterdir()] == ["a.col"]


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    """An exception while a file is written removes it."""
    with ArrayWriter(tmp_path / "a.col") as arrays, suppress(TypeError):
        arrays.add("bytes", np.arange(5, dtype=np.uint8))
        arrays.finish({"not for JSON": object()})
    assert not list(tmp_path.iterdir())


def test_a_name_is_written_once(tmp_path: Path) -> None:
    """A second array of the same name is refused."""
    with ArrayWriter(tmp_path / "a.col") as arrays:
        arrays.open("twice", np.uint8)
        with pytest.raises(ValueError, match="'twice' is written twice"):
            arrays.add("twice", np.zeros(1))


def test_numbers_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """Nothing is cut off to fit a type, neither in a piece nor in the narrowest one."""
    with ArrayWriter(tmp_path / "a.col") as arrays, pytest.raises(TypeError):
        arrays.open("small", np.uint8).append(np.array([1], dtype=np.uint16))
    with pytest.raises(ValueError, match="4294967296 does not fit"):
        narrowest(np.array([2**32]))


@pytest.mark.parametrize(
    ("largest", "width"), [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (2**32 - 1, 4)]
)
def test_the_narrowest_type_holds_the_largest(largest: int, width: int) -> None:
    """A number goes into as few bytes as hold it."""
    narrow = narrowest(np.array([0, largest]))
    assert (narrow.itemsize, narrow.tolist()) == (width, [0, largest])


def test_every_cut_and_every_flip_is_told(tmp_path: Path) -> None:
    """A file that was cut short anywhere, or changed in any byte of an array, says so."""
    path = tmp_path / "a.col"
    with ArrayWriter(path) as arrays:
        arrays.add("some", np.arange(9, dtype=np.uint16))
        arrays.add("more", np.arange(3, dtype=np.uint32))
        arrays.finish({"passages": 1})
    whole = path.read_bytes()
    blanks = _between_arrays(path)
    for at in range(len(whole)):
        path.write_bytes(whole[:at])
        with pytest.raises(DamagedSegment):
            ArrayFile(path)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        if at not in blanks:
            with pytest.raises(DamagedSegment):
                ArrayFile(path).verify()


def _between_arrays(path: Path) -> set[int]:
    """The places of the bytes that only align what follows."""
    first, second = (array.nbytes for array in ArrayFile(path).arrays.values())
    return {*range(8, 64), *range(64 + first, 128)} - {*range(128, 128 + second)}


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells")
def test_what_was_read_once_takes_no_memory(tmp_path: Path) -> None:
    """A merge reads all of its files, and they may be larger than the machine's memory."""
    path = tmp_path / "a.col"
    with ArrayWriter(path) as writer:
        writer.add("large", np.arange(1 << 22, dtype=np.uint32))
        writer.finish({})
    file = ArrayFile(path)
    assert int(file.arrays["large"].sum(dtype=np.int64)) == (1 << 21) * ((1 << 22) - 1)
    assert resident(path) >= 1 << 24
    file.verify()
    assert resident(path) < 1 << 22
    assert file.arrays["large"][-1] == (1 << 22) - 1


def resident(path: Path) -> int:
    """How many bytes of a mapped file are in this process's memory."""
    lines = Path("/proc/self/smaps").read_text("utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if line.endswith(str(path)))
    told = next(line for line in lines[at:] if line.startswith("Rss:"))
    return int(told.split()[1]) << 10

"""A damaged segment says so; it never ends the program, and once verified it never lies."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayFile, DamagedSegment
from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from tests.conftest import ROOT
from tests.engine.embedded.columnar import harmed
from tests.engine.embedded.columnar.written import bytes_of
from tests.engine.shelves import report_of

#: Makes other bytes of those of a file.
Harm: TypeAlias = Callable[[bytes], bytes]
#: All arrays and facts of a file.
Said: TypeAlias = tuple[Mapping[str, bytes], Mapping[str, Any]]

CORPUS = (
    report_of(
        "R1", "（一）调解，12万余件。", ("二、普法", "二、普法。法治 A b，萬件𠮷"), year=2023
    ),
    report_of("R2", "", " \u3000", "法治建设" * 70, "第3批1,234.5元，三百余人" * 9),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A segment with something in every array that may have something."""
    path = tmp_path_factory.mktemp("segment") / "MAIN_whole.col"
    builder = Builder()
    for filed in CORPUS:
        builder.add(filed)
    builder.write(path)
    return path


@st.composite
def harms(draw: st.DrawFn) -> Harm:
    """Bytes are changed, lost, put in, written over or taken for others; or all of it is cut."""
    at, to = sorted((draw(st.floats(0, 1)), draw(st.floats(0, 1))))
    mask, size = draw(st.integers(1, 255)), draw(st.sampled_from([1, 4, 64, 4096]))
    kind = draw(st.sampled_from(["flip", "cut", "lose", "insert", "erase", "copy"]))

    def harm(whole: bytes) -> bytes:
        first, second = (min(int(part * len(whole)), len(whole) - 1) for part in (at, to))
        piece = whole[first : first + size]
        return {
            "flip": whole[:first] + bytes([whole[first] ^ mask]) + whole[first + 1 :],
            "cut": whole[:first],
            "lose": whole[:first] + whole[first + size :],
            "insert": whole[:first] + bytes(size) + whole[first:],
            "erase": whole[:first] + bytes(len(piece)) + whole[first + len(piece) :],
            "copy": whole[:second] + piece + whole[second + len(piece) :],
        }[kind]

    return harm


@pytest.mark.property
@given(harm=harms())
@example(harm=lambda whole: whole + b"\0")
@example(harm=lambda whole: whole + whole)
@example(harm=lambda _: b"")
def test_a_damaged_file_says_so_or_says_what_it_said(whole: Path, harm: Harm) -> None:
    """Who opens and verifies it has an error that names the file, or every byte as written."""
    file = whole.with_name("MAIN_damaged.col")
    file.unlink(missing_ok=True)
    file.write_bytes(harm(whole.read_bytes()))
    assert read(file) in (said_in(whole), "damaged")


def read(path: Path) -> Said | str:
    """All that is in a file that was opened and verified; "damaged" where an error names it."""
    try:
        Segment(path).verify()
    except DamagedSegment as error:
        return "damaged" if str(path) in str(error) else str(error)
    return said_in(path)


def said_in(path: Path) -> Said:
    """All arrays and facts of a file."""
    file = ArrayFile(path)
    return bytes_of(file), file.facts


def test_the_array_that_is_damaged_is_named(whole: Path) -> None:
    """Wherever in it a bit is lost, and by a process to the one that it works for."""
    file = whole.with_name("MAIN_named.col")
    arrays = ArrayFile(whole).arrays
    base = min(array.ctypes.data for array in arrays.values())
    assert base % 64 == 0
    for name, array in arrays.items():
        for within in {0, array.nbytes // 2, array.nbytes - 1} if array.size else ():
            harmed = bytearray(whole.read_bytes())
            harmed[array.ctypes.data - base + 64 + within] ^= 4
            file.unlink(missing_ok=True)
            file.write_bytes(harmed)
            with pytest.raises(DamagedSegment, match=f"the array '{name}' is damaged") as told:
                Segment(file).verify()
            assert told.value.array == copy(told.value).array == name


@pytest.mark.parametrize(
    ("stranger", "why"),
    [
        (b"", "cut short"),
        (b"TOWNCOL1", "cut short"),
        (b"%PDF-1.7" * 20, "no file of this program and version"),
    ],
)
def test_a_stranger_is_no_segment(tmp_path: Path, stranger: bytes, why: str) -> None:
    """An empty file, a beginning and a file of another program are told from a segment."""
    file = tmp_path / "MAIN_a.col"
    file.write_bytes(stranger)
    with pytest.raises(DamagedSegment, match=why):
        Segment(file)


def test_another_version_of_the_format_is_refused(whole: Path, tmp_path: Path) -> None:
    """A file that a later program wrote is not read as if this one had."""
    file = tmp_path / "MAIN_a.col"
    file.write_bytes(whole.read_bytes().replace(b"TOWNCOL1", b"TOWNCOL2"))
    with pytest.raises(DamagedSegment, match="no file of this program and version"):
        Segment(file)


def test_what_is_damaged_unseen_never_ends_the_program(whole: Path, tmp_path: Path) -> None:
    """Read without being verified, a damaged file is answered from or raises: nothing worse."""
    run = subprocess.run(
        [sys.executable, "-m", harmed.__name__, whole, tmp_path / "a.col", "1"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout) == sum(array.size > 0 for array in ArrayFile(whole).arrays.values())

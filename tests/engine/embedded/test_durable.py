"""A file is given a new content whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from searchapp.engine.embedded.durable import sync, sync_folder, write_whole


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes | None]]:
    """What the system was asked to put on the disk, in order: name, and a file's content then."""
    asked: list[tuple[str, bytes | None]] = []
    fsync = os.fsync

    def watched(number: int) -> None:
        path = Path(f"/proc/self/fd/{number}").readlink()
        asked.append((path.name, path.read_bytes() if path.is_file() else None))
        fsync(number)

    monkeypatch.setattr(os, "fsync", watched)
    return asked


linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux what is open")


@linux
def test_a_file_is_on_the_disk_before_it_has_its_name_and_then_the_name_is(
    tmp_path: Path, synced: list[tuple[str, bytes | None]]
) -> None:
    """First the whole content under another name, then, with its own name, the folder."""
    write_whole(tmp_path / "file", b"whole")
    assert synced == [("file.new", b"whole"), (tmp_path.name, None)]
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@linux
def test_a_file_that_lies_there_already_is_put_on_the_disk(
    tmp_path: Path, synced: list[tuple[str, bytes | None]]
) -> None:
    """It is not changed by that."""
    (tmp_path / "file").write_bytes(b"written")
    sync(tmp_path / "file")
    sync_folder(tmp_path)
    assert synced == [("file", b"written"), (tmp_path.name, None)]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_file_stays_as_it_was_where_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """The error comes out, the old content stands, and nothing else lies beside it."""
    (tmp_path / "file").write_bytes(b"old")

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, failing, fails)
    with pytest.raises(OSError, match="no space"):
        write_whole(tmp_path / "file", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"

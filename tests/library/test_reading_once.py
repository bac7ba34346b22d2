"""A file is read and not kept."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.library import Refused, reading_once
from searchapp.library.reading_once import text_of
from searchapp.settings import Settings


def writes(content: bytes) -> Callable[[Path], None]:
    """Puts this into the file."""
    return lambda path: _put(path, content)


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def test_the_text_comes_with_private_numbers_masked(tmp_path: Path) -> None:
    """As in the reports, so that they can be held against one another; nothing is left of it."""
    own = Settings(home=tmp_path / "home")
    text = "受理纠纷131件。\n联系电话13912345678。"
    assert (
        text_of("稿.txt", writes(text.encode()), own) == "受理纠纷131件。\n联系电话139****5678。"
    )
    assert not own.home.exists()
    assert not [*Path(tempfile.gettempdir()).glob("searchapp-*/稿.txt")]


@pytest.mark.parametrize(
    "name", ["../../稿.txt", "C:\\稿.txt", "CON.txt", ".txt", "稿" * 300 + ".txt"]
)
def test_a_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    """Whatever a file is called, it is put into a folder of ours, and read."""
    put = []

    def write(path: Path) -> None:
        put.append(path)
        path.write_text("受理纠纷131件。", "utf-8")

    found = text_of(name, write, Settings(home=tmp_path))
    assert found == "受理纠纷131件。" or isinstance(found, Refused)
    assert put[0].parent.name.startswith("searchapp-")


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody waits for the answer."""
    monkeypatch.setattr(reading_once, "SECONDS", 0)
    found = text_of("稿.txt", writes("受理纠纷131件。".encode()), Settings(home=tmp_path))
    assert isinstance(found, Refused)
    assert "已放弃" in found.reason

"""A home for each test."""

from pathlib import Path

import pytest

from tests.library.homes import Home, new_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with the invented places and no report."""
    return new_home(tmp_path / "家 #1?")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside the home."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder

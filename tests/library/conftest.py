"""A home for each test, and a library on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.settings import Settings
from tests.library.databases import Cluster, cluster, programs
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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server, begun with the first test that needs it."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed here: no initdb on the path or where it is usual")
    with cluster(folder) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A home whose library is empty, on each kind of database in turn."""
    if request.param == "sqlite":
        return Settings(home=tmp_path)
    running: Cluster = request.getfixturevalue("postgresql")
    return Settings(home=tmp_path, library_url=running.new_database())

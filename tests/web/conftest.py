"""The pages over the sample reports."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.settings import Settings
from searchapp.web import create_app


@pytest.fixture(scope="session")
def engine(sample_home: Path) -> Engine:
    """The engine over the sample reports."""
    return EmbeddedEngine(Settings(home=sample_home).index)


@pytest.fixture(scope="session")
def client(engine: Engine, sample_home: Path) -> FlaskClient:
    """A visitor of the pages."""
    return create_app(engine, Settings(home=sample_home)).test_client()

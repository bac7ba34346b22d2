"""What all tests share: where the real reports lie, the gazetteer, hypothesis's profile."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Intake, Outcome
from searchapp.parsing import Gazetteer, gazetteer_of
from searchapp.settings import Settings
from tests.library.homes import Home
from tests.web.every_page import furnish

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpus"
SHARED = ROOT.parent / "shared"

# No deadline: the first call of the segmenter loads its dictionary. CI draws the same examples
# every time; elsewhere each run tries new ones.
settings.register_profile(
    "searchapp",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("searchapp")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real reports and the facts in them, beside the checkout."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"the real reports are not here: no folder {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """All places of the country and the invented ones of the sample reports."""
    return gazetteer_of(SAMPLES / "places.tsv")


@pytest.fixture(scope="session")
def furnished_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample reports with all that the pages tell of, once for all tests: they only read."""
    home = Home(Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("furnished") / "home")))
    furnish(home)
    return home


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the sample reports were taken, once for all tests: they only read it."""
    home = tmp_path_factory.mktemp("samples")
    shutil.copytree(SAMPLES, home / "corpus")
    own = Settings(home=home)
    verdicts = list(Intake(own, EmbeddedEngine(own.index), []).run())
    assert {verdict.outcome for verdict in verdicts} == {Outcome.ADDED}
    return home

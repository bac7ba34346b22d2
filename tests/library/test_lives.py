"""Whatever happens to a home, its library and index are what simple lists say."""

from pathlib import Path
from random import Random

import pytest

from tests.library.lives import live


@pytest.mark.property
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_doubled_in_a_life_by_chance(tmp_path: Path, seed: int) -> None:
    """Files change, move, break and go, people correct: texts, versions, facts stay true."""
    live(Random(seed), tmp_path, 12)

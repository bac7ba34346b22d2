"""Whatever happened to an index, it answers as if it had been made of what is left."""

from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.tiers import Tiers
from tests.engine.embedded.histories import live


@pytest.mark.property
@settings(max_examples=6)
@given(rng=st.randoms(use_true_random=False), changes=st.integers(1, 5))
def test_an_index_answers_as_one_that_was_made_anew(rng: Random, changes: int) -> None:
    """Reading all that is left, or an index of it made at once, gives the same answers."""
    with TemporaryDirectory() as folder:
        live(rng, Path(folder), changes, questions=3)


def test_histories_have_what_large_indexes_have(tmp_path: Path) -> None:
    """In longer histories there are many segments, deletions, merges, and changes given up."""
    limits = Limits(Tiers(fan_in=3, smallest=1, largest=200), batch=40)
    least = Counter({"segments": 5, "deletions": 3, "merged away": 10, "given up": 2})
    seen = Counter[str]()
    for seed in range(12):
        folder = tmp_path / str(seed)
        folder.mkdir()
        seen |= live(Random(seed), folder, changes=20, questions=1, limits=limits)
        if seen >= least:
            return
    raise AssertionError(seen)

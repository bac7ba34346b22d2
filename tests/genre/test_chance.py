"""The rows of all tables together, as chance combines them, are understood."""

from itertools import islice
from pathlib import Path

import pytest

from searchapp.parsing import Gazetteer
from searchapp.reading import read_file
from tests.genre.chance import case_of, plan_of
from tests.genre.soak import hold, soak
from tests.genre.writing import write

#: As many as the acceptance of the parser asks for; ``soak`` takes others, as many as one likes.
SEEDS = range(1, 121)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_made_by_chance_is_understood(seed: int, gazetteer: Gazetteer) -> None:
    """Facts, outline and passages are those of the plan, and what is missing there is None."""
    hold(gazetteer, seed)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_report_is_the_same_in_a_file(encoding: str, tmp_path: Path) -> None:
    """What holds of a text holds of the file with that text."""
    plans = filter(lambda plan: plan.site is None, map(plan_of, SEEDS))
    for plan in islice(plans, 5):
        document = write(plan).document
        file = tmp_path / f"{plan.seed}.txt"
        file.write_bytes(document.text.encode(encoding))
        assert read_file(file).text.rstrip() == document.text.rstrip()


def test_the_same_seed_writes_the_same_report() -> None:
    """A failure can be shown again."""
    assert case_of(7) == case_of(7)


def test_the_reports_of_chance_have_holes_and_have_none() -> None:
    """Many have every fact; each of the facts that may be lost is lost in some."""
    holes = [case_of(seed).truth.holes for seed in SEEDS]
    assert sum(not each for each in holes) > len(holes) / 4
    assert {"title", "place", "doc_number"} <= frozenset().union(*holes)


def test_a_soak_goes_on_until_its_time_is_up(gazetteer: Gazetteer) -> None:
    """It counts the reports that it held."""
    assert soak(gazetteer, seconds=0.2, seed=SEEDS.start) > 0

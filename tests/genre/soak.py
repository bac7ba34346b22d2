"""As many reports by chance as one likes, each held against what is true of it."""

import time
from itertools import count

from searchapp.parsing import Gazetteer, parse
from tests.genre.chance import case_of
from tests.genre.truth import differences


def soak(gazetteer: Gazetteer, seconds: float, seed: int) -> int:
    """How many reports, from this seed on, were understood until the time was up.

    Raises AssertionError with the seed of the first that was not, and each fact in which.
    """
    until = time.monotonic() + seconds
    for written in count():
        if time.monotonic() > until:
            return written
        hold(gazetteer, seed + written)
    raise AssertionError


def hold(gazetteer: Gazetteer, seed: int) -> None:
    """Raise AssertionError unless the report of this seed is understood."""
    case = case_of(seed)
    wrong = list(differences(parse(case.document, gazetteer), case.truth))
    assert not wrong, "\n".join([f"seed {seed}:", *wrong])

"""Which places are near one another: ``searchapp.query.Near`` on arrays."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.places import Occurrences, united

#: No passage is longer than this; whatever stands so far apart is as near as can be.
_FARTHEST: Final = 1 << 32


def reached(operands: Sequence[Occurrences], distances: Sequence[int]) -> list[Occurrences]:
    """For each operand its places that end a row from the first operand on."""
    found = [operands[0]]
    for operand, distance in zip(operands[1:], distances, strict=True):
        found.append(near(operand, found[-1], distance))
    return found


def parts(operands: Sequence[Occurrences], distances: Sequence[int]) -> Occurrences:
    """Every place of an operand that has a part in a row of all operands."""
    rows = reached(operands, distances)
    kept = [rows[-1]]
    for operand, distance in zip(rows[-2::-1], reversed(distances), strict=True):
        kept.append(near(operand, kept[-1], distance))
    return united(kept)


def near(places: Occurrences, others: Occurrences, distance: int) -> Occurrences:
    """Those of the places that are near one of the others: see ``searchapp.query.Near``."""
    if not len(places) or not len(others):
        return places.only(np.zeros(len(places), dtype=np.bool_))
    apart = min(distance, _FARTHEST)
    start, end = _spread(places, apart)
    other_starts, other_ends = _spread(others, apart)
    other_ends = np.sort(other_ends)
    behind = np.searchsorted(other_starts, end)
    is_before = np.append(other_starts, np.iinfo(np.int64).max)[behind] - end <= apart
    before = np.searchsorted(other_ends, start, side="right")
    is_behind = start - np.append(-apart - 1, other_ends)[before] <= apart
    return places.only(is_before | is_behind)


def _spread(places: Occurrences, apart: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends, so far apart from passage to passage that no two of them are near."""
    shift = places.documents.astype(np.int64) * (apart + 1)
    return places.start + shift, places.end + shift

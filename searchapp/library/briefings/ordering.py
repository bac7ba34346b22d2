"""Two people put the same things in order at once: the order that keeps the moves of both."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence


def together(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], kept: Collection[str]
) -> list[str]:
    """Those of ``kept`` in one order, each of which stands in ``mine`` or ``theirs``.

    What only one side moved or added stands where that side has it; what both moved, where it is
    in ``theirs``. What both added at one place: theirs, then mine.
    """
    common = {*base} & {*mine} & {*theirs}
    moved = _moved(base, mine, common) - _moved(base, theirs, common)
    frame = [name for name in theirs if name in kept and name not in moved]
    known, following = {*base, *mine}, _following([name for name in mine if name in kept], frame)
    order: list[str] = []
    anchor = ""
    for name in frame:
        if name in known:
            order += following[anchor]
            anchor = name
        order.append(name)
    return order + following[anchor]


def _following(mine: Sequence[str], frame: Sequence[str]) -> defaultdict[str, list[str]]:
    """Each of the frame, or "" for its beginning -> what I have after it that it lacks."""
    framed, anchor = set(frame), ""
    following = defaultdict[str, list[str]](list)
    for name in mine:
        if name in framed:
            anchor = name
        else:
            following[anchor].append(name)
    return following


def _moved(base: Sequence[str], side: Sequence[str], common: Collection[str]) -> set[str]:
    """What of the common a side moved: as few as can be, the others stand as they stood."""
    place = {name: at for at, name in enumerate(base)}
    names = [name for name in side if name in common]
    stayed = {names[at] for at in _rising([place[name] for name in names])}
    return set(names) - stayed


def _rising(numbers: Sequence[int]) -> Iterator[int]:
    """Where the numbers of a longest rising run stand, the last first; no number is there twice.

    >>> list(_rising([4, 1, 2, 5, 3]))
    [4, 2, 1]
    """
    least: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(least, number)
        before.append(ends[length - 1] if length else -1)
        least[length : length + 1] = [number]
        ends[length : length + 1] = [at]
    at = ends[-1] if ends else -1
    while at >= 0:
        yield at
        at = before[at]

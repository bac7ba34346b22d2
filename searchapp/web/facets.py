"""Facets as a page shows them: places as a tree, years as bars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from searchapp.engine import FacetName, FacetValue
from searchapp.reports import LEVELS, Level, shared_digits
from searchapp.web.address import Address

#: With more children than this a place is shown closed, unless one of them is chosen.
_OPEN: Final = 24
#: A bar of the highest year has this height, in units of the drawing.
BAR_HEIGHT: Final = 40


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place with its counts and the places in it, in the order of their codes."""

    level: Level
    value: FacetValue
    children: tuple["PlaceNode", ...]
    chosen: bool

    @property
    def open(self) -> bool:
        """Whether its places are shown at once."""
        return len(self.children) <= _OPEN or any(child.chosen_inside for child in self.children)

    @property
    def chosen_inside(self) -> bool:
        """Whether it or a place in it is chosen."""
        return self.chosen or any(child.chosen_inside for child in self.children)


def place_tree(
    facets: Mapping[FacetName, tuple[FacetValue, ...]], address: Address
) -> tuple[PlaceNode, ...]:
    """The place facets of all levels as trees, one for each province; 未标注 last.

    A place without a city hangs on its province. A missing town is shown only where nothing of
    the place is known.
    """
    return tuple(_nodes(list(LEVELS), "", facets, address))


def _nodes(
    levels: Sequence[Level],
    inside: str,
    facets: Mapping[FacetName, tuple[FacetValue, ...]],
    address: Address,
) -> Iterator[PlaceNode]:
    """The nodes of the first of the levels inside a place, and of lower ones that skip it.

    ``inside`` is what the codes of all places there begin with.
    """
    if not levels:
        return
    level, *lower = levels
    here = [value for value in facets[level] if _lies_in(value, inside, level)]
    covered = [shared_digits(str(value.value), level) for value in here if value.value]
    nodes = [
        PlaceNode(
            level,
            value,
            tuple(_nodes(lower, shared_digits(str(value.value), level), facets, address))
            if value.value
            else (),
            address.chose(level, value.value),
        )
        for value in here
    ]
    skipping = [
        node
        for node in _nodes(lower, inside, facets, address)
        if node.value.value and not _covered(str(node.value.value), covered)
    ]
    known = sorted(
        (node for node in (*nodes, *skipping) if node.value.value),
        key=lambda n: str(n.value.value),
    )
    yield from known
    yield from (node for node in nodes if not node.value.value)


def _lies_in(value: FacetValue, prefix: str, level: Level) -> bool:
    if value.value is None:
        return level == "province"
    return str(value.value).startswith(prefix)


def _covered(code: str, prefixes: Sequence[str]) -> bool:
    return any(code.startswith(prefix) for prefix in prefixes)


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year with its counts; ``height`` is of ``BAR_HEIGHT``, at least 1."""

    value: FacetValue
    height: int


def year_bars(values: Sequence[FacetValue]) -> tuple[YearBar, ...]:
    """The years as bars, the oldest first and without gaps; 未标注 is no bar."""
    dated = sorted((v for v in values if v.value is not None), key=lambda v: int(v.value or 0))
    most = max((value.passages for value in dated), default=1) or 1
    between = [
        FacetValue(year, str(year), 0, 0)
        for before, after in pairwise(dated)
        for year in range(int(before.value or 0) + 1, int(after.value or 0))
    ]
    every = sorted([*dated, *between], key=lambda v: int(v.value or 0))
    return tuple(YearBar(v, max(1, round(BAR_HEIGHT * v.passages / most))) for v in every)

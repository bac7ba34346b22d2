"""The places of an answer as a tree: each below the one that it lies in."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import merge
from typing import Final

from searchapp.engine import FacetName, FacetValue
from searchapp.reports import LEVELS, Level, shared_digits
from searchapp.web.address import Address

#: With more children than this a place shows some of them, and the rest when it is asked to.
_MOST: Final = 12
#: So many it then shows: those with most passages.
_FRONT: Final = 8
#: A tree of more bytes than this lists the towns of a county when something in it is chosen.
_ROOM: Final = 48_000
#: A place takes so many bytes of a page, besides what is typed and chosen.
_ENTRY: Final = 260
#: Other levels are few; towns may be thousands.
_TOWN: Final = LEVELS[-1]


@dataclass(frozen=True)
class PlaceNode:
    """A place with its counts and the places in it, in the order of their codes.

    ``folded`` is how many towns in it are not listed, for want of room.
    """

    level: Level
    value: FacetValue
    children: tuple["PlaceNode", ...]
    chosen: bool
    folded: int = 0

    @cached_property
    def front(self) -> tuple["PlaceNode", ...]:
        """Its places that are shown at once: all, or those with most passages and the chosen."""
        if len(self.children) <= _MOST:
            return self.children
        ranked = sorted(self.children, key=lambda child: -child.value.passages)
        first = {child.value.value for child in ranked[:_FRONT]}
        return tuple(c for c in self.children if c.chosen_inside or c.value.value in first)

    @cached_property
    def rest(self) -> tuple["PlaceNode", ...]:
        """Its other places, in the same order."""
        front = {child.value.value for child in self.front}
        return tuple(child for child in self.children if child.value.value not in front)

    @property
    def rest_called(self) -> str:
        """What its other places are."""
        names = {"town": "乡镇", "county": "区县", "city": "市州", "province": "省"}
        return names[self.rest[0].level]

    @cached_property
    def chosen_inside(self) -> bool:
        """Whether it or a place in it is chosen."""
        return self.chosen or any(child.chosen_inside for child in self.children)


@dataclass(frozen=True, slots=True)
class _Region:
    """A place above the towns, and those of them that lie in it; what its codes begin with."""

    level: Level
    value: FacetValue
    digits: str
    inside: list["_Region"] = field(default_factory=list)


def place_tree(
    facets: Mapping[FacetName, tuple[FacetValue, ...]], address: Address
) -> tuple[PlaceNode, ...]:
    """The place facets of all levels as trees, one for each province; 未标注 last.

    The values of each level come in the order of their codes. A place without a city hangs on its
    province. A missing town is shown only where nothing of the place is known. Of many places,
    the towns are listed where one of them, or what they lie in, is chosen: each repeats the whole
    question in its address.
    """
    asked = len(address.typed.encode()) + sum(
        len(f"{name}={value}&") for name, value in address.choices
    )
    has_room = sum(len(facets[level]) for level in LEVELS) * (_ENTRY + asked) <= _ROOM
    planting = _Planting(facets[_TOWN], frozenset(address.choices), has_room=has_room)
    largest = LEVELS[0]
    unknown = (value for value in facets[largest] if value.value is None)
    return (
        *planting.all_of(_regions(facets)),
        *(PlaceNode(largest, v, (), address.chose(largest, None)) for v in unknown),
    )


def _regions(facets: Mapping[FacetName, tuple[FacetValue, ...]]) -> list[_Region]:
    """The places above the towns that lie in no other, in the order of their codes."""
    every = [
        _Region(level, value, shared_digits(str(value.value), level))
        for level in LEVELS
        for value in facets[level]
        if level != _TOWN and value.value is not None
    ]
    roots: list[_Region] = []
    around: list[_Region] = []
    # What something lies in comes right before it: its digits begin those of the other.
    for region in sorted(every, key=lambda each: each.digits):
        if around and around[-1].digits == region.digits:
            # A place of two names: whatever lies in it is shown below both.
            region = replace(region, inside=around[-1].inside)
        while around and not _is_in(region, around[-1]):
            around.pop()
        (around[-1].inside if around else roots).append(region)
        around.append(region)
    return roots


def _is_in(region: _Region, other: _Region) -> bool:
    return region.digits != other.digits and region.digits.startswith(other.digits)


class _Planting:
    """Makes nodes of regions, and of the towns that hang on them."""

    def __init__(
        self, towns: Sequence[FacetValue], chosen: frozenset[tuple[str, str]], *, has_room: bool
    ) -> None:
        """Without room towns are listed only where something is chosen."""
        self._towns = [value for value in towns if value.value is not None]
        self._codes = [str(value.value) for value in self._towns]
        self._chosen = chosen
        self._has_room = has_room

    def all_of(self, roots: Sequence[_Region]) -> tuple[PlaceNode, ...]:
        """The trees, and the towns that hang on none, in the order of their codes."""
        alone = self._hanging(0, len(self._towns), roots)
        return self._side_by_side(roots, alone, whole=self._has_room)

    def _node(self, region: _Region, *, whole: bool) -> PlaceNode:
        """``whole`` has all towns listed."""
        is_chosen = self._is_chosen(region.level, region.value)
        towns = self._hanging(*self._range(region), region.inside)
        is_listed = whole or is_chosen or self._is_any_chosen(towns)
        children = self._side_by_side(region.inside, towns if is_listed else [], whole=is_listed)
        folded = 0 if is_listed else len(towns)
        return PlaceNode(region.level, region.value, children, is_chosen, folded)

    def _side_by_side(
        self, regions: Sequence[_Region], towns: Sequence[FacetValue], *, whole: bool
    ) -> tuple[PlaceNode, ...]:
        larger = (self._node(region, whole=whole) for region in regions)
        if not towns:
            return tuple(larger)
        listed = [PlaceNode(_TOWN, town, (), self._is_chosen(_TOWN, town)) for town in towns]
        return tuple(merge(larger, listed, key=lambda node: str(node.value.value)))

    def _hanging(self, first: int, last: int, regions: Sequence[_Region]) -> list[FacetValue]:
        """The towns from ``first`` to before ``last`` that lie in none of the regions."""
        hanging: list[FacetValue] = []
        for region in regions:
            begin, end = self._range(region)
            hanging += self._towns[first:begin]
            first = max(first, end)
        return hanging + self._towns[first:last]

    def _range(self, region: _Region) -> tuple[int, int]:
        """The first of the towns in a region, and the first behind them."""
        codes, digits = self._codes, region.digits
        return bisect_left(codes, digits), bisect_left(codes, f"{digits}:")

    def _is_any_chosen(self, towns: Sequence[FacetValue]) -> bool:
        return bool(self._chosen) and any(self._is_chosen(_TOWN, town) for town in towns)

    def _is_chosen(self, level: Level, value: FacetValue) -> bool:
        return (level, value.value) in self._chosen

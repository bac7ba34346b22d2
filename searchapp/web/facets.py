"""Facets as a page shows them: places as a tree, years as bars."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from searchapp.engine import FacetName, FacetValue
from searchapp.library.yearly import YearShare
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
#: What is chosen together, and a facet that shows whether there is anything to choose.
_GROUPS: Final[dict[str, FacetName]] = {
    "place": "province",
    "year": "year",
    "section": "section",
    "genre": "genre",
}
#: A bar of the highest year has this height, in units of the drawing.
BAR_HEIGHT: Final = 40
#: One year alone shows nothing of how it went on.
_FEWEST_YEARS: Final = 2


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place with its counts and the places in it, in the order of their codes.

    ``folded`` is how many towns in it are not listed, for want of room.
    """

    level: Level
    value: FacetValue
    children: tuple["PlaceNode", ...]
    chosen: bool
    folded: int = 0

    @property
    def front(self) -> tuple["PlaceNode", ...]:
        """Its places that are shown at once: all, or those with most passages and the chosen."""
        if len(self.children) <= _MOST:
            return self.children
        ranked = sorted(self.children, key=lambda child: -child.value.passages)
        first = {child.value.value for child in ranked[:_FRONT]}
        return tuple(c for c in self.children if c.chosen_inside or c.value.value in first)

    @property
    def rest(self) -> tuple["PlaceNode", ...]:
        """Its other places, in the same order."""
        front = {child.value.value for child in self.front}
        return tuple(child for child in self.children if child.value.value not in front)

    @property
    def rest_called(self) -> str:
        """What its other places are."""
        names = {"town": "乡镇", "county": "区县", "city": "市州", "province": "省"}
        return names[self.rest[0].level]

    @property
    def chosen_inside(self) -> bool:
        """Whether it or a place in it is chosen."""
        return self.chosen or any(child.chosen_inside for child in self.children)


def place_tree(
    facets: Mapping[FacetName, tuple[FacetValue, ...]], address: Address
) -> tuple[PlaceNode, ...]:
    """The place facets of all levels as trees, one for each province; 未标注 last.

    A place without a city hangs on its province. A missing town is shown only where nothing of
    the place is known. Of many places, the towns are listed where something beside them is
    chosen: each repeats the whole question in its address.
    """
    tree = tuple(_nodes(list(LEVELS), "", _Places(facets), address))
    asked = len(address.typed.encode()) + sum(
        len(f"{name}={value}&") for name, value in address.choices
    )
    if sum(len(facets[level]) for level in LEVELS) * (_ENTRY + asked) <= _ROOM:
        return tree
    return tuple(map(_folded, tree))


def _folded(node: PlaceNode) -> PlaceNode:
    """The place without the towns that hang on it, unless one of them or it is chosen."""
    if node.chosen or any(child.level == "town" and child.chosen for child in node.children):
        return node
    larger = tuple(_folded(child) for child in node.children if child.level != "town")
    return replace(node, children=larger, folded=len(node.children) - len(larger))


class _Places:
    """The values of the place facets by code: whatever lies in a place is found by bisection."""

    def __init__(self, facets: Mapping[FacetName, tuple[FacetValue, ...]]) -> None:
        self._known = {
            level: sorted((v for v in facets[level] if v.value), key=_code) for level in LEVELS
        }
        self._codes = {level: list(map(_code, known)) for level, known in self._known.items()}
        self._unknown = [value for value in facets[LEVELS[0]] if value.value is None]

    def inside(self, level: Level, digits: str) -> Sequence[FacetValue]:
        """The values of a level whose codes begin so; of the largest level 未标注 besides."""
        codes = self._codes[level]
        first, last = bisect_left(codes, digits), bisect_left(codes, f"{digits}:")
        known = self._known[level][first:last]
        return [*known, *self._unknown] if level == LEVELS[0] else known


def _code(value: FacetValue) -> str:
    return str(value.value)


def _nodes(
    levels: Sequence[Level],
    inside: str,
    places: _Places,
    address: Address,
    covered: frozenset[str] = frozenset(),
) -> Iterator[PlaceNode]:
    """The nodes of the first of the levels inside a place, and of lower ones that skip it.

    ``inside`` is what the codes of all places there begin with; what begins as one of ``covered``
    hangs elsewhere.
    """
    if not levels:
        return
    level, *lower = levels
    here = [each for each in places.inside(level, inside) if not _begins(each, covered)]
    digits = {each: shared_digits(_code(each), level) for each in here if each.value}
    nodes = [
        PlaceNode(
            level,
            value,
            tuple(_nodes(lower, digits[value], places, address)) if value.value else (),
            address.chose(level, value.value),
        )
        for value in here
    ]
    skipping = _nodes(lower, inside, places, address, covered.union(digits.values()))
    known = (node for node in (*nodes, *skipping) if node.value.value)
    yield from sorted(known, key=lambda node: _code(node.value))
    yield from (node for node in nodes if not node.value.value)


def _begins(value: FacetValue, prefixes: frozenset[str]) -> bool:
    code = _code(value)
    return any(code[:length] in prefixes for length in set(map(len, prefixes)))


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year with its counts; ``height`` is of ``BAR_HEIGHT``, at least 1."""

    value: FacetValue
    height: int
    chosen: bool


def year_bars(values: Sequence[FacetValue], address: Address) -> tuple[YearBar, ...]:
    """The years as bars, the oldest first and without gaps; 未标注 is no bar."""
    dated = sorted((v for v in values if v.value is not None), key=lambda v: int(v.value or 0))
    most = max((value.passages for value in dated), default=1) or 1
    between = [
        FacetValue(year, str(year), 0, 0)
        for before, after in pairwise(dated)
        for year in range(int(before.value or 0) + 1, int(after.value or 0))
    ]
    every = sorted([*dated, *between], key=lambda v: int(v.value or 0))
    return tuple(
        YearBar(
            each,
            max(1, round(BAR_HEIGHT * each.passages / most)),
            address.chose("year", each.value),
        )
        for each in every
    )


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A year of the chart; ``height`` is of ``BAR_HEIGHT``, at least 1 where one says it."""

    share: YearShare
    height: int


def share_bars(shares: Sequence[YearShare]) -> tuple[ShareBar, ...]:
    """The share of each year's reports that say it as bars; none where there is one year."""
    if len(shares) < _FEWEST_YEARS:
        return ()
    return tuple(ShareBar(each, _height_of(each)) for each in shares)


def _height_of(share: YearShare) -> int:
    if not share.mentioned:
        return 0
    return max(1, round(BAR_HEIGHT * share.mentioned / share.held))


def group_labels(
    facets: Mapping[FacetName, tuple[FacetValue, ...]], address: Address
) -> dict[str, str]:
    """What is chosen of each kind, in a word or two, as the buttons of a narrow window have it."""
    chosen = [facet for facet, _ in address.choices]
    years = [address.label(choice) for choice in address.choices if choice[0] == "year"]
    counts = {
        "place": sum(facet in LEVELS for facet in chosen),
        "section": chosen.count("section"),
        "genre": chosen.count("genre"),
    }
    told = {group: str(count or "") for group, count in counts.items()}
    told["year"] = years[0] if len(years) == 1 else str(len(years) or "")
    return {
        group: told[group]
        for group, name in _GROUPS.items()
        if told[group] or _is_offered(facets, name)
    }


def _is_offered(facets: Mapping[FacetName, tuple[FacetValue, ...]], name: FacetName) -> bool:
    """Whether something can be chosen of a facet; of genres there must be several."""
    values = facets[name]
    return len(values) > 1 if name == "genre" else any(value.passages for value in values)

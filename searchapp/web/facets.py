"""Facets as a page shows them: years as bars, and what is chosen in a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from searchapp.engine import FacetName, FacetValue
from searchapp.library.yearly import YearShare
from searchapp.reports import LEVELS
from searchapp.web.address import Address

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

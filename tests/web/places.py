"""Invented places, and the facets that an engine makes of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from searchapp.engine import FacetName, FacetValue
from searchapp.reports import LEVELS, UNLABELLED, Place

SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
TINGLAN = Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省")
QUARTER = Place("980230121", "柳浦镇", "泊云县", None, "沅江市")
UNDIVIDED = Place("990300101", "梧港街道", None, "鲸州市", "岚川省")


def facets_of(places: Iterable[Place | None]) -> dict[FacetName, tuple[FacetValue, ...]]:
    """The place facets of one report in each of these places, as an engine gives them."""
    places = list(places)
    return {level: tuple(values_of(places, level)) for level in LEVELS}


def values_of(places: list[Place | None], level: Any) -> Iterator[FacetValue]:
    known = [place for place in places if place and place.code_of(level)]
    for code in sorted({place.code_of(level) or "" for place in known}):
        here = [place for place in known if place.code_of(level) == code]
        yield FacetValue(code, str(here[0].name(level)), len(here), len(here))
    lacking = sum(place is None or (level == "town" and not place.town) for place in places)
    if lacking:
        yield FacetValue(None, UNLABELLED, lacking, lacking)

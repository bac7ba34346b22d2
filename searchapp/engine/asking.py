"""A question: what to look for, among what, and which part of the answer is wanted."""

from dataclasses import dataclass
from enum import StrEnum

from searchapp.query import Query
from searchapp.reports import Genre, Level, SectionKind


class Sort(StrEnum):
    """The order of hits; ties are always broken by newest, then place, report and passage."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place by name or division code; ``value`` None means that the level could not be told."""

    level: Level
    value: str | None


@dataclass(frozen=True, slots=True)
class YearRange:
    """The years from ``first`` to ``last``, both included; both None means no year."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its filters: several choices of one kind are OR, different kinds are AND.

    Places of all levels are one kind, for they are one tree. ``limit`` None asks for all hits.
    """

    query: Query
    places: tuple[PlaceChoice, ...] = ()
    years: tuple[YearRange, ...] = ()
    kinds: tuple[SectionKind, ...] = ()
    genres: tuple[Genre, ...] = ()
    whole_words: bool = False
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int | None = 10

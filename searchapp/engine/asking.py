"""A question: what to look for, among what, and which part of the answer is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from searchapp.query import (
    All,
    Condition,
    Either,
    GenreChoice,
    KindChoice,
    PlaceChoice,
    Query,
    Scope,
    YearRange,
    in_whole_words,
)
from searchapp.reports import Genre, SectionKind


class Sort(StrEnum):
    """The order of hits; ties are always broken by newest, then place, report and passage."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its filters: several choices of one kind are OR, different kinds are AND.

    Places of all levels are one kind, for they are one tree. ``among`` are the ids of the only
    reports to look in, None for all. ``within`` says how far apart the
    parts of the query may stand. ``offset`` and ``limit`` count passages, or reports when hits are
    ``grouped`` by report; ``limit`` None asks for all. With ``explained`` each hit says why it
    stands where it does.
    """

    query: Query
    places: tuple[PlaceChoice, ...] = ()
    years: tuple[YearRange, ...] = ()
    kinds: tuple[SectionKind, ...] = ()
    genres: tuple[Genre, ...] = ()
    among: frozenset[str] | None = None
    whole_words: bool = False
    within: Scope = Scope.PASSAGE
    sort: Sort = Sort.RELEVANCE
    grouped: bool = False
    explained: bool = False
    offset: int = 0
    limit: int | None = 10

    @property
    def sought(self) -> Query:
        """The query as it is to be evaluated, whole words considered."""
        return in_whole_words(self.query) if self.whole_words else self.query

    @property
    def choices(self) -> Mapping[str, tuple[Condition, ...]]:
        """The choices by their kind: ``place``, ``year``, ``section`` and ``genre``."""
        return {
            "place": self.places,
            "year": self.years,
            "section": tuple(map(KindChoice, self.kinds)),
            "genre": tuple(map(GenreChoice, self.genres)),
        }

    @property
    def narrowed(self) -> Query:
        """The query as it is evaluated, with the choices as conditions beside it."""
        choices = [chosen for chosen in self.choices.values() if chosen]
        conditions = [Either(chosen) if len(chosen) > 1 else chosen[0] for chosen in choices]
        return All((self.sought, *conditions)) if conditions else self.sought

"""An answer: exact totals, facets, and the hits that were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from searchapp.engine.ranking import Why
from searchapp.reports import Place, SectionKind
from searchapp.text import Span

FacetName = Literal["province", "city", "county", "town", "year", "section", "genre"]
#: The facets in the order in which they are shown.
FACETS: Final[tuple[FacetName, ...]] = (
    *("province", "city", "county", "town"),
    *("year", "section", "genre"),
)


@dataclass(frozen=True, slots=True)
class Totals:
    """段 passages, 篇 reports, and for a single phrase 处 occurrences, overlapping ones too."""

    passages: int
    reports: int
    occurrences: int | None = None


class FacetValue(NamedTuple):
    """How many passages and reports fall under a value: a division code, year, kind or genre.

    The value None is 未标注. It is a tuple: an answer has one for each of thousands of towns.
    """

    value: str | int | None
    label: str
    passages: int
    reports: int


@dataclass(frozen=True, slots=True)
class TakenFigure:
    """What a ``#`` took: as written, as a number where it is a definite one, unit, and place."""

    written: str
    number: int | float | None
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with the places in ``text`` that say what was asked for.

    ``spans`` come in order and may overlap, but none lies inside another. ``across`` are the words
    that stand in it only across two others. ``recognised``: the text was read off a picture.
    """

    report: str
    version: int
    title: str
    place: Place | None
    year: int | None
    kind: SectionKind
    section: tuple[str, ...]
    passage: int
    text: str
    spans: tuple[Span, ...]
    across: tuple[str, ...] = ()
    figures: tuple[TakenFigure, ...] = ()
    why: Why | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A report with ``passages`` hits, of which the first are given, in the order of the hits."""

    passages: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. A facet's counts leave its own choice out.

    Places come in the order of their codes, years newest first, 未标注 last. ``groups`` are the
    reports of the hits, where these were to be grouped.
    """

    total: Totals
    facets: Mapping[FacetName, tuple[FacetValue, ...]]
    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()

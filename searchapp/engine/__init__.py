"""What does a searcher need of an index? The seam between questions and any engine.

``Engine`` answers ``Asked`` with ``Found`` and gives out reports; ``Writer`` changes what it
holds. ``engine.embedded`` is the engine in use; ``tests/engine/contract.py`` holds any engine to
what it promises.
"""

from searchapp.engine.asking import Asked, PlaceChoice, Sort, YearRange
from searchapp.engine.choices import read_genre, read_kind, read_place, read_years
from searchapp.engine.found import FACETS, FacetName, FacetValue, Found, Hit, Totals
from searchapp.engine.highlighting import Snippet, merged, pieces, snippet
from searchapp.engine.json import found_json
from searchapp.engine.protocol import Engine, Writer

__all__ = [
    "FACETS",
    "Asked",
    "Engine",
    "FacetName",
    "FacetValue",
    "Found",
    "Hit",
    "PlaceChoice",
    "Snippet",
    "Sort",
    "Totals",
    "Writer",
    "YearRange",
    "found_json",
    "merged",
    "pieces",
    "read_genre",
    "read_kind",
    "read_place",
    "read_years",
    "snippet",
]

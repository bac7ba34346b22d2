"""What does a searcher need of an index? The seam between questions and any engine.

``Engine`` answers ``Asked`` with ``Found``, helps on with ``Advice``, and gives out reports;
``Writer`` changes what it holds; ``verify`` holds an answer against reading every passage.
``engine.embedded`` is the engine in use; ``tests/engine/contract.py`` holds any engine to what it
promises.
"""

from searchapp.engine.advice import Advice, Correction, Looser, PartCount
from searchapp.engine.asking import Asked, Sort
from searchapp.engine.comparing import Change, Piece, PieceFate, compared
from searchapp.engine.completing import Beginning
from searchapp.engine.concordance import Beside, Row, rows
from searchapp.engine.damage import Damage
from searchapp.engine.found import (
    FACETS,
    FacetName,
    FacetValue,
    Found,
    Group,
    Hit,
    TakenFigure,
    Totals,
)
from searchapp.engine.highlighting import Snippet, merged, pieces, snippet
from searchapp.engine.json import advice_json, found_json, rows_json
from searchapp.engine.likeness import LEAST, Alike, Likeness, likeness
from searchapp.engine.nearest import Nearest, longest_piece, nearest
from searchapp.engine.protocol import Engine, Writer
from searchapp.engine.ranking import Because, Why
from searchapp.engine.tally import Tally
from searchapp.engine.verifying import Verification, sampled, verify, verify_all

__all__ = [
    "FACETS",
    "LEAST",
    "Advice",
    "Alike",
    "Asked",
    "Because",
    "Beginning",
    "Beside",
    "Change",
    "Correction",
    "Damage",
    "Engine",
    "FacetName",
    "FacetValue",
    "Found",
    "Group",
    "Hit",
    "Likeness",
    "Looser",
    "Nearest",
    "PartCount",
    "Piece",
    "PieceFate",
    "Row",
    "Snippet",
    "Sort",
    "TakenFigure",
    "Tally",
    "Totals",
    "Verification",
    "Why",
    "Writer",
    "advice_json",
    "compared",
    "found_json",
    "likeness",
    "longest_piece",
    "merged",
    "nearest",
    "pieces",
    "rows",
    "rows_json",
    "sampled",
    "snippet",
    "verify",
    "verify_all",
]

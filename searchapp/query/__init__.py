"""What does a reader ask for? From what was typed to a tree whose nodes can judge a passage.

``parse_query`` never fails. A node's ``matches`` and ``spans`` read one passage; a ``Reading``
holds a query against a whole report, at any ``Scope``, and is the oracle of every engine.
``described`` says in Chinese how a query was understood.
"""

from searchapp.query.candidate import Candidate, candidates
from searchapp.query.conditions import (
    Condition,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    ReportCondition,
    TitleSays,
    YearRange,
)
from searchapp.query.deciding import Known, decided, without_texts
from searchapp.query.describing import LEVEL_NAMES, Described, described, stretch
from searchapp.query.fields import (
    read_dates,
    read_genre,
    read_kind,
    read_level,
    read_place,
    read_years,
)
from searchapp.query.leaves import (
    GAP,
    SENTENCE_ENDS,
    Leaf,
    Near,
    Pattern,
    Phrase,
    Place,
    Run,
    Taken,
    Wild,
    figure_marks,
    figure_places,
    numbered_figures,
    outermost,
)
from searchapp.query.lexer import QUOTES
from searchapp.query.parser import LONGEST_QUERY, Understood, parse_query, readable
from searchapp.query.scope import Reading, Scope, units
from searchapp.query.tree import (
    All,
    Either,
    Everything,
    Not,
    Query,
    conditions_of,
    divided,
    in_whole_words,
    is_condition,
    leaves,
    sole_phrase,
)
from searchapp.query.unfinished import Unfinished, unfinished
from searchapp.query.writing import typable, written

__all__ = [
    "GAP",
    "LEVEL_NAMES",
    "LONGEST_QUERY",
    "QUOTES",
    "SENTENCE_ENDS",
    "All",
    "Candidate",
    "Condition",
    "Described",
    "Either",
    "Everything",
    "GenreChoice",
    "HeadingSays",
    "IssuedIn",
    "IssuerSays",
    "KindChoice",
    "Known",
    "Leaf",
    "LevelChoice",
    "Near",
    "Not",
    "NumberSays",
    "Pattern",
    "Phrase",
    "Place",
    "PlaceChoice",
    "Query",
    "Reading",
    "ReportCondition",
    "Run",
    "Scope",
    "Taken",
    "TitleSays",
    "Understood",
    "Unfinished",
    "Wild",
    "YearRange",
    "candidates",
    "conditions_of",
    "decided",
    "described",
    "divided",
    "figure_marks",
    "figure_places",
    "in_whole_words",
    "is_condition",
    "leaves",
    "numbered_figures",
    "outermost",
    "parse_query",
    "read_dates",
    "read_genre",
    "read_kind",
    "read_level",
    "read_place",
    "read_years",
    "readable",
    "sole_phrase",
    "stretch",
    "typable",
    "unfinished",
    "units",
    "without_texts",
    "written",
]

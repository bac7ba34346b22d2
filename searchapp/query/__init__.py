"""What does a reader ask for? From what was typed to a tree whose nodes can judge a passage.

``parse_query`` never fails. A node's ``matches`` and ``spans`` read one folded passage, and are
the oracle against which every engine is held.
"""

from searchapp.query.parser import QUOTES, Understood, parse_query
from searchapp.query.tree import All, Everything, Phrase, Query, Run, runs_of

__all__ = [
    "QUOTES",
    "All",
    "Everything",
    "Phrase",
    "Query",
    "Run",
    "Understood",
    "parse_query",
    "runs_of",
]

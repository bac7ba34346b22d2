"""One state of the index, read as often as one likes."""

from collections.abc import Mapping
from functools import cached_property, lru_cache, partial

import numpy as np

from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.postings import Postings
from searchapp.engine.embedded.schema import read_passage
from searchapp.engine.found import FACETS, FacetName, FacetValue
from searchapp.query import Candidate
from searchapp.reports import Passage
from searchapp.text import Folded, fold

#: How many folded passages are kept for the next query.
_KEPT = 100_000


class Snapshot:
    """The postings and catalogue of one state, and the texts of its passages.

    Nothing in it refers back to it: once the last search that uses it is done, it lets go of its
    memory and files at once.
    """

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        #: What is known of every passage.
        self.catalogue = Catalogue(postings)
        #: The folded text of a document number.
        self.folded = lru_cache(_KEPT)(partial(_folded, postings))

    def candidate(self, document: int) -> Candidate:
        """The passage of a document number, as a query reads it."""
        catalogue = self.catalogue
        filed = catalogue.reports[catalogue.report_of[document]]
        return Candidate(filed, self.passage(document), self.folded(document))

    @cached_property
    def values(self) -> Mapping[FacetName, tuple[FacetValue, ...]]:
        """The facets of all passages, counted once."""
        catalogue = self.catalogue
        every = np.flatnonzero(catalogue.live)
        return {
            name: catalogue.columns[name].count(every, catalogue.report_of, ()) for name in FACETS
        }

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of the index, those that stand in most passages first."""
        words = self.postings.terms("words")
        return tuple(sorted(words, key=lambda word: (-self.postings.count("words", word), word)))

    def passage(self, document: int) -> Passage:
        """The passage of a document number."""
        return read_passage(self.postings.stored(document))


def _folded(postings: Postings, document: int) -> Folded:
    text: str = postings.stored(document)["text"]
    return fold(text)

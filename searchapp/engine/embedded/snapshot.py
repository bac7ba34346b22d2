"""One state of the index, read as often as one likes."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Final

from searchapp.engine.asking import Asked
from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.counting import Table
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.folder import Part
from searchapp.engine.embedded.often import Often
from searchapp.engine.embedded.postings import Postings
from searchapp.engine.found import FacetName, FacetValue
from searchapp.query import Candidate, Everything

#: How many folded passages are kept for the next query.
_KEPT: Final = 10_000
#: Of so many words it is kept how often they stand: about a byte for each passage there is.
_WORDS: Final = 32


class Snapshot:
    """The postings and catalogue of one state, and the texts of its passages.

    Nothing in it refers back to it: once the last search that uses it is done, it lets go of its
    memory and files at once.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.postings = Postings(parts)
        #: What is known of every passage.
        self.catalogue = Catalogue(parts)
        #: The folded text of a document number.
        self.folded = lru_cache(_KEPT)(self.postings.folded)
        #: How often a word stands in each passage, a heading's words counted more often.
        self.often = lru_cache(_WORDS)(partial(_often, self.postings))
        #: The passage of a document number.
        self.passage = self.postings.passage

    def candidate(self, document: int) -> Candidate:
        """The passage of a document number, as a query reads it; its report has no outline."""
        filed = self.catalogue.head(self.catalogue.report_of.item(document))
        return Candidate(filed, self.passage(document), self.folded(document))

    @cached_property
    def values(self) -> Mapping[FacetName, tuple[FacetValue, ...]]:
        """The facets of all passages, counted once."""
        every = Table.of(self.catalogue, self.catalogue.live)
        return Filter(self.catalogue, Asked(Everything())).facets(every)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of the index, those that stand in most passages first."""
        counts = self.postings.beginning("")
        return tuple(sorted(counts, key=lambda word: (-counts[word], word)))


def _often(postings: Postings, word: str) -> Often:
    return Often(*postings.frequencies(word), postings.size)

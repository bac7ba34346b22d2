"""One state of the index, read as often as one likes."""

from functools import cached_property, lru_cache

from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.postings import Postings
from searchapp.engine.embedded.schema import read_passage
from searchapp.reports import Passage
from searchapp.text import Folded, fold

#: How many folded passages are kept for the next query.
_KEPT = 100_000


class Snapshot:
    """The postings and catalogue of one state, and the texts of its passages."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self.folded = lru_cache(_KEPT)(self._folded)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is known of every passage."""
        return Catalogue(self.postings)

    def passage(self, document: int) -> Passage:
        """The passage of a document number."""
        return read_passage(self.postings.stored(document))

    def _folded(self, document: int) -> Folded:
        text: str = self.postings.stored(document)["text"]
        return fold(text)

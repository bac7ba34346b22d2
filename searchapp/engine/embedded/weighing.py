"""What passages score, exactly, on arrays of passages."""

from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.bounding import ROUNDING, Bounds
from searchapp.engine.embedded.closeness import Gaps, gaps
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.often import Times
from searchapp.engine.embedded.sets import Documents, PassageSet
from searchapp.engine.embedded.terms import Term, terms_of
from searchapp.engine.ranking import HEADING, bm25, nearness

#: Scores, or what they are made of.
Numbers: TypeAlias = NDArray[np.float64]


class Weighing:
    """The scores of passages, exactly, and how high they may be."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._catalogue = evaluation.snapshot.catalogue
        self.terms = tuple(terms_of(evaluation))
        #: The terms that may be close: neighbours in the query.
        self.pairs = tuple(pairwise(term for term in self.terms if not term.is_name))

    # Exactly

    def scores(self, documents: Documents) -> Numbers:
        """The score of each of these passages, ascending."""
        scores = np.zeros(len(documents), dtype=np.float64)
        for term in self.terms:
            scores += np.where(term.among.among(documents), self.bm25(term, documents), 0.0)
        for one, other in self.pairs:
            both = one.among.among(documents) & other.among.among(documents)
            scores[both] += self.closeness(one, other, documents[both])
        return scores

    def bm25(self, term: Term, documents: Documents) -> Numbers:
        """What a term scores in these passages, ascending, wherever it counts."""
        return self._bm25(term, documents, self.times(term, documents))

    def _bm25(self, term: Term, documents: Documents, times: Times) -> Numbers:
        length, average = self._catalogue.length.take(documents), self._catalogue.average_length
        score: Numbers = bm25(times, length, average, term.weight)
        return score

    def closeness(self, one: Term, other: Term, documents: Documents) -> Numbers:
        """What it adds in these passages, ascending, that two terms stand close."""
        apart = self.apart(one, other, documents)
        added: Numbers = min(one.weight, other.weight) * nearness(apart)
        return added

    def apart(self, one: Term, other: Term, documents: Documents) -> Gaps:
        """How many characters stand between two terms where they are closest, if anywhere."""
        occurrences = self._evaluation.occurrences
        return gaps(
            occurrences(one.leaf, documents), occurrences(other.leaf, documents), documents
        )

    def times(self, term: Term, documents: Documents) -> Times:
        """How often a term stands in these passages, ascending, a heading's counted more often."""
        times = term.often.at(documents)
        if not term.is_word:
            headed = (self._catalogue.heading.take(documents) > 0) & (times > 0)
            if headed.any():
                times[headed] += (HEADING - 1) * self._in_heading(term, documents[headed])
        return times

    def _in_heading(self, term: Term, documents: Documents) -> Times:
        """How often the term begins in the heading of these passages, ascending."""
        found = self._evaluation.occurrences(term.leaf, documents)
        begins = self._evaluation.snapshot.postings.beginnings(found.documents)
        inside = found.start - begins < self._catalogue.heading.take(found.documents)
        at = np.searchsorted(documents, found.documents[inside])
        return np.bincount(at, minlength=len(documents)).astype(np.int32)

    # At most

    def at_most(self, documents: Documents) -> Numbers:
        """What each of these passages, ascending, scores at most: little more than it does."""
        scores = np.full(len(documents), self._most_closeness, dtype=np.float64)
        for term in self.terms:
            times = term.often.at(documents)
            if not term.is_word:
                times *= self._catalogue.factor.take(documents)
            scores += self._bm25(term, documents, times)
        return scores * (1 + ROUNDING)

    def may_reach(self, passages: PassageSet, score: float) -> Documents:
        """Passages, all that may score so much among them."""
        return self._bounds.may_reach(passages, score - self._most_closeness)

    def likeliest(self, passages: PassageSet, count: int) -> Documents:
        """About so many of the passages or more, that are likely to score most."""
        return self._bounds.likeliest(passages, count)

    @cached_property
    def _most_closeness(self) -> float:
        """Closeness never adds more than that, to any passage."""
        return sum(min(one.weight, other.weight) for one, other in self.pairs)

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds(self._catalogue, self.terms)

"""What passages score, exactly, on arrays of passages."""

from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.bounding import Bounds
from searchapp.engine.embedded.closeness import Gaps, gaps
from searchapp.engine.embedded.columnar.arrays import Documents, Places
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.headings import times_in_headings
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.embedded.terms import Term, terms_of
from searchapp.engine.embedded.volume import Times
from searchapp.engine.ranking import HEADING, bm25, nearness
from searchapp.query import Phrase

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
            headings = self._catalogue.heading.take(documents)
            headed = (headings > 0) & (times > 0)
            if headed.any():
                inside = self._in_headings(term, documents[headed], headings[headed])
                times[headed] += (HEADING - 1) * inside
        return times

    def _in_headings(self, term: Term, documents: Documents, headings: Places) -> Times:
        """How often the term begins in the headings, so long, of these passages, ascending."""
        postings = self._evaluation.snapshot.postings
        headings = headings.astype(np.int64)
        if isinstance(term.leaf, Phrase):
            return times_in_headings(postings, term.leaf.needle, documents, headings)
        found = self._evaluation.occurrences(term.leaf, documents)
        at = np.searchsorted(documents, found.documents)
        inside = found.start - postings.beginnings(documents)[at] < headings[at]
        return np.bincount(at[inside], minlength=len(documents)).astype(np.int32)

    # At most

    def at_most(self, documents: Documents, *, closely: bool = False) -> Numbers:
        """What each of these passages, ascending, scores at most; ``closely``, little more.

        Added up in the order of ``scores``, so that rounding never makes it less than the score.
        """
        most = np.zeros(len(documents), dtype=np.float64)
        for term in self.terms:
            is_counted = term.is_word or (closely and isinstance(term.leaf, Phrase))
            count = self.times if is_counted else self._times_at_most
            most += self._bm25(term, documents, count(term, documents))
        for one, other in self.pairs:
            both = one.among.among(documents) & other.among.among(documents)
            most[both] += min(one.weight, other.weight)
        return most

    def _times_at_most(self, term: Term, documents: Documents) -> Times:
        """How often a term counts at most in these passages: in a heading all of it may stand."""
        more = (HEADING - 1) * self._catalogue.is_headed.take(documents)
        return term.often.at(documents) * (1 + more)

    def may_reach(self, passages: PassageSet, score: float) -> Documents:
        """Passages, all that may score so much among them."""
        return self._bounds.may_reach(passages, score - self._most_closeness)

    def likeliest(self, passages: PassageSet, count: int) -> Documents:
        """About so many of the passages or more, that are likely to score most."""
        return self._likely.likeliest(passages, count)

    @cached_property
    def _most_closeness(self) -> float:
        """Closeness never adds more than that, to any passage."""
        return sum(
            min(one.weight, other.weight) for one, other in self.pairs if one.among & other.among
        )

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds(self._catalogue, self._standing)

    @cached_property
    def _likely(self) -> Bounds:
        """Where it is not known what stands in headings, most often it does not."""
        if all(term.is_word for term in self._standing):
            return self._bounds
        return Bounds(self._catalogue, self._standing, in_headings=False)

    @property
    def _standing(self) -> list[Term]:
        """The terms that stand anywhere."""
        return [term for term in self.terms if term.often.count]

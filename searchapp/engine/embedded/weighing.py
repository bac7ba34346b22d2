"""What a query's words and other leaves weigh in a passage, on arrays of passages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise, starmap
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.closeness import Gaps, gaps
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.sets import Documents, PassageSet
from searchapp.engine.ranking import HEADING, bm25, idf, nearness
from searchapp.query import Leaf, Near, Phrase, Run

#: Scores, or what they are made of.
Numbers: TypeAlias = NDArray[np.float64]
#: How often something stands in each of some passages.
Times: TypeAlias = NDArray[np.int32]

#: Sums of the same numbers in another order differ by less than this share.
ROUNDING: Final = 1e-9
#: What stands more often in a passage is reckoned as if it stood as often as it does anywhere.
_OFTEN: Final = 255
#: Where more than one passage in so many is looked up, an array of all passages serves better.
_MANY: Final = 16


@dataclass(frozen=True, slots=True)
class Term:
    """What is scored by itself: a word of a run, or another leaf.

    ``times`` is how often it stands in each of ``documents``, ascending. A heading's count
    ``HEADING`` times; of what is no word of the index that is reckoned only where it is asked for.
    ``among`` are the passages in which it counts. A name of the field ``is_name``: its words are
    terms too, and it is never said to be close to them. ``leaf`` says where it stands.
    """

    label: str
    rarity: str
    is_name: bool
    is_word: bool
    weight: float
    documents: Documents
    times: Times
    among: PassageSet
    leaf: Leaf


def terms_of(evaluation: Evaluation) -> Iterator[Term]:
    """The terms of a query, in order."""
    for leaf, among in evaluation.telling:
        if isinstance(leaf, Run):
            for word in dict.fromkeys((*leaf.terms, *leaf.words)):
                yield _word(evaluation, word, among, is_name=word not in leaf.words)
        else:
            yield _leaf(evaluation, leaf, among, is_name=False)


def _word(evaluation: Evaluation, word: str, among: PassageSet, *, is_name: bool) -> Term:
    documents, times = evaluation.snapshot.postings.frequencies(word)
    if not len(documents):
        # 12件 is two words of jieba's: it is counted where it stands.
        return _leaf(evaluation, Phrase.of(word), among, is_name=is_name)
    return Term(
        label=f"“{word}”",
        rarity=f"少见：全库 {len(documents)} 段里它是一个词",
        is_name=is_name,
        is_word=True,
        weight=_weight(evaluation, documents),
        documents=documents,
        times=times,
        among=among,
        leaf=Phrase.of(word),
    )


def _leaf(evaluation: Evaluation, leaf: Leaf, among: PassageSet, *, is_name: bool) -> Term:
    documents = evaluation.found(leaf).documents
    return Term(
        label=_label(leaf),
        rarity=f"少见：全库 {len(documents)} 段有它",
        is_name=is_name,
        is_word=False,
        weight=_weight(evaluation, documents),
        documents=documents,
        times=evaluation.times(leaf, documents),
        among=among,
        leaf=leaf,
    )


def _weight(evaluation: Evaluation, documents: Documents) -> float:
    return idf(evaluation.snapshot.catalogue.live_count, len(documents))


def _label(leaf: Leaf) -> str:
    if not isinstance(leaf, Near):
        return f"“{leaf.typed}”"
    return " 与 ".join(
        "或".join(f"“{phrase.typed}”" for phrase in phrases) for phrases in leaf.operands
    )


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
        return self.with_closeness(documents, self.alone(documents))

    def alone(self, documents: Documents) -> Numbers:
        """Their scores without what closeness adds."""
        scores = np.zeros(len(documents), dtype=np.float64)
        for term in self.terms:
            scores += np.where(term.among.among(documents), self.bm25(term, documents), 0.0)
        return scores

    def with_closeness(self, documents: Documents, alone: Numbers) -> Numbers:
        """Their scores, of which all else is known."""
        scores = alone.copy()
        for one, other in self.pairs:
            both = one.among.among(documents) & other.among.among(documents)
            scores[both] += self.closeness(one, other, documents[both])
        return scores

    def bm25(self, term: Term, documents: Documents) -> Numbers:
        """What a term scores in these passages, ascending, wherever it counts."""
        length, average = self._catalogue.length.take(documents), self._catalogue.average_length
        score: Numbers = bm25(self.times(term, documents), length, average, term.weight)
        return score

    def closeness(self, one: Term, other: Term, documents: Documents) -> Numbers:
        """What it adds in these passages, ascending, that two terms stand close."""
        apart = self.apart(one, other, documents)
        added: Numbers = min(one.weight, other.weight) * nearness(apart)
        return added

    def apart(self, one: Term, other: Term, documents: Documents) -> Gaps:
        """How many characters stand between two terms where they are closest; infinite: nowhere."""
        places = (self._evaluation.occurrences(term.leaf, documents) for term in (one, other))
        return gaps(*places, documents)

    def times(self, term: Term, documents: Documents) -> Times:
        """How often a term stands in these passages, ascending, a heading's counted more often."""
        times = self._looked_up(term, documents)
        if not term.is_word:
            headed = (self._catalogue.heading.take(documents) > 0) & (times > 0)
            if headed.any():
                times[headed] += (HEADING - 1) * self._in_heading(term, documents[headed])
        return times

    def _looked_up(self, term: Term, documents: Documents) -> Times:
        """How often the term stands in these passages, as the term says it."""
        if documents is term.documents:
            return term.times.copy()
        if len(documents) * _MANY > self._catalogue.size:
            every = np.zeros(self._catalogue.size, dtype=np.int32)
            every[term.documents] = term.times
            return every.take(documents)
        if not len(term.documents):
            return np.zeros(len(documents), dtype=np.int32)
        at = np.searchsorted(term.documents, documents)
        at[at == len(term.documents)] = 0
        return np.where(term.documents.take(at) == documents, term.times.take(at), 0)

    def _in_heading(self, term: Term, documents: Documents) -> Times:
        """How often the term begins in the heading of these passages, ascending."""
        found = self._evaluation.occurrences(term.leaf, documents)
        begins = self._evaluation.snapshot.postings.beginnings(found.documents)
        inside = found.start - begins < self._catalogue.heading.take(found.documents)
        at = np.searchsorted(documents, found.documents[inside])
        return np.bincount(at, minlength=len(documents)).astype(np.int32)

    # At most

    @cached_property
    def most_closeness(self) -> float:
        """Closeness never adds more than that, to any passage."""
        return sum(min(one.weight, other.weight) for one, other in self.pairs)

    def promising(self, least: float) -> Documents | None:
        """Passages, ascending, outside of which nothing scores so much; None for all there are."""
        needed = self._times_needed(least)
        if min(needed, default=0) <= 1:
            return None
        chosen = starmap(self._often, zip(self.terms, needed, strict=True))
        return reduce(np.union1d, chosen)

    def _times_needed(self, least: float) -> list[int]:
        """How often one of the terms, at least, stands in whatever scores so much.

        Of parts that make so much together, one at least is as large a share of its most.
        """
        curves = [self._most(term) for term in self.terms]
        total = sum(curve[-1] for curve in curves)
        share = (least - self.most_closeness) / total * (1 - ROUNDING) if total else 0.0
        return [int(np.searchsorted(curve, share * curve[-1])) for curve in curves]

    def _most(self, term: Term) -> Numbers:
        """The most that a term may score by how often it stands in a passage, from 0 times on.

        The last number is also for all that it may stand more often.
        """
        largest = int(term.times.max(initial=0)) * (1 if term.is_word else HEADING)
        times = np.arange(min(largest, _OFTEN) + 1)
        shortest, average = self._catalogue.shortest, self._catalogue.average_length
        curve: Numbers = bm25(times, shortest, average, term.weight)
        if largest > _OFTEN:
            curve[-1] = bm25(largest, shortest, average, term.weight)
        return curve

    def _often(self, term: Term, least: int) -> Documents:
        """The passages, ascending, in which a term stands so often, and perhaps others."""
        if term.is_word:
            return term.documents[term.times >= least]
        often = np.flatnonzero(term.times * HEADING >= least)
        documents = term.documents.take(often)
        doubled = self._catalogue.heading.take(documents) > 0
        return documents[doubled | (term.times.take(often) >= least)]

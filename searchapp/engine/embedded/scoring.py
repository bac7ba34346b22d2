"""The order of what is found, and the reasons for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import isinf

import numpy as np

from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.postings import Documents, Mask, Numbers
from searchapp.engine.ranking import (
    HEADING,
    Because,
    Why,
    bm25,
    gap,
    idf,
    nearness,
    saturation,
    summed,
)
from searchapp.query import Leaf, Near, Phrase, Run
from searchapp.text import Folded


@dataclass(frozen=True, slots=True)
class _Term:
    """What is scored by itself: a word of a run, or another leaf.

    ``times`` is, for each passage, how often it stands there, a heading's counted more often;
    ``among`` are the passages in which it counts. A name of the field ``is_name``: its words are
    terms too, and it is never said to be close to them.
    """

    label: str
    rarity: str
    is_name: bool
    weight: float
    times: Numbers
    among: Mask
    places: Callable[[Folded], Iterable[tuple[int, int]]]


class Scoring:
    """The passages that an evaluation found, in the order of their relevance."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._snapshot = evaluation.snapshot
        self._telling = evaluation.telling
        self._size = len(self._snapshot.catalogue.live)

    def ranked(self, selected: Mask) -> Documents:
        """The selected passages, the most relevant first.

        A passage in which a word only arises across two others comes last, one in which runs stand
        as they were typed first; else the score decides, then the newest, the place, the number.
        """
        passages = np.flatnonzero(selected)
        keys = (
            self._snapshot.catalogue.by_newest[passages],
            -self._scores[passages],
            -self._as_typed[passages],
            self._across[passages],
        )
        return passages[np.lexsort(keys)]

    def across(self, document: int) -> tuple[str, ...]:
        """The words that stand in a passage that was found only across two others."""
        folded = self._snapshot.folded(document)
        runs = [leaf for leaf, mask in self._telling if isinstance(leaf, Run) and mask[document]]
        return tuple(dict.fromkeys(word for run in runs for word in run.across(folded)))

    def why(self, document: int) -> Why:
        """Why a passage that was found stands where it stands."""
        runs = sum(1 for run, mask in self._long_runs if mask[document])
        reasons = [*self._said_often(document), *self._said_close(document)]
        return Why(
            across=self.across(document),
            runs=runs,
            as_typed=int(self._as_typed[document]),
            score=summed("得分", reasons),
        )

    @property
    def _long_runs(self) -> list[tuple[Run, Mask]]:
        """The runs of several words."""
        return [
            (leaf, mask)
            for leaf, mask in self._telling
            if isinstance(leaf, Run) and len(leaf.words) > 1
        ]

    @cached_property
    def _across(self) -> Mask:
        """The passages in which a word of a run only arises."""
        across = np.zeros(self._size, dtype=np.bool_)
        for leaf, mask in self._telling:
            for word in leaf.words if isinstance(leaf, Run) else ():
                across |= self._evaluation.only_across(word, mask)
        return across

    @cached_property
    def _as_typed(self) -> Documents:
        """For each passage how many runs of several words stand in it as they were typed."""
        counts = np.zeros(self._size, dtype=np.int64)
        for run, mask in self._long_runs:
            counts += mask & self._evaluation.containing(run.needle)
        return counts

    @cached_property
    def _scores(self) -> Numbers:
        scores = np.zeros(self._size, dtype=np.float64)
        for term in self._terms:
            scores += np.where(term.among, self._bm25(term), 0.0)
        for one, other in self._pairs:
            for document in np.flatnonzero(one.among & other.among).tolist():
                scores[document] += self._closeness(one, other, document)
        return scores

    def _bm25(self, term: _Term) -> Numbers:
        catalogue = self._snapshot.catalogue
        length, average = catalogue.length, catalogue.average_length
        score: Numbers = bm25(term.times, length, average, term.weight)
        return score

    def _closeness(self, one: _Term, other: _Term, document: int) -> float:
        apart = self._apart(one, other, document)
        return min(one.weight, other.weight) * float(nearness(apart))

    def _apart(self, one: _Term, other: _Term, document: int) -> float:
        """How many characters stand between two terms where they are closest."""
        folded = self._snapshot.folded(document)
        return gap(list(one.places(folded)), list(other.places(folded)))

    # Terms

    @cached_property
    def _pairs(self) -> list[tuple[_Term, _Term]]:
        """The terms that may be close: neighbours in the query."""
        return list(pairwise(term for term in self._terms if not term.is_name))

    @cached_property
    def _terms(self) -> list[_Term]:
        return [term for leaf, mask in self._telling for term in self._terms_of(leaf, mask)]

    def _terms_of(self, leaf: Leaf, mask: Mask) -> Iterator[_Term]:
        if isinstance(leaf, Run):
            for word in dict.fromkeys((*leaf.terms, *leaf.words)):
                yield self._word(word, mask, is_name=word not in leaf.words)
        else:
            yield self._leaf_term(leaf, mask)

    def _leaf_term(self, leaf: Leaf, mask: Mask) -> _Term:
        passages = np.flatnonzero(self._evaluation.found(leaf))
        counts = (self._times(leaf, document) for document in passages.tolist())
        times = np.fromiter(counts, dtype=np.float64, count=len(passages))
        weight, every = self._counted(passages, times)
        rarity = f"少见：全库 {len(passages)} 段有它"
        return _Term(_label(leaf), rarity, False, weight, every, mask, leaf.places)

    def _word(self, word: str, mask: Mask, *, is_name: bool) -> _Term:
        passages, times = self._snapshot.postings.frequencies("words", word)
        if not len(passages):
            # 12件 is two words of jieba's: it is counted where it stands.
            return replace(self._leaf_term(Phrase.of(word), mask), is_name=is_name)
        weight, every = self._counted(passages, times)
        rarity = f"少见：全库 {len(passages)} 段里它是一个词"
        return _Term(f"“{word}”", rarity, is_name, weight, every, mask, _places_of(word))

    def _counted(self, passages: Documents, times: Numbers) -> tuple[float, Numbers]:
        """The weight of what stands so often in these passages, and how often in every one."""
        every = np.zeros(self._size, dtype=np.float64)
        every[passages] = times
        return idf(int(self._snapshot.catalogue.live.sum()), len(passages)), every

    def _times(self, leaf: Leaf, document: int) -> int:
        heading = int(self._snapshot.catalogue.heading[document])
        if not heading:
            return self._evaluation.times(leaf, document)
        places = self._evaluation.places(leaf, document)
        return sum(HEADING if start < heading else 1 for start, _ in places)

    # Reasons

    def _said_often(self, document: int) -> Iterator[Because]:
        catalogue = self._snapshot.catalogue
        for term in self._terms:
            if term.among[document]:
                times, length = int(term.times[document]), catalogue.length[document]
                counted = float(saturation(times, length, catalogue.average_length))
                said = f"本段 {times} 次，标题里的加倍" if times else "在本段只是别的词的一部分"
                parts = (
                    Because(term.weight, term.rarity),
                    Because(counted, f"次数：{said}；本段共 {length} 词"),
                )
                score = float(self._bm25(term)[document])
                yield Because(score, f"{term.label}，以下相乘", parts, product=True)

    def _said_close(self, document: int) -> Iterator[Because]:
        for one, other in self._pairs:
            if one.among[document] and other.among[document]:
                apart = self._apart(one, other, document)
                near = float(nearness(apart))
                said = "不在一处" if isinf(apart) else f"最近相隔 {apart:.0f} 字"
                parts = (
                    Because(min(one.weight, other.weight), "少见：两者中较小的"),
                    Because(near, f"远近：{said}"),
                )
                score = self._closeness(one, other, document)
                label = f"{one.label}与{other.label}靠近，以下相乘"
                yield Because(score, label, parts, product=True)


def _places_of(word: str) -> Callable[[Folded], Iterator[tuple[int, int]]]:
    return lambda folded: ((at, at + len(word)) for at in folded.places(word))


def _label(leaf: Leaf) -> str:
    if not isinstance(leaf, Near):
        return f"“{leaf.typed}”"
    return " 与 ".join(
        "或".join(f"“{phrase.typed}”" for phrase in phrases) for phrases in leaf.operands
    )

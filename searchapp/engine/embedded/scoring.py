"""The order of what is found, and the reasons for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf, isinf

import numpy as np

from searchapp.engine.asking import Sort
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.sets import Documents, PassageSet, any_of
from searchapp.engine.embedded.weighing import ROUNDING, Numbers, Weighing
from searchapp.engine.ranking import Because, Why, nearness, saturation, summed
from searchapp.query import Run


@dataclass(frozen=True, slots=True)
class Effort:
    """How the best passages are looked for: what is found does not hang on it, only the time.

    Up to ``few`` passages are scored without asking first which may be among the best. How much
    those score is guessed by a ``sample``, and ``block`` more than are wanted are looked at in one
    go for words that stand close.
    """

    few: int = 256
    sample: int = 2_048
    block: int = 64


class Scoring:
    """The passages that an evaluation found, in the order of their relevance.

    A passage in which a word only arises across two others comes last, one in which runs stand
    as they were typed first; else the score decides, then the newest, the place, the number.
    """

    def __init__(self, evaluation: Evaluation, effort: Effort = Effort()) -> None:
        self._evaluation = evaluation
        self._effort = effort
        self._catalogue = evaluation.snapshot.catalogue
        self._across: dict[int, tuple[str, ...]] = {}

    def first(self, passages: PassageSet, count: int) -> Documents:
        """Of these passages so many, or all there are, the most relevant first."""
        if count < len(passages):
            best = self._first_in_tiers(passages, count)
            if not any(self.across(best)):
                return best
        across = self._only_across(passages)
        best = self._first_in_tiers(passages - across, count)
        last = self._first_in_tiers(across, count - len(best))
        return np.concatenate([best, last])

    def across(self, documents: Documents) -> list[tuple[str, ...]]:
        """For each of these passages the words that stand in it only across two others."""
        unknown = [each for each in documents.tolist() if each not in self._across]
        if unknown:
            self._across |= self._across_of(unknown)
        return [self._across[each] for each in documents.tolist()]

    def why(self, document: int) -> Why:
        """Why a passage that was found stands where it stands."""
        alone = np.array([document], dtype=np.int32)
        reasons = [*self._said_often(alone), *self._said_close(alone)]
        return Why(
            across=self.across(alone)[0],
            runs=sum(1 for _, among in self._long_runs if among.has(document)),
            as_typed=int(self._as_typed(alone)[0]),
            score=summed("得分", reasons),
        )

    # Tiers

    def _first_in_tiers(self, passages: PassageSet, count: int) -> Documents:
        """The same, as if no word arose across others."""
        best: list[Documents] = [np.zeros(0, dtype=np.int32)]
        for tier in self._tiers(passages):
            best.append(self._best(tier, count))
            count -= len(best[-1])
            if count <= 0:
                break
        return np.concatenate(best)

    def _tiers(self, passages: PassageSet) -> Iterator[PassageSet]:
        """The passages, first those in which most runs stand as they were typed."""
        if not self._long_runs:
            yield passages
            return
        as_typed = self._as_typed(passages.documents)
        for many in range(len(self._long_runs), -1, -1):
            documents = passages.documents[as_typed == many]
            yield PassageSet.of(documents, passages.size)

    def _as_typed(self, documents: Documents) -> Numbers:
        """How many runs of several words stand in each of these passages as they were typed."""
        counts = np.zeros(len(documents))
        for run, among in self._long_runs:
            counts += (among & self._evaluation.containing(run.needle)).among(documents)
        return counts

    @cached_property
    def _runs(self) -> list[tuple[Run, PassageSet]]:
        return [(leaf, among) for leaf, among in self._evaluation.telling if isinstance(leaf, Run)]

    @cached_property
    def _long_runs(self) -> list[tuple[Run, PassageSet]]:
        """The runs of several words."""
        return [(run, among) for run, among in self._runs if len(run.words) > 1]

    def _only_across(self, passages: PassageSet) -> PassageSet:
        """Those of the passages in which a word of a run only arises."""
        return any_of(
            [
                self._evaluation.only_across(word, among & passages)
                for run, among in self._runs
                for word in run.words
            ]
            or [PassageSet.nothing(passages.size)]
        )

    def _across_of(self, documents: list[int]) -> dict[int, tuple[str, ...]]:
        words: dict[int, dict[str, None]] = {document: {} for document in documents}
        asked = PassageSet.of(np.array(sorted(documents), dtype=np.int32), self._catalogue.size)
        for run, among in self._runs:
            for word in run.words:
                for document in self._evaluation.only_across(word, among & asked).documents:
                    words[int(document)][word] = None
        return {document: tuple(each) for document, each in words.items()}

    # Scores

    @cached_property
    def _weighing(self) -> Weighing:
        return Weighing(self._evaluation)

    def _best(self, passages: PassageSet, count: int) -> Documents:
        """So many of the passages, or all there are, those that score most first."""
        documents = passages.documents
        if len(documents) <= max(self._effort.few, 2 * count):
            return self._sorted(documents, self._weighing.scores(documents))[:count]
        least = self._surely_reached(documents, count)
        promising = self._weighing.promising(least)
        if promising is not None:
            documents = promising[passages.among(promising)]
        return self._best_of(documents, count, least)

    def _surely_reached(self, documents: Documents, count: int) -> float:
        """A score that so many of these passages have at least, as some of them show."""
        step = max(1, len(documents) // max(self._effort.sample, 4 * count))
        sample = documents[::step]
        alone = self._weighing.alone(sample)
        best = np.sort(np.argsort(alone)[-count - self._effort.block :])
        return _least_of_best(self._weighing.with_closeness(sample[best], alone[best]), count)

    def _best_of(self, documents: Documents, count: int, least: float) -> Documents:
        """The best of these passages, of which so many score ``least`` at least.

        Those that may score most come first, and no more are looked at once none can be better
        than the worst of so many that have been.
        """
        alone = self._weighing.alone(documents)
        most = (alone + self._weighing.most_closeness) * (1 + ROUNDING)
        left = np.flatnonzero(most >= least)
        left = left[np.argsort(-most[left])]
        found, scores = left[:0], alone[:0]
        size = count + self._effort.block
        while len(left):
            block = np.sort(left[:size])
            found = np.concatenate([found, block])
            closest = self._weighing.with_closeness(documents[block], alone[block])
            scores = np.concatenate([scores, closest])
            left = left[size:]
            left = left[most[left] >= _least_of_best(scores, count)]
        return self._sorted(documents[found], scores)[:count]

    def _sorted(self, documents: Documents, scores: Numbers) -> Documents:
        """The passages by score, then by the newest report, then by number."""
        newest = self._catalogue.order.positions(Sort.NEWEST)
        of_reports = newest[self._catalogue.report_of.take(documents)]
        return documents[np.lexsort((documents, of_reports, -scores))]

    # Reasons

    def _said_often(self, document: Documents) -> Iterator[Because]:
        catalogue, weighing = self._catalogue, self._weighing
        length = int(catalogue.length[document[0]])
        for term in weighing.terms:
            if term.among.has(int(document[0])):
                times = int(weighing.times(term, document)[0])
                counted = float(saturation(times, length, catalogue.average_length))
                said = f"本段 {times} 次，标题里的加倍" if times else "在本段只是别的词的一部分"
                parts = (
                    Because(term.weight, term.rarity),
                    Because(counted, f"次数：{said}；本段共 {length} 词"),
                )
                score = float(weighing.bm25(term, document)[0])
                yield Because(score, f"{term.label}，以下相乘", parts, product=True)

    def _said_close(self, document: Documents) -> Iterator[Because]:
        weighing, number = self._weighing, int(document[0])
        for one, other in weighing.pairs:
            if one.among.has(number) and other.among.has(number):
                apart = float(weighing.apart(one, other, document)[0])
                said = "不在一处" if isinf(apart) else f"最近相隔 {apart:.0f} 字"
                parts = (
                    Because(min(one.weight, other.weight), "少见：两者中较小的"),
                    Because(float(nearness(apart)), f"远近：{said}"),
                )
                score = float(weighing.closeness(one, other, document)[0])
                label = f"{one.label}与{other.label}靠近，以下相乘"
                yield Because(score, label, parts, product=True)


def _least_of_best(scores: Numbers, count: int) -> float:
    """The lowest of so many of the highest scores; below all of them where there are fewer."""
    if len(scores) < count:
        return -inf
    return float(np.partition(scores, -count)[-count])

"""The order of what is found, and the reasons for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import inf, isinf
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.asking import Sort
from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.sets import PassageSet, any_of
from searchapp.engine.embedded.weighing import Numbers, Weighing
from searchapp.engine.ranking import Because, Why, nearness, saturation, summed
from searchapp.query import Run

#: By which passages of the same score are ordered.
Ranks: TypeAlias = NDArray[np.int64]
#: Those of some passages that are chosen, as positions among them.
Chosen: TypeAlias = NDArray[np.intp]
#: Comes after all ranks.
_NO_RANK: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Effort:
    """How the best passages are looked for: what is found does not hang on it, only the time.

    Up to ``few`` are scored without asking which may be among the best. Up to ``many`` it is asked
    of each, by what it may score at most; of more only where a rough bound, made of so many
    ``terms`` at most, leaves a chance. ``block`` more than are wanted are scored in one go.
    """

    few: int = 128
    many: int = 40_000
    terms: int = 40
    block: int = 256


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

    def why(self, documents: Documents) -> list[Why]:
        """Why each of these passages, which were found, stands where it stands."""
        ascending = np.sort(documents)
        reasons: dict[int, list[Because]] = {document: [] for document in ascending.tolist()}
        for document, because in chain(self._said_often(ascending), self._said_close(ascending)):
            reasons[document].append(because)
        return [
            Why(
                across=across,
                runs=sum(1 for _, among in self._long_runs if among.has(document)),
                as_typed=int(as_typed),
                score=summed("得分", reasons[document]),
            )
            for document, across, as_typed in zip(
                documents.tolist(),
                self.across(documents),
                self._as_typed(documents).tolist(),
                strict=True,
            )
        ]

    # Tiers

    def _first_in_tiers(self, passages: PassageSet, count: int) -> Documents:
        """The same, as if no word arose across others."""
        best: list[Documents] = [np.zeros(0, dtype=np.int32)]
        for tier in self._tiers(passages):
            wanted = min(count - sum(map(len, best)), len(tier))
            if wanted:
                best.append(self._best(tier, wanted))
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
        """So many of the passages, of which there are as many, those that score most first."""
        weighing, effort = self._weighing, self._effort
        best = _Best(count)
        documents = passages.documents
        if len(documents) <= max(effort.few, best.count):
            self._meet(best, documents)
        elif len(documents) > effort.many and len(weighing.terms) <= effort.terms:
            # Some that are likely to be good tell how good one must be.
            likely = weighing.likeliest(passages, count + effort.block)
            self._look_at(best, likely, count + effort.block if weighing.pairs else None)
            self._look_at(best, weighing.may_reach(passages, best.least))
        else:
            self._look_at(best, documents)
        return best.documents

    def _look_at(self, best: "_Best", documents: Documents, at_most: int | None = None) -> None:
        """Score these passages, but no more than ``at_most``, those first that may be best.

        It ends when none that is left may be among the best.
        """
        weighing = self._weighing
        most = weighing.at_most(documents)
        is_left = ~np.isin(documents, best.documents) if len(best.documents) else most >= 0
        left = self._hopeful(best, documents, most, np.flatnonzero(is_left))
        size, quota = best.count + self._effort.block, at_most or len(left)
        if weighing.pairs and len(left) > size:
            most[left] = weighing.at_most(documents[left], closely=True)
        while len(left) and quota:
            block = self._highest(documents, most, left, min(size, quota))
            self._meet(best, documents[block])
            is_left[block] = False
            left = self._hopeful(best, documents, most, left[is_left[left]])
            size, quota = 2 * size, quota - len(block)

    def _hopeful(self, best: "_Best", documents: Documents, most: Numbers, left: Chosen) -> Chosen:
        """Those left of the passages that are among the best if they score the most they may."""
        left = left[most[left] >= best.least]
        tied = np.flatnonzero(most[left] == best.least)
        return np.delete(left, tied[self._newest(documents[left[tied]]) > best.last])

    def _highest(self, documents: Documents, most: Numbers, left: Chosen, count: int) -> Chosen:
        """So many of those left of the passages, ascending: those that may score most."""
        if len(left) <= count:
            return left
        least = np.partition(most[left], -count)[-count]
        above, tied = left[most[left] > least], left[most[left] == least]
        wanted = count - len(above)
        newest = np.argpartition(self._newest(documents[tied]), wanted - 1)[:wanted]
        return np.sort(np.concatenate([above, tied[newest]]))

    def _meet(self, best: "_Best", documents: Documents) -> None:
        """Score these passages, which ascend."""
        best.meet(documents, self._weighing.scores(documents), self._newest(documents))

    def _newest(self, documents: Documents) -> Ranks:
        """What the passages are ordered by that score the same: the newest report comes first."""
        positions = self._catalogue.order.positions(Sort.NEWEST)
        of_reports = positions.take(self._catalogue.report_of.take(documents))
        ranks: Ranks = (of_reports.astype(np.int64) << 32) + documents
        return ranks

    # Reasons

    def _said_often(self, documents: Documents) -> Iterator[tuple[int, Because]]:
        """What each term adds to each of these passages, ascending, in which it counts."""
        catalogue, weighing = self._catalogue, self._weighing
        for term in weighing.terms:
            own = documents[term.among.among(documents)]
            lengths, often = catalogue.length.take(own), weighing.times(term, own)
            shares = saturation(often, lengths, catalogue.average_length)
            scores = weighing.bm25(term, own)
            for document, length, times, counted, score in zip(
                *(each.tolist() for each in (own, lengths, often, shares, scores)), strict=True
            ):
                said = f"本段 {times} 次，标题里的加倍" if times else "在本段只是别的词的一部分"
                parts = (
                    Because(term.weight, term.rarity),
                    Because(counted, f"次数：{said}；本段共 {length} 词"),
                )
                yield document, Because(score, f"{term.label}，以下相乘", parts, product=True)

    def _said_close(self, documents: Documents) -> Iterator[tuple[int, Because]]:
        """What it adds to each of these passages, ascending, that two terms stand close in it."""
        weighing = self._weighing
        for one, other in weighing.pairs:
            own = documents[one.among.among(documents) & other.among.among(documents)]
            rarity, apart = min(one.weight, other.weight), weighing.apart(one, other, own)
            label = f"{one.label}与{other.label}靠近，以下相乘"
            for document, gap, near in zip(
                own.tolist(), apart.tolist(), nearness(apart).tolist(), strict=True
            ):
                said = "不在一处" if isinf(gap) else f"最近相隔 {gap:.0f} 字"
                parts = (
                    Because(rarity, "少见：两者中较小的"),
                    Because(near, f"远近：{said}"),
                )
                yield document, Because(rarity * near, label, parts, product=True)


class _Best:
    """The best of the passages that were scored so far, in order: at most ``count`` of them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.documents: Documents = np.zeros(0, dtype=np.int32)
        self._scores: Numbers = np.zeros(0, dtype=np.float64)
        self._ranks: Ranks = np.zeros(0, dtype=np.int64)

    def meet(self, documents: Documents, scores: Numbers, ranks: Ranks) -> None:
        """These were scored, too; of the same score that with the lowest rank comes first."""
        scores = np.concatenate([self._scores, scores])
        ranks = np.concatenate([self._ranks, ranks])
        order = np.lexsort((ranks, -scores))[: self.count]
        self.documents = np.concatenate([self.documents, documents])[order]
        self._scores, self._ranks = scores[order], ranks[order]

    @property
    def least(self) -> float:
        """The score of the last that is wanted; below all where there are too few as yet."""
        return -inf if len(self._scores) < self.count else float(self._scores[-1])

    @property
    def last(self) -> int:
        """The rank, among passages of the same score, of the last that is wanted."""
        return _NO_RANK if len(self._ranks) < self.count else self._ranks.item(-1)

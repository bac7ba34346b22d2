"""From a query to the passages that match it, exactly, and to their order."""

from functools import reduce

import numpy as np

from searchapp.engine.embedded.postings import Documents, Mask, Numbers
from searchapp.engine.embedded.schema import grams
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.engine.ranking import bm25, idf
from searchapp.query import All, Phrase, Query, Run, runs_of
from searchapp.text import stands_as_word


class Evaluation:
    """One query held against one state of the index; what is computed is remembered."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self._literal: dict[str, Mask] = {}

    def matching(self, *, whole_words: bool) -> Mask:
        """The passages that match; with whole words none in which a word only arises."""
        matching = self._matching(self._query)
        return matching & ~self.across(matching) if whole_words else matching

    def across(self, matching: Mask) -> Mask:
        """Those of the matching passages in which a word of a run only arises across others."""
        words = {word for run in runs_of(self._query) for word in run.words}
        masks = (self._only_across(word, matching) for word in sorted(words))
        return reduce(np.logical_or, masks, np.zeros_like(matching))

    def occurrences(self, passages: Documents) -> int | None:
        """How often a query that is one phrase stands in these passages; None for any other."""
        if not isinstance(self._query, Phrase):
            return None
        return int(self._occurring(self._query.needle, passages).sum())

    def ranked(self, matching: Mask) -> Documents:
        """The matching passages, the most relevant first.

        A passage in which a word only arises across two others comes last, one in which runs stand
        as they were typed first; else BM25 decides, then the newest, the place and the number.
        """
        passages = np.flatnonzero(matching)
        keys = (
            self._snapshot.catalogue.by_newest[passages],
            -self._scores(matching)[passages],
            -self._as_typed(matching)[passages],
            self.across(matching)[passages],
        )
        return passages[np.lexsort(keys)]

    def _matching(self, query: Query) -> Mask:
        match query:
            case Phrase(needle=needle):
                return self._containing(needle)
            case Run(words=words):
                return reduce(np.logical_and, map(self._containing, words))
            case All(parts=parts):
                return reduce(np.logical_and, map(self._matching, parts))
            case _:
                return self._snapshot.catalogue.live

    def _containing(self, needle: str) -> Mask:
        """The passages whose folded text contains the needle."""
        if needle not in self._literal:
            mask = np.zeros_like(self._snapshot.catalogue.live)
            mask[self._candidates(needle)] = True
            if len(needle) > 2:
                for passage in np.flatnonzero(mask).tolist():
                    mask[passage] = needle in self._snapshot.folded(passage).text
            self._literal[needle] = mask
        return self._literal[needle]

    def _candidates(self, needle: str) -> Documents:
        """The passages with every pair of neighbours in the needle; exact for one or two."""
        postings = self._snapshot.postings
        terms = {gram for gram in grams(needle) if len(gram) == min(2, len(needle))}
        rarest_first = sorted(terms, key=lambda term: (postings.count("grams", term), term))
        found = postings.documents("grams", rarest_first[0])
        for term in rarest_first[1:]:
            if not len(found):
                break
            found = np.intersect1d(found, postings.documents("grams", term), assume_unique=True)
        return found

    def _only_across(self, word: str, matching: Mask) -> Mask:
        """The matching passages in which the word stands, and only across two others."""
        mask = matching & self._containing(word)
        mask[self._snapshot.postings.documents("words", word)] = False
        for document in np.flatnonzero(mask).tolist():
            mask[document] = not stands_as_word(word, self._snapshot.folded(document))
        return mask

    def _as_typed(self, matching: Mask) -> Documents:
        """For each passage how many runs of several words stand in it as they were typed."""
        counts = np.zeros(len(matching), dtype=np.int64)
        for run in runs_of(self._query):
            if len(run.words) > 1:
                counts += matching & self._containing(run.needle)
        return counts

    def _scores(self, matching: Mask) -> Numbers:
        return self._score(self._query, matching)

    def _score(self, query: Query, matching: Mask) -> Numbers:
        scores = np.zeros(len(matching), dtype=np.float64)
        match query:
            case Phrase(needle=needle):
                passages = np.flatnonzero(self._containing(needle))
                scores[passages] = self._bm25(passages, self._occurring(needle, passages))
            case Run(words=words):
                for word in words:
                    passages, times = self._snapshot.postings.frequencies("words", word)
                    scores[passages] += self._bm25(passages, times)
            case All(parts=parts):
                for part in parts:
                    scores += self._score(part, matching)
        return scores

    def _bm25(self, passages: Documents, times: Numbers) -> Numbers:
        catalogue = self._snapshot.catalogue
        weight = idf(int(catalogue.live.sum()), len(passages))
        length = catalogue.length[passages]
        score: Numbers = bm25(times, length, catalogue.average_length, weight)
        return score

    def _occurring(self, needle: str, passages: Documents) -> Numbers:
        """How often the needle stands in each of the passages, overlapping ones counted."""
        text = self._snapshot.folded
        counts = (sum(1 for _ in text(passage).places(needle)) for passage in passages.tolist())
        return np.fromiter(counts, dtype=np.float64, count=len(passages))

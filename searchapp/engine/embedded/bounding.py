"""How much each passage may score at most: operations on bytes tell which may be the best."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.columnar.arrays import Bytes, Documents, Mask
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.embedded.terms import Term
from searchapp.engine.ranking import HEADING, bm25

#: Sums of the same numbers in another order differ by less than this share.
ROUNDING: Final = 1e-9
#: The sum of all terms' bounds is so many steps at most.
_STEPS: Final = 255
#: What stands so often in a passage, or more often, is reckoned as if it stood as often as it may.
_TIMES: Final = 15
#: By so many passages it is guessed how many have a bound.
_SAMPLE: Final = 4_096
#: The guess is made so much larger.
_AMPLE: Final = 2
#: As what the upper half of a byte has it that something stands so often; and in a heading.
_AS_OFTEN: Final = bytes(min(times, _TIMES) << 4 for times in range(256))
_AS_OFTEN_IN_HEADINGS: Final = bytes(min(times * HEADING, _TIMES) << 4 for times in range(256))


class Bounds:
    """For each passage how much it scores at most by how often the terms stand in it."""

    def __init__(
        self, catalogue: Catalogue, terms: Sequence[Term], *, in_headings: bool = True
    ) -> None:
        """There are fewer terms than steps.

        Without ``in_headings`` it is taken that nothing stands in a heading: these are no bounds.
        """
        self._catalogue = catalogue
        self._in_headings = in_headings
        most = sum(float(self._curve(term)[-1, 0]) for term in terms)
        self._step = most / (_STEPS - len(terms)) or 1.0
        #: For each passage its bound, in steps.
        self._steps = np.zeros(catalogue.size, dtype=np.uint8)
        for term in terms:
            self._steps += self._of_term(term)

    def may_reach(self, passages: PassageSet, score: float) -> Documents:
        """The passages that may score so much."""
        least = np.floor(score * (1 - ROUNDING) / self._step)
        return self._at_least(passages, int(max(least, 0)))

    def likeliest(self, passages: PassageSet, count: int) -> Documents:
        """About so many of the passages, or more: those of the highest bounds."""
        documents = passages.documents
        sample = np.sort(self._steps.take(documents[:: 1 + len(documents) // _SAMPLE]))
        share = min(1.0, _AMPLE * count / len(documents))
        return self._at_least(passages, sample.item(int((len(sample) - 1) * (1 - share))))

    def _at_least(self, passages: PassageSet, steps: int) -> Documents:
        chosen: Mask = self._steps >= min(steps, _STEPS)
        chosen &= passages.mask
        return np.flatnonzero(chosen).astype(np.int32)

    def _of_term(self, term: Term) -> Bytes:
        """For each passage what it scores at most by a term, in steps."""
        table = np.ceil(self._curve(term) / self._step).astype(np.uint8)
        # How often it stands is the upper half of a byte, the class of its length the lower.
        cells = _translated(term.often.bytes, _AS_OFTEN)
        if self._in_headings and not term.is_word:
            more = _translated(term.often.bytes, _AS_OFTEN_IN_HEADINGS)
            more -= cells
            more *= self._catalogue.is_headed
            cells += more
        cells |= self._catalogue.length_class
        return _translated(cells, table.tobytes())

    def _curve(self, term: Term) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """The most that a term scores, by how often it stands (rows) and the class of length."""
        times = np.arange(_TIMES + 1)
        times[-1] = max(times[-1], term.often.most * (1 if term.is_word else HEADING))
        lengths, average = self._catalogue.class_shortest, self._catalogue.average_length
        curve: np.ndarray[tuple[int, int], np.dtype[np.float64]] = bm25(
            times[:, None], lengths[None, :], average, term.weight
        )
        return curve


def _translated(numbers: Bytes, table: bytes) -> Bytes:
    """Each number as a table has it, in its place: twice as fast as ``take``."""
    return np.frombuffer(bytearray(numbers).translate(table), dtype=np.uint8)

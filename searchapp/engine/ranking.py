"""BM25, as a formula of numbers or arrays alike.

Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), with the
inverse document frequency that is never negative (as in Lucene).
"""

from math import log
from typing import Any, Final

#: How soon repeats stop counting.
K1: Final = 1.2
#: How much a long passage counts for less; passages are paragraphs, and headings are short.
B: Final = 0.4


def idf(passages: int, containing: int) -> float:
    """How much a word tells that stands in ``containing`` of so many passages."""
    return log(1 + (passages - containing + 0.5) / (containing + 0.5))


def bm25(frequency: Any, length: Any, average: float, weight: float) -> Any:
    """The score of a word with that ``idf`` weight; frequency and length may be arrays.

    ``length`` is the passage's number of words, ``average`` that of all passages.
    """
    saturation = frequency + K1 * (1 - B + B * length / average)
    return weight * frequency * (K1 + 1) / saturation

"""What makes a passage relevant, as formulas of numbers or arrays alike.

BM25: Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), with
the inverse document frequency that is never negative (as in Lucene). What stands in a heading or a
title counts as if it stood there more often, as in their BM25F. Closeness is after Rasolofo and
Savoy, *Term Proximity Scoring for Keyword-Based Retrieval Systems* (2003): each pair of neighbours
in the query adds the smaller of its weights, less for every character between the two.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Any, Final

#: How soon repeats stop counting.
K1: Final = 1.2
#: How much a long passage counts for less; passages are paragraphs, and headings are short.
B: Final = 0.4
#: How often a word in a heading or a title counts.
HEADING: Final = 2
#: At so many characters between two words, closeness adds half of what it adds side by side.
HALF: Final = 10


def idf(passages: int, containing: int) -> float:
    """How much a word tells that stands in ``containing`` of so many passages."""
    return log(1 + (passages - containing + 0.5) / (containing + 0.5))


def saturation(frequency: Any, length: Any, average: float) -> Any:
    """How much a word's frequency counts, from 0 to ``K1 + 1``; arguments may be arrays.

    ``length`` is the passage's number of words, ``average`` that of all passages.
    """
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


def bm25(frequency: Any, length: Any, average: float, weight: float) -> Any:
    """The score of a word with that ``idf`` weight; frequency and length may be arrays."""
    return weight * saturation(frequency, length, average)


def nearness(gap: Any) -> Any:
    """How much closeness counts, from 1 side by side towards 0; the gap is in characters."""
    return HALF / (HALF + gap)


def gap(ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> float:
    """The fewest characters between a place of each; 0 where they overlap, infinite for none.

    Both are in order, and none of their places lies inside another.
    """
    least: float = inf
    one = other = 0
    while one < len(ones) and other < len(others):
        (start, end), (begin, finish) = ones[one], others[other]
        least = min(least, max(begin - end, start - finish, 0))
        if end < finish:
            one += 1
        else:
            other += 1
    return least


@dataclass(frozen=True, slots=True)
class Because:
    """A number and the numbers whose sum, or ``product``, it is."""

    value: float
    why: str
    parts: tuple["Because", ...] = ()
    product: bool = False

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as lines, two blanks deeper for each level."""
        yield f"{'  ' * depth}{self.value:.3f}  {self.why}"
        for part in self.parts:
            yield from part.lines(depth + 1)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a hit stands where it stands: what is looked at first, second and third.

    ``across`` are the words that stand only across others; of ``runs`` of several words,
    ``as_typed`` stand as they were typed.
    """

    across: tuple[str, ...]
    runs: int
    as_typed: int
    score: Because

    def lines(self) -> Iterator[str]:
        """In Chinese, one reason a line, the score as a tree."""
        across = f"有（{'、'.join(self.across)}），排在最后" if self.across else "无"
        yield f"一看跨词：{across}"
        if self.runs:
            yield f"二看原样：{self.runs} 串里有 {self.as_typed} 串原样出现"
        yield "三看得分：" if self.runs else "二看得分："
        yield from self.score.lines(1)


def summed(why: str, parts: Iterable[Because]) -> Because:
    """The sum of the parts, added in order."""
    parts = tuple(parts)
    total = 0.0
    for part in parts:
        total += part.value
    return Because(total, why, parts)

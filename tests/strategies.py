"""Text as reports have it, and questions as people ask them, for the laws.

What is made here by chance is made in ``tests.chance``; hypothesis decides, and can shrink it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from searchapp.engine import Asked
from searchapp.query import Query
from searchapp.reports import FiledReport
from searchapp.text import fold
from tests import chance
from tests.chance import ALPHABET, PLACES, Writes

__all__ = [
    "ALPHABET",
    "PLACES",
    "by_chance",
    "corpora",
    "disguised",
    "filed_reports",
    "filtered",
    "han_text",
    "passage_text",
    "phrase_of",
    "prose",
    "questions",
    "trees",
    "typed_in",
]

_T = TypeVar("_T")


@st.composite
def by_chance(draw: st.DrawFn, make: Callable[[Random], _T]) -> _T:
    """What is made with a ``Random``."""
    return make(draw(st.randoms(use_true_random=False)))


#: A short text of a report, with every trap that folding has.
han_text = st.text(ALPHABET, max_size=40)

#: The same with no two blanks running and something to read in it.
passage_text = han_text.map(str.strip).filter(lambda text: fold(text).text != "")


@st.composite
def phrase_of(draw: st.DrawFn, text: str) -> str:
    """A piece of a text, not empty once folded; or now and then something that is not in it."""
    if draw(st.integers(0, 9)) == 0:
        return draw(passage_text)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 8)))
    piece = text[start:end]
    return piece if fold(piece).text else text


def disguised(text: str) -> st.SearchStrategy[str]:
    """The text as somebody else might type it: the same once folded, with no quote but its own."""
    return by_chance(lambda rng: chance.disguise(rng, text))


def filed_reports(
    report_id: str = "R0", writes: Writes = chance.anyhow
) -> st.SearchStrategy[FiledReport]:
    """A report with every fact there, or not."""
    return by_chance(lambda rng: chance.report_by(rng, report_id, writes))


def corpora(writes: Writes = chance.anyhow) -> st.SearchStrategy[list[FiledReport]]:
    """A few reports, each with an id of its own, in no order."""
    return by_chance(lambda rng: chance.corpus_of(rng, writes=writes))


def typed_in(corpus: Sequence[FiledReport]) -> st.SearchStrategy[str]:
    """What a reader of these reports might type: anything of the language, or nothing."""
    return by_chance(lambda rng: chance.typed(rng, corpus))


def trees(corpus: Sequence[FiledReport]) -> st.SearchStrategy[Query]:
    """Any query about these reports, also one that could not be typed."""
    return by_chance(lambda rng: chance.tree(rng, corpus))


def filtered(query: Query, corpus: Sequence[FiledReport]) -> st.SearchStrategy[Asked]:
    """The query with choices of every kind, at any scope, in any order, all hits asked for."""
    return by_chance(lambda rng: chance.chosen(rng, query, corpus))


def questions(corpus: Sequence[FiledReport]) -> st.SearchStrategy[Asked]:
    """Any question about these reports, typed or a tree, for every hit."""
    return by_chance(lambda rng: chance.question(rng, corpus))


def questions_among(corpus: Sequence[FiledReport]) -> st.SearchStrategy[Asked]:
    """The same, now and then about some of the reports alone."""
    return by_chance(
        lambda rng: replace(chance.question(rng, corpus), among=chance.among(rng, corpus))
    )


#: What the text of a report is made of, as an encoding sees it.
_PIECES = (
    *(
        "法治政府建设",
        "人民调解",
        "松栎镇",
        "2024年",
        "（二）",
        "，",
        "。",
        "《纲要》",
        "“八五”普法",
    ),
    *("12件", "〔2025〕4号", "办事处", "；", "：", "APP", "·", "荻浦", "镕"),
)

#: Chinese text of a length by which an encoding can be told, on one line.
prose = (
    st.lists(st.sampled_from(_PIECES), min_size=20, max_size=60)
    .map("".join)
    .filter(lambda text: sum(char > "\u3400" for char in text) > len(text) / 2)
)

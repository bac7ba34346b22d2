"""Words, by jieba: they decide the order of what is found, never what is found.

``rjieba`` divides as jieba does, about 25 times faster; where it has no wheel, ``jieba`` itself
serves. The two differ in small things (``1-10`` is one word or three), so an index remembers which
one made it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TypeAlias

from searchapp.text.folding import Folded

#: Text and whether to give a compound's parts too -> (word, start, end), every character once
#: when parts are not asked for.
_Divide: TypeAlias = Callable[[str, str], Iterable[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a folded text: ``text[start:end]``."""

    start: int
    end: int
    text: str


def tokens(folded: str) -> tuple[Token, ...]:
    """The folded text divided into words, marks and blanks: every character stands in one."""
    return tuple(Token(start, end, word) for word, start, end in _divide()(folded, "default"))


def words(folded: str) -> tuple[str, ...]:
    """The words of a folded text, a compound and its parts, without marks and blanks.

    >>> words("人民调解组织")
    ('人民', '民调', '调解', '人民调解', '组织')
    """
    return tuple(word for word, _, _ in _divide()(folded, "search") if _is_word(word))


def query_words(folded: str) -> tuple[str, ...]:
    """The words that a reader's run of characters asks for, each once, in order.

    Compounds stay whole. Marks do not count, unless the run is nothing else.
    """
    found = dict.fromkeys(token.text for token in tokens(folded) if _is_word(token.text))
    return tuple(found) or (folded,)


def stands_as_word(word: str, text: Folded, cut: Sequence[Token] | None = None) -> bool:
    """Whether the word stands in the text as words, not only across two others.

    An occurrence counts when both its ends are ends of words or when it lies inside one word:
    调解 stands in 人民调解, not in 协调解决. ``cut`` is ``tokens(text.text)`` where it is known.
    """
    cut = tokens(text.text) if cut is None else cut
    edges = [0, *(token.end for token in cut)]
    for start in text.places(word):
        end = start + len(word)
        first, last = bisect_left(edges, start), bisect_left(edges, end)
        starts_word, ends_word = edges[first] == start, edges[last] == end
        inside_one = last == first + starts_word
        if (starts_word and ends_word) or inside_one:
            return True
    return False


def _is_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def segmenter_name() -> str:
    """``rjieba``, or ``jieba`` where that is not installed."""
    return "rjieba" if find_spec("rjieba") else "jieba"


@cache
def _divide() -> _Divide:
    return {"rjieba": _rjieba, "jieba": _jieba}[segmenter_name()]()


def _rjieba() -> _Divide:
    import rjieba

    tokenize: _Divide = rjieba.tokenize
    return tokenize


def _jieba() -> _Divide:
    import jieba

    tokenizer = jieba.Tokenizer()
    # Not tokenizer.initialize(): it unmarshals a cache from the shared temporary folder,
    # whoever wrote it there.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return lambda text, mode: tokenizer.tokenize(text, mode=mode)

"""Words, by a list of terms and jieba: they decide the order of what is found, never what is.

The terms of ``dictionary.txt`` are cut out first, the leftmost and there the longest; jieba
divides what lies between. They are not added to jieba's own words: there it would weigh them
against others, and whoever shares it would get them too.

``rjieba`` divides as jieba does, about 25 times faster; where it has no wheel, ``jieba`` itself
serves. The two differ in small things (``1-10`` is one word or three), so an index remembers which
one made it, and with which terms.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

from searchapp.text.figures import unit_end
from searchapp.text.folding import Folded

#: A figure in Arabic digits that is no piece of a code, a date or a stretch.
_FIGURE: Final = re.compile(r"(?<![0-9a-z.,/-])[0-9]+(?:[.,][0-9]+)*(?![0-9a-z./-])")
_INSIDE_DIGITS: Final = re.compile(r"(?<=[0-9])[.,]?(?=[0-9])")
#: A word, where it starts and where it ends.
_Cut: TypeAlias = tuple[str, int, int]
#: Text and mode -> its words: every character once by "default", compounds' parts too by "search".
_Divide: TypeAlias = Callable[[str, str], Iterable[_Cut]]
#: So many different words are remembered with their parts.
_REMEMBERED: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class _Library:
    """What divides texts, without our terms.

    ``plain`` gives the words of a text that ``divide`` gives by "default", without their offsets;
    ``knows`` says whether a word is in its dictionary.
    """

    divide: _Divide
    plain: Callable[[str], Sequence[str]]
    knows: Callable[[str], object]


class Segmenter:
    """Divides texts by the bunch: what ``tokens`` and ``words`` give, by tokens."""

    def __init__(self, library: _Library) -> None:
        self.library = library
        #: A token -> the words that ``words`` has for it, each with where in it it ends. The last
        #: is the token itself; a mark or a blank has none.
        self.words_in = lru_cache(_REMEMBERED)(self._words_in)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of the dictionary, sorted: the leftmost in a text, the longest, is a token."""
        return _terms()

    def plain_tokens(self, folded: str) -> Sequence[str]:
        """The tokens of a folded text in which no term stands, in order; joined they are the text.

        Texts may be divided together, joined by NUL characters: each of these is a token, and the
        others are those of each text alone.
        """
        return self.library.plain(folded)

    def _words_in(self, token: str) -> tuple[tuple[str, int], ...]:
        if not _is_word(token):
            return ()
        parts = (
            _parts_of_term(self.library.divide, token)
            if token in _term_set()
            else self._parts(token)
        )
        return (*((word, end) for word, _, end in parts if _is_word(word)), (token, len(token)))

    def _parts(self, token: str) -> Iterable[_Cut]:
        """The words that stand in one of the library's own, as "search" has them."""
        *parts, last = self.library.divide(token, "search")
        # By itself a name may be divided that is one word among others: then it has no Latin.
        return parts if last[0] == token else _known_in(token, self.library.knows)


def _known_in(word: str, knows: Callable[[str], object]) -> Iterator[_Cut]:
    """The words of two and of three characters in a longer one."""
    for size in (2, 3):
        for start in range(len(word) - size + 1 if size < len(word) else 0):
            part = word[start : start + size]
            if knows(part):
                yield part, start, start + size


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a folded text: ``text[start:end]``."""

    start: int
    end: int
    text: str


def tokens(folded: str) -> tuple[Token, ...]:
    """The folded text divided into words, marks and blanks: every character stands in one.

    A term of the dictionary is one word.
    """
    return tuple(Token(start, end, word) for word, start, end in _divide()(folded, "default"))


def words(folded: str) -> tuple[str, ...]:
    """The words of a folded text, a compound and its parts, without marks and blanks.

    >>> words("人民调解组织")
    ('人民', '民调', '调解', '人民调解', '组织')
    >>> words("首违不罚清单")
    ('首违', '不罚', '首违不罚', '清单')
    """
    return words_before(len(folded), folded)


def words_before(end: int, folded: str) -> tuple[str, ...]:
    """Those of the words that stand before an offset."""
    cut = _divide()(folded, "search")
    return tuple(word for word, _, after in cut if after <= end and _is_word(word))


def query_words(folded: str) -> tuple[str, ...]:
    """The words that a reader's run of characters asks for, each once, in order.

    They are jieba's: a term of the dictionary is asked for by its parts, for it may be printed
    with marks between them (“八五”普法). Only a figure and its unit are one. Marks do not count,
    unless the run is nothing else.

    >>> query_words("八五普法讲座12场")
    ('八五', '普法', '讲座', '12场')
    """
    return tuple(dict.fromkeys(filter(_is_word, _with_units(folded)))) or (folded,)


def _with_units(folded: str) -> Iterator[str]:
    """jieba's words, but a figure in Arabic digits and the unit behind it are one."""
    at = 0
    for figure in _FIGURE.finditer(folded):
        end = unit_end(folded, figure.end())
        if end > figure.end():
            yield from _library().plain(folded[at : figure.start()])
            yield folded[figure.start() : end]
            at = end
    yield from _library().plain(folded[at:])


def terms(folded: str) -> tuple[str, ...]:
    """The terms of the dictionary in a folded text, each once, in order."""
    return tuple(dict.fromkeys(_any_term().findall(folded)))


def stands_as_word(word: str, text: Folded, cut: Sequence[Token] | None = None) -> bool:
    """Whether the word stands in the text as words, not only across two others.

    An occurrence counts when both its ends are ends of words or when it lies inside one word:
    调解 stands in 人民调解, not in 协调解决. A figure stands only whole: 12件 not in 312件.
    ``cut`` is ``tokens(text.text)`` where it is known.
    """
    cut = tokens(text.text) if cut is None else cut
    edges = [0, *(token.end for token in cut)]
    for start in text.places(word):
        end = start + len(word)
        first, last = bisect_left(edges, start), bisect_left(edges, end)
        starts_word, ends_word = edges[first] == start, edges[last] == end
        inside_one = last == first + starts_word
        whole = not _cuts_digits(text.text, start) and not _cuts_digits(text.text, end)
        if ((starts_word and ends_word) or inside_one) and whole:
            return True
    return False


def _cuts_digits(text: str, at: int) -> bool:
    """Whether an offset lies inside a figure: between digits, or beside a mark between two."""
    around = text[max(0, at - 2) : at + 2]
    middle = at - max(0, at - 2)
    return any(mark.start() <= middle <= mark.end() for mark in _INSIDE_DIGITS.finditer(around))


def _is_word(text: str) -> bool:
    return text.isalnum() or any(char.isalnum() for char in text)


@cache
def segmenter_name() -> str:
    """What divides here and a hash of its terms: ``rjieba+`` or ``jieba+``, and 8 hex digits."""
    terms = "\n".join(_terms())
    return f"{_library_name()}+{hashlib.sha256(terms.encode()).hexdigest()[:8]}"


def _library_name() -> str:
    return "rjieba" if find_spec("rjieba") else "jieba"


@cache
def _library() -> _Library:
    return {"rjieba": _rjieba, "jieba": _jieba}[_library_name()]()


@cache
def segmenter() -> Segmenter:
    """What divides texts here."""
    return Segmenter(_library())


@cache
def _divide() -> _Divide:
    return _with_terms(_library().divide)


def _with_terms(divide: _Divide) -> _Divide:
    """The same, but terms are words: by "search" those in them stand before them."""
    any_term = _any_term()

    @cache
    def within(term: str, mode: str) -> tuple[_Cut, ...]:
        whole = (term, 0, len(term))
        return (*_parts_of_term(divide, term), whole) if mode == "search" else (whole,)

    def pieces(text: str, mode: str) -> Iterator[tuple[int, Iterable[_Cut]]]:
        at = 0
        for term in any_term.finditer(text):
            yield at, divide(text[at : term.start()], mode)
            yield term.start(), within(term[0], mode)
            at = term.end()
        yield at, divide(text[at:], mode)

    def cut(text: str, mode: str) -> Iterable[_Cut]:
        if not any_term.search(text):
            return divide(text, mode)
        return (
            (word, offset + start, offset + end)
            for offset, piece in pieces(text, mode)
            for word, start, end in piece
        )

    return cut


def _parts_of_term(divide: _Divide, term: str) -> Iterator[_Cut]:
    """The words and the terms that stand in a term."""
    yield from divide(term, "search")
    yield from _shorter(term)


def _shorter(term: str) -> Iterator[_Cut]:
    """The terms that stand in a longer one."""
    for other in _terms():
        at = term.find(other)
        if at >= 0 and other != term:
            yield other, at, at + len(other)


@cache
def _any_term() -> re.Pattern[str]:
    """Finds the longest term at the leftmost place.

    By first characters: few places have one of those, and there few terms are left to try.
    """
    by_first = groupby(_terms(), key=itemgetter(0))
    return re.compile("|".join(f"{re.escape(first)}{_rests(terms)}" for first, terms in by_first))


def _rests(terms: Iterable[str]) -> str:
    longest_first = sorted((term[1:] for term in terms), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


@cache
def _terms() -> tuple[str, ...]:
    """The dictionary without its headings, sorted."""
    lines = files(__package__).joinpath("dictionary.txt").read_text("utf-8").splitlines()
    return tuple(sorted(line for line in lines if line and not line.startswith("#")))


@cache
def _term_set() -> frozenset[str]:
    return frozenset(_terms())


def _rjieba() -> _Library:
    import rjieba

    return _Library(rjieba.tokenize, rjieba.cut, rjieba.has_word)


def _jieba() -> _Library:
    import jieba

    tokenizer = jieba.Tokenizer()
    # Not tokenizer.initialize(): it unmarshals a cache from the shared temporary folder,
    # whoever wrote it there.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return _Library(
        lambda text, mode: tokenizer.tokenize(text, mode=mode), tokenizer.lcut, tokenizer.FREQ.get
    )

"""The words of many texts at once, and where they end.

The same words as ``searchapp.text.words`` gives of each text, and the same ends as its tokens
have, but found together: the segmenter divides all texts in one run, and what a token stands for
is looked up by its number.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Mask, Places, Units
from searchapp.engine.embedded.columnar.texts import TextPart
from searchapp.text.segmenting import Segmenter
from searchapp.text.segmenting import segmenter as the_segmenter

#: The low half of a character beyond the basic plane.
_LOW_HALVES = (0xDC00, 0xDFFF)
#: No term is shorter.
_SHORTEST_TERM = 3
_HASH_BITS = 18
#: The number of the word of a token that is none.
_NO_WORD = -1

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class WordPart:
    """The words of passages that follow one another, an entry each time that one stands there.

    ``word`` is a number of the vocabulary, ``passage`` says in the how manieth of them it stands,
    ``end`` where it ends, in characters of all their folded texts, each with a 0 behind it.
    ``edges`` are true at each unit before which a token ends.
    """

    word: Numbers
    passage: Numbers
    end: Places
    edges: Mask


class Vocabulary(dict[str, int]):
    """Token -> its number, given when it is first asked for; and the words of each."""

    def __init__(self, segmenter: Segmenter | None = None) -> None:
        """Of the tokens that this one divides texts into, or the one in use here."""
        super().__init__()
        self.segmenter = segmenter or the_segmenter()
        #: The words, by number.
        self.words: list[str] = []
        self._word: dict[str, int] = {}
        self._length, self._own = array("i"), array("i")
        # Of token t the words that stand inside it are those from first[t] to before first[t + 1].
        self._first, self._inner, self._inner_end = array("i", [0]), array("i"), array("i")

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        words = self.segmenter.words_in(token)
        self._length.append(len(token))
        self._own.append(self._number(token) if words else _NO_WORD)
        for word, end in words[:-1]:
            self._inner.append(self._number(word))
            self._inner_end.append(end)
        self._first.append(len(self._inner))
        return number

    def _number(self, word: str) -> int:
        number = self._word.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number

    def lengths(self, tokens: Numbers) -> Numbers:
        """How many characters each of these tokens has."""
        return np.array(self._length, np.int32)[tokens]

    def counted(self, tokens: Numbers, ends: Places) -> tuple[Numbers, Places]:
        """The words of these tokens, which end at these places, and where each word ends."""
        own, first = np.array(self._own, np.int32)[tokens], np.array(self._first, np.int32)
        is_word = own != _NO_WORD
        counts = first[tokens + 1] - first[tokens]
        compounds = np.flatnonzero(counts)
        chosen, counts = tokens[compounds], counts[compounds]
        at = _ranges(first[chosen], counts)
        starts = ends[compounds] - np.array(self._length, np.int32)[chosen]
        inner_ends = np.repeat(starts, counts) + np.array(self._inner_end, np.int32)[at]
        inner = np.array(self._inner, np.int32)[at]
        return np.concatenate([own[is_word], inner]), np.concatenate([ends[is_word], inner_ends])


def word_part(texts: TextPart, vocabulary: Vocabulary) -> WordPart:
    """The words of the texts, by numbers of the vocabulary, which learns those that are new."""
    chars, place = _characters(texts.units)
    tokens, ends, edges = _divided(texts.units.tobytes().decode("utf-16-le"), chars, vocabulary)
    word, end = vocabulary.counted(tokens, ends)
    passage = np.cumsum(chars == 0, dtype=np.int32)[end - 1]
    return WordPart(word, passage, end, _of_units(edges, place, len(texts.units)))


def _divided(text: str, chars: Units, vocabulary: Vocabulary) -> tuple[Numbers, Places, Mask]:
    """The tokens of a text, terms last; where each ends; for each character whether one does.

    A term is blanked for the segmenter, for which each of its characters is then a token.
    """
    terms = list(_terms(text, chars, vocabulary.segmenter.terms))
    plain = _numbers(vocabulary.segmenter.plain_tokens(_blanked(text, terms)), vocabulary)
    plain_ends = np.cumsum(vocabulary.lengths(plain), dtype=np.int64)
    blanked = _numbers([term for _, term in terms], vocabulary)
    starts = np.array([start for start, _ in terms], np.int64)
    lengths = vocabulary.lengths(blanked)
    edges = np.zeros(len(chars) + 1, np.bool_)
    edges[plain_ends] = True
    edges[_ranges(starts, lengths)] = False
    edges[starts] = True
    ends = np.concatenate([plain_ends, starts + lengths])
    return np.concatenate([plain, blanked]), ends, edges[:-1]


def characters_before(units: Units, places: Places) -> Places:
    """How many characters stand before each of these places."""
    low = np.flatnonzero(_is_low_half(units))
    return places - np.searchsorted(low, places)


def _numbers(tokens: Sequence[str], vocabulary: Vocabulary) -> Numbers:
    return np.fromiter(map(vocabulary.__getitem__, tokens), np.int32, len(tokens))


def _characters(units: Units) -> tuple[Units, Places | None]:
    """The first unit of each character and its place; no places where every unit is one."""
    low = _is_low_half(units)
    if not low.any():
        return units, None
    place = np.flatnonzero(~low)
    return units[place], place


def _is_low_half(units: Units) -> Mask:
    low: Mask = (units >= _LOW_HALVES[0]) & (units <= _LOW_HALVES[1])
    return low


def _of_units(characters: Mask, place: Places | None, size: int) -> Mask:
    """A mask of characters as one of units."""
    if place is None:
        return characters
    units = np.zeros(size, np.bool_)
    units[place] = characters
    return units


def _blanked(text: str, terms: Sequence[tuple[int, str]]) -> str:
    """The text with NUL for each character of the terms in it."""
    pieces, at = [], 0
    for start, term in terms:
        pieces += [text[at:start], "\0" * len(term)]
        at = start + len(term)
    return "".join([*pieces, text[at:]])


def _terms(text: str, chars: Units, terms: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Those of the terms that are tokens of the text, and where each begins."""
    by_beginning, begins = _beginnings(terms)
    past = 0
    for at in np.flatnonzero(begins[_hashes(chars)]).tolist():
        if at < past:
            continue
        for term in by_beginning.get(text[at : at + _SHORTEST_TERM], ()):
            if text.startswith(term, at):
                yield at, term
                past = at + len(term)
                break


def _hashes(chars: Units) -> NDArray[np.uint32]:
    """A number below ``1 << _HASH_BITS`` for every three characters that follow one another."""
    wide = chars.astype(np.uint32)
    mixed = wide[:-2] * np.uint32(0x9E3779B1)
    mixed += wide[1:-1] * np.uint32(0x85EBCA6B)
    mixed += wide[2:] * np.uint32(0xC2B2AE35)
    mixed >>= np.uint32(32 - _HASH_BITS)
    return mixed


@cache
def _beginnings(terms: tuple[str, ...]) -> tuple[dict[str, list[str]], Mask]:
    """The terms by what they begin with, the longest first; the hashes of those beginnings."""
    by_beginning: dict[str, list[str]] = {}
    for term in sorted(terms, key=len, reverse=True):
        by_beginning.setdefault(term[:_SHORTEST_TERM], []).append(term)
    begins = np.zeros(1 << _HASH_BITS, np.bool_)
    for beginning in by_beginning:
        begins[_hashes(np.array([*map(ord, beginning)], np.uint16))] = True
    return by_beginning, begins


def _ranges(first: NDArray[np.integer], counts: NDArray[np.integer]) -> Places:
    """The numbers from each of ``first`` on, as many as ``counts`` says, end to end."""
    before = np.cumsum(counts, dtype=np.int64) - counts
    return np.arange(int(counts.sum())) + np.repeat(first - before, counts)

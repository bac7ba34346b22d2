"""Builds a segment of reports: they are analysed as they come, then sorted and written.

What is sorted is one number for each place of a word, a unit or a pair of units, in which the
word stands above the passage: so lists come out in order, and equal neighbours are counted.
It is done in slices of neighbouring words or units, each small enough for a processor's cache, so
that it takes little memory beside the texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.analysis import Vocabulary, characters_before, word_part
from searchapp.engine.embedded.columnar.arrays import Counts, Documents, Places, Units
from searchapp.engine.embedded.columnar.figures import FigurePart
from searchapp.engine.embedded.columnar.figuring import figure_part
from searchapp.engine.embedded.columnar.passages import KINDS, Columns, path_of
from searchapp.engine.embedded.columnar.reports import Card, card_of
from searchapp.engine.embedded.columnar.segment import SegmentWriter
from searchapp.engine.embedded.columnar.texts import TextPart, text_part
from searchapp.engine.ranking import HEADING
from searchapp.query import Scope, units
from searchapp.reports import FiledReport, Passage

#: So many characters are analysed at once.
_BLOCK: Final = 1 << 17
#: So many places are sorted at once, unless there are more of one word or unit.
_SLICE: Final = 1 << 20
_UNIT_BITS: Final = 16
_KIND: Final = {name: code for code, name in enumerate(KINDS)}

Words: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Block:
    """Some passages, analysed; ``edges`` are bits, one for each unit."""

    text: TextPart
    edges: NDArray[np.uint8]
    figures: FigurePart
    columns: Columns
    paths: Sequence[str]


class Builder:
    """Whole reports on their way into a segment; ``units`` is how much text they have by now."""

    def __init__(self) -> None:
        self.units = 0
        self._vocabulary = Vocabulary()
        self._cards: list[Card] = []
        self._blocks: list[_Block] = []
        # Each time that a word is counted: its number in the vocabulary, and the passage.
        self._words: list[Words] = []
        self._documents: list[Documents] = []
        self._waiting = _Waiting(0)

    def add(self, filed: FiledReport) -> None:
        """Take a report. Raises ValueError where its passages are not numbered from 1 on.

        This call or a later one also does for a text with a NUL or with half a character.
        """
        numbers = [passage.number for passage in filed.report.passages]
        if numbers != [*range(1, len(numbers) + 1)]:
            raise ValueError(f"the passages of report {filed.id} are not numbered from 1 on")
        self._cards.append(card_of(filed))
        self.units += self._waiting.add(filed)
        if self._waiting.units >= _BLOCK:
            self._analyse()

    def write(self, path: Path) -> None:
        """Write all of them as a segment: this is the end, for nothing can be added after.

        Raises ValueError as ``add`` does, and OSError where the disk does not take it; then there
        is no file.
        """
        self._analyse()
        with SegmentWriter(path, sum(card.passages for card in self._cards)) as new:
            text = self._write_texts(new)
            for card in self._cards:
                new.reports.append(card)
            self._write_words(new)
            _write_grams(text, new)
            new.finish()

    def _analyse(self) -> None:
        if self._waiting.texts:
            block, words, documents = self._waiting.analysed(self._vocabulary)
            self._blocks.append(block)
            self._words.append(words)
            self._documents.append(documents)
            self._waiting = _Waiting(self._waiting.past)

    def _write_texts(self, new: SegmentWriter) -> Units:
        """Write what is known of passages; all their units come back."""
        for block in self._blocks:
            edges = np.unpackbits(block.edges, count=block.text.units.size)
            new.text.append(block.text, edges.astype(np.bool_))
            new.figures.append(block.figures)
            new.columns.append(block.columns, block.paths)
        units = [block.text.units for block in self._blocks]
        self._blocks.clear()
        return np.concatenate([np.zeros(0, np.uint16), *units])

    def _write_words(self, new: SegmentWriter) -> None:
        words = self._vocabulary.words
        order = sorted(range(len(words)), key=words.__getitem__)
        rank = np.zeros(len(words), np.int32)
        rank[order] = np.arange(len(words), dtype=np.int32)
        ranks = rank[_joined(self._words)]
        documents = _joined(self._documents)
        for first, last in _slices(np.bincount(ranks, minlength=len(words))):
            at = np.flatnonzero((ranks >= first) & (ranks < last))
            keys, counts, found, times = _counted(ranks[at] - first, documents[at])
            here = [words[order[first + key]] for key in keys.tolist()]
            new.words.append(here, counts, found, times)


class _Waiting:
    """Passages that are yet to be analysed, ``units`` in all as shown; ``first`` is the first."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.texts: list[str] = []
        self.units = 0
        self._kinds: list[int] = []
        self._headings: list[int] = []
        self._sections: list[int] = []
        self._paths: list[int] = []
        self._number: dict[tuple[str, ...], int] = {}

    @property
    def past(self) -> int:
        """The passage that would come next."""
        return self._first + len(self.texts)

    def add(self, filed: FiledReport) -> int:
        """Take the passages of a report; how many units they have."""
        passages, title, before = filed.report.passages, filed.report.title, self.units
        for passage in passages:
            self.texts.append(passage.text)
            self.units += len(passage.text)
            self._kinds.append(_KIND[passage.kind])
            self._headings.append(_heading(passage, title))
            self._paths.append(self._number.setdefault(passage.section, len(self._number)))
        self._sections += units(passages, Scope.SECTION)
        return self.units - before

    def analysed(self, vocabulary: Vocabulary) -> tuple[_Block, Words, Documents]:
        """All that is to be known of them; each time that a word is counted, it and its passage.

        A heading's words are more often. Raises ValueError for a text that cannot be held.
        """
        text, size = text_part(self.texts), len(self.texts)
        starts = characters_before(text.units, text.starts)
        ends = characters_before(text.units, _heading_ends(text, np.array(self._headings)))
        words = word_part(text, vocabulary)
        in_heading = np.flatnonzero(words.end <= ends[words.passage])
        again = in_heading.repeat(HEADING - 1)
        length = np.bincount(words.passage, minlength=size)
        columns = Columns(
            kind=np.array(self._kinds, np.uint8),
            heading=ends - starts,
            section=np.array(self._sections),
            length=length,
            tokens=length + np.bincount(words.passage[again], minlength=size),
            path=np.array(self._paths),
        )
        block = _Block(
            text,
            np.packbits(words.edges),
            figure_part(text),
            columns,
            [*map(path_of, self._number)],
        )
        passages = np.append(words.passage, words.passage[again])
        return block, np.append(words.word, words.word[again]), passages + np.int32(self._first)


def _heading(passage: Passage, title: str | None) -> int:
    """How many units of the text, as shown, are a heading or the report's title."""
    text, section = passage.text, passage.section
    if text == title:
        return _length(text)
    return _length(section[-1]) if section and text.startswith(section[-1]) else 0


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _heading_ends(text: TextPart, shown: Counts) -> Places:
    """The place in the folded texts at which so many units of each, as shown, are past."""
    starts, blank_at = text.starts, text.blank_at
    ends = starts + np.searchsorted(blank_at, starts) + shown
    blanks: Places = np.searchsorted(blank_at + np.arange(blank_at.size), ends)
    return ends - blanks


def _write_grams(text: Units, new: SegmentWriter) -> None:
    starts = np.append(0, np.flatnonzero(text == 0) + 1)
    standing = np.bincount(text, minlength=1 << _UNIT_BITS)
    standing[0] = 0
    slices = list(_slices(standing))
    firsts = np.array([first for first, _ in slices])
    # From 1 on: units before the first slice, the 0 that ends passages, are in none.
    number_of = np.searchsorted(firsts, np.arange(1 << _UNIT_BITS), side="right")
    number = number_of.astype(np.min_scalar_type(len(slices)))[text]
    for here, (first, _) in enumerate(slices, start=1):
        at = np.flatnonzero(number == here)
        documents = _documents_at(at, starts)
        keys, counts, found, times = _counted(text[at].astype(np.int32) - first, documents)
        new.chars.append((keys + first).astype(np.uint16), counts, found, times)
        new.pairs.append(*_pairs(text, at, documents, starts))


def _slices(counts: Counts) -> Iterator[tuple[int, int]]:
    """Ranges of keys that have about ``_SLICE`` places together, by how many each key has."""
    ends = np.cumsum(counts)
    first = int(np.searchsorted(ends, 0, side="right"))
    while first < len(counts):
        before = int(ends[first] - counts[first])
        last = max(first + 1, int(np.searchsorted(ends, before + _SLICE, side="right")))
        yield first, last
        first = last


def _joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """All of them end to end; the list is empty then."""
    joined = np.concatenate([np.zeros(0, np.int32), *parts])
    parts.clear()
    return joined


def _counted(
    keys: Words, documents: Documents
) -> tuple[Words, Counts, Documents, NDArray[np.int32]]:
    """What stands in which documents, each time it does, put in order.

    What comes back: each key once, ascending; in how many documents it stands; these, key by key
    and ascending; and how often it stands in each.
    """
    bits = int(documents.max(initial=0)).bit_length()
    both = keys.astype(np.uint64) << np.uint64(bits) | documents.astype(np.uint64)
    if int(both.max(initial=0)) >> 32 == 0:
        both = both.astype(np.uint32)
    both.sort()
    below = both.dtype.type((1 << bits) - 1)
    key = (both >> both.dtype.type(bits)).astype(np.int32)
    return _grouped(key, (both & below).astype(np.int32))


def _grouped(keys: Any, documents: Documents) -> tuple[Any, Counts, Documents, NDArray[np.int32]]:
    """The same for keys in order, and documents in order for each key."""
    differs = np.ones(len(keys) + 1, np.bool_)
    np.not_equal(documents[1:], documents[:-1], out=differs[1:-1])
    differs[1:-1] |= keys[1:] != keys[:-1]
    bounds = np.flatnonzero(differs)
    found = bounds[:-1]
    times = np.diff(bounds).astype(np.int32)
    keys_found = keys[found]
    first = np.flatnonzero(np.append(True, keys_found[1:] != keys_found[:-1])[: len(found)])
    counts = np.diff(np.append(first, len(found)))
    return keys_found[first], counts, documents[found], times


def _documents_at(at: Places, starts: Places) -> Documents:
    """The passage of each of these ascending places."""
    counts = np.diff(np.searchsorted(at, starts))
    return np.repeat(np.arange(len(counts), dtype=np.int32), counts)


def _pairs(
    text: Units, at: Places, documents: Documents, starts: Places
) -> tuple[NDArray[np.uint32], Counts, Documents, NDArray[np.int32], NDArray[np.int32]]:
    """The pairs of units that begin at these ascending places, as ``PairsWriter`` takes them."""
    second = text[at + 1]
    bits = np.uint64(len(at).bit_length())
    both = text[at].astype(np.uint64) << np.uint64(_UNIT_BITS) | second
    both <<= bits
    both |= np.arange(len(at), dtype=np.uint64)
    both = both[second != 0]
    both.sort()
    number = (both & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    both >>= bits
    pair, standing = both.astype(np.uint32), documents[number]
    places = (at - starts[documents]).astype(np.int32)[number]
    keys, counts, found, times = _grouped(pair, standing)
    return keys, counts, found, times, places

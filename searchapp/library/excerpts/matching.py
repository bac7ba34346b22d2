"""Where do the sentences of an old version of a report stand in a new one?

Texts are all there is to go by. What stands once in both versions is the same sentence, unless
another of the old ones could have become it by one change; anything else is the same only between
two such sentences, or one and an end of the report, where all that stood between them stands there
still. So a sentence whose like stood elsewhere is never taken for it. What no text can tell: like
sentences side by side, and a like one that was put in the very place of another.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, pairwise, takewhile
from typing import Final

from searchapp.engine.aligning import Pair, pairs, shared_ends
from searchapp.reports import Passage
from searchapp.text import Span, sentences

#: So many sentences away one looks for a sure one.
_FARTHEST: Final = 20
#: A word has no more characters, or seldom.
_WORD: Final = 5
#: Two sentences are alike when they share this much of their pairs of characters.
_ALIKE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a version: the span of a passage, by its number, and what stands there."""

    passage: int
    span: Span
    text: str


def sentences_of(passages: Sequence[Passage]) -> Iterator[Sentence]:
    """The sentences of a version, in order."""
    for passage in passages:
        for span in sentences(passage.text):
            yield Sentence(passage.number, span, passage.text[span.start : span.end])


class Matching:
    """Two versions held against one another, once for all that is asked about them.

    ``whole`` says whether the old one is known as a whole. Where a part of it is, nothing is known
    to be the same: its like may have stood in another part.
    """

    def __init__(
        self, old: Sequence[Passage], new: Sequence[Passage], *, whole: bool = True
    ) -> None:
        self._whole = whole
        self.old = tuple(sentences_of(old))
        self.new = tuple(sentences_of(new))
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self.new):
            self._places[sentence.text].append(at)
        self._texts = {passage.number: passage.text for passage in new}
        self._counts = Counter(each.text for each in self.old)
        self._same: dict[int, int | None] = {}
        self._alone: dict[str, bool] = {}

    def covering(self, passage: int, span: Span) -> range:
        """The positions of the old sentences of which a span of a passage has a part."""
        over = [
            at
            for at in self._of_passage[passage]
            if self.old[at].span.start < span.end and span.start < self.old[at].span.end
        ]
        return range(over[0], over[-1] + 1) if over else range(0)

    def same(self, at: int) -> int | None:
        """The position in the new version of an old sentence that stands there, word for word.

        None where it does not, and where another might be taken for it.
        """
        if at not in self._same:
            self._same[at] = self._found(at)
        return self._same[at]

    def became(self, at: int) -> int | None:
        """The position of what stands in the place of an old sentence; None where nothing does.

        It is alike, and was not there before.
        """
        if not self._whole:
            return None
        aligned = self._aligned.get(at)
        likely = (*self._beside(at), *(() if aligned is None else (aligned,)))
        return next((there for there in likely if self._was_changed(at, there)), None)

    def is_unclear(self, at: int) -> bool:
        """Whether the words of an old sentence stand somewhere, and may be it or another."""
        text = self.old[at].text
        others = (self.same(each) for each in self._positions[text])
        return bool(set(self._places.get(text, ())) - set(others))

    def sentences_at(self, passage: int, span: Span) -> Sequence[Sentence]:
        """The new sentences of which a span of a passage has a part."""
        return [
            each
            for each in self.new
            if each.passage == passage
            and each.span.start < span.end
            and span.start < each.span.end
        ]

    def reading(self, passage: int, span: Span) -> str:
        """What stands in the new version."""
        return self._texts[passage][span.start : span.end]

    def nearest(self, text: str, most: int) -> Sequence[int]:
        """The positions of the new sentences that are most like a text, the likest first."""
        own = _traits(text)
        shares = ((_share(own, traits), -at) for at, traits in enumerate(self._traits))
        found = sorted((each for each in shares if each[0] >= _ALIKE), reverse=True)
        return [-at for _, at in found[:most]]

    def _found(self, at: int) -> int | None:
        text = self.old[at].text
        if not self._whole:
            return None
        if self._is_once(text) and self._is_alone(text):
            return self._places[text][0]
        return self._framed(at)

    def _framed(self, at: int) -> int | None:
        """Where a sentence stands between two sure ones, and all else that stood between them."""
        before, after = self._sure(at, -1), self._sure(at, 1)
        if before is None or after is None or after[1] - before[1] != after[0] - before[0]:
            return None
        ahead = before[1] - before[0]
        steps = range(before[0] + 1, after[0])
        is_framed = all(self._keeps(step, step + ahead) for step in steps)
        is_same = self.new[at + ahead].text == self.old[at].text
        return at + ahead if is_framed and is_same else None

    def _sure(self, at: int, step: int) -> Pair | None:
        """The nearest sentence in a direction that can be told from all others, in both versions.

        Or the end of the report, which stands in both beyond its last sentence.
        """
        near = range(at + step, at + step * _FARTHEST, step)
        for each in near:
            if each < 0:
                return -1, -1
            if each == len(self.old):
                return each, len(self.new)
            if self._is_sure(self.old[each].text):
                return each, self._places[self.old[each].text][0]
        return None

    def _is_sure(self, text: str) -> bool:
        return self._is_once(text) and self._is_alone(text)

    def _is_once(self, text: str) -> bool:
        return self._counts[text] == 1 and len(self._places.get(text, ())) == 1

    def _is_alone(self, text: str) -> bool:
        """Whether no other old sentence could have become this one by one change."""
        if text not in self._alone:
            # Half of what stays is at the beginning or at the end.
            size = -(-_staying(len(text)) // 2)
            likely = chain(
                _with(self._sorted, text[:size]),
                (each[::-1] for each in _with(self._backwards, text[::-1][:size])),
            )
            self._alone[text] = not any(_is_one_change(text, each) for each in likely)
        return self._alone[text]

    def _keeps(self, at: int, there: int) -> bool:
        """Whether a sentence stands there as it was, or as it was changed."""
        return self.old[at].text == self.new[there].text or self._was_changed(at, there)

    def _was_changed(self, at: int, there: int) -> bool:
        """Whether a sentence may have become one that was not there before."""
        old, new = self.old[at].text, self.new[there].text
        return new not in self._counts and _share(_traits(old), _traits(new)) >= _ALIKE

    def _beside(self, at: int) -> Iterator[int]:
        """Where it would stand, had it moved with the sentence before it or behind it."""
        for step in (-1, 1):
            if 0 <= at + step < len(self.old) and (beside := self.same(at + step)) is not None:
                there = beside - step
                if 0 <= there < len(self.new):
                    yield there

    @cached_property
    def _aligned(self) -> dict[int, int]:
        """Old position -> new position, of all that belongs together in order."""
        return dict(pairs([each.text for each in self.old], [each.text for each in self.new]))

    @cached_property
    def _of_passage(self) -> defaultdict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self.old):
            found[sentence.passage].append(at)
        return found

    @cached_property
    def _positions(self) -> defaultdict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self.old):
            found[sentence.text].append(at)
        return found

    @cached_property
    def _sorted(self) -> Sequence[str]:
        """The old sentences, those that begin alike together."""
        return sorted(self._counts)

    @cached_property
    def _backwards(self) -> Sequence[str]:
        """The same of sentences that end alike, read from the end."""
        return sorted(text[::-1] for text in self._counts)

    @cached_property
    def _traits(self) -> Sequence[frozenset[str]]:
        return [_traits(each.text) for each in self.new]


def _with(texts: Sequence[str], beginning: str) -> Iterator[str]:
    """Those of sorted texts that begin so."""
    start = bisect_left(texts, beginning)
    return takewhile(lambda text: text.startswith(beginning), islice(texts, start, None))


def _is_one_change(one: str, other: str) -> bool:
    """Whether one of two texts that differ is the other with some words in place of others."""
    staying = _staying(max(len(one), len(other)))
    return one != other and sum(shared_ends(one, other)) >= staying


def _staying(length: int) -> int:
    """So many characters of a sentence stay at its ends, at least, when words in it are changed.

    Half of them, and of a short one all but a word.
    """
    return min(-(-length // 2), max(1, length - _WORD))


def _traits(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(f" {text} ")))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of their traits two texts share, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))

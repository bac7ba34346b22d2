"""How what was typed goes on in the reports, found by the index and a few passages.

Nothing is made beforehand and nothing is kept: an answer costs the same few passages, however many
there are, the lists in which it stands, and a walk along the words that begin so.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from searchapp.engine.completing import Beginning, continuations
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.text import Folded, fold

#: So many passages are read to see how a text goes on.
_READ: Final = 300
#: At so many places it is looked whether what was found stands there, to count it: in about 50 ms.
_PLACES: Final = 1_000_000
#: Of the words that begin so, so many more than are asked for are looked at.
_AMPLE: Final = 4
#: A quotation mark, once folded.
_MARK: Final = '"'
#: What means something else in a query, or ends a phrase.
_SPECIAL: Final = frozenset('"#*\\')


@dataclass(slots=True)
class _Tally:
    """Texts that begin as was typed, with how often they were met and as they are shown."""

    times: Counter[str] = field(default_factory=Counter)
    shown: dict[str, str] = field(default_factory=dict)

    def meet(self, folded: Folded, start: int, ends: Sequence[int]) -> None:
        for end in ends:
            text = folded.text[start:end]
            self.times[text] += 1
            span = folded.span(start, end)
            self.shown.setdefault(text, folded.shown[span.start : span.end])

    def whole(self) -> Set[str]:
        """Those that do not always go on in the same way."""
        going_on: list[str] = []
        always: set[str] = set()
        for text in sorted(self.times):
            while going_on and not text.startswith(going_on[-1]):
                going_on.pop()
            if going_on and self.times[going_on[-1]] == self.times[text]:
                always.add(going_on[-1])
            going_on.append(text)
        return self.times.keys() - always


class Completing:
    """One beginning, held against one state of the index."""

    def __init__(self, snapshot: Snapshot, beginning: str) -> None:
        self._snapshot = snapshot
        self._needle = fold(beginning).text
        self._left = _PLACES

    def phrases(self, limit: int) -> tuple[Beginning, ...]:
        """What begins so: what stands in most passages first, at most ``limit``."""
        if not self._is_text or limit < 1:
            return ()
        weights = self._weights(limit)
        found: list[tuple[int, Beginning]] = []
        for text in sorted(weights, key=lambda each: (-weights[each], len(each), each)):
            if self._stands(text) and (passages := self._count(text)) != 0:
                shown = Beginning(self._tally.shown.get(text, text), passages)
                found.append((weights[text] if passages is None else passages, shown))
            if len(found) == limit:
                break
        return tuple(each for _, each in sorted(found, key=lambda each: -each[0]))

    def _weights(self, limit: int) -> dict[str, int]:
        """Text -> about how many passages have it, of phrases and of words."""
        tally = self._tally
        phrases = {text: round(tally.times[text] * self._share) for text in tally.whole()}
        words = dict(self._words(limit * _AMPLE))
        return {
            text: max(phrases.get(text, 0), words.get(text, 0))
            for text in phrases.keys() | words.keys()
        }

    def _stands(self, text: str) -> bool:
        """Whether a passage has it: the index may still list words that none has any longer."""
        return text in self._tally.times or bool(self._snapshot.postings.with_word(text))

    @property
    def _is_text(self) -> bool:
        """Whether it may stand in a text, and means nothing else in a query."""
        return (
            bool(self._needle) and self._needle.isprintable() and not _SPECIAL & set(self._needle)
        )

    @cached_property
    def _sought(self) -> str:
        """What is sought to read on from: a single character only behind a quotation mark."""
        return self._needle if len(self._needle) > 1 else _MARK + self._needle

    @cached_property
    def _holding(self) -> PassageSet:
        """The passages in which that stands."""
        return self._snapshot.postings.containing(self._sought)

    @cached_property
    def _read(self) -> list[Folded]:
        """The first of them."""
        return [self._snapshot.folded(each) for each in self._holding.documents[:_READ].tolist()]

    @cached_property
    def _share(self) -> float:
        """Of those passages, how many there are for each that was read."""
        return max(1.0, len(self._holding) / max(1, len(self._read)))

    @property
    def _is_all_read(self) -> bool:
        """Whether no other passage has what was typed."""
        return self._sought == self._needle and len(self._holding) <= _READ

    @cached_property
    def _tally(self) -> _Tally:
        tally = _Tally()
        before = len(self._sought) - len(self._needle)
        for folded in self._read:
            ends: dict[str, tuple[int, list[int]]] = {}
            for at in islice(folded.places(self._sought), 1):
                start = at + before
                for end in continuations(folded.text, start, len(self._needle)):
                    ends.setdefault(folded.text[start:end], (start, [end]))
            for start, each in ends.values():
                tally.meet(folded, start, each)
        return tally

    def _words(self, most: int) -> list[tuple[str, int]]:
        """The commonest words of the index that begin so, with about how many passages."""
        words = self._snapshot.postings.beginning(self._needle).items()
        longer = [each for each in words if each[0] != self._needle and each[0].isalnum()]
        return sorted(longer, key=lambda each: (-each[1], each[0]))[:most]

    def _count(self, text: str) -> int | None:
        """How many passages contain it; None where too many places would have to be looked at."""
        if self._is_all_read:
            return sum(text in folded.text for folded in self._read)
        postings = self._snapshot.postings
        if len(text) > 2:
            cost = postings.at_most(text)
            if cost > self._left:
                return None
            self._left -= cost
        return len(postings.containing(text))

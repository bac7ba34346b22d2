"""The texts of a segment: folded, as they were printed, and where their words end.

Folding gives a character for a character, so that the folded text, in UTF-16, is the text itself:
what was printed in its place is in a table where it is the usual thing (``，`` for ``,``), and
beside its place where it was not. So are the blanks that folding passes over.

A *unit* is half of what UTF-16 writes beyond the basic plane, and otherwise a character. The units
of all passages make one array, in which 0 ends each passage; a *place* is an index into it.

* ``text.units`` (u16): the folded texts;
* ``text.start`` (u32): the place at which each passage starts; one more entry says where all end;
* ``text.cuts`` (u8): a bit for each unit, the lowest first: whether a word ends before it, or its
  passage starts with it;
* ``text.fold``, ``text.shown``, ``text.second`` (u16): folded units, the unit usually shown in the
  place of each, and that shown in the place of every second one in a passage; where a folded unit
  is not among them, the same unit is shown;
* ``text.odd_at`` (u32, ascending), ``text.odd`` (u16): places, and the unit shown in each, where
  it is not the usual one;
* ``text.blank_at`` (u32, ascending), ``text.blank`` (u16): places before which, in the text as
  shown, blanks stand that folding passes over, and these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, Mask, Places, Units
from searchapp.text import Folded, fold
from searchapp.text.folding import UNSPACED, folding_table

_UTF16: Final = "utf-16-le"
_ALL_UNITS: Final = 1 << 16
#: So many units a segment may hold: a place takes four bytes.
MOST_UNITS: Final = (1 << 32) - 1
_BLANK: Final = ord(" ")
#: What is folded, what is printed in its place more often, and what every second time in a
#: passage. Not a rule: anything else is kept too.
_USUAL: Final = (",，，", ";；；", ":：：", "(（（", ")））", "?？？", "!！！", '"“”')


@dataclass(frozen=True, slots=True)
class TextPart:
    """The texts of passages that follow one another; its places count from its own beginning.

    ``units`` are folded, each passage ended by 0. ``shown`` has for each unit the one that stands
    in its place in the text as shown. ``blank_at`` ascends: before those units stand, in the text
    as shown, the ``blanks`` that folding passes over.
    """

    units: Units
    shown: Units
    blank_at: Places
    blanks: Units

    @property
    def starts(self) -> Places:
        """The place at which each passage starts."""
        return np.append(0, self.ends[:-1] + 1) if self.units.size else self.ends

    @property
    def ends(self) -> Places:
        """The place of the 0 that ends each passage."""
        return np.flatnonzero(self.units == 0)

    def folded_texts(self) -> list[str]:
        """The folded text of each passage."""
        return _divided(self.units)

    def shown_texts(self) -> list[str]:
        """The text of each passage as shown."""
        if not self.blanks.size:
            return _divided(self.shown)
        return _divided(np.insert(self.shown, self.blank_at, self.blanks))


def text_part(texts: Sequence[str]) -> TextPart:
    """The texts, as shown, of passages that follow one another.

    Raises ValueError for a text with a NUL, which ends passages here, or with half a character.
    """
    joined = "".join(f"{text}\0" for text in texts)
    shown = np.frombuffer(joined.encode(_UTF16), np.uint16)
    units = _folding()[shown]
    if np.count_nonzero(units == 0) != len(texts):
        raise ValueError("a text contains a NUL character")
    kept, passed = _blanks(units)
    units[kept] = _BLANK
    return TextPart(
        np.delete(units, passed),
        np.delete(shown, passed),
        passed - np.arange(passed.size),
        shown[passed],
    )


def _blanks(units: Units) -> tuple[Places, Places]:
    """Of the blanks in translated texts, those that folding keeps and those it passes over."""
    blanks = np.flatnonzero(_is_blank()[units])
    if not blanks.size:
        return blanks, blanks
    first = np.flatnonzero(np.diff(blanks, prepend=-2) != 1)
    last = np.append(first[1:], blanks.size) - 1
    # A 0 stands behind every passage, and, as the last unit, before the first one.
    before, behind = units[blanks[first] - 1], units[blanks[last] + 1]
    between = (np.minimum(before, behind) > 0) & (np.maximum(before, behind) < ord(UNSPACED))
    return blanks[first[between]], np.delete(blanks, first[between])


class _Usual:
    """What is usually shown in the place of what is folded."""

    def __init__(self, fold: Units, shown: Units, second: Units) -> None:
        """As ``text.fold``, ``text.shown`` and ``text.second`` have it."""
        self._table = np.arange(_ALL_UNITS, dtype=np.uint16)
        self._table[fold] = shown
        two = shown != second
        self._seconds = dict(zip(fold[two].tolist(), second[two].tolist(), strict=True))
        self._characters = dict(zip(fold.tolist(), shown.tolist(), strict=True))

    def shown(self, units: Units, starts: NDArray[Any]) -> Units:
        """The same for each of these units; the places at which passages start ascend."""
        usual = self._table.take(units)
        for folded, second in self._seconds.items():
            usual[_every_second((units == folded).nonzero()[0], starts)] = second
        return usual

    def shown_text(self, folded: str) -> str:
        """The same for the folded text of one passage."""
        usual = folded.translate(self._characters)
        for each, second in self._seconds.items():
            if chr(each) in folded:
                characters = list(usual)
                for at in _places(folded, chr(each))[1::2]:
                    characters[at] = chr(second)
                usual = "".join(characters)
        return usual


class TextWriter:
    """Writes texts in parts."""

    def __init__(self, arrays: ArrayWriter) -> None:
        self._arrays = arrays
        self._units = arrays.open("text.units", np.uint16)
        self._start = arrays.open("text.start", np.uint32)
        self._odd_at = arrays.open("text.odd_at", np.uint32)
        self._odd = arrays.open("text.odd", np.uint16)
        self._blank_at = arrays.open("text.blank_at", np.uint32)
        self._blank = arrays.open("text.blank", np.uint16)
        self._cuts = arrays.open("text.cuts", np.uint8)
        self._uneven: Mask = np.zeros(0, np.bool_)

    def append(self, part: TextPart, edges: Mask) -> None:
        """Add passages; ``edges`` are true at each unit before which a word ends.

        Raises ValueError where the segment would have more units than it can hold.
        """
        base = self._units.count
        if base + part.units.size > MOST_UNITS:
            raise ValueError(f"a segment cannot hold more than {MOST_UNITS} units of text")
        starts = part.starts
        odd = np.flatnonzero(_usual().shown(part.units, starts) != part.shown)
        self._units.append(part.units)
        self._start.append(_shifted(starts, base))
        self._odd_at.append(_shifted(odd, base))
        self._odd.append(part.shown[odd])
        self._blank_at.append(_shifted(part.blank_at, base))
        self._blank.append(part.blanks)
        self._append_edges(edges, starts)

    def finish(self) -> None:
        """Write what can only be known at the end."""
        self._start.append(np.array([self._units.count], np.uint32))
        self._cuts.append(np.packbits(self._uneven, bitorder="little"))
        for name, column in zip(("fold", "shown", "second"), _columns(), strict=True):
            self._arrays.add(f"text.{name}", column)

    def _append_edges(self, edges: Mask, starts: Places) -> None:
        bits = np.concatenate([self._uneven, edges])
        bits[self._uneven.size + starts] = True
        whole = bits.size // 8 * 8
        self._cuts.append(np.packbits(bits[:whole], bitorder="little"))
        self._uneven = bits[whole:]


class Text:
    """The texts of a segment, as they were written."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        #: Folded; 0 ends each passage.
        self.units: Units = arrays["text.units"]
        #: The place at which each passage starts, and behind them all the number of units.
        self.start: NDArray[np.uint32] = arrays["text.start"]
        self._odd_at, self._odd = arrays["text.odd_at"], arrays["text.odd"]
        self._blank_at, self._blank = arrays["text.blank_at"], arrays["text.blank"]
        self._cuts: NDArray[np.uint8] = arrays["text.cuts"]
        self._usual = _Usual(arrays["text.fold"], arrays["text.shown"], arrays["text.second"])

    def folded_text(self, document: int) -> str:
        """The folded text of a passage."""
        start, end = self.start[document : document + 2].tolist()
        return self.units[start : end - 1].tobytes().decode(_UTF16)

    def shown(self, document: int) -> str:
        """The text of a passage as shown."""
        start, end = self.start[document], self.start[document + 1]
        if _has_within(self._odd_at, start, end) or _has_within(self._blank_at, start, end):
            return self.part(document, document + 1).shown_texts()[0]
        return self._usual.shown_text(self.folded_text(document))

    def folded(self, document: int) -> Folded:
        """The same as folding the text as shown."""
        shown, text = self.shown(document), self.folded_text(document)
        if len(shown) == len(text) and " " not in text:
            return Folded(text, range(len(text)), shown)
        return fold(shown)

    def edges(self, places: Places) -> Mask:
        """Whether a word ends before each of these places; a passage's first is one of those."""
        bits = self._cuts[places >> 3] >> (places & 7).astype(np.uint8)
        edges: Mask = (bits & 1).astype(np.bool_)
        return edges

    def part(self, first: int, last: int) -> TextPart:
        """The passages ``first`` to ``last - 1``."""
        start, end = self.start[first], self.start[last]
        units = self.units[start:end]
        odd = slice(self._odd_at.searchsorted(start), self._odd_at.searchsorted(end))
        blank = slice(self._blank_at.searchsorted(start), self._blank_at.searchsorted(end))
        shown = self._usual.shown(units, self.start[first:last] - start)
        shown[self._odd_at[odd] - start] = self._odd[odd]
        blank_at = (self._blank_at[blank] - start).astype(np.int64)
        return TextPart(units, shown, blank_at, self._blank[blank])

    def edges_of(self, first: int, last: int) -> Mask:
        """For each unit of the passages ``first`` to ``last - 1``, whether it is an edge."""
        start, end = self.start[[first, last]].tolist()
        bits = np.unpackbits(self._cuts[start >> 3 : (end + 7) >> 3], bitorder="little")
        edges: Mask = bits[start & 7 :][: end - start].astype(np.bool_)
        return edges


def _has_within(places: NDArray[np.uint32], start: np.uint32, end: np.uint32) -> bool:
    """Whether one of the places, which ascend, lies there."""
    at = int(places.searchsorted(start))
    return at < len(places) and places.item(at) < int(end)


def _places(text: str, char: str) -> list[int]:
    """Where a character stands in a text."""
    places = [text.find(char)]
    while places[-1] >= 0:
        places.append(text.find(char, places[-1] + 1))
    return places[:-1]


def _every_second(places: Places, starts: NDArray[Any]) -> Places:
    """Of ascending places the second in each passage, the fourth and so on."""
    if len(starts) == 1:
        return places[1::2]
    before = places.searchsorted(starts)[starts.searchsorted(places, "right") - 1]
    second: Places = places[(np.arange(places.size) - before) % 2 == 1]
    return second


def _divided(units: Units) -> list[str]:
    return units.tobytes().decode(_UTF16).split("\0")[:-1]


def _shifted(places: Places, base: int) -> NDArray[np.uint32]:
    return (places + base).astype(np.uint32)


@cache
def _folding() -> Units:
    """Unit -> the unit that it is folded to, blanks aside."""
    table = np.arange(_ALL_UNITS, dtype=np.uint16)
    for char, to in folding_table().items():
        table[char] = ord(to)
    return table


@cache
def _is_blank() -> Mask:
    return np.array([chr(unit).isspace() for unit in range(_ALL_UNITS)])


def _columns() -> Sequence[Units]:
    """What is folded, what is usually shown in its place, and what every second time."""
    return list(np.array([[*map(ord, row)] for row in _USUAL], np.uint16).T)


@cache
def _usual() -> _Usual:
    return _Usual(*_columns())

"""Where a pattern stands: ``searchapp.query.Pattern`` on arrays, piece by piece.

What is known after some pieces are *ways*: where the pattern begins, and a place up to which its
pieces reach from there. Each piece ends some ways, and others go on from it in several.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Documents, Mask, Places, Units
from searchapp.engine.embedded.columnar.flat import ranges
from searchapp.engine.embedded.phrases import (
    Standing,
    at_most,
    at_most_behind,
    few,
    matching,
    nowhere,
    standing_behind,
    standing_in,
    windows,
)
from searchapp.engine.embedded.sets import PassageSet, positions
from searchapp.engine.embedded.volume import Volume, as_units
from searchapp.query import GAP, SENTENCE_ENDS, Pattern, Wild
from searchapp.text.figures import BEGINNINGS, GOES_ON

_BLANK: Final = ord(" ")
_ORDINAL: Final = ord("第")
#: The second halves of characters beyond the basic plane.
_LOW_HALVES: Final = range(0xDC00, 0xE000)
_ALL_UNITS: Final = 1 << 16
_HALF: Final = np.uint64(32)
#: So many ways go on over a gap at once: that takes some 20 MB.
_AT_ONCE: Final = 1 << 17

#: A text, a figure, or a gap of up to so many characters.
_Piece: TypeAlias = Units | Wild | int
Numbers: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Ways:
    """``began`` is the number of a place at which a way begins, ``at`` the unit place it reached.

    Both are below 2 ** 32.
    """

    began: Numbers
    at: Places

    def only(self, chosen: Mask | Numbers) -> "_Ways":
        """Those for which a mask is true, or those at these positions."""
        at = positions(chosen)
        return _Ways(self.began.take(at), self.at.take(at))

    def once(self) -> "_Ways":
        """Each once, by where it begins, then by how far it reached."""
        keys = self.began.astype(np.uint64) << _HALF | self.at.astype(np.uint64)
        if (keys[1:] > keys[:-1]).all():
            return self
        keys = np.sort(keys)
        keys = keys[np.append(True, keys[1:] != keys[:-1])]
        return _Ways((keys >> _HALF).astype(np.intp), (keys << _HALF >> _HALF).astype(np.int64))


def standing_pattern(
    volume: Volume, pattern: Pattern, documents: Documents
) -> tuple[Standing, Places]:
    """Where the pattern may begin in these passages, and where it then ends soonest (unit places).

    The passages are ascending, and not deleted. Places may hold one another.
    """
    pieces = list(_pieces(pattern))
    if any(isinstance(piece, np.ndarray) and not len(piece) for piece in pieces):
        return nowhere(), np.zeros(0, np.int64)
    return _Fit(volume, pieces, documents).soonest()


def _pieces(pattern: Pattern) -> Iterator[_Piece]:
    """The pieces of a pattern; gaps in a row are one."""
    for piece, same in groupby(pattern.pieces):
        if piece is Wild.GAP:
            yield GAP * len(list(same))
        else:
            yield from (as_units(each) if isinstance(each, str) else Wild.FIGURE for each in same)


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of some passages, in order.

    ``start`` is the unit place at which one begins, ``longest`` the one at which its longest form
    ends, ``shorter`` how many other forms there are, each of which ends a unit sooner.
    """

    documents: Documents
    start: Places
    longest: Places
    shorter: NDArray[np.integer[Any]]

    @classmethod
    def of(cls, volume: Volume, documents: Documents) -> "_Figures":
        """Those of these passages, which ascend."""
        found = volume.segment.figures.of(documents)
        start = volume.starts(documents).take(found.index) + found.at
        return cls(documents.take(found.index), start, start + found.length, found.shorter)

    def only(self, chosen: Mask | Numbers) -> "_Figures":
        """Those for which a mask is true, or those at these positions, as often as named."""
        at = positions(chosen)
        start, longest = self.start.take(at), self.longest.take(at)
        return _Figures(self.documents.take(at), start, longest, self.shorter.take(at))


class _Fit:
    """A pattern laid on some passages of a volume."""

    def __init__(self, volume: Volume, pieces: Sequence[_Piece], documents: Documents) -> None:
        self._volume = volume
        self._units = volume.units
        self._pieces = pieces
        self._documents = documents
        texts = [piece for piece in pieces if isinstance(piece, np.ndarray)]
        # Whoever writes 第 before # means an ordinal.
        self._ordinals = any(text[-1] == _ORDINAL for text in texts)

    def soonest(self) -> tuple[Standing, Places]:
        """Each place at which the pattern may begin, with its nearest end."""
        begins, ways = self._first()
        for number in range(1, len(self._pieces)):
            ways = self._on(ways, number, begins.documents)
        ways = ways.once()
        first = np.flatnonzero(np.diff(ways.began, prepend=-1))
        ways = ways.only(first)
        return begins.only(ways.began), ways.at

    def _first(self) -> tuple[Standing, _Ways]:
        """Where the first piece stands, and the ways behind it."""
        piece, following = self._pieces[0], self._following(0)
        if isinstance(piece, np.ndarray):
            begins = standing_in(self._volume, piece, self._documents)
            return begins, _Ways(np.arange(len(begins.at)), begins.at + len(piece))
        if isinstance(following, np.ndarray):
            return self._figures_before(following)
        figures = _Figures.of(self._volume, self._documents)
        figures = figures.only(self._is_meant(figures.start))
        begins = Standing(figures.documents, figures.start)
        return begins, self._behind(figures, np.arange(len(figures.start)), 0)

    def _figures_before(self, text: Units) -> tuple[Standing, _Ways]:
        """The figures, and the ways to this text behind one of their ends, or behind a blank."""
        texts = self._behind_figures(text)
        end = texts.at - (self._units[texts.at - 1] == _BLANK)
        figures = _Figures.of(self._volume, self._distinct(texts.documents))
        which = np.searchsorted(figures.start, end) - 1
        texts, end, which = texts.only(which >= 0), end[which >= 0], which[which >= 0]
        taken = figures.only(which)
        fits = (end <= taken.longest) & (end >= taken.longest - taken.shorter)
        fits &= self._is_meant(taken.start)
        start, documents = taken.start[fits], taken.documents[fits]
        # One figure may have the text behind several of its ends.
        new = np.diff(start, prepend=-1) != 0
        return Standing(documents[new], start[new]), _Ways(np.cumsum(new) - 1, texts.at[fits])

    def _behind_figures(self, text: Units) -> Standing:
        """Places of a text, all that have a figure before them in the passages among them."""
        behind = at_most_behind(self._volume, _in_figures(), int(text[0]))
        is_rarer = len(text) > 1 and at_most(self._volume, text) < behind
        if is_rarer or few(self._documents, behind):
            return standing_in(self._volume, text, self._documents)
        found = standing_behind(self._volume, _in_figures(), int(text[0]))
        return found.among(PassageSet.of(self._documents, self._volume.size))

    def _on(self, ways: _Ways, number: int, documents: Documents) -> _Ways:
        """The ways on over a piece; ``documents`` are the passages of the places they began."""
        piece = self._pieces[number]
        if isinstance(piece, np.ndarray):
            left = ways.only(matching(self._units, ways.at, piece))
            return _Ways(left.began, left.at + len(piece))
        if isinstance(piece, int):
            return self._over_gap(ways, piece, _beginning(self._pieces[number + 1])).once()
        return self._over_figure(ways, number, documents)

    def _over_figure(self, ways: _Ways, number: int, documents: Documents) -> _Ways:
        """The ways on where a figure stands, or a blank and a figure."""
        at = ways.at + (self._units[ways.at] == _BLANK)
        begun = _beginnings()[self._units[at]] & self._is_meant(at)
        at, began = at[begun], ways.began[begun]
        figures = _Figures.of(self._volume, self._distinct(documents[began]))
        which = np.searchsorted(figures.start, at)
        there = which < len(figures.start)
        there[there] = figures.start[which[there]] == at[there]
        return self._behind(figures.only(which[there]), began[there], number)

    def _is_meant(self, start: Places) -> Mask:
        """Whether ``#`` may stand for a figure that begins there: for an ordinal it may not."""
        meant: Mask = self._units[start - 1] != _ORDINAL
        return meant | self._ordinals

    def _distinct(self, documents: Documents) -> Documents:
        """These passages, ascending and each once."""
        mask = np.zeros(self._volume.size, np.bool_)
        mask[documents] = True
        return PassageSet.masked(mask).documents

    def _following(self, number: int) -> _Piece | None:
        """The piece behind one."""
        return self._pieces[number + 1] if number + 1 < len(self._pieces) else None

    def _behind(self, figures: _Figures, began: Numbers, number: int) -> _Ways:
        """The ways behind a piece that takes these figures, and behind a blank that follows.

        Only for what is typed behind it does a figure leave out 余 or 万.
        """
        ways = _Ways(began, figures.longest)
        if not isinstance(self._following(number), np.ndarray):
            return self._behind_blanks(ways)
        several = np.flatnonzero(figures.shorter)
        shorter = figures.shorter[several].astype(np.int64)
        less = ways.only(np.repeat(several, shorter))
        return self._behind_blanks(
            _joined([ways, _Ways(less.began, less.at - ranges(np.ones_like(shorter), shorter))])
        )

    def _behind_blanks(self, ways: _Ways) -> _Ways:
        """These ways, and those on over a blank."""
        blank = ways.only(self._units[ways.at] == _BLANK)
        return _joined([ways, _Ways(blank.began, blank.at + 1)])

    def _over_gap(self, ways: _Ways, most: int, wanted: Mask) -> _Ways:
        """The ways on over up to so many characters, to where one of the wanted units stands."""
        every = np.arange(len(ways.at))
        parts = np.split(every, range(_AT_ONCE, len(every), _AT_ONCE))
        return _joined(self._gone_on(ways.only(part), most, wanted) for part in parts)

    def _gone_on(self, ways: _Ways, most: int, wanted: Mask) -> _Ways:
        wide = len(self._volume.high_halves) > 0
        rows = _rows(self._units, ways.at, most * (1 + wide) + 1)
        way, over = np.nonzero(wanted[rows])
        rows = rows[way]
        before = np.arange(rows.shape[1]) < over[:, np.newaxis]
        ended = (_ends()[rows] & before).any(axis=1)
        characters = over
        if wide:
            halves = (rows >= _LOW_HALVES[0]) & (rows <= _LOW_HALVES[-1])
            characters = over - np.count_nonzero(halves & before, axis=1)
        way, over = (each[~ended & (characters <= most)] for each in (way, over))
        return _Ways(ways.began[way], ways.at[way] + over)


def _joined(ways: Iterable[_Ways]) -> _Ways:
    every = list(ways)
    return _Ways(
        np.concatenate([each.began for each in every]), np.concatenate([each.at for each in every])
    )


def _rows(units: Units, at: Places, width: int) -> NDArray[np.uint16]:
    """A row for each place: the units from there on; what lies behind the last unit is 0."""
    if at.max(initial=0) + width > len(units):
        beyond = at[:, np.newaxis] + np.arange(width)
        rows: NDArray[np.uint16] = units[np.minimum(beyond, len(units) - 1)]
        return rows
    return windows(units, width)[at].view(np.uint16).reshape(-1, width)


def _beginning(piece: _Piece) -> Mask:
    """Unit -> whether the piece, or a blank before a figure, may begin with it."""
    if isinstance(piece, np.ndarray):
        table = np.zeros(_ALL_UNITS, np.bool_)
        table[piece[0]] = True
        return table
    return _beginnings_or_blank()


@cache
def _beginnings() -> Mask:
    """Unit -> whether a figure may begin with it."""
    table = np.zeros(_ALL_UNITS, np.bool_)
    table[[ord(char) for char in BEGINNINGS]] = True
    return table


@cache
def _in_figures() -> Units:
    """All units that may be the last of a figure, and a blank."""
    return np.array(sorted({_BLANK, *map(ord, ".,"), *map(ord, GOES_ON)}), np.uint16)


@cache
def _beginnings_or_blank() -> Mask:
    table = _beginnings().copy()
    table[_BLANK] = True
    return table


@cache
def _ends() -> Mask:
    """Unit -> whether no gap goes on over it: it ends a sentence, or the passage."""
    table = np.zeros(_ALL_UNITS, np.bool_)
    table[[0, *map(ord, SENTENCE_ENDS)]] = True
    return table

"""Tables with rules: which characters of a page stand in which cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from searchapp.reading.printed.page import Piece, Rule, Sheet

#: Rules that are no farther apart than this, in ems, are one, or touch.
_TOUCH: Final = 0.3
#: A page with more rules than this is a drawing.
_MOST_RULES: Final = 600


@dataclass(frozen=True, slots=True)
class Cell:
    """The pieces in a cell, and where it is: the number of its table and of its row there."""

    table: int
    row: int
    pieces: Sequence[Piece]


#: Number of the table, upper edge, left edge.
_Corner = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rules that touch one another, at least two columns of them."""

    level: Sequence[Rule]
    upright: Sequence[Rule]
    touch: float

    def corner(self, piece: Piece) -> tuple[float, float] | None:
        """Where the cell begins in which a piece stands, down and across; None outside of all."""
        across, down = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
        above, below = _around(down, (rule for rule in self.level if self._spans(rule, across)))
        before, after = _around(across, (rule for rule in self.upright if self._spans(rule, down)))
        if above is None or below is None or before is None or after is None:
            return None
        return above, before

    def lefts(self, top: float) -> list[float]:
        """Where the cells begin that stand below this upper edge."""
        places = sorted(rule.at for rule in self.upright if self._spans(rule, top + self.touch))
        wide = 3 * self.touch  # between the frames of two cells there is no cell
        return [at for at, end in pairwise(places) if end - at > wide]

    def _spans(self, rule: Rule, at: float) -> bool:
        return rule.start - self.touch <= at <= rule.end + self.touch


def cells_of(sheet: Sheet) -> tuple[list[Cell], list[Piece]]:
    """The cells of the page's tables, row by row, and the pieces outside of all tables."""
    touch = _TOUCH * median([piece.em for piece in sheet.pieces] or [0.0])
    grids = list(_grids(sheet, touch))
    inside: dict[_Corner, list[Piece]] = {}
    outside: list[Piece] = []
    for piece in sheet.pieces:
        corners = ((number, grid.corner(piece)) for number, grid in enumerate(grids))
        found = next(((number, *corner) for number, corner in corners if corner), None)
        (outside if found is None else inside.setdefault(found, [])).append(piece)
    return list(_numbered(grids, inside, touch)), outside


def _numbered(
    grids: Sequence[_Grid], inside: Mapping[_Corner, Sequence[Piece]], touch: float
) -> Iterator[Cell]:
    """The cells of each row with text, from left to right, those without any too."""
    rows: list[list[_Corner]] = []
    for corner in sorted(inside):
        before = rows[-1][-1] if rows else None
        if before is None or before[0] != corner[0] or corner[1] - before[1] > touch:
            rows.append([])
        rows[-1].append(corner)
    for number, corners in enumerate(rows):
        texts = {left: inside[table, top, left] for table, top, left in corners}
        if not any(map(_has_text, texts.values())):
            continue
        table, top, _ = corners[0]
        empty = (left for left in grids[table].lefts(top) if not _is_near(left, texts, touch))
        for left in sorted([*texts, *empty]):
            yield Cell(table, number, texts.get(left, ()))


def _is_near(place: float, others: Iterable[float], touch: float) -> bool:
    return any(abs(place - other) <= touch for other in others)


def _has_text(pieces: Sequence[Piece]) -> bool:
    return any(not piece.text.isspace() for piece in pieces)


def _around(at: float, rules: Iterable[Rule]) -> tuple[float | None, float | None]:
    """The nearest places of rules before and after a place."""
    places = [rule.at for rule in rules]
    before = max((place for place in places if place <= at), default=None)
    return before, min((place for place in places if place > at), default=None)


def _grids(sheet: Sheet, touch: float) -> Iterator[_Grid]:
    """The tables of a page: rules that touch, with two columns at least."""
    level, upright = _merged(sheet.level, touch), _merged(sheet.upright, touch)
    if not touch or len(level) + len(upright) > _MOST_RULES:
        return
    while upright:
        grid, upright = _grown(upright[0], level, upright, touch)
        places = sorted(rule.at for rule in grid.upright)
        edges = 1 + sum(after - before > touch for before, after in pairwise(places))
        if edges > 2 and len(grid.level) > 1:
            yield grid


def _merged(rules: Sequence[Rule], touch: float) -> list[Rule]:
    """Rules that go on in one another, as one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / (touch or 1.0)), rule.start)):
        before = merged[-1] if merged else None
        if before and abs(before.at - rule.at) <= touch and rule.start <= before.end + touch:
            merged[-1] = Rule(before.at, before.start, max(before.end, rule.end))
        else:
            merged.append(rule)
    return merged


def _grown(
    seed: Rule, level: Sequence[Rule], upright: Sequence[Rule], touch: float
) -> tuple[_Grid, list[Rule]]:
    """The rules that touch this upright one, over others too, and the upright ones left over."""
    left = [rule for rule in upright if rule is not seed]
    columns, rows, fresh = [seed], list[Rule](), [seed]
    while fresh:
        met = [rule for rule in level if any(_meet(each, rule, touch) for each in fresh)]
        met = [rule for rule in met if rule not in rows]
        rows += met
        fresh = [rule for rule in left if any(_meet(rule, each, touch) for each in met)]
        columns += fresh
        left = [rule for rule in left if rule not in fresh]
    return _Grid(rows, columns, touch), left


def _meet(upright: Rule, level: Rule, touch: float) -> bool:
    return (
        level.start - touch <= upright.at <= level.end + touch
        and upright.start - touch <= level.at <= upright.end + touch
    )

"""The cells of a table's rows, each in its column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

#: No cell covers more columns or rows than this, and no row has more columns.
_SPAN: Final = 100
#: A layout has not so many rows of so many cells.
_GRID: Final = 3

GROUPS: Final = frozenset({"table", "thead", "tbody", "tfoot"})


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, None for each place that another cell covers.

    Where it is part of a ``grid``, of several rows alike, it is a row of facts though a cell has
    several lines.
    """

    cells: list[Tag | None]
    grid: bool


def rows_of(group: Tag) -> dict[int, Row]:
    """The id of each row of facts -> the row.

    A row of layout is left out: one with a single cell, or with tables in it. Those nest, and to
    read a row of rows here would read each level twice as often as the one above it.
    """
    found: dict[int, Row] = {}
    hanging: dict[int, int] = {}
    rows = [(row, _own(row)) for row in group.find_all("tr", recursive=False)]
    grid = len(rows) >= _GRID and min(len(own) for _, own in rows) >= _GRID
    for row, own in rows:
        covered = {column for column, left in hanging.items() if left}
        if len(own) + len(covered) >= 2 and not row.find("tr"):
            found[id(row)] = Row(_placed(own, covered, hanging), grid)
        hanging = {column: left - (column in covered) for column, left in hanging.items()}
    return found


def _own(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _placed(own: Sequence[Tag], covered: set[int], hanging: dict[int, int]) -> list[Tag | None]:
    """The cells in their columns; those that reach down are noted as hanging."""
    cells: list[Tag | None] = []
    for cell in own:
        while len(cells) in covered:
            cells.append(None)
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        for column in range(len(cells), min(len(cells) + width, _SPAN)):
            hanging[column] = height - 1
        cells += [cell, *[None] * min(width - 1, _SPAN - len(cells))]
    return cells


def _span(cell: Tag, name: str) -> int:
    found = re.match(r"\s*(\d{1,3})", str(cell.get(name) or "1"))
    return min(max(int(found[1]), 1), _SPAN) if found else 1

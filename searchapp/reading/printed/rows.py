"""From the characters of a page to its lines: what stands side by side, and in which order.

The order in which a PDF draws its characters says nothing; where they stand says everything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from statistics import median
from typing import Final

from searchapp.reading.printed.grids import Cell, cells_of
from searchapp.reading.printed.page import Line, Page, Piece, Sheet, is_wide
from searchapp.reading.printed.radicals import ordinary

#: A gap of so many ems parts two cells, or two names side by side.
_CELL_GAP: Final = 1.2
#: A gap of so many ems is a blank: between Chinese characters, whatever their spacing, between
#: such that are set otherwise close, and between two words of Latin.
_SURE_BLANK, _EXTRA_BLANK, _WORD_BLANK = 0.75, 0.2, 0.16
#: So many gaps show how close a line is set.
_SHOWING: Final = 4
#: The number or dot that an entry of a list begins with, outside of its text.
_ENTRY: Final = re.compile(r"(?:\d{1,2}[.、．)）]|[•●○■□◆▪·－-])\s*")
#: How far apart in ems two things may stand that stand one below the other.
_ALIGNED: Final = 0.6
#: Two columns of text have at least so many lines side by side, and are so many ems wide.
_COLUMN_LINES, _COLUMN_WIDTH = 8, 10


@dataclass(slots=True)
class _Row:
    """Pieces on one line. ``base`` and ``em`` are those of the largest."""

    base: float
    em: float
    pieces: list[Piece] = field(default_factory=list)

    def fits(self, piece: Piece) -> float:
        """How much of the smaller of the two stands beside the other, from 0 to 1."""
        top = max(self.base - 0.85 * self.em, piece.top)
        bottom = min(self.base + 0.15 * self.em, piece.bottom)
        return (bottom - top) / min(self.em, piece.em)

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        if piece.em > self.em:
            self.base, self.em = piece.base, piece.em


def page_of(sheet: Sheet) -> Page:
    """The lines of a page in reading order: columns one after the other, tables row by row.

    All columns stand where the first does, so that all lines have the same margins.
    """
    cells, loose = cells_of(sheet)
    lines = [_moved(line, by) for column, by in _columns(loose) for line in lines_of(column)]
    return Page(_with_rows(lines, list(_row_lines(cells))), sheet.width)


def _moved(line: Line, by: float) -> Line:
    hang = None if line.hang is None else line.hang - by
    return replace(line, left=line.left - by, right=line.right - by, hang=hang)


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines that these pieces make, from the top down; rows of a table where they align."""
    rows = [_segments(row) for row in _rows(pieces)]
    rows = [row for row in rows if row]
    tabular = _tabular(rows)
    return [_line(row, is_row=at in tabular) for at, row in enumerate(rows)]


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    """Pieces side by side, from the top down; a raised or small one is of the line it touches."""
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        nearest = max(rows[-3:], key=lambda row: row.fits(piece), default=None)
        if nearest is None or nearest.fits(piece) < 0.6:
            nearest = _Row(piece.base, piece.em)
            rows.append(nearest)
        nearest.add(piece)
    return rows


_Segment = list[Piece]


def _segments(row: _Row) -> list[_Segment]:
    """The pieces from left to right, parted at wide gaps, without blanks and doubles."""
    segments: list[_Segment] = []
    for piece in sorted(row.pieces, key=lambda piece: piece.left):
        if not segments:
            if not piece.text.isspace():
                segments.append([piece])
            continue
        before = segments[-1][-1]
        if _is_double(before, piece):
            continue
        if not piece.text.isspace() and _gap(segments[-1], piece) >= _CELL_GAP * row.em:
            segments.append([piece])
        else:
            segments[-1].append(piece)
    return [bare for segment in segments if (bare := _without_end_blanks(segment))]


def _is_double(before: Piece, piece: Piece) -> bool:
    """Whether a piece is one printed twice, to look bold or raised."""
    return before.text == piece.text and piece.left - before.left < 0.1 * piece.em


def _gap(segment: _Segment, piece: Piece) -> float:
    """How far a piece stands from the last of these that is no blank."""
    last = next((each for each in reversed(segment) if not each.text.isspace()), segment[0])
    return piece.left - last.right


def _without_end_blanks(segment: _Segment) -> _Segment:
    last = max((at for at, piece in enumerate(segment) if not piece.text.isspace()), default=-1)
    return segment[: last + 1]


def _line(segments: Sequence[_Segment], *, is_row: bool) -> Line:
    texts = [_text(segment) for segment in segments]
    pieces = [piece for segment in segments for piece in segment]
    return Line(
        text=ordinary(("\t" if is_row else " ").join(texts)),
        left=pieces[0].left,
        right=max(piece.right for piece in pieces),
        base=median(piece.base for piece in pieces),
        em=median(piece.em for piece in pieces),
        is_row=is_row,
        hang=_hang(pieces),
    )


def _hang(pieces: Sequence[Piece]) -> float | None:
    """Where the text begins after the number or dot of a list's entry."""
    mark = _ENTRY.match("".join(piece.text for piece in pieces))
    following = 0
    for piece in pieces:
        if mark and following >= mark.end():
            return piece.left
        following += len(piece.text)
    return None


def _text(segment: _Segment) -> str:
    """The pieces' text, with a blank where one was printed or the gap says so."""
    usual = _usual_gap(segment)
    text, blank = segment[0].text, False
    solid = segment[0]
    for piece in segment[1:]:
        if piece.text.isspace():
            blank = True
            continue
        if blank or _is_apart(solid, piece, usual):
            text += " "
        text, blank, solid = text + piece.text, False, piece
    return text


def _usual_gap(segment: _Segment) -> float:
    """How far apart the Chinese characters of a line are set, in ems."""
    gaps = [
        (after.left - before.right) / after.em
        for before, after in pairwise(segment)
        if is_wide(before.text[-1]) and is_wide(after.text[0])
    ]
    return max(0.0, median(gaps)) if len(gaps) >= _SHOWING else 0.0


def _is_apart(before: Piece, piece: Piece, usual: float) -> bool:
    gap = (piece.left - before.right) / max(before.em, piece.em)
    wide = is_wide(before.text[-1]), is_wide(piece.text[0])
    if all(wide):
        return gap >= min(_SURE_BLANK, usual + _EXTRA_BLANK)
    return gap >= _WORD_BLANK


def _tabular(rows: Sequence[Sequence[_Segment]]) -> set[int]:
    """Which rows are those of a table without rules: their parts stand one below the other.

    Two rows of three columns or three of two; fewer may be names and dates side by side.
    """
    found: set[int] = set()
    run: list[int] = []
    for at, row in enumerate(rows):
        if run and not _are_aligned(rows[run[-1]], row):
            found |= _table(run, rows)
            run = []
        if len(row) > 1:
            run.append(at)
    return found | _table(run, rows)


def _table(run: Sequence[int], rows: Sequence[Sequence[_Segment]]) -> set[int]:
    columns = max((len(rows[at]) for at in run), default=0)
    return set(run) if len(run) + columns >= 5 else set()


def _are_aligned(above: Sequence[_Segment], below: Sequence[_Segment]) -> bool:
    if len(above) != len(below) or len(below) < 2:
        return False
    return all(_is_below(one, other) for one, other in zip(above, below, strict=True))


def _is_below(above: _Segment, below: _Segment) -> bool:
    """Whether two cells have their left edges, right edges or middles in one line."""
    lefts = below[0].left - above[0].left
    rights = below[-1].right - above[-1].right
    return min(abs(lefts), abs(rights), abs(lefts + rights) / 2) <= _ALIGNED * below[0].em


def _row_lines(cells: Sequence[Cell]) -> Iterator[Line]:
    """A line for each row of a ruled table; a row of one cell is text like any other."""
    for _, row in groupby(cells, key=lambda cell: (cell.table, cell.row)):
        columns = [lines_of(cell.pieces) for cell in row]
        lines = [line for column in columns for line in column]
        if len(columns) == 1:
            yield from lines
        else:
            yield Line(
                text="\t".join("".join(line.text for line in column) for column in columns),
                left=min(line.left for line in lines),
                right=max(line.right for line in lines),
                base=min(line.base for line in lines),
                em=lines[0].em,
                is_row=True,
            )


def _with_rows(lines: list[Line], rows: list[Line]) -> list[Line]:
    """The lines with each row before the first that stands below it."""
    merged = list(lines)
    at = 0
    for row in rows:
        while at < len(merged) and merged[at].base <= row.base:
            at += 1
        merged.insert(at, row)
        at += 1
    return merged


def _columns(pieces: Sequence[Piece]) -> Iterator[tuple[Sequence[Piece], float]]:
    """The pieces column by column, and how far each stands to the right of the first.

    Each stretch between lines that run across both is a pair of columns by itself.
    """
    rows = [segments for row in _rows(pieces) if (segments := _segments(row))]
    gutter = _gutter(rows)
    if gutter is None:
        yield pieces, 0.0
        return
    right, left = (
        min(each[0].left for row in rows for each in row if (each[0].left > gutter) is side)
        for side in (True, False)
    )
    for across, stretch in groupby(rows, key=lambda row: _crosses(row, gutter)):
        segments = [segment for row in stretch for segment in row]
        if across:
            yield list(chain.from_iterable(segments)), 0.0
            continue
        for side, shift in ((False, 0.0), (True, right - left)):
            column = [each for each in segments if (each[0].left > gutter) is side]
            yield list(chain.from_iterable(column)), shift


def _gutter(rows: Sequence[Sequence[_Segment]]) -> float | None:
    """Where the blank strip runs between two columns of text, if there are two.

    Lines stand on both sides of it, most of those on the left filling their column.
    """
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < _COLUMN_LINES:
        return None
    edge = median(row[0][-1].right for row in pairs)
    gutter = (edge + median(row[1][0].left for row in pairs)) / 2
    em = median(row[0][0].em for row in pairs)
    filled = sum(abs(row[0][-1].right - edge) <= em for row in pairs)
    across = sum(_crosses(row, gutter) for row in rows)
    long = edge - min(row[0][0].left for row in pairs) >= _COLUMN_WIDTH * em
    is_text = long and filled >= 0.6 * len(pairs) and across <= 0.4 * len(rows)
    return gutter if is_text else None


def _crosses(row: Sequence[_Segment], gutter: float) -> bool:
    return any(segment[0].left < gutter < segment[-1].right for segment in row)

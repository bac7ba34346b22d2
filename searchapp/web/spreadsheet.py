"""Rows for a spreadsheet, as CSV and as a workbook of Excel: every text whole, none of it run."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import IO, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = str | int | float | None

#: A cell that begins with one of these would be run as a formula, or lead to one (OWASP, *CSV
#: Injection*); wide signs count, for an Excel in Chinese takes them for the narrow ones.
_RUN: Final = tuple("=+-@\t\r\n＝＋－＠")
_GUARD: Final = "'"
#: What Excel has room for: rows on a sheet, and UTF-16 code units in a cell.
MOST_ROWS: Final = 1_048_576
MOST_UNITS: Final = 32_767
#: So many rows of a CSV are sent together.
_TOGETHER: Final = 200
_MARK: Final = "\ufeff"
_WIDE: Final = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is headed, and about so many characters wide."""

    name: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: each row has a value for each column."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it: with an apostrophe before what might be run.

    A text that begins with an apostrophe gets another, so that to take one away leads back.
    """
    return _GUARD + text if text.startswith((*_RUN, _GUARD)) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made this cell of."""
    return cell.removeprefix(_GUARD)


def csv_pieces(table: Rows) -> Iterator[bytes]:
    """The table as CSV in pieces: UTF-8 with the mark by which Excel knows it, CRLF."""
    yield _MARK.encode()
    lines = chain([tuple(column.name for column in table.columns)], table.rows)
    while some := list(islice(lines, _TOGETHER)):
        piece = StringIO()
        csv.writer(piece, lineterminator="\r\n").writerows(map(_csv_cells, some))
        yield piece.getvalue().encode()


def _csv_cells(row: tuple[Value, ...]) -> list[Value]:
    return [guarded(value) if isinstance(value, str) else value for value in row]


def workbook(
    table: Rows,
    about: Iterable[tuple[str, str]],
    *,
    beside: Mapping[str, Rows] = MappingProxyType({}),
    most_rows: int = MOST_ROWS,
) -> IO[bytes]:
    """The table as a file of Excel, at its beginning; whoever reads it closes it.

    Other tables stand ``beside`` it on sheets of their names. Rows that have no room on a sheet go
    on to the next one, and a text that has no room in its cell is cut, with both said on the sheet
    说明 under what it says ``about`` the table.
    """
    # Whoever reads the file closes it; it has no name and is gone then.
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115
    book = Workbook(file, {"constant_memory": True})
    book.use_zip64()
    writing = _Writing(book)
    first = writing.sheet("结果", table.columns)
    explanation = book.add_worksheet("说明")
    writing.all(first, table, most_rows - 1)
    for name, other in beside.items():
        writing.all(writing.sheet(name, other.columns), other, most_rows - 1)
    writing.explain(explanation, [*about, *writing.limits()])
    book.close()
    file.seek(0)
    return file


class _Writing:
    """A workbook that is being written, row by row."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})
        # Edited in Excel, what begins with = stays the text that it is.
        self._quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._spread: list[str] = []
        self._cut = 0

    def sheet(self, name: str, columns: Iterable[Column]) -> Worksheet:
        """A new sheet with the heads of the columns, which stay in sight."""
        sheet = self._book.add_worksheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.name, self._head)
        sheet.freeze_panes(1, 0)
        return sheet

    def all(self, first: Worksheet, table: Rows, per_sheet: int) -> None:
        """Write every row, on this sheet and as many more as are needed."""
        remaining, names = iter(table.rows), [first.get_name()]
        self._some(first, table.columns, islice(remaining, per_sheet))
        for row in remaining:
            names.append(f"{names[0]}{len(names) + 1}")
            sheet = self.sheet(names[-1], table.columns)
            self._some(sheet, table.columns, chain([row], islice(remaining, per_sheet - 1)))
        self._spread += names if len(names) > 1 else ()

    def limits(self) -> Iterator[tuple[str, str]]:
        """What is to be said of texts and rows that had no room."""
        if self._cut:
            said = f"{self._cut} 格的文字超过 {MOST_UNITS} 字，只放得下开头；全文见 .csv 或链接"
            yield "放不下的", said
        if self._spread:
            yield "工作表", f"行数超过一张表的上限，分在：{'、'.join(self._spread)}"

    def explain(self, sheet: Worksheet, about: Iterable[tuple[str, str]]) -> None:
        """What there is to be known of the table."""
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, _WIDE + 20)
        for at, (name, said) in enumerate(about):
            sheet.write_string(at, 0, name, self._head)
            self._cell(sheet, at, 1, said)

    def _some(
        self, sheet: Worksheet, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]
    ) -> None:
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                self._cell(sheet, last, at, value)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, str):
            sheet.write_string(row, column, self._fitting(value), self._format(value))
        elif value is not None:
            sheet.write_number(row, column, value, self._plain)

    def _fitting(self, text: str) -> str:
        units = text.encode("utf-16-le")
        if len(units) <= 2 * MOST_UNITS:
            return text
        self._cut += 1
        return units[: 2 * MOST_UNITS].decode("utf-16-le", "ignore")

    def _format(self, text: str) -> Format:
        return self._quoted if text.startswith((*_RUN, _GUARD)) else self._plain

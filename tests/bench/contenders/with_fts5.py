"""SQLite's FTS5 with its trigram tokenizer: exact substrings of three characters and more.

What is shorter cannot be asked of it but by reading every passage, and is left out. Facets are
counted by SQL over a table beside it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.bench.contenders import SHOWN, Seen, marked
from tests.bench.rows import Row

_NAME = "passages.db"
_SCHEMA = """
    CREATE VIRTUAL TABLE folded USING fts5(text, tokenize='trigram case_sensitive 1', content='');
    CREATE TABLE passages (id INTEGER PRIMARY KEY, report TEXT, town TEXT, year INTEGER,
                           section TEXT, text TEXT);
    CREATE INDEX of_report ON passages (report);
"""
_FOUND = """
    CREATE TEMP TABLE found AS
    SELECT rowid AS id, rank AS score FROM folded WHERE folded MATCH ?
"""
_COUNTS = """
    SELECT {name}, count(*), count(DISTINCT report) FROM found JOIN passages USING (id)
    GROUP BY {name}
"""


def build(folder: Path, reports: Iterable[FiledReport]) -> None:
    """The index of these reports."""
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / _NAME)
    database.executescript(_SCHEMA)
    rows = (row for filed in reports for row in _rows(filed))
    for number, (folded, *columns) in enumerate(rows, 1):
        database.execute("INSERT INTO folded (rowid, text) VALUES (?, ?)", (number, folded))
        database.execute("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", (number, *columns))
    database.commit()
    database.close()


def _rows(filed: FiledReport) -> Iterator[tuple[object, ...]]:
    place, year = filed.report.place, filed.report.year
    for passage in filed.report.passages:
        folded = fold(passage.text).text
        town = place.code if place else None
        yield folded, filed.id, town, year, str(passage.kind), passage.text


class Fts5:
    """An index that is open."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / _NAME)

    def answer(self, row: Row) -> Seen | None:
        if row.words or row.either or any(len(phrase) < 3 for phrase in row.phrases):
            return None
        one = self._database.execute
        one("DROP TABLE IF EXISTS temp.found")
        one(_FOUND, (" AND ".join(f'"{phrase}"' for phrase in row.phrases),))
        passages, reports = one(
            "SELECT count(*), count(DISTINCT report) FROM found JOIN passages USING (id)"
        ).fetchone()
        values = sum(
            len(one(_COUNTS.format(name=name)).fetchall()) for name in ("town", "year", "section")
        )
        best = one(
            "SELECT text FROM found JOIN passages USING (id) ORDER BY score LIMIT ?", (SHOWN,)
        )
        snippets = tuple(marked(text, row.sought) for (text,) in best)
        return Seen(passages, reports, values, snippets)

    def replace(self, filed: FiledReport) -> None:
        one = self._database.execute
        old = one("SELECT id, text FROM passages WHERE report = ?", (filed.id,)).fetchall()
        for number, text in old:
            said = "INSERT INTO folded (folded, rowid, text) VALUES ('delete', ?, ?)"
            one(said, (number, fold(text).text))
        one("DELETE FROM passages WHERE report = ?", (filed.id,))
        for folded, *columns in _rows(filed):
            number = one("INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?)", columns).lastrowid
            one("INSERT INTO folded (rowid, text) VALUES (?, ?)", (number, folded))
        self._database.commit()

"""Whoosh as it comes: jieba's words, and overlapping pairs of characters with positions."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rjieba
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, NUMERIC, STORED, FieldType, Schema
from whoosh.formats import Frequency, Positions
from whoosh.index import create_in, open_dir
from whoosh.query import And, AndNot, NumericRange, Or, Phrase, Prefix, Query, Term

from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.bench.contenders import SHOWN, Seen, marked
from tests.bench.rows import Row

_END = "\u0003"


class _Pairs(Tokenizer):  # type: ignore[misc]
    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(positions=True, boost=1.0)
        for token.pos in range(len(value) - 1):
            token.text = value[token.pos : token.pos + 2]
            yield token


class _Words(Tokenizer):  # type: ignore[misc]
    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(boost=1.0)
        for token.text in rjieba.cut_for_search(value):
            yield token


class _PairField(FieldType):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(Positions(), _Pairs())


def _schema() -> Schema:
    return Schema(
        words=FieldType(Frequency(), _Words(), scorable=True),
        pairs=_PairField(),
        id=ID(stored=True, sortable=True),
        town=ID(sortable=True),
        year=NUMERIC(int, sortable=True),
        section=ID(sortable=True),
        text=STORED(),
    )


def build(folder: Path, reports: Iterable[FiledReport]) -> None:
    """The index of these reports."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = create_in(str(folder), _schema()).writer(limitmb=512)
    for filed in reports:
        _add(writer, filed)
    writer.commit()


def _add(writer: Any, filed: FiledReport) -> None:
    place = filed.report.place
    for passage in filed.report.passages:
        folded = fold(passage.text).text
        writer.add_document(
            words=folded,
            pairs=folded + _END,
            id=filed.id,
            town=place.code if place else "",
            year=filed.report.year or 0,
            section=str(passage.kind),
            text=passage.text,
        )


class Stock:
    """An index that is open."""

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(str(folder))
        self._searcher = self._index.searcher()

    def answer(self, row: Row) -> Seen:
        query = _query(row)
        reader = self._searcher.reader()
        found = self._searcher.search(query, limit=SHOWN)
        documents = list(self._searcher.docs_for_query(query))
        reports = reader.column_reader("id")
        of = [reports[document] for document in documents]
        values = 0
        for name in ("town", "year", "section"):
            column = reader.column_reader(name)
            had = [column[document] for document in documents]
            values += len({value for value, _ in set(zip(had, of, strict=True))})
        snippets = tuple(marked(hit["text"], row.sought) for hit in found)
        return Seen(len(documents), len(set(of)), values, snippets)

    def replace(self, filed: FiledReport) -> None:
        writer = self._index.writer()
        writer.delete_by_term("id", filed.id)
        _add(writer, filed)
        writer.commit()
        self._searcher = self._index.searcher()


def _query(row: Row) -> Query:
    parts: list[Query] = [Term("words", word) for word in row.words]
    parts += [_phrase(phrase) for phrase in row.phrases]
    if row.either:
        parts.append(Or([Term("words", word) for word in row.either]))
    if row.years:
        parts.append(NumericRange("year", *row.years))
    query = parts[0] if len(parts) == 1 else And(parts)
    return AndNot(query, _phrase(row.without)) if row.without else query


def _phrase(phrase: str) -> Query:
    if len(phrase) == 1:
        return Prefix("pairs", phrase)
    pairs = [phrase[at : at + 2] for at in range(len(phrase) - 1)]
    return Term("pairs", pairs[0]) if len(pairs) == 1 else Phrase("pairs", pairs)

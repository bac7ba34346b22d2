"""tantivy: jieba's words with their frequencies, overlapping pairs of characters with positions.

A phrase is a phrase of pairs, and so exact; a character alone is every pair that begins with it
(each text is ended by a mark of its own, so that the last character begins one too). Words are
jieba's, which is less than searchapp finds, and cheaper. Facets are aggregations over columns. How
many reports have a value is estimated (the cheapest that tantivy offers), where searchapp counts.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rjieba
import tantivy
from tantivy import Occur, Query

from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.bench.contenders import SHOWN, Seen, marked
from tests.bench.rows import Row

#: Ends a text, and stands for a blank in it.
_END, _BLANK = "\u0003", "\u0002"
_HEAP = 512_000_000
_THREADS = 2
_FACETS = {"town": 50_000, "year": 100, "section": 20}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="spaced", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="spaced", index_option="position")
    builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in ("report", *_FACETS):
        builder.add_unsigned_field(name, fast=True, indexed=name == "year")
    return builder.build()


def _index(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder))
    spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("spaced", spaced)
    return index


def build(folder: Path, reports: Iterable[FiledReport]) -> None:
    """The index of these reports, on two threads."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = _index(folder).writer(_HEAP, _THREADS)
    for number, filed in enumerate(reports):
        _add(writer, filed, number)
    writer.commit()
    writer.wait_merging_threads()


def _add(writer: Any, filed: FiledReport, number: int) -> None:
    place = filed.report.place
    for passage in filed.report.passages:
        folded = fold(passage.text).text
        document = tantivy.Document()
        document.add_text("words", " ".join(rjieba.cut_for_search(folded)))
        document.add_text("pairs", _pairs(folded + _END))
        document.add_text("text", passage.text)
        document.add_text("id", filed.id)
        document.add_unsigned("report", number)
        document.add_unsigned("town", int(place.code if place else 0))
        document.add_unsigned("year", filed.report.year or 0)
        document.add_unsigned("section", list(type(passage.kind)).index(passage.kind))
        writer.add_document(document)


class Tantivy:
    """An index that is open; ``less`` leaves out how many reports have each value."""

    def __init__(self, folder: Path, *, less: bool = False) -> None:
        self._aggregations = _aggregations(less=less)
        self._schema = _schema()
        self._index = _index(folder)
        self._searcher = self._index.searcher()

    def answer(self, row: Row) -> Seen:
        query = self._query(row)
        found = self._searcher.search(query, SHOWN, count=True)
        counted = self._searcher.aggregate(query, self._aggregations)
        snippets = tuple(
            marked(self._searcher.doc(address)["text"][0], row.sought) for _, address in found.hits
        )
        values = sum(len(counted[name]["buckets"]) for name in _FACETS)
        passages = int(found.count)  # type: ignore[attr-defined]
        return Seen(passages, round(counted["reports"]["value"]), values, snippets)

    def replace(self, filed: FiledReport) -> None:
        writer = self._index.writer(_HEAP, _THREADS)
        writer.delete_documents("id", filed.id)
        _add(writer, filed, int(filed.id[1:]))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()
        writer.wait_merging_threads()

    def _query(self, row: Row) -> Query:
        parts = [(Occur.Must, self._word(word)) for word in row.words]
        parts += [(Occur.Must, self._phrase(phrase)) for phrase in row.phrases]
        if row.either:
            each = [(Occur.Should, self._word(word)) for word in row.either]
            parts.append((Occur.Must, Query.boolean_query(each)))
        if row.without:
            parts.append((Occur.MustNot, self._phrase(row.without)))
        if row.years:
            kind, (first, last) = tantivy.FieldType.Unsigned, row.years
            years = Query.range_query(self._schema, "year", kind, first, last)
            parts.append((Occur.Must, Query.const_score_query(years, 0.0)))
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def _word(self, word: str) -> Query:
        return Query.term_query(self._schema, "words", word)

    def _phrase(self, phrase: str) -> Query:
        if len(phrase) == 1:
            return Query.regex_query(self._schema, "pairs", f"{re.escape(phrase)}(.|\n)")
        pairs: list[Any] = _pairs(phrase).split(" ")
        if len(pairs) == 1:
            return Query.term_query(self._schema, "pairs", pairs[0])
        return Query.phrase_query(self._schema, "pairs", pairs)


def _pairs(folded: str) -> str:
    """The overlapping pairs of characters, with blanks between them and none in them.

    tantivy's own tokenizer of n-grams gives all of them the same position.
    """
    solid = folded.replace(" ", _BLANK)
    return " ".join(map(str.__add__, solid, solid[1:]))


def _aggregations(*, less: bool) -> dict[str, Any]:
    reports = {"cardinality": {"field": "report"}}
    within = {} if less else {"aggs": {"reports": reports}}
    facets = {
        name: {"terms": {"field": name, "size": size}, **within} for name, size in _FACETS.items()
    }
    return {**facets, "reports": reports}

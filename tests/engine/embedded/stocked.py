"""The same reports in an index of Whoosh's own and in ours, and what it finds in both.

What it is to find is told besides without any index, by looking at every document.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

import pytest
from whoosh.codec import default_codec
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.query import And, Not, NumericRange, Or, Prefix, Query, Term
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.codec import Codec
from searchapp.engine.embedded.schema import schema
from searchapp.engine.embedded.stock.stored import documents
from searchapp.reports import FiledReport
from searchapp.text import fold, words
from tests import chance
from tests.chance import several

#: A report and the number of a passage in it.
Where: TypeAlias = tuple[str, int]
#: Reports that are put in one commit, several times; and the ids of those dropped in the end.
Batches: TypeAlias = tuple[list[list[FiledReport]], list[str]]

#: Scores are sums of the same numbers, which may be added in another order.
NEARLY: Final = 1e-8
#: Fields of which a document has one value, or none.
FIELDS: Final = ("report", "province", "city", "county", "town", "genre", "section", "path")


# What goes into the two indexes


def batches_by(rng: Random) -> Batches:
    """Reports in one batch or several, some of which are dropped in the end."""
    ids = [f"R{number}" for number in range(rng.randint(1, 6))]
    rng.shuffle(ids)
    writes = rng.choice((chance.plain, chance.anyhow))
    batches: list[list[FiledReport]] = [[] for _ in range(rng.randint(1, 3))]
    for report_id in ids:
        rng.choice(batches).append(chance.report_by(rng, report_id, writes))
    dropped = [each for each in ids if chance.seldom(rng, 4)] if rng.randrange(2) else []
    return [batch for batch in batches if batch], dropped


def fill(index: FileIndex, codec: Callable[[], Any], batches: Batches) -> FileIndex:
    """Each batch in a segment of its own, by Whoosh's own writer."""
    put, dropped = batches
    for batch in put:
        with_codec = index.writer(codec=codec())
        for filed in batch:
            for document in documents(filed):
                with_codec.add_document(**document)
        with_codec.commit(merge=False)
    if dropped:
        deleting = index.writer(codec=codec())
        for report_id in dropped:
            deleting.delete_by_term("report", report_id)
        deleting.commit(merge=False)
    return index


def by_whoosh(batches: Batches) -> FileIndex:
    """An index as Whoosh itself writes it."""
    return fill(RamStorage().create_index(schema()), default_codec, batches)


def by_codec(folder: Path, batches: Batches) -> FileIndex:
    """An index that Whoosh's writer makes with our codec."""
    return fill(create_in(str(folder), schema()), Codec, batches)


def by_engine(folder: Path, batches: Batches) -> FileIndex:
    """An index that our own writer makes."""
    put, dropped = batches
    engine = EmbeddedEngine(folder)
    for batch in put:
        with engine.writer() as writer:
            for filed in batch:
                writer.put(filed)
    with engine.writer() as writer:
        for report_id in dropped:
            writer.drop(report_id)
    return open_dir(str(folder))


def surviving(batches: Batches) -> list[FiledReport]:
    """The reports that are left, in the order in which they came."""
    put, dropped = batches
    return [filed for batch in put for filed in batch if filed.id not in dropped]


# What is asked of them


def query_by(rng: Random, reports: Sequence[FiledReport], depth: int = 2) -> Query:
    """A query in Whoosh's own classes, of those with which it finds what is there."""
    if depth and rng.randrange(2):
        parts = several(rng, 3, lambda: query_by(rng, reports, depth - 1), 2)
        return rng.choice((And, Or))(parts)
    shape = rng.randrange(8)
    if shape == 0:
        first = rng.randint(2019, 2025)
        return NumericRange("year", first, first + rng.randint(0, 3))
    if shape == 1:
        return NumericRange("passage", rng.randint(1, 4), rng.randint(1, 6), rng.randrange(2))
    if shape == 2:
        document = rng.choice([each for filed in reports for each in documents(filed)])
        field = rng.choice([name for name in FIELDS if document.get(name)])
        return Term(field, document[field])
    return Term("words", word_by(rng, reports))


def queries_by(rng: Random, batches: Batches) -> list[Query]:
    """Some queries about these reports."""
    reports = [filed for batch in batches[0] for filed in batch]
    return several(rng, 8, lambda: query_by(rng, reports), 3)


def word_by(rng: Random, reports: Sequence[FiledReport]) -> str:
    """A word of the reports, or one that may not be there."""
    texts = [fold(p.text).text for filed in reports for p in filed.report.passages]
    return rng.choice((*words(rng.choice(texts)), *chance.WORDS))


def scored(reader: IndexReader, query: Query) -> dict[Where, float]:
    """All that Whoosh's searcher finds, with its scores by BM25F."""
    hits = Searcher(reader).search(query, limit=None)
    return {(hit["report"], hit["passage"]): hit.score for hit in hits}


def read(query: Query, filed: FiledReport, document: Mapping[str, Any]) -> bool:
    """Whether a document of a report is to be found, by looking at it."""
    match query:
        case And(subqueries=parts):
            return all(read(part, filed, document) for part in parts)
        case Or(subqueries=parts):
            return any(read(part, filed, document) for part in parts)
        case Not(query=part):
            return not read(part, filed, document)
        case NumericRange(fieldname=field, start=start, end=end, startexcl=open_):
            number = document.get(field)
            return number is not None and start + bool(open_) <= number <= end
        case Prefix(text=prefix):
            return any(word.startswith(prefix) for word in _words(document))
        case Term(fieldname="words", text=word):
            return word in _words(document)
        case Term(fieldname=field, text=value):
            return bool(document.get(field) == value)
    raise AssertionError(query)


def _words(document: Mapping[str, Any]) -> tuple[str, ...]:
    return words(fold(document["text"]).text)


def found_by_reading(query: Query, reports: Sequence[FiledReport]) -> set[Where]:
    """What is to be found, by looking at every document."""
    return {
        (filed.id, document["passage"])
        for filed in reports
        for document in documents(filed)
        if read(query, filed, document)
    }


def hold_alike(folder: Path, batches: Batches, queries: Sequence[Query]) -> None:
    """Each query finds in ours, with the same scores, what it finds in Whoosh's, and should."""
    theirs, ours = by_whoosh(batches).reader(), by_codec(folder, batches).reader()
    for query in queries:
        found = scored(ours, query)
        assert found == pytest.approx(scored(theirs, query), abs=NEARLY)
        assert found.keys() == found_by_reading(query, surviving(batches))

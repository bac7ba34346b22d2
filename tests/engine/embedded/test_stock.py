"""Whoosh's own searcher reads our segments as it reads those that Whoosh wrote itself.

The same documents go into an index of Whoosh's and into one of ours. What its searcher then says
of the two must be the same; and where it can be told without an index, it must be what is there.
"""

import pickle
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec import default_codec
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, FileIndex, create_in, open_dir
from whoosh.matching import ReadTooFar
from whoosh.query import And, Every, Not, NumericRange, Or, Phrase, Prefix, Query, QueryError, Term
from whoosh.reading import IndexReader, TermNotFound
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.codec import Codec, ListedSegment
from searchapp.engine.embedded.schema import documents, schema
from searchapp.reports import FiledReport
from searchapp.text import fold, words
from tests import chance
from tests.chance import several
from tests.engine.shelves import report_of
from tests.strategies import by_chance

#: A report and the number of a passage in it.
Where: TypeAlias = tuple[str, int]
#: Reports that are put in one commit, several times; and the ids of those dropped in the end.
Batches: TypeAlias = tuple[list[list[FiledReport]], list[str]]

#: Scores are sums of the same numbers, which may be added in another order.
NEARLY: Final = 1e-8
FIELDS: Final = ("report", "province", "city", "county", "town", "genre", "section", "path")
SORTABLE: Final = ("length", "unit", "heading")


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


@st.composite
def asked_of_batches(draw: st.DrawFn) -> tuple[Batches, list[Query]]:
    """Batches of reports, and some queries about them."""
    batches = draw(by_chance(batches_by))
    reports = [filed for batch in batches[0] for filed in batch]
    queries = draw(st.lists(by_chance(lambda rng: query_by(rng, reports)), min_size=3, max_size=8))
    return batches, queries


# The laws


@pytest.mark.property
@settings(max_examples=60)
@given(asked=asked_of_batches())
def test_whoosh_finds_and_scores_alike(asked: tuple[Batches, list[Query]]) -> None:
    """In one segment or several, with deletions or none, documents and scores are Whoosh's."""
    batches, queries = asked
    with TemporaryDirectory() as folder:
        theirs, ours = by_whoosh(batches).reader(), by_codec(Path(folder), batches).reader()
        for query in queries:
            found = scored(ours, query)
            assert found == pytest.approx(scored(theirs, query), abs=NEARLY)
            assert found.keys() == found_by_reading(query, surviving(batches))


@pytest.mark.property
@settings(max_examples=30)
@given(asked=asked_of_batches())
def test_whoosh_finds_what_our_writer_wrote(asked: tuple[Batches, list[Query]]) -> None:
    """What our own writer makes, Whoosh reads as what it makes itself of the same reports."""
    (put, dropped), queries = asked
    with TemporaryDirectory() as folder:
        theirs = by_whoosh((put, [])).reader()
        whole = by_engine(Path(folder) / "whole", (put, [])).reader()
        less = by_engine(Path(folder) / "less", (put, dropped)).reader()
        for query in queries:
            assert scored(whole, query) == pytest.approx(scored(theirs, query), abs=NEARLY)
            assert scored(less, query).keys() == found_by_reading(query, surviving((put, dropped)))


@pytest.mark.property
@settings(max_examples=30)
@given(asked=asked_of_batches())
def test_merged_is_as_written_anew(asked: tuple[Batches, list[Query]]) -> None:
    """Merged by Whoosh, an index scores as a new one of the reports that are left.

    Whoosh's own files do not: it rounds the lengths of documents again.
    """
    batches, queries = asked
    left = surviving(batches)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        merged, anew = by_codec(Path(one), batches), by_codec(Path(other), ([left], []))
        merged.writer(codec=Codec()).commit(optimize=True)
        for query in queries:
            expected = scored(anew.reader(), query)
            assert scored(merged.reader(), query) == pytest.approx(expected, abs=NEARLY)


@pytest.mark.property
@settings(max_examples=40)
@given(batches=by_chance(batches_by))
def test_every_term_is_as_whoosh_writes_it(batches: Batches) -> None:
    """Fields, terms, their numbers, and every posting are those of Whoosh's own files."""
    with TemporaryDirectory() as folder:
        theirs, ours = by_whoosh(batches).reader(), by_codec(Path(folder), batches).reader()
        assert list(ours.all_terms()) == list(theirs.all_terms())
        assert list(map(posted, ours.iter_postings())) == list(map(posted, theirs.iter_postings()))
        for (term, one), (other_term, other) in zip(ours, theirs, strict=True):
            assert term == other_term
            assert numbers_of(one) == numbers_of(other)


def posted(posting: tuple[str, bytes, int, float, bytes | None]) -> tuple[Any, ...]:
    """A posting; Whoosh writes nothing in two ways."""
    return (*posting[:4], posting[4] or b"")


def numbers_of(told: Any) -> tuple[float, ...]:
    """All that is told of a term."""
    lengths = told.min_length(), told.max_length()
    ids = told.min_id(), told.max_id()
    return (told.weight(), told.doc_frequency(), told.max_weight(), *lengths, *ids)


@pytest.mark.property
@settings(max_examples=40)
@given(batches=by_chance(batches_by), rng=st.randoms(use_true_random=False))
def test_every_document_is_as_whoosh_writes_it(batches: Batches, rng: Random) -> None:
    """What is stored, the lengths and the columns are those of Whoosh's own files."""
    with TemporaryDirectory() as folder:
        theirs, ours = by_whoosh(batches).reader(), by_codec(Path(folder), batches).reader()
        assert list(ours.iter_docs()) == list(theirs.iter_docs())
        assert ours.doc_count() == theirs.doc_count()
        assert ours.doc_count_all() == theirs.doc_count_all()
        assert ours.has_deletions() == theirs.has_deletions()
        assert ours.field_length("words") == theirs.field_length("words")
        for name in SORTABLE:
            assert list(ours.column_reader(name)) == list(theirs.column_reader(name))
        document = rng.randrange(ours.doc_count_all())
        assert ours.is_deleted(document) == theirs.is_deleted(document)
        length = theirs.doc_field_length(document, "words", 0) or 0
        assert ours.doc_field_length(document, "words", 0) == length


@pytest.mark.property
@settings(max_examples=40)
@given(
    batches=by_chance(batches_by),
    name=st.sampled_from(SORTABLE),
    reverse=st.booleans(),
    rng=st.randoms(use_true_random=False),
)
def test_sorting_grouping_and_filtering_are_whooshs(
    batches: Batches, name: str, reverse: bool, rng: Random
) -> None:
    """An order by a column, groups by a field and a filter come out as with Whoosh's own files."""
    reports = [filed for batch in batches[0] for filed in batch]
    group, narrow = rng.choice(FIELDS), query_by(rng, reports, 0)
    with TemporaryDirectory() as folder:
        answers = []
        for index in (by_whoosh(batches), by_codec(Path(folder), batches)):
            with index.searcher() as searcher:
                ordered = searcher.search(
                    Every(),
                    limit=None,
                    sortedby=FieldFacet(name, reverse=reverse),
                    groupedby=group,
                    filter=narrow,
                )
                hits = [(hit["report"], hit["passage"]) for hit in ordered]
                answers.append((hits, ordered.groups(group)))
        assert answers[0] == answers[1]


@pytest.mark.property
@settings(max_examples=40)
@given(
    batches=by_chance(batches_by),
    prefix=st.sampled_from(("法", "调", "1", "a", "人民", "无", "")),
)
def test_beginnings_of_words_find_the_same(batches: Batches, prefix: str) -> None:
    """A prefix finds the documents that have a word that begins so."""
    with TemporaryDirectory() as folder:
        ours = by_codec(Path(folder), batches).reader()
        query = Prefix("words", prefix)
        assert scored(ours, query).keys() == found_by_reading(query, surviving(batches))
        theirs = by_whoosh(batches).reader()
        assert list(ours.expand_prefix("words", prefix)) == list(
            theirs.expand_prefix("words", prefix)
        )


@pytest.mark.property
@settings(max_examples=40)
@given(asked=asked_of_batches())
def test_what_is_excluded_is_what_whoosh_excludes(asked: tuple[Batches, list[Query]]) -> None:
    """NOT finds all other documents. Where some are deleted Whoosh may find one of those."""
    (put, _), queries = asked
    reports = [filed for batch in put for filed in batch]
    with TemporaryDirectory() as folder:
        ours = by_codec(Path(folder), (put, [])).reader()
        for query in queries:
            excluding = And([Every(), Not(query)])
            expected = found_by_reading(Not(query), reports)
            assert scored(ours, excluding).keys() == expected


# Single traps


TEXTS: Final = ("人民调解，调解矛盾纠纷", "法治政府建设", "枫桥经验，人民调解")


@pytest.fixture
def index(tmp_path: Path) -> FileIndex:
    """Three reports in two segments, of which one is deleted."""
    reports = [report_of(f"R{at}", *TEXTS[at:]) for at in range(3)]
    return by_codec(tmp_path, ([reports[:2], reports[2:]], ["R1"]))


def test_a_term_that_is_nowhere_is_none(index: FileIndex) -> None:
    """Asked for the numbers of such a term, the index says 0, or that there is none."""
    reader = index.reader()
    for text in ("无", "无此词"):
        assert ("words", text) not in reader
        assert (reader.frequency("words", text), reader.doc_frequency("words", text)) == (0, 0)
        with pytest.raises(TermNotFound):
            reader.term_info("words", text)
        with pytest.raises(TermNotFound):
            reader.postings("words", text)
    one, _ = reader.leaf_readers()[0]
    with pytest.raises(TermNotFound):
        one.term_info("words", "枫桥无")


def test_words_have_no_places(index: FileIndex) -> None:
    """A phrase of Whoosh's is refused: our own search finds phrases in the text itself."""
    with index.searcher() as searcher, pytest.raises(QueryError):
        searcher.search(Phrase("words", ["人民", "调解"]))


def test_a_term_can_be_looked_for_by_its_spelling(index: FileIndex) -> None:
    """Whoosh's corrector goes through the words of a segment as through its own."""
    reader = index.reader()
    one, _ = reader.leaf_readers()[0]
    assert set(one.terms_within("words", "调节", 1)) == {
        word for word in one.field_terms("words") if len(word) == 2 and set(word) & set("调节")
    } | {word for word in one.field_terms("words") if word in ("调", "节")}


def test_a_cursor_goes_through_the_terms(index: FileIndex) -> None:
    """First, next and find come to the terms in their order, and past the last to none."""
    one, _ = index.reader().leaf_readers()[0]
    terms = list(one.field_terms("words"))
    cursor = one.cursor("words")
    seen = [cursor.first()]
    while cursor.is_valid():
        assert (cursor.text(), cursor.term()) == (seen[-1], seen[-1])
        assert cursor.term_info().doc_frequency() == one.doc_frequency("words", seen[-1])
        seen.append(cursor.next())
    assert seen == [*terms, None]
    assert (cursor.text(), cursor.term_info()) == (None, None)
    assert [cursor.find(term) for term in terms] == terms
    assert cursor.find("\U0010ffff") is None


def test_a_matcher_skips_and_begins_again(index: FileIndex) -> None:
    """It goes to the first document that is not before the one sought, and not past the last."""
    one, _ = index.reader().leaf_readers()[0]
    matcher = (
        one.segment()
        .codec()
        .terms_reader(one.storage(), one.segment())
        .matcher("words", "调解".encode(), one.schema["words"].format)
    )
    ids = list(matcher.all_ids())
    assert len(ids) > 1
    matcher.skip_to(ids[0] + 1)
    assert (matcher.id(), matcher.copy().id()) == (ids[1], ids[1])
    assert matcher.value_as("frequency") == matcher.weight()
    matcher.skip_to(ids[-1] + 1)
    assert not matcher.is_active()
    for step in (matcher.id, matcher.next, matcher.weight):
        with pytest.raises(ReadTooFar):
            step()
    matcher.reset()
    assert matcher.id() == ids[0]


def test_a_change_that_is_given_up_leaves_no_file(tmp_path: Path) -> None:
    """Whoosh closes what writes a segment also then; nothing is written by that."""
    index = create_in(str(tmp_path), schema())
    writer = index.writer(codec=Codec())
    for document in documents(report_of("R0", *TEXTS)):
        writer.add_document(**document)
    writer.cancel()
    assert not list(tmp_path.glob("*.col"))
    assert index.is_empty()


def test_a_segment_that_is_merged_away_leaves_no_file(index: FileIndex, tmp_path: Path) -> None:
    """Whoosh knows our files by their names, and clears away those it lists no more."""
    index.writer(codec=Codec()).commit(optimize=True)
    (segment,) = index.reader().segments()
    assert list(tmp_path.glob("*.col")) == [segment.file_in(tmp_path)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: given[1:],
        lambda given: given[::-1],
        lambda given: [given[0], *given[2:]],
        lambda given: [*given, given[-1]],
    ],
    ids=["without its first", "backwards", "with one missing", "with one twice"],
)
def test_half_a_report_is_refused(tmp_path: Path, spoil: Callable[[list[Any]], list[Any]]) -> None:
    """A segment has whole reports, or counts of reports would be wrong."""
    writer = create_in(str(tmp_path), schema()).writer(codec=Codec())
    for document in spoil(list(documents(report_of("R0", *TEXTS)))):
        writer.add_document(**document)
    with pytest.raises(ValueError, match="R0 is not given whole"):
        writer.commit()
    assert not list(tmp_path.glob("*.col"))


@pytest.mark.parametrize(
    "change",
    [{"_words_boost": 2.0}, {"words": "0\n人民"}, {"words": None}, {"town": "990122102"}],
    ids=["a weight", "other words", "no words", "another town"],
)
def test_terms_that_do_not_follow_from_the_texts_are_refused(
    tmp_path: Path, change: Mapping[str, Any]
) -> None:
    """What Whoosh's writer is told besides the texts could not be kept: that is said."""
    writer = create_in(str(tmp_path), schema()).writer(codec=Codec())
    for document in documents(report_of("R0", *TEXTS)):
        writer.add_document(**{**document, **change})
    with pytest.raises(ValueError, match=r"texts|given"):
        writer.commit()
    assert not list(tmp_path.glob("*.col"))


# What stands in the table of contents


def listed_again(segment: ListedSegment) -> ListedSegment:
    """The segment as a table of contents gives it back."""
    storage = RamStorage()
    TOC(schema(), [segment], 1).write(storage, "MAIN")
    (again,) = TOC.read(storage, "MAIN").segments
    return again


@pytest.mark.property
@settings(max_examples=100)
@given(deleted=st.sets(st.integers(0, 2999)), more=st.sets(st.integers(0, 2999), max_size=5))
def test_a_listed_segment_remembers_what_is_deleted(deleted: set[int], more: set[int]) -> None:
    """Pickled and read again it has the same deletions; a copy has its own."""
    segment = ListedSegment("MAIN")
    segment.set_doc_count(3000)
    segment.delete(np.array([*deleted], dtype=np.int32))
    again = listed_again(segment)
    assert again == segment
    assert again.doc_count_all() == 3000
    assert set(again.deleted_docs()) == deleted
    twin = again.copy()
    for document in more:
        twin.delete_document(document)
    assert set(twin.deleted_docs()) == deleted | more
    assert twin.deleted.tolist() == sorted(deleted | more)
    for document in more - deleted:
        twin.delete_document(document, delete=False)
    assert twin.deleted.tolist() == again.deleted.tolist() == sorted(deleted)
    assert all(again.is_deleted(document) == (document in deleted) for document in more)
    assert again.doc_count() == 3000 - len(deleted)


def test_a_listed_segment_is_small() -> None:
    """With a third of 600,000 passages deleted, report by report, it takes a few kilobytes."""
    segment = ListedSegment("MAIN")
    segment.set_doc_count(600_000)
    bare = len(pickle.dumps(segment))
    reports = np.arange(600_000, dtype=np.int32).reshape(-1, 30)
    segment.delete(reports[::3].ravel())
    assert bare < 200
    assert len(pickle.dumps(segment)) < 10_000


def test_a_document_that_is_not_there_cannot_be_deleted() -> None:
    """A wrong number is an error, and no deletion that nobody would ever see."""
    segment = ListedSegment("MAIN")
    segment.set_doc_count(3)
    for document in (-1, 3):
        with pytest.raises(IndexError):
            segment.delete_document(document)


def test_segments_have_names_of_their_own() -> None:
    """Also where a test has chance begin anew, no two segments share a file."""
    names = set()
    for _ in range(3):
        random.seed(0)
        names.add(ListedSegment("MAIN").segment_id())
    assert len(names) == 3

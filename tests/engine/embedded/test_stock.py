"""Whoosh's own searcher reads our segments as it reads those that Whoosh wrote itself.

The same documents go into an index of Whoosh's and into one of ours. What its searcher then says
of the two must be the same; and where it can be told without an index, it must be what is there.
"""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.index import FileIndex
from whoosh.matching import ReadTooFar
from whoosh.query import And, Every, Not, Phrase, Prefix, Query, QueryError
from whoosh.reading import TermNotFound
from whoosh.sorting import FieldFacet

from searchapp.engine.embedded.codec import Codec
from tests.engine.embedded.stocked import (
    FIELDS,
    NEARLY,
    Batches,
    batches_by,
    by_codec,
    by_engine,
    by_whoosh,
    found_by_reading,
    hold_alike,
    queries_by,
    query_by,
    scored,
    surviving,
)
from tests.engine.shelves import report_of
from tests.strategies import by_chance

SORTABLE: Final = ("length", "unit", "heading")


def asked(rng: Random) -> tuple[Batches, list[Query]]:
    """Batches of reports, and some queries about them."""
    batches = batches_by(rng)
    return batches, queries_by(rng, batches)


# The laws


@pytest.mark.property
@settings(max_examples=12)
@given(case=by_chance(asked))
def test_whoosh_finds_and_scores_alike(case: tuple[Batches, list[Query]]) -> None:
    """In one segment or several, with deletions or none, documents and scores are Whoosh's."""
    with TemporaryDirectory() as folder:
        hold_alike(Path(folder), *case)


@pytest.mark.property
@settings(max_examples=8)
@given(case=by_chance(asked))
def test_whoosh_finds_what_our_writer_wrote(case: tuple[Batches, list[Query]]) -> None:
    """What our own writer makes, Whoosh reads as what it makes itself of the same reports."""
    (put, dropped), queries = case
    with TemporaryDirectory() as folder:
        theirs = by_whoosh((put, [])).reader()
        whole = by_engine(Path(folder) / "whole", (put, [])).reader()
        less = by_engine(Path(folder) / "less", (put, dropped)).reader()
        for query in queries:
            assert scored(whole, query) == pytest.approx(scored(theirs, query), abs=NEARLY)
            assert scored(less, query).keys() == found_by_reading(query, surviving((put, dropped)))


@pytest.mark.property
@settings(max_examples=8)
@given(case=by_chance(asked))
def test_merged_is_as_written_anew(case: tuple[Batches, list[Query]]) -> None:
    """Merged by Whoosh, an index scores as a new one of the reports that are left.

    Whoosh's own files do not: it rounds the lengths of documents again.
    """
    batches, queries = case
    left = surviving(batches)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        merged, anew = by_codec(Path(one), batches), by_codec(Path(other), ([left], []))
        merged.writer(codec=Codec()).commit(optimize=True)
        for query in queries:
            expected = scored(anew.reader(), query)
            assert scored(merged.reader(), query) == pytest.approx(expected, abs=NEARLY)


@pytest.mark.property
@settings(max_examples=8)
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
@settings(max_examples=8)
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
@settings(max_examples=8)
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
@settings(max_examples=8)
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
@settings(max_examples=8)
@given(case=by_chance(asked))
def test_what_is_excluded_is_what_whoosh_excludes(case: tuple[Batches, list[Query]]) -> None:
    """NOT finds all other documents. Where some are deleted Whoosh may find one of those."""
    (put, _), queries = case
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
    assert set(one.terms_within("words", "调节", 1)) == {"调解"}
    assert set(one.terms_within("words", "法制政府", 1)) == set()
    assert set(one.terms_within("words", "人民调节", 1)) == {"人民调解"}


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

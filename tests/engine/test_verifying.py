"""The program's proof tells every kind of difference between index and reading."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import (
    LEAST,
    Advice,
    Alike,
    Asked,
    Beginning,
    Damage,
    Engine,
    FacetName,
    FacetValue,
    Found,
    Tally,
    Writer,
    sampled,
    verify,
    verify_all,
)
from searchapp.errors import IndexUnavailable
from searchapp.query import PlaceChoice, Scope
from searchapp.reports import FiledReport
from searchapp.text import Span, fold
from tests.engine.shelves import Shelf, asking, report_of
from tests.strategies import corpora


@dataclass(frozen=True)
class Wrong:
    """An engine that changes every answer of another."""

    engine: Engine
    change: Callable[[Found], Found]

    def find(self, asked: Asked) -> Found:
        return self.change(self.engine.find(asked))

    def advise(self, asked: Asked) -> Advice:
        return self.engine.advise(asked)

    def ranking(self, asked: Asked) -> Sequence[str]:
        return self.engine.ranking(asked)

    def tally(self, asked: Asked) -> Mapping[str, Tally]:
        return self.engine.tally(asked)

    def phrases(self, beginning: str, limit: int) -> Sequence[Beginning]:
        return self.engine.phrases(beginning, limit)

    def alike(self, sought: str, least: int = LEAST) -> Sequence[Alike]:
        return self.engine.alike(sought, least)

    def values(self) -> Mapping[FacetName, tuple[FacetValue, ...]]:
        return self.engine.values()

    def report(self, report_id: str) -> FiledReport:
        return self.engine.report(report_id)

    def reports(self) -> Iterator[FiledReport]:
        return self.engine.reports()

    def facts(self) -> Sequence[FiledReport]:
        return self.engine.facts()

    def held(self) -> Mapping[str, int]:
        return self.engine.held()

    def damages(self) -> Sequence[Damage]:
        return self.engine.damages()

    def writer(self) -> AbstractContextManager[Writer]:
        return self.engine.writer()

    def rebuild(self) -> AbstractContextManager[Writer]:
        return self.engine.rebuild()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Two reports, in three passages of which stands what is asked for."""
    return Shelf("embedded", tmp_path).engine(
        report_of("R1", "调解，调解", "法治"), report_of("R2", "人民调解", "调解纠纷")
    )


def without_the_first(found: Found) -> Found:
    """One hit less, though it is counted."""
    return replace(found, hits=found.hits[1:])


def with_another(found: Found) -> Found:
    """One hit more, which is not counted."""
    strange = replace(found.hits[0], report="R1", passage=2, text="法治")
    return replace(found, hits=(*found.hits, strange))


def marked_elsewhere(found: Found) -> Found:
    """In the first hit another place is marked."""
    return replace(found, hits=(replace(found.hits[0], spans=(Span(0, 1),)), *found.hits[1:]))


def test_an_honest_answer_agrees(engine: Engine) -> None:
    """Nothing is told where nothing is wrong, and the numbers are there."""
    proof = verify(engine, asking("“调解”"))
    assert (proof.agrees, proof.by_index, proof.by_reading) == (True, 3, 3)
    assert (proof.missing, proof.extra, proof.different, proof.counts_agree) == ((), (), (), True)


def test_a_hit_that_is_left_out_is_told(engine: Engine) -> None:
    """Only reading finds it: missing, by report and number."""
    proof = verify(Wrong(engine, without_the_first), asking("“调解”"))
    first = engine.find(asking("“调解”")).hits[0]
    assert (proof.agrees, proof.missing) == (False, ((first.report, first.passage),))
    assert (proof.extra, proof.different) == ((), ())


def test_a_hit_too_many_is_told(engine: Engine) -> None:
    """Only the index finds it: extra."""
    proof = verify(Wrong(engine, with_another), asking("“调解”"))
    assert (proof.agrees, proof.extra, proof.missing) == (False, (("R1", 2),), ())


def test_a_place_that_is_marked_otherwise_is_told(engine: Engine) -> None:
    """The passage is found by both, and marked differently."""
    proof = verify(Wrong(engine, marked_elsewhere), asking("“调解”"))
    first = engine.find(asking("“调解”")).hits[0]
    assert (proof.agrees, proof.different) == (False, ((first.report, first.passage),))
    assert (proof.missing, proof.extra, proof.counts_agree) == ((), (), True)


@pytest.mark.parametrize("count", ["passages", "reports", "occurrences"])
def test_a_total_that_is_wrong_is_told(engine: Engine, count: str) -> None:
    """Every hit is right, and yet the answer does not count what it shows."""

    def miscounted(found: Found) -> Found:
        said = {count: getattr(found.total, count) + 1}
        return replace(found, total=replace(found.total, **said))

    proof = verify(Wrong(engine, miscounted), asking("“调解”"))
    assert (proof.agrees, proof.counts_agree) == (False, False)
    assert (proof.missing, proof.extra, proof.different) == ((), (), ())


def test_choices_scope_and_whole_words_are_part_of_what_is_proved(engine: Engine) -> None:
    """A question is read as it was asked, and as a whole whatever page was asked for."""
    asked = asking("“调解” “法治”", Scope.REPORT)
    assert verify(engine, asked).by_reading == 2
    assert verify(engine, replace(asked, within=Scope.PASSAGE)).by_reading == 0
    elsewhere = (PlaceChoice("town", "荻浦镇"),)
    assert verify(engine, replace(asked, places=elsewhere)).by_reading == 0
    page = replace(asking("“调解”"), offset=1, limit=1, grouped=True, explained=True)
    assert (verify(engine, page).agrees, verify(engine, page).by_index) == (True, 3)


def test_many_questions_are_answered_each_for_itself(engine: Engine) -> None:
    """They come in the order in which they were asked, though reports are read once."""
    typed = ("“调解”", "法治", "“无”", "-“调解”")
    proofs = list(verify_all(engine, [asking(each) for each in typed]))
    assert [(proof.agrees, proof.by_reading) for proof in proofs] == [
        *((True, 3), (True, 1), (True, 0), (True, 1))
    ]
    assert list(verify_all(engine, [])) == []


def test_without_an_index_there_is_no_proof(tmp_path: Path) -> None:
    """Nothing is not what everything agrees on."""
    shelf = Shelf("embedded", tmp_path)
    with pytest.raises(IndexUnavailable):
        verify(shelf.open(shelf.folder()), asking("“调解”"))


@pytest.mark.property
@settings(max_examples=30)
@given(corpus=corpora(), seed=st.integers(0, 9))
def test_a_sample_is_phrases_that_stand_in_the_reports(
    tmp_path: Path, corpus: list[FiledReport], seed: int
) -> None:
    """Each stands in some passage, has at most 14 characters, and a seed draws the same again."""
    engine = Shelf("embedded", tmp_path).engine(*corpus)
    phrases = list(sampled(engine, 8, Random(seed)))
    assert phrases == list(sampled(engine, 8, Random(seed)))
    texts = [fold(passage.text).text for filed in corpus for passage in filed.report.passages]
    assert all(any(phrase.needle in text for text in texts) for phrase in phrases)
    assert all(0 < len(phrase.needle) <= 14 for phrase in phrases)
    assert len(phrases) == (8 if corpus else 0)
    assert all(proof.agrees for proof in verify_all(engine, list(map(Asked, phrases))))

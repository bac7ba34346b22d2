"""The order of relevance is that of scoring every passage that is found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked
from searchapp.engine.embedded.bounding import ROUNDING
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.scoring import Effort, Scoring
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.engine.embedded.weighing import Weighing
from searchapp.query import Scope, parse_query
from searchapp.reports import FiledReport
from tests import chance
from tests.engine.embedded.parted import parts_of
from tests.engine.embedded.ways import whichever_way
from tests.engine.reading import Reader
from tests.engine.shelves import report_of
from tests.strategies import by_chance

#: Queries of all that is scored: words, names, runs, phrases, patterns, nearness.
_TYPED = (
    *("调解", "调解 法治", "“调解”", "“调解” “法治”", "法治 建设 有关情况", "“调”", "调解法治"),
    *("调解 OR 法治", "矛盾纠纷 OR “建设”", "枫桥经验 法治", "调解 NEAR/5 法治", "“法*建”"),
    *("人民调解 协调解决", "1", "12件", "调解 -建设", "法治政府", "矛盾 纠纷 “解，” 治法"),
)


@dataclass(frozen=True)
class Case:
    """Reports in segments, and a question about those that are not deleted."""

    segments: Sequence[Sequence[FiledReport]]
    deleted: frozenset[str]
    asked: Asked
    count: int
    effort: Effort

    @property
    def kept(self) -> list[FiledReport]:
        return [filed for each in self.segments for filed in each if filed.id not in self.deleted]

    def evaluation(self, folder: Path) -> Evaluation:
        """The question held against the reports, which are written into a folder."""
        snapshot = Snapshot(parts_of(folder, self.segments, self.deleted))
        return Evaluation(snapshot, self.asked.sought, self.asked.within)


def long_report(rng: Random, report_id: str) -> FiledReport:
    """A report with many passages of few words, under headings or as headings."""
    writes = rng.choice((chance.plain, chance.plain, chance.dense, chance.anyhow))
    filed = chance.report_by(rng, report_id, writes)
    drawn = [chance.report_by(rng, report_id, writes).report.passages for _ in range(8)]
    passages = [passage for several in (filed.report.passages, *drawn) for passage in several]
    numbered = tuple(replace(each, number=at) for at, each in enumerate(passages, start=1))
    return replace(filed, report=replace(filed.report, passages=numbered))


def case_by(rng: Random) -> Case:
    """Many like passages in a few reports, so that most scores are close, and many equal."""
    ids = rng.sample([f"R{number}" for number in range(9)], rng.randint(1, 5))
    corpus = [long_report(rng, each) for each in ids]
    cut = rng.randint(0, len(corpus))
    query = parse_query(rng.choice(_TYPED)).query if rng.randrange(4) else chance.tree(rng, corpus)
    return Case(
        (corpus[:cut], corpus[cut:]),
        frozenset(each for each in ids if chance.seldom(rng, 8)),
        Asked(query, within=rng.choice((Scope.PASSAGE, *Scope)), whole_words=chance.seldom(rng)),
        rng.randint(1, 5),
        rng.choice((Effort(0, 0, 9, 0), Effort(0, 3, 2, 1), Effort(0, 999, 9, 1), Effort())),
    )


@pytest.mark.property
@settings(max_examples=60)
@given(case=by_chance(case_by), rng=st.randoms(use_true_random=False))
def test_the_first_passages_are_those_that_score_most(
    tmp_path_factory: pytest.TempPathFactory, case: Case, rng: Random
) -> None:
    """However few are asked for, and however little is looked at, none is better than they."""
    evaluation = case.evaluation(tmp_path_factory.getbasetemp())
    reader = Reader(case.kept)
    sense = reader.sense(case.asked)
    ranked = sorted(sense.found, key=reader.order(case.asked, sense))
    with whichever_way(rng):
        found = evaluation.found(case.asked.sought)
        scoring = Scoring(evaluation, case.effort)
        for count in (case.count, len(found)):
            first = scoring.first(found, count)
            names = [named(evaluation.snapshot, each) for each in first.tolist()]
            expected = ranked[:count]
            assert names == [(line.filed.id, line.passage.number) for line in expected]
            assert scoring.across(first) == list(map(sense.across, expected))
            scores = [why.score.value for why in scoring.why(first)]
            assert scores == [reader.score(line, sense) for line in expected]


@pytest.mark.property
@settings(max_examples=40)
@given(case=by_chance(case_by), rng=st.randoms(use_true_random=False))
def test_no_passage_scores_more_than_it_may(
    tmp_path_factory: pytest.TempPathFactory, case: Case, rng: Random
) -> None:
    """No bound of a passage that is found is below its score, and it may reach it."""
    evaluation = case.evaluation(tmp_path_factory.getbasetemp())
    with whichever_way(rng):
        found = evaluation.found(case.asked.sought)
        weighing, documents = Weighing(evaluation), found.documents
        scores = weighing.scores(documents)
        assert (weighing.at_most(documents) >= scores).all()
        assert (weighing.at_most(documents, closely=True) >= scores).all()
        for document, score in zip(documents.tolist(), scores.tolist(), strict=True):
            assert document in weighing.may_reach(found, score)
        counted = sum(
            np.where(term.among.among(documents), weighing.bm25(term, documents), 0.0)
            for term in weighing.terms
        )
        bounds = weighing._bounds
        assert (bounds._steps[documents] * bounds._step >= counted * (1 - ROUNDING)).all()


def named(snapshot: Snapshot, document: int) -> tuple[str, int]:
    """Report and number of a passage."""
    candidate = snapshot.candidate(document)
    return candidate.filed.id, candidate.passage.number


def test_of_passages_that_score_the_same_the_newest_is_not_given_up(tmp_path: Path) -> None:
    """An older one that might have scored more, had its heading said it, is looked at first."""
    older = report_of("R1", ("建设", "建设，调解"), "法治", year=2020)
    newer = report_of("R2", "调解，建设", "法治", year=2024)
    snapshot = Snapshot(parts_of(tmp_path, [[older, newer]]))
    evaluation = Evaluation(snapshot, parse_query("“调解”").query, Scope.PASSAGE)
    scoring = Scoring(evaluation, Effort(few=0, many=0, terms=9, block=0))
    (first,) = scoring.first(evaluation.found(evaluation.query), 1).tolist()
    older_why, newer_why = scoring.why(np.array([0, 2], dtype=np.int32))
    assert older_why.score.value == newer_why.score.value
    assert named(snapshot, first) == ("R2", 1)

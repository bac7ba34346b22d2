"""Questions that share what was computed: each answer is what an engine of its own would give."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.engine import Asked, Engine, Found, Sort, Tally
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import PlaceChoice, Scope, YearRange
from searchapp.reports import FiledReport
from tests.engine.shelves import DIPU, asking, report_of

_STATES, _THREADS, _ROUNDS = 6, 6, 40
_TEXTS = ("人民调解12件", "行政调解与信访", "法治宣传3场", "协调解决纠纷", "调解、信访、普法")
#: Of every sort of leaf and scope; several of one query, which share an evaluation.
QUESTIONS = (
    *(asking(typed, limit=5) for typed in ("“调解”", "调解 信访", "“调解#件”", "“的”", "")),
    *(asking(typed) for typed in ("-“信访”", "法治 NEAR/3 宣传", "调解 或者 “普法”")),
    asking("调解 普法", Scope.REPORT),
    asking("调解 普法", Scope.SECTION),
    replace(asking("“调解”"), years=(YearRange(2024, 2024),), sort=Sort.NEWEST),
    replace(asking("“调解”"), places=(PlaceChoice("town", "荻浦镇"),), grouped=True),
    replace(asking("调解"), whole_words=True, explained=True, limit=3),
)


def state(number: int) -> list[FiledReport]:
    """The reports of a state; every one differs from those of any other state."""
    return [
        report_of(
            f"R{at}",
            *(f"第{number}版：{_TEXTS[(at + each) % len(_TEXTS)]}" for each in range(number + 2)),
            year=2023 + at % 2,
            version=number + 1,
            **({"place": DIPU} if at % 3 else {}),
        )
        for at in range(5)
    ]


def write(engine: Engine, number: int) -> None:
    with engine.writer() as writer:
        for filed in state(number):
            writer.put(filed)


def answered(engine: Engine, asked: Asked) -> tuple[Found, dict[str, Tally]]:
    return engine.find(asked), dict(engine.tally(asked))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[Found, object]]]:
    """For each state the answer to each question, by an engine that was asked nothing else."""
    answers: list[list[tuple[Found, object]]] = []
    for number in range(_STATES):
        folder = tmp_path_factory.mktemp("fresh")
        write(EmbeddedEngine(folder), number)
        answers.append([answered(EmbeddedEngine(folder), asked) for asked in QUESTIONS])
    return answers


def test_every_state_has_answers_of_its_own(expected: list[list[tuple[Found, object]]]) -> None:
    """Or the tests below could take one for another."""
    for at, asked in enumerate(QUESTIONS):
        found = [repr(answers[at][0].hits) for answers in expected if answers[at][0].hits]
        assert len(set(found)) == len(found), asked


def test_many_threads_with_many_questions_get_the_answers_of_one(
    tmp_path: Path, expected: list[list[tuple[Found, object]]]
) -> None:
    """In any order, with more questions between than are remembered."""
    engine = EmbeddedEngine(tmp_path)
    write(engine, 0)

    def ask(seed: int) -> None:
        rng = random.Random(seed)
        for _ in range(_ROUNDS):
            at = rng.randrange(len(QUESTIONS))
            assert answered(engine, QUESTIONS[at]) == expected[0][at]

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(ask, range(_THREADS)))


def test_an_answer_is_of_one_state_while_the_index_is_rewritten(
    tmp_path: Path, expected: list[list[tuple[Found, object]]]
) -> None:
    """Never of two, never of one that is older than what the thread has seen; at last the new."""
    engine, written = EmbeddedEngine(tmp_path), threading.Event()
    write(engine, 0)

    def ask(seed: int) -> None:
        rng, newest = random.Random(seed), 0
        while True:
            is_last, at = written.is_set(), rng.randrange(len(QUESTIONS))
            found = engine.find(QUESTIONS[at])
            states = [n for n in range(newest, _STATES) if expected[n][at][0] == found]
            assert states, QUESTIONS[at]
            newest = states[0]
            if is_last:
                assert states[-1] == _STATES - 1
                return

    with ThreadPoolExecutor(_THREADS) as pool:
        asking_them = [pool.submit(ask, seed) for seed in range(_THREADS)]
        for number in range(1, _STATES):
            write(engine, number)
        written.set()
        for each in asking_them:
            each.result(timeout=60)
    for at, asked in enumerate(QUESTIONS):
        assert answered(engine, asked) == expected[-1][at]


@pytest.mark.parametrize("at", range(len(QUESTIONS)))
def test_who_wants_no_hit_gets_the_same_counts(
    expected: list[list[tuple[Found, object]]], tmp_path: Path, at: int
) -> None:
    """Totals, facets and notes do not hang on the order, which is not made then."""
    engine, asked = EmbeddedEngine(tmp_path), replace(QUESTIONS[at], limit=0)
    write(engine, 0)
    assert engine.find(asked) == replace(expected[0][at][0], hits=(), groups=())
    assert engine.ranking(asked) == engine.ranking(replace(asked, limit=None))

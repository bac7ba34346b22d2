"""What any engine promises, as tests: each runs for every engine in ``ENGINES``.

A folder of tests takes them in with ``class TestContract(EngineContract)``. What is found is
promised in ``finding``, help in ``advising``, what is alike in ``likening``; here stands what is
held, and changes to it.
"""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Engine
from searchapp.errors import IndexUnavailable, IngestRunning, ReportNotFound
from searchapp.reports import FiledReport
from tests.chance import plain
from tests.engine.advising import AdvisingContract
from tests.engine.completing import CompletingContract
from tests.engine.editions import commit, other_process, watch
from tests.engine.finding import FindingContract
from tests.engine.laws import found_as_read
from tests.engine.likening import LikeningContract
from tests.engine.reading import Reader, read
from tests.engine.shelves import Shelf, asking, passages_in, report_of
from tests.strategies import corpora, filed_reports, questions_among

#: A change: whether it begins from nothing, what is put, what is dropped, whether it fails.
Change: TypeAlias = tuple[bool, list[FiledReport], list[str], bool]


class GivenUp(Exception):
    """Raised inside a change, to see that nothing of it stays."""


def changes(ids: Sequence[str]) -> st.SearchStrategy[Change]:
    """Any change to reports of these ids; no report is both put and dropped after that."""
    reports = st.lists(st.sampled_from(ids), unique=True, max_size=3).flatmap(
        lambda names: st.tuples(*(filed_reports(name) for name in names)).map(list)
    )
    dropped = st.lists(st.sampled_from(ids), max_size=2)
    rarely = st.integers(0, 5).map(lambda number: number == 0)
    return st.tuples(rarely, reports, dropped, rarely)


def apply(engine: Engine, change: Change) -> None:
    """Make the change, or give it up at its end. Reports are dropped before any is put."""
    clear, put, dropped, fails = change
    with engine.rebuild() if clear else engine.writer() as writer:
        for report_id in dropped:
            writer.drop(report_id)
        for filed in put:
            writer.put(filed)
        if fails:
            raise GivenUp


def remember(held: dict[str, FiledReport], change: Change) -> dict[str, FiledReport]:
    """What is held after a change, as anybody would reckon it."""
    clear, put, dropped, fails = change
    if fails:
        return held
    kept = {} if clear else {key: filed for key, filed in held.items() if key not in dropped}
    return kept | {filed.id: filed for filed in put}


class EngineContract(FindingContract, AdvisingContract, CompletingContract, LikeningContract):
    """The laws. A subclass named ``Test…`` runs them."""

    # What is held

    @pytest.mark.property
    @settings(max_examples=50)
    @given(corpus=corpora())
    def test_reports_come_back_as_they_were_put(
        self, shelf: Shelf, corpus: list[FiledReport]
    ) -> None:
        """Each report, alone and among all, equals what was put; all come by place, year, id."""
        engine = shelf.engine(*corpus)
        assert list(engine.reports()) == sorted(corpus, key=_by_place)
        facts = [replace(f, report=replace(f.report, passages=(), outline=())) for f in corpus]
        assert list(engine.facts()) == sorted(facts, key=_by_place)
        assert engine.facts() is engine.facts()
        assert [engine.report(filed.id) for filed in corpus] == corpus
        assert engine.held() == {filed.id: filed.version for filed in corpus}

    @pytest.mark.property
    @settings(max_examples=50)
    @given(report_id=st.text(st.characters(exclude_categories=())))
    def test_a_report_that_is_not_held_is_not_found(self, shelf: Shelf, report_id: str) -> None:
        """Any id but those of reports that are held is answered with ReportNotFound."""
        folder = shelf.root / "one"
        engine = shelf.open(folder)
        if not folder.exists():
            with engine.writer() as writer:
                writer.put(report_of("R1", "调解"))
        if report_id != "R1":
            with pytest.raises(ReportNotFound):
                engine.report(report_id)

    def test_nothing_is_held_where_nothing_was_indexed(self, shelf: Shelf) -> None:
        """Before the first change there is no index: nothing is held, and searching says so."""
        engine = shelf.open(shelf.folder())
        assert engine.held() == {}
        with pytest.raises(IndexUnavailable) as refused:
            engine.find(asking(""))
        assert refused.value.remedy == "searchapp ingest"

    def test_what_was_written_is_not_damaged(self, shelf: Shelf) -> None:
        """An index that only its writers touched is whole; where there is none, that is said."""
        folder = shelf.folder()
        engine = shelf.open(folder)
        with pytest.raises(IndexUnavailable):
            engine.damages()
        for number in range(3):
            apply(engine, (False, [report_of(f"R{number}", "调解", "")], ["R0"], False))
            assert not engine.damages()
        assert not shelf.open(folder).damages()

    # Changes

    @pytest.mark.property
    @settings(max_examples=60)
    @given(
        data=st.data(),
        history=st.lists(changes([f"R{number}" for number in range(5)]), max_size=6),
    )
    def test_an_index_answers_as_a_new_one_of_the_same_reports(
        self, shelf: Shelf, data: st.DataObject, history: list[Change]
    ) -> None:
        """Whatever was put, replaced, dropped, rebuilt or given up, only what is held counts."""
        engine, held = shelf.engine(), dict[str, FiledReport]()
        for change in history:
            with _expected_to_fail(fails=change[-1]):
                apply(engine, change)
            held = remember(held, change)
        corpus = list(held.values())
        assert engine.held() == {filed.id: filed.version for filed in corpus}
        assert list(engine.reports()) == sorted(corpus, key=_by_place)
        reader = Reader(corpus)
        for _ in range(3):
            found_as_read(engine, reader, data.draw(questions_among(corpus), "asked"))

    @pytest.mark.property
    @settings(max_examples=50)
    @given(
        data=st.data(),
        changed=st.lists(filed_reports(writes=plain), min_size=3, max_size=8),
    )
    def test_what_is_no_longer_held_has_no_part_in_the_order(
        self, shelf: Shelf, data: st.DataObject, changed: list[FiledReport]
    ) -> None:
        """Scores count what is held now: rare words, passages and their lengths, nothing else."""
        engine = shelf.engine()
        held = {}
        for filed in changed:
            name = data.draw(st.sampled_from(["R1", "R2", "R3"]))
            held[name] = replace(filed, id=name)
            apply(engine, (False, [held[name]], [], False))
        for typed in ("调解 法治", "法治 建设 “调解”", "“调解” “法治”"):
            assert engine.find(asking(typed)).hits == read(list(held.values()), asking(typed)).hits

    @pytest.mark.property
    @settings(max_examples=8)
    @given(
        data=st.data(),
        changed=st.lists(filed_reports("R0"), min_size=14, max_size=28),
        kept=corpora(),
    )
    def test_many_small_changes_answer_as_one(
        self,
        shelf: Shelf,
        data: st.DataObject,
        changed: list[FiledReport],
        kept: list[FiledReport],
    ) -> None:
        """However many changes an index has seen, its answers and their order stay exact."""
        engine = shelf.engine(*(filed for filed in kept if filed.id != "R0"))
        names = ["R0", *(f"S{number % 9}" for number in range(len(changed)))]
        held = {filed.id: filed for filed in kept if filed.id != "R0"}
        for name, filed in zip(names, changed, strict=False):
            held[name] = replace(filed, id=name)
            apply(engine, (False, [held[name]], [], False))
        corpus = list(held.values())
        reader = Reader(corpus)
        for _ in range(4):
            found_as_read(engine, reader, data.draw(questions_among(corpus), "asked"))

    @pytest.mark.parametrize("clear", [False, True])
    def test_a_change_that_raises_leaves_everything_as_it_was(
        self, shelf: Shelf, clear: bool
    ) -> None:
        """What is raised inside a change comes out; the index is as before, and not locked."""
        engine = shelf.engine(report_of("R1", "调解"), report_of("R2", "纠纷"))
        before = engine.find(asking(""))
        with pytest.raises(GivenUp):
            apply(engine, (clear, [report_of("R2", "法治", version=2)], ["R1"], True))
        assert engine.find(asking("")) == before
        apply(engine, (False, [report_of("R3", "枫桥")], [], False))
        assert engine.held() == {"R1": 1, "R2": 1, "R3": 1}

    @pytest.mark.parametrize("clear", [False, True])
    def test_a_first_change_that_raises_leaves_no_index(self, shelf: Shelf, clear: bool) -> None:
        """An index that was never finished is none, and the next change makes it."""
        engine = shelf.open(shelf.folder())
        with pytest.raises(GivenUp):
            apply(engine, (clear, [report_of("R1", "调解")], [], True))
        assert engine.held() == {}
        with pytest.raises(IndexUnavailable):
            engine.find(asking(""))
        apply(engine, (False, [report_of("R2", "枫桥")], [], False))
        assert engine.held() == {"R2": 1}

    def test_a_change_of_nothing_makes_an_empty_index(self, shelf: Shelf) -> None:
        """A corpus without reports is indexed too: it is searched, and nothing is found."""
        engine = shelf.engine()
        assert engine.held() == {}
        assert engine.find(asking("")).total.passages == 0

    def test_a_report_is_put_once_in_a_change(self, shelf: Shelf) -> None:
        """To put a report twice is a mistake of the caller, and the change does not happen."""
        engine = shelf.engine(report_of("R1", "调解"))
        twice = [report_of("R1", "法治", version=2), report_of("R1", "枫桥", version=3)]
        with pytest.raises(ValueError, match="R1"):
            apply(engine, (False, twice, [], False))
        assert engine.held() == {"R1": 1}

    def test_a_report_is_not_dropped_in_the_change_that_puts_it(self, shelf: Shelf) -> None:
        """To drop what was just put is a mistake of the caller, who hears of it."""
        engine = shelf.engine()
        with engine.writer() as writer:
            writer.put(report_of("R2", "法治"))
            with pytest.raises(ValueError, match="R2"):
                writer.drop("R2")
        assert engine.held() == {"R2": 1}

    def test_a_report_without_passages_is_refused(self, shelf: Shelf) -> None:
        """What could never be found is not held in silence."""
        engine = shelf.engine(report_of("R1", "调解"))
        with pytest.raises(ValueError, match="R2"), engine.writer() as writer:
            writer.put(report_of("R2"))
        assert engine.held() == {"R1": 1}

    def test_a_report_may_be_dropped_twice_and_then_put(self, shelf: Shelf) -> None:
        """To drop what is not held, or no longer, is no error; what is put then is held."""
        engine = shelf.engine(report_of("R1", "调解"), report_of("R2", "纠纷"))
        apply(engine, (False, [report_of("R1", "法治", version=2)], ["R1", "R1", "R9"], False))
        assert engine.held() == {"R1": 2, "R2": 1}
        assert passages_in(engine.find(asking("法治"))) == [("R1", 1)]

    # At the same time

    def test_a_second_writer_is_refused(self, shelf: Shelf) -> None:
        """While one writes, another gets IngestRunning, whatever it wants to do."""
        folder = shelf.folder()
        engine, other = shelf.open(folder), shelf.open(folder)
        with engine.writer() as writer:
            writer.put(report_of("R1", "调解"))
            for refused in (other.writer, other.rebuild, engine.writer, engine.rebuild):
                with pytest.raises(IngestRunning), refused():
                    pass
        assert other.held() == {"R1": 1}
        apply(other, (False, [report_of("R2", "纠纷")], [], False))
        assert engine.held() == {"R1": 1, "R2": 1}

    @pytest.mark.parametrize("change", ["writer", "rebuild"])
    def test_a_writer_in_another_process_keeps_others_out(self, shelf: Shelf, change: str) -> None:
        """The refusal reaches across processes, and ends when the other one is killed."""
        folder = shelf.folder()
        engine = shelf.open(folder)
        apply(engine, (False, [report_of("R1", "调解")], [], False))
        with other_process("hold", shelf.name, folder, change) as holding:
            assert holding.stdout is not None
            assert holding.stdout.readline() == "writing\n"
            with pytest.raises(IngestRunning), engine.writer():
                pass
            assert engine.held() == {"R1": 1}
            holding.kill()
            holding.wait()
        apply(engine, (False, [report_of("R2", "纠纷")], [], False))
        assert engine.held() == {"R1": 1, "R2": 1}

    def test_readers_see_whole_changes_while_a_writer_commits(self, shelf: Shelf) -> None:
        """Here, through another opening and in another process, an answer is of one state."""
        folder = shelf.folder()
        engine, other = shelf.open(folder), shelf.open(folder)
        commit(engine, 1)
        done = threading.Event()
        with (
            other_process("watch", shelf.name, folder) as watching,
            ThreadPoolExecutor() as pool,
        ):
            assert watching.stdout is not None
            assert watching.stdout.readline() == "reading\n"
            readers = [pool.submit(watch, each, done.is_set) for each in (engine, other, engine)]
            for number in range(2, 40):
                commit(engine, number, clear=number % 10 == 0)
            done.set()
            seen = [reader.result() for reader in readers]
            watched, _ = watching.communicate("stop\n", timeout=60)
        assert watching.returncode == 0, watched
        assert all(len(editions) > 1 for editions in seen)
        assert watched.split()[-1] == "39"

    def test_many_threads_share_one_engine(self, shelf: Shelf) -> None:
        """Searches at the same time, on a state that none has read before, are all exact."""
        corpus = [
            report_of(
                f"R{number}", *(f"第{number}号：法治{'建设' * (number % 3)}调解纠纷" * 3,) * 20
            )
            for number in range(10)
        ]
        typed = ("“法治”", "“建设调解”", "调解纠纷", "“号：法治”", "", "法治建设 “调解”", "“治”")
        expected = {each: read(corpus, asking(each)) for each in typed}
        engine = shelf.engine(*corpus)
        with ThreadPoolExecutor(8) as pool:
            answers = pool.map(lambda each: (each, engine.find(asking(each))), typed * 6)
            assert all(found == expected[each] for each, found in answers)


def _by_place(filed: FiledReport) -> tuple[object, ...]:
    """The order of all reports: by place, newest first, then id."""
    where, year = filed.report.place, filed.report.year
    return where is None, where.code if where else "", year is None, -(year or 0), filed.id


@contextmanager
def _expected_to_fail(*, fails: bool) -> Iterator[None]:
    if fails:
        with pytest.raises(GivenUp):
            yield
    else:
        yield

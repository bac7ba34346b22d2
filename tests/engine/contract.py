"""What any engine promises, as tests: each runs for every engine in ``ENGINES``.

A folder of tests takes them in with ``class TestContract(EngineContract)``. The oracle is
``tests.engine.reading``, which reads every passage.
"""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import (
    FACETS,
    Asked,
    Engine,
    FacetName,
    FacetValue,
    Found,
    Hit,
    PlaceChoice,
    Sort,
    YearRange,
)
from searchapp.errors import IndexUnavailable, IngestRunning, ReportNotFound
from searchapp.parsing import Gazetteer, parse
from searchapp.query import Everything, parse_query
from searchapp.reading import read_file
from searchapp.reports import (
    FiledReport,
    Place,
    SectionKind,
    Source,
)
from searchapp.text import fold
from tests.engine.editions import commit, other_process, watch
from tests.engine.engines import ENGINES
from tests.engine.reading import read
from tests.engine.shelves import DIPU, SONGLI, Shelf, asking, passages_in, report_of
from tests.strategies import (
    corpora,
    disguised,
    filed_reports,
    filtered,
    phrase_of,
    plain_text,
    typed_in,
)

#: A change: whether it begins from nothing, what is put, what is dropped, whether it fails.
Change: TypeAlias = tuple[bool, list[FiledReport], list[str], bool]


class GivenUp(Exception):
    """Raised inside a change, to see that nothing of it stays."""


def without_zeros(found: Found) -> Found:
    """The answer without facet values that nothing falls under."""
    facets = {
        name: tuple(value for value in values if value.passages)
        for name, values in found.facets.items()
    }
    return replace(found, facets=facets)


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


class EngineContract:
    """The laws. A subclass named ``Test…`` runs them."""

    @pytest.fixture(params=ENGINES)
    def shelf(self, request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
        """Where the engines of one kind lie."""
        return Shelf(request.param, tmp_path)

    # What is found

    @pytest.mark.property
    @given(data=st.data(), corpus=corpora())
    def test_searching_finds_what_reading_every_passage_finds(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Hits, spans, order, totals and facet counts are what a patient reader would give."""
        engine = shelf.engine(*corpus)
        for _ in range(5):
            query = parse_query(data.draw(typed_in(corpus), "typed")).query
            asked = data.draw(filtered(query), "asked")
            assert without_zeros(engine.find(asked)) == read(corpus, asked)

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_a_phrase_is_found_where_it_was_cut_from(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """A piece of any passage, typed in quotes in any disguise, finds that passage."""
        engine = shelf.engine(*corpus)
        for filed in corpus:
            passage = data.draw(st.sampled_from(filed.report.passages))
            piece = data.draw(phrase_of(passage.text))
            found = engine.find(asking(f"「{data.draw(disguised(piece))}」"))
            is_found = (filed.id, passage.number) in passages_in(found)
            assert is_found == (fold(piece).text in fold(passage.text).text)

    @pytest.mark.property
    @settings(max_examples=30)
    @given(data=st.data(), corpus=corpora())
    def test_pages_together_are_all_hits_once(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Whatever the size of a page, pages in a row are the whole answer, then nothing."""
        engine = shelf.engine(*corpus)
        asked = data.draw(filtered(parse_query(data.draw(typed_in(corpus))).query))
        whole = engine.find(asked)
        size = data.draw(st.integers(1, 5))
        hits: list[Hit] = []
        for offset in range(0, whole.total.passages + 2 * size, size):
            page = engine.find(replace(asked, offset=offset, limit=size))
            assert replace(page, hits=()) == replace(whole, hits=())
            hits += page.hits
        assert tuple(hits) == whole.hits

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_a_value_without_passages_is_shown_only_where_it_is_chosen(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """A choice that leaves nothing can still be given up; no other value is shown empty."""
        engine = shelf.engine(*corpus)
        asked = data.draw(filtered(parse_query(data.draw(typed_in(corpus))).query))
        shown = engine.find(asked).facets
        known = read(corpus, Asked(Everything())).facets
        for name in FACETS:
            chosen = {row.value for row in known[name] if is_chosen(name, row, asked)}
            if name == "section":
                chosen = {str(kind) for kind in asked.kinds}
            empty = {row.value for row in shown[name] if not row.passages}
            assert empty <= chosen <= {row.value for row in shown[name]}

    def test_real_reports_are_searched_exactly(
        self, shelf: Shelf, shared: Path, gazetteer: Gazetteer
    ) -> None:
        """In real reports, phrases and words are found as reading them finds."""
        corpus = [
            FiledReport(
                path.stem, 1, (Source(path.name, "txt"),), parse(read_file(path), gazetteer)
            )
            for path in sorted((shared / "corpus").glob("*.txt"))
        ]
        engine = shelf.engine(*corpus)
        for typed in (
            *("“枫桥经验”", "“的”", "“2024年”", "“750余次”", "“一是”", "“法治政府建设”"),
            *(
                "调解",
                "矛盾纠纷 调解",
                "组织或者个人",
                "1-10月",
                "村（社区）",
                "枫桥经验 “调解”",
                "",
            ),
        ):
            for sort in Sort:
                asked = replace(asking(typed), sort=sort)
                assert without_zeros(engine.find(asked)) == read(corpus, asked)

    def test_a_character_beyond_the_basic_plane_is_one_character(self, shelf: Shelf) -> None:
        """Spans count characters, also where one takes two units of UTF-16."""
        engine = shelf.engine(report_of("R1", "𠮷村𠮷村调解"))
        assert engine.find(asking("“𠮷”")).hits[0].spans == ((0, 1), (2, 3))
        assert engine.find(asking("“𠮷村调解”")).hits[0].spans == ((2, 6),)

    def test_a_passage_of_one_character_is_found(self, shelf: Shelf) -> None:
        """无 is a whole passage in many a report, and a mark may be one too."""
        engine = shelf.engine(report_of("R1", "无", "。", "A"))
        for number, typed in enumerate(("“无”", "“。”", "“ａ”"), start=1):
            assert passages_in(engine.find(asking(typed))) == [("R1", number)]
        assert passages_in(engine.find(asking("无"))) == [("R1", 1)]

    @pytest.mark.parametrize("unit", ["法治，", "法", "1 "])
    def test_a_very_long_passage_is_searched_to_its_end(self, shelf: Shelf, unit: str) -> None:
        """A hundred thousand characters in one passage are counted like any others."""
        text = unit * (100_000 // len(unit)) + "枫桥经验"
        engine = shelf.engine(report_of("R1", text))
        asked = asking(f"“{unit.strip()}”")
        assert engine.find(asked) == read([report_of("R1", text)], asked)
        assert engine.find(asking("“枫桥经验”")).hits[0].spans == ((len(text) - 4, len(text)),)

    @pytest.mark.parametrize(
        "typed", ["\udcff", '"\udcff\udcff"', "\x00", '"\ufffd"', "“\U0010ffff”"]
    )
    def test_what_no_text_has_is_not_found(self, shelf: Shelf, typed: str) -> None:
        """Whatever arrives in place of a query is no error."""
        assert shelf.engine(report_of("R1", "调解")).find(asking(typed)).total.passages == 0

    @pytest.mark.parametrize("typed", ["", "调解", "“调解”", "“调解” 枫桥"])
    @pytest.mark.parametrize("sort", Sort)
    def test_an_engine_that_holds_nothing_finds_nothing(
        self, shelf: Shelf, typed: str, sort: Sort
    ) -> None:
        """An index without reports is searched like any other."""
        engine = shelf.engine()
        asked = replace(asking(typed), sort=sort, kinds=(SectionKind.PLANS,))
        assert without_zeros(engine.find(asked)) == read([], asked)
        assert list(engine.reports()) == []

    def test_a_chosen_place_that_no_report_is_of_is_told(self, shelf: Shelf) -> None:
        """A misspelt place finds nothing and says so, which a place with no hit does not."""
        engine = shelf.engine(report_of("R1", "调解"), report_of("R2", "纠纷", place=DIPU))
        choices = (PlaceChoice("town", "荻浦"), PlaceChoice("county", "望岫县"))
        found = engine.find(replace(asking("“调解”"), places=choices))
        assert (found.total.passages, found.notes) == (0, ("库里没有乡镇“荻浦”的报告",))

    def test_a_name_that_several_places_bear_means_all_of_them(self, shelf: Shelf) -> None:
        """Two towns of one name are both found by it, and each alone by its code."""
        other = Place("990122109", "松栎镇", "望岫县", "砚州市", "岚川省")
        engine = shelf.engine(report_of("R1", "调解"), report_of("R2", "调解", place=other))
        for value, reports in (("松栎镇", 2), (SONGLI.code, 1), (other.code, 1)):
            asked = replace(asking("调解"), places=(PlaceChoice("town", value),))
            assert engine.find(asked).total.reports == reports

    # Order

    def test_a_run_as_it_was_typed_comes_first_and_one_across_words_last(
        self, shelf: Shelf
    ) -> None:
        """As typed, then each word as a word, then what only arises across others, and says so."""
        engine = shelf.engine(
            report_of("R1", "协调解决，矛盾，矛盾，矛盾"),
            report_of("R2", "全村的矛盾由人民调解，这一年来没有一起矛盾上交到县里和市里"),
            report_of("R3", "全年共有调解矛盾的村委会十二个，另有三个村没有上报有关情况"),
        )
        found = engine.find(asking("调解矛盾"))
        assert [(hit.report, hit.across) for hit in found.hits] == [
            *(("R3", ()), ("R2", ())),
            ("R1", ("调解",)),
        ]

    def test_whole_words_leave_out_what_only_arises(self, shelf: Shelf) -> None:
        """With whole words, 协调解决 is not found for 调解, in no total and in no facet."""
        engine = shelf.engine(report_of("R1", "协调解决"), report_of("R2", "人民调解", year=2023))
        found = engine.find(replace(asking("调解"), whole_words=True))
        assert passages_in(found) == [("R2", 1)]
        assert found.facets["year"] == (FacetValue(2023, "2023", 1, 1),)

    def test_a_passage_that_says_it_more_often_comes_before(self, shelf: Shelf) -> None:
        """Of passages of one length, the one with most occurrences is the most relevant."""
        engine = shelf.engine(
            report_of(
                "R1", "法治，法治，建设，建设", "法治，法治，法治，建设", "法治，建设，建设，建设"
            )
        )
        for typed in ("“法治”", "法治"):
            assert [hit.passage for hit in engine.find(asking(typed)).hits] == [2, 1, 3]

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            (Sort.RELEVANCE, "R3 R1 R5 R2 R4"),
            (Sort.NEWEST, "R3 R1 R5 R2 R4"),
            (Sort.OLDEST, "R1 R5 R2 R3 R4"),
            (Sort.PLACE, "R3 R1 R4 R5 R2"),
        ],
    )
    def test_ties_are_broken_by_newest_then_place_then_report(
        self, shelf: Shelf, sort: Sort, order: str
    ) -> None:
        """Equal passages come by year, place, id; what could not be told comes last."""
        engine = shelf.engine(
            report_of("R1", "调解", year=2023),
            report_of("R2", "调解", year=2023, place=None),
            report_of("R3", "调解", year=2024),
            report_of("R4", "调解", year=None),
            report_of("R5", "调解", year=2023, place=DIPU),
        )
        found = engine.find(replace(asking("调解"), sort=sort))
        assert " ".join(hit.report for hit in found.hits) == order

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
        for _ in range(3):
            query = parse_query(data.draw(typed_in(corpus), "typed")).query
            asked = data.draw(filtered(query), "asked")
            assert without_zeros(engine.find(asked)) == read(corpus, asked)

    @pytest.mark.property
    @settings(max_examples=50)
    @given(
        data=st.data(),
        changed=st.lists(filed_reports(texts=plain_text), min_size=3, max_size=8),
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
        for _ in range(4):
            asked = data.draw(filtered(parse_query(data.draw(typed_in(corpus))).query))
            assert without_zeros(engine.find(asked)) == read(corpus, asked)

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


def is_chosen(name: FacetName, row: FacetValue, asked: Asked) -> bool:
    """Whether the value is among the choices."""
    if name == "year":
        return any(_is_in(row.value, choice) for choice in asked.years)
    if name == "genre":
        return row.value in asked.genres
    choices = [choice.value for choice in asked.places if choice.level == name]
    return row.value in choices or (row.value is not None and row.label in choices)


def _is_in(year: object, choice: YearRange) -> bool:
    if choice.first is None or choice.last is None or not isinstance(year, int):
        return (year, choice.first) == (None, None)
    return choice.first <= year <= choice.last


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

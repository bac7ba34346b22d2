"""Building a segment: it holds what a patient reader of the passages would write down."""

import tracemalloc
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar import building
from searchapp.engine.embedded.columnar.analysis import Vocabulary, word_part
from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.counted import Counted
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.columnar.texts import text_part
from searchapp.engine.ranking import HEADING
from searchapp.query import Candidate, Scope, candidates, units
from searchapp.reports import FiledReport, Passage, SectionKind
from searchapp.text import figures, fold, segmenting, tokens, words, words_before
from searchapp.text.segmenting import Segmenter
from tests import chance
from tests.engine.embedded.columnar.written import built
from tests.strategies import corpora, han_text
from tests.text.test_segmenting import TERMS, term_text

_T = TypeVar("_T")

_TITLE = "关于人民调解工作的报告"


def _report(*texts: str, name: str = "R1", section: tuple[str, ...] = ()) -> FiledReport:
    """A report with these passages, all in one section."""
    bare = chance.report_by(Random(1), name)
    passages = [Passage(n, SectionKind.OTHER, section, text) for n, text in enumerate(texts, 1)]
    return replace(bare, report=replace(bare.report, title=_TITLE, passages=tuple(passages)))


def _built(reports: Sequence[FiledReport], folder: Path) -> Segment:
    path = built(reports, folder)
    segment = Segment(path)
    segment.verify()
    path.unlink()
    return segment


def _read(reports: Sequence[FiledReport]) -> list[Candidate]:
    """Every passage, in order."""
    return [candidate for filed in reports for candidate in candidates(filed)]


def _in_units(text: str) -> list[int]:
    units: list[int] = np.frombuffer(text.encode("utf-16-le"), np.uint16).tolist()
    return units


def _counted_words(passage: Candidate) -> Counter[str]:
    """How often each word counts in a passage: those of a heading more often."""
    text = passage.folded.text
    return Counter(words(text) + words_before(passage.heading, text) * (HEADING - 1))


def _rows(passages: Sequence[Counter[_T]]) -> dict[_T, list[tuple[int, int]]]:
    """For what is counted the passages that have it, and how often."""
    every = {each for count in passages for each in count}
    return {
        each: [(number, count[each]) for number, count in enumerate(passages) if each in count]
        for each in every
    }


def _row(counted: Counted, row: int) -> list[tuple[int, int]]:
    """The same of a row of a segment."""
    documents, times = counted.documents(row), counted.times(row)
    return list(zip(documents.tolist(), times.tolist(), strict=True))


#: What looks like a code: its parts are words too, by rules of each library.
_codes = st.text("aA12.-·%件法", max_size=12)
_anything = st.lists(han_text | term_text | _codes, min_size=1, max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where segments are written."""
    return tmp_path_factory.mktemp("segments")


@pytest.mark.property
@settings(max_examples=50)
@given(reports=corpora())
def test_words_are_counted_as_a_reader_counts_them(
    folder: Path, reports: list[FiledReport]
) -> None:
    """Each word, the passages it stands in and how often; a heading's count more."""
    segment = _built(reports, folder)
    expected = _rows([_counted_words(passage) for passage in _read(reports)])
    assert list(segment.words) == sorted(expected)
    assert {word: _row(segment.words, row) for row, word in enumerate(segment.words)} == expected


@pytest.mark.property
@settings(max_examples=50)
@given(reports=corpora())
def test_units_and_pairs_are_where_a_reader_finds_them(
    folder: Path, reports: list[FiledReport]
) -> None:
    """Each unit and each pair of neighbours, how often in which passages, and every place."""
    segment = _built(reports, folder)
    texts = [_in_units(passage.folded.text) for passage in _read(reports)]
    chars = _rows([Counter(text) for text in texts])
    assert segment.chars.key.tolist() == sorted(chars)
    assert [_row(segment.chars, row) for row in range(len(chars))] == [
        chars[unit] for unit in sorted(chars)
    ]
    pairs = [[first << 16 | second for first, second in pairwise(t)] for t in texts]
    counted = _rows([Counter(each) for each in pairs])
    assert segment.pairs.key.tolist() == sorted(counted)
    for row, pair in enumerate(segment.pairs.key.tolist()):
        assert _row(segment.pairs, row) == counted[pair]
        places = [at for each in pairs for at, other in enumerate(each) if other == pair]
        assert segment.pairs.places(row).tolist() == places


@pytest.mark.property
@settings(max_examples=50)
@given(reports=corpora())
def test_passages_come_back_with_all_that_is_known_of_them(
    folder: Path, reports: list[FiledReport]
) -> None:
    """Text as shown, folded text, kind, headings, section, and the three lengths."""
    segment = _built(reports, folder)
    read = _read(reports)
    assert [segment.passage(number) for number in range(segment.passages)] == [
        passage.passage for passage in read
    ]
    columns = segment.columns
    for number, passage in enumerate(read):
        folded = segment.text.folded(number)
        assert (folded.text, folded.shown) == (passage.folded.text, passage.passage.text)
        assert list(folded.offsets) == list(passage.folded.offsets)
    assert columns.heading.tolist() == [passage.heading for passage in read]
    assert columns.length.tolist() == [len(words(passage.folded.text)) for passage in read]
    assert columns.tokens.tolist() == [_counted_words(passage).total() for passage in read]
    sections = [unit for filed in reports for unit in units(filed.report.passages, Scope.SECTION)]
    assert columns.section.tolist() == sections


@pytest.mark.property
@settings(max_examples=50)
@given(reports=corpora())
def test_reports_and_figures_come_back(folder: Path, reports: list[FiledReport]) -> None:
    """Each report stands in the segment as it was added, and each passage has its figures."""
    segment = _built(reports, folder)
    bare = [replace(each, report=replace(each.report, passages=())) for each in reports]
    assert [segment.reports.filed(number) for number in range(len(reports))] == bare
    assert segment.facts["passages"] == len(_read(reports))
    for number, passage in enumerate(_read(reports)):
        found = segment.figures.of(np.array([number], np.int32))
        expected = figures(passage.folded, ordinals=True)
        before = [len(_in_units(passage.folded.text[: each.start])) for each in expected]
        assert found.at.tolist() == before
        assert found.length.tolist() == [each.ends[0] - each.start for each in expected]
        assert found.shorter.tolist() == [len(each.ends) - 1 for each in expected]


@pytest.mark.property
@given(texts=_anything)
@example(texts=["𠮷镇枫桥经验𠮷", "枫桥经验"])
@example(texts=["", "，。", ""])
def test_edges_are_where_tokens_end(folder: Path, texts: list[str]) -> None:
    """An edge stands before each token of a passage and behind its last one, and nowhere else."""
    segment = _built([_report(*texts)], folder)
    start = 0
    for text in texts:
        folded = fold(text).text
        ends = {len(_in_units(folded[: token.end])) for token in tokens(folded)} | {0}
        size = len(_in_units(folded)) + 1
        places = start + np.arange(size)
        assert np.flatnonzero(segment.text.edges(places)).tolist() == sorted(ends)
        start += size


@pytest.fixture(scope="module", params=["rjieba", "jieba"])
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    """Each of the two libraries, with our terms."""
    pytest.importorskip(request.param)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source, when it is first compiled
        return Segmenter(
            {"rjieba": segmenting._rjieba, "jieba": segmenting._jieba}[request.param]()
        )


@pytest.mark.property
@given(texts=_anything)
@example(texts=TERMS)
@example(texts=["2·ａA桥纠调", "1A－12桥设", "A-A-2A的桥"])
@example(texts=["".join(TERMS)])
def test_words_found_together_are_those_of_each_text_alone(
    segmenter: Segmenter, texts: list[str]
) -> None:
    """Dividing many texts in one run changes no word, whatever the library, nor where it ends."""
    divide = segmenting._with_terms(segmenter.library.divide)
    vocabulary = Vocabulary(segmenter)
    part = word_part(text_part(texts), vocabulary)
    found: list[Counter[tuple[str, int]]] = [Counter() for _ in texts]
    starts = np.cumsum([0, *(len(fold(text).text) + 1 for text in texts)]).tolist()
    for word, passage, end in zip(part.word, part.passage, part.end, strict=True):
        found[passage][vocabulary.words[word], int(end) - starts[passage]] += 1
    for text, here in zip(texts, found, strict=True):
        alone = divide(fold(text).text, "search")
        assert here == Counter(
            (word, end) for word, _, end in alone if any(map(str.isalnum, word))
        )


def test_blocks_and_slices_leave_no_trace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is analysed and sorted at once, the arrays of the file are the same."""
    rng = Random(7)
    reports = [chance.report_by(rng, f"R{number}") for number in range(40)]
    at_once = built(reports, folder)
    monkeypatch.setattr(building, "_BLOCK", 50)
    monkeypatch.setattr(building, "_SLICE", 7)
    by_and_by = built(reports, folder)
    assert at_once.read_bytes() == by_and_by.read_bytes()


@pytest.mark.parametrize("text", ["法\0治", "法\ud83d治", "\udc00"])
def test_a_text_that_cannot_be_held_is_refused(folder: Path, text: str) -> None:
    """A NUL would end the passage before its time, half a character is none: no file is left."""
    builder = Builder()
    builder.add(_report("法治", text))
    with pytest.raises(ValueError, match=r"NUL|surrogates"):
        builder.write(folder / "refused.col")
    assert not (folder / "refused.col").exists()


def test_passages_are_numbered_from_one_on() -> None:
    """What cannot be told by the order of passages is refused, not lost."""
    filed = _report("法治", "法治")
    report = replace(filed.report, passages=filed.report.passages[1:])
    with pytest.raises(ValueError, match="not numbered"):
        Builder().add(replace(filed, report=report))


def test_a_segment_of_nothing_can_be_read(folder: Path) -> None:
    """No report, and a report whose passages are empty, are a segment too."""
    assert _built([], folder).facts["passages"] == 0
    empty = _built([_report("", "")], folder)
    assert [empty.text.shown(number) for number in range(2)] == ["", ""]
    assert (len(empty.words), len(empty.pairs.key), len(empty.chars.key)) == (0, 0, 0)


def test_the_end_of_a_heading_is_told_in_characters(folder: Path) -> None:
    """Blanks that folding passes over, and characters of two units, do not move it."""
    heading = "（一） 𠮷镇 的调解"
    filed = _report(f"{heading}。调解𠮷", heading, _TITLE, "调解", section=(heading,))
    columns = _built([filed], folder).columns
    assert columns.heading.tolist() == [8, 8, len(_TITLE), 0]


def test_building_takes_little_memory_beside_the_texts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is analysed and sorted is small, so that reports cost but some bytes a character."""
    monkeypatch.setattr(building, "_BLOCK", 5_000)
    monkeypatch.setattr(building, "_SLICE", 5_000)
    texts = ["".join(Random(1).choices(TERMS, k=40)) for _ in range(30)]
    reports = [_report(*texts, name=f"R{number}") for number in range(20)]
    size = sum(len(text) for text in texts) * len(reports)
    peaks = [_peak(reports[: len(reports) // 2], folder), _peak(reports, folder)]
    assert peaks[1] - peaks[0] < 25 * size / 2


def _peak(reports: Sequence[FiledReport], folder: Path) -> int:
    tracemalloc.start()
    try:
        built(reports, folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

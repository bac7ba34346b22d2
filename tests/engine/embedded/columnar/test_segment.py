"""A segment has every passage of its reports as it was put, opens at once, and tells of damage."""

import sys
import weakref
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pytest
from hypothesis import example, given, settings

from searchapp.engine.embedded.columnar.arrays import DamagedSegment
from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment, SegmentWriter
from searchapp.engine.ranking import HEADING
from searchapp.query import candidates
from searchapp.reports import FiledReport, Passage
from searchapp.text import words, words_before
from tests.engine.shelves import report_of
from tests.strategies import corpora


def built(path: Path, reports: Sequence[FiledReport]) -> Path:
    """The file of a segment with these reports."""
    builder = Builder()
    for filed in reports:
        builder.add(filed)
    builder.write(path)
    return path


def segment_of(reports: Sequence[FiledReport]) -> Segment:
    """A segment with these reports, open; its file is gone already."""
    with TemporaryDirectory() as folder:
        return Segment(built(Path(folder) / "a.col", reports))


def passages_of(reports: Sequence[FiledReport]) -> list[Passage]:
    """Every passage, in order."""
    return [passage for filed in reports for passage in filed.report.passages]


@pytest.mark.property
@settings(max_examples=50)
@given(corpus=corpora())
@example(corpus=[])
def test_every_passage_comes_back(corpus: list[FiledReport]) -> None:
    """Number, kind, headings and text are as they were put, and the report is the right one."""
    segment = segment_of(corpus)
    every = range(segment.passages)
    assert [segment.passage(document) for document in every] == passages_of(corpus)
    assert [corpus[segment.report_of(document)].id for document in every] == [
        filed.id for filed in corpus for _ in filed.report.passages
    ]
    assert [segment.whole(number) for number in range(len(corpus))] == corpus
    assert segment.units == len(segment.text.units)


@pytest.mark.property
@settings(max_examples=50)
@given(corpus=corpora())
def test_the_facts_are_the_sums(corpus: list[FiledReport]) -> None:
    """How many reports, passages and words there are is what one counts by reading."""
    read = [each for filed in corpus for each in candidates(filed)]
    length = [len(words(each.folded.text)) for each in read]
    headings = [len(words_before(each.heading, each.folded.text)) for each in read]
    tokens = [a + b * (HEADING - 1) for a, b in zip(length, headings, strict=True)]
    facts = segment_of(corpus).facts
    assert (facts["reports"], facts["passages"]) == (len(corpus), len(read))
    assert (facts["words"], facts["tokens"]) == (sum(length), sum(tokens))
    ends = facts["fewest_tokens"], facts["most_tokens"]
    assert ends == (min(tokens, default=0), max(tokens, default=0))


def test_to_open_a_segment_reads_nothing_of_its_reports(tmp_path: Path) -> None:
    """Opening calls the same functions as often, however many reports and passages there are."""
    few = built(tmp_path / "few.col", [report_of("R0", "调解")])
    many = [report_of(f"R{n}", *["调解纠纷"] * n, year=2000 + n) for n in range(1, 20)]
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    def calls_to_open(path: Path) -> int:
        before = calls
        sys.setprofile(count)
        Segment(path)
        sys.setprofile(None)
        return calls - before

    Segment(few)
    assert calls_to_open(few) == calls_to_open(built(tmp_path / "many.col", many))


def test_a_segment_is_closed_with_its_last_user(tmp_path: Path) -> None:
    """Nothing in it refers back to it, so that it goes at once; what is still used stays."""
    segment = Segment(built(tmp_path / "a.col", [report_of("R1", "调解")]))
    seen, units = weakref.ref(segment), segment.text.units.tolist()
    text = segment.text
    del segment
    assert seen() is None
    assert text.units.tolist() == units


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_damage_is_told(tmp_path: Path, part: float) -> None:
    """A file of which a byte changed may be opened, but does not pass the check."""
    path = built(tmp_path / "a.col", [report_of("R1", "调解" * 2_000)])
    Segment(path).verify()
    written = bytearray(path.read_bytes())
    written[int(Segment(path).text.units.nbytes * part)] ^= 1
    path.write_bytes(written)
    with pytest.raises(DamagedSegment):
        Segment(path).verify()


def test_what_fails_leaves_no_file(tmp_path: Path) -> None:
    """An exception while a segment is written removes it."""
    with suppress(ZeroDivisionError), SegmentWriter(tmp_path / "a.col", 1) as new:
        new.columns.finish()
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())

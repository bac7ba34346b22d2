"""A segment made of others is, byte for byte, the one that is built of the same reports."""

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.merging import merge
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.reports import FiledReport, Passage, SectionKind
from tests import chance
from tests.engine.embedded.columnar.written import built
from tests.strategies import corpora

#: Each time a report, and whether it is still held.
Held = Sequence[tuple[FiledReport, bool]]


def merged(parts: Sequence[Held], folder: Path, *, block: int = 1 << 20) -> Path:
    """A file of what is held of the parts, each of which is built by itself."""
    path = folder / f"{uuid4().hex}.col"
    merge([part_of(part, folder) for part in parts], path, block=block)
    return path


def part_of(part: Held, folder: Path) -> tuple[Segment, NDArray[np.bool_]]:
    """A segment of these reports, and which of its passages are held."""
    alive = [held for filed, held in part for _ in filed.report.passages]
    return Segment(built([filed for filed, _ in part], folder)), np.array(alive, np.bool_)


def is_as_built(parts: Sequence[Held], folder: Path, *, block: int = 1 << 20) -> bool:
    """Whether merging them gives the bytes that building what is held gives."""
    held = [filed for part in parts for filed, stays in part if stays]
    made, fresh = merged(parts, folder, block=block), built(held, folder)
    return made.read_bytes() == fresh.read_bytes()


def report(name: str, *texts: str) -> FiledReport:
    """A report with these passages, without a title."""
    bare = chance.report_by(Random(1), name)
    passages = [Passage(n, SectionKind.OTHER, (), text) for n, text in enumerate(texts, 1)]
    return replace(bare, report=replace(bare.report, title=None, passages=tuple(passages)))


@st.composite
def shelves(draw: st.DrawFn) -> list[list[tuple[FiledReport, bool]]]:
    """Reports in some parts, of which some are held no longer; a part may be empty."""
    corpus = [each for each in draw(corpora()) if each.report.passages]
    held = draw(st.lists(st.booleans(), min_size=len(corpus), max_size=len(corpus)))
    cuts = sorted(draw(st.lists(st.integers(0, len(corpus)), max_size=3)))
    reports = list(zip(corpus, held, strict=True))
    edges = [0, *cuts, len(corpus)]
    return [reports[first:last] for first, last in pairwise(edges)]


@pytest.mark.property
@given(parts=shelves(), block=st.sampled_from([1, 7, 1 << 20]))
@settings(max_examples=40)
def test_merged_is_as_built(
    parts: list[list[tuple[FiledReport, bool]]],
    block: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """However reports came to lie in segments and were dropped: no byte tells of it."""
    assert is_as_built(parts, tmp_path_factory.mktemp("merged"), block=block)


def test_what_stood_in_dropped_reports_alone_is_gone(tmp_path: Path) -> None:
    """No list is empty: a word, a unit or a heading that nobody has any more is forgotten."""
    first = [(report("A", "枫桥经验"), True), (report("B", "河长制𠮷"), False)]
    second = [(report("C", "枫桥调解", "经验"), True)]
    assert is_as_built([first, second], tmp_path)
    segment = Segment(merged([first, second], tmp_path))
    assert segment.words.row("河长制") == segment.chars.row(ord("河")) == -1
    assert segment.words.documents(segment.words.row("枫桥")).tolist() == [0, 1]


def test_a_part_of_which_nothing_is_held_leaves_no_trace(tmp_path: Path) -> None:
    """A segment may be dropped as a whole, and a merge may leave nothing."""
    dropped = [(report("A", "枫桥经验"), False)]
    kept = [(report("B", "枫桥"), True)]
    assert is_as_built([dropped, kept, dropped], tmp_path)
    assert is_as_built([dropped], tmp_path)
    assert is_as_built([], tmp_path)


def test_long_lists_and_places_far_into_a_passage_are_merged(tmp_path: Path) -> None:
    """Lists change their form as they grow, and places above 255 keep to their passage."""
    common = [report(f"A{n}", "的", "调解工作" * (n % 7), "的" * (n * 3 + 1)) for n in range(120)]
    rare = [report(f"B{n}", f"第{n}条枫桥经验，" * 40) for n in range(60)]
    parts = [
        [(each, n % 3 > 0) for n, each in enumerate(common)],
        [(each, n != 7) for n, each in enumerate(rare)],
    ]
    assert is_as_built(parts, tmp_path)
    assert is_as_built(parts, tmp_path, block=100)


def test_a_report_that_is_held_in_part_is_refused(tmp_path: Path) -> None:
    """Readers see whole reports; nothing is left of a merge that would cut one."""
    segment = Segment(built([report("A", "枫桥", "经验")], tmp_path))
    path = tmp_path / "merged.col"
    with pytest.raises(ValueError, match="report A"):
        merge([(segment, np.array([True, False]))], path)
    assert not path.exists()


def test_a_report_that_is_held_twice_is_refused(tmp_path: Path) -> None:
    """A report is in an index once, or it would count twice."""
    part = [(report("A", "枫桥"), True)]
    with pytest.raises(ValueError, match="twice"):
        merged([part, part], tmp_path)


def test_memory_is_bounded_by_the_block(tmp_path: Path) -> None:
    """Beside what is written, memory holds a block of the lists, and not all of them."""
    texts = [f"{n}年枫桥镇调解矛盾纠纷{n % 17}件，" * 12 for n in range(40)]
    reports = [(report(f"R{n}", *texts), True) for n in range(40)]
    parts = [part_of(reports[:20], tmp_path), part_of(reports[20:], tmp_path)]
    in_blocks, at_once = peak(parts, tmp_path, 1 << 10), peak(parts, tmp_path, 1 << 30)
    assert in_blocks < at_once / 2


def peak(parts: Sequence[tuple[Segment, NDArray[np.bool_]]], folder: Path, block: int) -> int:
    """The most bytes that merging these parts holds at a time."""
    tracemalloc.start()
    try:
        merge(parts, folder / "merged.col", block=block)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

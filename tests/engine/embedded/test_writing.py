"""What changes make of segments: whole reports, in the order in which they were put."""

from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.folder import IndexFolder, Part
from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.tiers import Tiers
from tests.engine.shelves import report_of

NAMES = ("R1", "R2", "R3", "R4", "R5", "R6")
#: A change: what is put, in order, and what is dropped before.
Change = tuple[Sequence[str], Sequence[str]]
changes = st.tuples(
    st.lists(st.sampled_from(NAMES), unique=True, max_size=4),
    st.lists(st.sampled_from(NAMES), max_size=2),
)
limits = st.builds(
    Limits,
    tiers=st.builds(Tiers, fan_in=st.integers(2, 4), smallest=st.sampled_from((1, 50, 10_000))),
    batch=st.sampled_from((1, 40, 10_000)),
)


def living(part: Part) -> Iterator[str]:
    """The ids of a segment's reports, of which all is there; AssertionError for half a report."""
    alive = np.ones(part.segment.passages, np.bool_)
    alive[part.deleted] = False
    first = part.segment.reports.first.tolist()
    for number, (start, stop) in enumerate(pairwise(first)):
        assert len(set(alive[start:stop].tolist())) == 1
        if alive[start]:
            yield part.segment.reports.id(number)


@pytest.mark.property
@settings(max_examples=30)
@given(history=st.lists(st.tuples(changes, limits), max_size=8))
def test_reports_lie_whole_and_in_the_order_in_which_they_were_put(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[Change, Limits]]
) -> None:
    """Whatever is merged: each in one segment, all its passages held or none, no empty segment."""
    folder, held, versions = tmp_path_factory.mktemp("index"), list[str](), count(1)
    for (put, dropped), limit in history:
        with EmbeddedEngine(folder, limit).writer() as writer:
            for name in dropped:
                writer.drop(name)
            for name in put:
                version = next(versions)
                writer.put(report_of(name, *["法治"] * (1 + version % 4), version=version))
        held = [name for name in held if name not in {*put, *dropped}] + list(put)
        found = [list(living(part)) for part in IndexFolder(folder).parts()]
        assert [name for names in found for name in names] == held
        assert all(found)


def test_what_is_worn_out_is_written_anew(tmp_path: Path) -> None:
    """A segment of which too much is deleted is made anew, by itself, of what is left."""
    engine = EmbeddedEngine(tmp_path)
    with engine.writer() as writer:
        for name in NAMES:
            writer.put(report_of(name, "法治政府", "人民调解"))
    for dropped, deleted in (("R1", 2), ("R2", 0), ("R3", 2)):
        with engine.writer() as writer:
            writer.drop(dropped)
        (part,) = IndexFolder(tmp_path).parts()
        assert len(part.deleted) == deleted
    assert part.segment.passages == 8


@pytest.mark.parametrize("text", ["法\0治", "法\ud800治"])
def test_a_text_that_cannot_be_held_is_refused_with_the_whole_change(
    tmp_path: Path, text: str
) -> None:
    """ValueError names no half of a change: what was held before is held."""
    engine = EmbeddedEngine(tmp_path)

    def change(*texts: str) -> None:
        with engine.writer() as writer:
            writer.drop("R1")
            for number, each in enumerate(texts, start=1):
                writer.put(report_of(f"R{number}", each))

    change("法治")
    with pytest.raises(ValueError, match=r"NUL|surrogate"):
        change("法治", "调解", text)
    assert engine.held() == {"R1": 1}
    assert len(list(tmp_path.glob("*.col"))) == 1


def test_a_segment_is_open_once_for_all_who_read_it(tmp_path: Path) -> None:
    """After a commit only what is new is opened; what nobody reads any more is let go."""
    engine = EmbeddedEngine(tmp_path)
    with engine.writer() as writer:
        writer.put(report_of("R1", "法治"))
    (before,) = IndexFolder(tmp_path).parts()
    with engine.writer() as writer:
        writer.put(report_of("R2", "法治"))
    after, new = IndexFolder(tmp_path).parts()
    assert after.segment is before.segment
    assert new.segment is not before.segment
    assert not len(before.deleted)

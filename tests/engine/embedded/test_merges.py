"""Large merges happen in processes of their own, and make what one process would make."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from searchapp.engine.embedded import merges as merging
from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.merges import Merge, merge_all
from tests import chance


@pytest.fixture
def segments(tmp_path: Path) -> list[Segment]:
    """Six segments of three reports each."""
    made = []
    for number in range(6):
        builder = Builder()
        for each in range(3):
            builder.add(chance.report_by(Random(10 * number + each), f"R{number}-{each}"))
        builder.write(tmp_path / f"{number}.col")
        made.append(Segment(tmp_path / f"{number}.col"))
    return made


def two_merges(segments: list[Segment], folder: Path) -> list[Merge]:
    """The first three as one, the others as another, each without one report."""
    folder.mkdir()
    parts = []
    for at, segment in enumerate(segments):
        alive = np.ones(segment.passages, np.bool_)
        first = segment.reports.first.tolist()
        alive[first[at % 3] : first[at % 3 + 1]] = False
        parts.append((segment, alive))
    return [Merge(parts[:3], folder / "one.col"), Merge(parts[3:], folder / "two.col")]


def test_processes_make_the_same_files(
    segments: list[Segment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte by byte, with what is deleted left out; and this process makes none of them."""
    merge_all(two_merges(segments, tmp_path / "here"))
    monkeypatch.setattr(merging, "merge", None)
    merge_all(two_merges(segments, tmp_path / "beside"), large=1)
    for name in ("one.col", "two.col"):
        made = (tmp_path / "beside" / name).read_bytes()
        assert made == (tmp_path / "here" / name).read_bytes()
        assert len(Segment(tmp_path / "beside" / name).reports) == 6


@pytest.mark.parametrize("large", [1, 10**9])
def test_a_file_that_cannot_be_written_is_an_error(
    segments: list[Segment], tmp_path: Path, large: int
) -> None:
    """The system's own error comes out, from another process too."""
    merges = two_merges(segments, tmp_path / "made")
    (tmp_path / "made").rmdir()
    with pytest.raises(FileNotFoundError):
        merge_all(merges, large)

"""Merges that a commit asks for: large ones at the same time, each in a process of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Mask
from searchapp.engine.embedded.columnar.merging import merge
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.opening import opened
from searchapp.engine.embedded.processes import are_allowed, explained, how_many, pool

#: A process begins within a second, in which so many characters are merged.
LARGE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Merge:
    """Segments, each with the mask of the passages that stay, and the file to make of them."""

    parts: Sequence[tuple[Segment, Mask]]
    file: Path

    @property
    def characters(self) -> int:
        """How much there is to read."""
        return sum(segment.units for segment, _ in self.parts)


def merge_all(merges: Sequence[Merge], large: int = LARGE) -> None:
    """Write every file; if there are several ``large`` ones, at once.

    Raises OSError where one cannot be written, or a process ends before its time; then some of
    the files may be there.
    """
    beside = [each for each in merges if each.characters >= large]
    if len(beside) > 1 and are_allowed():
        _merge_beside(beside)
        merges = [each for each in merges if each.characters < large]
    for each in merges:
        merge(each.parts, each.file)


def _merge_beside(merges: Sequence[Merge]) -> None:
    with explained(), pool(min(how_many(), len(merges))) as processes:
        try:
            for done in [processes.submit(_merge, *_sent(each)) for each in merges]:
                done.result()
        except BaseException:
            processes.shutdown(cancel_futures=True)
            raise


def _sent(large: Merge) -> tuple[list[tuple[Path, NDArray[np.uint8]]], Path]:
    """A merge on its way to a process, which opens the segments for itself."""
    return [(segment.path, np.packbits(alive)) for segment, alive in large.parts], large.file


def _merge(sent: Sequence[tuple[Path, NDArray[np.uint8]]], file: Path) -> None:
    parts = []
    for path, packed in sent:
        segment = opened(path)
        alive = np.unpackbits(packed, count=segment.passages).astype(np.bool_)
        parts.append((segment, alive))
    merge(parts, file)

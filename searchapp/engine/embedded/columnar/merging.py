"""Makes one segment of several, of the reports that are still held."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment


def merge(parts: Sequence[tuple[Segment, NDArray[np.bool_]]], path: Path) -> None:
    """Write the reports whose passages are alive, in order, as one segment."""
    builder = Builder()
    for segment, alive in parts:
        first = segment.reports.first
        for number in range(len(segment.reports)):
            if alive[first.item(number)]:
                filed = segment.reports.filed(number)
                documents = range(first.item(number), first.item(number + 1))
                passages = tuple(map(segment.passage, documents))
                builder.add(replace(filed, report=replace(filed.report, passages=passages)))
    builder.write(path)

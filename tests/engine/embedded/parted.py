"""States of an index without an index: segments of a few reports, some of them deleted."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.folder import Part
from searchapp.reports import FiledReport


def parts_of(
    folder: Path, corpora: Sequence[Sequence[FiledReport]], deleted: Collection[str] = ()
) -> tuple[Part, ...]:
    """A segment of each of the corpora that has reports, the reports with these ids deleted."""
    return tuple(_part(folder, corpus, deleted) for corpus in corpora if corpus)


def _part(folder: Path, corpus: Sequence[FiledReport], deleted: Collection[str]) -> Part:
    builder = Builder()
    for filed in corpus:
        builder.add(filed)
    path = Path(mkdtemp(dir=folder)) / "MAIN_1.col"
    builder.write(path)
    return Part(Segment(path), np.array([*_deleted(corpus, deleted)], dtype=np.int32))


def _deleted(corpus: Sequence[FiledReport], deleted: Collection[str]) -> Iterator[int]:
    """The numbers of the passages of the deleted reports."""
    first = 0
    for filed in corpus:
        past = first + len(filed.report.passages)
        if filed.id in deleted:
            yield from range(first, past)
        first = past

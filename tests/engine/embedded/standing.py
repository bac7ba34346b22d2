"""Texts in segments, some of them deleted, and what stands in those that are left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeAlias

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.folder import Part
from searchapp.engine.embedded.places import Occurrences
from searchapp.engine.embedded.postings import Postings
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.query import Leaf
from searchapp.reports import FiledReport, SectionKind
from searchapp.text import Folded, fold
from tests import chance
from tests.query.passages import filed, passage

#: Few characters, so that what is sought stands often, overlaps itself and nearly stands.
_TIGHT = (
    "的",
    "的",
    "件",
    "件",
    "1",
    "2",
    "二",
    "十",
    "万",
    "余",
    "第",
    " ",
    "，",
    ".",
    "。",
    "a",
    "𠮷",
    "法治",
)

#: A passage and a place in its folded text.
Found: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True)
class Shelf:
    """Texts as passages of several segments, numbered on; ``deleted`` are among them no longer."""

    segments: Sequence[Sequence[str]]
    deleted: frozenset[int]

    @cached_property
    def snapshot(self) -> Snapshot:
        """The segments, written and opened."""
        with TemporaryDirectory() as folder:
            return Snapshot(tuple(self._parts(Path(folder))))

    @property
    def postings(self) -> Postings:
        """What stands in them."""
        return self.snapshot.postings

    @cached_property
    def texts(self) -> dict[int, Folded]:
        """The texts that are left, by the numbers of their passages."""
        every = [text for texts in self.segments for text in texts]
        return {at: fold(text) for at, text in enumerate(every) if at not in self.deleted}

    @property
    def documents(self) -> Documents:
        """The passages that are left."""
        return np.array(sorted(self.texts), np.int32)

    def some(self, rng: Random) -> Documents:
        """Some of the passages that are left, or all of them."""
        share = rng.choice((2, 10))
        return np.array([at for at in sorted(self.texts) if rng.randrange(share)], np.int32)

    def places(self, leaf: Leaf, among: Documents) -> list[Found]:
        """What reading these passages finds."""
        return [(at, *place) for at in among.tolist() for place in leaf.places(self.texts[at])]

    def read(self, found: Occurrences) -> list[Found]:
        """The places that arrays tell, as offsets into the folded texts."""
        begin = self.postings.beginnings(found.documents)
        starts, ends = (found.start - begin).tolist(), (found.end - begin).tolist()
        return list(zip(found.documents.tolist(), starts, ends, strict=True))

    def _parts(self, folder: Path) -> Iterator[Part]:
        base = 0
        for number, texts in enumerate(self.segments):
            builder = Builder()
            builder.add(_report(f"R{number}", texts))
            path = folder / f"{number}.col"
            builder.write(path)
            own = [at - base for at in sorted(self.deleted) if base <= at < base + len(texts)]
            yield Part(Segment(path), np.array(own, np.int32))
            base += len(texts)


def tight(rng: Random) -> str:
    """A text of few characters, among them all that matters to figures and gaps."""
    text = "".join(rng.choices(_TIGHT, k=rng.randint(1, 40))).strip()
    return text if fold(text).text else "的"


def texts_by(rng: Random) -> list[str]:
    """Some texts, tight ones or as reports have them."""
    writes = rng.choice((tight, chance.anyhow))
    return [writes(rng) for _ in range(rng.randint(1, 7))]


def shelf_of(*texts: str) -> Shelf:
    """One segment of these texts."""
    return Shelf([texts], frozenset())


def shelf_by(rng: Random, texts: Sequence[str]) -> Shelf:
    """The texts in one segment or in several, now and then some of them deleted."""
    cut = rng.choice((0, rng.randrange(len(texts) + 1)))
    segments = [part for part in (texts[:cut], texts[cut:]) if part]
    deleted = [at for at in range(len(texts)) if rng.randrange(4) == 0] if rng.randrange(2) else []
    return Shelf(segments, frozenset(deleted))


def _report(report_id: str, texts: Sequence[str]) -> FiledReport:
    passages = [
        passage(text, kind=SectionKind.OTHER, number=at) for at, text in enumerate(texts, 1)
    ]
    return replace(filed(passages), id=report_id)

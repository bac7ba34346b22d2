"""Is what the index finds what reading every passage finds? Told, not assumed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import TypeAlias

from searchapp.engine.asking import Asked
from searchapp.engine.protocol import Engine
from searchapp.query import Phrase, Reading, sole_phrase
from searchapp.reports import FiledReport
from searchapp.text import Span, fold

#: A report and the number of a passage in it.
Where: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Verification:
    """What the index finds, held against what reading every passage finds.

    ``missing`` are passages that only reading finds, ``extra`` those that only the index finds,
    ``different`` those in which the two mark different places. ``counts_agree`` is whether the
    totals that the index says are those of reading, ``notes`` what it told besides.
    """

    by_index: int
    by_reading: int
    missing: tuple[Where, ...]
    extra: tuple[Where, ...]
    different: tuple[Where, ...]
    counts_agree: bool
    notes: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether there is no difference at all."""
        return self.counts_agree and not (self.missing or self.extra or self.different)


def verify(engine: Engine, asked: Asked) -> Verification:
    """One question answered by the index and by reading; its order and paging do not matter.

    Raises IndexUnavailable where there is no index.
    """
    return next(verify_all(engine, [asked]))


def verify_all(engine: Engine, questions: Sequence[Asked]) -> Iterator[Verification]:
    """Several questions, for which every report is read once."""
    read: list[dict[Where, tuple[Span, ...]]] = [{} for _ in questions]
    for filed in engine.reports():
        for asked, places in zip(questions, read, strict=True):
            places.update(_read(filed, asked))
    for asked, places in zip(questions, read, strict=True):
        yield _held(engine, asked, places)


def sampled(engine: Engine, count: int, rng: Random) -> Iterator[Phrase]:
    """So many phrases of 1 to 14 characters cut out of passages at random, or none of no text."""
    texts = [passage.text for filed in engine.reports() for passage in filed.report.passages]
    cut = (_cut(rng.choice(texts), rng) for _ in range(count * 4 * bool(texts)))
    yield from islice((Phrase.of(needle) for needle in cut if needle), count)


def _cut(text: str, rng: Random) -> str:
    size = min(rng.randint(1, 14), len(text))
    start = rng.randint(0, len(text) - size)
    return fold(text[start : start + size]).text


def _read(filed: FiledReport, asked: Asked) -> Iterator[tuple[Where, tuple[Span, ...]]]:
    if asked.among is not None and filed.id not in asked.among:
        return
    reading = Reading(asked.narrowed, filed, asked.within)
    for at, (passage, found) in enumerate(zip(filed.report.passages, reading.found, strict=True)):
        if found:
            yield (filed.id, passage.number), reading.spans(at)


def _held(engine: Engine, asked: Asked, read: dict[Where, tuple[Span, ...]]) -> Verification:
    found = engine.find(replace(asked, limit=None, offset=0, grouped=False, explained=False))
    indexed = {(hit.report, hit.passage): hit.spans for hit in found.hits}
    both = indexed.keys() & read.keys()
    occurrences = sum(map(len, read.values())) if sole_phrase(asked.sought) else None
    reports = len({report for report, _ in read})
    total = found.total
    return Verification(
        by_index=total.passages,
        by_reading=len(read),
        missing=tuple(sorted(read.keys() - indexed.keys())),
        extra=tuple(sorted(indexed.keys() - read.keys())),
        different=tuple(sorted(where for where in both if indexed[where] != read[where])),
        counts_agree=(total.passages, total.reports, total.occurrences)
        == (len(read), reports, occurrences),
        notes=found.notes,
    )

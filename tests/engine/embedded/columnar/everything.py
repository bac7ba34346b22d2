"""All that a segment says, and the same as plain reading of its reports gives it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TypeAlias, TypeVar

import numpy as np

from searchapp.engine.embedded.columnar.counted import Counted
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.ranking import HEADING
from searchapp.query import Candidate, Scope, candidates, units
from searchapp.reports import FiledReport, Passage
from searchapp.text import Folded, figures, tokens, words, words_before
from tests.engine.embedded.columnar.listed import listed

_K = TypeVar("_K")
#: Key -> passage -> how often it stands there.
Lists: TypeAlias = Mapping[_K, Mapping[int, int]]
#: A pair of units -> each passage and unit in it where the pair stands, in order.
Places: TypeAlias = Mapping[tuple[int, int], Sequence[tuple[int, int]]]
#: Unit, units of the longest form, number of shorter forms.
FigurePlace: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Everything:
    """What is known of some reports and their passages; places count units."""

    reports: Sequence[FiledReport]
    report_of: Sequence[int]
    passages: Sequence[Passage]
    folded: Sequence[Folded]
    edges: Sequence[Sequence[int]]
    figures: Sequence[Sequence[FigurePlace]]
    #: For each passage: characters of heading, section, words, and words with those of a heading.
    counts: Sequence[tuple[int, int, int, int]]
    chars: Lists[int]
    pairs: Places
    words: Lists[str]


def everything_in(segment: Segment) -> Everything:
    """Whatever the segment says, read piece by piece as searching reads it."""
    every, size = range(segment.passages), len(segment.reports)
    ids = [segment.reports.id(number) for number in range(size)]
    assert [segment.reports.find(name) for name in ids] == [*range(size)]
    columns = segment.columns
    counts = (columns.heading, columns.section, columns.length, columns.tokens)
    return Everything(
        reports=[segment.reports.filed(number) for number in range(size)],
        report_of=[segment.report_of(document) for document in every],
        passages=[segment.passage(document) for document in every],
        folded=[segment.text.folded(document) for document in every],
        edges=[_edges(segment, document) for document in every],
        figures=_figures(segment),
        counts=list(zip(*(column.tolist() for column in counts), strict=True)),
        chars=_lists(segment.chars, segment.chars.key.tolist(), segment.passages),
        pairs=_places(segment),
        words=_lists(segment.words, list(segment.words), segment.passages),
    )


def everything_of(corpus: Sequence[FiledReport]) -> Everything:
    """The same, by reading the reports in that order."""
    read = [candidate for filed in corpus for candidate in candidates(filed)]
    folded = [candidate.folded.text for candidate in read]
    halves = [_units(text) for text in folded]
    counted = [*map(_counted_words, read)]
    sections = [n for each in corpus for n in units(each.report.passages, Scope.SECTION)]
    lengths = [len(words(text)) for text in folded]
    headings = [candidate.heading for candidate in read]
    return Everything(
        reports=[replace(each, report=replace(each.report, passages=())) for each in corpus],
        report_of=[n for n, each in enumerate(corpus) for _ in each.report.passages],
        passages=[candidate.passage for candidate in read],
        folded=[candidate.folded for candidate in read],
        edges=[[0, *_ends(text)] for text in folded],
        figures=[[*_figures_of(candidate.folded)] for candidate in read],
        counts=list(zip(headings, sections, lengths, map(len, counted), strict=True)),
        chars=listed(halves),
        pairs=_pairs_of(halves),
        words=listed(counted),
    )


def _counted_words(candidate: Candidate) -> tuple[str, ...]:
    text = candidate.folded.text
    return words(text) + words_before(candidate.heading, text) * (HEADING - 1)


def _units(text: str) -> list[int]:
    return list(np.frombuffer(text.encode("utf-16-le"), np.uint16).tolist())


def _ends(text: str) -> Iterator[int]:
    before = _units_before(text)
    return (before[token.end] for token in tokens(text))


def _figures_of(folded: Folded) -> Iterator[FigurePlace]:
    before = _units_before(folded.text)
    for each in figures(folded, ordinals=True):
        yield before[each.start], each.ends[0] - each.start, len(each.ends) - 1


def _units_before(text: str) -> list[int]:
    """How many units stand before each character, and before the end."""
    return [0, *accumulate(1 + (char > "\uffff") for char in text)]


def _pairs_of(texts: Sequence[Sequence[int]]) -> Places:
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for document, text in enumerate(texts):
        for at, pair in enumerate(pairwise(text)):
            places.setdefault(pair, []).append((document, at))
    return places


def _edges(segment: Segment, document: int) -> list[int]:
    start, end = segment.text.start[document : document + 2].tolist()
    edges: list[int] = np.flatnonzero(segment.text.edges(np.arange(start, end))).tolist()
    return edges


def _figures(segment: Segment) -> list[list[FigurePlace]]:
    found = segment.figures.of(np.arange(segment.passages))
    kept: list[list[FigurePlace]] = [[] for _ in range(segment.passages)]
    columns = (found.index, found.at, found.length, found.shorter)
    for document, *figure in zip(*(column.tolist() for column in columns), strict=True):
        kept[document].append((figure[0], figure[1], figure[2]))
    return kept


def _lists(counted: Counted, keys: Sequence[_K], size: int) -> Lists[_K]:
    lists: dict[_K, dict[int, int]] = {}
    for row, key in enumerate(keys):
        documents, times = counted.documents(row).tolist(), counted.times(row).tolist()
        lists[key] = dict(zip(documents, times, strict=True))
        assert np.flatnonzero(counted.mask(row)).tolist() == documents
        assert (counted.counts[row], counted.mask(row).size) == (len(documents), size)
        assert counted.total(row) == sum(times)
    return lists


def _places(segment: Segment) -> Places:
    pairs, places = segment.pairs, {}
    for row, key in enumerate(pairs.key.tolist()):
        documents = np.repeat(pairs.documents(row), pairs.times(row)).tolist()
        standing = pairs.places(row).tolist()
        places[key >> 16, key & 0xFFFF] = list(zip(documents, standing, strict=True))
    return places

"""The oracle: a patient reader who reads every passage of every report, and counts.

Nothing here is clever. Matching is left to the query itself, which reads one folded passage.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import Final, TypeAlias

from searchapp.engine import (
    FACETS,
    Asked,
    FacetName,
    FacetValue,
    Found,
    Hit,
    PlaceChoice,
    Sort,
    Totals,
    YearRange,
)
from searchapp.engine.ranking import bm25, idf
from searchapp.query import All, Phrase, Query, Run, runs_of
from searchapp.reports import LEVELS, UNLABELLED, FiledReport, Genre, Level, Passage, SectionKind
from searchapp.text import Folded, Span, fold, words

_NAMES: Final = {"province": "省", "city": "市", "county": "县", "town": "乡镇"}

_words = cache(words)

#: A value and its label, as a facet shows them.
Value: TypeAlias = tuple[str | int | None, str]
#: What sorts.
Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True)
class Line:
    """A passage in front of the reader, with the report it stands in."""

    filed: FiledReport
    passage: Passage
    folded: Folded


def lines(reports: Iterable[FiledReport]) -> list[Line]:
    """Every passage of the reports."""
    return [
        Line(filed, passage, fold(passage.text))
        for filed in reports
        for passage in filed.report.passages
    ]


def read(reports: Sequence[FiledReport], asked: Asked) -> Found:
    """What there is to find, by reading everything, with the hits that were asked for.

    Facets have no value that nothing falls under.
    """
    everything = lines(reports)
    matching = [line for line in everything if matches(line, asked)]
    selected = [line for line in matching if passes(line, asked)]
    order = _ORDERS[asked.sort](asked.query, everything)
    hits = [hit(line, asked.query) for line in sorted(selected, key=order)]
    end = None if asked.limit is None else asked.offset + asked.limit
    facets = {name: facet(name, matching, asked) for name in FACETS}
    notes = tuple(notes_on(asked.places, reports))
    return Found(total(selected, asked.query), facets, tuple(hits[asked.offset : end]), notes)


def matches(line: Line, asked: Asked) -> bool:
    """Whether the passage says what was asked for."""
    if not asked.query.matches(line.folded):
        return False
    return not (asked.whole_words and across(line, asked.query))


def across(line: Line, query: Query) -> tuple[str, ...]:
    """The words of the query that stand in a matching passage only across others."""
    return tuple(word for run in runs_of(query) for word in run.across(line.folded))


def total(selected: Sequence[Line], query: Query) -> Totals:
    """Passages, reports, and for one phrase occurrences."""
    occurrences = None
    if isinstance(query, Phrase):
        occurrences = sum(len(list(query.spans(line.folded))) for line in selected)
    return Totals(len(selected), len({line.filed.id for line in selected}), occurrences)


def hit(line: Line, query: Query) -> Hit:
    """The passage as an answer shows it."""
    report = line.filed.report
    return Hit(
        report=line.filed.id,
        version=line.filed.version,
        title=line.filed.name,
        place=report.place,
        year=report.year,
        kind=line.passage.kind,
        section=line.passage.section,
        passage=line.passage.number,
        text=line.passage.text,
        spans=tuple(sorted({Span(*span) for span in query.spans(line.folded)})),
        across=across(line, query),
    )


# Choices


def passes(line: Line, asked: Asked, *, but: FacetName | None = None) -> bool:
    """Whether every kind of choice leaves the passage, one facet's kind of choice left out."""
    report = line.filed.report
    tests = {
        "place": [is_there(line, choice) for choice in asked.places],
        "year": [is_in(report.year, choice) for choice in asked.years],
        "section": [line.passage.kind is kind for kind in asked.kinds],
        "genre": [report.genre is genre for genre in asked.genres],
    }
    left_out = "place" if but in LEVELS else but
    return all(any(said) for name, said in tests.items() if said and name != left_out)


def is_there(line: Line, choice: PlaceChoice) -> bool:
    """Whether the report is of the chosen place, by its name or code; or of none, if so chosen."""
    value = place_value(line.filed, choice.level)
    if value is None or choice.value is None:
        return value == (None, UNLABELLED) and choice.value is None
    return value[0] is not None and choice.value in value


def is_in(year: int | None, choice: YearRange) -> bool:
    """Whether it is one of the chosen years; no year is chosen by no year."""
    if choice.first is None or choice.last is None:
        return year is None
    return year is not None and choice.first <= year <= choice.last


def notes_on(choices: Iterable[PlaceChoice], reports: Sequence[FiledReport]) -> Iterator[str]:
    """A note for each chosen place of which there is no report."""
    for choice in choices:
        if choice.value is not None and not any(is_there(line, choice) for line in lines(reports)):
            yield f"库里没有{_NAMES[choice.level]}“{choice.value}”的报告"


# Facets


def facet(name: FacetName, matching: Sequence[Line], asked: Asked) -> tuple[FacetValue, ...]:
    """Each value with its passages and reports, the facet's own kind of choice left out."""
    left = [line for line in matching if passes(line, asked, but=name)]
    values = {said for line in left if (said := value_of(line, name)) is not None}
    rows = []
    for value in sorted(values, key=_SHOWN[name]):
        having = [line for line in left if value_of(line, name) == value]
        rows.append(FacetValue(*value, len(having), len({line.filed.id for line in having})))
    return tuple(rows)


def value_of(line: Line, name: FacetName) -> Value | None:
    """The passage's value in a facet; None where it has no part in it."""
    report = line.filed.report
    if name == "year":
        return report.year, UNLABELLED if report.year is None else str(report.year)
    if name == "section":
        return str(line.passage.kind), line.passage.kind.label
    if name == "genre":
        return str(report.genre), str(report.genre)
    return place_value(line.filed, name)


def place_value(filed: FiledReport, level: Level) -> Value | None:
    """Code and name; 未标注 where they are unknown; None for the city of a town without one."""
    place = filed.report.place
    if place is None:
        return None, UNLABELLED
    name = place.name(level)
    if name is not None:
        return place.code_of(level), name
    return (None, UNLABELLED) if level == "town" else None


def _by_code(value: Value) -> Key:
    return value[0] is None, str(value[0]), value[1]


def _by_year(value: Value) -> Key:
    return value[0] is None, -int(value[0] or 0)


def _by_kind(value: Value) -> Key:
    return (list(SectionKind).index(SectionKind(str(value[0]))),)


def _by_genre(value: Value) -> Key:
    return (list(Genre).index(Genre(str(value[0]))),)


_SHOWN: Final[Mapping[FacetName, Callable[[Value], Key]]] = {
    **dict.fromkeys(LEVELS, _by_code),
    "year": _by_year,
    "section": _by_kind,
    "genre": _by_genre,
}

# Order

Order: TypeAlias = Callable[[Line], Key]


def newest(line: Line) -> Key:
    """Latest year first, then place, report and passage; what could not be told comes last."""
    year = line.filed.report.year
    return year is None, -(year or 0), *_place_and_passage(line)


def oldest(line: Line) -> Key:
    """Earliest year first, then as ever."""
    year = line.filed.report.year
    return year is None, year or 0, *_place_and_passage(line)


def place(line: Line) -> Key:
    """By division code, then newest, report and passage."""
    return *_place(line), *newest(line)


def _place(line: Line) -> Key:
    where = line.filed.report.place
    return where is None, where.code if where else ""


def _place_and_passage(line: Line) -> Key:
    return *_place(line), line.filed.id, line.passage.number


def relevance(query: Query, everything: Sequence[Line]) -> Order:
    """Words that only arise last, runs as they were typed first, then BM25, then newest."""
    scores = {id(line): score(query, line, everything) for line in everything}

    def key(line: Line) -> Key:
        runs = [run for run in runs_of(query) if len(run.words) > 1]
        as_typed = sum(run.needle in line.folded.text for run in runs)
        return bool(across(line, query)), -as_typed, -scores[id(line)], *newest(line)

    return key


def score(query: Query, line: Line, everything: Sequence[Line]) -> float:
    """BM25 of a passage among all: of a phrase's occurrences, of a run's words as words."""
    if isinstance(query, All):
        return reduce(add, (score(part, line, everything) for part in query.parts))
    if isinstance(query, Phrase):
        phrase = query
        return _bm25(line, everything, lambda each: len(list(phrase.spans(each.folded))))
    if isinstance(query, Run):
        counts = map(_counting, query.words)
        return reduce(add, (_bm25(line, everything, count) for count in counts))
    return 0.0


def _counting(word: str) -> Callable[[Line], int]:
    """What counts how often a passage has the word among its words."""
    return lambda line: _words(line.folded.text).count(word)


def _bm25(line: Line, everything: Sequence[Line], count: Callable[[Line], int]) -> float:
    times = count(line)
    if not times:
        return 0.0
    containing = sum(count(each) > 0 for each in everything)
    lengths = [len(_words(each.folded.text)) for each in everything]
    average = sum(lengths) / len(lengths) or 1.0
    weight = idf(len(everything), containing)
    return float(bm25(times, len(_words(line.folded.text)), average, weight))


_ORDERS: Final[Mapping[Sort, Callable[[Query, Sequence[Line]], Order]]] = {
    Sort.RELEVANCE: relevance,
    Sort.NEWEST: lambda _query, _everything: newest,
    Sort.OLDEST: lambda _query, _everything: oldest,
    Sort.PLACE: lambda _query, _everything: place,
}

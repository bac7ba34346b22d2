"""The oracle: a patient reader who reads every passage of every report, and counts.

Nothing here is clever: sets of passages, and loops over them. What a pattern or a nearness takes
in one passage is left to the query's own leaf, which ``tests.query`` holds to its definition.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from math import inf
from typing import Final, TypeAlias

from searchapp.engine import (
    FACETS,
    Asked,
    FacetName,
    FacetValue,
    Found,
    Group,
    Hit,
    Sort,
    TakenFigure,
    Totals,
)
from searchapp.engine.ranking import bm25, idf, nearness
from searchapp.query import (
    All,
    Condition,
    Either,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    Leaf,
    LevelChoice,
    Not,
    NumberSays,
    Pattern,
    Phrase,
    PlaceChoice,
    Query,
    Run,
    Scope,
    TitleSays,
    YearRange,
    figure_places,
)
from searchapp.reports import LEVELS, UNLABELLED, FiledReport, Genre, Level, Passage, SectionKind
from searchapp.text import (
    Folded,
    Span,
    figure_value,
    fold,
    stands_as_word,
    unit_after,
    words,
    words_before,
)

_words = cache(words)

#: A value and its label, as a facet shows them.
Value: TypeAlias = tuple[str | int | None, str]
#: What sorts.
Key: TypeAlias = tuple[object, ...]
#: Half-open offsets into a folded text.
Place: TypeAlias = tuple[int, int]

#: Of a report's hits so many are shown where hits are grouped.
PER_REPORT: Final = 3


@dataclass(frozen=True, eq=False)
class Line:
    """A passage in front of the reader, with its report and the number of its level-1 section."""

    filed: FiledReport
    passage: Passage
    folded: Folded
    section: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, by which its length is measured."""
        return _words(self.folded.text)

    @cached_property
    def heading(self) -> int:
        """How many folded characters are the title, or the own heading at the beginning."""
        headings, text = self.passage.section, self.passage.text
        if text == self.filed.report.title:
            return len(self.folded.text)
        if not headings or not text.startswith(headings[-1]):
            return 0
        return sum(offset < len(headings[-1]) for offset in self.folded.offsets)

    def unit(self, scope: Scope) -> Key:
        """What the passages have in common among which AND and NOT hold."""
        own = {Scope.PASSAGE: (self.passage.number,), Scope.SECTION: (self.section,)}
        return self.filed.id, *own.get(scope, ())


def lines(reports: Iterable[FiledReport]) -> Iterator[Line]:
    """Every passage of the reports."""
    for filed in reports:
        section, before = 0, None
        for passage in filed.report.passages:
            under = passage.section[0] if passage.section else passage.kind
            section += (under, bool(passage.section)) != before
            before = under, bool(passage.section)
            yield Line(filed, passage, fold(passage.text), section)


def read(reports: Sequence[FiledReport], asked: Asked) -> Found:
    """What there is to find, by reading everything, with the hits that were asked for.

    Facets have no value that nothing falls under; nothing is noted, and no hit says why.
    """
    return Reader(reports).answer(asked)


class Reader:
    """Somebody who has all reports before him."""

    def __init__(self, reports: Sequence[FiledReport]) -> None:
        self.lines = list(lines(reports))
        self._length = sum(len(line.words) for line in self.lines)
        self._sense: tuple[Asked, Sense] | None = None

    def answer(self, asked: Asked) -> Found:
        """The whole answer."""
        sense = self.sense(asked)
        matching = [line for line in self.lines if line in sense.found]
        selected = [line for line in matching if passes(line, asked)]
        ordered = sorted(selected, key=self.order(asked, sense))
        end = None if asked.limit is None else asked.offset + asked.limit
        groups: tuple[Group, ...] = ()
        if asked.grouped:
            groups = tuple(grouped(ordered, sense))[asked.offset : end]
            hits = tuple(hit for group in groups for hit in group.hits)
        else:
            hits = tuple(sense.hit(line) for line in ordered[asked.offset : end])
        facets = {name: facet(name, matching, asked) for name in FACETS}
        return Found(sense.total(selected), facets, hits, (), groups)

    def score_of(self, hit: Hit, asked: Asked) -> float:
        """The score of a hit."""
        where = hit.report, hit.passage
        (line,) = (each for each in self.lines if (each.filed.id, each.passage.number) == where)
        return self.score(line, self.sense(asked))

    def sense(self, asked: Asked) -> "Sense":
        """What a question means here; the last is remembered."""
        if self._sense is None or self._sense[0] != asked:
            self._sense = asked, Sense(self.lines, asked)
        return self._sense[1]

    def order(self, asked: Asked, sense: "Sense") -> Callable[[Line], Key]:
        """What the hits are put in order by."""
        orders = {Sort.NEWEST: newest, Sort.OLDEST: oldest, Sort.PLACE: place}
        if asked.sort in orders:
            return orders[asked.sort]
        return lambda line: (
            bool(sense.across(line)),
            -sense.as_typed(line),
            -self.score(line, sense),
            *newest(line),
        )

    def score(self, line: Line, sense: "Sense") -> float:
        """BM25 of each term that has a part in it, and the closeness of neighbouring terms."""
        average = self._length / len(self.lines) or 1.0
        score = 0.0
        for term in sense.terms:
            if line in term.among:
                score += float(bm25(term.times(line), len(line.words), average, term.weight))
        for one, other in pairwise(term for term in sense.terms if not term.is_name):
            if line in one.among and line in other.among:
                apart = fewest_between(one.places(line), other.places(line))
                score += min(one.weight, other.weight) * float(nearness(apart))
        return score

    def unheard(self, asked: Asked) -> list[Condition]:
        """The conditions, typed or chosen, that no passage keeps; 未标注 is none of them."""
        kinds, genres = map(KindChoice, asked.kinds), map(GenreChoice, asked.genres)
        chosen: list[Condition] = [*asked.places, *asked.years, *kinds, *genres]
        return [
            condition
            for condition in dict.fromkeys([*conditions(asked.query), *chosen])
            if not lacks(condition) and not any(keeps(line, condition) for line in self.lines)
        ]


@dataclass(frozen=True)
class Term:
    """A word or name of a run, or another leaf; ``among`` are the lines that it has a part in.

    A name of the field, whose words are terms too, is close to nothing.
    """

    is_name: bool
    weight: float
    among: frozenset[Line]
    times: Callable[[Line], int]
    places: Callable[[Line], list[Place]]


class Sense:
    """What a question means for each line."""

    def __init__(self, everything: Sequence[Line], asked: Asked) -> None:
        self._lines = everything
        self._scope = asked.within
        self._whole = asked.whole_words
        self._query = asked.query
        self.found = self.lines_of(asked.query)

    def lines_of(self, query: Query) -> frozenset[Line]:
        """The lines that a query finds (the definition in ``searchapp.query.scope``)."""
        match query:
            case Not(part=part):
                held = self.lines_of(part)
                away = held if narrows(part) else self.together(held)
                return frozenset(self._lines) - away
            case Either(parts=parts):
                return frozenset[Line]().union(*map(self.lines_of, parts))
            case All(parts=parts):
                return self._both(parts)
        return frozenset(line for line in self._lines if self._says(line, query))

    def _both(self, parts: Sequence[Query]) -> frozenset[Line]:
        found = frozenset(self._lines)
        contributing: set[Line] = set()
        sought = False
        for part in parts:
            held = self.lines_of(part)
            if narrows(part) or isinstance(part, Not):
                found &= held
            else:
                found &= self.together(held)
                contributing |= held
                sought = True
        return found & contributing if sought else found

    def together(self, held: Iterable[Line]) -> frozenset[Line]:
        """The lines of every unit with one of these."""
        units = {line.unit(self._scope) for line in held}
        return frozenset(line for line in self._lines if line.unit(self._scope) in units)

    def _says(self, line: Line, asked: Query) -> bool:
        """Whether the line is what a leaf or a condition asks for."""
        if isinstance(asked, Condition):
            return keeps(line, asked)
        if isinstance(asked, Run):
            there = all(word in line.folded.text for word in asked.words)
            return there and not (self._whole and only_across(asked, line))
        return bool(places_of(asked, line)) if isinstance(asked, Leaf) else True

    @cached_property
    def telling(self) -> list[tuple[Leaf, frozenset[Line]]]:
        """The leaves in order, each with the lines that are found for it."""
        return list(self._telling(self._query, self.found))

    def _telling(
        self, query: Query, among: frozenset[Line]
    ) -> Iterator[tuple[Leaf, frozenset[Line]]]:
        if isinstance(query, All | Either):
            for part in query.parts:
                yield from self._telling(part, among & self.lines_of(part))
        elif isinstance(query, Leaf):
            yield query, among

    def _told(self, line: Line) -> list[Leaf]:
        return [leaf for leaf, among in self.telling if line in among]

    @cached_property
    def terms(self) -> list[Term]:
        """What is scored, in order."""
        terms = []
        for leaf, among in self.telling:
            if isinstance(leaf, Run):
                scored = dict.fromkeys((*leaf.terms, *leaf.words))
                terms += [self._word(word, among, word not in leaf.words) for word in scored]
            else:
                terms.append(self._term(among, _placing(leaf)))
        return terms

    def _word(self, word: str, among: frozenset[Line], is_name: bool) -> Term:
        def places(line: Line) -> list[Place]:
            return everywhere(word, line)

        def times(line: Line) -> int:
            heading = words_before(line.heading, line.folded.text)
            return line.words.count(word) + heading.count(word)

        if not any(word in line.words for line in self._lines):
            return replace(self._term(among, places), is_name=is_name)
        return Term(is_name, self._weight(times), among, times, places)

    def _term(self, among: frozenset[Line], places: Callable[[Line], list[Place]]) -> Term:
        def times(line: Line) -> int:
            return sum(1 + (start < line.heading) for start, _ in places(line))

        return Term(False, self._weight(times), among, times, places)

    def _weight(self, times: Callable[[Line], int]) -> float:
        return idf(len(self._lines), sum(times(line) > 0 for line in self._lines))

    def across(self, line: Line) -> tuple[str, ...]:
        """The words that stand in a line that is found only across others."""
        runs = [leaf for leaf in self._told(line) if isinstance(leaf, Run)]
        return tuple(dict.fromkeys(word for run in runs for word in only_across(run, line)))

    def as_typed(self, line: Line) -> int:
        """How many runs of several words stand in the line as they were typed."""
        runs = [leaf for leaf in self._told(line) if isinstance(leaf, Run)]
        return sum(len(run.words) > 1 and run.needle in line.folded.text for run in runs)

    def total(self, selected: Sequence[Line]) -> Totals:
        """Passages, reports, and for one phrase occurrences."""
        phrase = only_phrase(self._query)
        occurrences = None
        if phrase is not None:
            occurrences = sum(len(places_of(phrase, line)) for line in selected)
        return Totals(len(selected), len({line.filed.id for line in selected}), occurrences)

    def hit(self, line: Line) -> Hit:
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
            spans=self._spans(line),
            across=self.across(line),
            figures=tuple(self._figures(line)),
            recognised=report.recognised,
        )

    def _spans(self, line: Line) -> tuple[Span, ...]:
        places = {place for leaf in self._told(line) for place in places_of(leaf, line)}
        return tuple(line.folded.span(*place) for place in outermost(places))

    def _figures(self, line: Line) -> Iterator[TakenFigure]:
        taken = {
            figure for leaf in self._told(line) for figure in figure_places(leaf, line.folded)
        }
        for start, end in sorted(taken):
            span = line.folded.span(start, end)
            written = line.passage.text[span.start : span.end]
            unit = unit_after(line.folded.text, end)
            yield TakenFigure(written, figure_value(written), unit, span)


# Queries


def narrows(query: Query) -> bool:
    """Whether nothing but conditions is asked."""
    match query:
        case Not(part=part):
            return narrows(part)
        case All(parts=parts) | Either(parts=parts):
            return all(map(narrows, parts))
    return isinstance(query, Condition)


def conditions(query: Query) -> Iterator[Condition]:
    """All conditions in a query, in order."""
    match query:
        case Not(part=part):
            yield from conditions(part)
        case All(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from conditions(part)
        case _ if isinstance(query, Condition):
            yield query


def only_phrase(query: Query) -> Phrase | Pattern | None:
    """The phrase that alone is sought, beside conditions and what is excluded."""
    if isinstance(query, Phrase | Pattern):
        return query
    if not isinstance(query, All):
        return None
    sought = [part for part in query.parts if not (narrows(part) or isinstance(part, Not))]
    return only_phrase(sought[0]) if len(sought) == 1 else None


# Places in a text


def everywhere(needle: str, line: Line) -> list[Place]:
    """Every place of a needle, overlapping ones too."""
    text, size = line.folded.text, len(needle)
    return [(at, at + size) for at in range(len(text)) if text.startswith(needle, at)]


def places_of(leaf: Leaf, line: Line) -> list[Place]:
    """Where a leaf stands in a line; a run where its words and terms do, and it as a whole."""
    if isinstance(leaf, Phrase):
        return everywhere(leaf.needle, line)
    if isinstance(leaf, Run):
        sought = {leaf.needle, *leaf.terms, *leaf.words}
        return outermost(place for each in sought for place in everywhere(each, line))
    return list(leaf.places(line.folded))


def _placing(leaf: Leaf) -> Callable[[Line], list[Place]]:
    return cache(lambda line: places_of(leaf, line))


def outermost(places: Iterable[Place]) -> list[Place]:
    """The places in order, without those that lie inside another."""
    every = sorted(set(places))
    if len({end - start for start, end in every}) < 2:
        return every
    return [
        (start, end)
        for start, end in every
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in every)
    ]


def fewest_between(ones: Iterable[Place], others: Sequence[Place]) -> float:
    """How many characters stand between two places where they are closest."""
    apart = (max(b - end, start - e, 0) for start, end in ones for b, e in others)
    return min(apart, default=inf)


def only_across(run: Run, line: Line) -> list[str]:
    """Those words of a run that stand in a line only across others."""
    return [word for word in run.words if not stands_as_word(word, line.folded)]


# Conditions and choices


def keeps(line: Line, condition: Condition) -> bool:
    """Whether a line keeps a condition."""
    return _KEEPS[type(condition)](line, condition)


def lacks(condition: Condition) -> bool:
    """Whether the condition is that something could not be told."""
    match condition:
        case PlaceChoice(value=None) | YearRange(first=None) | IssuedIn(first=None):
            return True
        case LevelChoice(level=None):
            return True
    return False


def is_there(line: Line, choice: PlaceChoice) -> bool:
    """Whether the report is of the chosen place, by its name or code; or of none, if so chosen."""
    value = place_value(line.filed, choice.level)
    if value is None or choice.value is None:
        return value == (None, UNLABELLED) and choice.value is None
    return value[0] is not None and fold(choice.value).text in (value[0], fold(value[1]).text)


def is_in(year: int | None, choice: YearRange) -> bool:
    """Whether it is one of the chosen years; no year is chosen by no year."""
    if choice.first is None or choice.last is None:
        return year is None
    return year is not None and choice.first <= year <= choice.last


def is_issued(line: Line, choice: IssuedIn) -> bool:
    """Whether the report was issued on one of the days; no day is chosen by no day."""
    day = line.filed.report.issued_on
    if choice.first is None or choice.last is None:
        return day is None
    return day is not None and choice.first <= day <= choice.last


def is_numbered(line: Line, choice: NumberSays) -> bool:
    """Whether the document number has it; brackets count only where they are asked for."""
    number, needle = fold(line.filed.report.doc_number or "").text, choice.needle
    if set(needle) & set("()"):
        return needle in number
    return needle in "".join(char for char in number if char not in "()")


def _says(needle: str, names: Iterable[str | None]) -> bool:
    return any(needle in fold(name or "").text for name in names)


_KEEPS: Final[Mapping[type[Condition], Callable[..., bool]]] = {
    PlaceChoice: is_there,
    YearRange: lambda line, choice: is_in(line.filed.report.year, choice),
    IssuedIn: is_issued,
    NumberSays: is_numbered,
    GenreChoice: lambda line, choice: line.filed.report.genre is choice.genre,
    LevelChoice: lambda line, choice: line.filed.report.level is choice.level,
    KindChoice: lambda line, choice: line.passage.kind is choice.kind,
    HeadingSays: lambda line, choice: _says(choice.needle, line.passage.section),
    TitleSays: lambda line, choice: _says(choice.needle, [line.filed.report.title]),
    IssuerSays: lambda line, choice: _says(choice.needle, line.filed.report.issuers),
}


def passes(line: Line, asked: Asked, *, but: FacetName | None = None) -> bool:
    """Whether every kind of choice leaves the passage, one facet's kind of choice left out."""
    report = line.filed.report
    tests = {
        "place": [is_there(line, choice) for choice in asked.places],
        "year": [is_in(report.year, choice) for choice in asked.years],
        "section": [line.passage.kind is kind for kind in asked.kinds],
        "genre": [report.genre is genre for genre in asked.genres],
        "arrived": [] if asked.among is None else [line.filed.id in asked.among],
    }
    left_out = "place" if but in LEVELS else but
    return all(any(said) for name, said in tests.items() if said and name != left_out)


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
    """Code and name; 未标注 where no place is known; None for a level that the place has not."""
    place = filed.report.place
    if place is None:
        return None, UNLABELLED
    name = place.name(level)
    return None if name is None else (place.code_of(level), name)


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


def grouped(ordered: Sequence[Line], sense: Sense) -> Iterator[Group]:
    """The reports in the order of their first hits, each with its first hits."""
    for report in dict.fromkeys(line.filed.id for line in ordered):
        own = [line for line in ordered if line.filed.id == report]
        yield Group(len(own), tuple(map(sense.hit, own[:PER_REPORT])))


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

"""What holds of every engine, corpus and question, each law as one check.

The contract tries them on what hypothesis makes, ``tests.soak`` on as much as one likes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import fsum, isclose, prod
from typing import Any, Final

from searchapp.engine import (
    Advice,
    Asked,
    Because,
    Correction,
    Engine,
    Found,
    Hit,
    Looser,
    Sort,
    verify,
)
from searchapp.query import (
    All,
    Condition,
    Either,
    Everything,
    GenreChoice,
    KindChoice,
    Not,
    PlaceChoice,
    Query,
    YearRange,
    described,
    parse_query,
    written,
)
from searchapp.reports import FiledReport, Genre, SectionKind
from tests.engine.reading import PER_REPORT, Reader

#: No choice of any kind.
UNCHOSEN: Final[dict[str, Any]] = {
    "places": (),
    "years": (),
    "kinds": (),
    "genres": (),
    "among": None,
}
#: Kind of choice -> the attribute of a question that holds it.
_CHOICES: Final = {
    "place": "places",
    "year": "years",
    "section": "kinds",
    "genre": "genres",
    "arrived": "among",
}


def without_zeros(found: Found) -> Found:
    """The answer without facet values that nothing falls under."""
    facets = {
        name: tuple(value for value in values if value.passages)
        for name, values in found.facets.items()
    }
    return replace(found, facets=facets)


# What is found


def found_as_read(engine: Engine, reader: Reader, asked: Asked) -> None:
    """Hits, spans, figures, order, totals, facet counts are those of reading every passage."""
    found = engine.find(asked)
    assert without_zeros(replace(found, notes=())) == reader.answer(asked)
    assert noted(found.notes, reader.unheard(asked))


def noted(notes: Sequence[str], unheard: Sequence[Condition]) -> bool:
    """Whether the notes tell of these conditions and of no other, nothing twice."""
    told = [any(_tells(note, condition) for note in notes) for condition in unheard]
    needed = [any(_tells(note, condition) for condition in unheard) for note in notes]
    return all(told) and all(needed) and len(set(notes)) == len(notes)


def _tells(note: str, condition: Condition) -> bool:
    if isinstance(condition, PlaceChoice):
        return f"“{condition.value}”" in note
    return (
        "年度" in note if isinstance(condition, YearRange) else described(condition).text in note
    )


def pages_make_the_whole(engine: Engine, asked: Asked, size: int) -> None:
    """Pages of any size in a row are the whole answer, then nothing; all else is on every page."""
    whole = engine.find(asked)
    hits: list[Hit] = []
    for offset in range(0, whole.total.passages + 2 * size, size):
        page = engine.find(replace(asked, offset=offset, limit=size))
        assert replace(page, hits=()) == replace(whole, hits=())
        hits += page.hits
    assert tuple(hits) == whole.hits


def groups_are_the_hits_by_report(engine: Engine, asked: Asked, size: int) -> None:
    """Grouped, the answer is the same: reports by their first hits, with the first of their hits.

    A page is so many reports; the ranking is all of them, whatever part is asked for.
    """
    single, grouped = engine.find(asked), engine.find(replace(asked, grouped=True))
    assert replace(grouped, hits=(), groups=()) == replace(single, hits=())
    assert grouped.hits == tuple(hit for group in grouped.groups for hit in group.hits)
    reports = list(dict.fromkeys(hit.report for hit in single.hits))
    assert list(engine.ranking(replace(asked, offset=3, limit=1))) == reports
    for report, group in zip(reports, grouped.groups, strict=True):
        own = [hit for hit in single.hits if hit.report == report]
        assert (group.passages, group.hits) == (len(own), tuple(own[:PER_REPORT]))
    page = engine.find(replace(asked, grouped=True, offset=1, limit=size))
    assert page.groups == grouped.groups[1 : 1 + size]


def tallied_as_read(engine: Engine, reader: Reader, asked: Asked) -> None:
    """Each report's passages, and its occurrences of a sole phrase, are those of reading it.

    Nothing about how the hits are shown changes that.
    """
    whole = replace(asked, offset=0, limit=None, grouped=False)
    read = reader.answer(whole)
    by_report = Counter(hit.report for hit in read.hits)
    tally = engine.tally(asked)
    assert {report: each.passages for report, each in tally.items()} == by_report
    occurrences = Counter[str]()
    for hit in read.hits:
        occurrences[hit.report] += len(hit.spans)
    is_phrase = read.total.occurrences is not None
    for report, each in tally.items():
        assert each.occurrences == (occurrences[report] if is_phrase else None)
    assert engine.tally(replace(asked, offset=1, limit=0, grouped=True)) == tally


def scores_explain_the_order(engine: Engine, reader: Reader, asked: Asked) -> None:
    """To explain changes nothing; the reasons add up to the score, and the scores to the order."""
    asked = replace(asked, sort=Sort.RELEVANCE)
    plain, explained = engine.find(asked), engine.find(replace(asked, explained=True))
    assert tuple(replace(hit, why=None) for hit in explained.hits) == plain.hits
    order = []
    for hit in explained.hits:
        assert hit.why is not None
        assert all(adds_up(because) for because in _with_parts(hit.why.score))
        assert hit.why.across == hit.across
        assert 0 <= hit.why.as_typed <= hit.why.runs
        assert isclose(hit.why.score.value, reader.score_of(hit, asked), abs_tol=1e-9)
        order.append((bool(hit.why.across), -hit.why.as_typed, -hit.why.score.value))
    assert order == sorted(order)


def adds_up(because: Because) -> bool:
    """Whether a number is what its parts make together."""
    parts = [part.value for part in because.parts]
    together = prod(parts) if because.product else fsum(parts)
    return not parts or isclose(because.value, together, rel_tol=1e-9, abs_tol=1e-9)


def _with_parts(because: Because) -> Iterator[Because]:
    yield because
    for part in because.parts:
        yield from _with_parts(part)


def verified(engine: Engine, asked: Asked) -> None:
    """The program's own proof agrees, with the numbers that the answer has."""
    proof, total = verify(engine, asked), engine.find(asked).total.passages
    assert proof.agrees
    assert proof.by_index == proof.by_reading == total


# Choices and logic


def typed_as_chosen(engine: Engine, asked: Asked, condition: Condition) -> None:
    """A condition typed beside a query finds what the same chosen beside it finds, in order."""
    typed = engine.find(replace(asked, query=narrowed(asked.query, condition), **UNCHOSEN))
    chosen = engine.find(replace(asked, **(UNCHOSEN | choice(condition))))
    assert (typed.hits, typed.total) == (chosen.hits, chosen.total)


def narrowed(query: Query, condition: Condition) -> Query:
    """The query with a condition typed after it."""
    match query:
        case Everything():
            return condition
        case All(parts=parts):
            return All(tuple(dict.fromkeys((*parts, condition))))
        case _ if query == condition:
            return query
    return All((query, condition))


def choice(condition: Condition) -> dict[str, Any]:
    """The condition as a choice beside a query."""
    match condition:
        case PlaceChoice():
            return {"places": (condition,)}
        case YearRange():
            return {"years": (condition,)}
        case KindChoice(kind=kind):
            return {"kinds": (kind,)}
        case GenreChoice(genre=genre):
            return {"genres": (genre,)}
    raise AssertionError(condition)


def choosable(corpus: Sequence[FiledReport]) -> list[Condition]:
    """Conditions that can also be chosen, that these reports keep or not."""
    reports = [filed.report for filed in corpus]
    places = [report.place for report in reports if report.place]
    return [
        *(PlaceChoice("province", place.province) for place in places),
        *(PlaceChoice("town", place.town) for place in places if place.town),
        *(PlaceChoice("county", place.code_of("county")) for place in places),
        *(YearRange(report.year, report.year) for report in reports),
        *(KindChoice(passage.kind) for report in reports for passage in report.passages),
        *(GenreChoice(report.genre) for report in reports),
        *(KindChoice(SectionKind.PLANS), GenreChoice(Genre.PLAN), YearRange(2022, 2023)),
    ]


def negated_as_in_logic(engine: Engine, asked: Asked, one: Query, other: Query) -> None:
    """In one passage NOT is that of logic: twice it is nothing, and De Morgan's laws hold."""

    def found(query: Query) -> set[tuple[str, int]]:
        plain = Asked(query, whole_words=asked.whole_words, limit=None)
        return {(hit.report, hit.passage) for hit in engine.find(plain).hits}

    assert found(Not(Not(one))) == found(one)
    assert found(Not(one)) == found(Everything()) - found(one)
    if one != other:
        assert found(Not(All((one, other)))) == found(Either((Not(one), Not(other))))
        assert found(Not(Either((one, other)))) == found(All((Not(one), Not(other))))


# Advice


def advice_counts(engine: Engine, asked: Asked) -> None:
    """Every number that is said is found when asked for; nothing is offered that finds nothing."""
    advice = engine.advise(asked)
    assert advice.unchosen == count(engine, asked, **UNCHOSEN)
    chosen = {
        kind: name for kind, name in _CHOICES.items() if getattr(asked, name) != UNCHOSEN[name]
    }
    assert advice.choices == {
        kind: count(engine, asked, **{name: UNCHOSEN[name]}) for kind, name in chosen.items()
    }
    _parts_count(engine, asked, advice)
    offers: list[Correction | Looser] = [*advice.corrections, *advice.looser]
    for offer in offers:
        assert offer.passages > 0
        assert count(engine, offer.asked) == offer.passages
        if can_be_typed(asked.query):
            as_typed = parse_query(written(offer.asked.query)).query
            assert count(engine, offer.asked, query=as_typed) == offer.passages
    for correction in advice.corrections:
        assert correction.asked != asked


def can_be_typed(query: Query) -> bool:
    """Whether somebody may have typed the query: not every tree can be."""
    return parse_query(written(query)).query == query


def count(engine: Engine, asked: Asked, **changed: Any) -> int:
    """How many passages a question finds, changed so."""
    return engine.find(replace(asked, limit=0, **changed)).total.passages


def _parts_count(engine: Engine, asked: Asked, advice: Advice) -> None:
    parts = tuple(each.part for each in advice.parts)
    if isinstance(asked.sought, All | Either):
        assert parts == asked.sought.parts[: len(parts)]
        assert len(parts) + advice.unlisted == len(asked.sought.parts)
    join = Either if isinstance(asked.sought, Either) else All
    for at, each in enumerate(advice.parts):
        assert each.alone == count(engine, asked, query=each.part)
        assert each.anywhere == count(engine, asked, query=each.part, **UNCHOSEN)
        others = (*parts[:at], *parts[at + 1 :])
        rest = join(others) if len(others) > 1 else next(iter(others), None)
        assert each.without == (rest and count(engine, asked, query=rest))

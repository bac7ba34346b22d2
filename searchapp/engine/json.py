"""An answer as plain JSON: what ``search --json`` prints (DESIGN, the command line)."""

from collections.abc import Iterable
from dataclasses import asdict

from searchapp.engine.advice import Advice
from searchapp.engine.asking import Asked
from searchapp.engine.concordance import Row
from searchapp.engine.found import Found, Group, Hit, TakenFigure
from searchapp.query import Described, written
from searchapp.reports import Json, passage_link, place_json


def found_json(
    query: str, found: Found, notes: tuple[str, ...] = (), described: Described | None = None
) -> Json:
    """The answer to what was typed, with the notes of whoever understood it before the engine.

    ``understood`` says what was understood, where that is given; ``groups`` is there for hits
    that are grouped by report, and counts all of a report's hits.
    """
    total = {"passages": found.total.passages, "reports": found.total.reports}
    if found.total.occurrences is not None:
        total["occurrences"] = found.total.occurrences
    said: Json = {
        "query": query,
        "total": total,
        "facets": {name: [v._asdict() for v in values] for name, values in found.facets.items()},
        "notes": [*notes, *found.notes],
        "hits": [_hit_json(hit) for hit in found.hits],
    }
    if described is not None:
        said["understood"] = asdict(described)
    if found.groups:
        said["groups"] = [_group_json(group) for group in found.groups]
    return said


def rows_json(rows: Iterable[Row]) -> list[Json]:
    """The rows of a concordance."""
    return [
        {
            "left": row.left,
            "hit": row.marked,
            "right": row.right,
            "span": list(row.span),
            "report": row.hit.report,
            "passage": row.hit.passage,
            "place": place_json(row.hit.place),
            "year": row.hit.year,
            "url": passage_link(row.hit.report, row.hit.passage, row.hit.version),
        }
        for row in rows
    ]


def advice_json(advice: Advice) -> Json:
    """What may help, each changed question as it would be typed."""
    return {
        "parts": [
            {
                "part": written(each.part),
                "alone": each.alone,
                "anywhere": each.anywhere,
                "without": each.without,
            }
            for each in advice.parts
        ],
        "unlisted": advice.unlisted,
        "choices": dict(advice.choices),
        "unchosen": advice.unchosen,
        "corrections": [
            {"old": each.old, "new": each.new, **_asked_json(each.asked, each.passages)}
            for each in advice.corrections
        ],
        "looser": [
            {"how": each.how, **_asked_json(each.asked, each.passages)} for each in advice.looser
        ],
    }


def _asked_json(asked: Asked, passages: int) -> Json:
    return {
        "query": written(asked.query),
        "within": str(asked.within),
        "whole_words": asked.whole_words,
        "passages": passages,
    }


def _hit_json(hit: Hit) -> Json:
    said: Json = {
        "report": hit.report,
        "title": hit.title,
        "place": place_json(hit.place),
        "year": hit.year,
        "section": list(hit.section),
        "kind": str(hit.kind),
        "passage": hit.passage,
        "text": hit.text,
        "spans": [list(span) for span in hit.spans],
        "across": list(hit.across),
        "figures": [_figure_json(figure) for figure in hit.figures],
        "recognised": hit.recognised,
        "url": passage_link(hit.report, hit.passage, hit.version),
    }
    if hit.why is not None:
        said["why"] = asdict(hit.why)
    return said


def _figure_json(figure: TakenFigure) -> Json:
    return {**asdict(figure), "span": list(figure.span)}


def _group_json(group: Group) -> Json:
    first = group.hits[0]
    return {
        "report": first.report,
        "title": first.title,
        "place": place_json(first.place),
        "year": first.year,
        "passages": group.passages,
        "shown": len(group.hits),
    }

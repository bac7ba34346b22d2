"""A paper as JSON: each quote a W3C Web Annotation, and the order in which they stand.

https://www.w3.org/TR/annotation-model/ . Positions count code points in the report's text, whose
passages stand with a line end between them.
"""

import json
from typing import Final

from searchapp.briefing.paper import Heading, Lost, Paper, Part, Quoted
from searchapp.briefing.saying import Where, held_line, source_of
from searchapp.library.excerpts.values import cited_json
from searchapp.reports import Json

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def annotations(paper: Paper, _: Where) -> bytes:
    """An AnnotationCollection of the sources with ``briefing``, in which each has its place.

    Every character is there, also one that no document can hold; UTF-8.
    """
    items = [_annotation(paper, quoted) for quoted in paper.sources]
    written = json.dumps(_collection(paper, items), ensure_ascii=False, indent=1)
    # Half of a pair has no form in UTF-8, but one in JSON: the same as in Python.
    return (written + "\n").encode(errors="backslashreplace")


def _collection(paper: Paper, items: list[Json]) -> Json:
    moment = paper.held_at.isoformat()
    return {
        "@context": _CONTEXT,
        "id": "urn:searchapp:briefing",
        "type": "AnnotationCollection",
        "label": paper.title or paper.name,
        "generated": moment,
        "total": len(items),
        "first": {
            "id": "urn:searchapp:briefing:page:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
        "briefing": {
            "title": paper.title,
            "held_at": moment,
            "held": held_line(paper),
            "fates": {str(fate): count for fate, count in paper.fates.items()},
            "parts": [_part(paper, part) for part in paper.parts],
        },
    }


def _part(paper: Paper, part: Part) -> Json:
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.level, "text": part.text}
    if isinstance(part, Lost):
        return {"kind": "lost", "code": part.code}
    if isinstance(part, Quoted):
        return {"kind": "quote", "number": part.number, "annotation": paper.link(part)}
    return {"kind": "text", "text": part.text}


def _annotation(paper: Paper, quoted: Quoted) -> Json:
    source, report = source_of(paper, quoted), quoted.excerpt.report
    address = f"{paper.address}/reports/{report}"
    return {
        "id": source.link,
        "type": "Annotation",
        "motivation": "quoting",
        "body": {
            "type": "TextualBody",
            "value": source.told,
            "format": "text/plain",
            "language": "zh",
            "purpose": "describing",
        },
        "target": {
            "source": address,
            "state": {
                "type": "TimeState",
                "cached": f"{address}?version={quoted.excerpt.version}",
            },
            "selector": _selectors(quoted),
        },
        "excerpt": _excerpt(quoted),
    }


def _selectors(quoted: Quoted) -> list[Json]:
    excerpt, position = quoted.excerpt, quoted.position
    by_quote = {
        "type": "TextQuoteSelector",
        "exact": excerpt.quote,
        "prefix": excerpt.before,
        "suffix": excerpt.after,
    }
    if position is None:
        return [by_quote]
    end = position + len(excerpt.quote)
    return [by_quote, {"type": "TextPositionSelector", "start": position, "end": end}]


def _excerpt(quoted: Quoted) -> Json:
    """What the model has no words for."""
    excerpt, held = quoted.excerpt, quoted.held
    spot = held.spot
    return {
        "code": excerpt.code,
        "report": excerpt.report,
        "version": excerpt.version,
        "passage": excerpt.passage,
        "start": excerpt.start,
        "end": excerpt.end,
        "section": list(excerpt.section),
        "cited": cited_json(excerpt.cited),
        "fate": str(held.fate),
        "held_against": held.version,
        "now": spot and {"passage": spot.passage, "start": spot.span.start, "quote": spot.quote},
        "recognised": quoted.recognised,
    }

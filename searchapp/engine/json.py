"""An answer as plain JSON: what ``search --json`` prints (DESIGN, the command line)."""

from dataclasses import asdict

from searchapp.engine.found import Found, Hit
from searchapp.reports import Json, passage_link, place_json


def found_json(query: str, found: Found, notes: tuple[str, ...] = ()) -> Json:
    """The answer to what was typed, with the notes of whoever understood it before the engine."""
    total = {"passages": found.total.passages, "reports": found.total.reports}
    if found.total.occurrences is not None:
        total["occurrences"] = found.total.occurrences
    return {
        "query": query,
        "total": total,
        "facets": {name: [asdict(v) for v in values] for name, values in found.facets.items()},
        "notes": [*notes, *found.notes],
        "hits": [_hit_json(hit) for hit in found.hits],
    }


def _hit_json(hit: Hit) -> Json:
    return {
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
        "url": passage_link(hit.report, hit.passage, hit.version),
    }

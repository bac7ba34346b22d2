"""A report as documents of Whoosh's, and what Whoosh stores of these, there and back."""

import json
from collections.abc import Iterator
from typing import Final

from searchapp.query import Scope, candidates, units
from searchapp.reports import (
    UNLABELLED,
    FiledReport,
    Json,
    Passage,
    Report,
    SectionKind,
    Source,
    report_from_json,
    report_json,
)
from searchapp.text import words

#: What joins the headings that a passage stands under, outermost first; none has a tab.
PATH: Final = "\t"
#: The number of a report's first passage.
FIRST: Final = 1


def documents(filed: FiledReport) -> Iterator[Json]:
    """The documents of a report, in order; a field that could not be told is left out."""
    shared = _shared_fields(filed)
    sections = units(filed.report.passages, Scope.SECTION)
    for candidate, unit in zip(candidates(filed), sections, strict=True):
        passage, folded, heading = candidate.passage, candidate.folded.text, candidate.heading
        document = shared | {
            "passage": passage.number,
            "section": str(passage.kind),
            "path": PATH.join(passage.section) or None,
            "words": f"{heading}\n{folded}",
            "length": len(words(folded)),
            "unit": unit,
            "heading": heading,
            "headings": list(passage.section),
            "text": passage.text,
        }
        if passage.number == FIRST:
            document["facts"] = facts_json(filed)
        yield document


def _shared_fields(filed: FiledReport) -> Json:
    report = filed.report
    place = report.place
    fields: Json = {"report": filed.id, "genre": str(report.genre)}
    if place is not None:
        codes = {
            "province": place.code_of("province"),
            "city": place.code_of("city"),
            "county": place.code_of("county"),
            "town": place.code_of("town"),
        }
        fields |= {level: code for level, code in codes.items() if code}
    else:
        fields["province"] = UNLABELLED
    if report.year is not None:
        fields["year"] = report.year
    return fields


def facts_json(filed: FiledReport) -> str:
    """All that is known of the report but its passages, as JSON."""
    report = report_json(filed.report)
    del report["passages"]
    sources = [[source.path, source.format] for source in filed.sources]
    facts = {"version": filed.version, "sources": sources, "report": report}
    return json.dumps(facts, ensure_ascii=False)


def read_facts(stored: Json) -> FiledReport:
    """The report, still without passages, of whose first passage these are the stored fields."""
    facts = json.loads(stored["facts"])
    sources = tuple(Source(path, form) for path, form in facts["sources"])
    report: Report = report_from_json({**facts["report"], "passages": []})
    return FiledReport(stored["report"], facts["version"], sources, report)


def read_passage(stored: Json) -> Passage:
    """The passage of which these are the stored fields."""
    return Passage(
        stored["passage"],
        SectionKind(stored["section"]),
        tuple(stored["headings"]),
        stored["text"],
    )

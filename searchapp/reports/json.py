"""Reports as plain JSON and back: what ``inspect --json`` prints and what the index keeps."""

from dataclasses import asdict
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any, Final, TypeAlias

from searchapp.reports.kinds import Genre, IssuerLevel, Origin, SectionKind
from searchapp.reports.places import Place
from searchapp.reports.report import Doubt, Passage, Report, Section

Json: TypeAlias = dict[str, Any]

_ORIGINS: Final = {origin.name.lower(): origin for origin in Origin}
#: One value for the reports of a place, of which there are many.
_place = lru_cache(4096)(Place)


def place_json(place: Place | None) -> Json | None:
    """``{code, town, county, city, province}``, or None."""
    return asdict(place) if place else None


def report_json(report: Report) -> Json:
    """The report without what only the index needs; see DESIGN, ``inspect --json``."""
    return {
        "title": report.title,
        "issuers": list(report.issuers),
        "doc_number": report.doc_number,
        "issued_on": report.issued_on.isoformat() if report.issued_on else None,
        "year": report.year,
        "genre": str(report.genre),
        "level": str(report.level) if report.level else None,
        "addressee": report.addressee,
        "place": place_json(report.place),
        "outline": [{**asdict(each), "kind": str(each.kind)} for each in report.outline],
        "passages": [passage_json(each) for each in report.passages],
        "origins": {fact: origin.name.lower() for fact, origin in report.origins.items()},
        "sureness": {fact: str(report.sureness(fact)) for fact in report.origins},
        "recognised": report.recognised,
        "warnings": [each.why for each in report.doubts],
        "doubts": [asdict(each) for each in report.doubts],
    }


def passage_json(passage: Passage) -> Json:
    """``{number, kind, section, text}``."""
    return {
        "number": passage.number,
        "kind": str(passage.kind),
        "section": list(passage.section),
        "text": passage.text,
    }


def report_from_json(said: Json) -> Report:
    """The report that ``report_json`` made this of."""
    return Report(
        title=said["title"],
        issuers=tuple(said["issuers"]),
        doc_number=said["doc_number"],
        issued_on=date.fromisoformat(said["issued_on"]) if said["issued_on"] else None,
        year=said["year"],
        genre=Genre(said["genre"]),
        addressee=said["addressee"],
        place=_place(**said["place"]) if said["place"] else None,
        outline=tuple(
            Section(each["level"], each["number"], each["heading"], SectionKind(each["kind"]))
            for each in said["outline"]
        ),
        passages=tuple(
            Passage(
                each["number"], SectionKind(each["kind"]), tuple(each["section"]), each["text"]
            )
            for each in said["passages"]
        ),
        origins={intern(fact): _ORIGINS[origin] for fact, origin in said["origins"].items()},
        doubts=tuple(map(_doubt, said["doubts"])),
        level=IssuerLevel(said["level"]) if said["level"] else None,
        recognised=said["recognised"],
    )


def _doubt(said: Json) -> Doubt:
    """A doubt; what an earlier release wrote has no candidates."""
    return Doubt(said["fact"], said["why"], tuple(said.get("candidates", ())))

"""One report from several files with the same text: what one lacks, another knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from searchapp.reports import Doubt, Report

#: Facts of which each may come from another file. The text, its title and its addressee are one.
_FACTS: Final = ("issuers", "doc_number", "issued_on", "year", "genre", "place", "level")
#: What is said of the text itself.
_TEXT: Final = "text"


def combine(reports: Sequence[Report]) -> Report:
    """The first report, with each fact from whichever of them read it at the surest place.

    At equally sure places the earlier report counts. The level is read where the place is, if it
    is read there at all: a county's place does not go with a town's level. A doubt stays if it is
    of the file that gave the fact, or if no file knows the fact. Text that one file has in
    characters was not only recognised, whatever the others are.
    """
    sources = {fact: source for fact in _FACTS if (source := _surest(reports, fact))}
    placed = sources.get("place")
    if placed and "level" in placed.origins:
        sources["level"] = placed
    first = reports[0]
    origins = {fact: origin for fact, origin in first.origins.items() if fact not in _FACTS}
    origins |= {fact: source.origins[fact] for fact, source in sources.items()}
    return replace(
        first,
        **{fact: getattr(source, fact) for fact, source in sources.items()},
        origins=origins,
        doubts=tuple(dict.fromkeys(_doubts(reports, sources))),
        recognised=all(report.recognised for report in reports),
    )


def _surest(reports: Sequence[Report], fact: str) -> Report | None:
    """The report that read a fact at the surest place, None where none did."""
    knowing = [report for report in reports if fact in report.origins]
    return min(knowing, key=lambda report: report.origins[fact], default=None)


def _doubts(reports: Sequence[Report], sources: Mapping[str, Report]) -> Iterator[Doubt]:
    """The doubts of the file that gave each fact, and of the first where none did."""
    written = next((report for report in reports if not report.recognised), reports[0])
    yield from (doubt for doubt in written.doubts if doubt.fact == _TEXT)
    for report in reports:
        for doubt in report.doubts:
            if doubt.fact != _TEXT and sources.get(doubt.fact, reports[0]) is report:
                yield doubt

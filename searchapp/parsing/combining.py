"""One report from several files with the same text: what one lacks, another knows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from searchapp.reports import Origin, Report

_FACTS: Final = ("issuers", "doc_number", "issued_on", "year", "place")


def combine(reports: Sequence[Report]) -> Report:
    """The first report, with each fact from whichever of them read it at the surest place.

    At equally sure places the earlier report counts. A doubt stays unless its fact is now known.
    """
    facts: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for fact in _FACTS:
        knowing = [report for report in reports if fact in report.origins]
        if knowing:
            surest = min(knowing, key=lambda report: report.origins[fact])
            facts[fact] = getattr(surest, fact)
            origins[fact] = surest.origins[fact]
    doubts = tuple(
        doubt for doubt in reports[0].doubts if doubt.fact not in origins or doubt.fact == "text"
    )
    return replace(reports[0], origins=origins, doubts=doubts, **facts)

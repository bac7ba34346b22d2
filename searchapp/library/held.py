"""What became of excerpts in the reports as the library and the index have them now?"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from searchapp.engine import Engine
from searchapp.errors import ReportNotFound
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Held, Holding
from searchapp.library.ledger import Ledger
from searchapp.reports import FiledReport, Passage


def held(ledger: Ledger, engine: Engine, excerpts: Iterable[Excerpt]) -> Mapping[str, Held]:
    """Code -> what became of each excerpt, held against the report as readers see it.

    Each version of a report is read once, whatever its excerpts.
    """
    key = attrgetter("report", "version")
    found: dict[str, Held] = {}
    for (report_id, version), run in groupby(sorted(excerpts, key=key), key=key):
        filed = newest_of(engine, report_id)
        holding = Holding(passages_of(ledger, report_id, version, filed), filed)
        found |= {excerpt.code: holding.of(excerpt) for excerpt in run}
    return found


def newest_of(engine: Engine, report_id: str) -> FiledReport | None:
    """A report as readers see it; None for one that is no longer there."""
    try:
        return engine.report(report_id)
    except ReportNotFound:
        return None


def passages_of(
    ledger: Ledger, report_id: str, version: int, filed: FiledReport | None
) -> Sequence[Passage] | None:
    """The passages of a version of a report; None where its text was not kept."""
    if filed and filed.version == version:
        return filed.report.passages
    report = ledger.edition(report_id, version)
    return report.passages if report else None

"""What the corpus no longer has goes out of the library too, when somebody wants that."""

from collections.abc import Iterator
from pathlib import Path

from searchapp.errors import CorpusGone
from searchapp.library.holdings import Holdings
from searchapp.library.ledger import Ledger
from searchapp.library.shelving import Shelving
from searchapp.library.verdicts import Outcome, Verdict


def prune(
    corpus: Path, ledger: Ledger, shelving: Shelving, holdings: Holdings
) -> Iterator[Verdict]:
    """Forget the files that are missing; a report that no other file holds goes with them.

    Raises CorpusGone where all are missing.
    """
    missing = holdings.missing()
    if missing and len(missing) == len(ledger.files.all()):
        raise CorpusGone(corpus)
    for file in missing:
        if file.report_id is not None:
            _keep_text(ledger, file.report_id)
        ledger.files.forget(file.path)
        if file.report_id is not None:
            shelving.settle(file.report_id)
        others = file.report_id and ledger.files.naming(file.report_id)
        why = "报告还有别的来源" if others else "文件已不在 corpus/ 中"
        yield Verdict(file.shown, Outcome.REMOVED, file.report_id, why=why)


def _keep_text(ledger: Ledger, report_id: str) -> None:
    """What a report said stays readable where somebody quoted it, also when no file holds it."""
    filed = ledger.report(report_id) if ledger.excerpts.of_report(report_id) else None
    if filed is not None:
        ledger.editions.supersede(report_id, filed.version, filed.report)

"""The versions of a report: which there are, one of them to read, two of them compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, abort, render_template, request

from searchapp.engine import Change, compared
from searchapp.library import Edition, Ledger
from searchapp.reports import FiledReport, Report
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.opening import opened
from searchapp.web.ways import Ways

version_pages = Blueprint("versions", __name__)

#: Unchanged passages that are shown beside a change; more of them are folded away.
_BESIDE: Final = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages in a row; ``folded`` where nothing changed in them and nothing beside them."""

    folded: bool
    changes: tuple[Change, ...]


@version_pages.get("/reports/<report_id>/versions")
def versions(report_id: str) -> str:
    """The versions of a report, the newest first."""
    filed = opened(report_id)
    with Ledger.open(current.settings()) as ledger:
        editions = ledger.editions.of(report_id)
        kept = {each.version: ledger.edition(report_id, each.version) for each in editions}
    return render_template(
        "versions.html",
        **_address(),
        filed=filed,
        editions=editions,
        kept=kept,
    )


@version_pages.get("/reports/<report_id>/compare")
def compare(report_id: str) -> str:
    """Two versions of a report, the newest and the one before it if none are named."""
    filed = opened(report_id)
    later = request.args.get("to", filed.version, type=int)
    earlier = request.args.get("from", max(1, later - 1), type=int)
    with Ledger.open(current.settings()) as ledger:
        editions = ledger.editions.of(report_id)
        old, new = (_edition(ledger, filed, version) for version in (earlier, later))
    changes = compared(old.passages, new.passages)
    return render_template(
        "compare.html",
        **_address(),
        filed=filed,
        editions=editions,
        earlier=earlier,
        later=later,
        changes=changes,
        stretches=list(stretches(changes)),
    )


def _address() -> dict[str, object]:
    """The search that led here, and the ways on and back that carry it along."""
    address = Address.from_args(request.args)
    return {"address": address, "ways": Ways(address, {})}


def edition_of(filed: FiledReport, version: int) -> tuple[FiledReport, Edition | None]:
    """A version of a report that is to be read, and since when it was there if that is known.

    404 for a version that is not known.
    """
    with Ledger.open(current.settings()) as ledger:
        report = _edition(ledger, filed, version)
        editions = ledger.editions.of(filed.id)
    edition = next((each for each in editions if each.version == version), None)
    return FiledReport(filed.id, version, filed.sources, report), edition


def _edition(ledger: Ledger, filed: FiledReport, version: int) -> Report:
    report = ledger.edition(filed.id, version) if 1 <= version <= filed.version else None
    return report or abort(404)


def stretches(changes: Sequence[Change]) -> Iterator[Stretch]:
    """The passages in stretches to read and stretches to fold away, in order."""
    changed = {at for at, change in enumerate(changes) if not change.is_none}
    shown = {at + step for at in changed for step in range(-_BESIDE, _BESIDE + 1)}
    for folded, run in groupby(range(len(changes)), key=lambda at: at not in shown):
        yield Stretch(folded, tuple(changes[at] for at in run))

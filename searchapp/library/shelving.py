"""What the index is told of each report, and when.

The ledger is kept first, with a mark on every report that has changed; then the index is told, and
then the marks are taken off. Whoever is killed in between finds the marks the next time, and tells
the index again: a report is replaced whole.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace

from searchapp.engine import Engine, Writer
from searchapp.errors import IndexUnavailable
from searchapp.library.confirmations import unsettled
from searchapp.library.ledger import Ledger
from searchapp.reports import Doubt, FiledReport


class Shelving:
    """Keeps the index true to the ledger; ``waiting`` are reports that it is yet to be told of."""

    def __init__(self, ledger: Ledger, engine: Engine) -> None:
        self._ledger = ledger
        self._engine = engine
        self._unmarked: set[str] = set()
        # Of an earlier release, which did not keep what it read.
        self._unread: set[str] = set()
        self._is_made = _is_made(engine)
        self.waiting: set[str] = set(ledger.names.pending())

    def mend(self) -> None:
        """Mark what the index lacks or has too much of, so that it follows the ledger again.

        Raises IndexUnavailable for an index that cannot be read.
        """
        held, named = self._engine.held(), self._ledger.names.held()
        self.touch(name for name, version in named.items() if held.get(name) != version)
        self._unmarked |= held.keys() - named.keys()
        self.waiting |= self._unmarked

    def touch_all(self) -> None:
        """The index is to be told of every report; unmarked, for a new one is whole or is not."""
        self._unmarked |= self._ledger.names.held().keys()

    def touch(self, report_ids: Iterable[str]) -> None:
        """The index is to be told of these."""
        names = set(report_ids)
        self._ledger.names.touch(names)
        self.waiting |= names

    def settle(self, report_id: str) -> FiledReport | None:
        """A report has changed: it is marked, and so are those of which other things are said now.

        To be called again for a report that a file has just ceased to hold. What comes back is the
        report as the index is told of it; None where no file holds it.
        """
        filed = self._ledger.report(report_id)
        if filed is None:
            self.touch({report_id, *self._ledger.names.rivals(report_id)})
            return None
        self.touch({report_id, *self._ledger.names.describe(report_id, filed.report)})
        return self._with_twins(filed)

    def filed(self, report_id: str) -> FiledReport | None:
        """The report as the index is told of it; None where no file holds it."""
        filed = self._ledger.report(report_id)
        return self._with_twins(filed) if filed else None

    def _with_twins(self, filed: FiledReport) -> FiledReport:
        """The report with a doubt for each other of its place, year and genre, where nobody
        found that both are to stay.
        """
        twins = tuple(map(self._twin, self._ledger.names.rivals(filed.id)))
        report = replace(filed.report, doubts=(*filed.report.doubts, *twins))
        confirmed = self._ledger.confirmations.holding(filed.id) if twins else ()
        return replace(filed, report=unsettled(report, confirmed))

    @property
    def is_true(self) -> bool:
        """Whether there is an index and nothing to tell it."""
        marked = self._ledger.names.pending().keys() - self._unread
        return self._is_made and not self._unmarked and not marked

    def tell(self, change: Callable[[], AbstractContextManager[Writer]]) -> None:
        """Tell the index of all that is marked, in one change, and take the marks off.

        A mark that somebody else makes meanwhile stays.
        """
        pending = self._ledger.names.pending()
        with change() as writer:
            for name in sorted({*pending, *self._unmarked}):
                self._put(writer, name)
        told = {name: times for name, times in pending.items() if name not in self._unread}
        self._ledger.names.told(told)
        self._ledger.commit()
        self._is_made = True
        self._unmarked.clear()
        self.waiting.clear()

    def _put(self, writer: Writer, report_id: str) -> None:
        filed = self.filed(report_id) if report_id in self._ledger.names else None
        if filed is not None:
            writer.put(filed)
        elif self._ledger.files.naming(report_id):
            self._unread.add(report_id)
        else:
            writer.drop(report_id)

    def _twin(self, report_id: str) -> Doubt:
        paths = "、".join(file.shown for file in self._ledger.files.naming(report_id))
        return Doubt(
            "twin", f"同一地方、同一年度另有一篇文字不同的报告（{paths}），请看以哪一篇为准"
        )


def _is_made(engine: Engine) -> bool:
    """Whether there is an index: one that holds no report answers, one that is not does not."""
    try:
        engine.values()
    except IndexUnavailable:
        return False
    return True

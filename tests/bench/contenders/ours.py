"""searchapp's own engine."""

from collections.abc import Iterable
from pathlib import Path

from searchapp.engine import snippet
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import FiledReport
from tests.bench.contenders import Seen
from tests.bench.rows import Row


def build(folder: Path, reports: Iterable[FiledReport]) -> None:
    """The index of these reports."""
    with EmbeddedEngine(folder).writer() as writer:
        for filed in reports:
            writer.put(filed)


class Ours:
    """The engine, asked as the search page asks it."""

    def __init__(self, folder: Path) -> None:
        self._engine = EmbeddedEngine(folder)

    def answer(self, row: Row) -> Seen:
        found = self._engine.find(row.asked())
        snippets = tuple(snippet(hit.text, hit.spans) for hit in found.hits)
        values = sum(len(found.facets[name]) for name in ("town", "year", "section"))
        return Seen(found.total.passages, found.total.reports, values, snippets)

    def replace(self, filed: FiledReport) -> None:
        with self._engine.writer() as writer:
            writer.put(filed)

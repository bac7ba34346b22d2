"""Editions: states of an index that can be told apart, and of which a mixture shows."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from searchapp.engine import Engine
from searchapp.reports import FiledReport
from tests.engine.shelves import asking, passages_in, report_of

#: Where this package lies; other processes import no more of it than they need.
_ROOT = Path(__file__).parents[2]
_REPORTS = 4


def edition(number: int) -> list[FiledReport]:
    """All reports in their edition of that number, which stands in each of their passages."""
    return [
        report_of(f"R{n}", *(f"第{number}版，法治建设",) * (1 + n), version=number)
        for n in range(_REPORTS)
    ]


def edition_in(engine: Engine) -> int:
    """The number of the edition that is held. AssertionError if anything shows a mixture."""
    found = engine.find(asking("“法治建设”"))
    (number,) = {hit.version for hit in found.hits}
    whole = {(filed.id, p.number) for filed in edition(number) for p in filed.report.passages}
    assert {hit.text for hit in found.hits} == {f"第{number}版，法治建设"}
    assert (set(passages_in(found)), found.total.reports) == (whole, _REPORTS)
    assert found.total.occurrences == found.total.passages == len(whole)
    (held,) = set(engine.held().values())
    reports = list(engine.reports())
    assert reports == edition(reports[0].version)
    assert number <= held <= reports[0].version
    return number


def commit(engine: Engine, number: int, *, clear: bool = False) -> None:
    """Put every report in that edition."""
    with engine.rebuild() if clear else engine.writer() as writer:
        for filed in edition(number):
            writer.put(filed)


def watch(engine: Engine, stop: Callable[[], bool]) -> list[int]:
    """The editions seen until it is time to stop; they never go back."""
    seen = [edition_in(engine)]
    while not stop():
        seen.append(edition_in(engine))
    seen.append(edition_in(engine))
    assert seen == sorted(seen)
    return sorted(set(seen))


@contextmanager
def other_process(
    action: str, name: str, folder: Path, *more: str
) -> Iterator[subprocess.Popen[str]]:
    """A process of ``tests.engine.other_process`` with that engine; it ends with the block."""
    command = [
        sys.executable,
        "-m",
        "tests.engine.other_process",
        action,
        name,
        str(folder),
        *more,
    ]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()

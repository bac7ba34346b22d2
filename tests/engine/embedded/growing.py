"""An index of several segments, which a change makes one of: its states can be told apart."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from searchapp.engine import Engine
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.tiers import Tiers
from searchapp.reports import FiledReport
from tests.engine.shelves import asking, passages_in, report_of

#: Where two segments of any size become one.
MERGING: Final = Limits(tiers=Tiers(fan_in=2, smallest=1 << 30))
#: Where none do.
APART: Final = Limits(tiers=Tiers(fan_in=1000))


def report(name: str, version: int) -> FiledReport:
    """A report whose passages all say which it is, and in which version."""
    texts = (f"{name}第{version}版，法治建设{number}件" for number in range(1, 4))
    return report_of(name, *texts, version=version)


#: Number of a state -> the reports that are held in it.
STATES: Final[dict[int, Sequence[FiledReport]]] = {
    1: (report("R1", 1), report("R2", 1), report("R3", 1)),
    2: (report("R1", 2), report("R2", 1), report("R4", 2)),
    3: (report("R1", 3), report("R2", 1), report("R4", 2)),
}


def first(folder: Path) -> None:
    """Make the first state, a segment for each report."""
    for filed in STATES[1]:
        with EmbeddedEngine(folder, APART).writer() as writer:
            writer.put(filed)


def second(folder: Path, limits: Limits = MERGING) -> None:
    """Make the second state of the first: a report is replaced, one is dropped, one is new."""
    with EmbeddedEngine(folder, limits).writer() as writer:
        writer.drop("R3")
        writer.put(report("R1", 2))
        writer.put(report("R4", 2))


def third(folder: Path) -> None:
    """Make the third state of the first or the second."""
    with EmbeddedEngine(folder, MERGING).writer() as writer:
        writer.drop("R3")
        writer.put(report("R1", 3))
        writer.put(report("R4", 2))


def state_in(engine: Engine) -> int:
    """The number of the state that is held, whole. AssertionError where it is none of them."""
    held = {filed.id: filed for filed in engine.reports()}
    for number, reports in STATES.items():
        if held == {filed.id: filed for filed in reports}:
            whole = [(filed.id, p.number) for filed in reports for p in filed.report.passages]
            found = engine.find(asking("“法治建设”"))
            assert (sorted(passages_in(found)), found.total.reports) == (sorted(whole), 3)
            return number
    raise AssertionError(held)

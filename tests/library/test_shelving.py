"""The index follows the ledger, whoever changes what at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from searchapp.engine import Writer
from searchapp.library.shelving import Shelving
from tests.library.homes import SONGLI, TINGLAN, AtOnce, Home

if TYPE_CHECKING:
    from searchapp.library.workers import Answer


@pytest.fixture
def report(home: Home) -> str:
    """The id of the one report there is."""
    home.write("a.txt", SONGLI)
    (verdict,) = home.ingest()
    return str(verdict.report_id)


@contextmanager
def disturbed(home: Home, act: Callable[[], object]) -> Iterator[Writer]:
    """A change of the index during which somebody does something."""
    with home.engine.writer() as writer:
        yield writer
        act()


def year(home: Home) -> int | None:
    return home.only().report.year


def test_a_correction_made_while_the_index_is_told_is_told_next(home: Home, report: str) -> None:
    """Its mark is not taken off with those of what was told."""

    def correct() -> None:
        with home.ledger() as other:
            other.corrections.add(report, "year", 2021, "李")
            Shelving(other, home.engine).settle(report)
            other.commit()

    with home.ledger() as ledger:
        shelving = Shelving(ledger, home.engine)
        shelving.touch([report])
        ledger.commit()
        shelving.tell(lambda: disturbed(home, correct))
        assert (year(home), shelving.is_true) == (2024, False)
        shelving.tell(home.engine.writer)
        assert (year(home), shelving.is_true) == (2021, True)
    assert home.findings() == []


class Waiting(AtOnce):
    """Workers of which the answer on one file is long in coming."""

    def __init__(self, name: str) -> None:
        super().__init__(1)
        self._name = name
        self._come: list[Callable[[], None]] = []

    def _begin(self, *given: Path) -> "Future[Answer]":
        done = super()._begin(*given)
        if given[0].name != self._name:
            return done
        late: Future[Answer] = Future()
        self._come.append(lambda: late.set_result(done.result()))
        return late

    def come(self) -> None:
        """Now it comes."""
        self._come.pop()()


def test_a_correction_made_while_a_file_is_read_for_long_is_told_by_that_ingest(
    home: Home, report: str
) -> None:
    """What waits to be kept keeps nobody waiting, and what was said meanwhile is not forgotten."""
    home.write("a.txt", SONGLI + "\n")
    home.write("b.txt", TINGLAN)
    workers = Waiting("b.txt")
    running = home.intake(workers=workers).run()
    assert next(running).file == "a.txt"
    assert home.desk.correct(report, {"year": "2021"}, "李").report.year == 2021
    workers.come()
    assert [verdict.file for verdict in running] == ["b.txt"]
    assert home.reports()[report].report.year == 2021
    assert home.findings() == []


def test_marks_that_a_killed_process_left_are_told_by_the_next_ingest(
    home: Home, report: str
) -> None:
    """Whoever died between ledger and index is made good, also where no file has changed."""
    with home.ledger() as ledger:
        ledger.corrections.add(report, "year", 2021, "李")
        Shelving(ledger, home.engine).settle(report)
        ledger.commit()
    (finding,) = home.findings()[:1]
    assert finding.remedy == "searchapp ingest"
    home.ingest()
    assert year(home) == 2021
    assert home.findings() == []

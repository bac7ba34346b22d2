"""Every question to every contender in turn, in one process, so that all meet the same machine."""

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from tests.bench.building import CONTENDERS
from tests.bench.contenders import Contender, Seen
from tests.bench.rows import OWN_ROWS, ROWS, Row

#: Against whom everybody is measured.
PEER, OWN = "tantivy", "searchapp"
_PROCESSES = 4
_READING_SECONDS = 5
_READER = """
import sys, time
from pathlib import Path
from tests.bench.building import CONTENDERS
from tests.bench.rows import ROWS
name, folder, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
start = time.perf_counter()
index = CONTENDERS[name][1](folder)
index.answer(ROWS[0])
first = time.perf_counter() - start
asked, end = 0, time.perf_counter() + seconds
while time.perf_counter() < end:
    for row in ROWS:
        asked += index.answer(row) is not None
print(first, asked / (seconds + time.perf_counter() - end))
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of one question, and what was seen."""

    seen: Seen
    best: float
    median: float


def opened(folders: Mapping[str, Path]) -> dict[str, Contender]:
    """Every contender over its index."""
    return {name: CONTENDERS[name][1](folder) for name, folder in folders.items()}


def asked_in_turn(contenders: Mapping[str, Contender], row: Row, rounds: int) -> dict[str, Timed]:
    """Each contender's times; whoever cannot be asked is left out."""
    seen = {name: each.answer(row) for name, each in contenders.items()}
    times: dict[str, list[float]] = {name: [] for name, found in seen.items() if found}
    for _ in range(rounds):
        for name, taken in times.items():
            _ask_another(contenders[name], row)
            start = time.perf_counter()
            contenders[name].answer(row)
            taken.append(time.perf_counter() - start)
    return {
        name: Timed(found, min(times[name]), statistics.median(times[name]))
        for name, found in seen.items()
        if found
    }


def _ask_another(contender: Contender, row: Row) -> None:
    """Ask two other questions, so that nothing is left of the same one asked before."""
    at = ROWS.index(row) if row in ROWS else 0
    for other in (1, 5):
        contender.answer(ROWS[(at + other) % len(ROWS)])


def compared(contenders: Mapping[str, Contender], rounds: int) -> Table:
    """The table of all rows: milliseconds, best and median, and each as a share of the peer's."""
    names = list(contenders)
    ratios = [f"{name} / {PEER}" for name in names if name != PEER and PEER in names]
    table = Table("question", "passages", *(f"{name} ms" for name in names), *ratios)
    shares: dict[str, list[float]] = {name: [] for name in names}
    own_times: list[float] = []
    for row in ROWS:
        timed = asked_in_turn(contenders, row, rounds)
        agree(row, timed)
        cells = [_cell(timed.get(name)) for name in names]
        for name in names:
            if name in timed and PEER in timed:
                shares[name].append(timed[name].best / timed[PEER].best)
        own_times.append(timed[OWN].best)
        divided = [
            f"{timed[name].best / timed[PEER].best:.2f}" if name in timed else "–"
            for name in names
            if name != PEER and PEER in names
        ]
        table.add_row(row.name, f"{timed[OWN].seen.passages:,}", *cells, *divided)
    means = [f"{_geometric(shares[name]):.2f}" for name in names if name != PEER and PEER in names]
    spaces = ["" for _ in names]
    table.add_row("geometric mean", "", *spaces, *means, end_section=True)
    return table


def own_table(contender: Contender, rounds: int) -> Table:
    """What nobody else can be asked."""
    table = Table("question of searchapp's own", "passages", "ms")
    for row in OWN_ROWS:
        timed = asked_in_turn({OWN: contender}, row, rounds)[OWN]
        table.add_row(row.name, f"{timed.seen.passages:,}", _cell(timed))
    return table


def agree(row: Row, timed: Mapping[str, Timed]) -> None:
    """Raise SystemExit where a contender that is exact counts otherwise.

    Of words jieba's are fewer than stand in the texts; of phrases all must have the same.
    """
    exact = not (row.words or row.either)
    own = timed[OWN].seen
    for name, each in timed.items():
        other = each.seen
        if other.passages > own.passages or (exact and other.passages != own.passages):
            raise SystemExit(f"{row.name}: {name} {other.passages}, {OWN} {own.passages}")


def reading_at_once(folders: Mapping[str, Path]) -> Table:
    """The first answer of a process that has just begun, and answers a second of several."""
    table = Table(
        "contender", "open and first answer ms", f"answers a second, {_PROCESSES} processes"
    )
    for name, folder in folders.items():
        first, _ = _readers(name, folder, 1, 0.1)
        _, together = _readers(name, folder, _PROCESSES, _READING_SECONDS)
        table.add_row(name, f"{first * 1e3:.0f}", f"{together:,.0f}")
    return table


def _readers(name: str, folder: Path, count: int, seconds: float) -> tuple[float, float]:
    """The longest first answer, and the sum of answers a second, of so many processes."""
    command = [sys.executable, "-c", _READER, name, str(folder), str(seconds)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    said = [process.communicate()[0].split() for process in running]
    return max(float(first) for first, _ in said), sum(float(rate) for _, rate in said)


def _cell(timed: Timed | None) -> str:
    return f"{timed.best * 1e3:.2f} ({timed.median * 1e3:.2f})" if timed else "–"


def _geometric(shares: Sequence[float]) -> float:
    return math.exp(statistics.fmean(math.log(share) for share in shares)) if shares else math.nan

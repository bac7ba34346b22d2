"""Thousands of files taken in by the real command, killed at random moments and begun again."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from searchapp.engine import Asked
from searchapp.library import Ledger, check
from searchapp.parsing import gazetteer_of
from searchapp.query import parse_query
from searchapp.reports import Place
from tests.conftest import SAMPLES
from tests.library.homes import Home, new_home, written

#: No process of an ingest needs more, however many files there are: a worker has the gazetteer
#: and the readers (150 MB), the command keeps a line for each file (1 KB) and the facts of each
#: report (4 KB) in memory.
MOST_BYTES = 700 * 1024 * 1024
#: How often an ingest is killed before it may come to its end.
DEATHS = 3


def report_text(number: int, place: Place) -> str:
    """A report that no other number has the text of."""
    return (
        f"{place.county or place.city}{place.town}人民政府关于2024年度法治政府建设情况的报告\n"
        f"一、主要举措和成效\n全年调解纠纷{number}件，编号为第{number}号。\n"
        "二、存在的不足和原因\n办法不多，力量不足。\n"
    )


def places() -> Sequence[Place]:
    """The towns of the country, so that no two reports are of one place and year."""
    return gazetteer_of(SAMPLES / "places.tsv").towns_under("")


def take_in(count: int, seed: int) -> str:
    """Take so many files in, killed now and then; AssertionError where one is lost or doubled."""
    chance = random.Random(seed)
    with TemporaryDirectory() as root:
        folder, home = Path(root) / "reports", new_home(Path(root) / "home")
        for number, place in zip(range(count), cycle(places()), strict=False):
            text = report_text(number, place)
            written(folder / f"{number % 100:02}" / f"{number:05}.txt", text)
        started = time.monotonic()
        for _ in range(DEATHS):
            _killed(home, folder, after=chance.uniform(1, 5 + count / 1000))
        _run(home, folder)
        seconds = time.monotonic() - started
        _hold(home, count, chance)
    most = _most_bytes()
    assert most < MOST_BYTES, f"a process needed {most >> 20} MB"
    return f"{count} files in {seconds:.0f} s, killed {DEATHS} times: none lost, {most >> 20} MB"


def _hold(home: Home, count: int, chance: random.Random) -> None:
    """Every report is there once, as the ledger has it, and is found."""
    assert len(home.engine.facts()) == count
    assert {len(filed.sources) for filed in home.engine.facts()} == {1}
    with Ledger.open(home.settings) as ledger:
        assert len(ledger.files.all()) == count
        assert list(check(home.settings, home.engine, ledger)) == []
    for number in chance.sample(range(count), 20):
        asked = Asked(parse_query(f"“编号为第{number}号”").query)
        assert home.engine.find(asked).total.reports == 1, number


def _command(home: Home, folder: Path) -> list[str]:
    return [sys.executable, "-m", "searchapp", "--home", str(home.path), "ingest", str(folder)]


def _killed(home: Home, folder: Path, after: float) -> None:
    with subprocess.Popen(_command(home, folder), stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)


def _run(home: Home, folder: Path) -> None:
    ended = subprocess.run(_command(home, folder), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, (ended.stdout[-2000:], ended.stderr[-2000:])
    assert "失败 0" in ended.stdout, json.dumps(ended.stdout[-500:], ensure_ascii=False)


def _most_bytes() -> int:
    """The most memory that any process we started has had; Linux counts in kilobytes."""
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

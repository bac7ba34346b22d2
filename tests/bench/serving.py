"""Whole pages of results over HTTP: how long one takes, and how many are served a second.

A server of several processes over the index that was searched before; every question in turn. A
page is whole when its last byte has come. Clients run on the same machine as the server.
"""

import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from rich.table import Table

from tests.bench.rows import ROWS, Row

PROCESSES, _CLIENTS = 4, 8
_SECONDS = 10


def served(index: Path, folder: Path, rounds: int) -> Table:
    """The median of each question's page, asked alone, and pages a second asked together."""
    home = folder / "served"
    home.mkdir(exist_ok=True)
    if not (home / "index").exists():
        (home / "index").symlink_to(index.resolve(), target_is_directory=True)
    table = Table("page", "ms, median", "KB")
    with _server(home, PROCESSES) as port:
        _together(port, PROCESSES)
        medians = []
        for row in ROWS:
            times, size = _alone(port, row, rounds)
            medians.append(statistics.median(times))
            table.add_row(row.name, f"{medians[-1] * 1e3:.1f}", f"{size / 1000:.0f}")
        table.add_row("median of all", f"{statistics.median(medians) * 1e3:.1f}", "")
        rate = _together(port, _SECONDS)
        table.add_row(f"pages a second, {PROCESSES} processes", f"{rate:.0f}", "")
    return table


@contextmanager
def _server(home: Path, processes: int) -> Iterator[int]:
    command = [sys.executable, "-m", "searchapp", "--home", str(home), "serve", "--port", "0"]
    command += ["--processes", str(processes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline() if server.stdout else ""
            found = re.search(r":(\d+)/", said)
            if not found:
                raise SystemExit(f"the server does not begin: {said}")
            yield int(found[1])
        finally:
            server.send_signal(signal.SIGTERM)


def _alone(port: int, row: Row, rounds: int) -> tuple[Sequence[float], int]:
    """Seconds of each of several pages, and the bytes of one."""
    times, size = [], 0
    for _ in range(rounds):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        start = time.perf_counter()
        size = _page(connection, row)
        times.append(time.perf_counter() - start)
        connection.close()
    return times, size


def _together(port: int, seconds: float) -> float:
    """Pages a second that several clients get in so many seconds."""
    end = time.perf_counter() + seconds
    start = time.perf_counter()
    with ThreadPoolExecutor(_CLIENTS) as clients:
        counts = list(clients.map(lambda client: _keep_asking(port, client, end), range(_CLIENTS)))
    return sum(counts) / (time.perf_counter() - start)


def _keep_asking(port: int, client: int, end: float) -> int:
    asked = 0
    for row in islice(cycle(ROWS), client, None):
        if time.perf_counter() > end:
            break
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        _page(connection, row)
        connection.close()
        asked += 1
    return asked


def _page(connection: HTTPConnection, row: Row) -> int:
    """The bytes of the page. Raises SystemExit for one that is none."""
    asked = {"q": row.typed} | ({"year": "{}..{}".format(*row.years)} if row.years else {})
    connection.request("GET", f"/search?{urlencode(asked)}")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{row.name}: {answer.status}")
    return len(body)

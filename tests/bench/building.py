"""Builds one contender's index in a process of its own, and says what that took.

Command: python -m tests.bench.building NAME FOLDER --reports N [--seed N]

The reports are made before the clock starts. Prints one line of JSON: seconds, bytes on the disk,
characters, and the most memory beyond that of the reports, in bytes, workers included.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click

from tests.bench.contenders import Build, Contender, ours, with_fts5, with_stock, with_tantivy
from tests.bench.corpus import reports

#: Does less than the others: no reports counted by value.
LESS = "tantivy, less"
#: Name -> what builds and what opens an index.
CONTENDERS: dict[str, tuple[Build, Callable[[Path], Contender]]] = {
    "searchapp": (ours.build, ours.Ours),
    "tantivy": (with_tantivy.build, with_tantivy.Tantivy),
    LESS: (with_tantivy.build, partial(with_tantivy.Tantivy, less=True)),
    "FTS5": (with_fts5.build, with_fts5.Fts5),
    "stock Whoosh": (with_stock.build, with_stock.Stock),
}
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LOOKS_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took: seconds, bytes on the disk and in memory, of so many characters."""

    seconds: float
    size: int
    characters: int
    memory: int


def built(name: str, folder: Path, count: int, seed: int) -> Built:
    """Build in another process. Raises SystemExit where that fails."""
    command = [sys.executable, "-m", "tests.bench.building", name, str(folder)]
    command += ["--reports", str(count), "--seed", str(seed)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if answer.returncode:
        raise SystemExit(f"{name} could not build")
    return Built(**json.loads(answer.stdout))


def _build(name: str, folder: Path, count: int, seed: int) -> Built:
    filed = list(reports(count, seed))
    characters = sum(len(passage.text) for each in filed for passage in each.report.passages)
    make, _ = CONTENDERS[name]
    with _watched() as most:
        start = time.perf_counter()
        make(folder, filed)
        seconds = time.perf_counter() - start
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(seconds, size, characters, most[0])


@contextmanager
def _watched() -> Iterator[list[int]]:
    """The most memory, beyond that of the beginning, which this process and its children have."""
    before, most, done = _resident(), [0], threading.Event()

    def watch() -> None:
        while not done.wait(_LOOKS_SECONDS):
            most[0] = max(most[0], _resident() - before)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        done.set()
        watching.join()


def _resident() -> int:
    """The bytes that no file backs, of this process and all below it."""
    return sum(_own(process) for process in _family(os.getpid()))


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _own(process: int) -> int:
    try:
        _, resident, shared, *_ = Path(f"/proc/{process}/statm").read_text().split()
    except OSError:
        return 0
    return (int(resident) - int(shared)) * _PAGE


def main() -> None:
    """Build and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=CONTENDERS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    took = _build(asked.name, asked.folder, asked.reports, asked.seed)
    click.echo(json.dumps(asdict(took)))


if __name__ == "__main__":
    main()

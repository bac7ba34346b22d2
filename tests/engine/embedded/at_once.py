"""Processes that change an index and read it at once: ``python -m tests.engine.embedded.at_once``.

Usage: at_once ROLE FOLDER SEED

Beside its reports the index holds a ledger, a report that says of every other one which version is
held. ``write`` makes changes by chance, each with the ledger that belongs to it; ``read`` sees in
each answer whether it is of one state, whole, and none before the last; ``build`` makes one change
that is large. All go on until a line comes in, then say how many changes, states or reports there
were.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Final

from searchapp.engine import Engine, Found
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.tiers import Tiers
from searchapp.errors import IngestRunning
from searchapp.reports import FiledReport
from tests.engine.shelves import asking, report_of

#: Where this package lies; its processes import no more of it than they need.
_ROOT: Final = Path(__file__).parents[3]
LEDGER: Final = "LEDGER"
_NAMES: Final = tuple(f"R{number}" for number in range(12))
_MARK: Final = "法治建设"
#: No change, and no answer, takes a process so long.
_SECONDS: Final = 60


def report(name: str, version: int) -> FiledReport:
    """A report whose passages all say which it is, and in which version."""
    texts = (f"{name}第{version}版{_MARK}之{number}" for number in range(1, 3 + version % 5))
    return report_of(name, *texts, version=version)


def ledger(versions: Mapping[str, int], number: int) -> FiledReport:
    """The ledger of a state, which is the one after so many others."""
    said = "，".join(f"{name}：{versions[name]}" for name in sorted(versions))
    return report_of(LEDGER, f"{_MARK}：{said}", version=number)


def state(versions: Mapping[str, int], number: int) -> list[FiledReport]:
    """The reports of a state, its ledger among them."""
    return [
        *(report(name, version) for name, version in versions.items()),
        ledger(versions, number),
    ]


def change(engine: Engine, rng: Random) -> None:
    """Put some reports, drop some, or begin anew; and the ledger that says so."""
    clears = rng.random() < 0.1
    with engine.rebuild() if clears else engine.writer() as writer:
        versions = dict(engine.held())
        number = versions.pop(LEDGER, 0) + 1
        dropped = set(rng.sample(_NAMES, rng.choice((0, 0, 1, 3))))
        put = set(rng.sample(_NAMES, rng.choice((1, 1, 2, 6)))) - dropped
        versions = {name: versions[name] for name in versions if name not in dropped | put}
        versions |= dict.fromkeys(put, number)
        for name in dropped:
            writer.drop(name)
        for filed in state(versions, number):
            if clears or filed.version == number:
                writer.put(filed)


def seen(found: Found) -> int:
    """The number of the state that an answer is of. AssertionError where it is of none."""
    (said,) = (hit for hit in found.hits if hit.report == LEDGER)
    pairs = [each.split("：") for each in said.text.removeprefix(f"{_MARK}：").split("，") if each]
    versions = {name: int(version) for name, version in pairs}
    expected = {
        (filed.id, filed.version, passage.number, passage.text)
        for filed in state(versions, said.version)
        for passage in filed.report.passages
    }
    assert {(hit.report, hit.version, hit.passage, hit.text) for hit in found.hits} == expected
    assert found.total.passages == len(found.hits) == len(expected)
    assert (found.total.reports, found.total.occurrences) == (len(versions) + 1, len(expected))
    return said.version


def write(folder: Path, seed: int, is_over: Callable[[], bool]) -> int:
    """Make changes until it is over; how many were made."""
    rng, made = Random(seed), 0
    tiers = Tiers(fan_in=rng.randint(2, 4), smallest=rng.choice((1, 1_000)))
    engine = EmbeddedEngine(folder, Limits(tiers, batch=rng.choice((1, 200, 6_000_000))))
    while not is_over():
        try:
            change(engine, rng)
            made += 1
        except IngestRunning:
            time.sleep(0.001)
    return made


def read(folder: Path, _: int, is_over: Callable[[], bool]) -> int:
    """Read until it is over, by turns with an engine that stays and a new one; states seen."""
    staying, states = EmbeddedEngine(folder), [0]
    for turn in count():
        ends = is_over()
        engine = staying if turn % 2 else EmbeddedEngine(folder)
        states.append(seen(engine.find(asking(f"“{_MARK}”"))))
        assert states[-1] >= states[-2]
        if ends:
            return len(set(states[1:]))
    raise AssertionError


def build(folder: Path, _: int, is_over: Callable[[], bool]) -> int:
    """Begin a large change, built by processes beside this one, and put until it is over."""
    with EmbeddedEngine(folder, Limits(batch=2_000, few=0)).rebuild() as writer:
        for number in count():
            writer.put(report(f"B{number}", number))
            if is_over():
                return number
    raise AssertionError


ROLES: Final[Mapping[str, Callable[[Path, int, Callable[[], bool]], int]]] = {
    "write": write,
    "read": read,
    "build": build,
}


@contextmanager
def process(role: str, folder: Path, seed: int) -> Iterator["subprocess.Popen[str]"]:
    """A process in that role; it is gone when the block ends."""
    command = [sys.executable, "-m", "tests.engine.embedded.at_once", role, str(folder), str(seed)]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        try:
            assert started.stdout is not None
            assert started.stdout.readline() == f"{role}\n"
            yield started
        finally:
            started.kill()


def ended(started: "subprocess.Popen[str]") -> int:
    """What a process says that it did, once it is told to end. AssertionError where it failed."""
    said, _ = started.communicate("\n", timeout=_SECONDS)
    assert started.returncode == 0, said
    return int(said)


def at_once(folder: Path, seed: int, seconds: float, *, kills: bool = False) -> tuple[int, int]:
    """Two processes read while two write; of these, each is killed now and then.

    How many states each of those that read saw. AssertionError where one saw anything wrong.
    """
    rng = Random(seed)
    with EmbeddedEngine(folder).writer() as writer:
        writer.put(ledger({}, 1))
    with process("read", folder, 0) as first, process("read", folder, 1) as second:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            _written(folder, rng, left, kills=kills)
        states = ended(first), ended(second)
    assert seen(EmbeddedEngine(folder).find(asking(f"“{_MARK}”")))
    return states


def _written(folder: Path, rng: Random, seconds: float, *, kills: bool) -> None:
    """Let two processes write for that time; or kill one before, and then the other."""
    seeds = rng.randrange(10**6), rng.randrange(10**6)
    with process("write", folder, seeds[0]) as one, process("write", folder, seeds[1]) as other:
        if kills:
            for each in (one, other):
                time.sleep(rng.uniform(0, min(seconds, 1)))
                each.kill()
        else:
            time.sleep(seconds)
            assert ended(one) + ended(other) > 1


def main(role: str, folder: Path, seed: int) -> None:
    """Say the role, and in the end what was done in it."""
    over = Event()

    def listen() -> None:
        sys.stdin.readline()
        over.set()

    sys.stdout.write(f"{role}\n")
    sys.stdout.flush()
    Thread(target=listen, daemon=True).start()
    sys.stdout.write(f"{ROLES[role](folder, seed, over.is_set)}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))

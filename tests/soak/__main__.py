"""Laws tried on chance for as long as one likes; the first that fails is shown with its seed.

What:    ``questions``  index against oracle, on small corpora made by chance
         ``genre``      synthetic reports of every layout against their truth
         ``bytes``      damaged files of every format into their readers
         ``lives``      homes in which files come, change and go, against a plain model
         ``files``      thousands of files taken in, killed and begun again
         ``histories``  indexes that change in every way, against reading and one made anew
         ``commits``    processes that read and write an index at once, killed now and then
         ``together``   many who save, take, export and ingest at once, on each kind of database
         ``all``        each in turn
Command: python -m tests.soak [WHAT] [--minutes M] [--seed FIRST] [--corpora N] [--files N]
         ``questions --seed S --corpora 1`` is that one case again.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from rich.console import Console

from searchapp.parsing import gazetteer_of
from tests.conftest import SAMPLES
from tests.genre import soak as genre
from tests.library import lives, together
from tests.library.databases import cluster, programs
from tests.reading import broken_pages
from tests.reading.mutating import mutate_for
from tests.soak import commits, files, histories, questions

#: Of a home's life.
_STEPS: Final = 20
_Soak: TypeAlias = Callable[[argparse.Namespace, float, int], str]


def _questions(asked: argparse.Namespace, seconds: float, seed: int) -> str:
    return questions.for_seconds(seconds, seed, asked.corpora)


def _genre(_: argparse.Namespace, seconds: float, seed: int) -> str:
    held = genre.soak(gazetteer_of(SAMPLES / "places.tsv"), seconds, seed)
    return f"{held} reports from seed {seed} on: understood as they were written"


def _bytes(_: argparse.Namespace, seconds: float, seed: int) -> str:
    spoilt = mutate_for(seconds / 2, seed)
    until, pages = time.monotonic() + seconds / 2, 0
    while time.monotonic() < until:
        broken_pages.read_broken(Random(seed + pages))
        pages += 1
    return f"{spoilt.total()} spoilt files and {pages} spoilt pages from seed {seed} on: all told"


def _lives(_: argparse.Namespace, seconds: float, seed: int) -> str:
    until, lived = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        with TemporaryDirectory() as folder:
            lives.live(Random(seed + lived), Path(folder), _STEPS)
        lived += 1
    return f"{lived} lives from seed {seed} on: nothing lost, nothing doubled"


def _files(asked: argparse.Namespace, _: float, seed: int) -> str:
    return files.take_in(asked.files, seed)


def _together(_: argparse.Namespace, seconds: float, seed: int) -> str:
    folder = programs()
    if folder is None:
        return _at_once("", seconds, seed)
    with cluster(folder) as running:
        server = _at_once(running.new_database(), seconds / 2, seed)
    return f"{_at_once('', seconds / 2, seed)}; on a server {server}"


def _at_once(url: str, seconds: float, seed: int) -> str:
    with TemporaryDirectory() as folder:
        told = together.main(Path(folder), url, 0, seconds, seed)
    assert not told["faults"], "\n".join(told["faults"][:3])
    assert not told["lost"], told["lost"]
    acts = sum(told["acts"].values())
    return f"{acts} acts, {told['kept']} marks, the slowest {told['slowest']}: none lost"


_WHAT: Final[Mapping[str, _Soak]] = {
    "questions": _questions,
    "genre": _genre,
    "bytes": _bytes,
    "lives": _lives,
    "files": _files,
    "histories": lambda _, seconds, seed: histories.for_seconds(seconds, seed),
    "commits": lambda _, seconds, seed: commits.for_seconds(seconds, seed),
    "together": _together,
}


def main() -> None:
    """Go on until the time is up or something fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", nargs="?", choices=[*_WHAT, "all"], default="all")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--corpora", type=int, default=sys.maxsize)
    parser.add_argument("--files", type=int, default=20_000)
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else time.time_ns() % 10**9
    chosen = list(_WHAT) if asked.what == "all" else [asked.what]
    for what in chosen:
        said = _WHAT[what](asked, 60 * asked.minutes / len(chosen), seed)
        Console().print(f"{what}: {said}")


if __name__ == "__main__":
    main()

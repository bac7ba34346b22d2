"""An ingest that dies at every moment: ``python -m tests.library.dying FOLDER [FIRST EVERY]``.

For each of its acts in turn (a file made, renamed or removed, a commit of the library) one and the
same home is taken in by a process that kills itself with SIGKILL just before that act, and then by
one that comes to its end. What is there then must be what an ingest leaves that nobody kills. With
FIRST and EVERY, only one act in so many is tried, from the first one on. How many died is said.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

from searchapp.library import Finding
from tests.library.homes import (
    SONGLI,
    SONGLI_PAGE,
    SONGLI_REVISED,
    TINGLAN,
    AtOnce,
    Home,
    new_home,
    written,
)

_ACTS: Final = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def die_before(act: int) -> None:
    """Let this process kill itself when it is about to do its act of that number."""
    acts = iter(range(act))

    def done(*_: Any) -> None:
        if next(acts, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(name: str, about: tuple[Any, ...]) -> None:
        if name in _ACTS or (name == "open" and about[2] & _WRITES):
            done()

    sys.addaudithook(watch)
    event.listen(Engine, "commit", done)


def prepared(folder: Path) -> Home:
    """A home in which something lies, with much that the next ingest is to find."""
    home = new_home(folder / "home")
    share = folder / "share"
    files = [home.write("a.txt", SONGLI), home.write("b.html", SONGLI_PAGE)]
    files += [home.write("c.txt", TINGLAN), home.write("空.txt", "")]
    written(share / "d.txt", TINGLAN.replace("42件", "7件"))
    take(home, share)
    take(home)
    name = next(each for each, filed in home.reports().items() if filed.report.year == 2024)
    home.desk.correct(name, {"year": "2022"}, "李")
    files[1].unlink()
    home.write("a.txt", SONGLI_REVISED)
    files[2].rename(files[2].with_name("改名.txt"))
    home.write("又.txt", TINGLAN.replace("42件", "8件"))
    written(share / "d.txt", TINGLAN.replace("42件", "9件"))
    written(share / "e" / "d.txt", SONGLI.replace("茶季", "汛期").replace("矛盾", "邻里"))
    return home


def take(home: Home, *paths: Path) -> None:
    """All of it, in this process."""
    for _ in home.intake(*paths, workers=AtOnce(1)).run():
        pass


def ingest(home: Home) -> None:
    """What is killed: a run over what lies elsewhere, and one over the corpus."""
    take(home, home.path.parent / "share")
    take(home)


def comes_to_its_end(home: Home, act: int) -> bool:
    """Take the home in, in a process that dies before that act; whether it was never reached."""
    child = os.fork()
    if not child:
        die_before(act)
        ingest(home)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and status:
        raise ChildProcessError(f"act {act}: the ingest failed")
    return status == 0


def state(home: Home) -> tuple[Any, ...]:
    """All that people see of a home."""
    with home.ledger() as ledger:
        files = [(file.path, file.report_id, file.version) for file in ledger.files.all()]
    reports = {
        name: (filed.version, filed.report, {source.path for source in filed.sources})
        for name, filed in home.reports().items()
    }
    return reports, sorted(files), home.corpus(), _expected(home.findings())


def _expected(findings: Iterable[Finding]) -> list[str]:
    return sorted(finding.what for finding in findings)


def carried(home: Home, folder: Path) -> Home:
    """The home and what lies beside it, in another folder of the same name."""
    shutil.rmtree(home.path.parent)
    shutil.copytree(folder, home.path.parent)
    return home


def main(folder: Path, first: int = 0, every: int = 1) -> int:
    """So many deaths, none of which changed the end.

    AssertionError names the act at which one did.
    """
    before, work = folder / "before", folder / "work"
    home = prepared(work)
    shutil.copytree(work, before)
    ingest(home)
    end = state(home)
    for deaths, act in enumerate(count(first, every)):
        if comes_to_its_end(carried(home, before), act):
            return deaths
        ingest(home)
        found = state(home)
        assert found == end, f"killed before act {act}:\n{found}\nnot\n{end}"
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), *map(int, sys.argv[2:]))}\n")

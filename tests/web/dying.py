"""A server that dies at every moment: ``python -m tests.web.dying FOLDER [FIRST EVERY]``.

For each of its acts in turn (a file made, renamed or removed, a commit of the library) the same
files are received and taken in by a process that kills itself with SIGKILL just before that act.
Whoever sent them sends again what was not received; the next server goes on with the rest. What is
there then, and what the page of the batch says, must be what a server leaves that nobody kills.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from searchapp.library import Batch, Batches
from searchapp.web.clerk import Clerk
from tests.library.dying import carried, die_before, state
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, AtOnce, Home, new_home, written

#: What is handed in, by the name under which it comes.
HANDED = {
    "县/松栎镇.txt": SONGLI_REVISED,
    "县/抄送.txt": TINGLAN,
    "汀兰镇.txt": TINGLAN.replace("42件", "7件"),
    "没有年度.txt": "松栎镇人民政府关于法治政府建设情况的报告\n全年受理矛盾纠纷12件。\n",
    "坏的.docx": "PK\x03\x04",
}
ARCHIVED = {"甲.txt": TINGLAN.replace("42件", "8件"), "乙.txt": SONGLI.replace("茶季", "汛期")}
NAME = "20260101-000000-0123456789"


def prepared(folder: Path) -> Home:
    """A home that knows one of the files, and another version of one; and what is handed in."""
    home = new_home(folder / "home")
    for name, text in {"县/松栎镇.txt": SONGLI, "县/抄送.txt": TINGLAN}.items():
        receive(home, {name: written(folder / "before" / name, text)})
        take(home)
    for name, text in HANDED.items():
        written(folder / "sent" / name, text)
    with ZipFile(folder / "sent" / "报告.zip", "w") as archive:
        for name, text in ARCHIVED.items():
            archive.writestr(name, text)
    return home


def batch_of(home: Home) -> Batch:
    return Batch(home.settings.received / NAME)


def receive(home: Home, files: Mapping[str, Path]) -> None:
    """What a server does with files that are sent."""
    with batch_of(home).receiving() as folder:
        for name, file in files.items():
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            shutil.copy2(file, target)


def take(home: Home) -> None:
    """What a server does with what was received, and with what the one before it left."""
    batches = Batches(home.settings.received)
    batches.sweep()
    clerk = Clerk(home.settings, home.engine)
    for batch in batches.waiting():
        while batch.parts():
            assert clerk._take(batch, AtOnce(1)), batch.progress().trouble


def hand_in(home: Home) -> None:
    """All that is sent, received and taken in."""
    sent = home.path.parent / "sent"
    files = (path for path in sorted(sent.rglob("*")) if path.is_file())
    receive(home, {path.relative_to(sent).as_posix(): path for path in files})
    take(home)


def comes_to_its_end(home: Home, act: int) -> bool:
    """Hand in, in a process that dies before that act; whether it was never reached."""
    child = os.fork()
    if not child:
        die_before(act)
        hand_in(home)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and status:
        raise ChildProcessError(f"act {act}: the server failed")
    return status == 0


def end_of(home: Home) -> tuple[Any, ...]:
    """All that people see of the home and of the batch."""
    progress = batch_of(home).progress()
    said = sorted((each.file, each.outcome, each.report_id) for each in progress.verdicts)
    # What came half stays for a day: somebody may be sending it still.
    parts = [path.name for path in (home.settings.received / NAME).glob("[0-9]*")]
    told = (said, progress.expected, progress.is_done, progress.trouble, parts)
    return *state(home), *told


def main(folder: Path, first: int = 0, every: int = 1) -> int:
    """So many deaths, none of which changed the end.

    AssertionError names the act at which one did.
    """
    before, work = folder / "before", folder / "work"
    home = prepared(work)
    shutil.copytree(work, before)
    before_it = batch_of(home).progress().expected
    hand_in(home)
    end = end_of(home)
    for deaths, act in enumerate(count(first, every)):
        if comes_to_its_end(carried(home, before), act):
            return deaths
        batch = batch_of(home)
        if batch.progress().expected == before_it and not batch.parts():
            hand_in(home)
        take(home)
        for found, wanted in zip(end_of(home), end, strict=True):
            assert found == wanted, f"killed before act {act}:\n{found}\nnot\n{wanted}"
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), *map(int, sys.argv[2:]))}\n")

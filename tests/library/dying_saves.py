"""Saves that die at every moment: ``python -m tests.library.dying_saves FOLDER FIRST EVERY [PG]``.

For each of its acts in turn (a statement or a commit, a file made, renamed or removed, a database
opened) one and the same library is worked on by a process that kills itself just before that act.
Whoever looks next must find what the last answer said, or that and the whole of what was not
answered yet; and after the rest was sent again, what there is after a life without a death.
PG is the folder of a PostgreSQL server's socket. How many died is said.
"""

import os
import shutil
import signal
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Engine, event

from searchapp.library import Ledger
from searchapp.library.backup import backup
from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.library.excerpts import excerpt_of
from searchapp.library.restoring import restore
from searchapp.text import Span
from tests.library.databases import Cluster
from tests.library.homes import SONGLI, AtOnce, Home, new_home

_ACTS: Final = {"os.rename", "os.remove", "os.link", "os.truncate", "sqlite3.connect"}
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STEPS: Final = ("save", "add", "quote", "archive", "back", "earlier", "backup", "more", "restore")
#: The briefing on which all is done.
_NUMBER: Final = 1
_State: TypeAlias = tuple[Any, ...]


def die_before(act: int) -> None:
    """Let this process kill itself when it is about to do its act of that number."""
    acts = iter(range(act))

    def watch(*_: Any) -> None:
        if next(acts, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(name: str, about: tuple[Any, ...]) -> None:
        if name in _ACTS or (name == "open" and about[2] & _WRITES):
            watch()

    sys.addaudithook(heard)
    for moment in ("before_cursor_execute", "commit"):
        event.listen(Engine, moment, watch)


class Work:
    """What somebody does, one thing after the other; each may be done again."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.file = home.path.parent / "backup.db"

    def step(self, name: str) -> None:
        """One of them, by its name."""
        if name in ("backup", "restore"):
            self._whole(name)
            return
        with self.home.ledger() as ledger:
            getattr(self, name)(ledger)
            ledger.commit()

    def _whole(self, name: str) -> None:
        if name == "backup":
            backup(self.home.settings, self.file, replace=True)
        else:
            restore(self.home.settings, self.file, replace=True)

    def save(self, ledger: Ledger) -> None:
        content = Content("改了名", "题目", ("急",), (_text("a", "第一段"), _text("b", "第二段")))
        ledger.briefings.write(_NUMBER, 1, content, "李")

    def add(self, ledger: Ledger) -> None:
        ledger.briefings.add(_NUMBER, [_text("c", "后来加的")], "王", "a")

    def quote(self, ledger: Ledger) -> None:
        excerpt = excerpt_of(self.home.only(), 3, Span(2, 9))
        code = ledger.excerpts.take(excerpt, "李").code
        block = replace(_text("d", ""), kind=BlockKind.QUOTE, excerpt=code)
        ledger.briefings.add(_NUMBER, [block], "李")

    def archive(self, ledger: Ledger) -> None:
        ledger.briefings.archive(_NUMBER)

    def back(self, ledger: Ledger) -> None:
        ledger.briefings.bring_back(_NUMBER)

    def earlier(self, ledger: Ledger) -> None:
        ledger.briefings.restore(_NUMBER, 1, "李")

    def more(self, ledger: Ledger) -> None:
        ledger.briefings.add(_NUMBER, [_text("e", "备份以后的")], "王")


def _text(name: str, text: str) -> Block:
    return Block(name, BlockKind.TEXT, text)


def state(home: Home) -> _State:
    """All that people see of briefings and excerpts; of no report is anything lost."""
    with home.ledger() as ledger:
        every = [*ledger.briefings.all(), *ledger.briefings.all(archived=True)]
        for each in every:
            assert ledger.briefings.revision(each.id, each.revision) == each.content
        assert len(ledger.files.all()) == 1
        codes = [excerpt.code for excerpt in ledger.excerpts.all()]
    briefings = [(each.id, each.content, each.archived_at is None) for each in every]
    return tuple(briefings), tuple(codes)


def lives(home: Home, act: int) -> tuple[bool, int]:
    """Do it all in a process that dies before that act; whether it lived, how much it was told."""
    read, said = os.pipe()
    child = os.fork()
    if not child:
        die_before(act)
        for name in _STEPS:
            Work(home).step(name)
            os.write(said, b".")
        os._exit(0)
    os.close(said)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read, "rb") as answers:
        told = len(answers.read())
    if not os.WIFSIGNALED(status) and status:
        raise ChildProcessError(f"act {act}: the process failed after {told} steps")
    return status == 0, told


def states(home: Home) -> list[_State]:
    """What there is before the first step and after each."""
    found = [state(home)]
    for name in _STEPS:
        Work(home).step(name)
        found.append(state(home))
    return found


def prepared(folder: Path, url: str) -> Home:
    """A home with a report and a briefing."""
    home = new_home(folder / "home", url)
    home.write("a.txt", SONGLI)
    for _ in home.intake(workers=AtOnce(1)).run():
        pass
    with home.ledger() as ledger:
        ledger.briefings.make(Content("材料", blocks=(_text("a", "开头"),)), "李")
        ledger.commit()
    return home


def afresh(folder: Path, cluster: Cluster | None, life: str) -> Home:
    """The home as it was prepared."""
    shutil.rmtree(folder / "work", ignore_errors=True)
    shutil.copytree(folder / "before", folder / "work")
    url = ""
    if cluster:
        name = f"{_template()}_{life}"
        cluster.execute(f"CREATE DATABASE {name} TEMPLATE {_template()}", autocommit=True)
        url = cluster.url(name)
    return Home(folder / "work" / "home", url)


def _template() -> str:
    """The database that all lives begin with."""
    return f"saves_{os.getpid()}"


def main(folder: Path, first: int = 0, every: int = 1, socket: str = "") -> int:
    """So many deaths, of which none lost what had been answered. AssertionError tells of one."""
    cluster = Cluster(Path(socket)) if socket else None
    url = ""
    if cluster:
        cluster.execute(f"CREATE DATABASE {_template()}", autocommit=True)
        url = cluster.url(_template())
    prepared(folder / "before", url)
    expected = states(afresh(folder, cluster, "life"))
    for deaths, act in enumerate(count(first, every)):
        home = afresh(folder, cluster, str(act))
        lived, told = lives(home, act)
        if lived:
            return deaths
        found = state(home)
        about = f"killed before act {act}, after {told} answers:\n{found}"
        assert found in expected[told : told + 2], f"{about}\nnot\n{expected[told]}"
        for name in _STEPS[told:]:
            Work(home).step(name)
        end = state(home)
        assert end == expected[-1], f"{about}, and then\n{end}\nnot\n{expected[-1]}"
    raise AssertionError


if __name__ == "__main__":
    _folder, _first, _every, *_socket = sys.argv[1:]
    _deaths = main(Path(_folder), int(_first), int(_every), *_socket)
    sys.stdout.write(f"{_deaths}\n")

"""Processes that open a library, and some that die of it: ``python -m tests.library.opening``.

For each line that comes in, ``ACTION<tab>HOME<tab>URL``, a line of words goes out.

``die`` opens the library again and again in processes of which each kills itself, with SIGKILL,
one statement later than the one before it, until one comes to its end; it says at which migration
the library was after each of them. ``together`` opens it in many processes at one moment, and says
how many of them could. An empty URL is the home's own ``library.db``.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, text

from searchapp.library import Ledger
from searchapp.settings import Settings

#: So many open it together.
OPENERS: Final = 6


def die(settings: Settings) -> Iterator[str]:
    """Open the library in one process after the other, until one lives."""
    for statement in count():
        child = os.fork()
        if not child:
            die_before(statement)
            Ledger.open(settings).__exit__(None, None, None)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        yield revision(settings) if os.WIFSIGNALED(status) or not status else "failed"
        if not os.WIFSIGNALED(status):
            return


def revision(settings: Settings) -> str:
    """The migration that the library is at, as whoever comes next finds it."""
    engine = create_engine(url_of(settings))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version"))
        said = str(found.scalar_one())
    engine.dispose()
    return said


def url_of(settings: Settings) -> str | URL:
    """The URL under which others than the ledger reach the library."""
    return settings.library_url or URL.create("sqlite", database=str(settings.library))


def die_before(statement: int) -> None:
    """Let this process kill itself when it is about to do that statement, or a commit for one."""
    statements = iter(range(statement))

    def watch(*_: Any) -> None:
        if next(statements, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(Engine, moment, watch)


def together(settings: Settings) -> Iterator[str]:
    """Open the library in many processes, of which none begins before all are there."""
    ready, go = os.pipe()
    children = [_opener(settings, ready, go) for _ in range(OPENERS)]
    os.close(go)
    codes = [os.waitpid(child, 0)[1] for child in children]
    os.close(ready)
    yield str(codes.count(0))


def _opener(settings: Settings, ready: int, go: int) -> int:
    child = os.fork()
    if not child:
        os.close(go)
        os.read(ready, 1)
        Ledger.open(settings).__exit__(None, None, None)
        os._exit(0)
    return child


ACTIONS: Final[Mapping[str, Callable[[Settings], Iterator[str]]]] = {
    "die": die,
    "together": together,
}

if __name__ == "__main__":
    for line in sys.stdin:
        action, home, url = line.rstrip("\n").split("\t")
        said = ACTIONS[action](Settings(home=Path(home), library_url=url))
        sys.stdout.write(" ".join(said) + "\n")
        sys.stdout.flush()

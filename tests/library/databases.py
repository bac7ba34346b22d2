"""A PostgreSQL server of the tests' own, in a folder that is thrown away, on no network."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import psycopg

#: Where systems put the programs of the server, which are seldom on the path.
_FOLDERS: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/*/bin")
#: The role of the tests, who needs no password, and one who does.
_ROLE: Final = "searchapp"
GUARDED: Final = "guarded"
_STARTS_SECONDS: Final = 30
#: A disk in memory, where systems have one: a database is a thousand files.
_MEMORY: Final = Path("/dev/shm")  # noqa: S108
#: Nobody reaches it from elsewhere, and speed is all: what it holds is thrown away.
_OPTIONS: Final = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
)


@dataclass(frozen=True)
class Cluster:
    """A server that runs; each test has a database of its own."""

    socket: Path

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"library{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0", autocommit=True)
        return self.url(name)

    def url(self, database: str, role: str = _ROLE, password: str = "") -> str:
        """The URL of a database, as an operator writes it."""
        who = f"{role}:{password}" if password else role
        return f"postgresql+psycopg://{who}@/{database}?host={self.socket}"

    def execute(self, command: str, *, autocommit: bool = False) -> None:
        """Do something as the owner of the server."""
        with psycopg.connect(
            host=str(self.socket), dbname="postgres", user=_ROLE, autocommit=autocommit
        ) as connection:
            connection.execute(command.encode())


_numbers = count()


def programs() -> Path | None:
    """The folder with the server's programs; None where PostgreSQL is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = (folder for pattern in _FOLDERS for folder in Path("/").glob(pattern[1:]))
    return max((each for each in folders if (each / "initdb").exists()), default=None)


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """A server for as long as it is needed."""
    # A short path: that of a socket may have no more than a hundred characters.
    folder = Path(mkdtemp(prefix="searchapp-pg-", dir=_MEMORY if _MEMORY.is_dir() else None))
    owner = _given_away(folder)
    try:
        store = _made(programs, folder, owner)
        with _running(programs, store, folder, owner) as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder)


def _given_away(folder: Path) -> str | None:
    """Who runs the server, if not who runs the tests: it refuses root. The folder is theirs."""
    if os.geteuid() != 0:
        return None
    for owner in ("postgres", "nobody"):
        with suppress(LookupError):
            shutil.chown(folder, owner)
            return owner
    raise LookupError("nobody is there to run PostgreSQL but root, whom it refuses")


def _made(programs: Path, folder: Path, owner: str | None) -> Path:
    store = folder / "store"
    options = ("--username", _ROLE, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
    subprocess.run(
        [programs / "initdb", "--pgdata", store, *options],
        check=True,
        capture_output=True,
        user=owner,
        cwd=folder,
    )
    rules = store / "pg_hba.conf"
    rules.write_text(f"local all {GUARDED} scram-sha-256\n{rules.read_text()}")
    return store


@contextmanager
def _running(programs: Path, store: Path, folder: Path, owner: str | None) -> Iterator[Cluster]:
    options = [part for option in _OPTIONS for part in ("-c", option)]
    command: list[Path | str] = [programs / "postgres", "-D", store, "-k", folder]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, *options], stdout=log, stderr=log, user=owner, cwd=folder
        )
    try:
        cluster = Cluster(folder)
        _wait(cluster, server)
        cluster.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'sesam'")
        yield cluster
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _wait(cluster: Cluster, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            return cluster.execute("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError((cluster.socket / "log").read_text("utf-8", "replace"))

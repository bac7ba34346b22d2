"""Fifty people at one real server, while reports are taken in and documents are made."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest

from searchapp.library.backup import backup
from searchapp.library.briefings import Content
from searchapp.library.restoring import restore
from searchapp.web import create_app
from tests.conftest import ROOT
from tests.library.homes import TINGLAN, Home, written

PEOPLE = 50
#: What each of them does.
ACTS = 2
SHARED = 4
WAITS_SECONDS = 120
_READ = ("/briefings", "/?q=调解", "/briefings/{number}", "/briefings/{number}/export.docx")


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Home:
    """The sample reports, and room to write."""
    return Home(Path(copytree(sample_home, tmp_path / "home")))


@pytest.fixture
def port(home: Home) -> Iterator[int]:
    """Of a server that runs, as the office's does."""
    with subprocess.Popen(
        command(home, "serve", "--port", "0"), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline().rstrip("/\n").rpartition(":")[2])
        server.kill()


def command(home: Home, *words: str) -> list[str]:
    return [sys.executable, "-m", "searchapp", "--home", str(home.path), *words]


class Person:
    """Somebody whose page shows what the last answer said."""

    def __init__(self, name: int, port: int, numbers: list[int]) -> None:
        self.name, self.port = name, port
        self.kept: dict[str, int] = {}
        self.faults: list[str] = []
        self._rng = Random(name)
        self._numbers = [numbers[name % SHARED], numbers[SHARED + name]]
        empty = {"name": "材料", "title": "", "tags": [], "blocks": []}
        self._pages: dict[int, dict[str, Any]] = {
            number: {"revision": 1, "content": empty} for number in self._numbers
        }

    def work(self) -> None:
        """Save again and again, and read in between."""
        for act in range(ACTS):
            self.save(self._numbers[act % 2], f"⟦{self.name}-{act}⟧")
            number = self._rng.choice(self._numbers)
            self.ask("GET", self._rng.choice(_READ).format(number=number))

    def save(self, number: int, mark: str) -> None:
        """Send the page with one more paragraph."""
        page = self._pages[number]
        block = {"id": mark[1:-1], "kind": "text", "text": mark, "level": 1}
        block |= {"excerpt": "", "kept": 0, "beside": ""}
        content = {**page["content"], "blocks": [*page["content"]["blocks"], block]}
        sent = {"revision": page["revision"], "content": content}
        status, said = self.ask("POST", f"/briefings/{number}/save", json.dumps(sent))
        if status == 200:
            self._pages[number] = json.loads(said)
            self.kept[mark] = number
        else:
            self.faults.append(f"{status}: {said[:200]!r}")

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """What the server answers."""
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Origin": origin, "Content-Type": "application/json"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=WAITS_SECONDS)) as server:
            server.request(method, quoted(path), body.encode() or None, headers)
            answer = server.getresponse()
            said = answer.read()
        if answer.status >= 500 or (method == "GET" and answer.status != 200):
            self.faults.append(f"{path}: {answer.status}")
        return answer.status, said


def quoted(path: str) -> str:
    return path.replace("调解", "%E8%B0%83%E8%A7%A3")


def test_a_server_that_runs_shows_what_was_restored(home: Home, tmp_path: Path) -> None:
    """Nobody has to start it again, and nobody gets an error."""
    client = create_app(home.engine, home.settings).test_client()
    with home.ledger() as ledger:
        ledger.briefings.make(Content("备份以前的"), "李")
        ledger.commit()
    backup(home.settings, tmp_path / "b.db")
    with home.ledger() as ledger:
        ledger.briefings.make(Content("备份以后的"), "李")
        ledger.commit()
    assert "备份以后的" in client.get("/briefings").text
    restore(home.settings, tmp_path / "b.db")
    shown = client.get("/briefings")
    assert shown.status_code == 200
    assert "备份以前的" in shown.text
    assert "备份以后的" not in shown.text
    assert client.get("/?q=调解").status_code == 200


def test_fifty_people_at_one_server_lose_nothing(home: Home, port: int, tmp_path: Path) -> None:
    """No save is refused or lost while an ingest and an export run beside the server."""
    with home.ledger() as ledger:
        made = [ledger.briefings.make(Content("材料"), "李").id for _ in range(SHARED + PEOPLE)]
        ledger.commit()
    for number in range(12):
        written(tmp_path / "share" / f"{number}.txt", TINGLAN.replace("42件", f"{number + 50}件"))
    people = [Person(name, port, made) for name in range(PEOPLE)]
    beside = [
        command(home, "ingest", str(tmp_path / "share")),
        command(home, "library", "backup", str(tmp_path / "backup.db")),
    ]
    with ThreadPoolExecutor(PEOPLE) as pool:
        running = [
            subprocess.Popen(each, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            for each in beside
        ]
        list(pool.map(Person.work, people))
        said = [each.communicate(timeout=WAITS_SECONDS)[0].decode() for each in running]
    assert [each.returncode for each in running] == [0, 0], said
    assert [fault for each in people for fault in each.faults] == []
    with home.ledger() as ledger:
        there = {each.id: str(each.content) for each in ledger.briefings.all()}
    kept = {mark: number for each in people for mark, number in each.kept.items()}
    assert len(kept) == PEOPLE * ACTS
    assert Counter(there[number].count(f"text='{mark}'") for mark, number in kept.items()) == {
        1: len(kept)
    }
    assert home.findings() == []

"""Fifty threads and four processes save, add, take, export and ingest at once: nothing is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from searchapp.library import Ledger
from searchapp.library.briefings import Content
from searchapp.library.turns import Queue, in_turn
from searchapp.settings import Settings
from tests.conftest import ROOT
from tests.library import together

#: What each of them does.
ACTS = 2
#: A deadlock is told by those who are in it before this.
WAITS_SECONDS = 2 * together.WATCHED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_everybody_at_once_loses_nothing_and_comes_to_an_end(settings: Settings) -> None:
    """Whatever was said to be kept is there once; nobody is refused, nobody waits for ever."""
    command = [sys.executable, "-m", "tests.library.together", str(settings.home)]
    ended = subprocess.run(
        [*command, settings.library_url, str(ACTS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=WAITS_SECONDS,
    )
    assert ended.returncode == 0, ended.stderr[-6000:]
    told = json.loads(ended.stdout)
    assert told["faults"] == [], ended.stderr[-6000:]
    assert told["lost"] == []
    assert {"write", "add", "quote", "export", "ingest", "backup"} <= told["acts"].keys()
    assert told["kept"] > together.THREADS


def test_what_was_taken_before_an_error_is_not_kept(settings: Settings) -> None:
    """A savepoint is not a commit: nothing is kept before somebody says so."""
    with Ledger.open(settings) as ledger:
        ledger.searches.add("检索", "q=调解", datetime.now(UTC))
    with Ledger.open(settings) as ledger:
        assert ledger.searches.all() == []


def test_nobody_writes_in_between_after_one_has_begun(settings: Settings) -> None:
    """Who has changed something has it alone: what he reads then is what he writes upon."""
    number = _made(settings)
    begun, go_on = Event(), Event()

    def slow(content: Content) -> Content:
        begun.set()
        go_on.wait(10)
        return Content(content.name + "甲")

    def change(how: Callable[[Content], Content]) -> None:
        with Ledger.open(settings) as ledger:
            ledger.briefings.change(number, how, "李")
            ledger.commit()

    first = Thread(target=change, args=(slow,))
    first.start()
    begun.wait(10)
    second = Thread(target=change, args=(lambda content: Content(content.name + "乙"),))
    second.start()
    go_on.set()
    first.join()
    second.join()
    with Ledger.open(settings) as ledger:
        briefing = ledger.briefings.of(number)
    assert briefing is not None
    assert briefing.content.name == "材料甲乙"


def _made(settings: Settings) -> int:
    with Ledger.open(settings) as ledger:
        number = ledger.briefings.make(Content("材料"), "李").id
        ledger.commit()
    return number


class TestTurns:
    """Who waits first comes first."""

    def test_the_lock_goes_to_whoever_has_waited_longest(self, tmp_path: Path) -> None:
        """Nobody overtakes, however many come."""
        queue, came = Queue(tmp_path / "library.db"), list[int]()
        queue.acquire(1)

        def wait(number: int) -> None:
            assert queue.acquire(10)
            came.append(number)
            queue.release()

        threads = [Thread(target=wait, args=(number,)) for number in range(20)]
        for number, each in enumerate(threads, 1):
            each.start()
            while len(queue._waiting) <= number:
                pass
        queue.release()
        for each in threads:
            each.join()
        assert came == list(range(20))

    def test_who_has_waited_too_long_leaves_the_queue(self, tmp_path: Path) -> None:
        """Then nobody waits for him."""
        queue = Queue(tmp_path / "library.db")
        assert queue.acquire(1)
        assert not queue.acquire(0.01)
        queue.release()
        assert queue.acquire(1)

    def test_one_at_a_time(self, tmp_path: Path) -> None:
        """Threads that come at one moment go one after the other."""
        together_now, inside = Barrier(8), list[int]()

        def go(number: int) -> None:
            together_now.wait()
            with in_turn(tmp_path / "library.db"):
                inside.append(number)
                assert inside == [number]
                inside.clear()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(go, range(8)))

    def test_where_nothing_may_be_written_one_goes_on(self, tmp_path: Path) -> None:
        """That the library cannot be written is told by the library."""
        with in_turn(tmp_path / "没有" / "library.db"):
            pass

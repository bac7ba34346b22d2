"""Everybody at once: ``python -m tests.library.together FOLDER URL ACTS``.

Fifty threads of one process, as a server has them, and four processes beside it write in the same
briefings, add to them, take excerpts, export and list; one of the four takes reports in all the
while, one makes backups. Each does so many acts. An empty URL is a library in a file.

Everything that is written bears a mark that nobody else writes. What was said to be kept must be
there in the end exactly once, unless somebody who saw it took it out. What came of it is said as
JSON. Whoever still waits for another so long after the time is up says where, and ends.
"""

import faulthandler
import json
import os
import pickle
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, Final

from searchapp.briefing.assembling import paper_of
from searchapp.briefing.docx import docx
from searchapp.briefing.saying import Where
from searchapp.library.backup import backup
from searchapp.library.briefings import Block, BlockKind, Briefing, Content
from searchapp.library.excerpts import excerpt_of
from searchapp.text import Span
from tests.library.homes import SONGLI, TINGLAN, AtOnce, Home, new_home

THREADS: Final = 50
#: Beside the one with the threads; the first takes reports in, the second makes backups too.
PROCESSES: Final = 4
#: So many seconds after the time is up it is a deadlock: all say where they are, and end.
WATCHED: Final = 150
_BRIEFINGS: Final = 6
#: A briefing of more blocks than this is cleared by whoever comes.
_LONG: Final = 60
_MARK: Final = re.compile(r"⟦[\w-]+⟧")


@dataclass
class Log:
    """What somebody did, and was told."""

    kept: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    acts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0, "")
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Log") -> None:
        """What another did, too."""
        self.kept |= other.kept
        self.gone |= other.gone
        self.codes |= other.codes
        self.acts += other.acts
        self.slowest = max(self.slowest, other.slowest)
        self.faults += other.faults


class Writer:
    """Somebody at work: the page before him is often of a while ago."""

    def __init__(self, home: Home, name: str, numbers: list[int], seed: int) -> None:
        self.home = home
        self.log = Log()
        self._name = name
        self._numbers = numbers
        self._rng = Random(f"{name} {seed}")
        self._engine = home.engine
        self._pages: dict[int, Briefing] = {}

    def act(self) -> None:
        """One of the things that people do."""
        happens: tuple[Callable[[int], None], ...] = (
            *(self.write, self.write, self.write, self.add, self.add, self.quote),
            *(self.export, self.list, self.put_aside),
        )
        chosen = self._rng.choice(happens)
        begun = time.monotonic()
        try:
            chosen(self._rng.choice(self._numbers))
        except Exception:
            self.log.faults.append(f"{self._name} {chosen.__name__}: {traceback.format_exc()}")
        self.log.acts[chosen.__name__] += 1
        took = round(time.monotonic() - begun, 2)
        self.log.slowest = max(self.log.slowest, (took, chosen.__name__))

    def write(self, number: int) -> None:
        """Change what is on the page, and have it saved."""
        page = self._pages.get(number) or self._look(number)
        blocks, mark = list(page.content.blocks), self._mark()
        gone = set[str]()
        while len(blocks) > _LONG or (blocks and self._rng.random() < 0.2):
            gone |= marks(str(blocks.pop(self._rng.randrange(len(blocks)))))
        if blocks and self._rng.random() < 0.3:
            place = self._rng.randrange(len(blocks))
            gone |= marks(str(blocks[place]))
            blocks[place] = replace(blocks[place], kind=BlockKind.TEXT, text=mark, excerpt="")
        else:
            place = self._rng.randrange(len(blocks) + 1)
            blocks.insert(place, Block(mark[1:-1], BlockKind.TEXT, mark))
        content = replace(page.content, blocks=tuple(blocks))
        with self.home.ledger() as ledger:
            written = ledger.briefings.write(number, page.revision, content, self._name)
            ledger.commit()
        self._pages[number] = written.briefing
        self.log.gone |= gone
        self.log.kept[mark] = number

    def add(self, number: int) -> None:
        """Add a block after one that was there a while ago."""
        page = self._pages.get(number) or self._look(number)
        mark = self._mark()
        after = self._rng.choice([each.id for each in page.content.blocks] or [""])
        block = Block(mark[1:-1], BlockKind.TEXT, mark)
        with self.home.ledger() as ledger:
            ledger.briefings.add(number, [block], self._name, after)
            ledger.commit()
        self.log.kept[mark] = number

    def quote(self, number: int) -> None:
        """Take some excerpts, of which others take the same, and quote one."""
        filed = self._rng.choice([*self._engine.reports()])
        excerpts = []
        for passage in self._rng.sample(filed.report.passages, 2):
            end = self._rng.randint(1, min(6, len(passage.text)))
            excerpts.append(excerpt_of(filed, passage.number, Span(0, end)))
        mark = self._mark()
        with self.home.ledger() as ledger:
            excerpts.sort(key=lambda each: each.code)
            taken = [ledger.excerpts.take(each, self._name) for each in excerpts]
            block = Block(mark[1:-1], BlockKind.QUOTE, mark, excerpt=taken[0].code)
            ledger.briefings.add(number, [block], self._name)
            ledger.commit()
        self.log.codes |= {each.code for each in taken}
        self.log.kept[mark] = number

    def export(self, number: int) -> None:
        """All that goes into a document, its quotes held against their sources."""
        with self.home.ledger() as ledger:
            briefing = ledger.briefings.of(number)
            assert briefing is not None
            paper = paper_of(ledger, self._engine, briefing, "http://x", datetime.now(UTC))
        assert docx(paper, Where.FOOTNOTES)
        printed = [each for each in briefing.content.blocks if each.kind is not BlockKind.NOTE]
        assert len(paper.parts) == len(printed)

    def list(self, number: int) -> None:
        """The list, and the earlier states of one."""
        with self.home.ledger() as ledger:
            shown = {each.id for each in ledger.briefings.all()}
            shown |= {each.id for each in ledger.briefings.all(archived=True)}
            assert ledger.briefings.revisions(number)
        assert shown <= set(self._numbers)

    def put_aside(self, number: int) -> None:
        """Somebody archives it, and thinks better of it."""
        with self.home.ledger() as ledger:
            ledger.briefings.archive(number)
            ledger.commit()
            ledger.briefings.bring_back(number)
            ledger.commit()

    def _look(self, number: int) -> Briefing:
        with self.home.ledger() as ledger:
            page = ledger.briefings.of(number)
        assert page is not None
        self._pages[number] = page
        return page

    def _mark(self) -> str:
        return f"⟦{self._name}-{len(self.log.kept)}-{sum(self.log.acts.values())}⟧"


def marks(text: str) -> set[str]:
    """The marks in a text."""
    return set(_MARK.findall(text))


def prepared(folder: Path, url: str) -> tuple[Home, list[int]]:
    """A home with two reports and some briefings."""
    home = new_home(folder / "home", url)
    home.write("a.txt", SONGLI)
    home.write("b.txt", TINGLAN)
    take_in(home)
    with home.ledger() as ledger:
        numbers = [ledger.briefings.make(Content(f"材料{n}"), "李").id for n in range(_BRIEFINGS)]
        ledger.commit()
    return home, numbers


def take_in(home: Home) -> None:
    """What lies in the corpus."""
    for _ in home.intake(workers=AtOnce(1)).run():
        pass


def goes_on(acts: int, seconds: float) -> Iterator[int]:
    """So many times, or until so much time has passed."""
    until = time.monotonic() + seconds
    for number in range(sys.maxsize if seconds else acts):
        if seconds and time.monotonic() > until:
            return
        yield number


def thread(writer: Writer, acts: int, seconds: float) -> None:
    for _ in goes_on(acts, seconds):
        writer.act()


def threads(home: Home, numbers: list[int], acts: int, seconds: float, seed: int) -> Log:
    """Fifty people at one server."""
    writers = [Writer(home, f"t{number}", numbers, seed) for number in range(THREADS)]
    running = [Thread(target=thread, args=(each, acts, seconds)) for each in writers]
    for each in running:
        each.start()
    for each in running:
        each.join()
    log = Log()
    for writer in writers:
        log.add(writer.log)
    return log


def process(
    home: Home, numbers: list[int], which: int, acts: int, seconds: float, seed: int
) -> Log:
    """One beside them; the first takes reports in too, the second makes backups."""
    writer = Writer(home, f"p{which}", numbers, seed)
    for number in goes_on(acts, seconds):
        writer.act()
        try:
            if which == 0:
                home.write(f"新{number}.txt", TINGLAN.replace("42件", f"{number + 50}件"))
                home.write("a.txt", SONGLI.replace("131件", f"{number + 200}件"))
                take_in(home)
            elif which == 1:
                backup(home.settings, home.path.parent / "backup.db", replace=True)
        except Exception:
            writer.log.faults.append(f"process {which}: {traceback.format_exc()}")
        writer.log.acts[("ingest", "backup", "none", "none")[which]] += 1
    return writer.log


def forked(path: Path, seconds: float, run: Callable[[], Log]) -> int:
    """Begin a process, which leaves its log at a path."""
    child = os.fork()
    if not child:
        faulthandler.dump_traceback_later(WATCHED + seconds, exit=True)
        try:
            path.write_bytes(pickle.dumps(run()))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def everybody(home: Home, numbers: list[int], acts: int, seconds: float, seed: int) -> Log:
    """All of them, and what they were told."""
    paths = [home.path.parent / f"log{number}" for number in range(PROCESSES + 1)]
    runs: list[Callable[[], Log]] = [
        lambda which=which: process(home, numbers, which, acts, seconds, seed)  # type: ignore[misc]
        for which in range(PROCESSES)
    ]
    runs.append(lambda: threads(home, numbers, acts, seconds, seed))
    children = [forked(path, seconds, run) for path, run in zip(paths, runs, strict=True)]
    statuses = [os.waitpid(child, 0)[1] for child in children]
    log = Log()
    log.faults += [f"process {n} ended with {s}" for n, s in enumerate(statuses) if s]
    for path in paths:
        if path.exists():
            log.add(pickle.loads(path.read_bytes()))  # noqa: S301
    return log


def losses(home: Home, log: Log) -> list[str]:
    """What is not as people were told."""
    with home.ledger() as ledger:
        every = [*ledger.briefings.all(), *ledger.briefings.all(archived=True)]
        there = {each.id: Counter(_MARK.findall(str(each.content))) for each in every}
        newest = {each.id: ledger.briefings.revision(each.id, each.revision) for each in every}
        codes = log.codes - ledger.excerpts.among(log.codes).keys()
    wrong = [f"excerpt {code} is lost" for code in codes]
    wrong += [
        f"{each.id}: its newest state differs" for each in every if newest[each.id] != each.content
    ]
    for mark, number in log.kept.items():
        times = there[number][mark]
        if times > 1 or (times == 0 and mark not in log.gone):
            wrong.append(f"{mark} is there {times} times in {number}")
    found = [finding.what for finding in home.findings()]
    return [*wrong, *found]


def main(folder: Path, url: str, acts: int, seconds: float = 0, seed: int = 0) -> dict[str, Any]:
    """What came of it all."""
    home, numbers = prepared(folder, url)
    begun = time.monotonic()
    log = everybody(home, numbers, acts, seconds, seed)
    took = time.monotonic() - begun
    return {
        "acts": log.acts,
        "kept": len(log.kept),
        "gone": len(log.gone),
        "excerpts": len(log.codes),
        "slowest": log.slowest,
        "took": round(took, 2),
        "faults": log.faults,
        "lost": losses(home, log),
    }


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")

"""What a search costs, and an index: searchapp beside others, in one run, in turn.

What:    the work that a reader sees (totals, facets in both counts, ten snippets) for words,
         phrases, alternatives, exclusions and filters; building, size, memory, one update, the
         first answer of a new process, several processes at once. Contenders: tantivy with jieba's
         words and overlapping pairs of characters, SQLite's FTS5 with trigrams, Whoosh as it
         comes (small sizes only). Then what other questions and pages cost.
Corpus:  tests/bench/corpus.py, from a seed.
Command: python -m tests.bench [--reports N] [--rounds N] [--seed N] [--grown N ...]
         [--keep FOLDER] [--only searches|questions|pages] [--markdown]

Ratios count, not times: what is measured side by side met the same machine. ``--keep`` leaves the
indexes where a later run finds them. ``--markdown`` writes tables in Markdown.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from rich import box
from rich.console import Console
from rich.table import Table

from tests.bench.building import CONTENDERS, LESS, Built, built
from tests.bench.contenders import Contender
from tests.bench.corpus import reports
from tests.bench.pages import pages_measured
from tests.bench.rows import ROWS
from tests.bench.scanning import scanned
from tests.bench.searching import (
    OWN,
    PEER,
    asked_in_turn,
    compared,
    opened,
    own_table,
    reading_at_once,
)
from tests.bench.serving import served

#: Whoosh as it comes builds a megabyte of text in a few seconds, and is left out of larger runs.
_STOCK_AT_MOST = 500
_PARTS = ("searches", "questions", "pages")
_UPDATES = 5
#: Of a table in Markdown a row is a line, however wide.
_WIDE = 1_000

Show: TypeAlias = Callable[[Table], None]


def names_at(count: int) -> list[str]:
    """Who is measured at so many reports."""
    return [name for name in CONTENDERS if name != "stock Whoosh" or count <= _STOCK_AT_MOST]


def searches(show: Show, folder: Path, asked: argparse.Namespace) -> None:
    """Build and ask all contenders at one size."""
    count = asked.reports
    folders = {name: folder / f"{count}" / _folder_of(name) for name in names_at(count)}
    took = {
        name: built(name, each, count, asked.seed)
        for name, each in folders.items()
        if not each.exists() and name != LESS
    }
    if took:
        show(built_table(took))
    contenders = opened(folders)
    show(compared(contenders, asked.rounds))
    show(own_table(contenders[OWN], asked.rounds))
    show(reading_at_once({name: each for name, each in folders.items() if name != LESS}))
    show(served(folders[OWN], folder / f"{count}", asked.rounds))
    contenders.pop(LESS)
    show(updated(contenders, count, asked.seed))


def _folder_of(name: str) -> str:
    """Who does less does it with the same index."""
    return (PEER if name == LESS else name).replace(" ", "-")


def built_table(took: Mapping[str, Built]) -> Table:
    """What the builds took."""
    columns = ("seconds", "M characters a second", "bytes a character", "MB of memory")
    table = Table("build", *columns)
    for name, each in took.items():
        table.add_row(
            name,
            f"{each.seconds:.1f}",
            f"{each.characters / each.seconds / 1e6:.2f}",
            f"{each.size / each.characters:.2f}",
            f"{each.memory / 1e6:.0f}",
        )
    return table


def updated(contenders: Mapping[str, Contender], count: int, seed: int) -> Table:
    """The time until a report that replaces another is found, in turn, best of several."""
    filed = next(reports(1, seed))
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for version in range(2, 2 + _UPDATES):
        for name, contender in contenders.items():
            start = time.perf_counter()
            contender.replace(replace(filed, version=version))
            contender.answer(ROWS[1])
            times[name].append(time.perf_counter() - start)
    table = Table(f"one of {count} reports replaced and found", "ms")
    for name, each in times.items():
        table.add_row(name, f"{min(each) * 1e3:.1f}")
    return table


def growth(show: Show, folder: Path, asked: argparse.Namespace) -> None:
    """What each question costs searchapp at several sizes."""
    sizes: dict[int, Contender] = {}
    for count in asked.grown:
        own = folder / f"{count}" / OWN
        if not own.exists():
            built(OWN, own, count, asked.seed)
        sizes |= {count: opened({OWN: own})[OWN]}
    table = Table("question, ms at", *(f"{count:,} reports" for count in sizes))
    for row in ROWS:
        each = (asked_in_turn({OWN: one}, row, asked.rounds)[OWN] for one in sizes.values())
        table.add_row(row.name, *(f"{timed.best * 1e3:.2f}" for timed in each))
    show(table)


def _in_markdown(table: Table) -> None:
    table.box, title, table.title = box.MARKDOWN, table.title, None
    console = Console(width=_WIDE)
    if title:
        console.print(title)
    console.print(table)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def main() -> None:
    """Build, measure in turn, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grown", type=int, nargs="*", default=())
    parser.add_argument("--question-reports", type=int, default=200)
    parser.add_argument("--page-reports", type=int, default=300)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--only", choices=_PARTS)
    asked = parser.parse_args()
    show = _in_markdown if asked.markdown else Console().print
    wanted = (asked.only,) if asked.only else _PARTS
    with _folder(asked.keep) as folder:
        if "searches" in wanted:
            searches(show, folder, asked)
        if asked.grown:
            growth(show, folder, asked)
    with tempfile.TemporaryDirectory() as scratch:
        if "questions" in wanted:
            filed = list(reports(asked.question_reports, asked.seed))
            show(scanned(Path(scratch) / "index", filed, asked.rounds))
        if "pages" in wanted:
            home = Path(scratch) / "home"
            show(pages_measured(home, asked.page_reports, asked.seed, asked.rounds))


if __name__ == "__main__":
    main()

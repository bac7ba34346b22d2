"""What a search costs beside reading every passage, and how fast an index is built.

What:    top 10 by relevance with totals, all facets and snippets, against a plain scan of folded
         passages that judges each by itself and only counts. ``verify`` must agree.
Corpus:  reports made of the sample reports' own paragraphs, shuffled, of towns drawn from the
         gazetteer; the seed makes every run the same.
Command: python -m tests.bench [--reports N] [--page-reports N] [--rounds N] [--seed N]

After that what pages of results cost: see ``tests.bench.pages``.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from searchapp.engine import Asked, snippet, verify
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.parsing import gazetteer_of
from searchapp.query import Candidate, Everything, Scope, YearRange, candidates, parse_query
from searchapp.reports import FiledReport, Passage, Source
from tests.bench.pages import pages_measured, sample_reports
from tests.conftest import SAMPLES

_ALL = Asked(Everything(), limit=10)


def _asking(typed: str, within: Scope = Scope.PASSAGE) -> Asked:
    return replace(_ALL, query=parse_query(typed).query, within=within)


QUESTIONS = {
    "everything": _ALL,
    "one word": _asking("调解"),
    "two words": _asking("矛盾 调解"),
    "three words": _asking("矛盾 纠纷 调解"),
    "phrase of 2": _asking("“调解”"),
    "phrase of 4": _asking("“矛盾纠纷”"),
    "phrase of 8": _asking("“习近平法治思想”"),
    "one character": _asking("“的”"),
    "phrase and word": _asking("“枫桥经验” 调解"),
    "nothing": _asking("“低空经济示范区”"),
    "either": _asking("调解 OR 信访 OR “行政复议”"),
    "without a phrase": _asking("调解 -“人民调解”"),
    "nothing but not": _asking("-“的”"),
    "figure": _asking("“矛盾纠纷#件”"),
    "any figure": _asking("“#件”"),
    "gap": _asking("“建立*机制”"),
    "near": _asking("矛盾 NEAR/20 调解"),
    "near, either": _asking("“#件” NEAR/20 (调解 OR “化解”)"),
    "within a section": _asking("枫桥经验 信访 -“行政复议”", Scope.SECTION),
    "within a report": _asking("枫桥经验 信访", Scope.REPORT),
    "typed conditions": _asking("调解 年:2020..2023 章节:举措和成效"),
    "filtered": replace(_asking("调解"), years=(YearRange(2020, 2023),), whole_words=True),
    "grouped": replace(_asking("调解"), grouped=True),
    "explained": replace(_asking("矛盾 纠纷 调解"), explained=True),
}


def reports(count: int, seed: int) -> Iterator[FiledReport]:
    """So many reports, each with the paragraphs of one sample, shuffled, of some other town."""
    rng = random.Random(seed)
    gazetteer = gazetteer_of(SAMPLES / "places.tsv")
    samples = list(sample_reports(gazetteer))
    towns = [gazetteer.named(name)[0] for name in ("仁和镇", "太平镇", "城关镇", "东城街道")]
    for number in range(count):
        sample = rng.choice(samples)
        texts = [passage.text for other in rng.sample(samples, 3) for passage in other.passages]
        passages = tuple(
            Passage(old.number, old.kind, old.section, rng.choice(texts))
            for old in sample.passages
        )
        year = rng.randint(2018, 2025)
        report = replace(
            sample,
            year=year,
            place=rng.choice(towns),
            issued_on=date(year + 1, 1, 1),
            passages=passages,
        )
        yield FiledReport(f"R{number:09}", 1, (Source(f"{number}.txt", "txt"),), report)


def best(rounds: int, action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def scan(passages: list[Candidate], asked: Asked) -> int:
    """How many passages match by themselves, by reading every one."""
    return sum(asked.sought.matches(each) for each in passages)


def answer(engine: EmbeddedEngine, asked: Asked) -> int:
    """What a page of results needs; gives the number of passages found."""
    found = engine.find(asked)
    for hit in found.hits:
        snippet(hit.text, hit.spans)
    return found.total.passages


def measured(engine: EmbeddedEngine, passages: list[Candidate], rounds: int) -> Table:
    """Every question answered both ways in turn."""
    table = Table("question", "passages", "answer ms", "scan ms", "answer / scan")
    for name, asked in QUESTIONS.items():
        found = answer(engine, asked)
        if not verify(engine, asked).agrees:
            raise SystemExit(f"{name}: the engine finds {found}, reading finds otherwise")
        searching = best(rounds, partial(answer, engine, asked))
        reading = best(rounds, partial(scan, passages, asked))
        ratio = f"{searching / reading:.2f}"
        table.add_row(name, str(found), f"{searching * 1e3:.2f}", f"{reading * 1e3:.2f}", ratio)
    return table


def main() -> None:
    """Build, measure both ways in turn, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--page-reports", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    filed = list(reports(asked.reports, asked.seed))
    passages = [passage for each in filed for passage in candidates(each)]
    characters = sum(len(each.folded.text) for each in passages)
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder) / "index")
        start = time.perf_counter()
        with engine.writer() as writer:
            for each in filed:
                writer.put(each)
        built = time.perf_counter() - start
        size = sum(file.stat().st_size for file in (Path(folder) / "index").iterdir())
        console.print(
            f"{len(filed)} reports, {len(passages)} passages, "
            f"{characters / 1e6:.2f} M characters; "
            f"built at {characters / built / 1e6:.2f} M characters a second, "
            f"{size / characters:.1f} bytes a character"
        )
        console.print(measured(engine, passages, asked.rounds))
        home = Path(folder) / "home"
        console.print(pages_measured(home, asked.page_reports, asked.seed, asked.rounds))


if __name__ == "__main__":
    main()

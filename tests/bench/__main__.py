"""What a search costs beside reading every passage, and how fast an index is built.

What:    top 10 by relevance with totals, all facets and snippets, against a plain scan of folded
         texts for the same words that only counts.
Corpus:  reports made of the sample reports' own paragraphs, shuffled, of towns drawn from the
         gazetteer; the seed makes every run the same.
Command: python -m tests.bench [--reports N] [--rounds N] [--seed N]
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

from searchapp.engine import Asked, snippet
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.parsing import gazetteer_of, parse
from searchapp.parsing.gazetteer import Gazetteer
from searchapp.query import Query, parse_query
from searchapp.reading import FORMATS, read_file
from searchapp.reports import FiledReport, Passage, Report, Source
from searchapp.text import Folded, fold
from tests.conftest import SAMPLES

QUERIES = {
    "one word": "调解",
    "two words": "矛盾 调解",
    "three words": "矛盾 纠纷 调解",
    "phrase of 2": "“调解”",
    "phrase of 4": "“矛盾纠纷”",
    "phrase of 8": "“习近平法治思想”",
    "one character": "“的”",
    "phrase and word": "“枫桥经验” 调解",
    "nothing": "“低空经济示范区”",
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


def sample_reports(gazetteer: Gazetteer) -> Iterator[Report]:
    """The sample reports of the repository."""
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in FORMATS:
            yield parse(read_file(path), gazetteer)


def best(rounds: int, action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def scan(texts: list[Folded], query: Query) -> int:
    """How many passages match, by reading every one."""
    return sum(query.matches(text) for text in texts)


def answer(engine: EmbeddedEngine, query: Query) -> int:
    """What a page of results needs; gives the number of passages found."""
    found = engine.find(Asked(query, limit=10))
    for hit in found.hits:
        snippet(hit.text, hit.spans)
    return found.total.passages


def main() -> None:
    """Build, measure both ways in turn, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    filed = list(reports(asked.reports, asked.seed))
    texts = [fold(passage.text) for each in filed for passage in each.report.passages]
    characters = sum(len(text.text) for text in texts)
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
            f"{len(filed)} reports, {len(texts)} passages, {characters / 1e6:.2f} M characters; "
            f"built at {characters / built / 1e6:.2f} M characters a second, "
            f"{size / characters:.1f} bytes a character"
        )
        table = Table("query", "passages", "answer ms", "scan ms", "answer / scan")
        for name, typed in QUERIES.items():
            query = parse_query(typed).query
            found = answer(engine, query)
            if found != scan(texts, query):
                raise SystemExit(
                    f"{typed}: the engine finds {found}, reading finds another number"
                )
            searching = best(asked.rounds, partial(answer, engine, query))
            reading = best(asked.rounds, partial(scan, texts, query))
            ratio = f"{searching / reading:.2f}"
            table.add_row(
                name, str(found), f"{searching * 1e3:.2f}", f"{reading * 1e3:.2f}", ratio
            )
        console.print(table)


if __name__ == "__main__":
    main()

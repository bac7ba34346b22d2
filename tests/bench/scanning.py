"""What every kind of question costs beside reading every passage, which must find the same.

Top 10 by relevance with totals, all facets and snippets, against a plain scan of folded passages
that judges each by itself and only counts. ``verify`` must agree: an engine that is quick and
wrong is not measured.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.table import Table

from searchapp.engine import Asked, snippet, verify
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import Candidate, Everything, Scope, YearRange, candidates, parse_query
from searchapp.reports import FiledReport

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


def scanned(folder: Path, filed: Sequence[FiledReport], rounds: int) -> Table:
    """Every question answered both ways in turn. Raises SystemExit where they differ."""
    engine = EmbeddedEngine(folder)
    with engine.writer() as writer:
        for each in filed:
            writer.put(each)
    passages = [passage for each in filed for passage in candidates(each)]
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

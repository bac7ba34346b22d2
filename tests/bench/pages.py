"""What a page of results costs on the server, and how large it is.

What:    every view of typical questions, asked of the application as a browser asks, in
         milliseconds of the processor, beside a plain scan of folded passages that only counts.
         Between two rounds other questions are asked, so that nothing is answered from what the
         one before has left.
Corpus:  reports of the sample reports' own paragraphs, shuffled, of the towns of five counties
         over six years.
Command: python -m tests.bench [--page-reports N] [--rounds N] [--seed N]
"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient
from rich.table import Table

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.parsing import gazetteer_of
from searchapp.query import Candidate, candidates, parse_query
from searchapp.reports import FiledReport, IssuerLevel, Passage, Place, Report, Source
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.address import View
from tests.bench.samples import sample_reports
from tests.conftest import SAMPLES

#: Counties of one province and another, and the years of their reports.
COUNTIES = ("500230", "500231", "500233", "500235", "510121")
YEARS = range(2019, 2025)
QUESTIONS = {
    "everything": "",
    "one word": "调解",
    "two words": "矛盾 调解",
    "phrase": "“矛盾纠纷”",
    "one character": "“的”",
    "nothing": "“低空经济示范区”",
    "words, nothing": "低空经济 示范区 无人机",
    "either": "调解 OR 信访 OR “行政复议”",
    "without": "调解 -“人民调解”",
    "long": "“" + "矛盾纠纷多元化解" * 5 + "” 或者 调解",
    "near": "矛盾 NEAR/20 调解",
    "gap": "“建立*机制”",
    "figure": "“矛盾纠纷#件”",
    "any figure": "“#件”",
}
#: Asked between two rounds.
_OTHERS = ("普法", "信访 复议", "“的”")
#: What the interface promises, in milliseconds and in bytes.
_SOON, _SMALL = 50, 100_000


def reports_of_towns(count: int, seed: int) -> Iterator[FiledReport]:
    """So many reports, each of another town and year."""
    rng, gazetteer = random.Random(seed), gazetteer_of(SAMPLES / "places.tsv")
    samples = list(sample_reports(gazetteer))
    slots = [
        (town, year)
        for county in COUNTIES
        for town in gazetteer.towns_under(county)
        for year in YEARS
    ]
    for number, (town, year) in enumerate(rng.sample(slots, min(count, len(slots)))):
        texts = [passage.text for each in rng.sample(samples, 3) for passage in each.passages]
        yield _report(number, rng.choice(samples), texts, town, year, rng)


def _report(
    number: int, sample: Report, texts: list[str], town: Place, year: int, rng: random.Random
) -> FiledReport:
    passages = tuple(
        Passage(old.number, old.kind, old.section, rng.choice(texts)) for old in sample.passages
    )
    report = replace(
        sample,
        title=f"{town.town}{year}年度法治政府建设情况的报告",
        year=year,
        place=town,
        level=IssuerLevel.TOWN,
        issued_on=date(year + 1, 1, 1),
        passages=passages,
    )
    return FiledReport(f"P{number:09}", 1, (Source(f"{number}.txt", "txt"),), report)


def home_of(folder: Path, filed: list[FiledReport]) -> FlaskClient:
    """A visitor of a home with these reports."""
    settings = Settings(home=folder)
    engine = EmbeddedEngine(settings.index)
    with engine.writer() as writer:
        for each in filed:
            writer.put(each)
    return create_app(engine, settings).test_client()


def pages_measured(folder: Path, count: int, seed: int, rounds: int) -> Table:
    """Every view of every question, with the cost of reading every passage beside it."""
    filed = list(reports_of_towns(count, seed))
    passages = [passage for each in filed for passage in candidates(each)]
    client = home_of(folder, filed)
    title = f"pages at {len(filed)} reports: ms (KB), * above {_SOON} ms or {_SMALL // 1000} KB"
    table = Table("question", *(str(view) for view in View), "scan ms", title=title)
    for name, typed in QUESTIONS.items():
        cells = (_page(client, typed, view, rounds) for view in View)
        table.add_row(name, *cells, f"{_scan(passages, typed, rounds) * 1e3:.0f}")
    return table


def _page(client: FlaskClient, typed: str, view: View, rounds: int) -> str:
    """The shortest of several times, and the size."""
    address = f"/search?{urlencode({'q': typed, 'view': view})}"
    times, size = [], 0
    for _ in range(rounds):
        for other in _OTHERS:
            client.get("/api/v1/search", query_string={"q": other, "limit": 1})
        start = time.process_time()
        answer = client.get(address)
        times.append(time.process_time() - start)
        size = len(answer.data)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    took = min(times) * 1e3
    above = "*" if took > _SOON or size > _SMALL else ""
    return f"{took:.0f} ({size / 1000:.0f}){above}"


def _scan(passages: list[Candidate], typed: str, rounds: int) -> float:
    query = parse_query(typed).query
    times = []
    for _ in range(min(rounds, 3)):
        start = time.process_time()
        sum(query.matches(each) for each in passages)
        times.append(time.process_time() - start)
    return min(times)

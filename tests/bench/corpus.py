"""A province of reports, as many as one likes, of the sample reports' own sentences.

Each report has the outline of a sample: its headings stay, with the year of the new report; its
paragraphs are sentences of all samples, drawn at random, with other figures and, where they name a
sample's town, a town of the gazetteer. About 35 passages and 6,900 characters a report:
690,000 passages and 138 million characters at 20,000. The seed makes every run the same.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from searchapp.parsing import gazetteer_of
from searchapp.reports import FiledReport, IssuerLevel, Passage, Place, Report, Source
from tests.bench.samples import sample_reports
from tests.conftest import SAMPLES

#: Counties of several provinces, whose towns report.
_COUNTIES = 150
_YEARS = range(2013, 2026)
#: The characters of a paragraph: the mean and the spread of their logarithm, and the least.
_LENGTH, _SPREAD, _SHORTEST = 5.7, 0.55, 60
#: A heading line has at most so many characters.
_HEADING = 40
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in pieces: texts, the number of digits of a figure, or None for a town."""

    pieces: tuple[str | int | None, ...]

    def written(self, rng: random.Random, towns: Sequence[Place]) -> str:
        return "".join(_said(piece, rng, towns) for piece in self.pieces)


def reports(count: int, seed: int) -> Iterator[FiledReport]:
    """So many reports, each of another town or year, in random order."""
    rng = random.Random(seed)
    samples, sentences = list(_samples()), _sentences()
    towns = _towns()
    for number in range(count):
        town = towns[number // len(_YEARS) % len(towns)]
        year = _YEARS[number % len(_YEARS)]
        sample = rng.choice(samples)
        passages = tuple(_passage(old, sentences, town, year, rng) for old in sample.passages)
        title = f"{town.county or ''}{town.town}{year}年度法治政府建设情况的报告"
        report = replace(
            sample,
            title=title,
            year=year,
            place=town,
            level=IssuerLevel.TOWN,
            issued_on=date(year + 1, 1 + number % 3, 1 + number % 28),
            passages=(replace(passages[0], text=title), *passages[1:]),
        )
        yield FiledReport(f"R{number:09}", 1, (Source(f"{number}.txt", "txt"),), report)


@cache
def _samples() -> tuple[Report, ...]:
    return tuple(sample_reports(gazetteer_of(SAMPLES / "places.tsv")))


@cache
def _towns() -> tuple[Place, ...]:
    """The towns of so many counties, spread over the country."""
    gazetteer = gazetteer_of(SAMPLES / "places.tsv")
    counties = sorted({town.code[:6] for town in gazetteer.towns_under("")})
    chosen = counties[:: max(1, len(counties) // _COUNTIES)]
    return tuple(town for county in chosen for town in gazetteer.towns_under(county))


@cache
def _sentences() -> tuple[_Sentence, ...]:
    texts = {
        sentence
        for sample in _samples()
        for passage in sample.passages
        for sentence in _SENTENCE.findall(passage.text)
    }
    own = sorted(
        {sample.place.town for sample in _samples() if sample.place and sample.place.town}
    )
    varied = re.compile(rf"(?P<figure>\d+)|{'|'.join(own)}")
    return tuple(_Sentence(tuple(_pieces(text, varied))) for text in sorted(texts))


def _pieces(sentence: str, varied: re.Pattern[str]) -> Iterator[str | int | None]:
    at = 0
    for found in varied.finditer(sentence):
        yield sentence[at : found.start()]
        yield len(found[0]) if found["figure"] else None
        at = found.end()
    yield sentence[at:]


def _said(piece: str | int | None, rng: random.Random, towns: Sequence[Place]) -> str:
    if isinstance(piece, str):
        return piece
    if piece is None:
        return rng.choice(towns).town or ""
    return str(rng.randrange(10 ** (piece - 1), 10**piece))


def _passage(
    old: Passage, sentences: Sequence[_Sentence], town: Place, year: int, rng: random.Random
) -> Passage:
    """A heading as it was, of another year; a paragraph of other sentences."""
    section = tuple(_dated(heading, year) for heading in old.section)
    if len(old.text) < _HEADING:
        return replace(old, section=section, text=_dated(old.text, year))
    length = max(_SHORTEST, rng.lognormvariate(_LENGTH, _SPREAD))
    run_in = f"{section[-1]}。" if section and old.text.startswith(old.section[-1]) else ""
    return replace(old, section=section, text=run_in + _paragraph(sentences, length, town, rng))


def _paragraph(
    sentences: Sequence[_Sentence], length: float, town: Place, rng: random.Random
) -> str:
    text = ""
    towns = (town, *rng.choices(_towns(), k=2))
    while len(text) < length:
        text += rng.choice(sentences).written(rng, towns)
    return text


def _dated(text: str, year: int) -> str:
    return re.sub(r"20\d\d(?=年)", str(year), text)

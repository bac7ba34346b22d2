"""Engines with a few reports in them, for tests that a person can read."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from searchapp.engine import Asked, Engine, Found
from searchapp.query import Scope, parse_query
from searchapp.reports import FiledReport, Genre, Passage, Place, Report, SectionKind, Source
from tests.engine.engines import ENGINES

SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
DIPU = Place("990122101", "荻浦镇", "望岫县", "砚州市", "岚川省")


@dataclass(frozen=True)
class Shelf:
    """The folders in which a test's engines lie, each new."""

    name: str
    root: Path

    def folder(self) -> Path:
        """A folder in which nothing was ever indexed."""
        return Path(mkdtemp(dir=self.root)) / "index"

    def open(self, folder: Path) -> Engine:
        """The engine whose index lies in that folder."""
        return ENGINES[self.name](folder)

    def engine(self, *reports: FiledReport) -> Engine:
        """A new engine that holds these reports."""
        engine = self.open(self.folder())
        with engine.writer() as writer:
            for filed in reports:
                writer.put(filed)
        return engine


class OnShelf:
    """Tests that each run for every engine."""

    @pytest.fixture(params=ENGINES)
    def shelf(self, request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
        """Where the engines of one kind lie."""
        return Shelf(request.param, tmp_path)


def report_of(
    report_id: str,
    *texts: str | tuple[str, str],
    year: int | None = 2024,
    place: Place | None = SONGLI,
    version: int = 1,
    **facts: Any,
) -> FiledReport:
    """A report with these passages, all of measures; one may be a heading and a text under it."""
    passages = tuple(
        Passage(number, SectionKind.MEASURES, (heading,), text)
        for number, (heading, text) in enumerate(map(_under, texts), start=1)
    )
    report = Report(
        title=None,
        issuers=(),
        doc_number=None,
        issued_on=None,
        year=year,
        genre=Genre.RULE_OF_LAW,
        addressee=None,
        place=place,
        outline=(),
        passages=passages,
        origins={},
        doubts=(),
    )
    sources = (Source(f"{report_id}.txt", "txt"),)
    return FiledReport(report_id, version, sources, replace(report, **facts))


def _under(text: str | tuple[str, str]) -> tuple[str, str]:
    return ("一、主要举措", text) if isinstance(text, str) else text


def asking(typed: str, within: Scope = Scope.PASSAGE, limit: int | None = None) -> Asked:
    """The question of somebody who typed this, for every hit."""
    return Asked(parse_query(typed).query, within=within, limit=limit)


def passages_in(found: Found) -> list[tuple[str, int]]:
    """Report and number of each hit, in order."""
    return [(hit.report, hit.passage) for hit in found.hits]

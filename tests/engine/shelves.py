"""Engines with a few reports in them, for tests that a person can read."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from searchapp.engine import Asked, Engine, Found
from searchapp.query import parse_query
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


def report_of(
    report_id: str,
    *texts: str,
    year: int | None = 2024,
    place: Place | None = SONGLI,
    version: int = 1,
) -> FiledReport:
    """A report with these passages, all of measures."""
    passages = tuple(
        Passage(number, SectionKind.MEASURES, ("一、主要举措",), text)
        for number, text in enumerate(texts, start=1)
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
    return FiledReport(report_id, version, (Source(f"{report_id}.txt", "txt"),), report)


def asking(typed: str, limit: int | None = None) -> Asked:
    """The question of somebody who typed this, for every hit."""
    return Asked(parse_query(typed).query, limit=limit)


def passages_in(found: Found) -> list[tuple[str, int]]:
    """Report and number of each hit, in order."""
    return [(hit.report, hit.passage) for hit in found.hits]

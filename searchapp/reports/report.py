"""A report and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from searchapp.reports.kinds import Genre, IssuerLevel, Origin, SectionKind, Sureness
from searchapp.reports.places import Place


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. ``heading`` is None where a numbered paragraph has none."""

    level: int
    number: str
    heading: str | None
    kind: SectionKind

    @property
    def label(self) -> str:
        """Number and heading as printed: ``（二）加强诉源治理``."""
        return self.number + (self.heading or "")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading line or title as printed: what is found and linked to.

    ``number`` counts from 1 in the report. ``section`` is the labels of the sections it stands
    under, outermost first; a heading line stands under itself.
    """

    number: int
    kind: SectionKind
    section: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that could not be told or does not seem right, and why, in Chinese.

    ``candidates`` are the codes of the places that may be meant, the likeliest first.
    """

    fact: str
    why: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One document as issued. What could not be told is None, and a doubt says so.

    ``origins`` says of each fact that was found, by the name of its attribute, where it was read.
    ``level`` is that of the organ that reports. ``recognised`` says that the text was read off
    pictures of pages, so that single characters may be wrong.
    """

    title: str | None
    issuers: tuple[str, ...]
    doc_number: str | None
    issued_on: date | None
    year: int | None
    genre: Genre
    addressee: str | None
    place: Place | None
    outline: tuple[Section, ...]
    passages: tuple[Passage, ...]
    origins: Mapping[str, Origin]
    doubts: tuple[Doubt, ...]
    level: IssuerLevel | None = None
    recognised: bool = False

    def sureness(self, fact: str) -> Sureness:
        """How far a fact is to be believed; nothing that was read off a picture is certain.

        KeyError for a fact that was not found.
        """
        origin = self.origins[fact]
        read_off = self.recognised and origin is not Origin.CORRECTION
        certain = origin.sureness is Sureness.CERTAIN
        return Sureness.LIKELY if read_off and certain else origin.sureness


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds the report: its path below ``corpus/``, with ``/``, and its format."""

    path: str
    format: str


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report under the id by which links reach it.

    ``version`` counts from 1 and rises when the text of the report's file changes.
    """

    id: str
    version: int
    sources: tuple[Source, ...]
    report: Report

    @property
    def name(self) -> str:
        """The title, or for a report without one the name of its first file."""
        return self.report.title or self.sources[0].path.rsplit("/", 1)[-1]

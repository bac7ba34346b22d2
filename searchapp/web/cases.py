"""A report to be checked: its facts in fields, beside the text in which they were read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from searchapp.engine import merged, pieces
from searchapp.library import FACTS, Fact
from searchapp.reports import (
    Doubt,
    FiledReport,
    Genre,
    Origin,
    Passage,
    Place,
    Report,
    SectionKind,
)
from searchapp.text import Span, fold
from searchapp.web import current

#: What each fact that can be corrected is called.
NAMES: Final[Mapping[Fact, str]] = {
    "title": "标题",
    "place": "地方",
    "year": "年度",
    "genre": "文种",
}
GENRES: Final = tuple(map(str, Genre))
#: Enough of a text to see what it is: from its beginning, and from its end.
_BEGINNING, _END = 12, 6
#: What was not read in the text cannot be shown there.
_ELSEWHERE: Final = {Origin.METADATA, Origin.FILE_NAME}
#: The facts whose doubts are looked at first.
_FIRST: Final[Sequence[Fact]] = ("place", "year", "title", "genre")
#: So many places are offered while one types; they are those of the library.
_OFFERED: Final = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as it is shown beside the fields; what a fact was read from is marked.

    Roles: ``title``, ``closing``, ``body``.
    """

    passage: Passage
    role: str
    marks: tuple[Span, ...]

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        return pieces(self.passage.text, self.marks)


@dataclass(frozen=True)
class Case:
    """A report with what its fields were filled with, what was typed and what is wrong with that.

    ``filled``, ``typed`` and ``wrong`` are by the name of the fact.
    """

    filed: FiledReport
    filled: Mapping[Fact, str]
    typed: Mapping[Fact, str]
    wrong: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, filed: FiledReport) -> "Case":
        """A report as it is now."""
        said = said_of(filed.report)
        return cls(filed, said, said)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is to be checked."""
        return self.filed.report.doubts

    @property
    def first(self) -> str | None:
        """The fact that is to be looked at first, None where no field is about what is doubted."""
        doubted = {doubt.fact for doubt in self.doubts}
        return next((fact for fact in _FIRST if fact in doubted), None)

    @property
    def candidates(self) -> Sequence[Place]:
        """The places that may be meant, the likeliest first."""
        gazetteer = current.gazetteer()
        codes = dict.fromkeys(code for doubt in self.doubts for code in doubt.candidates)
        found = (gazetteer.coded(code) for code in codes)
        return [place for place in found if place]

    @property
    def beginning(self) -> Sequence[Line]:
        """How the text begins."""
        return self._lines(self.filed.report.passages[:_BEGINNING])

    @property
    def end(self) -> Sequence[Line]:
        """How it ends, where that is not to be seen in how it begins: who signs, and when."""
        return self._lines(self.filed.report.passages[_BEGINNING:][-_END:])

    @property
    def skipped(self) -> int:
        """How many passages stand between the two."""
        return max(0, len(self.filed.report.passages) - _BEGINNING - _END)

    def _lines(self, passages: Iterable[Passage]) -> Sequence[Line]:
        report = self.filed.report
        sought = list(_sought(report, self.candidates))
        return [_line(report, passage, sought) for passage in passages]


def said_of(report: Report) -> dict[Fact, str]:
    """The facts that can be corrected as they stand in their fields."""
    return {
        "title": report.title or "",
        "place": report.place.label if report.place else "",
        "year": str(report.year or ""),
        "genre": str(report.genre),
    }


def key_of(doubt: Doubt) -> str:
    """How a form says which doubt somebody has seen."""
    return f"{doubt.fact}:{doubt.why}"


def seen_of(doubts: Iterable[Doubt], keys: Iterable[str]) -> list[Doubt]:
    """Those of the doubts that a form says somebody has seen."""
    said = set(keys)
    return [doubt for doubt in doubts if key_of(doubt) in said]


def unanswered(case: Case, seen: Iterable[Doubt]) -> list[Fact]:
    """The facts whose field is empty although a doubt about them is said to be settled."""
    about = {doubt.fact for doubt in seen}
    return [fact for fact in FACTS if fact in about and not case.typed[fact]]


def places_offered(filed: Iterable[FiledReport]) -> Sequence[str]:
    """The places of these reports, to choose from while one types."""
    places = {each.report.place for each in filed if each.report.place}
    return [place.label for place in sorted(places)[:_OFFERED]]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A word that says a fact, and where that was read; None for wherever it stands."""

    word: str
    origin: Origin | None


def _sought(report: Report, candidates: Iterable[Place]) -> Iterator[_Sought]:
    """The words that say place and year, or, where the place is not known, which it may be."""
    for place in (report.place,) if report.place else candidates:
        names = (place.town, place.county) if place.town else (place.short,)
        for name in filter(None, names):
            yield _Sought(name, report.origins.get("place"))
    if report.year:
        yield _Sought(str(report.year), report.origins.get("year"))


def _line(report: Report, passage: Passage, sought: Iterable[_Sought]) -> Line:
    role = _role(report, passage)
    text = fold(passage.text)
    words = (each.word for each in sought if _may_stand(each.origin, report, passage, role))
    marks = merged(span for word in words for span in text.spans(fold(word).text))
    return Line(passage, role, marks)


def _role(report: Report, passage: Passage) -> str:
    if passage.kind is SectionKind.CLOSING:
        return "closing"
    heads = passage.kind is SectionKind.PREAMBLE and report.title
    return "title" if heads and passage.text in heads else "body"


def _may_stand(origin: Origin | None, report: Report, passage: Passage, role: str) -> bool:
    """Whether a fact of this origin was read in this passage."""
    if origin in _ELSEWHERE:
        return False
    if origin is Origin.NUMBER_LINE:
        return (report.doc_number or passage.text) in passage.text
    if origin in (Origin.TITLE, Origin.SIGNATURE):
        return role == ("title" if origin is Origin.TITLE else "closing")
    return origin in (None, Origin.CORRECTION) or role == "body"

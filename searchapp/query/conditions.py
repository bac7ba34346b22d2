"""The conditions of a query: what is asked of a passage's report, or of where it stands in it.

A filter chosen beside a query and a field typed in it (``镇:松栎镇``) are the same nodes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeAlias
from unicodedata import category

from searchapp.query.candidate import Candidate
from searchapp.reports import Genre, IssuerLevel, Level, Report, SectionKind, place_value
from searchapp.text import Span, fold

#: Years are four digits. A stretch that is open at one end reaches so far.
EARLIEST: Final = (1000, date.min)
LATEST: Final = (9999, date.max)


class _OfReport(Protocol):
    def accepts(self, report: Report) -> bool: ...


class _Condition:
    """What all conditions have in common: nothing in the text is marked."""

    __slots__ = ()

    def excludes(self, other: object) -> bool:  # noqa: ARG002
        """Whether no passage can keep both, for there is but one such fact."""
        return False

    def spans(self, passage: Candidate) -> Iterator[Span]:  # noqa: ARG002
        return iter(())


class _ReportCondition(_Condition):
    """A condition that all passages of a report keep, or none."""

    __slots__ = ()

    def matches(self: _OfReport, passage: Candidate) -> bool:
        return self.accepts(passage.filed.report)


@dataclass(frozen=True, slots=True)
class PlaceChoice(_ReportCondition):
    """A place by name or division code; ``value`` None means that the level could not be told."""

    level: Level
    value: str | None

    def accepts(self, report: Report) -> bool:
        """Whether the report is of the place."""
        value = place_value(report.place, self.level)
        return value is not None and self.means(*value)

    def means(self, code: str | int | None, label: str) -> bool:
        """Whether it is the place of this code and name, in whatever width and script."""
        if code is None or self.value is None:
            return code is None and self.value is None
        return fold(self.value).text in (code, fold(label).text)

    def excludes(self, other: object) -> bool:
        return isinstance(other, PlaceChoice) and self.level == other.level and self != other


@dataclass(frozen=True, slots=True)
class YearRange(_ReportCondition):
    """The years from ``first`` to ``last``, both included; both None means no year."""

    first: int | None
    last: int | None

    def accepts(self, report: Report) -> bool:
        """Whether the report is of one of the years."""
        return self.includes(report.year)

    def includes(self, year: int | None) -> bool:
        """Whether it is one of the years."""
        if year is None or self.first is None or self.last is None:
            return year is None and self.first is None
        return self.first <= year <= self.last

    def excludes(self, other: object) -> bool:
        if not isinstance(other, YearRange):
            return False
        ends = (self.first, self.last), (other.first, other.last)
        return not _overlap(*ends)


@dataclass(frozen=True, slots=True)
class GenreChoice(_ReportCondition):
    """The genre of the report."""

    genre: Genre

    def accepts(self, report: Report) -> bool:
        """Whether the report is of the genre."""
        return report.genre is self.genre

    def excludes(self, other: object) -> bool:
        return isinstance(other, GenreChoice) and self != other


@dataclass(frozen=True, slots=True)
class LevelChoice(_ReportCondition):
    """How high the organ stands that reports; ``level`` None means that it could not be told."""

    level: IssuerLevel | None

    def accepts(self, report: Report) -> bool:
        """Whether the report's organ stands so high."""
        return report.level is self.level

    def excludes(self, other: object) -> bool:
        return isinstance(other, LevelChoice) and self != other


@dataclass(frozen=True, slots=True)
class TitleSays(_ReportCondition):
    """The title contains the folded ``needle``."""

    typed: str
    needle: str

    def accepts(self, report: Report) -> bool:
        """Whether the report's title says it."""
        return self.needle in fold(report.title or "").text


@dataclass(frozen=True, slots=True)
class IssuerSays(_ReportCondition):
    """The name of an issuer contains the folded ``needle``."""

    typed: str
    needle: str

    def accepts(self, report: Report) -> bool:
        """Whether one of the report's issuers is called so."""
        return any(self.needle in fold(issuer).text for issuer in report.issuers)


@dataclass(frozen=True, slots=True)
class NumberSays(_ReportCondition):
    """The document number contains the folded ``needle``.

    Brackets of any style are the same; where none was typed, none counts.
    """

    typed: str
    needle: str

    def accepts(self, report: Report) -> bool:
        """Whether the report has such a number."""
        needle, number = _round(self.needle), _round(fold(report.doc_number or "").text)
        if "(" in needle or ")" in needle:
            return needle in number
        return needle in number.replace("(", "").replace(")", "")


@dataclass(frozen=True, slots=True)
class IssuedIn(_ReportCondition):
    """The date of issue lies from ``first`` to ``last``; both None means that there is none."""

    first: date | None
    last: date | None

    def accepts(self, report: Report) -> bool:
        """Whether the report was issued then."""
        if report.issued_on is None or self.first is None or self.last is None:
            return report.issued_on is None and self.first is None
        return self.first <= report.issued_on <= self.last

    def excludes(self, other: object) -> bool:
        if not isinstance(other, IssuedIn):
            return False
        return not _overlap((self.first, self.last), (other.first, other.last))


@dataclass(frozen=True, slots=True)
class KindChoice(_Condition):
    """The kind of the level-1 section in which the passage stands."""

    kind: SectionKind

    def matches(self, passage: Candidate) -> bool:
        return passage.passage.kind is self.kind

    def excludes(self, other: object) -> bool:
        return isinstance(other, KindChoice) and self != other


@dataclass(frozen=True, slots=True)
class HeadingSays(_Condition):
    """One of the headings above the passage, its own among them, contains the ``needle``."""

    typed: str
    needle: str

    def matches(self, passage: Candidate) -> bool:
        return self.stands_in(fold(heading).text for heading in passage.passage.section)

    def stands_in(self, headings: Iterable[str]) -> bool:
        """Whether one of these folded headings says it."""
        return any(self.needle in heading for heading in headings)


def _round(text: str) -> str:
    """The text with all its brackets round, and without blanks."""
    styles = {"Ps": "(", "Pe": ")", "Zs": ""}
    return "".join(styles.get(category(char), char) for char in text)


def _overlap(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """Whether two stretches have something in common; that of None has only itself."""
    if None in (*one, *other):
        return one == other
    return bool(one[0] <= other[1] and other[0] <= one[1])


ReportCondition: TypeAlias = (
    PlaceChoice
    | YearRange
    | GenreChoice
    | LevelChoice
    | TitleSays
    | IssuerSays
    | NumberSays
    | IssuedIn
)
Condition: TypeAlias = ReportCondition | KindChoice | HeadingSays

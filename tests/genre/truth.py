"""What is true of a written report, and how an understanding of it differs from that."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from searchapp.reports import Genre, IssuerLevel, Passage, Place, Report, Section, SectionKind

#: The facts that are held one by one.
_FACTS: Final = (
    *("title", "issuers", "doc_number", "issued_on", "year", "genre", "level", "addressee"),
    *("place", "outline"),
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader would quote it, and as it is printed.

    ``kind`` is None in the body, where the section decides; ``opens`` is the section that the
    paragraph opens, or the sections, where a line of several headings was not broken.
    """

    text: str
    printed: tuple[str, ...]
    kind: SectionKind | None = None
    opens: Section | None = None


def paragraph(
    text: str,
    *printed: str,
    kind: SectionKind | None = None,
    opens: Section | None = None,
) -> Paragraph:
    """A paragraph, printed as it reads if nothing else is said."""
    return Paragraph(text, printed or (text,), kind, opens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Every fact of a report as a careful clerk would note it; None for what cannot be told.

    Of title, year and place, where they are None, and of each fact in ``doubts`` a doubt must be
    said; of those in ``doubtful`` one may be, for it
    is told, but not surely. Of those in ``open`` None is as right. Nothing else may be doubted.
    ``outline`` is None where the guide says nothing of such sections.
    """

    title: str | None
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    issued_on: date | None = None
    year: int | None
    genre: Genre = Genre.RULE_OF_LAW
    level: IssuerLevel | None = IssuerLevel.TOWN
    addressee: str | None = None
    place: Place | None
    outline: tuple[Section, ...] | None = ()
    passages: tuple[Passage, ...] = ()
    doubts: frozenset[str] = field(default_factory=frozenset)
    doubtful: frozenset[str] = field(default_factory=frozenset)
    open: frozenset[str] = field(default_factory=frozenset)

    @property
    def holes(self) -> frozenset[str]:
        """The facts that a report should tell, and this one does not."""
        known = {"title": self.title, "year": self.year, "place": self.place}
        return self.doubts | {fact for fact, value in known.items() if value is None}


def passages_of(story: tuple[Paragraph, ...]) -> tuple[Passage, ...]:
    """The passages that the paragraphs of a report are, each under its sections."""
    return tuple(_passages(story))


def _passages(story: tuple[Paragraph, ...]) -> Iterator[Passage]:
    sectioned = any(each.opens for each in story)
    outside = SectionKind.PREAMBLE if sectioned else SectionKind.OTHER
    under: list[Section] = []
    for number, each in enumerate(story, start=1):
        if each.opens:
            level = each.opens.level
            under = [*(section for section in under if section.level < level), each.opens]
        if each.kind is not None:
            yield Passage(number, each.kind, (), each.text)
        else:
            kind = under[0].kind if under else outside
            yield Passage(number, kind, tuple(section.label for section in under), each.text)


def differences(report: Report, truth: Truth) -> Iterator[str]:
    """Each fact in which the report is not as it is true, in a line."""
    doubted = {doubt.fact for doubt in report.doubts}
    for fact in _FACTS:
        expected, got = getattr(truth, fact), getattr(report, fact)
        left_open = got is None and fact in truth.open
        untold = fact == "outline" and expected is None
        if expected != got and not (left_open or untold):
            yield f"{fact}: expected {expected!r}, got {got!r}"
    if not truth.holes <= doubted <= truth.holes | truth.doubtful | truth.open:
        yield f"doubts: expected {sorted(truth.holes)}, got {sorted(doubted)}"
    if truth.passages:
        yield from _passage_differences(report.passages, truth.passages)


def _passage_differences(found: tuple[Passage, ...], true: tuple[Passage, ...]) -> Iterator[str]:
    for got, expected in zip(found, true, strict=False):
        if got != expected:
            yield f"passage: expected {expected!r}, got {got!r}"
            return
    if len(found) != len(true):
        yield f"passages: expected {len(true)}, got {len(found)}"

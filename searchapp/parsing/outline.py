"""The outline: which paragraphs head a section, at which level, and of which kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from searchapp.parsing.bare import bare_headings
from searchapp.parsing.cues import kind_of
from searchapp.parsing.headings import Heading, bare_heading, numbered_headings
from searchapp.parsing.marks import Style, read_mark
from searchapp.reports import Genre, Section, SectionKind

_LEVELS: Final = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph of the body with the sections it stands under, outermost first."""

    text: str
    under: tuple[Section, ...]


@dataclass(slots=True)
class _Reader:
    """Reads paragraph after paragraph, remembering the sections that are open."""

    year: int | None
    genre: Genre
    has_top: bool
    open: list[tuple[Style, Section]] = field(default_factory=list)
    kinds: set[SectionKind] = field(default_factory=set)
    outline: list[Section] = field(default_factory=list)

    def place(self, text: str, heading: Heading | None) -> Placed:
        if heading is not None:
            self._enter(heading)
        return Placed(text, tuple(section for _, section in self.open))

    def _enter(self, heading: Heading) -> None:
        kept = [each for each in self.open if each[0] < heading.style]
        lowest = 2 if self.has_top and heading.style > Style.CHINESE else 1
        level = max(kept[-1][1].level + 1 if kept else 1, lowest)
        if level > _LEVELS:
            return
        kind = kept[0][1].kind if kept and level > 1 else self._kind(heading.opening)
        section = Section(level, heading.number, heading.text, kind)
        self.open = [*kept, (heading.style, section)]
        self.outline.append(section)

    def _kind(self, opening: str) -> SectionKind:
        kind = kind_of(opening, self.year, self.genre, self.kinds)
        self.kinds.add(kind)
        return kind


def read_outline(
    body: Sequence[str], year: int | None, genre: Genre
) -> tuple[tuple[Section, ...], list[Placed]]:
    """The sections of a body in order, and its paragraphs, each with where it stands."""
    found = _headings(body, year)
    has_top = any(each and each.style is Style.CHINESE for each in found)
    reader = _Reader(year, genre, has_top)
    placed = [reader.place(text, each) for text, each in zip(body, found, strict=True)]
    return tuple(reader.outline), placed


def headings(body: Sequence[str]) -> Iterator[str]:
    """The headings of level 1, for whoever looks for a fact in them."""
    for each in _headings(body, None):
        if each and each.style is Style.CHINESE and each.text:
            yield each.text


def numbering_doubts(outline: Sequence[Section]) -> Iterator[str]:
    """What is odd in the numbers of level 1, in Chinese: one may be missing, or stand twice."""
    top = [section for section in outline if section.level == 1 and section.number]
    counted = [(section, _count(section)) for section in top]
    for (before, last), (section, count) in pairwise(counted):
        if count != last + 1:
            yield f"章节编号不连续：“{before.label}”之后是“{section.label}”"


def _count(section: Section) -> int:
    mark = read_mark(f"{section.number}甲")
    return mark.count if mark else 0


def _headings(body: Sequence[str], year: int | None) -> list[Heading | None]:
    """For each paragraph the heading that it is or begins with.

    A heading that is printed twice, one line under the other, heads one section.
    """
    found = list(numbered_headings(body, year))
    for at, style in bare_headings(body, found, year).items():
        found[at] = bare_heading(body[at], style)
    return [
        None if before and each and _words(before) == _words(each) else each
        for before, each in pairwise([None, *found])
    ]


def _words(heading: Heading) -> tuple[Style, int, str | None]:
    """What makes a heading the same as another, however its number is printed."""
    return heading.style, heading.count, heading.text

"""The outline: which paragraphs head a section, at which level, and of which kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from searchapp.parsing.dates import years
from searchapp.parsing.marks import Mark, Style, read_mark
from searchapp.reports import Genre, Section, SectionKind
from searchapp.text import fold

_LEVELS: Final = 3
#: A run-in heading has no more characters; a heading alone on its line may have more.
_RUN_IN: Final = 60
_ALONE: Final = 100
_SENTENCE_END: Final = re.compile("[。！？]")
_TRAILING: Final = "。：:；;"

#: What a level-1 heading says of its section; the first that fits counts (GENRE 5.3).
_CUES: Final = (
    (SectionKind.JUDGMENTS, re.compile("裁判|判决")),
    (
        SectionKind.DUTIES,
        re.compile("第一责任人|主要责任人|主要负责(?:人|同志).*(?:履行|职责|履职|述法)"),
    ),
    (
        SectionKind.SHORTCOMINGS,
        re.compile(
            "不足|短板|(?:存在|面临)(?:的|着)?(?:主要|突出)?(?:问题|困难|差距|挑战)|问题[和及与]原因"
        ),
    ),
    (SectionKind.SUGGESTIONS, re.compile("意见[、和与及]?建议|^(?:有关)?建议$")),
    (SectionKind.OTHER, re.compile("^其[他它]|其[他它](?:需要|重要|事项|情况)")),
)
_NEXT_YEAR: Final = re.compile("下一步|下步|下一年|下年|明年|来年|今后|接下来")
_INTENDED: Final = re.compile("安排|打算|思路|计划|规划|目标任务|重点工作|工作重点|工作要点")
_DONE: Final = re.compile("完成|落实|回顾|总结|成效|情况|做法")
_MEASURES: Final = re.compile("举措|措施|成效|做法|主要工作|情况|总结|回顾|工作")
#: Genres in which a section that no cue names tells what was done.
_TELLING: Final = {Genre.RULE_OF_LAW, Genre.GOVERNMENT_WORK, Genre.SUMMARY}


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
    numbered: bool
    open: list[tuple[Style, int, Section]] = field(default_factory=list)
    arabic: int = 0
    chinese: int = 0
    turned: bool = False
    outline: list[Section] = field(default_factory=list)

    def place(self, text: str) -> Placed:
        mark = self._mark(text)
        if mark is not None:
            self._enter(mark, heading_of(text[mark.end :]))
        return Placed(text, tuple(section for _, _, section in self.open))

    def _mark(self, text: str) -> Mark | None:
        """The mark of a heading, with a level-1 number that slipped into figures put right."""
        mark = read_mark(text)
        if mark is None or mark.style is not Style.ARABIC:
            return mark
        heading = heading_of(text[mark.end :]) if "、" in mark.number else None
        if mark.count == self.chinese + 1 > 1 and heading and cue_of(heading, self.year):
            return Mark(Style.CHINESE, mark.number, mark.count, mark.end)
        # A figure that goes on from no other is the rest of a sentence, not a heading.
        return mark if mark.count in (1, self.arabic + 1) else None

    def _enter(self, mark: Mark, heading: str | None) -> None:
        kept = [each for each in self.open if each[0] < mark.style]
        lowest = 2 if self.numbered and mark.style > Style.CHINESE else 1
        level = max(kept[-1][2].level + 1 if kept else 1, lowest)
        self._count(mark)
        if level > _LEVELS:
            return
        kind = kept[0][2].kind if kept and level > 1 else self._kind(heading or "")
        section = Section(level, mark.number, heading, kind)
        self.open = [*kept, (mark.style, mark.count, section)]
        self.outline.append(section)

    def _count(self, mark: Mark) -> None:
        if mark.style is Style.ARABIC:
            self.arabic = mark.count
        elif mark.style is Style.CHINESE:
            self.chinese = mark.count

    def _kind(self, heading: str) -> SectionKind:
        kind = cue_of(heading, self.year)
        self.turned = self.turned or kind in (SectionKind.SHORTCOMINGS, SectionKind.PLANS)
        if kind is not None:
            return kind
        telling = self.genre in _TELLING and (not self.turned or _MEASURES.search(heading))
        return SectionKind.MEASURES if telling else SectionKind.OTHER


def read_outline(
    body: Sequence[str], year: int | None, genre: Genre
) -> tuple[tuple[Section, ...], list[Placed]]:
    """The sections of a body in order, and its paragraphs, each with where it stands."""
    marks = [mark for text in body if (mark := read_mark(text))]
    numbered = any(mark.style is Style.CHINESE for mark in marks)
    reader = _Reader(year, genre, numbered)
    placed = [reader.place(text) for text in body]
    return tuple(reader.outline), placed


def heading_of(text: str) -> str | None:
    """The heading at the beginning of a paragraph, its number taken off.

    A line without the end of a sentence inside is all heading; else its first sentence is, if that
    has at most 60 characters; else there is none.
    """
    bare = text.rstrip(_TRAILING).strip()
    end = _SENTENCE_END.search(bare)
    if end is None:
        limit = _RUN_IN if "；" in bare else _ALONE
        return bare if 0 < len(bare) <= limit else None
    return bare[: end.start()] if end.start() <= _RUN_IN else None


def cue_of(heading: str, year: int | None) -> SectionKind | None:
    """The kind that the words of a level-1 heading name, None where they name none."""
    first = fold(_SENTENCE_END.split(heading)[0]).text
    for kind, pattern in _CUES:
        if pattern.search(first):
            return kind
    later = year is not None and any(each > year for each in years(first))
    intended = _INTENDED.search(first) and not _DONE.search(first)
    if later or _NEXT_YEAR.search(first) or intended:
        return SectionKind.PLANS
    return None


def headings(body: Sequence[str]) -> Iterator[str]:
    """The headings with a Chinese number, for whoever looks for a fact in them."""
    for text in body:
        mark = read_mark(text)
        if mark and mark.style is Style.CHINESE and (heading := heading_of(text[mark.end :])):
            yield heading

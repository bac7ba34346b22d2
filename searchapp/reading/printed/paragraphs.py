"""From printed lines to the paragraphs that somebody wrote: what a page's width cut is joined.

A line ends where its paragraph ends when the next line's first word would still have fitted on
it. Where it would not, the next begins a paragraph only if it is set in, stands lower, or is of
another size; so a sentence goes on over the end of a page.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from searchapp.reading.printed.page import Line, Page, width_in_ems

#: What is never parted at the end of a line: a word, or a character with the marks round it.
_FIRST_WORD: Final = re.compile(
    r"[（(《〈“‘「『【]*(?:[A-Za-z0-9.,:/@_%％+\-~]+|.)[，。、；：！？）)》〉”’」』】％…]*"
)
#: What a paragraph of a report may begin with, where only its words may show that it does.
_MARK: Final = re.compile(
    r"(?P<part>第[一二三四五六七八九十百]{1,3}(?:部分|章|条))|(?P<chinese>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<bracketed>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<arabic>\d{1,2}[.．、](?!\d))"
)
_NUMERALS: Final = "一二三四五六七八九十"
_LEAD: Final = re.compile(rf"[{_NUMERALS}]是")
_LEADS_WITHIN: Final = re.compile(rf"(?<=[。；：]){_LEAD.pattern}")
_MARK_WITHIN: Final = re.compile(rf"(?<=[。；：])(?:{_MARK.pattern})")
#: What begins a line of its own whatever stands before it.
_CLOSING: Final = re.compile(r"特此(?:报告|汇报)|抄送[：:]")
_SENTENCE_END: Final = ("。", "；", "：", "！", "？", "”", "）", ".", ";", ":", ")")
_HANGING: Final = ("。", "，", "、", "；", "：", "！", "？", "”", "）", "》")
#: What ends a title, and what stands in the middle below one.
_TITLE_END: Final = re.compile(r"(?:报告|总结|汇报)$")
_BELOW_TITLE: Final = re.compile(r"[（(].*[）)]$|.*\d\s*号$|.*年.*月.*日$|——|关于")
#: In ems: how much room may be left on a full line; how far a line stands in that is set in, and
#: one that is set in the middle; how far apart the ends of full lines may be.
_SLACK, _SET_IN, _CENTRED, _RAGGED = 0.6, 1.2, 2.6, 1.2
#: So many ems in begins no paragraph of text.
_ASIDE: Final = 8
#: Sizes and distances that differ by such factors differ for a reader too.
_OTHER_SIZE, _LOWER, _TITLE_SIZE = 1.25, 1.3, 1.1
#: A page with fewer lines than this does not show its margins, nor does a right margin show at
#: which fewer lines end, or a smaller share of all. That at which so many end is sure.
_FEW, _FULL_LINES, _FULL_SHARE = 5, 3, 0.2
_MANY, _SURELY_FULL = 10, 0.5


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a page is set: where its lines begin and end, how far apart they stand, their size."""

    left: float
    right: float
    pitch: float
    em: float

    def indent(self, line: Line) -> float:
        """How far a line is set in, in ems."""
        return (line.left - self.left) / line.em

    def room_after(self, line: Line) -> float:
        """How many ems would still go on a line; one in the middle grows on both sides."""
        free = self.right - line.right
        return (free + line.left - self.left if self.centres(line) else free) / line.em

    def centres(self, line: Line) -> bool:
        """Whether a line stands in the middle."""
        before, after = line.left - self.left, self.right - line.right
        least = 0.0 if self.is_large(line) else _CENTRED * line.em
        return before > least and abs(before - after) <= line.em

    def is_large(self, line: Line) -> bool:
        """Whether a line is of the size of a title."""
        return line.em > _TITLE_SIZE * self.em


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, the number of its page, and how that is set."""

    line: Line
    page: int
    setting: _Setting

    @property
    def is_set_in(self) -> bool:
        """Whether it begins farther in than others."""
        return self.setting.indent(self.line) > _SET_IN

    @property
    def is_aside(self) -> bool:
        """Whether it begins so far in that it is a signature or stands in the middle."""
        return self.setting.indent(self.line) > _ASIDE

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a paragraph may."""
        return self.line.text.endswith(_SENTENCE_END)

    @property
    def mark(self) -> str | None:
        """The style of the mark that it begins with."""
        mark = _MARK.match(self.line.text)
        return mark.lastgroup if mark else None

    @property
    def lead(self) -> int:
        """What it counts to if it begins with 一是, 二是 …; else 0."""
        return _NUMERALS.find(self.line.text[0]) + 1 if _LEAD.match(self.line.text) else 0


@dataclass(frozen=True, slots=True)
class _Habits:
    """The marks with which a document begins paragraphs that it does not set in.

    These are marks of which more stand where a paragraph surely begins than later in such ones.
    """

    beginning: frozenset[str]

    def begins(self, opening: _Placed, before: _Placed, placed: _Placed) -> bool:
        """Whether a line begins a paragraph, given the line before and where that one's began."""
        if _surely_begins(opening, before, placed):
            return True
        marked = placed.mark in self.beginning or _CLOSING.match(placed.line.text) is not None
        return marked and before.ends_sentence and not placed.is_set_in


def _surely_begins(opening: _Placed, before: _Placed, placed: _Placed) -> bool:
    """Whether a line begins a paragraph whatever its words."""
    line = placed.line
    if before.line.is_row or line.is_row or _sizes_differ(before.line, line):
        return True
    if _stands_lower(before, placed):
        return True
    first_word = _width_of_first_word(line) * line.em / before.line.em
    if before.setting.room_after(before.line) >= first_word + _SLACK:
        return True
    goes_on = _hangs(opening.line, line) or _goes_on_in_the_middle(before, placed)
    return (placed.is_set_in or opening.is_aside) and not goes_on


def _stands_lower(before: _Placed, placed: _Placed) -> bool:
    """Whether there is more room between two lines of a page than between others."""
    distance = placed.line.base - before.line.base
    usual = placed.setting.pitch * max(1.0, placed.line.em / placed.setting.em)
    return before.page == placed.page and distance > _LOWER * usual > 0


def _goes_on_in_the_middle(before: _Placed, placed: _Placed) -> bool:
    """Whether a line is the rest of a title that was too long for one."""
    ends = _TITLE_END.search(before.line.text) or _BELOW_TITLE.match(placed.line.text)
    is_title = before.setting.is_large(before.line)
    return is_title and not ends and placed.setting.centres(placed.line)


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of these pages in order; a row of a table is one."""
    placed = list(_placed(pages))
    paragraphs = _parted(placed, _habits(placed).begins)
    after = [*paragraphs[1:], []][: len(paragraphs)]
    parted: list[list[_Placed]] = []
    for lines, following in zip(paragraphs, after, strict=True):
        parted += _parted_at_leads(lines, parted[-1:], [following] if following else [])
    return [_run_on(lines) for lines in parted]


def _parted(
    placed: Sequence[_Placed], begins: Callable[[_Placed, _Placed, _Placed], bool]
) -> list[list[_Placed]]:
    """The lines in paragraphs, each parted from the one before where it begins."""
    paragraphs: list[list[_Placed]] = []
    for each in placed:
        if not paragraphs or begins(paragraphs[-1][0], paragraphs[-1][-1], each):
            paragraphs.append([])
        paragraphs[-1].append(each)
    return paragraphs


def _run_on(lines: Sequence[_Placed]) -> str:
    return reduce(joined, (each.line.text for each in lines))


def joined(before: str, after: str) -> str:
    """Two lines as they would have been printed on one; a word cut with a hyphen is whole."""
    latin = before[-1:].isascii() and after[:1].isascii()
    if latin and before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].islower():
        return before[:-1] + after
    spaced = latin and before[-1:].isalnum() and after[:1].isalpha()
    return before + (" " if spaced else "") + after


def _placed(pages: Sequence[Page]) -> Iterator[_Placed]:
    settings = _settings(pages)
    for number, (page, setting) in enumerate(zip(pages, settings, strict=True)):
        yield from (_Placed(line, number, setting) for line in page.lines)


def _parted_at_leads(
    lines: list[_Placed],
    before: Sequence[Sequence[_Placed]],
    after: Sequence[Sequence[_Placed]],
) -> list[list[_Placed]]:
    """A paragraph parted where 二是 begins a line, if 一是 or 三是 begins one beside it.

    Where one stands in the midst of a line, they are sentences of one paragraph.
    """
    first = lines[0].lead
    starts = [at for at in range(1, len(lines)) if lines[at].lead and lines[at - 1].ends_sentence]
    within = _LEADS_WITHIN.findall(_run_on(lines))
    if not first or not starts or len(within) > len(starts):
        return [lines]
    beside = [each[0].lead - first for each in before]
    beside += [lines[starts[-1]].lead - each[0].lead for each in after]
    if -1 not in beside:
        return [lines]
    return [lines[start:end] for start, end in pairwise([0, *starts, len(lines)])]


def _habits(placed: Sequence[_Placed]) -> _Habits:
    parted = _parted(placed, _surely_begins)
    beginning = Counter(lines[0].mark for lines in parted)
    within = Counter(mark for lines in parted for mark in _marks_within(lines))
    set_in = {lines[0].mark for lines in parted if lines[0].is_set_in}
    marks = {mark for mark in beginning if mark and beginning[mark] > within[mark]}
    return _Habits(frozenset(marks - set_in))


def _marks_within(lines: Sequence[_Placed]) -> list[str]:
    """The marks in a paragraph of the style of that with which it begins."""
    styles = (mark.lastgroup for mark in _MARK_WITHIN.finditer(_run_on(lines)))
    return [style for style in styles if style and style == lines[0].mark]


def _sizes_differ(before: Line, line: Line) -> bool:
    return max(before.em, line.em) > _OTHER_SIZE * min(before.em, line.em)


def _hangs(opening: Line, line: Line) -> bool:
    """Whether a line begins where the text of the entry that it belongs to begins."""
    return opening.hang is not None and abs(line.left - opening.hang) <= 0.4 * line.em


def _width_of_first_word(line: Line) -> float:
    word = _FIRST_WORD.match(line.text)
    return width_in_ems(word[0]) if word else 0.0


def _settings(pages: Sequence[Page]) -> list[_Setting]:
    """How each page is set; what one does not show is as on the others."""
    texts = [[line for line in page.lines if not line.is_row] for page in pages]
    shown = [_shown_margins(page, lines) for page, lines in zip(pages, texts, strict=True)]
    usual = _usual_margins([margins for margins in shown if margins])
    pitch = _pitch(texts)
    em = median([line.em for lines in texts for line in lines for _ in line.text] or [1.0])
    return [
        _Setting(
            *_margins_of(page, lines, own, usual),
            _pitch([lines]) if len(lines) >= _MANY else pitch,
            em,
        )
        for page, lines, own in zip(pages, texts, shown, strict=True)
    ]


class _Margins(NamedTuple):
    """Where lines begin and end, how many there are, and how many of them are full."""

    left: float
    right: float
    lines: int
    full: int

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def is_sure(self) -> bool:
        """Whether so many lines end in one place that it is none by chance."""
        return self.lines >= _MANY and self.full >= _SURELY_FULL * self.lines


def _shown_margins(page: Page, lines: Sequence[Line]) -> _Margins | None:
    """The margins of a page, if it has enough lines to show them."""
    if len(lines) < _FEW:
        return None
    em = median(line.em for line in lines)
    left = _edge([line.left for line in lines], em, max(2, _FULL_SHARE / 2 * len(lines)))
    ends = [-_end(line) for line in lines]
    right = _edge(ends, em, max(_FULL_LINES, _FULL_SHARE * len(lines)))
    if left is None or right is None:
        return None
    full = sum(end <= right + _RAGGED * em for end in ends)
    shown = _Margins(left, -right, len(lines), full)
    return shown if shown.is_sure or 4 * shown.width >= 3 * (page.width - 2 * left) else None


def _usual_margins(shown: Sequence[_Margins]) -> _Margins | None:
    """The margins in which most lines of a document stand."""
    by_width = sorted(shown, key=lambda margins: margins.width)
    half, seen = sum(margins.lines for margins in shown) / 2, 0
    for margins in by_width:
        seen += margins.lines
        if seen >= half:
            return margins
    return None


def _margins_of(
    page: Page, lines: Sequence[Line], own: _Margins | None, usual: _Margins | None
) -> tuple[float, float]:
    """The margins of a page: its own if they are as usual or sure, else the usual ones."""
    if own and usual and (own.is_sure or 8 * abs(own.width - usual.width) <= usual.width):
        return own.left, own.right
    if usual:
        left = own.left if own else usual.left
        return left, left + usual.width
    left = min((line.left for line in lines), default=0.0)
    return left, max([page.width - left, *(line.right for line in lines)])


def _end(line: Line) -> float:
    """Where a line ends, but for a mark that may hang over the margin."""
    return line.right - (line.em if line.text.endswith(_HANGING) else 0.0)


def _edge(ends: Iterable[float], em: float, enough: float) -> float | None:
    """The outermost place within an em or so of which enough lines end."""
    ordered = sorted(ends)
    for at, end in enumerate(ordered):
        if bisect_right(ordered, end + _RAGGED * em) - at >= enough:
            return end
    return None


def _pitch(texts: Sequence[Sequence[Line]]) -> float:
    """How far apart the lines of a paragraph stand: most stand so, some farther apart."""
    distances = sorted(
        line.base - before.base
        for lines in texts
        for before, line in pairwise(lines)
        if line.base > before.base
    )
    return distances[len(distances) // 4] if distances else 0.0

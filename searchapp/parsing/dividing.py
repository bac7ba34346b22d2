"""Headings in mid-paragraph: what a scraper ran together is taken apart again.

Only a heading that is unmistakable begins a paragraph of its own: a sentence ends before it, its
number goes on from the heading before, and none that follows has that number again. A list in a
sentence, 一、…；二、…, stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.parsing.dates import is_date
from searchapp.parsing.marks import Style, is_organ_line, read_mark

_NUMERALS: Final = "一二三四五六七八九十"
_INNER: Final = {
    Style.PART: re.compile(rf"(?<=[。！？：”）\s])第[{_NUMERALS}]{{1,3}}部分[：:、]"),
    Style.CHINESE: re.compile(rf"(?<=[。！？：:”）)\s])[{_NUMERALS}]{{1,3}}[、．](?=\S\S)"),
    Style.BRACKETED: re.compile(
        rf"(?<=\S)[（(][{_NUMERALS}]{{1,3}}[）)](?=\S\S)"
        rf"|(?<=[。！？”])[{_NUMERALS}]{{1,3}}[）)](?=\S\S)"  # the opening bracket was lost
    ),
    Style.ARABIC: re.compile(r"(?<=[。！？”])\d{1,2}[.．、](?=[^\d\s])"),
}
_SENTENCE_END: Final = re.compile("[。！？]")
_ANNOUNCING: Final = ("报告", "汇报", "总结")
_PARTING: Final = "。！？”"
#: Numbers of these styles begin again under each heading above them; figures may run on.
_RESTARTING: Final = (Style.CHINESE, Style.BRACKETED)
#: As much of the text after a number shows whether it is one.
_LOOK: Final = 4
#: A level-1 heading of no more characters may be followed by （一） without a stop.
_HEADING: Final = 60
_SIGNED: Final = re.compile(
    r"(?<=[。！”）])(?=(?:特此[报汇]告。?)?(?:中共)?[\u3400-\u9fff]{2,40}(?:委员会|政府|办事处)\s?"
    r"[0-9二〇○O零一三四五六七八九]{4}年[0-9元一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日$)"
)
_FORMULA: Final = re.compile(r"特此[报汇]告。?")


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a number stands that may be a heading's: in which paragraph, and where in it."""

    paragraph: int
    at: int
    style: Style
    count: int


def divide(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, with a new one at each heading or signature that stood in mid-line."""
    cuts: dict[int, list[int]] = {}
    for start in _inner_headings(paragraphs):
        cuts.setdefault(start.paragraph, []).append(start.at)
    divided = [
        piece
        for number, paragraph in enumerate(paragraphs)
        for piece in _cut(paragraph, cuts.get(number, []))
    ]
    return [*divided[:-1], *_unsigned(divided[-1])] if divided else []


def _cut(text: str, places: Sequence[int]) -> Iterator[str]:
    for start, end in zip([0, *places], [*places, len(text)], strict=True):
        yield text[start:end].strip()


def _unsigned(text: str) -> list[str]:
    """The last paragraph, and the signature that was run on to it."""
    found = _SIGNED.search(text)
    if found is None:
        return [text]
    body, signed = text[: found.start()], text[found.start() :]
    formula = _FORMULA.match(signed)
    pieces = [signed[: formula.end()], signed[formula.end() :]] if formula else [signed]
    return [body, *(piece for piece in pieces if piece)]


def _inner_headings(paragraphs: Sequence[str]) -> Iterator[_Start]:
    starts = [start for n, text in enumerate(paragraphs) for start in _starts(n, text)]
    if all(start.at == 0 for start in starts):
        return
    sequence = _Sequence(paragraphs, starts)
    for index, start in enumerate(starts):
        if start.at == 0:
            sequence.go_on(start)
        elif sequence.fits(index):
            sequence.go_on(start)
            yield start


def _starts(number: int, text: str) -> list[_Start]:
    """The numbers at the head of a paragraph and inside it, in order."""
    if "\t" in text or is_date(text) or is_organ_line(text):
        return []
    first = read_mark(text)
    found = [_Start(number, 0, first.style, first.count)] if first else []
    for style, pattern in _INNER.items():
        for inner in pattern.finditer(text):
            mark = read_mark(text[inner.start() : inner.end() + _LOOK])
            if mark and mark.style is style and inner.start() > 0:
                found.append(_Start(number, inner.start(), style, mark.count))
    return sorted(found, key=lambda start: start.at)


class _Sequence:
    """How far the numbers of both styles have come, and what may follow."""

    def __init__(self, paragraphs: Sequence[str], starts: Sequence[_Start]) -> None:
        self._paragraphs, self._starts = paragraphs, starts
        self._ahead = _looking_ahead(starts)
        self._counts = dict.fromkeys(Style, 0)
        self._last: _Start | None = None
        #: Paragraphs with a list of their own, by the style of its numbers.
        self._listing: set[tuple[int, Style]] = set()
        #: Paragraphs that hold a heading of the upper levels, and so may hold any.
        self._mixed: set[int] = set()

    def go_on(self, start: _Start) -> None:
        """A heading stands here."""
        self._counts[start.style] = start.count
        for lower in _RESTARTING:
            if lower > start.style:
                self._counts[lower] = 0
        self._last = start
        if start.at:
            self._mixed.add(start.paragraph)

    def fits(self, index: int) -> bool:
        """Whether the number in mid-paragraph can be nothing but the next heading's."""
        start, ahead = self._starts[index], self._ahead[index]
        first = self._is_first_below(start)
        if start.style is Style.ARABIC:
            runs_on = start.count in (1, self._counts[Style.ARABIC] + 1)
            return first or (runs_on and start.paragraph in self._mixed)
        if start.count == 1 and self._counts[start.style] > 0:
            self._listing.add((start.paragraph, start.style))
        return (
            start.count == self._counts[start.style] + 1
            and (start.paragraph, start.style) not in self._listing
            and not ahead.comes_again(start.count)
            and (first or (self._is_parted(start) and (start.count > 1 or ahead.second)))
        )

    def _is_parted(self, start: _Start) -> bool:
        """Whether a sentence ends before the number, or nothing but a heading stands there."""
        text = self._paragraphs[start.paragraph]
        if start.style < Style.BRACKETED or text[start.at - 1] in _PARTING:
            return True
        if start.count == 1 and text.endswith("如下：", 0, start.at):
            return True
        return self._is_below_heading(start)

    def _is_first_below(self, start: _Start) -> bool:
        """Whether the number is the first, right after a heading above it or the preamble."""
        parted = self._paragraphs[start.paragraph][start.at - 1] in _PARTING
        return start.count == 1 and (
            self._announced(start) or (parted and self._is_below_heading(start))
        )

    def _announced(self, start: _Start) -> bool:
        """Whether the sentence before the number says that the report begins here."""
        text = self._paragraphs[start.paragraph]
        return any(text.endswith(f"{word}如下：", 0, start.at) for word in _ANNOUNCING)

    def _is_below_heading(self, start: _Start) -> bool:
        """Whether only the words of a level-1 heading stand between its number and this one."""
        last = self._last
        if last is None or last.paragraph != start.paragraph:
            return False
        between = self._paragraphs[start.paragraph][last.at : start.at].rstrip(_PARTING)
        words = len(between) <= _HEADING and not _SENTENCE_END.search(between)
        return words and last.style < min(start.style, Style.BRACKETED)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What follows a number in its own style, up to the next number of the style above.

    ``line`` is the count of the next that begins a paragraph, 0 without one.
    """

    line: int = 0
    second: bool = False

    def comes_again(self, count: int) -> bool:
        """Whether the next number at a line's start does not go on from this one."""
        return 0 < self.line <= count

    def behind(self, start: _Start) -> "_Ahead":
        """The same, seen from before a number."""
        line = start.count if start.at == 0 else self.line
        return _Ahead(line, self.second or start.count == 2)


def _looking_ahead(starts: Sequence[_Start]) -> list[_Ahead]:
    """For each number what follows it."""
    views: list[_Ahead] = []
    seen: dict[Style, _Ahead] = {}
    for start in reversed(starts):
        view = seen.get(start.style, _Ahead())
        views.append(view)
        seen = {style: each for style, each in seen.items() if style < start.style}
        seen[start.style] = view.behind(start)
    return views[::-1]

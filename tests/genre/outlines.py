"""Sections (§5.1, §5.2): how headings are numbered, how they end, how the text below begins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Final

from searchapp.reports import Section
from searchapp.reports import SectionKind as Kind
from tests.genre import wordings
from tests.genre.prose import Prose
from tests.genre.truth import Paragraph, paragraph

_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Style:
    """How a level is numbered.

    ``before`` and ``after`` are what a converter set round the heading, ``gap`` stands after the
    number.
    """

    number: Callable[[int], str]
    before: str = ""
    gap: str = ""
    after: str = ""


def _numeral(form: str) -> Callable[[int], str]:
    return lambda n: form.format(_NUMERALS[n - 1])


def _figure(form: str) -> Callable[[int], str]:
    return lambda n: form.format(n)


_PLAIN: Final = Style(_numeral("{}、"))
TOPS: Final[dict[str, Style]] = {
    "§5.1 一、": _PLAIN,
    "§5.1 一、 and a blank": replace(_PLAIN, gap=" "),
    "§5.1 ## 二、": replace(_PLAIN, before="## "),
    "§5.1 ### 三、": replace(_PLAIN, before="### "),
    "§5.1 ## **六、…**": replace(_PLAIN, before="## **", after="**"),
    "§5.1 ranks mixed": _PLAIN,
    "§5.1 3、 after 二、": Style(lambda n: f"{_NUMERALS[n - 1]}、" if n < 3 else f"{n}、"),
    "§5.1 unnumbered": Style(lambda _: ""),
    "§5.1 第一部分：": Style(_numeral("第{}部分：")),
}
#: The same rank in one document, section after section.
_MIXED: Final = (
    *(_PLAIN, replace(_PLAIN, before="## "), replace(_PLAIN, before="### ")),
    *(replace(_PLAIN, before="## **", after="**"),),
)
_BRACKETED: Final = Style(_numeral("（{}）"))
SUBS: Final[dict[str, Style]] = {
    "§5.1 （一）": _BRACKETED,
    "§5.1 (一)": Style(_numeral("({})")),
    "§5.1 **（一）…**": replace(_BRACKETED, before="**", after="**"),
    "§5.1 (二) and a blank": Style(_numeral("({})"), gap=" "),
    "§5.1 一) bracket lost": Style(_numeral("{})")),
    "§5.1 1、 under level 1": Style(_figure("{}、")),
    "§5.1 1. under level 1": Style(_figure("{}."), gap=" "),
    "§5.1 first unnumbered, then (二)": Style(lambda n: f"({_NUMERALS[n - 1]})" if n > 1 else ""),
}
THIRDS: Final[dict[str, Style | None]] = {
    "§5.1 1.": Style(_figure("{}.")),
    "§5.1 1. and a blank": Style(_figure("{}."), gap=" "),
    "§5.1 1、 running on": Style(_figure("{}、")),
    "§5.1 *. masked": Style(lambda _: "*."),
    "§5.1 unnumbered lead-ins": None,
}
#: How the text under a heading tells its points: for the n-th, as it is quoted and printed.
INLINES: Final[dict[str, Callable[[int, str], tuple[str, str]]]] = {
    "§5.1 一是…二是…": lambda n, text: (f"{_NUMERALS[n]}是{text}",) * 2,
    "§5.1 **一是…。**": lambda n, text: (
        f"{_NUMERALS[n]}是压实责任。{text}",
        f"**{_NUMERALS[n]}是压实责任。**{text}",
    ),
    "§5.1 第一,…": lambda n, text: (f"第{_NUMERALS[n]}，{text}",) * 2,
    "§5.1 ①②③": lambda n, text: ("①②③④"[n] + text,) * 2,
    "§5.1 ⑴": lambda n, text: ("⑴⑵⑶⑷"[n] + text,) * 2,
    "§5.1 一方面…另一方面…": lambda n, text: (("一方面，", "另一方面，")[n % 2] + text,) * 2,
}
#: Rows of §5.2, each with what a heading ends with on the line.
ENDS: Final[dict[str, str]] = {
    "§5.2 nothing": "",
    "§5.2 。": "。",
    "§5.2 。 at level 1": "",
    "§5.2 ：": "：",
    "§5.2 run-in": "。",
    "§5.2 run-in of more than 60": "。",
    "§5.2 run-in without punctuation": "",
    "§5.2 two clauses, comma": "",
    "§5.2 two clauses, blank": "",
    "§5.2 noun phrase in 情况": "。",
    "§5.2 very long, in 等情况": "",
    "§5.2 all on one line": "。",
    "§5.2 duplicated line by line": "",
}
_RUN_IN: Final = {
    *("§5.2 run-in", "§5.2 run-in of more than 60", "§5.2 run-in without punctuation"),
    *("§5.2 noun phrase in 情况", "§5.2 all on one line"),
}
#: Rows in which a heading of level 1 ends with 。.
_STOPPED: Final = {"§5.2 。 at level 1", "§5.2 all on one line"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The rows of §5.1 and §5.2 that an outline is written in."""

    top: str = "§5.1 一、"
    sub: str = "§5.1 （一）"
    third: str = "§5.1 1."
    inline: str = "§5.1 一是…二是…"
    end: str = "§5.2 nothing"

    @property
    def rows(self) -> frozenset[str]:
        """The rows by name."""
        return frozenset((self.top, self.sub, self.third, self.inline, self.end))


@dataclass(slots=True)
class Outline:
    """Writes section after section; ``prose`` fills them."""

    shape: Shape
    prose: Prose
    rng: Random
    thirds: Iterator[int] = field(default_factory=lambda: count(1))

    def section(
        self, n: int, kind: Kind, heading: str, parts: int | tuple[str, ...]
    ) -> Iterator[Paragraph]:
        """The n-th section of level 1 with these parts, or so many; its points without any."""
        end = "。" if self.shape.end in _STOPPED else ""
        yield self._heading(self._top(n), n, Section(1, "", heading, kind), end)
        if isinstance(parts, int):
            parts = tuple(map(self._worded, self._some(wordings.PARTS.get(kind, ()), parts)))
        # A single part without its number is no part that anybody could tell.
        first = 2 if len(parts) == 1 and not SUBS[self.shape.sub].number(1) else 1
        for at, name in enumerate(parts, start=first):
            yield from self._part(at, kind, name)
        if kind in (Kind.JUDGMENTS, Kind.OTHER):
            yield paragraph("无。")
        elif not parts:
            yield from self._points(kind)

    def _some(self, names: tuple[str, ...], size: int) -> list[str]:
        return self.rng.sample(names, size)

    def _top(self, n: int) -> Style:
        if self.shape.top == "§5.1 ranks mixed":
            return _MIXED[(n - 1) % len(_MIXED)]
        return TOPS[self.shape.top]

    def _worded(self, name: str) -> str:
        """The name of a part in the manner of §5.2."""
        return {
            "§5.2 two clauses, comma": f"{name}，推动任务落地落实",
            "§5.2 two clauses, blank": f"{name} 推动任务落地落实",
            "§5.2 noun phrase in 情况": wordings.SITUATION,
            "§5.2 very long, in 等情况": wordings.VERY_LONG,
            "§5.2 run-in of more than 60": wordings.OVER_SIXTY,
        }.get(self.shape.end, name)

    def _part(self, at: int, kind: Kind, name: str) -> Iterator[Paragraph]:
        style = _PLAIN if self.shape.top == "§5.1 第一部分：" else SUBS[self.shape.sub]
        section = Section(2, "", name, kind)
        body = self._body(kind)
        if self.shape.end in _RUN_IN:
            yield self._run_in(style, at, section, body)
        else:
            yield self._heading(style, at, section, ENDS[self.shape.end])
            yield paragraph(body)
        if at > 1 and kind is Kind.MEASURES and "under level 1" not in self.shape.sub:
            yield from self._third_level(kind)

    def _third_level(self, kind: Kind) -> Iterator[Paragraph]:
        running = self.shape.third == "§5.1 1、 running on"
        numbers = self.thirds if running else count(1)
        for name in self._some(wordings.POINTS, 2):
            style = THIRDS[self.shape.third]
            if self.shape.top == "§5.1 第一部分：":
                style = _BRACKETED
            if style is None:
                yield paragraph(f"{name}。{self._body(kind)}")
            else:
                section = Section(3, "", name, kind)
                yield self._run_in(style, next(numbers), section, self._body(kind), "。")

    def _heading(self, style: Style, n: int, section: Section, end: str) -> Paragraph:
        number = style.number(n)
        heading = f"{section.heading}{end}"
        return paragraph(
            number + heading,
            f"{style.before}{number}{style.gap}{heading}{style.after}",
            opens=replace(section, number=number),
        )

    def _run_in(
        self, style: Style, n: int, section: Section, body: str, end: str | None = None
    ) -> Paragraph:
        """Heading and text in one paragraph; a heading that cannot be told from it is None."""
        alone = self._heading(style, n, section, ENDS[self.shape.end] if end is None else end)
        untold = section.level == 2 and self.shape.end in (
            "§5.2 run-in of more than 60",
            "§5.2 run-in without punctuation",
        )
        opens = alone.opens
        if opens and untold:
            opens = replace(opens, heading=None)
        return paragraph(alone.text + body, alone.printed[0] + body, opens=opens)

    def _body(self, kind: Kind) -> str:
        if self.shape.end == "§5.2 run-in without punctuation":
            return self.prose.done(5).replace("。", "，")[:-1] + "。"
        return self._said(kind)

    def _said(self, kind: Kind) -> str:
        if kind is Kind.SHORTCOMINGS:
            return self.prose.lacking()
        ahead = kind in (Kind.PLANS, Kind.SUGGESTIONS)
        return self.prose.intended() if ahead else self.prose.done()

    def _points(self, kind: Kind) -> Iterator[Paragraph]:
        tell = INLINES[self.shape.inline]
        for n in range(2):
            yield paragraph(*tell(n, self._said(kind)))


def duplicated(story: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """Each heading twice; the second is text of the section."""
    for each in story:
        yield each
        if each.opens:
            yield replace(each, opens=None)


def on_one_line(story: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """All on one line, where only a heading shows that a paragraph begins."""
    line = "".join(each.text for each in story)
    runs: list[Paragraph] = []
    for each in story:
        if each.opens or not runs:
            runs.append(replace(each, printed=()))
        else:
            runs[-1] = replace(runs[-1], text=runs[-1].text + each.text)
    yield replace(runs[0], printed=(line,))
    yield from runs[1:]

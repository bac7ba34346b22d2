"""What is said of quotes and sources, the same in every kind of document."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from searchapp.briefing.citations import READ_OFF, dated_source
from searchapp.briefing.paper import Lost, Paper, Quoted
from searchapp.briefing.signs import INSTEAD, printed, unprintable
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate

#: The heading of the list of sources.
SOURCES: Final = "出处"
#: How the line about the last check begins.
HELD: Final = "引文最近一次与出处核对"
#: What stands there now is told where it is not longer than this.
_LONGEST_NOW: Final = 120


class Where(StrEnum):
    """Where the source of a quote is told."""

    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    BRACKETS = "brackets"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _WHERE_LABELS[self]


_WHERE_LABELS = {
    Where.FOOTNOTES: "脚注",
    Where.ENDNOTES: "尾注",
    Where.BRACKETS: "文中括注",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it is told: number, citation, what is to be noted of the quote, and the link."""

    number: int
    citation: str
    remark: str
    link: str

    @property
    def told(self) -> str:
        """Citation and remark, as one text."""
        return f"{self.citation}{self.remark}"


def source_of(paper: Paper, quoted: Quoted) -> Source:
    """The source of a quote, ready to be printed."""
    remarks = "".join(f"【{each}】" for each in _remarks(quoted))
    return Source(
        quoted.number,
        printed(_cited(quoted.held.now or quoted.excerpt)),
        printed(remarks),
        paper.link(quoted),
    )


def lost_words(lost: Lost) -> str:
    """What stands in place of a quote that is not there any more."""
    return printed(f"〔此处引文（编号 {lost.code}）在库中找不到，请核对后补上〕")


def held_line(paper: Paper) -> str:
    """When the quotes were last held against their sources, and how many came to what.

    "" for a paper without quotes.
    """
    if not paper.quotes and not paper.lost:
        return ""
    counts = [f"{fate.label} {count} 条" for fate, count in paper.fates.items()]
    if paper.lost:
        counts.append(f"找不到 {len(paper.lost)} 条")
    moment = paper.held_at.astimezone()
    total = len(paper.sources) + len(paper.lost)
    return (
        f"{HELD}：{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}；"
        f"共 {total} 条，{'，'.join(counts)}"
    )


def _cited(excerpt: Excerpt) -> str:
    """The report as a note has it, and where in it the quote stands."""
    section = f"，{'，'.join(excerpt.section)}" if excerpt.section else ""
    return f"{dated_source(excerpt.cited)}{section}，第 {excerpt.passage} 段"


def _remarks(quoted: Quoted) -> Iterator[str]:
    """What became of the quote where it is not 未变, why, and what else one must know of it."""
    held = quoted.held
    if held.fate is not Fate.UNCHANGED:
        yield f"{held.fate.label}：{_became(quoted)}"
    if held.why:
        yield held.why
    if quoted.recognised:
        yield READ_OFF
    if unprintable(quoted.excerpt.quote):
        yield f"原文有 {unprintable(quoted.excerpt.quote)} 个无法印出的字符，以 {INSTEAD} 代替"


def _became(quoted: Quoted) -> str:
    fate, spot = quoted.held.fate, quoted.held.spot
    if fate is Fate.REMOVED:
        return "出处现在没有这段文字"
    if spot is None:
        return "出处已改动，请打开核对"
    if fate is Fate.MOVED:
        return f"文字未变，现为第 {spot.passage} 段"
    if spot.quote == quoted.excerpt.quote:
        return "引文一字未变，所在的句子有改动"
    now = f"，出处现作“{spot.quote}”" if len(spot.quote) <= _LONGEST_NOW else ""
    return f"此处引的是改动前的文字{now}"

"""Headings that are printed without a number, where nothing else can be meant."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from searchapp.parsing.cues import canonical_kind, cue_of
from searchapp.parsing.dates import is_date
from searchapp.parsing.headings import Heading
from searchapp.parsing.marks import Style, is_organ_line, starts_block
from searchapp.reports import SectionKind

#: A heading without a number is short, and no mark of a sentence stands in it.
_LENGTHS: Final = range(4, 41)
_STOPS: Final = re.compile(r"[。；！？：:;!?…\t]|[，、,]$")
_CAPTION: Final = re.compile(
    r"关于|附|图|表|注|来源|责任编辑|[（(《〔\[]|.*(?:报告|[镇乡]|街道|县|区|市)$"
)
#: So many slogans, each over its paragraphs, are an outline; beside canonical words one less.
_SERIES: Final = 3


def bare_headings(
    body: Sequence[str], numbered: Sequence[Heading | None], year: int | None
) -> Mapping[int, Style]:
    """The paragraphs that are headings without a number, each with the style whose rank it has.

    They are lines of nothing but canonical words; the first of a series that goes on with 二、 or
    （二）; and, in a text whose level 1 has no numbers, the slogans over its paragraphs.
    """
    canonical = dict.fromkeys(_canonical(body, numbered, year), Style.CHINESE)
    free = [
        at
        for at, heading in enumerate(numbered)
        if not heading and at not in canonical and _heads(body, numbered, at)
    ]
    firsts = dict(_firsts(numbered, canonical, free))
    if _has_top(numbered):
        return {**firsts, **canonical}
    return {**_slogans(numbered, canonical, free), **firsts, **canonical}


def _has_top(numbered: Sequence[Heading | None]) -> bool:
    return any(each and each.style <= Style.CHINESE for each in numbered)


def _is_bare(line: str) -> bool:
    """Whether a line could be a heading: short, no sentence, no name, date or caption."""
    return (
        len(line) in _LENGTHS
        and not _STOPS.search(line)
        and not _CAPTION.match(line)
        and not (starts_block(line) or is_date(line) or is_organ_line(line))
    )


def _heads(body: Sequence[str], numbered: Sequence[Heading | None], at: int) -> bool:
    """Whether a line could be a heading and stands over a sentence or over lower headings."""
    if at + 1 == len(body) or not _is_bare(body[at]):
        return False
    return numbered[at + 1] is not None or "。" in body[at + 1]


def _canonical(
    body: Sequence[str], numbered: Sequence[Heading | None], year: int | None
) -> Iterator[int]:
    """Lines of canonical words; beside numbered sections only those of a kind of their own."""
    top = [each for each in numbered if each and each.style <= Style.CHINESE]
    taken = {cue_of(each.opening, year) or SectionKind.MEASURES for each in top}
    for at, line in enumerate(body):
        kind = None if numbered[at] or starts_block(line) else canonical_kind(line, year)
        if kind and not (top and kind in taken):
            taken.add(kind)
            yield at


def _firsts(
    numbered: Sequence[Heading | None], canonical: Mapping[int, Style], free: Sequence[int]
) -> Iterator[tuple[int, Style]]:
    """The only line that can be the first of a series which goes on with 二、 or （二）."""
    opened, last = -1, {Style.CHINESE: 0, Style.BRACKETED: 0}
    for at, heading in enumerate(numbered):
        style = heading.style if heading else canonical.get(at)
        if style is None or style not in last:
            continue
        if heading and heading.count == 2 and last[style] == 0:
            region = free[bisect_right(free, opened) : bisect_left(free, at)]
            yield from ((each, style) for each in region if len(region) == 1)
        last[style] = heading.count if heading else last[style] + 1
        if style is Style.CHINESE:
            opened, last[Style.BRACKETED] = at, 0


def _slogans(
    numbered: Sequence[Heading | None], canonical: Mapping[int, Style], free: Sequence[int]
) -> Mapping[int, Style]:
    """Slogans of level 1, or of level 2 where a canonical heading stands above them."""
    restarts = {at for at, each in enumerate(numbered) if _is_first(each)}
    if restarts:
        over = [at for at in free if at + 1 in restarts]
        return dict.fromkeys(over if len(restarts) > 1 else [], Style.CHINESE)
    if len(free) < _SERIES - min(len(canonical), 1):
        return {}
    above = min(canonical, default=len(numbered))
    return {at: Style.BRACKETED if at > above else Style.CHINESE for at in free}


def _is_first(heading: Heading | None) -> bool:
    return heading is not None and heading.style is Style.BRACKETED and heading.count == 1

"""What is printed on the edges of pages for whoever turns them, and is no part of the report.

Page numbers are known by their shape; headers and footers, by standing on page after page.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from searchapp.reading.printed.page import Line, Page
from searchapp.text import fold

#: Blanks are gone and widths are folded before these are tried.
_DASH: Final = r"[-—–―─‐·•.~_=|]"
_NUMBER: Final = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
#: A page number whatever stands around it: — 3 —, 第3页 共9页, 3/9, Page 3 of 9.
_SURE_NUMBER: Final = re.compile(
    rf"{_DASH}+(\d{{1,4}}){_DASH}+|\d{{1,4}}/\d{{1,4}}|{_DASH}*第{_NUMBER}页{_DASH}*"
    rf"|第{_NUMBER}页[,，/、|(]?(?:共|总){_NUMBER}页\)?|共{_NUMBER}页[,，/、|]?第{_NUMBER}页"
    r"|page\d{1,4}(?:(?:of|/)\d{1,4})?",
    re.IGNORECASE,
)
#: A page number if it counts the pages: 3, (3), - 3.
_LIKELY_NUMBER: Final = re.compile(rf"{_DASH}*[(\[]?(\d{{1,4}})[)\]]?{_DASH}*页?")
#: What a browser prints at the foot and head of each page.
_ADDRESS: Final = re.compile(r"(?:https?|file)://.*\d+/\d+$", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s*(?:上午|下午)?\s*\d{1,2}:\d\d\b"
)
#: On such a share of all pages, of the odd or the even ones, a header stands.
_HALF, _MOST = 0.5, 0.66
#: What is repeated is furniture if the gap between it and the text is larger than others by this
#: factor, or its size by that.
_GAP, _SIZE = 1.15, 1.1
#: So many lines on either edge may be furniture.
_DEEPEST: Final = 4
#: A line with so many characters beside its figures may count pages with them.
_WORDS: Final = 4


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without page numbers, headers and footers; then the lines that were dropped.

    Page numbers are not among these; what stood on many pages is there once.
    """
    dropped: dict[str, str] = {}
    left = list(pages)
    for last in (False, True):
        depths = _depths(left, browser=_by_a_browser(pages), last=last)
        for at, kinds in enumerate(depths):
            outer, left[at] = _shorn(left[at], len(kinds), last=last)
            for line, is_number in zip(outer, kinds, strict=True):
                if not is_number:
                    dropped.setdefault(_words(line.text), line.text)
    return left, list(dropped.values())


def _depths(pages: Sequence[Page], *, browser: bool, last: bool) -> list[list[bool]]:
    """For each page, of each line of furniture on that edge, from outside: is it its number?"""
    kinds: list[list[bool]] = [[] for _ in pages]
    for depth in range(_DEEPEST):
        edges = {
            at: page.lines[-1 - depth if last else depth]
            for at, page in enumerate(pages)
            if len(kinds[at]) == depth < len(page.lines)
        }
        numbers = _page_numbers(edges, len(pages))
        furniture = _repeated(edges, len(pages)) | (_browser_lines(edges) if browser else set())
        for at in numbers | furniture:
            kinds[at].append(at in numbers)
    return _confirmed(pages, kinds, last=last)


def _confirmed(
    pages: Sequence[Page], kinds: Sequence[list[bool]], *, last: bool
) -> list[list[bool]]:
    """So many of the outer lines as are surely furniture; what is repeated may be text.

    They stand apart from a page's text, or have no text beside them and do so on other pages.
    """
    sure = [_apart(page, each, last=last) for page, each in zip(pages, kinds, strict=True)]
    known = {
        _words(line.text)
        for page, each in zip(pages, sure, strict=True)
        for line in _shorn(page, len(each), last=last)[0]
    }
    for at, (page, each) in enumerate(zip(pages, kinds, strict=True)):
        outer, inner = _shorn(page, len(each), last=last)
        if not inner.lines and all(_words(line.text) in known for line in outer):
            sure[at] = each
    return sure


def _apart(page: Page, kinds: list[bool], *, last: bool) -> list[bool]:
    """So many of the outer lines as stand apart; a page's number is one wherever it stands."""
    depth = len(kinds)
    while depth and not kinds[depth - 1] and not _stands_apart(page, depth, last=last):
        depth -= 1
    return kinds[:depth]


def _stands_apart(page: Page, depth: int, *, last: bool) -> bool:
    """Whether the outermost lines, so many, are parted from the rest by a gap or their size."""
    lines = page.lines[::-1] if last else page.lines
    if depth >= len(lines):
        return False
    outer, inner = lines[depth - 1], lines[depth]
    gaps = sorted(abs(after.base - line.base) for line, after in pairwise(page.lines))
    gap = abs(outer.base - inner.base)
    return gap > _GAP * gaps[len(gaps) // 3] or max(outer.em, inner.em) > _SIZE * min(
        outer.em, inner.em
    )


def _shorn(page: Page, depth: int, *, last: bool) -> tuple[Sequence[Line], Page]:
    """The outermost lines, from outside, and the page without them."""
    if last:
        kept = len(page.lines) - depth
        return page.lines[kept:][::-1], replace(page, lines=page.lines[:kept])
    return page.lines[:depth], replace(page, lines=page.lines[depth:])


def _page_numbers(edges: Mapping[int, Line], pages: int) -> set[int]:
    """The pages whose outermost line is a page number."""
    bare = {at: fold("".join(line.text.split())).text for at, line in edges.items()}
    sure = {at for at, text in bare.items() if _SURE_NUMBER.fullmatch(text)}
    ahead: dict[int, set[int]] = defaultdict(set)
    for at, text in bare.items():
        if found := _LIKELY_NUMBER.fullmatch(text):
            ahead[int(found[1]) - at].add(at)
    counting = {at for group in ahead.values() if len(group) > 1 for at in group}
    alone = ahead[1] if pages == 1 else set()
    return sure | counting | alone


def _repeated(edges: Mapping[int, Line], pages: int) -> set[int]:
    """The pages whose outermost line is that of half of all pages, or of most every other one."""
    alike: dict[str, set[int]] = defaultdict(set)
    for at, line in edges.items():
        alike[_words(line.text)].add(at)
    groups = ((range(pages), _HALF), (range(0, pages, 2), _MOST), (range(1, pages, 2), _MOST))
    return {
        at
        for found in alike.values()
        if any(_is_share(found.intersection(group), group, share) for group, share in groups)
        for at in found
    }


def _is_share(found: set[int], group: range, share: float) -> bool:
    return len(found) > 1 and len(found) >= share * len(group)


def _words(text: str) -> str:
    """A line as it is on every page: without blanks, and without figures beside its words."""
    bare = "".join(text.split())
    words = re.sub(r"\d+", "", bare)
    return words if len(words) >= _WORDS and "\t" not in text else bare


def _by_a_browser(pages: Sequence[Page]) -> bool:
    """Whether a browser printed the pages: each ends with the address and the page's number."""
    return any(page.lines and _ADDRESS.match(page.lines[-1].text) for page in pages)


def _browser_lines(edges: Mapping[int, Line]) -> set[int]:
    """The pages whose outermost line is one that a browser prints with each page."""
    patterns = (_ADDRESS, _CLOCK)
    return {at for at, line in edges.items() if any(each.match(line.text) for each in patterns)}

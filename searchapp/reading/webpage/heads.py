"""The head of an article: lines about it that a site prints into it, before its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.reading.webpage.furniture import is_crumbs, is_furniture
from searchapp.reading.webpage.labels import bare_label, begins_with_label, uploaded
from searchapp.reading.webpage.layout import Line
from searchapp.reading.webpage.shapes import is_index_number, is_upload_date
from searchapp.reading.webpage.titles import title_start

#: A site's head has no more lines, and no longer ones; of values, a label has fewer.
_LINES: Final = 40
_SHORT: Final = 60
_VALUE: Final = 200
#: A text's own title stands within so many of its first lines.
_TITLE_WITHIN: Final = 6
#: What begins with a number or ends in a colon belongs to the text.
_TEXT: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|.*。|.*[：:]$", re.S
)


@dataclass(frozen=True, slots=True)
class Headed:
    """The lines of an article: what a site says ``about`` it, and its ``text``."""

    about: list[Line]
    text: list[Line]


def split_head(lines: Sequence[Line]) -> Headed:
    """The lines, parted where the last label or line of facts before the text stands.

    A title over them is the page's where the text has one of its own, else it is the text's.
    """
    about = [_is_about(lines, at) for at in range(_reach(lines))]
    stop = max((at + 1 for at, is_about in enumerate(about) if is_about), default=0)
    over = range(0)
    if _has_title(lines[stop:]):
        ends = (at for at in range(stop, 0, -1) if not about[at - 1])
        over = next((_title_at(lines, at) for at in ends if _title_at(lines, at)), over)
    return Headed(
        [line for at, line in enumerate(lines[:stop]) if about[at] or at in over],
        [line for at, line in enumerate(lines) if at >= stop or not (about[at] or at in over)],
    )


def _reach(lines: Sequence[Line]) -> int:
    """How many lines may belong to a head: up to the first that is the text's."""
    for at, line in enumerate(lines[:_LINES]):
        if not _is_about(lines, at) and (len(line.text) > _SHORT or _TEXT.match(line.text)):
            return at
    return min(len(lines), _LINES)


def _is_about(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if is_furniture(line) or is_crumbs(line) or is_index_number(line.text):
        return True
    if len(line.text) > _VALUE or "。" in line.text:
        return False
    if begins_with_label(line) or is_upload_date(line.text) or uploaded(line):
        return True
    return _is_value(lines, at) and not _TEXT.match(line.text)


def _is_value(lines: Sequence[Line], at: int) -> bool:
    """Whether labels and values take turns line by line, and this is the turn of a value."""
    turns = [n for n in (at - 3, at - 1, at + 1) if 0 <= n < len(lines) and _is_bare(lines[n])]
    return at - 1 in turns and len(turns) > 1


def _is_bare(line: Line) -> bool:
    """Whether a line is a label and nothing more, with or without a colon."""
    return bare_label(line.text) is not None


def _has_title(lines: Sequence[Line]) -> bool:
    """Whether a text begins with a title of its own."""
    first = lines[:_TITLE_WITHIN]
    stop = next((at for at, line in enumerate(first) if _TEXT.match(line.text)), len(first))
    return any(_title_at(lines, at) for at in range(1, stop + 1))


def _title_at(lines: Sequence[Line], stop: int) -> range:
    """The lines of the title that ends before ``stop``; none where none does."""
    start = title_start(lines, stop)
    return range(0) if start is None else range(start, stop)

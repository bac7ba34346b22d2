"""Which lines of a page are the title of its article."""

import re
from collections.abc import Sequence
from typing import Final

from searchapp.reading.webpage.layout import Line
from searchapp.reading.webpage.shapes import are_organs
from searchapp.text import fold

#: How a title ends, in folded text; a site's logo is often set as a heading too.
_TITLE: Final = re.compile(
    r"(?:报告|总结|汇报|情况|计划|要点|方案|年报|通知|公告|意见)(?:\(.{2,12}\))?$"
)
_LAST_WORDS: Final = {"报告", "的报告", "总结", "工作报告", "情况报告", "情况的报告", "汇报"}
_LONGEST: Final = 100
#: A title is broken into no more lines.
_LINES: Final = 4


def is_title(text: str) -> bool:
    """Whether a line, or a value in metadata, ends as the title of a document does."""
    bare = fold(text).text
    return 4 < len(bare) <= _LONGEST and "。" not in bare and _TITLE.search(bare) is not None


def title_above(lines: Sequence[Line]) -> str:
    """The last title in these lines, with the organs over it; "" where there is none."""
    for stop in range(len(lines), 0, -1):
        if not lines[stop - 1].is_link and (start := title_start(lines, stop)) is not None:
            return join_title([line.text for line in lines[start:stop]])
    return ""


def title_start(lines: Sequence[Line], stop: int) -> int | None:
    """Where the title begins that ends before ``stop``, None where none does."""
    last = fold(lines[stop - 1].text).text
    start = stop - 1
    if last in _LAST_WORDS and start:
        start -= 1
    if not is_title("".join(line.text for line in lines[start:stop])):
        return None
    while start and stop - start < _LINES and are_organs(lines[start - 1].text):
        start -= 1
    return start


def join_title(texts: Sequence[str]) -> str:
    """The lines of a title in one, organs with a blank between."""
    title, organs = "", False
    for text in texts:
        title += (" " if organs and are_organs(text) else "") + " ".join(text.split())
        organs = are_organs(text)
    return title

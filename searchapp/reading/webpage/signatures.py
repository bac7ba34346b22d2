"""The signature of an article, where a site sets it outside the article's own element."""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from searchapp.reading.webpage.layout import Line, lines_of
from searchapp.reading.webpage.shapes import (
    are_organs,
    has_signed_date,
    is_date,
    without_signed_date,
)

_RIGHT: Final = re.compile(r"text-align\s*:\s*(?:right|end)", re.I)
#: A signature is no longer than this.
_SIGNING_LINES: Final = 4
#: … and stands no more elements further out.
_LEVELS: Final = 3


def signature_after(last: Tag, body: Tag) -> list[Tag]:
    """The blocks right after the article that sign it: organs and date, set outside of it."""
    found: list[Tag] = []
    for block in _following(last, body):
        lines = lines_of(block)
        if not lines:
            continue
        if len(lines) > _SIGNING_LINES or not all(_signs(line, block) for line in lines):
            break
        found.append(block)
    dated = any(has_signed_date(line.text) for block in found for line in lines_of(block))
    return found if dated or any(map(_is_right, found)) else []


def _following(last: Tag, body: Tag) -> Iterator[Tag]:
    """The elements after one, then those after the element around it, and so on."""
    node = last
    for _ in range(_LEVELS):
        if node is body or node.parent is None:
            return
        for sibling in node.next_siblings:
            if isinstance(sibling, Tag):
                yield sibling
            elif str(sibling).strip():
                return
        node = node.parent


def _signs(line: Line, block: Tag) -> bool:
    if line.linked:
        return False
    return are_organs(without_signed_date(line.text)) or (_is_right(block) and is_date(line.text))


def _is_right(block: Tag) -> bool:
    """Whether a block, or all that it holds, is set at the right."""
    inner = [block, *block.find_all(["p", "div"], limit=_SIGNING_LINES)]
    return any(
        _RIGHT.search(str(tag.get("style") or "")) or str(tag.get("align")).lower() == "right"
        for tag in inner
    )

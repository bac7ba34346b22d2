"""The whole way from drawn pages to paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.reading.printed.furniture import without_furniture
from searchapp.reading.printed.page import Page, Sheet
from searchapp.reading.printed.paragraphs import paragraphs_of
from searchapp.reading.printed.rows import page_of

#: A warning names so many of the lines that were left out, and so much of each.
_NAMED, _SHOWN = 3, 30


@dataclass(frozen=True, slots=True)
class Reading:
    """The paragraphs of a file's pages, and, in Chinese, what was left out of them."""

    paragraphs: tuple[str, ...]
    warnings: tuple[str, ...]


def read_sheets(sheets: Iterable[Sheet]) -> Reading:
    """What is printed on these pages. A row of a table is one line with tabs between cells."""
    return read_pages([page_of(sheet) for sheet in sheets])


def read_pages(pages: Sequence[Page]) -> Reading:
    """The paragraphs of pages whose lines are known."""
    kept, dropped = without_furniture(pages)
    return Reading(tuple(paragraphs_of(kept)), tuple(_noted(dropped)))


def _noted(dropped: Sequence[str]) -> Iterator[str]:
    if dropped:
        named = "、".join(f"“{line[:_SHOWN]}”" for line in dropped[:_NAMED])
        more = " 等" if len(dropped) > _NAMED else ""
        yield f"页眉页脚 {len(dropped)} 种未收入：{named}{more}"

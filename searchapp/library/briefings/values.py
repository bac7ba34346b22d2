"""A briefing: an ordered list of excerpts and own words that becomes a Word document."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from searchapp.reports import Json

#: Headings are of so many levels: 一、 （一） 1.
LEVELS: Final = (1, 2, 3)
#: A briefing has no more of these, and none is longer.
MOST_BLOCKS: Final = 2_000
MOST_TAGS: Final = 12
LONGEST_BLOCK: Final = 20_000
LONGEST_TITLE: Final = 200
LONGEST_TAG: Final = 20

#: No database gives a greater number.
_LAST_NUMBER: Final = 2**31 - 1


class BlockKind(StrEnum):
    """What a block is; a note is not printed."""

    HEADING = "heading"
    TEXT = "text"
    QUOTE = "quote"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a briefing. ``id`` names it through all revisions.

    ``text`` are somebody's own words, "" for a quote; ``excerpt`` is the code of a quote.
    ``kept`` is the version of the report in which somebody saw that the quote reads otherwise, and
    let it stand, else 0. ``beside`` is the id of the block that somebody else wrote at the same
    time in place of this one, else "".
    """

    id: str
    kind: BlockKind
    text: str = ""
    level: int = 1
    excerpt: str = ""
    kept: int = 0
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What is written: the name by which staff know it, its title on paper, tags and blocks."""

    name: str
    title: str = ""
    tags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its quotes, in order, each once."""
        return tuple(dict.fromkeys(each.excerpt for each in self.blocks if each.excerpt))


@dataclass(frozen=True, slots=True)
class Head:
    """A briefing in a list: all but what it says. Times are UTC."""

    id: int
    name: str
    revision: int
    changed_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing at a revision, which counts from 1. Times are UTC."""

    id: int
    content: Content
    revision: int
    made_at: datetime
    changed_at: datetime
    archived_at: datetime | None

    @property
    def head(self) -> Head:
        """What a list says of it."""
        name = self.content.name
        return Head(self.id, name, self.revision, self.changed_at, self.archived_at)


@dataclass(frozen=True, slots=True)
class Revision:
    """That a briefing was changed; ``name`` is what somebody calls that state of it, or ""."""

    number: int
    at: datetime
    who: str
    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """A briefing after somebody wrote in it; ``merged``: it says more than they wrote.

    ``conflicts`` are the ids of blocks in it at which a person must look.
    """

    briefing: Briefing
    conflicts: tuple[str, ...]
    merged: bool


def asked_for(number: int) -> int:
    """A number as a database can be asked for it: 0, which nothing has, for one too great."""
    return number if 0 < number <= _LAST_NUMBER else 0


def content_json(content: Content) -> Json:
    """``{name, title, tags[], blocks[{id, kind, text, level, excerpt, kept, beside}]}``."""
    blocks = [
        {
            "id": each.id,
            "kind": str(each.kind),
            "text": each.text,
            "level": each.level,
            "excerpt": each.excerpt,
            "kept": each.kept,
            "beside": each.beside,
        }
        for each in content.blocks
    ]
    return {
        "name": content.name,
        "title": content.title,
        "tags": list(content.tags),
        "blocks": blocks,
    }


def content_from_json(said: dict[str, Any]) -> Content:
    """The content of which ``content_json`` made this."""
    blocks = (Block(**{**each, "kind": BlockKind(each["kind"])}) for each in said["blocks"])
    return Content(said["name"], said["title"], tuple(said["tags"]), tuple(blocks))

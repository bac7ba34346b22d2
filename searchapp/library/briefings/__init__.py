"""What do people write of their excerpts?"""

from searchapp.library.briefings.checked import content_of, one_line, tags_of
from searchapp.library.briefings.merging import Merged, merged
from searchapp.library.briefings.store import Briefings
from searchapp.library.briefings.values import (
    LEVELS,
    LONGEST_BLOCK,
    LONGEST_TAG,
    LONGEST_TITLE,
    MOST_BLOCKS,
    MOST_TAGS,
    Block,
    BlockKind,
    Briefing,
    Content,
    Head,
    Revision,
    Written,
    content_from_json,
    content_json,
)

__all__ = [
    "LEVELS",
    "LONGEST_BLOCK",
    "LONGEST_TAG",
    "LONGEST_TITLE",
    "MOST_BLOCKS",
    "MOST_TAGS",
    "Block",
    "BlockKind",
    "Briefing",
    "Briefings",
    "Content",
    "Head",
    "Merged",
    "Revision",
    "Written",
    "content_from_json",
    "content_json",
    "content_of",
    "merged",
    "one_line",
    "tags_of",
]

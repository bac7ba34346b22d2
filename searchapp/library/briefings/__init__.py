"""What do people write of their excerpts?"""

from searchapp.library.briefings.store import Briefings
from searchapp.library.briefings.values import (
    LEVELS,
    Block,
    BlockKind,
    Briefing,
    Content,
    content_from_json,
    content_json,
)

__all__ = [
    "LEVELS",
    "Block",
    "BlockKind",
    "Briefing",
    "Briefings",
    "Content",
    "content_from_json",
    "content_json",
]

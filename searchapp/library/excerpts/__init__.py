"""What did somebody quote, where did it stand, and does it still stand there?"""

from searchapp.library.excerpts.store import Excerpts
from searchapp.library.excerpts.values import (
    CODE_LENGTH,
    CONTEXT,
    Cited,
    Excerpt,
    excerpt_link,
    excerpt_of,
)

__all__ = [
    "CODE_LENGTH",
    "CONTEXT",
    "Cited",
    "Excerpt",
    "Excerpts",
    "excerpt_link",
    "excerpt_of",
]

"""When are two texts the same, and what are the words of a text?

``fold`` makes texts comparable character by character; ``tokens`` and ``words`` divide a folded
text with jieba. Neither ever changes what a reader is shown.
"""

from searchapp.text.folding import Folded, Span, fold, folding_hash
from searchapp.text.segmenting import (
    Token,
    query_words,
    segmenter_name,
    stands_as_word,
    tokens,
    words,
)

__all__ = [
    "Folded",
    "Span",
    "Token",
    "fold",
    "folding_hash",
    "query_words",
    "segmenter_name",
    "stands_as_word",
    "tokens",
    "words",
]

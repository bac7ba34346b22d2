"""When are two texts the same, and what are the words of a text?

``fold`` makes texts comparable character by character; ``tokens`` and ``words`` divide a folded
text by the terms of ``dictionary.txt`` and jieba; ``figures`` finds the whole figures in one. None
of them ever changes what a reader is shown.
"""

from searchapp.text.figures import Figure, begins_figure, figure_value, figures, unit_after
from searchapp.text.folding import Folded, Span, fold, folding_hash
from searchapp.text.segmenting import (
    Token,
    query_words,
    segmenter_name,
    stands_as_word,
    terms,
    tokens,
    words,
    words_before,
)
from searchapp.text.sentences import SENTENCE, sentences, sentences_with, whole_sentences
from searchapp.text.sounding import sound_alike

__all__ = [
    "SENTENCE",
    "Figure",
    "Folded",
    "Span",
    "Token",
    "begins_figure",
    "figure_value",
    "figures",
    "fold",
    "folding_hash",
    "query_words",
    "segmenter_name",
    "sentences",
    "sentences_with",
    "sound_alike",
    "stands_as_word",
    "terms",
    "tokens",
    "unit_after",
    "whole_sentences",
    "words",
    "words_before",
]

"""Words are found, alone and by how they begin, with every passage and every time."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayWriter
from searchapp.engine.embedded.columnar.terms import Words, WordsWriter
from tests.engine.embedded.columnar.listed import as_arrays, listed
from tests.engine.embedded.columnar.written import written

#: Words of which many begin alike; in UTF-16 𠮷 would come before ｱ.
WORDS = st.text("法治a𠮷ｱ", min_size=1, max_size=3)
TEXTS = st.lists(st.lists(WORDS, max_size=6), max_size=5)


def words_of(texts: list[list[str]], step: int = 2) -> Words:
    """The words of texts, written some at a time."""

    def write(arrays: ArrayWriter) -> None:
        lists, writer = list(listed(texts).items()), WordsWriter(arrays, len(texts))
        for first in range(0, len(lists), step):
            terms, some = zip(*lists[first : first + step], strict=True)
            writer.append(terms, *as_arrays(some))
        writer.finish()

    return Words(written(write).arrays, len(texts))


@pytest.mark.property
@given(texts=TEXTS, step=st.integers(1, 4))
@example(texts=[], step=1)
def test_each_word_has_its_passages(texts: list[list[str]], step: int) -> None:
    """Every word has a row, in order, with its passages and times."""
    words, lists = words_of(texts, step), listed(texts)
    assert list(words) == [words.term(row) for row in range(len(words))] == list(lists)
    for row, (word, passages) in enumerate(lists.items()):
        assert words.row(word) == row
        assert words.documents(row).tolist() == list(passages)
        assert words.times(row).tolist() == list(passages.values())


@pytest.mark.property
@given(texts=TEXTS, sought=st.text("法治a𠮷ｱ\ud842\udfb7", max_size=3))
def test_words_are_found_by_how_they_begin(texts: list[list[str]], sought: str) -> None:
    """The rows of a beginning are those of the words that begin so; an absent word has no row.

    Half a surrogate pair can be typed; no word begins so, not even that of the whole pair.
    """
    words, lists = words_of(texts), listed(texts)
    begun = [word for word in lists if word.startswith(sought)]
    assert [words.term(row) for row in words.beginning(sought)] == begun
    assert (words.row(sought) >= 0) == (sought in lists)

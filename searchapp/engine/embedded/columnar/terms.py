"""The words of the folded texts.

``word.blob`` and ``word.off`` are the words in UTF-8, sorted by their bytes (blobs);
``word.docs.*`` and ``word.times.*`` say in which passages and how often each stands (counted), in
a heading ``ranking.HEADING`` times.
"""

from collections.abc import Iterator, Mapping, Sequence

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter
from searchapp.engine.embedded.columnar.blobs import Blobs, BlobsWriter, decoded, encoded
from searchapp.engine.embedded.columnar.counted import Counted, CountedWriter


class WordsWriter:
    """Writes the words and their lists, some at a time."""

    def __init__(self, arrays: ArrayWriter, size: int) -> None:
        """``size`` is how many passages there are."""
        self._terms = BlobsWriter(arrays, "word")
        self._counted = CountedWriter(arrays, "word", size, unary=False)  # BM25 reads them

    def append(
        self,
        words: Sequence[str],
        counts: Array,
        documents: Array,
        times: Array,
    ) -> None:
        """Add words: in how many passages each stands, in which, and how often in each of those.

        The words are sorted (as ``sorted`` does), over all that is ever appended.
        """
        self._terms.append(list(map(encoded, words)))
        self._counted.append(counts, documents, times)

    def finish(self) -> None:
        """All were appended."""
        self._terms.finish()
        self._counted.finish()


class Words(Counted):
    """For each word its passages; a word's row is its number among all in order."""

    def __init__(self, arrays: Mapping[str, Array], size: int) -> None:
        super().__init__(arrays, "word", size)
        self._terms = Blobs(arrays, "word")

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[str]:
        return map(decoded, self._terms)

    def term(self, row: int) -> str:
        """The word of a row."""
        return decoded(self._terms[row])

    def row(self, word: str) -> int:
        """The row of a word, -1 for one that does not occur."""
        return self._terms.row(encoded(word))

    def beginning(self, prefix: str) -> range:
        """The rows of the words that begin so."""
        return self._terms.beginning(encoded(prefix))

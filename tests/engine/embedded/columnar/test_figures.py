"""Figures found in many passages at once are those found in each of them alone."""

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.figures import FigurePart, Figures, FiguresWriter
from searchapp.engine.embedded.columnar.figuring import figure_part
from searchapp.engine.embedded.columnar.texts import text_part
from searchapp.text import figures, fold
from searchapp.text.figures import BEGINNINGS, PLAIN_DIGITS
from tests.engine.embedded.columnar.test_texts import any_text, units_of
from tests.text.test_figures import any_text as figured_text
from tests.text.test_figures import dense_text

#: What digits are read with, in every order: all that goes on, the marks, letters, quotes.
_SIGNS = sorted(BEGINNINGS) + list("余多·*分之点.,，．／“”'aéＡ 件年是乎大人元名第约𠮷")
pieces = st.lists(st.sampled_from(_SIGNS), max_size=8).map("".join)
#: The same, but for characters that no passage can have.
figured_passage = figured_text.map(lambda text: re.sub("[\0\ud800-\udfff]", "", text))
passages = st.lists(pieces | figured_passage | dense_text | any_text, max_size=5)


def found_in(text: str) -> list[tuple[int, int, int]]:
    """Unit, units of the longest form and number of shorter forms of each figure in a text."""
    folded = fold(text)
    places = [
        (figure.start, figure.ends[0], figure.ends) for figure in figures(folded, ordinals=True)
    ]
    assert all(ends == tuple(range(end, end - len(ends), -1)) for _, end, ends in places)
    return [
        (len(units_of(folded.text[:start])), end - start, len(ends) - 1)
        for start, end, ends in places
    ]


def write(path: Path, parts: Sequence[Sequence[str]]) -> Figures:
    """A file with the figures of these texts, written part by part, and opened."""
    with ArrayWriter(path) as arrays:
        writer = FiguresWriter(arrays)
        for texts in parts:
            writer.append(figure_part(text_part(texts)))
        writer.finish()
        arrays.finish({})
    return opened(path)


def opened(path: Path) -> Figures:
    """The figures in a file that is as it was written."""
    file = ArrayFile(path)
    file.verify()
    return Figures(file.arrays)


@pytest.mark.property
@given(texts=passages, at=st.integers(0, 5), chosen=st.lists(st.integers(0, 4)))
@example(texts=["12", "34", "", "5", ",6", "7,", "890"], at=1, chosen=[])
@example(texts=["十", "二分之", "一", "第", "3", "百", "分之三", "2", ".5"], at=9, chosen=[])
@example(
    texts=["“1.2”A4，1，234 和1,234件", "三点五 百分之三点五", "○○镇", "𠮷12万余"],
    at=0,
    chosen=[1],
)
def test_figures_are_those_of_each_text_alone(
    texts: list[str], at: int, chosen: list[int]
) -> None:
    """However texts stand beside one another, each has the figures that reading it alone finds."""
    documents = [document for document in chosen if document < len(texts)]
    with TemporaryDirectory() as folder:
        kept = write(Path(folder) / "a.col", [texts[:at], texts[at:]])
        for order in (range(len(texts)), documents):
            found = kept.of(np.array(order, np.int32))
            told = list(zip(found.index, found.at, found.length, found.shorter, strict=True))
            assert told == [
                (index, *figure)
                for index, document in enumerate(order)
                for figure in found_in(texts[document])
            ]


@pytest.mark.property
@given(texts=passages, chosen=st.lists(st.tuples(*[st.integers(0, 5)] * 2)))
def test_copied_ranges_equal_what_is_written_anew(
    texts: list[str], chosen: list[tuple[int, int]]
) -> None:
    """Ranges of passages, copied into another file, make the arrays that the same texts make."""
    ranges = [(first, last) for first, last in chosen if first <= last <= len(texts)]
    with TemporaryDirectory() as folder:
        old = write(Path(folder) / "old.col", [texts])
        copied, anew = Path(folder) / "copied.col", Path(folder) / "anew.col"
        with ArrayWriter(copied) as arrays:
            writer = FiguresWriter(arrays)
            for first, last in ranges:
                writer.append(old.part(first, last))
            writer.finish()
            arrays.finish({})
        write(anew, [[text for first, last in ranges for text in texts[first:last]]])
        assert copied.read_bytes() == anew.read_bytes()


@pytest.mark.parametrize("digits", ["0123456789", "".join(sorted(PLAIN_DIGITS))])
def test_what_stands_beside_plain_digits_is_read_right(digits: str) -> None:
    """Between any two characters that matter, and more behind them, digits mean the same."""
    beside = ["", *_SIGNS]
    texts = [
        f"{before}{digits[:2]}{behind}{third}"
        for before in beside
        for behind in beside
        for third in ("", "3", "万", "之二")
    ]
    part = figure_part(text_part(texts))
    told = list(zip(part.at.tolist(), part.length.tolist(), part.shorter.tolist(), strict=True))
    assert told == [figure for text in texts for figure in found_in(text)]
    assert part.counts.tolist() == [len(found_in(text)) for text in texts]


def test_no_form_is_lost(tmp_path: Path) -> None:
    """The figure with the most forms has them all; one with more than can be kept is refused."""
    assert found_in("3百余万亿") == [(0, 5, 4)]
    assert write(tmp_path / "a.col", [["3百余万亿"]]).of(np.arange(1)).shorter.tolist() == [4]
    one, nought, nine, eight = (np.array([number]) for number in (1, 0, 9, 8))
    strange = FigurePart(counts=one, at=nought, length=nine, shorter=eight)
    with (
        ArrayWriter(tmp_path / "b.col") as arrays,
        pytest.raises(ValueError, match="more than 7 shorter forms"),
    ):
        FiguresWriter(arrays).append(strange)


def test_a_figure_of_any_length_is_kept(tmp_path: Path) -> None:
    """A code longer than a narrow number holds, and one that stands far in its passage."""
    texts = ["1" * 70_000, "法" * 70_000 + "12万余件" + "法" * 251 + "3", "1" + "法" * 254 + "2"]
    found = write(tmp_path / "a.col", [texts, texts]).of(np.array([1, 3, 2]))
    assert found.index.tolist() == [0, 0, 1, 2, 2]
    assert found.at.tolist() == [70_000, 70_256, 0, 0, 255]
    assert found.length.tolist() == [4, 1, 70_000, 1, 1]
    assert found.shorter.tolist() == [2, 0, 0, 0, 0]

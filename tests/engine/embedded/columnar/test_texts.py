"""Texts come back from a segment as they were shown, as they fold, and cut as they were cut."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.texts import MOST_UNITS, Text, TextWriter, text_part
from searchapp.text import fold, tokens
from searchapp.text.folding import folding_table
from tests.strategies import ALPHABET

#: Every kind of blank.
BLANKS = "".join(char for char in map(chr, range(0x10000)) if char.isspace())

#: Any text that a passage may have, with much that folds, blanks, and more than a unit in one.
any_text = st.lists(
    st.one_of(
        st.sampled_from(ALPHABET),
        st.sampled_from([chr(char) for char in folding_table()]),
        st.sampled_from(BLANKS),
        st.sampled_from("𠮷𡈽😀\U0010ffff\ue000\uffff\u2e7f\u2e80"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=30,
).map("".join)
texts = st.lists(any_text | st.just(""), max_size=6)


class Cut(NamedTuple):
    """A text and the units of its folded text behind which a word ends."""

    text: str
    ends: tuple[int, ...]


def as_cut(text: str) -> Cut:
    """The text as ``searchapp.text.tokens`` divides it."""
    folded = fold(text).text
    return Cut(text, tuple(len(units_of(folded[: token.end])) for token in tokens(folded)))


def units_of(text: str) -> list[int]:
    """The text in UTF-16."""
    return list(np.frombuffer(text.encode("utf-16-le"), np.uint16).tolist())


def write(path: Path, parts: Sequence[Sequence[Cut]]) -> Text:
    """A file with these texts, written part by part, and opened."""
    with ArrayWriter(path) as arrays:
        writer = TextWriter(arrays)
        for cuts in parts:
            part = text_part([cut.text for cut in cuts])
            edges = np.zeros(part.units.size, np.bool_)
            for start, cut in zip(part.starts, cuts, strict=True):
                edges[start + np.array(cut.ends, np.int64)] = True
            writer.append(part, edges)
        writer.finish()
        arrays.finish({})
    return opened(path)


def opened(path: Path) -> Text:
    """The texts in a file that is as it was written."""
    file = ArrayFile(path)
    file.verify()
    return Text(file.arrays)


@contextmanager
def written(*parts: Sequence[Cut]) -> Iterator[Text]:
    """The same in a folder of its own."""
    with TemporaryDirectory() as folder:
        yield write(Path(folder) / "a.col", parts)


def in_parts(shown: Sequence[str], at: int) -> tuple[list[Cut], list[Cut]]:
    """The texts, cut into words, in two parts."""
    return [*map(as_cut, shown[:at])], [*map(as_cut, shown[at:])]


@pytest.mark.property
@given(shown=texts, at=st.integers(0, 6))
@example(shown=["", " ", "\u3000 \t", "a \u3000b", " a", "a ", "法 治", "a 𠮷"], at=3)
@example(shown=["Ａ　Ｂ，“萬”、〔1〕", "\ue000 \uffff", "a\u2e7f \u2e7fb\u2e80 c"], at=1)
def test_a_text_comes_back_as_shown_and_as_it_folds(shown: list[str], at: int) -> None:
    """Nothing is lost or changed, and what is read as folded is what folding it gives."""
    with written(*in_parts(shown, at)) as text:
        assert [text.shown(document) for document in range(len(shown))] == shown
        for document, each in enumerate(shown):
            assert text.folded(document) == fold(each)
            assert text.folded_text(document) == fold(each).text


@pytest.mark.property
@given(shown=texts)
def test_units_are_the_folded_passages_each_ended_by_nought(shown: list[str]) -> None:
    """Whoever scans the units finds each passage between its start and the 0 before the next."""
    with written(*in_parts(shown, 0)) as text:
        bounds = text.start.tolist()
        assert (bounds[0], bounds[-1], len(bounds)) == (0, len(text.units), len(shown) + 1)
        for document, each in enumerate(shown):
            units = text.units[bounds[document] : bounds[document + 1]].tolist()
            assert units == [*units_of(fold(each).text), 0]


@pytest.mark.property
@given(shown=texts, at=st.integers(0, 6))
@example(shown=["", "人民调解协调解决", "𠮷法治 APP 12.5万元", ""], at=2)
def test_edges_are_where_words_begin_and_end(shown: list[str], at: int) -> None:
    """A passage's first place is an edge, the end of each of its words, and no other place."""
    with written(*in_parts(shown, at)) as text:
        every = text.edges(np.arange(len(text.units)))
        for document, each in enumerate(shown):
            start, end = text.start[document : document + 2].tolist()
            edges = {0, *as_cut(each).ends}
            assert set(np.flatnonzero(every[start:end]).tolist()) == edges


@pytest.mark.property
@given(shown=texts, at=st.integers(0, 6), chosen=st.lists(st.tuples(*[st.integers(0, 6)] * 2)))
def test_copied_ranges_equal_what_is_written_anew(
    shown: list[str], at: int, chosen: list[tuple[int, int]]
) -> None:
    """Ranges of passages, copied into another file, make the arrays that the same texts make."""
    ranges = [(first, last) for first, last in chosen if first <= last <= len(shown)]
    with TemporaryDirectory() as folder:
        old = write(Path(folder) / "old.col", in_parts(shown, at))
        copied, anew = Path(folder) / "copied.col", Path(folder) / "anew.col"
        with ArrayWriter(copied) as arrays:
            writer = TextWriter(arrays)
            for first, last in ranges:
                writer.append(old.part(first, last), old.edges_of(first, last))
            writer.finish()
            arrays.finish({})
        kept = [as_cut(each) for first, last in ranges for each in shown[first:last]]
        write(anew, [kept])
        assert copied.read_bytes() == anew.read_bytes()


def test_what_is_usually_printed_takes_no_room(tmp_path: Path) -> None:
    """Marks of Chinese type are not kept one by one; a half-wide one among them is."""
    shown = ["（一）调解，普法；“好”“是”。", "1,234“", "”法“", "“”"]
    text = write(tmp_path / "a.col", [[as_cut(each) for each in shown]])
    assert [text.shown(document) for document in range(4)] == shown
    odd = ArrayFile(tmp_path / "a.col").arrays["text.odd"].tolist()
    assert [*map(chr, odd)] == [",", "”", "“"]


@pytest.mark.parametrize("text", ["法\0治", "\0", "\ud842", "治\udfb7法"])
def test_a_text_that_would_not_come_back_is_refused(text: str) -> None:
    """NUL ends a passage in the file, and half a character has no place in it."""
    with pytest.raises(ValueError, match=r"NUL|surrogates not allowed"):
        text_part(["前", text, "后"])


def test_more_text_than_a_segment_can_hold_is_refused(tmp_path: Path) -> None:
    """A place of a segment takes four bytes: the unit that would need more is refused."""
    part = text_part(["法治"])
    edges = np.ones(part.units.size, np.bool_)
    with ArrayWriter(tmp_path / "a.col") as arrays:
        writer = TextWriter(arrays)
        writer._units.count = MOST_UNITS - part.units.size
        writer.append(part, edges)
        with pytest.raises(ValueError, match="cannot hold more than 4294967295 units"):
            writer.append(part, edges)

"""What is known of each passage is what was written, as narrow as it can be."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.passages import (
    KINDS,
    Columns,
    Passages,
    PassagesWriter,
    headings_of,
    path_of,
)
from searchapp.reports import SectionKind
from searchapp.text import fold
from tests.engine.embedded.columnar.written import written

#: A passage as the tests know it: kind, heading, section, length, tokens, and its headings.
Row = tuple[int, int, int, int, int, tuple[str, ...]]

SECTIONS = st.lists(st.sampled_from(["", "一、举措", "（一）普法\t", "𠮷"]), max_size=3).map(tuple)
ROWS = st.tuples(
    st.integers(0, len(KINDS) - 1), *[st.integers(0, 70_000) for _ in range(4)], SECTIONS
).map(lambda row: (*row[:4], row[3] + row[4], row[5]))


def columns_of(rows: Sequence[Row]) -> tuple[Columns, list[str]]:
    """The rows as columns, and their paths: with one that nobody has, the last one first."""
    paths = [path_of(("nowhere",)), *sorted({path_of(row[-1]) for row in rows}, reverse=True)]
    numbers = [(*row[:-1], paths.index(path_of(row[-1]))) for row in rows]
    return Columns(*np.array(numbers, np.int64).reshape(-1, 6).T), paths


def file_of(*parts: Sequence[Row]) -> ArrayFile:
    """A file with the rows of all parts, each part written at once."""

    def write(arrays: ArrayWriter) -> dict[str, object]:
        writer = PassagesWriter(arrays)
        for part in parts:
            writer.append(*columns_of(part))
        return writer.finish()

    return written(write)


def rows_in(passages: Passages) -> list[Row]:
    """All rows, read passage by passage."""
    kinds = [list(SectionKind).index(passages.kinds[kind]) for kind in passages.kind.tolist()]
    numbers = (passages.heading, passages.section, passages.length, passages.tokens)
    headings = map(passages.headings, passages.path.tolist())
    columns = (column.tolist() for column in numbers)
    return list(zip(kinds, *columns, headings, strict=True))


@pytest.mark.property
@given(parts=st.lists(st.lists(ROWS, max_size=4), max_size=3))
def test_passages_come_back(parts: list[list[Row]]) -> None:
    """Every passage has its kind, numbers and headings; paths are sorted, and all are in use."""
    rows = [row for part in parts for row in part]
    file = file_of(*parts)
    passages = Passages(file.arrays, file.facts)
    assert rows_in(passages) == rows
    assert list(passages.paths) == sorted({path_of(row[-1]) for row in rows})
    assert file.facts["words"] == sum(row[3] for row in rows)
    tokens = [row[4] for row in rows]
    told = [file.facts[name] for name in ("tokens", "fewest_tokens", "most_tokens")]
    assert told == [sum(tokens), min(tokens, default=0), max(tokens, default=0)]


@pytest.mark.property
@given(rows=st.lists(ROWS, min_size=1, max_size=6), cut=st.integers(0, 6))
def test_what_is_read_in_parts_can_be_written_again(rows: list[Row], cut: int) -> None:
    """Two parts of a file, read and written to another, make the same arrays."""
    file = file_of(rows)
    passages = Passages(file.arrays, file.facts)

    def write(arrays: ArrayWriter) -> dict[str, object]:
        writer = PassagesWriter(arrays)
        writer.append(passages.part(0, cut), passages.paths)
        writer.append(passages.part(cut, len(rows)), passages.paths)
        return writer.finish()

    again = written(write)
    assert again.facts == file.facts
    for name, array in file.arrays.items():
        assert again.arrays[name].dtype == array.dtype
        assert np.array_equal(again.arrays[name], array)


@pytest.mark.parametrize(("largest", "width"), [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_columns_are_as_narrow_as_they_can_be(largest: int, width: int) -> None:
    """One long passage makes the lengths of its file wider, and nothing else."""
    arrays = file_of([(0, 0, 0, 1, 1, ())], [(0, 0, 0, largest, largest + 1, ())]).arrays
    assert arrays["passage.length"].itemsize == width
    assert arrays["passage.again"].itemsize == 1


@pytest.mark.property
@given(
    sections=st.lists(st.lists(st.text("法治aA 　𠮷，(（", max_size=4), max_size=3).map(tuple)),
    needle=st.text("法治a 𠮷，(", max_size=3),
)
@example(sections=[()], needle="法")
@example(sections=[], needle="")
@example(sections=[("",), ()], needle="")
@example(sections=[("法",), ("治",)], needle="法\0治")
def test_headings_are_searched_as_they_are_folded(
    sections: list[tuple[str, ...]], needle: str
) -> None:
    """A path says it when one of its headings, folded by itself, contains what is sought."""
    file = file_of([(0, 0, 0, 1, 1, section) for section in sections])
    passages = Passages(file.arrays, file.facts)
    said = passages.saying(needle)[passages.path]
    assert said.tolist() == [
        any(needle in fold(heading).text for heading in section) for section in sections
    ]


@pytest.mark.parametrize("section", [(), ("",), ("", ""), ("一", "（一）"), ("一\t（一）",)])
def test_a_path_is_its_headings(section: tuple[str, ...]) -> None:
    """Headings are told apart whatever stands in them, and none is not an empty one."""
    assert headings_of(path_of(section)) == section


@pytest.mark.parametrize("heading", ["一\0二", "一\ud842"])
def test_what_no_text_has_is_refused(heading: str) -> None:
    """A NUL ends a heading, and half a character cannot be folded."""
    with pytest.raises(ValueError, match=r"NUL|surrogates"):
        path_of((heading,))

"""A concordance puts every place on a line of its own, and lines by what stands beside."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Beside, Engine, merged, rows
from searchapp.engine.concordance import CONTEXT
from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.engine.shelves import Shelf, asking, report_of
from tests.strategies import corpora, questions


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A report in which 调解 stands four times."""
    return Shelf("embedded", tmp_path).engine(
        report_of("R1", "丙，人民调解乙。甲、调解　“甲”", "调解调解，丙", "乙调解 12 件")
    )


def shown(engine: Engine, beside: Beside, context: int = CONTEXT) -> list[tuple[str, str, str]]:
    """Left, hit and right of every row."""
    hits = engine.find(asking("“调解”")).hits
    return [(row.left, row.marked, row.right) for row in rows(hits, beside, context)]


@pytest.mark.property
@settings(max_examples=50)
@given(
    data=st.data(),
    corpus=corpora(),
    beside=st.sampled_from(Beside),
    context=st.integers(0, 30),
)
def test_a_row_is_what_stands_in_the_passage(
    tmp_path: Path, data: st.DataObject, corpus: list[FiledReport], beside: Beside, context: int
) -> None:
    """There is a row for each marked stretch of each hit, and its three parts stand in a row."""
    engine = Shelf("embedded", tmp_path).engine(*corpus)
    hits = engine.find(data.draw(questions(corpus))).hits
    every = rows(hits, beside, context)
    for row in every:
        (start, end), text = row.span, row.hit.text
        assert text[start:end] == row.marked != ""
        assert text[:start].endswith(row.left)
        assert text[end:].startswith(row.right)
        assert len(row.left) == min(context, start)
        assert len(row.right) == min(context, len(text) - end)
    places = [(hit.report, hit.passage, span) for hit in hits for span in merged(hit.spans)]
    told = [(row.hit.report, row.hit.passage, row.span) for row in every]
    assert (told if beside is Beside.HIT else sorted(told)) == (
        places if beside is Beside.HIT else sorted(places)
    )


@pytest.mark.property
@settings(max_examples=50)
@given(data=st.data(), corpus=corpora())
def test_rows_come_by_the_nearest_neighbour_that_is_read(
    tmp_path: Path, data: st.DataObject, corpus: list[FiledReport]
) -> None:
    """Leftwards on the left, rightwards on the right, marks and blanks passed over."""
    engine = Shelf("embedded", tmp_path).engine(*corpus)
    hits = engine.find(data.draw(questions(corpus))).hits
    lefts = [letters(row.left)[::-1] for row in rows(hits, Beside.LEFT)]
    rights = [letters(row.right) for row in rows(hits, Beside.RIGHT)]
    assert (lefts, rights) == (sorted(lefts), sorted(rights))


def letters(text: str) -> str:
    """The folded letters and figures of a text."""
    return "".join(char for char in fold(text).text if char.isalnum())


def test_rows_come_as_the_hits_do_unless_another_order_is_asked_for(engine: Engine) -> None:
    """Of one passage from left to right, and places that touch are one row."""
    hits = engine.find(asking("“调解”")).hits
    assert [(row.hit.passage, row.span) for row in rows(hits)] == [
        (hit.passage, span) for hit in hits for span in merged(hit.spans)
    ]
    assert ("", "调解调解", "，丙") in shown(engine, Beside.HIT)


def test_rows_by_the_left_neighbour(engine: Engine) -> None:
    """Nothing comes before anything; 乙, 民, 甲 are in the order of their codes."""
    assert [left for left, _, _ in shown(engine, Beside.LEFT)] == [
        *("", "乙", "丙，人民", "丙，人民调解乙。甲、")
    ]


def test_rows_by_the_right_neighbour(engine: Engine) -> None:
    """Marks and blanks are passed over: 12, 丙, 乙, 甲."""
    assert [right for _, _, right in shown(engine, Beside.RIGHT)] == [
        *(" 12 件", "，丙", "乙。甲、调解　“甲”", "　“甲”")
    ]


def test_so_many_characters_are_shown_on_either_side(engine: Engine) -> None:
    """As many as there are, never of another passage."""
    assert shown(engine, Beside.LEFT, 2)[1:] == [
        *(("乙", "调解", " 1"), ("人民", "调解", "乙。"), ("甲、", "调解", "　“"))
    ]


def test_a_hit_in_which_nothing_is_marked_has_no_row(engine: Engine) -> None:
    """What is listed without being sought has no place."""
    assert rows(engine.find(asking("")).hits) == []
    assert rows(engine.find(asking("-“调解”")).hits) == []

"""What is larger than a narrow number holds is kept whole, or refused; never cut short."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.reports import FiledReport, Place
from tests.engine.embedded.columnar.everything import everything_in, everything_of
from tests.engine.shelves import report_of


def built(path: Path, corpus: Sequence[FiledReport]) -> Segment:
    """A segment of these reports."""
    builder = Builder()
    for filed in corpus:
        builder.add(filed)
    builder.write(path)
    segment = Segment(path)
    segment.verify()
    return segment


def around(limit: int) -> tuple[int, int, int]:
    """The numbers at which what holds ``limit`` numbers runs out."""
    return limit - 1, limit, limit + 1


@pytest.mark.parametrize("times", [*around(4), *around(256)])
def test_a_word_may_stand_any_number_of_times(tmp_path: Path, times: int) -> None:
    """In a passage, and as a unit, a pair, a figure: each time counts, and each place is kept."""
    corpus = [report_of("R1", "普法", "调解，12。" * times, "普法" * times)]
    assert everything_in(built(tmp_path / "a.col", corpus)) == everything_of(corpus)


@pytest.mark.parametrize("length", [*around(256), 65_537])
def test_a_passage_may_have_any_length(tmp_path: Path, length: int) -> None:
    """Far in a passage stand words and figures, printed with blanks and beyond the basic plane."""
    far = "法" * (length - 2)
    corpus = [report_of("R1", f"{far}𠮷 12万余 件，A  b", "尾")]
    assert everything_in(built(tmp_path / "a.col", corpus)) == everything_of(corpus)


@pytest.mark.parametrize("length", around(256))
def test_a_heading_may_have_any_length(tmp_path: Path, length: int) -> None:
    """A long heading is all heading, whatever follows it in the passage."""
    heading = "治" * length
    corpus = [report_of("R1", (heading, f"{heading}调解"), (heading, "调解"))]
    assert everything_in(built(tmp_path / "a.col", corpus)) == everything_of(corpus)


@pytest.mark.parametrize("reports", around(256))
def test_there_may_be_any_number_of_values(tmp_path: Path, reports: int) -> None:
    """Of towns, years, versions, headings and sections, more than a byte can tell apart."""
    corpus = [
        report_of(
            f"R{number}",
            *((f"{heading}、法治", "调解") for heading in range(number, number + 3)),
            year=1900 + number,
            version=number * 1000,
            place=Place(f"{number:06}101", f"第{number}镇", f"第{number}县", None, "岚川省"),
        )
        for number in range(1, reports + 1)
    ]
    assert everything_in(built(tmp_path / "a.col", corpus)) == everything_of(corpus)


def test_a_report_may_have_any_number_of_passages(tmp_path: Path) -> None:
    """More than two bytes can number; lists of them have gaps of every width."""
    standing = {"法": range(66_000), "治": range(0, 66_000, 7), "解": [1, 300, 65_999]}
    texts = ["法"] * 66_000
    for char in "治解":
        for document in standing[char]:
            texts[document] += char
    segment = built(tmp_path / "a.col", [report_of("R1", *texts), report_of("R2", "普法")])
    for char, documents in standing.items():
        row = segment.chars.row(ord(char))
        more = [66_000] if char == "法" else []
        assert segment.chars.documents(row).tolist() == [*documents, *more]
    assert segment.text.part(0, 66_000).shown_texts() == texts
    assert [segment.report_of(document) for document in (0, 65_999, 66_000)] == [0, 0, 1]
    assert segment.passage(65_999).number == 66_000


@pytest.mark.parametrize(
    "filed",
    [
        report_of("R1", "法治", "法\0治"),
        report_of("R1", "法治", "法\ud842治"),
        report_of("R1", "法治", ("一、\0", "治")),
    ],
    ids=["NUL", "half a character", "NUL in a heading"],
)
def test_what_the_file_cannot_hold_is_refused(tmp_path: Path, filed: FiledReport) -> None:
    """A text that would not come back leaves no file behind."""
    with pytest.raises(ValueError, match=r"NUL|surrogates not allowed"):
        built(tmp_path / "a.col", [report_of("R0", "普法"), filed])
    assert not list(tmp_path.iterdir())


def test_a_segment_may_hold_nothing(tmp_path: Path) -> None:
    """No report at all, and passages of which nothing is left when they are folded."""
    for corpus in ([], [report_of("R1", "", " \u3000", "\t")]):
        assert everything_in(built(tmp_path / "a.col", corpus)) == everything_of(corpus)

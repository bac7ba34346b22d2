"""A passage brings along what a query may ask of it."""

import pytest
from hypothesis import given

from searchapp.query import Candidate, candidates
from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.query.passages import candidate, filed, passage
from tests.strategies import filed_reports


@pytest.mark.property
@given(report=filed_reports())
def test_every_passage_of_a_report_is_a_candidate(report: FiledReport) -> None:
    """In order, each with its report and its folded text."""
    assert list(candidates(report)) == [
        Candidate(report, passage, fold(passage.text)) for passage in report.report.passages
    ]


@pytest.mark.parametrize(
    ("text", "section", "heading"),
    [
        ("一、主要举措", ("一、主要举措",), "一、主要举措"),
        ("（二）调解。全年调解12件。", ("一、主要举措", "（二）调解。"), "(二)调解。"),
        ("（二） 调解。全年。", ("一、主要举措", "（二） 调解。"), "(二)调解。"),
        ("全年调解12件。", ("一、主要举措",), ""),
        ("全年，一、主要举措", ("一、主要举措",), ""),
        ("一、主要举措", ("一、主要举措", "（一）调解"), ""),
        ("全年调解12件。", (), ""),
    ],
)
def test_the_heading_of_a_passage_is_where_it_repeats_its_section(
    text: str, section: tuple[str, ...], heading: str
) -> None:
    """A heading line is that altogether, a run-in paragraph with its beginning."""
    read = candidate(text, *section)
    assert read.folded.text[: read.heading] == heading


def test_a_title_is_a_heading_altogether() -> None:
    """Wherever it stands; a report without a title has none."""
    title = passage("2024年 法治政府建设报告", "引言")
    titled = filed([title], title=title.text)
    assert Candidate(titled, title, fold(title.text)).heading == len("2024年法治政府建设报告")
    assert Candidate(filed([title]), title, fold(title.text)).heading == 0

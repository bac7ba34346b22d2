"""A filed report has a name and links that last."""

from dataclasses import replace

from searchapp.reports import (
    FiledReport,
    Origin,
    Section,
    SectionKind,
    Source,
    Sureness,
    passage_link,
)
from tests.reports.test_json import REPORT


def test_a_report_is_called_by_its_title() -> None:
    """The title is the name, wherever the file lies."""
    filed = FiledReport("R0", 1, (Source("青禾县/松栎镇.docx", "docx"),), REPORT)
    assert filed.name == "松栎镇2024年法治政府建设情况的报告"


def test_a_report_without_a_title_is_called_by_its_file() -> None:
    """No report is nameless: the name of its first file stands in, without the folder."""
    nameless = replace(REPORT, title=None)
    sources = (Source("青禾县/松栎镇.docx", "docx"), Source("另一份.txt", "txt"))
    assert FiledReport("R0", 1, sources, nameless).name == "松栎镇.docx"


def test_a_section_without_a_heading_is_labelled_by_its_number() -> None:
    """The label is number and heading as printed, or the number alone."""
    kind = SectionKind.MEASURES
    assert Section(2, "（一）", "加强诉源治理", kind).label == "（一）加强诉源治理"
    assert Section(2, "（一）", None, kind).label == "（一）"


def test_the_link_to_a_passage_is_that_of_the_design() -> None:
    """A link names report, passage and version; it is given out and must never change form."""
    assert passage_link("0A1B2C3D4E", 7, 2) == "/reports/0A1B2C3D4E/p7?v=2"


def test_nothing_that_was_read_off_a_picture_is_certain_but_what_a_person_gave() -> None:
    """A title of which one character is wrong must not be told of as sure."""
    origins = {"title": Origin.TITLE, "year": Origin.CORRECTION, "place": Origin.FILE_NAME}
    printed = replace(REPORT, origins=origins)
    read_off = replace(printed, recognised=True)
    assert [printed.sureness(fact) for fact in origins] == [
        *(Sureness.CERTAIN, Sureness.CERTAIN, Sureness.GUESSED),
    ]
    assert [read_off.sureness(fact) for fact in origins] == [
        *(Sureness.LIKELY, Sureness.CERTAIN, Sureness.GUESSED),
    ]

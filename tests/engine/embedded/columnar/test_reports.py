"""What is known of each report comes back, and reports are found by their ids."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.engine.embedded.columnar.arrays import ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.reports import (
    ABSENT,
    NAMES,
    Reports,
    ReportsWriter,
    Value,
    card_of,
    in_order,
)
from searchapp.reports import (
    LEVELS,
    UNLABELLED,
    FiledReport,
    Genre,
    Section,
    SectionKind,
    place_value,
)
from tests.engine.embedded.columnar.written import written
from tests.engine.shelves import DIPU, SONGLI, report_of
from tests.strategies import corpora


def file_of(filed: Sequence[FiledReport]) -> ArrayFile:
    """A file with these reports."""

    def write(arrays: ArrayWriter) -> dict[str, object]:
        writer = ReportsWriter(arrays)
        for each in filed:
            writer.append(card_of(each))
        return writer.finish()

    return written(write)


def reports_of(*filed: FiledReport) -> Reports:
    """The reports, written and read."""
    return Reports(file_of(filed).arrays)


def bare(filed: FiledReport) -> FiledReport:
    """The report without its passages."""
    return replace(filed, report=replace(filed.report, passages=()))


def values_of(filed: FiledReport) -> dict[str, Value | None]:
    """The values of a report, as people would tell them."""
    report = filed.report
    return {
        **{level: place_value(report.place, level) for level in LEVELS},
        "year": (report.year, str(report.year) if report.year else UNLABELLED),
        "genre": (str(report.genre), str(report.genre)),
        "place": (report.place.code, "") if report.place else None,
    }


@pytest.mark.property
@settings(max_examples=50)
@given(corpus=corpora())
@example(corpus=[])
def test_reports_come_back_without_their_passages(corpus: list[FiledReport]) -> None:
    """Facts, sources, outline, version and id are as they were put; where passages begin, too."""
    reports = reports_of(*corpus)
    assert len(reports) == len(corpus)
    numbers = range(len(corpus))
    assert [reports.filed(at) for at in numbers] == [bare(each) for each in corpus]
    heads = [replace(f, report=replace(f.report, outline=(), passages=())) for f in corpus]
    assert [reports.head(at) for at in numbers] == list(reports.heads) == heads
    assert [reports.outline(at) for at in numbers] == [each.report.outline for each in corpus]
    assert reports.ids == [reports.id(at) for at in numbers] == [each.id for each in corpus]
    assert reports.version.tolist() == [each.version for each in corpus]
    assert np.diff(reports.first).tolist() == [len(each.report.passages) for each in corpus]


@pytest.mark.property
@settings(max_examples=50)
@given(corpus=corpora())
def test_each_report_has_its_values(corpus: list[FiledReport]) -> None:
    """By its codes a report has the places, year and genre that it has, and no others are kept."""
    reports = reports_of(*corpus)
    for name in NAMES:
        codes, table = reports.codes[name].tolist(), reports.values[name]
        told = [None if code == ABSENT else table[code] for code in codes]
        assert told == [values_of(each)[name] for each in corpus]
        assert set(range(len(table))) == {code for code in codes if code != ABSENT}
        assert list(table) == in_order(name, table)


@pytest.mark.property
@settings(max_examples=50)
@given(ids=st.sets(st.text("R12治\ud842", max_size=3)), sought=st.text("R12治\ud842", max_size=3))
def test_a_report_is_found_by_its_id(ids: set[str], sought: str) -> None:
    """In whatever order they come, a report is found by its id, and one that is not there not."""
    unordered = sorted(ids, key=hash)
    reports = reports_of(*(report_of(each, "调解") for each in unordered))
    assert [reports.find(each) for each in unordered] == list(range(len(ids)))
    assert (reports.find(sought) == -1) == (sought not in ids)
    assert [reports.id(at) for at in reports.by_id.tolist()] == sorted(ids)


@pytest.mark.property
@settings(max_examples=50)
@given(corpus=corpora())
def test_cards_that_are_read_can_be_written_again(corpus: list[FiledReport]) -> None:
    """The cards of a file, written to another, make the same arrays."""
    file = file_of(corpus)
    reports = Reports(file.arrays)

    def write(arrays: ArrayWriter) -> dict[str, object]:
        writer = ReportsWriter(arrays)
        for at in range(len(reports)):
            writer.append(reports.card(at))
        return writer.finish()

    again = written(write)
    assert again.facts == file.facts == {"reports": len(corpus)}
    for name, array in file.arrays.items():
        assert np.array_equal(again.arrays[name], array)


def test_the_same_report_twice_is_refused() -> None:
    """A segment has a report once: otherwise counts of reports would be wrong."""
    with pytest.raises(ValueError, match="a report is in the segment twice"):
        reports_of(report_of("R1", "调解"), report_of("R2", "调解"), report_of("R1", "普法"))


def test_a_table_has_the_values_in_the_order_shown() -> None:
    """Years fall, genres are in their order, places in that of their codes; unknown comes last."""
    reports = reports_of(
        report_of("R1", "一", year=None, place=None, genre=Genre.OTHER),
        report_of("R2", "一", year=2022, place=DIPU, genre=Genre.RULE_OF_LAW),
        report_of("R3", "一", year=2024, place=SONGLI, genre=Genre.SUMMARY),
        report_of("R4", "一", year=2022, place=SONGLI, genre=Genre.RULE_OF_LAW),
    )
    assert reports.values["year"] == ((2024, "2024"), (2022, "2022"), (None, UNLABELLED))
    assert [value for value, _ in reports.values["genre"]] == [
        Genre.RULE_OF_LAW,
        Genre.SUMMARY,
        Genre.OTHER,
    ]
    assert reports.values["town"] == (
        ("990121101", "松栎镇"),
        ("990122101", "荻浦镇"),
        (None, UNLABELLED),
    )
    assert reports.values["place"] == (("990121101", ""), ("990122101", ""))
    assert reports.codes["place"].tolist() == [ABSENT, 1, 0, 0]


def test_a_large_place_has_no_part_in_smaller_ones() -> None:
    """A county's report has no town, and is not one of which the town is unknown."""
    county = replace(SONGLI, code="990121", town=None)
    reports = reports_of(report_of("R1", "一", place=county))
    assert reports.codes["town"].tolist() == [ABSENT]
    assert reports.values["town"] == ()


def test_what_no_text_file_could_hold_comes_back() -> None:
    """A title with half a surrogate pair is kept like any other."""
    outline = (
        Section(1, "一、", None, SectionKind.PLANS),
        Section(2, "\ud842", "\udfb7", SectionKind.OTHER),
    )
    filed = report_of("R1", "一", title="\ud842", outline=outline)
    assert reports_of(filed).filed(0) == bare(filed)

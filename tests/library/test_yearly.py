"""How many of each year's reports say it, against reading each report."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked, Engine
from searchapp.library.yearly import YearShare, held_by_year, yearly
from searchapp.query import PlaceChoice, YearRange, leaves, parse_query
from searchapp.reports import FiledReport
from tests.engine.shelves import DIPU, OnShelf, Shelf, report_of
from tests.library.test_mentions import could_be_found, libraries, read
from tests.strategies import questions_among


def told(engine: Engine, asked: Asked) -> tuple[YearShare, ...]:
    """The shares of a question to an engine."""
    held = held_by_year(asked, engine.facts())
    return yearly(asked, engine.find(asked).facets["year"], held)


def shown(shares: tuple[YearShare, ...]) -> dict[int, str]:
    """Year -> how many of how many, as a page has it."""
    return {each.year: f"{each.mentioned}/{each.held}" for each in shares}


class TestLaws(OnShelf):
    """The shares against reading every report."""

    @pytest.mark.property
    @settings(max_examples=40)
    @given(data=st.data(), corpus=libraries())
    def test_each_year_counts_the_reports_in_which_reading_finds_it(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Whatever is asked; and no year has more of them than there are reports."""
        engine = shelf.engine(*corpus)
        for _ in range(4):
            asked = replace(data.draw(questions_among(corpus), "asked"), offset=0, limit=0)
            shares = told(engine, asked)
            among = [each for each in corpus if asked.among is None or each.id in asked.among]
            found = Counter(each.report.year for each in among if read(each, asked))
            found.pop(None, None)
            if not list(leaves(asked.sought)):
                assert shares == ()
                continue
            assert {each.year: each.mentioned for each in shares if each.mentioned} == found
            there = Counter(each.report.year for each in among)
            assert all(each.mentioned <= each.held <= there[each.year] for each in shares)
            years = [each.year for each in shares]
            assert years == list(range(years[0], years[0] + len(years)) if years else [])

    @pytest.mark.property
    @settings(max_examples=40)
    @given(
        corpus=libraries(),
        typed=st.sampled_from(["", "年:2024", "-年:2024", "镇:松栎镇", "标题:法治", "层级:乡镇"]),
        years=st.sampled_from([(), (YearRange(2022, 2023),), (YearRange(None, None),)]),
    )
    def test_a_report_is_counted_where_its_facts_leave_it_in_the_question(
        self, shelf: Shelf, corpus: list[FiledReport], typed: str, years: tuple[YearRange, ...]
    ) -> None:
        """A report of which no text could be found is no report that says nothing."""
        asked = Asked(parse_query(f"“调解” {typed}").query, years=years, limit=0)
        held = Counter(each.report.year for each in corpus if could_be_found(each, asked))
        held.pop(None, None)
        shares = told(shelf.engine(*corpus), asked)
        assert {each.year: each.held for each in shares if each.held} == held


class TestShown(OnShelf):
    """What a person sees."""

    def test_years_between_are_there_and_others_are_left_out(self, shelf: Shelf) -> None:
        """A year without reports is 0 of 0; chosen years and places leave the others out."""
        engine = shelf.engine(
            report_of("R1", "调解", year=2021),
            report_of("R2", "普法", year=2021, place=DIPU),
            report_of("R3", "调解", year=2023),
            report_of("R4", "调解", year=None),
        )
        asked = Asked(parse_query("“调解”").query)
        assert shown(told(engine, asked)) == {2021: "1/2", 2022: "0/0", 2023: "1/1"}
        here = replace(asked, places=(PlaceChoice("town", DIPU.code),))
        assert shown(told(engine, here)) == {2021: "0/1"}
        then = replace(asked, years=(YearRange(2023, 2023),))
        assert shown(told(engine, then)) == {2023: "1/1"}

    @pytest.mark.parametrize("typed", ["", "年:2023", "-调解"])
    def test_where_no_text_is_sought_there_is_nothing_to_say(
        self, shelf: Shelf, typed: str
    ) -> None:
        """Every report has a passage."""
        engine = shelf.engine(report_of("R1", "调解", year=2021), report_of("R2", "普法"))
        assert told(engine, Asked(parse_query(typed).query)) == ()

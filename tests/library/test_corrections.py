"""What people decided of a report goes before what was read, and nothing of it is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library import FACTS, Correction, Fact, Ledger
from searchapp.library.corrections import corrected
from searchapp.reports import Doubt, Genre, IssuerLevel, Origin, Place, Report
from searchapp.settings import Settings
from tests.engine.shelves import report_of

NAME = "R000000001"
TOWN = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
#: A value of each fact.
VALUES: dict[Fact, str | int | Place | Genre] = {
    "title": "松栎镇2023年度法治政府建设情况的报告",
    "year": 2023,
    "place": TOWN,
    "genre": Genre.SUMMARY,
}
DIVISIONS = {
    IssuerLevel.COUNTY: Place("990121", None, "青禾县", "砚州市", "岚川省"),
    IssuerLevel.CITY: Place("990100", None, None, "砚州市", "岚川省"),
    IssuerLevel.PROVINCE: Place("990000", None, None, None, "岚川省"),
}


def correction(fact: Fact, value: object) -> Correction:
    kept = value if isinstance(value, str | int | Place) else None
    return Correction(1, NAME, fact, kept, "李", datetime.now(UTC))


@pytest.fixture
def doubtful() -> Report:
    """A report of which nothing is sure."""
    doubts = tuple(Doubt(fact, f"{fact}存疑") for fact in (*FACTS, "outline"))
    return replace(report_of(NAME, "第一段").report, doubts=doubts, level=IssuerLevel.TOWN)


@pytest.fixture
def ledger_at(settings: Settings) -> Settings:
    """A library with one report, on each kind of database."""
    with Ledger.open(settings) as ledger:
        ledger.names.give(NAME, "11")
        ledger.commit()
    return settings


class TestCorrected:
    """``corrected``: what becomes of the report."""

    @pytest.mark.parametrize("fact", FACTS)
    def test_a_fact_is_as_it_was_given_and_its_doubt_is_gone(
        self, doubtful: Report, fact: Fact
    ) -> None:
        """Origin, value and doubt of that fact change; the text and the others do not."""
        now = corrected(doubtful, [correction(fact, VALUES[fact])])
        assert getattr(now, fact) == VALUES[fact]
        assert now.origins[fact] is Origin.CORRECTION
        assert {doubt.fact for doubt in now.doubts} == {*FACTS, "outline"} - {fact}
        same = [name for name in ("passages", "outline", *FACTS) if name != fact]
        assert [getattr(now, name) for name in same] == [getattr(doubtful, name) for name in same]

    @pytest.mark.parametrize("fact", ["title", "year", "place"])
    def test_what_cannot_be_told_is_settled_too(self, doubtful: Report, fact: Fact) -> None:
        """A person who looked and could not tell has decided: nobody is asked again."""
        now = corrected(doubtful, [correction(fact, None)])
        assert getattr(now, fact) is None
        assert fact not in {doubt.fact for doubt in now.doubts}

    def test_without_corrections_nothing_changes(self, doubtful: Report) -> None:
        """The very report comes back."""
        assert corrected(doubtful, []) is doubtful

    @pytest.mark.parametrize("level", DIVISIONS)
    def test_the_level_goes_with_the_place(self, doubtful: Report, level: IssuerLevel) -> None:
        """A county's report that was taken for a town's is counted with the counties."""
        assert corrected(doubtful, [correction("place", DIVISIONS[level])]).level is level
        county = replace(doubtful, level=IssuerLevel.COUNTY)
        assert corrected(county, [correction("place", TOWN)]).level is IssuerLevel.TOWN

    def test_a_department_stays_one_wherever_it_is(self, doubtful: Report) -> None:
        """A county's bureau of justice does not become the county."""
        bureau = replace(doubtful, level=IssuerLevel.DEPARTMENT)
        place = DIVISIONS[IssuerLevel.COUNTY]
        assert corrected(bureau, [correction("place", place)]).level is IssuerLevel.DEPARTMENT

    @pytest.mark.property
    @given(facts=st.sets(st.sampled_from(FACTS)))
    def test_the_order_of_facts_does_not_matter(self, facts: set[Fact]) -> None:
        """Each fact is its own: together they give what they give one after the other."""
        report = report_of(NAME, "第一段").report
        chosen = [correction(fact, VALUES[fact]) for fact in sorted(facts)]
        one_by_one = report
        for each in reversed(chosen):
            one_by_one = corrected(one_by_one, [each])
        assert corrected(report, chosen) == one_by_one


class TestKept:
    """``Corrections``: what is remembered, on each kind of database."""

    def test_a_value_comes_back_as_it_was_given(self, ledger_at: Settings) -> None:
        """With who and when, in UTC; a place with all its names, and None for what is unknown."""
        before = datetime.now(UTC) - timedelta(seconds=1)
        values: list[tuple[Fact, object]] = [*VALUES.items(), ("year", None), ("place", None)]
        with Ledger.open(ledger_at) as ledger:
            for fact, value in values:
                ledger.corrections.add(NAME, fact, value, "李 <&>")
            ledger.commit()
        with Ledger.open(ledger_at) as ledger:
            kept = ledger.corrections.of(NAME)[::-1]
        assert [(each.fact, each.value) for each in kept] == values
        assert [type(each.value) for each in kept] == [type(value) for _, value in values]
        assert {(each.report_id, each.who) for each in kept} == {(NAME, "李 <&>")}
        assert all(before <= each.at <= datetime.now(UTC) for each in kept)

    def test_a_new_one_replaces_that_of_the_same_fact(self, ledger_at: Settings) -> None:
        """The former is taken back by whoever gave the new one, and stays to be read."""
        with Ledger.open(ledger_at) as ledger:
            ledger.corrections.add(NAME, "year", 2022, "李")
            ledger.corrections.add(NAME, "title", "标题", "李")
            ledger.corrections.add(NAME, "year", 2023, "王")
            history = [
                (each.fact, each.value, each.who, each.taken_back_by)
                for each in ledger.corrections.of(NAME)
            ]
            holding = {each.fact: each.value for each in ledger.corrections.holding(NAME)}
        assert history == [
            ("year", 2023, "王", None),
            ("title", "标题", "李", None),
            ("year", 2022, "李", "王"),
        ]
        assert holding == {"year": 2023, "title": "标题"}

    def test_who_took_one_back_first_stays_the_one_who_did(self, ledger_at: Settings) -> None:
        """Taking it back once more changes nothing."""
        with Ledger.open(ledger_at) as ledger:
            ledger.corrections.add(NAME, "year", 2022, "李")
            (given_one,) = ledger.corrections.of(NAME)
            ledger.corrections.take_back(given_one.id, "王")
            ledger.corrections.take_back(given_one.id, "赵")
            taken = ledger.corrections.correction(given_one.id)
        assert taken is not None
        assert (taken.holds, taken.taken_back_by, taken.who) == (False, "王", "李")
        assert taken.taken_back_at is not None
        assert taken.taken_back_at >= taken.at

    def test_those_of_another_report_are_left_alone(self, ledger_at: Settings) -> None:
        """A fact of one report says nothing of another."""
        with Ledger.open(ledger_at) as ledger:
            ledger.names.give("R000000002", "22")
            ledger.corrections.add(NAME, "year", 2022, "李")
            ledger.corrections.add("R000000002", "year", 2023, "李")
            assert [each.value for each in ledger.corrections.holding(NAME)] == [2022]
            assert ledger.corrections.correction(999) is None

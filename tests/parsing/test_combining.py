"""One report of several files with the same text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing import combine
from searchapp.reports import Doubt, Origin, Report
from tests.parsing.reports import BODY, CLOSING, TITLE, report_of

WHOLE = report_of(TITLE, *BODY, *CLOSING)


def knowing(year: int | None, origin: Origin, *doubts: Doubt) -> Report:
    """The report, with this year read there and nothing else known."""
    origins = {} if year is None else {"year": origin}
    return replace(WHOLE, year=year, origins=origins, doubts=doubts)


def test_what_one_source_lacks_comes_from_the_other() -> None:
    """A page knows the number that the Word file does not print."""
    page = replace(WHOLE, doc_number="松府发〔2025〕6号", origins={"doc_number": Origin.METADATA})
    both = combine([WHOLE, page])
    assert both.doc_number == "松府发〔2025〕6号"
    assert (both.year, both.place, both.issued_on) == (2024, WHOLE.place, date(2025, 1, 20))


def test_the_surer_reading_counts() -> None:
    """Metadata count before a guess, whichever file came first."""
    guessed, said = knowing(2025, Origin.GUESS), knowing(2024, Origin.METADATA)
    assert combine([guessed, said]).year == combine([said, guessed]).year == 2024
    assert combine([guessed, said]).origins["year"] is Origin.METADATA


def test_at_equally_sure_places_the_earlier_counts() -> None:
    """The order of the files decides only between equals."""
    one, other = knowing(2024, Origin.TITLE), knowing(2023, Origin.TITLE)
    assert combine([one, other]).year == 2024


def test_a_doubt_goes_when_its_fact_is_known() -> None:
    """What one file could not tell is no doubt where another tells it."""
    doubt = Doubt("year", "看不出报告的是哪一年")
    unknown, known = knowing(None, Origin.GUESS, doubt), knowing(2024, Origin.TITLE)
    assert combine([unknown, known]).doubts == ()
    assert combine([unknown, unknown]).doubts == (doubt,)


def test_a_lost_character_stays_a_doubt() -> None:
    """What is wrong with the text is not mended by facts."""
    doubt = Doubt("text", "有 1 个字符无法识别，以 � 代替")
    assert combine([knowing(2024, Origin.TITLE, doubt)]).doubts == (doubt,)


@pytest.mark.property
@given(
    said=st.lists(
        st.tuples(st.none() | st.integers(2000, 2099), st.sampled_from(Origin)),
        min_size=1,
        max_size=5,
    )
)
def test_a_fact_is_the_first_of_the_surest(said: list[tuple[int | None, Origin]]) -> None:
    """Sorting by sureness, and nothing else, gives the fact; the text is the first file's."""
    sure = sorted(((year, origin) for year, origin in said if year), key=lambda each: each[1])
    both = combine([knowing(year, origin) for year, origin in said])
    assert both.passages == WHOLE.passages
    if sure:
        assert (both.year, both.origins["year"]) == sure[0]
    else:
        assert "year" not in both.origins

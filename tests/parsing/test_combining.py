"""One report of several files with the same text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing import combine
from searchapp.reports import Doubt, Genre, IssuerLevel, Origin, Place, Report
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


def test_a_doubt_of_the_file_that_gave_the_fact_stays() -> None:
    """A contradiction is not settled by a file that read the fact at a less sure place."""
    doubt = Doubt("year", "标题写的是2024年，引言写的是2023年")
    doubted, other = knowing(2024, Origin.TITLE, doubt), knowing(2024, Origin.GUESS)
    assert combine([doubted, other]).doubts == combine([other, doubted]).doubts == (doubt,)
    assert combine([knowing(2024, Origin.FILE_NAME, doubt), other]).doubts == (doubt,)
    assert combine([knowing(2024, Origin.GUESS, doubt), knowing(2024, Origin.TITLE)]).doubts == ()


def test_level_and_genre_come_from_the_surer_file() -> None:
    """A page's title may name a genre that a bare text only suggests."""
    origins = {"genre": Origin.GUESS, "level": Origin.GUESS}
    bare = replace(WHOLE, genre=Genre.OTHER, level=None, origins=origins)
    both = combine([bare, WHOLE])
    assert (both.genre, both.level) == (Genre.RULE_OF_LAW, IssuerLevel.TOWN)
    assert both.origins["level"] is Origin.TITLE


def test_the_level_is_read_where_the_place_is() -> None:
    """A town's level does not stand beside its county's place."""
    county = Place("990121", None, "青禾县", "砚州市", "岚川省")
    sure = {"place": Origin.TITLE, "level": Origin.METADATA}
    placed = replace(WHOLE, place=county, level=IssuerLevel.COUNTY, origins=sure)
    other = replace(WHOLE, place=None, level=IssuerLevel.TOWN, origins={"level": Origin.TITLE})
    both = combine([other, placed])
    assert (both.place, both.level) == (county, IssuerLevel.COUNTY)


def test_a_text_that_one_file_has_in_characters_is_not_recognised() -> None:
    """A scan beside the Word file: nothing of it need be doubted."""
    warning = Doubt("text", "文字由图像识别而来，个别字可能有误")
    scan = replace(WHOLE, recognised=True, doubts=(warning,))
    assert combine([scan]).recognised
    assert combine([scan]).doubts == (warning,)
    both = combine([scan, WHOLE])
    assert (both.recognised, both.doubts) == (False, ())
    assert both.passages == scan.passages

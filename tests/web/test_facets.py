"""Facets as a page shows them."""

from searchapp.engine import FACETS, FacetName, FacetValue
from searchapp.library.yearly import YearShare
from searchapp.reports import UNLABELLED
from searchapp.web.address import Address
from searchapp.web.facets import BAR_HEIGHT, group_labels, share_bars, year_bars
from tests.web.places import SONGLI, TINGLAN, facets_of


def test_what_is_chosen_is_told_in_a_word() -> None:
    """How many places; the stretch of years, or how many; nothing where nothing is chosen."""
    facets = facets_of([SONGLI, TINGLAN]) | {
        "year": (FacetValue(2024, "2024", 1, 1),),
        "section": (FacetValue("plans", "下年安排", 2, 2),),
        "genre": (FacetValue("其他", "其他", 2, 2),),
    }
    assert group_labels(facets, Address()) == {"place": "", "year": "", "section": ""}
    choices = (("town", "990121101"), ("county", "990121"), ("year", "2022..2024"))
    assert group_labels(facets, Address(choices=choices)) == {
        "place": "2",
        "year": "2022–2024",
        "section": "",
    }
    two = Address(choices=(("year", "2022"), ("year", "2024")))
    assert group_labels(facets, two)["year"] == "2"


def test_years_are_bars_without_gaps() -> None:
    """The oldest first; a year without a hit has a bar of no hits; 未标注 is no bar."""
    values = [
        FacetValue(2024, "2024", 40, 9),
        FacetValue(2021, "2021", 1, 1),
        FacetValue(None, UNLABELLED, 5, 2),
    ]
    bars = year_bars(values, Address(choices=(("year", "2021..2022"),)))
    assert [(bar.value.label, bar.value.passages) for bar in bars] == [
        *(("2021", 1), ("2022", 0), ("2023", 0), ("2024", 40)),
    ]
    assert [bar.height for bar in bars] == [1, 1, 1, BAR_HEIGHT]
    assert [bar.chosen for bar in bars] == [True, True, False, False]


def test_no_year_is_no_bar() -> None:
    """Reports without a year have a choice and no drawing."""
    assert year_bars([FacetValue(None, UNLABELLED, 5, 2)], Address()) == ()
    assert year_bars([], Address()) == ()


def test_a_bar_of_the_chart_is_as_high_as_its_share() -> None:
    """All is the whole height, none is nothing, and few are not none; a gap is nothing too."""
    shares = [(2020, 3, 3), (2021, 0, 4), (2022, 0, 0), (2023, 1, 2), (2024, 1, 5000)]
    bars = share_bars([YearShare(*each) for each in shares])
    assert [bar.height for bar in bars] == [BAR_HEIGHT, 0, 0, BAR_HEIGHT // 2, 1]
    assert [bar.share.year for bar in bars] == [2020, 2021, 2022, 2023, 2024]


def test_one_year_alone_is_no_chart() -> None:
    """Nothing goes on in it."""
    assert share_bars([YearShare(2024, 1, 2)]) == ()
    assert share_bars([]) == ()


def test_what_is_chosen_keeps_its_facet_though_nothing_is_found() -> None:
    """So that it can be given up where it was chosen; the others are not offered."""
    nothing: dict[FacetName, tuple[FacetValue, ...]] = dict.fromkeys(FACETS, ())
    assert group_labels(nothing, Address()) == {}
    address = Address(choices=(("year", "2023"), ("town", "990121101")))
    assert group_labels(nothing, address) == {"place": "1", "year": "2023"}

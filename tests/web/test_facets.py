"""Facets as a page shows them."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import FACETS, FacetName, FacetValue
from searchapp.library.yearly import YearShare
from searchapp.reports import LEVELS, UNLABELLED, Place
from searchapp.web.address import Address
from searchapp.web.facets import (
    BAR_HEIGHT,
    PlaceNode,
    group_labels,
    place_tree,
    share_bars,
    year_bars,
)

SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
TINGLAN = Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省")
QUARTER = Place("980230121", "柳浦镇", "泊云县", None, "沅江市")
UNDIVIDED = Place("990300101", "梧港街道", None, "鲸州市", "岚川省")


def facets_of(places: Iterable[Place | None]) -> dict[FacetName, tuple[FacetValue, ...]]:
    """The place facets of one report in each of these places, as an engine gives them."""
    places = list(places)
    return {level: tuple(values_of(places, level)) for level in LEVELS}


def values_of(places: list[Place | None], level: Any) -> Iterator[FacetValue]:
    known = [place for place in places if place and place.code_of(level)]
    for code in sorted({place.code_of(level) or "" for place in known}):
        here = [place for place in known if place.code_of(level) == code]
        yield FacetValue(code, str(here[0].name(level)), len(here), len(here))
    lacking = sum(place is None or (level == "town" and not place.town) for place in places)
    if lacking:
        yield FacetValue(None, UNLABELLED, lacking, lacking)


def shown(nodes: Iterable[PlaceNode]) -> list[Any]:
    """A tree as labels, the places in a place after it."""
    found: list[Any] = []
    for node in nodes:
        found.append(node.value.label)
        if node.children:
            found.append(shown(node.children))
    return found


def test_places_stand_in_their_places() -> None:
    """Province, city, county, town: each below the one that it lies in."""
    tree = place_tree(facets_of([SONGLI, TINGLAN]), Address())
    assert shown(tree) == ["岚川省", ["砚州市", ["青禾县", ["松栎镇", "汀兰镇"]]]]


def test_a_level_that_is_lacking_is_skipped() -> None:
    """A county without a city hangs on its province, a town without a county on its city."""
    tree = place_tree(facets_of([QUARTER, UNDIVIDED, SONGLI]), Address())
    assert shown(tree) == [
        "沅江市",
        ["泊云县", ["柳浦镇"]],
        "岚川省",
        ["砚州市", ["青禾县", ["松栎镇"]], "鲸州市", ["梧港街道"]],
    ]


def test_a_code_that_ends_in_zeros_holds_only_its_own() -> None:
    """No town of 510000 hangs on 500000, and none of 991100 on 991000."""
    municipality = Place("500230121", "柳浦镇", "泊云县", None, "沅江市")
    neighbour = Place("510422101", "红浦镇", "泊岸县", "鲸州市", "岚川省")
    round_city = Place("991021101", "松浦镇", "青浦县", "十洲市", "云汀省")
    after_it = Place("991121101", "汀浦镇", "望浦县", "百洲市", "云汀省")
    tree = place_tree(facets_of([municipality, neighbour, round_city, after_it]), Address())
    assert shown(tree) == [
        *("沅江市", ["泊云县", ["柳浦镇"]]),
        *("岚川省", ["鲸州市", ["泊岸县", ["红浦镇"]]]),
        *("云汀省", ["十洲市", ["青浦县", ["松浦镇"]], "百洲市", ["望浦县", ["汀浦镇"]]]),
    ]


def test_what_could_not_be_told_comes_last_and_once() -> None:
    """未标注 is a choice like any other, not one at each level."""
    assert shown(place_tree(facets_of([None, SONGLI]), Address()))[-1] == UNLABELLED
    assert shown(place_tree(facets_of([None]), Address())) == [UNLABELLED]


#: Places of the invented province, so that many share a city or a county.
PLACES = st.builds(
    lambda city, county, town: Place(
        f"99{city}{county}{town}", f"镇{town}", f"县{county}", f"市{city}", "岚川省"
    ),
    *(st.sampled_from(["01", "02", "10"]), st.sampled_from(["01", "21"])),
    st.sampled_from(["101", "102", "201"]),
)


@pytest.mark.property
@given(st.lists(st.none() | PLACES | st.sampled_from([QUARTER, UNDIVIDED]), max_size=8))
def test_no_place_is_lost_and_none_is_shown_twice(places: list[Place | None]) -> None:
    """Every value of every facet is a node of the tree, but for the missing towns."""
    facets = facets_of(places)
    nodes = list(every(place_tree(facets, Address())))
    values = sorted(str(v.value) for level in LEVELS for v in facets[level] if v.value)
    assert sorted(str(node.value.value) for node in nodes if node.value.value) == values
    assert sum(not node.value.value for node in nodes) == (None in places)


def every(nodes: Iterable[PlaceNode]) -> Iterator[PlaceNode]:
    for node in nodes:
        yield node
        yield from every(node.children)


def test_of_a_long_list_those_with_most_hits_and_the_chosen_stand_in_front() -> None:
    """A county with many towns does not push the rest off the page, but never hides a choice."""
    towns = [Place(f"9901211{n:02}", f"镇{n}", "青禾县", "砚州市", "岚川省") for n in range(25)]
    many = [*towns, *towns[12:20]]

    def county(*choices: tuple[str, str]) -> PlaceNode:
        tree = place_tree(facets_of(many), Address(choices=choices))
        return next(node for node in every(tree) if node.level == "county")

    def named(nodes: tuple[PlaceNode, ...]) -> list[str]:
        return [node.value.label for node in nodes]

    front = [f"镇{n}" for n in range(12, 20)]
    assert named(county().front) == front
    assert named(county().rest) == [f"镇{n}" for n in (*range(12), *range(20, 25))]
    assert county().rest_called == "乡镇"
    assert named(county(("town", "990121107")).front) == ["镇7", *front]


def test_a_short_list_is_shown_whole() -> None:
    """Nobody opens a list for two more names."""
    towns = [Place(f"9901211{n:02}", f"镇{n}", "青禾县", "砚州市", "岚川省") for n in range(12)]
    tree = place_tree(facets_of(towns), Address())
    county = next(node for node in every(tree) if node.level == "county")
    assert (len(county.front), county.rest) == (12, ())


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


#: More towns than a tree has room for, in four counties of a city.
MANY = [
    Place(f"9901{21 + at % 4}{100 + at // 4}", f"镇{at}", f"县{at % 4}", "砚州市", "岚川省")
    for at in range(240)
]


def test_towns_of_a_large_tree_are_listed_where_something_is_chosen() -> None:
    """Of the others it is said how many there are, so that no place is lost."""
    facets = facets_of(MANY)
    (province,) = place_tree(facets, Address())
    counties = province.children[0].children
    assert [(node.children, node.folded) for node in counties] == [((), 60)] * 4
    by_county = Address(choices=(("county", "990122"),))
    by_town = Address(choices=(("town", "990122105"),))
    for address in (by_county, by_town):
        (province,) = place_tree(facets, address)
        counties = province.children[0].children
        assert [len(node.children) for node in counties] == [0, 60, 0, 0]
        assert [node.folded for node in counties] == [60, 0, 60, 60]


def test_a_long_question_leaves_less_room() -> None:
    """A tree that is whole for a word is folded for a page of text, and never beyond its towns."""
    facets = facets_of(MANY[:80])
    assert sum(node.folded for node in every(place_tree(facets, Address("调解")))) == 0
    long = list(every(place_tree(facets, Address("调解或者普法" * 60))))
    assert sum(node.folded for node in long) == 80
    assert [node.level for node in long].count("county") == 4

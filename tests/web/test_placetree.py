"""The places of an answer as a tree."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import FacetValue
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import LEVELS, UNLABELLED, Place, shared_digits
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.address import Address
from searchapp.web.placetree import PlaceNode, place_tree
from searchapp.web.toggles import Toggles
from tests.web.places import QUARTER, SONGLI, TINGLAN, UNDIVIDED, facets_of


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


@pytest.mark.property
@given(st.lists(PLACES | st.sampled_from([QUARTER, UNDIVIDED]), max_size=8))
def test_each_place_hangs_on_the_smallest_that_it_lies_in(places: list[Place]) -> None:
    """Of those that are listed; and those side by side stand in the order of their codes."""
    facets = facets_of(places)
    listed = [(level, str(v.value)) for level in LEVELS for v in facets[level] if v.value]
    roots = place_tree(facets, Address())
    for above, children in [(None, roots), *((node, node.children) for node in every(roots))]:
        codes = [str(child.value.value) for child in children]
        assert codes == sorted(codes)
        for child in children:
            around = [
                (level, code)
                for level, code in listed
                if LEVELS.index(level) < LEVELS.index(child.level)
                and str(child.value.value).startswith(shared_digits(code, level))
            ]
            nearest = max(around, key=lambda each: LEVELS.index(each[0]), default=None)
            assert nearest == (above and (above.level, above.value.value))


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


@pytest.mark.parametrize("chosen", [("city", "990100"), ("province", "990000")])
def test_all_towns_are_listed_in_what_is_chosen(chosen: tuple[str, str]) -> None:
    """However many counties lie between."""
    nodes = list(every(place_tree(facets_of(MANY), Address(choices=(chosen,)))))
    assert sum(node.level == "town" for node in nodes) == len(MANY)
    assert sum(node.folded for node in nodes) == 0


def test_a_place_of_two_names_has_all_its_places_below_both() -> None:
    """As two gazetteers may spell it; neither name is right, and no county is lost."""
    other = Place("990122102", "云浦镇", "望岫县", "砚州", "岚川省")
    facets = facets_of([SONGLI, other])
    facets["city"] = tuple(
        FacetValue("990100", name, 1, 1) for name in (SONGLI.city or "", other.city or "")
    )
    below = ["青禾县", ["松栎镇"], "望岫县", ["云浦镇"]]
    assert shown(place_tree(facets, Address())) == ["岚川省", ["砚州市", below, "砚州", below]]


def test_the_tree_is_written_with_its_rest_and_what_is_folded() -> None:
    """Each place a link with its counts; the rest to be opened; how many are not listed."""
    towns = [Place(f"9901211{n:02}", f"镇{n}", "青禾县", "砚州市", "岚川省") for n in range(25)]
    app = create_app(EmbeddedEngine(Path("nowhere")), Settings())
    with app.test_request_context():
        toggles = Toggles(Address("调解"))
        written = BeautifulSoup(
            toggles.tree(place_tree(facets_of(towns), Address())), "html.parser"
        )
        folded = BeautifulSoup(toggles.tree(place_tree(facets_of(MANY), Address())), "html.parser")
    assert len(written.select("a.choice")) == 28
    rest = written.select_one("details.rest")
    assert rest
    assert rest["data-key"] == "rest:990121"
    assert rest.summary
    assert rest.summary.text == "其余 17 个乡镇"
    assert len(rest.select("ul > li > a.choice")) == 17
    assert rest.parent
    assert rest.parent.a
    assert rest.parent.a["data-key"] == "county:990121"
    assert [each.text for each in folded.select("p.folded")] == ["其中 60 个乡镇，选定后列出"] * 4
    assert not folded.select("details")

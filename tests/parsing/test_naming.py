"""Names of towns in a text, with what stands before them."""

import pytest

from searchapp.parsing.gazetteer import Gazetteer
from searchapp.parsing.naming import Mention, divisions_in, mentions, printed_town
from searchapp.reports import Place
from tests.parsing.reports import GAZETTEER, PLACES

SONGLI = next(place for place in PLACES if place.code == "990121101")
OTHER = next(place for place in PLACES if place.code == "990122102")
DIPU = next(place for place in PLACES if place.short == "荻浦镇")
YAO = next(place for place in PLACES if place.short == "鹤沼瑶族乡")


def names_in(text: str) -> list[str]:
    """The names of the towns that a text mentions."""
    return [each.name for each in mentions(GAZETTEER, text)]


@pytest.mark.parametrize(
    ("text", "places", "told"),
    [
        ("荻浦镇2024年报告", (DIPU,), False),
        ("松栎镇2024年报告", (SONGLI, OTHER), False),
        ("青禾县松栎镇2024年报告", (SONGLI,), True),
        ("中共青禾县松栎镇委员会", (SONGLI,), True),
        ("岚川省砚州市望岫县松栎镇", (OTHER,), True),
        ("砚州市松栎镇", (SONGLI, OTHER), True),
        ("我县松栎镇2024年报告", (SONGLI, OTHER), False),
        ("现将松栎镇2024年情况", (SONGLI, OTHER), False),
        ("青禾縣松櫟鎮人民政府", (SONGLI,), True),
        ("鹤沼乡2024年报告", (YAO,), False),
        ("青禾经开区松栎镇", (SONGLI,), True),
        ("云海经开区荻浦镇", (DIPU,), False),
    ],
)
def test_what_stands_before_a_name_says_where_it_lies(
    text: str, places: tuple[Place, ...], *, told: bool
) -> None:
    """A county, a city, or nothing; a zone is no county, but may bear one's name."""
    found = next(mentions(GAZETTEER, text))
    assert (set(found.places), found.told) == (set(places), told)


@pytest.mark.parametrize(
    ("text", "division"), [("青禾县荻浦镇", "青禾县"), ("天河县荻浦镇", "天河县")]
)
def test_a_town_of_another_county_is_not_meant(text: str, division: str) -> None:
    """荻浦镇 of 青禾县, or of a county that nobody knows, is not 荻浦镇 of 望岫县."""
    assert list(mentions(GAZETTEER, text)) == [Mention("荻浦镇", (), division, elsewhere=(DIPU,))]


@pytest.mark.parametrize("text", ["新荻浦镇2024年报告", "东松栎镇", "各乡镇", "我镇", ""])
def test_the_end_of_a_longer_name_is_none(text: str) -> None:
    """新荻浦镇 is another town, known or not."""
    assert names_in(text) == []


def test_a_unit_without_a_name_of_its_own_needs_its_county() -> None:
    """经济开发区 is the one of the county before it, and of none where there is none."""
    zone = Place("990121400", "经济开发区", "青禾县", "砚州市", "岚川省")
    built = Gazetteer([*PLACES, zone])
    assert [each.places for each in mentions(built, "青禾县经济开发区")] == [(zone,)]
    assert list(mentions(built, "经济开发区2024年报告")) == []


@pytest.mark.parametrize(
    ("subject", "printed"),
    [
        ("松柏岭镇", ("", "松柏岭镇")),
        ("青禾县松柏岭镇人民政府", ("青禾县", "松柏岭镇")),
        ("中共砚州市青禾县松柏岭乡委员会", ("砚州市青禾县", "松柏岭乡")),
        ("松柏嶺鎮", ("", "松柏岭镇")),
        ("各乡镇", None),
        ("全镇", None),
        ("xx镇", None),
        ("某某镇", None),
        ("青禾县人民政府", None),
        ("", None),
    ],
)
def test_a_town_that_nobody_knows_is_read_as_printed(
    subject: str, printed: tuple[str, str] | None
) -> None:
    """Towns are founded and renamed; what means any town is no name."""
    assert printed_town(GAZETTEER, subject) == printed


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("青禾县人民政府", {"990121"}),
        ("中共青禾县委、青禾县人民政府", {"990121"}),
        ("砚州市望岫县司法局", {"990100", "990122"}),
        ("岚川省", {"990000"}),
        ("县委和县政府", set()),
        ("", set()),
    ],
)
def test_divisions_are_found_in_a_text(text: str, codes: set[str]) -> None:
    """Counties, cities and provinces by their names."""
    assert divisions_in(GAZETTEER, text) == codes


def test_a_short_name_must_begin_a_name(gazetteer: Gazetteer) -> None:
    """和县 is a county, but not in 县委和县政府."""
    assert divisions_in(gazetteer, "县委和县政府") == set()
    assert divisions_in(gazetteer, "和县人民政府") == {"340523"}
    assert divisions_in(gazetteer, "马鞍山市和县人民政府") == {"340500", "340523"}
